//! `/setup/services/{id}/form`: an administrator designs what clients are asked for a service, field by field, and sees
//! beside it what they will see.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

mod model;
mod store;

use askama::Template;
use axum::extract::{Path, Query};
use serde::Deserialize;
use solits_i18n::Words;
use solits_kernel::{ServiceId, Text};
use solits_web::{EmployeeCx, Form, Guard, Page, PageResult, Routes, WebError, html, see_other};

pub use model::{FieldKind, FormField, ServiceForm};
use model::{MOST_CHOICES, MOST_FIELDS, Way};
pub use store::find_form;

use crate::{
    editing::{
        actions::{entry, note},
        draft::{Draft, both_pairs, notice, unprocessable},
    },
    facts,
};

const MANAGE: Guard = Guard::Right("setup.manage");

/// The routes of forms.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/setup/services/{id}/form", MANAGE, show)
        .post("/setup/services/{id}/form", MANAGE, save)
        .post("/setup/services/{id}/form/order", MANAGE, order)
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The field that is being changed.
    field: Option<String>,
    notice: Option<String>,
}

/// A field as the list and the preview show it.
struct FieldView {
    id: String,
    /// Its name in the preview, which is never sent.
    name: String,
    /// What stands beside its label.
    note: String,
    /// Kind as stored, for the preview.
    kind: &'static str,
    kind_words: String,
    label: String,
    help: String,
    is_required: bool,
    choices: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "organisation/service_form.html")]
struct FormView {
    page: Page,
    id: ServiceId,
    service: String,
    version: i64,
    fields: Vec<FieldView>,
    kinds: Vec<(&'static str, String)>,
    /// The id of the field that is being changed; empty for a new one.
    changed: String,
    is_full: bool,
    draft: Draft,
    write: String,
}

/// `GET /setup/services/{id}/form`
async fn show(cx: EmployeeCx, Path(id): Path<ServiceId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, asked.field.as_deref(), None, asked.notice.as_deref()).await
}

async fn page(
    cx: &EmployeeCx,
    id: ServiceId,
    changed: Option<&str>,
    typed: Option<Draft>,
    told: Option<&str>,
) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let service = facts::find_service(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let form = store::find_form(&mut tx, id).await?;
    drop(tx);
    let old = changed.and_then(|field| form.field(field));
    let mut page = cx.page(words.t("organisation-form"));
    page.notice = notice(told, words);
    html(&FormView {
        id,
        service: service.name.get(words.0).to_owned(),
        version: form.version,
        kinds: FieldKind::ALL.iter().map(|kind| (kind.name(), kind_words(*kind, words))).collect(),
        changed: old.map(|field| field.id.clone()).unwrap_or_default(),
        is_full: form.fields.len() >= MOST_FIELDS,
        draft: typed.unwrap_or_else(|| Draft::filled(old.map(pairs).unwrap_or_default())),
        write: format!("/i/{}/write/order?service={id}", cx.me.institution_code),
        fields: form.fields.iter().map(|field| view(field, words)).collect(),
        page,
    })
}

fn kind_words(kind: FieldKind, words: Words) -> String {
    words.t(match kind {
        FieldKind::Short => "organisation-form-short",
        FieldKind::Long => "organisation-form-long",
        FieldKind::Number => "organisation-form-number",
        FieldKind::Date => "organisation-form-date",
        FieldKind::Choice => "organisation-form-choice",
        FieldKind::YesNo => "organisation-form-yes-no",
        FieldKind::File => "organisation-form-file",
    })
}

fn view(field: &FormField, words: Words) -> FieldView {
    let said = |text: &Text| text.get(words.0).to_owned();
    FieldView {
        id: field.id.clone(),
        name: format!("preview-{}", field.id),
        note: if field.is_required { String::new() } else { words.t("common-optional") },
        kind: field.kind.name(),
        kind_words: kind_words(field.kind, words),
        label: said(&field.label),
        help: said(&field.help),
        is_required: field.is_required,
        choices: match field.kind {
            FieldKind::YesNo => vec![
                ("yes".to_owned(), words.t("organisation-form-yes")),
                ("no".to_owned(), words.t("organisation-form-no")),
            ],
            _ => field.choices.iter().map(|choice| (choice.lv.clone(), said(choice))).collect(),
        },
    }
}

