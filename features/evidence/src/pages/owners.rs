//! `/evidence`: who answers for each norm, which norms nobody answers for, and which have no evidence (P-26).

use std::collections::{BTreeSet, HashMap};

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_i18n::Words;
use solits_organisation::list_employees;
use solits_web::{EmployeeCx, Fields, Form, Page, PageResult, WebError, html, see_other};

use super::{
    NAME_OWNERS,
    parts::{self, Here, Places, Tab, Typed, notice, tabs, unprocessable},
    said,
};
use crate::{
    actions,
    model::{exception::Standing, given::Owner, norms},
    store,
};

/// A norm with who answers for it.
struct Row {
    id: String,
    source: String,
    heading: String,
    kept: String,
    kept_kind: &'static str,
    answering: said::Answering,
    /// How much evidence was given by hand.
    given: String,
    is_bare: bool,
    is_mine: bool,
    exceptions: usize,
    ticked: bool,
}

/// A choice of the list, with how many it shows.
struct Show {
    href: String,
    label: String,
    current: bool,
}

/// Choices of one kind in the list of owners.
struct Group {
    label: String,
    options: Vec<(String, String)>,
}

/// An exception whose end is near.
struct Ending {
    norm: String,
    heading: String,
    until: String,
    place: String,
}

#[derive(Template)]
#[template(path = "evidence/owners.html")]
struct OwnersView {
    page: Page,
    tabs: Vec<Tab>,
    headline: String,
    shows: Vec<Show>,
    rows: Vec<Row>,
    ending: Vec<Ending>,
    may_name: bool,
    groups: Vec<Group>,
    typed: Typed,
    show: &'static str,
}

#[derive(Template)]
#[template(path = "evidence/none.html")]
pub(super) struct NoneView {
    pub(super) page: Page,
    pub(super) tabs: Vec<Tab>,
    pub(super) headline: String,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    show: String,
    notice: Option<String>,
}

/// Which norms are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    All,
    Unanswered,
    Bare,
    Mine,
}

impl Which {
    const ALL: [Self; 4] = [Self::All, Self::Unanswered, Self::Bare, Self::Mine];

    const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Unanswered => "unanswered",
            Self::Bare => "bare",
            Self::Mine => "mine",
        }
    }
    fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.code() == code).unwrap_or(Self::All)
    }
    const fn shows(self, row: &Row) -> bool {
        match self {
            Self::All => true,
            Self::Unanswered => !row.answering.gap.is_empty(),
            Self::Bare => row.is_bare,
            Self::Mine => row.is_mine,
        }
    }
    fn label(self, words: Words, count: usize) -> String {
        let count = i64::try_from(count).unwrap_or_default();
        let args = [("count", words.number(count).into())];
        match self {
            Self::All => words.ta("evidence-show-all", &args),
            Self::Unanswered => words.ta("evidence-show-unanswered", &args),
            Self::Bare => words.ta("evidence-show-bare", &args),
            Self::Mine => words.ta("evidence-show-mine", &args),
        }
    }
}

/// `GET /evidence`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, Which::of(&asked.show), asked.notice.as_deref(), Typed::default()).await
}

async fn page(cx: &EmployeeCx, which: Which, told: Option<&str>, typed: Typed) -> PageResult {
    let words = cx.words;
    let mut page = cx.page(words.t("evidence-owners"));
    page.notice = notice(told, words);
    let mut tx = cx.read().await?;
    let Some(here) = Here::load(cx, &mut tx).await? else {
        return html(&NoneView { page, tabs: tabs(words, "/evidence"), headline: String::new() });
    };
    let places = Places::load(&mut tx).await?;
    let exceptions = store::list_exceptions(&mut tx).await?;
    let live: Vec<_> = exceptions
        .iter()
        .filter(|one| matches!(one.on(here.today), Standing::Holds | Standing::EndsSoon))
        .collect();
    let given = store::count_evidence(&mut tx).await?;
    let owners: HashMap<String, Owner> =
        store::list_owners(&mut tx).await?.into_iter().map(|one| (one.norm, one.owner)).collect();
    let today = here.structure.on(cx.at.day());
    let rows: Vec<Row> = here
        .standard
        .norms()
        .iter()
        .filter(|norm| !norm.value.example)
        .map(|effective| {
            let norm = &effective.value;
            let kept = norms::kept_by(norm);
            let answering = said::answering(words, &here, &here.standard, norm, owners.get(&norm.id), &today);
            let count = given.get(&norm.id).copied().unwrap_or_default();
            Row {
                source: said::source(words, &here.standard, &effective.origin),
                heading: norm.heading().get(words.0).to_owned(),
                kept: kept.word(words.0).to_owned(),
                kept_kind: said::kept_kind(kept),
                is_mine: answering.people.contains(&cx.me.employee),
                answering,
                given: if count > 0 { words.number(count) } else { String::new() },
                is_bare: count == 0 && !norms::has_own_evidence(kept),
                exceptions: live.iter().filter(|one| one.norm == norm.id).count(),
                ticked: typed.fields.all("norm").any(|ticked| ticked == norm.id),
                id: norm.id.clone(),
            }
        })
        .collect();
    let shows = Which::ALL
        .into_iter()
        .map(|one| Show {
            href: format!("/evidence?show={}", one.code()),
            label: one.label(words, rows.iter().filter(|row| one.shows(row)).count()),
            current: one == which,
        })
        .collect();
    let ending = live
        .iter()
        .filter(|one| one.on(here.today) == Standing::EndsSoon)
        .filter(|one| which != Which::Mine || rows.iter().any(|row| row.is_mine && row.id == one.norm))
        .map(|one| Ending {
            heading: here.heading(words, &one.norm),
            until: said::day(words, one.days.until),
            place: places.words(words, one.place),
            norm: one.norm.clone(),
        })
        .collect();
    let may_name = cx.me.may(NAME_OWNERS);
    let groups = if may_name { groups(words, &here, &today) } else { Vec::new() };
    html(&OwnersView {
        page,
        tabs: tabs(words, "/evidence"),
        headline: parts::headline(words, &here.standard),
        shows,
        rows: rows.into_iter().filter(|row| which.shows(row)).collect(),
        ending,
        may_name,
        groups,
        typed,
        show: which.code(),
    })
}

