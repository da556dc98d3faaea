//! The command line `otagai` as a running device, driven the way a script drives it.
//!
//! `otagai node` takes calls as JSON lines on its input and gives replies and events as JSON lines
//! on its output. Waiting means reading lines until a deadline; nothing here sleeps.

mod home;
mod inside;
mod killed;
mod once;
mod together;

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use otagai_api::{Clock, STANDS_AT};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout, timeout_at};

pub use home::{Home, binary};
pub use once::{Ended, file, once, once_with};
pub use together::converge;

/// How long a call may take.
const CALL: Duration = Duration::from_mins(1);

/// How many lines of the error output are kept for the report.
const KEPT: usize = 30;

/// Why a device did not do what a test asked of it.
#[derive(Debug)]
pub enum ProcessError {
    /// It could not be started or spoken to.
    Io(io::Error),
    /// It ended or fell silent: what was waited for, then the end of its error output.
    Missing(String, String),
    /// It refused a call.
    Refused {
        /// The call.
        call: String,
        /// The code of the error.
        code: String,
        /// The error in words.
        message: String,
    },
}

impl fmt::Display for ProcessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "{error}"),
            Self::Missing(what, log) => write!(f, "waited in vain for {what}; it said:\n{log}"),
            Self::Refused {
                call,
                code,
                message,
            } => write!(f, "{call}: {code}: {message}"),
        }
    }
}

impl std::error::Error for ProcessError {}

impl From<io::Error> for ProcessError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A running device; killed when dropped.
#[derive(Debug)]
pub struct Otagai {
    child: Child,
    stdin: ChildStdin,
    lines: mpsc::UnboundedReceiver<Value>,
    events: VecDeque<Value>,
    log: Arc<Mutex<VecDeque<String>>>,
    last_id: u64,
    /// A request was written, and its reply not read.
    is_busy: bool,
}

impl Otagai {
    /// Starts a device on this computer.
    ///
    /// # Errors
    ///
    /// Where the program cannot be started.
    pub fn start(home: &Home) -> Result<Self, ProcessError> {
        Self::start_with(Command::new(binary()?), home)
    }

