//! What the pages of this room say of what was just done.

use serde::Deserialize;
use solits_i18n::Words;
use solits_web::Notice;

/// What the address of a page may say beside its path.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// What was just done.
    pub(crate) notice: Option<String>,
    /// Calls before this one.
    pub(crate) before: Option<i64>,
}

/// What was just done, from the closed list of words an address may name.
pub(crate) fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let text = match key? {
        "saved" => words.t("integration-notice-saved"),
        "on" => words.t("integration-notice-on"),
        "off" => words.t("integration-notice-off"),
        "removed" => words.t("integration-notice-removed"),
        "tried" => words.t("integration-notice-tried"),
        "again" => words.t("integration-notice-again"),
        "ended" => words.t("integration-notice-ended"),
        _ => return None,
    };
    Some(Notice { kind: "good", text, undo: None })
}
