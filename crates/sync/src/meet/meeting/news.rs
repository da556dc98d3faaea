//! Delivery news: what each side knows of who else holds the other's things.
//!
//! A side asks its edge for it where both hold the same, and sends what the edge gives. A side whose hello
//! promised news sends one message in each circle in common, be it an empty one; the other side waits for it
//! before it counts the two as met, so that a short meeting does not end before the news has come.

use super::{Meeting, Step};
use crate::meet::{CloseReason, Output, close::ProtocolError, message::Message};
use otagai_core::delivery::{NEWS_ENTRIES, NewsEntry};

/// How delivery news stands in one circle of one connection.
#[derive(Debug, Default)]
pub(in crate::meet) struct NewsState {
    /// My hello promised a message, and it was not sent yet.
    promised: bool,
    /// The other side's hello promised one, and it has not come yet.
    awaited: bool,
    /// The edge is to be asked, once both hold the same.
    due: bool,
    asking: Asking,
    /// Sent, but the two have not met since.
    sent: Option<Vec<NewsEntry>>,
}

/// Whether the edge was asked.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Asking {
    #[default]
    No,
    Asked,
}

impl NewsState {
    /// What the two hellos promised.
    pub(in crate::meet) fn promised(mine: bool, theirs: bool) -> Self {
        Self {
            promised: mine,
            awaited: theirs,
            due: mine,
            ..Self::default()
        }
    }

    /// The same, and the edge is to be asked.
    pub(in crate::meet) fn due(self) -> Self {
        Self { due: true, ..self }
    }

    /// True when nothing is to be told or heard any more.
    pub(super) fn is_settled(&self) -> bool {
        !self.awaited && !self.due && self.asking == Asking::No
    }
}

impl Meeting {
    /// Something was learned of another device.
    pub(in crate::meet) fn news_due(&mut self) {
        self.news.due = true;
    }

    /// Asks the edge, if it is to be asked and does not owe an answer already.
    pub(super) fn ask_for_news(&mut self, step: &mut Step<'_>) {
        if self.news.due && self.news.asking == Asking::No {
            self.news.due = false;
            self.news.asking = Asking::Asked;
            step.outputs.push(Output::LoadNews(self.circle));
        }
    }

    /// The edge says what is to be told.
    pub(in crate::meet) fn news_loaded(
        &mut self,
        mut entries: Vec<NewsEntry>,
        step: &mut Step<'_>,
    ) {
        self.news.asking = Asking::No;
        if !self.is_open() || (entries.is_empty() && !self.news.promised) {
            return;
        }
        entries.truncate(NEWS_ENTRIES);
        self.news.promised = false;
        step.send(&Message::News {
            circle: self.name,
            entries: entries.clone(),
        });
        if !entries.is_empty() {
            self.news.sent = Some(entries);
        }
    }

    /// The two have met, and what was sent before need not be told again.
    pub(super) fn note_told_news(&mut self, step: &mut Step<'_>) {
        if !self.news.is_settled() {
            return;
        }
        if let Some(entries) = self.news.sent.take() {
            step.outputs.push(Output::NewsTold {
                circle: self.circle,
                entries,
            });
        }
    }

    /// The other side tells. What it knows of devices is worth nothing as long as it is unknown itself.
    pub(in crate::meet) fn heard_news(
        &mut self,
        entries: Vec<NewsEntry>,
        step: &mut Step<'_>,
    ) -> Result<(), CloseReason> {
        if entries.len() > NEWS_ENTRIES {
            return Err(ProtocolError::Oversize.into());
        }
        self.news.awaited = false;
        if self.is_open() && !entries.is_empty() {
            step.outputs.push(Output::News {
                circle: self.circle,
                entries,
            });
        }
        Ok(())
    }
}
