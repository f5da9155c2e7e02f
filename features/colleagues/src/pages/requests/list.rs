//! `/requests`: what one is asked, what one asked, and of what one is told; what is due first stands on top.

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_db::Tx;
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};

use super::{Names, standing_words, with_substitute};
use crate::{
    actions::answer::last_moment,
    model::{
        absence::stood_in_for,
        request::{Request, RequestKind, due_first},
    },
    pages::{notice, promised::urgency},
    store::requests::{self, Of},
};

/// Ended questions that are still listed.
const MOST_ENDED: usize = 30;

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Which {
    #[default]
    ToMe,
    FromMe,
    Told,
}

impl Which {
    const ALL: [Self; 3] = [Self::ToMe, Self::FromMe, Self::Told];

    const fn name(self) -> &'static str {
        match self {
            Self::ToMe => "to_me",
            Self::FromMe => "from_me",
            Self::Told => "told",
        }
    }
    const fn label(self) -> &'static str {
        match self {
            Self::ToMe => "colleagues-list-to-me",
            Self::FromMe => "colleagues-list-from-me",
            Self::Told => "colleagues-list-told",
        }
    }
    const fn empty(self) -> (&'static str, &'static str) {
        match self {
            Self::ToMe => ("colleagues-empty-to-me", "colleagues-empty-to-me-text"),
            Self::FromMe => ("colleagues-empty-from-me", "colleagues-empty-from-me-text"),
            Self::Told => ("colleagues-empty-told", "colleagues-empty-told-text"),
        }
    }
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    list: Which,
    notice: Option<String>,
}

struct Tab {
    href: String,
    label: String,
    is_current: bool,
}

struct Row {
    href: String,
    topic: String,
    badge: &'static str,
    due: String,
    date: String,
    who: String,
    standing_badge: &'static str,
    standing: String,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "colleagues/requests.html")]
struct ListView {
    page: Page,
    tabs: Vec<Tab>,
    fragment: String,
    heading: String,
    who: String,
    live: Vec<Row>,
    ended: Vec<Row>,
    empty_title: String,
    empty_text: String,
}

#[derive(Template)]
#[template(path = "colleagues/_requests.html")]
struct RowsView {
    page: Page,
    heading: String,
    who: String,
    live: Vec<Row>,
    ended: Vec<Row>,
    empty_title: String,
    empty_text: String,
}

/// `GET /requests`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let (live, ended) = rows(&cx, asked.list).await?;
    let words = cx.words;
    let mut page = cx.page(words.t("colleagues-requests"));
    page.live = Some(format!("/live?topics=employee:{}", cx.me.employee));
    page.notice = notice(asked.notice.as_deref(), words);
    let tabs = Which::ALL.into_iter().map(|which| Tab {
        href: format!("/requests?list={}", which.name()),
        label: words.t(which.label()),
        is_current: which == asked.list,
    });
    let (empty_title, empty_text) = empty(&cx, asked.list);
    html(&ListView {
        tabs: tabs.collect(),
        fragment: format!("/requests/fragment?list={}", asked.list.name()),
        heading: words.t(asked.list.label()),
        who: who_words(&cx, asked.list),
        empty_title,
        empty_text,
        live,
        ended,
        page,
    })
}

/// `GET /requests/fragment`: the rows alone.
pub(crate) async fn fragment(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let (live, ended) = rows(&cx, asked.list).await?;
    let (empty_title, empty_text) = empty(&cx, asked.list);
    html(&RowsView {
        page: cx.page(cx.words.t("colleagues-requests")),
        heading: cx.words.t(asked.list.label()),
        who: who_words(&cx, asked.list),
        empty_title,
        empty_text,
        live,
        ended,
    })
}

fn who_words(cx: &EmployeeCx, which: Which) -> String {
    cx.words.t(match which {
        Which::ToMe => "colleagues-column-asker",
        Which::FromMe | Which::Told => "colleagues-column-addressee",
    })
}

fn empty(cx: &EmployeeCx, which: Which) -> (String, String) {
    let (title, text) = which.empty();
    (cx.words.t(title), cx.words.t(text))
}

async fn rows(cx: &EmployeeCx, which: Which) -> Result<(Vec<Row>, Vec<Row>), WebError> {
    let mut tx = cx.read().await?;
    let employees = solits_organisation::list_employees(&mut tx).await?;
    let structure = solits_organisation::find_structure(&mut tx).await?;
    let day = structure.on(cx.at.day());
    let names = Names::of_all(&employees, cx.words);
    let me = cx.me.employee;
    let mut all = match which {
        Which::ToMe => to_me(&mut tx, me, &day).await?,
        Which::FromMe => requests::list(&mut tx, Of::By(me)).await?,
        Which::Told => requests::list(&mut tx, Of::Told(me)).await?,
    };
    let (mut live, mut ended): (Vec<Request>, Vec<Request>) =
        all.drain(..).partition(|one| one.standing.is_live());
    due_first(&mut live);
    ended.sort_by_key(|one| std::cmp::Reverse((one.standing.ended_at(), one.id)));
    ended.truncate(MOST_ENDED);
    let who = |one: &Request| match which {
        Which::ToMe if one.addressee == me => names.of(one.asked_by),
        // Somebody else's question, answered in their place.
        Which::ToMe => cx.words.ta(
            "colleagues-in-place-of",
            &[("asker", names.of(one.asked_by).into()), ("name", names.of(one.addressee).into())],
        ),
        Which::FromMe | Which::Told => with_substitute(one.addressee, &names, &day, cx.words),
    };
    let row = |one: &Request| row(cx, one, who(one));
    Ok((live.iter().map(row).collect(), ended.iter().map(row).collect()))
}

/// The questions one answers: one's own, and those of whom one stands in for today.
async fn to_me(
    tx: &mut Tx,
    me: solits_kernel::EmployeeId,
    day: &solits_structure::Day<'_>,
) -> Result<Vec<Request>, WebError> {
    let mut all = requests::list(tx, Of::To(me)).await?;
    for other in stood_in_for(day, me) {
        // What was answered before is theirs; the substitute sees what is still owed.
        let theirs = requests::list(tx, Of::To(other)).await?;
        all.extend(theirs.into_iter().filter(|one| one.standing.is_live()));
    }
    Ok(all)
}

fn row(cx: &EmployeeCx, one: &Request, who: String) -> Row {
    let words = cx.words;
    let (standing_badge, standing) = standing_words(one.standing, words);
    let due = one.due_at.filter(|_| one.standing.is_live());
    let meets = one.meets_at.filter(|_| one.kind == RequestKind::Meeting);
    Row {
        href: format!("/requests/{}", one.id),
        topic: match meets {
            Some(meets) => format!("{} · {}", one.topic, words.moment(meets)),
            None => one.topic.clone(),
        },
        badge: due.map_or("plain", |due| urgency(due, cx.at)),
        due: match (due, one.standing.ended_at()) {
            (Some(due), _) => words.due(due, cx.at),
            (None, Some(ended)) => words.moment(ended),
            (None, None) => words.t("colleagues-as-fast-as-possible"),
        },
        date: due.map(|due| words.date(last_moment(due).day())).unwrap_or_default(),
        who,
        standing_badge,
        standing,
        class: if due.is_some_and(|due| cx.at > due) { "is-late" } else { "" },
    }
}
