//! What kept a letter here, by names for messages in the reader's language.

use std::{error::Error as _, fmt};

use lettre::transport::smtp::Error;

use super::Stage;
use crate::trouble::TroubleKind;

/// What kept a letter here. Each has one sentence for people and one thing they can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// Our own settings cannot work: our name or the server's is none.
    Settings,
    /// The name of our server is not found.
    Address,
    /// The address of our server is not one the program may connect to.
    NotPermitted,
    /// Nobody answers at the address of our server.
    Unreachable,
    /// Our server did not prove to be the one it was set up as.
    Certificate,
    /// The connection to our server could not be secured.
    Tls,
    /// Our server did not accept user and password or token, or no token is given to us.
    SignIn,
    /// Who gives the tokens could not be asked for one, or gave none that can be used.
    Token,
    /// What says how we get tokens could not be understood.
    Grant,
    /// Our server did not want to speak to us, or did not take us for a sender.
    Refused,
    /// Our server takes no letters with bytes beyond ASCII.
    LetterNotAscii,
    /// Our server takes no addresses with letters beyond ASCII.
    AddressNotAscii,
    /// The recipient was not taken.
    Recipient,
    /// The letter itself was not taken.
    Letter,
    /// The connection was cut before the letter was over there.
    Cut,
    /// Our server stopped answering before the letter was over there.
    Silence,
    /// The answer of our server could not be understood.
    Garbled,
    /// The connection was lost after the last byte: nobody knows whether the letter is over there.
    Uncertain,
    /// What stands for an address is none.
    NotAnAddress,
    /// The address is a mailbox of ours, where the letter would come back as a client's.
    OwnMailbox,
    /// The letter could not be written.
    Unwritten,
}

impl Why {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::Settings,
        Self::Address,
        Self::NotPermitted,
        Self::Unreachable,
        Self::Certificate,
        Self::Tls,
        Self::SignIn,
        Self::Token,
        Self::Grant,
        Self::Refused,
        Self::LetterNotAscii,
        Self::AddressNotAscii,
        Self::Recipient,
        Self::Letter,
        Self::Cut,
        Self::Silence,
        Self::Garbled,
        Self::Uncertain,
        Self::NotAnAddress,
        Self::OwnMailbox,
        Self::Unwritten,
    ];

    /// The short name by which it is stored; never changes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Address => "address",
            Self::NotPermitted => "not-permitted",
            Self::Unreachable => "unreachable",
            Self::Certificate => "certificate",
            Self::Tls => "tls",
            Self::SignIn => "sign-in",
            Self::Token => "token",
            Self::Grant => "grant",
            Self::Refused => "refused",
            Self::LetterNotAscii => "letter-not-ascii",
            Self::AddressNotAscii => "address-not-ascii",
            Self::Recipient => "recipient",
            Self::Letter => "letter",
            Self::Cut => "cut",
            Self::Silence => "silence",
            Self::Garbled => "garbled",
            Self::Uncertain => "uncertain",
            Self::NotAnAddress => "not-an-address",
            Self::OwnMailbox => "own-mailbox",
            Self::Unwritten => "unwritten",
        }
    }

    /// The one of a stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// What trouble with the connection means for a letter.
    pub(super) const fn of(kind: TroubleKind) -> Self {
        match kind {
            TroubleKind::Settings => Self::Settings,
            TroubleKind::Address => Self::Address,
            TroubleKind::NotPermitted => Self::NotPermitted,
            TroubleKind::Unreachable => Self::Unreachable,
            TroubleKind::Certificate => Self::Certificate,
            TroubleKind::Tls => Self::Tls,
            TroubleKind::SignIn => Self::SignIn,
            TroubleKind::Token => Self::Token,
            TroubleKind::Refused => Self::Refused,
            TroubleKind::Silence => Self::Silence,
            TroubleKind::Garbled => Self::Garbled,
            // Folders and keeping letters are matters of fetching.
            TroubleKind::Cut | TroubleKind::Folder | TroubleKind::Store => Self::Cut,
        }
    }

    /// What the client for SMTP says.
    pub(super) fn from(stage: Stage, error: &Error) -> Self {
        if error.status().is_some() {
            return match stage {
                Stage::Connection | Stage::Sender => Self::Refused,
                Stage::SignIn => Self::SignIn,
                Stage::Recipient => Self::Recipient,
                Stage::Content => Self::Letter,
            };
        }
        // It offers no way to sign in that we know.
        if stage == Stage::SignIn && error.is_client() {
            return Self::SignIn;
        }
        // An answer that ends in its middle is told by the client like one that makes no sense.
        let is_cut_short = error.source().is_some_and(|source| source.to_string() == "incomplete response");
        if (error.is_response() && !is_cut_short) || error.is_client() { Self::Garbled } else { Self::Cut }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_found_again_by_its_name() {
        for (place, one) in Why::ALL.into_iter().enumerate() {
            assert_eq!(Why::parse(one.code()), Some(one));
            let is_plain = one.code().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            assert!(is_plain, "{one}: it is a part of the name of a message");
            assert!(
                Why::ALL.iter().take(place).all(|other| other.code() != one.code()),
                "{one} is there twice"
            );
        }
        assert_eq!(Why::parse("550 5.1.1 no such user"), None);
    }

    #[test]
    fn trouble_with_the_connection_keeps_its_kind() {
        for kind in [
            TroubleKind::Settings,
            TroubleKind::Address,
            TroubleKind::NotPermitted,
            TroubleKind::Unreachable,
            TroubleKind::Certificate,
            TroubleKind::Tls,
            TroubleKind::SignIn,
            TroubleKind::Token,
            TroubleKind::Refused,
            TroubleKind::Cut,
            TroubleKind::Silence,
            TroubleKind::Garbled,
        ] {
            assert_eq!(Why::of(kind).code(), kind.word());
        }
    }
}
