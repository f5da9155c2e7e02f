//! What can be done with an entry of a draft: change its fields, add one, take it out, move it.

use std::collections::BTreeMap;

use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::EmployeeId;
use solits_standard::edit::{self, Address, Change, EditError, Item, Mistake, Name, items};
use solits_web::App;

use super::{
    actions::{EditorError, Proposed, Taken, held, take, text_of},
    place::{find, follow},
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
}

/// An entry as its author saw it, and what they made of it.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) item: Address,
    pub(super) seen: i64,
    pub(super) values: BTreeMap<String, String>,
}

/// Changes what differs from what its author saw. What does not fit its field is kept for its author and told, the rest
/// is taken; where somebody else changed the same, nothing is taken and all is kept for its author.
pub(super) async fn set(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    draft: i64,
    sent: Sent,
) -> Result<Done, EditorError> {
    let me = actor.employee().ok_or(EditorError::NoPerson)?;
    let open = held(tx, draft).await?;
    let (sent, unknown) = without_unknown(sent);
    let seen = text_of(tx, draft, sent.seen).await?;
    let before = read(&seen);
    let place = sent.item.to_string();
    let Some(item) = find(&before, &sent.item) else {
        keep(tx, actor, draft, me, &sent.item, sent.seen, &sent.values).await?;
        let why = EditError::NoItem(place);
        return Ok(Done { taken: Taken::Same(open.state), item: None, refused: Vec::new(), why: Some(why) });
    };
    let changed: BTreeMap<String, String> = sent
        .values
        .iter()
        .filter(|(name, value)| item.value(name).trim() != *value)
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let Fitted { text, item: mine, refused, why } = fit(&seen, &sent.item, &changed);
    let proposed = Proposed { seen: sent.seen, text: &text, what: "changed", place: &mine.to_string() };
    let taken =
        if text == seen { Taken::Same(open.state) } else { take(tx, app, actor, draft, proposed).await? };
    // What was refused earlier and is not among what was sent still waits for its author.
    let mut left = typed_before(tx, draft, me, &place).await?;
    left.retain(|name, _| !sent.values.contains_key(name));
    if taken == Taken::Clash || why.is_some() {
        left.extend(changed);
        keep(tx, actor, draft, me, &sent.item, sent.seen, &left).await?;
        return Ok(Done { taken, item: Some(sent.item), refused, why });
    }
    let now = text_of(tx, draft, taken.state().unwrap_or(open.state)).await?;
    let item = follow(&read(&text), &read(&now), &mine);
    left.extend(changed.into_iter().filter(|(name, _)| refused.iter().any(|mistake| mistake.input == *name)));
    store::delete_typed(tx, draft, me, &place).await?;
    if !left.is_empty() {
        let at = item.clone().unwrap_or(sent.item);
        keep(tx, actor, draft, me, &at, taken.state().unwrap_or(open.state), &left).await?;
    }
    Ok(Done { taken, item, refused, why: unknown.map(EditError::NoPlace) })
}

/// What was sent without names that its fields do not have, and the first of those: it is told, and never kept, since
/// no page could show it again.
fn without_unknown(sent: Sent) -> (Sent, Option<String>) {
    let name = match &sent.item.name {
        Name::Named(name) => name.as_str(),
        Name::Only | Name::Place(_) => "",
    };
    let fields = edit::list(&sent.item.list).map(|list| edit::fields(list, name)).unwrap_or_default();
    let (known, unknown): (BTreeMap<_, _>, BTreeMap<_, _>) =
        sent.values.into_iter().partition(|(name, _)| edit::has_input(&fields, name));
    (Sent { values: known, ..sent }, unknown.into_keys().next())
}

async fn typed_before(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
    place: &str,
) -> Result<BTreeMap<String, String>, EditorError> {
    let typed = store::list_typed(tx, draft, me).await?;
    let typed = typed.into_iter().find(|typed| typed.place == place);
    Ok(typed.and_then(|typed| serde_json::from_str(&typed.fields).ok()).unwrap_or_default())
}

/// What fits of the values that were sent.
struct Fitted {
    text: String,
    item: Address,
    refused: Vec<Mistake>,
    why: Option<EditError>,
}

/// Applies what fits its fields; what does not is named.
fn fit(text: &str, item: &Address, changed: &BTreeMap<String, String>) -> Fitted {
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

async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    draft: i64,
    me: EmployeeId,
    item: &Address,
    seen: i64,
    values: &BTreeMap<String, String>,
) -> Result<(), EditorError> {
    let fields = serde_json::to_string(values).unwrap_or_default();
    let typed = Typed { place: item.to_string(), state: seen, typed_at: actor.at, fields };
    Ok(store::keep_typed(tx, draft, me, &typed).await?)
}

/// The entries of a text; none where it cannot be read, which a state always can.
pub(super) fn read(text: &str) -> Vec<Item> {
    items(text).unwrap_or_default()
}

/// A change of the list that an entry is in, by the state its author saw.
pub(super) async fn change(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    draft: i64,
    seen: i64,
    change: &Change,
) -> Result<Done, EditorError> {
    let open = held(tx, draft).await?;
    let text = text_of(tx, draft, seen).await?;
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
    let applied = match edit::apply(&text, change) {
        Ok(applied) => applied,
        Err(why) => {
            let taken = Taken::Same(open.state);
            return Ok(Done { taken, item: None, refused: Vec::new(), why: Some(why) });
        }
    };
    let place = match (&applied.item, what) {
        (Some(item), "added") => item.to_string(),
        _ => place,
    };
    let proposed = Proposed { seen, text: &applied.text, what, place: &place };
    let taken = take(tx, app, actor, draft, proposed).await?;
    let item = match (&applied.item, taken.state()) {
        (Some(item), Some(state)) => {
            let now = text_of(tx, draft, state).await?;
            follow(&read(&applied.text), &read(&now), item)
        }
        (item, _) => item.clone(),
    };
    Ok(Done { taken, item, refused: Vec::new(), why: None })
}
