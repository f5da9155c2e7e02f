//! The checker: every mistake of a standard file at once, in words an administrator understands, each with its line,
//! its column and what was probably meant.
//!
//! It works in three steps: writing (TOML), shape (keys, types, languages, paragraphs), sense (promises that can be
//! kept, a ladder that ends above everybody, names that exist). A later step looks at whatever an earlier one left
//! readable.

mod components;
mod document;
mod draft;
mod finding;
mod ladder;
mod names;
mod parameters;
mod practice;
mod promise;
mod report;
mod shape;
mod suggest;
mod syntax;
#[cfg(test)]
mod tests;
mod walk;

use std::sync::Arc;

pub use finding::{Finding, InLanguage, Severity};
use serde::Deserialize as _;
use toml::{Spanned, de::DeTable};

use crate::model::StandardFile;
use draft::Draft;
use report::Report;

/// What the checker made of a file.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The file, when it can be read at all; it may still have errors.
    pub standard: Option<StandardFile>,
    /// What was found, in the order of the file. Of each severity at most 2,000 are here; where there are more, the last
    /// finding says how many and is as grave as the gravest that is left out.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// Whether the file has errors and cannot enter into force.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Checks a file. `baselines` gives a document by its short name, for what the file extends.
pub fn check(
    source: &str,
    file_name: &str,
    baselines: &dyn Fn(&str) -> Option<Arc<StandardFile>>,
) -> Checked {
    let mut report = Report::new(source, file_name);
    let (mut root, errors) = DeTable::parse_recoverable(source);
    let broken_lines = syntax::report(&mut report, &errors);
    // What the parser put in place of a broken value says nothing about the author.
    report.be_silent_about(broken_lines);
    walk::file(&mut report, shape::file(), root.get_mut());
    report.speak();
    judge(&mut report, root.get_ref(), baselines);
    let standard = if report.has_errors() { read_what_fits(root) } else { read(&mut report) };
    Checked { standard, findings: report.into_findings() }
}

fn judge(report: &mut Report<'_>, root: &DeTable<'_>, baselines: &dyn Fn(&str) -> Option<Arc<StandardFile>>) {
    let below = document::extended(report, root, baselines);
    let draft = Draft::read(root, below);
    document::check(report, &draft);
    parameters::check(report, &draft);
    names::check(report, &draft);
    promise::check(report, &draft);
    ladder::check(report, &draft);
    practice::check(report, &draft);
    components::check(report, &draft);
}

/// The file of a source without errors.
fn read(report: &mut Report<'_>) -> Option<StandardFile> {
    match toml::from_str(report.source()) {
        Ok(file) => Some(file),
        // The shape follows the records, so this is a gap in the checker; the author still learns where it is.
        Err(error) => {
            let message = error.message();
            report.error(
                error.span().unwrap_or(0..0),
                format!("neizdodas nolasīt: {message}"),
                format!("cannot be read: {message}"),
            );
            None
        }
    }
}

/// The file of a source with errors, where they do not stand in the way of reading it.
fn read_what_fits(root: Spanned<DeTable<'_>>) -> Option<StandardFile> {
    StandardFile::deserialize(toml::de::Deserializer::from(root)).ok()
}
