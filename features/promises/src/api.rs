//! Obligations and measures for other programs.

use std::collections::HashMap;

use axum::{
    extract::Query,
    http::Method,
    response::{IntoResponse as _, Response},
};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use solits_journal::ObligationRow;
use solits_kernel::{BranchId, Timestamp, day_number, day_of_number};
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError};
use uuid::Uuid;

use crate::{
    figure::month_of,
    listing::{self, Asked},
    model::{Days, Place, Wanted},
    store::{self, CellRow},
};

/// How many obligations one answer holds.
const MOST: usize = 500;
/// How many days one question may span.
const MOST_DAYS: i64 = 400;
/// How many months one question may span.
const MOST_MONTHS: i64 = 120;

/// The day an API takes when none is named: a month back.
const USUAL_DAYS: i64 = crate::model::USUAL_DAYS;

/// An obligation.
#[derive(Serialize, JsonSchema)]
struct ObligationBody {
    id: Uuid,
    norm: String,
    /// Number of the version it was born under.
    standard: i64,
    /// Id of the ticket, case, branch day … it belongs to.
    subject: Uuid,
    branch: Option<Uuid>,
    channel: String,
    /// `open`, `met`, `breached` or `waived`.
    state: String,
    /// RFC 3339.
    opened_at: String,
    due_at: String,
    closed_at: Option<String>,
    /// When it was made good after its limit.
    met_late_at: Option<String>,
    /// Why it is no longer owed, in Latvian.
    reason: Option<String>,
    /// The journal entry that opened it.
    opened_entry: i64,
    /// The journal entry that ended it.
    closed_entry: Option<i64>,
    /// Reports made so far.
    escalated: i64,
}

impl From<ObligationRow> for ObligationBody {
    fn from(row: ObligationRow) -> Self {
        let written = |at: Option<Timestamp>| at.map(|at| at.to_string());
        Self {
            id: row.id.uuid(),
            norm: row.norm,
            standard: row.standard,
            subject: row.subject_id,
            branch: row.branch_id.map(BranchId::uuid),
            channel: row.channel,
            state: row.state,
            opened_at: row.opened_at.to_string(),
            due_at: row.due_at.to_string(),
            closed_at: written(row.closed_at),
            met_late_at: written(row.met_late_at),
            reason: row.reason,
            opened_entry: row.opened_n,
            closed_entry: row.closed_n,
            escalated: row.escalated,
        }
    }
}

/// Obligations, the latest first.
#[derive(Serialize, JsonSchema)]
struct ObligationsBody {
    obligations: Vec<ObligationBody>,
    /// Give this as `after` for the next ones; absent at the end. An answer may be short and still have a next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Promised and kept in one period, branch and channel.
#[derive(Serialize, JsonSchema)]
struct MeasureBody {
    /// `2026-11-21`, or `2026-11` by month: when the promise was opened.
    period: String,
    norm: String,
    /// Absent where the promise belongs to no branch.
    branch: Option<Uuid>,
    channel: String,
    met: i64,
    breached: i64,
    waived: i64,
}

/// Measures, the earliest first.
#[derive(Serialize, JsonSchema)]
struct MeasuresBody {
    measures: Vec<MeasureBody>,
}

fn schema<T: JsonSchema>() -> Option<Value> {
    serde_json::to_value(schemars::schema_for!(T)).ok()
}

pub(crate) fn routes() -> Routes {
    let obligations = ApiDoc {
        summary: "Obligations, the latest first, at most 500 at once",
        request: None,
        response: schema::<ObligationsBody>(),
        query: &[
            ("norm", "id of the norm; every norm when absent"),
            ("state", "open, met, breached or waived; every state when absent"),
            ("branch", "id of the branch; every branch when absent"),
            (
                "from",
                "first day of opening, 2026-11-01; a month before the last when absent; at most 400 days",
            ),
            ("to", "last day of opening; today when absent"),
            ("after", "`next` of the answer before"),
        ],
        ..ApiDoc::default()
    };
    let measures = ApiDoc {
        summary: "Promised and kept by day or month, branch and channel",
        request: None,
        response: schema::<MeasuresBody>(),
        query: &[
            ("by", "day or month; day when absent"),
            ("norm", "id of the norm; every norm when absent"),
            ("branch", "id of the branch; every branch when absent"),
            (
                "from",
                "first day; a month before the last when absent, a year by month; at most 400 days or 120 months",
            ),
            ("to", "last day; today when absent"),
        ],
        ..ApiDoc::default()
    };
    Routes::new().api(Method::GET, "/api/v1/obligations", "measures.read", obligations, list_obligations).api(
        Method::GET,
        "/api/v1/measures",
        "measures.read",
        measures,
        list_measures,
    )
}

type Asks = HashMap<String, String>;

/// What is asked for by name; an empty value asks for nothing.
fn asked<'a>(asks: &'a Asks, name: &str) -> Option<&'a str> {
    asks.get(name).map(String::as_str).filter(|value| !value.is_empty())
}

