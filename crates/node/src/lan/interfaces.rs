//! What stands behind an address of this computer: a cable or Wi-Fi, a tunnel to somewhere else, or a network that
//! exists only inside the computer.
//!
//! Programs for containers and virtual machines make bridges with addresses of their own, often half a dozen; nobody
//! outside can reach them, and by their numbers alone they cannot be told from the network of a house.

use netdev::{Interface, interface::types::InterfaceType};
use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr},
};

/// What stands behind an address, the most useful first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Behind {
    /// A cable or Wi-Fi.
    Network,
    /// A tunnel: whoever uses the same one can be reached through it.
    Tunnel,
    /// Only what runs in this computer.
    Inside,
}

/// How names of interfaces begin that programs for containers and virtual machines make.
const INSIDE: [&str; 21] = [
    "br-", "bridge1", "cali", "cilium", "cni", "docker", "flannel", "incusbr", "kube", "lxcbr",
    "lxdbr", "mpqemubr", "nerdctl", "podman", "vboxnet", "veth", "virbr", "vmenet", "vmnet",
    "vnet", "waydroid",
];
/// What Windows says of theirs.
const INSIDE_WORDS: [&str; 6] = [
    "docker",
    "host-only",
    "hyper-v",
    "virtualbox",
    "vmware",
    "wsl",
];
/// How names of tunnels begin.
const TUNNEL: [&str; 14] = [
    "cscotun",
    "feth",
    "gpd",
    "ham",
    "ipsec",
    "mullvad",
    "nordlynx",
    "ppp",
    "proton",
    "tailscale",
    "tap",
    "tun",
    "utun",
    "wg",
];
/// What Windows says of theirs.
const TUNNEL_WORDS: [&str; 12] = [
    "anyconnect",
    "fortinet",
    "hamachi",
    "openvpn",
    "pangp",
    "tailscale",
    "tap-",
    "tunnel",
    "vpn",
    "wintun",
    "wireguard",
    "zerotier",
];

/// The addresses of this computer, and what stands behind each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Interfaces(BTreeMap<IpAddr, Behind>);

impl Interfaces {
    /// Those that are there now. Asks the system, which takes some milliseconds.
    pub(crate) fn of_this_computer() -> Self {
        let mut all = BTreeMap::new();
        for interface in netdev::get_interfaces() {
            if interface.is_up() && !interface.is_loopback() {
                let behind = behind(&InterfaceReport::from(&interface));
                all.extend(interface.ip_addrs().into_iter().map(|ip| (ip, behind)));
            }
        }
        Self(all)
    }

    /// What stands behind an address; none where it is not of this computer, or not known.
    pub(crate) fn behind(&self, ip: IpAddr) -> Option<Behind> {
        self.0.get(&ip).copied()
    }

    /// Addresses that this computer gave itself on a cable or Wi-Fi where nobody else gives any.
    pub(crate) fn self_given(&self) -> impl Iterator<Item = Ipv4Addr> {
        self.0.iter().filter_map(|(ip, behind)| match ip {
            IpAddr::V4(ip) if ip.is_link_local() && *behind == Behind::Network => Some(*ip),
            _ => None,
        })
    }
}

#[cfg(test)]
impl FromIterator<(IpAddr, Behind)> for Interfaces {
    fn from_iter<T: IntoIterator<Item = (IpAddr, Behind)>>(all: T) -> Self {
        Self(all.into_iter().collect())
    }
}

/// What the system says of an interface, as far as it tells what stands behind.
#[derive(Debug, Clone, Default)]
struct InterfaceReport {
    name: String,
    /// Names for people, in small letters.
    words: String,
    is_tunnel: bool,
    has_gateway: bool,
}

