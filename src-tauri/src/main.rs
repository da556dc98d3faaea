//! The desktop program: reads its arguments and opens the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use otagai_desktop::WindowArguments;
use std::process::ExitCode;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("OTAGAI_LOG"))
        .with_writer(std::io::stderr)
        // It would say on stderr that nobody reads stderr, and stop.
        .log_internal_errors(false)
        .init();
    let arguments =
        WindowArguments::read(std::env::args_os().skip(1), |name| std::env::var_os(name));
    match otagai_desktop::run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            ExitCode::FAILURE
        }
    }
}
