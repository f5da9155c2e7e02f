//! `GET /feedback/mine`: praise for whoever looks (K-22), and the measures they see to (K-10).

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_kernel::day_of_number;
use solits_web::{EmployeeCx, KEEP_FEEDBACK, Page, PageResult, html};

use super::{Tab, register, tabs};
use crate::{facts, store};

/// So much praise is shown.
const MOST: i64 = 100;

struct PraiseView {
    href: String,
    subject: String,
    text: String,
    received: String,
}

struct OwnView {
    what: String,
    due: String,
    state: String,
    badge: &'static str,
}

#[derive(Template)]
#[template(path = "feedback/mine.html")]
struct MineView {
    page: Page,
    tabs: Vec<Tab>,
    praise: Vec<PraiseView>,
    measures: Vec<OwnView>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {}

/// `GET /feedback/mine`
pub(crate) async fn show(cx: EmployeeCx, Query(_): Query<Asked>) -> PageResult {
    let words = cx.words;
    let may_work = cx.me.may("cases.work");
    let mut tx = cx.read().await?;
    let praise = facts::list_praise(&mut tx, cx.me.employee, MOST).await?;
    let measures = store::own_measures(&mut tx, cx.me.employee).await?;
    let counts = if may_work { register::counts(&mut tx, &cx).await? } else { Vec::new() };
    drop(tx);
    let today = cx.at.day();
    let measure = |row: store::OwnMeasure| {
        let due = day_of_number(row.due_on);
        let (key, badge) = match row.effect.as_deref() {
            Some(_) => ("feedback-measure-again", "late"),
            None if due < today => ("feedback-measure-late", "late"),
            None => ("feedback-measure-open", "soon"),
        };
        OwnView { what: row.what, due: words.day(due), state: words.t(key), badge }
    };
    html(&MineView {
        tabs: if may_work {
            tabs(words, "/feedback/mine", &counts, cx.me.may(KEEP_FEEDBACK))
        } else {
            Vec::new()
        },
        praise: praise
            .into_iter()
            .map(|one| PraiseView {
                href: if may_work { format!("/feedback/{}", one.case_id) } else { String::new() },
                subject: one.subject,
                text: one.text,
                received: words.day(one.opened_at.day()),
            })
            .collect(),
        measures: measures.into_iter().map(measure).collect(),
        page: cx.page(words.t("feedback-mine")),
    })
}
