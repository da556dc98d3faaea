//! What one announcement says: which device is where, sealed for the members of a circle.
//!
//! Every announcement carries [`RECORDS`] attributes of the same length. Each is either sealed
//! with the key of one circle or made of random bytes, and without a key nobody can tell which.
//! The name of the announcement is the nonce and part of what is authenticated, so a record says
//! nothing under any other name.

use std::net::SocketAddr;

use chacha20poly1305::XNonce;
use chacha20poly1305::aead::{Aead, Payload};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use iroh::EndpointId;
use rand::CryptoRng;
use zeroize::Zeroizing;

use super::addrs::{put_addr, take_addr};
use super::key::LanKey;

/// How many attributes an announcement has, whatever the number of circles.
pub(super) const RECORDS: usize = 3;

/// Bytes for addresses: six of IPv4 and two of IPv6, for example.
const ADDRS: usize = 80;

/// Bytes sealed in a record: the device, then its addresses, then zeros.
const PLAIN: usize = 32 + ADDRS;

/// Bytes of a record: what is sealed and the tag.
const SEALED: usize = PLAIN + 16;

/// Keeps these records apart from everything else that could be sealed with the same key.
const DOMAIN: &[u8] = b"otagai lan record v1";

/// The fresh name of an announcement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AnnouncedName([u8; 24]);

impl AnnouncedName {
    /// A name that was never used.
    pub(super) fn fresh(rng: &mut impl CryptoRng) -> Self {
        let mut name = [0; 24];
        rng.fill_bytes(&mut name);
        Self(name)
    }

    /// The name as a DNS label.
    pub(super) fn label(self) -> String {
        BASE32_NOPAD.encode(&self.0).to_ascii_lowercase()
    }

    /// Reads a DNS label; none where it is not one of ours.
    pub(super) fn from_label(label: &str) -> Option<Self> {
        let bytes = BASE32_NOPAD
            .decode(label.to_ascii_uppercase().as_bytes())
            .ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    fn nonce(&self) -> &XNonce {
        (&self.0).into()
    }

    fn associated(self) -> Vec<u8> {
        [DOMAIN, &self.0].concat()
    }
}

/// The attributes of an announcement: one for each of the first [`RECORDS`] present keys, the rest
/// random.
pub(super) fn seal(
    name: AnnouncedName,
    keys: &[LanKey],
    device: EndpointId,
    addrs: &[SocketAddr],
    rng: &mut impl CryptoRng,
) -> Vec<String> {
    let plain = Zeroizing::new(plain(device, addrs));
    let associated = name.associated();
    let mut records: Vec<Vec<u8>> = keys
        .iter()
        .filter(|key| key.announces())
        .take(RECORDS)
        .filter_map(|key| {
            let payload = Payload {
                msg: &plain,
                aad: &associated,
            };
            key.cipher().encrypt(name.nonce(), payload).ok()
        })
        .collect();
    while records.len() < RECORDS {
        let mut random = vec![0; SEALED];
        rng.fill_bytes(&mut random);
        records.push(random);
    }
    records
        .iter()
        .map(|record| BASE64URL_NOPAD.encode(record))
        .collect()
}

/// Opens an attribute with whichever key fits; none where none does.
pub(super) fn open(
    name: AnnouncedName,
    keys: &[LanKey],
    attribute: &str,
) -> Option<(EndpointId, Vec<SocketAddr>)> {
    let sealed = BASE64URL_NOPAD.decode(attribute.as_bytes()).ok()?;
    if sealed.len() != SEALED {
        return None;
    }
    let associated = name.associated();
    let plain = keys.iter().find_map(|key| {
        let payload = Payload {
            msg: &sealed,
            aad: &associated,
        };
        key.cipher().decrypt(name.nonce(), payload).ok()
    })?;
    let (device, mut rest) = plain.split_first_chunk::<32>()?;
    let device = EndpointId::from_bytes(device).ok()?;
    let mut addrs = Vec::new();
    while let Some(addr) = take_addr(&mut rest) {
        addrs.push(addr);
    }
    Some((device, addrs))
}

/// The device and as many of its addresses as fit, in the order given.
fn plain(device: EndpointId, addrs: &[SocketAddr]) -> Vec<u8> {
    let mut plain = device.as_bytes().to_vec();
    for addr in addrs.iter().copied() {
        let mut one = Vec::new();
        put_addr(&mut one, addr);
        if plain.len() + one.len() <= PLAIN {
            plain.extend(one);
        }
    }
    plain.resize(PLAIN, 0);
    plain
}

#[cfg(test)]
mod tests {
    use iroh::SecretKey;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    fn device() -> EndpointId {
        SecretKey::from_bytes(&[1; 32]).public()
    }

