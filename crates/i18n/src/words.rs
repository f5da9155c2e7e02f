//! Texts in the language of the person who reads.

use std::borrow::Borrow;

use fluent_bundle::FluentArgs;
use jiff::civil::Date;
use solits_calendar::words::{self, Form, YearShown};
use solits_kernel::{Lang, Timestamp};

use crate::{Value, Whole, catalogue, category, figures};

/// Texts, numbers and times in one language. Instants are shown as a wall clock in Riga shows them. A day of another year
/// than the one in which the text is [read](Words::read_at) is told with its year.
///
/// Times and days may be given as such or by reference, because templates hand over references.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Lang, Option<i16>);

impl Words {
    /// Texts of a language, whenever they are read: days go without years.
    pub const fn new(lang: Lang) -> Self {
        Self(lang, None)
    }

    /// The same for whoever reads them at `at`.
    #[must_use]
    pub fn read_at(self, at: Timestamp) -> Self {
        Self(self.0, Some(at.day().year()))
    }

    fn year_of(self, day: Date) -> YearShown {
        if self.1.is_none_or(|year| year == day.year()) { YearShown::Omitted } else { YearShown::Shown }
    }

    /// The text of `key`; `⟦key⟧` when no catalogue has it, which [`crate::missing_keys`] remembers.
    pub fn t(&self, key: &str) -> String {
        catalogue::format(self.0, key, None)
    }

    /// The text of `key` with its gaps filled: `words.ta("queue-called", &[("counter", 3.into())])`.
    pub fn ta(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        catalogue::format(self.0, key, Some(&self.args(args)))
    }

    /// The text of `key` for a number: the message is given `$count`, written as the language writes numbers, and
    /// `$category`, on which it selects the form: `zero`, `one` or `other`.
    pub fn n(&self, key: &str, count: impl Whole) -> String {
        self.na(key, count, &[])
    }

    /// The text of `key` for a number, with further gaps.
    pub fn na(&self, key: &str, count: impl Whole, args: &[(&str, Value<'_>)]) -> String {
        let count = count.whole();
        let mut args = self.args(args);
        args.set("count", figures::number(self.0, count));
        args.set("category", category(self.0, count).name());
        catalogue::format(self.0, key, Some(&args))
    }

    fn args<'a>(self, args: &'a [(&'a str, Value<'a>)]) -> FluentArgs<'a> {
        args.iter().map(|(name, value)| (*name, value.written(self.0))).collect()
    }

    /// A whole number: "12 345", "12,345".
    pub fn number(&self, number: impl Whole) -> String {
        figures::number(self.0, number.whole())
    }

    /// A number with so many decimals, rounded: "4,3", "4.3".
    pub fn decimal(&self, value: impl Borrow<f64>, decimals: usize) -> String {
        figures::decimal(self.0, *value.borrow(), decimals)
    }

    /// A share between 0 and 1 in percent: "97,2 %", "97.2%". Only a whole share shows as 100 %.
    pub fn percent(&self, share: impl Borrow<f64>) -> String {
        figures::percent(self.0, *share.borrow())
    }

    /// The time of day: "10.42", "10:42".
    pub fn time(&self, at: impl Borrow<Timestamp>) -> String {
        words::time(*at.borrow(), self.0)
    }

    /// A day as a label: "21. novembris", "21 November"; of another year "2025. gada 21. novembris", "21 November 2025".
    pub fn date(&self, day: impl Borrow<Date>) -> String {
        let day = *day.borrow();
        words::date_in(day, Form::What, self.year_of(day), self.0)
    }

    /// When something happens: "21. novembrī", "21 November"; in another year "2025. gada 21. novembrī", "21 November 2025".
    pub fn on(&self, day: impl Borrow<Date>) -> String {
        let day = *day.borrow();
        words::date_in(day, Form::When, self.year_of(day), self.0)
    }

    /// When something happened that may be years ago: "2025. gada 21. novembrī", "21 November 2025".
    pub fn on_in_year(&self, day: impl Borrow<Date>) -> String {
        words::date_in(*day.borrow(), Form::When, YearShown::Shown, self.0)
    }

    /// A day with weekday and year, as a heading has it: "sestdiena, 2026. gada 21. novembris".
    pub fn day(&self, day: impl Borrow<Date>) -> String {
        words::day(*day.borrow(), self.0)
    }

