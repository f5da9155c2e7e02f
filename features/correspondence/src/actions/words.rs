//! Texts with placeholders: what they are for, and what fills them in a case.

use std::collections::BTreeMap;

use jiff::civil::Date;
use solits_calendar::words::{Form, YearShown, day_in};
use solits_i18n::Words;
use solits_kernel::{Lang, Text};
use solits_written::reply::{Placeholder, fill};

use super::{around::Around, parts::Parts};
use crate::{hand::Hand, model::TemplateId, store::Template as Kept};

/// What a template is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A reply.
    Reply,
    /// Telling when the answer will come.
    Delay,
    /// The reason for which an insulting letter gets no consultation.
    Insult,
}

impl Purpose {
    pub(crate) const ALL: [Self; 3] = [Self::Reply, Self::Delay, Self::Insult];

    /// As stored.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Delay => "delay",
            Self::Insult => "insult",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    pub(crate) fn words(self, words: Words) -> String {
        words.t(match self {
            Self::Reply => "correspondence-purpose-reply",
            Self::Delay => "correspondence-purpose-delay",
            Self::Insult => "correspondence-purpose-insult",
        })
    }
}

/// The day of an answer as it stands after "līdz": "otrdienai, 2026. gada 1. decembrim"; in English "Tuesday, 1 December 2026".
pub(crate) fn due_words(day: Date, lang: Lang) -> String {
    day_in(day, Form::Until, YearShown::Shown, lang)
}

/// What the placeholders stand for in a case; what is not known stays open, and an open one does not leave.
pub(crate) fn values(around: &Around, hand: &Hand) -> BTreeMap<Placeholder, String> {
    let (case, lang) = (&around.case, around.lang);
    let due = |at: solits_kernel::Timestamp| due_words(at.day(), lang);
    let first =
        |texts: [&str; 3]| texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
    let branch_phone = around.branch.as_ref().map(|branch| branch.phone.as_str()).unwrap_or_default();
    BTreeMap::from([
        (Placeholder::Greeting, around.greeting()),
        (Placeholder::Client, case.client_name.clone()),
        (Placeholder::Case, case.reference.clone()),
        (Placeholder::Subject, case.subject.clone()),
        (Placeholder::Received, around.asked.received(lang)),
        (Placeholder::Service, around.service.clone()),
        (Placeholder::Due, case.due_at.map(due).unwrap_or_default()),
        (Placeholder::Employee, around.me.name.clone()),
        (Placeholder::Institution, around.institution.name.get(lang).to_owned()),
        (Placeholder::Phone, first([branch_phone, &around.institution.profile.phone, &around.me.phone])),
        (Placeholder::Page, format!("{}/i/{}/case", hand.app.config.public_url, hand.me.institution_code)),
    ])
}

/// The institution's text for a purpose in a language, or the program's own.
pub(crate) fn text_for(templates: &[Kept], purpose: Purpose, lang: Lang, own: &Text) -> String {
    let code = if lang == Lang::Lv { "lv" } else { "en" };
    templates
        .iter()
        .find(|one| one.purpose == purpose.code() && one.lang == code)
        .map_or_else(|| own.get(lang).to_owned(), |one| one.main.clone())
}

/// Puts a template into a reply: its main part behind what stands there, its ending in place of the ending. `false` where
/// there is none of that id.
pub(crate) fn insert_template(parts: &mut Parts, around: &Around, hand: &Hand, id: TemplateId) -> bool {
    let Some(template) = around.templates.iter().find(|template| template.id == id) else { return false };
    let values = values(around, hand);
    parts.append("main", &fill(&template.main, &values).text);
    if !template.ending.is_empty() {
        parts.ending = fill(&template.ending, &values).text;
    }
    true
}
