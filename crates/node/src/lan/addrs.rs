//! Addresses as they are told to other devices: which are worth it, and their bytes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The addresses worth telling another device, the most likely to be near first.
///
/// Unspecified, multicast and IPv6 link-local ones are left out: nobody else can dial them.
pub(crate) fn by_nearness<'a>(addrs: impl IntoIterator<Item = &'a SocketAddr>) -> Vec<SocketAddr> {
    let mut ranked: Vec<(u8, SocketAddr)> = addrs
        .into_iter()
        .filter_map(|addr| Some((nearness(addr.ip())?, *addr)))
        .collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked
        .into_iter()
        .map(|(_, addr)| SocketAddr::new(addr.ip(), addr.port()))
        .collect()
}

/// Rank of an address: home networks before those that programs make on one computer.
fn nearness(ip: IpAddr) -> Option<u8> {
    if ip.is_unspecified() || ip.is_multicast() {
        return None;
    }
    match ip {
        IpAddr::V4(v4) => Some(match v4.octets() {
            [192, 168, ..] => 0,
            [10, ..] => 1,
            [169, 254, ..] => 4,
            [127, ..] => 6,
            // Container bridges live here by default.
            [172, 16..=31, ..] => 5,
            _ => 2,
        }),
        IpAddr::V6(v6) if v6.is_unicast_link_local() => None,
        IpAddr::V6(v6) => Some(if v6.is_loopback() { 6 } else { 3 }),
    }
}

/// Appends an address: 4 or 6, the IP address, the port.
pub(crate) fn put_addr(bytes: &mut Vec<u8>, addr: SocketAddr) {
    match addr.ip() {
        IpAddr::V4(ip) => {
            bytes.push(4);
            bytes.extend(ip.octets());
        }
        IpAddr::V6(ip) => {
            bytes.push(6);
            bytes.extend(ip.octets());
        }
    }
    bytes.extend(addr.port().to_be_bytes());
}

/// Takes an address from the front; none where there is none.
pub(crate) fn take_addr(bytes: &mut &[u8]) -> Option<SocketAddr> {
    let (kind, rest) = bytes.split_first()?;
    let (ip, rest) = match kind {
        4 => {
            let (octets, rest) = rest.split_first_chunk::<4>()?;
            (IpAddr::from(Ipv4Addr::from(*octets)), rest)
        }
        6 => {
            let (octets, rest) = rest.split_first_chunk::<16>()?;
            (IpAddr::from(Ipv6Addr::from(*octets)), rest)
        }
        _ => return None,
    };
    let (port, rest) = rest.split_first_chunk::<2>()?;
    *bytes = rest;
    Some(SocketAddr::new(ip, u16::from_be_bytes(*port)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_addresses_come_first_and_useless_ones_not_at_all() {
        let addrs: Vec<SocketAddr> = [
            "127.0.0.1:1",
            "[::1]:1",
            "172.17.0.1:1",
            "[2001:db8::1]:1",
            "[fe80::1]:1",
            "0.0.0.0:1",
            "10.0.0.1:1",
            "224.0.0.251:1",
            "192.168.1.9:1",
            "192.168.1.9:1",
        ]
        .iter()
        .map(|text| text.parse().unwrap())
        .collect();
        let sorted: Vec<String> = by_nearness(&addrs)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            sorted,
            [
                "192.168.1.9:1",
                "10.0.0.1:1",
                "[2001:db8::1]:1",
                "172.17.0.1:1",
                "127.0.0.1:1",
                "[::1]:1"
            ]
        );
    }

    #[test]
    fn addresses_come_back_from_their_bytes() {
        let addrs: [SocketAddr; 2] = [
            ([192, 168, 1, 9], 65535).into(),
            (Ipv6Addr::LOCALHOST, 1).into(),
        ];
        let mut bytes = Vec::new();
        for addr in addrs {
            put_addr(&mut bytes, addr);
        }
        let mut rest = bytes.as_slice();
        assert_eq!(
            [take_addr(&mut rest), take_addr(&mut rest)],
            addrs.map(Some)
        );
        assert_eq!(take_addr(&mut rest), None, "nothing is left");
        assert_eq!(
            take_addr(&mut [5, 1, 1, 1, 1, 1, 1].as_slice()),
            None,
            "no such kind"
        );
        for cut in 0..7 {
            assert_eq!(take_addr(&mut &bytes[..cut]), None, "cut after {cut} bytes");
        }
    }
}
