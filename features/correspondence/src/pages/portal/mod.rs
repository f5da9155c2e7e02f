//! `/i/{institution}/write`: anybody writes to the institution, without an account and without script, and is told at once
//! what will be done with it and by when.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

mod asked;
mod confirm;
mod fields;
mod receipt;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::HeaderMap,
};
use serde::Deserialize;
use solits_cases::NewsBy;
use solits_db::Tx;
use solits_journal::{Actor, By, Entry, record};
use solits_kernel::ServiceId;
use solits_organisation::{CardReader, Service, ServiceForm, card_parts, deadline_words, price_words};
use solits_standard::event::EventKind;
use solits_web::{ClientAddress, Incoming, Notice, Page, PageResult, PublicCx, WebError, html};
use solits_written::nature::{FeedbackKind, Matter, Way};

pub(super) use confirm::{door as confirm_door, press as confirm_press};

use super::draft::{Draft, unprocessable};
use crate::{
    intake::{self, Contact, Taken},
    portal::{
        attachments,
        confirming::{self, Channel},
    },
    store,
};
use asked::Typed;

const HOUR_MS: i64 = 60 * 60_000;

/// Something that can be written.
#[derive(Clone, Copy, Debug)]
struct Offered {
    code: &'static str,
    matter: Matter,
    way: Way,
}

/// What somebody can write, in the order in which it is offered.
const OFFERED: [Offered; 7] = [
    Offered { code: "question", matter: Matter::Request, way: Way::Website },
    Offered { code: "request", matter: Matter::Request, way: Way::OwnPortal },
    Offered { code: "order", matter: Matter::Order, way: Way::OwnPortal },
    Offered { code: "complaint", matter: Matter::Feedback(FeedbackKind::Complaint), way: Way::OwnPortal },
    Offered { code: "claim", matter: Matter::Feedback(FeedbackKind::Claim), way: Way::OwnPortal },
    Offered { code: "suggestion", matter: Matter::Feedback(FeedbackKind::Suggestion), way: Way::OwnPortal },
    Offered { code: "praise", matter: Matter::Feedback(FeedbackKind::Praise), way: Way::OwnPortal },
];

impl Offered {
    fn of(code: &str) -> Result<Self, WebError> {
        OFFERED.into_iter().find(|one| one.code == code).ok_or(WebError::NotFound)
    }

    /// Whether it may be about a service.
    fn is_about_service(self) -> bool {
        !matches!(self.code, "suggestion" | "praise")
    }
}

struct Offer {
    href: String,
    name: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "correspondence/portal.html")]
struct ChoiceView {
    page: Page,
    offers: Vec<Offer>,
    base: String,
}

