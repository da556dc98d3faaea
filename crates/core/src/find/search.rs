//! The search itself: who fits, in which order, and why.

use super::{
    conditions::Conditions,
    entry::{Entry, Field},
    index::{Index, Use},
    matched::{Match, Times},
    nearest::{self, Instead},
    order::{self, ListRank, Merits},
    reason::{Heard, Reason},
    there::place_reason,
    widen::{self, Widening},
};
use crate::{
    card::PresenceState,
    date::Day,
    id::PersonId,
    trail::{Near, TrustGraph},
};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// Hits that are answered with at most.
const MOST_HITS: usize = 300;
/// People who nearly fit that are answered with at most.
const MOST_NEAR: usize = 30;

/// Who looks, and when.
#[derive(Debug, Clone, Copy)]
pub struct Viewer<'a> {
    /// Who.
    pub person: PersonId,
    /// Who worked with whom and who vouches for whom.
    pub graph: &'a TrustGraph,
    /// The day by the viewer's calendar.
    pub today: Day,
}

/// Who was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Who fulfils everything, in order; at most 300.
    pub hits: Vec<Hit>,
    /// Who has some of the words and hobbies, in order; at most 30.
    pub near: Vec<Hit>,
    /// The viewer, where they fulfil everything.
    pub me: Option<Hit>,
    /// How to find more, where nobody else fulfils everything; the smallest loss first.
    pub widen: Vec<Widening>,
    /// Words on cards that are near to one that nobody has; each finds somebody.
    pub instead: Vec<Instead>,
    /// What most people in the circle take on, where there is nothing else to go on with.
    pub common: Vec<String>,
}

/// Somebody who was found, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Who.
    pub person: PersonId,
    /// Why, in the order in which it is told.
    pub reasons: Vec<Reason>,
    /// Words and hobbies that are not on the card.
    pub missing: Vec<String>,
}

impl Found {
    /// Everybody who is named: who was found, and who is named in the reasons.
    pub fn people(&self) -> BTreeSet<PersonId> {
        let mut people = BTreeSet::new();
        for hit in self.hits.iter().chain(&self.near).chain(&self.me) {
            people.insert(hit.person);
            for reason in &hit.reasons {
                match reason {
                    Reason::Licence { seen_by: named, .. } | Reason::Vouched { by: named, .. } => {
                        people.extend(named);
                    }
                    _ => {}
                }
            }
        }
        people
    }
}

/// Looks for people. Nothing asked for finds nobody.
pub fn find(index: &Index, conditions: &Conditions, viewer: &Viewer<'_>) -> Found {
    if conditions.is_empty() {
        return Found::default();
    }
    let search = Search::new(index, viewer);
    let mut found = search.run(conditions);
    if found.hits.is_empty() {
        let unknown = search.unknown(conditions);
        found.widen = widen::all(conditions, &unknown, |wider| search.count(wider));
        found.instead = nearest::instead(index, conditions, &unknown, |other| search.count(other));
        if found.widen.is_empty() && found.instead.is_empty() && found.near.is_empty() {
            found.common = index.common_skills();
        }
    }
    found
}

/// Where a word stands, and how it was heard.
pub(super) type Uses = Rc<[(Use, Heard)]>;

/// A search under way.
pub(super) struct Search<'a> {
    pub(super) index: &'a Index,
    pub(super) viewer: &'a Viewer<'a>,
    near: Near<'a>,
    /// Begins the lot of this day and viewer.
    lot: blake3::Hasher,
    /// Words and licences that were looked up, for widening asks again and again.
    looked_up: RefCell<BTreeMap<(String, bool), Uses>>,
    pub(super) times: RefCell<Vec<Times>>,
}

impl<'a> Search<'a> {
    fn new(index: &'a Index, viewer: &'a Viewer<'a>) -> Self {
        Self {
            index,
            viewer,
            near: viewer.graph.near(viewer.person),
            lot: begin_lot(viewer),
            looked_up: RefCell::default(),
            times: RefCell::default(),
        }
    }

