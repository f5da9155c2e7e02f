//! Forms as the pages of this room show them again, and what was just done.

use serde::Deserialize;
use solits_i18n::Words;
use solits_web::Notice;
pub(crate) use solits_web::{Draft, unprocessable};

/// What an address may say beside the path.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(crate) notice: Option<String>,
}

/// What was just done, from the closed list of words an address may name.
pub(crate) fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let text = match key? {
        "saved" => words.t("correspondence-notice-saved"),
        "taken-back" => words.t("correspondence-notice-taken-back"),
        "sent" => words.t("correspondence-notice-sent"),
        "scheduled" => words.t("correspondence-notice-scheduled"),
        "posted" => words.t("correspondence-notice-posted"),
        "delay-told" => words.t("correspondence-notice-delay-told"),
        "forwarded" => words.t("correspondence-notice-forwarded"),
        "published" => words.t("correspondence-notice-published"),
        "withdrawn" => words.t("correspondence-notice-withdrawn"),
        "nature-said" => words.t("correspondence-notice-nature-said"),
        "nature-reported" => words.t("correspondence-notice-nature-reported"),
        "joined" => words.t("correspondence-notice-joined"),
        "left-as-new" => words.t("correspondence-notice-left-as-new"),
        "taken-up" => words.t("correspondence-notice-taken-up"),
        "written-down" => words.t("correspondence-notice-written-down"),
        _ => return None,
    };
    Some(Notice { kind: "good", text, undo: None })
}
