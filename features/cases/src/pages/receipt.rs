//! The slip for the client: what was asked, what we will do and who does it, by which date and why, and what happens if we
//! are late.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use solits_access::{Look, look, record_look};
use solits_db::Tx;
use solits_kernel::{CaseId, EmployeeId, Lang};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, qr_svg};

use super::{Draft, Whole, show as case_page, with_status};
use crate::{
    actions::{self, CaseError},
    codes::{Codes, spoken},
    model::{Audience, Case, Kind},
    promised::{Promised, Reader, promised},
    store::{self, Note},
    timeline::lines,
};

/// What the slip says.
#[derive(Debug)]
pub(crate) struct Slip {
    case: Case,
    subject: String,
    kind: String,
    service: String,
    /// What the client told us, line by line.
    asked: Vec<String>,
    we_will: String,
    /// Where it lies: the unit, or the institution; never an employee's name.
    holder: String,
    promises: Vec<Promised>,
    if_late: Vec<String>,
    opened: String,
    place: String,
    phone: String,
    /// The QR of the client's link; empty where the codes are not known any more.
    qr: String,
    short_code: String,
    /// Whether the short code can be used: it goes with the contact given.
    has_contact: bool,
    follow_at: String,
}

impl Slip {
    /// Reads it. The codes are shown when they were just drawn, and never again.
    pub(crate) async fn read(
        tx: &mut Tx,
        cx: &EmployeeCx,
        id: CaseId,
        codes: Option<&Codes>,
    ) -> Result<Self, WebError> {
        let whole = Whole::read(tx, &cx.app, id).await?;
        let words = cx.words;
        let holder = holder(tx, whole.case.owner, words.0).await?;
        let base = format!("{}/i/{}/case", cx.app.config.public_url, cx.me.institution_code);
        let kind = words.t(&format!("cases-kind-{}", whole.case.kind.name()));
        // What was told at the opening itself; later notes are on the client's page.
        let told = |note: &&Note| note.audience == Audience::Client && note.at == whole.case.opened_at;
        let asked = whole.notes.iter().filter(told).flat_map(|note| lines(&note.text));
        Ok(Self {
            subject: whole.case.subject.clone(),
            kind,
            service: whole.service_name(words.0),
            asked: asked.collect(),
            we_will: we_will(&whole, cx),
            holder,
            if_late: whole.if_late(words, cx.at),
            opened: words.day(whole.case.opened_at.day()),
            place: whole
                .branch
                .as_ref()
                .map(|branch| branch.name.get(words.0).to_owned())
                .unwrap_or_default(),
            phone: whole.branch.as_ref().map(|branch| branch.phone.clone()).unwrap_or_default(),
            qr: codes
                .map(|codes| qr_svg(&format!("{base}/{}", codes.link), &words.t("cases-qr-label")))
                .unwrap_or_default(),
            short_code: codes.map(|codes| spoken(&codes.short)).unwrap_or_default(),
            has_contact: !whole.case.client_contact.is_empty(),
            follow_at: base,
            promises: promised(whole.obligations, &whole.loaded, words, cx.at, Reader::Client),
            case: whole.case,
        })
    }
}

/// The unit in which the owner of a case works, or else the institution.
async fn holder(tx: &mut Tx, owner: EmployeeId, lang: Lang) -> Result<String, WebError> {
    if let Some(unit) = solits_organisation::find_unit_of(tx, owner).await? {
        return Ok(unit.name);
    }
    let institution = solits_organisation::find_institution(tx).await?;
    Ok(institution.map(|own| own.name.get(lang).to_owned()).unwrap_or_default())
}

/// What the service gives, where its card says so; else what is done with such a matter.
fn we_will(whole: &Whole, cx: &EmployeeCx) -> String {
    let result =
        whole.service.as_ref().map(|service| service.card.result.get(cx.words.0)).unwrap_or_default();
    if !result.is_empty() {
        return cx.words.ta("cases-will-give", &[("result", result.into())]);
    }
    cx.words.t(match whole.case.kind {
        Kind::Question | Kind::Callback | Kind::Internal => "cases-will-answer",
        Kind::Order | Kind::Request => "cases-will-decide",
        Kind::Complaint | Kind::Claim => "cases-will-examine",
        Kind::Suggestion | Kind::Praise => "cases-will-consider",
    })
}

#[derive(Template)]
#[template(path = "cases/receipt.html")]
struct ReceiptView {
    page: Page,
    slip: Slip,
    back: String,
}

/// The slip as a page.
pub(crate) fn page(cx: &EmployeeCx, slip: Slip) -> PageResult {
    let title = cx.words.ta("cases-receipt-title", &[("reference", slip.case.reference.as_str().into())]);
    let back = match slip.case.ticket {
        Some(_) if cx.me.may("queue.serve") => format!("/workplace?case={}", slip.case.id),
        _ => String::new(),
    };
    html(&ReceiptView { page: cx.page(title), slip, back })
}

/// `GET /cases/{case}/receipt`: the slip without codes, for printing again.
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    let mut tx = cx.read().await?;
    let slip = Slip::read(&mut tx, &cx, id, None).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Receipt(id)).await?;
    page(&cx, slip)
}

/// `POST /cases/{case}/receipt`: new codes for a client who has lost them; the old ones open nothing any more.
pub(crate) async fn renew(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut tx = cx.write().await?;
    store::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let version = fields.parse("version").unwrap_or_default();
    match actions::renew_codes(&mut tx, &cx.app, &cx.actor(), id, version).await {
        Ok((_, codes)) => {
            record_look(&mut tx, &cx.app, &cx.actor(), Look::Receipt(id)).await?;
            tx.commit().await?;
            let mut tx = cx.read().await?;
            let slip = Slip::read(&mut tx, &cx, id, Some(&codes)).await?;
            page(&cx, slip)
        }
        Err(CaseError::Stale(_)) => {
            drop(tx);
            let page = case_page::page(&cx, id, Draft::of(fields), case_page::Seen::Version(version)).await?;
            Ok(with_status(page, StatusCode::CONFLICT))
        }
        Err(error) => Err(error.into()),
    }
}
