//! What can be done with a version: upload it, adopt it.

use std::sync::Arc;

use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, Heart, JournalError, record};
use solits_kernel::{EmployeeId, Timestamp};
use solits_standard::{Checked, Standard, check, event::EventKind, model::StandardFile};
use solits_web::App;
use thiserror::Error;

use crate::{
    adoption::{self, Missing, Nevertheless, Objection},
    store::{self, Version},
};

/// Why a version could not be taken or adopted.
#[derive(Debug, Error)]
pub enum StandardsError {
    /// The file has mistakes; they are listed with line and column.
    #[error("the standard file has mistakes")]
    Mistakes(Box<Checked>),
    /// No such version.
    #[error("no such version")]
    NotFound,
    /// It is no longer a draft.
    #[error("the version is no longer a draft")]
    NotADraft,
    /// Whoever uploaded a version does not adopt it: two different people are needed.
    #[error("the same person cannot upload and adopt")]
    SamePerson,
    /// A program uploaded it or wants to adopt it: two people are needed, and a program is none.
    #[error("a version is uploaded and adopted by people")]
    NoPerson,
    /// Posts of the approval chain have not done their part.
    #[error("steps of the approval chain are missing")]
    StepsMissing,
    /// Entry into force lies in the past, where other versions already judged what happened.
    #[error("entry into force lies in the past")]
    InThePast,
    /// A step of the approval chain says who did it and how.
    #[error("a step of the approval chain has no words")]
    NoNote,
    /// What the standard names is not there on that day, and is not passed over (K-23).
    #[error("roles of the standard are not filled on the day of entry into force")]
    Gaps(Objection, Box<Missing>),
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal failed.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

/// The standards that come with the program, by short name.
const SHIPPED: &[(&str, &str)] = &[
    ("handbook", include_str!("../../../standards/handbook.toml")),
    ("vzd-2014", include_str!("../../../standards/vzd-2014.toml")),
    ("adazi-2023", include_str!("../../../standards/adazi-2023.toml")),
    ("akniste-2017", include_str!("../../../standards/akniste-2017.toml")),
    ("ezermala", include_str!("../../../standards/ezermala.toml")),
    ("guidelines", include_str!("../../../standards/guidelines.toml")),
];

/// The text of a shipped standard.
pub fn shipped(id: &str) -> Option<&'static str> {
    SHIPPED.iter().find_map(|(name, text)| (*name == id).then_some(*text))
}

/// A shipped standard, parsed, for files that extend it.
pub(crate) fn baseline(id: &str) -> Option<Arc<StandardFile>> {
    let text = shipped(id)?;
    check(text, id, &baseline).standard.map(Arc::new)
}

/// Checks a file and keeps it as a draft. Returns its number.
pub async fn upload(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    source: &str,
    file_name: &str,
) -> Result<i64, StandardsError> {
    keep(tx, app, actor, source, check(source, file_name, &baseline)).await
}

/// Keeps a text that was checked as a draft. Returns its number.
pub(crate) async fn keep(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    source: &str,
    checked: Checked,
) -> Result<i64, StandardsError> {
    let Some(standard) = checked.standard.as_ref().filter(|_| !checked.has_errors()) else {
        return Err(StandardsError::Mistakes(Box::new(checked)));
    };
    let base = standard.extends.as_deref().and_then(shipped);
    let number = store::insert_draft(
        tx,
        &standard.id,
        &standard.identity.version,
        source,
        base,
        actor.at,
        actor.employee(),
    )
    .await?;
    let entry = Entry::new(EventKind::SetupChanged, subject(number), None)
        .with("what", "standard.uploaded")
        .with("number", number)
        .with("document", standard.id.as_str());
    record(tx, &app.heart, actor, entry).await?;
    Ok(number)
}

