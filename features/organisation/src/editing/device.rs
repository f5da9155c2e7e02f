//! The list of kiosks and displays, each of which can be revoked at once.

use askama::Template;
use axum::extract::{Path, Query};
use solits_i18n::Words;
use solits_kernel::{DeviceId, Text, Timestamp};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    actions::{self, DeviceChange, Printing},
    draft::{Asked, Draft, notice, unprocessable},
    store::{self, DeviceRow},
};

/// A device's name is at most so many characters.
const MOST_NAME: usize = 60;

struct DeviceLine {
    id: DeviceId,
    branch: String,
    kind: String,
    name: String,
    state: String,
    badge: &'static str,
    seen: String,
    usable: bool,
    /// Whether it can have a printer: a kiosk.
    printer: bool,
    prints: bool,
    error: String,
}

#[derive(Template)]
#[template(path = "organisation/devices.html")]
struct DevicesView {
    page: Page,
    errors: Vec<(String, String)>,
    devices: Vec<DeviceLine>,
}

/// `GET /setup/devices`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, None, asked.notice.as_deref()).await
}

/// The list; the form of one device as it was typed, where it was refused.
async fn page(cx: &EmployeeCx, typed: Option<(DeviceId, Draft)>, told: Option<&str>) -> PageResult {
    let mut tx = cx.read().await?;
    let devices = store::list_devices(&mut tx).await?;
    let mut page = cx.page(cx.words.t("organisation-devices"));
    page.notice = notice(told, cx.words);
    let mut errors = Vec::new();
    let lines = devices.into_iter().map(|row| {
        let mut line = line(row, cx.at, cx.words);
        if let Some((_, draft)) = typed.as_ref().filter(|(id, _)| *id == line.id) {
            draft.get("name").clone_into(&mut line.name);
            line.prints = draft.has("prints");
            draft.error("name").clone_into(&mut line.error);
            errors.push((format!("name-{}", line.id), line.error.clone()));
        }
        line
    });
    let devices = lines.collect();
    html(&DevicesView { page, errors, devices })
}

fn line(row: DeviceRow, now: Timestamp, words: Words) -> DeviceLine {
    let (key, badge) = state(&row, now);
    let state = words.t(key);
    let kind = if row.kind == "kiosk" { "organisation-kiosk" } else { "organisation-display" };
    DeviceLine {
        id: row.id,
        branch: Text::new(row.branch_lv, row.branch_en).get(words.0).to_owned(),
        kind: words.t(kind),
        // A device that was given no name of its own is stored under its kind.
        name: if row.name == row.kind { String::new() } else { row.name },
        state,
        badge,
        seen: row.seen_at.or(row.token_at).map(|at| words.moment(at)).unwrap_or_default(),
        usable: row.revoked_at.is_none(),
        printer: row.kind == "kiosk",
        prints: row.prints,
        error: String::new(),
    }
}

/// Where a device stands: message key and kind of badge.
fn state(row: &DeviceRow, now: Timestamp) -> (&'static str, &'static str) {
    if row.revoked_at.is_some() {
        ("organisation-device-revoked", "plain")
    } else if row.token_at.is_some() {
        ("organisation-device-paired", "good")
    } else if row.pairing_until.is_some_and(|until| until > now) {
        ("organisation-device-waiting", "soon")
    } else {
        ("organisation-device-expired", "plain")
    }
}

/// `POST /setup/devices/{id}`
pub(crate) async fn save(cx: EmployeeCx, Path(id): Path<DeviceId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let change = DeviceChange {
        name: draft.text("name", MOST_NAME, cx.words),
        printing: if draft.has("prints") { Printing::Prints } else { Printing::Shows },
    };
    let mut tx = cx.write().await?;
    store::find_device_branch(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    if !draft.errors.is_empty() {
        drop(tx);
        return Ok(unprocessable(page(&cx, Some((id, draft)), None).await?));
    }
    actions::change_device(&mut tx, &cx.app, &cx.actor(), id, &change).await?;
    tx.commit().await?;
    Ok(see_other("/setup/devices?notice=saved"))
}

/// `POST /setup/devices/{id}/revoke`
pub(crate) async fn revoke(cx: EmployeeCx, Path(id): Path<DeviceId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    actions::revoke_device(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    Ok(see_other("/setup/devices?notice=revoked"))
}
