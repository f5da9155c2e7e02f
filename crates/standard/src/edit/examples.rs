//! How others wrote the same: items of the documents that are shipped with the product.

use super::{
    form,
    items::{Item, items},
};

/// How many examples one list shows.
const MOST: usize = 5;

/// An item of a shipped document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Name of the document as it was handed in.
    pub document: String,
    /// The item, with the paragraph it cites.
    pub item: Item,
}

/// Up to five items of a list from the given documents, each a name and a text: from as many documents as have it, and
/// those with the most fields filled first. A text that is not TOML gives none.
pub fn examples(list: &str, documents: &[(&str, &str)]) -> Vec<Example> {
    if form::list(list).is_none() {
        return Vec::new();
    }
    let mut piles: Vec<Vec<Example>> = documents
        .iter()
        .map(|(document, text)| {
            let mut pile: Vec<Example> = items(text)
                .unwrap_or_default()
                .into_iter()
                .filter(|item| item.address.list == list && !item.values.is_empty())
                .map(|item| Example { document: (*document).to_owned(), item })
                .collect();
            // The richest last, for the piles are taken from their ends.
            pile.sort_by_key(|example| example.item.values.len());
            pile
        })
        .collect();
    let mut chosen = Vec::new();
    while chosen.len() < MOST && piles.iter().any(|pile| !pile.is_empty()) {
        chosen.extend(piles.iter_mut().filter_map(Vec::pop));
    }
    chosen.truncate(MOST);
    chosen
}
