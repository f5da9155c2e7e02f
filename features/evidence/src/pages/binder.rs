//! `/evidence/binder?from=&to=`: everything an assessor asks for, as one document to be printed.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::Query, http::StatusCode};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::last_seal_of;
use solits_kernel::{Timestamp, day_of_number};
use solits_organisation::find_institution;
use solits_standard::{KeptBy, Standard, coverage, coverage::Item, model::ApprovalAct};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};

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
    store::{self, Counts, VersionRow},
};

/// How a version came into force.
struct Version {
    number: i64,
    title: String,
    number_of_act: String,
    issuer: String,
    lines: Vec<(String, String)>,
    steps: Vec<String>,
    repeals: Vec<String>,
}

/// A norm of a paragraph.
struct NormPart {
    text: String,
    figures: String,
    below: bool,
    owner: String,
    gap: bool,
    exceptions: Vec<String>,
    evidence: Vec<String>,
}

/// A paragraph of a document.
struct Paragraph {
    name: String,
    kept: String,
    kept_kind: &'static str,
    missing: String,
    norms: Vec<NormPart>,
}

/// A document with its paragraphs.
struct Document {
    id: String,
    title: String,
    counts: Vec<(String, String)>,
    paragraphs: Vec<Paragraph>,
}

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
    let sources = Sources {
        counts: store::sum_of_period(tx, period).await?,
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

/// The versions that were in force on any day of the period.
fn in_force_in(versions: &[VersionRow], period: Period) -> Vec<VersionRow> {
    let first_day = |row: &VersionRow| solits_kernel::day_number(row.in_force_from.day());
    let ended = |at: usize| versions.get(at + 1).map_or(i64::MAX, first_day);
    let rows = versions.iter().enumerate();
    rows.filter(|(at, row)| first_day(row) <= period.until && ended(*at) >= period.from)
        .map(|(_, row)| row.clone())
        .collect()
}

async fn told(
    words: Words,
    tx: &mut Tx,
    here: &Here,
    versions: &[VersionRow],
) -> Result<Vec<Version>, WebError> {
    let mut told = Vec::new();
    for row in versions {
        let Some(standard) = here.loaded.versions.get(row.number) else { continue };
        let approvals = store::list_approvals(tx, row.number).await?;
        let identity = &standard.file().identity;
        let by_on = |who, at: Timestamp| {
            let args =
                [("name", here.names.of(who).into()), ("day", said::day_of(words, at).into())];
            words.ta("evidence-by-on", &args)
        };
        let mut lines = vec![
            (words.t("evidence-version-drafted"), by_on(row.uploaded_by, row.uploaded_at)),
            (words.t("evidence-version-in-force"), said::day_of(words, row.in_force_from)),
        ];
        if let Some(at) = row.adopted_at {
            lines.insert(1, (words.t("evidence-version-adopted"), by_on(row.adopted_by, at)));
        }
        let steps = identity.approval_chain.iter().enumerate().map(|(place, step)| {
            let recorded = approvals.iter().find(|one| usize::try_from(one.place) == Ok(place));
            let act = match step.act {
                ApprovalAct::Drafts => words.t("evidence-act-drafts"),
                ApprovalAct::Coordinates => words.t("evidence-act-coordinates"),
                ApprovalAct::Signs => words.t("evidence-act-signs"),
                ApprovalAct::Approves => words.t("evidence-act-approves"),
            };
            let noted = recorded.map_or_else(String::new, |one| {
                format!(": {} ({})", one.note, by_on(Some(one.recorded_by), one.recorded_at))
            });
            format!("{} – {act}{noted}", step.post.get(words.0))
        });
        told.push(Version {
            number: row.number,
            title: said::document(words, standard),
            number_of_act: identity.number.clone().unwrap_or_default(),
            issuer: identity.issuer.get(words.0).to_owned(),
            lines,
            steps: steps.collect(),
            repeals: identity.repeals.clone(),
        });
    }
    Ok(told)
}

fn document(cx: &EmployeeCx, sources: &Sources, standard: &Standard) -> Document {
    let words = cx.words;
    let covered = coverage(standard.file());
    let count = |way: KeptBy| covered.items.iter().filter(|item| item.kept_by == way).count();
    Document {
        id: standard.file().id.clone(),
        title: said::document(words, standard),
        counts: KeptBy::ALL
            .into_iter()
            .filter(|way| count(*way) > 0)
            .map(|way| (way.word(words.0).to_owned(), words.number(count(way))))
            .collect(),
        paragraphs: covered.items.iter().map(|item| paragraph(cx, sources, standard, item)).collect(),
    }
}

fn paragraph(cx: &EmployeeCx, sources: &Sources, standard: &Standard, item: &Item) -> Paragraph {
    let words = cx.words;
    let norms = item.norms.iter().filter_map(|id| {
        let norm = standard.norms().iter().find(|norm| norm.value.id == *id)?;
        // A norm that the institution's own document replaced is not in force; its words stay to be read.
        let in_force = sources.here.standard.norms().iter().any(|one| {
            one.value.id == *id && one.origin.document == norm.origin.document && !norm.value.example
        });
        let plain = NormPart {
            text: norm.value.text.get(words.0).to_owned(),
            figures: String::new(),
            below: false,
            owner: String::new(),
            gap: false,
            exceptions: Vec::new(),
            evidence: Vec::new(),
        };
        Some(if in_force { norm_part(cx, sources, &norm.value, plain) } else { plain })
    });
    Paragraph {
        name: said::paragraph(words, &item.paragraph),
        kept: item.kept_by.word(words.0).to_owned(),
        kept_kind: said::kept_kind(item.kept_by),
        missing: item.missing.as_ref().map(|text| text.get(words.0).to_owned()).unwrap_or_default(),
        norms: norms.collect(),
    }
}

fn norm_part(
    cx: &EmployeeCx,
    sources: &Sources,
    norm: &solits_standard::model::Norm,
    plain: NormPart,
) -> NormPart {
    let (words, here) = (cx.words, &sources.here);
    let today = here.structure.on(cx.at.day());
    let named = sources.owners.get(&norm.id);
    let answering = said::answering(words, here, &here.standard, norm, named, &today);
    let counts = sources.counts.get(&norm.id).copied().unwrap_or_default();
    let promise = here.standard.promise(&norm.id).filter(|_| {
        crate::model::norms::kept_by(norm) == KeptBy::Measured
    });
    let exceptions = sources.exceptions.iter().filter(|one| one.norm == norm.id);
    let evidence = sources.evidence.iter().filter(|one| one.norm == norm.id && one.withdrawn.is_none());
    NormPart {
        figures: promise
            .map_or_else(String::new, |promise| said::figures(words, promise.target_percent, counts)),
        below: promise.is_some_and(|promise| is_below(counts, promise.target_percent)),
        gap: !answering.gap.is_empty(),
        owner: if answering.gap.is_empty() { answering.who } else { answering.gap },
        exceptions: exceptions
            .map(|one| {
                format!(
                    "{}, {}",
                    sources.places.words(words, one.place),
                    said::period(words, one.days)
                )
            })
            .collect(),
        evidence: evidence
            .map(|one| {
                let given = given(words, &here.names, one, false);
                let what = if given.file.is_empty() { given.shows } else { given.file };
                format!("{}: {what}", given.form)
            })
            .collect(),
        ..plain
    }
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
            let found =
                said::answering(cx.words, here, &here.standard, &norm.value, named, &today);
            let heading = norm.value.heading().get(cx.words.0).to_owned();
            (!found.gap.is_empty()).then_some((heading, found.gap))
        })
        .collect()
}