#[derive(Template)]
#[template(path = "correspondence/portal_form.html")]
struct FormView {
    page: Page,
    action: String,
    back: String,
    key: String,
    hint: String,
    /// The number of the client's own case that it is about; empty for none.
    about: String,
    needs_service: bool,
    offers_service: bool,
    services: Vec<(String, String)>,
    branches: Vec<(String, String)>,
    card: Option<CardView>,
    /// What would be done by when, if it were sent now.
    steps: Vec<receipt::StepView>,
    /// What the service asks for.
    fields: Vec<fields::FieldView>,
    /// Files that were taken already.
    kept: Vec<KeptView>,
    accept: String,
    channels: Vec<(&'static str, String)>,
    draft: Draft,
}

/// What a client has to know of a service before writing.
struct CardView {
    name: String,
    deadline: String,
    price: String,
    parts: Vec<solits_organisation::CardPart>,
}

struct KeptView {
    place: i64,
    name: String,
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// The service, by id or by code.
    #[serde(default)]
    service: Option<String>,
    /// `case`: it is about the case the client has come in to see.
    #[serde(default)]
    about: Option<String>,
}

/// `GET /i/{institution}/write`
pub(crate) async fn choose(cx: PublicCx) -> PageResult {
    let words = cx.words;
    let offers = OFFERED.iter().map(|Offered { code, .. }| Offer {
        href: format!("/i/{}/write/{code}", cx.code),
        name: words.t(&format!("correspondence-write-{code}")),
        hint: words.t(&format!("correspondence-write-{code}-hint")),
    });
    html(&ChoiceView {
        offers: offers.collect(),
        base: format!("/i/{}", cx.code),
        page: cx.page(words.t("correspondence-write")),
    })
}

/// `GET /i/{institution}/write/{matter}`
pub(crate) async fn form(
    cx: PublicCx,
    Path((_, code)): Path<(String, String)>,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> PageResult {
    let offered = Offered::of(&code)?;
    let mut chosen = Vec::new();
    if let Some(service) = &asked.service {
        let mut tx = cx.read().await?;
        let known = solits_organisation::list_services(&mut tx).await?;
        let found = known.iter().find(|one| one.code == *service || one.id.to_string() == *service);
        chosen.extend(found.map(|one| ("service", one.id.to_string())));
    }
    if asked.about.as_deref() == Some("case") {
        let mut tx = cx.read().await?;
        let case = solits_cases::case_of_client(&mut tx, &cx, &headers).await?;
        if let Some(case) = case {
            // Nobody is asked again what their case knows.
            chosen.push(("branch", case.branch.to_string()));
            chosen.extend(
                case.service.filter(|_| asked.service.is_none()).map(|id| ("service", id.to_string())),
            );
            chosen.push(("about", case.reference));
        }
    }
    let key = cx.app.random.code(20);
    form_page(&cx, offered, &key, Draft::filled(&chosen)).await
}

async fn form_page(cx: &PublicCx, offered: Offered, key: &str, draft: Draft) -> PageResult {
    told_form_page(cx, offered, key, draft, None).await
}

/// The form with what was typed, and what is to be said of all of it.
async fn told_form_page(
    cx: &PublicCx,
    offered: Offered,
    key: &str,
    draft: Draft,
    notice: Option<Notice>,
) -> PageResult {
    let words = cx.words;
    let code = offered.code;
    let mut tx = cx.read().await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let branches = solits_organisation::list_branches(&mut tx).await?;
    let chosen = services.iter().find(|service| service.id.to_string() == draft.get("service"));
    let form = match chosen {
        Some(service) => solits_organisation::find_form(&mut tx, service.id).await?,
        None => ServiceForm::default(),
    };
    let branch = match &branches[..] {
        [only] => Some(only.id),
        _ => draft.get("branch").parse().ok().filter(|id| branches.iter().any(|one| one.id == *id)),
    };
    let steps = match branch {
        Some(branch) => receipt::if_sent_now(&mut tx, cx, offered, chosen, branch).await?,
        None => Vec::new(),
    };
    let kept = kept(&mut tx, key).await?;
    drop(tx);
    let several = branches.len() > 1;
    let mut page = cx.page(words.t(&format!("correspondence-write-{code}")));
    page.notice = notice;
    html(&FormView {
        action: format!("/i/{}/write/{code}", cx.code),
        back: format!("/i/{}/write", cx.code),
        key: key.to_owned(),
        hint: words.t(&format!("correspondence-write-{code}-hint")),
        about: draft.get("about").to_owned(),
        needs_service: code == "order",
        offers_service: offered.is_about_service(),
        card: chosen.map(|service| card_view(service, cx)),
        steps,
        fields: fields::views(&form, &draft, &kept, words),
        kept: kept.iter().map(|file| KeptView { place: file.place, name: file.name.clone() }).collect(),
        accept: attachments::accepted(),
        channels: Channel::ALL
            .iter()
            .map(|one| (one.code(), words.t(&format!("correspondence-tell-{}", one.code()))))
            .collect(),
        services: services
            .iter()
            .map(|service| (service.id.to_string(), service.name.get(words.0).to_owned()))
            .collect(),
        branches: branches
            .into_iter()
            .filter(|_| several)
            .map(|branch| (branch.id.to_string(), branch.name.get(words.0).to_owned()))
            .collect(),
        draft,
        page,
    })
}

/// The files kept for a form.
async fn kept(tx: &mut Tx, key: &str) -> Result<Vec<store::KeptLine>, WebError> {
    match attachments::form_hash(key) {
        Some(form) => Ok(store::list_kept(tx, &form).await?),
        None => Ok(Vec::new()),
    }
}

fn card_view(service: &Service, cx: &PublicCx) -> CardView {
    let words = cx.words;
    CardView {
        name: service.name.get(words.0).to_owned(),
        deadline: service.deadline.as_ref().map(|one| deadline_words(words, one)).unwrap_or_default(),
        price: price_words(words, service),
        parts: card_parts(words, service, CardReader::Client),
    }
}

/// `POST /i/{institution}/write/{matter}`
pub(crate) async fn send(
    cx: PublicCx,
    source: ClientAddress,
    Path((_, code)): Path<(String, String)>,
    headers: HeaderMap,
    mut incoming: Incoming,
) -> PageResult {
    let offered = Offered::of(&code)?;
    allow(&cx, &source, "write-try", cx.app.config.limits.written_tries)?;
    let refused = attachments::take(&cx.app, cx.institution, &source, &mut incoming).await?;
    let fields = incoming.fields().await?;
    let key = fields.get("key").to_owned();
    let only_card = fields.has("card");
    let mut draft = Draft::of(fields);
    forget_dropped(&cx, &key, &draft).await?;
    for file in &refused {
        draft.refuse(&file.field, file.words(cx.words));
    }
    if only_card {
        // Without script the button beside the list of services shows what has to be known of the one chosen.
        draft.errors.retain(|(field, _)| refused.iter().any(|file| file.field == *field));
        return form_page(&cx, offered, &key, draft).await;
    }
    let mut tx = cx.write().await?;
    let about = match draft.get("about") {
        "" => None,
        _ => solits_cases::case_of_client(&mut tx, &cx, &headers).await?,
    };
    let typed = asked::typed(&mut tx, &mut draft, offered, &key, &cx, about.as_ref()).await?;
    let Some(typed) = typed else {
        drop(tx);
        return Ok(unprocessable(form_page(&cx, offered, &key, draft).await?));
    };
    if let Err(refusal) = allow(&cx, &source, "write", cx.app.config.limits.written) {
        drop(tx);
        let notice = Some(refusal.notice_for_client(cx.words));
        let page = told_form_page(&cx, offered, &key, draft, notice).await?;
        return Ok(refusal.on_page(page));
    }
    let (taken, mailed) = open(&mut tx, &cx, &typed, &key).await?;
    let files = store::list_files(&mut tx, taken.opened.case).await?;
    let files = files.into_iter().filter(|file| file.message_id == taken.message).map(|file| file.name);
    let files: Vec<_> = files.collect();
    tx.commit().await?;
    html(&receipt::view(&cx, &taken, &typed, files, mailed))
}

fn allow(cx: &PublicCx, source: &ClientAddress, what: &str, most: u32) -> Result<(), WebError> {
    let name = format!("{what}:{}:{source}", cx.institution);
    cx.app.limiter.take(&name, most, HOUR_MS, cx.at)
}

/// Forgets the kept files whose boxes were ticked.
async fn forget_dropped(cx: &PublicCx, key: &str, draft: &Draft) -> Result<(), WebError> {
    let dropped: Vec<i64> = draft.all("drop").filter_map(|place| place.parse().ok()).collect();
    let Some(form) = attachments::form_hash(key).filter(|_| !dropped.is_empty()) else { return Ok(()) };
    let mut tx = cx.write().await?;
    for place in dropped {
        store::drop_kept(&mut tx, &form, place).await?;
    }
    Ok(tx.commit().await?)
}

/// Opens the case, with its files and answers; whether its address was asked to confirm itself.
async fn open(tx: &mut Tx, cx: &PublicCx, typed: &Typed, key: &str) -> Result<(Taken, bool), WebError> {
    let actor = cx.actor();
    let form = attachments::form_hash(key);
    let kept_files = match &form {
        Some(form) => store::list_kept(tx, form).await?.len(),
        None => 0,
    };
    let contact = Contact { kept_files, ..typed.contact.clone() };
    let taken = intake::receive(tx, &cx.app, &actor, &contact).await?;
    let case = taken.opened.case;
    if !taken.is_new {
        if let Some(form) = form {
            store::drop_all_kept(tx, &form).await?;
        }
        let asked = solits_cases::find_hearing(tx, case).await?;
        return Ok((taken, asked.is_some_and(|asked| asked.by == NewsBy::Email)));
    }
    if let Some(form) = form {
        store::move_kept(tx, &form, taken.message, 0).await?;
    }
    for (place, answer) in (0..).zip(&typed.answers) {
        store::insert_answer(tx, taken.message, place, answer).await?;
    }
    // The page that comes now confirms the receipt; the e-mail repeats it once its address is known to be the client's.
    let program = Actor { by: By::Program, at: cx.at };
    solits_cases::acknowledge_by_program(tx, &cx.app, &program, case).await.map_err(WebError::from)?;
    let entry = Entry::new(EventKind::MessageAcknowledged, case, Some(typed.contact.branch))
        .with("message", taken.message);
    record(tx, &cx.app.heart, &program, entry).await?;
    solits_cases::refresh_due(tx, case).await?;
    let mailed = confirming::begin(
        tx,
        &cx.app,
        &actor,
        case,
        typed.channel,
        &typed.contact.address,
        &typed.number,
        &typed.postal,
        cx.words.0,
    )
    .await?;
    Ok((taken, mailed))
}

/// The service that was chosen, with its form.
async fn chosen_service(
    tx: &mut Tx,
    draft: &mut Draft,
    offered: Offered,
    cx: &PublicCx,
) -> Result<Option<(Service, ServiceForm)>, WebError> {
    let Some(id) = draft.get("service").parse::<ServiceId>().ok().filter(|_| offered.is_about_service())
    else {
        if offered.matter == Matter::Order {
            draft.refuse("service", cx.words.t("correspondence-service-needed"));
        }
        return Ok(None);
    };
    let service = solits_organisation::find_service(tx, id).await?.ok_or(WebError::NotFound)?;
    let form = solits_organisation::find_form(tx, id).await?;
    // What a service asks for, it asks from whoever wants it; a complaint about it needs none of that.
    let form = if matches!(offered.code, "order" | "request") { form } else { ServiceForm::default() };
    Ok(Some((service, form)))
}
