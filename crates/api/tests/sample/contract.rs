//! What the screens' fake host is held to: the real replies to what it is asked, beside the question.
//!
//! `ui/tests/contract/asked.json` holds scenes of commands, `answered.json` the replies to them: of the sample circle, and
//! of a computer on which somebody begins. `ui/tests/contract.test.ts` asks the fake host the same. Where a reply changes
//! on purpose, `OTAGAI_WRITE=1 cargo test --workspace --test sample contract` writes the replies anew, and the fake host
//! follows.
//!
//! Ids are written as names (`job:J12`); ids that came about meanwhile as `new:1`, in the order in which they are seen
//! first; moments as what they are from now on, ms. Of a list, or a card, only what is not as it was shown last is
//! written.

use super::stage::{Seat, TODAY, made, noon};
use otagai_api::{Config, Device};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::PathBuf};
use tempfile::TempDir;

/// What is asked first of every seat: with this the fake host is loaded.
const LOADED: &[&str] = &[
    "app_state",
    "circle_list",
    "members",
    "jobs",
    "vouches",
    "status",
];
/// Lists, and what names one of their rows.
const LISTS: &[(&str, &str)] = &[("members", "person"), ("jobs", "job"), ("vouches", "vouch")];
/// What only a machine reads: it is there or not.
const OPAQUE: &[&str] = &[
    "link", "qrPath", "qrSize", "base64", "copy", "bytes", "tint",
];
/// Commands that reply with a card.
const CARDS: &[&str] = &[
    "card_show",
    "card_set",
    "card_show_to",
    "licence_seen",
    "photo_set",
];
/// A number above it is a moment, ms since 1970-01-01 UTC: March 2001.
const A_MOMENT: i64 = 984_000_000_000;
/// What has more fields is a row or a card, and compared field by field.
const FIELDS: usize = 7;
/// The seat that is written whole; the others only where they differ from it.
const FIRST: &str = "ひとみさん";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../ui/tests/contract")
}

#[tokio::test]
async fn the_fake_host_of_the_screens_is_told_what_is_answered_here() {
    let asked = fs::read_to_string(folder().join("asked.json")).unwrap();
    let asked: Value = serde_json::from_str(&asked).unwrap();
    let first = Stage::of(FIRST).await.load().await;
    let mut seats = BTreeMap::from([(FIRST.to_owned(), first.clone())]);
    let mut scenes = Vec::new();
    for scene in asked["scenes"].as_array().unwrap() {
        let seat = scene["seat"].as_str().unwrap();
        let mut stage = Stage::of(seat).await;
        if !seat.is_empty() {
            let loaded = stage.load().await;
            let seen = seats.entry(seat.to_owned());
            seen.or_insert_with(|| beside(&first, &loaded));
        }
        let mut replies = Vec::new();
        for step in scene["steps"].as_array().unwrap() {
            let name = step[0].as_str().unwrap();
            let mut args = asked["forms"].get(name).cloned().unwrap_or(json!({}));
            merge(&mut args, &step[1]);
            replies.push(stage.ask(name, args).await);
        }
        scenes.push((scene["title"].clone(), replies));
    }
    let written = write(&seats, &scenes);
    let place = folder().join("answered.json");
    if env::var_os("OTAGAI_WRITE").is_some() {
        fs::write(&place, &written).unwrap();
    }
    let before = fs::read_to_string(&place).unwrap_or_default();
    let other = before.lines().zip(written.lines()).find(|(a, b)| a != b);
    assert!(
        before == written,
        "the replies changed: write them anew (see the head of this file) and let the fake host follow; first: {other:#?}"
    );
}

/// One reply a line.
fn write(seats: &BTreeMap<String, Value>, scenes: &[(Value, Vec<Value>)]) -> String {
    let mut text = format!("{{\n\"day\": \"{TODAY}\",\n\"seats\": {{");
    for (place, (seat, loaded)) in seats.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        write!(text, "{comma}\n{}: {{", json!(seat)).unwrap();
        for (place, (name, reply)) in loaded.as_object().unwrap().iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(text, "{comma}\n{}: {}", json!(name), rows(reply)).unwrap();
        }
        text.push_str("\n}");
    }
    text.push_str("\n},\n\"scenes\": [");
    for (place, (title, replies)) in scenes.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        let lines: Vec<String> = replies.iter().map(Value::to_string).collect();
        let lines = lines.join(",\n");
        write!(
            text,
            "{comma}\n{{\n\"title\": {title},\n\"replies\": [\n{lines}\n]\n}}"
        )
        .unwrap();
    }
    text.push_str("\n]\n}\n");
    text
}

