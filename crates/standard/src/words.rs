//! Amounts, terms and the closed words of a standard file in Latvian and English.

use solits_kernel::{Lang, Text};

use crate::model::{ChannelKind, Lead, Period, Within};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the units name themselves")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    OpeningMinute,
    OpeningHour,
    Day,
    WorkingDay,
    CalendarDay,
    Month,
    Ring,
    Place,
    Client,
    Time,
    Request,
    Item,
    Promise,
}

impl Unit {
    /// One and many: Latvian, English.
    const fn nouns(self) -> ([&'static str; 2], [&'static str; 2]) {
        match self {
            Self::Second => (["sekunde", "sekundes"], ["second", "seconds"]),
            Self::Minute => (["minūte", "minūtes"], ["minute", "minutes"]),
            Self::Hour => (["stunda", "stundas"], ["hour", "hours"]),
            Self::OpeningMinute => (
                ["apkalpošanas laika minūte", "apkalpošanas laika minūtes"],
                ["opening minute", "opening minutes"],
            ),
            Self::OpeningHour => (
                ["apkalpošanas laika stunda", "apkalpošanas laika stundas"],
                ["opening hour", "opening hours"],
            ),
            Self::Day => (["diena", "dienas"], ["day", "days"]),
            Self::WorkingDay => (["darba diena", "darba dienas"], ["working day", "working days"]),
            Self::CalendarDay => (["kalendāra diena", "kalendāra dienas"], ["calendar day", "calendar days"]),
            Self::Month => (["mēnesis", "mēneši"], ["month", "months"]),
            Self::Ring => (["signāls", "signāli"], ["ring", "rings"]),
            Self::Place => (["vieta", "vietas"], ["place", "places"]),
            Self::Client => (["klients", "klienti"], ["client", "clients"]),
            Self::Time => (["reize", "reizes"], ["time", "times"]),
            Self::Request => (["pieprasījums", "pieprasījumi"], ["request", "requests"]),
            Self::Item => (["ieraksts", "ieraksti"], ["entry", "entries"]),
            // In the accusative, after "skar".
            Self::Promise => (["solījumu", "solījumus"], ["promise", "promises"]),
        }
    }

    /// The noun that follows a number.
    pub const fn noun(self, amount: i64, lang: Lang) -> &'static str {
        let (lv, en) = self.nouns();
        match (lang, is_singular(amount, lang)) {
            (Lang::Lv, true) => lv[0],
            (Lang::Lv, false) => lv[1],
            (Lang::En, true) => en[0],
            (Lang::En, false) => en[1],
        }
    }
}

/// Whether a noun after the number stands in the singular; Latvian says so of 1, 21, 31, but not of 11.
pub const fn is_singular(amount: i64, lang: Lang) -> bool {
    match lang {
        Lang::Lv => amount % 10 == 1 && amount % 100 != 11,
        Lang::En => amount == 1,
    }
}

/// A number with its noun: "1 darba diena", "2 darba dienas", "21 darba diena".
pub fn count(amount: i64, unit: Unit) -> Text {
    Text::new(
        format!("{amount} {}", unit.noun(amount, Lang::Lv)),
        format!("{amount} {}", unit.noun(amount, Lang::En)),
    )
}

/// A term split into its number and what it counts; `None` for a term without a number.
pub const fn amount(within: &Within) -> Option<(i64, Unit)> {
    Some(match within {
        Within::Seconds(n) => (*n, Unit::Second),
        Within::Minutes(n) => (*n, Unit::Minute),
        Within::OpeningMinutes(n) => (*n, Unit::OpeningMinute),
        Within::OpeningHours(n) => (*n, Unit::OpeningHour),
        Within::WorkingDays(n) => (*n, Unit::WorkingDay),
        Within::CalendarDays { days, .. } => (*days, Unit::CalendarDay),
        Within::Months(n) => (*n, Unit::Month),
        _ => return None,
    })
}

/// A promise's term in words: "2 darba dienas", "3. signāls", "5 dienas pirms", "reizi ceturksnī".
pub fn term(within: &Within) -> Text {
    if let Some((number, unit)) = amount(within) {
        return count(number, unit);
    }
    match within {
        Within::Rings(n) => Text::new(format!("{n}. signāls"), format!("ring {n}")),
        Within::BeforeEvent(lead) => {
            let (number, unit) = lead_amount(*lead);
            if number == 0 {
                return Text::new("līdz paredzētajam brīdim", "by the planned moment");
            }
            let words = count(number, unit);
            Text::new(format!("{} pirms", words.lv), format!("{} before", words.en))
        }
        Within::Every(period) => every(*period),
        Within::AtOnce { .. } => Text::new("nekavējoties", "at once"),
        _ => Text::new("pakalpojuma termiņš", "the service's deadline"),
    }
}