    fn key(n: u8) -> LanKey {
        LanKey::new([n; 32])
    }

    fn addrs() -> Vec<SocketAddr> {
        vec![
            "192.168.1.9:50001".parse().unwrap(),
            "[2001:db8::1]:50002".parse().unwrap(),
        ]
    }

    #[test]
    fn a_member_reads_what_a_member_announced() {
        let mut rng = StdRng::seed_from_u64(1);
        let name = AnnouncedName::fresh(&mut rng);
        let records = seal(name, &[key(1), key(2)], device(), &addrs(), &mut rng);
        for (record, n) in records.iter().zip([1, 2]) {
            assert_eq!(
                open(name, &[key(9), key(n)], record),
                Some((device(), addrs()))
            );
        }
        assert_eq!(AnnouncedName::from_label(&name.label()), Some(name));
    }

    #[test]
    fn an_earlier_key_is_understood_and_never_announced_with() {
        let mut rng = StdRng::seed_from_u64(5);
        let name = AnnouncedName::fresh(&mut rng);
        let keys = [LanKey::past([1; 32]), key(2)];
        let records = seal(name, &keys, device(), &addrs(), &mut rng);
        let opened = |key: LanKey| {
            let key = [key];
            records
                .iter()
                .any(|record| open(name, &key, record).is_some())
        };
        assert!(opened(key(2)), "whoever has the present key");
        assert!(!opened(key(1)), "whoever has the earlier key only");
        let records = seal(name, &[key(1)], device(), &addrs(), &mut rng);
        assert!(
            open(name, &keys, &records[0]).is_some(),
            "a member who missed the change"
        );
    }

    #[test]
    fn nobody_else_reads_it_and_no_record_passes_under_another_name() {
        let mut rng = StdRng::seed_from_u64(2);
        let (name, other) = (
            AnnouncedName::fresh(&mut rng),
            AnnouncedName::fresh(&mut rng),
        );
        let records = seal(name, &[key(1)], device(), &addrs(), &mut rng);
        assert_eq!(
            open(name, &[key(2), key(3)], &records[0]),
            None,
            "another circle's key"
        );
        assert_eq!(open(name, &[], &records[0]), None, "no key at all");
        assert_eq!(
            open(other, &[key(1)], &records[0]),
            None,
            "replayed under another name"
        );
        let mut bent = records[0].clone().into_bytes();
        for at in 0..bent.len() {
            bent[at] ^= 1;
            let text = String::from_utf8(bent.clone()).unwrap();
            assert_eq!(open(name, &[key(1)], &text), None, "letter {at} changed");
            bent[at] ^= 1;
        }
        assert_eq!(
            open(name, &[key(1)], records[0].get(4..).unwrap()),
            None,
            "shorter"
        );
        assert_eq!(open(name, &[key(1)], ""), None);
    }

    #[test]
    fn the_number_of_circles_and_of_addresses_does_not_show() {
        let mut rng = StdRng::seed_from_u64(3);
        let many: Vec<SocketAddr> = (0..50).map(|n| ([10, 0, 0, n], 1).into()).collect();
        for (circles, addrs) in [
            (0, vec![]),
            (1, addrs()),
            (2, vec![]),
            (3, many.clone()),
            (5, many),
        ] {
            let keys: Vec<LanKey> = (0..circles).map(key).collect();
            let records = seal(
                AnnouncedName::fresh(&mut rng),
                &keys,
                device(),
                &addrs,
                &mut rng,
            );
            let lengths: Vec<usize> = records.iter().map(String::len).collect();
            assert_eq!(
                lengths,
                [171; RECORDS],
                "{circles} circles, {} addresses",
                addrs.len()
            );
        }
    }

    #[test]
    fn two_announcements_of_the_same_have_nothing_in_common() {
        let mut rng = StdRng::seed_from_u64(4);
        let mut announce = || {
            let name = AnnouncedName::fresh(&mut rng);
            (
                name.label(),
                seal(name, &[key(1)], device(), &addrs(), &mut rng),
            )
        };
        let (first, second) = (announce(), announce());
        assert_ne!(first.0, second.0);
        assert!(first.1.iter().all(|record| !second.1.contains(record)));
    }

    #[test]
    fn a_foreign_label_is_no_name() {
        for label in ["", "printer", "a", &"a".repeat(38), &"a".repeat(40), "ä"] {
            assert_eq!(AnnouncedName::from_label(label), None, "{label:?}");
        }
    }
}
