//! How much may be asked and sent: one table, so that an administrator can change any of it.

use std::str::FromStr;

use thiserror::Error;

macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $field:ident $name:literal $most:literal;)*) => {
        /// The limits that `solits serve --limits NAME=NUMBER,…` changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Limits {
            $($(#[doc = $doc])+ pub $field: u32,)*
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($field: $most,)* }
            }
        }

        impl Limits {
            /// The names by which they are changed.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// Each by its name.
            pub fn table(self) -> Vec<(&'static str, u32)> {
                vec![$(($name, self.$field),)*]
            }

            fn named(&mut self, name: &str) -> Option<&mut u32> {
                match name {
                    $($name => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }
    };
}

limits! {
    /// Connections at a time.
    connections "connections" 4_096;
    /// Connections at a time from one source. A proxy brings everybody, so only `connections` counts for it, as for the
    /// machine itself; a hall that comes without a proxy behind one address needs more.
    connections_from_one "connections-from-one" 64;
    /// Seconds a client may take to send the headers of a request.
    header_seconds "header-seconds" 10;
    /// Seconds a request may take, except where files are sent or fetched; a stream counts until it has begun.
    request_seconds "request-seconds" 30;
    /// Requests, complaints and messages on the public pages, an hour from one source.
    written "written" 10;
    /// Forms of them that are looked at, an hour from one source: most come back with something to put right.
    written_tries "written-tries" 60;
    /// Messages in an own case, an hour from one source; as many times an author asks for a higher decision or chooses a
    /// time of a reception.
    case_messages "case-messages" 20;
    /// Tries at the code of a case or of a letter that confirms an address, in ten minutes from one source.
    case_codes "case-codes" 20;
    /// Tickets taken on a phone, in ten minutes from one source in one branch.
    tickets "tickets" 3;
    /// Searches of an employee, a minute.
    searches "searches" 60;
    /// Exports of an employee or another program, an hour.
    exports "exports" 6;
    /// Readings of one calendar of due dates, an hour.
    calendar_readings "calendar-readings" 120;
    /// Sign-ins of one account, in 15 minutes: passwords, second steps, and the present password where it is changed.
    sign_in_account "sign-in-account" 10;
    /// Sign-ins from one source, in 15 minutes: with passwords, with passkeys, and by the link of a reset.
    sign_in_source "sign-in-source" 30;
    /// Links by which one person chooses a password, an hour: resets, and invitations made anew.
    links_person "links-person" 3;
    /// The same, asked for from one source.
    links_source "links-source" 10;
    /// Tries at the code of a kiosk or display, in ten minutes from one source.
    device_codes "device-codes" 10;
    /// Files that one source may send by the public pages in a day, in MiB.
    source_files "source-files" 200;
    /// Files that clients may add to one case altogether, in MiB.
    case_files "case-files" 200;
    /// Calls of another program with one token, a minute.
    calls "calls" 600;
    /// Live streams of one session at a time; the pages beyond them ask by themselves every so often.
    streams_session "streams-session" 6;
    /// Live streams of one kiosk or display: its page, and the one that it is just leaving.
    streams_device "streams-device" 2;
    /// Live streams of one token.
    streams_token "streams-token" 32;
    /// Live streams of everybody without an identity behind one address, as the phones of a hall are.
    streams_source "streams-source" 1_000;
    /// Live streams of one institution on one node, whoever listens.
    streams_institution "streams-institution" 3_000;
}

/// Why limits are not changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotLimits {
    /// Not of the form.
    #[error("“{0}” is not NAME=NUMBER")]
    Unreadable(String),
    /// No limit of this name.
    #[error("there is no limit “{0}”; the limits are {names}", names = Limits::NAMES.join(", "))]
    Unknown(String),
    /// Zero would shut everybody out, and so is taken for a mistake.
    #[error("the limit “{0}” is a whole number from 1 to {most}", most = u32::MAX)]
    NoNumber(String),
}

/// The defaults, changed where the text says so: `searches=120,exports=20`.
impl FromStr for Limits {
    type Err = NotLimits;

    fn from_str(text: &str) -> Result<Self, NotLimits> {
        let mut limits = Self::default();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (name, number) =
                pair.split_once('=').ok_or_else(|| NotLimits::Unreadable(pair.to_owned()))?;
            let name = name.trim();
            let limit = limits.named(name).ok_or_else(|| NotLimits::Unknown(name.to_owned()))?;
            let number = number.trim().parse::<u32>().ok().filter(|number| *number > 0);
            *limit = number.ok_or_else(|| NotLimits::NoNumber(name.to_owned()))?;
        }
        Ok(limits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_changed_and_the_rest_is_as_it_was() {
        let limits: Limits = "searches=120, exports = 20".parse().unwrap();
        assert_eq!(limits, Limits { searches: 120, exports: 20, ..Limits::default() });
        assert_eq!("".parse::<Limits>(), Ok(Limits::default()));
    }

    #[test]
    fn a_mistake_is_told_with_what_would_be_right() {
        let refused = |text: &str| text.parse::<Limits>().unwrap_err();
        let unknown = refused("searchs=120").to_string();
        assert!(unknown.contains("searchs"), "{unknown}");
        assert!(Limits::NAMES.iter().all(|name| unknown.contains(name)), "{unknown}");
        assert_eq!(refused("searches"), NotLimits::Unreadable("searches".to_owned()));
        for wrong in ["searches=0", "searches=-1", "searches=many", "searches=4294967296"] {
            assert_eq!(refused(wrong), NotLimits::NoNumber("searches".to_owned()), "{wrong}");
        }
    }

    /// The table that administrators read is the one that runs.
    #[test]
    fn the_table_of_limits_is_described_as_it_is() {
        let text = include_str!("../../../docs/install.md");
        let (_, rest) = text.split_once("\n## Limits\n").unwrap();
        let (section, _) = rest.split_once("\n## ").unwrap();
        let described: Vec<(&str, u32)> = section
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
            .map(|(name, rest)| (name, rest.split(' ').next().unwrap().parse().unwrap()))
            .collect();
        assert_eq!(described, Limits::default().table());
    }
}
