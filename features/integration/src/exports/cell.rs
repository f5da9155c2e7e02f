//! A cell of a table, and how it is written so that it opens safely (`security.md` §6).

use jiff::civil::Date;
use solits_kernel::Timestamp;

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Words, whatever they look like.
    Text(String),
    /// A moment, shown in Riga.
    Moment(Timestamp),
    Day(Date),
    /// So many.
    Number(i64),
    /// Euros, in cents.
    Euros(i64),
    Empty,
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    pub(super) fn moment(at: Option<Timestamp>) -> Self {
        at.map_or(Self::Empty, Self::Moment)
    }

    /// As a value of a text file: a moment as `2026-11-22 10:15`, and words never as a formula.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Text(text) => harmless(text),
            Self::Moment(at) => at.to_riga().strftime("%Y-%m-%d %H:%M").to_string(),
            Self::Day(day) => day.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Euros(cents) => euros(*cents),
            Self::Empty => String::new(),
        }
    }
}

/// Cents as euros, with a full stop, as other programs read it.
fn euros(cents: i64) -> String {
    let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.unsigned_abs());
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

/// A text that no spreadsheet takes for a formula: what begins like one has an apostrophe before it.
fn harmless(text: &str) -> String {
    let text = text.replace('\0', "");
    if text.starts_with(begins_formula) { format!("'{text}") } else { text }
}

/// The signs a formula begins with, in full width too, and what a spreadsheet would skip to find one.
const fn begins_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_begins_like_a_formula() {
        for hostile in [
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+371 26123456",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\0=1",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM",
            "=HYPERLINK(\"http://x\",\"y\")",
        ] {
            let plain = Cell::text(hostile).plain();
            assert!(plain.starts_with('\''), "{hostile:?} became {plain:?}");
            assert!(!plain.contains('\0'));
        }
        for harmless in ["Dzīvesvieta", "2026-000123", "a=b", "'=1"] {
            assert_eq!(Cell::text(harmless).plain(), harmless);
        }
    }

    #[test]
    fn a_moment_is_the_one_of_a_clock_in_riga() {
        let at = Timestamp::parse("2026-07-01T21:30:00.000Z").unwrap();
        assert_eq!(Cell::Moment(at).plain(), "2026-07-02 00:30");
    }

    #[test]
    fn numbers_days_and_euros_are_written_as_other_programs_read_them() {
        assert_eq!(Cell::Number(1_234).plain(), "1234");
        assert_eq!(Cell::Day(Date::constant(2026, 7, 2)).plain(), "2026-07-02");
        for (cents, written) in [(0, "0.00"), (7, "0.07"), (120_050, "1200.50"), (-105, "-1.05")] {
            assert_eq!(Cell::Euros(cents).plain(), written);
        }
    }
}
