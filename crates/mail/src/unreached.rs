//! Why a letter of ours did not reach its reader, in words people act on.

use solits_kernel::Text;

/// Why a letter of ours did not reach its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unreached {
    /// The address does not exist.
    NoSuchAddress,
    /// No server takes letters for what stands after the at sign.
    NoSuchHost,
    /// The mailbox has no room.
    MailboxFull,
    /// The mailbox takes no letters any more.
    MailboxClosed,
    /// The letter has more bytes than the reader's server takes.
    TooLarge,
    /// The reader's server does not want the letter.
    Refused,
    /// The reader's server could not be reached for as long as one tries.
    NotReached,
    /// Our own mail server did not take the letter: nothing is known of the address.
    OwnServer,
    /// Nobody said it in a form that is understood.
    Unknown,
}

impl Unreached {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::NoSuchAddress,
        Self::NoSuchHost,
        Self::MailboxFull,
        Self::MailboxClosed,
        Self::TooLarge,
        Self::Refused,
        Self::NotReached,
        Self::OwnServer,
        Self::Unknown,
    ];

    /// What a server's status (RFC 3463, as `5.1.1`) and words say. Of two readings the status is believed: words are in any
    /// language.
    pub fn of(status: &str, said: &str) -> Self {
        let found = [status, said].into_iter().find_map(enhanced);
        match found {
            Some((1, 2 | 10) | (4, 4)) => Self::NoSuchHost,
            // What is wrong with our own address (1.7 and 1.8) says nothing of theirs (RFC 3463 §3.2).
            Some((1, 7 | 8) | (7, _)) => Self::Refused,
            Some((1, _)) => Self::NoSuchAddress,
            Some((2, 1)) => Self::MailboxClosed,
            Some((2, 2)) => Self::MailboxFull,
            Some((2 | 3, 3 | 4)) => Self::TooLarge,
            Some((4, _)) => Self::NotReached,
            _ => Self::of_code(said),
        }
    }

    /// What the older three digits say (RFC 5321 §4.2.3).
    fn of_code(said: &str) -> Self {
        let code = said.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 3);
        match code {
            Some("550" | "551" | "553") => Self::NoSuchAddress,
            Some("552" | "452") => Self::MailboxFull,
            Some("554" | "571") => Self::Refused,
            _ => Self::Unknown,
        }
    }

    /// Whether it is about the address, so that further letters would fare alike.
    pub const fn is_of_address(self) -> bool {
        !matches!(self, Self::TooLarge | Self::OwnServer)
    }

    /// The short name by which it is stored; never changes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSuchAddress => "no-such-address",
            Self::NoSuchHost => "no-such-host",
            Self::MailboxFull => "mailbox-full",
            Self::MailboxClosed => "mailbox-closed",
            Self::TooLarge => "too-large",
            Self::Refused => "refused",
            Self::NotReached => "not-reached",
            Self::OwnServer => "own-server",
            Self::Unknown => "unknown",
        }
    }

    /// The one of a stored name; [`Self::Unknown`] for any other.
    pub fn parse(code: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.code() == code).unwrap_or(Self::Unknown)
    }

    /// The reason in one sentence, with what to look at first.
    pub fn words(self) -> Text {
        let (lv, en) = match self {
            Self::NoSuchAddress => (
                "Tādas e-pasta adreses nav. Pārbaudiet, vai tā pierakstīta pareizi.",
                "There is no such e-mail address. Check how it is spelt.",
            ),
            Self::NoSuchHost => (
                "Tas, kas adresē stāv aiz @, neeksistē vai nepieņem vēstules. Visticamāk, adresē ir kļūda.",
                "What stands after the @ does not exist or takes no letters. The address is probably misspelt.",
            ),
            Self::MailboxFull => (
                "Saņēmēja pastkastē nav vietas. Pēc kāda laika var mēģināt vēlreiz.",
                "The recipient's mailbox is full. It may be tried again later.",
            ),
            Self::MailboxClosed => (
                "Saņēmēja pastkaste vairs nepieņem vēstules.",
                "The recipient's mailbox takes no letters any more.",
            ),
            Self::TooLarge => (
                "Vēstule ar pielikumiem saņēmēja serverim ir par lielu.",
                "With its attachments the letter is too large for the recipient's server.",
            ),
            Self::Refused => (
                "Saņēmēja serveris vēstuli nevēlas pieņemt.",
                "The recipient's server does not want the letter.",
            ),
            Self::NotReached => (
                "Saņēmēja serveri neizdevās sasniegt tik ilgi, cik mēģinājām.",
                "The recipient's server could not be reached for as long as we tried.",
            ),
            Self::OwnServer => (
                "Vēstuli nepieņēma mūsu pašu pasta serveris; par adresi tas neko nesaka.",
                "Our own mail server did not take the letter; this says nothing about the address.",
            ),
            Self::Unknown => (
                "Iemesls nav saprotami pateikts; skatiet servera vārdus.",
                "The reason was not said in a way we understand; see the server's words.",
            ),
        };
        Text::new(lv, en)
    }
}

/// The second and third number of the first status in a text that is no success.
fn enhanced(text: &str) -> Option<(u16, u16)> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.')).find_map(|word| {
        let mut numbers = word.trim_matches('.').split('.');
        let (class, subject, detail) = (numbers.next()?, numbers.next()?, numbers.next()?);
        let number = |digits: &str| digits.parse::<u16>().ok().filter(|_| digits.len() <= 3);
        let is_status = matches!(class, "4" | "5") && numbers.next().is_none();
        if is_status { Some((number(subject)?, number(detail)?)) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_of_a_server_becomes_a_reason() {
        for (status, reason) in [
            ("5.1.1", Unreached::NoSuchAddress),
            ("5.1.3", Unreached::NoSuchAddress),
            ("5.1.2", Unreached::NoSuchHost),
            ("5.1.10", Unreached::NoSuchHost),
            ("5.4.4", Unreached::NoSuchHost),
            ("5.2.1", Unreached::MailboxClosed),
            ("4.2.2", Unreached::MailboxFull),
            ("5.2.3", Unreached::TooLarge),
            ("5.3.4", Unreached::TooLarge),
            ("5.7.1", Unreached::Refused),
            ("4.4.7", Unreached::NotReached),
            ("5.0.0", Unreached::Unknown),
            ("", Unreached::Unknown),
        ] {
            assert_eq!(Unreached::of(status, ""), reason, "{status}");
        }
    }

    #[test]
    fn words_are_read_where_no_status_is_given_and_addresses_of_machines_are_no_status() {
        assert_eq!(
            Unreached::of("", "smtp; 550 5.1.1 <janis@pasts.example>: no such user"),
            Unreached::NoSuchAddress
        );
        assert_eq!(Unreached::of("", "550 no such user here"), Unreached::NoSuchAddress);
        assert_eq!(Unreached::of("", "552 over quota"), Unreached::MailboxFull);
        assert_eq!(Unreached::of("", "host 5.1.1.9 said: 554 spam"), Unreached::Refused);
        assert_eq!(Unreached::of("5.2.2", "550 5.1.1 unknown"), Unreached::MailboxFull);
    }

    #[test]
    fn every_reason_is_found_again_by_its_name_and_has_words() {
        for reason in Unreached::ALL {
            assert_eq!(Unreached::parse(reason.code()), reason);
            assert!(!reason.words().lv.is_empty() && !reason.words().en.is_empty());
        }
        assert_eq!(Unreached::parse("riddle"), Unreached::Unknown);
    }
}
