//! Recording work, vouching, answering, taking back: the product's own deeds, done with a simulated device's keys
//! and chance as randomness. What a member does is one commit, as in the product.

use super::{Chance, Person};
use otagai_core::{
    Millis,
    credential::Second,
    date::Day,
    deed::{Deed, OpenPapers, Situation, WritingDevice, WrittenDeed},
    id::{CircleId, DocumentId, ItemId},
    vouch::standing::Standing,
};
use std::{collections::BTreeMap, convert::Infallible};

const DAY_MS: Millis = 86_400_000;

/// A deed that was done.
pub struct Done {
    /// What was written.
    pub written: WrittenDeed,
    /// Names of what is new; none where the device has died over it.
    pub new: Vec<ItemId>,
}

impl Person {
    /// What they read of work and vouches today.
    pub fn work(&mut self, circle: CircleId, now: Millis) -> Standing {
        let today = Second::of(self.clock(now)).day_in_japan();
        self.holding_mut(circle).work().on(today)
    }

    /// Does what is decided, all of it or nothing; `about` is the job or the vouch that it is about, and `now`
    /// everybody's clock, ms UTC.
    ///
    /// # Errors
    /// The deed's own refusal.
    pub fn do_deed<R>(
        &mut self,
        circle: CircleId,
        about: Option<DocumentId>,
        now: Millis,
        chance: &mut Chance,
        decide: impl FnOnce(&Situation<'_>) -> Result<Deed, R>,
    ) -> Result<Done, R> {
        let work = self.work(circle, now);
        let now = self.clock(now);
        let holding = self.holding(circle);
        let open = |document| Ok::<_, Infallible>(holding.paper(document));
        let papers = match about {
            Some(document) => OpenPapers::about(document, &work, open).expect("infallible"),
            None => OpenPapers::default(),
        };
        let here = Situation {
            me: self.id(),
            today: Day::of_epoch(u32::try_from(now / DAY_MS).unwrap_or(u32::MAX)),
            today_in_japan: Second::of(now).day_in_japan(),
            set: &holding.set,
            roster: &holding.roster,
            work: &work,
            papers: &papers,
            names: &BTreeMap::new(),
        };
        let device = WritingDevice {
            keys: &self.keys,
            actor: self.actor(),
            now,
        };
        let written = decide(&here)?
            .write(&here, &device, &mut |bytes| chance.fill(bytes))
            .expect("what was decided can be written");
        let new = self.keep(circle, &written.items);
        Ok(Done { written, new })
    }
}
