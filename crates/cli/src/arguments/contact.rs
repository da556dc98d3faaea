//! Ways to reach oneself, as they are typed.

use clap::{Subcommand, ValueEnum};
use serde_json::{Value, json};

/// Ways to be reached on one's own card.
#[derive(Debug, Subcommand)]
pub(crate) enum Contact {
    /// Adds a way, or changes it: `otagai card contact add phone 00-0000-0001 --note 平日の昼 --for all`.
    Add {
        /// Which kind.
        kind: Kind,
        /// The number, the address, the id, or a text.
        value: String,
        /// When it suits; for `other` what it is.
        #[arg(long, default_value = "")]
        note: String,
        /// Who may see all of these ways. Left out: as before, and only oneself for the first one.
        #[arg(long = "for", value_name = "WHOM")]
        whom: Option<Whom>,
        /// Id of the circle, where there is more than one.
        #[arg(long, default_value = "")]
        circle: String,
    },
    /// Takes a way off.
    Remove {
        /// Its key as `card show` prints it.
        key: String,
        /// Id of the circle, where there is more than one.
        #[arg(long, default_value = "")]
        circle: String,
    },
    /// Says who may see all of these ways.
    ShowTo {
        /// Who.
        whom: Whom,
        /// Id of the circle, where there is more than one.
        #[arg(long, default_value = "")]
        circle: String,
    },
}

/// Kinds of ways.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Kind {
    /// A telephone number.
    Phone,
    /// A mail address.
    Mail,
    /// An id or a link of LINE.
    Line,
    /// Something else.
    Other,
}

/// Who may see something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Whom {
    /// Only oneself.
    Me,
    /// Everybody in the circle.
    All,
}

impl Contact {
    /// The command of the api and its argument.
    pub(crate) fn call(self) -> (&'static str, Value) {
        match self {
            Self::Add {
                kind,
                value,
                note,
                whom,
                circle,
            } => {
                let way = json!({ "kind": kind.word(), "value": value, "note": note });
                let only_me = whom.map(|whom| whom == Whom::Me);
                let edit = json!({ "field": "contactWay", "value": way, "onlyMe": only_me });
                ("card_set", json!({ "circle": circle, "edit": edit }))
            }
            Self::Remove { key, circle } => {
                let edit = json!({ "field": "removeContactWay", "key": key });
                ("card_set", json!({ "circle": circle, "edit": edit }))
            }
            Self::ShowTo { whom, circle } => (
                "card_show_to",
                json!({ "circle": circle, "section": "contactWays", "onlyMe": whom == Whom::Me }),
            ),
        }
    }
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Line => "line",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::{Arguments, Card, Command};
    use clap::Parser;

    fn call(line: &str) -> Option<(&'static str, Value)> {
        let typed = ["otagai", "card", "contact"]
            .into_iter()
            .chain(line.split(' '));
        match Arguments::try_parse_from(typed).ok()?.command {
            Command::Card(Card::Contact(contact)) => Some(contact.call()),
            _ => None,
        }
    }

    #[test]
    fn what_is_typed_becomes_an_edit_of_the_card() {
        let edit = |way: Value, only_me: Value| {
            let edit = json!({ "field": "contactWay", "value": way, "onlyMe": only_me });
            Some(("card_set", json!({ "circle": "", "edit": edit })))
        };
        let phone = json!({ "kind": "phone", "value": "00-0000-0001", "note": "" });
        assert_eq!(
            call("add phone 00-0000-0001"),
            edit(phone.clone(), Value::Null)
        );
        assert_eq!(
            call("add phone 00-0000-0001 --for all"),
            edit(phone.clone(), json!(false))
        );
        assert_eq!(
            call("add phone 00-0000-0001 --for me"),
            edit(phone, json!(true))
        );
        let other = json!({ "kind": "other", "value": "中央ビル", "note": "事務所" });
        assert_eq!(
            call("add other 中央ビル --note 事務所"),
            edit(other, Value::Null)
        );
        let taken = json!({ "field": "removeContactWay", "key": "line:mihon" });
        assert_eq!(
            call("remove line:mihon --circle c1"),
            Some(("card_set", json!({ "circle": "c1", "edit": taken })))
        );
        let shown = json!({ "circle": "", "section": "contactWays", "onlyMe": false });
        assert_eq!(call("show-to all"), Some(("card_show_to", shown)));
        assert_eq!(call("add pigeon x"), None, "no such kind");
        assert_eq!(call("show-to nobody"), None, "whom?");
    }
}
