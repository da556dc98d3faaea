//! Doing a deed: the one place that draws its randomness, has it signed, stores it and tells of it.

pub(crate) mod about;

use self::about::DeedAbout;
use crate::{NodeError, clock::Clock, home::Home, random, work};
use otagai_core::{
    Millis,
    credential::Second,
    deed::{Deed, DeedRefusal, OpenPapers, Situation, WrittenDeed},
    id::CircleId,
    vouch::standing::Standing,
};
use otagai_store::{OwnBatch, OwnWrite, Store};
use std::collections::BTreeMap;

impl Home {
    /// Does what is decided, whole: it is on disk before this returns, and told to everybody.
    ///
    /// # Errors
    /// The deed's own refusal, or [`NodeError`] when it could not be written or stored; nothing is then done.
    pub(crate) fn do_deed<R>(
        &self,
        circle: CircleId,
        about: &DeedAbout,
        decide: impl FnOnce(&Situation<'_>) -> Result<Deed, R>,
    ) -> Result<WrittenDeed, NodeError>
    where
        DeedRefusal: From<R>,
    {
        let mut store = self.store();
        let now = self.clock().now();
        self.do_deed_in(&mut store, circle, about, now, decide, |_| Vec::new())
    }

    /// [`Home::do_deed`] at a moment (ms since 1970-01-01 UTC) and with a store that is held already; with it, in
    /// one transaction, what this device keeps for itself.
    pub(crate) fn do_deed_in<R>(
        &self,
        store: &mut Store,
        circle: CircleId,
        about: &DeedAbout,
        now: Millis,
        decide: impl FnOnce(&Situation<'_>) -> Result<Deed, R>,
        own: impl FnOnce(&WrittenDeed) -> Vec<OwnWrite>,
    ) -> Result<WrittenDeed, NodeError>
    where
        DeedRefusal: From<R>,
    {
        let device = self.author.writing_device(now);
        let written = self.with_situation(store, circle, about, now, |here| {
            let deed = decide(here).map_err(DeedRefusal::from)?;
            Ok::<_, NodeError>(deed.write(here, &device, &mut random::fill)?)
        })??;
        let mut own = own(&written);
        let versions = written.versions.iter();
        own.extend(versions.map(|version| work::said(version.document, version.chunk)));
        let batch = OwnBatch {
            items: written.items.clone(),
            own,
            photo: None,
        };
        if !batch.items.is_empty() || !batch.own.is_empty() {
            self.admit_batch(store, circle, &batch)?;
        }
        Ok(written)
    }

    /// Asks something of what is known here.
    ///
    /// # Errors
    /// [`NodeError::Store`].
    pub(crate) fn with_situation<T>(
        &self,
        store: &mut Store,
        circle: CircleId,
        about: &DeedAbout,
        now: Millis,
        ask: impl FnOnce(&Situation<'_>) -> T,
    ) -> Result<T, NodeError> {
        let today_in_japan = Second::of(now).day_in_japan();
        let (mut work, mut papers) = (Standing::default(), OpenPapers::default());
        if let Some(document) = about.paper {
            work = store.work(circle)?.on(today_in_japan);
            papers = OpenPapers::about(document, &work, |one| store.sealed(circle, one))?;
        }
        let mut names = BTreeMap::new();
        for person in &about.people {
            if let Some(row) = store.card(circle, *person)? {
                names.insert(*person, row.card.name);
            }
        }
        let (set, roster) = store.held(circle)?;
        Ok(ask(&Situation {
            me: self.person(),
            today: Clock::day_of(now),
            today_in_japan,
            set,
            roster,
            work: &work,
            papers: &papers,
            names: &names,
        }))
    }
}
