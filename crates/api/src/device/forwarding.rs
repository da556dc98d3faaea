//! What happens in the node, passed on to whoever listens.

use crate::view::Event;
use otagai_node::NodeEvent;
use tokio::sync::broadcast::{Receiver, Sender, error::RecvError};

/// Turns the node's events into the screen's, until there are no more. Where so many came at once that some were lost
/// before they were read, that is said: whoever shows something reads it anew.
pub(super) async fn forward(mut from: Receiver<NodeEvent>, to: Sender<Event>) {
    loop {
        let event = match from.recv().await {
            Ok(event) => event.into(),
            Err(RecvError::Lagged(missed)) => {
                tracing::warn!(missed, "events were missed");
                Event::Missed
            }
            Err(RecvError::Closed) => return,
        };
        drop(to.send(event));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use otagai_core::id::{CircleId, PhotoId};
    use tokio::sync::broadcast;

    fn photo(number: u8) -> NodeEvent {
        NodeEvent::PhotoCame {
            circle: CircleId::from_bytes([1; 32]),
            photo: PhotoId::from_bytes([number; 32]),
        }
    }

    fn said(event: &Event) -> String {
        match event {
            Event::Missed => "missed".to_owned(),
            Event::Photo { photo, .. } => photo.chars().take(2).collect(),
            other => format!("{other:?}"),
        }
    }

    /// What a screen hears of so many photos, where four of them wait at most.
    async fn heard_of(photos: u8) -> Vec<String> {
        let (node, from) = broadcast::channel(4);
        let (to, mut screen) = broadcast::channel(16);
        for number in 1..=photos {
            assert!(node.send(photo(number)).is_ok(), "somebody listens");
        }
        drop(node);
        forward(from, to).await;
        let mut heard = Vec::new();
        while let Ok(event) = screen.recv().await {
            heard.push(said(&event));
        }
        heard
    }

    #[tokio::test]
    async fn who_is_behind_is_told_that_something_was_missed_before_what_comes_next() {
        let heard = heard_of(6).await;
        assert_eq!(
            heard,
            ["missed", "03", "04", "05", "06"],
            "the first two are lost"
        );
    }

    #[tokio::test]
    async fn who_keeps_up_is_told_everything_and_nothing_else() {
        assert_eq!(heard_of(4).await, ["01", "02", "03", "04"]);
    }
}
