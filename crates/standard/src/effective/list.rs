//! Which paragraph an entry of a list cites, and which baseline entry it replaces.

use super::{Effective, Origin};
use crate::model::{
    Channel, Evaluation, Goal, Indicator, Level, Norm, Notice, OutageStep, Phrase, Principle, Role, Route,
    Rung, Situation, Statement, Term,
};

/// An entry that cites a paragraph.
pub trait Cited {
    /// The paragraph it comes from.
    fn paragraph(&self) -> &str;
}

macro_rules! cited {
    ($($type:ty),*) => {$(
        impl Cited for $type {
            fn paragraph(&self) -> &str {
                &self.paragraph
            }
        }
    )*};
}
cited!(
    Channel, Evaluation, Goal, Indicator, Level, Notice, OutageStep, Phrase, Principle, Role, Route, Rung,
    Statement, Term
);

impl Cited for Norm {
    fn paragraph(&self) -> &str {
        self.paragraphs.first().map_or("", String::as_str)
    }
}

impl Cited for Situation {
    fn paragraph(&self) -> &str {
        let first = || self.actions.first().map(|action| action.paragraph.as_str());
        self.paragraph.as_deref().or_else(first).unwrap_or_default()
    }
}

fn with_origin<T: Cited + Clone>(document: &str, item: &T) -> Effective<T> {
    let origin = Origin { document: document.to_owned(), paragraph: item.paragraph().to_owned() };
    Effective { value: item.clone(), origin }
}

/// A list that a document replaces as a whole, when it has its own.
pub(super) fn whole<T: Cited + Clone>(
    document: &str,
    own: &[T],
    inherited: Vec<Effective<T>>,
) -> Vec<Effective<T>> {
    if own.is_empty() { inherited } else { own.iter().map(|item| with_origin(document, item)).collect() }
}

/// A list that a document replaces entry by entry: its own first, then what it leaves standing.
pub(super) fn by_key<'a, T: Cited + Clone, K: Ord + 'a>(
    document: &str,
    own: &'a [T],
    inherited: Vec<Effective<T>>,
    key: impl Fn(&T) -> K,
) -> Vec<Effective<T>> {
    let names: std::collections::BTreeSet<K> = own.iter().map(&key).collect();
    own.iter()
        .map(|item| with_origin(document, item))
        .chain(inherited.into_iter().filter(|item| !names.contains(&key(&item.value))))
        .collect()
}
