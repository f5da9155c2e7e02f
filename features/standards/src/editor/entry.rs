//! What can be done with an entry of a draft: change its fields, add one, take it out, move it.
//!
//! It is read, planned and carried out: the plan is made from what was read, before anything is locked, and is carried out
//! only while that still holds. Plans are plain functions.

use std::collections::BTreeMap;

use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{EmployeeId, Timestamp};
use solits_standard::edit::{self, Address, Change, EditError, Item, Mistake, Name, Way, items};
use solits_web::App;

use super::{
    actions::{self, EditorError, Read, Ready, Taken, take},
    place::{find, follow},
    ready::{Known, Outcome, outcome},
    store::{self, Typed},
};

/// What became of the values that somebody sent.
#[derive(Clone, Debug)]
pub(super) struct Done {
    pub(super) taken: Taken,
    /// Where the entry stands now; `None` where it is gone.
    pub(super) item: Option<Address>,
    /// Values that were not taken, and why.
    pub(super) refused: Vec<Mistake>,
    /// Why nothing was done at all.
    pub(super) why: Option<EditError>,
    /// Whether something that was typed waits for its author.
    pub(super) is_kept: bool,
}

/// An entry as its author saw it, and what they made of it.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) item: Address,
    pub(super) values: BTreeMap<String, String>,
    /// What the fields held when the page last saved them, where it says so: who writes B over A and then A again means A,
    /// also before the page has seen the state with B.
    pub(super) was: BTreeMap<String, String>,
    /// What is done with a row of it besides.
    pub(super) row: Option<RowChange>,
}

/// What is done with a row of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowChange {
    Remove(String),
    Move(String, Way),
}

impl RowChange {
    fn of(self, item: Address) -> Change {
        match self {
            Self::Remove(row) => Change::RemoveRow { item, row },
            Self::Move(row, way) => Change::MoveRow { item, row, way },
        }
    }
}

/// What a plan is made from.
#[derive(Clone, Debug)]
pub(super) struct Before {
    pub(super) read: Read,
    /// What its author typed at the entry earlier and the draft has not taken, with the text of the state they saw.
    typed: Option<(Typed, String)>,
}

/// Reads what a plan is made from; `at` is the entry that somebody writes in.
pub(super) async fn before(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
    at: Option<&Address>,
    seen: i64,
) -> Result<Before, EditorError> {
    let read = actions::read(tx, draft, seen).await?;
    let typed = match at {
        Some(at) => store::find_typed(tx, draft, me, &at.to_string()).await?,
        None => None,
    };
    let typed = match typed {
        Some(typed) => {
            let text = actions::text_of(tx, draft, typed.state).await?;
            Some((typed, text))
        }
        None => None,
    };
    Ok(Before { read, typed })
}

/// What is going to be done, as long as what it was made from still holds.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    outcome: Outcome,
    /// One of the words of the table of states.
    what: &'static str,
    place: String,
    item: Option<Address>,
    refused: Vec<Mistake>,
    why: Option<EditError>,
    /// What waits for its author afterwards, and where they had sent it; `None` where nothing typed is at stake.
    typed: Option<(Address, Option<Waiting>)>,
}

/// Values that wait for their author.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Waiting {
    at: Address,
    /// The state they were typed at; what others changed since then is set against them.
    state: i64,
    values: BTreeMap<String, String>,
}

impl Waiting {
    fn typed(&self, typed_at: Timestamp) -> Typed {
        let fields = serde_json::to_string(&self.values).unwrap_or_default();
        Typed { place: self.at.to_string(), state: self.state, typed_at, fields }
    }
}

/// Does what was planned. `None` where somebody saved meanwhile, or its author typed elsewhere: it has to be planned anew.
pub(super) async fn carry_out(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    before: &Before,
    plan: Plan,
) -> Result<Option<Done>, EditorError> {
    let me = actor.employee().ok_or(EditorError::NoPerson)?;
    let draft = before.read.draft.draft;
    let ready =
        Ready { state: before.read.now.state, outcome: &plan.outcome, what: plan.what, place: &plan.place };
    let Some(taken) = take(tx, app, actor, draft, ready).await? else { return Ok(None) };
    let mut is_kept = false;
    if let Some((sent_at, waiting)) = &plan.typed {
        let sent_at = sent_at.to_string();
        let typed = store::find_typed(tx, draft, me, &sent_at).await?;
        if typed.as_ref() != before.typed.as_ref().map(|(typed, _)| typed) {
            return Ok(None);
        }
        store::delete_typed(tx, draft, me, &sent_at).await?;
        if let Some(waiting) = waiting {
            store::keep_typed(tx, draft, me, &waiting.typed(actor.at)).await?;
            is_kept = true;
        }
    }
    Ok(Some(Done { taken, item: plan.item, refused: plan.refused, why: plan.why, is_kept }))
}

