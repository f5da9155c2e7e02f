//! The overview of the set-up: what is still missing before the first client can be served, and what there is, a page at
//! a time, so that it is as light for seventy centres as for one.

mod adding;
mod store;

use askama::Template;
use serde::Deserialize;
use solits_kernel::{BranchId, Lang, fold};
use solits_web::{EmployeeCx, Page, PageResult, ROLES, html};

use crate::{
    editing::{self, draft::notice},
    facts,
};

pub(crate) use adding::Adding;

/// Branches on a page.
const BRANCHES: usize = 12;
/// Services or employees on a page.
const ROWS: usize = 20;

/// What the address of the overview may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// What is searched for in names.
    pub(crate) q: String,
    /// Pages, from 1.
    branches: Option<usize>,
    services: Option<usize>,
    people: Option<usize>,
    /// Why somebody was led here.
    notice: Option<String>,
}

struct Missing {
    text: String,
    done: bool,
}

/// A thing in a list with the way to its own page.
struct Entry {
    href: String,
    name: String,
    about: String,
    closed: bool,
}

/// A page of a list.
struct Listed {
    rows: Vec<Entry>,
    number: usize,
    pages: usize,
    /// The address up to the number of the page.
    href: String,
}

#[derive(Template)]
#[template(path = "organisation/setup.html")]
struct SetupView {
    page: Page,
    query: String,
    missing: Vec<Missing>,
    warnings: Vec<String>,
    branches: Listed,
    lines: Vec<Entry>,
    services: Listed,
    people: Listed,
    /// Branches and lines in use, for the forms.
    branch_choices: Vec<(String, String)>,
    line_choices: Vec<(String, String)>,
    roles: Vec<(String, String)>,
    adding: Adding,
    told: String,
}

/// How many pages there are, at least one.
const fn pages(rows: usize, on_a_page: usize) -> usize {
    if rows == 0 { 1 } else { rows.div_ceil(on_a_page) }
}

fn whole(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or_default()
}

/// The overview.
pub(crate) async fn view(cx: &EmployeeCx, wanted: &Wanted, adding: Adding, told: String) -> PageResult {
    let lang = cx.words.0;
    let query = fold(wanted.q.trim());
    let mut tx = cx.read().await?;
    let branches = store::list_branches(&mut tx).await?;
    let all_lines = editing::store::list_lines(&mut tx).await?;
    let first = branches.iter().find(|branch| branch.active).map(|branch| BranchId::new(branch.id));
    let warnings = match first {
        // The days of the year are the same in every branch.
        Some(first) => {
            facts::find_branch(&mut tx, first).await?.map(|one| one.calendar.warnings(cx.at.day()))
        }
        None => None,
    };
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).is_some();
    let todo = |key: &str, done| Missing { text: cx.words.t(key), done };
    let missing = vec![
        todo("organisation-need-standard", standard),
        todo("organisation-need-branch", first.is_some()),
        todo("organisation-need-line", all_lines.iter().any(|line| line.active)),
        todo("organisation-need-service", store::has_service(&mut tx).await?),
        todo("organisation-need-specialist", store::has_specialist(&mut tx).await?),
    ];
    let mut page = cx.page(cx.words.t("organisation-title"));
    page.notice = notice(wanted.notice.as_deref(), cx.words);
    let services = services(&mut tx, &query, wanted, lang).await?;
    let people = people(&mut tx, &query, wanted).await?;
    let given_up = store::count_given_up_webhooks(&mut tx).await?;
    let given_up = (given_up > 0).then(|| cx.words.n("organisation-webhooks-given-up", given_up));
    let view = SetupView {
        missing,
        warnings: given_up
            .into_iter()
            .chain(warnings.iter().flatten().map(|warning| warning.sentence(lang)))
            .collect(),
        branch_choices: branches
            .iter()
            .filter(|branch| branch.active)
            .map(|branch| (branch.id.to_string(), branch.name(lang)))
            .collect(),
        branches: listed_branches(branches, &query, wanted, lang),
        line_choices: all_lines
            .iter()
            .filter(|line| line.active)
            .map(|line| (line.id.to_string(), line.label(lang)))
            .collect(),
        lines: all_lines
            .into_iter()
            .map(|line| Entry {
                href: format!("/setup/lines/{}", line.id),
                name: if lang == Lang::En { line.name_en } else { line.name_lv },
                about: line.code,
                closed: !line.active,
            })
            .collect(),
        services,
        people,
        roles: ROLES
            .iter()
            .map(|role| {
                (role.name.to_owned(), if lang == Lang::En { role.title.1 } else { role.title.0 }.to_owned())
            })
            .collect(),
        page,
        query: wanted.q.trim().to_owned(),
        adding,
        told,
    };
    html(&view)
}

