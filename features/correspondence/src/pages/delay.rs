//! `/cases/{case}/letters/delay`: the answer is not possible in time, and the client is told when it comes (H-06, I-07);
//! and `/cases/{case}/letters/insult`: an insulting letter gets the reason for which it is not considered (H-17).
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::Path;
use jiff::civil::Date;
use solits_access::{Look, look};
use solits_cases::{Audience, NewNote, NextStepBy};
use solits_journal::{Entry, record};
use solits_kernel::{CaseId, Lang, Text, Timestamp};
use solits_mail::MessageId as LetterName;
use solits_standard::event::EventKind;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};
use solits_written::reply::{Placeholder, fill};

use super::{
    draft::{Draft, unprocessable},
    reply::{Around, around, plain, write_paper},
    templates::{Purpose, text_for, values},
};
use crate::{
    model::OutKind,
    outgoing::{self, Letter},
};

const MOST_TEXT: usize = 8_000;
const MOST_REASON: usize = 600;
const MOST_WINDOW: usize = 400;

#[derive(Template)]
#[template(path = "correspondence/delay.html")]
struct View {
    page: Page,
    case: CaseId,
    reference: String,
    version: i64,
    /// The ways there are, with the usual one chosen.
    ways: Vec<(String, String)>,
    due: String,
    is_insult: bool,
    draft: Draft,
}

fn delay_words() -> Text {
    Text::new(
        "{uzruna}\nSaņēmām Jūsu vēstuli {saņemts} (lieta {lieta}).\nDiemžēl nevaram atbildēt laikā: {iemesls}.\nAtbildi sniegsim līdz {termiņš}.\nAtvainojamies par kavēšanos!",
        "{greeting}\nWe received your letter on {received} (case {case}).\nUnfortunately we cannot answer in time: {reason}.\nYou will have the answer by {due}.\nWe apologise for the delay.",
    )
}

fn insult_words() -> Text {
    Text::new(
        "Labdien!\nSaņēmām Jūsu vēstuli {saņemts} (lieta {lieta}).\nTajā ir apvainojoši izteikumi, tāpēc tajā uzdoto jautājumu neizskatām un konsultāciju nesniedzam.\nJa rakstīsiet vēlreiz bez apvainojumiem, uz jautājumu atbildēsim.",
        "Good day,\nWe received your letter on {received} (case {case}).\nIt contains insults, so we do not consider the question in it and give no consultation.\nIf you write again without insults, we will answer.",
    )
}

/// `GET /cases/{case}/letters/delay`
pub(crate) async fn form(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    begin(&cx, id, Purpose::Delay).await
}

/// `GET /cases/{case}/letters/insult`
pub(crate) async fn insult_form(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    begin(&cx, id, Purpose::Insult).await
}

async fn begin(cx: &EmployeeCx, id: CaseId, purpose: Purpose) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, cx, id).await?;
    drop(tx);
    // The day and the reason stay open: they are filled when they are known, as the letter is written.
    let own = if purpose == Purpose::Delay { delay_words() } else { insult_words() };
    let text = text_for(&around.templates, purpose, around.lang, &own);
    let mut values = values(&around, cx);
    values.remove(&Placeholder::Due);
    let next = around.calendar.as_ref().and_then(|calendar| {
        let due = around.case.due_at.map_or(cx.at, |due| if due > cx.at { due } else { cx.at });
        calendar.working_day_after(due.day(), 2)
    });
    let draft = Draft::filled(&[
        ("new_date", next.map(|day| day.to_string()).unwrap_or_default()),
        ("text", fill(&text, &values).text),
        ("postal", around.window()),
        ("way", usual_way(&around).to_owned()),
    ]);
    view(cx, &around, draft, purpose)
}

/// E-mail where it reaches the client, else paper where there is an address, else the page behind the code.
fn usual_way(around: &Around) -> &'static str {
    if reached(around).is_some() {
        "email"
    } else if around.has_postal() {
        "paper"
    } else {
        "page"
    }
}

