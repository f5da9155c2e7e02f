//! What is said of a reply while it is written: the words no dictionary knows and what the standard remarks, each with what
//! mends it. It is part of the page, and is fetched again while its author types.

use askama::Template;
use axum::response::Response;
use solits_i18n::Words;
use solits_web::{EmployeeCx, Page, PageResult};
use solits_written::reply::{Finding, Part, Remark, SignatureField, Weight};

use super::{keep, view::Shown};
use crate::{
    actions::{
        around::Around,
        compose::{Looked, SPELLING, code_of},
        parts::{Mend, Parts, units},
        spelling::Misspelt,
    },
    pages::draft::Draft,
};

/// A place in a field, as scripts count.
#[derive(Default)]
struct Mark {
    field: &'static str,
    start: usize,
    end: usize,
}

/// A button that mends.
pub(super) struct MendView {
    pub(super) value: String,
    pub(super) words: String,
}

struct WordView {
    word: String,
    part: String,
    mark: Mark,
    mends: Vec<MendView>,
}

struct RemarkView {
    badge: &'static str,
    text: String,
    source: String,
    /// The value that confirms it; empty where nothing has to be confirmed.
    confirm: String,
    is_confirmed: bool,
    mark: Option<Mark>,
    mends: Vec<MendView>,
    /// Where what is missing is filled in; empty where nowhere.
    href: String,
}

/// What is fetched again while somebody types.
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
#[derive(Template)]
#[template(path = "correspondence/_looked.html")]
struct LookedView<'a> {
    page: &'a Page,
    kept_at: String,
    kept: i64,
    displaced: Vec<(String, Vec<String>)>,
    has_dictionary: bool,
    misspelt: Vec<WordView>,
    /// The mistakes stand until their author says that they are none.
    spelling_confirm: &'static str,
    spelling_confirmed: bool,
    remarks: Vec<RemarkView>,
    is_whole: bool,
    may_teach: bool,
    errors: [String; 2],
}

/// The part that is fetched again.
pub(super) fn fragment(
    cx: &EmployeeCx,
    around: &Around,
    draft: &Draft,
    shown: &Shown,
    is_whole: bool,
) -> PageResult {
    let page = cx.page("");
    let body = looked(cx, &page, around, draft, shown, is_whole)?;
    let headers = [(axum::http::header::CONTENT_TYPE, "text/html; charset=utf-8")];
    let response: Response = axum::response::IntoResponse::into_response((headers, body));
    Ok(response)
}

/// The part as it stands in the page; `is_whole` where the standard has been asked.
pub(super) fn looked(
    cx: &EmployeeCx,
    page: &Page,
    around: &Around,
    draft: &Draft,
    shown: &Shown,
    is_whole: bool,
) -> Result<String, solits_web::WebError> {
    let words = cx.words;
    let parts = Parts {
        subject: draft.get("subject").to_owned(),
        opening: draft.get("opening").to_owned(),
        main: draft.get("main").to_owned(),
        ending: draft.get("ending").to_owned(),
    };
    let confirmed: Vec<&str> = draft.all("confirm").collect();
    let misspelt: Vec<WordView> =
        shown.misspelt.iter().flatten().map(|one| word_view(one, &parts, words)).collect();
    let remarks = shown
        .remarks
        .iter()
        .flatten()
        // The tick under the form says it already.
        .filter(|remark| remark.finding != Finding::NotReread)
        .map(|remark| remark_view(remark, &parts, &confirmed, around, cx))
        .collect();
    let displaced = shown.kept.as_ref().filter(|kept| !kept.displaced.is_empty()).map(|kept| {
        let other: Parts = serde_json::from_str(&kept.displaced).unwrap_or_default();
        let mine = keep::parts_of(kept).trimmed();
        other
            .each()
            .into_iter()
            .zip(mine.each())
            .filter(|((_, _, there), (_, _, here))| there.trim() != *here)
            .map(|((part, _, there), _)| {
                (part_words(part, words), there.lines().map(str::to_owned).collect())
            })
            .collect()
    });
    let view = LookedView {
        page,
        kept_at: shown.kept.as_ref().map(|kept| words.moment(kept.saved_at)).unwrap_or_default(),
        kept: shown.kept.as_ref().map_or(0, |kept| kept.version),
        displaced: displaced.unwrap_or_default(),
        has_dictionary: shown.misspelt.is_some(),
        spelling_confirm: if misspelt.is_empty() || around.rules.rereading.is_none() { "" } else { SPELLING },
        spelling_confirmed: confirmed.contains(&SPELLING),
        misspelt,
        remarks,
        is_whole,
        may_teach: cx.me.may("setup.manage"),
        errors: [draft.error("looked").to_owned(), draft.error("displaced").to_owned()],
    };
    Ok(view.render()?)
}

