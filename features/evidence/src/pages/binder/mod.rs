//! `/evidence/binder?from=&to=`: everything an assessor asks for, as one document to be printed.

mod adoption;
mod paragraphs;

use std::collections::HashMap;

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{hidden_measures, last_seal_of};
use solits_kernel::{Timestamp, day_of_number};
use solits_organisation::find_institution;
use solits_standard::Standard;
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};

use self::{
    adoption::{Version, in_force_in, told},
    paragraphs::{Document, document},
};
use super::{
    goals::{self, Shown},
    norm::{Given, given},
    owners::NoneView,
    parts::{Here, Places, Tab, period_wrong, tabs},
    said,
};
use crate::{
    model::{
        exception::Exception,
        given::{Evidence, Owner, hex},
        period::{Period, write_day},
    },
    store::{self, Counts},
};

/// A line of the table of promises.
struct Promise {
    heading: String,
    source: String,
    promised: String,
    kept: String,
    met: String,
    breached: String,
    waived: String,
    below: bool,
}

/// An exception as the register has it.
struct Allowed {
    heading: String,
    line: String,
}

/// Evidence of one norm.
struct Gathered {
    heading: String,
    source: String,
    items: Vec<Given>,
}

/// The last seal of the journal.
struct Seal {
    number: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "evidence/binder.html")]
struct BinderView {
    page: Page,
    tabs: Vec<Tab>,
    from: String,
    to: String,
    error: String,
    binder: Option<Binder>,
}

struct Binder {
    institution: String,
    document: String,
    period: String,
    made: String,
    versions: Vec<Version>,
    documents: Vec<Document>,
    promises: Vec<Promise>,
    goals: Vec<Shown>,
    allowed: Vec<Allowed>,
    gathered: Vec<Gathered>,
    gaps: Vec<(String, String)>,
    sheet: String,
    seal: Option<Seal>,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    from: String,
    to: String,
}

