//! Invitation links: `otagai:` and base64url, small enough for a QR code and a line of chat.
//!
//! A link says which circle, who invites, holds the seed of the one-time key, and names devices that can let the
//! newcomer in. The invitation itself is found by its one-time key; what the circle is for comes with its charter.
//! Reading a link acts on nothing and asks nobody.

mod pasted;

use crate::limits::forms;
use crate::{
    codec,
    id::{CircleId, DeviceId},
    limits, text,
};
use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::SigningKey;
use minicbor::{Decode, Encode};
use std::{fmt, net::SocketAddr, str::FromStr};

/// The scheme of every link of ours.
pub const SCHEME: &str = "otagai:";
/// Devices that a link names at most.
pub const HOSTS: usize = 4;
/// Addresses of one device at most.
pub const ADDRESSES: usize = 6;

/// What an invitation link holds.
#[derive(Clone, PartialEq, Eq)]
pub struct InviteLink {
    /// The circle.
    pub circle: CircleId,
    /// Its name, as the inviter wrote it.
    pub name: String,
    /// What the inviter is called.
    pub inviter: String,
    /// Seed of the one-time key.
    pub seed: [u8; 16],
    /// Members' devices that can let the newcomer in.
    pub hosts: Vec<Host>,
}

impl fmt::Debug for InviteLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "InviteLink(circle {}, {} hosts, ***)",
            self.circle.brief(),
            self.hosts.len()
        )
    }
}

/// A device and where it was last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// The device.
    pub device: DeviceId,
    /// Its addresses.
    pub addresses: Vec<SocketAddr>,
}

crate::refusals! {
    /// Why a link was not taken.
    #[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
    pub enum LinkError {
        /// No `otagai:` link in the text.
        #[error("there is no invitation link in this text")]
        NotOurs = "linkNotOurs",
            ja "貼り付けたものは、おたがいの招待リンクではありません。「otagai:」から始まるリンクを貼り付けてください。",
            en "What you pasted is not an invitation to Otagai. Please paste the link that begins with “otagai:”.";
        /// A character is missing or wrong.
        #[error("the link is damaged")]
        Damaged = "linkDamaged",
            ja "招待リンクが途中で切れているか、変わっています。送ってくれた方のリンクを、はじめから終わりまで写して貼り付けてください。",
            en "The invitation link is cut short or changed. Please copy it again from beginning to end and paste it here.";
        /// Longer than [`limits::LINK_CHARS`].
        #[error("the text is too long to be a link")]
        TooLong = "linkTooLong",
            ja "貼り付けたものが招待リンクにしては長すぎます。「otagai:」から始まる部分だけを貼り付けてください。",
            en "What you pasted is too long for an invitation link. Please paste only the part that begins with “otagai:”.";
        /// Made by a newer version.
        #[error("the link was made by a newer version")]
        Newer = "linkNewer";
    }
}

const VERSION: u8 = 1;
/// Characters of each name in a link.
const NAME_CHARS: usize = forms::NAME;
/// Version, length of what follows, checksum: the beginning of every link, also of a later version.
const HEAD_BYTES: usize = 9;
/// The same as characters of base64url.
const HEAD_CHARS: usize = 12;
/// Bytes of what a link says, at most.
const LINK_BYTES: usize = 2_048;
/// Characters behind the scheme, at most.
const CODE_CHARS: usize = (HEAD_BYTES + LINK_BYTES).div_ceil(3) * 4;

#[derive(Encode, Decode)]
#[cbor(array)]
struct LinkWire {
    #[n(0)]
    circle: CircleId,
    #[n(1)]
    name: String,
    #[n(2)]
    inviter: String,
    #[cbor(n(3), with = "minicbor::bytes")]
    seed: [u8; 16],
    #[n(4)]
    hosts: Vec<WireHost>,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct WireHost {
    #[n(0)]
    device: DeviceId,
    /// 6 bytes (IPv4 and port) or 18 bytes (IPv6 and port) each.
    #[n(1)]
    addresses: Vec<minicbor::bytes::ByteVec>,
}

impl InviteLink {
    /// The one-time key.
    pub fn one_time_key(&self) -> SigningKey {
        one_time_key(&self.seed)
    }

    /// Reads a link out of whatever was pasted, and whatever was done to it on its way: of all places where one
    /// may begin, the first at which a whole link stands.
    ///
    /// # Errors
    /// [`LinkError`] says what is wrong.
    pub fn parse(pasted: &str) -> Result<Self, LinkError> {
        if pasted.chars().nth(limits::LINK_CHARS).is_some() {
            return Err(LinkError::TooLong);
        }
        let mut newer = false;
        let read = pasted::find(pasted, |code| {
            let read = Self::read(code);
            newer |= read == Err(LinkError::Newer);
            let whole = read.is_ok();
            (read, whole)
        });
        match read.ok_or(LinkError::NotOurs)? {
            Err(_damaged) if newer => Err(LinkError::Newer),
            read => read,
        }
    }

