//! `/evidence/norms/{norm}`: one norm with who answers for it, what the program shows of it, what was given by hand and
//! what was allowed to differ.

#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::extract::{Path, Query};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::hidden_measures;
use solits_standard::{
    Effective, KeptBy,
    model::{Norm, NormKind},
};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, recall, remember, see_other};

use super::{
    ALLOW, KEEP, Notified, SET_UP,
    parts::{self, Here, Names, Places, Typed, notice, unprocessable},
    room, said,
};
use crate::{
    actions::{self, Attached, NewEvidence},
    model::{
        content::{Unfit, judge},
        given::{Evidence, EvidenceId, File, Owner, Shows},
        norms,
        period::{Period, write_day},
        room::Room,
    },
    store,
    upload::{Sent, Upload},
};

/// The longest note and reason.
const MOST_NOTE: usize = 4_000;

/// A piece of evidence as it is listed.
pub(super) struct Given {
    pub(super) id: EvidenceId,
    pub(super) form: String,
    pub(super) shows: String,
    pub(super) days: String,
    pub(super) note: String,
    /// Name and size of the file; empty for a note.
    pub(super) file: String,
    pub(super) hash: String,
    /// By whom and when.
    pub(super) by: String,
    /// Who withdrew it, when and why; empty where nobody did.
    pub(super) withdrawn: String,
    /// Whether the reader may have its file.
    pub(super) can_be_read: bool,
    /// What is wrong with the reason that was typed for withdrawing it.
    pub(super) error: String,
}

/// A piece of evidence in words.
pub(super) fn given(words: Words, names: &Names, one: &Evidence, keeps: bool) -> Given {
    let by_on = |id, at| {
        words.ta(
            "evidence-by-on",
            &[("name", names.of(Some(id)).into()), ("day", said::day_of(words, at).into())],
        )
    };
    Given {
        id: one.id,
        form: match one.form() {
            "photo" => words.t("evidence-form-photo"),
            "document" => words.t("evidence-form-document"),
            _ => words.t("evidence-form-note"),
        },
        shows: said::shows(words, one.shows),
        days: said::period(words, one.days),
        note: one.note.clone(),
        file: one
            .file
            .as_ref()
            .map_or_else(String::new, |file| format!("{} ({})", file.name, said::size(words, file))),
        hash: one.file.as_ref().map(File::hash_words).unwrap_or_default(),
        by: by_on(one.given_by, one.given_at),
        withdrawn: one.withdrawn.as_ref().map_or_else(String::new, |withdrawn| {
            format!("{}: {}", by_on(withdrawn.by, withdrawn.at), withdrawn.because)
        }),
        can_be_read: one.withdrawn.is_none() || keeps,
        error: String::new(),
    }
}

/// An owner that was named, now or earlier.
struct Earlier {
    owner: String,
    named: String,
    until: String,
}

#[derive(Template)]
#[template(path = "evidence/norm.html")]
struct NormView {
    page: Page,
    headline: String,
    here: String,
    text: String,
    source: String,
    document: String,
    kept: String,
    kept_kind: &'static str,
    own_evidence: String,
    /// Where its figures stand; empty where the reader may not see them or there are none.
    figures_href: String,
    answering: said::Answering,
    owners: Vec<Earlier>,
    exceptions: Vec<(&'static str, String, String)>,
    may_allow: bool,
    given: Vec<Given>,
    may_keep: bool,
    kinds: Vec<(String, String)>,
    /// How much room files take of what they may.
    room: String,
    may_set_up: bool,
    typed: Typed,
}

fn fresh(cx: &EmployeeCx) -> Typed {
    let today = solits_kernel::day_number(cx.at.day());
    Typed::filled(&[("from", write_day(today)), ("until", write_day(today)), ("key", cx.app.random.code(20))])
}

/// `GET /evidence/norms/{norm}`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path(id): Path<String>,
    Query(asked): Query<Notified>,
) -> PageResult {
    let typed = fresh(&cx);
    page(&cx, &id, asked.notice.as_deref(), typed, None).await
}

