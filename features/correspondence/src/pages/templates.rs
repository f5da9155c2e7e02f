//! `/setup/templates` and `/templates`: texts with placeholders, the institution's and one's own.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use axum::extract::{Path, Query};
use solits_cases::Kind;
use solits_i18n::Words;
use solits_kernel::EmployeeId;
use solits_web::{EmployeeCx, Fields, Form, Once, Page, PageResult, WebError, html, see_other};
use solits_written::reply::Placeholder;

use super::draft::{Asked, Draft, notice, unprocessable};
use crate::{
    actions::{templates, words::Purpose},
    model::TemplateId,
    store::{self, Template as Kept},
};

/// Whose templates a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Institution,
    Mine,
}

impl Whose {
    const fn home(self) -> &'static str {
        match self {
            Self::Institution => "/setup/templates",
            Self::Mine => "/templates",
        }
    }

    /// Whose own a template of such a page is; nobody's where it is the institution's.
    fn owner(self, cx: &EmployeeCx) -> Option<EmployeeId> {
        (self == Self::Mine).then_some(cx.me.employee)
    }

    fn holds(self, template: &Kept) -> bool {
        (self == Self::Institution) == template.employee_id.is_none()
    }
}

struct Row {
    href: String,
    name: String,
    about: String,
}

#[derive(Template)]
#[template(path = "correspondence/templates.html")]
struct ListView {
    page: Page,
    home: &'static str,
    is_mine: bool,
    rows: Vec<Row>,
    form: FormView,
    draft: Draft,
}

#[derive(Template)]
#[template(path = "correspondence/template.html")]
struct OneView {
    page: Page,
    home: &'static str,
    id: TemplateId,
    version: i64,
    form: FormView,
    draft: Draft,
}

/// What the form offers to choose from.
struct FormView {
    purposes: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    placeholders: Vec<(String, String)>,
}

fn form_view(words: Words, whose: Whose) -> FormView {
    let purposes =
        Purpose::ALL.into_iter().filter(|one| whose == Whose::Institution || *one == Purpose::Reply);
    FormView {
        purposes: purposes.map(|one| (one.code().to_owned(), one.words(words))).collect(),
        kinds: Kind::ALL
            .iter()
            .map(|kind| (kind.name().to_owned(), words.t(&format!("cases-kind-{}", kind.name()))))
            .collect(),
        placeholders: Placeholder::ALL
            .iter()
            .map(|one| (format!("{{{}}}", one.name(words.0)), one.words().get(words.0).to_owned()))
            .collect(),
    }
}

/// `GET /setup/templates`
pub(crate) async fn list(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    show_list(&cx, Whose::Institution, Draft::default(), asked.notice.as_deref()).await
}

/// `GET /templates`
pub(crate) async fn list_mine(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    show_list(&cx, Whose::Mine, Draft::default(), asked.notice.as_deref()).await
}

