//! Cases that are held, on `/setup/kept`: while somebody may still have to see one, in a dispute or an inspection, its
//! contents are not erased (security §11). A case is named by its number; nothing else of it is shown.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use solits_cases::{CaseError, Refusal, hold as hold_case, let_go as let_case_go, list_held};
use solits_db::{DbError, Tx};
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, Form, PageResult, WebError, html, see_other};

use super::terms;

/// Cases that are listed; who holds more finds the others by their pages.
const MOST_HELD: i64 = 200;

/// What was typed of a hold, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    number: String,
    reason: String,
    /// The case that is let go; `None` where one is to be held.
    of: Option<CaseId>,
    wrong: Option<Refusal>,
}

/// A case that is held.
pub(super) struct HeldView {
    pub(super) id: CaseId,
    pub(super) reference: String,
    pub(super) told: String,
    /// The field of why it is let go, named apart from the others of the page.
    pub(super) field: String,
    pub(super) why: String,
    pub(super) error: String,
}

/// The cases that are held, and the form that holds one more.
pub(super) struct HoldsView {
    pub(super) held: Vec<HeldView>,
    pub(super) number: String,
    pub(super) number_error: String,
    pub(super) reason: String,
    pub(super) reason_error: String,
}

/// Reads them.
pub(super) async fn part(tx: &mut Tx, cx: &EmployeeCx, typed: &Typed) -> Result<HoldsView, DbError> {
    let words = cx.words;
    let error = typed.wrong.map(|refusal| words.t(refusal.key())).unwrap_or_default();
    let of = |id: Option<CaseId>| if typed.of == id { error.clone() } else { String::new() };
    let held = list_held(tx, MOST_HELD).await?;
    let lines = held.into_iter().map(|case| {
        let (moment, name) = (words.moment(case.held_at), case.name);
        let given = [("moment", moment.into()), ("name", name.into()), ("reason", case.reason.into())];
        HeldView {
            field: field_of(case.id),
            told: words.ta("correspondence-held-since", &given),
            reference: case.reference,
            why: if typed.of == Some(case.id) { typed.reason.clone() } else { String::new() },
            error: of(Some(case.id)),
            id: case.id,
        }
    });
    let is_of_reason = matches!(typed.wrong, Some(Refusal::BadText));
    let wrong = of(None);
    let (number_error, reason_error) =
        if is_of_reason { (String::new(), wrong) } else { (wrong, String::new()) };
    let reason = if typed.of.is_none() { typed.reason.clone() } else { String::new() };
    Ok(HoldsView { held: lines.collect(), number: typed.number.clone(), number_error, reason, reason_error })
}

fn field_of(case: CaseId) -> String {
    format!("why-{case}")
}

async fn again(cx: &EmployeeCx, typed: Typed, refusal: Refusal) -> Result<Response, WebError> {
    let typed = Typed { wrong: Some(refusal), ..typed };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, html(&terms::view(cx, None, &typed, None).await?)?).into_response())
}

/// `POST /setup/kept/holds`: holds the case of a number. Pressed twice it is held once.
pub(crate) async fn hold(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let (number, reason) = (fields.get("number").to_owned(), fields.get("reason").to_owned());
    let mut tx = cx.write().await?;
    match hold_case(&mut tx, &cx.app, &cx.actor(), &number, &reason).await {
        Ok(_) => tx.commit().await?,
        Err(CaseError::Refused(Refusal::Held)) => {}
        Err(CaseError::Refused(refusal)) => {
            drop(tx);
            return again(&cx, Typed { number, reason, ..Typed::default() }, refusal).await;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other("/setup/kept?notice=held#holds"))
}

/// `POST /setup/kept/holds/{case}/let-go`: from then on it is erased when its term is over.
pub(crate) async fn let_go(cx: EmployeeCx, Path(case): Path<CaseId>, Form(fields): Form) -> PageResult {
    let reason = fields.get(&field_of(case)).to_owned();
    let mut tx = cx.write().await?;
    match let_case_go(&mut tx, &cx.app, &cx.actor(), case, &reason).await {
        Ok(()) => tx.commit().await?,
        Err(CaseError::Refused(Refusal::NotHeld)) => {}
        Err(CaseError::Refused(refusal)) => {
            drop(tx);
            return again(&cx, Typed { reason, of: Some(case), ..Typed::default() }, refusal).await;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other("/setup/kept?notice=let-go#holds"))
}
