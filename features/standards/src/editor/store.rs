//! Drafts, their saved states, and what was typed and not taken.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};
use uuid::Uuid;

use super::kept::{Kept, keep, restore};

row! {
    /// A standard that is being written.
    #[derive(Clone, Debug)]
    #[expect(clippy::struct_field_names, reason = "fields are called as their columns")]
    pub(super) struct Draft {
        pub(super) draft: i64,
        pub(super) title: String,
        pub(super) origin: String,
        pub(super) origin_name: String,
        pub(super) status: String,
        pub(super) state: i64,
        pub(super) created_at: Timestamp,
        /// An employee, or another program by its token.
        pub(super) created_by: Uuid,
        pub(super) updated_at: Timestamp,
        /// An employee, or another program by its token.
        pub(super) updated_by: Uuid,
        pub(super) sent_number: Option<i64>,
        pub(super) sent_state: Option<i64>,
    }
}

impl Draft {
    /// Whether it can still be changed.
    pub(super) fn is_open(&self) -> bool {
        self.status == "open"
    }
}

row! {
    /// A saved state without its text.
    #[derive(Clone, Debug)]
    #[expect(clippy::struct_field_names, reason = "fields are called as their columns")]
    pub(super) struct State {
        pub(super) state: i64,
        pub(super) saved_at: Timestamp,
        /// An employee, or another program by its token.
        pub(super) saved_by: Uuid,
        pub(super) what: String,
        pub(super) place: String,
    }
}

row! {
    struct ContentRow { whole_state: Option<i64>, kept_before: i64, kept_after: i64, content: String }
}

/// What a state is saved as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Saved<'a> {
    /// One of the words of the table.
    pub(super) what: &'a str,
    /// Which entry; empty for the whole text.
    pub(super) place: &'a str,
    pub(super) text: &'a str,
    pub(super) title: &'a str,
    pub(super) at: Timestamp,
    /// An employee, or another program by its token.
    pub(super) by: Uuid,
}

/// The drafts, the one changed last first.
pub(super) async fn list(tx: &mut Tx) -> Result<Vec<Draft>, DbError> {
    sql!(
        "SELECT draft, title, origin, origin_name, status, state, created_at, created_by, updated_at, updated_by,
                sent_number, sent_state
           FROM standard_drafts WHERE institution_id = $1 ORDER BY updated_at DESC, draft DESC"
    )
    .all(tx)
    .await
}

/// One draft.
pub(super) async fn find(tx: &mut Tx, draft: i64) -> Result<Option<Draft>, DbError> {
    sql!(
        "SELECT draft, title, origin, origin_name, status, state, created_at, created_by, updated_at, updated_by,
                sent_number, sent_state
           FROM standard_drafts WHERE institution_id = $1 AND draft = $2"
    )
    .bind(draft)
    .optional(tx)
    .await
}

/// Holds an open draft until the transaction ends, so that saved states come one after the other. `false` where there is
/// no open one.
pub(super) async fn hold(tx: &mut Tx, draft: i64) -> Result<bool, DbError> {
    let held = sql!(
        "UPDATE standard_drafts SET state = state WHERE institution_id = $1 AND draft = $2 AND status = 'open'"
    )
    .bind(draft)
    .run(tx)
    .await?;
    Ok(held == 1)
}

/// Begins a draft under the next number, with its first state.
pub(super) async fn insert(
    tx: &mut Tx,
    origin: &str,
    origin_name: &str,
    first: Saved<'_>,
) -> Result<i64, DbError> {
    let draft =
        sql!("SELECT coalesce(max(draft), 0) + 1 AS value FROM standard_drafts WHERE institution_id = $1")
            .scalar::<i64>(tx)
            .await?
            .unwrap_or(1);
    sql!(
        "INSERT INTO standard_drafts (institution_id, draft, title, origin, origin_name, status, state, created_at,
                created_by, updated_at, updated_by)
         VALUES ($1, $2, $3, $4, $5, 'open', 1, $6, $7, $6, $7)"
    )
    .bind(draft)
    .bind(first.title)
    .bind(origin)
    .bind(origin_name)
    .bind(first.at)
    .bind(first.by)
    .run(tx)
    .await?;
    insert_state(tx, draft, 1, None, first).await?;
    Ok(draft)
}