fn pairs(field: &FormField) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    pairs.extend(both_pairs("label", &field.label));
    pairs.extend(both_pairs("help", &field.help));
    pairs.push(("kind".to_owned(), field.kind.name().to_owned()));
    if field.is_required {
        pairs.push(("required".to_owned(), "1".to_owned()));
    }
    let list = |pick: fn(&Text) -> &str| field.choices.iter().map(pick).collect::<Vec<_>>().join("\n");
    pairs.push(("choices_lv".to_owned(), list(|text| &text.lv)));
    pairs.push(("choices_en".to_owned(), list(|text| &text.en)));
    pairs
}

/// `POST /setup/services/{id}/form`: a new field, or another wording of one.
async fn save(cx: EmployeeCx, Path(id): Path<ServiceId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    facts::find_service(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let form = seen(store::find_form(&mut tx, id).await?, &draft)?;
    let changed = draft.get("field").to_owned();
    if !changed.is_empty() && form.field(&changed).is_none() {
        return Err(WebError::NotFound);
    }
    let own = if changed.is_empty() { form.free_id() } else { changed.clone() };
    let field = read(&mut draft, own, cx.words)?;
    if changed.is_empty() && form.fields.len() >= MOST_FIELDS {
        draft.refuse("label_lv", cx.words.ta("organisation-form-full", &[("most", MOST_FIELDS.into())]));
    }
    if !draft.errors.is_empty() {
        drop(tx);
        let changed = (!changed.is_empty()).then_some(changed.as_str());
        return Ok(unprocessable(page(&cx, id, changed, Some(draft), None).await?));
    }
    keep(tx, &cx, id, form.put(field)).await
}

/// `POST /setup/services/{id}/form/order`: a field goes up, down or away.
async fn order(cx: EmployeeCx, Path(id): Path<ServiceId>, Form(fields): Form) -> PageResult {
    let draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    facts::find_service(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let form = seen(store::find_form(&mut tx, id).await?, &draft)?;
    let field = draft.get("field");
    let form = match draft.get("do") {
        "up" => form.moved(field, Way::Up),
        "down" => form.moved(field, Way::Down),
        "remove" => form.without(field),
        _ => return Err(WebError::BadRequest),
    };
    keep(tx, &cx, id, form).await
}

/// The form, if it is the one the page showed.
fn seen(form: ServiceForm, draft: &Draft) -> Result<ServiceForm, WebError> {
    if draft.get("version") == form.version.to_string() {
        Ok(form)
    } else {
        Err(WebError::Conflict("organisation-form-stale"))
    }
}

async fn keep(mut tx: solits_db::Tx, cx: &EmployeeCx, id: ServiceId, form: ServiceForm) -> PageResult {
    if !store::store_form(&mut tx, id, &form).await? {
        return Err(WebError::Conflict("organisation-form-stale"));
    }
    note(&mut tx, &cx.app, &cx.actor(), entry("service.form_changed", id, None)).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/setup/services/{id}/form?notice=saved")))
}

/// The field a form asks for.
fn read(draft: &mut Draft, id: String, words: Words) -> Result<FormField, WebError> {
    let kind = FieldKind::parse(draft.get("kind")).ok_or(WebError::BadRequest)?;
    let lines = |text: String| -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let mut choices = Vec::new();
    if kind == FieldKind::Choice {
        let lv = lines(draft.optional_text("choices_lv", 4_000, words));
        let en = lines(draft.optional_text("choices_en", 4_000, words));
        if lv.len() < 2 || lv.len() > MOST_CHOICES {
            let limits = [("most", MOST_CHOICES.into())];
            draft.refuse("choices_lv", words.ta("organisation-form-choices-count", &limits));
        } else if en.len() != lv.len() {
            draft.refuse("choices_en", words.t("organisation-form-choices-pairs"));
        } else {
            choices = lv.into_iter().zip(en).map(|(lv, en)| Text::new(lv, en)).collect();
        }
    }
    Ok(FormField {
        id,
        kind,
        label: draft.both("label", 200, words),
        help: draft.optional_both("help", 400, words),
        is_required: draft.has("required"),
        choices,
    })
}
