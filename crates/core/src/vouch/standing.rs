//! What papers are worth: a pure function of what is held.
//!
//! What a viewer sees follows from the keys: a document that was only granted is in here for those who hold
//! its key; once its key is published it is in here for all, and once taken back only for them again. What each kind is
//! worth is said in its own file ([`PaperKind`]); this one walks the table of kinds and knows none by name.

mod questions;
mod texts;

pub use super::paper::{Void, VouchStanding, VouchState};
pub use crate::{
    job::paper::{JobStanding, JobVersion},
    paper::{Dropped, Ignored, Keys, Outcome},
    quiet::paper::QuietStanding,
};
pub use texts::Texts;

use crate::{
    circle_set::CircleSet,
    codec::{self, CodecError},
    date::Day,
    document::{Kind, kinds::kinds},
    id::{DocumentId, PersonId},
    paper::{Ground, Listed, PaperKind},
    roster::Roster,
    sealed::SealedKey,
    statement::{
        StatementBody,
        said::{self, Said},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of one row; a job of many versions is the largest.
const ROW_BYTES: usize = 16 * 1024 * 1024;

/// What a device holds of a circle, for working out standing.
#[derive(Debug, Clone, Copy)]
pub struct Held<'a> {
    /// The set.
    pub set: &'a CircleSet,
    /// Its roster.
    pub roster: &'a Roster,
    /// The keys that open something here.
    pub keys: &'a Keys<'a>,
    /// What they opened.
    pub texts: &'a Texts,
}

/// A kind of paper, for who keeps rows without knowing any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperForm {
    /// The kind.
    pub kind: Kind,
    /// Another one when rows that were kept are of no use any more.
    pub form: u32,
    /// True where trails, and the order of who is found, are made of it.
    pub ties: bool,
}

/// A paper whose row is new, another one, or gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperChange {
    /// The document.
    pub document: DocumentId,
    /// What it is.
    pub kind: Kind,
    /// The row now, as [`Standing::put`] reads it; none where it is gone.
    pub row: Option<Vec<u8>>,
    /// Whom it is about.
    pub concerns: BTreeSet<PersonId>,
}

