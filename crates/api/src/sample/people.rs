//! The people of the sample, each with a home in memory, and how they hear of each other.

use super::SampleFault;
use otagai_core::{Millis, id::CircleId};
use otagai_node::{
    NodeError,
    clock::{self, Clock},
    home::Home,
    profile::Profile,
    sample as folder,
};
use otagai_sample::{Day, MemberId, Sample};
use std::collections::{BTreeMap, BTreeSet};

/// The people of the sample.
#[derive(Debug)]
pub(super) struct People {
    homes: BTreeMap<MemberId, Home>,
    clock: Clock,
    /// The moment at which the sample is made: nothing happens after it.
    now: Millis,
    circle: Option<CircleId>,
    /// Who did something last; they know of everything.
    last: Option<MemberId>,
}

impl People {
    /// Everybody, with empty homes.
    pub(super) fn of(sample: &Sample, now: Millis) -> Result<Self, SampleFault> {
        let clock = Clock::standing_at(now);
        let mut homes = BTreeMap::new();
        for member in sample.members() {
            let (_, keys) = folder::keys(&member.id)?;
            let profile = Profile::new(&member.name, &member.reading, &member.short)
                .map_err(NodeError::from)?;
            let home = Home::temporary(keys, &profile, clock.clone())?;
            homes.insert(member.id.clone(), home);
        }
        Ok(Self {
            homes,
            clock,
            now,
            circle: None,
            last: None,
        })
    }

    /// Lets it be noon of a day, and a little later with every step.
    pub(super) fn let_it_be(&self, day: Day, step: Millis) -> Result<(), SampleFault> {
        let noon = clock::moment(&day.to_string()).map_err(|_before| SampleFault::Calendar)?;
        self.set_clock(noon.saturating_add(step.saturating_mul(1_000)))
    }

    /// Lets it be the moment at which the sample is made.
    pub(super) fn let_it_be_now(&self) -> Result<(), SampleFault> {
        self.set_clock(self.now)
    }

    fn set_clock(&self, moment: Millis) -> Result<(), SampleFault> {
        let moment = moment.min(self.now);
        self.clock
            .set(moment)
            .map_err(|_systems| SampleFault::Calendar)
    }

    /// Somebody's home.
    pub(super) fn home(&self, who: &MemberId) -> Result<&Home, SampleFault> {
        self.homes.get(who).ok_or(SampleFault::Nobody)
    }

    /// The circle, once it is founded.
    pub(super) fn circle(&self) -> Result<CircleId, SampleFault> {
        self.circle.ok_or(SampleFault::NoFounder)
    }

    /// Somebody founded the circle.
    pub(super) fn founded(&mut self, who: &MemberId, circle: CircleId) {
        self.circle = Some(circle);
        self.last = Some(who.clone());
    }

    /// Somebody does something, after they heard of everything that was done before.
    pub(super) fn act<T>(
        &mut self,
        who: &MemberId,
        deed: impl FnOnce(&Home, CircleId) -> Result<T, NodeError>,
    ) -> Result<T, SampleFault> {
        self.hear(who)?;
        let done = deed(self.home(who)?, self.circle()?)?;
        self.last = Some(who.clone());
        Ok(done)
    }

    /// Somebody is let in by whoever acted last.
    pub(super) fn let_in(
        &mut self,
        guest: &MemberId,
        join: impl FnOnce(&Home, &Home) -> Result<(), NodeError>,
    ) -> Result<(), SampleFault> {
        let host = self.last.clone().ok_or(SampleFault::NoFounder)?;
        join(self.home(guest)?, self.home(&host)?)?;
        self.hear(guest)?;
        self.last = Some(guest.clone());
        Ok(())
    }

    /// Everybody hears of everything.
    pub(super) fn all_hear(&self) -> Result<(), SampleFault> {
        self.homes.keys().try_for_each(|who| self.hear(who))
    }

    /// Somebody hears of everything.
    pub(super) fn hear(&self, who: &MemberId) -> Result<(), SampleFault> {
        match &self.last {
            Some(last) if last != who => self.between(last, who),
            _ => Ok(()),
        }
    }

    /// What one holds and the other lacks is passed on, in an order in which what an item needs comes first.
    fn between(&self, one: &MemberId, other: &MemberId) -> Result<(), SampleFault> {
        let (from, to, circle) = (self.home(one)?, self.home(other)?, self.circle()?);
        let held: BTreeSet<_> = (to.store().item_ids(circle))
            .map_err(NodeError::from)?
            .into_iter()
            .collect();
        let store = from.store();
        let mut lacking = store.item_ids(circle).map_err(NodeError::from)?;
        lacking.retain(|id| !held.contains(id));
        let items = store
            .load_items(circle, &lacking)
            .map_err(NodeError::from)?;
        drop(store);
        let admitted = to.store().admit(circle, &items).map_err(NodeError::from)?;
        if admitted.intake.refused.is_empty() && admitted.intake.deferred == 0 {
            Ok(())
        } else {
            Err(SampleFault::Refused)
        }
    }
}
