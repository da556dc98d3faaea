//! Everything that must hold for a change, and the quick part of it.

use crate::alone::alone;
use crate::bench;
use crate::cache;
use crate::days;
use crate::fault::ChoreEnd;
use crate::locks::Locks;
use crate::places::Places;
use crate::process;
use crate::purpose::SetupPurpose;
use crate::setup;
use crate::steps::Steps;
use crate::types;
use crate::ui;

/// Runs every check and every test.
pub(crate) fn test(places: &Places) -> ChoreEnd {
    cache::bound(places);
    let locks = Locks::read(places);
    let mut steps = Steps::new();
    steps.base("Set-up", || setup::make_ready(places, SetupPurpose::Test));
    // The desktop program carries the built screen inside: not even clippy can do without.
    steps.base("Screen: build", || ui::script(places, "build"));
    steps.step("Rust: format", || format(places));
    steps.step("Rust: clippy", || clippy(places));
    steps.step("TypeScript types", || types::up_to_date(places));
    steps.step("Screen: format", || ui::script(places, "format:check"));
    steps.step("Screen: types", || ui::script(places, "check"));
    steps.step("Screen: tests", || ui::script(places, "test"));
    steps.base("Rust: build", || build(places));
    steps.step("Rust: tests", || tests(places));
    for day in &days::DAYS {
        steps.step(day.name, || days::on(places, day));
    }
    steps.step("Benchmarks: run", || bench::quick(places));
    steps.step("Rust: documentation", || documentation(places));
    steps.step("Lock files", || locks.unchanged(places));
    steps.finish()
}

/// Runs the checks that need no finished program.
pub(crate) fn check(places: &Places) -> ChoreEnd {
    cache::bound(places);
    let locks = Locks::read(places);
    let mut steps = Steps::new();
    steps.base("Set-up", || setup::make_ready(places, SetupPurpose::Check));
    steps.base("Screen: build", || ui::build_if_older(places));
    steps.step("Rust: format", || format(places));
    steps.step("Rust: clippy", || clippy(places));
    steps.step("Edges and layout", || edges(places));
    steps.step("TypeScript types", || types::up_to_date(places));
    steps.step("Lock files", || locks.unchanged(places));
    steps.finish()
}

fn format(places: &Places) -> ChoreEnd {
    process::run(&mut places.cargo(&["fmt", "--all", "--check"]))
}

fn clippy(places: &Places) -> ChoreEnd {
    process::run(&mut places.cargo(&[
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

fn build(places: &Places) -> ChoreEnd {
    process::run(&mut places.cargo(&["build", "--locked", "--workspace"]))
}

fn tests(places: &Places) -> ChoreEnd {
    let mut command = places.cargo(&["test", "--locked", "--workspace", "--no-fail-fast"]);
    process::run(alone(&mut command, places))
}

fn edges(places: &Places) -> ChoreEnd {
    let mut command = places.cargo(&[
        "test",
        "--locked",
        "--workspace",
        "--test",
        "edges",
        "--test",
        "tidy",
    ]);
    process::run(alone(&mut command, places))
}

fn documentation(places: &Places) -> ChoreEnd {
    process::run(
        places
            .cargo(&["doc", "--no-deps", "--locked", "--workspace"])
            .env("RUSTDOCFLAGS", "-Dwarnings"),
    )
}
