//! Clients hear where their case stands by the channel they chose (I-33): by e-mail from here, in fixed words; the text for
//! a short message or a paper letter stands ready for staff.

use solits_db::Tx;
use solits_journal::{Actor, By, StoredEntry};
use solits_kernel::{CaseId, InstitutionId, Lang, Scope, Text, Timestamp};
use solits_mail::Address;
use solits_standard::event::EventKind;
use solits_web::App;

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

async fn tell(tx: &mut Tx, app: &App, entry: &StoredEntry) -> Result<(), CorrespondenceError> {
    let id = CaseId::new(entry.subject_id);
    let Some(kind) = EventKind::parse(&entry.kind) else { return Ok(()) };
    let Some(case) = solits_cases::find(tx, id).await? else { return Ok(()) };
    let Some(to) = Address::parse(&case.client_contact) else { return Ok(()) };
    let contact = store::find_contact(tx, id).await?;
    let always = Timestamp::from_millis(0);
    // An address that was typed is written to once it is confirmed, or once an employee has written to it.
    let is_unconfirmed = contact.as_ref().is_some_and(|contact| contact.confirmed_at.is_none());
    if is_unconfirmed && !store::is_replied(tx, id, &to.key(), always).await? {
        return Ok(());
    }
    let recent = entry.at.plus_minutes(-SAME_NEWS_MINUTES);
    let is_told = match kind {
        EventKind::CaseAnswered => store::is_replied(tx, id, &to.key(), recent).await?,
        EventKind::CaseDelayTold => store::is_told_day(tx, id, &to.key(), recent).await?,
        _ => false,
    };
    if is_told {
        return Ok(());
    }
    let until = told_until(entry);
    let institution =
        solits_organisation::find_institution(tx).await?.ok_or(CorrespondenceError::NotFound)?;
    let page = format!("{}/i/{}/case", app.config.public_url, institution.code);
    let Some(notice) = words(kind, until, &page) else { return Ok(()) };
    let lang = match contact {
        Some(contact) => Lang::parse(&contact.lang).unwrap_or_default(),
        // Whoever wrote by e-mail is told in the language of the letter.
        None => outgoing::language_of(&store::first_words(tx, id).await?),
    };
    let actor = Actor { by: By::Program, at: app.clock.now() };
    outgoing::notice(tx, app, &actor, &case, &to, &notice, lang).await?;
    Ok(())
}

/// Until when the client was told to wait.
fn told_until(entry: &StoredEntry) -> Option<Timestamp> {
    let facts: serde_json::Value = serde_json::from_str(&entry.facts).ok()?;
    facts.get("planned_at")?.as_i64().map(Timestamp::from_millis)
}

/// The fixed words of what happened; `None` for what a client is not written about.
fn words(kind: EventKind, until: Option<Timestamp>, page: &str) -> Option<Notice> {
    let (subject, what) = match kind {
        EventKind::CaseDelayTold => (
            Text::new("Atbilde kavēsies", "The answer will be late"),
            with_day(
                Text::new("Jūsu lietā atbilde kavēsies.", "The answer in your case will be late."),
                until,
            ),
        ),
        EventKind::CaseExtended => (
            Text::new("Termiņš pagarināts", "The term is extended"),
            with_day(
                Text::new(
                    "Jūsu lietā termiņš ir pagarināts; kāpēc, ir rakstīts lietas lapā.",
                    "The term in your case is extended; its page says why.",
                ),
                until,
            ),
        ),
        EventKind::FeedbackReceptionOffered => (
            Text::new("Piedāvājam pieņemšanu", "We offer you a reception"),
            Text::new(
                "Jūsu sūdzībā piedāvājam pieņemšanu klātienē. Lūdzu, izvēlieties laiku lietas lapā.",
                "We offer you a reception about your complaint. Please choose a time on the page of the case.",
            ),
        ),
        EventKind::CaseAnswered => (
            Text::new("Jūsu lietā ir atbilde", "Your case has been answered"),
            Text::new(
                "Jūsu lietā ir sniegta atbilde. Lūdzu, izlasiet to un pasakiet, vai tā ir atrisinājums.",
                "Your case has been answered. Please read the answer and tell us whether it settles the matter.",
            ),
        ),
        EventKind::CaseClosed => (
            Text::new("Jūsu lieta ir slēgta", "Your case is closed"),
            Text::new(
                "Jūsu lieta ir slēgta. Ja kas palicis neatrisināts, atbildiet uz šo vēstuli.",
                "Your case is closed. If anything is left to settle, answer this letter.",
            ),
        ),
        EventKind::FeedbackPassedOn => (
            Text::new("Par Jūsu sūdzību lemj nākamais", "The next decision maker has your complaint"),
            Text::new(
                "Jūsu sūdzība ir nodota tam, kurš stāv augstāk par iepriekšējo lēmēju. Viņš to izskatīs un Jums atbildēs.",
                "Your complaint is with whoever stands above those who decided before. They examine it and answer you.",
            ),
        ),
        EventKind::CaseReopened => (
            Text::new("Jūsu lieta atkal ir atvērta", "Your case is open again"),
            Text::new(
                "Jūsu lieta atkal ir atvērta, un mēs pie tās strādājam.",
                "Your case is open again and we are working on it.",
            ),
        ),
        _ => return None,
    };
    let whole = Text::new(
        format!("Visu redzēsiet šeit, ierakstot lietas kodu no apstiprinājuma un šo e-pasta adresi: {page}"),
        format!("You see everything here, with the code from your receipt and this e-mail address: {page}"),
    );
    Some(Notice { subject, lines: vec![what, whole] })
}

/// A sentence with the day that was named; the sentence alone where none was.
fn with_day(what: Text, until: Option<Timestamp>) -> Text {
    let Some(until) = until else { return what };
    let day = |lang| solits_i18n::Words(lang).day(until.plus_millis(-1).day());
    Text::new(
        format!("{} Jaunais datums: {}.", what.lv, day(Lang::Lv)),
        format!("{} The new date: {}.", what.get(Lang::En), day(Lang::En)),
    )
}

/// The text of a short message or a paper letter about where a case stands, for staff to send.
pub(crate) fn ready_text(case: &solits_cases::Case, page: &str, lang: Lang) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_names_the_last_day_and_not_the_midnight_after_it() {
        let midnight = Timestamp::parse("2026-11-27T22:00:00.000Z");
        let notice = words(EventKind::CaseDelayTold, midnight, "https://x").unwrap();
        assert!(notice.lines[0].lv.contains("27. novembr"), "{}", notice.lines[0].lv);
        assert!(words(EventKind::CaseNoted, None, "https://x").is_none());
    }
}
