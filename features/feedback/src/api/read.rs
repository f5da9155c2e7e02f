//! Reading the registers, and one piece of feedback.

use axum::{
    extract::{Path, Query},
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};
use jiff::civil::{Date, Time};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_kernel::{CaseId, Timestamp, UnitId};
use solits_web::{ApiCx, Json, Tag, WebError, json_text, show_text};
use solits_written::nature::FeedbackKind;
use uuid::Uuid;

use super::{
    find,
    sent::{KindBody, day},
    shown::{LineBody, ListBody, WholeBody},
};
use crate::{
    facts::{self, Filter},
    model::Standing,
    store,
};

/// Lines in one answer.
const MOST: i64 = 100;
/// So much of the past a register shows unless more is asked for, in days.
const USUAL_DAYS: i64 = 365;

/// What is listed.
#[derive(Deserialize)]
pub(super) struct Asked {
    kind: Option<KindBody>,
    status: Option<Standing>,
    unit: Option<Uuid>,
    from: Option<String>,
    to: Option<String>,
    before: Option<Uuid>,
}

impl Asked {
    fn filter(&self, now: Timestamp) -> Result<Filter, WebError> {
        let starts = |day: Date| Timestamp::in_riga(day, Time::MIN);
        let from = self.from.as_deref().map(day).transpose()?;
        let to = self.to.as_deref().map(day).transpose()?;
        Ok(Filter {
            kind: self.kind.map_or(FeedbackKind::Complaint, FeedbackKind::from),
            standing: self.status,
            unit: self.unit.map(UnitId::new),
            service: None,
            channel: None,
            cause: None,
            from: from.map_or_else(|| now.plus_minutes(-USUAL_DAYS * 24 * 60), starts),
            until: to.and_then(|day| day.tomorrow().ok()).map_or_else(|| now.plus_minutes(1), starts),
            before: self.before.map(CaseId::new),
        })
    }
}

pub(super) async fn list(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let filter = asked.filter(cx.at)?;
    let mut tx = cx.read().await?;
    let lines = facts::list_register(&mut tx, &filter, MOST).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::List(lines.len())).await?;
    let is_full = i64::try_from(lines.len()).is_ok_and(|count| count == MOST);
    let next = lines.last().filter(|_| is_full).map(|line| line.case_id.uuid());
    Ok(Json(ListBody { feedback: lines.iter().map(LineBody::from).collect(), next }).into_response())
}

pub(super) async fn show(
    cx: ApiCx,
    headers: HeaderMap,
    Path(id): Path<CaseId>,
) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let (case, kind, record) = find(&mut tx, id).await?;
    let offered = store::find_reception(&mut tx, id).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let body = WholeBody::of(&case, kind, &record, &offered);
    show_text(&headers, json_text(&body)?, &Tag::of_version(record.version))
}
