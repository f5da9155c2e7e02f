//! Why a letter of ours is still here, as it is kept beside the letter and read from there.
//!
//! Kept is the name of the reason and, after a colon, what the server answered, which stays in the server's words. What the
//! program says itself is said by the pages, in the language of whoever reads them.

use solits_post::smtp::{Failure, Why};

/// Why a letter of ours is still here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Because {
    /// It was to leave later, and the client has written since.
    ClientWrote,
    /// It was to leave later, and the case has ended since.
    CaseEnded,
    /// The scanner has found something in a file of it.
    FileBlocked,
    /// It could not be handed over.
    Failed(Why),
}

impl Because {
    /// As stored, and for other programs.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::ClientWrote => "client-wrote",
            Self::CaseEnded => "case-ended",
            Self::FileBlocked => "file-blocked",
            Self::Failed(why) => why.code(),
        }
    }

    fn parse(code: &str) -> Option<Self> {
        match code {
            "client-wrote" => Some(Self::ClientWrote),
            "case-ended" => Some(Self::CaseEnded),
            "file-blocked" => Some(Self::FileBlocked),
            _ => Why::parse(code).map(Self::Failed),
        }
    }
}

/// What somebody can do about a letter that could not be handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// Tell the administrator: it is a matter of the program's settings or of our own server.
    Administrator,
    /// Look at the address.
    Address,
    /// Try later.
    Later,
    /// Look at what the server answered.
    Answer,
    /// Ask the client whether the letter has come.
    Client,
}

impl Remedy {
    /// For what a letter was kept here.
    pub(crate) const fn of(why: Why) -> Self {
        match why {
            Why::Settings
            | Why::Address
            | Why::NotPermitted
            | Why::Certificate
            | Why::Tls
            | Why::SignIn
            | Why::Token
            | Why::Grant
            | Why::Refused
            | Why::Garbled
            | Why::LetterNotAscii
            | Why::Unwritten => Self::Administrator,
            Why::Recipient | Why::NotAnAddress | Why::AddressNotAscii | Why::OwnMailbox => Self::Address,
            Why::Unreachable | Why::Cut | Why::Silence => Self::Later,
            Why::Letter => Self::Answer,
            Why::Uncertain => Self::Client,
        }
    }

    /// A part of the names of its messages.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Address => "address",
            Self::Later => "later",
            Self::Answer => "answer",
            Self::Client => "client",
        }
    }
}

/// What is known of a letter's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fate<'a> {
    /// Why it is still here; `None` for one that has left, and where an earlier version kept a sentence alone.
    pub(crate) because: Option<Because>,
    /// What the server answered; empty where it said nothing.
    pub(crate) answer: &'a str,
    /// A sentence of an earlier version, as it stands; empty otherwise.
    pub(crate) sentence: &'a str,
}

impl<'a> Fate<'a> {
    /// Reads what is kept.
    pub(crate) fn read(kept: &'a str) -> Self {
        let (code, answer) = kept.split_once(": ").unwrap_or((kept, ""));
        if let Some(because) = Because::parse(code) {
            return Self { because: Some(because), answer, sentence: "" };
        }
        let (answer, sentence) = if is_answer(kept) { (kept, "") } else { ("", kept) };
        Self { because: None, answer, sentence }
    }

    /// The name of the reason, for other programs.
    pub(crate) fn code(&self) -> Option<&'static str> {
        self.because.map(Because::code)
    }

    /// What other programs have always been told beside it: the server's words, or what kept the letter here before any
    /// server saw it.
    pub(crate) fn said(&self) -> &'a str {
        match self.because {
            Some(because @ (Because::ClientWrote | Because::CaseEnded | Because::FileBlocked)) => {
                because.code()
            }
            _ if self.answer.is_empty() => self.sentence,
            _ => self.answer,
        }
    }
}

/// What is kept of a letter that was not accepted.
pub(crate) fn keep(failure: &Failure) -> String {
    let answer = failure.answer();
    if answer.is_empty() { failure.why.code().to_owned() } else { format!("{}: {answer}", failure.why) }
}

/// Whether it begins with the three digits of a server's answer (RFC 5321, 4.2).
fn is_answer(kept: &str) -> bool {
    let code = kept.split(' ').next().unwrap_or_default();
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use solits_post::smtp::Stage;

    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        for why in Why::ALL {
            let silent = Failure::before(Stage::Connection, why);
            let read = |kept: &str| {
                let fate = Fate::read(kept);
                (fate.because, fate.answer.to_owned(), fate.sentence.to_owned())
            };
            assert_eq!(read(&keep(&silent)), (Some(Because::Failed(why)), String::new(), String::new()));
            let spoken = Failure { code: Some(550), words: "5.7.1 no: not you".to_owned(), ..silent };
            let answer = "550 5.7.1 no: not you".to_owned();
            assert_eq!(read(&keep(&spoken)), (Some(Because::Failed(why)), answer, String::new()));
        }
        for because in [Because::ClientWrote, Because::CaseEnded, Because::FileBlocked] {
            let fate = Fate::read(because.code());
            assert_eq!((fate.because, fate.said()), (Some(because), because.code()));
        }
    }

    #[test]
    fn what_earlier_versions_kept_stands_as_it_stands() {
        let old = "the host has no address that may be connected to";
        assert_eq!(Fate::read(old), Fate { because: None, answer: "", sentence: old });
        let cut = "network error: connection reset";
        assert_eq!(Fate::read(cut).said(), cut);
        for answer in ["250 2.0.0 queued as 1", "550 5.1.1 <janis@pasts.example>: no such user", "421"] {
            assert_eq!(Fate::read(answer), Fate { because: None, answer, sentence: "" });
            assert_eq!((Fate::read(answer).code(), Fate::read(answer).said()), (None, answer));
        }
        assert_eq!(Fate::read(""), Fate { because: None, answer: "", sentence: "" });
    }

    #[test]
    fn other_programs_get_the_name_and_nothing_but_the_servers_words() {
        let fate = Fate::read("recipient: 550 5.1.1 no such user");
        assert_eq!((fate.code(), fate.said()), (Some("recipient"), "550 5.1.1 no such user"));
        let fate = Fate::read("not-permitted");
        assert_eq!((fate.code(), fate.said()), (Some("not-permitted"), ""));
    }
}
