//! The kept corpus of the fuzz targets, and damaged copies of it, through the same entries with the stable compiler.

use std::path::PathBuf;

use crate::{
    mutated::{Numbers, damage},
    table::rows,
};

#[path = "../../../../fuzz/src/lib.rs"]
mod entry;

/// Damaged copies of each kept input.
const ROUNDS: usize = 60;

/// The inputs of a target, in the order of their names.
fn kept(target: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a corpus").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files.into_iter().map(|path| std::fs::read(path).expect("a kept input")).collect()
}

/// Everything that is kept for a target, then damaged copies of it, the same at every run.
fn run(target: &str, least: usize, entry: fn(&[u8])) {
    let inputs = kept(target);
    assert!(inputs.len() >= least, "{} inputs of {target}", inputs.len());
    let mut numbers = Numbers(20_261_122);
    for input in &inputs {
        entry(input);
        for _ in 0..ROUNDS {
            let mut bytes = input.clone();
            let other = &inputs[numbers.below(inputs.len())];
            for _ in 0..=numbers.below(4) {
                damage(&mut bytes, other, &mut numbers);
            }
            entry(&bytes);
        }
    }
}

#[test]
fn kept_letters_and_their_damaged_copies_are_harmless() {
    run("mail", 3, entry::mail);
}

/// Security §7: also as it is shown in a frame, no letter of the corpus keeps anything that acts or loads.
#[test]
fn every_letter_of_the_corpus_is_harmless() {
    for row in rows() {
        entry::mail(&row.raw);
    }
}

#[test]
fn kept_addresses_and_their_damaged_copies_are_harmless() {
    run("address", 30, entry::address);
}

#[test]
fn kept_formatted_texts_and_their_damaged_copies_are_harmless() {
    run("html", 30, entry::html);
}

#[test]
fn kept_quotes_and_their_damaged_copies_lose_no_letter() {
    run("quoting", 30, entry::quoting);
}
