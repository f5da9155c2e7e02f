//! What a token may be allowed to do.

use solits_i18n::Words;
use thiserror::Error;

/// The scopes that calls of the program ask for, in the order a form shows them.
pub(super) const ALL: [&str; 23] = [
    "tickets.read",
    "tickets.write",
    "counters.write",
    "cases.read",
    "cases.write",
    "messages.read",
    "messages.write",
    "feedback.read",
    "feedback.write",
    "requests.read",
    "requests.write",
    "nonconformities.read",
    "nonconformities.write",
    "events.read",
    "measures.read",
    "exports.read",
    "person.read",
    "standards.read",
    "standards.draft",
    "standards.adopt",
    "setup.read",
    "setup.write",
    "webhooks.manage",
];

/// Why a list of scopes was not taken.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ScopesError {
    /// No scope: such a token could do nothing.
    #[error("a token needs at least one scope; the scopes are {}", ALL.join(", "))]
    Missing,
    /// A scope that no call of the program asks for.
    #[error("there is no scope {0:?}; the scopes are {list}", list = ALL.join(", "))]
    Unknown(String),
}

/// Scopes separated by blanks, as a person types them: each is known, and each is there once.
pub fn read_scopes(typed: &str) -> Result<String, ScopesError> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    if let Some(unknown) = words.iter().find(|word| !ALL.contains(word)) {
        return Err(ScopesError::Unknown((*unknown).to_owned()));
    }
    let scopes: Vec<&str> = ALL.into_iter().filter(|scope| words.contains(scope)).collect();
    if scopes.is_empty() { Err(ScopesError::Missing) } else { Ok(scopes.join(" ")) }
}

/// What a scope allows, in words; empty for one the program does not know.
pub(super) fn allows(scope: &str, words: Words) -> String {
    match scope {
        "tickets.read" => words.t("organisation-scope-tickets-read"),
        "tickets.write" => words.t("organisation-scope-tickets-write"),
        "counters.write" => words.t("organisation-scope-counters-write"),
        "cases.read" => words.t("organisation-scope-cases-read"),
        "cases.write" => words.t("organisation-scope-cases-write"),
        "messages.read" => words.t("organisation-scope-messages-read"),
        "messages.write" => words.t("organisation-scope-messages-write"),
        "feedback.read" => words.t("organisation-scope-feedback-read"),
        "feedback.write" => words.t("organisation-scope-feedback-write"),
        "requests.read" => words.t("organisation-scope-requests-read"),
        "requests.write" => words.t("organisation-scope-requests-write"),
        "nonconformities.read" => words.t("organisation-scope-nonconformities-read"),
        "nonconformities.write" => words.t("organisation-scope-nonconformities-write"),
        "events.read" => words.t("organisation-scope-events-read"),
        "measures.read" => words.t("organisation-scope-measures-read"),
        "exports.read" => words.t("organisation-scope-exports-read"),
        "person.read" => words.t("organisation-scope-person-read"),
        "standards.read" => words.t("organisation-scope-standards-read"),
        "standards.draft" => words.t("organisation-scope-standards-draft"),
        "standards.adopt" => words.t("organisation-scope-standards-adopt"),
        "setup.read" => words.t("organisation-scope-setup-read"),
        "setup.write" => words.t("organisation-scope-setup-write"),
        "webhooks.manage" => words.t("organisation-scope-webhooks-manage"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_taken_once_each_whatever_the_blanks_between_them() {
        let scopes = read_scopes(" cases.read  tickets.read cases.read\n").unwrap();
        assert_eq!(scopes.split(' ').collect::<Vec<_>>(), ["tickets.read", "cases.read"]);
        assert_eq!(read_scopes(" "), Err(ScopesError::Missing));
    }

    #[test]
    fn a_scope_that_is_not_known_is_refused_with_those_that_are() {
        let told = read_scopes("tickets.read bogus.scope").unwrap_err().to_string();
        assert!(told.contains("\"bogus.scope\"") && told.contains("standards.adopt"), "{told}");
    }
}
