//! How a saved state is kept: whole, or as what differs from a state that is kept whole. Plain functions.

/// A text as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// As it is.
    Whole(String),
    /// So many bytes of the whole one from its beginning, what stands between, and so many of its end.
    Part { before: usize, after: usize, between: String },
}

/// A part is kept while it saves at least three quarters of the text.
const LEAST_SAVING: usize = 4;

/// How `text` is kept beside `whole`.
pub(super) fn keep(whole: &str, text: &str) -> Kept {
    let before = common_start(whole, text);
    let after = common_end(&whole[before..], &text[before..]);
    let between = &text[before..text.len() - after];
    if between.len() * LEAST_SAVING > text.len() {
        return Kept::Whole(text.to_owned());
    }
    Kept::Part { before, after, between: between.to_owned() }
}

/// The text again; `None` where it does not fit the whole one, which then was damaged.
pub(super) fn restore(whole: &str, before: usize, after: usize, between: &str) -> Option<String> {
    let start = whole.get(..before)?;
    let end = whole.get(whole.len().checked_sub(after).filter(|at| *at >= before)?..)?;
    Some(format!("{start}{between}{end}"))
}

fn common_start(one: &str, other: &str) -> usize {
    let equal = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    equal.map(|(letter, _)| letter.len_utf8()).sum()
}

fn common_end(one: &str, other: &str) -> usize {
    let equal = one.chars().rev().zip(other.chars().rev()).take_while(|(one, other)| one == other);
    equal.map(|(letter, _)| letter.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(whole: &str, text: &str) {
        let again = match keep(whole, text) {
            Kept::Whole(text) => text,
            Kept::Part { before, after, between } => restore(whole, before, after, &between).unwrap(),
        };
        assert_eq!(again, text);
    }

    #[test]
    fn every_state_is_restored_as_it_was() {
        let whole = "# Standarts\nid = \"mūsu\"\n[scope]\nfield = \"visas iestādes\"\n".repeat(9);
        check(&whole, &whole);
        check(&whole, "");
        check("", &whole);
        check(&whole, &whole.replacen("mūsu", "jūsu", 1));
        check(&whole, &format!("{whole}{whole}"));
        check(&whole, &whole[..whole.len() / 2]);
        check(&"ā".repeat(40), &"ā".repeat(39));
    }

    #[test]
    fn a_small_change_of_a_large_text_is_kept_small() {
        let whole = "[[norm]]\nid = \"wait\"\n".repeat(500);
        let kept = keep(&whole, &whole.replacen("wait", "walk", 1));
        assert!(
            matches!(kept, Kept::Part { between, .. } if between.len() < 5),
            "only the letters that differ"
        );
    }

    #[test]
    fn a_part_that_does_not_fit_its_whole_is_told_apart() {
        assert_eq!(restore("īss", 1, 0, ""), None, "in the middle of a letter");
        assert_eq!(restore("short", 9, 0, ""), None);
        assert_eq!(restore("short", 3, 3, ""), None);
    }
}