/// Saves a state after `last`, which the transaction holds. Returns its number.
pub(super) async fn save(tx: &mut Tx, draft: i64, last: i64, saved: Saved<'_>) -> Result<i64, DbError> {
    let whole = find_whole_before(tx, draft, last).await?;
    let state = last + 1;
    insert_state(tx, draft, state, whole, saved).await?;
    sql!(
        "UPDATE standard_drafts SET state = $3, title = $4, updated_at = $5, updated_by = $6
          WHERE institution_id = $1 AND draft = $2"
    )
    .bind(draft)
    .bind(state)
    .bind(saved.title)
    .bind(saved.at)
    .bind(saved.by)
    .run(tx)
    .await?;
    Ok(state)
}

async fn insert_state(
    tx: &mut Tx,
    draft: i64,
    state: i64,
    whole: Option<(i64, String)>,
    saved: Saved<'_>,
) -> Result<(), DbError> {
    let kept = whole
        .as_ref()
        .map_or_else(|| Kept::Whole(saved.text.to_owned()), |(_, whole)| keep(whole, saved.text));
    let (whole_state, before, after, content) = match kept {
        Kept::Whole(text) => (None, 0, 0, text),
        Kept::Part { before, after, between } => (whole.map(|(number, _)| number), before, after, between),
    };
    sql!(
        "INSERT INTO standard_draft_states (institution_id, draft, state, saved_at, saved_by, what, place, whole_state,
                kept_before, kept_after, content)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    )
    .bind(draft)
    .bind(state)
    .bind(saved.at)
    .bind(saved.by)
    .bind(saved.what)
    .bind(saved.place)
    .bind(whole_state)
    .bind(i64::try_from(before).unwrap_or_default())
    .bind(i64::try_from(after).unwrap_or_default())
    .bind(content.as_str())
    .run(tx)
    .await?;
    Ok(())
}

/// The latest state up to `state` that is kept whole.
async fn find_whole_before(tx: &mut Tx, draft: i64, state: i64) -> Result<Option<(i64, String)>, DbError> {
    row! { struct Whole { state: i64, content: String } }
    let found: Option<Whole> = sql!(
        "SELECT state, content FROM standard_draft_states
          WHERE institution_id = $1 AND draft = $2 AND state <= $3 AND whole_state IS NULL
          ORDER BY state DESC LIMIT 1"
    )
    .bind(draft)
    .bind(state)
    .optional(tx)
    .await?;
    Ok(found.map(|whole| (whole.state, whole.content)))
}

/// The text of a state; `None` where there is no such state.
pub(super) async fn find_text(tx: &mut Tx, draft: i64, state: i64) -> Result<Option<String>, DbError> {
    let Some(kept) = find_content(tx, draft, state).await? else { return Ok(None) };
    let Some(whole) = kept.whole_state else { return Ok(Some(kept.content)) };
    let damaged = || DbError::Corrupt(format!("state {state} of draft {draft}"));
    let whole = find_content(tx, draft, whole).await?.ok_or_else(damaged)?;
    let place = |kept: i64| usize::try_from(kept).unwrap_or(usize::MAX);
    restore(&whole.content, place(kept.kept_before), place(kept.kept_after), &kept.content)
        .ok_or_else(damaged)
        .map(Some)
}

async fn find_content(tx: &mut Tx, draft: i64, state: i64) -> Result<Option<ContentRow>, DbError> {
    sql!(
        "SELECT whole_state, kept_before, kept_after, content FROM standard_draft_states
          WHERE institution_id = $1 AND draft = $2 AND state = $3"
    )
    .bind(draft)
    .bind(state)
    .optional(tx)
    .await
}

