//! The one stream of a meeting: who opens it, and a task that reads it.

use super::{ConversationEnd, gone};
use crate::{
    NodeError,
    frames::{MAX_FRAME, read_frame},
};
use iroh::endpoint::{Connection, RecvStream, SendStream};
use otagai_sync::meet::Role;
use std::time::Duration;
use tokio::{sync::mpsc, task::JoinHandle, time::timeout};

/// Frames read ahead of the session.
const READ_AHEAD: usize = 4;

/// Opens the one stream of a meeting: the dialer opens it, the listener waits for it.
pub(super) async fn open(
    connection: &Connection,
    role: Role,
    patience: Duration,
) -> Result<(SendStream, RecvStream), ConversationEnd> {
    let opened = async {
        match role {
            Role::Dialer => connection.open_bi().await,
            Role::Listener => connection.accept_bi().await,
        }
    };
    let opened = timeout(patience, opened).await.map_err(|_elapsed| gone())?;
    Ok(opened.map_err(|error| NodeError::Network(error.to_string()))?)
}

/// Ends the reading task with its meeting.
pub(super) struct ReaderGuard(JoinHandle<()>);

impl Drop for ReaderGuard {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Frames as they come in; ends with the stream.
pub(super) type Frames = mpsc::Receiver<Result<Vec<u8>, ConversationEnd>>;

/// Reads frames in a task of its own: a half-read frame must not be dropped when news comes in between.
pub(super) fn read_ahead(mut recv: RecvStream) -> (Frames, ReaderGuard) {
    let (sender, receiver) = mpsc::channel(READ_AHEAD);
    let task = tokio::spawn(async move {
        loop {
            let frame = match read_frame(&mut recv, MAX_FRAME).await {
                Ok(Some(frame)) => Ok(frame),
                Ok(None) => return,
                Err(error) => Err(ConversationEnd::from(error)),
            };
            let broken = frame.is_err();
            if sender.send(frame).await.is_err() || broken {
                return;
            }
        }
    });
    (receiver, ReaderGuard(task))
}