/// The client's address that letters reach.
fn reached(around: &Around) -> Option<&solits_mail::Address> {
    around.mailbox.as_ref()?;
    around.parties.iter().find(|party| !party.is_unreachable).map(|party| &party.address)
}

fn view(cx: &EmployeeCx, around: &Around, draft: Draft, purpose: Purpose) -> PageResult {
    let words = cx.words;
    let mut ways = Vec::new();
    if let Some(address) = reached(around) {
        ways.push((
            "email".to_owned(),
            words.ta("correspondence-delay-email", &[("address", plain(address).into())]),
        ));
    }
    ways.push(("paper".to_owned(), words.t("correspondence-delay-paper")));
    ways.push(("page".to_owned(), words.t("correspondence-delay-page")));
    let is_insult = purpose == Purpose::Insult;
    let title = words.t(if is_insult { "correspondence-insult" } else { "correspondence-delay" });
    html(&View {
        case: around.case.id,
        reference: around.case.reference.clone(),
        version: around.case.version,
        ways,
        due: around.case.due_at.map(|due| words.moment(due)).unwrap_or_default(),
        is_insult,
        draft,
        page: cx.page(title),
    })
}

/// `POST /cases/{case}/letters/delay`
pub(crate) async fn tell(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let mut draft = Draft::of(fields);
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &cx, id).await?;
    drop(tx);
    let words = cx.words;
    let reason = draft.text("reason", MOST_REASON, words);
    let day: Option<Date> = draft.get("new_date").trim().parse().ok();
    let is_working =
        |day: &Date| around.calendar.as_ref().is_none_or(|calendar| calendar.is_working_day(*day));
    let day = day.filter(|day| *day >= cx.at.day() && is_working(day));
    if day.is_none() {
        draft.refuse("new_date", words.t("correspondence-delay-day-wrong"));
    }
    let mut values = values(&around, &cx);
    values.insert(Placeholder::Reason, reason.trim_end_matches('.').to_owned());
    if let Some(day) = day {
        values.insert(Placeholder::Due, day_words(day, around.lang));
    }
    let text = filled(&mut draft, &values, words);
    let way = way_of(&mut draft, &around, words);
    let (Some(day), true, Some(way)) = (day, draft.errors.is_empty(), way) else {
        return Ok(unprocessable(view(&cx, &around, draft, Purpose::Delay)?));
    };
    let mut tx = cx.write().await?;
    let subject = Text::new("Par atbildi uz Jūsu vēstuli", "About the answer to your letter");
    let subject = subject.get(around.lang).to_owned();
    let letter = around.whole_text(&[&text]);
    let of = (id, version);
    let next = match way {
        Way::Email => {
            let planned =
                solits_cases::tell_delay_by_letter(&mut tx, &cx.app, &cx.actor(), of, day, &text).await?;
            write_email(&mut tx, &cx, &around, OutKind::Notice, subject, letter, Some(planned)).await?;
            format!("/cases/{id}/letters?notice=sent")
        }
        Way::Paper(window) => {
            let planned =
                solits_cases::tell_delay_by_letter(&mut tx, &cx.app, &cx.actor(), of, day, &text).await?;
            let message =
                write_paper(&mut tx, &cx, &around, &subject, &letter, &window, Some(planned)).await?;
            format!("/cases/{id}/letters/{message}/print")
        }
        Way::Page => {
            // Whoever asked without an address reads it on the page behind the code: there it stands from now on.
            solits_cases::tell_delay(&mut tx, &cx.app, &cx.actor(), id, version, day, &text).await?;
            format!("/cases/{id}/letters?notice=delay-told")
        }
    };
    tx.commit().await?;
    Ok(see_other(&next))
}

