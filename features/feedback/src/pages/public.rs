//! `GET /i/{institution}/feedback`: how feedback is given and handled (K-07), the right to complain (K-12), how a decision
//! is contested (K-15), and what was changed because of it.

use askama::Template;
use solits_i18n::Words;
use solits_kernel::Text;
use solits_standard::Standard;
use solits_web::{Page, PageResult, PublicCx, WebError, html};
use solits_written::nature::FeedbackKind;

use crate::{context::Context, store};

/// So many changes are told.
const MOST: i64 = 30;

struct RungView {
    about: String,
    decides: String,
}

struct ChangeView {
    kind: String,
    text: String,
    day: String,
}

#[derive(Template)]
#[template(path = "feedback/public.html")]
struct PublicView {
    page: Page,
    code: String,
    offers: Vec<(String, String)>,
    /// Who receives feedback; empty where the standard names nobody.
    receives: String,
    rungs: Vec<RungView>,
    resort: String,
    phone: String,
    email: String,
    address: String,
    changes: Vec<ChangeView>,
}

/// `GET /i/{institution}/feedback`
pub(crate) async fn show(cx: PublicCx) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let context = Context::load(&mut tx, &cx.app, cx.at).await?;
    let institution = solits_organisation::find_institution(&mut tx).await?.ok_or(WebError::NotFound)?;
    let changes = store::published(&mut tx, MOST).await?;
    drop(tx);
    let change = |row: store::PublishedRow| ChangeView {
        kind: words.t(&format!("feedback-kind-{}", row.kind)),
        text: Text::new(row.lv, row.en).get(words.0).to_owned(),
        day: words.day(row.at.day()),
    };
    let rungs = context.standard.as_ref().map(|standard| rungs(standard, words)).unwrap_or_default();
    let resort = context.last_resort();
    html(&PublicView {
        offers: FeedbackKind::ALL
            .map(|kind| {
                let code = kind.code();
                (format!("/i/{}/write/{code}", cx.code), words.t(&format!("feedback-kind-{code}")))
            })
            .to_vec(),
        receives: context.forward_to().map(|role| role.get(words.0).to_owned()).unwrap_or_default(),
        rungs,
        resort: resort
            .map(|body| format!("{}, {}", body.name.get(words.0), body.contact))
            .unwrap_or_default(),
        phone: institution.profile.phone.clone(),
        email: institution.profile.email.clone(),
        address: institution.profile.address.clone(),
        changes: changes.into_iter().map(change).collect(),
        page: cx.page(words.t("feedback-public-title")),
        code: cx.code,
    })
}

/// The ladder as the standard writes it.
fn rungs(standard: &Standard, words: Words) -> Vec<RungView> {
    let roles = &standard.lists().roles;
    let title = |id: &str| {
        let role = roles.iter().find(|role| role.value.id == id);
        role.map_or_else(|| id.to_owned(), |role| Text::from(&role.value.title).get(words.0).to_owned())
    };
    let rung = |rung: &solits_standard::Effective<solits_standard::model::Rung>| RungView {
        about: rung.value.about.iter().map(|id| title(id)).collect::<Vec<_>>().join(", "),
        decides: title(&rung.value.decided_by),
    };
    standard.lists().ladder.iter().map(rung).collect()
}
