//! `otagai`: the same commands without a window, for scripts, tests and an always-on device.
//!
//! Exit status: 0 done, 1 refused (code and sentence on stderr), 2 usage.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line prints"
)]

mod arguments;
mod node;
mod print;
mod run;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("OTAGAI_LOG"))
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let json = arguments.json;
    let outcome = runtime.block_on(run::run(arguments));
    // Threads that still read standard input must not hold up the end.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let error = if arguments::wants_english() {
                error.in_english()
            } else {
                error
            };
            print::refusal(&error, json);
            ExitCode::FAILURE
        }
    }
}
