//! `GET /api/v1/nonconformities/figures`: how many, how old and how many again.

use axum::{
    extract::Query,
    http::Method,
    response::{IntoResponse as _, Response},
};
use jiff::{
    ToSpan as _,
    civil::{Date, Time},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_kernel::{Timestamp, UnitId};
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError, schema};
use uuid::Uuid;

use super::doc;
use crate::{
    model::nonconformity::{Figures, figures_by},
    store::nonconformities,
};

/// The figures of one type or unit.
#[derive(Serialize, JsonSchema)]
struct LineBody {
    /// The type as the standard names it; absent by unit.
    kind: Option<String>,
    /// Id of the unit or territory; absent by type.
    unit: Option<Uuid>,
    /// How many were found.
    all: usize,
    /// How many of them are not removed.
    open: usize,
    /// Days the oldest open one waits already.
    oldest_days: i64,
    /// Days from found to removed, of half of them at most; absent where none is removed.
    median_days: Option<i64>,
    /// How many had been there before.
    repeated: usize,
}

impl LineBody {
    fn of(kind: Option<String>, unit: Option<UnitId>, figures: &Figures) -> Self {
        Self {
            kind,
            unit: unit.map(UnitId::uuid),
            all: figures.all,
            open: figures.open,
            oldest_days: figures.oldest_days,
            median_days: figures.median_days,
            repeated: figures.repeated,
        }
    }
}

/// What was found within some days.
#[derive(Serialize, JsonSchema)]
struct FiguresBody {
    from: String,
    until: String,
    by_kind: Vec<LineBody>,
    /// Of what was found in a unit or a territory.
    by_unit: Vec<LineBody>,
}

/// Which days.
#[derive(Deserialize)]
struct Asked {
    from: Option<String>,
    until: Option<String>,
}

pub(super) fn routes() -> Routes {
    let counted = ApiDoc {
        query: &[("from", "First day; a year ago when absent"), ("until", "Last day; today when absent")],
        ..doc("Non-conformities by type and by unit", None, Some(schema::<FiguresBody>))
    };
    Routes::new().api(Method::GET, "/api/v1/nonconformities/figures", "nonconformities.read", counted, show)
}

async fn show(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let today = cx.at.day();
    let day = |text: Option<&str>, otherwise: Date| match text.map(str::trim) {
        None | Some("") => Ok(otherwise),
        Some(typed) => typed.parse::<Date>().map_err(|_| WebError::BadRequest),
    };
    let from = day(asked.from.as_deref(), today.saturating_sub(1.year()))?;
    let until = day(asked.until.as_deref(), today)?;
    if until < from {
        return Err(WebError::BadRequest);
    }
    let beginning = |day: Date| Timestamp::in_riga(day, Time::MIN);
    let mut tx = cx.read().await?;
    let end = until.tomorrow().map_or(cx.at, beginning);
    let all = nonconformities::list_counted(&mut tx, beginning(from), end).await?;
    drop(tx);
    let by_kind = figures_by(&all, today, |one| one.kind.clone());
    let by_unit = figures_by(&all, today, |one| one.unit);
    let body = FiguresBody {
        from: from.to_string(),
        until: until.to_string(),
        by_kind: by_kind.iter().map(|(kind, of)| LineBody::of(Some(kind.clone()), None, of)).collect(),
        by_unit: by_unit
            .iter()
            .filter(|(unit, _)| unit.is_some())
            .map(|(unit, of)| LineBody::of(None, *unit, of))
            .collect(),
    };
    Ok(Json(body).into_response())
}
