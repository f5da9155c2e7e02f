//! What a calendar program reads.

use std::collections::HashMap;

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use solits_calendar::Why;
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_journal::Loaded;
use solits_kernel::{EmployeeId, Lang, Scope, ServiceId, Viewer, day_of_number};
use solits_web::{KEEP_FEEDBACK, PublicCx, Tag, WebError, hash_secret, rights_of};
use uuid::Uuid;

use super::ics::{Due, When, calendar};
use crate::store::calendars::{self, DueRow, MeasureRow, OpenedRow, OwedRow};

/// The right without which nobody has due dates.
pub(super) const RIGHT: &str = "cases.work";
/// In what it is counted how often one address is read.
const HOUR_MS: i64 = 60 * 60_000;

/// `GET /i/{institution}/calendar/{secret}`
pub(super) async fn read(
    cx: PublicCx,
    headers: HeaderMap,
    Path((_, secret)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let secret = secret.strip_suffix(".ics").unwrap_or(&secret);
    let mut tx = cx.read().await?;
    let opened = calendars::find(&mut tx, hash_secret(secret)).await?.ok_or(WebError::NotFound)?;
    let employee = solits_organisation::find_employee(&mut tx, opened.employee_id).await?;
    drop(tx);
    // Whoever has left or lost the right has no calendar either; it looks like one that was never made.
    let employee = employee.filter(|employee| employee.active).ok_or(WebError::NotFound)?;
    let rights = rights_of(&employee.roles);
    if !rights.contains(&RIGHT) {
        return Err(WebError::NotFound);
    }
    let most = cx.app.config.limits.calendar_readings;
    cx.app.limiter.take(&format!("calendar:{}", opened.id), most, HOUR_MS, cx.at)?;
    note(&cx, &opened).await?;
    let viewer = Viewer::Employee { id: employee.id, keeps_feedback: rights.contains(&KEEP_FEEDBACK) };
    let mut tx = cx.app.db.read(Scope::of_job(cx.institution).seen_by(viewer)).await?;
    let words = Words::new(Lang::parse(&opened.language).unwrap_or_default());
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let text = Reader { cx: &cx, words, loaded: &loaded }.text(&mut tx, employee.id).await?;
    Ok(answer(&headers, text))
}

/// The calendar, or that whoever asks has this one already.
fn answer(headers: &HeaderMap, text: String) -> Response {
    let tag = Tag::of_text(&text);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let has_it = known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag.as_str());
    let mut response = if has_it {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response()
    };
    tag.put(&mut response);
    // Kept by nobody between, and by the calendar program only to ask whether it has changed.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// Notes that the address is in use, once an hour.
async fn note(cx: &PublicCx, opened: &OpenedRow) -> Result<(), WebError> {
    if opened.read_at.is_none_or(|at| cx.at.since(at) > HOUR_MS) {
        let mut tx = cx.write().await?;
        calendars::set_read(&mut tx, opened.id, cx.at).await?;
        tx.commit().await?;
    }
    Ok(())
}

struct Reader<'a> {
    cx: &'a PublicCx,
    words: Words,
    loaded: &'a Loaded,
}

