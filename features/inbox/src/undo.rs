//! Taking back what was done to several cases.

use solits_cases::{CaseError, assign, find};
use solits_db::Tx;
use solits_kernel::EmployeeId;
use solits_web::WebError;
use uuid::Uuid;

use crate::{
    act::{Outcome, UNDO_SECONDS},
    ground::Ground,
    store::{self, BatchRow, ItemRow},
};

/// A press that was on its way when the time ran out still counts.
const GRACE_SECONDS: i64 = 10;

impl Ground<'_> {
    /// Takes back what somebody did some seconds ago, as far as nothing was changed since.
    pub(crate) async fn undo(&self, id: Uuid) -> Result<(), WebError> {
        let mut tx = self.app.db.write(self.scope.clone()).await?;
        let batch = store::find_batch(&mut tx, id, self.me).await?.ok_or(WebError::NotFound)?;
        let seconds = self.actor.at.since(batch.at) / 1000;
        if seconds > UNDO_SECONDS + GRACE_SECONDS {
            return Err(WebError::Conflict("inbox-undo-late"));
        }
        if !store::take_back(&mut tx, id, self.actor.at).await? {
            return Ok(());
        }
        let items = store::list_items(&mut tx, id).await?;
        tx.commit().await?;
        for item in items {
            self.undo_one(&batch, &item).await?;
        }
        Ok(())
    }

    async fn undo_one(&self, batch: &BatchRow, item: &ItemRow) -> Result<(), WebError> {
        let before = Outcome::parse(&item.outcome);
        if !matches!(before, Some(Outcome::Done | Outcome::Held)) {
            return Ok(());
        }
        let mut tx = self.app.db.write(self.scope.clone()).await?;
        let put_back = self.put_back(&mut tx, batch, item).await;
        match put_back {
            Ok(true) => {
                if store::settle_item(&mut tx, batch.id, item.case_id, &item.outcome, Outcome::Back.name())
                    .await?
                {
                    tx.commit().await?;
                    return Ok(());
                }
            }
            Ok(false) | Err(CaseError::Stale(_) | CaseError::Refused(_) | CaseError::NotFound) => {}
            Err(CaseError::Db(error)) if error.may_retry() => {}
            Err(error) => return Err(error.into()),
        }
        drop(tx);
        let mut tx = self.app.db.write(self.scope.clone()).await?;
        store::settle_item(&mut tx, batch.id, item.case_id, &item.outcome, Outcome::Kept.name()).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Puts one case back as it was; `false` where it was changed since.
    async fn put_back(&self, tx: &mut Tx, batch: &BatchRow, item: &ItemRow) -> Result<bool, CaseError> {
        let Some(case) = find(tx, item.case_id).await? else { return Ok(false) };
        if batch.act == "seen" {
            match item.was.parse() {
                Ok(version) => store::put_seen(tx, self.me, case.id, version).await?,
                Err(_) => store::delete_seen(tx, self.me, case.id).await?,
            }
            return Ok(true);
        }
        if case.version != item.version {
            return Ok(false);
        }
        let (app, actor) = (self.app, &self.actor);
        match batch.act.as_str() {
            "claim" | "assign" => {
                let Ok(owner) = item.was.parse::<EmployeeId>() else { return Ok(false) };
                assign(tx, app, actor, case.id, case.version, owner).await?;
                store::delete_claim(tx, case.id).await?;
            }
            "release" => {
                assign(tx, app, actor, case.id, case.version, self.me).await?;
                store::put_claim(tx, case.id, self.me, case.owner, actor.at).await?;
            }
            "step" => {
                self.set_step(tx, &case, &item.was).await?;
            }
            // What is held has not been done yet.
            _ => return Ok(item.outcome == Outcome::Held.name()),
        }
        Ok(true)
    }
}
