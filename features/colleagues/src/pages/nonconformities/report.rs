//! `/nonconformities/new`: one step from any page. The page it was found on comes with the address.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{extract::Query, response::Response};
use serde::Deserialize;
use solits_db::Tx;
use solits_kernel::{CaseId, UnitId};
use solits_web::{Draft, EmployeeCx, Form, Page, PageResult, WebError, html, see_other, unprocessable};

use crate::{
    actions::{
        ColleagueError, MOST_TEXT,
        report::{self as deeds, Report},
    },
    kinds::list_choices,
    model::Refusal,
};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The page from which it is reported.
    from: String,
}

#[derive(Template)]
#[template(path = "colleagues/report.html")]
struct ReportView {
    page: Page,
    kinds: Vec<(String, String)>,
    /// Types that go to somebody else in each unit, in words; empty for none.
    units: Vec<(String, String)>,
    place: String,
    /// The number of the case, for whoever sees it.
    case: String,
    draft: Draft,
}

/// `GET /nonconformities/new`
pub(crate) async fn form(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let place = deeds::place(&asked.from);
    page(&cx, Draft::filled(&[("place", place)])).await
}

/// The case that a page of this program is about.
fn case_of(place: &str) -> Option<CaseId> {
    place.strip_prefix("/cases/")?.split('/').next()?.parse().ok()
}

async fn page(cx: &EmployeeCx, draft: Draft) -> Result<Response, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let choices = list_choices(&mut tx, &cx.app, cx.at, words).await?;
    let place = deeds::place(draft.get("place"));
    let case = match case_of(&place) {
        Some(id) => find_case(&mut tx, cx, id).await?,
        None => None,
    };
    html(&ReportView {
        page: cx.page(words.t("colleagues-report")),
        kinds: choices.kinds,
        units: choices.units,
        case: case.map(|case| case.reference).unwrap_or_default(),
        place,
        draft,
    })
}

async fn find_case(tx: &mut Tx, cx: &EmployeeCx, id: CaseId) -> Result<Option<solits_cases::Case>, WebError> {
    if !cx.me.may("cases.work") {
        return Ok(None);
    }
    Ok(solits_cases::find(tx, id).await?)
}

/// `POST /nonconformities`
pub(crate) async fn create(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let found = draft.text("found", MOST_TEXT, cx.words);
    let kind = draft.get("kind").to_owned();
    if kind.is_empty() {
        draft.refuse("kind", cx.words.t("common-field-choose"));
    }
    if !draft.errors.is_empty() {
        return again(&cx, draft).await;
    }
    let place = deeds::place(draft.get("place"));
    let once = draft.once("nonconformity.report");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let case = match case_of(&place) {
        Some(id) => find_case(&mut tx, &cx, id).await?.map(|case| case.id),
        None => None,
    };
    let unit: Option<UnitId> = draft.get("unit").parse().ok();
    let is_possible = draft.ticked("possible", "1");
    let report = Report { kind, found, is_possible, place, case, unit, key: String::new() };
    match deeds::report(&mut tx, &cx.app, &cx.actor(), report).await {
        Ok(id) => {
            let page = format!("/nonconformities/{id}?notice=kept");
            once.made(&mut tx, &page).await?;
            tx.commit().await?;
            Ok(see_other(&page))
        }
        Err(ColleagueError::Refused(refusal)) => {
            drop(tx);
            let field = match refusal {
                Refusal::UnitMissing => "unit",
                Refusal::BadText => "found",
                _ => "kind",
            };
            draft.refuse(field, cx.words.t(refusal.key()));
            again(&cx, draft).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn again(cx: &EmployeeCx, draft: Draft) -> PageResult {
    Ok(unprocessable(page(cx, draft).await?))
}

#[cfg(test)]
mod tests {
    use super::case_of;

    #[test]
    fn a_report_from_a_page_of_a_case_is_tied_to_it() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        for page in [format!("/cases/{id}"), format!("/cases/{id}/letters")] {
            assert_eq!(case_of(&page).map(|case| case.to_string()), Some(id.to_owned()), "{page}");
        }
        assert_eq!(case_of("/cases/new"), None);
        assert_eq!(case_of("/standard"), None);
    }
}
