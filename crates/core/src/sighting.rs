//! Who saw the original of whose licence (原本確認), and when.
//!
//! A licence on a card is its holder's own word. That somebody looked at the original is a statement of theirs
//! ([`Sighted`](crate::statement::Sighted)); it names the licence by a hash, as statements hold no free text, so
//! it speaks of exactly the name that the card had. Whoever changes the name asks again.

use crate::{
    circle_set::CircleSet,
    date::Day,
    id::{PersonId, StatementId},
    roster::Roster,
    statement::{
        StatementBody,
        said::{newest, said},
    },
    text,
};
use std::collections::{BTreeMap, BTreeSet};

/// The name of a licence as statements carry it: BLAKE3 of the name with a domain of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LicenceKey([u8; 32]);

impl LicenceKey {
    /// The key of a name as it stands on the card, however its holder or the witness writes it ([`text::key`]).
    pub fn of(name: &str) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 name of a licence");
        hasher.update(text::key(name).as_bytes());
        Self(*hasher.finalize().as_bytes())
    }

    /// The key with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// That somebody saw the original of a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// Whose licence.
    pub person: PersonId,
    /// Which.
    pub licence: LicenceKey,
    /// Who saw it; never the person.
    pub witness: PersonId,
    /// When, by the witness's calendar.
    pub on: Day,
}

/// All sightings that stand, by person, licence and witness.
///
/// Of several statements of one witness about one licence the newest counts; between two that do not know of each
/// other, having taken it back does.
pub fn sightings(set: &CircleSet, roster: &Roster) -> BTreeSet<Sighting> {
    let mut about: BTreeMap<_, BTreeMap<StatementId, (Day, bool)>> = BTreeMap::new();
    for one in said(set).filter(|one| roster.is_by_member(one)) {
        let StatementBody::Sighted(sighted) = one.body else {
            continue;
        };
        let witness = one.statement.person;
        if sighted.person != witness {
            let key = (sighted.person, LicenceKey(sighted.licence), witness);
            let on = Day::of_epoch(sighted.day);
            about
                .entry(key)
                .or_default()
                .insert(one.id, (on, sighted.stands));
        }
    }
    let standing = about
        .into_iter()
        .filter_map(|((person, licence, witness), all)| {
            let last = newest(set.statements(), all.keys().copied().collect());
            let mut last = last.iter().filter_map(|id| all.get(id));
            let newest = last.clone().map(|(on, _)| *on).max()?;
            last.all(|(_, stands)| *stands).then_some(Sighting {
                person,
                licence,
                witness,
                on: newest,
            })
        });
    standing.collect()
}

#[cfg(test)]
mod tests;
