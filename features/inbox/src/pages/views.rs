//! `/inbox/views`: lists that somebody has named for themselves or for their unit.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::IntoResponse as _,
};
use serde::Deserialize;
use solits_i18n::Words;
use solits_web::{EmployeeCx, Form, Notice, Once, Page, PageResult, WebError, html, see_other, text_wrong};

use crate::{
    model::Asked,
    people::People,
    store::{self, SavedViewId, ViewRow},
};

/// Longest name of a list, in characters.
const MOST_NAME: usize = 60;
/// Lists that one person names.
const MOST_VIEWS: usize = 20;
/// Who shares lists with the unit.
const SHARES: &str = "cases.assign";

/// A list with what can be done with it.
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
struct Line {
    id: SavedViewId,
    href: String,
    name: String,
    /// What stands in the field of its name, and what is wrong with it.
    typed: String,
    error: String,
    owner: String,
    is_own: bool,
    is_default: bool,
    is_shared: bool,
    is_first: bool,
    is_last: bool,
}

#[derive(Template)]
#[template(path = "inbox/views.html")]
struct ViewsView {
    page: Page,
    lines: Vec<Line>,
    may_share: bool,
    query: String,
    name: String,
    name_error: String,
    errors: Vec<(String, String)>,
}

/// What the address says was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    notice: String,
}

/// What was just done with a list, from the closed list of words an address may name.
pub(crate) fn notice(key: &str, words: Words) -> Option<Notice> {
    let key = match key {
        "view-saved" => "inbox-notice-view-saved",
        "view-renamed" => "inbox-notice-view-renamed",
        "view-deleted" => "inbox-notice-view-deleted",
        _ => return None,
    };
    Some(Notice { kind: "good", text: words.t(key), undo: None })
}

/// `GET /inbox/views`
pub(crate) async fn list(cx: EmployeeCx, Query(done): Query<Done>) -> PageResult {
    let told = notice(&done.notice, cx.words);
    shown(&cx, (String::new(), String::new()), Vec::new(), told, StatusCode::OK).await
}

/// The page again, with what was typed and is wrong.
async fn page(
    cx: &EmployeeCx,
    query: String,
    name: String,
    errors: Vec<(String, String)>,
    status: StatusCode,
) -> PageResult {
    shown(cx, (query, name), errors, None, status).await
}

async fn shown(
    cx: &EmployeeCx,
    (query, name): (String, String),
    errors: Vec<(String, String)>,
    told: Option<Notice>,
    status: StatusCode,
) -> PageResult {
    let me = cx.me.employee;
    let mut tx = cx.read().await?;
    let people = People::read(&mut tx, me, cx.at, cx.words).await?;
    let views = store::list_views(&mut tx, me, people.unit_of(me)).await?;
    drop(tx);
    let own = views.iter().filter(|view| view.employee_id == me).count();
    let wrong_of = |id: SavedViewId| errors.iter().find(|(field, _)| *field == field_of(id));
    let lines = views.into_iter().enumerate().map(|(place, view)| Line {
        typed: wrong_of(view.id).map_or_else(|| view.name.clone(), |_| name.clone()),
        error: wrong_of(view.id).map(|(_, why)| why.clone()).unwrap_or_default(),
        id: view.id,
        href: format!("/inbox?{}", view.query),
        is_own: view.employee_id == me,
        owner: people.name(view.employee_id),
        is_default: view.is_default == 1,
        is_shared: view.unit_id.is_some(),
        is_first: place == 0,
        is_last: place + 1 == own,
        name: view.name,
    });
    let lines = lines.collect();
    let mut page = cx.page(cx.words.t("inbox-views-title"));
    page.notice = told;
    let view = ViewsView {
        lines,
        may_share: cx.me.may(SHARES) && people.unit_of(me).is_some(),
        page,
        name_error: errors.first().map(|(_, words)| words.clone()).unwrap_or_default(),
        query,
        name,
        errors,
    };
    Ok((status, html(&view)?).into_response())
}

