//! Who decides and answers: for each role that the standard names who it is on a day, or what is missing and where to mend
//! it (K-23); and the complaint ladder, rung by rung.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

pub(crate) mod actions;
pub(crate) mod load;
mod role;
pub(crate) mod store;

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use jiff::civil::{Date, time};
use serde::Deserialize;
use solits_i18n::Words;
use solits_kernel::{EmployeeId, Text, Timestamp};
use solits_standard::{Standard, model::Role};
use solits_structure::{About, Complaint, Day, Gap, Holder, Holding, Ladder, Outcome, decide, gaps};
use solits_web::{EmployeeCx, Guard, Page, PageResult, Routes, WebError, html};

/// The pages of the structure.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new()
        .get("/setup/structure", MANAGE, show)
        .get("/setup/structure/{role}", MANAGE, role::show)
        .creates("/setup/structure/{role}", MANAGE, role::hold)
        .post("/setup/structure/{role}/{id}/end", MANAGE, role::end)
}

/// So many gaps of one role are written out; the rest is counted.
const GAPS_SHOWN: usize = 8;

/// What is missing, and where it is mended.
struct GapLine {
    sentence: String,
    mend: String,
    way: String,
}

struct RoleLine {
    id: String,
    title: String,
    paragraph: String,
    who: String,
    gaps: Vec<GapLine>,
    /// How many more there are, in words; empty for none.
    more: String,
}

struct RungLine {
    about: String,
    decides: String,
    paragraph: String,
}

#[derive(Template)]
#[template(path = "organisation/structure.html")]
struct StructureView {
    page: Page,
    /// Title of the standard in force on the day; empty where none is.
    standard: String,
    /// How much is missing, in words; empty for nothing.
    missing: String,
    on: String,
    about: String,
    people: Vec<(String, String)>,
    roles: Vec<RoleLine>,
    rungs: Vec<RungLine>,
    ladder_gaps: Vec<GapLine>,
    ladder_more: String,
    last_resort: String,
    /// Who would decide on a complaint about the person chosen, rung by rung, in sentences.
    decisions: Vec<String>,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The day; today where none is named.
    on: String,
    /// The employee about whom a complaint would be.
    about: String,
}

/// `GET /setup/structure`
async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let date =
        if asked.on.is_empty() { cx.at.day() } else { asked.on.parse().map_err(|_| WebError::BadRequest)? };
    let about: Option<EmployeeId> = match asked.about.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| WebError::BadRequest)?),
    };
    let words = cx.words;
    let mut tx = cx.read().await?;
    let structure = load::find_structure(&mut tx).await?;
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(noon(date)).map(|(_, standard)| standard);
    drop(tx);
    let day = structure.on(date);
    if about.is_some_and(|id| !day.works(id)) {
        return Err(WebError::NotFound);
    }
    let mut view = StructureView {
        page: cx.page(words.t("organisation-structure")),
        standard: String::new(),
        missing: String::new(),
        on: date.to_string(),
        about: asked.about,
        people: day.people().map(|one| (one.id.to_string(), one.name.clone())).collect(),
        roles: Vec::new(),
        rungs: Vec::new(),
        ladder_gaps: Vec::new(),
        ladder_more: String::new(),
        last_resort: day.last_resort().map(|body| body.name.get(words.0).to_owned()).unwrap_or_default(),
        decisions: Vec::new(),
    };
    view.people.sort_by_cached_key(|(_, name)| solits_kernel::fold(name));
    if let Some(standard) = standard {
        let found = gaps(&standard, &structure, date);
        if !found.is_empty() {
            view.missing = words.n("organisation-structure-missing", found.len());
        }
        fill(&mut view, &standard, found, &day, words);
        if let Some(id) = about {
            view.decisions = decisions(&standard, id, &day, words);
        }
    }
    html(&view)
}

fn noon(date: Date) -> Timestamp {
    Timestamp::in_riga(date, time(12, 0, 0, 0))
}

fn fill(view: &mut StructureView, standard: &Standard, found: Vec<Gap>, day: &Day<'_>, words: Words) {
    standard.file().identity.title.get(words.0).clone_into(&mut view.standard);
    let mut by_role: BTreeMap<String, Vec<Gap>> = BTreeMap::new();
    let mut of_ladder = Vec::new();
    for gap in found {
        match gap.role() {
            Some(role) => by_role.entry(role.id.clone()).or_default().push(gap),
            None => of_ladder.push(gap),
        }
    }
    (view.ladder_gaps, view.ladder_more) = lines(&of_ladder, words);
    view.roles = standard
        .lists()
        .roles
        .iter()
        .map(|role| {
            let (gaps, more) = lines(by_role.get(&role.value.id).map_or(&[], Vec::as_slice), words);
            RoleLine {
                id: role.value.id.clone(),
                title: role.value.title.get(words.0).to_owned(),
                paragraph: role.value.paragraph.clone(),
                who: who(&role.value, day, words),
                gaps,
                more,
            }
        })
        .collect();
    let title = |id: &String| title_of(standard, id, words);
    view.rungs = standard
        .lists()
        .ladder
        .iter()
        .map(|rung| RungLine {
            about: rung.value.about.iter().map(title).collect::<Vec<_>>().join("; "),
            decides: title(&rung.value.decided_by),
            paragraph: rung.origin.paragraph.clone(),
        })
        .collect();
}

