//! The search itself: who fits, in which order, and why.

mod keep;

use super::{
    areas,
    conditions::Conditions,
    entry::{Entry, Field},
    free::free,
    index::{Index, Use},
    reason::{Heard, Reason},
    widen::{self, Widening},
};
use crate::{
    card::State,
    date::Day,
    id::PersonId,
    trail::{Closeness, Near, TrustGraph},
};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

/// Hits that are answered with at most.
const MOST_HITS: usize = 300;
/// People who nearly fit that are answered with at most.
const MOST_NEAR: usize = 30;
/// Up to so many days the word of a card is fresh.
const FRESH_DAYS: u32 = 31;
/// Up to so many days it is not yet old.
const NOT_OLD_DAYS: u32 = 183;

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
    /// How to find more, where nobody else fulfils everything.
    pub widen: Vec<Widening>,
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

/// Looks for people. Nothing asked for finds nobody.
pub fn find(index: &Index, conditions: &Conditions, viewer: &Viewer<'_>) -> Found {
    if conditions.is_empty() {
        return Found::default();
    }
    let search = Search::new(index, viewer);
    let mut found = search.run(conditions);
    if found.hits.is_empty() {
        found.widen = widen::all(conditions, |wider| search.count(wider));
    }
    found
}

/// What one card has of what was asked for.
#[derive(Default)]
struct Match {
    /// For each word and then each hobby where it stands.
    words: Vec<Option<(Use, Heard, u8)>>,
    /// The licences that count.
    licences: Vec<Use>,
    free: Option<Reason>,
    place: Option<Reason>,
    /// What else was asked for and is so.
    also: Vec<Reason>,
    /// Small work was asked for, and is welcome.
    record: bool,
}

/// Where a word stands, and how it was heard.
type Uses = Rc<[(Use, Heard)]>;

/// Where somebody comes in the list; the lower the earlier.
type Place = (usize, (bool, u8, bool, Heard), Closeness, u8, [u8; 8]);

struct Search<'a> {
    index: &'a Index,
    viewer: &'a Viewer<'a>,
    near: Near<'a>,
    /// Begins the lot of this day and viewer.
    lot: blake3::Hasher,
    /// Words and licences that were looked up, for widening asks again and again.
    looked_up: RefCell<BTreeMap<(String, bool), Uses>>,
}

impl<'a> Search<'a> {
    fn new(index: &'a Index, viewer: &'a Viewer<'a>) -> Self {
        Self {
            index,
            viewer,
            near: viewer.graph.near(viewer.person),
            lot: begin_lot(viewer),
            looked_up: RefCell::default(),
        }
    }

    /// Where a word stands; or, where it is one, a licence.
    fn look_up(&self, word: &str, licence: bool) -> Uses {
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
        let mut ordered: Vec<(Place, usize, Match)> = self
            .matches(conditions)
            .into_iter()
            .filter_map(|(person, found)| Some((self.place(person, &found)?, person, found)))
            .collect();
        ordered.sort_by_key(|(place, ..)| *place);
        let mut answer = Found::default();
        for ((missing, ..), person, found) in &ordered {
            let list = match missing {
                0 => &mut answer.hits,
                _ => &mut answer.near,
            };
            let most = if *missing == 0 { MOST_HITS } else { MOST_NEAR };
            if self.is_viewer(*person) {
                if *missing == 0 {
                    answer.me = self.hit(*person, found, conditions);
                }
            } else if list.len() < most {
                list.extend(self.hit(*person, found, conditions));
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
            found.words.iter().all(Option::is_some) && !self.is_viewer(**person)
        });
        hits.count()
    }

    fn is_viewer(&self, person: usize) -> bool {
        let found = self.index.people.get(person);
        found.is_some_and(|(id, _)| *id == self.viewer.person)
    }

    /// Who fulfils licences, time and place, and has some of the words where there are any.
    fn matches(&self, conditions: &Conditions) -> BTreeMap<usize, Match> {
        let mut found = self.with_words(conditions);
        if !conditions.licences.is_empty() {
            self.keep_licensed(&mut found, conditions);
        }
        if !conditions.when.is_any() {
            let (when, today) = (&conditions.when, self.viewer.today);
            self.keep(&mut found, |entry, found| {
                found.free = free(entry, when, today, conditions.unstated);
                found.free.is_some()
            });
        }
        if conditions.remote || !conditions.areas.is_empty() {
            // A circle works in few places: each is compared once.
            let covered: RefCell<BTreeMap<String, bool>> = RefCell::default();
            let wanted = |theirs: &str| {
                if let Some(known) = covered.borrow().get(theirs) {
                    return *known;
                }
                let mut wanted = conditions.areas.iter();
                let covers = wanted.any(|wanted| areas::covers(theirs, wanted));
                covered.borrow_mut().insert(theirs.to_owned(), covers);
                covers
            };
            self.keep(&mut found, |entry, found| {
                found.place = place(entry, &wanted, conditions.remote);
                found.place.is_some()
            });
        }
        self.keep_welcoming(&mut found, conditions);
        self.drop_excepted(&mut found, conditions);
        found
    }

    fn keep(
        &self,
        found: &mut BTreeMap<usize, Match>,
        fulfils: impl Fn(&Entry, &mut Match) -> bool,
    ) {
        found.retain(|person, found| {
            let entry = self.index.people.get(*person);
            entry.is_some_and(|(_, entry)| fulfils(entry, found))
        });
    }