/// `POST /cases/{case}/letters/insult`
pub(crate) async fn insult(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let mut draft = Draft::of(fields);
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &cx, id).await?;
    drop(tx);
    let words = cx.words;
    // What was insulting stays with the case, so that somebody else can judge whether it was.
    let ground = draft.text("reason", MOST_REASON, words);
    let text = filled(&mut draft, &values(&around, &cx), words);
    let way = way_of(&mut draft, &around, words);
    let (true, Some(way)) = (draft.errors.is_empty(), way) else {
        return Ok(unprocessable(view(&cx, &around, draft, Purpose::Insult)?));
    };
    let letter = around.whole_text(&[&text]);
    let mut tx = cx.write().await?;
    let note =
        NewNote { text: ground, audience: Audience::Internal, next_step_by: NextStepBy::Us, next_step: None };
    let case = solits_cases::note(&mut tx, &cx.app, &cx.actor(), id, version, note).await?;
    solits_cases::answer(&mut tx, &cx.app, &cx.actor(), id, case.version, &letter).await?;
    let entry =
        Entry::new(EventKind::CaseNoted, id, Some(case.branch)).with("what", "insulting_not_considered");
    record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
    let subject = format!("Re: {}", around.case.reference);
    let next = match way {
        Way::Email => {
            write_email(&mut tx, &cx, &around, OutKind::Reply, subject, letter, None).await?;
            format!("/cases/{id}/letters?notice=sent")
        }
        Way::Paper(window) => {
            let message = write_paper(&mut tx, &cx, &around, &subject, &letter, &window, None).await?;
            format!("/cases/{id}/letters/{message}/print")
        }
        Way::Page => {
            let entry = Entry::new(EventKind::MessageAnswered, id, Some(case.branch));
            record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
            solits_cases::refresh_due(&mut tx, id).await?;
            format!("/cases/{id}/letters?notice=saved")
        }
    };
    tx.commit().await?;
    Ok(see_other(&next))
}

fn day_words(day: Date, lang: Lang) -> String {
    solits_calendar::words::day(day, lang)
}

/// The text with what is known now; one that leaves something open does not leave.
fn filled(
    draft: &mut Draft,
    values: &std::collections::BTreeMap<Placeholder, String>,
    words: solits_i18n::Words,
) -> String {
    let text = draft.text("text", MOST_TEXT, words);
    let filled = fill(&text, values);
    if let Some(left) = filled.left.first().filter(|_| draft.errors.is_empty()) {
        let what = left.words();
        draft.refuse("text", words.ta("correspondence-template-left", &[("what", what.get(words.0).into())]));
    }
    filled.text
}

/// How the client is told.
enum Way {
    Email,
    Paper(String),
    Page,
}

fn way_of(draft: &mut Draft, around: &Around, words: solits_i18n::Words) -> Option<Way> {
    match draft.get("way") {
        "email" if reached(around).is_some() => Some(Way::Email),
        "page" => Some(Way::Page),
        "paper" => {
            let window = draft.text("postal", MOST_WINDOW, words);
            Some(Way::Paper(window)).filter(|_| draft.error("postal").is_empty())
        }
        _ => {
            draft.refuse("way", words.t("common-field-not-understood"));
            None
        }
    }
}

async fn write_email(
    tx: &mut solits_db::Tx,
    cx: &EmployeeCx,
    around: &Around,
    kind: OutKind,
    subject: String,
    text: String,
    planned_at: Option<Timestamp>,
) -> Result<(), WebError> {
    let (Some(mailbox), Some(to)) = (around.mailbox.as_ref(), reached(around)) else {
        return Err(WebError::Refused("correspondence-reply-no-mailbox"));
    };
    let answers = around.answers.as_deref().and_then(LetterName::parse);
    let letter = Letter {
        case: around.case.id,
        kind,
        to,
        subject,
        text,
        answers: answers.as_ref(),
        not_before: cx.at.plus_seconds(20),
        files: Vec::new(),
        planned_at,
        scheduled_at: None,
    };
    outgoing::write(tx, &cx.app, &cx.actor(), mailbox, &around.case.reference, letter)
        .await
        .map_err(WebError::from)?;
    Ok(())
}
