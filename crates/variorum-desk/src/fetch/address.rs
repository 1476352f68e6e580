//! Which addresses are on the public network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Whether an address is on the public network: not this machine, not a network of its own, not one set apart (the
/// registries of RFC 6890, as kept by IANA), and not such an address in the clothes of IPv6.
///
/// ```
/// use variorum_desk::fetch::is_public;
/// assert!(is_public("93.184.216.34".parse().unwrap()));
/// assert!(!is_public("::ffff:127.0.0.1".parse().unwrap()));
/// ```
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// The first of these addresses that must not be connected to. With `permit_loopback` this machine is permitted.
pub fn refused(addresses: &[SocketAddr], permit_loopback: bool) -> Option<IpAddr> {
    let is_permitted = |address: IpAddr| is_public(address) || permit_loopback && address.is_loopback();
    addresses.iter().map(SocketAddr::ip).find(|address| !is_permitted(*address))
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_set_apart = match (a, b, c) {
        // This network, private use, loopback.
        (0 | 10 | 127, _, _) => true,
        // Shared with the provider, link-local.
        (100, 64..=127, _) | (169, 254, _) => true,
        // Private use.
        (172, 16..=31, _) | (192, 168, _) => true,
        // Protocol assignments, documentation, 6to4 relays, benchmarks.
        (192, 0, 0 | 2) | (192, 88, 99) | (198, 18 | 19, _) | (198, 51, 100) | (203, 0, 113) => true,
        // Multicast, reserved, broadcast.
        (224.., _, _) => true,
        _ => false,
    };
    !is_set_apart
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let parts = address.segments();
    match parts {
        // NAT64 and 6to4 hold an address of IPv4.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_public_v4(v4(high, low)),
        [0x2002, high, low, ..] => is_public_v4(v4(high, low)),
        // Teredo, ORCHID and others of the protocol assignments, documentation.
        [0x2001, 0..=0x01ff, ..] | [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        // All that is given out on the public network.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

fn v4(high: u16, low: u16) -> Ipv4Addr {
    let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
    Ipv4Addr::new(a, b, c, d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_network_is_public() {
        let public =
            ["1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2002:0101:0101::1"];
        let private = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "192.0.2.1",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:0:1::1",
            "2001:db8::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ];
        for address in public {
            assert!(is_public(address.parse().expect("an address")), "{address}");
        }
        for address in private {
            assert!(!is_public(address.parse().expect("an address")), "{address}");
        }
    }

    #[test]
    fn one_bad_address_among_the_answers_is_enough() {
        let answers: Vec<SocketAddr> = ["1.1.1.1:80", "10.0.0.1:80"]
            .iter()
            .map(|address| address.parse().expect("an address"))
            .collect();
        assert_eq!(refused(&answers, true), Some(IpAddr::from([10, 0, 0, 1])));
        assert_eq!(refused(&answers[..1], false), None);
        let own: Vec<SocketAddr> = vec!["127.0.0.1:80".parse().expect("an address")];
        assert_eq!((refused(&own, true), refused(&own, false).is_some()), (None, true));
    }
}