/// A list with one row a line.
fn rows(reply: &Value) -> String {
    match reply {
        Value::Object(rows) => {
            let rows = rows.iter().map(|(id, row)| format!("{}: {row}", json!(id)));
            format!("{{\n{}\n}}", rows.collect::<Vec<_>>().join(",\n"))
        }
        Value::Array(rows) => {
            let rows: Vec<String> = rows.iter().map(Value::to_string).collect();
            format!("[\n{}\n]", rows.join(",\n"))
        }
        other => other.to_string(),
    }
}

/// Lays what a step says over what is said usually.
fn merge(under: &mut Value, over: &Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                merge(under.entry(key).or_insert(Value::Null), value);
            }
        }
        (_, Value::Null) => {}
        (under, over) => *under = over.clone(),
    }
}

/// A device, and the names of what it speaks about.
struct Stage {
    device: Device,
    _dir: TempDir,
    names: BTreeMap<String, String>,
    made: u32,
    shown: BTreeMap<String, Map<String, Value>>,
}

impl Stage {
    /// A seat in front of the sample, or a new computer.
    async fn of(seat: &str) -> Self {
        let (device, dir) = if seat.is_empty() {
            new_computer().await
        } else {
            Seat::of(seat).await.taken()
        };
        Self {
            device,
            _dir: dir,
            names: BTreeMap::new(),
            made: 0,
            shown: BTreeMap::new(),
        }
    }

    /// What is there at first; everything in it gets its name.
    async fn load(&mut self) -> Value {
        let sample = made().sample();
        for job in sample.jobs() {
            let id = made().job(&job.id).unwrap().to_string();
            self.names.insert(id, format!("job:{}", job.id.as_str()));
        }
        for vouch in sample.vouches() {
            let id = made().vouch(&vouch.id).unwrap().to_string();
            self.names
                .insert(id, format!("vouch:{}", vouch.id.as_str()));
        }
        for member in sample.members() {
            let id = made().home(&member.id).unwrap().person().to_string();
            self.names.insert(id, format!("person:{}", member.short));
        }
        let circle = made().circle().to_string();
        self.names.insert(circle, "circle:sample".to_owned());
        let mut all = Map::new();
        for name in LOADED {
            let reply = self.device.call(name, json!({})).await.unwrap();
            if let Some(device) = reply["me"]["device"].as_str() {
                self.names.insert(device.to_owned(), "device".to_owned());
            }
            if *name == "jobs" {
                for job in reply.as_array().unwrap() {
                    let name = self.names[job["job"].as_str().unwrap()].replace("job:", "version:");
                    self.names
                        .insert(job["version"].as_str().unwrap().to_owned(), name);
                }
            }
            let mut named = self.named(None, &reply);
            if let (Some((_, key)), Value::Array(rows)) =
                (LISTS.iter().find(|(list, _)| list == name), &mut named)
            {
                // Equals stand in the order of ids, which are others each time.
                rows.sort_by_key(|row| id_of(row, key));
            }
            self.anew(name, named.clone());
            all.insert((*name).to_owned(), named);
        }
        all.into()
    }

    /// What a command gives, or the code of its refusal.
    async fn ask(&mut self, name: &str, mut args: Value) -> Value {
        let ids: BTreeMap<&str, &str> = self
            .names
            .iter()
            .map(|(id, name)| (name.as_str(), id.as_str()))
            .collect();
        meant(&mut args, &ids);
        match self.device.call(name, args).await {
            Ok(reply) => {
                let mut named = self.named(None, &reply);
                if name == "proof_export" {
                    // Made anew each time: the programs that check it have tests of their own.
                    named["text"] = true.into();
                }
                if name == "recovery_words" {
                    named["words"] = named["words"].as_array().unwrap().len().into();
                }
                self.anew(name, named)
            }
            Err(error) => json!({ "refused": error.code }),
        }
    }