fn branch_of(asks: &Asks) -> Result<Option<BranchId>, WebError> {
    asked(asks, "branch").map(|id| id.parse().map_err(|_| WebError::BadRequest)).transpose()
}

fn days_of(asks: &Asks, at: Timestamp) -> Result<Days, WebError> {
    let day = |name| {
        asked(asks, name)
            .map(|text| text.parse::<Date>().map(day_number).map_err(|_| WebError::BadRequest))
            .transpose()
    };
    let to = day("to")?.unwrap_or_else(|| day_number(at.day()));
    let from = day("from")?.unwrap_or(to - USUAL_DAYS);
    if from > to || to - from > MOST_DAYS { Err(WebError::BadRequest) } else { Ok(Days { from, to }) }
}

async fn list_obligations(cx: ApiCx, Query(asks): Query<Asks>) -> Result<Response, WebError> {
    let wanted = Wanted::parse(asked(&asks, "state").unwrap_or_default()).ok_or(WebError::BadRequest)?;
    let after: Option<Place> =
        asked(&asks, "after").map(|place| place.parse().map_err(|()| WebError::BadRequest)).transpose()?;
    let asked = Asked {
        norm: asked(&asks, "norm"),
        wanted,
        branch: branch_of(&asks)?,
        days: days_of(&asks, cx.at)?,
        after,
        most: MOST,
    };
    let mut tx = cx.read().await?;
    let listed = listing::list(&mut tx, asked).await?;
    let next = listed.next.map(|place| place.to_string());
    Ok(Json(ObligationsBody { obligations: listed.rows.into_iter().map(Into::into).collect(), next })
        .into_response())
}

async fn list_measures(cx: ApiCx, Query(asks): Query<Asks>) -> Result<Response, WebError> {
    let norm = asked(&asks, "norm");
    let branch = branch_of(&asks)?;
    let measures: Vec<MeasureBody> = match asked(&asks, "by") {
        None | Some("day") => {
            let days = days_of(&asks, cx.at)?;
            let mut tx = cx.read().await?;
            let cells = store::list_day_cells(&mut tx, norm, days, branch).await?;
            cells.into_iter().map(|cell| measure(day_of_number(cell.period).to_string(), cell)).collect()
        }
        Some("month") => {
            let (from, to) = months_of(&asks, cx.at)?;
            let mut tx = cx.read().await?;
            let cells = store::list_month_cells(&mut tx, norm, from, to, branch).await?;
            cells.into_iter().map(|cell| measure(month_written(cell.period), cell)).collect()
        }
        Some(_) => return Err(WebError::BadRequest),
    };
    Ok(Json(MeasuresBody { measures }).into_response())
}

fn months_of(asks: &Asks, at: Timestamp) -> Result<(i64, i64), WebError> {
    let month = |name| {
        asked(asks, name)
            .map(|text| text.parse::<Date>().map(month_of).map_err(|_| WebError::BadRequest))
            .transpose()
    };
    let to = month("to")?.unwrap_or_else(|| month_of(at.day()));
    let from = month("from")?.unwrap_or(to - 11);
    if from > to || to - from >= MOST_MONTHS { Err(WebError::BadRequest) } else { Ok((from, to)) }
}

/// A month number as `2026-11`.
fn month_written(month: i64) -> String {
    format!("{}-{:02}", 1970 + month.div_euclid(12), month.rem_euclid(12) + 1)
}

fn measure(period: String, cell: CellRow) -> MeasureBody {
    MeasureBody {
        period,
        norm: cell.norm,
        branch: Some(cell.branch_id).filter(|id| !id.is_nil()),
        channel: cell.channel,
        met: cell.met,
        breached: cell.breached,
        waived: cell.waived,
    }
}
