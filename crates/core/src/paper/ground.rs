//! What papers are weighed on: the set, the roster, the keys, and what was said of them.

use super::{Dropped, Ignored, Keys, Outcome, Parts};
use crate::{
    circle_set::CircleSet,
    document::Header,
    id::{DocumentId, ItemId, PersonId},
    roster::Roster,
    sealed::{Readers, SealedKey},
    statement::{StatementBody, said::Said},
};

/// What is known while papers are weighed, and what became of the statements so far.
#[derive(Debug)]
pub struct Ground<'a> {
    pub(crate) set: &'a CircleSet,
    pub(crate) roster: &'a Roster,
    pub(crate) keys: &'a Keys<'a>,
    parts: &'a Parts,
    /// Statements about papers, by members.
    pub(crate) said: &'a [Said<'a>],
    /// What was taken back is known from the beginning.
    pub(crate) outcome: Outcome,
}

impl<'a> Ground<'a> {
    pub(crate) fn new(
        (set, roster): (&'a CircleSet, &'a Roster),
        keys: &'a Keys<'a>,
        parts: &'a Parts,
        said: &'a [Said<'a>],
        outcome: Outcome,
    ) -> Self {
        Self {
            set,
            roster,
            keys,
            parts,
            said,
            outcome,
        }
    }

    /// Who took a paper back, if anybody did.
    pub(crate) fn dropped(&self, document: &DocumentId) -> Option<Dropped> {
        self.outcome.dropped.get(document).copied()
    }

    /// The header of a paper.
    pub(crate) fn header(&self, document: DocumentId) -> Result<&'a Header, Ignored> {
        sealed(self.set, document)
    }

    /// True when the person is one of the readers that a first chunk names.
    pub(crate) fn reads(&self, document: &DocumentId, chunk: &ItemId, person: PersonId) -> bool {
        self.parts.reads(document, chunk, person)
    }
}

impl Outcome {
    /// Keeps why a statement does not count, where it does not.
    pub(crate) fn ignore(&mut self, said: &Said<'_>, outcome: Result<(), Ignored>) {
        if let Err(reason) = outcome {
            self.ignored.insert(said.id, reason);
        }
    }

    /// Takes what was taken back, by who may.
    pub(crate) fn take_dropped(&mut self, set: &CircleSet, said: &[Said<'_>]) {
        for one in said {
            let person = one.statement.person;
            let (document, by, entitled) = match &one.body {
                StatementBody::Withdraw(withdraw) => {
                    let entitled = sealed(set, withdraw.document).and_then(|header| {
                        entitled(header.author == person, Ignored::NotTheAuthor)
                    });
                    (withdraw.document, Dropped::Withdrawn, entitled)
                }
                StatementBody::Veto(veto) => {
                    let entitled = sealed(set, veto.document)
                        .and_then(|header| is_reader(header, veto.salt, &veto.readers, person));
                    (veto.document, Dropped::Vetoed, entitled)
                }
                _ => continue,
            };
            if entitled.is_ok() {
                let known = self.dropped.entry(document).or_insert(by);
                *known = by.min(*known);
            }
            self.ignore(one, entitled);
        }
    }
}

fn sealed(set: &CircleSet, document: DocumentId) -> Result<&Header, Ignored> {
    let opening = set.opening(&document).ok_or(Ignored::NotHeld)?;
    let header = &opening.content().header;
    entitled(header.sealed.is_some(), Ignored::NotSealed)?;
    Ok(header)
}

/// That a key is the one that a header binds.
pub(crate) fn is_key(header: &Header, key: [u8; 32]) -> Result<(), Ignored> {
    entitled(SealedKey::from_bytes(key).opens(header), Ignored::WrongKey)
}

/// That a header binds these readers, and the person is one of them.
pub(crate) fn is_reader(
    header: &Header,
    salt: [u8; 32],
    persons: &[PersonId],
    person: PersonId,
) -> Result<(), Ignored> {
    let readers = Readers {
        salt,
        persons: persons.to_vec(),
    };
    entitled(
        readers.are_of(header) && readers.contain(person),
        Ignored::NotAReader,
    )
}

/// The reason where something does not hold.
pub(crate) fn entitled(holds: bool, otherwise: Ignored) -> Result<(), Ignored> {
    if holds { Ok(()) } else { Err(otherwise) }
}
