//! Phrases a standard asks to avoid, where they stand.
//!
//! A phrase is found in any case and with any blanks, between whole words, with its diacritics: *ne* is not *nē*. Words of
//! the other side, in quotation marks or in lines that begin with `>`, are not the writer's. A word as short as *jā* or
//! *labi* is a phrase only where it stands by itself between punctuation.

use solits_kernel::{Lang, Text};

use super::{Draft, Finding, Place, Remark, ReplyRules, Weight, own_lines};

/// A phrase of at most so many letters counts only where it stands by itself.
const SHORT: usize = 4;

pub(super) fn review(draft: &Draft, rules: &ReplyRules, remarks: &mut Vec<Remark>) {
    for phrase in &rules.avoided {
        let words = match draft.lang {
            Lang::Lv => &phrase.words.lv,
            Lang::En => &phrase.words.en,
        };
        let instead: Vec<String> = phrase
            .instead
            .iter()
            .map(|text| if draft.lang == Lang::Lv { &text.lv } else { &text.en })
            .filter(|text| !text.is_empty())
            .cloned()
            .collect();
        for (part, text) in draft.texts() {
            for (start, end) in places(text, words) {
                remarks.push(Remark {
                    weight: Weight::Advises,
                    finding: Finding::PhraseToAvoid(instead.clone()),
                    place: Some(Place { part, start, end }),
                    text: Text::new(
                        format!("Standarts iesaka izvairīties no “{words}”: {}.", phrase.purpose.lv),
                        format!("The standard asks to avoid “{words}”: {}.", phrase.purpose.en),
                    ),
                    origin: Some(phrase.origin.clone()),
                });
            }
        }
    }
}

/// Where a phrase stands in the writer's own words.
fn places(text: &str, phrase: &str) -> Vec<(usize, usize)> {
    let wanted: Vec<String> =
        word_spans(phrase).into_iter().map(|(start, end)| phrase[start..end].to_lowercase()).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let is_short = wanted.iter().map(|word| word.chars().count()).sum::<usize>() <= SHORT;
    let mut found = Vec::new();
    for (line_start, line) in own_lines(text) {
        let words = word_spans(line);
        let folded: Vec<String> =
            words.iter().map(|(start, end)| line[*start..*end].to_lowercase()).collect();
        for at in 0..=words.len().saturating_sub(wanted.len()) {
            if folded.get(at..at + wanted.len()) != Some(&wanted[..]) {
                continue;
            }
            let (start, end) = (words[at].0, words[at + wanted.len() - 1].1);
            let is_joined = words[at..at + wanted.len()]
                .windows(2)
                .all(|pair| line[pair[0].1..pair[1].0].trim().is_empty());
            if is_joined && !is_quoted(line, start) && (!is_short || stands_alone(line, start, end)) {
                found.push((line_start + start, line_start + end));
            }
        }
    }
    found
}

fn word_spans(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                spans.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    spans.extend(start.map(|from| (from, text.len())));
    spans
}

/// Whether an odd number of quotation marks stands before it, or an opening one that has not been closed.
fn is_quoted(line: &str, at: usize) -> bool {
    let mut is_open = false;
    for c in line[..at].chars() {
        match c {
            '„' | '«' | '“' if !is_open => is_open = true,
            '“' | '”' | '»' => is_open = false,
            '"' => is_open = !is_open,
            _ => {}
        }
    }
    is_open
}

fn stands_alone(line: &str, start: usize, end: usize) -> bool {
    let before = line[..start].trim_end().chars().next_back();
    let after = line[end..].trim_start().chars().next();
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    is_edge(before) && is_edge(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, phrase: &str, found: &[&str]) {
        let places: Vec<&str> =
            places(text, phrase).into_iter().map(|(start, end)| &text[start..end]).collect();
        assert_eq!(places, found);
    }

    #[test]
    fn a_phrase_is_found_in_any_case_and_between_whole_words() {
        check(
            "Tādi  ir noteikumi. tādi ir noteikumi!",
            "Tādi ir noteikumi",
            &["Tādi  ir noteikumi", "tādi ir noteikumi"],
        );
        check("Tādi ir noteikumiem", "Tādi ir noteikumi", &[]);
        check("Mums liekas, ka …", "liekas", &["liekas"]);
    }

    #[test]
    fn diacritics_tell_words_apart_here() {
        check("Ne vienmēr.", "nē", &[]);
        check("Nē, tā nav.", "nē", &["Nē"]);
    }

    #[test]
    fn a_short_word_counts_only_by_itself() {
        check("Tas ir labi zināms.", "labi", &[]);
        check("Labi. Nosūtīsim.", "labi", &["Labi"]);
    }

    #[test]
    fn the_other_sides_words_are_not_the_writers() {
        check("Jūs rakstījāt: „Es nezinu, kur vērsties.“ Palīdzēsim.", "nezinu", &[]);
        check("> Es nezinu, kur vērsties.\nPalīdzēsim.", "nezinu", &[]);
        check("Viņa teica \"nezinu\", un es nezinu.", "nezinu", &["nezinu"]);
    }
}