/// `GET /evidence/binder`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let page = cx.page(words.t("evidence-binder"));
    let mut tx = cx.read().await?;
    let Some(here) = Here::load(&cx, &mut tx).await? else {
        return html(&NoneView { page, tabs: tabs(words, "/evidence/binder"), headline: String::new() });
    };
    let usual = Period::year_to(here.today);
    let or = |text: &str, day: i64| if text.trim().is_empty() { write_day(day) } else { text.to_owned() };
    let (from, to) = (or(&asked.from, usual.from), or(&asked.to, usual.until));
    let (binder, error) = match Period::read(&from, &to) {
        Ok(period) => (Some(binder(&cx, &mut tx, here, period).await?), String::new()),
        Err(error) => (None, period_wrong(words, error)),
    };
    let is_wrong = !error.is_empty();
    let mut answer =
        html(&BinderView { page, tabs: tabs(words, "/evidence/binder"), from, to, error, binder })?;
    if is_wrong {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

/// What the binder is made of.
struct Sources {
    here: Here,
    counts: HashMap<String, Counts>,
    owners: HashMap<String, Owner>,
    exceptions: Vec<Exception>,
    evidence: Vec<Evidence>,
    places: Places,
}

async fn binder(cx: &EmployeeCx, tx: &mut Tx, mut here: Here, period: Period) -> Result<Binder, WebError> {
    let words = cx.words;
    let versions = store::list_versions(tx).await?;
    // The standard of the period's last day; the version in force now where none was in force then.
    let end = Timestamp::in_riga(day_of_number(period.until), jiff::civil::time(23, 59, 59, 0));
    if let Some((number, standard)) = here.loaded.standard(end.min(cx.at)) {
        (here.number, here.standard) = (number, standard);
    }
    let baseline = versions
        .iter()
        .find(|row| row.number == here.number)
        .and_then(|row| row.baseline.as_deref())
        .and_then(|text| Standard::compile(text, None).ok());
    let results = store::list_results(tx).await?;
    let mut exceptions = store::list_exceptions(tx).await?;
    exceptions.retain(|one| one.held_in(period));
    let hidden = hidden_measures(tx, &cx.app.heart).await?;
    let sources = Sources {
        counts: store::sum_of_period(tx, period, &hidden).await?,
        owners: store::list_owners(tx).await?.into_iter().map(|one| (one.norm, one.owner)).collect(),
        exceptions,
        evidence: store::list_evidence(tx, period).await?,
        places: Places::load(tx).await?,
        here,
    };
    let here = &sources.here;
    let mut documents = vec![document(cx, &sources, &here.standard)];
    documents.extend(baseline.as_ref().map(|baseline| document(cx, &sources, baseline)));
    let (seal, hash) = last_seal_of(tx).await?;
    let in_period = in_force_in(&versions, period);
    let institution = find_institution(tx).await?.ok_or(WebError::NotFound)?;
    Ok(Binder {
        institution: institution.name.get(words.0).to_owned(),
        document: said::document(words, &here.standard),
        period: said::period(words, period),
        made: words.moment(cx.at),
        versions: told(words, tx, here, &in_period).await?,
        promises: promises(words, &sources),
        goals: goals::shown(words, here, &sources.counts, &results, |one| one.days.meets(period)),
        allowed: allowed(words, &sources),
        gathered: gathered(words, &sources),
        gaps: gaps(cx, &sources),
        sheet: format!("/acquaintance/sheet/{}", here.number),
        seal: (seal > 0).then(|| Seal { number: words.number(seal), hash: hex(&hash) }),
        documents,
    })
}

fn is_below(counts: Counts, target_percent: f64) -> bool {
    counts.share().is_some_and(|share| share * 100.0 + 1e-9 < target_percent)
}

fn promises(words: Words, sources: &Sources) -> Vec<Promise> {
    let standard = &sources.here.standard;
    let number = |count: i64| words.number(count);
    standard
        .promises()
        .iter()
        .map(|promise| {
            let counts = sources.counts.get(&promise.norm_id).copied().unwrap_or_default();
            Promise {
                heading: promise.heading().get(words.0).to_owned(),
                source: said::source(words, standard, &promise.origin),
                promised: words.percent(promise.target_percent / 100.0),
                kept: counts.share().map_or_else(|| "–".to_owned(), |share| words.percent(share)),
                met: number(counts.met),
                breached: number(counts.breached),
                waived: number(counts.waived),
                below: is_below(counts, promise.target_percent),
            }
        })
        .collect()
}

fn allowed(words: Words, sources: &Sources) -> Vec<Allowed> {
    let here = &sources.here;
    let line = |one: &Exception| Allowed {
        heading: here.heading(words, &one.norm),
        line: said::exception(words, &sources.places, &here.names, one),
    };
    sources.exceptions.iter().rev().map(line).collect()
}

/// Evidence of the period by norm, in the order of the standard; then what is about norms that are not in force.
fn gathered(words: Words, sources: &Sources) -> Vec<Gathered> {
    let here = &sources.here;
    let items = |id: &str| -> Vec<Given> {
        let of_norm = sources.evidence.iter().filter(|one| one.norm == id);
        of_norm.map(|one| given(words, &here.names, one, false)).collect()
    };
    let mut gathered: Vec<Gathered> = here
        .standard
        .norms()
        .iter()
        .map(|norm| Gathered {
            heading: norm.value.heading().get(words.0).to_owned(),
            source: said::source(words, &here.standard, &norm.origin),
            items: items(&norm.value.id),
        })
        .collect();
    let mut others: Vec<&str> = sources.evidence.iter().map(|one| one.norm.as_str()).collect();
    others.retain(|id| here.norm(id).is_none());
    others.dedup();
    gathered.extend(others.into_iter().map(|id| Gathered {
        heading: id.to_owned(),
        source: words.t("evidence-not-in-force"),
        items: items(id),
    }));
    gathered.retain(|one| !one.items.is_empty());
    gathered
}

/// The norms that nobody answers for, with why.
fn gaps(cx: &EmployeeCx, sources: &Sources) -> Vec<(String, String)> {
    let here = &sources.here;
    let today = here.structure.on(cx.at.day());
    let binding = here.standard.norms().iter().filter(|norm| !norm.value.example);
    binding
        .filter_map(|norm| {
            let named = sources.owners.get(&norm.value.id);
            let found = said::answering(cx.words, here, &here.standard, &norm.value, named, &today);
            let heading = norm.value.heading().get(cx.words.0).to_owned();
            (!found.gap.is_empty()).then_some((heading, found.gap))
        })
        .collect()
}
