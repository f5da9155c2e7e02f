//! Where a request comes from: the connection, or behind a proxy of our own the client that the proxy names.

use std::{
    convert::Infallible,
    fmt,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    str::FromStr,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use thiserror::Error;

use crate::App;

/// A network in the way of writing of RFC 4632, `192.0.2.0/24` or `2001:db8::/32`; an address alone is a network of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u32,
}

/// Why a text is no network.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} is no network: write an address, or one with its length as in 10.0.0.0/8")]
pub struct NotANetwork(String);

impl FromStr for Network {
    type Err = NotANetwork;
    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let refused = || NotANetwork(text.to_owned());
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let address: IpAddr = address.trim().parse().map_err(|_| refused())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => longest,
            Some(prefix) => prefix.trim().parse().map_err(|_| refused())?,
        };
        if prefix > longest { Err(refused()) } else { Ok(Self { address, prefix }) }
    }
}

impl Network {
    /// Whether an address lies in the network.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let differing = u32::from(network) ^ u32::from(address);
                differing.checked_shr(32 - self.prefix).unwrap_or_default() == 0
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let differing = u128::from(network) ^ u128::from(address);
                differing.checked_shr(128 - self.prefix).unwrap_or_default() == 0
            }
            _ => false,
        }
    }

    /// The networks of this machine itself.
    pub const fn of_this_machine() -> [Self; 2] {
        [
            Self { address: IpAddr::V4(std::net::Ipv4Addr::new(127, 0, 0, 0)), prefix: 8 },
            Self { address: IpAddr::V6(std::net::Ipv6Addr::LOCALHOST), prefix: 128 },
        ]
    }
}

/// The client's address as far as it can be believed, as limits count it; absent where the request came over no connection,
/// as in a test.
///
/// `X-Forwarded-For` is read from its end, and only as long as who wrote that part is a trusted proxy: what stands before
/// the first untrusted hop was written by the client and proves nothing (security §10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub Option<IpAddr>);

impl ClientAddress {
    /// The source of the client whose request came from `peer` with these headers.
    pub fn of(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[Network]) -> Self {
        let Some(mut address) = peer.map(|peer| peer.to_canonical()) else { return Self(None) };
        let hops = headers
            .get_all("x-forwarded-for")
            .iter()
            .rev()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.rsplit(','));
        for hop in hops {
            if !trusted.iter().any(|network| network.contains(address)) {
                break;
            }
            let Some(named) = address_of(hop.trim()) else { break };
            address = named;
        }
        Self(Some(source(address)))
    }
}

/// What counts as one source: an IPv4 address, or the 64 bits of an IPv6 address behind which one client may take a new
/// address for every request.
pub(crate) fn source(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from(u128::from(address) & !u128::from(u64::MAX))),
    }
}

/// The address of a hop, which some proxies write with the port.
fn address_of(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse::<SocketAddr>().map(|address| address.ip());
    hop.parse().or_else(|_| with_port()).ok().map(|address: IpAddr| address.to_canonical())
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(address) => address.fmt(f),
            None => f.write_str("unknown"),
        }
    }
}

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        Ok(Self::of(peer, &parts.headers, &app.config.trusted_proxies))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn seen(peer: &str, forwarded: &[&'static str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for hops in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(hops));
        }
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        ClientAddress::of(Some(peer.parse().unwrap()), &headers, &trusted).to_string()
    }

    /// Security §10: whoever is no proxy of ours cannot choose their address.
    #[test]
    fn what_a_stranger_claims_about_the_address_does_not_count() {
        assert_eq!(seen("198.51.100.9", &["203.0.113.7"], &[]), "198.51.100.9");
        assert_eq!(seen("198.51.100.9", &["203.0.113.7"], &["10.0.0.0/8"]), "198.51.100.9");
    }

    #[test]
    fn a_proxy_of_ours_names_the_client_and_the_client_cannot_write_in_front_of_it() {
        assert_eq!(seen("10.0.0.1", &["203.0.113.7"], &["10.0.0.1"]), "203.0.113.7");
        assert_eq!(seen("10.0.0.1", &["1.2.3.4, 203.0.113.7"], &["10.0.0.0/8"]), "203.0.113.7");
        assert_eq!(seen("10.0.0.1", &["1.2.3.4", "203.0.113.7"], &["10.0.0.0/8"]), "203.0.113.7");
        assert_eq!(seen("10.0.0.1", &["203.0.113.7:50123"], &["10.0.0.0/8"]), "203.0.113.7");
    }

    #[test]
    fn who_changes_the_address_within_their_own_network_stays_one_source() {
        let one = seen("2001:db8:1:2:3:4:5:6", &[], &[]);
        assert_eq!(one, seen("2001:db8:1:2::9", &[], &[]));
        assert_ne!(one, seen("2001:db8:1:3::9", &[], &[]));
        assert_eq!(one, seen("10.0.0.1", &["2001:db8:1:2::7"], &["10.0.0.1"]));
        assert_ne!(seen("203.0.113.7", &[], &[]), seen("203.0.113.8", &[], &[]));
    }

    #[test]
    fn several_proxies_in_a_row_are_passed_until_the_first_that_is_not_ours() {
        let trusted = ["10.0.0.0/8", "2001:db8::/32"];
        assert_eq!(seen("10.0.0.1", &["203.0.113.7, 2001:db8::5, 10.0.0.2"], &trusted), "203.0.113.7");
        assert_eq!(seen("::ffff:10.0.0.1", &["203.0.113.7"], &trusted), "203.0.113.7");
    }

    #[test]
    fn a_proxy_that_names_nobody_is_the_client_itself() {
        assert_eq!(seen("10.0.0.1", &[], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["unknown"], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(ClientAddress::of(None, &HeaderMap::new(), &[]).to_string(), "unknown");
    }

    #[test]
    fn a_network_is_an_address_with_a_length_that_fits_it() {
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("203.0.113.7".parse().unwrap()));
        let half: Network = "192.0.2.128/25".parse().unwrap();
        assert!(half.contains("192.0.2.200".parse().unwrap()));
        assert!(!half.contains("192.0.2.100".parse().unwrap()));
        for wrong in ["", "proxy", "10.0.0.0/33", "::1/129", "10.0.0.0/-1", "10.0.0.0/x"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }
}
