//! What tokens are asked for with, as the file of a mailbox says it.

use std::fmt;

use hyper::Uri;

use crate::{Secret, Security, Server};

const TOKEN_URL: &str = "token_url";
const CLIENT_ID: &str = "client_id";
const CLIENT_SECRET: &str = "client_secret";
const SCOPE: &str = "scope";

/// Longest address.
const ADDRESS: usize = 500;

/// How a mailbox gets the tokens it signs in with instead of a password (client credentials, RFC 6749 §4.4).
#[derive(Clone)]
pub struct Grant {
    pub(super) place: Place,
    pub(super) client_id: String,
    pub(super) client_secret: Secret,
    pub(super) scope: Option<String>,
}

/// Where tokens are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) server: Server,
    /// Path and query.
    pub(super) path: String,
}

/// Why a text does not say how tokens are got. Nothing of the text is in it: a secret may stand in any line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WrongGrant {
    /// It is no TOML, or a value is no text.
    Unreadable,
    /// The address where tokens are given is missing.
    NoTokenUrl,
    /// The name of this program is missing.
    NoClientId,
    /// The secret of this program is missing.
    NoClientSecret,
    /// The address where tokens are given is none.
    TokenUrl,
    /// Something else stands there, perhaps misspelt.
    Unknown,
}

impl WrongGrant {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Unreadable,
        Self::NoTokenUrl,
        Self::NoClientId,
        Self::NoClientSecret,
        Self::TokenUrl,
        Self::Unknown,
    ];

    /// The short name by which it is stored; never changes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::NoTokenUrl => "no-token-url",
            Self::NoClientId => "no-client-id",
            Self::NoClientSecret => "no-client-secret",
            Self::TokenUrl => "token-url",
            Self::Unknown => "unknown",
        }
    }

    /// The one of a stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

impl fmt::Display for WrongGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for WrongGrant {}

impl Grant {
    /// Whether a text says how tokens are got, and is no password.
    pub(super) fn is_meant(text: &str) -> bool {
        text.lines()
            .map(str::trim)
            .find(|line| !line.is_empty() && !line.starts_with('#'))
            .is_some_and(|line| line.starts_with(TOKEN_URL))
    }

    pub(super) fn read(text: &str) -> Result<Self, WrongGrant> {
        let table: toml::Table = text.parse().map_err(|_| WrongGrant::Unreadable)?;
        if table.keys().any(|key| ![TOKEN_URL, CLIENT_ID, CLIENT_SECRET, SCOPE].contains(&key.as_str())) {
            return Err(WrongGrant::Unknown);
        }
        let url = said(&table, TOKEN_URL)?.ok_or(WrongGrant::NoTokenUrl)?;
        let client_id = said(&table, CLIENT_ID)?.ok_or(WrongGrant::NoClientId)?;
        let client_secret = said(&table, CLIENT_SECRET)?.ok_or(WrongGrant::NoClientSecret)?;
        Ok(Self {
            place: Place::parse(url).ok_or(WrongGrant::TokenUrl)?,
            client_id: client_id.to_owned(),
            client_secret: Secret::new(client_secret.to_owned()),
            scope: said(&table, SCOPE)?.map(str::to_owned),
        })
    }

    /// Whether the other asks for the same tokens in the same way.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        self.place == other.place
            && self.client_id == other.client_id
            && self.scope == other.scope
            && self.client_secret.is_same_as(&other.client_secret)
    }
}

/// What stands under a key; a blank text is none.
fn said<'t>(table: &'t toml::Table, key: &str) -> Result<Option<&'t str>, WrongGrant> {
    let Some(value) = table.get(key) else { return Ok(None) };
    let text = value.as_str().ok_or(WrongGrant::Unreadable)?;
    Ok(Some(text).filter(|text| !text.trim().is_empty()))
}

impl Place {
    /// Reads `https://…`; with `http://…` only this machine is connected to.
    fn parse(text: &str) -> Option<Self> {
        if text.len() > ADDRESS || text.contains(['#', '@', '\\']) || text.contains(char::is_whitespace) {
            return None;
        }
        let uri: Uri = text.parse().ok()?;
        let (security, usual) = match uri.scheme_str()? {
            "https" => (Security::Tls, 443),
            "http" => (Security::PlainOnLoopback, 80),
            _ => return None,
        };
        let host = uri.host()?.trim_matches(['[', ']']).to_ascii_lowercase();
        if host.is_empty() {
            return None;
        }
        let port = uri.port_u16().unwrap_or(usual);
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Some(Self { server: Server { host, port, security }, path })
    }

