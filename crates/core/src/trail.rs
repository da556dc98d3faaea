//! The trust trail: in whose first-hand experience does it rest that a person can do something?
//!
//! It is worked out for one viewer, one subject and one skill, and says who vouches, how recently, whether
//! they vouch for each other, and through whom the viewer is connected with the subject. It answers with
//! names and days: there is no score, and no field that a score could be read from.
//!
//! Everything here is a pure function of plain values. Which vouches and confirmations count was decided
//! before; only the last day of a vouch is judged here, because the day is an argument. Skills are compared
//! as they are written, so synonyms and old names are brought to one form before.
//!
//! How the rules are read where they leave room:
//!
//! - **Expired**: a vouch counts on its last day and not after. An expired one is no voucher, no step of a
//!   path and makes nothing mutual; it stays under [`Trail::earlier`], even when its author has an active
//!   one as well.
//! - **Fresh**: months are counted forward from the day of signing; the twelfth month's day still is
//!   recent. A day after "today" (somebody's clock is ahead) is recent too.
//! - **Repeats** are jobs: re-signing for the same job is no second time.
//! - **Mutual** is said of a vouch: an active vouch of any skill goes the other way for the same job, or was
//!   signed at most 30 days before or after it. A voucher with several vouches carries the sign when one of
//!   them is mutual, so that folding hides nothing; the note needs *every* vouch for the skill to be mutual.
//! - **Paths**: having worked with the subject in any job is a path by itself and takes one of the three
//!   places; paths through others are shown beside it. Who worked with the viewer and vouches for the skill
//!   is a path; the two people of a longer one are somebody who worked with the viewer and, vouched for by
//!   them for any skill, somebody who vouches for this skill. Among paths of a length those whose last vouch
//!   is newest come first, then the lower id. As many independent ones are found as there are, up to three.
//! - **Order of vouchers**: the viewer, people the viewer worked with, all others; within these the newest,
//!   then the lower id. How many vouches somebody has never matters.
//!
//! ```
//! use otagai_core::id::{DocumentId, PersonId};
//! use otagai_core::trail::{ActiveVouch, Closeness, Day, Job, TrustGraph};
//! use std::collections::{BTreeMap, BTreeSet};
//!
//! let [hitomi, hiraku, viewer] = [1, 2, 3].map(|n| PersonId::from_bytes([n; 32]));
//! let [training, lecture, vouch] = [7, 8, 9].map(|n| DocumentId::from_bytes([n; 32]));
//! let signed_on: Day = "2026-08-01".parse()?;
//! let graph = TrustGraph::new(
//!     [ActiveVouch {
//!         document: vouch,
//!         author: hiraku,
//!         subject: hitomi,
//!         job: training,
//!         skills: BTreeSet::from(["ファシリテーション".to_owned()]),
//!         signed_on,
//!         valid_until: signed_on.plus_months(36),
//!     }],
//!     [
//!         Job { document: training, confirmed_by: BTreeSet::from([hitomi, hiraku]) },
//!         Job { document: lecture, confirmed_by: BTreeSet::from([hiraku, viewer]) },
//!     ],
//!     BTreeMap::new(),
//!     "2026-11-21".parse()?,
//! );
//! let trail = graph.trail(viewer, hitomi, "ファシリテーション");
//! assert_eq!(trail.closeness(), Closeness::ThroughOne);
//! assert_eq!(trail.shown_names().people, [hiraku]);
//! # Ok::<(), otagai_core::trail::DayError>(())
//! ```

mod invitations;
mod mutual;
mod near;
mod paths;

pub use crate::date::{Day, DayError};
pub use invitations::InvitationChain;
pub use mutual::is_mutual;
pub use near::Near;
pub use paths::{Closeness, Path, PathVouch};