    /// Reads the link that stands at the beginning of some code; what follows it is nothing of it.
    fn read(code: &[u8]) -> Result<Self, LinkError> {
        let (head, _) = code
            .split_at_checked(HEAD_CHARS)
            .ok_or(LinkError::Damaged)?;
        let head = decoded(head)?;
        let [version, high, low, checksum @ ..] = head.as_slice() else {
            return Err(LinkError::Damaged);
        };
        let length = u16::from_be_bytes([*high, *low]);
        let chars = BASE64URL_NOPAD.encode_len(HEAD_BYTES + usize::from(length));
        let whole = decoded(code.get(..chars).ok_or(LinkError::Damaged)?)?;
        let payload = whole.get(HEAD_BYTES..).unwrap_or_default();
        if checksum_of(*version, length, payload).as_slice() != checksum {
            return Err(LinkError::Damaged);
        }
        if *version != VERSION {
            return Err(LinkError::Newer);
        }
        let wire: LinkWire =
            codec::decode(payload, LINK_BYTES).map_err(|_detail| LinkError::Damaged)?;
        Self::from_wire(wire).ok_or(LinkError::Damaged)
    }

    fn from_wire(wire: LinkWire) -> Option<Self> {
        if wire.hosts.len() > HOSTS {
            return None;
        }
        let hosts = wire.hosts.into_iter().map(|host| {
            let addresses = host
                .addresses
                .iter()
                .map(|bytes| read_address(bytes))
                .collect::<Option<Vec<_>>>()?;
            (addresses.len() <= ADDRESSES).then_some(Host {
                device: host.device,
                addresses,
            })
        });
        Some(Self {
            circle: wire.circle,
            name: text::required(&wire.name, NAME_CHARS).ok()?,
            inviter: text::required(&wire.inviter, NAME_CHARS).ok()?,
            seed: wire.seed,
            hosts: hosts.collect::<Option<Vec<_>>>()?,
        })
    }
}

/// The one-time key behind a seed.
pub fn one_time_key(seed: &[u8; 16]) -> SigningKey {
    SigningKey::from_bytes(&blake3::derive_key(
        "otagai 2026 one-time key of an invitation",
        seed,
    ))
}

impl fmt::Display for InviteLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wire = LinkWire {
            circle: self.circle,
            name: self.name.chars().take(NAME_CHARS).collect(),
            inviter: self.inviter.chars().take(NAME_CHARS).collect(),
            seed: self.seed,
            hosts: self
                .hosts
                .iter()
                .take(HOSTS)
                .map(|host| WireHost {
                    device: host.device,
                    addresses: host
                        .addresses
                        .iter()
                        .take(ADDRESSES)
                        .map(write_address)
                        .collect(),
                })
                .collect(),
        };
        let payload = codec::encode(&wire);
        // Two names of bounded length and the addresses of a few devices: some hundred bytes.
        let length = u16::try_from(payload.len()).map_err(|_too_long| fmt::Error)?;
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&checksum_of(VERSION, length, &payload));
        bytes.extend_from_slice(&payload);
        write!(f, "{SCHEME}{}", BASE64URL_NOPAD.encode(&bytes))
    }
}

impl FromStr for InviteLink {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, LinkError> {
        Self::parse(text)
    }
}

fn decoded(code: &[u8]) -> Result<Vec<u8>, LinkError> {
    BASE64URL_NOPAD
        .decode(code)
        .map_err(|_detail| LinkError::Damaged)
}

/// Six bytes: any place in a long text may be tried, and none is to be taken for a link by chance.
fn checksum_of(version: u8, length: u16, payload: &[u8]) -> [u8; 6] {
    let mut hasher = blake3::Hasher::new_derive_key("otagai 2026 checksum of a link");
    hasher.update(&[version]);
    hasher.update(&length.to_be_bytes());
    hasher.update(payload);
    *hasher
        .finalize()
        .as_bytes()
        .first_chunk()
        .unwrap_or(&[0; 6])
}

fn write_address(address: &SocketAddr) -> minicbor::bytes::ByteVec {
    let mut bytes = match address {
        SocketAddr::V4(v4) => v4.ip().octets().to_vec(),
        SocketAddr::V6(v6) => v6.ip().octets().to_vec(),
    };
    bytes.extend_from_slice(&address.port().to_be_bytes());
    bytes.into()
}

fn read_address(bytes: &[u8]) -> Option<SocketAddr> {
    let (ip, port) = bytes.split_last_chunk::<2>()?;
    let port = u16::from_be_bytes(*port);
    if let Ok(v4) = <[u8; 4]>::try_from(ip) {
        return Some(SocketAddr::from((v4, port)));
    }
    <[u8; 16]>::try_from(ip)
        .ok()
        .map(|v6| SocketAddr::from((v6, port)))
}

#[cfg(test)]
mod tests;
