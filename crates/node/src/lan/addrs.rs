//! Addresses as they are told to other devices: which are worth it, and their bytes.

use super::interfaces::{Behind, Interfaces};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Addresses of any device worth telling another one, the most likely to be near first.
///
/// Unspecified, multicast and IPv6 link-local ones are left out: nobody else can dial them.
pub(crate) fn by_nearness<'a>(addrs: impl IntoIterator<Item = &'a SocketAddr>) -> Vec<SocketAddr> {
    by_usefulness(addrs, &Interfaces::default())
}

/// The same of this computer's addresses, of which it is known what stands behind them: a cable or Wi-Fi comes before a
/// tunnel, and last what exists only in this computer.
pub(crate) fn by_usefulness<'a>(
    addrs: impl IntoIterator<Item = &'a SocketAddr>,
    interfaces: &Interfaces,
) -> Vec<SocketAddr> {
    let mut ranked: Vec<(u8, SocketAddr)> = addrs
        .into_iter()
        .filter_map(|addr| Some((rank(addr.ip(), interfaces.behind(addr.ip()))?, *addr)))
        .collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked
        .into_iter()
        .map(|(_, addr)| SocketAddr::new(addr.ip(), addr.port()))
        .collect()
}

/// Rank of an address; none where nobody else can dial it.
fn rank(ip: IpAddr, behind: Option<Behind>) -> Option<u8> {
    if ip.is_unspecified() || ip.is_multicast() {
        return None;
    }
    if matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local()) {
        return None;
    }
    if ip.is_loopback() {
        return Some(7);
    }
    Some(match (behind, ip) {
        (Some(Behind::Tunnel), _) => 5,
        (Some(Behind::Inside), _) => 6,
        (_, IpAddr::V6(_)) => 3,
        (known, IpAddr::V4(v4)) => match v4.octets() {
            [192, 168, ..] => 0,
            [169, 254, ..] => 4,
            // The network of a house or an office, as likely as the others.
            [10, ..] | [172, 16..=31, ..] if known.is_some() => 0,
            // Where nothing is known: often a tunnel's, or a bridge's.
            [10, ..] => 1,
            [100, 64..=127, ..] => 5,
            [172, 16..=31, ..] => 6,
            _ => 2,
        },
    })
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

    /// Of a computer, and what stands behind each.
    type Addresses = &'static [(&'static str, Behind)];

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
    fn what_stands_behind_an_address_counts_more_than_its_numbers() {
        use Behind::{Inside, Network, Tunnel};
        // The addresses of a computer with what stands behind them, and the order in which they are told.
        let tables: [(&str, Addresses, &[&str]); 6] = [
            (
                "six bridges of containers beside the cable",
                &[
                    ("172.17.0.1", Inside),
                    ("172.18.0.1", Inside),
                    ("172.19.0.1", Inside),
                    ("172.20.0.1", Inside),
                    ("172.21.0.1", Inside),
                    ("172.22.0.1", Inside),
                    ("192.168.1.9", Network),
                ],
                &[
                    "192.168.1.9",
                    "172.17.0.1",
                    "172.18.0.1",
                    "172.19.0.1",
                    "172.20.0.1",
                    "172.21.0.1",
                    "172.22.0.1",
                ],
            ),
            (
                "an office with 172.20, a virtual machine with 192.168",
                &[("172.20.4.7", Network), ("192.168.122.1", Inside)],
                &["172.20.4.7", "192.168.122.1"],
            ),
            (
                "a tunnel with 10, the house with 192.168",
                &[("10.8.0.2", Tunnel), ("192.168.1.9", Network)],
                &["192.168.1.9", "10.8.0.2"],
            ),
            (
                "a tunnel with 10, the house with IPv6 only, a bridge",
                &[
                    ("10.8.0.2", Tunnel),
                    ("2001:db8::9", Network),
                    ("172.17.0.1", Inside),
                ],
                &["2001:db8::9", "10.8.0.2", "172.17.0.1"],
            ),
            (
                "a cable on which nobody gives addresses, and a bridge",
                &[("169.254.7.9", Network), ("172.17.0.1", Inside)],
                &["169.254.7.9", "172.17.0.1"],
            ),
            (
                "a house with 10 and a tunnel with 192.168",
                &[("192.168.77.2", Tunnel), ("10.0.1.9", Network)],
                &["10.0.1.9", "192.168.77.2"],
            ),
        ];
        for (what, addresses, expected) in tables {
            let of = |text: &str| -> IpAddr { text.parse().unwrap() };
            let interfaces: Interfaces = addresses.iter().map(|(ip, by)| (of(ip), *by)).collect();
            let all: Vec<SocketAddr> = addresses
                .iter()
                .map(|(ip, _)| SocketAddr::new(of(ip), 7))
                .collect();
            let told: Vec<String> = by_usefulness(&all, &interfaces)
                .iter()
                .map(|addr| addr.ip().to_string())
                .collect();
            assert_eq!(told, expected, "{what}");
        }
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
