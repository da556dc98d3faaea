//! The aims, and what came of them.

use super::BenchTable;
use crate::outcome::BenchOutcome;

/// An aim and what came of it.
pub(super) struct Verdict {
    pub(super) aim: &'static str,
    pub(super) found: String,
    pub(super) met: bool,
}

/// The aims of devices that meet, start and save. Middles are compared; of bytes and round trips, the most.
pub(super) fn of_devices(table: &BenchTable) -> BenchOutcome<Vec<Verdict>> {
    let middle = |part, name| table.spread(part, name).map(|spread| spread.median);
    let most = |part, name| table.spread(part, name).map(|spread| spread.max);
    let (ratio, samod) = (middle("a", "ratio")?, middle("a", "samod ratio")?);
    let changed = middle("b", "changed")?;
    let trips = most("c", "round trips")?;
    let bytes = most("c", "bytes from dialer")?.max(most("c", "bytes from listener")?);
    let start = middle("d", "start")?;
    let above = middle("e", "shown")? - middle("disk", "fsync")?;
    Ok(vec![
        verdict(
            "a. cold join: at most 3 times the sum of its floors, every signature checked",
            format!("{ratio:.2} times"),
            ratio <= 3.0,
        ),
        verdict(
            "a. cold join: not slower than samod",
            format!("{samod:.2} of samod's time"),
            samod <= 1.0,
        ),
        verdict(
            "b. one changed card: at most 10 ms",
            format!("{changed:.1} ms"),
            changed <= 10.0,
        ),
        verdict(
            "c. nothing new: 1 round trip, at most 256 bytes each way",
            format!("{trips:.0} round trip, {bytes:.0} bytes"),
            trips <= 1.0 && bytes <= 256.0,
        ),
        verdict(
            "d. start, a search answered: at most 300 ms, no automerge document loaded",
            format!("{start:.0} ms, none loaded"),
            start <= 300.0,
        ),
        verdict(
            "e. save → event at the other: at most 30 ms above the disk's fsync",
            format!("{above:.1} ms above"),
            above <= 30.0,
        ),
    ])
}

/// The aims of devices that have much for each other, or of which one is killed. The most is compared.
pub(super) fn of_network(table: &BenchTable) -> BenchOutcome<Vec<Verdict>> {
    let most = |name| table.spread("i", name).map(|spread| spread.max / 1_000.0);
    let (both_ways, back) = (most("both ways")?, most("back")?);
    Ok(vec![
        verdict(
            "i. 16 MiB for each other: at most 20 s",
            format!("{both_ways:.1} s"),
            both_ways <= 20.0,
        ),
        verdict(
            "i. killed and started again: met within 3 s, whoever had dialled",
            format!("{back:.1} s"),
            back <= 3.0,
        ),
    ])
}

/// The aims of searching. What 99 of 100 take is compared.
pub(super) fn of_searching(table: &BenchTable) -> BenchOutcome<Vec<Verdict>> {
    let nearly_most = |part, name| table.spread(part, name).map(|spread| spread.p99);
    let find = nearly_most("f large", "find")?;
    let trail = nearly_most("g", "trail")?;
    Ok(vec![
        verdict(
            "f. find in the large circle (10,000 cards), the index brought up to date after a change: p99 at most 20 ms",
            format!("{find:.1} ms"),
            find <= 20.0,
        ),
        verdict(
            "g. a trail with 300 members and 3,000 vouches: p99 at most 5 ms",
            format!("{trail:.3} ms"),
            trail <= 5.0,
        ),
    ])
}

const fn verdict(aim: &'static str, found: String, met: bool) -> Verdict {
    Verdict { aim, found, met }
}
