//! The form of a notice: kept as typed, with what is wrong beside each field.

use jiff::civil::{Date, Time};
use solits_i18n::Words;
use solits_kernel::{BranchId, Text, Timestamp};
use solits_organisation::PlannedChange;
use solits_standard::Standard;
use solits_web::{Fields, text_wrong};

use super::model::Written;

/// A display shows a few lines at a time.
const MOST_TEXT: usize = 300;
/// A notice is shown for at most so many years ahead.
const MOST_YEARS_AHEAD: i16 = 2;
/// How long a new notice is shown unless said otherwise, in days.
const DAYS: i64 = 7;

/// A form as it was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    fields: Fields,
    /// Field and words.
    pub(crate) errors: Vec<(&'static str, String)>,
}

impl Draft {
    /// A new notice: shown from now on, for a week.
    pub(crate) fn new(now: Timestamp) -> Self {
        let until = now.plus_minutes(DAYS * 24 * 60);
        let pairs = [("from", now), ("until", until)].into_iter().flat_map(|(name, at)| {
            let local = at.to_riga();
            [
                (format!("{name}_day"), local.date().to_string()),
                (format!("{name}_time"), local.strftime("%H:%M").to_string()),
            ]
        });
        Self::of(pairs.collect::<Vec<_>>().into())
    }

    /// A notice of a change that is planned: from now on until the change is over, with its words to begin with.
    pub(crate) fn about(change: &PlannedChange, text: &Text, kind: &str, now: Timestamp) -> Self {
        let until = change.ends_at.to_riga();
        let from = now.to_riga();
        let pairs = [
            ("from_day", from.date().to_string()),
            ("from_time", from.strftime("%H:%M").to_string()),
            ("until_day", until.date().to_string()),
            ("until_time", until.strftime("%H:%M").to_string()),
            ("text_lv", text.lv.clone()),
            ("text_en", text.en.clone()),
            ("kind", kind.to_owned()),
            ("about_on", change.begins_at.day().to_string()),
        ];
        Self::of(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec().into())
    }

    pub(crate) fn of(fields: Fields) -> Self {
        Self { fields, errors: Vec::new() }
    }

    pub(crate) fn get(&self, field: &str) -> &str {
        self.fields.get(field)
    }

    /// What is wrong with a field; empty for nothing.
    pub(crate) fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| *name == field);
        found.map(|(_, words)| words.as_str()).unwrap_or_default()
    }

    fn refuse(&mut self, field: &'static str, words: String) {
        self.errors.push((field, words));
    }

    fn text(&mut self, field: &'static str, words: Words) -> String {
        self.fields.text(field, MOST_TEXT).unwrap_or_else(|error| {
            let why = text_wrong(error, words);
            self.refuse(field, why);
            String::new()
        })
    }

    fn day(&mut self, field: &'static str, today: Date, words: Words) -> Option<Date> {
        let day: Option<Date> = self.fields.parse(field);
        let day = day.filter(|day| day.year() <= today.year() + MOST_YEARS_AHEAD);
        if day.is_none() {
            self.refuse(field, words.t("hall-board-day-wrong"));
        }
        day
    }

    fn moment(
        &mut self,
        day: &'static str,
        time: &'static str,
        today: Date,
        words: Words,
    ) -> Option<Timestamp> {
        let on = self.day(day, today, words);
        let at: Option<Time> = self.fields.parse(time);
        if at.is_none() {
            self.refuse(time, words.t("hall-board-time-wrong"));
        }
        Some(Timestamp::in_riga(on?, at?))
    }

    /// The words as they are typed so far, for the preview.
    pub(crate) fn typed_text(&self) -> Text {
        Text::new(self.get("text_lv").trim(), self.get("text_en").trim())
    }

    /// The notice of this form for a branch; nothing where something is wrong, which is then said beside the field.
    pub(crate) fn read(
        &mut self,
        branch: BranchId,
        standard: Option<&Standard>,
        now: Timestamp,
        words: Words,
    ) -> Option<Written> {
        let today = now.day();
        let text = Text::new(self.text("text_lv", words), self.text("text_en", words));
        let from = self.moment("from_day", "from_time", today, words);
        let until = self.moment("until_day", "until_time", today, words);
        if let (Some(from), Some(until)) = (from, until) {
            if until <= from {
                self.refuse("until_day", words.t("hall-board-backwards"));
            } else if until <= now {
                self.refuse("until_day", words.t("hall-board-over"));
            }
        }
        let kind = Some(self.get("kind").to_owned()).filter(|kind| !kind.is_empty());
        let is_known = |kind: &str| {
            standard.is_some_and(|standard| standard.lists().notices.iter().any(|one| one.value.id == kind))
        };
        if kind.as_deref().is_some_and(|kind| !is_known(kind)) {
            self.refuse("kind", words.t("common-field-not-understood"));
        }
        let about_on =
            if self.get("about_on").trim().is_empty() { None } else { self.day("about_on", today, words) };
        let written = Written {
            branch: (self.get("place") != "all").then_some(branch),
            text,
            shown_from: from?,
            shown_until: until?,
            // What is told at once and names no day is about the day on which it is told.
            about_on: about_on.or_else(|| kind.as_ref().and(from).map(Timestamp::day)),
            kind,
        };
        Some(written).filter(|_| self.errors.is_empty())
    }
}
