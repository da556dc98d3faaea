//! Running other programs.

use std::process::{Command, Stdio};

use crate::fault::{ChoreEnd, ChoreFault};

/// Shows the command, runs it without input and waits; anything but success is a fault.
pub(crate) fn run(command: &mut Command) -> ChoreEnd {
    let line = spelled(command);
    println!("$ {line}");
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(ChoreFault::new(format!("`{line}` ended with {status}.")))
    }
}

/// What a program prints; nothing if it is not there or fails.
pub(crate) fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Says that a program could not be started.
pub(crate) fn not_started(command: &Command, error: &std::io::Error) -> ChoreFault {
    let program = command.get_program().to_string_lossy();
    ChoreFault::new(format!("`{program}` could not be started: {error}."))
}

fn spelled(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    if let Some(program) = words.first_mut()
        && let Some((_, name)) = program.rsplit_once('/')
    {
        *program = name.to_owned();
    }
    words.join(" ")
}
