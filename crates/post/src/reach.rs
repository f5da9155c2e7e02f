//! Which addresses may be connected to (`security.md` §6).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Which addresses may be connected to: public ones, and of the others those that the operator lists.
///
/// Servers are named by administrators of institutions, the list is kept by whoever runs the program. What points at the
/// machine's own network neighbourhood (link-local, where clouds keep their keys), at many or at nobody is never permitted.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    listed: Vec<Network>,
}

/// A network as `10.0.0.0/8` or `fd00::/8`; an address alone is a network of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    address: u128,
    /// Of 128 bits: addresses of version 4 are looked at in their mapped form.
    prefix: u32,
}

/// Why a text is no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no network: write an address, or one with its length as in 10.0.0.0/8")]
pub struct NotANetwork(String);

impl Reach {
    /// Public addresses alone.
    pub fn public() -> Self {
        Self::default()
    }

    /// Public addresses and the listed networks, each as `127.0.0.1`, `10.0.0.0/8` or `fd00::/8`.
    pub fn listed<'a>(networks: impl IntoIterator<Item = &'a str>) -> Result<Self, NotANetwork> {
        let listed = networks.into_iter().map(Network::parse).collect::<Result<_, _>>()?;
        Ok(Self { listed })
    }

    /// Whether the address may be connected to.
    pub fn permits(&self, address: IpAddr) -> bool {
        match place(address) {
            Place::Public => true,
            Place::Inside => self.listed.iter().any(|network| network.contains(address)),
            Place::Never => false,
        }
    }
}

impl Network {
    fn parse(text: &str) -> Result<Self, NotANetwork> {
        let refused = || NotANetwork(text.to_owned());
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let address: IpAddr = address.trim().parse().map_err(|_| refused())?;
        let (longest, before) = if address.is_ipv4() { (32, 96) } else { (128, 0) };
        let prefix = prefix.map_or(Ok(longest), |prefix| prefix.trim().parse()).map_err(|_| refused())?;
        if prefix > longest {
            Err(refused())
        } else {
            Ok(Self { address: bits(address), prefix: before + prefix })
        }
    }

    fn contains(self, address: IpAddr) -> bool {
        (self.address ^ bits(address)).checked_shr(128 - self.prefix).unwrap_or_default() == 0
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(four) => u128::from(four.to_ipv6_mapped()),
        IpAddr::V6(six) => u128::from(six),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Anybody's.
    Public,
    /// This machine or a private network.
    Inside,
    /// Nothing a mail server could have.
    Never,
}

fn place(address: IpAddr) -> Place {
    match address.to_canonical() {
        IpAddr::V4(four) => place_of_four(four),
        IpAddr::V6(six) => place_of_six(six),
    }
}

fn place_of_four(address: Ipv4Addr) -> Place {
    let [first, second, ..] = address.octets();
    if address.is_link_local() || address.is_multicast() || first == 0 || first >= 240 {
        Place::Never
    // 100.64/10 is shared between a provider and its customers, 198.18/15 is for measuring devices.
    } else if address.is_loopback()
        || address.is_private()
        || (first == 100 && second & 0xc0 == 64)
        || (first == 198 && second & 0xfe == 18)
        || address.is_documentation()
    {
        Place::Inside
    } else {
        Place::Public
    }
}

fn place_of_six(address: Ipv6Addr) -> Place {
    let segments = address.segments();
    // An address of version 4 may hide in one of version 6: behind a translator (64:ff9b::/96), in 6to4 (2002::/16).
    let ([0x64, 0xff9b, 0, 0, 0, 0, a, b] | [0x2002, a, b, ..]) = segments else {
        return place_of_plain_six(address);
    };
    let [[first, second], [third, fourth]] = [a.to_be_bytes(), b.to_be_bytes()];
    place_of_four(Ipv4Addr::new(first, second, third, fourth))
}

fn place_of_plain_six(address: Ipv6Addr) -> Place {
    let [first, second, ..] = address.segments();
    if address.is_unspecified() || address.is_multicast() || address.is_unicast_link_local() {
        Place::Never
    } else if address.is_loopback()
        || address.is_unique_local()
        || first & 0xffc0 == 0xfec0
        || (first == 0x2001 && second == 0xdb8)
        || first == 0
    {
        Place::Inside
    } else {
        Place::Public
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permits(reach: &Reach, address: &str) -> bool {
        reach.permits(address.parse().unwrap())
    }

    #[test]
    fn public_addresses_are_permitted_and_inner_ones_are_not() {
        let reach = Reach::public();
        for public in ["194.8.2.1", "2a02:503::1", "::ffff:194.8.2.1"] {
            assert!(permits(&reach, public), "{public}");
        }
        for inner in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::7f00:1",
            "2002:a9fe:a9fe::1",
            "::127.0.0.1",
            "ff02::1",
        ] {
            assert!(!permits(&reach, inner), "{inner}");
        }
    }

    #[test]
    fn a_listed_network_is_permitted_and_no_more_than_it() {
        let reach = Reach::listed(["10.20.0.0/16", "127.0.0.1", "fd12::/16"]).unwrap();
        for listed in ["10.20.3.4", "127.0.0.1", "fd12::5", "::ffff:10.20.3.4"] {
            assert!(permits(&reach, listed), "{listed}");
        }
        for other in ["10.21.0.1", "127.0.0.2", "fd13::5"] {
            assert!(!permits(&reach, other), "{other}");
        }
    }

    #[test]
    fn no_list_opens_the_link_local_network() {
        let reach = Reach::listed(["0.0.0.0/0", "::/0"]).unwrap();
        for never in ["169.254.169.254", "fe80::1", "224.0.0.1", "0.0.0.0"] {
            assert!(!permits(&reach, never), "{never}");
        }
        assert!(permits(&reach, "127.0.0.1"));
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in ["", "mail.example", "10.0.0.0/33", "10.0.0.0/", "::/129"] {
            assert!(Reach::listed([text]).is_err(), "{text:?}");
        }
    }
}
