//! Waits, places and counters in words, the same on the kiosk, the phone and the display.

use solits_i18n::Words;
use solits_queueing::announce::Wait;

/// An announced wait: "apmēram 10–15 min".
pub(crate) fn wait_words(words: Words, wait: Wait) -> String {
    match wait {
        Wait::AtOnce => words.t("hall-wait-now"),
        Wait::Range { low_minutes: 0, high_minutes } => {
            words.ta("hall-wait-up-to", &[("minutes", high_minutes.into())])
        }
        Wait::Range { low_minutes, high_minutes } => {
            words.ta("hall-wait-range", &[("range", words.minutes_range(low_minutes, high_minutes).into())])
        }
        Wait::LongerThan { minutes: 60 } => words.t("hall-wait-over-hour"),
        Wait::LongerThan { minutes } => words.ta("hall-wait-over", &[("minutes", minutes.into())]),
        Wait::NoCounterOpen => words.t("hall-wait-no-counter"),
    }
}

/// An announced wait as a sentence: "Gaidīšanas laiks: apmēram 10–15 min."
pub(crate) fn wait_sentence(words: Words, wait: Wait) -> String {
    match wait {
        Wait::NoCounterOpen => words.t("hall-wait-unknown"),
        wait => words.ta("hall-wait-is", &[("wait", wait_words(words, wait).into())]),
    }
}

/// How many wait: "gaida 3 cilvēki".
pub(crate) fn waiting_words(words: Words, waiting: usize) -> String {
    if waiting == 0 { words.t("hall-nobody-waits") } else { words.n("hall-waiting", waiting) }
}

/// The place in the line: "Pirms jums 3".
pub(crate) fn place_words(words: Words, ahead: usize) -> String {
    if ahead == 0 { words.t("hall-place-next") } else { words.ta("hall-place", &[("ahead", ahead.into())]) }
}

/// A counter by its number: "3. lodziņš".
pub(crate) fn counter_words(words: Words, number: i64) -> String {
    words.ta("hall-counter", &[("number", number.into())])
}

/// How many come together, as a ticket says it; empty for somebody alone.
pub(crate) fn party_words(words: Words, people: i64) -> String {
    if people > 1 { words.n("hall-people", people) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use solits_kernel::Lang;

    fn both(write: impl Fn(Words) -> String) -> [String; 2] {
        Lang::ALL.map(|lang| write(Words::new(lang)).replace('\u{a0}', " "))
    }

    #[test]
    fn a_wait_is_announced_as_a_range_in_words() {
        for (wait, lv, en) in [
            (Wait::AtOnce, "uzreiz", "at once"),
            (Wait::Range { low_minutes: 0, high_minutes: 5 }, "līdz 5 min", "up to 5 min"),
            (Wait::Range { low_minutes: 10, high_minutes: 15 }, "apmēram 10–15 min", "about 10–15 min"),
            (Wait::LongerThan { minutes: 60 }, "ilgāk nekā stundu", "longer than an hour"),
            (Wait::LongerThan { minutes: 90 }, "ilgāk nekā 90 min", "longer than 90 min"),
            (Wait::NoCounterOpen, "lodziņi pašlaik nestrādā", "no counter is working now"),
        ] {
            assert_eq!(both(|words| wait_words(words, wait)), [lv, en]);
        }
    }

    #[test]
    fn people_in_line_are_counted_with_the_right_noun() {
        for (count, lv, en) in [
            (0, "neviens negaida", "nobody is waiting"),
            (1, "gaida 1 cilvēks", "1 person waiting"),
            (3, "gaida 3 cilvēki", "3 people waiting"),
            (11, "gaida 11 cilvēku", "11 people waiting"),
            (21, "gaida 21 cilvēks", "21 people waiting"),
        ] {
            assert_eq!(both(|words| waiting_words(words, count)), [lv, en]);
        }
    }

    #[test]
    fn the_place_and_the_counter_are_said_shortly() {
        assert_eq!(both(|words| place_words(words, 3)), ["Pirms jums 3", "Before you: 3"]);
        assert_eq!(both(|words| place_words(words, 0)), ["Jūsu kārta ir nākamā", "You are next"]);
        assert_eq!(both(|words| counter_words(words, 3)), ["3. lodziņš", "Counter 3"]);
    }
}
