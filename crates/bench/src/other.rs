//! A second process, as the first one speaks to it.

use crate::{
    circle::Folders,
    outcome::{BenchFault, BenchOutcome},
    peer::{DeviceQuestion, Question, ScreenQuestion},
};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// The argument that makes this program a second process.
pub(crate) const PEER: &str = "peer";

/// A running second process; it ends when this is dropped.
pub(crate) struct Other {
    child: Child,
    /// Taken away at the end: without it the process ends by itself.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Other {
    /// Starts this program again.
    pub(crate) fn start() -> BenchOutcome<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg(PEER)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = child.stdin.take();
        let output = child.stdout.take().ok_or("the output is missing")?;
        Ok(Self {
            child,
            input,
            output: BufReader::new(output),
        })
    }

    /// Starts a process with a device online in these folders.
    pub(crate) fn device(folders: &Folders, new: Option<&str>) -> BenchOutcome<Self> {
        let mut other = Self::start()?;
        let Folders {
            data,
            keys,
            passphrase,
        } = folders.clone();
        other.ask(&Question::Device(DeviceQuestion::Open {
            data,
            keys,
            passphrase,
            new: new.map(str::to_owned),
        }))?;
        Ok(other)
    }

    /// Starts a process with a device that was there before and was killed. Gives how long it took, once it was
    /// online, until it had met somebody.
    pub(crate) fn back(folders: &Folders) -> BenchOutcome<(Self, Value)> {
        let mut other = Self::start()?;
        let Folders {
            data,
            keys,
            passphrase,
        } = folders.clone();
        let met = other.ask(&Question::Device(DeviceQuestion::Back {
            data,
            keys,
            passphrase,
        }))?;
        Ok((other, met))
    }

    /// Starts a process with a device that a screen looks at, not online yet.
    pub(crate) fn screen(folders: &Folders) -> BenchOutcome<(Self, Value)> {
        let mut other = Self::start()?;
        let opened = other.open_screen(folders)?;
        Ok((other, opened))
    }

    fn open_screen(&mut self, folders: &Folders) -> BenchOutcome<Value> {
        let Folders {
            data,
            keys,
            passphrase,
        } = folders.clone();
        self.ask(&Question::Screen(ScreenQuestion::Open {
            data,
            keys,
            passphrase,
        }))
    }

    /// Asks and waits for the answer.
    pub(crate) fn ask(&mut self, question: &Question) -> BenchOutcome<Value> {
        self.tell(question)?;
        self.hear()
    }

    /// Asks; the answer is heard later.
    pub(crate) fn tell(&mut self, question: &Question) -> BenchOutcome {
        let input = self.input.as_mut().ok_or("it has been ended")?;
        let mut line = serde_json::to_vec(question)?;
        line.push(b'\n');
        input.write_all(&line)?;
        Ok(input.flush()?)
    }

    /// The next answer.
    pub(crate) fn hear(&mut self) -> BenchOutcome<Value> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let answer: Value = serde_json::from_str(&line)
            .map_err(|_none| BenchFault::from("the second process ended without an answer"))?;
        match answer.get("fault").and_then(Value::as_str) {
            Some(fault) => Err(BenchFault::from(format!("the second process: {fault}"))),
            None => part(answer, "ok"),
        }
    }

    /// The most memory it ever took, MiB.
    pub(crate) fn peak_memory(&mut self) -> BenchOutcome<f64> {
        let memory = self.ask(&Question::Memory)?;
        Ok(number(&memory, "peak")? / 1024.0)
    }

    /// Kills it where it stands.
    pub(crate) fn kill(mut self) -> BenchOutcome {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Ends it in good order.
    pub(crate) fn end(mut self) -> BenchOutcome {
        drop(self.input.take());
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        drop(self.input.take());
        // After a fault it may hang; it holds nothing that is not thrown away.
        if !matches!(self.child.try_wait(), Ok(Some(_))) {
            drop(self.child.kill());
            drop(self.child.wait());
        }
    }
}

/// One field of an answer.
pub(crate) fn part(mut answer: Value, field: &str) -> BenchOutcome<Value> {
    let found = answer.get_mut(field).map(Value::take);
    found.ok_or_else(|| BenchFault::from(format!("no {field} in the answer")))
}

/// A number in an answer.
pub(crate) fn number(answer: &Value, field: &str) -> BenchOutcome<f64> {
    let found = answer.get(field).and_then(Value::as_f64);
    found.ok_or_else(|| BenchFault::from(format!("no number {field} in {answer}")))
}

/// A text in an answer.
pub(crate) fn text(answer: &Value, field: &str) -> BenchOutcome<String> {
    let found = answer.get(field).and_then(Value::as_str);
    let found = found.ok_or_else(|| BenchFault::from(format!("no text {field} in {answer}")))?;
    Ok(found.to_owned())
}
