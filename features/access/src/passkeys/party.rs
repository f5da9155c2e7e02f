//! Whom passkeys are made for: the address under which people reach the program.

use std::net::IpAddr;

use webauthn_rp::request::{AsciiDomain, RpId};

/// The name passkeys belong to and the one address on which they work.
#[derive(Debug)]
pub(crate) struct RelyingParty {
    pub(crate) id: RpId,
    /// Scheme, name and port, as a browser says them.
    pub(crate) origin: String,
}

impl RelyingParty {
    /// The party of a public address. `None` where browsers know no passkeys: on a bare number, or without TLS away from
    /// this machine. This machine itself is always `localhost` for them, never 127.0.0.1.
    pub(crate) fn of(public_url: &str) -> Option<Self> {
        let (scheme, rest) = public_url.split_once("://")?;
        let authority = rest.split('/').next()?.to_ascii_lowercase();
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if port.parse::<u16>().is_ok() => (host, Some(port)),
            _ => (authority.as_str(), None),
        };
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let host = match bare.parse::<IpAddr>() {
            Ok(number) if number.is_loopback() => "localhost",
            Ok(_) => return None,
            Err(_) => host,
        };
        let is_here = host == "localhost" || host.ends_with(".localhost");
        let usual = match scheme {
            "https" => "443",
            "http" if is_here => "80",
            _ => return None,
        };
        let port = port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
        let id = RpId::Domain(AsciiDomain::try_from(host.to_owned()).ok()?);
        Some(Self { id, origin: format!("{scheme}://{host}{port}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_belong_to_the_name_people_open() {
        let party = RelyingParty::of("https://Rinda.Ezermala.example/").unwrap();
        assert_eq!(
            (party.id.as_ref(), party.origin.as_str()),
            ("rinda.ezermala.example", "https://rinda.ezermala.example")
        );
        let party = RelyingParty::of("https://rinda.example:8443").unwrap();
        assert_eq!(party.origin, "https://rinda.example:8443");
        assert_eq!(RelyingParty::of("https://rinda.example:443").unwrap().origin, "https://rinda.example");
    }

    #[test]
    fn this_machine_is_localhost_whatever_its_number() {
        for address in ["http://127.0.0.1:8080", "http://[::1]:8080", "http://localhost:8080"] {
            let party = RelyingParty::of(address).unwrap();
            assert_eq!((party.id.as_ref(), party.origin.as_str()), ("localhost", "http://localhost:8080"));
        }
    }

    #[test]
    fn there_are_no_passkeys_on_a_number_or_without_tls() {
        for address in
            ["http://rinda.example", "https://10.0.0.5", "https://[2001:db8::1]", "", "rinda.example"]
        {
            assert!(RelyingParty::of(address).is_none(), "{address}");
        }
    }
}
