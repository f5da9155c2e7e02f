//! What a token may be allowed to do.

use solits_i18n::Words;

/// The scopes that calls of the program ask for, in the order a form shows them.
pub(super) const ALL: [&str; 11] = [
    "tickets.read",
    "tickets.write",
    "counters.write",
    "cases.read",
    "cases.write",
    "events.read",
    "measures.read",
    "standards.read",
    "standards.draft",
    "standards.adopt",
    "setup.read",
];

/// What a scope allows, in words; empty for one the program does not know.
pub(super) fn allows(scope: &str, words: Words) -> String {
    match scope {
        "tickets.read" => words.t("organisation-scope-tickets-read"),
        "tickets.write" => words.t("organisation-scope-tickets-write"),
        "counters.write" => words.t("organisation-scope-counters-write"),
        "cases.read" => words.t("organisation-scope-cases-read"),
        "cases.write" => words.t("organisation-scope-cases-write"),
        "events.read" => words.t("organisation-scope-events-read"),
        "measures.read" => words.t("organisation-scope-measures-read"),
        "standards.read" => words.t("organisation-scope-standards-read"),
        "standards.draft" => words.t("organisation-scope-standards-draft"),
        "standards.adopt" => words.t("organisation-scope-standards-adopt"),
        "setup.read" => words.t("organisation-scope-setup-read"),
        _ => String::new(),
    }
}
