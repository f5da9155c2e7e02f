//! What went wrong between us and a server, by kind, in words for logs and an administrator.

use std::{fmt, io};

/// Characters of a server's words that are kept.
const WORDS: usize = 300;

/// What went wrong, without anything of a letter or a password in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {words}")]
pub struct Trouble {
    /// Its kind, for a message in the reader's language.
    pub kind: TroubleKind,
    /// The words of the server, of the system or of ours, in one line.
    pub words: String,
    /// Whether the words are ours, and therefore in one language only: the kind is what is told.
    pub is_ours: bool,
}

/// The kinds of trouble, by what an administrator can do about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TroubleKind {
    /// The account or server is set up in a way that cannot work.
    Settings,
    /// The host has no address.
    Address,
    /// The host has no address that may be connected to.
    NotPermitted,
    /// Nobody answers at the address.
    Unreachable,
    /// The server did not prove to be the configured host.
    Certificate,
    /// The connection could not be secured, as where the server offers no TLS.
    Tls,
    /// The server did not accept user and password or token, or no token is given to us.
    SignIn,
    /// Who gives the tokens could not be asked for one, or gave none that can be used.
    Token,
    /// A folder is not there or cannot be opened.
    Folder,
    /// The server refused a command.
    Refused,
    /// The connection was cut.
    Cut,
    /// The server stopped answering.
    Silence,
    /// The server's answer could not be understood, or was larger than any sound one.
    Garbled,
    /// The letter could not be kept on our side.
    Store,
}

impl TroubleKind {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Settings,
        Self::Address,
        Self::NotPermitted,
        Self::Unreachable,
        Self::Certificate,
        Self::Tls,
        Self::SignIn,
        Self::Token,
        Self::Folder,
        Self::Refused,
        Self::Cut,
        Self::Silence,
        Self::Garbled,
        Self::Store,
    ];

    /// The one of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// A word for logs and keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Address => "address",
            Self::NotPermitted => "not-permitted",
            Self::Unreachable => "unreachable",
            Self::Certificate => "certificate",
            Self::Tls => "tls",
            Self::SignIn => "sign-in",
            Self::Token => "token",
            Self::Folder => "folder",
            Self::Refused => "refused",
            Self::Cut => "cut",
            Self::Silence => "silence",
            Self::Garbled => "garbled",
            Self::Store => "store",
        }
    }
}

impl fmt::Display for TroubleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Trouble {
    /// In our words.
    pub(crate) fn new(kind: TroubleKind, words: &str) -> Self {
        Self { kind, words: one_line(words), is_ours: true }
    }

    /// In the words of the server or of the system.
    pub(crate) fn quoting(kind: TroubleKind, words: &str) -> Self {
        Self { kind, words: one_line(words), is_ours: false }
    }

    /// What a failed read or write says. Libraries put what they could not read into their words, which may be of a
    /// letter, so only the system's own words are repeated.
    pub(crate) fn io(error: &io::Error) -> Self {
        let is_the_systems = error.raw_os_error().is_some() || error.get_ref().is_none();
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::new(TroubleKind::Cut, "the connection ended"),
            io::ErrorKind::InvalidData | io::ErrorKind::Other if !is_the_systems => {
                Self::new(TroubleKind::Garbled, "the server's answer could not be understood")
            }
            _ if is_the_systems => Self::quoting(TroubleKind::Cut, &error.to_string()),
            kind => Self::quoting(TroubleKind::Cut, &kind.to_string()),
        }
    }
}

/// Words of a server in one line of bounded length, without what could steer a terminal.
pub(crate) fn one_line(words: &str) -> String {
    let words: Vec<&str> =
        words.split(|c: char| c.is_control() || c.is_whitespace()).filter(|w| !w.is_empty()).collect();
    words.join(" ").chars().take(WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_server_are_one_line_of_bounded_length() {
        assert_eq!(one_line("550 no\r\nsuch\u{1b}[31m user\0"), "550 no such [31m user");
        assert_eq!(one_line(&"ā".repeat(1000)).chars().count(), WORDS);
    }

    #[test]
    fn every_kind_is_found_again_by_its_word() {
        for kind in TroubleKind::ALL {
            assert_eq!(TroubleKind::parse(kind.word()), Some(kind));
        }
        assert_eq!(TroubleKind::parse("riddle"), None);
    }

    #[test]
    fn what_could_not_be_read_is_not_repeated() {
        let trouble =
            Trouble::io(&io::Error::other("Error(…) during parsing of \"Kad beidzot atbildēsiet?\""));
        assert_eq!(trouble.kind, TroubleKind::Garbled);
        assert!(!trouble.words.contains("Kad"));
    }
}
