//! How fast Otagai is: two processes on one computer, floors beside them, and samod.
//!
//! `cargo xtask bench` builds and starts this. `--quick` sees that all of it runs, with tiny sizes; `--only find`
//! measures searching and nothing else, `--only network` what two devices do that have much for each other or die.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal; it has nothing else to talk through"
)]

mod circle;
mod clock;
mod cold;
mod dialogue;
mod find;
mod floors;
mod intake;
mod live;
mod machine;
mod network;
mod other;
mod outcome;
mod pair;
mod peer;
mod random;
mod report;
mod start;
mod stock;
mod trail;

use circle::{Folders, Size};
use cold::{Cold, SamodPair};
use otagai_core::item::ItemKind;
use outcome::BenchOutcome;
use report::{BenchTable, DevicesText, RunText, markdown};
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};
use stock::Stock;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// How much is measured.
struct BenchPlan {
    circle: Size,
    full: Size,
    /// Cold joins.
    joins: usize,
    /// Everything that takes milliseconds.
    short: usize,
    /// The same with samod, which looks at every document each time it connects.
    samod: usize,
    /// Starts.
    starts: usize,
    /// Searches.
    find: find::FindPlan,
    /// How often two have much for each other.
    much: usize,
    /// How often each of four ways to be killed is tried.
    kills: usize,
}

const WHOLE: BenchPlan = BenchPlan {
    circle: Size {
        members: 50,
        vouches_each: 10,
    },
    full: Size {
        members: 50,
        vouches_each: 100,
    },
    joins: 7,
    short: 50,
    samod: 5,
    starts: 20,
    find: find::WHOLE,
    much: 3,
    kills: 3,
};

const QUICK: BenchPlan = BenchPlan {
    circle: Size {
        members: 3,
        vouches_each: 2,
    },
    full: Size {
        members: 3,
        vouches_each: 4,
    },
    joins: 1,
    short: 1,
    samod: 1,
    starts: 1,
    find: find::QUICK,
    much: 1,
    kills: 1,
};

/// What was asked for.
#[derive(Default)]
struct BenchArguments {
    quick: bool,
    /// Searching and nothing else.
    only_find: bool,
    /// Much for each other, and a kill, and nothing else.
    only_network: bool,
    /// Where the report goes besides the terminal.
    out: Option<PathBuf>,
    commit: String,
    toolchain: String,
}

fn main() -> ExitCode {
    match begin() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("bench: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn begin() -> BenchOutcome {
    // Ending a connection in the middle is what is measured; the libraries need not complain about it.
    let filter = std::env::var("OTAGAI_LOG").unwrap_or_else(|_unset| "off".to_owned());
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(filter))
        .with_writer(std::io::stderr)
        .init();
    // As the program itself has it.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let mut given = std::env::args().skip(1);
    let mut arguments = BenchArguments::default();
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or("a value is missing");
        match argument.as_str() {
            other::PEER => return peer::run(runtime.handle()),
            "--quick" => arguments.quick = true,
            "--only" => match value()?.as_str() {
                "find" => arguments.only_find = true,
                "network" => arguments.only_network = true,
                part => {
                    let fault =
                        format!("`{part}` is not measured alone, only `find` and `network` are");
                    return Err(fault.into());
                }
            },
            "--out" => arguments.out = Some(value()?.into()),
            "--commit" => arguments.commit = value()?,
            "--toolchain" => arguments.toolchain = value()?,
            unknown => return Err(format!("there is no argument `{unknown}`").into()),
        }
    }
    if (arguments.only_find || arguments.only_network) && arguments.out.is_some() {
        return Err("a report that is kept has everything in it".into());
    }
    measure(&runtime, &arguments)
}

