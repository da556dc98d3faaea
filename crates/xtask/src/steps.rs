//! Steps one after the other, each with a heading and a duration.

use std::time::{Duration, Instant};

use crate::fault::{ChoreEnd, ChoreFault};

/// A row of steps and how they went.
pub(crate) struct Steps {
    done: Vec<Done>,
    stopped: bool,
}

struct Done {
    name: &'static str,
    result: StepEnd,
    took: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum StepEnd {
    Well,
    Badly,
    NotRun,
}

impl Steps {
    /// No step yet.
    pub(crate) fn new() -> Self {
        Self {
            done: Vec::new(),
            stopped: false,
        }
    }

    /// A step that later ones do not build on: if it fails, they run all the same.
    pub(crate) fn step(&mut self, name: &'static str, act: impl FnOnce() -> ChoreEnd) {
        if self.stopped {
            self.note(name, StepEnd::NotRun, Duration::ZERO);
            return;
        }
        println!("\n== {name} ==");
        let begin = now();
        let outcome = act();
        let took = begin.elapsed();
        match outcome {
            Ok(()) => {
                println!("-- {name}: well, {}", seconds(took));
                self.note(name, StepEnd::Well, took);
            }
            Err(fault) => {
                println!("-- {name}: FAILED, {}: {fault}", seconds(took));
                self.note(name, StepEnd::Badly, took);
            }
        }
    }

    /// A step that the later ones build on: if it fails, they are not run.
    pub(crate) fn base(&mut self, name: &'static str, act: impl FnOnce() -> ChoreEnd) {
        self.step(name, act);
        self.stopped |= self
            .done
            .last()
            .is_some_and(|done| done.result != StepEnd::Well);
    }

    /// Shows how all steps went; a fault if one did not go well.
    pub(crate) fn finish(self) -> ChoreEnd {
        println!("\n== Summary ==");
        for done in &self.done {
            let result = match done.result {
                StepEnd::Well => "well",
                StepEnd::Badly => "FAILED",
                StepEnd::NotRun => "not run",
            };
            println!("{result:>8} {:>9}  {}", seconds(done.took), done.name);
        }
        let failed: Vec<_> = self
            .done
            .iter()
            .filter(|done| done.result == StepEnd::Badly)
            .map(|done| done.name)
            .collect();
        if failed.is_empty() {
            println!("Everything holds.");
            Ok(())
        } else {
            Err(ChoreFault::new(format!("failed: {}.", failed.join(", "))))
        }
    }

    fn note(&mut self, name: &'static str, result: StepEnd, took: Duration) {
        self.done.push(Done { name, result, took });
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// The moment, for durations and deadlines.
#[expect(
    clippy::disallowed_methods,
    reason = "measures how long a chore takes; nothing of the program depends on it"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}
