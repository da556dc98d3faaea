//! Who is kept in an answer, and who drops out of it, by what cards say with a yes or no, and by what nobody must have.

use super::{Match, Search};
use crate::find::{
    areas,
    conditions::Conditions,
    reason::{Heard, Reason},
};
use std::collections::BTreeMap;

impl Search<'_> {
    /// Keeps who works in person, can be asked in a hurry, takes small work, looks for people.
    pub(super) fn keep_welcoming(
        &self,
        found: &mut BTreeMap<usize, Match>,
        conditions: &Conditions,
    ) {
        if conditions.in_person {
            let asked_for_a_place = !conditions.areas.is_empty();
            self.keep(found, |entry, found| {
                let Some(area) = entry.way.as_ref().and_then(|way| way.areas.first()) else {
                    return false;
                };
                if !asked_for_a_place {
                    found.also.push(Reason::Place { area: area.clone() });
                }
                true
            });
        }
        if conditions.urgent {
            self.keep(found, |entry, found| {
                found.also.push(Reason::Urgent);
                entry.welcome.urgent
            });
        }
        if conditions.hiring {
            self.keep(found, |entry, found| {
                found.also.push(Reason::Hiring);
                entry.welcome.hiring
            });
        }
        if conditions.record {
            self.keep(found, |entry, found| {
                found.record = true;
                entry.welcome.record
            });
        }
    }

    /// Drops who has what nobody must have.
    pub(super) fn drop_excepted(
        &self,
        found: &mut BTreeMap<usize, Match>,
        conditions: &Conditions,
    ) {
        let except = &conditions.except;
        if except.is_empty() {
            return;
        }
        let licences = except.licences.iter().map(|licence| (licence, true));
        let words = except.words.iter().map(|word| (word, false));
        for (word, licence) in licences.chain(words) {
            for (used, heard) in self.look_up(word, licence).iter() {
                if *heard != Heard::Near {
                    found.remove(&used.person);
                }
            }
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
}
