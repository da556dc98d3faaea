//! What was asked for and is not answered yet.
//!
//! Changes are done one after the other, in the order of their lines; the clock moves in its turn. Whoever only reads
//! is answered beside them.

use super::{Request, Wish, reply, set};
use otagai_api::{Clock, Device, EdgeRefusal};
use serde_json::Value;
use std::{collections::VecDeque, io, sync::Arc};
use tokio::task::{Id, JoinError, JoinSet};

/// Changes that may wait; further lines are read when there are fewer.
const WAITING: usize = 64;

/// What was asked for and is not answered yet.
pub(super) struct Work {
    device: Arc<Device>,
    clock: Clock,
    /// Changes, and moves of the clock, in the order of their lines.
    waiting: VecDeque<Request>,
    /// The change that is being made.
    changing: Option<Id>,
    /// Whose answer is still to come.
    asked: Vec<(Id, Value)>,
    answers: JoinSet<io::Result<()>>,
}

impl Work {
    /// Nothing yet.
    pub(super) fn new(device: Arc<Device>, clock: Clock) -> Self {
        Self {
            device,
            clock,
            waiting: VecDeque::new(),
            changing: None,
            asked: Vec::new(),
            answers: JoinSet::new(),
        }
    }

    /// True when the next line may be looked at. While a move of the clock waits it may not: what stands on later
    /// lines has to find the clock moved.
    pub(super) fn takes_more(&self) -> bool {
        let is_clock = |request: &Request| matches!(request.wish, Wish::Clock(_));
        self.waiting.len() < WAITING && !self.waiting.iter().any(is_clock)
    }

    /// True when everything is answered.
    pub(super) fn is_done(&self) -> bool {
        self.waiting.is_empty() && self.answers.is_empty()
    }

    /// Takes what one line asks for.
    ///
    /// # Errors
    /// Where the reader went away.
    pub(super) fn take(&mut self, request: Request) -> io::Result<()> {
        let Request { id, wish } = request;
        match wish {
            Wish::Unclear => reply(&id, Err(EdgeRefusal::BadArguments.into())),
            Wish::Call { name, args } if !otagai_api::changes(&name) => {
                self.spawn(id, name, args);
                Ok(())
            }
            wish => {
                self.waiting.push_back(Request { id, wish });
                self.go_on()
            }
        }
    }

    /// Waits for the next answer; none where nothing is under way. Cancelled, it has lost nothing.
    ///
    /// # Errors
    /// Where the reader went away.
    pub(super) async fn next(&mut self) -> Option<io::Result<()>> {
        let answered = self.answers.join_next_with_id().await?;
        Some(self.answered(answered))
    }

    fn answered(&mut self, answered: Result<(Id, io::Result<()>), JoinError>) -> io::Result<()> {
        let (task, said) = match answered {
            Ok((task, said)) => (task, said),
            Err(error) => (error.id(), Err(io::Error::other(error))),
        };
        let at = self.asked.iter().position(|(asked, _)| *asked == task);
        let asked = at.map(|at| self.asked.swap_remove(at));
        if self.changing == Some(task) {
            self.changing = None;
        }
        match (said, asked) {
            // The call was cut off, and whoever asked is told.
            (Err(error), Some((_, id))) if error.kind() == io::ErrorKind::Other => {
                tracing::error!(%error, "a call ended before its time");
                reply(
                    &id,
                    Err(EdgeRefusal::Internal("the call ended before its time").into()),
                )?;
            }
            (said, _) => said?,
        }
        self.go_on()
    }

    /// Begins what is next, if nothing is being changed.
    fn go_on(&mut self) -> io::Result<()> {
        while self.changing.is_none() {
            let Some(Request { id, wish }) = self.waiting.pop_front() else {
                break;
            };
            match wish {
                Wish::Call { name, args } => self.changing = Some(self.spawn(id, name, args)),
                Wish::Clock(moment) => reply(&id, set(&self.clock, &moment))?,
                Wish::Unclear => reply(&id, Err(EdgeRefusal::BadArguments.into()))?,
            }
        }
        Ok(())
    }

    fn spawn(&mut self, id: Value, name: String, args: Value) -> Id {
        let (device, whose) = (Arc::clone(&self.device), id.clone());
        let task = self
            .answers
            .spawn(async move { reply(&whose, device.call(&name, args).await) })
            .id();
        self.asked.push((task, id));
        task
    }
}