/// The same of a letter that is one text, whose draft nobody keeps.
pub(in crate::pages) fn of_letter(
    cx: &EmployeeCx,
    page: &Page,
    around: &Around,
    draft: &Draft,
    (text, looked): (&str, &Looked),
) -> Result<String, solits_web::WebError> {
    let parts = Parts { main: text.to_owned(), ..Parts::default() };
    let confirmed: Vec<&str> = draft.all("confirm").collect();
    let misspelt: Vec<WordView> =
        looked.misspelt.iter().flatten().map(|one| word_view(one, &parts, cx.words)).collect();
    let remarks = looked.remarks.iter().filter(|remark| remark.finding != Finding::NotReread);
    let view = LookedView {
        page,
        kept_at: String::new(),
        kept: 0,
        displaced: Vec::new(),
        has_dictionary: looked.misspelt.is_some(),
        spelling_confirm: if misspelt.is_empty() || around.rules.rereading.is_none() { "" } else { SPELLING },
        spelling_confirmed: confirmed.contains(&SPELLING),
        misspelt,
        remarks: remarks.map(|remark| remark_view(remark, &parts, &confirmed, around, cx)).collect(),
        is_whole: true,
        may_teach: cx.me.may("setup.manage"),
        errors: [draft.error("looked").to_owned(), String::new()],
    };
    Ok(view.render()?)
}

fn word_view(one: &Misspelt, parts: &Parts, words: Words) -> WordView {
    let text = parts.each().into_iter().find(|(_, field, _)| *field == one.field);
    let (part, _, text) = text.unwrap_or((Part::Main, "main", ""));
    let mistake = &one.mistake;
    WordView {
        word: mistake.word.clone(),
        part: part_words(part, words),
        mark: Mark { field: one.field, start: units(text, mistake.start), end: units(text, mistake.end) },
        mends: mistake
            .suggestions
            .iter()
            .filter_map(|new| mend(one.field, mistake.start, &mistake.word, new))
            .collect(),
    }
}

fn mend(field: &str, start: usize, old: &str, new: &str) -> Option<MendView> {
    let value = Mend { field, start, old, new }.value()?;
    Some(MendView { value, words: new.to_owned() })
}

fn remark_view(
    remark: &Remark,
    parts: &Parts,
    confirmed: &[&str],
    around: &Around,
    cx: &EmployeeCx,
) -> RemarkView {
    let words = cx.words;
    let code = code_of(&remark.finding);
    let place = remark.place.and_then(|place| {
        let (_, field, text) = parts.each().into_iter().find(|(part, _, _)| *part == place.part)?;
        Some((place, field, text))
            .filter(|(place, _, text)| place.start < place.end && place.end <= text.len())
    });
    let better: &[String] = match &remark.finding {
        Finding::PhraseToAvoid(better) => better,
        _ => &[],
    };
    let mends = place.map(|(place, field, text)| {
        let old = text.get(place.start..place.end).unwrap_or_default();
        better.iter().filter_map(|new| mend(field, place.start, old, new)).collect()
    });
    RemarkView {
        badge: match remark.weight {
            Weight::Refuses => "late",
            Weight::AsksToConfirm => "soon",
            Weight::Advises => "plain",
        },
        text: remark.text.get(words.0).to_owned(),
        source: remark.origin.as_ref().map(|origin| around.cite(origin, words.0)).unwrap_or_default(),
        is_confirmed: confirmed.contains(&code.as_str()),
        confirm: if remark.weight == Weight::AsksToConfirm { code } else { String::new() },
        // A whole part is not a place one could look at.
        mark: place
            .filter(|_| {
                matches!(
                    remark.finding,
                    Finding::PhraseToAvoid(_) | Finding::PlaceholderLeft(_) | Finding::PlaceholderUnknown(_)
                )
            })
            .map(|(place, field, text)| Mark {
                field,
                start: units(text, place.start),
                end: units(text, place.end),
            }),
        mends: mends.unwrap_or_default(),
        href: match remark.finding {
            Finding::SignatureField(field) if cx.me.may("setup.manage") => where_filled(field, cx),
            _ => String::new(),
        },
    }
}

/// Where a field of the signature is filled in.
fn where_filled(field: SignatureField, cx: &EmployeeCx) -> String {
    use SignatureField::{Email, GivenName, Institution, OtherContacts, Phone, Post, Surname, Website};
    match field {
        GivenName | Surname | Post | Phone => format!("/setup/employees/{}", cx.me.employee),
        Institution | Website | OtherContacts => "/setup/institution".to_owned(),
        Email => "/setup/mailboxes".to_owned(),
    }
}

fn part_words(part: Part, words: Words) -> String {
    words.t(match part {
        Part::Subject => "correspondence-subject",
        Part::Opening => "correspondence-reply-opening",
        Part::Ending => "correspondence-reply-ending",
        _ => "correspondence-reply-main",
    })
}
