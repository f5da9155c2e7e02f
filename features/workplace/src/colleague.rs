//! A colleague who comes to a counter as a client: a ticket of a line, marked so that those from outside may go first
//! (E-12).

use axum::{http::StatusCode, response::IntoResponse as _};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{BranchId, LineId};
use solits_queue::{Hall, Party, Take, Ticket, Took};
use solits_web::{EmployeeCx, Fields, Form, PageResult, WebError, see_other};

use crate::{
    desk::{Again, Typed, branch_of, show_again},
    floor,
};

/// The form by which a colleague is put into a line, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ColleagueForm {
    /// The chosen line; empty where none is.
    pub(crate) line: String,
    /// How many come together.
    pub(crate) party: Typed,
}

impl Default for ColleagueForm {
    fn default() -> Self {
        Self { line: String::new(), party: typed_party(Party::ALONE) }
    }
}

impl ColleagueForm {
    /// Whether something in it is wrong, so that it is shown open.
    pub(crate) fn is_wrong(&self) -> bool {
        !self.party.error.is_empty()
    }

    fn wrong(words: Words, fields: &Fields) -> Self {
        Self { line: fields.get("line").to_owned(), party: wrong_party(words, fields) }
    }
}

/// A number of people as a field shows it.
pub(crate) fn typed_party(party: Party) -> Typed {
    Typed { value: party.people().to_string(), error: String::new() }
}

/// A number of people that cannot be, with the words beside it.
pub(crate) fn wrong_party(words: Words, fields: &Fields) -> Typed {
    Typed {
        value: fields.get("party").to_owned(),
        error: words.ta("workplace-party-wrong", &[("most", Party::MOST.people().into())]),
    }
}

/// The lines a colleague can be put into: value and words.
pub(crate) fn line_options(cx: &EmployeeCx, hall: &Hall) -> Vec<(String, String)> {
    hall.lines.iter().map(|line| (line.id.to_string(), line.name.get(cx.words.0).to_owned())).collect()
}

async fn take(
    cx: &EmployeeCx,
    tx: &mut Tx,
    branch: BranchId,
    line: LineId,
    party: Party,
) -> Result<Ticket, WebError> {
    let take = Take {
        branch,
        line,
        priority: false,
        internal: true,
        party: party.people(),
        service: None,
        booked_for: None,
        announced_high: None,
        key: String::new(),
    };
    let Took { ticket } = solits_queue::take(tx, &cx.app, &cx.actor(), take).await?;
    Ok(ticket)
}

/// `POST /workplace/colleague`: a colleague waits, said at a desk.
pub(crate) async fn from_desk(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let line = fields.parse("line").ok_or(WebError::BadRequest)?;
    let branch = branch_of(&cx)?;
    let Some(party) = Party::parse(fields.get("party")) else {
        let colleague = ColleagueForm::wrong(cx.words, &fields);
        return show_again(&cx, Again { colleague, ..Again::default() }).await;
    };
    let mut tx = cx.write().await?;
    let ticket = take(&cx, &mut tx, branch, line, party).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/workplace?notice=colleague&ticket={}", ticket.id)))
}

/// `POST /floor/colleague`: the same on the floor, for the branch that is shown there.
pub(crate) async fn from_floor(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let line = fields.parse("line").ok_or(WebError::BadRequest)?;
    let branch: BranchId = fields.parse("branch").ok_or(WebError::BadRequest)?;
    let Some(party) = Party::parse(fields.get("party")) else {
        let page = floor::show_again(&cx, branch, ColleagueForm::wrong(cx.words, &fields)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let mut tx = cx.write().await?;
    let ticket = take(&cx, &mut tx, branch, line, party).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/floor?branch={branch}&colleague={}", ticket.id)))
}
