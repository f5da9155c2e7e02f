//! Clients hear where their case stands by the channel they chose (I-33): by e-mail from here, in plain words; where it is a
//! text message, a letter, the telephone or the e-address, what is to be told is put before the owner of the case.

use solits_cases::{Case, Hearing, NewNews, NewsBy};
use solits_db::Tx;
use solits_journal::{Actor, By, StoredEntry, list_entries_of};
use solits_kernel::{CaseId, InstitutionId, Lang, Scope, Text, Timestamp, UnitId};
use solits_mail::Address;
use solits_standard::event::EventKind;
use solits_web::App;
use uuid::Uuid;

use super::words::{Known, words};
use crate::{
    CorrespondenceError,
    outgoing::{self, Notice},
    store,
};

/// So many entries of the journal are looked at in one transaction.
const AT_ONCE: i64 = 2_000;
/// A letter that left so shortly before tells the client itself what became of the case.
const SAME_NEWS_MINUTES: i64 = 15;

/// Tells clients what has happened to their cases since the last time; whether there is more to look at.
///
/// Only sealed entries are looked at, and up to where is kept in the same transaction as the letters: each is told once,
/// whichever node comes by.
///
/// # Errors
/// Where the database fails.
pub async fn tell_next(app: &App, institution: InstitutionId) -> Result<bool, CorrespondenceError> {
    let mut tx = app.db.read(Scope::of_job(institution)).await?;
    let sealed = store::last_sealed(&mut tx).await?;
    let told = store::find_told(&mut tx).await?;
    drop(tx);
    if told == Some(sealed) {
        return Ok(false);
    }
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    let from = store::hold_told(&mut tx).await?;
    let upto = sealed.min(from.saturating_add(AT_ONCE));
    for entry in store::list_to_tell(&mut tx, from, upto).await? {
        tell(&mut tx, app, &entry).await?;
    }
    store::set_told(&mut tx, upto.max(from)).await?;
    tx.commit().await?;
    Ok(upto < sealed)
}

/// An entry of which a client is told, with what it says.
struct Happened<'a> {
    entry: &'a StoredEntry,
    kind: EventKind,
    facts: serde_json::Value,
}

impl Happened<'_> {
    fn moment(&self, name: &str) -> Option<Timestamp> {
        self.facts.get(name)?.as_i64().map(Timestamp::from_millis)
    }
    fn word(&self, name: &str) -> &str {
        self.facts.get(name).and_then(serde_json::Value::as_str).unwrap_or_default()
    }
    fn id(&self, name: &str) -> Option<Uuid> {
        self.word(name).parse().ok()
    }
    /// Whether another entry tells it: that of the case whose clocks move, or that of the body it was forwarded to.
    fn is_told_by_another(&self) -> bool {
        let holds = |name: &str| self.facts.get(name).and_then(serde_json::Value::as_bool) == Some(true);
        holds("clock") || (self.kind == EventKind::CaseClosed && holds("forwarded"))
    }
    /// From when on a letter tells the same.
    fn recently(&self) -> Timestamp {
        self.entry.at.plus_minutes(-SAME_NEWS_MINUTES)
    }
}

async fn tell(tx: &mut Tx, app: &App, entry: &StoredEntry) -> Result<(), CorrespondenceError> {
    let id = CaseId::new(entry.subject_id);
    let Some(kind) = EventKind::parse(&entry.kind) else { return Ok(()) };
    let facts = serde_json::from_str(&entry.facts).unwrap_or_default();
    let happened = Happened { entry, kind, facts };
    if happened.is_told_by_another() {
        return Ok(());
    }
    let Some(case) = solits_cases::find(tx, id).await? else { return Ok(()) };
    match solits_cases::find_hearing(tx, id).await? {
        Some(hearing) if hearing.by.is_by_hand() => lay_before(tx, app, &happened, &case, &hearing).await,
        hearing => write(tx, app, &happened, &case, hearing).await,
    }
}

