//! The sample on the day it was written for, and seats in front of it.

use otagai_api::{Clock, Config, Device, sample::MadeSample};
use otagai_core::vouch::standing::VouchState;
use otagai_node::home::Home;
use otagai_sample::{JobId, Member, MemberId, VouchId};
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path, sync::OnceLock};
use tempfile::TempDir;

/// The day for which the data is written.
pub(crate) const TODAY: &str = "2026-11-21";

/// A clock that stands at noon.
pub(crate) fn noon(day: &str) -> Clock {
    Clock::standing_at(otagai_api::moment(day).unwrap())
}

/// The sample for a day.
pub(crate) fn made_for(day: &str) -> MadeSample {
    let now = noon(day).now();
    MadeSample::for_day(day.parse().unwrap(), now).unwrap()
}

/// The sample of [`TODAY`], made once for all tests; they only look at it.
pub(crate) fn made() -> &'static MadeSample {
    static MADE: OnceLock<MadeSample> = OnceLock::new();
    MADE.get_or_init(|| made_for(TODAY))
}

/// Somebody, by what they are called.
pub(crate) fn called(short: &str) -> &'static Member {
    let members = made().sample().members();
    members.iter().find(|one| one.short == short).unwrap()
}

/// Somebody's id in the data, by what they are called.
pub(crate) fn id(short: &str) -> &'static MemberId {
    &called(short).id
}

/// Somebody's home in a sample.
pub(crate) fn home<'a>(made: &'a MadeSample, short: &str) -> &'a Home {
    made.home(id(short)).unwrap()
}

/// How a vouch stands for somebody; none where they know nothing of it.
pub(crate) fn state(made: &MadeSample, vouch: &str, viewer: &str) -> Option<VouchState> {
    let document = made.vouch(&vouch.into()).unwrap();
    let work = home(made, viewer).work(made.circle()).unwrap();
    Some(work.vouches.get(&document)?.state.clone())
}

/// Where a sample may be written; no keys and no key chain are named.
pub(crate) fn config(dir: &Path, day: &str) -> Config {
    Config {
        data: dir.join("data"),
        keys: None,
        passphrase_file: None,
        files: Some(dir.join("downloads")),
        loopback: true,
        clock: noon(day),
    }
}

/// Somebody who looks at the sample of [`TODAY`].
pub(crate) struct Seat {
    pub(crate) device: Device,
    dir: TempDir,
}

impl Seat {
    /// Opens the sample as somebody.
    pub(crate) async fn of(short: &str) -> Self {
        let dir = TempDir::new().unwrap();
        let config = config(dir.path(), TODAY);
        made().write(id(short), &config).unwrap();
        let device = Device::open(config).await.unwrap();
        Self { device, dir }
    }

    /// Opens the sample as everybody does.
    pub(crate) async fn of_hitomi() -> Self {
        Self::of("ひとみさん").await
    }

    /// The device alone, and what it lies in.
    pub(crate) fn taken(self) -> (Device, TempDir) {
        (self.device, self.dir)
    }

    /// What a command gives.
    pub(crate) async fn ask(&self, name: &str, args: Value) -> Value {
        ask(&self.device, name, args).await
    }

    /// Why a command is refused.
    pub(crate) async fn refused(&self, name: &str, args: Value) -> &'static str {
        self.device.call(name, args).await.unwrap_err().code.name()
    }

    /// The vouches that this person reads, by the data's names.
    pub(crate) async fn vouches(&self) -> BTreeMap<&'static str, Value> {
        let views = self.ask("vouches", json!({})).await;
        named(
            &views,
            "vouch",
            made()
                .sample()
                .vouches()
                .iter()
                .map(|one| (one.id.as_str(), made().vouch(&one.id).unwrap().to_string())),
        )
    }

    /// The jobs that this person reads, by the data's names.
    pub(crate) async fn jobs(&self) -> BTreeMap<&'static str, Value> {
        let views = self.ask("jobs", json!({})).await;
        named(
            &views,
            "job",
            made()
                .sample()
                .jobs()
                .iter()
                .map(|one| (one.id.as_str(), made().job(&one.id).unwrap().to_string())),
        )
    }

    /// The trail of somebody for one skill; also where nobody vouches for it.
    pub(crate) async fn trail(&self, subject: &str, skill: &str) -> Value {
        let args = json!({ "person": person(subject), "skill": skill });
        let trail = self.ask("trail", args).await;
        trail["skills"][0].clone()
    }
}

/// What a command gives.
pub(crate) async fn ask(device: &Device, name: &str, args: Value) -> Value {
    let answer = device.call(name, args).await;
    answer.unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// Views by the data's names for their documents.
fn named(
    views: &Value,
    key: &str,
    names: impl Iterator<Item = (&'static str, String)>,
) -> BTreeMap<&'static str, Value> {
    let names: BTreeMap<String, &str> = names.map(|(name, document)| (document, name)).collect();
    let views = views.as_array().unwrap().iter();
    views
        .map(|view| (names[view[key].as_str().unwrap()], view.clone()))
        .collect()
}

/// The id of somebody's person, as it crosses the edge.
pub(crate) fn person(short: &str) -> String {
    home(made(), short).person().to_string()
}

/// The id of a vouch, as it crosses the edge.
pub(crate) fn vouch(name: &str) -> String {
    let id: VouchId = name.into();
    made().vouch(&id).unwrap().to_string()
}

/// The id of a job, as it crosses the edge.
pub(crate) fn job(name: &str) -> String {
    let id: JobId = name.into();
    made().job(&id).unwrap().to_string()
}

/// What the people of a list are called.
pub(crate) fn shorts(people: &Value) -> Vec<&str> {
    let people = people.as_array().unwrap().iter();
    people.map(|one| one["short"].as_str().unwrap()).collect()
}

/// What the vouchers of a list are called.
pub(crate) fn voucher_names(vouchers: &Value) -> Vec<&str> {
    let vouchers = vouchers.as_array().unwrap().iter();
    vouchers
        .map(|one| one["person"]["short"].as_str().unwrap())
        .collect()
}