    /// Words and hobbies that stand on no card.
    fn unknown(&self, conditions: &Conditions) -> Vec<String> {
        let words = conditions.words.iter().chain(&conditions.hobbies);
        let unknown = words.filter(|word| self.look_up(word, false).is_empty());
        unknown.cloned().collect()
    }

    /// Where a word stands; or, where it is one, a licence.
    pub(super) fn look_up(&self, word: &str, licence: bool) -> Uses {
        let mut known = self.looked_up.borrow_mut();
        let found = known.entry((word.to_owned(), licence)).or_insert_with(|| {
            let found = if licence {
                self.index.look_up_licence(word)
            } else {
                self.index.look_up(word)
            };
            found.into()
        });
        Rc::clone(found)
    }

    fn run(&self, conditions: &Conditions) -> Found {
        let mut ordered: Vec<(ListRank, usize, Match)> = self
            .matches(conditions)
            .into_iter()
            .filter_map(|(person, found)| Some((self.place(person, &found)?, person, found)))
            .collect();
        ordered.sort_by_key(|(place, ..)| *place);
        let mut answer = Found::default();
        for equals in ordered.chunk_by_mut(|(one, ..), (other, ..)| one == other) {
            let fits = equals
                .first()
                .is_some_and(|(_, _, found)| found.words.iter().all(Option::is_some));
            let (list, most) = if fits {
                (&mut answer.hits, MOST_HITS)
            } else {
                (&mut answer.near, MOST_NEAR)
            };
            if list.len() < most {
                equals.sort_by_cached_key(|(_, person, _)| self.lot(*person));
            }
            for (_, person, found) in equals {
                if self.is_viewer(*person) {
                    if fits {
                        answer.me = self.hit(*person, found, conditions);
                    }
                } else if list.len() < most {
                    list.extend(self.hit(*person, found, conditions));
                }
            }
        }
        answer
    }

    /// How many others would be hits.
    fn count(&self, conditions: &Conditions) -> usize {
        if conditions.is_empty() {
            return 0;
        }
        let found = self.matches(conditions);
        let hits = found.iter().filter(|(person, found)| {
            found.words.iter().all(Option::is_some) && !self.is_viewer(*person)
        });
        hits.count()
    }

    fn is_viewer(&self, person: usize) -> bool {
        let found = self.index.people.get(person);
        found.is_some_and(|(id, _)| *id == self.viewer.person)
    }

    fn place(&self, person: usize, found: &Match) -> Option<ListRank> {
        let (id, entry) = self.index.people.get(person)?;
        let missing = found.words.iter().filter(|word| word.is_none()).count();
        let words = found.words.iter().flatten();
        let rank = words.clone().map(|(_, _, rank)| *rank).max();
        let heard = words.map(|(_, heard, _)| *heard).max();
        Some(order::place(&Merits {
            missing: u8::try_from(missing).unwrap_or(u8::MAX),
            away: entry.is_away(self.viewer.today),
            rank: rank.unwrap_or_default(),
            only_lives_there: found.only_lives_there,
            unseen: !found.licences.is_empty()
                && !found.licences.iter().any(|used| self.is_seen(*id, *used)),
            heard: heard.map_or(0, |heard| heard as u8),
            closeness: self.near.closeness(*id, self.skill(found)),
            days_ago: entry
                .said_on()
                .map(|day| day.days_between(self.viewer.today)),
        }))
    }

    fn is_seen(&self, person: PersonId, licence: Use) -> bool {
        let term = self.index.term(licence);
        term.is_some_and(|term| !self.index.seen_by(person, &term.text).is_empty())
    }

    /// The skill that was asked for, as it stands on the card; vouches for it are what counts.
    fn skill(&self, found: &Match) -> Option<&str> {
        let terms = found
            .words
            .iter()
            .flatten()
            .filter_map(|(used, ..)| self.index.term(*used));
        let mut skills = terms.filter(|term| matches!(term.field, Field::Does | Field::Little));
        skills.next().map(|term| term.text.as_str())
    }