fn measure(runtime: &Runtime, arguments: &BenchArguments) -> BenchOutcome {
    let plan = if arguments.quick { QUICK } else { WHOLE };
    // Beside the program, not in a temporary folder: that one may be in memory, where nothing is ever synced.
    let exe = std::env::current_exe()?;
    let beside = exe.parent().ok_or("the program is nowhere")?;
    let place = TempDir::with_prefix_in("bench-", beside)?;
    let mut table = BenchTable::default();
    if arguments.only_network {
        return only_network(runtime, &plan, place.path(), &mut table);
    }
    let joined = if arguments.only_find {
        None
    } else {
        Some(devices(runtime, &plan, place.path(), &mut table)?)
    };
    say("finding people");
    let searched = find::measure(place.path(), plan.find, &mut table)?;

    let run = RunText {
        machine: machine::Machine::read()?,
        commit: arguments.commit.clone(),
        toolchain: arguments.toolchain.clone(),
        joined,
        searched,
    };
    let report = markdown(&run, &table)?;
    println!("{report}");
    if let Some(out) = &arguments.out {
        fs::write(out, report)?;
    }
    Ok(())
}

/// Devices that join, meet, start and save; and samod.
fn devices(
    runtime: &Runtime,
    plan: &BenchPlan,
    place: &Path,
    table: &mut BenchTable,
) -> BenchOutcome<DevicesText> {
    say("the disk");
    for took in floors::file::fsync(&place.join("fsync"), plan.short * 4)? {
        table.put("disk", "fsync", took);
    }
    for took in floors::file::small_commits(&place.join("commits.db"), plan.short * 4)? {
        table.put("disk", "commit", took);
    }
    say("making a circle");
    let founder = runtime.block_on(Box::pin(circle::build(&place.join("founder"), plan.circle)))?;
    let stock = runtime.block_on(Stock::read(&founder))?;
    let cold = Cold::new(place, &founder, &stock)?;
    let mut pair = None;
    for number in 1..=plan.joins {
        say(&format!("joining, {number} of {}", plan.joins));
        let place = place.join(format!("join-{number}"));
        pair = Some(cold.repeat(&place, table)?);
    }
    let pair = pair.ok_or("nobody joined")?;
    say("meeting again");
    pair::meet_again(&pair, plan.short, table)?;
    runtime.block_on(pair::count(&pair, table))?;
    say("much for each other, and a kill");
    network(&pair, place, plan, table)?;
    say("saving and showing");
    live::save_and_show(&pair, plan.short, table)?;
    say("samod");
    let mut samod = SamodPair::start(&cold.documents)?;
    pair::samod(&mut samod, plan.samod, table)?;
    samod.end()?;
    say("making a full folder");
    let full = runtime.block_on(Box::pin(circle::build(&place.join("full"), plan.full)))?;
    let held = runtime.block_on(Stock::read(&full))?;
    let statements = held
        .items
        .iter()
        .filter(|item| item.kind == ItemKind::Statement);
    let statements = u64::try_from(statements.count())?;
    drop(held);
    say("starting");
    start::needs_no_document(&full, &place.join("bare"))?;
    start::start(&full, plan.starts, table)?;
    Ok(DevicesText {
        circle: plan.circle,
        full: plan.full,
        statements,
    })
}

/// Much for each other, and a kill: with copies, which grow.
fn network(
    (host, guest): &(Folders, Folders),
    place: &Path,
    plan: &BenchPlan,
    table: &mut BenchTable,
) -> BenchOutcome {
    let pair = (
        host.copy(&place.join("much-host"))?,
        guest.copy(&place.join("much-guest"))?,
    );
    network::killed(&pair, plan.kills, table)?;
    network::much_for_each_other(&pair, plan.much, table)
}

/// The same with a small circle and nothing before it.
fn only_network(
    runtime: &Runtime,
    plan: &BenchPlan,
    place: &Path,
    table: &mut BenchTable,
) -> BenchOutcome {
    let founder = runtime.block_on(Box::pin(circle::build(
        &place.join("founder"),
        QUICK.circle,
    )))?;
    let stock = runtime.block_on(Stock::read(&founder))?;
    let pair = Cold::new(place, &founder, &stock)?.join(&place.join("join"), table)?;
    network(&pair, place, plan, table)?;
    println!("{}", report::network(table)?);
    Ok(())
}

fn say(what: &str) {
    eprintln!("bench: {what}");
}
