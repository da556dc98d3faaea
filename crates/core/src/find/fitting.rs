//! Who fulfils what was asked for.

use super::{
    areas,
    conditions::Conditions,
    entry::{Entry, Field},
    free::free,
    index::Use,
    matched::{Match, Times},
    reason::{Heard, Reason},
    search::Search,
    there::{There, there},
};
use crate::date::Day;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Search<'a> {
    /// Who fulfils everything but the words, and has some of those where there are any.
    pub(super) fn matches(&self, conditions: &Conditions) -> Vec<(usize, Match)> {
        let mut found = self.with_words(conditions);
        if !conditions.licences.is_empty() {
            self.keep_licensed(&mut found, conditions);
        }
        self.keep_welcoming(&mut found, conditions);
        self.drop_excepted(&mut found, conditions);
        if conditions.remote || !conditions.areas.is_empty() {
            // A circle works in few places: each is compared once.
            let mut covered: BTreeMap<&str, bool> = BTreeMap::new();
            let mut wanted = |theirs: &'a str| {
                *covered.entry(theirs).or_insert_with(|| {
                    let mut wanted = conditions.areas.iter();
                    wanted.any(|wanted| areas::covers(theirs, wanted))
                })
            };
            self.keep(&mut found, |entry, found| {
                let there = there(entry, &mut wanted, conditions.remote);
                found.only_lives_there = matches!(there, Some(There::Lives(_)));
                there.is_some()
            });
        }
        // Last, for it takes longest.
        if !conditions.when.is_any() {
            self.keep_free(&mut found, conditions);
        }
        found
    }

    fn keep_free(&self, found: &mut Vec<(usize, Match)>, conditions: &Conditions) {
        let mut all = self.times.borrow_mut();
        let same =
            |times: &Times| times.when == conditions.when && times.unstated == conditions.unstated;
        let at = all.iter().position(same).unwrap_or_else(|| {
            all.push(Times {
                when: conditions.when.clone(),
                unstated: conditions.unstated,
                free: vec![None; self.index.people.len()],
            });
            all.len() - 1
        });
        let Some(times) = all.get_mut(at) else { return };
        found.retain(|(person, _)| {
            let known = times.free.get_mut(*person);
            let (Some(known), Some((_, entry))) = (known, self.index.people.get(*person)) else {
                return false;
            };
            *known.get_or_insert_with(|| self.free(entry, conditions).is_some())
        });
    }

    pub(super) fn free(&self, entry: &Entry, conditions: &Conditions) -> Option<Reason> {
        let (when, today) = (&conditions.when, self.viewer.today);
        free(entry, when, today, conditions.unstated)
    }

    /// Keeps who works in person, can be asked in a hurry, takes small work, looks for people.
    fn keep_welcoming(&self, found: &mut Vec<(usize, Match)>, conditions: &Conditions) {
        let asked = [
            conditions.in_person,
            conditions.urgent,
            conditions.hiring,
            conditions.record,
        ];
        if asked.iter().any(|asked| *asked) {
            self.keep(found, |entry, _| {
                let way = entry.way.as_ref();
                (!conditions.in_person || way.is_some_and(|way| !way.areas.is_empty()))
                    && (!conditions.urgent || entry.welcome.urgent)
                    && (!conditions.hiring || entry.welcome.hiring)
                    && (!conditions.record || entry.welcome.record)
            });
        }
    }

    /// Drops who has what nobody must have.
    fn drop_excepted(&self, found: &mut Vec<(usize, Match)>, conditions: &Conditions) {
        let except = &conditions.except;
        let licences = except.licences.iter().map(|licence| (licence, true));
        let words = except.words.iter().map(|word| (word, false));
        for (word, licence) in licences.chain(words) {
            let uses = self.look_up(word, licence);
            let certain = uses.iter().filter(|(_, heard)| *heard != Heard::Near);
            let people: BTreeSet<usize> = certain.map(|(used, _)| used.person).collect();
            found.retain(|(person, _)| !people.contains(person));
        }
        if !except.areas.is_empty() {
            let only_there = |theirs: &String| {
                let mut excepted = except.areas.iter();
                excepted.any(|area| areas::lies_in(theirs, area))
            };
            self.keep(found, |entry, _| {
                let Some(way) = &entry.way else { return true };
                if way.areas.is_empty() {
                    return !only_there(&way.home);
                }
                !way.areas.iter().all(only_there)
            });
        }
    }

    fn keep(
        &self,
        found: &mut Vec<(usize, Match)>,
        mut fulfils: impl FnMut(&'a Entry, &mut Match) -> bool,
    ) {
        found.retain_mut(|(person, found)| {
            let entry = self.index.people.get(*person);
            entry.is_some_and(|(_, entry)| fulfils(entry, found))
        });
    }

    /// Who has at least one of the words and hobbies; everybody where there are none.
    fn with_words(&self, conditions: &Conditions) -> Vec<(usize, Match)> {
        let asked = conditions.words.len() + conditions.hobbies.len();
        let empty = || Match {
            words: vec![None; asked],
            ..Match::default()
        };
        if asked == 0 {
            if conditions.licences.is_empty() {
                let people = 0..self.index.people.len();
                return people.map(|person| (person, empty())).collect();
            }
            // Where licences are asked for, nobody else comes in question.
            let licensed = conditions.licences.iter().flat_map(|licence| {
                let uses = self.look_up(licence, true);
                uses.iter().map(|(used, _)| used.person).collect::<Vec<_>>()
            });
            let people: BTreeSet<usize> = licensed.collect();
            return people.into_iter().map(|person| (person, empty())).collect();
        }
        let mut found: Vec<(usize, Match)> = Vec::new();
        // Where in it somebody stands.
        let mut places: Vec<Option<usize>> = vec![None; self.index.people.len()];
        let words = conditions.words.iter().map(|word| (word, false));
        let hobbies = conditions.hobbies.iter().map(|hobby| (hobby, true));
        for (number, (word, hobby)) in words.chain(hobbies).enumerate() {
            for (used, heard) in self.look_up(word, false).iter().copied() {
                let (Some(term), Some(place)) =
                    (self.index.term(used), places.get_mut(used.person))
                else {
                    continue;
                };
                if hobby && term.field != Field::Hobby || !is_asked_for(term.field, conditions) {
                    continue;
                }
                let at = *place.get_or_insert_with(|| {
                    found.push((used.person, empty()));
                    found.len() - 1
                });
                let here = found.get_mut(at).and_then(|(_, m)| m.words.get_mut(number));
                let Some(best) = here else { continue };
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

    fn keep_licensed(&self, found: &mut Vec<(usize, Match)>, conditions: &Conditions) {
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
        found.retain_mut(|(person, found)| {
            let Some(held) = held.get(person) else {
                return false;
            };
            found.licences = held.iter().flatten().copied().collect();
            !conditions.all_licences || held.iter().all(Option::is_some)
        });
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