/// Puts before the owner of the case what a person is to tell the client.
async fn lay_before(
    tx: &mut Tx,
    app: &App,
    happened: &Happened<'_>,
    case: &Case,
    hearing: &Hearing,
) -> Result<(), CorrespondenceError> {
    // An answer of which it was said how it reached the client has been told, and so has what stands in a letter.
    let way = happened.word("way");
    let is_told = happened.kind == EventKind::CaseAnswered && !way.is_empty() && way != "page";
    if is_told || (tells_itself(happened.kind) && store::is_written(tx, case.id, happened.recently()).await?)
    {
        return Ok(());
    }
    let known = known(tx, happened, case).await?;
    let Some((_, lines)) = words(happened.kind, &known) else { return Ok(()) };
    let lang = hearing.lang;
    let about =
        Text::new(format!("Par lietu {}.", case.reference), format!("About case {}.", case.reference));
    let page = page_of_cases(tx, app).await?;
    let more = Text::new(
        format!("Vairāk ar lietas kodu: {page}"),
        format!("More with the code of the case: {page}"),
    );
    let text: Vec<&str> =
        [&about].into_iter().chain(&lines).chain([&more]).map(|line| line.get(lang)).collect();
    let news = NewNews {
        n: happened.entry.n,
        at: happened.entry.at,
        kind: &happened.entry.kind,
        text: &text.join("\n"),
    };
    Ok(solits_cases::put_news(tx, app, case, &news).await?)
}

/// Whether an employee's own letter tells the client of it as it happens.
const fn tells_itself(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::CaseAnswered
            | EventKind::CaseDelayTold
            | EventKind::CaseExtended
            | EventKind::CasePaused
            | EventKind::CaseReferred
            | EventKind::CaseForwarded
            | EventKind::CaseHandedOver
    )
}

/// Writes to the client.
async fn write(
    tx: &mut Tx,
    app: &App,
    happened: &Happened<'_>,
    case: &Case,
    hearing: Option<Hearing>,
) -> Result<(), CorrespondenceError> {
    let chosen = hearing.as_ref().filter(|hearing| hearing.by == NewsBy::Email);
    let address = chosen.map_or(case.client_contact.as_str(), |hearing| hearing.reach(&case.client_contact));
    let Some(to) = Address::parse(address) else { return Ok(()) };
    let always = Timestamp::from_millis(0);
    // An address that was typed is written to once it is confirmed, or once an employee has written to it.
    let is_unconfirmed = hearing.as_ref().is_some_and(|hearing| hearing.confirmed_at.is_none());
    if is_unconfirmed && !store::is_replied(tx, case.id, &to.key(), always).await? {
        return Ok(());
    }
    let recent = happened.recently();
    let is_told = match happened.kind {
        EventKind::CaseDelayTold => store::is_told_day(tx, case.id, &to.key(), recent).await?,
        // A letter about something else does not tell of a new date.
        EventKind::CaseExtended => false,
        kind if tells_itself(kind) => store::is_replied(tx, case.id, &to.key(), recent).await?,
        _ => false,
    };
    if is_told {
        return Ok(());
    }
    let known = Known { why: why_by_email(tx, happened, case).await?, ..known(tx, happened, case).await? };
    let Some((subject, mut lines)) = words(happened.kind, &known) else { return Ok(()) };
    let page = page_of_cases(tx, app).await?;
    lines.push(Text::new(
        format!("Visu redzēsiet šeit, ierakstot lietas kodu no apstiprinājuma un šo e-pasta adresi: {page}"),
        format!("You see everything here, with the code from your receipt and this e-mail address: {page}"),
    ));
    if chosen.is_some() {
        // A case that was opened at a desk has no parties yet; whoever chose to be written to is one.
        store::insert_party(tx, case.id, &to);
        tx.settle().await?;
    }
    let lang = match hearing {
        Some(hearing) => hearing.lang,
        None => solits_cases::client_lang(tx, case.id).await?,
    };
    let actor = Actor { by: By::Program, at: app.clock.now() };
    outgoing::notice(tx, app, &actor, case, &to, &Notice { subject, lines }, lang).await?;
    Ok(())
}

