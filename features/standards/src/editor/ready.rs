//! What becomes of a text that somebody proposes as the next state: joined with what others changed meanwhile, measured
//! and named before anything is locked, since a long text takes its time. Plain functions.

use solits_standard::edit::{self, Address, Item, items};

/// No state is longer, in bytes: the longest document that is shipped has a third of it.
pub(super) const MOST_BYTES: usize = 512 * 1024;

/// No state has more entries.
pub(super) const MOST_ENTRIES: usize = 5_000;

/// A saved state as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) state: i64,
    pub(super) text: String,
}

/// What becomes of a proposed text, as long as the draft is in the state it was read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The draft says the same already.
    Same,
    /// Others changed the same: its author has to choose.
    Clash,
    /// It is longer than a state may be.
    TooLarge,
    /// It becomes the next state.
    Next(Next),
}

/// The next state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Next {
    pub(super) text: String,
    /// What the draft is called from then on; `None` where the text has no title.
    pub(super) title: Option<String>,
    /// Whether it holds what others changed meanwhile.
    pub(super) is_joined: bool,
}

/// What becomes of `proposed`, which was made from `seen`, where the draft says `now`.
pub(super) fn outcome(seen: &Known, proposed: &str, now: &Known) -> Outcome {
    if proposed == now.text {
        return Outcome::Same;
    }
    if seen.state == now.state {
        return next(proposed, false);
    }
    if proposed == seen.text {
        return Outcome::Same;
    }
    if is_too_large(proposed) {
        return Outcome::TooLarge;
    }
    match edit::merge(&seen.text, proposed, &now.text) {
        Ok(merged) if !merged.clashes.is_empty() => Outcome::Clash,
        Ok(merged) if merged.text == now.text => Outcome::Same,
        Ok(merged) => next(&merged.text, true),
        // Only what can be read is proposed, and states always can; whoever proposed it chooses.
        Err(_) => Outcome::Clash,
    }
}

/// A text as the next state, unless it is too large.
pub(super) fn next(text: &str, is_joined: bool) -> Outcome {
    let entries = items(text).unwrap_or_default();
    if text.len() > MOST_BYTES || entries.len() > MOST_ENTRIES {
        return Outcome::TooLarge;
    }
    Outcome::Next(Next { text: text.to_owned(), title: title_of(&entries), is_joined })
}

/// Whether a text is longer than a state may be, or has more entries.
pub(super) fn is_too_large(text: &str) -> bool {
    text.len() > MOST_BYTES || items(text).is_ok_and(|entries| entries.len() > MOST_ENTRIES)
}

/// The title of a text with these entries; `None` where it has none.
fn title_of(entries: &[Item]) -> Option<String> {
    let head = Address::only("identity");
    let title = entries.iter().find(|item| item.address == head)?.value("title.lv").trim();
    (!title.is_empty()).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(state: i64, text: &str) -> Known {
        Known { state, text: text.to_owned() }
    }

    fn named(title: &str, field: &str) -> String {
        format!(
            "[identity]\ntitle = {{ lv = \"{title}\" }}\n\n[scope]\nfield = {{ lv = \"{field}\" }}\nparagraphs = [\"1\"]\n"
        )
    }

    #[test]
    fn a_text_goes_on_from_the_latest_state_or_is_joined_with_it() {
        let first = known(1, &named("A", "x"));
        let mine = named("A", "mans");
        let Outcome::Next(next) = outcome(&first, &mine, &first) else { panic!("nothing stands in its way") };
        assert_eq!((next.title.as_deref(), next.is_joined), (Some("A"), false));
        let theirs = known(2, &named("B", "x"));
        let Outcome::Next(both) = outcome(&first, &mine, &theirs) else { panic!("different fields join") };
        assert_eq!((both.title.as_deref(), both.is_joined), (Some("B"), true));
        assert!(both.text.contains("mans"));
        assert_eq!(outcome(&first, &named("C", "x"), &theirs), Outcome::Clash);
        assert_eq!(
            outcome(&first, &first.text, &theirs),
            Outcome::Same,
            "what I did not touch takes nothing back"
        );
    }

    #[test]
    fn a_text_beyond_every_measure_is_no_state() {
        let first = known(1, &named("A", "x"));
        let long = format!("{}# {}\n", first.text, "ā".repeat(MOST_BYTES / 2));
        assert_eq!(outcome(&first, &long, &first), Outcome::TooLarge);
        assert_eq!(outcome(&first, &long, &known(2, &named("B", "x"))), Outcome::TooLarge);
        let many = "[[principle]]\nparagraph = \"1\"\n".repeat(MOST_ENTRIES + 1);
        assert!(many.len() < MOST_BYTES && is_too_large(&many));
    }
}
