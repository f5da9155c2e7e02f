//! The pages of staff: lists, a new case, a case, and the slip for the client.

mod asked;
mod change;
mod course;
mod erased;
mod list;
mod new;
pub(crate) mod receipt;
mod show;
mod whole;

use solits_i18n::Words;
use solits_kernel::TextError;
use solits_standard::model::ChannelKind;
pub(crate) use solits_web::with_status;
use solits_web::{Fields, Guard, Notice, Routes, text_wrong};

pub(crate) use asked::{decision_norms, redirect_fields};
pub(crate) use course::{Beside, timeline};
pub(crate) use receipt::Slip;
pub(crate) use whole::{Directory, Whole, status_badge, status_words};

/// The right to see and work on cases.
pub(crate) const WORK: Guard = Guard::Right("cases.work");
/// The right to pass on the cases of others.
pub(crate) const ASSIGN: &str = "cases.assign";

/// The routes of staff.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/cases", WORK, list::list)
        .get("/cases/fragment", WORK, list::fragment)
        .get("/cases/new", WORK, new::form)
        .post("/cases", WORK, new::create)
        .get("/cases/{case}", WORK, show::show)
        .get("/cases/{case}/fragment", WORK, show::fragment)
        .get("/cases/{case}/receipt", WORK, receipt::show)
        .post("/cases/{case}/receipt", WORK, receipt::renew)
        .post("/cases/{case}/notes", WORK, change::note)
        .post("/cases/{case}/assign", WORK, change::assign)
        .post("/cases/{case}/service", WORK, change::service)
        .post("/cases/{case}/acknowledge", WORK, change::acknowledge)
        .post("/cases/{case}/answer", WORK, change::answer)
        .post("/cases/{case}/close", WORK, change::close)
        .post("/cases/{case}/reopen", WORK, change::reopen)
}

/// A form as it was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) fields: Fields,
    /// What was just done, as the address names it.
    pub(crate) notice: Option<String>,
    /// Field and words.
    pub(crate) errors: Vec<(String, String)>,
}

impl Draft {
    pub(crate) fn of(fields: Fields) -> Self {
        Self { fields, notice: None, errors: Vec::new() }
    }
    /// A form that nobody has typed into yet.
    pub(crate) fn filled(pairs: &[(&str, String)]) -> Self {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self::of(pairs.into())
    }
    pub(crate) fn refuse(&mut self, field: &str, words: String) {
        self.errors.push((field.to_owned(), words));
    }
    /// Whether somebody has typed into the form at all.
    pub(crate) fn is_typed(&self) -> bool {
        !self.fields.pairs().is_empty()
    }
    /// What was typed.
    pub(crate) fn get(&self, field: &str) -> &str {
        self.fields.get(field)
    }
    /// What is wrong with a field; empty for nothing.
    pub(crate) fn error(&self, field: &str) -> &str {
        self.errors
            .iter()
            .find_map(|(name, words)| (name == field).then_some(words.as_str()))
            .unwrap_or_default()
    }
    /// A cleaned text, or an empty one and the reason beside the field.
    pub(crate) fn text(&mut self, field: &str, most: usize, words: Words) -> String {
        self.take(self.fields.text(field, most), field, words)
    }
    /// The same for a text that may be absent.
    pub(crate) fn optional_text(&mut self, field: &str, most: usize, words: Words) -> String {
        self.take(self.fields.text_or_empty(field, most), field, words)
    }
    fn take(&mut self, text: Result<String, TextError>, field: &str, words: Words) -> String {
        match text {
            Ok(text) => text,
            Err(error) => {
                self.refuse(field, text_wrong(error, words));
                String::new()
            }
        }
    }
}

/// What was just done, from the closed list of words an address may name.
pub(crate) fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let text = match key? {
        "noted" => words.t("cases-notice-noted"),
        "assigned" => words.t("cases-notice-assigned"),
        "service-set" => words.t("cases-notice-service-set"),
        "acknowledged" => words.t("cases-notice-acknowledged"),
        "answered" => words.t("cases-notice-answered"),
        "closed" => words.t("cases-notice-closed"),
        "reopened" => words.t("cases-notice-reopened"),
        "kept" => words.t("cases-notice-kept"),
        "passed-on" => words.t("cases-notice-passed-on"),
        "refused" => words.t("cases-notice-refused"),
        "news-told" => words.t("cases-notice-news-told"),
        "merged" => words.t("cases-notice-merged"),
        "conflict-declared" => words.t("cases-notice-conflict-declared"),
        _ => return None,
    };
    Some(Notice { kind: "good", text, undo: None })
}

/// The channels a form offers, and every channel in words.
pub(crate) fn channel_words(channel: ChannelKind, words: Words) -> String {
    words.t(match channel {
        ChannelKind::Visit => "cases-channel-visit",
        ChannelKind::Phone => "cases-channel-phone",
        ChannelKind::Email => "cases-channel-email",
        ChannelKind::Letter => "cases-channel-letter",
        ChannelKind::Portal | ChannelKind::Website => "cases-channel-portal",
        ChannelKind::EAddress => "cases-channel-e-address",
        ChannelKind::Internal => "cases-channel-internal",
        ChannelKind::Sms => "cases-channel-sms",
        ChannelKind::Fax | ChannelKind::SiteVisit | ChannelKind::TrustLine | ChannelKind::All => {
            "cases-channel-other"
        }
    })
}