/// The norm of that id, in the version in force or else in the latest that had it, with its document.
async fn find(
    here: &Here,
    tx: &mut Tx,
    id: &str,
) -> Result<Option<(Effective<Norm>, std::sync::Arc<solits_standard::Standard>)>, WebError> {
    let of = |standard: &std::sync::Arc<solits_standard::Standard>| {
        let norm = standard.norms().iter().find(|norm| norm.value.id == id && !norm.value.example);
        norm.map(|norm| (norm.clone(), standard.clone()))
    };
    if let Some(found) = of(&here.standard) {
        return Ok(Some(found));
    }
    let versions = store::list_versions(tx).await?;
    Ok(versions.iter().rev().filter_map(|row| here.loaded.versions.get(row.number)).find_map(of))
}

/// What was typed for withdrawing a piece of evidence and refused.
struct Withdrawing {
    id: EvidenceId,
    error: String,
}

async fn page(
    cx: &EmployeeCx,
    id: &str,
    told: Option<&str>,
    typed: Typed,
    withdrawing: Option<Withdrawing>,
) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let here = Here::load(cx, &mut tx).await?.ok_or(WebError::NotFound)?;
    let (norm, standard) = find(&here, &mut tx, id).await?.ok_or(WebError::NotFound)?;
    let places = Places::load(&mut tx).await?;
    let exceptions = store::list_exceptions_of(&mut tx, id).await?;
    let evidence = store::list_evidence_of(&mut tx, id).await?;
    let owners = store::list_owners_of(&mut tx, id).await?;
    let today = here.structure.on(cx.at.day());
    let named: Option<&Owner> = owners.iter().find(|one| one.ended_at.is_none()).map(|one| &one.owner);
    let kept = norms::kept_by(&norm.value);
    let mut page = cx.page(norm.value.heading().get(words.0));
    page.notice = notice(told, words);
    let keeps = cx.me.may(KEEP);
    let figures = match standard.promise(id) {
        Some(promise) => {
            let hidden = hidden_measures(&mut tx, &cx.app.heart).await?;
            let counts = store::sum_of_norm(&mut tx, id, Period::year_to(here.today), &hidden).await?;
            Some(said::figures(words, promise.target_percent, counts))
        }
        None => None,
    };
    let is_measured = figures.is_some() && kept == KeptBy::Measured;
    html(&NormView {
        page,
        headline: parts::headline(words, &here.standard),
        here: format!("/evidence/norms/{id}"),
        text: norm.value.text.get(words.0).to_owned(),
        source: said::source(words, &standard, &norm.origin),
        document: said::document(words, &standard),
        kept: kept.word(words.0).to_owned(),
        kept_kind: said::kept_kind(kept),
        own_evidence: own_evidence(words, &norm.value, kept, figures),
        figures_href: if is_measured && cx.me.may("measures.read") {
            format!("/promises/{id}")
        } else {
            String::new()
        },
        answering: said::answering(words, &here, &standard, &norm.value, named, &today),
        owners: owners.iter().map(|one| earlier(words, &here, one)).collect(),
        exceptions: exceptions
            .iter()
            .map(|one| {
                let (kind, standing) = said::standing(words, one.on(here.today));
                (kind, standing, said::exception(words, &places, &here.names, one))
            })
            .collect(),
        may_allow: cx.me.may(ALLOW),
        given: evidence
            .iter()
            .map(|one| {
                let mut given = given(words, &here.names, one, keeps);
                if let Some(refused) = withdrawing.as_ref().filter(|refused| refused.id == one.id) {
                    given.error.clone_from(&refused.error);
                }
                given
            })
            .collect(),
        may_keep: keeps,
        room: room::told(words, room::load(&mut tx).await?),
        may_set_up: cx.me.may(SET_UP),
        kinds: Shows::ALL.map(|kind| (kind.code().to_owned(), said::shows(words, kind))).to_vec(),
        typed,
    })
}

fn earlier(words: Words, here: &Here, one: &crate::model::given::Ownership) -> Earlier {
    let name = here.names.of(Some(one.set_by));
    Earlier {
        owner: said::owner(words, &here.standard, &here.names, &one.owner),
        named: words
            .ta("evidence-by-on", &[("name", name.into()), ("day", said::day_of(words, one.set_at).into())]),
        until: one.ended_at.map_or_else(String::new, |at| said::day_of(words, at)),
    }
}

/// What the program itself can show of a norm.
fn own_evidence(words: Words, norm: &Norm, kept: KeptBy, figures: Option<String>) -> String {
    match (kept, &norm.kind) {
        (KeptBy::OnlyOnPaper, _) => words.t("evidence-own-none"),
        (_, NormKind::Promise { .. }) => figures.unwrap_or_default(),
        (_, NormKind::Rule { .. }) => words.t("evidence-own-rule"),
        (_, NormKind::Guide { .. }) => words.t("evidence-own-guide"),
        (_, NormKind::Publish { .. }) => words.t("evidence-own-publish"),
    }
}