async fn show_list(cx: &EmployeeCx, whose: Whose, draft: Draft, said: Option<&str>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let all = store::list_templates(&mut tx, cx.me.employee).await?;
    drop(tx);
    let title = match whose {
        Whose::Institution => words.t("correspondence-templates"),
        Whose::Mine => words.t("correspondence-templates-mine"),
    };
    let mut page = cx.page(title);
    page.notice = notice(said, words);
    let about = |template: &Kept| {
        let purpose = Purpose::parse(&template.purpose).map(|one| one.words(words)).unwrap_or_default();
        let kind = Kind::parse(&template.kind)
            .map(|kind| words.t(&format!("cases-kind-{}", kind.name())))
            .unwrap_or_default();
        let pieces = [template.lang.to_uppercase(), purpose, kind];
        pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    html(&ListView {
        home: whose.home(),
        is_mine: whose == Whose::Mine,
        rows: all
            .iter()
            .filter(|template| whose.holds(template))
            .map(|template| Row {
                href: format!("{}/{}", whose.home(), template.id),
                name: template.name.clone(),
                about: about(template),
            })
            .collect(),
        form: form_view(words, whose),
        draft,
        page,
    })
}

/// `POST /setup/templates`
pub(crate) async fn add(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    add_to(&cx, Whose::Institution, fields).await
}

/// `POST /templates`
pub(crate) async fn add_mine(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    add_to(&cx, Whose::Mine, fields).await
}

async fn add_to(cx: &EmployeeCx, whose: Whose, fields: Fields) -> PageResult {
    let once = Once::of("template.add", &fields);
    let mut draft = Draft::of(fields);
    let id: TemplateId = cx.app.random.id(cx.at);
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let owner = whose.owner(cx);
    let Some(template) = templates::typed(&mut draft, owner, (id, 1), cx.words) else {
        drop(tx);
        return Ok(unprocessable(show_list(cx, whose, draft, None).await?));
    };
    templates::add(&mut tx, &cx.app, &cx.actor(), &template, cx.me.employee).await?;
    let answer = format!("{}?notice=saved", whose.home());
    once.made(&mut tx, &answer).await?;
    tx.commit().await?;
    Ok(see_other(&answer))
}

/// `GET /setup/templates/{id}`
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<TemplateId>) -> PageResult {
    show_one(&cx, Whose::Institution, id).await
}

/// `GET /templates/{id}`
pub(crate) async fn show_mine(cx: EmployeeCx, Path(id): Path<TemplateId>) -> PageResult {
    show_one(&cx, Whose::Mine, id).await
}

async fn show_one(cx: &EmployeeCx, whose: Whose, id: TemplateId) -> PageResult {
    let template = found(cx, whose, id).await?;
    let draft = Draft::filled(&[
        ("name", template.name.clone()),
        ("lang", template.lang.clone()),
        ("purpose", template.purpose.clone()),
        ("kind", template.kind.clone()),
        ("main", template.main.clone()),
        ("ending", template.ending.clone()),
    ]);
    one_view(cx, whose, &template, draft)
}

fn one_view(cx: &EmployeeCx, whose: Whose, template: &Kept, draft: Draft) -> PageResult {
    html(&OneView {
        home: whose.home(),
        id: template.id,
        version: template.version,
        form: form_view(cx.words, whose),
        draft,
        page: cx.page(template.name.clone()),
    })
}

async fn found(cx: &EmployeeCx, whose: Whose, id: TemplateId) -> Result<Kept, WebError> {
    let mut tx = cx.read().await?;
    let found = store::find_template(&mut tx, id, cx.me.employee).await?;
    found.filter(|template| whose.holds(template)).ok_or(WebError::NotFound)
}

/// `POST /setup/templates/{id}`
pub(crate) async fn save(cx: EmployeeCx, Path(id): Path<TemplateId>, Form(fields): Form) -> PageResult {
    save_one(&cx, Whose::Institution, id, Draft::of(fields)).await
}

/// `POST /templates/{id}`
pub(crate) async fn save_mine(cx: EmployeeCx, Path(id): Path<TemplateId>, Form(fields): Form) -> PageResult {
    save_one(&cx, Whose::Mine, id, Draft::of(fields)).await
}

async fn save_one(cx: &EmployeeCx, whose: Whose, id: TemplateId, mut draft: Draft) -> PageResult {
    let there = found(cx, whose, id).await?;
    let seen = draft.get("version").parse().map_err(|_| WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    if !draft.get("remove").is_empty() {
        templates::remove(&mut tx, &cx.app, &cx.actor(), id, cx.me.employee).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("{}?notice=saved", whose.home())));
    }
    let owner = whose.owner(cx);
    let Some(template) = templates::typed(&mut draft, owner, (id, seen), cx.words) else {
        return Ok(unprocessable(one_view(cx, whose, &there, draft)?));
    };
    templates::change(&mut tx, &cx.app, &cx.actor(), &template, cx.me.employee).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?notice=saved", whose.home())))
}
