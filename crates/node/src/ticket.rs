//! The address ticket: where one device is, as a short text to type, paste or scan.
//!
//! Lower-case base32 of a version byte, the device's id, the number of its addresses, the
//! addresses, and the first four bytes of the BLAKE3 hash of all that. It is no secret and proves
//! nothing: who answers there must still show the device's key.

use std::collections::BTreeSet;
use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;

use data_encoding::BASE32_NOPAD;
use iroh::{EndpointAddr, EndpointId};

use crate::lan::addrs::{by_nearness, put_addr, take_addr};

/// The first byte of every ticket made here.
const VERSION: u8 = 1;

/// How many addresses a ticket carries at most; the nearest are kept.
pub const MAX_ADDRS: usize = 12;

/// How long a text may be to be looked at: room for [`MAX_ADDRS`] and for stray spaces.
const MAX_TEXT: usize = 1024;

/// Bytes of the checksum at the end.
const CHECKSUM: usize = 4;

/// Where a device is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    device: EndpointId,
    addrs: BTreeSet<SocketAddr>,
}

/// Why a text is no address ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    /// Longer than any ticket.
    #[error("the text is longer than any address ticket")]
    TooLong,
    /// A character that base32 does not have, or a character too many.
    #[error("the text is not base32")]
    NotBase32,
    /// Something was left out or mistyped.
    #[error("the checksum does not match: something is missing or mistyped")]
    Checksum,
    /// Made by a version that this one does not know.
    #[error("address tickets of version {0} are not known here")]
    Version(u8),
    /// The checksum is right and the content is not an id with addresses.
    #[error("the ticket does not hold a device and its addresses")]
    Content,
}

impl Ticket {
    /// A ticket for a device; of its addresses, the [`MAX_ADDRS`] most likely to be near.
    pub fn new<'a>(device: EndpointId, addrs: impl IntoIterator<Item = &'a SocketAddr>) -> Self {
        let addrs = by_nearness(addrs).into_iter().take(MAX_ADDRS).collect();
        Self { device, addrs }
    }

    /// A ticket for a device; of its addresses, the first [`MAX_ADDRS`].
    pub(crate) fn of_most_useful(device: EndpointId, addrs: Vec<SocketAddr>) -> Self {
        let addrs = addrs.into_iter().take(MAX_ADDRS).collect();
        Self { device, addrs }
    }

    /// Whose addresses they are.
    pub fn device(&self) -> EndpointId {
        self.device
    }

    /// The addresses.
    pub fn addrs(&self) -> &BTreeSet<SocketAddr> {
        &self.addrs
    }
}

impl From<&EndpointAddr> for Ticket {
    fn from(addr: &EndpointAddr) -> Self {
        Self::new(addr.id, addr.ip_addrs())
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(self.device.as_bytes());
        bytes.extend(u8::try_from(self.addrs.len()));
        for addr in &self.addrs {
            put_addr(&mut bytes, *addr);
        }
        let checksum = blake3::hash(&bytes);
        bytes.extend(checksum.as_bytes().iter().take(CHECKSUM));
        f.write_str(&BASE32_NOPAD.encode(&bytes).to_ascii_lowercase())
    }
}

impl FromStr for Ticket {
    type Err = TicketError;

    /// Reads a ticket; spaces, line breaks and hyphens inside and capital letters do not matter.
    fn from_str(text: &str) -> Result<Self, TicketError> {
        if text.len() > MAX_TEXT {
            return Err(TicketError::TooLong);
        }
        let letters: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let bytes = BASE32_NOPAD
            .decode(letters.as_bytes())
            .map_err(|_position| TicketError::NotBase32)?;
        let (body, checksum) = bytes
            .split_last_chunk::<CHECKSUM>()
            .ok_or(TicketError::Checksum)?;
        if !blake3::hash(body).as_bytes().starts_with(checksum) {
            return Err(TicketError::Checksum);
        }
        match body.split_first() {
            Some((&VERSION, content)) => read_content(content).ok_or(TicketError::Content),
            Some((&version, _)) => Err(TicketError::Version(version)),
            None => Err(TicketError::Content),
        }
    }
}

/// Reads what follows the version byte.
fn read_content(content: &[u8]) -> Option<Ticket> {
    let (device, content) = content.split_first_chunk::<32>()?;
    let device = EndpointId::from_bytes(device).ok()?;
    let (&count, mut rest) = content.split_first()?;
    if usize::from(count) > MAX_ADDRS {
        return None;
    }
    let mut addrs = BTreeSet::new();
    for _ in 0..count {
        addrs.insert(take_addr(&mut rest)?);
    }
    rest.is_empty().then_some(Ticket { device, addrs })
}

#[cfg(test)]
mod tests {
    use iroh::SecretKey;
    use rand::rngs::StdRng;
    use rand::{Rng, RngExt, SeedableRng};

    use super::*;

