//! Texts with placeholders: looked over, added, changed and removed.

use std::collections::BTreeMap;

use solits_cases::Kind;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, Entry, record};
use solits_kernel::EmployeeId;
use solits_standard::event::EventKind;
use solits_web::{App, Draft, WebError};
use solits_written::reply::fill;

use super::words::Purpose;
use crate::{
    model::TemplateId,
    store::{self, Template as Kept},
};

const MOST_NAME: usize = 100;
const MOST_TEXT: usize = 8_000;

/// The template as it was typed, or nothing and the reasons beside the fields. An employee's own is one for replies.
pub(crate) fn typed(
    draft: &mut Draft,
    owner: Option<EmployeeId>,
    (id, version): (TemplateId, i64),
    words: Words,
) -> Option<Kept> {
    let name = draft.text("name", MOST_NAME, words);
    let main = draft.text("main", MOST_TEXT, words);
    let ending = draft.optional_text("ending", MOST_TEXT, words);
    let lang = draft.chosen("lang", |code| ["lv", "en"].into_iter().find(|one| *one == code), words);
    let purpose = match owner {
        None => draft.chosen("purpose", Purpose::parse, words),
        Some(_) => Some(Purpose::Reply),
    };
    let kind = match draft.get("kind") {
        "" => Some(String::new()),
        _ => draft.chosen("kind", Kind::parse, words).map(|kind| kind.name().to_owned()),
    };
    for (field, text) in [("main", &main), ("ending", &ending)] {
        // Only names of the list may stand between braces: anything else would never be filled.
        if let Some(unknown) = fill(text, &BTreeMap::new()).unknown.into_iter().next() {
            draft.refuse(field, words.ta("correspondence-template-unknown", &[("name", unknown.into())]));
        }
    }
    let (lang, purpose, kind) = (lang?, purpose?, kind?);
    draft.errors.is_empty().then(|| Kept {
        id,
        employee_id: owner,
        name,
        lang: lang.to_owned(),
        purpose: purpose.code().to_owned(),
        kind,
        main,
        ending,
        version,
    })
}

/// Adds a template.
pub(crate) async fn add(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    template: &Kept,
    by: EmployeeId,
) -> Result<(), WebError> {
    store::insert_template(tx, template, by, actor.at).await?;
    note(tx, app, actor, template.id, "template.added").await
}

/// Changes a template, decided on its version.
pub(crate) async fn change(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    template: &Kept,
    by: EmployeeId,
) -> Result<(), WebError> {
    if !store::update_template(tx, template, by, actor.at).await? {
        return Err(WebError::Conflict("correspondence-stale"));
    }
    note(tx, app, actor, template.id, "template.changed").await
}

/// Offers a template to nobody any more; one that is gone stays so.
pub(crate) async fn remove(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: TemplateId,
    by: EmployeeId,
) -> Result<(), WebError> {
    if store::remove_template(tx, id, by, actor.at).await? {
        note(tx, app, actor, id, "template.removed").await?;
    }
    Ok(())
}

async fn note(tx: &mut Tx, app: &App, actor: &Actor, id: TemplateId, what: &str) -> Result<(), WebError> {
    let entry = Entry::new(EventKind::SetupChanged, id, None).with("what", what);
    record(tx, &app.heart, actor, entry).await?;
    Ok(())
}
