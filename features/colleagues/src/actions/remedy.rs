//! What whoever answers does with a report: receives it, passes it on, removes the cause, closes it (L-08).

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{EmployeeId, clean};
use solits_standard::event::EventKind;
use solits_structure::Day;
use solits_web::App;

use super::{
    ColleagueError, MOST_TEXT, hidden_from, letter, person,
    report::{manager_of, step},
    tell,
};
use crate::{
    model::{
        Refusal,
        nonconformity::{Nonconformity, NonconformityId},
    },
    store::nonconformities,
};

/// What is done with a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It came.
    Receive,
    /// Somebody else removes it.
    PassOn {
        /// Who.
        to: EmployeeId,
        /// Why; may be empty.
        text: String,
    },
    /// It is removed.
    Remedy(String),
    /// Nothing more is to be done; without a remedy the words say why.
    Close(String),
    /// It is not removed after all.
    Reopen(String),
}

/// In which capacity somebody does something with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// As whoever has part in it.
    Part,
    /// As whoever keeps the register, too.
    Keeper,
}

/// Whether somebody answers for a report today: the addressee, or whoever acts in their place.
pub(crate) fn answers_for(one: &Nonconformity, me: EmployeeId, day: &Day<'_>) -> bool {
    one.addressee.is_some_and(|addressee| addressee == me || day.acting_for(addressee) == Some(me))
}

/// Whether somebody has part in a report, and so sees it without reading the register: whoever reported it, answers for it
/// or is told of it as a manager.
pub(crate) fn has_part(one: &Nonconformity, me: EmployeeId, day: &Day<'_>) -> bool {
    one.reported_by == me || one.copied_to == Some(me) || answers_for(one, me, day)
}

/// Does something with a report. Its addressee does everything, whoever reported it says that it is not removed after all,
/// and whoever keeps the register closes it.
pub async fn act(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: NonconformityId,
    version: i64,
    deed: Deed,
    capacity: Capacity,
) -> Result<(), ColleagueError> {
    let me = person(actor)?;
    let before = nonconformities::find(tx, id).await?.ok_or(ColleagueError::NotFound)?;
    let structure = solits_organisation::find_structure(tx).await?;
    let day = structure.on(actor.at.day());
    let keeps = capacity == Capacity::Keeper;
    let may = answers_for(&before, me, &day)
        || match deed {
            Deed::Reopen(_) => keeps || before.reported_by == me,
            Deed::Close(_) | Deed::PassOn { .. } => keeps,
            Deed::Receive | Deed::Remedy(_) => false,
        };
    if !may {
        return Err(ColleagueError::NotFound);
    }
    if before.version != version {
        return Err(ColleagueError::Stale);
    }
    if let Deed::PassOn { to, .. } = &deed {
        check_new_addressee(tx, &before, *to, &day).await?;
    }
    let (mut after, what, text, to) = done(before.clone(), deed, actor)?;
    if what == "passed_on" {
        after.copied_to = manager_of(tx, app, actor, &after).await?;
    }
    if !nonconformities::update(tx, &after, before.version).await? {
        return Err(ColleagueError::Stale);
    }
    step(tx, app, actor, &after, what, text, to).await?;
    let branch = solits_organisation::find_employee(tx, before.reported_by)
        .await?
        .and_then(|employee| employee.branch);
    let kind = match what {
        "remedied" => Some(EventKind::NonconformityRemedied),
        "closed" => Some(EventKind::NonconformityClosed),
        "passed_on" => Some(EventKind::NonconformityReported),
        _ => None,
    };
    // Receipt and taking up again are steps of the report; what a standard can promise about is in its vocabulary.
    let entry = Entry::new(kind.unwrap_or(EventKind::SetupChanged), id, branch)
        .with("what", format!("nonconformity.{what}"))
        .with("to", to);
    record(tx, &app.heart, actor, entry).await?;
    let acting = after.addressee.and_then(|addressee| day.acting_for(addressee));
    if what == "passed_on" {
        letter::of_report(tx, app, actor, &after, &day).await?;
    }
    let told = [Some(before.reported_by), before.addressee, after.addressee, acting, after.copied_to];
    tell(tx, told.into_iter().flatten());
    Ok(())
}

async fn check_new_addressee(
    tx: &mut Tx,
    one: &Nonconformity,
    to: EmployeeId,
    day: &Day<'_>,
) -> Result<(), ColleagueError> {
    if !day.works(to) {
        return Err(Refusal::NoSuchEmployee.into());
    }
    let Some(case) = one.case else { return Ok(()) };
    let hidden_from = hidden_from(tx, case).await?;
    let acting = day.acting_for(to);
    if hidden_from.contains(&to) || acting.is_some_and(|acting| hidden_from.contains(&acting)) {
        return Err(Refusal::Concerned.into());
    }
    Ok(())
}

type Done = (Nonconformity, &'static str, String, Option<EmployeeId>);

fn done(one: Nonconformity, deed: Deed, actor: &Actor) -> Result<Done, ColleagueError> {
    let or_empty = |text: &str| -> Result<String, ColleagueError> {
        if text.trim().is_empty() { Ok(String::new()) } else { Ok(clean(text, MOST_TEXT)?) }
    };
    Ok(match deed {
        Deed::Receive => (one.receive(actor.at)?, "received", String::new(), None),
        Deed::PassOn { to, text } => (one.pass_on(to)?, "passed_on", or_empty(&text)?, Some(to)),
        Deed::Remedy(text) => {
            let text = clean(&text, MOST_TEXT)?;
            (one.remedy(text.clone(), actor.at)?, "remedied", text, None)
        }
        Deed::Close(text) => {
            let text = or_empty(&text)?;
            (one.close(text.clone(), actor.at)?, "closed", text, None)
        }
        Deed::Reopen(text) => (one.reopen()?, "reopened", clean(&text, MOST_TEXT)?, None),
    })
}
