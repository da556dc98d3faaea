//! What a deed is about, so that what is known of it is read before it is decided.

use otagai_core::id::{DocumentId, PersonId};

/// What a deed looks at beside set and members: only that is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct DeedAbout {
    pub(super) paper: Option<DocumentId>,
    pub(super) people: Vec<PersonId>,
}

impl DeedAbout {
    /// No job and no vouch that is there.
    pub(crate) fn nothing() -> Self {
        Self::default()
    }

    /// A job or a vouch.
    pub(crate) fn paper(document: DocumentId) -> Self {
        Self {
            paper: Some(document),
            people: Vec::new(),
        }
    }

    /// The names on the cards of these as well.
    #[must_use]
    pub(crate) fn and_names_of(mut self, people: impl IntoIterator<Item = PersonId>) -> Self {
        self.people.extend(people);
        self
    }
}
