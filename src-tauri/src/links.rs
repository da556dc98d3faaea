//! `otagai:` links that come in from outside: they are kept and shown, and nothing else happens.

use crate::{program::Program, window};
use tauri::{AppHandle, Manager, Runtime};

const SCHEME: &str = "otagai:";

/// Whether a text is a link of ours by its looks. What it says is read elsewhere.
pub(crate) fn is_link(text: &str) -> bool {
    text.get(..SCHEME.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(SCHEME))
}

/// Hands the first link among these to the page, as soon as there is one that listens.
pub(crate) fn offer<'a, R: Runtime>(app: &AppHandle<R>, texts: impl IntoIterator<Item = &'a str>) {
    let Some(link) = texts.into_iter().find(|text| is_link(text)) else {
        return;
    };
    window::leave_page(app);
    let (app, link) = (app.clone(), link.to_owned());
    tauri::async_runtime::spawn(async move { app.state::<Program>().offer_link(&link).await });
}

/// The program was started again: the open window comes forward, and shows the link if there is one.
pub(crate) fn second_start<R: Runtime>(app: &AppHandle<R>, typed: &[String]) {
    window::come_forward(app);
    offer(app, typed.iter().map(String::as_str));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_known_by_its_beginning() {
        for link in ["otagai:ABC", "OTAGAI:ABC", "otagai:"] {
            assert!(is_link(link), "{link}");
        }
        for other in ["", "otagai", "https://otagai:1", "--data", "おたがい:招待"] {
            assert!(!is_link(other), "{other}");
        }
    }
}