use crate::{
    id::{DocumentId, PersonId},
    text,
    word_enum::word_enum,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// Two vouches at most this many days apart are an exchange.
pub const MUTUAL_DAYS: u32 = 30;
/// The most names on a card.
const MOST_NAMES: usize = 3;

/// A vouch that counts, its last day left aside: well signed, for a job that both confirmed, accepted and
/// shown by its subject, not withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActiveVouch {
    /// The vouch.
    pub document: DocumentId,
    /// Who vouches.
    pub author: PersonId,
    /// For whom.
    pub subject: PersonId,
    /// The job they did together.
    pub job: DocumentId,
    /// For which skills, in the circle's present words; the graph keeps their compared form ([`text::key`]).
    pub skills: BTreeSet<String>,
    /// The day of signing, by the author's calendar.
    pub signed_on: Day,
    /// The last day on which it counts.
    pub valid_until: Day,
}

/// A job record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The record.
    pub document: DocumentId,
    /// Those participants who confirmed it, its author among them. Any two of them worked together.
    pub confirmed_by: BTreeSet<PersonId>,
}

/// Who worked with whom, who vouches for whom, and who invited whom, as of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustGraph {
    as_of: Day,
    active: Received,
    expired: Received,
    together: BTreeMap<PersonId, BTreeMap<PersonId, BTreeSet<DocumentId>>>,
    invited_by: BTreeMap<PersonId, Option<PersonId>>,
}

/// Vouches by subject and author, the newest first.
type Received = BTreeMap<PersonId, BTreeMap<PersonId, Vec<ActiveVouch>>>;

/// What a viewer is shown about a subject and a skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trail {
    /// Who vouches for the skill, each person once; those near the viewer first.
    pub vouchers: Vec<Voucher>,
    /// How recent the newest of these vouches is; none without any.
    pub freshness: Option<Freshness>,
    /// 「おたがいの推薦です」: every vouch for the skill is mutual. Information, no penalty.
    pub all_mutual: bool,
    /// 以前の推薦: expired vouches for the skill, each person once, the newest first.
    pub earlier: Vec<EarlierVoucher>,
    /// Up to three paths from the viewer that share nobody between, the short ones first.
    pub paths: Vec<Path>,
    /// Where there is no path: how the two hang together by invitations.
    pub invitations: Option<InvitationChain>,
}

/// A person who vouches for the skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voucher {
    /// Who.
    pub person: PersonId,
    /// For the screen when they vouch for more than one job: 「2回」.
    pub repeats: Option<String>,
    /// The day of their newest vouch.
    pub newest: Day,
    /// How recent that is.
    pub freshness: Freshness,
    /// ⇄: at least one of their vouches is mutual.
    pub mutual: bool,
    /// あなたと仕事をした: the viewer and they confirmed a job. False for the viewer.
    pub worked_with_viewer: bool,
    /// Their vouches, the newest first; never empty.
    pub vouches: Vec<SkillVouch>,
}

/// One vouch of a voucher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkillVouch {
    /// The vouch.
    pub document: DocumentId,
    /// The job.
    pub job: DocumentId,
    /// The day of signing.
    pub signed_on: Day,
    /// ⇄: the subject vouched for the author for the same job, or within 30 days.
    pub mutual: bool,
}

/// A person whose vouches for the skill have expired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierVoucher {
    /// Who.
    pub person: PersonId,
    /// The day of the newest of them.
    pub newest: Day,
    /// The vouches, the newest first; never empty.
    pub vouches: Vec<DocumentId>,
}

word_enum! {
    /// How recent a vouch is; the more recent comes first.
    pub enum Freshness {
        /// 最近: at most 12 months ago.
        Recent = "recent",
        /// At most 24 months ago.
        WithinTwoYears = "withinTwoYears",
        /// 2年以上前: shown grey.
        Older = "older",
    }
}

/// Names for a card: 「推薦: ひとみさん、きくさん ほか」.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownNames {
    /// At most three people.
    pub people: Vec<PersonId>,
    /// ほか: there are others.
    pub others: bool,
}

