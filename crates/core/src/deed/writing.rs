//! Deeds become signed items: the one place that seals papers, grants their keys and signs a member's statements.

use super::{
    Deed, Saying, Situation, WritingDevice,
    paper::{NewPaper, NewVersion, On, PaperWords, VouchWords},
};
use crate::{
    base,
    cut::Tip,
    document::Header,
    gate::EditError,
    id::{DocumentId, ItemId, StatementId},
    item::{Item, ItemKind},
    job,
    sealed::{ChunkWriter, Inner, Readers, SealError, SealedDocument, SealedKey, WrapError, grant},
    signed::VerifyError,
    statement::{Accept, ChainEnd, Confirm, StatementBody},
    vouch::portable::{self, PortableError},
};

/// A deed, ready to be stored and relayed.
#[derive(Debug, Clone, Default)]
pub struct WrittenDeed {
    /// Everything that it takes, in one transaction.
    pub items: Vec<Item>,
    /// Its new papers, in their order.
    pub papers: Vec<WrittenPaper>,
    /// New versions of papers that were there; none where one says nothing else than before.
    pub versions: Vec<WrittenPaper>,
    /// Its statements, in their order.
    pub statements: Vec<StatementId>,
}

/// A version of a paper that was written with a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenPaper {
    /// The document.
    pub document: DocumentId,
    /// The chunk that ends this version.
    pub chunk: ItemId,
    /// The version.
    pub heads: Vec<Tip>,
}