impl Reader<'_> {
    async fn text(&self, tx: &mut Tx, employee: EmployeeId) -> Result<String, DbError> {
        let names = calendars::service_names(tx).await?.into_iter();
        let services: HashMap<Uuid, String> = names
            .map(|(id, lv, en)| (id, if self.words.0 == Lang::En && !en.is_empty() { en } else { lv }))
            .collect();
        let mut dues = Vec::new();
        for row in calendars::list_owed(tx, employee).await? {
            dues.push(self.owed(&services, &row));
        }
        for row in calendars::list_promised(tx, employee).await? {
            dues.push(self.other(&services, &row, "promise", &self.words.t("integration-due-promised")));
        }
        for row in calendars::list_callbacks(tx, employee).await? {
            dues.push(self.other(&services, &row, "callback", &self.words.t("integration-due-callback")));
        }
        for row in calendars::list_requests(tx, employee).await? {
            dues.push(self.other(&services, &row, "request", &self.words.t("integration-due-request")));
        }
        for row in calendars::list_measures(tx, employee).await? {
            dues.push(self.measure(&services, &row));
        }
        dues.sort_by(|one, other| (one.when.begins(), &one.uid).cmp(&(other.when.begins(), &other.uid)));
        Ok(calendar(&self.words.t("integration-calendar-title"), &dues))
    }

    /// What the standard demands, in the words of the version it was promised by.
    fn owed(&self, services: &HashMap<Uuid, String>, row: &OwedRow) -> Due {
        let standard = self.loaded.versions.get(row.standard);
        let promise = standard.and_then(|standard| standard.promise(&row.norm));
        let what =
            promise.map_or_else(|| row.norm.clone(), |promise| promise.text.get(self.words.0).to_owned());
        let why: Option<Why> = row.why.as_ref().and_then(|why| serde_json::from_str(&why.0).ok());
        let href = format!("/cases/{}", row.case_id);
        let due = Due {
            uid: self.uid("owed", &row.id.to_string()),
            since: row.opened_at,
            when: When::of(row.due_at),
            summary: self.summary(services, Some(&row.reference), row.service_id, &what),
            description: String::new(),
            href: self.href(&href),
        };
        let why = why.map(|why| why.sentence(self.words.0)).unwrap_or_default();
        self.described(due, &why)
    }

    fn other(&self, services: &HashMap<Uuid, String>, row: &DueRow, kind: &str, what: &str) -> Due {
        let href = match (kind, row.case_id) {
            ("callback", _) => format!("/callbacks/{}", row.id),
            (_, Some(case)) => format!("/cases/{case}"),
            (_, None) => format!("/requests/{}", row.id),
        };
        let due = Due {
            uid: self.uid(kind, &row.id.to_string()),
            since: row.since,
            when: When::of(row.due_at),
            summary: self.summary(services, row.reference.as_deref(), row.service_id, what),
            description: String::new(),
            href: self.href(&href),
        };
        self.described(due, "")
    }

    fn measure(&self, services: &HashMap<Uuid, String>, row: &MeasureRow) -> Due {
        let what = self.words.t("integration-due-measure");
        let due = Due {
            uid: self.uid("measure", &format!("{}-{}-{}", row.case_id, row.place, row.number)),
            since: row.since,
            when: When::Day(day_of_number(row.due_on)),
            summary: self.summary(services, Some(&row.reference), row.service_id, &what),
            description: String::new(),
            href: self.href(&format!("/feedback/{}", row.case_id)),
        };
        self.described(due, "")
    }

    fn described(&self, due: Due, why: &str) -> Due {
        let open = self.words.ta("integration-due-open", &[("href", due.href.as_str().into())]);
        let description = if why.is_empty() { open } else { format!("{why}\n{open}") };
        Due { description, ..due }
    }

    fn summary(
        &self,
        services: &HashMap<Uuid, String>,
        reference: Option<&str>,
        service: Option<ServiceId>,
        what: &str,
    ) -> String {
        let service = service.and_then(|id| services.get(&id.uuid()));
        match (reference, service) {
            (None, _) => what.to_owned(),
            (Some(reference), None) => {
                let args = [("reference", reference.into()), ("what", what.into())];
                self.words.ta("integration-due-line-bare", &args)
            }
            (Some(reference), Some(service)) => {
                let args = [
                    ("reference", reference.into()),
                    ("service", service.as_str().into()),
                    ("what", what.into()),
                ];
                self.words.ta("integration-due-line", &args)
            }
        }
    }

    fn uid(&self, kind: &str, id: &str) -> String {
        format!("{kind}-{id}@{}.solits", self.cx.code)
    }

    fn href(&self, path: &str) -> String {
        format!("{}{path}", self.cx.app.config.public_url)
    }
}
