//! The question whether the client's identity was checked, where the service demands a word on it (I-12).

use axum::response::Response;
use solits_queue::{Identity, QueueError};
use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};

use super::desk_of;

/// Where the desk says that the question is still open.
const ASKED: &str = "/workplace?ask=identity";

/// What a refused end of service becomes: the desk with the question, or the error that it is.
pub(crate) fn asked_or(error: QueueError) -> Result<Response, WebError> {
    match error {
        QueueError::IdentityUnsaid => Ok(see_other(ASKED)),
        other => Err(other.into()),
    }
}

/// `POST /workplace/identity`: yes or no, about the client who is at the desk.
pub(crate) async fn identity(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let said = match fields.get("identity") {
        "yes" => Identity::Checked,
        "no" => Identity::NotChecked,
        _ => return Err(WebError::BadRequest),
    };
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    if solits_queue::hold_present(&mut tx, counter).await? != fields.parse("ticket") {
        return Err(WebError::Conflict("queue-changed"));
    }
    solits_queue::say_identity(&mut tx, counter, said).await?;
    tx.commit().await?;
    Ok(see_other("/workplace"))
}