/// A role's title; of one that the standard does not explain, its id.
fn title_of(standard: &Standard, id: &str, words: Words) -> String {
    let role = standard.lists().roles.iter().find(|role| role.value.id == id);
    role.map_or_else(|| id.to_owned(), |role| role.value.title.get(words.0).to_owned())
}

fn lines(gaps: &[Gap], words: Words) -> (Vec<GapLine>, String) {
    let shown = gaps.iter().take(GAPS_SHOWN).map(|gap| GapLine {
        sentence: said(&gap.sentence(), words),
        mend: said(&gap.mend(), words),
        way: way_to_mend(gap),
    });
    let more = gaps.len().saturating_sub(GAPS_SHOWN);
    (shown.collect(), if more == 0 { String::new() } else { words.n("organisation-structure-more", more) })
}

fn said(text: &Text, words: Words) -> String {
    text.get(words.0).to_owned()
}

/// The address of the page where a gap is mended.
pub fn way_to_mend(gap: &Gap) -> String {
    match gap {
        Gap::NoHolder { role } => format!("/setup/structure/{}", role.id),
        Gap::Away { .. } => "/setup/absences".to_owned(),
        Gap::UnitWithoutHead { .. } => "/setup/units".to_owned(),
        Gap::WithoutUnit { .. } | Gap::NobodyAbove { .. } | Gap::DependsOnMatter { .. } => {
            "/setup#people".to_owned()
        }
        Gap::NobodyDecides { .. } => format!("/setup/structure/{}", solits_structure::LAST_RESORT),
        Gap::UnknownRole { .. } | Gap::NoLadder | Gap::NoRoute { .. } => "/standard/versions".to_owned(),
    }
}

/// Who holds a role on the day, in words.
fn who(role: &Role, day: &Day<'_>, words: Words) -> String {
    match role.id.as_str() {
        "employee" => words.n("organisation-structure-everybody", day.people().count()),
        "unit_head" => words.t("organisation-structure-each-unit"),
        "direct_manager" => words.t("organisation-structure-each-person"),
        id => {
            let holders = day.holdings(id).iter();
            holders.filter_map(|holding| holder(holding, day, words)).collect::<Vec<_>>().join("; ")
        }
    }
}

/// One holder in words, with whoever stands in today; nothing for somebody who does not work here on the day.
fn holder(holding: &Holding, day: &Day<'_>, words: Words) -> Option<String> {
    let named = match &holding.holder {
        Holder::Person(id) => day.works(*id).then(|| acting(*id, day, words))?,
        Holder::Unit(unit) => match day.leader(*unit) {
            Some((_, head)) => format!("{} ({})", day.unit_name(*unit), acting(head, day, words)),
            None => day.unit_name(*unit).to_owned(),
        },
        Holder::Body(body) => body.name.get(words.0).to_owned(),
    };
    Some(match holding.within {
        Some(unit) => format!("{named} – {}", day.unit_name(unit)),
        None => named,
    })
}

fn acting(id: EmployeeId, day: &Day<'_>, words: Words) -> String {
    let name = day.name(id);
    match day.acting_for(id) {
        Some(one) if one == id => name.to_owned(),
        Some(one) => words
            .ta("organisation-structure-stands-in", &[("who", day.name(one).into()), ("for", name.into())]),
        None => words.ta("organisation-structure-away", &[("who", name.into())]),
    }
}

/// Who decides on a complaint about somebody, and who next each time it is passed on.
fn decisions(standard: &Standard, about: EmployeeId, day: &Day<'_>, words: Words) -> Vec<String> {
    let ladder = Ladder::of(standard);
    let mut complaint = Complaint::new(About::Person(about));
    let mut told = Vec::new();
    loop {
        let decision = decide(&ladder, &complaint, day);
        told.push(said(&decision.why, words));
        // Each passing on begins a rung higher, so that it ends.
        if !matches!(decision.outcome, Outcome::Decides(_)) {
            return told;
        }
        complaint = complaint.passed_on(&decision);
    }
}
