//! Much for each other at once, and coming back after a kill.

use crate::{
    circle::Folders,
    cold::device,
    other::{Other, number, text},
    outcome::{BenchFault, BenchOutcome},
    peer::{DeviceQuestion, Question},
    report::BenchTable,
};
use serde_json::Value;

/// What each has for the other, bytes.
const MUCH: usize = 16 * 1024 * 1024;

/// Both write so much while they are apart; from the dial until both hold the same.
pub(crate) fn much_for_each_other(
    (host, guest): &(Folders, Folders),
    repetitions: usize,
    table: &mut BenchTable,
) -> BenchOutcome {
    let (mut a, mut b) = (Other::device(host, None)?, Other::device(guest, None)?);
    let ticket = text(&a.ask(&device(DeviceQuestion::Ticket))?, "ticket")?;
    meet(&mut b, &ticket)?;
    for round in 0..repetitions {
        b.ask(&device(DeviceQuestion::Part))?;
        let round = u8::try_from(round)?;
        for side in [&mut a, &mut b] {
            let bytes = MUCH;
            side.ask(&device(DeviceQuestion::Pile { bytes, round }))?;
        }
        let met = meet(&mut b, &ticket)?;
        let items = u32::try_from(MUCH / (64 * 1024))?;
        if number(&met, "received")? < f64::from(items) {
            return Err(BenchFault::from(format!("they did not get it: {met}")));
        }
        table.put("i", "both ways", number(&met, "ms")?);
        table.put("i", "host peak", a.peak_memory()?);
        table.put("i", "guest peak", b.peak_memory()?);
    }
    let states = [&mut a, &mut b].map(|side| side.ask(&device(DeviceQuestion::State)));
    let [here, there] = states;
    if here? != there? {
        return Err(BenchFault::from("they do not hold the same"));
    }
    b.end()?;
    a.end()
}

/// One is killed and started again: from the start of its network until both hold the same. Whoever had dialled, and
/// whose ever id is lower.
pub(crate) fn killed(
    (host, guest): &(Folders, Folders),
    repetitions: usize,
    table: &mut BenchTable,
) -> BenchOutcome {
    let mut two = [Other::device(host, None)?, Other::device(guest, None)?];
    for _ in 0..repetitions {
        for dialer in [0, 1] {
            for (killed, folders) in [(0, host), (1, guest)] {
                let [a, b] = &mut two;
                let (from, to) = if dialer == 0 { (a, b) } else { (b, a) };
                from.ask(&device(DeviceQuestion::Part))?;
                let ticket = text(&to.ask(&device(DeviceQuestion::Ticket))?, "ticket")?;
                meet(from, &ticket)?;
                let [a, b] = two;
                let (dies, stays) = if killed == 0 { (a, b) } else { (b, a) };
                dies.kill()?;
                let (again, met) = Other::back(folders)?;
                table.put("i", "back", number(&met, "ms")?);
                two = if killed == 0 {
                    [again, stays]
                } else {
                    [stays, again]
                };
            }
        }
    }
    let [a, b] = two;
    b.end()?;
    a.end()
}

fn meet(from: &mut Other, ticket: &str) -> BenchOutcome<Value> {
    let ticket = ticket.to_owned();
    from.ask(&Question::Device(DeviceQuestion::Meet { ticket }))
}
