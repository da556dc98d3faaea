//! What was begun and not sent, kept on this computer alone.

use crate::{
    ApiError, Device, EdgeRefusal,
    view::{Draft, Nothing},
};
use otagai_core::limits::forms;

/// Names of drafts among the settings.
const PREFIX: &str = "draft/";
/// Bytes of a draft's name.
const MAX_NAME: usize = 300;
/// Bytes of what is in it: the longest form many times over.
const MAX_TEXT: usize = 32 * 1024;
/// How many there may be at a time.
const MAX_DRAFTS: usize = forms::DRAFTS;

pub(super) async fn keep(device: &Device, args: Draft) -> Result<Nothing, ApiError> {
    let Draft { name, text } = args;
    if name.is_empty() || name.len() > MAX_NAME || name.chars().any(char::is_control) {
        return Err(EdgeRefusal::BadInput.into());
    }
    if text.len() > MAX_TEXT {
        return Err(EdgeRefusal::TooLong.into());
    }
    let key = format!("{PREFIX}{name}");
    let room = device
        .node
        .with_home(move |home| {
            let mut store = home.store();
            if text.is_empty() {
                store.forget_setting(&key)?;
                return Ok(true);
            }
            let begun = store.settings_under(PREFIX)?;
            if begun.len() >= MAX_DRAFTS && !begun.iter().any(|(known, _)| *known == key) {
                return Ok(false);
            }
            store.put_setting(&key, &text)?;
            Ok(true)
        })
        .await?;
    if room {
        Ok(Nothing {})
    } else {
        Err(EdgeRefusal::DraftsTooMany.into())
    }
}

pub(super) async fn list(device: &Device, _: Nothing) -> Result<Vec<Draft>, ApiError> {
    let begun = device
        .node
        .with_home(|home| Ok(home.store().settings_under(PREFIX)?))
        .await?;
    let named = |(key, text): (String, String)| {
        let name = key.strip_prefix(PREFIX)?.to_owned();
        Some(Draft { name, text })
    };
    Ok(begun.into_iter().filter_map(named).collect())
}
