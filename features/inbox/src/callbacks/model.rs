//! Telephone numbers as people write them, how an answer comes, and how a call ends. Plain rules.

/// A telephone number of Latvia or of elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Phone {
    /// Eight digits of Latvia.
    Latvian(String),
    /// With the code of another country; it is not called back (vzd 21.1).
    Foreign(String),
}

/// Digits of a number in Latvia.
const NATIONAL: usize = 8;
/// No number has more digits, with the code of its country (ITU E.164), and none that is called from here has fewer.
const MOST_DIGITS: usize = 15;
const FEWEST_FOREIGN: usize = 7;

impl Phone {
    /// Reads a number with any spaces, dashes and brackets; nothing for what is no number.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-()./".contains(c)) {
            return None;
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let abroad = if text.starts_with('+') { Some(digits.as_str()) } else { digits.strip_prefix("00") };
        match abroad {
            Some(full) => match full.strip_prefix("371") {
                Some(national) => Self::latvian(national),
                None => (FEWEST_FOREIGN..=MOST_DIGITS)
                    .contains(&full.len())
                    .then(|| Self::Foreign(format!("+{full}"))),
            },
            None if digits.len() == NATIONAL + 3 && digits.starts_with("371") => Self::latvian(&digits[3..]),
            None => Self::latvian(&digits),
        }
    }

    fn latvian(national: &str) -> Option<Self> {
        let is_whole = national.len() == NATIONAL && national.starts_with(['2', '5', '6', '7', '8', '9']);
        is_whole.then(|| Self::Latvian(national.to_owned()))
    }

    /// As it is dialled.
    pub(crate) fn dialled(&self) -> String {
        match self {
            Self::Latvian(digits) => format!("+371{digits}"),
            Self::Foreign(digits) => digits.clone(),
        }
    }
}

/// How the answer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AnswerBy {
    /// By calling back.
    Phone,
    /// In person.
    Visit,
    /// By e-mail.
    Email,
}

impl AnswerBy {
    pub(crate) const ALL: [Self; 3] = [Self::Phone, Self::Email, Self::Visit];

    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Visit => "visit",
            Self::Email => "email",
        }
    }

    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Phone => "inbox-callback-by-phone",
            Self::Visit => "inbox-callback-by-visit",
            Self::Email => "inbox-callback-by-email",
        }
    }

    /// The way of a stored name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// How a try ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CallResult {
    /// The client was spoken with.
    Reached,
    /// Nobody answered: the call stays to be made.
    NoAnswer,
    /// Answered by text message, as an absent employee may (adazi 8.6).
    Sms,
    /// Answered by e-mail.
    Email,
    /// The client came, or called again.
    Came,
    /// Nobody can be reached under the number.
    WrongNumber,
}

impl CallResult {
    pub(crate) const ALL: [Self; 6] =
        [Self::Reached, Self::NoAnswer, Self::Sms, Self::Email, Self::Came, Self::WrongNumber];

    /// As stored, and in facts of the journal.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::NoAnswer => "no_answer",
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Came => "came",
            Self::WrongNumber => "wrong_number",
        }
    }

    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Reached => "inbox-callback-result-reached",
            Self::NoAnswer => "inbox-callback-result-no-answer",
            Self::Sms => "inbox-callback-result-sms",
            Self::Email => "inbox-callback-result-email",
            Self::Came => "inbox-callback-result-came",
            Self::WrongNumber => "inbox-callback-result-wrong-number",
        }
    }

    /// The result of a stored name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether the client has the answer.
    pub(crate) const fn answers(self) -> bool {
        matches!(self, Self::Reached | Self::Sms | Self::Email | Self::Came)
    }

    /// Whether it ends the task.
    pub(crate) const fn ends(self) -> bool {
        !matches!(self, Self::NoAnswer)
    }

    /// Whether the promise to call back is kept by it: the client was spoken with.
    pub(crate) const fn keeps_promise(self) -> bool {
        matches!(self, Self::Reached | Self::Came)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latvian(text: &str) -> bool {
        matches!(Phone::parse(text), Some(Phone::Latvian(digits)) if digits == "26123456")
    }

    #[test]
    fn a_number_of_latvia_is_known_in_any_spelling() {
        for text in [
            "26123456",
            "26 123 456",
            "+371 26-123-456",
            "00371 26123456",
            "(371) 26 12 34 56",
            "37126123456",
        ] {
            assert!(latvian(text), "{text}");
        }
    }

    #[test]
    fn a_number_with_another_countrys_code_is_foreign() {
        for text in ["+370 612 34567", "0044 20 7946 0018", "+1 (202) 555-0100"] {
            assert!(matches!(Phone::parse(text), Some(Phone::Foreign(_))), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "112", "2612345", "261234567", "12345678", "zvaniet", "+371 123", "+49", "26123456x"]
        {
            assert_eq!(Phone::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_call_nobody_answered_stays_to_be_made_and_a_message_keeps_no_promise_to_call() {
        assert!(!CallResult::NoAnswer.ends() && CallResult::WrongNumber.ends());
        assert!(CallResult::Sms.answers() && !CallResult::Sms.keeps_promise());
        assert!(CallResult::ALL.iter().all(|one| CallResult::parse(one.name()) == Some(*one)));
        assert!(AnswerBy::ALL.iter().all(|one| AnswerBy::parse(one.name()) == Some(*one)));
    }
}
