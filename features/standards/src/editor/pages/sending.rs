//! What is sent from the pages of entries: fields, rows, an entry added, taken out or moved.

use std::collections::{BTreeMap, HashMap};

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde_json::json;
use solits_kernel::Lang;
use solits_standard::edit::{self, Address, Change, EditError, Naming, Way};
use solits_web::{EmployeeCx, Fields, Form, PageResult, WebError, html, see_other};

use super::{
    aside,
    item::{Refused, clash_address, sentence, view},
    part::{self, Refusal},
};
use crate::editor::{
    actions::Taken,
    entry::{self, Done, Sent},
    inputs::said,
    place::encoded,
    store,
};

/// No name of a field and no address of an entry is longer, in characters.
const LONGEST_NAME: usize = 200;

/// The longest value of a field, in characters.
const LONGEST_VALUE: usize = 20_000;

/// Refuses a form that no page of ours sends: names or values beyond every measure, or with control characters.
fn check(fields: &Fields) -> Result<(), WebError> {
    let is_bad = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    let fits = |text: &str, most: usize| !text.contains(is_bad) && text.chars().count() <= most;
    let all_fit = fields.pairs().iter().all(|(name, value)| {
        let most = if name.starts_with('_') { LONGEST_NAME } else { LONGEST_VALUE };
        fits(name, LONGEST_NAME) && fits(value, most)
    });
    if all_fit { Ok(()) } else { Err(WebError::BadRequest) }
}

/// The values of a form by the names of inputs: lines end as in a file, ticked boxes stand one on a line.
fn values(fields: &Fields) -> BTreeMap<String, String> {
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in fields.pairs().iter().filter(|(name, _)| !name.starts_with('_') && name != "csrf") {
        let value = value.replace("\r\n", "\n");
        let value = value.trim();
        let all = values.entry(name.clone()).or_default();
        if !value.is_empty() {
            if !all.is_empty() {
                all.push('\n');
            }
            all.push_str(value);
        }
    }
    values
}

/// `POST /standard/drafts/{draft}/item`: the fields of an entry, all or those that changed.
pub(in crate::editor) async fn save(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Form(fields): Form,
) -> PageResult {
    check(&fields)?;
    let at: Address = fields.get("_at").parse().map_err(|_| WebError::BadRequest)?;
    let seen: i64 = fields.parse("_seen").ok_or(WebError::BadRequest)?;
    let by_script = fields.has("_script");
    let values = values(&fields);
    let mut tx = cx.write().await?;
    if fields.get("_do") == "let-go" {
        store::delete_typed(&mut tx, draft, cx.me.employee, &at.to_string()).await?;
        tx.commit().await?;
        return Ok(see_other(&address(draft, &at, None)));
    }
    let sent = Sent { item: at.clone(), seen, values: values.clone() };
    let mut done = entry::set(&mut tx, &cx.app, &cx.actor(), draft, sent).await?;
    if let (Some(change), Some(state)) = (row_change(fields.get("_do"), &done), done.taken.state())
        && done.why.is_none()
        && done.refused.is_empty()
    {
        done = entry::change(&mut tx, &cx.app, &cx.actor(), draft, state, &change).await?;
    }
    let place = done.item.as_ref().unwrap_or(&at).to_string();
    aside::sit(&cx, &mut tx, draft, &place).await?;
    tx.commit().await?;
    if by_script {
        return Ok(answer(&cx, draft, &at, &done));
    }
    if done.taken == Taken::Clash {
        return Ok(see_other(&clash_address(draft, &at.to_string())));
    }
    let Some(item) = done.item.clone() else {
        return Ok(see_other(&clash_address(draft, &at.to_string())));
    };
    if !done.refused.is_empty() || done.why.is_some() {
        let kept = values.into_iter().filter(|(name, _)| done.refused.iter().any(|one| one.input == *name));
        let refused = Refused {
            values: kept.collect(),
            mistakes: done.refused,
            why: done.why.map(|why| format!("{}.", said(&why.words(), cx.words.0))).unwrap_or_default(),
        };
        let page = html(&view(&cx, draft, &item, &HashMap::new(), refused).await?)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    Ok(see_other(&address(draft, &item, Some(&done.taken))))
}

/// The address of an entry, with the message of what became of it.
fn address(draft: i64, at: &Address, taken: Option<&Taken>) -> String {
    let notice = match taken {
        Some(Taken::Saved(_)) => "&notice=saved",
        Some(Taken::Joined(_)) => "&notice=joined",
        Some(Taken::Same(_)) => "&notice=same",
        Some(Taken::Clash) | None => "",
    };
    format!("/standard/drafts/{draft}/item?at={}{notice}", encoded(&at.to_string()))
}

/// What a button of a row asks for, once the fields are saved.
fn row_change(asked: &str, done: &Done) -> Option<Change> {
    let item = done.item.clone()?;
    let (what, row) = asked.split_once(':')?;
    let row = row.to_owned();
    match what {
        "row-remove" => Some(Change::RemoveRow { item, row }),
        "row-up" => Some(Change::MoveRow { item, row, way: Way::Up }),
        "row-down" => Some(Change::MoveRow { item, row, way: Way::Down }),
        _ => None,
    }
}

/// What the page's script is told.
fn answer(cx: &EmployeeCx, draft: i64, at: &Address, done: &Done) -> Response {
    let lang = cx.words.0;
    let errors: BTreeMap<&str, String> =
        done.refused.iter().map(|mistake| (mistake.input.as_str(), sentence(mistake, lang))).collect();
    let is_clash = done.taken == Taken::Clash || done.item.is_none();
    let why = done.why.as_ref().map(|why| format!("{}.", said(&why.words(), lang)));
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
    check(&fields)?;
    let seen: i64 = fields.parse("_seen").ok_or(WebError::BadRequest)?;
    let item = || fields.get("_at").parse::<Address>().map_err(|_| WebError::BadRequest);
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
    let mut tx = cx.write().await?;
    let done = entry::change(&mut tx, &cx.app, &cx.actor(), draft, seen, &change).await?;
    match (&done.taken, &done.why, &done.item) {
        (_, Some(EditError::NameTaken(taken)), _) => Ok(see_other(&address(draft, taken, None))),
        (_, Some(EditError::NoItem(_)), _) | (Taken::Clash, ..) => {
            Err(WebError::Conflict("standards-edit-list-changed"))
        }
        (_, Some(why), _) => {
            drop(tx);
            let error = why_not(why, cx.words.0);
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
    let name = name_of(fields).trim().to_owned();
    let values = match list.naming {
        Naming::Field(field) if !name.is_empty() => BTreeMap::from([(field.to_owned(), name.clone())]),
        _ => BTreeMap::new(),
    };
    let name = if list.naming == Naming::Key { name } else { String::new() };
    Ok(Change::Add { list: list.key.to_owned(), name, after: None, values })
}
