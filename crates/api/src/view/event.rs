//! What happened while the program ran, as a screen or a script is told.

use otagai_core::{id::PersonId, notice::Notice};
use otagai_node::{Changes, NodeEvent};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// Something that happened while the program ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(
    tag = "event",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Event {
    /// The node listens; given once.
    Ready {
        /// Its address ticket.
        ticket: String,
    },
    /// Something in a circle reads differently.
    Changed {
        /// Id of the circle.
        circle: String,
        /// What.
        changes: ChangesView,
        /// True when it came from another computer.
        from_others: bool,
    },
    /// Something in a circle is new for the member at this computer. It follows the change that brought it.
    Notice {
        /// Id of the circle.
        circle: String,
        /// What is new.
        what: NoticeKind,
        /// Id of whoever did it.
        person: String,
        /// Id of the vouch or job that waits for an answer; none where none does.
        document: Option<String>,
    },
    /// A device of the circle was met, and both hold the same.
    Met {
        /// Id of the circle.
        circle: String,
        /// Id of the person.
        person: String,
        /// Items received in this meeting so far.
        received: u32,
        /// Items handed over in this meeting so far.
        sent: u32,
    },
    /// The photo of a card can be shown now.
    Photo {
        /// Id of the circle.
        circle: String,
        /// Id of the photo.
        photo: String,
    },
    /// A connection ended.
    Gone {
        /// Id of the person.
        person: String,
    },
    /// More is known of who holds what the member at this computer wrote.
    Delivery {
        /// Id of the circle.
        circle: String,
    },
    /// Something that was said at this computer does not stand any more: see `card_lost`.
    WordsLost {
        /// Id of the circle.
        circle: String,
    },
    /// So much happened at once that some of it was not told: what is shown has to be read anew.
    Missed,
    /// An `otagai:` link came in from outside.
    Link {
        /// The link, to be shown before anything happens.
        link: String,
    },
}

/// What reads differently in a circle now. Whoever shows one of these reads it again, and nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangesView {
    /// Ids of whoever came, left or stands otherwise.
    pub members: Vec<String>,
    /// Ids of those whose card says something else, or whose licences were seen.
    pub cards: Vec<String>,
    /// Ids of those who are called otherwise: their names stand in much that is shown.
    pub names: Vec<String>,
    /// Ids of the jobs, vouches and answers that are new, different or gone.
    pub papers: Vec<String>,
    /// True when the circle says something else of itself.
    pub about: bool,
    /// Ids of everybody whom any of this is about.
    pub people: Vec<String>,
}

/// What is new for the member at this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum NoticeKind {
    /// A vouch about the member waits for an answer.
    VouchWaits,
    /// A record of work waits for the member's answer, and no vouch on it does.
    JobAsks,
    /// Somebody's card says something else.
    CardChanged,
    /// Somebody was let in by this device.
    LetIn,
}

impl From<NodeEvent> for Event {
    fn from(event: NodeEvent) -> Self {
        match event {
            NodeEvent::Ready { ticket } => Self::Ready { ticket },
            NodeEvent::Changed {
                circle,
                changes,
                from_others,
            } => Self::Changed {
                circle: circle.to_string(),
                changes: ChangesView::from(&changes),
                from_others,
            },
            NodeEvent::Notice { circle, notice } => {
                let (what, person, document) = match notice {
                    Notice::VouchWaits { vouch, author } => {
                        (NoticeKind::VouchWaits, author, Some(vouch))
                    }
                    Notice::JobAsks { job, author } => (NoticeKind::JobAsks, author, Some(job)),
                    Notice::CardChanged { person } => (NoticeKind::CardChanged, person, None),
                    Notice::LetIn { person } => (NoticeKind::LetIn, person, None),
                };
                Self::Notice {
                    circle: circle.to_string(),
                    what,
                    person: person.to_string(),
                    document: document.map(|document| document.to_string()),
                }
            }
            NodeEvent::Met {
                circle,
                person,
                received,
                sent,
                ..
            } => Self::Met {
                circle: circle.to_string(),
                person: person.to_string(),
                received,
                sent,
            },
            NodeEvent::Delivery { circle } => Self::Delivery {
                circle: circle.to_string(),
            },
            NodeEvent::WordsLost { circle } => Self::WordsLost {
                circle: circle.to_string(),
            },
            NodeEvent::PhotoCame { circle, photo } => Self::Photo {
                circle: circle.to_string(),
                photo: photo.to_string(),
            },
            NodeEvent::Gone { person, .. } => Self::Gone {
                person: person.map(|person| person.to_string()).unwrap_or_default(),
            },
        }
    }
}

impl From<&Changes> for ChangesView {
    fn from(changes: &Changes) -> Self {
        let ids = |people: &BTreeSet<PersonId>| people.iter().map(ToString::to_string).collect();
        Self {
            members: ids(&changes.members),
            cards: ids(&(&changes.cards | &changes.sightings)),
            names: ids(&changes.names),
            papers: changes.papers.keys().map(ToString::to_string).collect(),
            about: changes.about,
            people: ids(&changes.people()),
        }
    }
}
