//! How many people stand at the desk, where the ticket says otherwise.

use solits_queue::Party;
use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};

use super::{
    desk_of,
    show::{Again, show_again},
};
use crate::colleague::wrong_party;

/// `POST /workplace/party`: so many came together.
pub(crate) async fn party(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let Some(party) = Party::parse(fields.get("party")) else {
        let party = wrong_party(cx.words, &fields);
        return show_again(&cx, Again { party, ..Again::default() }).await;
    };
    let mut tx = cx.write().await?;
    let counter = desk_of(&cx, &mut tx).await?;
    if solits_queue::hold_present(&mut tx, counter).await? != fields.parse("ticket") {
        return Err(WebError::Conflict("queue-changed"));
    }
    solits_queue::set_party(&mut tx, &cx.app, &cx.actor(), counter, party).await?;
    tx.commit().await?;
    Ok(see_other("/workplace?notice=saved"))
}
