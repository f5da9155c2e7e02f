//! What is sent from the pages of entries: fields, rows, an entry added, taken out or moved.

use std::collections::{BTreeMap, HashMap};

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde_json::json;
use solits_db::Tx;
use solits_kernel::{Lang, TextError, clean};
use solits_standard::edit::{self, Address, Change, EditError, Naming, Way};
use solits_web::{EmployeeCx, Fields, Form, PageResult, WebError, html, see_other};

use super::{
    aside,
    item::{Refused, clash_address, sentence, view},
    part::{self, Refusal},
};
use crate::editor::{
    TRIES,
    actions::Taken,
    entry::{self, Before, Done, Plan, RowChange, Sent},
    inputs::said,
    place::encoded,
    store,
};

/// No name of a field and no address of an entry is longer, in characters.
pub(super) const LONGEST_NAME: usize = 200;

/// The longest value of a field, in characters.
const LONGEST_VALUE: usize = 20_000;

/// What the page's script sends besides a field: `_was:` and its name, with what it held when it was last saved.
const WAS: &str = "_was:";

/// The values of a form by the names of inputs, and what they were: cleaned, lines end as in a file, ticked boxes stand one
/// on a line. Names or values beyond every measure, or with control characters, come from no page of ours.
fn values(fields: &Fields) -> Result<(Values, Values), WebError> {
    let (mut values, mut was) = (Values::new(), Values::new());
    for (name, value) in fields.pairs().iter().filter(|(name, _)| name != "csrf") {
        if name.chars().count() > LONGEST_NAME {
            return Err(WebError::BadRequest);
        }
        let (all, name) = match name.strip_prefix(WAS) {
            Some(name) => (&mut was, name),
            None if name.starts_with('_') => continue,
            None => (&mut values, name.as_str()),
        };
        let value = cleaned(value, LONGEST_VALUE)?;
        let all = all.entry(name.to_owned()).or_default();
        if !value.is_empty() {
            if !all.is_empty() {
                all.push('\n');
            }
            all.push_str(&value);
        }
    }
    Ok((values, was))
}

type Values = BTreeMap<String, String>;

/// A text as it is kept, of at most `most` characters; may be empty.
pub(super) fn cleaned(text: &str, most: usize) -> Result<String, WebError> {
    match clean(text, most) {
        Err(TextError::Empty) => Ok(String::new()),
        other => other.map_err(|_| WebError::BadRequest),
    }
}

/// The entry that a form is about.
fn entry_of(fields: &Fields) -> Result<Address, WebError> {
    let at = fields.text("_at", LONGEST_NAME).map_err(|_| WebError::BadRequest)?;
    at.parse().map_err(|_| WebError::BadRequest)
}

/// Plans on what is read and carries it out; where somebody saved in that moment, it is planned anew.
async fn done(
    cx: &EmployeeCx,
    draft: i64,
    (at, seen): (Option<&Address>, i64),
    plan: impl Fn(&Before) -> Plan,
) -> Result<(Tx, Done), WebError> {
    for _ in 0..TRIES {
        let mut tx = cx.read().await?;
        let before = entry::before(&mut tx, draft, cx.me.employee, at, seen).await?;
        drop(tx);
        let plan = plan(&before);
        let mut tx = cx.write().await?;
        if let Some(done) = entry::carry_out(&mut tx, &cx.app, &cx.actor(), &before, plan).await? {
            return Ok((tx, done));
        }
    }
    Err(WebError::Busy { retry_after_seconds: 1 })
}

