//! What is on its way out, written by a task of its own: who is sent much is listened to all the while.
//!
//! The other side may have just as much for this one. If each wrote first and read afterwards, both would wait for the
//! other for ever as soon as the windows between them are full.

use super::{ConversationEnd, gone};
use crate::frames::write_frame;
use iroh::endpoint::SendStream;
use std::time::Duration;
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::timeout,
};

/// Frames that wait to be written. Whoever fills it looks how much waits.
#[derive(Debug)]
pub(super) struct Outbox {
    /// None once nothing more is to follow.
    frames: Option<mpsc::UnboundedSender<Vec<u8>>>,
    progress: watch::Sender<Progress>,
    writer: JoinHandle<()>,
}

/// How far writing is.
#[derive(Debug, Default)]
struct Progress {
    /// Bytes that wait.
    waiting: usize,
    end: Option<WritingEnd>,
}

/// How writing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WritingEnd {
    /// The other side has all of it.
    Arrived,
    /// The other side takes no more.
    Broken,
}

impl Outbox {
    /// Writes to a stream; a frame may take so long.
    pub(super) fn new(send: SendStream, patience: Duration) -> Self {
        let (frames, receiver) = mpsc::unbounded_channel();
        let progress = watch::Sender::new(Progress::default());
        let told = progress.clone();
        let writer = tokio::spawn(async move {
            let end = write(send, receiver, &told, patience).await;
            told.send_modify(|progress| progress.end = Some(end));
        });
        Self {
            frames: Some(frames),
            progress,
            writer,
        }
    }

    /// Puts a frame at the end. Where writing has failed, or is to end, it goes nowhere: [`Outbox::broken`] tells.
    pub(super) fn put(&mut self, frame: Vec<u8>) {
        if let Some(frames) = &self.frames {
            let bytes = frame.len();
            self.progress.send_modify(|progress| {
                progress.waiting = progress.waiting.saturating_add(bytes);
            });
            drop(frames.send(frame));
        }
    }

    /// Returns once fewer than so many bytes wait. May be cancelled.
    pub(super) async fn has_room(&self, bytes: usize) {
        self.until(|progress| progress.waiting < bytes).await;
    }

    /// Returns where writing has failed, and never otherwise. May be cancelled.
    pub(super) async fn broken(&self) -> ConversationEnd {
        self.until(|progress| progress.end == Some(WritingEnd::Broken))
            .await;
        gone()
    }

    /// Ends the stream after what waits.
    pub(super) fn finish(&mut self) {
        self.frames = None;
    }

    /// Ends the stream and waits so long at most until all of it has arrived.
    pub(super) async fn finished(&mut self, within: Duration) {
        self.finish();
        let ended = self.until(|progress| progress.end.is_some());
        let _ended_or_given_up = timeout(within, ended).await;
    }

    /// True when everything was written.
    pub(super) fn is_empty(&self) -> bool {
        self.progress.borrow().waiting == 0
    }

    async fn until(&self, is_so: impl FnMut(&Progress) -> bool) {
        // It ends with the sender, and that is here.
        drop(self.progress.subscribe().wait_for(is_so).await);
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        self.writer.abort();
    }
}

async fn write(
    mut send: SendStream,
    mut frames: mpsc::UnboundedReceiver<Vec<u8>>,
    progress: &watch::Sender<Progress>,
    patience: Duration,
) -> WritingEnd {
    while let Some(frame) = frames.recv().await {
        match timeout(patience, write_frame(&mut send, &frame)).await {
            Ok(Ok(())) => progress.send_modify(|progress| {
                progress.waiting = progress.waiting.saturating_sub(frame.len());
            }),
            _ => return WritingEnd::Broken,
        }
    }
    if send.finish().is_err() {
        return WritingEnd::Broken;
    }
    match send.stopped().await {
        Ok(None) => WritingEnd::Arrived,
        _ => WritingEnd::Broken,
    }
}
