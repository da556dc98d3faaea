//! How the parts of a card that are no single text stand in their columns.

use crate::error::StoreError;
use otagai_core::card::{Availability, Free, Level, Strength};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Entry {
    skill: String,
    level: String,
    limit: String,
}

pub(super) fn strengths_json(strengths: &[Strength]) -> Result<String, StoreError> {
    let entries: Vec<Entry> = strengths
        .iter()
        .map(|strength| Entry {
            skill: strength.skill.clone(),
            level: strength.level.word().to_owned(),
            limit: strength.limit.clone(),
        })
        .collect();
    serde_json::to_string(&entries).map_err(|_detail| StoreError::Damaged)
}

pub(super) fn strengths(json: &str) -> Result<Vec<Strength>, StoreError> {
    let entries: Vec<Entry> = serde_json::from_str(json).map_err(|_detail| StoreError::Damaged)?;
    entries
        .into_iter()
        .map(|entry| {
            let level = [Level::Do, Level::Little, Level::Dont]
                .into_iter()
                .find(|level| level.word() == entry.level)
                .ok_or(StoreError::Damaged)?;
            Ok(Strength {
                skill: entry.skill,
                level,
                limit: entry.limit,
            })
        })
        .collect()
}

/// An empty word: nothing was said.
pub(super) fn availability(
    word: &str,
    note: String,
    stated_on: String,
) -> Result<Option<Availability>, StoreError> {
    if word.is_empty() {
        return Ok(None);
    }
    let status = [Free::Open, Free::Ask, Free::Full]
        .into_iter()
        .find(|free| free.word() == word)
        .ok_or(StoreError::Damaged)?;
    Ok(Some(Availability {
        status,
        note,
        stated_on,
    }))
}