/// How long before a planned moment, split.
pub const fn lead_amount(lead: Lead) -> (i64, Unit) {
    match lead {
        Lead::Minutes(n) => (n, Unit::Minute),
        Lead::CalendarDays(n) => (n, Unit::CalendarDay),
        Lead::WorkingDays(n) => (n, Unit::WorkingDay),
    }
}

/// Once in every period.
pub fn every(period: Period) -> Text {
    let (lv, en) = match period {
        Period::WorkingDay => ("katru darba dienu", "every working day"),
        Period::Week => ("reizi nedēļā", "once a week"),
        Period::Month => ("reizi mēnesī", "once a month"),
        Period::Quarter => ("reizi ceturksnī", "once a quarter"),
        Period::Year => ("reizi gadā", "once a year"),
    };
    Text::new(lv, en)
}

/// A number as people write it: "97,5" in Latvian, "97.5" in English; whole numbers without a fraction.
pub fn number(value: f64) -> Text {
    let en = value.to_string();
    Text::new(en.replace('.', ","), en)
}

/// A percentage: "90 %".
pub fn percent(value: f64) -> Text {
    let number = number(value);
    Text::new(format!("{} %", number.lv), format!("{} %", number.en))
}

/// Yes or no.
pub fn yes_no(value: bool) -> Text {
    if value { Text::new("jā", "yes") } else { Text::new("nē", "no") }
}

impl ChannelKind {
    /// The channel in words.
    pub fn words(self) -> Text {
        let (lv, en) = match self {
            Self::Visit => ("klātiene", "in person"),
            Self::Phone => ("tālrunis", "phone"),
            Self::Email => ("e-pasts", "e-mail"),
            Self::Letter => ("vēstule", "letter"),
            Self::Portal => ("portāls", "portal"),
            Self::EAddress => ("e-adrese", "e-address"),
            Self::Website => ("tīmekļvietne", "website"),
            Self::Fax => ("fakss", "fax"),
            Self::Sms => ("īsziņa", "text message"),
            Self::SiteVisit => ("izbraukums", "field visit"),
            Self::TrustLine => ("uzticības tālrunis", "trust line"),
            Self::Internal => ("kolēģi", "colleagues"),
            Self::All => ("visi kanāli", "every channel"),
        };
        Text::new(lv, en)
    }
}

/// A quoted name, in each language's own marks.
pub fn quoted(name: &str) -> Text {
    Text::new(format!("„{name}”"), format!("`{name}`"))
}

/// Names one after another, quoted, the last joined by "vai" and "or".
pub fn alternatives<'a>(names: impl IntoIterator<Item = &'a str>) -> Text {
    joined(names, " vai ", " or ")
}

/// Names one after another, quoted, the last joined by "un" and "and".
pub fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> Text {
    joined(names, " un ", " and ")
}

fn joined<'a>(names: impl IntoIterator<Item = &'a str>, last_lv: &str, last_en: &str) -> Text {
    let names: Vec<Text> = names.into_iter().map(quoted).collect();
    let join = |parts: Vec<&str>, last: &str| match parts.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((end, rest)) => format!("{}{last}{end}", rest.join(", ")),
    };
    Text::new(
        join(names.iter().map(|name| name.lv.as_str()).collect(), last_lv),
        join(names.iter().map(|name| name.en.as_str()).collect(), last_en),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latvian_counts_twenty_one_working_days_in_the_singular_and_eleven_in_the_plural() {
        let words = |n| count(n, Unit::WorkingDay);
        assert_eq!(words(1), Text::new("1 darba diena", "1 working day"));
        assert_eq!(words(2).lv, "2 darba dienas");
        assert_eq!(words(11).lv, "11 darba dienas");
        assert_eq!(words(21), Text::new("21 darba diena", "21 working days"));
        assert_eq!(words(111).lv, "111 darba dienas");
    }

    #[test]
    fn terms_read_as_people_say_them() {
        assert_eq!(term(&Within::Rings(3)).lv, "3. signāls");
        assert_eq!(term(&Within::BeforeEvent(Lead::CalendarDays(5))).lv, "5 kalendāra dienas pirms");
        assert_eq!(term(&Within::BeforeEvent(Lead::Minutes(0))).en, "by the planned moment");
        assert_eq!(term(&Within::Every(Period::Quarter)).lv, "reizi ceturksnī");
        assert_eq!(percent(97.5), Text::new("97,5 %", "97.5 %"));
        assert_eq!(alternatives(["a", "b", "c"]), Text::new("„a”, „b” vai „c”", "`a`, `b` or `c`"));
    }
}
