//! Broken files, each made from a good one by a single change, with the place and the words of what is found.
//!
//! In a change, `»` stands before the character at which the finding must point; it is taken out before checking.

mod large;
mod sense;
mod shape;
mod shipped;
mod slips;
mod whole;
mod writing;

use std::sync::Arc;

use super::{Checked, Finding, Severity, check};
use crate::model::StandardFile;

/// A file in which nothing is wrong.
const GOOD: &str = include_str!("good.toml");

fn nothing_below(_: &str) -> Option<Arc<StandardFile>> {
    None
}

fn checked(source: &str) -> Checked {
    check(source, "standards/paraugs.toml", &nothing_below)
}

/// The good file with `from` replaced by `to`, and the place of the mark.
fn changed(from: &str, to: &str) -> (String, Option<(usize, usize)>) {
    assert_eq!(GOOD.matches(from).count(), 1, "`{from}` must occur once in the good file");
    let source = GOOD.replace(from, to);
    let place = source.find('»').map(|at| {
        let before = &source[..at];
        let line = before.matches('\n').count() + 1;
        (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
    });
    (source.replace('»', ""), place)
}

/// Changes the good file and expects a finding of this severity at the mark whose Latvian words hold `words`, and
/// whose explanation, if any is expected, holds `meant`.
#[track_caller]
fn expect(severity: Severity, from: &str, to: &str, words: &str, meant: &str) -> Finding {
    let (source, place) = changed(from, to);
    let findings = checked(&source).findings;
    let shown = || findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let found = findings.iter().find(|finding| {
        finding.severity == severity
            && place.is_none_or(|place| (finding.line, finding.column) == place)
            && finding.what.lv.contains(words)
    });
    let Some(found) = found else {
        panic!("nothing found at {place:?} that says “{words}”, but:\n{}", shown());
    };
    let explanation = found.meant.as_ref().map_or("", |meant| meant.lv.as_str());
    assert!(explanation.contains(meant), "“{explanation}” does not hold “{meant}”");
    assert!(!found.what.en.is_empty() && found.what.en != found.what.lv, "no English: {}", found.what.lv);
    found.clone()
}

#[track_caller]
fn error(from: &str, to: &str, words: &str, meant: &str) {
    expect(Severity::Error, from, to, words, meant);
}
#[track_caller]
fn warning(from: &str, to: &str, words: &str, meant: &str) {
    expect(Severity::Warning, from, to, words, meant);
}
