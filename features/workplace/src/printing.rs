//! Which kiosks of a branch print tickets by themselves.

use solits_journal::{Entry, record};
use solits_kernel::DeviceId;
use solits_standard::event::EventKind;
use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};

use crate::store;

/// `POST /floor/printing`: a kiosk prints tickets by itself from now on, or leaves it to a press.
pub(crate) async fn set(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let kiosk: DeviceId = fields.parse("kiosk").ok_or(WebError::BadRequest)?;
    let prints = match fields.get("prints") {
        "yes" => true,
        "no" => false,
        _ => return Err(WebError::BadRequest),
    };
    let mut tx = cx.write().await?;
    let branch = store::set_prints(&mut tx, kiosk, prints).await?.ok_or(WebError::NotFound)?;
    let entry = Entry::new(EventKind::SetupChanged, kiosk, Some(branch))
        .with("what", "device.printing")
        .with("prints", prints);
    record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/floor?branch={branch}")))
}
