//! People, of whom only ひとみ leaves her computer on: the others' are off except while they meet her.

use otagai_api::{ApiError, Clock, Config, Device, Event};
use serde_json::{Value, json};
use std::{path::PathBuf, time::Duration};
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver;

/// What the people here vouch for.
pub(crate) const SKILL: &str = "ファシリテーション";
/// What one says of another.
pub(crate) const TEXT: &str =
    "意見が割れた場面で、両方の言い分を板書で並べて整理してくれました。話し合いが進みました。";

/// Whose computer is left on.
const ALWAYS_ON: &str = "ひとみ";

/// How long anything may take.
pub(crate) const SOON: Duration = Duration::from_secs(20);

/// Somebody with a computer.
pub(crate) struct Person {
    pub(crate) name: &'static str,
    /// Id of the person.
    pub(crate) id: String,
    device: Device,
    dir: TempDir,
}

impl Person {
    /// Somebody with a new computer.
    pub(crate) async fn new(name: &'static str) -> Self {
        let dir = TempDir::new().unwrap();
        let device = Device::open(config(&dir)).await.unwrap();
        let me = json!({ "name": name, "reading": "よみ", "short": name });
        let me = device.call("init", me).await.unwrap();
        Self {
            name,
            id: me["person"].as_str().unwrap().to_owned(),
            device,
            dir,
        }
    }

    /// A computer that nobody has set up.
    pub(crate) async fn nobody() -> Self {
        let dir = TempDir::new().unwrap();
        Self {
            name: "だれでもない",
            id: String::new(),
            device: Device::open(config(&dir)).await.unwrap(),
            dir,
        }
    }

    /// Does something that has to be possible.
    pub(crate) async fn ok(&self, name: &str, args: Value) -> Value {
        let outcome = self.device.call(name, args).await;
        outcome.unwrap_or_else(|error| panic!("{}: {name}: {error:?}", self.name))
    }

    /// Tries something that is refused.
    pub(crate) async fn refused(&self, name: &str, args: Value) -> ApiError {
        match self.device.call(name, args).await {
            Ok(done) => panic!("{}: {name} was possible: {done}", self.name),
            Err(error) => error,
        }
    }

    /// What is readable here of jobs, or of vouches.
    pub(crate) async fn list(&self, name: &str) -> Vec<Value> {
        match self.ok(name, json!({})).await {
            Value::Array(list) => list,
            other => panic!("{name}: {other}"),
        }
    }

    /// One vouch, if it is readable here.
    pub(crate) async fn vouch(&self, id: &Value) -> Option<Value> {
        let all = self.list("vouches").await;
        all.into_iter().find(|vouch| vouch["vouch"] == *id)
    }

    /// The state of a vouch; null where it is not readable.
    pub(crate) async fn vouch_state(&self, id: &Value) -> Value {
        let vouch = self.vouch(id).await;
        vouch.map_or(Value::Null, |vouch| vouch["state"].clone())
    }

    /// The state of a job; null where it is not readable.
    pub(crate) async fn job_state(&self, id: &Value) -> Value {
        let all = self.list("jobs").await;
        let job = all.into_iter().find(|job| job["job"] == *id);
        job.map_or(Value::Null, |job| job["state"].clone())
    }

    /// Vouches for somebody, and records the job with it.
    pub(crate) async fn vouch_with_job(&self, subject: &Self, title: &str) -> Value {
        let args = json!({
            "subject": subject.id, "newJob": job(title, &[self, subject]), "skills": [SKILL],
            "text": TEXT, "role": "shared", "basis": "workedAlongside",
        });
        self.ok("vouch_write", args).await
    }

    /// Answers a vouch.
    pub(crate) async fn answer(&self, vouch: &Value, answer: &str, note: &str) -> Value {
        let args = json!({ "vouch": vouch, "answer": answer, "note": note });
        self.ok("vouch_answer", args).await
    }

    /// Digests of what is stored and of what is derived, after dropping and rebuilding the second.
    pub(crate) async fn digests(&self) -> Value {
        self.ok("rebuild", json!({})).await
    }

    /// What happens on this computer from now on.
    pub(crate) fn events(&self) -> Receiver<Event> {
        self.device.subscribe()
    }

    /// Switches the computer off.
    pub(crate) async fn off(&self) {
        self.device.shutdown().await;
    }

    /// Where files for this person go.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.dir.path().join("downloads")
    }

    /// Closes the program and opens it again.
    pub(crate) async fn restart(self) -> Self {
        let Self {
            name,
            id,
            device,
            dir,
        } = self;
        device.shutdown().await;
        drop(device);
        // The last task of its earlier self lets go of the folder.
        let opened = async {
            loop {
                match Device::open(config(&dir)).await {
                    Err(error) if error.code == "dataInUse" => {
                        tokio::task::yield_now().await;
                    }
                    opened => return opened.unwrap(),
                }
            }
        };
        let device = tokio::time::timeout(SOON, opened).await.unwrap();
        Self {
            name,
            id,
            device,
            dir,
        }
    }
}

