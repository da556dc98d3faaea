//! The report as Markdown.

use super::{
    Table,
    aims::verdicts,
    lines::{Line, PARTS, Unit},
};
use crate::{circle::Size, machine::Machine, outcome::Outcome};
use std::fmt::Write;

/// What is compared with what. Nothing about any one run: whoever keeps a report adds by hand why an aim was missed.
const NOTES: &str = include_str!("../../notes.md");

/// How a run was made.
pub(crate) struct Run {
    /// Where.
    pub(crate) machine: Machine,
    /// The circle of all parts but d.
    pub(crate) circle: Size,
    /// The circle of d.
    pub(crate) full: Size,
    /// Signed statements in the folder of d.
    pub(crate) statements: u64,
    /// What was measured.
    pub(crate) commit: String,
    /// The compiler.
    pub(crate) toolchain: String,
}

/// The report.
pub(crate) fn markdown(run: &Run, table: &Table) -> Outcome<String> {
    let mut text = String::from(
        "# Benchmarks

How fast Otagai is, beside what the same work costs at least (its floors) and beside
[samod](https://docs.rs/samod), all in one run on one machine. `cargo xtask bench` measures and writes this.

",
    );
    head(&mut text, run, table)?;
    writeln!(text, "\n## Aims\n\n| aim | found | |\n| --- | --- | --- |")?;
    for verdict in verdicts(table)? {
        let word = if verdict.met { "met" } else { "**missed**" };
        writeln!(text, "| {} | {} | {word} |", verdict.aim, verdict.found)?;
    }
    writeln!(text, "\n## Figures\n")?;
    for part in PARTS {
        writeln!(text, "### {}\n", part.title)?;
        writeln!(text, "| | min | median | max | n |")?;
        writeln!(text, "| --- | ---: | ---: | ---: | ---: |")?;
        for line in part.lines {
            writeln!(text, "{}", row(part.key, line, table)?)?;
        }
        writeln!(text)?;
    }
    text.push_str(NOTES);
    Ok(text)
}

fn head(text: &mut String, run: &Run, table: &Table) -> Outcome {
    let Run {
        machine,
        circle,
        full,
        statements,
        commit,
        toolchain,
    } = run;
    let fsync = table.spread("g", "fsync")?;
    let rows = [
        (
            "machine",
            format!(
                "{}, {} cores, {:.0} GiB, Linux {}",
                machine.processor, machine.cores, machine.memory, machine.kernel
            ),
        ),
        (
            "disk",
            format!("4 KiB and fsync: {} ms", digits(fsync.median, Unit::Ms)),
        ),
        ("when", machine.date.clone()),
        ("toolchain", toolchain.clone()),
        ("commit", commit.clone()),
        (
            "circle",
            format!(
                "{} members with cards of seven edits, {} vouches, each with its job, all accepted",
                circle.members,
                circle.members * circle.vouches_each
            ),
        ),
        (
            "full folder (d)",
            format!(
                "{} members, {} vouches, {statements} signed statements",
                full.members,
                full.members * full.vouches_each
            ),
        ),
    ];
    writeln!(text, "| | |\n| --- | --- |")?;
    for (name, value) in rows {
        writeln!(text, "| {name} | {value} |")?;
    }
    Ok(())
}

fn row(part: &'static str, (name, label, unit): &Line, table: &Table) -> Outcome<String> {
    let spread = table.spread(part, name)?;
    let ending = match unit {
        Unit::Ms => ", ms",
        Unit::MiB => ", MiB",
        Unit::Bytes | Unit::Times | Unit::Count => "",
    };
    let digits = |value| digits(value, *unit);
    Ok(format!(
        "| {label}{ending} | {} | {} | {} | {} |",
        digits(spread.min),
        digits(spread.median),
        digits(spread.max),
        spread.count
    ))
}

fn digits(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Bytes | Unit::Count => format!("{value:.0}"),
        Unit::MiB => format!("{value:.1}"),
        Unit::Ms if value >= 100.0 => format!("{value:.0}"),
        Unit::Ms if value >= 10.0 => format!("{value:.1}"),
        Unit::Ms | Unit::Times => format!("{value:.2}"),
    }
}
