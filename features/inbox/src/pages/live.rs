//! `/inbox/live`: that something of a list has changed, never what.

use axum::{extract::RawQuery, response::Response};
use solits_correspondence::keeps_mailbox;
use solits_db::Tx;
use solits_kernel::EmployeeId;
use solits_web::{EmployeeCx, Listener, WebError, live_response};

use crate::{
    model::{Asked, View},
    people::People,
    store,
};

/// `GET /inbox/live`: it goes on until the session ends.
pub(crate) async fn live(cx: EmployeeCx, RawQuery(query): RawQuery) -> Result<Response, WebError> {
    let view = Asked::of_query(query.as_deref().unwrap_or_default()).view;
    let mut tx = cx.read().await?;
    let people = People::read(&mut tx, cx.me.employee, cx.at, cx.words).await?;
    let has_letters = shows_letters(&mut tx, view, cx.me.employee).await?;
    drop(tx);
    // A case moves from one owner to another: the lists of both change, and the name of neither says what has happened.
    let owners: Vec<EmployeeId> = match view {
        View::Mine | View::Colleagues => people.reach.own.iter().copied().collect(),
        View::Unit => people.reach.unit.iter().copied().collect(),
        View::Unassigned | View::Late | View::All => people.employees.iter().map(|one| one.id).collect(),
    };
    let topics = owners
        .into_iter()
        .map(|id| format!("employee:{id}"))
        .chain(has_letters.then(|| "letters".to_owned()))
        .collect();
    let (app, scope, session) = (cx.app.clone(), cx.me.scope(), cx.me.session);
    live_response(&cx.app, cx.me.institution, topics, Listener::Session(session), move || {
        let (app, scope) = (app.clone(), scope.clone());
        async move {
            match app.db.read(scope).await {
                Ok(mut tx) => store::stands(&mut tx, session).await.unwrap_or(false),
                Err(_) => false,
            }
        }
    })
}

/// Whether letters that need a person can stand in a list. In one's own they are those of the mailboxes one keeps; whoever
/// keeps none is not told of every letter that comes.
async fn shows_letters(tx: &mut Tx, view: View, me: EmployeeId) -> Result<bool, WebError> {
    Ok(match view {
        View::Unassigned | View::All => true,
        View::Mine => keeps_mailbox(tx, me).await?,
        View::Unit | View::Late | View::Colleagues => false,
    })
}