/// The address of a page of one list, up to its number.
fn href(wanted: &Wanted, list: &str) -> String {
    let query: String =
        wanted
            .q
            .trim()
            .bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect();
    if query.is_empty() { format!("/setup?{list}=") } else { format!("/setup?q={query}&{list}=") }
}

fn listed_branches(rows: Vec<store::BranchRow>, query: &str, wanted: &Wanted, lang: Lang) -> Listed {
    let found: Vec<_> = rows.into_iter().filter(|row| row.matches(query)).collect();
    let pages = pages(found.len(), BRANCHES);
    let number = wanted.branches.unwrap_or(1).clamp(1, pages);
    let shown = found.into_iter().skip((number - 1) * BRANCHES).take(BRANCHES);
    let rows = shown
        .map(|row| Entry {
            href: format!("/setup/branches/{}", row.id),
            name: row.name(lang),
            about: row.address,
            closed: !row.active,
        })
        .collect();
    Listed { rows, number, pages, href: href(wanted, "branches") }
}

async fn services(
    tx: &mut solits_db::Tx,
    query: &str,
    wanted: &Wanted,
    lang: Lang,
) -> Result<Listed, solits_db::DbError> {
    let pages = pages(whole(store::count_services(tx, query).await?), ROWS);
    let page = wanted.services.unwrap_or(1).clamp(1, pages);
    let rows = store::list_services(tx, query, number(ROWS), number((page - 1) * ROWS)).await?;
    let rows = rows
        .into_iter()
        .map(|row| Entry {
            href: format!("/setup/services/{}", row.id),
            name: if lang == Lang::En { row.name_en } else { row.name_lv },
            about: row.code,
            closed: !row.active,
        })
        .collect();
    Ok(Listed { rows, number: page, pages, href: href(wanted, "services") })
}

async fn people(tx: &mut solits_db::Tx, query: &str, wanted: &Wanted) -> Result<Listed, solits_db::DbError> {
    let pages = pages(whole(store::count_employees(tx, query).await?), ROWS);
    let page = wanted.people.unwrap_or(1).clamp(1, pages);
    let rows = store::list_employees(tx, query, number(ROWS), number((page - 1) * ROWS)).await?;
    let rows = rows
        .into_iter()
        .map(|row| Entry {
            href: format!("/setup/employees/{}", row.id),
            about: if row.post.is_empty() { row.email } else { format!("{} · {}", row.post, row.email) },
            name: row.name,
            closed: !row.active,
        })
        .collect();
    Ok(Listed { rows, number: page, pages, href: href(wanted, "people") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_as_many_pages_as_it_needs_and_at_least_one() {
        assert_eq!([0, 1, 20, 21, 40].map(|rows| pages(rows, 20)), [1, 1, 1, 2, 2]);
    }

    #[test]
    fn what_is_searched_for_goes_along_to_the_next_page() {
        let wanted = Wanted { q: " Rīga & a ".to_owned(), ..Wanted::default() };
        assert_eq!(href(&wanted, "people"), "/setup?q=R%C4%ABga%20%26%20a&people=");
        assert_eq!(href(&Wanted::default(), "people"), "/setup?people=");
    }
}