    /// The host as the head of a request names it.
    pub(super) fn authority(&self) -> String {
        let Server { host, port, security } = &self.server;
        let host = if host.contains(':') { format!("[{host}]") } else { host.clone() };
        let usual = if *security == Security::PlainOnLoopback { 80 } else { 443 };
        if *port == usual { host } else { format!("{host}:{port}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Proof;

    const WHOLE: &str = "# Exchange Online\n\n token_url = \"https://login.example/tenant/oauth2/v2.0/token\"\nclient_id = \"solits\"\nclient_secret = \"zils~kaķis\"\nscope = \"https://mail.example/.default\"\n";

    fn read(text: &str) -> Result<Grant, WrongGrant> {
        match Proof::read(text)? {
            Proof::Grant(grant) => Ok(grant),
            Proof::Password(_) => panic!("this is no password: {text}"),
        }
    }

    #[test]
    fn a_text_that_begins_with_the_address_says_how_tokens_are_got() {
        let grant = read(WHOLE).unwrap_or_else(|wrong| panic!("{wrong}"));
        let server = Server { host: "login.example".to_owned(), port: 443, security: Security::Tls };
        assert_eq!(grant.place, Place { server, path: "/tenant/oauth2/v2.0/token".to_owned() });
        assert_eq!(grant.client_id, "solits");
        assert_eq!(grant.client_secret.expose(), "zils~kaķis");
        assert_eq!(grant.scope.as_deref(), Some("https://mail.example/.default"));
        let without = WHOLE.lines().filter(|line| !line.starts_with(SCOPE)).collect::<Vec<_>>().join("\n");
        assert!(read(&without).is_ok_and(|grant| grant.scope.is_none()));
        assert!(read(&format!("\u{feff}{WHOLE}")).is_ok(), "as some editors begin a file");
    }

    #[test]
    fn everything_else_is_a_password_to_the_letter() {
        for (text, password) in [
            ("zilā govs\n", "zilā govs"),
            (" blank before\r\n", " blank before"),
            ("#token_url", "#token_url"),
            ("my token_url = 1", "my token_url = 1"),
            ("client_id = \"x\"", "client_id = \"x\""),
            ("", ""),
        ] {
            let Ok(Proof::Password(read)) = Proof::read(text) else { panic!("a password: {text:?}") };
            assert_eq!(read.expose(), password);
        }
    }

    #[test]
    fn what_is_missing_is_told_and_nothing_of_the_text() {
        for (from, to, wrong) in [
            ("https://login.example/tenant/oauth2/v2.0/token", "", WrongGrant::NoTokenUrl),
            ("https://login.example/tenant/oauth2/v2.0/token", "login.example", WrongGrant::TokenUrl),
            ("https://login.example", "ftp://login.example", WrongGrant::TokenUrl),
            ("https://login.example", "https://a:b@login.example", WrongGrant::TokenUrl),
            ("client_id = \"solits\"\n", "", WrongGrant::NoClientId),
            ("client_secret = \"zils~kaķis\"\n", "", WrongGrant::NoClientSecret),
            ("\"zils~kaķis\"", "\"\"", WrongGrant::NoClientSecret),
            ("\"zils~kaķis\"", "zils~kaķis", WrongGrant::Unreadable),
            ("\"zils~kaķis\"", "1", WrongGrant::Unreadable),
            ("scope =", "scopes =", WrongGrant::Unknown),
        ] {
            let text = WHOLE.replacen(from, to, 1);
            assert_eq!(read(&text).err(), Some(wrong), "{text}");
            assert!(!wrong.to_string().contains("kaķis"));
            assert_eq!(WrongGrant::parse(wrong.code()), Some(wrong));
        }
        assert_eq!(WrongGrant::parse("riddle"), None);
    }

    #[test]
    fn a_request_names_its_host_with_a_port_that_is_not_the_usual_one() {
        for (url, authority) in [
            ("https://login.example/x", "login.example"),
            ("https://login.example:8443/x", "login.example:8443"),
            ("http://127.0.0.1:9000", "127.0.0.1:9000"),
            ("https://[::1]/x", "[::1]"),
        ] {
            assert_eq!(Place::parse(url).unwrap().authority(), authority);
        }
    }
}
