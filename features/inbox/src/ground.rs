//! Doing something to the chosen cases.
//!
//! Each case is changed in a transaction of its own by the same actions as on its page, with the same journal entries. What
//! became of each is kept with it, so that it can be told and taken back. Closing waits until it can no longer be taken
//! back: what a closed case has ceased to owe does not come back.

use solits_cases::{
    Audience, Case, CaseError, Kind, NewNote, NextStepBy, Refusal, Status, assign, awaits_ruling, find, note,
};
use solits_db::{DbError, Tx};
use solits_journal::Actor;
use solits_kernel::{EmployeeId, Scope};
use solits_web::{App, WebError, recall, remember};
use uuid::Uuid;

use crate::{
    act::{Act, MOST_PICKED, Outcome, Pick, UNDO_SECONDS},
    people::People,
    store::{self, BatchRow, ItemRow},
};

/// Tries of a change that met another one.
const TRIES: usize = 3;

/// On what it is decided who may do what.
#[derive(Debug)]
pub(crate) struct Ground<'a> {
    pub(crate) app: &'a App,
    pub(crate) scope: Scope,
    pub(crate) actor: Actor,
    pub(crate) me: EmployeeId,
    /// The right to pass on the cases of others.
    pub(crate) may_assign: bool,
    pub(crate) people: &'a People,
}

