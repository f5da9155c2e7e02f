//! `/contacts`: who knows what (N-02): contact persons of units, those who answer for services and those who lead units,
//! with the telephone and the address inside the house, and who stands in for them today.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_kernel::{EmployeeId, fold};
use solits_structure::Day;
use solits_web::{EmployeeCx, Page, PageResult, html};

use super::requests::{Names, with_substitute};
use crate::contacts::{Colleague, of_day};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
}

/// Somebody who knows.
#[derive(Clone, Debug, Default)]
struct Row {
    /// With whoever stands in today.
    who: String,
    post: String,
    unit: String,
    /// What they know, each by itself.
    topics: Vec<String>,
    phone: String,
    /// The telephone as an address of the browser, digits alone.
    dial: String,
    email: String,
    /// The form to ask them; empty for oneself.
    ask: String,
}

impl Row {
    /// Whether every word typed stands in the row, however it is accented.
    fn holds(&self, typed: &str) -> bool {
        let all = [&self.who, &self.post, &self.unit, &self.phone, &self.email].map(String::as_str);
        let text = fold(&format!("{} {}", all.join(" "), self.topics.join(" ")));
        fold(typed).split_whitespace().all(|word| text.contains(word))
    }
}

#[derive(Template)]
#[template(path = "colleagues/contacts.html")]
struct ContactsView {
    page: Page,
    typed: String,
    rows: Vec<Row>,
    /// Nobody is named at all, whatever is looked for.
    is_empty: bool,
}

/// `GET /contacts?q=`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let employees = solits_organisation::list_employees(&mut tx).await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let structure = solits_organisation::find_structure(&mut tx).await?;
    drop(tx);
    let day = structure.on(cx.at.day());
    let names = Names::of_all(&employees, words);
    let known = of_day(&employees, &services, &day, words).into_iter();
    let asked_about = known.filter(|one| !one.topics.is_empty());
    let mut all: Vec<Row> = asked_about.map(|one| row(one, &names, &day, &cx)).collect();
    all.sort_by_cached_key(|row| (fold(&row.unit), fold(&row.who)));
    let is_empty = all.is_empty();
    let typed: String = asked.q.trim().chars().take(100).collect();
    all.retain(|row| row.holds(&typed));
    html(&ContactsView { page: cx.page(words.t("colleagues-contacts")), typed, rows: all, is_empty })
}

fn row(one: Colleague, names: &Names, day: &Day<'_>, cx: &EmployeeCx) -> Row {
    Row {
        who: with_substitute(one.id, names, day, cx.words),
        dial: one.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect(),
        ask: ask_href(one.id, cx.me.employee),
        post: one.post,
        unit: one.unit,
        topics: one.topics,
        phone: one.phone,
        email: one.email,
    }
}

fn ask_href(of: EmployeeId, me: EmployeeId) -> String {
    if of == me { String::new() } else { format!("/requests/new?to=person:{of}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_found_by_any_words_of_what_they_know_with_or_without_marks() {
        let row = Row {
            who: "Ilze Ozola".to_owned(),
            unit: "Ceļu nodaļa".to_owned(),
            topics: vec!["Ielu remonts".to_owned()],
            ..Row::default()
        };
        assert!(row.holds("") && row.holds("celu ilze") && row.holds("REMONTS"));
        assert!(!row.holds("nodokļi"));
    }
}
