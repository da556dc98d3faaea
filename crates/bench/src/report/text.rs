//! The report as Markdown.

use super::{
    BenchTable,
    aims::{Verdict, of_devices, of_network, of_searching},
    digits::digits,
    found,
    lines::{BELOW, Columns, DEVICES, NETWORK, ReportLine, ReportPart, SEARCHING, Unit},
};
use crate::{
    circle::Size,
    find::{MEMBERS, SEED, Searched, TODAY},
    machine::Machine,
    outcome::BenchOutcome,
    trail::{JOBS, VOUCHES},
};
use std::{fmt::Write, fs};

/// What is compared with what, and what people wrote about single runs: by hand, and kept when a report is written.
/// Read when it is needed, so that a remark needs no new program.
const NOTES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/notes.md");

/// How a run was made.
pub(crate) struct RunText {
    /// Where.
    pub(crate) machine: Machine,
    /// What was measured.
    pub(crate) commit: String,
    /// The compiler.
    pub(crate) toolchain: String,
    /// Devices that met, started and saved; none where only searching was measured.
    pub(crate) joined: Option<DevicesText>,
    /// Searching.
    pub(crate) searched: Searched,
}

/// What devices were measured with.
pub(crate) struct DevicesText {
    /// The circle of all parts but d.
    pub(crate) circle: Size,
    /// The circle of d.
    pub(crate) full: Size,
    /// Signed statements in the folder of d.
    pub(crate) statements: u64,
}

/// The report.
pub(crate) fn markdown(run: &RunText, table: &BenchTable) -> BenchOutcome<String> {
    let mut text = String::from(
        "# Benchmarks

How fast Otagai is, beside what the same work costs at least (its floors), beside
[samod](https://docs.rs/samod), and beside SQLite's FTS5, all in one run on one machine. `cargo xtask bench`
measures and writes this; what is written by hand stands in `crates/bench/notes.md`.

",
    );
    let whole = run.joined.is_some();
    head(&mut text, run, table)?;
    writeln!(text, "\n## Aims\n\n| aim | found | |\n| --- | --- | --- |")?;
    let mut verdicts = if whole {
        let mut verdicts = of_devices(table)?;
        verdicts.extend(of_network(table)?);
        verdicts
    } else {
        Vec::new()
    };
    verdicts.extend(of_searching(table)?);
    aims(&mut text, &verdicts)?;
    writeln!(text, "\n## Figures\n")?;
    if whole {
        parts(&mut text, DEVICES, table)?;
        parts(&mut text, NETWORK, table)?;
    }
    parts(&mut text, SEARCHING, table)?;
    found::write(&mut text, &run.searched)?;
    if whole {
        parts(&mut text, BELOW, table)?;
        text.push_str(&fs::read_to_string(NOTES)?);
    }
    Ok(text)
}

/// What was found of two devices that have much for each other, or of which one is killed, and nothing else.
pub(crate) fn network(table: &BenchTable) -> BenchOutcome<String> {
    let mut text = String::new();
    aims(&mut text, &of_network(table)?)?;
    writeln!(text)?;
    parts(&mut text, NETWORK, table)?;
    Ok(text)
}

fn aims(text: &mut String, verdicts: &[Verdict]) -> BenchOutcome {
    for verdict in verdicts {
        let word = if verdict.met { "met" } else { "**missed**" };
        writeln!(text, "| {} | {} | {word} |", verdict.aim, verdict.found)?;
    }
    Ok(())
}

fn parts(text: &mut String, parts: &[ReportPart], table: &BenchTable) -> BenchOutcome {
    for part in parts {
        let columns = match part.columns {
            Columns::Spread => "min | median | max",
            Columns::Tail => "p50 | p99 | max",
        };
        writeln!(text, "### {}\n", part.title)?;
        writeln!(text, "| | {columns} | n |")?;
        writeln!(text, "| --- | ---: | ---: | ---: | ---: |")?;
        for line in part.lines {
            writeln!(text, "{}", row(part, line, table)?)?;
        }
        writeln!(text)?;
    }
    Ok(())
}

fn head(text: &mut String, run: &RunText, table: &BenchTable) -> BenchOutcome {
    let machine = &run.machine;
    let mut rows = vec![(
        "machine",
        format!(
            "{}, {} cores, {:.0} GiB, Linux {}",
            machine.processor, machine.cores, machine.memory, machine.kernel
        ),
    )];
    if run.joined.is_some() {
        let fsync = digits(table.spread("disk", "fsync")?.median, Unit::Ms);
        rows.push(("disk", format!("4 KiB and fsync: {fsync} ms")));
    }
    rows.extend([
        ("when", machine.date.clone()),
        ("toolchain", run.toolchain.clone()),
        ("commit", run.commit.clone()),
    ]);
    if let Some(joined) = &run.joined {
        rows.extend(circles(joined));
    }
    let plan = run.searched.plan;
    rows.push((
        "invented people (f, g)",
        format!(
            "{} and {}, seed {SEED}, looked for as of {TODAY}; {MEMBERS} of them have {VOUCHES} vouches and {JOBS} jobs",
            plan.small.people, plan.large.people
        ),
    ));
    writeln!(text, "| | |\n| --- | --- |")?;
    for (name, value) in rows {
        writeln!(text, "| {name} | {value} |")?;
    }
    Ok(())
}

fn circles(joined: &DevicesText) -> [(&'static str, String); 2] {
    let DevicesText {
        circle,
        full,
        statements,
    } = joined;
    [
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
    ]
}

fn row(
    part: &ReportPart,
    (name, label, unit): &ReportLine,
    table: &BenchTable,
) -> BenchOutcome<String> {
    let spread = table.spread(part.key, name)?;
    let values = match part.columns {
        Columns::Spread => [spread.min, spread.median, spread.max],
        Columns::Tail => [spread.median, spread.p99, spread.max],
    };
    let ending = match unit {
        Unit::Ms => ", ms",
        Unit::MiB => ", MiB",
        Unit::Bytes | Unit::Times | Unit::Count => "",
    };
    let [first, second, third] = values.map(|value| digits(value, *unit));
    Ok(format!(
        "| {label}{ending} | {first} | {second} | {third} | {} |",
        spread.count
    ))
}
