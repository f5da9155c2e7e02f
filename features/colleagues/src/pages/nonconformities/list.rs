//! `/nonconformities`: what one answers for, what one reported, and for those who keep the register all of it.

use askama::Template;
use axum::extract::Query;
use jiff::civil::Date;
use serde::Deserialize;
use solits_kernel::{Timestamp, UnitId};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};

use super::{READ, short_kind, stage_words};
use crate::{
    model::{
        absence::stood_in_for,
        nonconformity::{Certainty, Nonconformity, Stage, days_between},
    },
    pages::{
        notice,
        requests::{Names, with_substitute},
    },
    store::nonconformities::{self, Limits},
};

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Which {
    #[default]
    ToMe,
    FromMe,
    /// What one is told of as a manager (J-04).
    Told,
    All,
}

impl Which {
    const ALL: [Self; 4] = [Self::ToMe, Self::FromMe, Self::Told, Self::All];

    const fn name(self) -> &'static str {
        match self {
            Self::ToMe => "to_me",
            Self::FromMe => "from_me",
            Self::Told => "told",
            Self::All => "all",
        }
    }
    const fn label(self) -> &'static str {
        match self {
            Self::ToMe => "colleagues-reports-to-me",
            Self::FromMe => "colleagues-reports-from-me",
            Self::Told => "colleagues-reports-told",
            Self::All => "colleagues-reports-all",
        }
    }
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    list: Which,
    kind: String,
    stage: String,
    unit: String,
    from: String,
    until: String,
    notice: Option<String>,
}

impl Asked {
    fn limits(&self) -> Limits {
        let day = |text: &str| text.trim().parse::<Date>().ok();
        Limits {
            kind: (!self.kind.is_empty()).then(|| self.kind.clone()),
            stage: Stage::parse(&self.stage),
            unit: self.unit.parse::<UnitId>().ok(),
            from: day(&self.from).map(beginning),
            until: day(&self.until).and_then(|day| day.tomorrow().ok()).map(beginning),
            ..Limits::default()
        }
    }
}

/// The first instant of a day.
pub(super) fn beginning(day: Date) -> Timestamp {
    Timestamp::in_riga(day, jiff::civil::Time::MIN)
}

struct Tab {
    href: String,
    label: String,
    is_current: bool,
}

struct Row {
    href: String,
    reference: String,
    kind: String,
    found: String,
    found_on: String,
    age: String,
    who: String,
    badge: &'static str,
    stage: String,
    is_possible: bool,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "colleagues/nonconformities.html")]
struct ListView {
    page: Page,
    tabs: Vec<Tab>,
    heading: String,
    /// What the list is limited to, in words; empty for nothing.
    limited: String,
    whole: String,
    keeps: bool,
    rows: Vec<Row>,
    is_full: bool,
}

/// `GET /nonconformities`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let me = cx.me.employee;
    let keeps = cx.me.may(READ);
    if asked.list == Which::All && !keeps {
        return Err(WebError::Forbidden(READ));
    }
    let mut tx = cx.read().await?;
    let employees = solits_organisation::list_employees(&mut tx).await?;
    let structure = solits_organisation::find_structure(&mut tx).await?;
    let day = structure.on(cx.at.day());
    let limits = asked.limits();
    let all = match asked.list {
        Which::All => nonconformities::list(&mut tx, &limits).await?,
        Which::FromMe => {
            nonconformities::list(&mut tx, &Limits { reporter: Some(me), ..limits.clone() }).await?
        }
        Which::Told => {
            nonconformities::list(&mut tx, &Limits { copied_to: Some(me), ..limits.clone() }).await?
        }
        Which::ToMe => {
            let mut all = Vec::new();
            for person in std::iter::once(me).chain(stood_in_for(&day, me)) {
                let of = Limits { addressee: Some(person), ..limits.clone() };
                all.extend(nonconformities::list(&mut tx, &of).await?);
            }
            all
        }
    };
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).map(|(_, standard)| standard);
    drop(tx);
    let mut all = all;
    // What still waits for somebody first, the longest waiting first among those.
    all.sort_by_key(|one| (is_done(one.stage), one.stage != Stage::Unrouted, one.found_at, one.id));
    let names = Names::of_all(&employees, words);
    let mut page = cx.page(words.t("colleagues-nonconformities"));
    page.live = Some(format!("/live?topics=employee:{me}"));
    page.notice = notice(asked.notice.as_deref(), words);
    let tabs = Which::ALL.into_iter().filter(|which| keeps || *which != Which::All);
    let tabs = tabs.map(|which| Tab {
        href: format!("/nonconformities?list={}", which.name()),
        label: words.t(which.label()),
        is_current: which == asked.list,
    });
    let rows = all.iter().map(|one| Row {
        href: format!("/nonconformities/{}", one.id),
        reference: one.reference.clone(),
        kind: short_kind(&one.kind, standard.as_deref(), words),
        found: first_line(&one.found),
        found_on: words.date(one.found_at.day()),
        age: age(one, &cx),
        who: match one.addressee {
            Some(addressee) => with_substitute(addressee, &names, &day, words),
            None if !one.body.is_empty() => one.body.clone(),
            None => words.t("colleagues-nobody-yet"),
        },
        badge: one.stage.badge(),
        stage: stage_words(one.stage, words),
        is_possible: one.certainty == Certainty::Possible,
        class: if one.stage == Stage::Unrouted { "is-late" } else { "" },
    });
    html(&ListView {
        tabs: tabs.collect(),
        heading: words.t(asked.list.label()),
        limited: limited(&asked, standard.as_deref(), &day, words),
        whole: format!("/nonconformities?list={}", asked.list.name()),
        keeps,
        rows: rows.collect(),
        is_full: i64::try_from(all.len()).is_ok_and(|count| count >= nonconformities::MOST),
        page,
    })
}

const fn is_done(stage: Stage) -> bool {
    matches!(stage, Stage::Remedied | Stage::Closed)
}

fn age(one: &Nonconformity, cx: &EmployeeCx) -> String {
    let until = one.remedied_at.or(one.closed_at).unwrap_or(cx.at);
    cx.words.n("colleagues-days", days_between(one.found_at.day(), until.day()))
}

/// So many characters of a report are shown in the list.
const MOST_SHOWN: usize = 90;

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= MOST_SHOWN {
        return line.to_owned();
    }
    format!("{}…", line.chars().take(MOST_SHOWN).collect::<String>().trim_end())
}

fn limited(
    asked: &Asked,
    standard: Option<&solits_standard::Standard>,
    day: &solits_structure::Day<'_>,
    words: solits_i18n::Words,
) -> String {
    let mut parts = Vec::new();
    if !asked.kind.is_empty() {
        parts.push(short_kind(&asked.kind, standard, words));
    }
    if let Some(stage) = Stage::parse(&asked.stage) {
        parts.push(stage_words(stage, words));
    }
    if let Ok(unit) = asked.unit.parse::<UnitId>() {
        parts.push(day.unit_name(unit).to_owned());
    }
    let days: Vec<String> = [&asked.from, &asked.until]
        .into_iter()
        .filter_map(|text| text.parse::<Date>().ok())
        .map(|date| words.day(date))
        .collect();
    if !days.is_empty() {
        parts.push(days.join(" – "));
    }
    parts.join(" · ")
}
