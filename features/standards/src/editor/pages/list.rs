//! `/standard/drafts`: what is being written, and the ways to begin.
#![expect(clippy::cmp_owned, reason = "the macro of the list compares values of any type by their words")]

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use solits_i18n::Words;
use solits_kernel::Lang;
use solits_organisation::find_institution;
use solits_web::{EmployeeCx, Fields, Page, PageResult, WebError, html, recall, remember, see_other};

use super::{Mistake, Names, mistake, moment, page};
use crate::{
    actions::shipped,
    editor::{
        actions,
        model::{Origin, as_written, checked, empty, is_readable, shipped_titles},
        ready::{Outcome, is_too_large, next},
        sent::Sent,
        store,
    },
    store::find_version,
};

struct DraftLine {
    draft: i64,
    title: String,
    saved: String,
    begun: String,
    /// Where it was sent on: address and words; empty where it was not.
    sent: String,
    sent_href: String,
}

#[derive(Template)]
#[template(path = "standards/editor.html")]
struct ListView {
    page: Page,
    drafts: Vec<DraftLine>,
    put_away: Vec<DraftLine>,
    ways: Vec<(&'static str, String)>,
    way: String,
    documents: Vec<(&'static str, String)>,
    document: String,
    file_name: String,
    source: String,
    key: String,
    error: String,
    errors: Vec<(&'static str, String)>,
    mistakes: Vec<Mistake>,
}

/// `GET /standard/drafts`
pub(in crate::editor) async fn show(
    cx: EmployeeCx,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    html(&view(&cx, &Fields::default(), &query, String::new()).await?)
}

async fn view(
    cx: &EmployeeCx,
    fields: &Fields,
    query: &HashMap<String, String>,
    error: String,
) -> Result<ListView, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let names = Names::read(&mut tx, words).await?;
    let in_force = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).is_some();
    let (open, put_away): (Vec<_>, Vec<_>) =
        store::list(&mut tx).await?.into_iter().partition(store::Draft::is_open);
    let documents = shipped_titles(words.0);
    let line = |draft: store::Draft| {
        let origin = match draft.origin.as_str() {
            "shipped" => documents
                .iter()
                .find(|(id, _)| *id == draft.origin_name)
                .map_or_else(|| draft.origin_name.clone(), |(_, title)| title.clone()),
            "version" => {
                words.ta("standards-edit-from-version", &[("number", draft.origin_name.as_str().into())])
            }
            "file" => words.ta("standards-edit-from-file", &[("name", draft.origin_name.as_str().into())]),
            _ => words.t("standards-edit-from-nothing"),
        };
        let saved = [
            ("state", words.number(draft.state).into()),
            ("when", moment(words, draft.updated_at).into()),
            ("name", names.of(draft.updated_by).into()),
        ];
        let begun = [
            ("origin", origin.into()),
            ("when", words.day(draft.created_at.day()).into()),
            ("name", names.of(draft.created_by).into()),
        ];
        DraftLine {
            draft: draft.draft,
            saved: words.ta("standards-edit-last-saved", &saved),
            begun: words.ta("standards-edit-begun-from", &begun),
            sent: draft
                .sent_number
                .map(|number| words.ta("standards-edit-sent-as", &[("number", words.number(number).into())]))
                .unwrap_or_default(),
            sent_href: draft.sent_number.map(|number| format!("/standard/{number}")).unwrap_or_default(),
            title: draft.title,
        }
    };
    let mut ways = vec![("empty", words.t("standards-edit-way-empty"))];
    if in_force {
        ways.push(("version", words.t("standards-edit-way-version")));
    }
    ways.push(("shipped", words.t("standards-edit-way-shipped")));
    ways.push(("file", words.t("standards-edit-way-file")));
    let first = if in_force { "version" } else { "empty" };
    let or = |name: &str, other: &str| match fields.get(name) {
        "" => other.to_owned(),
        given => given.to_owned(),
    };
    Ok(ListView {
        page: page(cx, words.t("standards-edit-title"), query),
        drafts: open.into_iter().map(line).collect(),
        put_away: put_away.into_iter().map(line).collect(),
        ways,
        way: or("way", first),
        document: or("document", "adazi-2023"),
        file_name: fields.get("file_name").to_owned(),
        mistakes: mistakes_of(words, fields.get("source")),
        source: fields.get("source").to_owned(),
        key: or("key", &cx.app.random.code(20)),
        errors: if error.is_empty() { Vec::new() } else { vec![("source", error.clone())] },
        error,
        documents: shipped_titles(words.0),
    })
}

/// What stands in the way of reading a text; nothing where it can be read.
fn mistakes_of(words: Words, text: &str) -> Vec<Mistake> {
    if is_too_large(text) || is_readable(text) {
        return Vec::new();
    }
    checked(text).findings.iter().map(|finding| mistake(words, finding)).collect()
}

/// `POST /standard/drafts`: begins one.
pub(in crate::editor) async fn begin(cx: EmployeeCx, Sent { fields }: Sent) -> PageResult {
    let key = fields.get("key").to_owned();
    let (origin, text) = match beginning(&cx, &fields).await {
        Ok(Some(beginning)) => beginning,
        Ok(None) => return refuse(&cx, &fields, "standards-edit-no-file").await,
        Err(error) => return Err(error),
    };
    // A long text takes its time: it is read before anything is locked.
    let first = match next(&text, false) {
        Outcome::Next(first) if is_readable(&text) => Ok(first),
        Outcome::TooLarge => Err("standards-edit-too-large"),
        _ => Err("standards-edit-unreadable"),
    };
    let first = match first {
        Ok(first) => first,
        Err(key) => {
            let pairs = fields.pairs().iter().filter(|(name, _)| name != "source").cloned();
            let fields = Fields::from(pairs.chain([("source".to_owned(), text)]).collect::<Vec<_>>());
            return refuse(&cx, &fields, key).await;
        }
    };
    let mut tx = cx.write().await?;
    let draft = if let Some(number) = recall(&mut tx, "standard.draft", &key).await? {
        number.parse().map_err(|_| WebError::BadRequest)?
    } else {
        let draft = actions::begin(&mut tx, &cx.app, &cx.actor(), &origin, &first).await?;
        remember(&mut tx, "standard.draft", &key, &draft.to_string(), cx.at).await?;
        tx.commit().await?;
        draft
    };
    Ok(see_other(&format!("/standard/drafts/{draft}?notice=begun")))
}

/// What a form begins with; `None` where the file is missing.
async fn beginning(cx: &EmployeeCx, fields: &Fields) -> Result<Option<(Origin, String)>, WebError> {
    match fields.get("way") {
        "file" => {
            let written =
                |name| as_written(fields.get(name)).map_err(|_| WebError::Refused("standards-edit-no-text"));
            let (file, pasted) = (written("file")?, written("source")?);
            let text = if file.is_empty() { pasted } else { file };
            let name = fields.text("file_name", 100).unwrap_or_else(|_| crate::api::FILE_NAME.to_owned());
            Ok((!text.is_empty()).then_some((Origin::File(name), text)))
        }
        "shipped" => {
            let id = fields.get("document");
            let text = shipped(id).ok_or(WebError::BadRequest)?;
            Ok(Some((Origin::Shipped(id.to_owned()), text.to_owned())))
        }
        "version" => {
            let mut tx = cx.read().await?;
            let in_force = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).map(|(number, _)| number);
            let version = match in_force {
                Some(number) => find_version(&mut tx, number).await?,
                None => None,
            }
            .ok_or(WebError::Refused("standards-none-in-force"))?;
            Ok(Some((Origin::Version(version.number), version.source)))
        }
        "empty" => {
            let mut tx = cx.read().await?;
            let institution = find_institution(&mut tx).await?.ok_or(WebError::NotFound)?;
            let name = (institution.name.get(Lang::Lv), institution.name.get(Lang::En));
            Ok(Some((Origin::Empty, empty(name, cx.at.day().year()))))
        }
        _ => Err(WebError::BadRequest),
    }
}

async fn refuse(cx: &EmployeeCx, fields: &Fields, key: &str) -> Result<Response, WebError> {
    let page = html(&view(cx, fields, &HashMap::new(), cx.words.t(key)).await?)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
