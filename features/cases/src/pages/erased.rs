//! What is left of a case whose contents were erased when its term was over (security §11): what names nobody.

use askama::Template;
use axum::response::Response;
use solits_kernel::Timestamp;
use solits_web::{EmployeeCx, Page, WebError, html};

use super::channel_words;
use crate::model::Case;

#[derive(Template)]
#[template(path = "cases/erased.html")]
struct ErasedView {
    page: Page,
    reference: String,
    kind: String,
    /// When and why there is nothing else.
    told: String,
    /// What stays, by name.
    facts: Vec<(String, String)>,
}

/// The page of a case whose contents were erased at that moment.
pub(super) async fn page(cx: &EmployeeCx, case: &Case, erased_at: Timestamp) -> Result<Response, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let service = match case.service {
        Some(id) => solits_organisation::find_service(&mut tx, id).await?,
        None => None,
    };
    let branch = solits_organisation::find_branch(&mut tx, case.branch).await?;
    drop(tx);
    // Whatever was erased is years old.
    let long_ago = |at: Timestamp| format!("{} {}", words.on_in_year(at.day()), words.time(at));
    let facts = [
        ("cases-service", service.map(|service| service.name.get(words.0).to_owned())),
        ("cases-branch", branch.map(|branch| branch.name.get(words.0).to_owned())),
        ("cases-channel", Some(channel_words(case.channel, words))),
        ("cases-opened", Some(long_ago(case.opened_at))),
        ("cases-erased-closed", case.closed_at.map(long_ago)),
    ];
    html(&ErasedView {
        page: cx.page(words.ta("cases-page-title", &[("reference", case.reference.as_str().into())])),
        reference: case.reference.clone(),
        kind: words.t(&format!("cases-kind-{}", case.kind.name())),
        told: words.ta("cases-erased-told", &[("date", words.on_in_year(erased_at.day()).into())]),
        facts: facts.into_iter().filter_map(|(key, value)| Some((words.t(key), value?))).collect(),
    })
}
