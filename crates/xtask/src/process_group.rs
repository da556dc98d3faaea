//! A program with everything it starts, ended together.

use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use crate::fault::ChoreEnd;
use crate::process;

/// A running program in a process group of its own; ends the group when dropped.
pub(crate) struct ProcessGroup(Child);

impl ProcessGroup {
    /// Starts the program.
    pub(crate) fn start(command: &mut Command) -> ChoreEnd<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        command
            .stdin(Stdio::null())
            .spawn()
            .map(Self)
            .map_err(|error| process::not_started(command, &error))
    }

    /// The program that leads the group.
    pub(crate) fn leader(&mut self) -> &mut Child {
        &mut self.0
    }

    /// How the program ended, if it did.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().ok().flatten()
    }

    fn signal(&self, name: &str) {
        // The shell has a `kill` of its own; the program of that name may not be installed.
        let group = self.0.id().to_string();
        process::answer("sh", &["-c", r#"kill -s "$0" -- "-$1""#, name, &group]);
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        self.signal("TERM");
        for _ in 0..40 {
            if self.ended().is_some() {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
        // Whoever did not listen, the leader or something it started.
        self.signal("KILL");
        if let Err(error) = self.0.wait() {
            println!("A program that was to be ended is still there: {error}.");
        }
    }
}