/// `POST /standard/drafts/{draft}/item`: the fields of an entry, all or those that changed.
pub(in crate::editor) async fn save(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Form(fields): Form,
) -> PageResult {
    let at = entry_of(&fields)?;
    let seen: i64 = fields.parse("_seen").ok_or(WebError::BadRequest)?;
    let by_script = fields.has("_script");
    let (values, was) = values(&fields)?;
    if fields.get("_do") == "let-go" {
        let mut tx = cx.write().await?;
        store::delete_typed(&mut tx, draft, cx.me.employee, &at.to_string()).await?;
        tx.commit().await?;
        return Ok(see_other(&address(draft, &at, None)));
    }
    let row = row_change(fields.get("_do"));
    let sent = Sent { item: at.clone(), values: values.clone(), was, row };
    let (mut tx, done) = done(&cx, draft, (Some(&at), seen), |before| entry::plan(before, &sent)).await?;
    let place = done.item.as_ref().unwrap_or(&at).to_string();
    aside::sit(&cx, &mut tx, draft, &place).await?;
    tx.commit().await?;
    if by_script {
        return Ok(answer(&cx, draft, &at, &done));
    }
    if done.taken == Taken::Clash && !done.is_kept {
        return Err(WebError::Conflict("standards-edit-list-changed"));
    }
    if done.taken == Taken::Clash {
        return Ok(see_other(&clash_address(draft, &at.to_string())));
    }
    let Some(item) = done.item.clone() else {
        return Ok(see_other(&clash_address(draft, &at.to_string())));
    };
    let why = why_nothing(&cx, &done);
    if !done.refused.is_empty() || why.is_some() {
        let kept = values.into_iter().filter(|(name, _)| done.refused.iter().any(|one| one.input == *name));
        let refused =
            Refused { values: kept.collect(), mistakes: done.refused, why: why.unwrap_or_default() };
        let page = html(&view(&cx, draft, &item, &HashMap::new(), refused).await?)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    Ok(see_other(&address(draft, &item, Some(&done.taken))))
}

/// Why nothing was taken at all, in one sentence.
fn why_nothing(cx: &EmployeeCx, done: &Done) -> Option<String> {
    match (&done.why, &done.taken) {
        (Some(why), _) => Some(format!("{}.", said(&why.words(), cx.words.0))),
        (None, Taken::TooLarge) => Some(cx.words.t("standards-edit-too-large")),
        _ => None,
    }
}

/// The address of an entry, with the message of what became of it.
fn address(draft: i64, at: &Address, taken: Option<&Taken>) -> String {
    let notice = match taken {
        Some(Taken::Saved(_)) => "&notice=saved",
        Some(Taken::Joined(_)) => "&notice=joined",
        Some(Taken::Same(_)) => "&notice=same",
        Some(Taken::Clash | Taken::TooLarge) | None => "",
    };
    format!("/standard/drafts/{draft}/item?at={}{notice}", encoded(&at.to_string()))
}

/// What a button of a row asks for, besides the fields.
fn row_change(asked: &str) -> Option<RowChange> {
    let (what, row) = asked.split_once(':')?;
    let row = row.to_owned();
    match what {
        "row-remove" => Some(RowChange::Remove(row)),
        "row-up" => Some(RowChange::Move(row, Way::Up)),
        "row-down" => Some(RowChange::Move(row, Way::Down)),
        _ => None,
    }
}

/// What the page's script is told.
fn answer(cx: &EmployeeCx, draft: i64, at: &Address, done: &Done) -> Response {
    let lang = cx.words.0;
    let errors: BTreeMap<&str, String> =
        done.refused.iter().map(|mistake| (mistake.input.as_str(), sentence(mistake, lang))).collect();
    let is_clash = done.taken == Taken::Clash || done.item.is_none();
    let why = why_nothing(cx, done);
    let state = done.taken.state().unwrap_or_default();
    let gaps = [("state", cx.words.number(state).into()), ("time", cx.words.time(cx.at).into())];
    let said = match (&done.taken, &why) {
        _ if is_clash => cx.words.t("standards-edit-clash"),
        (_, Some(why)) => why.clone(),
        _ if !errors.is_empty() => cx.words.t("standards-edit-some-refused"),
        _ => cx.words.ta("standards-edit-said-saved", &gaps),
    };
    let body = json!({
        "state": state,
        "at": done.item.as_ref().unwrap_or(at).to_string(),
        "taken": !is_clash && why.is_none(),
        "joined": !matches!(done.taken, Taken::Saved(_)),
        "errors": errors,
        "clash": is_clash.then(|| clash_address(draft, &at.to_string())),
        "good": !is_clash && why.is_none() && errors.is_empty(),
        "said": said,
    });
    solits_web::Json(body).into_response()
}

/// `POST /standard/drafts/{draft}/entry`: an entry is added, taken out or moved.
pub(in crate::editor) async fn change(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Form(fields): Form,
) -> PageResult {
    let seen: i64 = fields.parse("_seen").ok_or(WebError::BadRequest)?;
    let item = || entry_of(&fields);
    let (change, notice) = match fields.get("_do") {
        "add" => (new_entry(&fields)?, "added"),
        "remove" => (Change::Remove { item: item()? }, "removed"),
        "up" => (Change::Move { item: item()?, way: Way::Up }, "moved"),
        "down" => (Change::Move { item: item()?, way: Way::Down }, "moved"),
        _ => return Err(WebError::BadRequest),
    };
    let list = match &change {
        Change::Add { list, .. } => list.clone(),
        _ => item()?.list,
    };
    let component = edit::component_of(&list).ok_or(WebError::NotFound)?;
    let part = format!("/standard/drafts/{draft}/part/{}", component.key);
    let (tx, done) = done(&cx, draft, (None, seen), |before| entry::plan_change(before, &change)).await?;
    match (&done.taken, &done.why, &done.item) {
        (_, Some(EditError::NameTaken(taken)), _) => Ok(see_other(&address(draft, taken, None))),
        (_, Some(EditError::NoItem(_)), _) | (Taken::Clash, ..) => {
            Err(WebError::Conflict("standards-edit-list-changed"))
        }
        (Taken::TooLarge, ..) | (_, Some(_), _) => {
            drop(tx);
            let error = match &done.why {
                Some(why) => why_not(why, cx.words.0),
                None => cx.words.t("standards-edit-too-large"),
            };
            part::refuse(&cx, draft, component.key, &Refusal { list: &list, name: name_of(&fields), error })
                .await
        }
        (_, None, Some(item)) if notice != "moved" => {
            tx.commit().await?;
            Ok(see_other(&format!("{}&notice={notice}", address(draft, item, None))))
        }
        _ => {
            tx.commit().await?;
            Ok(see_other(&format!("{part}?notice={notice}#list-{list}")))
        }
    }
}

/// Why an entry could not be added, in one sentence.
fn why_not(why: &EditError, lang: Lang) -> String {
    match why {
        EditError::Values(mistakes) => {
            mistakes.iter().map(|mistake| sentence(mistake, lang)).collect::<Vec<_>>().join(" ")
        }
        why => format!("{}.", said(&why.words(), lang)),
    }
}

/// What was typed or chosen as the name of a new entry.
fn name_of(fields: &Fields) -> &str {
    match fields.get("_name") {
        "" => fields.get(&format!("name-{}", fields.get("_list"))),
        chosen => chosen,
    }
}

/// The entry that a form adds: with a name where its list asks for one.
fn new_entry(fields: &Fields) -> Result<Change, WebError> {
    let list = edit::list(fields.get("_list")).ok_or(WebError::BadRequest)?;
    let name = cleaned(name_of(fields), LONGEST_NAME)?;
    let values = match list.naming {
        Naming::Field(field) if !name.is_empty() => BTreeMap::from([(field.to_owned(), name.clone())]),
        _ => BTreeMap::new(),
    };
    let name = if list.naming == Naming::Key { name } else { String::new() };
    Ok(Change::Add { list: list.key.to_owned(), name, after: None, values })
}
