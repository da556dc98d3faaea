use super::*;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use std::collections::BTreeMap;

const LOWER: DeviceId = DeviceId::from_bytes([1; 32]);
const HIGHER: DeviceId = DeviceId::from_bytes([2; 32]);
const FIRST: ProgramRun = ProgramRun([1; 16]);
const SECOND: ProgramRun = ProgramRun([2; 16]);

#[test]
fn who_takes_whose_place() {
    let begin = Instant::now();
    let made = |dialer, run, ms| ConnectionFacts {
        dialer,
        run,
        at: begin + Duration::from_millis(ms),
    };
    // Open, new, and whether the new one is kept.
    for (what, old, new, kept) in [
        (
            "killed and started again; I had dialled, my id is lower",
            made(LOWER, FIRST, 0),
            made(HIGHER, SECOND, 900),
            true,
        ),
        (
            "the same, and it was the other one that had dialled",
            made(HIGHER, FIRST, 0),
            made(HIGHER, SECOND, 900),
            true,
        ),
        (
            "both dialled at once: the lower id's is open",
            made(LOWER, FIRST, 0),
            made(HIGHER, FIRST, 30),
            false,
        ),
        (
            "both dialled at once: the higher id's is open",
            made(HIGHER, FIRST, 0),
            made(LOWER, FIRST, 30),
            true,
        ),
        (
            "both dialled at once, and the first word of the older one came later",
            made(LOWER, FIRST, 30),
            made(HIGHER, FIRST, 0),
            false,
        ),
        (
            "dialled anew by the same device, which is somewhere else now",
            made(LOWER, FIRST, 0),
            made(LOWER, FIRST, 30),
            true,
        ),
        (
            "the older one of the same dialer, late",
            made(LOWER, FIRST, 30),
            made(LOWER, FIRST, 0),
            false,
        ),
        (
            "dialled anew by the other device, which has lost the old one",
            made(LOWER, FIRST, 0),
            made(HIGHER, FIRST, 10_000),
            true,
        ),
    ] {
        assert_eq!(new.replaces(&old), kept, "{what}");
    }
}

/// What will happen, by the millisecond, and then in the order of noting.
#[derive(Debug, Clone, Copy)]
enum Event {
    /// A side has not got a connection, and dials.
    Dials(usize),
    /// A connection stands at a side.
    Stands(usize, usize),
    /// Its first word has come there.
    Greeted(usize, usize),
    /// A side hears that a connection was closed.
    Closed(usize, usize),
    /// A side is killed and starts again.
    Restarts(usize),
}

#[derive(Debug, Clone, Copy)]
struct Link {
    dialer: usize,
    /// In which run each side speaks.
    runs: [u8; 2],
    /// When it stood at each side, ms.
    stood: [Option<u64>; 2],
    closed: [bool; 2],
}

/// Two devices, and the connections between them.
struct Pair {
    rng: StdRng,
    now: u64,
    number: u64,
    events: BTreeMap<(u64, u64), Event>,
    links: Vec<Link>,
    runs: [u8; 2],
    open: [Option<usize>; 2],
    replaced: usize,
}

impl Pair {
    fn after(&mut self, ms: u64, event: Event) {
        self.number += 1;
        self.events.insert((self.now + ms, self.number), event);
    }

    fn delay(&mut self) -> u64 {
        self.rng.random_range(1..80)
    }

    fn close(&mut self, link: usize, side: usize) {
        self.links[link].closed[side] = true;
        let delay = self.delay();
        self.after(delay, Event::Closed(link, 1 - side));
    }

    /// A side that has lost its connection dials after a second, the higher id a moment later.
    fn dials_again(&mut self, side: usize) {
        let wait = 1_000 + 700 * side as u64 + self.delay();
        self.after(wait, Event::Dials(side));
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Dials(side) => {
                if self.open[side].is_some() {
                    return;
                }
                self.links.push(Link {
                    dialer: side,
                    runs: self.runs,
                    stood: [None; 2],
                    closed: [false; 2],
                });
                let link = self.links.len() - 1;
                for side in [0, 1] {
                    let delay = self.delay();
                    self.after(delay, Event::Stands(link, side));
                }
            }
            Event::Stands(link, side) => {
                if self.links[link].runs != self.runs {
                    return;
                }
                self.links[link].stood[side] = Some(self.now);
                let delay = self.delay();
                self.after(delay, Event::Greeted(link, side));
            }
            Event::Greeted(link, side) => self.greeted(link, side),
            Event::Closed(link, side) => {
                let found = self.links[link];
                if found.runs[side] == self.runs[side] && !found.closed[side] {
                    self.links[link].closed[side] = true;
                    if self.open[side] == Some(link) {
                        self.open[side] = None;
                        self.dials_again(side);
                    }
                }
            }
            Event::Restarts(side) => {
                self.runs[side] += 1;
                self.open[side] = None;
                let wait = 700 * side as u64;
                self.after(wait, Event::Dials(side));
            }
        }
    }

    fn made(&self, link: usize, side: usize, begin: Instant) -> ConnectionFacts {
        let link = self.links[link];
        ConnectionFacts {
            dialer: [LOWER, HIGHER][link.dialer],
            run: ProgramRun([link.runs[1 - side]; 16]),
            at: begin + Duration::from_millis(link.stood[side].unwrap()),
        }
    }

    fn greeted(&mut self, link: usize, side: usize) {
        let found = self.links[link];
        if found.runs[side] != self.runs[side] || found.closed[side] {
            return;
        }
        // Only the difference counts.
        let begin = Instant::now();
        if let Some(old) = self.open[side] {
            let new = self.made(link, side, begin);
            if !new.replaces(&self.made(old, side, begin)) {
                return self.close(link, side);
            }
            self.close(old, side);
            self.replaced += 1;
        }
        self.open[side] = Some(link);
    }

    /// Lets everything happen; how many events that took.
    fn settle(&mut self, most: usize) -> usize {
        let mut events = 0;
        while let Some(((at, _), event)) = self.events.pop_first() {
            self.now = at;
            self.happens(event);
            events += 1;
            assert!(events < most, "they never come to rest: {:?}", self.links);
        }
        events
    }
}

#[test]
fn however_two_devices_dial_and_die_they_end_with_one_connection_and_rest() {
    for seed in 0..2_000 {
        let mut pair = Pair {
            rng: StdRng::seed_from_u64(seed),
            now: 0,
            number: 0,
            events: BTreeMap::new(),
            links: Vec::new(),
            runs: [1, 1],
            open: [None; 2],
            replaced: 0,
        };
        for side in [0, 1] {
            let wait = pair.rng.random_range(0..300);
            pair.after(wait, Event::Dials(side));
        }
        pair.settle(200);
        assert!(pair.replaced <= 2, "seed {seed}: each side once at most");
        for _ in 0..3 {
            let [lower, higher] = pair.open;
            assert!(lower.is_some() && lower == higher, "seed {seed}: {pair:?}");
            let side = pair.rng.random_range(0..2);
            let wait = pair.rng.random_range(0..20_000);
            pair.after(wait, Event::Restarts(side));
            pair.settle(200);
        }
        let [lower, higher] = pair.open;
        assert!(lower.is_some() && lower == higher, "seed {seed}: {pair:?}");
    }
}

impl std::fmt::Debug for Pair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:?} of {:?}, runs {:?}",
            self.open, self.links, self.runs
        )
    }
}