impl TrustGraph {
    /// Takes what counts, in any order. `invited_by` has everybody of the circle, founders with none.
    ///
    /// What comes twice counts once, and nobody vouches for themself.
    pub fn new(
        vouches: impl IntoIterator<Item = ActiveVouch>,
        jobs: impl IntoIterator<Item = Job>,
        invited_by: BTreeMap<PersonId, Option<PersonId>>,
        as_of: Day,
    ) -> Self {
        let vouches: BTreeSet<ActiveVouch> = vouches
            .into_iter()
            .filter(|vouch| vouch.author != vouch.subject)
            .map(|vouch| ActiveVouch {
                skills: vouch.skills.iter().map(|skill| text::key(skill)).collect(),
                ..vouch
            })
            .collect();
        let mut by_document = BTreeMap::new();
        for vouch in vouches {
            by_document.entry(vouch.document).or_insert(vouch);
        }
        let (active, expired): (Vec<_>, Vec<_>) = by_document
            .into_values()
            .partition(|vouch| as_of <= vouch.valid_until);
        Self {
            as_of,
            active: received(active),
            expired: received(expired),
            together: together(jobs),
            invited_by,
        }
    }

    /// The trail from a viewer to a subject for a skill. On one's own page there are no paths.
    pub fn trail(&self, viewer: PersonId, subject: PersonId, skill: &str) -> Trail {
        let skill = &text::key(skill);
        let vouchers = self.vouchers(viewer, subject, |vouch| vouch.skills.contains(skill));
        let paths = paths::find(self, viewer, subject, &vouchers);
        let invitations = if paths.is_empty() {
            InvitationChain::between(&self.invited_by, viewer, subject)
        } else {
            None
        };
        let mut every = vouchers.iter().flat_map(|voucher| &voucher.vouches);
        Trail {
            freshness: vouchers.iter().map(|voucher| voucher.freshness).min(),
            all_mutual: !vouchers.is_empty() && every.all(|vouch| vouch.mutual),
            earlier: self.earlier(subject, skill),
            paths,
            invitations,
            vouchers,
        }
    }

    /// Names for the subject's card: who vouches for any skill.
    pub fn shown_names(&self, viewer: PersonId, subject: PersonId) -> ShownNames {
        ShownNames::of(&self.vouchers(viewer, subject, |_any| true))
    }

    fn vouchers(
        &self,
        viewer: PersonId,
        subject: PersonId,
        in_question: impl Fn(&ActiveVouch) -> bool,
    ) -> Vec<Voucher> {
        let mut vouchers: Vec<Voucher> = self
            .active_for(subject)
            .filter_map(|(author, said)| {
                let said = said.iter().filter(|vouch| in_question(vouch));
                self.voucher(viewer, author, said)
            })
            .collect();
        vouchers.sort_by_key(|voucher| {
            (
                voucher.person != viewer,
                !voucher.worked_with_viewer,
                Reverse(voucher.newest),
                voucher.person,
            )
        });
        vouchers
    }

