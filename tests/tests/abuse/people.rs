//! People with a computer each, in this very program.

use otagai_api::{Clock, Config, Device, Event, Patience};
use serde_json::{Value, json};
use std::time::Duration;
use tempfile::TempDir;
use tokio::{sync::broadcast::Receiver, time::timeout};

/// The day on which everything happens.
pub(crate) const TODAY: &str = "2026-11-21";
/// How long anything may take.
pub(crate) const SOON: Duration = Duration::from_secs(30);

/// Somebody with a computer.
pub(crate) struct Someone {
    pub(crate) id: String,
    pub(crate) device: Device,
    pub(crate) clock: Clock,
    _dir: TempDir,
}

impl Someone {
    /// Somebody with a new computer.
    pub(crate) async fn new(name: &str) -> Self {
        Self::with_patience(name, Patience::default()).await
    }

    /// Somebody whose computer waits for others as long as this.
    pub(crate) async fn with_patience(name: &str, patience: Patience) -> Self {
        let dir = TempDir::new().unwrap();
        let passphrase = dir.path().join("passphrase");
        std::fs::write(&passphrase, "いろはにほへと\n").unwrap();
        let clock = Clock::standing_at(otagai_api::moment(TODAY).unwrap());
        let config = Config {
            data: dir.path().join("data"),
            keys: Some(dir.path().join("keys")),
            passphrase_file: Some(passphrase),
            loopback: true,
            clock: clock.clone(),
            ..Config::default()
        };
        let mut device = Device::open(config).await.unwrap();
        device.set_patience(patience);
        let me = json!({ "name": name, "reading": "よみ", "short": name });
        let me = device.call("init", me).await.unwrap();
        Self {
            id: me["person"].as_str().unwrap().to_owned(),
            device,
            clock,
            _dir: dir,
        }
    }

    /// Somebody who has founded a circle, whose computer waits for others as long as this.
    pub(crate) async fn founder(name: &str, patience: Patience) -> Self {
        let founder = Self::with_patience(name, patience).await;
        let circle = json!({ "name": "勉強会", "purpose": "教え合う" });
        founder.ok("circle_create", circle).await;
        founder
    }

    /// Does something that has to be possible.
    pub(crate) async fn ok(&self, name: &str, args: Value) -> Value {
        let outcome = self.device.call(name, args).await;
        outcome.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// Tries something that is refused: the code, and the sentence that the member reads.
    pub(crate) async fn refused(&self, name: &str, args: Value) -> (&'static str, String) {
        match self.device.call(name, args).await {
            Ok(done) => panic!("{name} was possible: {done}"),
            Err(error) => (error.code.name(), error.message),
        }
    }

    /// A link for so many, good for a week.
    pub(crate) async fn invite(&self, uses: u16) -> String {
        let invite = self.ok("invite", json!({ "uses": uses, "days": 7 })).await;
        invite["link"].as_str().unwrap().to_owned()
    }

    /// Joins with a link.
    pub(crate) async fn join(&self, link: &str) -> Value {
        self.ok("join", json!({ "link": link })).await
    }

    /// Where this computer is.
    pub(crate) async fn ticket(&self) -> String {
        let ticket = self.ok("ticket", json!({})).await;
        ticket["ticket"].as_str().unwrap().to_owned()
    }

    /// Meets another computer until both hold the same.
    pub(crate) async fn meet(&self, other: &Self) {
        let args = json!({ "peer": other.ticket().await, "once": true, "seconds": 30 });
        let moved = self.ok("sync", args).await;
        assert_eq!(moved["met"], 1, "{moved}");
    }

    /// How a person stands here.
    pub(crate) async fn standing_of(&self, person: &str) -> Value {
        let members = self.ok("members", json!({})).await;
        let mut members = members.as_array().unwrap().iter();
        let found = members.find(|member| member["card"]["person"] == person);
        found.map_or(Value::Null, |member| member["standing"].clone())
    }

    /// How the owner of this computer stands.
    pub(crate) async fn own_standing(&self) -> Value {
        let circles = self.ok("circle_list", json!({})).await;
        circles[0]["standing"].clone()
    }

    /// What happens on this computer from now on.
    pub(crate) fn events(&self) -> Receiver<Event> {
        self.device.subscribe()
    }
}

/// Waits for an event.
pub(crate) async fn wait_for(events: &mut Receiver<Event>, fits: impl Fn(&Event) -> bool) {
    let came = async { while !fits(&events.recv().await.unwrap()) {} };
    timeout(SOON, came).await.unwrap();
}
