//! What the institution of the demonstration did beside serving clients: the earlier edition of its standard, signatures
//! of acquaintance, who answers for what the handbook asks, and a colleague who began today and has not signed yet.

use anyhow::Context as _;
use solits_acquaintance::{AcquaintanceError, keep_duties, sign_in_a_made_up_past};
use solits_evidence::entrust;
use solits_journal::{Actor, By};
use solits_kernel::{Clock, InstitutionId, Random, Timestamp};
use solits_organisation::{NewEmployee, create_employee, list_branches, list_employees};
use solits_standard::Standard;
use solits_standards::shipped;
use solits_web::App;

use super::scope;

/// What the earlier edition says otherwise than the one in force: the text now, the text then.
const BEFORE: &[(&str, &str)] = &[
    ("number = \"1-2/25\"", "number = \"1-2/23\""),
    ("version = \"2025-10\"", "version = \"2023-06\""),
    ("adopted = \"2025-09-15\"", "adopted = \"2023-04-27\""),
    ("in_force = \"2025-10-01\"", "in_force = \"2023-06-01\""),
    ("Klientu aicina 15 minūšu laikā pēc talona", "Klientu aicina 20 minūšu laikā pēc talona"),
    ("A client is called within 15 minutes of taking", "A client is called within 20 minutes of taking"),
    (
        "within = { minutes = 15 }\nmet_by = [\"ticket.called\"]",
        "within = { minutes = 20 }\nmet_by = [\"ticket.called\"]",
    ),
];

/// The edition of the demonstration's standard before the one in force: it promised less.
pub(crate) fn earlier_edition() -> Option<String> {
    let present = shipped("ezermala")?;
    Some(BEFORE.iter().fold(present.to_owned(), |text, (now, then)| text.replacen(now, then, 1)))
}

/// Everybody who works there becomes acquainted with the standard in force, and signs.
pub(super) async fn everybody_signs(
    app: &App,
    institution: InstitutionId,
    at: Timestamp,
) -> anyhow::Result<()> {
    let then = App::new(app.db.clone(), Clock::standing(at), Random::seeded(2), app.config.clone());
    keep_duties(&then, institution, By::Program).await?;
    let mut tx = then.db.write(scope(institution)).await?;
    for employee in list_employees(&mut tx).await? {
        let actor = Actor { by: By::Employee(employee.id), at };
        match sign_in_a_made_up_past(&mut tx, &then, &actor).await {
            Ok(()) | Err(AcquaintanceError::NothingToSign) => {}
            Err(error) => return Err(error.into()),
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Paragraphs of the handbook for which nobody answers yet: the telephone and letters, until somebody takes them on.
const NOBODYS: [&str; 2] = ["beh-9", "beh-10"];

/// The norms of the handbook that somebody is to answer for; its own norms the standard gives to somebody itself.
fn entrusted(standard: &Standard) -> Vec<String> {
    let norms = standard.norms().iter().filter(|norm| norm.value.owner.is_none() && !norm.value.example);
    norms
        .filter(|norm| !NOBODYS.contains(&norm.origin.paragraph.as_str()))
        .map(|norm| norm.value.id.clone())
        .collect()
}

/// The quality manager answers for what the handbook asks beside the institution's own standard; for a few norms nobody
/// does, as it is found in institutions.
pub(super) async fn somebody_answers(
    app: &App,
    institution: InstitutionId,
    at: Timestamp,
) -> anyhow::Result<()> {
    const ROLE: &str = "service_quality_manager";
    let then = App::new(app.db.clone(), Clock::standing(at), Random::seeded(3), app.config.clone());
    let mut tx = then.db.write(scope(institution)).await?;
    let everybody = list_employees(&mut tx).await?;
    let manager = everybody.iter().find(|one| one.roles.iter().any(|role| role == ROLE));
    let manager = manager.context("somebody manages quality")?;
    let loaded = then.heart.loaded(&mut tx).await?;
    let (_, standard) = loaded.standard(at).context("a standard is in force")?;
    let actor = Actor { by: By::Employee(manager.id), at };
    entrust(&mut tx, &then, &actor, &entrusted(&standard), ROLE).await?;
    tx.commit().await?;
    Ok(())
}

/// Somebody begins today in the small centre: the standard is still to be read and signed.
pub(super) async fn somebody_begins(app: &App, institution: InstitutionId) -> anyhow::Result<()> {
    let actor = Actor { by: By::Program, at: app.clock.now() };
    let mut tx = app.db.write(scope(institution)).await?;
    let branch = list_branches(&mut tx).await?.into_iter().last().context("the institution has branches")?;
    let everybody = list_employees(&mut tx).await?;
    let colleague = everybody.into_iter().find(|one| one.branch == Some(branch.id));
    let colleague = colleague.context("somebody works in the small centre")?;
    let newcomer = NewEmployee {
        name: "Dainis Avotiņš".to_owned(),
        post: colleague.post,
        email: "dainis@ezermala.example".to_owned(),
        unit: colleague.unit,
        branch: colleague.branch,
        supervisor: colleague.supervisor,
        levels: colleague.levels,
        roles: colleague.roles,
        ..NewEmployee::default()
    };
    create_employee(&mut tx, app, &actor, &newcomer).await?;
    tx.commit().await?;
    keep_duties(app, institution, By::Program).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An assessor finds most norms with somebody who answers for them, and some without.
    #[test]
    fn most_norms_have_somebody_who_answers_and_a_few_have_nobody() {
        let standard = Standard::compile(shipped("ezermala").unwrap(), shipped("handbook")).unwrap();
        let own = standard.norms().iter().filter(|norm| norm.origin.document == "ezermala");
        assert!(own.clone().count() > 10 && own.into_iter().all(|norm| norm.value.owner.is_some()));
        let by_standard = standard.norms().iter().filter(|norm| norm.value.owner.is_some()).count();
        let nobodys = standard.norms().len() - by_standard - entrusted(&standard).len();
        assert!((3..=15).contains(&nobodys), "{nobodys} of {}", standard.norms().len());
    }

    /// Two editions that differ in a promise: otherwise the comparison in words would have nothing to say.
    #[test]
    fn the_earlier_edition_passes_as_a_standard_and_promised_a_longer_wait() {
        let (present, earlier) = (shipped("ezermala").unwrap(), earlier_edition().unwrap());
        for (now, then) in BEFORE {
            assert!(present.contains(now) && earlier.contains(then), "{now}");
        }
        let wait = |source: &str| {
            let standard = Standard::compile(source, shipped("handbook")).unwrap();
            standard.promise("wait").unwrap().within.clone()
        };
        assert_ne!(wait(present), wait(&earlier));
    }
}
