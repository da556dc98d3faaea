//! The second process: this program again, which takes questions as JSON lines and answers each with one.
//!
//! It measures inside itself and tells moments of the machine's clock, so that the pipe costs nothing.

mod pile;
mod question;
mod raw;
mod samod;
mod screen;
mod two;

pub(crate) use question::{
    DeviceQuestion, DocumentState, Question, RawQuestion, SamodQuestion, ScreenQuestion,
};

use crate::outcome::BenchOutcome;
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use tokio::runtime::Handle;

/// Everything that a process may have open.
#[derive(Default)]
struct Peer {
    device: Option<two::PeerDevice>,
    screen: Option<screen::Screen>,
    samod: Option<samod::Samod>,
    raw: Option<raw::Raw>,
}

/// Answers until the input ends.
pub(crate) fn run(runtime: &Handle) -> BenchOutcome {
    let mut peer = Peer::default();
    for line in std::io::stdin().lock().lines() {
        let question: Question = serde_json::from_str(&line?)?;
        let answer = match runtime.block_on(Box::pin(peer.answer(question))) {
            Ok(answer) => json!({ "ok": answer }),
            Err(fault) => json!({ "fault": fault.to_string() }),
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    runtime.block_on(peer.close());
    Ok(())
}

impl Peer {
    async fn answer(&mut self, question: Question) -> BenchOutcome<Value> {
        match question {
            Question::Memory => memory(),
            Question::Device(question) => two::answer(&mut self.device, question).await,
            Question::Screen(question) => screen::answer(&mut self.screen, question).await,
            Question::Samod(question) => samod::answer(&mut self.samod, question).await,
            Question::Raw(question) => raw::answer(&mut self.raw, question).await,
        }
    }

    async fn close(&mut self) {
        if let Some(device) = self.device.take() {
            device.close().await;
        }
        if let Some(screen) = self.screen.take() {
            screen.close().await;
        }
    }
}

/// Memory of this process, KiB: now, and the most it ever was.
fn memory() -> BenchOutcome<Value> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let field = |name: &str| -> Option<u64> {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    Ok(json!({ "now": field("VmRSS:"), "peak": field("VmHWM:") }))
}