/// Makes [`Standing`] of the table of kinds, and what walks it.
macro_rules! declare {
    (
        open { $($open:tt)* }
        papers { $(
            $(#[doc = $doc:literal])* $(#[cfg $cfg:tt])?
            $paper:ident = $word:literal => $rows:ident: $type:ty, beside ($($beside:ident),*);
        )* }
    ) => {
        $($(#[cfg $cfg])? impl Listed for $type {
            const KIND: Kind = Kind::$paper;
        })*

        /// Every kind of paper.
        pub const PAPERS: &[PaperForm] = &[
            $($(#[cfg $cfg])? PaperForm {
                kind: Kind::$paper,
                form: <$type>::FORM,
                ties: <$type>::TIES,
            },)*
        ];

        /// Who hears a statement, one a kind.
        const HEARS: &[fn(&StatementBody) -> bool] = &[
            $($(#[cfg $cfg])? <$type>::hears,)*
        ];

        /// Who knows the key that a statement publishes, one a kind.
        const PUBLISHED: &[fn(&StatementBody) -> Option<(DocumentId, [u8; 32])>] = &[
            $($(#[cfg $cfg])? <$type>::published_key,)*
        ];

        /// Every paper that can be read here, by document.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Standing {
            $(
                $(#[doc = $doc])* $(#[cfg $cfg])?
                pub $rows: BTreeMap<DocumentId, <$type as PaperKind>::Row>,
            )*
        }

        impl Standing {
            fn weigh(ground: &mut Ground<'_>, texts: &Texts) -> Self {
                let mut standing = Self::default();
                $($(#[cfg $cfg])? {
                    let beside = ($(&standing.$beside,)*);
                    standing.$rows = <$type>::weigh(ground, &texts.$rows, beside);
                })*
                standing
            }

            /// The same as seen on a day by the viewer's calendar: what is over is over.
            #[must_use]
            pub fn on(mut self, day: Day) -> Self {
                $($(#[cfg $cfg])? { <$type>::on(&mut self.$rows, day); })*
                self
            }

            /// Puts a row that a [`PaperChange`] gave.
            ///
            /// # Errors
            /// [`CodecError`] where it is none of the kind's. One of a kind that this version does not know is
            /// [`CodecError::Malformed`].
            pub fn put(
                &mut self,
                kind: &str,
                document: DocumentId,
                row: &[u8],
            ) -> Result<(), CodecError> {
                match kind {
                    $($(#[cfg $cfg])? $word => {
                        self.$rows.insert(document, codec::decode(row, ROW_BYTES)?);
                    })*
                    _ => return Err(CodecError::Malformed),
                }
                Ok(())
            }

            /// What differs from what was before: new, different, or gone.
            pub fn changes_since(&self, before: &Self) -> Vec<PaperChange> {
                let mut changes = Vec::new();
                $($(#[cfg $cfg])? { differing::<$type>(&before.$rows, &self.$rows, &mut changes); })*
                changes
            }
        }
    };
}
kinds!(declare);

fn differing<P: PaperKind>(
    before: &BTreeMap<DocumentId, P::Row>,
    now: &BTreeMap<DocumentId, P::Row>,
    changes: &mut Vec<PaperChange>,
) {
    let new = now
        .iter()
        .filter(|(document, row)| before.get(document) != Some(*row))
        .map(|(document, row)| (document, row, Some(codec::encode(row))));
    let gone = before
        .iter()
        .filter(|(document, _)| !now.contains_key(document))
        .map(|(document, row)| (document, row, None));
    changes.extend(new.chain(gone).map(|(document, about, row)| PaperChange {
        document: *document,
        kind: P::KIND,
        row,
        concerns: P::concerns(about),
    }));
}

/// The documents that were taken back: known without reading any of them.
pub fn dropped(set: &CircleSet, roster: &Roster) -> BTreeMap<DocumentId, Dropped> {
    let mut outcome = Outcome::default();
    let said = heard(set, roster, &mut outcome.ignored);
    outcome.take_dropped(set, &said);
    outcome.dropped
}

/// Works out the standing of every paper, without regard to the day: what is over is said by [`Standing::on`].
pub fn standing(held: &Held<'_>) -> (Standing, Outcome) {
    let mut outcome = Outcome::default();
    let said = heard(held.set, held.roster, &mut outcome.ignored);
    outcome.take_dropped(held.set, &said);
    let circle = (held.set, held.roster);
    let mut ground = Ground::new(circle, held.keys, &held.texts.parts, &said, outcome);
    let standing = Standing::weigh(&mut ground, held.texts);
    (standing, ground.outcome)
}

impl<'a> Keys<'a> {
    /// Those that this device made or was granted, and those that members published.
    pub fn of_circle(
        set: &CircleSet,
        roster: &Roster,
        granted: &'a BTreeMap<DocumentId, SealedKey>,
    ) -> Self {
        let mut published = BTreeMap::new();
        for one in heard(set, roster, &mut BTreeMap::new()) {
            let Some((document, key)) = PUBLISHED.iter().find_map(|published| published(&one.body))
            else {
                continue;
            };
            let key = SealedKey::from_bytes(key);
            let header = set.opening(&document).map(|o| &o.content().header);
            if header.is_some_and(|header| key.opens(header)) {
                published.insert(document, key);
            }
        }
        Self::new(granted, published)
    }
}

/// What members said of papers.
fn heard<'a>(
    set: &'a CircleSet,
    roster: &Roster,
    ignored: &mut BTreeMap<crate::id::StatementId, Ignored>,
) -> Vec<Said<'a>> {
    let is_heard = |body: &StatementBody| {
        matches!(body, StatementBody::Withdraw(_) | StatementBody::Veto(_))
            || HEARS.iter().any(|hears| hears(body))
    };
    let mut heard = Vec::new();
    for one in said::said(set).filter(|one| is_heard(&one.body)) {
        if roster.is_by_member(&one) {
            heard.push(one);
        } else {
            ignored.insert(one.id, Ignored::NotAMember);
        }
    }
    heard
}

#[cfg(test)]
mod tests;
