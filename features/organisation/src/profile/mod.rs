//! The institution's own particulars: what it is called, whose it is, and where it is reached. Public pages show
//! them.

mod actions;
mod mark;
mod store;

use askama::Template;
use axum::{extract::Query, http::Method};
use serde_json::json;
use solits_i18n::Words;
use solits_kernel::Text;
use solits_web::{
    Answers, ApiDoc, EmployeeCx, Form, Guard, Page, PageResult, Routes, WebError, html, schema, see_other,
};

pub use mark::find_mark;

use crate::{
    editing::draft::{Asked, Draft, both_pairs, notice, unprocessable},
    facts,
    model::{Institution, InstitutionProfile},
};

/// Characters of a name.
const MOST_NAME: usize = 160;
/// Characters of a number, an address or a link.
const MOST_LINE: usize = 200;

/// The page of the institution's particulars, and its mark for other programs.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    let given = ApiDoc {
        summary: "The institution's mark, which stands in the head of its letters",
        response: Some(|| json!({ "type": "string", "format": "binary" })),
        answers: Answers::File("image/png"),
        ..ApiDoc::default()
    };
    let set = ApiDoc {
        summary: "Set the institution's mark",
        request: Some(schema::<mark::MarkBody>),
        response: Some(|| json!({ "type": "object" })),
        ..ApiDoc::default()
    };
    let removed = ApiDoc {
        summary: "Take the institution's mark away",
        response: Some(|| json!({ "type": "object" })),
        ..ApiDoc::default()
    };
    Routes::new()
        .get("/setup/institution", MANAGE, show)
        .post("/setup/institution", MANAGE, save)
        .post("/setup/institution/mark", MANAGE, mark::save)
        .takes_its_time()
        .post("/setup/institution/mark/remove", MANAGE, mark::remove)
        .get("/institution/mark.png", Guard::SignedIn, mark::picture)
        .api(Method::GET, "/api/v1/institution/mark", "setup.read", given, mark::file)
        .api(Method::PUT, "/api/v1/institution/mark", "setup.write", set, mark::put)
        .takes_its_time()
        .api(Method::DELETE, "/api/v1/institution/mark", "setup.write", removed, mark::delete)
}

#[derive(Template)]
#[template(path = "organisation/profile.html")]
struct ProfileView {
    page: Page,
    /// The public page that shows it.
    public: String,
    draft: Draft,
    /// Whether the institution has a mark.
    has_mark: bool,
    /// The form of the mark, with what is wrong in it.
    mark: Draft,
}

/// `GET /setup/institution`
async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, None, None, asked.notice.as_deref()).await
}

async fn page(cx: &EmployeeCx, typed: Option<Draft>, mark: Option<Draft>, told: Option<&str>) -> PageResult {
    let mut tx = cx.read().await?;
    let institution = facts::find_institution(&mut tx).await?.ok_or(WebError::NotFound)?;
    let has_mark = store::find_mark(&mut tx).await?.is_some();
    let mut page = cx.page(cx.words.t("organisation-profile"));
    page.notice = notice(told, cx.words);
    let draft = typed.unwrap_or_else(|| Draft::filled(pairs(&institution)));
    let public = format!("/i/{}", institution.code);
    html(&ProfileView { public, draft, has_mark, mark: mark.unwrap_or_default(), page })
}

fn pairs(institution: &Institution) -> Vec<(String, String)> {
    let profile = &institution.profile;
    let lines = [
        ("registration", &profile.registration),
        ("address", &profile.address),
        ("phone", &profile.phone),
        ("fax", &profile.fax),
        ("email", &profile.email),
        ("website", &profile.website),
        ("other_contacts", &profile.other_contacts),
    ];
    both_pairs("name", &institution.name)
        .into_iter()
        .chain(both_pairs("parent_body", &profile.parent_body))
        .chain(lines.into_iter().map(|(name, value)| (name.to_owned(), value.clone())))
        .collect()
}

/// Name and particulars as a form has them; what is wrong is said beside the field.
fn read(draft: &mut Draft, words: Words) -> (Text, InstitutionProfile) {
    let name = draft.both("name", MOST_NAME, words);
    let profile = InstitutionProfile {
        parent_body: draft.optional_both("parent_body", MOST_NAME, words),
        registration: draft.optional_text("registration", MOST_LINE, words),
        address: draft.optional_text("address", MOST_LINE, words),
        phone: draft.optional_text("phone", MOST_LINE, words),
        fax: draft.optional_text("fax", MOST_LINE, words),
        email: draft.optional_email("email", words),
        website: draft.optional_text("website", MOST_LINE, words),
        // It is one line of a signature, however it was typed.
        other_contacts: one_line(&draft.optional_text("other_contacts", MOST_LINE, words)),
    };
    if !profile.website.is_empty() && !is_web_address(&profile.website) {
        draft.refuse("website", words.t("organisation-website-wrong"));
    }
    (name, profile)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text can be the address of a website, which public pages make a link of.
fn is_web_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| host.contains('.') && !host.contains(char::is_whitespace))
}

/// `POST /setup/institution`
async fn save(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let (name, profile) = read(&mut draft, cx.words);
    if !draft.errors.is_empty() {
        return Ok(unprocessable(page(&cx, Some(draft), None, None).await?));
    }
    let mut tx = cx.write().await?;
    actions::change_institution(&mut tx, &cx.app, &cx.actor(), &name, &profile).await?;
    tx.commit().await?;
    Ok(see_other("/setup/institution?notice=saved"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_website_is_an_address_of_the_web_and_nothing_that_runs() {
        assert!(is_web_address("https://www.vzd.gov.lv"));
        assert!(!is_web_address("javascript:alert(1)") && !is_web_address("www.vzd.gov.lv"));
    }
}
