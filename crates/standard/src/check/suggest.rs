//! What a misspelt name was probably meant to be.

use solits_kernel::{Text, fold};

use crate::words;

/// A name with more characters than these is no slip of the finger and nothing to choose from.
const LONGEST: usize = 80;

/// The known name nearest to a misspelt one; `None` when nothing is near.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if is_too_long(name) {
        return None;
    }
    let wanted = plain(name);
    let most = (wanted.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .filter(|candidate| !is_too_long(candidate))
        .filter_map(|candidate| Some((within(most, &wanted, &plain(candidate))?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// "Did you mean …?" for a name, or the list of what is allowed where nothing is near and the list is short.
pub(super) fn meant<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<Text> {
    if let Some(nearest) = nearest(name, known.clone()) {
        let quoted = words::quoted(nearest);
        return Some(Text::new(
            format!("varbūt domāts {}?", quoted.lv),
            format!("did you mean {}?", quoted.en),
        ));
    }
    allowed(known)
}

/// "Allowed: …", where the list is short enough to read.
pub(super) fn allowed<'a>(known: impl IntoIterator<Item = &'a str>) -> Option<Text> {
    const READABLE: usize = 16;
    let mut known: Vec<_> = known.into_iter().collect();
    known.dedup();
    if known.is_empty() || known.len() > READABLE || known.iter().any(|name| is_too_long(name)) {
        return None;
    }
    let names = words::alternatives(known);
    Some(Text::new(format!("atļauts: {}", names.lv), format!("allowed: {}", names.en)))
}

fn is_too_long(name: &str) -> bool {
    name.chars().nth(LONGEST).is_some()
}

/// Capitals, diacritics, hyphens and underscores are what people mix up most.
fn plain(name: &str) -> String {
    fold(name).replace(['-', ' '], "_")
}

/// The distance, where it is not greater than `most`; one letter more or less is one step at least.
fn within(most: usize, left: &str, right: &str) -> Option<usize> {
    let differ = left.chars().count().abs_diff(right.chars().count());
    (differ <= most).then(|| distance(left, right)).filter(|distance| *distance <= most)
}

/// How many letters must be added, left out, changed or swapped with their neighbour (Damerau, Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut before_last = vec![0; right.len() + 1];
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for row in 1..=left.len() {
        let mut current = vec![row; right.len() + 1];
        for column in 1..=right.len() {
            let changed = usize::from(left[row - 1] != right[column - 1]);
            let mut steps = (last[column] + 1).min(current[column - 1] + 1).min(last[column - 1] + changed);
            let swapped = row > 1
                && column > 1
                && left[row - 1] == right[column - 2]
                && left[row - 2] == right[column - 1];
            if swapped {
                steps = steps.min(before_last[column - 2] + 1);
            }
            current[column] = steps;
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised_and_another_word_is_not() {
        let known = ["paragraph", "paragraphs", "text", "title"];
        assert_eq!(nearest("paragrap", known), Some("paragraph"));
        assert_eq!(nearest("tilte", known), Some("title"));
        assert_eq!(nearest("Tēxt", known), Some("text"));
        assert_eq!(nearest("owner", known), None);
        assert_eq!(nearest("ticket-taken", ["ticket.taken"]), Some("ticket.taken"));
    }

    #[test]
    fn what_is_allowed_is_listed_when_nothing_is_near() {
        assert_eq!(meant("zzz", ["lv", "en"]).unwrap().lv, "atļauts: „lv” vai „en”");
    }
}
