//! `otagai`: the same commands without a window, for scripts, tests and an always-on device.
//!
//! Exit status: 0 done, 1 refused (code and sentence on stderr), 2 usage; those of a check are in `status`.

mod arguments;
mod ending;
mod node;
mod print;
mod run;
mod status;

use clap::Parser;
use std::{process::ExitCode, time::Duration};

/// How long what is still under way may take at the end.
const GOODBYE: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let arguments = arguments::Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("OTAGAI_LOG"))
        .with_writer(std::io::stderr)
        // It would say on stderr that nobody reads stderr, and stop.
        .log_internal_errors(false)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            print::complain(&error.to_string());
            return ExitCode::FAILURE;
        }
    };
    let json = arguments.json;
    let outcome = runtime.block_on(run::run(arguments));
    // OpenSSL, with which the data are encrypted, cleans up when the process exits. A thread that used it and
    // ends at that moment frees the same memory, and the program crashes after its work is done.
    runtime.shutdown_timeout(GOODBYE);
    match outcome {
        Ok(ending) => ExitCode::from(ending.status()),
        Err(error) => {
            let error = if arguments::wants_english() {
                error.in_english()
            } else {
                error
            };
            print::refusal(&error, json);
            ExitCode::from(status::status_of(&error))
        }
    }
}