    /// A day and a time: "21. novembrī 10.42", "21 November 10:42".
    pub fn moment(&self, at: impl Borrow<Timestamp>) -> String {
        let at = *at.borrow();
        format!("{} {}", self.on(at.day()), self.time(at))
    }

    /// A month as a label, 1 to 12: "novembris", "November".
    pub fn month(&self, month: impl Borrow<i8>) -> &'static str {
        words::month(*month.borrow(), Form::What, self.0)
    }

    /// A deadline as seen from `now`: "šodien līdz 17.00", "līdz rītdienai 17.00", "kavējas 2 h".
    pub fn due(&self, at: impl Borrow<Timestamp>, now: impl Borrow<Timestamp>) -> String {
        words::due(*at.borrow(), *now.borrow(), self.0)
    }

    /// A running time in milliseconds, as a timer shows it: "4:12".
    pub fn stopwatch(&self, millis: impl Whole) -> String {
        figures::stopwatch(millis.whole())
    }

    /// A length of time in milliseconds: "12 min", "2 h 05 min"; parts of the smaller unit are left off.
    pub fn duration(&self, millis: impl Whole) -> String {
        figures::duration(self.0, millis.whole())
    }

    /// A range of whole minutes: "10–15 min".
    pub fn minutes_range(&self, low: impl Whole, high: impl Whole) -> String {
        figures::minutes_range(low.whole(), high.whole())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    const LV: Words = Words::new(Lang::Lv);
    const EN: Words = Words::new(Lang::En);

    #[test]
    fn a_noun_follows_its_number_in_both_languages() {
        for (count, lv, en) in [
            (0, "0 klientu", "0 clients"),
            (1, "1 klients", "1 client"),
            (2, "2 klienti", "2 clients"),
            (11, "11 klientu", "11 clients"),
            (21, "21 klients", "21 clients"),
            (111, "111 klientu", "111 clients"),
        ] {
            assert_eq!(LV.n("common-clients", count), lv);
            assert_eq!(EN.n("common-clients", count), en);
        }
    }

    #[test]
    fn gaps_are_filled_without_hidden_marks() {
        assert_eq!(LV.ta("error-code", &[("code", "K7".into())]), "Kods: K7");
    }

    #[test]
    fn an_unknown_key_shows_itself_and_is_remembered() {
        assert_eq!(LV.t("no-such-key"), "⟦no-such-key⟧");
        assert!(crate::missing_keys().iter().any(|missing| missing.starts_with("no-such-key (lv)")));
    }

    #[test]
    fn an_unfilled_gap_is_remembered() {
        LV.t("error-code");
        assert!(crate::missing_keys().iter().any(|missing| missing.starts_with("error-code (lv)")));
    }

    #[test]
    fn times_and_days_are_written_as_the_language_writes_them() {
        let day = date(2026, 11, 21);
        let at = Timestamp::in_riga(day, time(10, 42, 0, 0));
        assert_eq!((LV.time(at), EN.time(at)), ("10.42".to_owned(), "10:42".to_owned()));
        assert_eq!((LV.on(day), EN.on(day)), ("21. novembrī".to_owned(), "21 November".to_owned()));
        assert_eq!(LV.date(day), "21. novembris");
        assert_eq!(LV.moment(at), "21. novembrī 10.42");
    }

    #[test]
    fn a_day_of_another_year_than_that_of_the_reader_is_told_with_its_year() {
        let at = Timestamp::in_riga(date(2025, 12, 31), time(10, 42, 0, 0));
        for (year, lv, en) in [
            (2024, "2025. gada 31. decembrī 10.42", "31 December 2025 10:42"),
            (2025, "31. decembrī 10.42", "31 December 10:42"),
            (2026, "2025. gada 31. decembrī 10.42", "31 December 2025 10:42"),
        ] {
            let read = Timestamp::in_riga(date(year, 1, 1), time(0, 0, 0, 0));
            assert_eq!(
                (LV.read_at(read).moment(at), EN.read_at(read).moment(at)),
                (lv.to_owned(), en.to_owned())
            );
            assert_eq!(LV.read_at(read).date(at.day()).starts_with("2025. gada"), year != 2025);
        }
    }

    #[test]
    fn templates_may_hand_over_references() {
        let (count, at) = (&&3_usize, &Timestamp::in_riga(date(2026, 11, 21), time(9, 5, 0, 0)));
        assert_eq!(LV.n("common-clients", count), "3 klienti");
        assert_eq!(EN.time(at), "9:05");
    }
}