/// The saved states up to `from`, latest first, at most `most`.
pub(super) async fn list_states(
    tx: &mut Tx,
    draft: i64,
    from: i64,
    most: i64,
) -> Result<Vec<State>, DbError> {
    sql!(
        "SELECT state, saved_at, saved_by, what, place FROM standard_draft_states
          WHERE institution_id = $1 AND draft = $2 AND state <= $3 ORDER BY state DESC LIMIT $4"
    )
    .bind(draft)
    .bind(from)
    .bind(most)
    .all(tx)
    .await
}

/// The states saved after one, by others than `me`, latest first: at most 20.
pub(super) async fn list_states_after(
    tx: &mut Tx,
    draft: i64,
    state: i64,
    me: EmployeeId,
) -> Result<Vec<State>, DbError> {
    sql!(
        "SELECT state, saved_at, saved_by, what, place FROM standard_draft_states
          WHERE institution_id = $1 AND draft = $2 AND state > $3 AND saved_by <> $4 ORDER BY state DESC LIMIT 20"
    )
    .bind(draft)
    .bind(state)
    .bind(me)
    .all(tx)
    .await
}

/// Notes that a version was made of a state.
pub(super) async fn mark_sent(tx: &mut Tx, draft: i64, state: i64, number: i64) -> Result<(), DbError> {
    sql!("UPDATE standard_drafts SET sent_state = $3, sent_number = $4 WHERE institution_id = $1 AND draft = $2")
        .bind(draft)
        .bind(state)
        .bind(number)
        .run(tx)
        .await?;
    Ok(())
}

/// Puts a draft away, or takes it out again. `false` when that was done already.
pub(super) async fn mark(tx: &mut Tx, draft: i64, status: &str) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE standard_drafts SET status = $3 WHERE institution_id = $1 AND draft = $2 AND status <> $3"
    )
    .bind(draft)
    .bind(status)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

row! {
    /// What somebody typed that the draft has not taken.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[expect(clippy::struct_field_names, reason = "fields are called as their columns")]
    pub(super) struct Typed {
        pub(super) place: String,
        pub(super) state: i64,
        pub(super) typed_at: Timestamp,
        pub(super) fields: String,
    }
}

/// Keeps what somebody typed, in place of what they typed there before.
pub(super) async fn keep_typed(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
    typed: &Typed,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO standard_draft_typed (institution_id, draft, employee_id, place, state, typed_at, fields)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (institution_id, draft, employee_id, place)
             DO UPDATE SET state = excluded.state, typed_at = excluded.typed_at, fields = excluded.fields"
    )
    .bind(draft)
    .bind(me)
    .bind(typed.place.as_str())
    .bind(typed.state)
    .bind(typed.typed_at)
    .bind(typed.fields.as_str())
    .run(tx)
    .await?;
    Ok(())
}

/// What I typed in a draft that it has not taken, latest first.
pub(super) async fn list_typed(tx: &mut Tx, draft: i64, me: EmployeeId) -> Result<Vec<Typed>, DbError> {
    sql!(
        "SELECT place, state, typed_at, fields FROM standard_draft_typed
          WHERE institution_id = $1 AND draft = $2 AND employee_id = $3 ORDER BY typed_at DESC, place"
    )
    .bind(draft)
    .bind(me)
    .all(tx)
    .await
}

/// What I typed at a place of a draft that it has not taken.
pub(super) async fn find_typed(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
    place: &str,
) -> Result<Option<Typed>, DbError> {
    sql!(
        "SELECT place, state, typed_at, fields FROM standard_draft_typed
          WHERE institution_id = $1 AND draft = $2 AND employee_id = $3 AND place = $4"
    )
    .bind(draft)
    .bind(me)
    .bind(place)
    .optional(tx)
    .await
}

/// Forgets what I typed at a place: it was taken, or its author let it go.
pub(super) async fn delete_typed(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
    place: &str,
) -> Result<(), DbError> {
    sql!(
        "DELETE FROM standard_draft_typed
          WHERE institution_id = $1 AND draft = $2 AND employee_id = $3 AND place = $4"
    )
    .bind(draft)
    .bind(me)
    .bind(place)
    .run(tx)
    .await?;
    Ok(())
}
