//! Tests of what is noticed in a room full of devices, without a network.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use iroh::{EndpointId, SecretKey};
use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio::time::Instant;

use super::key::LanKey;
use super::record::{AnnouncedName, seal};
use super::sightings::{GRACE, LanEvent, MAX_OPENED, Sightings};

fn device(n: u8) -> EndpointId {
    SecretKey::from_bytes(&[n; 32]).public()
}

fn key(n: u8) -> LanKey {
    LanKey::new([n; 32])
}

fn addr(n: u8) -> SocketAddr {
    ([192, 168, 1, n], 1000).into()
}

/// Announces as others would, and hears it.
struct Room {
    rng: StdRng,
    now: Instant,
    sightings: Sightings,
}

impl Room {
    fn new() -> Self {
        let now = Instant::now();
        let mut sightings = Sightings::new(device(0), now);
        assert!(sightings.set_keys(vec![key(1)]).is_empty());
        Self {
            rng: StdRng::seed_from_u64(1),
            now,
            sightings,
        }
    }

    fn hear(&mut self, (label, records): &(String, Vec<String>)) -> Option<LanEvent> {
        self.sightings
            .heard(label, records.iter().map(String::as_str), self.now)
    }

    fn announce(&mut self, who: u8, at: SocketAddr, with: u8) -> (String, Vec<String>) {
        let name = AnnouncedName::fresh(&mut self.rng);
        (
            name.label(),
            seal(name, &[key(with)], device(who), &[at], &mut self.rng),
        )
    }
}

fn seen(who: u8, addrs: &[SocketAddr]) -> LanEvent {
    LanEvent::Seen {
        device: device(who),
        addrs: addrs.to_vec(),
    }
}

fn gone(who: u8) -> Vec<LanEvent> {
    vec![LanEvent::Gone {
        device: device(who),
    }]
}

#[test]
fn a_device_is_seen_once_and_gone_once() {
    let mut room = Room::new();
    let first = room.announce(1, addr(1), 1);
    assert_eq!(room.hear(&first), Some(seen(1, &[addr(1)])));
    assert_eq!(room.hear(&first), None, "nothing new");
    assert_eq!(
        room.sightings.near(),
        BTreeMap::from([(device(1), vec![addr(1)])])
    );
    let moved = room.announce(1, addr(2), 1);
    assert_eq!(
        room.hear(&moved),
        Some(seen(1, &[addr(1), addr(2)])),
        "the old one may still be good"
    );
    room.sightings.silent(&first.0, room.now);
    room.now += GRACE;
    let events = room.sightings.sweep(room.now);
    assert!(
        events.is_empty(),
        "still there under its new name: {events:?}"
    );
    assert_eq!(
        room.sightings.near(),
        BTreeMap::from([(device(1), vec![addr(2)])])
    );
    room.sightings.silent(&moved.0, room.now);
    assert_eq!(room.sightings.sweep(room.now + GRACE), gone(1));
    assert!(room.sightings.near().is_empty());
}

#[test]
fn a_few_lost_packets_are_not_a_departure() {
    let mut room = Room::new();
    let first = room.announce(1, addr(1), 1);
    assert!(room.hear(&first).is_some());
    room.sightings.silent(&first.0, room.now);
    assert_eq!(room.hear(&first), None, "heard again in time");
    assert!(room.sightings.sweep(room.now + 2 * GRACE).is_empty());
}

#[test]
fn strangers_and_oneself_are_not_noticed() {
    let mut room = Room::new();
    for (who, with) in [(1, 2), (0, 1)] {
        let announced = room.announce(who, addr(1), with);
        assert_eq!(room.hear(&announced), None);
    }
    assert_eq!(
        room.sightings
            .heard("printer", ["a=b"].into_iter(), room.now),
        None
    );
}

#[test]
fn after_a_change_of_network_whoever_stays_silent_is_gone() {
    let mut room = Room::new();
    let (one, two) = (room.announce(1, addr(1), 1), room.announce(2, addr(2), 1));
    assert!(room.hear(&one).is_some() && room.hear(&two).is_some());
    room.sightings.listen_anew(room.now);
    assert_eq!(room.hear(&one), None, "known already");
    assert!(room.sightings.sweep(room.now).is_empty(), "not yet");
    assert_eq!(room.sightings.sweep(room.now + GRACE), gone(2));
}

#[test]
fn a_lost_key_takes_its_devices_along() {
    let mut room = Room::new();
    assert!(room.sightings.set_keys(vec![key(1), key(2)]).is_empty());
    let (one, two) = (room.announce(1, addr(1), 1), room.announce(2, addr(2), 2));
    assert!(room.hear(&one).is_some() && room.hear(&two).is_some());
    assert_eq!(room.sightings.set_keys(vec![key(2)]), gone(1));
}

#[test]
fn a_flood_of_strange_announcements_is_not_looked_at() {
    let mut room = Room::new();
    for _ in 0..MAX_OPENED {
        let stranger = room.announce(3, addr(3), 3);
        assert_eq!(room.hear(&stranger), None);
    }
    let friend = room.announce(1, addr(1), 1);
    assert_eq!(room.hear(&friend), None, "no time left in this second");
    room.now += Duration::from_secs(1);
    assert!(room.hear(&friend).is_some(), "heard again in the next");
}
