//! What the institution of the demonstration did beside serving clients: the earlier edition of its standard, signatures
//! of acquaintance, and a colleague who began today and has not signed yet.

use anyhow::Context as _;
use solits_acquaintance::{AcquaintanceError, keep_duties, sign_in_a_made_up_past};
use solits_journal::{Actor, By};
use solits_kernel::{Clock, InstitutionId, Random, Timestamp};
use solits_organisation::{NewEmployee, create_employee, list_branches, list_employees};
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
    use solits_standard::Standard;

    use super::*;

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