    /// A reply with names instead of ids.
    fn named(&mut self, key: Option<&str>, reply: &Value) -> Value {
        match reply {
            value if key.is_some_and(|key| OPAQUE.contains(&key)) => json!(!value.is_null()),
            Value::Object(fields) => fields
                .iter()
                .map(|(key, value)| (key.clone(), self.named(Some(key), value)))
                .collect(),
            Value::Array(values) => values.iter().map(|value| self.named(None, value)).collect(),
            Value::String(text) => self.name_of(text).into(),
            Value::Number(number) if number.as_i64().is_some_and(|ms| ms > A_MOMENT) => {
                let now = i64::try_from(noon(TODAY).now()).unwrap();
                json!(format!("now + {}", number.as_i64().unwrap() - now))
            }
            other => other.clone(),
        }
    }

    fn name_of(&mut self, text: &str) -> String {
        let letters = text.chars().count();
        if letters > 20 && text.chars().all(|letter| letter == 'あ') {
            return format!("あ×{letters}");
        }
        let is_id = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_id {
            return text.to_owned();
        }
        let made = &mut self.made;
        let name = self.names.entry(text.to_owned()).or_insert_with(|| {
            *made += 1;
            format!("new:{made}")
        });
        name.clone()
    }

    /// Of a list, or of a card, what is not as it was shown last.
    fn anew(&mut self, command: &str, reply: Value) -> Value {
        if let Some((_, key)) = LISTS.iter().find(|(list, _)| *list == command) {
            let now: Map<String, Value> = reply
                .as_array()
                .unwrap()
                .iter()
                .map(|row| (id_of(row, key), row.clone()))
                .collect();
            let before = self.shown.entry(command.to_owned()).or_default();
            let told = difference(before, &now);
            *before = now;
            return told.into();
        }
        if CARDS.contains(&command) {
            let members = self.shown.entry("members".to_owned()).or_default();
            let Some(row) = members.get_mut(&id_of(&reply, "person")) else {
                return reply;
            };
            let told = difference(row["card"].as_object().unwrap(), reply.as_object().unwrap());
            row["card"] = reply;
            return told.into();
        }
        reply
    }
}

fn id_of(row: &Value, key: &str) -> String {
    let id = row.get(key).unwrap_or(&row["card"][key]);
    id.as_str().unwrap_or_default().to_owned()
}

/// What is not as before, row by row and field by field; null for what is gone.
fn difference(before: &Map<String, Value>, now: &Map<String, Value>) -> Map<String, Value> {
    let gone = before.keys().filter(|key| !now.contains_key(*key));
    let gone = gone.map(|key| (key.clone(), Value::Null));
    let new = now
        .iter()
        .filter(|(key, value)| before.get(*key) != Some(value));
    let new = new.map(|(key, value)| match (before.get(key), value) {
        // Rows and cards; what is inside of a field is one thing.
        (Some(Value::Object(old)), Value::Object(row)) if old.len() > FIELDS => {
            (key.clone(), difference(old, row).into())
        }
        _ => (key.clone(), value.clone()),
    });
    gone.chain(new).collect()
}

/// What a seat sees that the first one does not see like that.
fn beside(first: &Value, other: &Value) -> Value {
    let mut all = other.as_object().unwrap().clone();
    for (list, key) in LISTS {
        let by_id = |rows: &Value| -> Map<String, Value> {
            let rows = rows.as_array().unwrap().iter();
            rows.map(|row| (id_of(row, key), row.clone())).collect()
        };
        all.insert(
            (*list).to_owned(),
            difference(&by_id(&first[list]), &by_id(&other[list])).into(),
        );
    }
    all.into()
}

/// Ids instead of names, and long texts instead of their lengths.
fn meant(args: &mut Value, ids: &BTreeMap<&str, &str>) {
    match args {
        Value::Object(fields) => fields.values_mut().for_each(|value| meant(value, ids)),
        Value::Array(values) => values.iter_mut().for_each(|value| meant(value, ids)),
        Value::String(text) => {
            if let Some(id) = ids.get(text.as_str()) {
                *text = (*id).to_owned();
            } else if let Some(times) = text.strip_prefix("あ×") {
                *text = "あ".repeat(times.parse().unwrap());
            }
        }
        _ => {}
    }
}

/// Nobody is at this computer yet.
async fn new_computer() -> (Device, TempDir) {
    let dir = TempDir::new().unwrap();
    let passphrase = dir.path().join("passphrase");
    fs::write(&passphrase, "いろはにほへと\n").unwrap();
    let device = Device::open(Config {
        data: dir.path().join("data"),
        keys: Some(dir.path().join("keys")),
        passphrase_file: Some(passphrase),
        files: Some(dir.path().join("downloads")),
        loopback: true,
        clock: noon(TODAY),
    });
    (device.await.unwrap(), dir)
}
