//! What a test needs of the computer and may lack. A test that could not be run has not passed: it fails with a
//! sentence, unless whoever runs it said that such tests may be left out.

use crate::driver::is_installed;
use std::{
    io::{self, Write},
    process::Command,
};

/// Set to `1` where tests may be left out whose tools the computer lacks. `cargo xtask test` never sets it.
const MAY_SKIP: &str = "OTAGAI_MAY_SKIP";

/// What the test runner says of a run in which one test was run and passed.
const ONE_PASSED: &str = "test result: ok. 1 passed; 0 failed; 0 ignored;";

/// Says that a test was not run, and why, past the capture of the test runner.
///
/// # Errors
///
/// Unless such tests may be left out.
pub fn not_run(test: &str, reason: &str) -> io::Result<()> {
    let sentence = format!("not run: {test}: {reason}");
    if std::env::var_os(MAY_SKIP).is_some_and(|value| value == "1") {
        return writeln!(io::stderr(), "{sentence}");
    }
    Err(io::Error::other(format!(
        "{sentence}. `cargo xtask test` installs what is needed; {MAY_SKIP}=1 leaves such tests out"
    )))
}

/// True where all these programs can be started; false where the calling test is left out.
///
/// # Errors
///
/// Where one is missing and no test may be left out.
pub fn has_programs(programs: &[&str]) -> io::Result<bool> {
    match programs.iter().find(|program| !is_installed(program)) {
        Some(missing) => lacks(&format!("there is no {missing} here")),
        None => Ok(true),
    }
}

/// Says for the calling test that it was not run; always false.
///
/// # Errors
///
/// As [`not_run`].
pub fn lacks(reason: &str) -> io::Result<bool> {
    let thread = std::thread::current();
    not_run(thread.name().unwrap_or("a test"), reason)?;
    Ok(false)
}

/// Runs a test again, alone, with a command that ends in the path of a test program.
///
/// `test` is the full name of the test, as the test runner knows it.
///
/// # Errors
///
/// Where it failed, or there is none of that name.
pub fn run_again(mut command: Command, test: &str) -> io::Result<()> {
    let output = command
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .output()?;
    // That it was left out in there is no secret.
    io::stderr().write_all(&not_run_lines(&output.stderr))?;
    let said = String::from_utf8_lossy(&output.stdout);
    if output.status.success() && said.contains(ONE_PASSED) {
        return Ok(());
    }
    let said = [said, String::from_utf8_lossy(&output.stderr)].concat();
    Err(io::Error::other(format!("{test} did not pass: {said}")))
}

/// What [`not_run`] wrote.
fn not_run_lines(said: &[u8]) -> Vec<u8> {
    let lines = said.split_inclusive(|byte| *byte == b'\n');
    lines
        .filter(|line| line.starts_with(b"not run: "))
        .flatten()
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Set where the last test is run by the one before it.
    const LACKING: &str = "OTAGAI_TEST_LACKING";

    #[test]
    fn a_test_that_is_run_again_has_passed_only_where_there_is_one_of_its_name() {
        let me = || Command::new(std::env::current_exe().unwrap());
        run_again(me(), "not_run::tests::nothing_hinders_this_one").unwrap();
        run_again(me(), "not_run::tests::there_is_none_of_this_name").unwrap_err();
    }

    #[test]
    fn nothing_hinders_this_one() {
        assert!(has_programs(&[]).unwrap(), "nothing is needed");
    }

    #[test]
    fn a_test_without_its_tools_fails_unless_it_may_be_left_out() {
        let name = "not_run::tests::what_needs_a_tool_that_nobody_has";
        let again = |may_skip| {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.env(MAY_SKIP, may_skip).env(LACKING, "1");
            run_again(command, name)
        };
        let failed = again("0").unwrap_err().to_string();
        assert!(
            failed.contains("there is no otagai-nothing here"),
            "{failed}"
        );
        again("1").unwrap();
    }

    #[test]
    fn what_needs_a_tool_that_nobody_has() {
        if std::env::var_os(LACKING).is_some() {
            assert!(!has_programs(&["otagai-nothing"]).unwrap(), "nobody has it");
        }
    }
}