impl Ground<'_> {
    fn keeps(&self) -> bool {
        self.scope.viewer().sees_confidential()
    }

    fn may_take(&self, owner: EmployeeId) -> bool {
        self.may_assign || self.people.reach.may_take(owner)
    }

    /// Whose case is passed on: one's own, one whose owner has left, and any with the right to.
    fn may_give(&self, owner: EmployeeId) -> bool {
        self.may_assign || owner == self.me || !self.people.works(owner)
    }

    /// Does something to each of the cases and keeps what became of it.
    pub(crate) async fn run(&self, act: &Act, picks: &[Pick]) -> Result<Uuid, WebError> {
        self.run_once(act, picks, "").await
    }

    /// The same once for each key: a repeated one gives what was done under it before.
    pub(crate) async fn run_once(&self, act: &Act, picks: &[Pick], key: &str) -> Result<Uuid, WebError> {
        let batch = BatchRow {
            id: self.app.random.uuid(self.actor.at),
            employee_id: self.me,
            act: act.name().to_owned(),
            said: act.said().to_owned(),
            why: act.why().to_owned(),
            to_id: if let Act::Assign(to) = act { Some(*to) } else { None },
            at: self.actor.at,
            taken_back_at: None,
        };
        let before = match self.begin(&batch, key).await {
            // The same call twice at once: the first one has begun it, and the second finds it.
            Err(error) if error.conflict().is_some() => self.begin(&batch, key).await?,
            other => other?,
        };
        if let Some(before) = before {
            return Ok(before);
        }
        for (place, pick) in (0..).zip(picks.iter().take(MOST_PICKED)) {
            self.run_one(batch.id, place, *pick, act).await?;
        }
        Ok(batch.id)
    }

    /// Keeps what is going to be done; or says what was begun under the same key before.
    async fn begin(&self, batch: &BatchRow, key: &str) -> Result<Option<Uuid>, DbError> {
        let mut tx = self.app.db.write(self.scope.clone()).await?;
        if let Some(before) = recall(&mut tx, "inbox.bulk", key).await? {
            return Ok(before.parse().ok());
        }
        store::insert_batch(&mut tx, batch).await?;
        remember(&mut tx, "inbox.bulk", key, &batch.id.to_string(), batch.at).await?;
        tx.commit().await?;
        Ok(None)
    }

    async fn run_one(&self, batch: Uuid, place: i64, pick: Pick, act: &Act) -> Result<(), WebError> {
        let mut tries = 0;
        let refused = loop {
            tries += 1;
            match self.try_one(batch, place, pick, act).await {
                Ok(None) => return Ok(()),
                Ok(Some(outcome)) => break outcome,
                Err(CaseError::Db(error)) if error.may_retry() && tries < TRIES => {}
                // The other one was done between our look and our change.
                Err(CaseError::Stale(now)) if now.owner != pick.owner => break Outcome::Faster,
                Err(error) => break refused(error)?,
            }
        };
        let mut tx = self.app.db.write(self.scope.clone()).await?;
        // What is hidden, or gone, is not told of either.
        if find(&mut tx, pick.case).await?.is_some() {
            let item = ItemRow {
                case_id: pick.case,
                outcome: refused.name().to_owned(),
                was: String::new(),
                version: pick.version,
                due_at: None,
            };
            store::insert_item(&mut tx, batch, place, &item).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Changes a case together with the note of what became of it; an outcome for one that is not changed.
    async fn try_one(
        &self,
        batch: Uuid,
        place: i64,
        pick: Pick,
        act: &Act,
    ) -> Result<Option<Outcome>, CaseError> {
        let mut tx = self.app.db.write(self.scope.clone()).await?;
        let Some(case) = find(&mut tx, pick.case).await? else { return Ok(None) };
        if let Some(outcome) = self.objection(&case, pick, act) {
            return Ok(Some(outcome));
        }
        if matches!(act, Act::Close(..)) && awaits_ruling(&mut tx, &case).await? {
            return Ok(Some(Outcome::Undecided));
        }
        let Some(item) = self.change(&mut tx, &case, act).await? else { return Ok(Some(Outcome::NotTaken)) };
        store::insert_item(&mut tx, batch, place, &item).await?;
        tx.commit().await?;
        Ok(None)
    }

    /// What stands against doing it, as the case stands now.
    fn objection(&self, case: &Case, pick: Pick, act: &Act) -> Option<Outcome> {
        let moves = matches!(act, Act::Claim | Act::Assign(_));
        let target = match act {
            Act::Claim => Some(self.me),
            Act::Assign(to) => Some(*to),
            _ => None,
        };
        let reserved = case.kind.is_confidential() && !self.keeps();
        Some(match act {
            Act::Seen => return None,
            _ if moves && case.owner != pick.owner => {
                if target == Some(case.owner) {
                    Outcome::Same
                } else {
                    Outcome::Faster
                }
            }
            _ if target == Some(case.owner) => Outcome::Same,
            _ if !case.status.is_live() => Outcome::Ended,
            Act::Claim | Act::Assign(_) | Act::Close(..) if reserved => Outcome::Ladder,
            Act::Assign(to) if !self.people.works(*to) => Outcome::Left,
            Act::Claim if !self.may_take(case.owner) => Outcome::NotAllowed,
            Act::Assign(_) if !self.may_give(case.owner) => Outcome::NotAllowed,
            Act::Close(..) | Act::Step(_) if case.owner != self.me && !self.may_take(case.owner) => {
                Outcome::NotAllowed
            }
            Act::Close(..) if case.kind == Kind::Callback => Outcome::Callback,
            Act::Close(..) | Act::Step(_) if case.version != pick.version => Outcome::Changed,
            _ => return None,
        })
    }

    /// The change itself; nothing where something is given back that was not taken.
    async fn change(&self, tx: &mut Tx, case: &Case, act: &Act) -> Result<Option<ItemRow>, CaseError> {
        let (app, actor) = (self.app, &self.actor);
        let item = |outcome: Outcome, was: String, version: i64| ItemRow {
            case_id: case.id,
            outcome: outcome.name().to_owned(),
            was,
            version,
            due_at: (outcome == Outcome::Held).then(|| self.actor.at.plus_millis(UNDO_SECONDS * 1000)),
        };
        Ok(Some(match act {
            Act::Claim => {
                let after = assign(tx, app, actor, case.id, case.version, self.me).await?;
                store::put_claim(tx, case.id, self.me, case.owner, actor.at).await?;
                store::put_seen(tx, self.me, case.id, after.version).await?;
                item(Outcome::Done, case.owner.to_string(), after.version)
            }
            Act::Assign(to) => {
                let after = assign(tx, app, actor, case.id, case.version, *to).await?;
                store::delete_claim(tx, case.id).await?;
                item(Outcome::Done, case.owner.to_string(), after.version)
            }
            Act::Release => {
                let taken = store::find_claim(tx, case.id).await?;
                let Some((_, from)) = taken.filter(|(who, _)| *who == self.me && case.owner == self.me)
                else {
                    return Ok(None);
                };
                let after = assign(tx, app, actor, case.id, case.version, from).await?;
                store::delete_claim(tx, case.id).await?;
                item(Outcome::Done, from.to_string(), after.version)
            }
            Act::Seen => {
                let before = store::find_seen(tx, self.me, case.id).await?;
                store::put_seen(tx, self.me, case.id, case.version).await?;
                let was = before.map(|version| version.to_string()).unwrap_or_default();
                item(Outcome::Done, was, case.version)
            }
            Act::Close(..) => item(Outcome::Held, String::new(), case.version),
            Act::Step(text) => {
                let after = self.set_step(tx, case, text).await?;
                store::put_seen(tx, self.me, case.id, after.version).await?;
                item(Outcome::Done, case.next_step.clone(), after.version)
            }
        }))
    }

    /// Says what happens next; the note keeps it in the timeline.
    pub(crate) async fn set_step(&self, tx: &mut Tx, case: &Case, step: &str) -> Result<Case, CaseError> {
        let next_step_by =
            if case.status == Status::WaitingClient { NextStepBy::Client } else { NextStepBy::Us };
        let new = NewNote {
            text: if step.is_empty() { "—".to_owned() } else { step.to_owned() },
            audience: Audience::Internal,
            next_step_by,
            next_step: Some(step.to_owned()),
        };
        note(tx, self.app, &self.actor, case.id, case.version, new).await
    }
}

/// What an action's refusal means for a row; an error that is none goes on.
pub(crate) fn refused(error: CaseError) -> Result<Outcome, WebError> {
    Ok(match error {
        CaseError::Stale(_) => Outcome::Changed,
        CaseError::Refused(Refusal::NotOpen | Refusal::NotEnded | Refusal::Closed) => Outcome::Ended,
        CaseError::Refused(Refusal::NoSuchEmployee) => Outcome::Left,
        CaseError::Refused(Refusal::CallOpen) => Outcome::Callback,
        CaseError::Refused(Refusal::Undecided) => Outcome::Undecided,
        CaseError::NotFound | CaseError::Refused(_) => Outcome::Refused,
        error @ (CaseError::Db(_) | CaseError::Journal(_)) => return Err(error.into()),
    })
}