/// Changes what differs from what its author saw. What does not fit its field is kept for its author and told, the rest
/// is taken; where somebody else changed the same, nothing is taken and all is kept for its author.
pub(super) fn plan(before: &Before, sent: &Sent) -> Plan {
    let Read { seen, now, .. } = &before.read;
    let (sent, unknown) = without_unknown(sent);
    let then = read(&seen.text);
    let old: BTreeMap<String, String> = before
        .typed
        .as_ref()
        .and_then(|(typed, _)| serde_json::from_str(&typed.fields).ok())
        .unwrap_or_default();
    // What was refused earlier and is not among what was sent still waits for its author.
    let left: BTreeMap<String, String> =
        old.into_iter().filter(|(name, _)| !sent.values.contains_key(name)).collect();
    let earliest = match &before.typed {
        Some((typed, _)) if !left.is_empty() => typed.state.min(seen.state),
        _ => seen.state,
    };
    let all_waits = |mut values: BTreeMap<String, String>| {
        values.extend(left.clone());
        let waiting = Waiting { at: sent.item.clone(), state: earliest, values };
        (sent.item.clone(), (!waiting.values.is_empty()).then_some(waiting))
    };
    let nothing = |item, refused, why, values| Plan {
        outcome: Outcome::Same,
        what: "changed",
        place: String::new(),
        item,
        refused,
        why: Some(why),
        typed: Some(all_waits(values)),
    };
    if find(&then, &sent.item).is_none() {
        let why = EditError::NoItem(sent.item.to_string());
        return nothing(None, Vec::new(), why, sent.values.clone());
    }
    let Fitted { text: base, item: at, .. } = fit(&seen.text, &sent.item, &sent.was);
    let based = read(&base);
    let differs =
        |name: &str, value: &str| find(&based, &at).map_or("", |item| item.value(name)).trim() != value;
    let changed: BTreeMap<String, String> = sent
        .values
        .iter()
        .filter(|(name, value)| differs(name, value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let Fitted { text, item: mine, refused, why } = fit(&base, &at, &changed);
    let (text, mine, why) = match (sent.row, why) {
        (Some(row), None) if refused.is_empty() => match edit::apply(&text, &row.of(mine.clone())) {
            Ok(applied) => (applied.text, applied.item.unwrap_or(mine), None),
            Err(why) => (text, mine, Some(why)),
        },
        (_, why) => (text, mine, why),
    };
    if let Some(why) = why {
        return nothing(Some(sent.item.clone()), refused, why, changed);
    }
    let based = Known { state: seen.state, text: base };
    let outcome = if text == based.text { Outcome::Same } else { outcome(&based, &text, now) };
    let place = mine.to_string();
    let (latest, later) = match &outcome {
        Outcome::Same => (now.state, &now.text),
        Outcome::Next(next) => (now.state + 1, &next.text),
        Outcome::Clash | Outcome::TooLarge => {
            let typed = Some(all_waits(changed));
            let item = Some(sent.item.clone());
            return Plan { outcome, what: "changed", place, item, refused, why: None, typed };
        }
    };
    let later = read(later);
    let item = follow(&read(&text), &later, &mine);
    let misfits =
        changed.into_iter().filter(|(name, _)| refused.iter().any(|mistake| mistake.input == *name));
    let misfits: BTreeMap<String, String> = misfits.collect();
    // What was typed is set against what others changed since its author saw the field, as long as its address means the
    // same entry.
    let at = item.clone().unwrap_or_else(|| sent.item.clone());
    let means_the_same =
        |then: &[Item]| find(then, &at).is_some() && follow(then, &later, &at).as_ref() == Some(&at);
    let of_old = before.typed.as_ref().filter(|(_, text)| !left.is_empty() && means_the_same(&read(text)));
    let of_new = (!misfits.is_empty() && at == sent.item && means_the_same(&then)).then_some(seen.state);
    let state = of_old.map(|(typed, _)| typed.state).into_iter().chain(of_new).min().unwrap_or(latest);
    let mut values = left;
    values.extend(misfits);
    let waiting = (!values.is_empty()).then_some(Waiting { at, state, values });
    let typed = Some((sent.item.clone(), waiting));
    Plan { outcome, what: "changed", place, item, refused, why: unknown.map(EditError::NoPlace), typed }
}

/// What was sent without names that its fields do not have, and the first of those: it is told, and never kept, since
/// no page could show it again.
fn without_unknown(sent: &Sent) -> (Sent, Option<String>) {
    let name = match &sent.item.name {
        Name::Named(name) => name.as_str(),
        Name::Only | Name::Place(_) => "",
    };
    let fields = edit::list(&sent.item.list).map(|list| edit::fields(list, name)).unwrap_or_default();
    let known = |values: &BTreeMap<String, String>| -> (BTreeMap<_, _>, BTreeMap<_, _>) {
        values.clone().into_iter().partition(|(name, _)| edit::has_input(&fields, name))
    };
    let ((values, unknown), (was, _)) = (known(&sent.values), known(&sent.was));
    (Sent { item: sent.item.clone(), values, was, row: sent.row.clone() }, unknown.into_keys().next())
}

/// What fits of the values that were sent.
pub(super) struct Fitted {
    pub(super) text: String,
    pub(super) item: Address,
    /// What does not fit its field.
    pub(super) refused: Vec<Mistake>,
    /// Why nothing fits at all: the entry is not in the text, or can be changed in the text only.
    pub(super) why: Option<EditError>,
}

/// Applies what fits its fields; what does not is named.
pub(super) fn fit(text: &str, item: &Address, changed: &BTreeMap<String, String>) -> Fitted {
    let unchanged = |refused, why| Fitted { text: text.to_owned(), item: item.clone(), refused, why };
    if changed.is_empty() {
        return unchanged(Vec::new(), None);
    }
    let set = |values| edit::apply(text, &Change::Set { item: item.clone(), values });
    match set(changed.clone()) {
        Ok(applied) => Fitted {
            text: applied.text,
            item: applied.item.unwrap_or_else(|| item.clone()),
            refused: Vec::new(),
            why: None,
        },
        Err(EditError::Values(refused)) => {
            let fits: BTreeMap<String, String> = changed
                .iter()
                .filter(|(name, _)| refused.iter().all(|mistake| mistake.input != **name))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            if fits.is_empty() || fits.len() == changed.len() {
                return unchanged(refused, None);
            }
            match set(fits) {
                Ok(applied) => Fitted {
                    text: applied.text,
                    item: applied.item.unwrap_or_else(|| item.clone()),
                    refused,
                    why: None,
                },
                Err(why) => unchanged(refused, Some(why)),
            }
        }
        Err(why) => unchanged(Vec::new(), Some(why)),
    }
}

/// What is wrong with values that were typed and not taken, as far as they can be tried on the present text.
pub(super) fn mistakes(text: &str, item: &Address, typed: &BTreeMap<String, String>) -> Vec<Mistake> {
    fit(text, item, typed).refused
}

/// The entries of a text; none where it cannot be read, which a state always can.
pub(super) fn read(text: &str) -> Vec<Item> {
    items(text).unwrap_or_default()
}

/// A change of the list that an entry is in, by the state its author saw.
pub(super) fn plan_change(before: &Before, change: &Change) -> Plan {
    let Read { seen, now, .. } = &before.read;
    let (what, place) = match change {
        Change::Add { list, name, .. } => {
            ("added", format!("{list}/{name}").trim_end_matches('/').to_owned())
        }
        Change::Remove { item } => ("removed", item.to_string()),
        Change::Move { item, .. } => ("moved", item.to_string()),
        Change::Set { item, .. } | Change::RemoveRow { item, .. } | Change::MoveRow { item, .. } => {
            ("changed", item.to_string())
        }
    };
    let planned = |outcome, place, item, why| Plan {
        outcome,
        what,
        place,
        item,
        refused: Vec::new(),
        why,
        typed: None,
    };
    let applied = match edit::apply(&seen.text, change) {
        Ok(applied) => applied,
        Err(why) => return planned(Outcome::Same, place, None, Some(why)),
    };
    let place = match (&applied.item, what) {
        (Some(item), "added") => item.to_string(),
        _ => place,
    };
    let outcome = outcome(seen, &applied.text, now);
    let later = match &outcome {
        Outcome::Same => Some(&now.text),
        Outcome::Next(next) => Some(&next.text),
        Outcome::Clash | Outcome::TooLarge => None,
    };
    let item = match (applied.item, later) {
        (Some(item), Some(later)) => follow(&read(&applied.text), &read(later), &item),
        (item, _) => item,
    };
    planned(outcome, place, item, None)
}
