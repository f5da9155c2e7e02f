//! `GET /api/v1/feedback/figures`: what the page of figures shows, by ids.

use axum::{
    extract::Query,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use solits_kernel::{EmployeeId, ServiceId, UnitId};
use solits_web::{ApiCx, Json, WebError};

use super::shown::{CountBody, CountsBody, FiguresBody};
use crate::{
    facts::Counted,
    figures::{self, Line, SPANS, USUAL_SPAN, counted_by, justified_by},
};

/// What is counted.
#[derive(Deserialize)]
pub(super) struct Asked {
    months: Option<i64>,
}

pub(super) async fn show(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let months = asked.months.unwrap_or(USUAL_SPAN);
    if !SPANS.contains(&months) {
        return Err(WebError::BadRequest);
    }
    let mut tx = cx.read().await?;
    let rows = figures::load(&mut tx, &cx.app, cx.at, months).await?.rows;
    drop(tx);
    let month = |row: &Counted| {
        let day = row.opened_at.day();
        Some(format!("{:04}-{:02}", day.year(), day.month()))
    };
    let mut by_month = justified_by(&rows, month);
    by_month.sort();
    let cause = |row: &Counted| row.cause_kind.clone().filter(|kind| !kind.is_empty());
    let body = FiguresBody {
        months,
        justified_by_month: counts(by_month),
        justified_by_unit: counts(justified_by(&rows, |row| Some(row.unit_id.map(UnitId::uuid)))),
        justified_by_employee: counts(justified_by(&rows, |row| row.employee_id.map(EmployeeId::uuid))),
        by_service: lines(counted_by(&rows, |row| Some(row.service_id.map(ServiceId::uuid)))),
        by_branch: lines(counted_by(&rows, |row| Some(row.branch_id.uuid()))),
        by_cause: lines(counted_by(&rows, cause)),
        by_channel: lines(counted_by(&rows, |row| Some(row.channel.clone()))),
    };
    Ok(Json(body).into_response())
}

fn counts<K>(counted: Vec<(K, i64)>) -> Vec<CountBody<K>> {
    counted.into_iter().map(|(of, count)| CountBody { of, count }).collect()
}

fn lines<K>(counted: Vec<Line<K>>) -> Vec<CountsBody<K>> {
    let line = |line: Line<K>| {
        let [complaints, claims, suggestions, praise] = line.counts;
        CountsBody { of: line.name, complaints, claims, suggestions, praise, justified: line.justified }
    };
    counted.into_iter().map(line).collect()
}
