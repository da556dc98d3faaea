//! Sections 16 and 17: invitation links and address tickets.

use super::{
    cbor::Value,
    names::{Id, first, kdf},
};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use ed25519_dalek::SigningKey;
use std::net::{IpAddr, SocketAddr};

/// What an invitation link holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) circle: Id,
    pub(crate) name: String,
    pub(crate) inviter: String,
    pub(crate) seed: [u8; 16],
    /// Devices and their addresses.
    pub(crate) hosts: Vec<(Id, Vec<SocketAddr>)>,
}

/// Of the version, the length and what the link says.
fn checksum(start: &[u8], said: &[u8]) -> [u8; 6] {
    first(&kdf("otagai 2026 checksum of a link", &[start, said]))
}

/// The one-time key behind the seed of a link.
pub(crate) fn one_time_key(seed: &[u8; 16]) -> SigningKey {
    SigningKey::from_bytes(&kdf("otagai 2026 one-time key of an invitation", &[seed]))
}

impl Link {
    pub(crate) fn read(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD
            .decode(text.strip_prefix("otagai:")?.as_bytes())
            .ok()?;
        let (start, rest) = bytes.split_first_chunk::<3>()?;
        let (sum, said) = rest.split_first_chunk::<6>()?;
        let length = u16::from_be_bytes([start[1], start[2]]);
        if start[0] != 1 || usize::from(length) != said.len() || checksum(start, said) != *sum {
            return None;
        }
        let link = Value::read(said)?;
        let [circle, name, inviter, seed, hosts] = link.fields()?;
        let hosts = hosts.list()?.iter().map(|host| {
            let [device, addresses] = host.fields()?;
            let addresses = addresses.list()?.iter().map(|one| address(one.bytes()?));
            Some((device.array()?, addresses.collect::<Option<_>>()?))
        });
        Some(Self {
            circle: circle.array()?,
            name: name.text()?.to_owned(),
            inviter: inviter.text()?.to_owned(),
            seed: seed.array()?,
            hosts: hosts.collect::<Option<_>>()?,
        })
    }

    /// The text of a link without hosts.
    pub(crate) fn written(&self) -> String {
        let link = Value::record([
            self.circle.into(),
            self.name.as_str().into(),
            self.inviter.as_str().into(),
            self.seed.into(),
            Value::List(Vec::new()),
        ]);
        let said = link.to_bytes();
        let [high, low] = u16::try_from(said.len()).unwrap_or_default().to_be_bytes();
        let start = [1, high, low];
        let bytes = [start.as_slice(), &checksum(&start, &said), &said].concat();
        format!("otagai:{}", BASE64URL_NOPAD.encode(&bytes))
    }
}

fn address(bytes: &[u8]) -> Option<SocketAddr> {
    let (ip, port) = bytes.split_last_chunk::<2>()?;
    let ip = match ip.len() {
        4 => IpAddr::from(<[u8; 4]>::try_from(ip).ok()?),
        _ => IpAddr::from(<[u8; 16]>::try_from(ip).ok()?),
    };
    Some((ip, u16::from_be_bytes(*port)).into())
}

/// The ticket of a device at some addresses.
pub(crate) fn ticket(device: &Id, addresses: &[SocketAddr]) -> String {
    let mut bytes = [&[1], device.as_slice()].concat();
    bytes.extend(u8::try_from(addresses.len()));
    for address in addresses {
        match address.ip() {
            IpAddr::V4(ip) => bytes.extend([&[4], ip.octets().as_slice()].concat()),
            IpAddr::V6(ip) => bytes.extend([&[6], ip.octets().as_slice()].concat()),
        }
        bytes.extend(address.port().to_be_bytes());
    }
    let sum: [u8; 4] = first(blake3::hash(&bytes).as_bytes());
    bytes.extend(sum);
    BASE32_NOPAD.encode(&bytes).to_ascii_lowercase()
}