crate::refusals! {
    /// Why a deed was not written: none of these is the member's doing.
    #[derive(Debug, thiserror::Error)]
    pub enum WriteDeedError {
        /// A paper that it is about cannot be read here.
        #[error("a paper that the deed is about cannot be read")]
        PaperMissing = "unknownWork";
        /// A new paper would say nothing.
        #[error("a new paper says nothing")]
        EmptyPaper = "internal";
        /// The merge library did not take it.
        #[error(transparent)]
        Edit(#[from] EditError) = "internal";
        /// A chunk was not made.
        #[error(transparent)]
        Seal(#[from] SealError) = "internal";
        /// A reader's key is none.
        #[error(transparent)]
        Wrap(#[from] WrapError) = "internal";
        /// The device does not sign for itself.
        #[error(transparent)]
        Sign(#[from] VerifyError) = "internal";
        /// The portable form was not made.
        #[error(transparent)]
        Portable(#[from] PortableError) of 0;
    }
}

impl Deed {
    /// Signs, seals and grants it. `random` fills with bytes that nobody can foretell; the same bytes give the same items.
    ///
    /// # Errors
    /// [`WriteDeedError`]; nothing is then to be stored.
    pub fn write(
        &self,
        here: &Situation<'_>,
        device: &WritingDevice<'_>,
        random: &mut dyn FnMut(&mut [u8]),
    ) -> Result<WrittenDeed, WriteDeedError> {
        let mut writer = Writer {
            here,
            device,
            random,
            written: WrittenDeed::default(),
        };
        for paper in &self.papers {
            writer.paper(paper)?;
        }
        for version in &self.versions {
            writer.version(version)?;
        }
        writer.statements(&self.said)?;
        Ok(writer.written)
    }
}

/// A deed while it is written.
struct Writer<'a> {
    here: &'a Situation<'a>,
    device: &'a WritingDevice<'a>,
    random: &'a mut dyn FnMut(&mut [u8]),
    written: WrittenDeed,
}

impl<'a> Writer<'a> {
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }

    /// Opening, first version, and a grant for each device of each reader.
    fn paper(&mut self, paper: &NewPaper) -> Result<(), WriteDeedError> {
        let inner = Inner {
            circle: self.here.set.circle(),
            author: self.here.me,
            kind: paper.words().kind().name().to_owned(),
            readers: Readers::new(self.bytes(), paper.readers().iter().copied()),
        };
        let key = SealedKey::from_bytes(self.bytes());
        let header = inner.header(&key, self.bytes());
        let words = match paper.words() {
            PaperWords::Vouch(words) => {
                PaperWords::Vouch(Box::new(self.whole(header.id(), words)?))
            }
            other => other.clone(),
        };
        let change = self
            .device
            .change(&mut base::document(), |t| words.write(t))?
            .ok_or(WriteDeedError::EmptyPaper)?;
        let nonce = self.bytes();
        let signing = self.device.keys.signing_key();
        let writer = ChunkWriter {
            header: &header,
            key: &key,
            device: &signing,
        };
        let chunk = writer.first(&inner, nonce, &change)?;
        self.written.items.extend([
            self.device.open(&header)?,
            Item::new(ItemKind::Chunk, chunk.to_bytes()),
        ]);
        self.grant(&header, &key, &inner.readers)?;
        self.written.papers.push(WrittenPaper {
            document: header.id(),
            chunk: chunk.item_id(),
            heads: vec![change.hash.into()],
        });
        Ok(())
    }

    /// Gives the key to every device of every reader that is known here.
    fn grant(
        &mut self,
        header: &Header,
        key: &SealedKey,
        readers: &Readers,
    ) -> Result<(), WriteDeedError> {
        let signing = self.device.keys.signing_key();
        let here = self.here;
        let devices = here.roster.devices.values();
        for device in devices.filter(|device| readers.contain(device.person)) {
            let randomness = self.bytes();
            let granted = grant(&signing, header, key, &device.encryption_key, &randomness)?;
            let granted = Item::new(ItemKind::Grant, granted.to_bytes());
            self.written.items.push(granted);
        }
        Ok(())
    }

    /// The vouch with what is known only now: a job that is recorded with it, and the portable form.
    fn whole(
        &self,
        document: DocumentId,
        words: &VouchWords,
    ) -> Result<VouchWords, WriteDeedError> {
        let mut words = words.clone();
        let job = match &words.on {
            On::Recorded(at) => &at.job,
            On::PaperBefore(job) => {
                let before = self.written.papers.last();
                let before = before.ok_or(WriteDeedError::PaperMissing)?;
                words.vouch.job = Some(before.document);
                words.vouch.job_heads.clone_from(&before.heads);
                job
            }
        };
        if let Some(outside) = &words.outside {
            words.vouch.portable = Some(portable::make(
                document,
                &words.vouch,
                job,
                outside.subject,
                &outside.names,
                self.device.now,
                &self.device.keys.credential_key(),
            )?);
        }
        Ok(words)
    }

    /// Another version; nothing where it says nothing else.
    fn version(&mut self, version: &NewVersion) -> Result<(), WriteDeedError> {
        let paper = self.open(version.document)?;
        let change = self.device.change(&mut paper.document.clone(), |t| {
            if version.anew {
                job::write_anew(t, &version.job)
            } else {
                job::write(t, &version.job)
            }
        })?;
        let Some(change) = change else {
            return Ok(());
        };
        let nonce = self.bytes();
        let signing = self.device.keys.signing_key();
        let writer = ChunkWriter {
            header: &paper.header,
            key: &paper.key,
            device: &signing,
        };
        let chunk = writer.next(&paper.chunks, nonce, &change)?;
        let item = Item::new(ItemKind::Chunk, chunk.to_bytes());
        self.written.items.push(item);
        self.written.versions.push(WrittenPaper {
            document: version.document,
            chunk: chunk.item_id(),
            heads: vec![change.hash.into()],
        });
        Ok(())
    }

    /// Signs statements as the next of this device's chain; the first names what is known here.
    fn statements(&mut self, said: &[Saying]) -> Result<(), WriteDeedError> {
        let set = self.here.set;
        let mut end = set.chain_end(self.device.keys.device());
        let mut seen = set.statement_tips();
        for saying in said {
            let body = self.body(saying)?;
            let (id, item) = self.device.say(set.circle(), &end, &seen, &body)?;
            end = ChainEnd {
                n: end.n.saturating_add(1),
                prev: Some(id),
            };
            seen = Vec::new();
            self.written.statements.push(id);
            self.written.items.push(item);
        }
        Ok(())
    }

    fn body(&self, saying: &Saying) -> Result<StatementBody, WriteDeedError> {
        Ok(match saying {
            Saying::Whole(body) => body.clone(),
            Saying::Confirm(job, chunk, heads) => StatementBody::Confirm(Confirm {
                job: *job,
                chunk: *chunk,
                heads: heads.clone(),
                key: *self.open(*job)?.key.as_bytes(),
            }),
            Saying::Accept(vouch, chunk, heads) => {
                let paper = self.open(*vouch)?;
                StatementBody::Accept(Accept {
                    document: *vouch,
                    chunk: *chunk,
                    heads: heads.clone(),
                    salt: paper.inner.readers.salt,
                    readers: paper.inner.readers.persons.clone(),
                    key: *paper.key.as_bytes(),
                })
            }
        })
    }

    fn open(&self, document: DocumentId) -> Result<&'a SealedDocument, WriteDeedError> {
        let here = self.here;
        let paper = here.papers.get(document);
        paper.ok_or(WriteDeedError::PaperMissing)
    }
}
