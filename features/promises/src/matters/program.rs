//! `GET /api/v1/matters`: the figures of the client's way for other programs. What single people did is not in it, as in the
//! files.

use axum::{
    extract::Query,
    http::Method,
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::Serialize;
use solits_journal::matters::{self, Counts};
use solits_kernel::{UnitId, day_of_number};
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError, schema};

use super::page::{Cell, cells, grouped, sum};
use crate::{
    api::{Asks, BRANCH, CHANNEL, days_of, part_of},
    pages::Names,
    part::asked,
};

/// How the figures are split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Split {
    Branch,
    Unit,
    Channel,
}

/// What the matters of some days come to.
#[derive(Serialize, JsonSchema)]
struct CountsBody {
    /// Matters that have their answer, or of which the client was told that there is none here.
    ended: i64,
    /// Of these, solved at the first contact.
    first: i64,
    /// Clients passed on to another desk during a visit.
    desks: i64,
    /// Clients sent from the desk to somebody else who is competent.
    elsewhere: i64,
    /// Matters passed on to another employee.
    people: i64,
    /// Matters handed over to another unit.
    units: i64,
    /// Matters passed on to another institution, whole or in part.
    bodies: i64,
    /// How often clients had to come for the matters that ended.
    visits: i64,
    /// How often they wrote or called.
    contacts: i64,
    /// Files they handed in.
    documents: i64,
    /// What they paid, in cents.
    fees_cents: i64,
}

impl From<Counts> for CountsBody {
    fn from(counts: Counts) -> Self {
        Self {
            ended: counts.ended,
            first: counts.first,
            desks: counts.desks,
            elsewhere: counts.elsewhere,
            people: counts.people,
            units: counts.units,
            bodies: counts.bodies,
            visits: counts.visits,
            contacts: counts.contacts,
            documents: counts.documents,
            fees_cents: counts.cents,
        }
    }
}

/// The figures of one part.
#[derive(Serialize, JsonSchema)]
struct LineBody {
    /// Id of the branch or unit, or the name of the channel; empty for what belongs to no unit.
    of: String,
    counts: CountsBody,
}

/// The figures of the client's way.
#[derive(Serialize, JsonSchema)]
struct MattersBody {
    /// The first day.
    from: String,
    /// The last day.
    to: String,
    total: CountsBody,
    /// By branch, unit or channel. A unit counts with those under it, so that units do not add up to the total.
    lines: Vec<LineBody>,
}

pub(super) fn routes() -> Routes {
    let counted = ApiDoc {
        summary: "Solved at the first contact, passed on, and what matters asked of clients",
        response: Some(schema::<MattersBody>),
        query: &[
            ("by", "branch, unit or channel; branch when absent"),
            ("branch", BRANCH),
            ("channel", CHANNEL),
            ("unit", "id of the unit, counted with those under it; everybody when absent"),
            ("from", "first day; a month before the last when absent; at most 400 days"),
            ("to", "last day; today when absent"),
        ],
        ..ApiDoc::default()
    };
    Routes::new().api(Method::GET, "/api/v1/matters", "measures.read", counted, show)
}

async fn show(cx: ApiCx, Query(asks): Query<Asks>) -> Result<Response, WebError> {
    let by = match asked(&asks, "by") {
        None | Some("branch") => Split::Branch,
        Some("unit") => Split::Unit,
        Some("channel") => Split::Channel,
        Some(_) => return Err(WebError::BadRequest),
    };
    if asked(&asks, "employee").is_some() {
        return Err(WebError::BadRequest);
    }
    let (part, days) = (part_of(&asks)?, days_of(&asks, cx.at)?);
    let mut tx = cx.read().await?;
    let names = Names::load(&mut tx).await?;
    if part.unit.is_some_and(|unit| !names.units.has(unit)) {
        return Err(WebError::NotFound);
    }
    let sums = matters::sum(&mut tx, days.from, days.to).await?;
    let all = cells(&mut tx, &names, days, sums).await?;
    drop(tx);
    let team = names.team(part);
    let all: Vec<Cell> = all.into_iter().filter(|cell| cell.belongs(part, team.as_ref())).collect();
    // Of one unit only what is within it: what stands above has more than the part that is looked at.
    let is_in = |unit: &UnitId| team.as_ref().is_none_or(|team| team.holds(Some(*unit)));
    let groups = grouped(&all, |cell| match by {
        Split::Branch => vec![cell.branch.uuid().to_string()],
        Split::Channel => vec![cell.channel.clone()],
        Split::Unit => match cell.unit {
            None => vec![String::new()],
            Some(unit) => {
                names.units.upwards(unit).into_iter().filter(is_in).map(|unit| unit.to_string()).collect()
            }
        },
    });
    let lines = groups.into_iter().map(|(of, counts)| LineBody { of, counts: counts.into() });
    let body = MattersBody {
        from: day_of_number(days.from).to_string(),
        to: day_of_number(days.to).to_string(),
        total: sum(all.iter()).into(),
        lines: lines.collect(),
    };
    Ok(Json(body).into_response())
}
