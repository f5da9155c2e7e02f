//! Obligations and measures for other programs.

use std::collections::{BTreeMap, HashMap};

use axum::{
    extract::Query,
    http::Method,
    response::{IntoResponse as _, Response},
};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use solits_db::Tx;
use solits_journal::ObligationRow;
use solits_kernel::{BranchId, EmployeeId, Timestamp, day_number, day_of_number};
use solits_organisation::{find_employee, find_structure};
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError, schema};
use uuid::Uuid;

use crate::{
    cells::{self, Cell},
    figure::month_of,
    hidden::Hidden,
    listing::{self, Asked},
    model::{Days, Kept, Place, Wanted},
    part::{Part, Unreadable, asked},
    store::{self, CellRow, Split},
    units::{Team, Units},
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

pub(crate) const BRANCH: &str = "id of the branch; every branch when absent";
pub(crate) const CHANNEL: &str = "visit, phone, email, letter, portal, e_address, website, fax, sms, site_visit, trust_line, internal or all; every channel when absent";
const UNIT: &str = "id of the unit: what was kept or owed by whoever belonged to it, or to a unit under it, on the day of opening; everybody when absent";
const EMPLOYEE: &str = "id of the employee who kept it or owed it; everybody when absent";

pub(crate) fn routes() -> Routes {
    let obligations = ApiDoc {
        summary: "Obligations, the latest first, at most 500 at once",
        request: None,
        response: Some(schema::<ObligationsBody>),
        query: &[
            ("norm", "id of the norm; every norm when absent"),
            ("state", "open, met, breached or waived; every state when absent"),
            ("branch", BRANCH),
            ("channel", CHANNEL),
            ("unit", UNIT),
            ("employee", EMPLOYEE),
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
        response: Some(schema::<MeasuresBody>),
        query: &[
            ("by", "day or month; day when absent"),
            ("norm", "id of the norm; every norm when absent"),
            ("branch", BRANCH),
            ("channel", CHANNEL),
            ("unit", UNIT),
            ("employee", EMPLOYEE),
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

/// What an address asks for.
pub(crate) type Asks = HashMap<String, String>;

/// The part of the figures asked for: [`WebError::BadRequest`] for what cannot be read.
pub(crate) fn part_of(asks: &Asks) -> Result<Part, WebError> {
    Part::read(asks).map_err(|Unreadable| WebError::BadRequest)
}

/// The units of the institution, where one of them is asked for. [`WebError::NotFound`] for a unit or an employee that is
/// not the institution's.
async fn units_for(tx: &mut Tx, part: Part) -> Result<Option<Units>, WebError> {
    if let Some(employee) = part.employee {
        find_employee(tx, employee).await?.ok_or(WebError::NotFound)?;
    }
    let Some(unit) = part.unit else { return Ok(None) };
    let units = Units::of(&find_structure(tx).await?);
    if units.has(unit) { Ok(Some(units)) } else { Err(WebError::NotFound) }
}

/// The people of the unit asked for.
fn team_of(units: Option<&Units>, part: Part) -> Option<Team<'_>> {
    Some(units?.team(part.unit?))
}

/// The days asked for, or the usual ones: [`WebError::BadRequest`] for what cannot be read or is too long.
pub(crate) fn days_of(asks: &Asks, at: Timestamp) -> Result<Days, WebError> {
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
    let (part, days) = (part_of(&asks)?, days_of(&asks, cx.at)?);
    let mut tx = cx.read().await?;
    let units = units_for(&mut tx, part).await?;
    let team = team_of(units.as_ref(), part);
    let norm = asked(&asks, "norm");
    let hidden = Hidden::load(&mut tx, &cx.app.heart).await?;
    let asked = Asked { norm, wanted, part, team: team.as_ref(), days, after, most: MOST, hidden: &hidden };
    let listed = listing::list(&mut tx, asked).await?;
    let next = listed.next.map(|place| place.to_string());
    Ok(Json(ObligationsBody { obligations: listed.rows.into_iter().map(Into::into).collect(), next })
        .into_response())
}

async fn list_measures(cx: ApiCx, Query(asks): Query<Asks>) -> Result<Response, WebError> {
    let norm = asked(&asks, "norm");
    let part = part_of(&asks)?;
    let period = Period::of(&asks, cx.at)?;
    let mut tx = cx.read().await?;
    let units = units_for(&mut tx, part).await?;
    let hidden = Hidden::load(&mut tx, &cx.app.heart).await?;
    let cells = match &units {
        None => period.cells(&mut tx, norm, part, Split::Summed, &hidden).await?,
        Some(units) => of_unit(&mut tx, units, norm, part, period, &hidden).await?,
    };
    let measures = cells.into_iter().map(|cell| measure(period.written(cell.period), cell)).collect();
    Ok(Json(MeasuresBody { measures }).into_response())
}

/// The cells of one unit: what those did who belonged to it on the day, summed up as all others are.
async fn of_unit(
    tx: &mut Tx,
    units: &Units,
    norm: Option<&str>,
    part: Part,
    period: Period,
    hidden: &Hidden,
) -> Result<Vec<CellRow>, WebError> {
    let Some(team) = team_of(Some(units), part) else { return Ok(Vec::new()) };
    let rows = period.cells(tx, norm, part, Split::ByEmployee, hidden).await?;
    let cells = match period {
        Period::Days(_) => cells::of_days(units, &rows),
        Period::Months(..) => {
            let moved = |employee: EmployeeId, days| team.changed(employee, days);
            cells::of_months(tx, units, norm, rows, moved, hidden).await?
        }
    };
    let mut sums: BTreeMap<(i64, String, Uuid, String), Kept> = BTreeMap::new();
    for Cell { period, norm, branch, channel, kept, .. } in
        cells.into_iter().filter(|cell| cell.belongs(part, Some(&team)))
    {
        sums.entry((period, norm, branch, channel)).or_default().add(kept);
    }
    let row = |((period, norm, branch_id, channel), Kept { met, breached, waived })| CellRow {
        period,
        norm,
        branch_id,
        channel,
        employee_id: None,
        met,
        breached,
        waived,
    };
    Ok(sums.into_iter().map(row).collect())
}

/// The days or months asked for.
#[derive(Clone, Copy, Debug)]
enum Period {
    Days(Days),
    Months(i64, i64),
}

impl Period {
    fn of(asks: &Asks, at: Timestamp) -> Result<Self, WebError> {
        match asked(asks, "by") {
            None | Some("day") => Ok(Self::Days(days_of(asks, at)?)),
            Some("month") => months_of(asks, at).map(|(from, to)| Self::Months(from, to)),
            Some(_) => Err(WebError::BadRequest),
        }
    }

    async fn cells(
        self,
        tx: &mut Tx,
        norm: Option<&str>,
        part: Part,
        split: Split,
        hidden: &Hidden,
    ) -> Result<Vec<CellRow>, WebError> {
        Ok(match self {
            Self::Days(days) => store::list_day_cells(tx, norm, days, part, split, hidden).await?,
            Self::Months(from, to) => {
                store::list_month_cells(tx, norm, (from, to), part, split, hidden).await?
            }
        })
    }

    /// The number of a day or month as programs read it.
    fn written(self, number: i64) -> String {
        match self {
            Self::Days(_) => day_of_number(number).to_string(),
            Self::Months(..) => month_written(number),
        }
    }
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