    fn lot(&self, person: usize) -> [u8; 8] {
        let mut lot = [0; 8];
        let mut hasher = self.lot.clone();
        if let Some((id, _)) = self.index.people.get(person) {
            hasher.update(id.as_bytes()).finalize_xof().fill(&mut lot);
        }
        lot
    }

    fn hit(&self, person: usize, found: &Match, conditions: &Conditions) -> Option<Hit> {
        let (id, entry) = self.index.people.get(person)?;
        let asked: Vec<&String> = conditions.words.iter().chain(&conditions.hobbies).collect();
        let missing = found
            .words
            .iter()
            .zip(&asked)
            .filter(|(word, _)| word.is_none());
        Some(Hit {
            person: *id,
            missing: missing.map(|(_, asked)| (*asked).clone()).collect(),
            reasons: self.reasons(*id, entry, found, (&asked, conditions)),
        })
    }

    fn reasons(
        &self,
        id: PersonId,
        entry: &Entry,
        found: &Match,
        (asked, conditions): (&[&String], &Conditions),
    ) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for licence in &found.licences {
            reasons.extend(self.index.term(*licence).map(|term| Reason::Licence {
                name: term.text.clone(),
                seen_by: self.index.seen_by(id, &term.text),
                near: None,
            }));
        }
        for (word, asked) in found.words.iter().zip(asked) {
            let Some((used, heard, _)) = word else {
                continue;
            };
            let Some(term) = self.index.term(*used) else {
                continue;
            };
            let reason = match term.field {
                Field::Licence => Reason::Licence {
                    name: term.text.clone(),
                    seen_by: self.index.seen_by(id, &term.text),
                    near: (*heard == Heard::Near).then(|| (*asked).clone()),
                },
                field => Reason::Says {
                    field,
                    text: term.text.clone(),
                    detail: term.detail.clone(),
                    asked: matches!(heard, Heard::Otherwise | Heard::Near)
                        .then(|| (*asked).clone()),
                    heard: *heard,
                },
            };
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        if !conditions.when.is_any() {
            reasons.extend(self.free(entry, conditions));
        }
        reasons.extend(place_reason(entry, conditions));
        if conditions.urgent {
            reasons.push(Reason::Urgent);
        }
        if conditions.hiring {
            reasons.push(Reason::Hiring);
        }
        let tries = found.words.iter().flatten().any(|(used, ..)| {
            self.index
                .term(*used)
                .is_some_and(|term| term.field == Field::Try)
        });
        if tries && entry.welcome.record || conditions.record {
            reasons.push(Reason::Newcomer);
        }
        let names = self.near.shown_names(id, self.skill(found));
        if !names.people.is_empty() {
            reasons.push(Reason::Vouched {
                by: names.people,
                others: names.others,
            });
        }
        if self.near.worked_together(id) {
            reasons.push(Reason::WorkedTogether);
        }
        reasons.extend(away(entry, self.viewer.today));
        reasons
    }
}

/// Another order of equals every day and for every viewer, so that nobody is always first.
fn begin_lot(viewer: &Viewer<'_>) -> blake3::Hasher {
    let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 daily rotation");
    let day = viewer.today.since_epoch().unwrap_or_default();
    hasher.update(&day.to_le_bytes());
    hasher.update(viewer.person.as_bytes());
    hasher
}

fn away(entry: &Entry, today: Day) -> Option<Reason> {
    let presence = &entry.presence;
    match presence.state {
        PresenceState::Alumnus => Some(Reason::Alumnus {
            advice: presence.advice,
        }),
        PresenceState::Resting if presence.is_away(today) => Some(Reason::Resting {
            until: presence.until.parse().ok(),
        }),
        PresenceState::Resting | PresenceState::Active => None,
    }
}
