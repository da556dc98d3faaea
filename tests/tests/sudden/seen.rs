//! What a member finds when the program starts again.

use crate::prepared::CLOCK;
use otagai_api::{ApiError, Clock, Config, Device, moment};
use otagai_tests::process::Home;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Letters of an id that is written out.
const ID_LETTERS: usize = 64;

/// Everything that somebody reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundState(Value);

impl FoundState {
    /// Starts the program of a home and reads.
    pub(crate) async fn at(home: &Home) -> Result<Self, ApiError> {
        let device = Device::open(Config {
            data: home.data(),
            keys: Some(home.keys()),
            passphrase_file: Some(home.passphrase()),
            files: None,
            loopback: true,
            clock: Clock::standing_at(moment(CLOCK).unwrap()),
        })
        .await?;
        let seen = Self::of(&device).await;
        device.shutdown().await;
        seen
    }

    async fn of(device: &Device) -> Result<Self, ApiError> {
        let mut seen = Map::new();
        let state = device.call("app_state", json!({})).await?;
        let circles = state["circles"].as_array().map_or(0, Vec::len);
        let is_somebody = !state["me"].is_null();
        seen.insert("app_state".to_owned(), state);
        if is_somebody {
            // Words that nobody read stay, and can be read.
            let words = device.call("recovery_words", json!({})).await;
            let waits =
                words.is_ok_and(|words| words["words"].as_array().map_or(0, Vec::len) == 24);
            seen.insert("wordsWait".to_owned(), json!(waits));
        }
        if circles == 1 {
            for (call, args) in [
                ("charter_show", json!({})),
                ("members", json!({})),
                ("jobs", json!({})),
                ("vouches", json!({})),
                ("card_show", json!({})),
            ] {
                seen.insert(call.to_owned(), device.call(call, args).await?);
            }
        }
        Ok(Self(Value::Object(seen)))
    }

    /// True where somebody is set up.
    pub(crate) fn is_somebody(&self) -> bool {
        !self.0["app_state"]["me"].is_null()
    }

    /// Circles.
    pub(crate) fn circles(&self) -> usize {
        self.0["app_state"]["circles"]
            .as_array()
            .map_or(0, Vec::len)
    }

    /// The same with the 24 words noted as read, or still to be read, as they were at another time.
    pub(crate) fn with_words_of(mut self, other: &Self) -> Self {
        if self.0.get("wordsWait").is_some() {
            self.0["wordsWait"] = other.0["wordsWait"].clone();
            self.0["app_state"]["recovery"] = other.0["app_state"]["recovery"].clone();
        }
        self
    }

    /// True where the 24 words were read, or can still be.
    pub(crate) fn has_words(&self) -> bool {
        self.0["app_state"]["recovery"] == "done" || self.0["wordsWait"] == true
    }

    /// The ids of everything that is there.
    pub(crate) fn ids(&self) -> BTreeSet<String> {
        Self::of_answer(&self.0)
    }

    /// The ids of everything that an answer speaks of.
    pub(crate) fn of_answer(answer: &Value) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        each_text(&mut answer.clone(), &mut |text| {
            if is_id(text) {
                ids.insert(text.clone());
            }
        });
        ids
    }

    /// The same without the ids that nobody could know before: each run makes its own, and they decide the order of
    /// what was made on one day.
    pub(crate) fn knowing(mut self, known: &BTreeSet<String>) -> Self {
        each_text(&mut self.0, &mut |text| {
            if is_id(text) && !known.contains(text) {
                "new".clone_into(text);
            }
        });
        for list in ["members", "jobs", "vouches"] {
            if let Some(rows) = self.0.get_mut(list).and_then(Value::as_array_mut) {
                rows.sort_by_cached_key(Value::to_string);
            }
        }
        self
    }
}

fn is_id(text: &str) -> bool {
    text.len() == ID_LETTERS && text.bytes().all(|letter| letter.is_ascii_hexdigit())
}

fn each_text(value: &mut Value, act: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => act(text),
        Value::Array(items) => items.iter_mut().for_each(|item| each_text(item, act)),
        Value::Object(fields) => fields.values_mut().for_each(|field| each_text(field, act)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