/// Whom a norm can be given to: roles of the standard, posts that somebody has, people who work here.
fn groups(words: Words, here: &Here, today: &solits_structure::Day<'_>) -> Vec<Group> {
    let roles =
        here.standard.lists().roles.iter().map(|role| {
            (Owner::Role(role.value.id.clone()).value(), role.value.title.get(words.0).to_owned())
        });
    let posts: BTreeSet<&str> = today
        .people()
        .filter_map(|person| today.post(person.id))
        .map(|post| post.title.trim())
        .filter(|title| !title.is_empty())
        .collect();
    let posts = posts.into_iter().map(|title| (Owner::Post(title.to_owned()).value(), title.to_owned()));
    let mut people: Vec<_> =
        today.people().map(|person| (Owner::Person(person.id).value(), person.name.clone())).collect();
    people.sort_by_cached_key(|(_, name)| solits_kernel::fold(name));
    [
        (words.t("evidence-roles"), roles.collect()),
        (words.t("evidence-posts"), posts.collect()),
        (words.t("evidence-people"), people),
    ]
    .map(|(label, options)| Group { label, options })
    .into_iter()
    .filter(|group| !group.options.is_empty())
    .collect()
}

/// `POST /evidence/owners`: names who answers for the ticked norms, or leaves them to the standard.
pub(crate) async fn name(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let words = cx.words;
    let which = Which::of(fields.get("show"));
    let leaves = fields.get("do") == "standard";
    let mut typed = Typed::new(fields);
    let mut tx = cx.write().await?;
    let here = Here::load(&cx, &mut tx).await?.ok_or(WebError::NotFound)?;
    let norms: Vec<String> = ticked(&typed.fields, &here);
    if norms.is_empty() {
        typed.refuse("norm", words.t("evidence-tick-norms"));
    }
    let owner = if leaves { None } else { chosen(&mut tx, &typed.fields, &here).await? };
    if owner.is_none() && !leaves {
        typed.refuse("owner", words.t("common-field-choose"));
    }
    if !typed.errors.is_empty() {
        drop(tx);
        return Ok(unprocessable(page(&cx, which, None, typed).await?));
    }
    let changed = actions::set_owner(&mut tx, &cx.app, &cx.actor(), &norms, owner.as_ref()).await?;
    tx.commit().await?;
    let told = if changed > 0 { "owner" } else { "unchanged" };
    Ok(see_other(&format!("/evidence?show={}&notice={told}", which.code())))
}

fn ticked(fields: &Fields, here: &Here) -> Vec<String> {
    let ticked: BTreeSet<&str> = fields.all("norm").filter(|id| here.norm(id).is_some()).collect();
    ticked.into_iter().map(str::to_owned).collect()
}

/// The owner that was chosen, if there is such a role, post or person in this institution.
async fn chosen(tx: &mut solits_db::Tx, fields: &Fields, here: &Here) -> Result<Option<Owner>, WebError> {
    let Some(owner) = Owner::read(fields.get("owner")) else { return Ok(None) };
    let employees = list_employees(tx).await?;
    let known = match &owner {
        Owner::Role(id) => crate::model::answers::role(&here.standard, id).is_some(),
        Owner::Post(title) => employees.iter().any(|one| one.active && one.post.trim() == *title),
        Owner::Person(id) => employees.iter().any(|one| one.active && one.id == *id),
    };
    Ok(known.then_some(owner))
}
