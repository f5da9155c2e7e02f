//! What a reply answers: the last the client sent or said, and when it reached the institution.

use solits_calendar::words::{Form, YearShown, date_in};
use solits_cases::Case;
use solits_kernel::{Lang, Text, Timestamp};
use solits_standard::model::ChannelKind;
use solits_written::nature::Way;

use crate::store::MessageRow;

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    channel: ChannelKind,
    at: Timestamp,
    year: YearShown,
}

impl Asked {
    /// The client's last message, which counts from when it was received and not from when it was written down or fetched;
    /// where there is none, the visit or the call with which the case began.
    pub(crate) fn of(case: &Case, messages: &[MessageRow], now: Timestamp) -> Self {
        let last = messages.iter().rev().find(|one| one.direction == "in" && one.is_automatic == 0);
        let (channel, at) = match last {
            Some(message) => (Way::parse(&message.way).map_or(case.channel, Way::channel), message.at),
            None => (case.channel, case.opened_at),
        };
        Self::new(channel, at, now)
    }

    fn new(channel: ChannelKind, at: Timestamp, now: Timestamp) -> Self {
        // Nobody needs to be told which year it is.
        let is_this_year = at.day().year() == now.day().year();
        Self { channel, at, year: if is_this_year { YearShown::Omitted } else { YearShown::Shown } }
    }

    /// The day on which it came, as it stands after "saņēmām" and "received on": "2026. gada 10. novembrī", "10 November
    /// 2026".
    pub(crate) fn received(self, lang: Lang) -> String {
        date_in(self.at.day(), Form::When, YearShown::Shown, lang)
    }

    /// What the letter answers, in a sentence.
    pub(crate) fn reference(self, reference: &str, lang: Lang) -> String {
        match lang {
            Lang::Lv => format!("Atbildam {} (lieta {reference}).", self.in_latvian()),
            Lang::En => format!("This {} (case {reference}).", self.in_english()),
        }
    }

    fn in_latvian(self) -> String {
        let of = date_in(self.at.day(), Form::From, self.year, Lang::Lv);
        let on = date_in(self.at.day(), Form::When, self.year, Lang::Lv);
        match self.channel {
            ChannelKind::Letter => format!("uz Jūsu {of} vēstuli"),
            ChannelKind::Email => format!("uz Jūsu {of} e-pasta vēstuli"),
            ChannelKind::EAddress => format!("uz Jūsu {of} vēstuli e-adresē"),
            ChannelKind::Portal => format!("uz Jūsu {of} ziņu portālā"),
            ChannelKind::Website => format!("uz Jūsu {of} jautājumu mūsu tīmekļvietnē"),
            ChannelKind::Fax => format!("uz Jūsu {of} faksu"),
            ChannelKind::Sms => format!("uz Jūsu {of} īsziņu"),
            ChannelKind::Visit => format!("pēc mūsu sarunas centrā {on}"),
            ChannelKind::SiteVisit => format!("pēc mūsu sarunas {on}"),
            ChannelKind::Phone | ChannelKind::TrustLine => format!("pēc mūsu telefona sarunas {on}"),
            ChannelKind::Internal | ChannelKind::All => format!("uz Jūsu {of} jautājumu"),
        }
    }

    fn in_english(self) -> String {
        let day = date_in(self.at.day(), Form::What, self.year, Lang::En);
        match self.channel {
            ChannelKind::Letter => format!("answers your letter of {day}"),
            ChannelKind::Email => format!("answers your e-mail of {day}"),
            ChannelKind::EAddress => format!("answers your letter of {day} in the e-address"),
            ChannelKind::Portal => format!("answers your message of {day} on the portal"),
            ChannelKind::Website => format!("answers your question of {day} on our website"),
            ChannelKind::Fax => format!("answers your fax of {day}"),
            ChannelKind::Sms => format!("answers your text message of {day}"),
            ChannelKind::Visit => format!("follows our conversation at our centre on {day}"),
            ChannelKind::SiteVisit => format!("follows our conversation on {day}"),
            ChannelKind::Phone | ChannelKind::TrustLine => {
                format!("follows our telephone conversation on {day}")
            }
            ChannelKind::Internal | ChannelKind::All => format!("answers your question of {day}"),
        }
    }

    /// How a reply thanks: whoever came or called has written nothing.
    pub(crate) fn thanks(self) -> Text {
        match self.channel {
            ChannelKind::Visit | ChannelKind::SiteVisit | ChannelKind::Phone | ChannelKind::TrustLine => {
                Text::new("Paldies par sarunu!", "Thank you for the conversation!")
            }
            _ => Text::new("Paldies, ka rakstījāt!", "Thank you for writing!"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[track_caller]
    fn check(channel: ChannelKind, lv: &str, en: &str) {
        let asked = Asked::new(channel, at("2026-11-10T08:00:00.000Z"), at("2026-11-16T08:00:00.000Z"));
        assert_eq!(asked.reference("2026-000001", Lang::Lv), format!("Atbildam {lv} (lieta 2026-000001)."));
        assert_eq!(asked.reference("2026-000001", Lang::En), format!("This {en} (case 2026-000001)."));
    }

    #[test]
    fn what_is_answered_is_named_as_it_came() {
        check(ChannelKind::Letter, "uz Jūsu 10. novembra vēstuli", "answers your letter of 10 November");
        check(
            ChannelKind::Email,
            "uz Jūsu 10. novembra e-pasta vēstuli",
            "answers your e-mail of 10 November",
        );
        check(
            ChannelKind::Portal,
            "uz Jūsu 10. novembra ziņu portālā",
            "answers your message of 10 November on the portal",
        );
        check(
            ChannelKind::Visit,
            "pēc mūsu sarunas centrā 10. novembrī",
            "follows our conversation at our centre on 10 November",
        );
        check(
            ChannelKind::Phone,
            "pēc mūsu telefona sarunas 10. novembrī",
            "follows our telephone conversation on 10 November",
        );
    }

    #[test]
    fn a_letter_of_last_year_is_named_with_its_year() {
        let asked =
            Asked::new(ChannelKind::Letter, at("2025-12-30T08:00:00.000Z"), at("2026-01-05T08:00:00.000Z"));
        let (lv, en) = (asked.reference("1", Lang::Lv), asked.reference("1", Lang::En));
        assert_eq!(lv, "Atbildam uz Jūsu 2025. gada 30. decembra vēstuli (lieta 1).");
        assert_eq!(en, "This answers your letter of 30 December 2025 (case 1).");
        assert_eq!(asked.received(Lang::Lv), "2025. gada 30. decembrī");
    }
}
