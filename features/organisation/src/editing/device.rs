//! The list of kiosks and displays, each of which can be revoked at once.

use askama::Template;
use axum::extract::{Path, Query};
use solits_i18n::Words;
use solits_kernel::{DeviceId, Text, Timestamp};
use solits_web::{EmployeeCx, Form, Page, PageResult, html, see_other};

use super::{
    actions,
    draft::{Asked, notice},
    store::{self, DeviceRow},
};

struct DeviceLine {
    id: DeviceId,
    branch: String,
    kind: String,
    name: String,
    state: String,
    badge: &'static str,
    seen: String,
    revocable: bool,
}

#[derive(Template)]
#[template(path = "organisation/devices.html")]
struct DevicesView {
    page: Page,
    devices: Vec<DeviceLine>,
}

/// `GET /setup/devices`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let mut tx = cx.read().await?;
    let devices = store::list_devices(&mut tx).await?;
    let mut page = cx.page(cx.words.t("organisation-devices"));
    page.notice = notice(asked.notice.as_deref(), cx.words);
    html(&DevicesView { devices: devices.into_iter().map(|row| line(row, cx.at, cx.words)).collect(), page })
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
        revocable: row.revoked_at.is_none(),
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

/// `POST /setup/devices/{id}/revoke`
pub(crate) async fn revoke(cx: EmployeeCx, Path(id): Path<DeviceId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    actions::revoke_device(&mut tx, &cx.app, &cx.actor(), id).await?;
    tx.commit().await?;
    Ok(see_other("/setup/devices?notice=revoked"))
}
