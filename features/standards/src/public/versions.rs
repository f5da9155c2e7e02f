//! When each version is in force: plain functions over the versions that were adopted.

use jiff::civil::Time;
use solits_calendar::words::{Form, YearShown, date_in};
use solits_i18n::Words;
use solits_kernel::{Lang, Timestamp};

use super::store::AdoptedRow;

/// A version with the time in which it is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) number: i64,
    /// The version in the institution's words.
    pub(super) version: String,
    pub(super) from: Timestamp,
    /// When the next one enters into force; `None` where none does.
    pub(super) to: Option<Timestamp>,
}

/// Where a version stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Adopted, and its day has not come.
    ToCome,
    /// In force.
    InForce,
    /// Another version took its place.
    Past,
    /// Another version took its place before its own day came.
    Never,
}

impl Span {
    pub(super) fn standing(&self, at: Timestamp) -> Standing {
        match self.to {
            Some(to) if to <= self.from => Standing::Never,
            _ if self.from > at => Standing::ToCome,
            Some(to) if to <= at => Standing::Past,
            _ => Standing::InForce,
        }
    }

    /// From when until when: "no 2025. gada 1. oktobra līdz 2026. gada 30. novembrim"; from when alone where no other follows.
    pub(super) fn words(&self, words: Words) -> String {
        let from = moment(words.0, self.from, Form::From);
        match self.to {
            Some(to) => {
                let to = last_moment(words.0, to);
                words.ta("standards-public-from-until", &[("from", from.into()), ("to", to.into())])
            }
            None => words.ta("standards-public-from-on", &[("from", from.into())]),
        }
    }

    /// When it enters into force: "2026. gada 1. decembrī".
    pub(super) fn begins(&self, words: Words) -> String {
        moment(words.0, self.from, Form::When)
    }
}

/// The versions with their spans, in the order in which they enter into force.
pub(super) fn spans(adopted: Vec<AdoptedRow>) -> Vec<Span> {
    let starts: Vec<Timestamp> = adopted.iter().map(|row| row.in_force_from).collect();
    let with_next = adopted.into_iter().zip(starts.into_iter().skip(1).map(Some).chain([None]));
    with_next
        .map(|(row, to)| Span { number: row.number, version: row.version, from: row.in_force_from, to })
        .collect()
}

/// The version that was in force before another one, if any was.
pub(super) fn before(spans: &[Span], number: i64) -> Option<&Span> {
    let place = spans.iter().position(|span| span.number == number)?;
    let (earlier, from) = (&spans[..place], spans[place].from);
    earlier.iter().rev().find(|span| span.standing(from) != Standing::Never)
}

fn is_midnight(at: Timestamp) -> bool {
    at.to_riga().time() == Time::midnight()
}

/// A day, with the time where it is not the beginning of the day.
fn moment(lang: Lang, at: Timestamp, form: Form) -> String {
    let day = date_in(at.day(), form, YearShown::Shown, lang);
    if is_midnight(at) { day } else { format!("{day} {}", Words::new(lang).time(at)) }
}

/// The last day before an instant, and the time where it is not the beginning of a day.
fn last_moment(lang: Lang, to: Timestamp) -> String {
    if is_midnight(to) {
        let day = to.day().yesterday().unwrap_or_else(|_| to.day());
        date_in(day, Form::Until, YearShown::Shown, lang)
    } else {
        moment(lang, to, Form::Until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    fn adopted(list: &[(i64, &str)]) -> Vec<Span> {
        let row = |(number, from): &(i64, &str)| AdoptedRow {
            number: *number,
            version: number.to_string(),
            in_force_from: at(from),
        };
        spans(list.iter().map(row).collect())
    }

    #[test]
    fn a_version_is_in_force_until_the_next_one_is() {
        let spans = adopted(&[(1, "2025-09-30T21:00:00.000Z"), (2, "2026-11-30T22:00:00.000Z")]);
        let now = at("2026-11-21T10:00:00.000Z");
        let standings: Vec<_> = spans.iter().map(|span| span.standing(now)).collect();
        assert_eq!(standings, [Standing::InForce, Standing::ToCome]);
        assert_eq!(
            spans[0].words(Words::new(Lang::Lv)),
            "no 2025. gada 1. oktobra līdz 2026. gada 30. novembrim"
        );
        assert_eq!(spans[1].words(Words::new(Lang::En)), "from 1 December 2026");
        assert_eq!(spans[1].words(Words::new(Lang::Lv)), "no 2026. gada 1. decembra");
        assert_eq!(spans[1].begins(Words::new(Lang::Lv)), "2026. gada 1. decembrī");
        assert_eq!(spans[0].standing(at("2026-12-01T10:00:00.000Z")), Standing::Past);
    }

    #[test]
    fn a_change_within_a_day_is_told_with_its_time() {
        let spans = adopted(&[(1, "2026-11-20T22:00:00.000Z"), (2, "2026-11-21T10:00:00.000Z")]);
        assert_eq!(
            spans[0].words(Words::new(Lang::En)),
            "from 21 November 2026 until 21 November 2026 12:00"
        );
    }

    #[test]
    fn neighbours_are_versions_that_were_in_force() {
        let first = "2025-09-30T21:00:00.000Z";
        let second = "2026-11-30T22:00:00.000Z";
        let spans = adopted(&[(1, first), (2, second), (3, second)]);
        assert_eq!(spans[1].standing(at(first)), Standing::Never, "it was replaced before its day");
        assert_eq!(before(&spans, 3).map(|span| span.number), Some(1));
        assert_eq!(before(&spans, 1), None);
    }
}
