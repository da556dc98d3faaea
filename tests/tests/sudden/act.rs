//! The commands that are ended, and what is typed for each.

use crate::prepared::{COPY, Prepared, SKILL, TEXT, banner};
use otagai_tests::process::Home;
use serde_json::json;

/// A red dot: PNG, 1 × 1.
const DOT: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/// A command that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EndedCommand {
    Init,
    CircleCreate,
    Join,
    CardSet,
    Hide,
    Show,
    PhotoSet,
    VouchWrite,
    VouchAnswer,
    Backup,
    /// Into the data folder.
    BackupNow,
    Restore,
}

impl EndedCommand {
    /// The home in which everything is ready for it.
    pub(crate) fn home(self, prepared: &Prepared) -> &Home {
        match self {
            Self::Init => &prepared.nobody,
            Self::CircleCreate | Self::Join => &prepared.alone,
            Self::CardSet
            | Self::Hide
            | Self::PhotoSet
            | Self::VouchWrite
            | Self::Backup
            | Self::BackupNow
            | Self::Restore => &prepared.hanako,
            Self::Show => &prepared.hiding,
            Self::VouchAnswer => &prepared.taro,
        }
    }

    /// What is typed, in a home that is a copy of that one; `link` is for who joins.
    pub(crate) fn words(self, prepared: &Prepared, home: &Home, link: &str) -> Vec<String> {
        let call = |name: &str, args: serde_json::Value| {
            vec!["call".to_owned(), name.to_owned(), args.to_string()]
        };
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let copy = home.file(COPY);
        let copy = copy.to_string_lossy();
        let show = |only_me: bool| {
            let args = json!({ "section": "hobbies", "onlyMe": only_me });
            call("card_show_to", args)
        };
        match self {
            Self::Init => words(&["init", "--name", "三郎", "--reading", "さぶろう"]),
            Self::CircleCreate => words(&["circle", "create", "月曜会", "--purpose", "教え合う"]),
            Self::Join => words(&["join", link, "--hello", "よろしく"]),
            Self::CardSet => call("card_set", json!({ "edit": banner("新しい看板") })),
            Self::Hide => show(true),
            Self::Show => show(false),
            Self::PhotoSet => call("photo_set", json!({ "base64": DOT })),
            Self::VouchWrite => call(
                "vouch_write",
                json!({
                    "subject": prepared.other, "job": prepared.job, "skills": [SKILL], "text": TEXT,
                }),
            ),
            Self::VouchAnswer => call(
                "vouch_answer",
                json!({ "vouch": prepared.vouch, "answer": "accept" }),
            ),
            Self::Backup => words(&["backup", &copy]),
            Self::BackupNow => call("backup_now", json!({})),
            Self::Restore => words(&["restore", &copy]),
        }
    }

    /// The code with which it is refused where it was done before; none where it is done again.
    pub(crate) fn once_only(self) -> Option<&'static str> {
        match self {
            Self::Init => Some("alreadySetUp"),
            Self::Join => Some("alreadyMember"),
            Self::VouchWrite => Some("secondVouch"),
            Self::VouchAnswer => Some("alreadyAnswered"),
            _ => None,
        }
    }
}