/// What an employee wrote is not sent by e-mail where the page behind the code says it, but a pause is of no use to a client
/// who does not read what to do.
async fn why_by_email(
    tx: &mut Tx,
    happened: &Happened<'_>,
    case: &Case,
) -> Result<String, CorrespondenceError> {
    if happened.kind == EventKind::CasePaused { why(tx, happened, case).await } else { Ok(String::new()) }
}

/// What an employee wrote about it for the client.
async fn why(tx: &mut Tx, happened: &Happened<'_>, case: &Case) -> Result<String, CorrespondenceError> {
    let Some(note) = happened.id("note") else { return Ok(String::new()) };
    Ok(solits_cases::find_note_for_client(tx, case.id, note).await?.unwrap_or_default())
}

async fn known(tx: &mut Tx, happened: &Happened<'_>, case: &Case) -> Result<Known, CorrespondenceError> {
    let until = match happened.kind {
        EventKind::CasePaused => happened.moment("expected"),
        EventKind::CaseResumed => runs_until(tx, happened).await?,
        _ => happened.moment("planned_at"),
    };
    let body = match happened.id("referral") {
        Some(referral) => solits_cases::find_body(tx, case.id, referral).await?,
        None => None,
    };
    let unit = match happened.id("unit").filter(|_| happened.kind == EventKind::CaseHandedOver) {
        Some(unit) => unit_name(tx, UnitId::new(unit), happened.entry.at).await?,
        None => String::new(),
    };
    // Where the body is named with its contacts, the text would say the same once more.
    let why = if body.is_some() { String::new() } else { why(tx, happened, case).await? };
    Ok(Known { until, why, waits_for: happened.word("waits_for").to_owned(), body, unit })
}

/// Until when the first of the clocks runs that have been set going again.
async fn runs_until(tx: &mut Tx, happened: &Happened<'_>) -> Result<Option<Timestamp>, CorrespondenceError> {
    let entries = list_entries_of(tx, happened.entry.subject_id).await?;
    let same = entries.iter().filter(|one| one.at == happened.entry.at && one.kind == happened.entry.kind);
    let until = same.filter_map(|one| {
        let facts = serde_json::from_str(&one.facts).ok()?;
        Happened { entry: one, kind: happened.kind, facts }.moment("until")
    });
    Ok(until.min())
}

async fn unit_name(tx: &mut Tx, unit: UnitId, at: Timestamp) -> Result<String, CorrespondenceError> {
    let structure = solits_organisation::find_structure(tx).await?;
    let day = structure.on(at.day());
    Ok(day.units().find(|one| one.id == unit).map(|one| one.name.clone()).unwrap_or_default())
}

async fn page_of_cases(tx: &mut Tx, app: &App) -> Result<String, CorrespondenceError> {
    let institution =
        solits_organisation::find_institution(tx).await?.ok_or(CorrespondenceError::NotFound)?;
    Ok(format!("{}/i/{}/case", app.config.public_url, institution.code))
}

/// The text of a short message or a paper letter about where a case stands, for staff to send.
pub(crate) fn ready_text(case: &Case, page: &str, lang: Lang) -> String {
    use solits_cases::Status;
    let text = match case.status {
        Status::Open => Text::new("pie tās strādājam", "we are working on it"),
        Status::WaitingClient => Text::new("gaidām Jūsu atbildi", "we are waiting for your reply"),
        Status::Answered => Text::new("ir sniegta atbilde", "it has been answered"),
        Status::Closed => Text::new("ir slēgta", "it is closed"),
    };
    let said = text.get(lang);
    match lang {
        Lang::Lv => format!("Jūsu lieta {}: {said}. Vairāk: {page}", case.reference),
        Lang::En => format!("Your case {}: {said}. More: {page}", case.reference),
    }
}
