//! Who was told of a version and who has seen it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Entry, record};
use solits_kernel::{EmployeeId, Lang, Timestamp, fold};
use solits_organisation::list_employees;
use solits_standard::{Standard, event::EventKind};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html, see_other};

use super::store::{self, DeliveryRow};
use crate::{
    actions::{compiled, subject},
    store::find_version,
};

/// How a version was told.
pub(crate) struct Delivered {
    pub(crate) summary: String,
    /// Whether the reader was told and has not said yes.
    pub(crate) asks_me: bool,
}

/// How a version was told; `None` where nobody was.
pub(crate) async fn delivered(
    cx: &EmployeeCx,
    tx: &mut Tx,
    number: i64,
) -> Result<Option<Delivered>, WebError> {
    let rows = store::list_deliveries(tx, number).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    Ok(Some(Delivered {
        summary: summary(cx.words, &rows),
        asks_me: rows.iter().any(|row| row.employee_id == cx.me.employee && row.seen_at.is_none()),
    }))
}

fn summary(words: Words, rows: &[DeliveryRow]) -> String {
    let seen = rows.iter().filter(|row| row.seen_at.is_some()).count();
    let gaps = [("seen", words.number(i64::try_from(seen).unwrap_or_default()).into())];
    words.na("standards-told", rows.len(), &gaps)
}

/// Somebody who was told.
struct ToldLine {
    name: String,
    told: String,
    /// Empty for one who has not said so yet.
    seen: String,
}

#[derive(Template)]
#[template(path = "standards/told.html")]
struct ToldView {
    page: Page,
    number: i64,
    version: String,
    summary: String,
    /// Why nobody was told and nobody will be; empty where somebody was or will be.
    untold: String,
    /// Those to whom the document says it is sent.
    recipients: Vec<String>,
    /// Whether only those are listed who have not seen it.
    is_narrowed: bool,
    people: Vec<ToldLine>,
}

/// `GET /standard/{number}/told`: everybody who was told, those who have not seen it first; `?show=unseen` those alone.
pub(crate) async fn log(
    cx: EmployeeCx,
    Path(number): Path<i64>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let version = find_version(&mut tx, number).await?.ok_or(WebError::NotFound)?;
    let rows = store::list_deliveries(&mut tx, number).await?;
    let names: HashMap<EmployeeId, String> =
        list_employees(&mut tx).await?.into_iter().map(|one| (one.id, one.name)).collect();
    drop(tx);
    let standard = compiled(&version)?;
    let identity = &standard.file().identity;
    let title = |id: &String| role_title(&standard, id, words.0).to_owned();
    let is_narrowed = query.get("show").is_some_and(|show| show == "unseen");
    html(&ToldView {
        page: cx.page(words.t("standards-told-log")),
        number,
        version: format!("{}, {}", identity.title.get(words.0), version.version),
        summary: if rows.is_empty() { String::new() } else { summary(words, &rows) },
        untold: if rows.is_empty() && version.is_of_foundation() {
            words.t("standards-told-foundation")
        } else {
            String::new()
        },
        recipients: identity.distribution.iter().map(title).collect(),
        people: lines(words, &rows, &names, is_narrowed),
        is_narrowed,
    })
}

/// A role in the standard's words; of one that it does not explain, its id.
fn role_title<'a>(standard: &'a Standard, id: &'a str, lang: Lang) -> &'a str {
    let role = standard.lists().roles.iter().find(|role| role.value.id == id);
    role.map_or(id, |role| role.value.title.get(lang))
}

fn lines(
    words: Words,
    rows: &[DeliveryRow],
    names: &HashMap<EmployeeId, String>,
    is_narrowed: bool,
) -> Vec<ToldLine> {
    let moment = |at: Timestamp| format!("{} {}", words.day(at.day()), words.time(at));
    let mut shown: Vec<(&DeliveryRow, &str)> = rows
        .iter()
        .filter(|row| !is_narrowed || row.seen_at.is_none())
        .map(|row| (row, names.get(&row.employee_id).map_or("–", String::as_str)))
        .collect();
    shown.sort_by_cached_key(|(row, name)| (row.seen_at.is_some(), fold(name)));
    let line = |(row, name): (&DeliveryRow, &str)| ToldLine {
        name: name.to_owned(),
        told: moment(row.told_at),
        seen: row.seen_at.map(moment).unwrap_or_default(),
    };
    shown.into_iter().map(line).collect()
}

/// `POST /standard/{number}/seen`
pub(crate) async fn seen(cx: EmployeeCx, Path(number): Path<i64>) -> PageResult {
    let mut tx = cx.write().await?;
    if store::mark_seen(&mut tx, number, cx.me.employee, cx.at).await? {
        let entry = Entry::new(EventKind::SetupChanged, subject(number), None)
            .with("what", "standard.seen")
            .with("number", number);
        record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
        tx.commit().await?;
    }
    Ok(see_other(&format!("/standard/{number}?notice=seen")))
}
