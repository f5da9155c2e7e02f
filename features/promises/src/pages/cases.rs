//! `GET /promises/{norm}/obligations` and `GET /obligations`: the cases behind a figure, page by page.
#![expect(
    clippy::cmp_owned,
    reason = "a template compares the chosen value with each option as text, whatever type either has"
)]

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use solits_i18n::Words;
use solits_journal::{Loaded, ObligationRow};
use solits_kernel::{Viewer, day_number};
use solits_organisation::Branch;
use solits_standard::{
    CompiledPromise,
    event::{EventKind, Subject},
};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};

use super::{
    branch_name,
    filter::{Filter, FilterForm, Names},
    in_force, loaded, state_of,
};
use crate::{
    hidden::Hidden,
    listing::{self, Asked},
    model::{Days, MOST_LISTED_DAYS, USUAL_DAYS, Wanted},
};

/// How many cases a page of the list shows.
const MANY: usize = 50;

/// A case in a list.
pub(super) struct CaseLine {
    pub(super) href: String,
    /// Of which promise; empty where the list is of one.
    pub(super) sentence: String,
    pub(super) opened: String,
    pub(super) due: String,
    pub(super) state: String,
    pub(super) kind: &'static str,
    pub(super) branch: String,
}

impl CaseLine {
    pub(super) fn of(words: Words, branches: &[Branch], row: &ObligationRow, sentence: String) -> Self {
        let (state, kind) = state_of(words, row);
        Self {
            href: format!("/obligations/{}?day={}", row.id, row.day),
            sentence,
            opened: words.moment(row.opened_at),
            due: words.moment(row.due_at),
            state,
            kind,
            branch: branch_name(words, branches, row.branch_id.map(Into::into)),
        }
    }
}

struct Tab {
    href: String,
    label: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "promises/cases.html")]
struct CasesView {
    page: Page,
    /// The promise, or where all of them are.
    sentence: String,
    here: String,
    /// Address of this list.
    list: String,
    tabs: Vec<Tab>,
    filter: FilterForm,
    cases: Vec<CaseLine>,
    /// Says that the figures count more than the list shows; empty where they do not.
    confidential: String,
    /// Address of the next page; empty at the end.
    next: String,
}

type Asks = HashMap<String, String>;

/// `GET /promises/{norm}/obligations?branch=&channel=&unit=&employee=&from=&to=&state=&after=`
pub(crate) async fn cases(cx: EmployeeCx, Path(norm): Path<String>, Query(query): Query<Asks>) -> PageResult {
    list(&cx, Some(&norm), &query).await
}

/// `GET /obligations?…`, of every promise.
pub(crate) async fn all_cases(cx: EmployeeCx, Query(query): Query<Asks>) -> PageResult {
    list(&cx, None, &query).await
}

async fn list(cx: &EmployeeCx, norm: Option<&str>, query: &Asks) -> PageResult {
    let words = cx.words;
    let mut filter = Filter::of(cx, query, MOST_LISTED_DAYS)?;
    if filter.wanted == Wanted::Open && !query.contains_key("from") {
        // A promise of days may have been open longer than the usual time.
        let today = day_number(cx.at.day());
        filter.days = Days { from: today - 3 * USUAL_DAYS + 2, to: today };
    }
    let mut tx = cx.read().await?;
    let loaded = loaded(&mut tx, &cx.app).await?;
    let standard = in_force(&loaded, cx.at);
    let promise = match norm {
        Some(norm) => {
            let promise = standard.as_ref().and_then(|standard| standard.promise(norm));
            Some(promise.ok_or(WebError::NotFound)?)
        }
        None => None,
    };
    let channels = match (promise, &standard) {
        (Some(promise), _) => vec![promise.channel],
        (None, Some(standard)) => {
            let mut channels: Vec<_> = standard.promises().iter().map(|one| one.channel).collect();
            channels.sort_unstable();
            channels.dedup();
            channels
        }
        (None, None) => Vec::new(),
    };
    let names = Names::load(&mut tx).await?;
    let team = names.team(filter.part);
    let hidden = Hidden::load(&mut tx, &cx.app.heart).await?;
    let asked = Asked {
        norm,
        wanted: filter.wanted,
        part: filter.part,
        team: team.as_ref(),
        days: filter.days,
        after: query.get("after").and_then(|place| place.parse().ok()),
        most: MANY,
        hidden: &hidden,
    };
    let listed = listing::list(&mut tx, asked).await?;
    let here = norm.map_or_else(|| "/promises".to_owned(), |norm| format!("/promises/{norm}"));
    let list = norm.map_or_else(|| "/obligations".to_owned(), |norm| format!("/promises/{norm}/obligations"));
    let tabs = Wanted::ALL.map(|wanted| Tab {
        href: format!("{list}?{}", filter.address(wanted)),
        label: wanted_words(words, wanted),
        current: wanted == filter.wanted,
    });
    let next = listed
        .next
        .map(|place| format!("{list}?{}&after={place}", filter.address(filter.wanted)))
        .unwrap_or_default();
    let of = |row: &ObligationRow| if norm.is_some() { String::new() } else { sentence(words, &loaded, row) };
    html(&CasesView {
        page: cx.page(words.t("promises-cases-behind")),
        sentence: promise
            .map_or_else(|| words.t("promises-back"), |promise| promise.text.get(words.0).to_owned()),
        tabs: tabs.into(),
        filter: FilterForm::new(cx, &filter, &names, &channels, ""),
        confidential: confidential(words, tx.viewer(), promise),
        cases: listed.rows.iter().map(|row| CaseLine::of(words, &names.branches, row, of(row))).collect(),
        here,
        list,
        next,
    })
}

/// What is said of complaints and claims that a figure counts and its list leaves out: nothing to whoever keeps their
/// registers, nor where a promise is not made in a case. What is hidden from the reader is in neither.
fn confidential(words: Words, viewer: Viewer, promise: Option<&CompiledPromise>) -> String {
    let is_of_cases = promise.is_none_or(|promise| match promise.starts.event() {
        EventKind::CallBackPromised => true,
        EventKind::NonconformityFound => false,
        event => matches!(event.subject(), Subject::Case | Subject::Message | Subject::Feedback),
    });
    if is_of_cases && !viewer.sees_confidential() { words.t("promises-confidential") } else { String::new() }
}

/// What was promised, in the words of the version it was promised by.
fn sentence(words: Words, loaded: &Loaded, row: &ObligationRow) -> String {
    let promise = loaded.versions.get(row.standard).and_then(|standard| standard.promise(&row.norm));
    promise.map_or_else(|| row.norm.clone(), |promise| promise.text.get(words.0).to_owned())
}

fn wanted_words(words: Words, wanted: Wanted) -> String {
    words.t(match wanted {
        Wanted::All => "promises-wanted-all",
        Wanted::Breached => "promises-wanted-breached",
        Wanted::Met => "promises-wanted-met",
        Wanted::Waived => "promises-wanted-waived",
        Wanted::Open => "promises-wanted-open",
    })
}
