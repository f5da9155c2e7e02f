//! No promise goes without an example.

use std::collections::BTreeSet;

use crate::{
    adazi, akniste,
    builders::{Document, Example},
    ezermala, handbook, vzd,
};

#[test]
fn every_promise_in_force_under_the_shipped_standards_has_an_example_and_only_one() {
    let examples: Vec<_> = [handbook::all(), ezermala::all(), vzd::all(), adazi::all(), akniste::all()]
        .iter()
        .flatten()
        .map(Example::key)
        .collect();
    let shown: BTreeSet<_> =
        examples.iter().map(|(document, norm)| (*document, (*norm).to_owned())).collect();
    assert_eq!(shown.len(), examples.len(), "a promise has two examples");
    let promised: BTreeSet<_> = Document::ALL
        .into_iter()
        .flat_map(|document| {
            let promises = document.standard().promises().to_vec();
            promises.into_iter().map(move |promise| (document, promise.norm_id))
        })
        .collect();
    let without: Vec<_> = promised.difference(&shown).collect();
    assert!(without.is_empty(), "promises without an example: {without:?}");
    let gone: Vec<_> = shown.difference(&promised).collect();
    assert!(gone.is_empty(), "examples of what nobody promises: {gone:?}");
}