    /// Folds what one author said, the newest first; none when that is nothing.
    fn voucher<'a>(
        &self,
        viewer: PersonId,
        person: PersonId,
        said: impl Iterator<Item = &'a ActiveVouch>,
    ) -> Option<Voucher> {
        let vouches: Vec<SkillVouch> = said
            .map(|vouch| SkillVouch {
                document: vouch.document,
                job: vouch.job,
                signed_on: vouch.signed_on,
                mutual: self.is_mutual(vouch),
            })
            .collect();
        let newest = vouches.first()?.signed_on;
        let jobs: BTreeSet<DocumentId> = vouches.iter().map(|vouch| vouch.job).collect();
        Some(Voucher {
            person,
            repeats: (jobs.len() > 1).then(|| format!("{}回", jobs.len())),
            newest,
            freshness: Freshness::of(newest, self.as_of),
            mutual: vouches.iter().any(|vouch| vouch.mutual),
            worked_with_viewer: self.jobs_together(viewer, person).is_some(),
            vouches,
        })
    }

    fn is_mutual(&self, vouch: &ActiveVouch) -> bool {
        let back = self
            .active
            .get(&vouch.author)
            .and_then(|received| received.get(&vouch.subject));
        let of = |vouch: &ActiveVouch| (vouch.job, vouch.signed_on);
        back.into_iter()
            .flatten()
            .any(|back| mutual::are_mutual(of(vouch), of(back)))
    }

    fn earlier(&self, subject: PersonId, skill: &str) -> Vec<EarlierVoucher> {
        let received = self.expired.get(&subject).into_iter().flatten();
        let mut earlier: Vec<EarlierVoucher> = received
            .filter_map(|(author, said)| {
                let mut said = said
                    .iter()
                    .filter(|vouch| vouch.skills.contains(skill))
                    .peekable();
                Some(EarlierVoucher {
                    person: *author,
                    newest: said.peek()?.signed_on,
                    vouches: said.map(|vouch| vouch.document).collect(),
                })
            })
            .collect();
        earlier.sort_by_key(|voucher| (Reverse(voucher.newest), voucher.person));
        earlier
    }

    /// Active vouches for a person, by author.
    fn active_for(&self, person: PersonId) -> impl Iterator<Item = (PersonId, &Vec<ActiveVouch>)> {
        let received = self.active.get(&person).into_iter().flatten();
        received.map(|(author, said)| (*author, said))
    }

    /// The jobs that both confirmed; none when there is no such job.
    fn jobs_together(&self, one: PersonId, other: PersonId) -> Option<&BTreeSet<DocumentId>> {
        self.together.get(&one)?.get(&other)
    }
}

impl Trail {
    /// How near the subject is; the screen shows the nearest path first.
    pub fn closeness(&self) -> Closeness {
        self.paths
            .first()
            .map_or(Closeness::NotYet, Path::closeness)
    }

    /// Names of those who vouch for the skill.
    pub fn shown_names(&self) -> ShownNames {
        ShownNames::of(&self.vouchers)
    }
}

impl ShownNames {
    fn of(vouchers: &[Voucher]) -> Self {
        let people = vouchers.iter().map(|voucher| voucher.person);
        Self {
            people: people.take(MOST_NAMES).collect(),
            others: vouchers.len() > MOST_NAMES,
        }
    }
}

impl Freshness {
    /// How recent a day is, seen from another.
    pub fn of(signed_on: Day, as_of: Day) -> Self {
        if as_of <= signed_on.plus_months(12) {
            Self::Recent
        } else if as_of <= signed_on.plus_months(24) {
            Self::WithinTwoYears
        } else {
            Self::Older
        }
    }
}

fn received(vouches: Vec<ActiveVouch>) -> Received {
    let mut received = Received::new();
    for vouch in vouches {
        let by_author = received.entry(vouch.subject).or_default();
        by_author.entry(vouch.author).or_default().push(vouch);
    }
    for said in received.values_mut().flat_map(BTreeMap::values_mut) {
        said.sort_by_key(|vouch| (Reverse(vouch.signed_on), vouch.document));
    }
    received
}

fn together(
    jobs: impl IntoIterator<Item = Job>,
) -> BTreeMap<PersonId, BTreeMap<PersonId, BTreeSet<DocumentId>>> {
    let mut together: BTreeMap<PersonId, BTreeMap<PersonId, BTreeSet<DocumentId>>> =
        BTreeMap::new();
    for job in jobs {
        for one in &job.confirmed_by {
            for other in job.confirmed_by.iter().filter(|other| *other != one) {
                let with = together.entry(*one).or_default();
                with.entry(*other).or_default().insert(job.document);
            }
        }
    }
    together
}

#[cfg(test)]
mod tests;