impl From<&Interface> for InterfaceReport {
    fn from(interface: &Interface) -> Self {
        let words = [&interface.friendly_name, &interface.description];
        let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
        Self {
            name: interface.name.to_lowercase(),
            words: words.join(" ").to_lowercase(),
            is_tunnel: interface.is_tun()
                || matches!(
                    interface.if_type,
                    InterfaceType::Tunnel | InterfaceType::Ppp
                ),
            has_gateway: interface.gateway.is_some(),
        }
    }
}

fn behind(about: &InterfaceReport) -> Behind {
    let begins = |with: &[&str]| with.iter().any(|with| about.name.starts_with(with));
    let says = |words: &[&str]| words.iter().any(|word| about.words.contains(word));
    // ZeroTier: `zt` and letters that are drawn.
    let is_zerotier = about.name.starts_with("zt");
    if about.is_tunnel || is_zerotier || begins(&TUNNEL) || says(&TUNNEL_WORDS) {
        return Behind::Tunnel;
    }
    // In a virtual machine the cable itself has such a name, and so has a bridge through which the computer reaches
    // the network of the house: from there leads a way out.
    if !about.has_gateway && (begins(&INSIDE) || says(&INSIDE_WORDS)) {
        return Behind::Inside;
    }
    Behind::Network
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_an_interface_is_told_by_what_the_system_says() {
        use Behind::{Inside, Network, Tunnel};
        // Name, what Windows says, whether a way out leads from there.
        for (name, words, has_gateway, expected) in [
            ("eth0", "", true, Network),
            ("enp3s0", "", false, Network),
            ("wlan0", "", true, Network),
            ("en0", "Wi-Fi", true, Network),
            ("br0", "", true, Network),
            ("docker0", "", false, Inside),
            ("br-3f2a9c01d7aa", "", false, Inside),
            ("veth1a2b3c4", "", false, Inside),
            ("virbr0", "", false, Inside),
            ("vmnet8", "", false, Inside),
            ("vboxnet0", "", false, Inside),
            ("bridge100", "", false, Inside),
            (
                "{0C}",
                "イーサネット Realtek PCIe GbE Family Controller",
                true,
                Network,
            ),
            ("{0C}", "Wi-Fi Intel(R) Wi-Fi 6 AX201 160MHz", true, Network),
            (
                "{0C}",
                "vEthernet (WSL) Hyper-V Virtual Ethernet Adapter",
                false,
                Inside,
            ),
            (
                "{0C}",
                "vEthernet (External) Hyper-V Virtual Ethernet Adapter",
                true,
                Network,
            ),
            (
                "{0C}",
                "VirtualBox Host-Only Ethernet Adapter",
                false,
                Inside,
            ),
            (
                "{0C}",
                "VMware Virtual Ethernet Adapter for VMnet8",
                false,
                Inside,
            ),
            ("{0C}", "TAP-Windows Adapter V9", true, Tunnel),
            ("{0C}", "WireGuard Tunnel", false, Tunnel),
            ("{0C}", "Tailscale Tunnel", false, Tunnel),
            ("tun0", "", false, Tunnel),
            ("tap0", "", true, Tunnel),
            ("wg0", "", false, Tunnel),
            ("utun4", "", true, Tunnel),
            ("tailscale0", "", false, Tunnel),
            ("ztabcdef12", "", false, Tunnel),
            ("ppp0", "", true, Tunnel),
        ] {
            let about = InterfaceReport {
                name: name.to_owned(),
                words: words.to_lowercase(),
                is_tunnel: false,
                has_gateway,
            };
            assert_eq!(behind(&about), expected, "{name} {words}");
        }
        let point_to_point = InterfaceReport {
            name: "anything".to_owned(),
            is_tunnel: true,
            has_gateway: true,
            ..InterfaceReport::default()
        };
        assert_eq!(behind(&point_to_point), Tunnel, "whatever it is called");
    }

    #[test]
    fn this_computer_can_be_asked() {
        let all = Interfaces::of_this_computer();
        assert!(
            all.0.keys().all(|ip| !ip.is_loopback()),
            "nobody else can use those: {all:?}"
        );
    }
}
