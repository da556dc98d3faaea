//! A newcomer's computer gets a whole circle: two processes on one computer, and the floors beside it.

use crate::{
    circle::Folders,
    floors::{file, merge, signatures::Signatures},
    intake,
    other::{Other, number, text},
    outcome::{BenchFault, BenchOutcome},
    peer::{DeviceQuestion, DocumentState, Question, RawQuestion, SamodQuestion},
    report::BenchTable,
    stock::Stock,
};
use std::path::{Path, PathBuf};

/// What is measured with.
pub(crate) struct Cold<'a> {
    /// The founder's folders.
    pub(crate) founder: &'a Folders,
    /// What is in them.
    pub(crate) stock: &'a Stock,
    /// The same documents, for samod.
    pub(crate) documents: PathBuf,
    /// Bytes as they travel.
    bytes: usize,
    signatures: Signatures,
    changes: Vec<Vec<Vec<u8>>>,
}

impl<'a> Cold<'a> {
    pub(crate) fn new(place: &Path, founder: &'a Folders, stock: &'a Stock) -> BenchOutcome<Self> {
        let documents = place.join("documents.json");
        stock.write_documents(&documents)?;
        Ok(Self {
            founder,
            stock,
            documents,
            bytes: stock.wire_bytes(),
            signatures: Signatures::new(&stock.signed_lengths()),
            changes: stock.changes(),
        })
    }

    /// One repetition: the product, each floor, samod. Gives the pair that met.
    pub(crate) fn repeat(
        &self,
        place: &Path,
        table: &mut BenchTable,
    ) -> BenchOutcome<(Folders, Folders)> {
        let pair = self.join(place, table)?;
        let joined = table.last("a", "join")?;
        let raw = self.raw(table)?;
        let apply = merge::apply(&self.changes)?;
        let check = self.signatures.check()?;
        let write = file::write(&place.join("floor.db"), self.stock)?;
        table.put("a", "floor: automerge", apply);
        table.put("a", "floor: signatures", check);
        table.put("a", "floor: file", write);
        let floors = raw + apply + check + write;
        table.put("a", "floors", floors);
        table.put("a", "ratio", joined / floors);
        intake::measure(place, self.stock, table)?;
        let samod = self.samod(table)?;
        table.put("a", "samod ratio", joined / samod);
        Ok(pair)
    }

    /// A newcomer joins. Gives the pair that met.
    pub(crate) fn join(
        &self,
        place: &Path,
        table: &mut BenchTable,
    ) -> BenchOutcome<(Folders, Folders)> {
        let host = self.founder.copy(&place.join("host"))?;
        let guest = Folders::new(&place.join("guest"))?;
        let mut a = Other::device(&host, None)?;
        let mut b = Other::device(&guest, Some("新人 はな"))?;
        table.put("memory", "host before", a.peak_memory()?);
        table.put("memory", "newcomer before", b.peak_memory()?);
        let link = text(&a.ask(&device(DeviceQuestion::Invite))?, "link")?;
        let joined = b.ask(&device(DeviceQuestion::Join { link }))?;
        table.put("a", "join", number(&joined, "ms")?);
        table.put("a", "items", number(&joined, "received")?);
        table.put("memory", "host peak", a.peak_memory()?);
        table.put("memory", "newcomer peak", b.peak_memory()?);
        let (here, there) = (
            a.ask(&device(DeviceQuestion::State))?,
            b.ask(&device(DeviceQuestion::State))?,
        );
        if here != there {
            return Err(BenchFault::from(format!(
                "they do not hold the same: {here}, {there}"
            )));
        }
        a.end()?;
        b.end()?;
        Ok((host, guest))
    }

    fn raw(&self, table: &mut BenchTable) -> BenchOutcome<f64> {
        let (mut a, mut b) = (Other::start()?, Other::start()?);
        let ticket = text(&a.ask(&Question::Raw(RawQuestion::Bind))?, "ticket")?;
        b.ask(&Question::Raw(RawQuestion::Bind))?;
        a.ask(&Question::Raw(RawQuestion::Serve { bytes: self.bytes }))?;
        let fetched = b.ask(&Question::Raw(RawQuestion::Fetch { ticket }))?;
        let whole = number(&fetched, "whole")?;
        table.put("a", "floor: transfer", whole);
        table.put("b", "floor: connect", number(&fetched, "connected")?);
        table.put("a", "bytes", number(&fetched, "bytes")?);
        a.end()?;
        b.end()?;
        Ok(whole)
    }

    fn samod(&self, table: &mut BenchTable) -> BenchOutcome<f64> {
        let mut pair = SamodPair::start(&self.documents)?;
        let ms = pair.first_ms;
        table.put("a", "samod", ms);
        table.put("memory", "samod host peak", pair.a.peak_memory()?);
        table.put("memory", "samod newcomer peak", pair.b.peak_memory()?);
        pair.end()?;
        Ok(ms)
    }
}

/// Two repositories of samod, the second of which has got everything from the first.
pub(crate) struct SamodPair {
    pub(crate) a: Other,
    pub(crate) b: Other,
    pub(crate) ticket: String,
    pub(crate) documents: Vec<DocumentState>,
    /// How long the first fetch took.
    pub(crate) first_ms: f64,
}

impl SamodPair {
    pub(crate) fn start(documents: &Path) -> BenchOutcome<Self> {
        let (mut a, mut b) = (Other::start()?, Other::start()?);
        let served = a.ask(&Question::Samod(SamodQuestion::Serve {
            documents: documents.to_owned(),
        }))?;
        let ticket = text(&served, "ticket")?;
        let documents: Vec<DocumentState> = serde_json::from_value(
            served
                .get("documents")
                .cloned()
                .ok_or("no documents are served")?,
        )?;
        let fetched = b.ask(&Question::Samod(SamodQuestion::Fetch {
            ticket: ticket.clone(),
            documents: documents.clone(),
            only: Vec::new(),
        }))?;
        Ok(Self {
            a,
            b,
            ticket,
            documents,
            first_ms: number(&fetched, "ms")?,
        })
    }

    pub(crate) fn end(self) -> BenchOutcome {
        self.b.end()?;
        self.a.end()
    }
}

/// A question to a device.
pub(crate) fn device(question: DeviceQuestion) -> Question {
    Question::Device(question)
}
