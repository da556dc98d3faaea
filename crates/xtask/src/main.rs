//! The chores of this repository: `cargo xtask run`, `test`, `check`, `soak`, `types`, `words`.
//!
//! Each of them sets the machine up first, so that a Debian or Ubuntu with nothing but cargo,
//! node and npm is enough. Only the standard library is used: this program must be built within
//! seconds, before anything else is there.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal; it has nothing else to talk through"
)]

mod alone;
mod bench;
mod cache;
mod days;
mod display;
mod fault;
mod keys;
mod locks;
mod npm;
mod packages;
mod places;
mod process;
mod process_group;
mod purpose;
mod run;
mod setup;
mod soak;
mod steps;
mod test;
mod types;
mod ui;
mod vectors;
mod words;

use std::process::ExitCode;

use fault::{ChoreEnd, ChoreFault};
use places::Places;

const HELP: &str = "\
cargo xtask COMMAND

  run [-- ARGUMENT…]   builds and opens the window (`cargo xtask run -- --demo`);
                       where there is no display it draws on a hidden one and saves a picture
  test                 everything that must hold for a change
  check                the quick part of it: format, clippy, edges and layout, types, lock files
  bench [--quick]      measures, beside the floors and another sync layer, and writes BENCHMARKS.md;
                       with --quick only sees that it runs
  soak [--minutes N | --runs N | --calls]
                       simulated storms, copies and clones, kills and power cuts with new seeds, 10
                       minutes where nothing is said; ends at the first that goes wrong and says how
                       to repeat it; with --calls kills and power cuts at every system call, once
  types                writes the TypeScript types of crates/api to ui/src/bindings
  words                writes the tables of kanji and readings in crates/core/data, out of the Debian packages
                       unicode-data and mecab-ipadic; needed only where another edition of them is wanted
  help                 this text

Environment:
  OTAGAI_TARGET        where to build; else CARGO_TARGET_DIR, else the user's cache folder
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match begin(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("xtask: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn begin(arguments: &[String]) -> ChoreEnd {
    let (command, rest) = match arguments {
        [] => ("help", arguments),
        [command, rest @ ..] => (command.as_str(), rest),
    };
    match command {
        "run" => {
            let passed_on = rest.strip_prefix(&["--".to_owned()]).unwrap_or(rest);
            run::run(&Places::find(), passed_on)
        }
        "bench" => bench::bench(&Places::find(), rest),
        "soak" => soak::soak(&Places::find(), rest),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        "test" | "check" | "types" | "words" if !rest.is_empty() => {
            Err(ChoreFault::new(format!("`{command}` takes no argument.")))
        }
        "test" => test::test(&Places::find()),
        "check" => test::check(&Places::find()),
        "types" => types::regenerate(&Places::find()),
        "words" => words::regenerate(&Places::find()),
        unknown => Err(ChoreFault::new(format!(
            "there is no command `{unknown}`.\n\n{HELP}"
        ))),
    }
}
