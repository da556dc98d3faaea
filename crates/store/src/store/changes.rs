//! What reads differently after a batch: known where the rows are written, and nowhere else.

use otagai_core::id::{DocumentId, PersonId};
use std::collections::{BTreeMap, BTreeSet};

/// What reads differently now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Who came, left, or stands otherwise.
    pub members: BTreeSet<PersonId>,
    /// Whose card says something else.
    pub cards: BTreeSet<PersonId>,
    /// Who is called otherwise: name, reading, or what to be called.
    pub names: BTreeSet<PersonId>,
    /// Whose licences were seen, or are seen no more.
    pub sightings: BTreeSet<PersonId>,
    /// Which papers (jobs, vouches and their like) are new, different or gone, and whom each is about.
    pub papers: BTreeMap<DocumentId, BTreeSet<PersonId>>,
    /// True when the circle says something else of itself.
    pub about: bool,
}

impl Changes {
    /// Whose card or standing reads differently, and whom the papers are about.
    pub fn people(&self) -> BTreeSet<PersonId> {
        let papers = self.papers.values().flatten();
        let people = self.members.iter().chain(&self.cards);
        people
            .chain(&self.sightings)
            .chain(papers)
            .copied()
            .collect()
    }

    /// True when nothing reads differently.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes what else changed.
    pub(super) fn extend(&mut self, more: Self) {
        let Self {
            members,
            cards,
            names,
            sightings,
            papers,
            about,
        } = more;
        self.members.extend(members);
        self.cards.extend(cards);
        self.names.extend(names);
        self.sightings.extend(sightings);
        for (document, concerns) in papers {
            self.papers.entry(document).or_default().extend(concerns);
        }
        self.about |= about;
    }
}