/// `POST /evidence/norms/{norm}`: gives evidence.
pub(crate) async fn give(cx: EmployeeCx, Path(id): Path<String>, upload: Upload) -> PageResult {
    let key = upload.fields.get("key").to_owned();
    let done = format!("/evidence/norms/{id}?notice=given");
    let mut typed = Typed::new(upload.fields);
    let file = upload.file.map(judged).transpose();
    let mut tx = cx.write().await?;
    if recall(&mut tx, "evidence.give", &key).await?.is_some() {
        return Ok(see_other(&done));
    }
    let here = Here::load(&cx, &mut tx).await?.ok_or(WebError::NotFound)?;
    if find(&here, &mut tx, &id).await?.is_none() {
        return Err(WebError::NotFound);
    }
    let room = room::load(&mut tx).await?;
    let file =
        file.map_err(|unfit| said::unfit(cx.words, unfit)).and_then(|file| fitting(cx.words, room, file));
    let Some(new) = read(cx.words, &here, &mut typed, id.clone(), file) else {
        drop(tx);
        return Ok(unprocessable(page(&cx, &id, None, typed, None).await?));
    };
    let given = actions::give(&mut tx, &cx.app, &cx.actor(), new).await?;
    remember(&mut tx, "evidence.give", &key, &given.to_string(), cx.at).await?;
    tx.commit().await?;
    Ok(see_other(&done))
}

fn read(
    words: Words,
    here: &Here,
    typed: &mut Typed,
    norm: String,
    file: Result<Option<Attached>, String>,
) -> Option<NewEvidence> {
    let shows = Shows::of(typed.get("shows"));
    if shows.is_none() {
        typed.refuse("shows", words.t("common-field-choose"));
    }
    let days = typed.period(words);
    if days.is_some_and(|days| days.until > here.today) {
        typed.refuse("until", words.t("evidence-until-future"));
    }
    let note = typed.text_or_empty("note", MOST_NOTE, words);
    let file = match file {
        Ok(file) => file,
        Err(told) => {
            typed.refuse("file", told);
            None
        }
    };
    if file.is_none() && note.as_deref() == Some("") && typed.error("file").is_empty() {
        typed.refuse("note", words.t("evidence-note-or-file"));
    }
    if !typed.errors.is_empty() && file.is_some() {
        typed.refuse("file", words.t("evidence-file-again"));
    }
    let ((shows, days), note) = shows.zip(days).zip(note)?;
    typed.errors.is_empty().then_some(NewEvidence { norm, shows, days, note, file })
}

/// The file, where there is room for it; else why not, in words.
fn fitting(words: Words, room: Room, file: Option<Attached>) -> Result<Option<Attached>, String> {
    let size = file.as_ref().map_or(0, Attached::size);
    if file.is_none() || room.has_place_for(size) {
        return Ok(file);
    }
    let args = [
        ("used", said::bytes(words, room.used).into()),
        ("most", said::bytes(words, room.most()).into()),
        ("size", said::bytes(words, size).into()),
    ];
    Err(words.ta("evidence-file-no-room", &args))
}

/// A file whose bytes are of a kind that is taken, under a clean name.
fn judged(sent: Sent) -> Result<Attached, Unfit> {
    let name = solits_kernel::clean(&sent.name, 150).map_err(|_| Unfit::OtherName)?;
    let media = judge(&name, &sent.bytes)?;
    Ok(Attached::of(name, media, sent.bytes))
}

/// `POST /evidence/items/{id}/withdraw`
pub(crate) async fn withdraw(cx: EmployeeCx, Path(id): Path<EvidenceId>, Form(fields): Form) -> PageResult {
    let mut typed = Typed::new(fields);
    let mut tx = cx.write().await?;
    let evidence = store::find_evidence(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let Some(because) = typed.text("because", MOST_NOTE, cx.words) else {
        drop(tx);
        let refused = Withdrawing { id, error: typed.error("because").to_owned() };
        return Ok(unprocessable(page(&cx, &evidence.norm, None, fresh(&cx), Some(refused)).await?));
    };
    let norm = actions::withdraw(&mut tx, &cx.app, &cx.actor(), id, because).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/evidence/norms/{norm}?notice=withdrawn")))
}
