//! The page of a service: its card as clients read it, its deadline, price and rules (area C).
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::{Path, Query};
use solits_i18n::Words;
use solits_journal::channel_name;
use solits_kernel::{EmployeeId, LineId, ServiceId, Text};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    actions::{self, ServiceChange, Use},
    channel,
    draft::{Asked, Choice, Draft, both_pairs, notice, optional_id, unprocessable},
    store,
};
use crate::{
    facts,
    model::{Deadline, IdentityCheck, Service, ServiceCard},
};

/// Characters of a paragraph of the card.
const MOST_WORDS: usize = 2_000;
/// One million euros in cents: more is mistyped.
const MOST_CENTS: i64 = 100_000_000;
/// Units of a deadline (C-04) with the key of their words.
const UNITS: [(&str, &str); 4] = [
    ("working_days", "organisation-unit-working-days"),
    ("calendar_days", "organisation-unit-calendar-days"),
    ("months", "organisation-unit-months"),
    ("opening_hours", "organisation-unit-opening-hours"),
];

#[derive(Template)]
#[template(path = "organisation/service.html")]
struct ServiceView {
    page: Page,
    id: ServiceId,
    code: String,
    active: bool,
    draft: Draft,
    lines: Vec<(String, String)>,
    owners: Vec<(String, String)>,
    channels: Vec<Choice>,
    units: Vec<(&'static str, String)>,
    rules: Vec<(&'static str, String)>,
}

/// `GET /setup/services/{id}`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path(id): Path<ServiceId>,
    Query(asked): Query<Asked>,
) -> PageResult {
    page(&cx, id, None, asked.notice).await
}

async fn page(cx: &EmployeeCx, id: ServiceId, typed: Option<Draft>, told: Option<String>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let service = facts::find_service(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let active = store::find_service_active(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let lines = store::list_lines(&mut tx).await?;
    let employees = facts::list_employees(&mut tx).await?;
    let mut page = cx.page(service.name.get(words.0));
    page.notice = notice(told.as_deref(), words);
    let draft = typed.unwrap_or_else(|| Draft::filled(pairs(&service)));
    let view = ServiceView {
        id,
        active,
        lines: lines
            .iter()
            .filter(|line| line.active || draft.get("line") == line.id.to_string())
            .map(|line| (line.id.to_string(), line.label(words.0)))
            .collect(),
        owners: employees
            .into_iter()
            .filter(|one| one.active || draft.get("owner") == one.id.to_string())
            .map(|one| (one.id.to_string(), one.name))
            .collect(),
        channels: channel::OF_SERVICES
            .into_iter()
            .map(|one| {
                let value = channel_name(one);
                let ticked = draft.ticked("channel", &value);
                Choice { label: channel::words_of(one, words), ticked, value }
            })
            .collect(),
        units: UNITS.iter().map(|(unit, key)| (*unit, words.t(key))).collect(),
        rules: [
            (IdentityCheck::No, "organisation-identity-no"),
            (IdentityCheck::Ask, "organisation-identity-ask"),
            (IdentityCheck::Must, "organisation-identity-must"),
        ]
        .map(|(rule, key)| (rule.name(), words.t(key)))
        .to_vec(),
        code: service.code,
        draft,
        page,
    };
    html(&view)
}

fn pairs(service: &Service) -> Vec<(String, String)> {
    let card = &service.card;
    let mut pairs = Vec::new();
    for (field, text) in [
        ("name", &service.name),
        ("description", &card.description),
        ("who", &card.who),
        ("result", &card.result),
        ("price_words", &card.price_words),
    ] {
        pairs.extend(both_pairs(field, text));
    }
    let mut one = |name: &str, value: String| pairs.push((name.to_owned(), value));
    for (field, texts) in [
        ("documents", &card.documents),
        ("steps", &card.steps),
        ("questions", &card.questions),
        ("warnings", &card.warnings),
    ] {
        let list = |pick: fn(&Text) -> &str| texts.iter().map(pick).collect::<Vec<_>>().join("\n");
        one(&format!("{field}_lv"), list(|text| &text.lv));
        one(&format!("{field}_en"), list(|text| &text.en));
    }
    one("legal_basis", card.legal_basis.join("\n"));
    one("payment", card.payment.join("\n"));
    one("delivery", card.delivery.join("\n"));
    one("contact", card.contact.clone());
    one("link", card.link.clone());
    one("price", service.price_cents.map(euros).unwrap_or_default());
    one("identity", service.identity_check.name().to_owned());
    one("minutes", service.usual_minutes.to_string());
    one("line", service.line.map(|line| line.to_string()).unwrap_or_default());
    one("owner", service.owner.map(|owner| owner.to_string()).unwrap_or_default());
    if let Some(deadline) = &service.deadline {
        one("deadline_unit", deadline.unit.clone());
        one("deadline_count", deadline.count.to_string());
    }
    for channel in &card.channels {
        one("channel", channel.clone());
    }
    pairs
}

/// `POST /setup/services/{id}`
pub(crate) async fn save(cx: EmployeeCx, Path(id): Path<ServiceId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    facts::find_service(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let change = read(&mut draft, cx.words)?;
    if let Some(line) = change.line {
        store::find_line(&mut tx, line).await?.ok_or(WebError::NotFound)?;
    }
    if let Some(owner) = change.owner {
        facts::find_employee(&mut tx, owner).await?.ok_or(WebError::NotFound)?;
    }
    if !draft.errors.is_empty() {
        drop(tx);
        return Ok(unprocessable(page(&cx, id, Some(draft), None).await?));
    }
    actions::change_service(&mut tx, &cx.app, &cx.actor(), id, &change).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/setup/services/{id}?notice=saved")))
}

/// The change a form asks for.
fn read(draft: &mut Draft, words: Words) -> Result<ServiceChange, WebError> {
    let card = ServiceCard {
        description: draft.optional_both("description", MOST_WORDS, words),
        who: draft.optional_both("who", MOST_WORDS, words),
        result: draft.optional_both("result", MOST_WORDS, words),
        price_words: draft.optional_both("price_words", 400, words),
        documents: paired_lines(draft, "documents", words),
        steps: paired_lines(draft, "steps", words),
        questions: paired_lines(draft, "questions", words),
        warnings: paired_lines(draft, "warnings", words),
        legal_basis: plain_lines(draft, "legal_basis", words),
        payment: plain_lines(draft, "payment", words),
        delivery: plain_lines(draft, "delivery", words),
        contact: draft.optional_text("contact", 200, words),
        channels: channel::OF_SERVICES
            .into_iter()
            .map(channel_name)
            .filter(|name| draft.ticked("channel", name))
            .collect(),
        link: draft.optional_text("link", 400, words),
    };
    if !card.link.is_empty() && !card.link.starts_with("https://") {
        draft.refuse("link", words.t("organisation-link-wrong"));
    }
    Ok(ServiceChange {
        name: draft.both("name", 160, words),
        card,
        line: optional_id::<LineId>(draft, "line")?,
        owner: optional_id::<EmployeeId>(draft, "owner")?,
        deadline: deadline(draft, words)?,
        price_cents: price(draft, words),
        identity_check: IdentityCheck::parse(draft.get("identity")).ok_or(WebError::BadRequest)?,
        usual_minutes: draft.whole("minutes", 1, 240, words),
    })
}

fn deadline(draft: &mut Draft, words: Words) -> Result<Option<Deadline>, WebError> {
    let unit = draft.get("deadline_unit").to_owned();
    if unit.is_empty() {
        return Ok(None);
    }
    if !UNITS.iter().any(|(known, _)| *known == unit) {
        return Err(WebError::BadRequest);
    }
    Ok(Some(Deadline { count: draft.whole("deadline_count", 1, 400, words), unit }))
}

fn price(draft: &mut Draft, words: Words) -> Option<i64> {
    let typed = draft.get("price").trim().to_owned();
    if typed.is_empty() {
        return None;
    }
    let cents = parse_euros(&typed);
    if cents.is_none() {
        draft.refuse("price", words.t("organisation-price-wrong"));
    }
    cents
}

/// Things written one a line, the same in every language.
fn plain_lines(draft: &mut Draft, field: &str, words: Words) -> Vec<String> {
    let text = draft.optional_text(field, MOST_WORDS, words);
    lines(&text).into_iter().map(str::to_owned).collect()
}

/// Things written one a line in each language. Without any English line the Latvian ones stand for both.
fn paired_lines(draft: &mut Draft, field: &str, words: Words) -> Vec<Text> {
    let english_field = format!("{field}_en");
    let latvian = draft.optional_text(&format!("{field}_lv"), MOST_WORDS, words);
    let english = draft.optional_text(&english_field, MOST_WORDS, words);
    let (latvian, english) = (lines(&latvian), lines(&english));
    if english.is_empty() {
        return latvian.iter().map(|line| Text::new(*line, *line)).collect();
    }
    if latvian.len() != english.len() {
        draft.refuse(english_field, words.t("organisation-documents-differ"));
    }
    latvian.into_iter().zip(english).map(|(lv, en)| Text::new(lv, en)).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Cents of an amount in euros, written `4`, `4,27` or `4.27`.
fn parse_euros(typed: &str) -> Option<i64> {
    let (euros, cents) = typed.split_once([',', '.']).unwrap_or((typed, "00"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(euros) || !digits(cents) || cents.len() != 2 {
        return None;
    }
    let amount = euros.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents.parse().ok()?)?;
    Some(amount).filter(|amount| *amount <= MOST_CENTS)
}

fn euros(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}

/// `POST /setup/services/{id}/active`
pub(crate) async fn set_active(cx: EmployeeCx, Path(id): Path<ServiceId>, Form(fields): Form) -> PageResult {
    let wanted = Use::parse(fields.get("use")).ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    actions::set_service_use(&mut tx, &cx.app, &cx.actor(), id, wanted).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/setup/services/{id}?notice={}", wanted.notice())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_with_a_comma_or_a_point_and_written_with_a_comma() {
        assert_eq!(parse_euros("4,27"), Some(427));
        assert_eq!(parse_euros("4.05"), Some(405));
        assert_eq!(parse_euros("12"), Some(1_200));
        for wrong in ["", "4,2", "4,277", "-4", "+4", "4,+1", "četri", "99999999999999999999", "1000001"] {
            assert_eq!(parse_euros(wrong), None, "{wrong}");
        }
        assert_eq!(euros(405), "4,05");
    }
}
