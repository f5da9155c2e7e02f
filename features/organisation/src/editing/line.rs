//! The page of a line: letter, name, place in the order, and the branches that offer it (E-02).

use askama::Template;
use axum::extract::{Path, Query};
use solits_kernel::{LineId, Text};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    actions::{self, LineChange, Use},
    draft::{Asked, Choice, Draft, both_pairs, choices, ids, notice, unprocessable},
    store,
};
use crate::actions::SetupError;

#[derive(Template)]
#[template(path = "organisation/line.html")]
struct LineView {
    page: Page,
    id: LineId,
    active: bool,
    draft: Draft,
    branches: Vec<Choice>,
}

/// `GET /setup/lines/{id}`
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<LineId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, None, asked.notice).await
}

async fn page(cx: &EmployeeCx, id: LineId, typed: Option<Draft>, told: Option<String>) -> PageResult {
    let mut tx = cx.read().await?;
    let line = store::find_line(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let offered = store::branches_of_line(&mut tx, id).await?;
    let branches = store::list_branches(&mut tx).await?;
    let name = Text::new(line.name_lv, line.name_en);
    let mut page = cx.page(format!("{} {}", line.letter, name.get(cx.words.0)));
    page.notice = notice(told.as_deref(), cx.words);
    let draft = typed.unwrap_or_else(|| {
        let mut pairs = both_pairs("name", &name).to_vec();
        pairs.push(("letter".to_owned(), line.letter));
        pairs.push(("position".to_owned(), line.position.to_string()));
        pairs.extend(offered.iter().map(|branch| ("branch".to_owned(), branch.to_string())));
        Draft::filled(pairs)
    });
    html(&LineView {
        id,
        active: line.active,
        branches: choices(&branches, &draft, "branch", cx.words),
        draft,
        page,
    })
}

/// `POST /setup/lines/{id}`
pub(crate) async fn save(cx: EmployeeCx, Path(id): Path<LineId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let letter = draft.get("letter").trim().to_uppercase();
    if letter.chars().count() != 1 || !letter.chars().all(char::is_alphabetic) {
        draft.refuse("letter", cx.words.t("organisation-letter-wrong"));
    }
    let change = LineChange {
        letter,
        name: draft.both("name", 120, cx.words),
        position: draft.whole("position", 0, 999, cx.words),
        branches: ids(&draft, "branch")?,
    };
    if !draft.errors.is_empty() {
        return Ok(unprocessable(page(&cx, id, Some(draft), None).await?));
    }
    let mut tx = cx.write().await?;
    let done = actions::change_line(&mut tx, &cx.app, &cx.actor(), id, &change).await;
    let (field, key) = match done {
        Ok(()) => {
            tx.commit().await?;
            return Ok(see_other(&format!("/setup/lines/{id}?notice=saved")));
        }
        Err(SetupError::Taken) => ("letter", "organisation-letter-taken"),
        Err(SetupError::InUse) => ("branch", "organisation-line-in-use"),
        Err(error) => return Err(error.into()),
    };
    drop(tx);
    draft.refuse(field, cx.words.t(key));
    Ok(unprocessable(page(&cx, id, Some(draft), None).await?))
}

/// `POST /setup/lines/{id}/active`
pub(crate) async fn set_active(cx: EmployeeCx, Path(id): Path<LineId>, Form(fields): Form) -> PageResult {
    let wanted = Use::parse(fields.get("use")).ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    match actions::set_line_use(&mut tx, &cx.app, &cx.actor(), id, wanted).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("/setup/lines/{id}?notice={}", wanted.notice())))
        }
        Err(SetupError::InUse) => {
            drop(tx);
            Ok(unprocessable(page(&cx, id, None, Some("in-use".to_owned())).await?))
        }
        Err(error) => Err(error.into()),
    }
}
