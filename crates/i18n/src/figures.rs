//! Numbers, shares and durations as each language writes them.
//!
//! Latvian has the comma and a blank between thousands, English the point and the comma: 12 345,6 and 12,345.6. The
//! blanks do not break, so that a number and its unit stay on one line.

use solits_kernel::Lang;

/// A blank at which no line ends.
const BLANK: char = '\u{a0}';

pub(crate) fn number(lang: Lang, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let separator = match lang {
        // Four digits stand together in Latvian, as years do.
        Lang::Lv if digits.len() < 5 => None,
        Lang::Lv => Some(BLANK),
        Lang::En => Some(','),
    };
    let mut text = String::from(if number < 0 { "−" } else { "" });
    for (index, digit) in digits.char_indices() {
        if let Some(separator) = separator.filter(|_| index > 0 && (digits.len() - index).is_multiple_of(3)) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A number with so many decimals, rounded half away from zero.
pub(crate) fn decimal(lang: Lang, value: f64, decimals: usize) -> String {
    let power = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let text = format!("{:.decimals$}", (value.abs() * power).round() / power);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = number(lang, whole.parse().unwrap_or(i64::MAX));
    let sign = if value < 0.0 && text.bytes().any(|byte| matches!(byte, b'1'..=b'9')) { "−" } else { "" };
    let point = match lang {
        Lang::Lv => ',',
        Lang::En => '.',
    };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{fraction}") }
}

/// Percent with at most one decimal. A share that is not whole never shows as all or nothing: 99.97 is 99.9.
pub(crate) fn percent(lang: Lang, share: f64) -> String {
    let percent = (share * 1000.0).round() / 10.0;
    let shown = match share {
        share if share < 1.0 && percent >= 100.0 => 99.9,
        share if share > 0.0 && percent <= 0.0 => 0.1,
        _ => percent,
    };
    let decimals = usize::from((shown - shown.round()).abs() > 0.01);
    match lang {
        Lang::Lv => format!("{}{BLANK}%", decimal(lang, shown, decimals)),
        Lang::En => format!("{}%", decimal(lang, shown, decimals)),
    }
}

/// A running time: minutes and seconds, and hours where there are any.
pub(crate) fn stopwatch(millis: i64) -> String {
    let seconds = millis.max(0) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// A length of time in the two units that matter, rounded down as people say it; never more than was true.
pub(crate) fn duration(lang: Lang, millis: i64) -> String {
    let seconds = millis.max(0) / 1000;
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60);
    let day = match lang {
        Lang::Lv => "d.",
        Lang::En => "d",
    };
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds}{BLANK}s"),
        (0, 0, _) => format!("{minutes}{BLANK}min"),
        (0, _, 0) => format!("{hours}{BLANK}h"),
        (0, ..) => format!("{hours}{BLANK}h {minutes:02}{BLANK}min"),
        (_, 0, _) => format!("{days}{BLANK}{day}"),
        _ => format!("{days}{BLANK}{day} {hours}{BLANK}h"),
    }
}

/// A range of minutes: "10–15 min", and one number where both ends are the same.
pub(crate) fn minutes_range(low: i64, high: i64) -> String {
    if low >= high { format!("{high}{BLANK}min") } else { format!("{low}–{high}{BLANK}min") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with ordinary blanks, which are easier to read in a test.
    fn plain(text: &str) -> String {
        text.replace(BLANK, " ")
    }

    #[test]
    fn thousands_are_set_apart_as_each_language_does() {
        for (value, lv, en) in
            [(0, "0", "0"), (999, "999", "999"), (1234, "1234", "1,234"), (12_345, "12 345", "12,345")]
        {
            assert_eq!(plain(&number(Lang::Lv, value)), lv);
            assert_eq!(number(Lang::En, value), en);
        }
        assert_eq!(plain(&number(Lang::Lv, -1_234_567)), "−1 234 567");
    }

    #[test]
    fn decimals_take_the_comma_in_latvian() {
        assert_eq!(decimal(Lang::Lv, 4.25, 1), "4,3");
        assert_eq!(decimal(Lang::En, 4.25, 1), "4.3");
        assert_eq!(decimal(Lang::Lv, 12_345.0, 0), "12\u{a0}345");
        assert_eq!(decimal(Lang::En, -0.04, 1), "0.0", "nothing is not negative");
        assert_eq!(decimal(Lang::Lv, -0.5, 1), "−0,5");
    }

    #[test]
    fn a_share_shows_one_decimal_where_it_has_one() {
        for (share, lv, en) in [
            (0.972, "97,2 %", "97.2%"),
            (0.95, "95 %", "95%"),
            (1.0, "100 %", "100%"),
            (0.0, "0 %", "0%"),
            (0.9997, "99,9 %", "99.9%"),
            (0.0001, "0,1 %", "0.1%"),
        ] {
            assert_eq!(plain(&percent(Lang::Lv, share)), lv);
            assert_eq!(percent(Lang::En, share), en);
        }
    }

    #[test]
    fn a_stopwatch_shows_minutes_and_seconds() {
        for (millis, text) in [(0, "0:00"), (252_999, "4:12"), (3_605_000, "1:00:05"), (-5, "0:00")] {
            assert_eq!(stopwatch(millis), text);
        }
    }

    #[test]
    fn a_duration_is_said_in_at_most_two_units() {
        for (seconds, lv, en) in [
            (42, "42 s", "42 s"),
            (12 * 60 + 59, "12 min", "12 min"),
            (2 * 3600, "2 h", "2 h"),
            (2 * 3600 + 5 * 60, "2 h 05 min", "2 h 05 min"),
            (27 * 3600, "1 d. 3 h", "1 d 3 h"),
            (48 * 3600, "2 d.", "2 d"),
        ] {
            assert_eq!(plain(&duration(Lang::Lv, seconds * 1000)), lv);
            assert_eq!(plain(&duration(Lang::En, seconds * 1000)), en);
        }
    }

    #[test]
    fn a_range_of_equal_ends_is_one_number() {
        assert_eq!(plain(&minutes_range(10, 15)), "10–15 min");
        assert_eq!(plain(&minutes_range(5, 5)), "5 min");
    }
}