/// Puts a draft in force from an instant. The version before keeps what was opened under it.
pub async fn adopt(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    number: i64,
    in_force_from: Timestamp,
    adoption: Adoption,
) -> Result<(), StandardsError> {
    let version = find_draft(tx, number).await?;
    let passed_over = match &adoption {
        Adoption::AtFoundation => None,
        Adoption::ByTwoPeople(nevertheless) => {
            by_two_people(tx, actor, &version, in_force_from, nevertheless.as_ref()).await?
        }
    };
    if !store::mark_adopted(tx, number, actor.at, actor.employee(), in_force_from).await? {
        return Err(StandardsError::NotADraft);
    }
    Heart::changed(tx);
    // What is in force from the foundation is told to nobody: there is nobody yet.
    let told = match adoption {
        Adoption::ByTwoPeople(_) => Some(adoption::deliver(tx, number, actor.at).await?),
        Adoption::AtFoundation => None,
    };
    let entry = Entry::new(EventKind::StandardAdopted, subject(number), None)
        .with("number", number)
        .with("document", version.document)
        .with("in_force_from", in_force_from)
        .with("told", told);
    let entry = match passed_over {
        None => entry,
        Some(PassedOver { gaps, roles, reason }) => {
            entry.with("gaps", gaps).with("roles_missing", roles).with("reason", reason)
        }
    };
    record(tx, &app.heart, actor, entry).await?;
    Ok(())
}

/// A version that is still a draft.
pub(crate) async fn find_draft(tx: &mut Tx, number: i64) -> Result<Version, StandardsError> {
    let version = store::find_version(tx, number).await?.ok_or(StandardsError::NotFound)?;
    if version.status == "draft" { Ok(version) } else { Err(StandardsError::NotADraft) }
}

/// A version as a standard; what was once taken stays readable.
pub(crate) fn compiled(version: &Version) -> Result<Standard, JournalError> {
    Standard::compile(&version.source, version.baseline.as_deref())
        .map_err(|why| JournalError::Unreadable(format!("version {}: {why}", version.number)))
}

/// What was consciously passed over, as the journal has it.
struct PassedOver {
    gaps: i64,
    roles: String,
    reason: String,
}

/// Everything that has to be so before two people put a version in force.
async fn by_two_people(
    tx: &mut Tx,
    actor: &Actor,
    version: &Version,
    in_force_from: Timestamp,
    nevertheless: Option<&Nevertheless>,
) -> Result<Option<PassedOver>, StandardsError> {
    let both: Option<(EmployeeId, EmployeeId)> = version.uploaded_by.zip(actor.employee());
    let (uploader, adopter) = both.ok_or(StandardsError::NoPerson)?;
    if uploader == adopter {
        return Err(StandardsError::SamePerson);
    }
    if in_force_from < actor.at {
        return Err(StandardsError::InThePast);
    }
    let standard = compiled(version)?;
    if !is_coordinated(tx, version.number, &standard).await? {
        return Err(StandardsError::StepsMissing);
    }
    let missing = Missing::on(tx, &standard, in_force_from.day()).await?;
    if let Err(objection) = missing.allows(nevertheless) {
        return Err(StandardsError::Gaps(objection, Box::new(missing)));
    }
    let given = nevertheless.filter(|_| !missing.is_empty());
    Ok(given.map(|given| PassedOver {
        gaps: i64::try_from(missing.len()).unwrap_or(i64::MAX),
        roles: missing.roles(),
        reason: given.reason.trim().to_owned(),
    }))
}

/// Whether every post of the version's approval chain before the last signature has done its part.
async fn is_coordinated(tx: &mut Tx, number: i64, standard: &Standard) -> Result<bool, StandardsError> {
    let recorded = adoption::list_approvals(tx, number).await?;
    let places: Vec<usize> = recorded.iter().filter_map(|row| usize::try_from(row.place).ok()).collect();
    let steps = adoption::steps(&standard.file().identity.approval_chain, &places);
    Ok(!steps.contains(&adoption::Step::Awaited))
}

/// How a version comes into force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adoption {
    /// Uploaded by one person and adopted by another, not before now; although something is missing, where that is said.
    ByTwoPeople(Option<Nevertheless>),
    /// As part of making an institution whose first standard is already in force.
    AtFoundation,
}

/// The subject of entries about a version.
pub(crate) fn subject(number: i64) -> uuid::Uuid {
    uuid::Uuid::from_u64_pair(0x5354_414e_4441_5244, u64::try_from(number).unwrap_or_default())
}
