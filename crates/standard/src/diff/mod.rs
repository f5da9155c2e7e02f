//! What a new version changes, in plain sentences.
//!
//! Two standards in force are compared, each with what it inherits, so a change of the baseline shows too.

mod list;
mod parameter;
mod promise;
#[cfg(test)]
mod tests;

use serde::Serialize;
use solits_kernel::Text;

use crate::{
    effective::Standard,
    model::{Identity, Status},
    words::{self, Unit},
};

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The document: version, dates, status, title, baseline.
    Document,
    /// A single value.
    Parameter,
    /// A promise.
    Promise,
    /// A rule, a guide or something published.
    Norm,
    /// The complaint ladder, roles, routes.
    Ladder,
    /// A notice and its lead time.
    Notice,
    /// A situation or phrases.
    Situation,
    /// Principles, terms, levels, channels, evaluation, indicators, goals and the other lists.
    List,
}

/// A change, as one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it is about.
    pub about: About,
    /// The sentence, without a full stop.
    pub words: Text,
    /// Promises it affects, by norm.
    pub promises: Vec<String>,
}

impl Change {
    fn new(about: About, lv: impl Into<String>, en: impl Into<String>) -> Self {
        Self { about, words: Text::new(lv, en), promises: Vec::new() }
    }

    /// The same, with the promises it affects and their number in the sentence.
    fn affecting(mut self, promises: Vec<String>) -> Self {
        if promises.is_empty() {
            return self;
        }
        let number = words::count(i64::try_from(promises.len()).unwrap_or(i64::MAX), Unit::Promise);
        self.words.lv = format!("{}; skar {}", self.words.lv, number.lv);
        self.words.en = format!("{}; affects {}", self.words.en, number.en);
        self.promises = promises;
        self
    }
}

/// What `new` changes against `old`, in the order of the file.
pub fn diff(old: &Standard, new: &Standard) -> Vec<Change> {
    let mut changes = document(old, new);
    let terms = promise::changed_terms(old, new);
    let parameters = parameter::changes(old, new, &terms);
    // A changed figure is said once: by the parameter where one carries it, else by the promise.
    let told: Vec<&str> =
        parameters.iter().flat_map(|change| change.promises.iter().map(String::as_str)).collect();
    let norms = promise::changes(old, new, &told);
    changes.extend(parameters);
    changes.extend(norms);
    changes.extend(list::changes(old, new));
    changes
}

fn document(old: &Standard, new: &Standard) -> Vec<Change> {
    let (before, after) = (&old.file().identity, &new.file().identity);
    let date = |date: Option<jiff::civil::Date>| date.map_or_else(|| "–".to_owned(), |date| date.to_string());
    let mut changes = Vec::new();
    let mut compare = |lv: &str, en: &str, before: Text, after: Text| {
        if before != after {
            changes.push(arrow(About::Document, &Text::new(lv, en), &before, &after));
        }
    };
    let same = |text: String| Text::new(text.clone(), text);
    compare("Nosaukums", "Title", Text::from(&before.title), Text::from(&after.title));
    compare("Versija", "Version", same(before.version.clone()), same(after.version.clone()));
    compare("Statuss", "Status", status(before.status), status(after.status));
    compare("Numurs", "Number", same(number(before)), same(number(after)));
    compare("Izdevējs", "Issuer", Text::from(&before.issuer), Text::from(&after.issuer));
    compare("Pieņemts", "Adopted", same(date(before.adopted)), same(date(after.adopted)));
    compare("Stājas spēkā", "In force from", same(date(before.in_force)), same(date(after.in_force)));
    let base = |standard: &Standard| same(standard.file().extends.clone().unwrap_or_else(|| "–".to_owned()));
    compare("Balstās uz", "Builds on", base(old), base(new));
    compare("Kam saistošs", "Whom it binds", bound(old), bound(new));
    changes
}

/// Whom a standard binds, as far as the program is told: roles, posts and units, or everybody in the field.
fn bound(standard: &Standard) -> Text {
    let scope = &standard.file().scope;
    let named = scope
        .bound_posts
        .iter()
        .chain(&scope.bound_units)
        .map(|name| Text::new(name.as_str(), name.as_str()));
    let all: Vec<Text> =
        scope.bound_roles.iter().map(|role| standard.role_title(role)).chain(named).collect();
    if all.is_empty() {
        return Text::new("visi", "everybody");
    }
    let join = |of: fn(&Text) -> &str| all.iter().map(of).collect::<Vec<_>>().join(", ");
    Text::new(join(|text| &text.lv), join(|text| &text.en))
}

fn number(identity: &Identity) -> String {
    identity.number.clone().unwrap_or_else(|| "–".to_owned())
}

fn status(status: Status) -> Text {
    let (lv, en) = match status {
        Status::Draft => ("projekts", "draft"),
        Status::WorkingVersion => ("darba versija", "working version"),
        Status::Living => ("tiek papildināts", "living document"),
        Status::Adopted => ("pieņemts", "adopted"),
        Status::InForce => ("spēkā", "in force"),
        Status::Repealed => ("atcelts", "repealed"),
    };
    Text::new(lv, en)
}

/// "Subject: before → after".
fn arrow(about: About, subject: &Text, before: &Text, after: &Text) -> Change {
    Change::new(
        about,
        format!("{}: {} → {}", capital(&subject.lv), before.lv, after.lv),
        format!("{}: {} → {}", capital(&subject.en), before.en, after.en),
    )
}

/// A number that changes within one unit is followed by the unit once: "2 → 3 darba dienas".
fn amounts(before: (i64, Unit), after: (i64, Unit)) -> (Text, Text) {
    let (Text { lv, en }, after_words) = (words::count(before.0, before.1), words::count(after.0, after.1));
    if before.1 == after.1 {
        let bare = before.0.to_string();
        (Text::new(bare.clone(), bare), after_words)
    } else {
        (Text::new(lv, en), after_words)
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text as part of a sentence: without its full stop.
fn clause(text: &crate::model::Text) -> Text {
    let text = Text::from(text);
    Text::new(text.lv.trim_end_matches('.'), text.en.trim_end_matches('.'))
}