    /// Who has at least one of the words and hobbies; everybody where there are none.
    fn with_words(&self, conditions: &Conditions) -> BTreeMap<usize, Match> {
        let asked = conditions.words.len() + conditions.hobbies.len();
        let empty = || Match {
            words: vec![None; asked],
            ..Match::default()
        };
        if asked == 0 {
            // Where licences are asked for, nobody else comes in question.
            let licensed = conditions.licences.iter().flat_map(|licence| {
                let uses = self.look_up(licence, true);
                uses.iter().map(|(used, _)| used.person).collect::<Vec<_>>()
            });
            let people: Vec<usize> = if conditions.licences.is_empty() {
                (0..self.index.people.len()).collect()
            } else {
                licensed.collect()
            };
            let people = people.into_iter();
            return people.map(|person| (person, empty())).collect();
        }
        let mut found: BTreeMap<usize, Match> = BTreeMap::new();
        let words = conditions.words.iter().map(|word| (word, false));
        let hobbies = conditions.hobbies.iter().map(|hobby| (hobby, true));
        for (number, (word, hobby)) in words.chain(hobbies).enumerate() {
            for (used, heard) in self.look_up(word, false).iter().copied() {
                let Some(term) = self.index.term(used) else {
                    continue;
                };
                if hobby && term.field != Field::Hobby || !is_asked_for(term.field, conditions) {
                    continue;
                }
                let found = found.entry(used.person).or_insert_with(empty);
                let Some(best) = found.words.get_mut(number) else {
                    continue;
                };
                let rank = term.field.rank();
                // Of equals what stands first on the card: people put first what they want to be asked for.
                if best.is_none_or(|(at, was, before)| {
                    (rank, heard, used.term) < (before, was, at.term)
                }) {
                    *best = Some((used, heard, rank));
                }
            }
        }
        found
    }

    fn keep_licensed(&self, found: &mut BTreeMap<usize, Match>, conditions: &Conditions) {
        let mut held: BTreeMap<usize, Vec<Option<Use>>> = BTreeMap::new();
        let asked = conditions.licences.len();
        for (number, licence) in conditions.licences.iter().enumerate() {
            for (used, _heard) in self.look_up(licence, true).iter().copied() {
                let until = self.index.term(used).and_then(|term| term.detail.get(1..));
                let until: Option<Day> = until.and_then(|until| until.parse().ok());
                if until.is_some_and(|until| until < self.viewer.today) {
                    continue;
                }
                let held = held.entry(used.person).or_insert_with(|| vec![None; asked]);
                if let Some(place) = held.get_mut(number) {
                    place.get_or_insert(used);
                }
            }
        }
        found.retain(|person, found| {
            let Some(held) = held.get(person) else {
                return false;
            };
            found.licences = held.iter().flatten().copied().collect();
            !conditions.all_licences || held.iter().all(Option::is_some)
        });
    }

    fn place(&self, person: usize, found: &Match) -> Option<Place> {
        let (id, entry) = self.index.people.get(person)?;
        let missing = found.words.iter().filter(|word| word.is_none()).count();
        let words = found.words.iter().flatten();
        let rank = words
            .clone()
            .map(|(_, _, rank)| *rank)
            .max()
            .unwrap_or_default();
        let heard = words
            .map(|(_, heard, _)| *heard)
            .max()
            .unwrap_or(Heard::Exactly);
        let unseen = !found.licences.is_empty()
            && !found.licences.iter().any(|used| self.is_seen(*id, *used));
        let age = entry
            .said_on()
            .map(|day| day.days_between(self.viewer.today));
        let freshness = match age {
            Some(0..=FRESH_DAYS) => 0,
            Some(..=NOT_OLD_DAYS) => 1,
            _ => 2,
        };
        let away = entry.is_away(self.viewer.today);
        // Who only lives there comes after who works there.
        let rank = rank + u8::from(matches!(found.place, Some(Reason::AtHome { .. })));
        let closeness = self.near.closeness(*id, self.skill(found));
        Some((
            missing,
            (away, rank, unseen, heard),
            closeness,
            freshness,
            self.lot(*id),
        ))
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

    fn lot(&self, person: PersonId) -> [u8; 8] {
        let mut lot = [0; 8];
        let mut hasher = self.lot.clone();
        hasher
            .update(person.as_bytes())
            .finalize_xof()
            .fill(&mut lot);
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
            reasons: self.reasons(*id, entry, found, &asked),
        })
    }

    fn reasons(
        &self,
        id: PersonId,
        entry: &Entry,
        found: &Match,
        asked: &[&String],
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
        reasons.extend(found.free.clone());
        reasons.extend(found.place.clone());
        reasons.extend(found.also.iter().cloned());
        let tries = found.words.iter().flatten().any(|(used, ..)| {
            self.index
                .term(*used)
                .is_some_and(|term| term.field == Field::Try)
        });
        if tries && entry.welcome.record || found.record {
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

/// Whether what stands in a field is an answer under these conditions.
const fn is_asked_for(field: Field, conditions: &Conditions) -> bool {
    match field {
        Field::Little => conditions.little,
        Field::Try => conditions.newcomers,
        _ => true,
    }
}

/// Why somebody comes in question for a place; none where they do not.
fn place(entry: &Entry, wanted: &dyn Fn(&str) -> bool, remote: bool) -> Option<Reason> {
    let way = entry.way.as_ref()?;
    if let Some(area) = way.areas.iter().find(|theirs| wanted(theirs)) {
        return Some(Reason::Place { area: area.clone() });
    }
    if way.areas.is_empty() && wanted(&way.home) {
        return Some(Reason::AtHome {
            area: way.home.clone(),
            online: way.remote,
        });
    }
    (remote && way.remote).then_some(Reason::Remote)
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
        State::Alumnus => Some(Reason::Alumnus {
            advice: presence.advice,
        }),
        State::Resting if presence.is_away(today) => Some(Reason::Resting {
            until: presence.until.parse().ok(),
        }),
        State::Resting | State::Active => None,
    }
}