    fn device() -> EndpointId {
        SecretKey::from_bytes(&[5; 32]).public()
    }

    fn addrs(texts: &[&str]) -> Vec<SocketAddr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_ticket_survives_being_written_down() {
        for texts in [
            &[][..],
            &["192.168.1.9:50001"],
            &["10.0.0.1:1", "[2001:db8::1]:65535"],
        ] {
            let ticket = Ticket::new(device(), &addrs(texts));
            let text = ticket.to_string();
            assert!(
                text.bytes().all(|c| matches!(c, b'a'..=b'z' | b'2'..=b'7')),
                "{text}"
            );
            assert_eq!(text.parse(), Ok(ticket.clone()));
            let mut typed = text.to_ascii_uppercase();
            typed.insert(8, '\n');
            typed.insert(4, '-');
            assert_eq!(format!(" {typed}\r\n").parse(), Ok(ticket), "typed by hand");
        }
    }

    #[test]
    fn the_first_ticket_of_version_one_stays_readable() {
        let ticket = Ticket::new(device(), &addrs(&["192.168.1.9:50001"]));
        assert_eq!(
            ticket.to_string(),
            "afxhuhg5fgylpd6rhl2mkwmp572o6kuxczxdzjxs4t57ztmakbn7caieycuaccodkgrozva2"
        );
    }

    #[test]
    fn only_the_nearest_addresses_are_kept() {
        let mut many = addrs(&["192.168.1.9:1", "[fe80::1]:1", "0.0.0.0:1"]);
        many.extend((0..100).map(|n| SocketAddr::from(([172, 17, 0, n], 1))));
        let ticket = Ticket::new(device(), &many);
        assert_eq!(ticket.addrs().len(), MAX_ADDRS);
        assert!(
            ticket.addrs().contains(&many[0]),
            "the home network is the nearest"
        );
        assert!(ticket.to_string().len() < 250);
    }

    #[test]
    fn a_mistyped_or_shortened_ticket_is_refused() {
        let text = Ticket::new(device(), &addrs(&["192.168.1.9:50001"])).to_string();
        for at in 0..text.len() {
            let mut typed = text.clone().into_bytes();
            typed[at] = if typed[at] == b'q' { b'r' } else { b'q' };
            let read = String::from_utf8(typed).unwrap().parse::<Ticket>();
            assert!(read.is_err(), "letter {at} changed: {read:?}");
            let cut = text.get(..at).unwrap();
            assert!(cut.parse::<Ticket>().is_err(), "cut after {at} letters");
        }
        assert_eq!("otagai:join".parse::<Ticket>(), Err(TicketError::NotBase32));
        assert_eq!("".parse::<Ticket>(), Err(TicketError::Checksum));
        assert_eq!(
            "a".repeat(MAX_TEXT + 1).parse::<Ticket>(),
            Err(TicketError::TooLong)
        );
    }

    /// A text with a right checksum over any bytes.
    fn sealed(body: &[u8]) -> String {
        let mut bytes = body.to_vec();
        bytes.extend(&blake3::hash(body).as_bytes()[..CHECKSUM]);
        BASE32_NOPAD.encode(&bytes)
    }

    #[test]
    fn a_right_checksum_over_nonsense_is_refused() {
        let mut body = vec![VERSION];
        body.extend(device().as_bytes());
        assert_eq!(
            sealed(&[9, 9]).parse::<Ticket>(),
            Err(TicketError::Version(9))
        );
        assert_eq!(sealed(&[]).parse::<Ticket>(), Err(TicketError::Content));
        let tails: [&[u8]; 6] = [
            &[],
            &[0, 0],
            &[1],
            &[1, 5, 1, 1, 1, 1, 0, 1],
            &[1, 4, 1, 1, 1, 1, 0],
            &[255],
        ];
        for tail in tails {
            let text = sealed(&[&body, tail].concat());
            assert_eq!(
                text.parse::<Ticket>(),
                Err(TicketError::Content),
                "{tail:?}"
            );
        }
        assert!(
            sealed(&[body.as_slice(), &[0]].concat())
                .parse::<Ticket>()
                .is_ok()
        );
    }

    #[test]
    fn any_bytes_are_read_or_refused_and_never_panic() {
        let mut rng = StdRng::seed_from_u64(7);
        for _ in 0..20_000 {
            let mut body = vec![0; rng.random_range(0..80)];
            rng.fill_bytes(&mut body);
            if rng.random_bool(0.9) {
                // Far enough in to reach the addresses.
                let mut right = vec![VERSION];
                right.extend(device().as_bytes());
                body.splice(0..0, right);
            }
            if let Ok(ticket) = sealed(&body).parse::<Ticket>() {
                assert!(ticket.addrs().len() <= MAX_ADDRS);
            }
            let text: String = body.iter().map(|&byte| char::from(byte)).collect();
            assert!(text.parse::<Ticket>().is_err());
        }
    }
}