    /// Starts a device with a command that ends in the path of the program, for example one that
    /// enters a network namespace first.
    ///
    /// # Errors
    ///
    /// Where the program cannot be started.
    pub fn start_with(mut command: Command, home: &Home) -> Result<Self, ProcessError> {
        command
            .arg("--data")
            .arg(home.data())
            .arg("--keys")
            .arg(home.keys())
            .arg("node")
            .env("OTAGAI_PASSPHRASE_FILE", home.passphrase())
            .env(STANDS_AT, Clock::moment_of_tests())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = tokio::process::Command::from(command)
            .kill_on_drop(true)
            .spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(io::Error::other("a pipe is missing").into());
        };
        let log = Arc::new(Mutex::new(VecDeque::new()));
        let (sender, lines) = mpsc::unbounded_channel();
        let said = Arc::clone(&log);
        tokio::spawn(each_line(stdout, move |line| {
            // Whoever drives the device may be gone already.
            match serde_json::from_str(&line) {
                Ok(value) => sender.send(value).is_ok(),
                Err(error) => keep(&said, format!("no JSON ({error}): {line}")),
            }
        }));
        let said = Arc::clone(&log);
        tokio::spawn(each_line(stderr, move |line| keep(&said, line)));
        Ok(Self {
            child,
            stdin,
            lines,
            events: VecDeque::new(),
            log,
            last_id: 0,
            is_busy: false,
        })
    }

    /// Calls a command and waits for its reply.
    ///
    /// # Errors
    ///
    /// [`ProcessError::Refused`] where the device says no, [`ProcessError::Missing`] where it does
    /// not answer within a minute.
    pub async fn call(&mut self, call: &str, args: Value) -> Result<Value, ProcessError> {
        let wish = json!({ "call": call, "args": args });
        self.ask(call, wish).await
    }

    /// Moves the clock of a device that was started with `--clock` to a day, or to a second in UTC.
    ///
    /// # Errors
    ///
    /// As [`Otagai::call`]; also where the clock is the system's.
    pub async fn set_clock(&mut self, moment: &str) -> Result<(), ProcessError> {
        let wish = json!({ "clock": moment });
        self.ask("clock", wish).await.map(drop)
    }

    async fn ask(&mut self, call: &str, mut wish: Value) -> Result<Value, ProcessError> {
        self.last_id += 1;
        let id = self.last_id;
        if let Some(wish) = wish.as_object_mut() {
            wish.insert("id".to_owned(), json!(id));
        }
        let line = format!("{wish}\n");
        self.stdin.write_all(line.as_bytes()).await?;
        self.stdin.flush().await?;
        self.is_busy = true;
        let deadline = Instant::now() + CALL;
        loop {
            let line = self.line(deadline, &format!("the reply to {call}")).await?;
            if line.get("event").is_some() {
                self.events.push_back(line);
            } else if line.get("id").and_then(Value::as_u64) == Some(id) {
                self.is_busy = false;
                return reply(call, &line);
            }
        }
    }

    /// True while a call is running: it was asked for, and whoever asked has not read the reply.
    pub fn is_busy(&self) -> bool {
        self.is_busy
    }

    /// Takes the first event that fits, those that came earlier included; the others are kept.
    ///
    /// # Errors
    ///
    /// [`ProcessError::Missing`] at the deadline, or when the device has ended.
    pub async fn wait_event(
        &mut self,
        within: Duration,
        what: &str,
        fits: impl Fn(&Value) -> bool,
    ) -> Result<Value, ProcessError> {
        let deadline = Instant::now() + within;
        if let Some(at) = self.events.iter().position(&fits)
            && let Some(event) = self.events.remove(at)
        {
            return Ok(event);
        }
        loop {
            let line = self.line(deadline, what).await?;
            if line.get("event").is_none() {
                continue;
            }
            if fits(&line) {
                return Ok(line);
            }
            self.events.push_back(line);
        }
    }

    /// Forgets the events that came so far.
    pub fn forget_events(&mut self) {
        while let Ok(line) = self.lines.try_recv() {
            drop(line);
        }
        self.events.clear();
    }

    /// Closes the input and waits until the device has ended; kills it after ten seconds.
    ///
    /// # Errors
    ///
    /// Where it cannot be waited for.
    pub async fn stop(self) -> Result<(), ProcessError> {
        let Self {
            mut child, stdin, ..
        } = self;
        drop(stdin);
        match timeout(Duration::from_secs(10), child.wait()).await {
            Ok(ended) => ended.map(drop)?,
            Err(_elapsed) => child.kill().await?,
        }
        Ok(())
    }

    async fn line(&mut self, deadline: Instant, what: &str) -> Result<Value, ProcessError> {
        if let Ok(Some(line)) = timeout_at(deadline, self.lines.recv()).await {
            return Ok(line);
        }
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let log: Vec<&str> = log.iter().map(String::as_str).collect();
        Err(ProcessError::Missing(what.to_owned(), log.join("\n")))
    }
}

/// The content of a reply.
fn reply(call: &str, line: &Value) -> Result<Value, ProcessError> {
    if let Some(error) = line.get("error") {
        let text = |key| {
            error
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let (code, message) = (text("code"), text("message"));
        return Err(ProcessError::Refused {
            call: call.to_owned(),
            code,
            message,
        });
    }
    Ok(line.get("ok").cloned().unwrap_or(Value::Null))
}

/// Hands over every line until there are no more or nobody wants them.
async fn each_line(stream: impl AsyncRead + Unpin, mut take: impl FnMut(String) -> bool) {
    let mut lines = BufReader::new(stream).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        if !take(line) {
            break;
        }
    }
}

/// Keeps a line for the report.
fn keep(log: &Mutex<VecDeque<String>>, line: String) -> bool {
    let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
    log.push_back(line);
    if log.len() > KEPT {
        log.pop_front();
    }
    true
}