/// The day on which everything happens, `YYYY-MM-DD`.
pub(crate) fn today() -> String {
    Clock::of_tests().unwrap().today()
}

/// A month that has not begun on that day, `YYYY-MM`.
pub(crate) fn next_month() -> String {
    let month = Clock::of_tests().unwrap().month();
    match month.month() {
        12 => format!("{:04}-01", month.year() + 1),
        other => format!("{:04}-{:02}", month.year(), other + 1),
    }
}

/// The day of a vouch that is signed on that day, which is a day in Japan, `YYYY-MM-DD`.
pub(crate) fn today_in_japan() -> String {
    Clock::of_tests().unwrap().day_in_japan().to_string()
}

/// The same day three years on, `YYYY-MM-DD`; 28 February for the 29th.
pub(crate) fn in_three_years() -> String {
    let today = today_in_japan();
    let (year, day) = today.split_once('-').unwrap();
    let year: u16 = year.parse().unwrap();
    format!(
        "{}-{}",
        year + 3,
        if day == "02-29" { "02-28" } else { day }
    )
}

fn config(dir: &TempDir) -> Config {
    let passphrase = dir.path().join("passphrase");
    std::fs::write(&passphrase, "いろはにほへと\n").unwrap();
    Config {
        data: dir.path().join("data"),
        keys: Some(dir.path().join("keys")),
        passphrase_file: Some(passphrase),
        files: Some(dir.path().join("downloads")),
        loopback: true,
        clock: Clock::of_tests().unwrap(),
    }
}

/// A job of two skills as a member fills it in.
pub(crate) fn job(title: &str, people: &[&Person]) -> Value {
    let people = people
        .iter()
        .map(|one| json!({ "person": one.id, "role": "講師" }));
    json!({
        "title": title, "kind": "paid", "from": "2026-06", "to": "2026-07",
        "participants": people.collect::<Vec<_>>(), "skills": [SKILL, "管理職研修"],
    })
}

/// ひとみ founds a circle and lets きく and さくら in, who never meet: neither knows where the other's computer is.
pub(crate) async fn three() -> [Person; 3] {
    let [kiku, hitomi, sakura] = ["きく", "ひとみ", "さくら"].map(Person::new);
    let (kiku, hitomi, sakura) = (kiku.await, hitomi.await, sakura.await);
    found(&hitomi).await;
    // Both before either comes in: a link names the computers that were met.
    let links = [invite(&hitomi).await, invite(&hitomi).await];
    for (guest, link) in [&kiku, &sakura].into_iter().zip(links) {
        join(guest, &link).await;
    }
    [kiku, hitomi, sakura]
}

/// ひとみ founds a circle and lets きく in.
pub(crate) async fn two() -> [Person; 2] {
    let [kiku, hitomi] = ["きく", "ひとみ"].map(Person::new);
    let (kiku, hitomi) = (kiku.await, hitomi.await);
    found(&hitomi).await;
    join(&kiku, &invite(&hitomi).await).await;
    [kiku, hitomi]
}

async fn found(person: &Person) {
    let circle = json!({ "name": "勉強会", "purpose": "教え合う" });
    person.ok("circle_create", circle).await;
}

async fn invite(host: &Person) -> Value {
    let invite = host.ok("invite", json!({ "uses": 1, "days": 7 })).await;
    invite["link"].clone()
}

async fn join(guest: &Person, link: &Value) {
    guest.ok("join", json!({ "link": link })).await;
    guest.off().await;
}

/// Two computers meet and part; the one that is not left on is on for as long as that.
pub(crate) async fn meet(one: &Person, other: &Person) {
    let ticket = other.ok("ticket", json!({})).await;
    let mut events = other.events();
    let args = json!({ "peer": ticket["ticket"], "once": true, "part": true });
    let moved = one.ok("sync", args).await;
    assert_eq!(
        (&moved["met"], &moved["refused"]),
        (&json!(1), &json!(0)),
        "{} meets {}: {moved}",
        one.name,
        other.name
    );
    gone(&mut events).await;
    for person in [one, other] {
        if person.name != ALWAYS_ON {
            person.off().await;
        }
    }
}

/// Waits until a connection has ended.
async fn gone(events: &mut Receiver<Event>) {
    let ended = async { while !matches!(events.recv().await.unwrap(), Event::Gone { .. }) {} };
    tokio::time::timeout(SOON, ended).await.unwrap();
}
