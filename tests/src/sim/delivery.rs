//! What a device knows of who holds what, in memory: the way the store works it out.

use super::Holding;
use otagai_core::{
    Millis,
    delivery::{self, Course, NewsEntry},
    id::{DeviceId, ItemId, PersonId},
};
use std::collections::BTreeMap;

/// What a device knows of the others in one circle.
#[derive(Clone, Default)]
pub(super) struct Deliveries {
    met: BTreeMap<DeviceId, Met>,
    told: BTreeMap<PersonId, Reach>,
}

/// A device that was met.
#[derive(Clone, Copy)]
struct Met {
    person: PersonId,
    held: u64,
    at: Millis,
    /// What it was told last.
    told: Option<[u8; 32]>,
}

/// How far somebody is known to have come in one's own things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reach {
    /// Holds all own items up to this number.
    pub through: u64,
    /// When that was so, ms UTC.
    pub at: Millis,
    /// Who told it; none when the two have met.
    pub told_by: Option<PersonId>,
}

impl Holding {
    /// A meeting came to its end where both held what has this digest. True when the device has come on.
    pub(super) fn met(&mut self, device: DeviceId, digest: [u8; 32], at: Millis) -> bool {
        let Some(person) = self.roster.person_of(device) else {
            return false;
        };
        let is_current = self.set.digest() == digest;
        let newest = if is_current { self.newest() } else { 0 };
        let met = self.deliveries.met.entry(device).or_insert(Met {
            person,
            held: 0,
            at,
            told: None,
        });
        met.at = at;
        let has_come_on = newest > met.held;
        met.held = newest.max(met.held);
        has_come_on
    }

    /// What came since a device was last known to hold everything; none where it never was.
    pub(super) fn since_met(&self, device: DeviceId) -> Option<Vec<ItemId>> {
        let met = self.deliveries.met.get(&device)?;
        (met.held > 0).then(|| self.items_after(met.held))
    }

    /// What a device was not told yet of who holds its person's things.
    pub(super) fn untold_news(&self, device: DeviceId, me: PersonId) -> Vec<NewsEntry> {
        let Some(author) = self.roster.person_of(device) else {
            return Vec::new();
        };
        let course = self.course(author);
        let mut news: Vec<NewsEntry> = self
            .deliveries
            .met
            .values()
            .filter(|met| met.person != author && met.person != me)
            .filter_map(|met| {
                Some(NewsEntry {
                    person: met.person.into(),
                    mark: course.mark(met.held)?,
                    met_at_s: met.at / 1_000,
                })
            })
            .collect();
        news.sort_unstable();
        let told = self.deliveries.met.get(&device).and_then(|met| met.told);
        if told == Some(delivery::digest(&news)) {
            news.clear();
        }
        news
    }

    /// A device was told.
    pub(super) fn told_news(&mut self, device: DeviceId, entries: &[NewsEntry]) {
        if let Some(met) = self.deliveries.met.get_mut(&device) {
            met.told = Some(delivery::digest(entries));
        }
    }

    /// What was told before the program started may not have arrived: nobody knows how its last run ended.
    pub(super) fn forget_all_told(&mut self) {
        for met in self.deliveries.met.values_mut() {
            met.told = None;
        }
    }

    /// What a device was told last may not have arrived: its connection broke.
    pub(super) fn forget_told(&mut self, device: DeviceId) {
        if let Some(met) = self.deliveries.met.get_mut(&device) {
            met.told = None;
        }
    }

    /// Somebody tells who holds one's own things.
    pub(super) fn learn(&mut self, me: PersonId, teller: DeviceId, entries: &[NewsEntry]) {
        let told_by = self.roster.person_of(teller);
        let members = delivery::by_start(self.roster.members.keys().copied());
        let course = self.course(me);
        for entry in entries {
            let (Some(person), Some(through)) =
                (members.get(&entry.person), course.position(entry.mark))
            else {
                continue;
            };
            let reach = Reach {
                through,
                at: entry.met_at_s * 1_000,
                told_by,
            };
            let known = self.deliveries.told.entry(*person).or_insert(reach);
            *known = reach.max(*known);
        }
    }

    /// How far a person is known to have come in the things of this device's person; what is known from
    /// meetings before what was told.
    pub fn reaches(&self, person: PersonId) -> Vec<Reach> {
        let met = self.deliveries.met.values();
        let direct = met.filter(|met| met.person == person && met.held > 0);
        let direct = direct.map(|met| Reach {
            through: met.held,
            at: met.at,
            told_by: None,
        });
        direct
            .chain(self.deliveries.told.get(&person).copied())
            .collect()
    }

    /// A person's items as they were numbered here.
    fn course(&self, person: PersonId) -> Course {
        Course::new(self.items_by(person))
    }
}
