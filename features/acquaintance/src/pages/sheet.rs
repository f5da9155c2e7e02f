//! `/acquaintance/sheet/{number}`: the sheet of acquaintance to be printed, with the columns of the document.

use askama::Template;
use axum::extract::Path;
use solits_calendar::words::{Form, YearShown, date_in};
use solits_i18n::Words;
use solits_kernel::{day_of_number, fold};
use solits_standard::Standard;
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};

use super::{Names, own, sees};
use crate::{
    model::{Because, Duty, State},
    reading, store,
};

/// The sheet has five columns: number, date, name, signature, remarks (Aknīste, annex).
const COLUMNS: usize = 5;

/// A line of the sheet.
struct Row {
    date: String,
    name: String,
    signature: String,
    remarks: String,
}

#[derive(Template)]
#[template(path = "acquaintance/sheet.html")]
struct SheetView {
    page: Page,
    document: String,
    columns: Vec<String>,
    rows: Vec<Row>,
}

/// `GET /acquaintance/sheet/{number}`
pub(crate) async fn show(cx: EmployeeCx, Path(number): Path<i64>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let standard = loaded.versions.get(number).ok_or(WebError::NotFound)?;
    let names = Names::load(&mut tx).await?;
    let mut duties = store::list_about(&mut tx, number).await?;
    duties.retain(|duty| duty.key.standard == number && sees(&cx, duty) && stands_on_sheet(duty));
    let name = |duty: &Duty| names.of(Some(duty.key.employee)).to_owned();
    duties.sort_by_cached_key(|duty| (fold(&name(duty)), duty.key.round));
    html(&SheetView {
        page: cx.page(words.t("acquaintance-sheet")),
        document: own::document(words, standard),
        columns: columns(words, standard),
        rows: duties.iter().map(|duty| row(words, duty, name(duty))).collect(),
    })
}

/// Whoever left or is not bound any more without having signed has no line; a line of a version that was replaced stays
/// empty, as on paper.
fn stands_on_sheet(duty: &Duty) -> bool {
    !matches!(duty.state, State::Closed(_, Because::Left | Because::Unbound))
}

/// The headings of the document where it gives five; else the program's own.
fn columns(words: Words, standard: &Standard) -> Vec<String> {
    let named = standard.list("acquaint.signoff_columns");
    let named: Vec<String> = named
        .map(|list| list.value.iter().map(|one| reading::item(words.0, one)).collect())
        .unwrap_or_default();
    if named.len() == COLUMNS {
        return named;
    }
    vec![
        words.t("acquaintance-column-number"),
        words.t("acquaintance-column-date"),
        words.t("acquaintance-column-name"),
        words.t("acquaintance-column-signature"),
        words.t("acquaintance-column-remarks"),
    ]
}

fn row(words: Words, duty: &Duty, name: String) -> Row {
    match duty.state {
        State::Signed(at) => {
            // A document keeps its year.
            let date = |day| date_in(day, Form::What, YearShown::Shown, words.0);
            match &duty.paper {
                None => Row {
                    date: date(at.day()),
                    name,
                    signature: words.ta("acquaintance-signed-in-program", &[("time", words.time(at).into())]),
                    remarks: duty.remarks.clone(),
                },
                Some(paper) => Row {
                    date: date(day_of_number(paper.on)),
                    name,
                    signature: words.t("acquaintance-signed-on-paper"),
                    remarks: words.ta("acquaintance-paper-kept", &[("where", paper.kept.as_str().into())]),
                },
            }
        }
        State::Open | State::Closed(..) => {
            Row { date: String::new(), name, signature: String::new(), remarks: String::new() }
        }
    }
}