/// `POST /inbox/views`: the list that is shown gets a name.
pub(crate) async fn add(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let me = cx.me.employee;
    let query = Asked::of_query(fields.get("query")).query();
    let name = match fields.text("name", MOST_NAME) {
        Ok(name) => name,
        Err(error) => {
            let why = text_wrong(error, cx.words);
            let typed = fields.get("name").to_owned();
            return page(&cx, query, typed, vec![("name".to_owned(), why)], StatusCode::UNPROCESSABLE_ENTITY)
                .await;
        }
    };
    let once = Once::of("inbox.view", &fields);
    let mut tx = cx.write().await?;
    if let Some(before) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&before));
    }
    let own: Vec<ViewRow> = own_views(&cx, &mut tx).await?;
    if own.len() >= MOST_VIEWS {
        drop(tx);
        let why = cx.words.ta("inbox-views-too-many", &[("most", MOST_VIEWS.into())]);
        return page(&cx, query, name, vec![("name".to_owned(), why)], StatusCode::UNPROCESSABLE_ENTITY)
            .await;
    }
    let view = ViewRow {
        id: cx.app.random.id(cx.at),
        employee_id: me,
        name,
        place: own.iter().map(|view| view.place).max().unwrap_or_default() + 1,
        is_default: 0,
        unit_id: None,
        query,
    };
    store::insert_view(&mut tx, &view).await?;
    let address = format!("/inbox?{}&notice=view-saved", view.query);
    once.made(&mut tx, &address).await?;
    tx.commit().await?;
    Ok(see_other(&address))
}

/// The field in which a list gets another name.
fn field_of(id: SavedViewId) -> String {
    format!("name-{id}")
}

async fn own_views(cx: &EmployeeCx, tx: &mut solits_db::Tx) -> Result<Vec<ViewRow>, WebError> {
    Ok(store::list_views(tx, cx.me.employee, None).await?)
}

/// `POST /inbox/views/{id}`: another name, place or reader; or it is gone.
pub(crate) async fn change(cx: EmployeeCx, Path(id): Path<SavedViewId>, Form(fields): Form) -> PageResult {
    let me = cx.me.employee;
    let mut tx = cx.write().await?;
    let mut own = own_views(&cx, &mut tx).await?;
    let at = own.iter().position(|view| view.id == id).ok_or(WebError::NotFound)?;
    let mut back = "/inbox/views";
    match fields.get("act") {
        "delete" => {
            back = "/inbox/views?notice=view-deleted";
            store::delete_view(&mut tx, id, me).await?;
            own.clear();
        }
        "rename" => {
            let field = field_of(id);
            match fields.text(&field, MOST_NAME) {
                Ok(name) => {
                    back = "/inbox/views?notice=view-renamed";
                    own[at].name = name;
                }
                Err(error) => {
                    drop(tx);
                    let typed = fields.get(&field).to_owned();
                    let wrong = vec![(field, text_wrong(error, cx.words))];
                    return page(&cx, String::new(), typed, wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
                }
            }
        }
        "up" if at > 0 => own.swap(at, at - 1),
        "down" if at + 1 < own.len() => own.swap(at, at + 1),
        "up" | "down" => {}
        "default" => {
            let was = own[at].is_default;
            for view in &mut own {
                view.is_default = 0;
            }
            own[at].is_default = 1 - was;
        }
        "share" => {
            cx.demand(SHARES)?;
            let people = People::read(&mut tx, me, cx.at, cx.words).await?;
            own[at].unit_id = if own[at].unit_id.is_some() { None } else { people.unit_of(me) };
        }
        _ => return Err(WebError::BadRequest),
    }
    for (place, mut view) in (1..).zip(own) {
        view.place = place;
        store::update_view(&mut tx, &view).await?;
    }
    tx.commit().await?;
    Ok(see_other(back))
}
