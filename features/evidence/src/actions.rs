//! Naming owners, allowing and ending exceptions, giving and withdrawing evidence, entering results.

use sha2::{Digest as _, Sha256};
use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, JournalError, record};
use solits_kernel::{BranchId, EmployeeId, day_number};
use solits_standard::event::EventKind;
use solits_web::App;
use thiserror::Error;
use uuid::Uuid;

use crate::{
    model::{
        content::Media,
        exception::{Exception, ExceptionId, Place, Revoked},
        given::{Evidence, EvidenceId, File, GoalKey, GoalResult, Owner, Ownership, Shows, Withdrawn},
        period::Period,
    },
    store,
};

/// Why something was not done.
#[derive(Debug, Error)]
pub enum EvidenceError {
    /// Absent, or another institution's.
    #[error("not found")]
    NotFound,
    /// It was ended or withdrawn before.
    #[error("it has ended already")]
    AlreadyEnded,
    /// Somebody named another owner of the norm meanwhile.
    #[error("somebody named another owner meanwhile")]
    OwnerChanged,
    /// Somebody answered the suggestion before.
    #[error("it was answered already")]
    AlreadyAnswered,
    /// Only a person does such a thing.
    #[error("no person acts")]
    NoPerson,
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal failed.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

pub(crate) fn person(actor: &Actor) -> Result<EmployeeId, EvidenceError> {
    actor.employee().ok_or(EvidenceError::NoPerson)
}

/// An entry about one of this room's things: ids, numbers and words of closed lists, never what somebody wrote.
pub(crate) fn entry(id: impl Into<Uuid>, branch: Option<BranchId>, what: &str, norm: &str) -> Entry {
    let entry = Entry::new(EventKind::SetupChanged, id, branch).with("what", what);
    if norm.is_empty() { entry } else { entry.with("norm", norm) }
}

/// Names who answers for some norms; `None` leaves them to the standard. Returns for how many that was a change.
pub(crate) async fn set_owner(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    norms: &[String],
    owner: Option<&Owner>,
) -> Result<usize, EvidenceError> {
    let me = person(actor)?;
    let before = store::list_owners(tx).await?;
    let mut changed = 0;
    for norm in norms {
        let was = before.iter().find(|one| one.norm == *norm);
        if was.map(|one| &one.owner) == owner {
            continue;
        }
        if was.is_some() && !store::end_owner(tx, norm, actor.at, me).await? {
            return Err(EvidenceError::OwnerChanged);
        }
        let told = if let Some(owner) = owner {
            let ownership = Ownership {
                id: app.random.id(actor.at),
                norm: norm.clone(),
                owner: owner.clone(),
                set_at: actor.at,
                set_by: me,
                ended_at: None,
            };
            store::insert_owner(tx, &ownership).await.map_err(|error| {
                // One owner at a time: whoever names a first one may be overtaken as well.
                if error.conflict().is_some() { EvidenceError::OwnerChanged } else { error.into() }
            })?;
            let told = entry(ownership.id, None, "norm_owner.named", norm).with("kind", owner.kind());
            match owner {
                Owner::Role(role) => told.with("role", role.as_str()),
                Owner::Person(employee) => told.with("employee", *employee),
                // What posts are called is kept with the owner; the journal holds no free words.
                Owner::Post(_) => told,
            }
        } else {
            let id = was.map_or_else(Uuid::nil, |one| one.id.uuid());
            entry(id, None, "norm_owner.left_to_standard", norm)
        };
        record(tx, &app.heart, actor, told).await?;
        changed += 1;
    }
    Ok(changed)
}

/// Makes the holders of a role answer for some norms, as the page of owners does. Returns for how many that was a change.
///
/// # Errors
/// [`EvidenceError::NoPerson`] where no employee acts, [`EvidenceError::OwnerChanged`] where somebody else names an owner at
/// the same moment.
pub async fn entrust(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    norms: &[String],
    role: &str,
) -> Result<usize, EvidenceError> {
    set_owner(tx, app, actor, norms, Some(&Owner::Role(role.to_owned()))).await
}

/// Says how many megabytes files of evidence may take.
pub(crate) async fn allow_room(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    megabytes: i64,
) -> Result<(), EvidenceError> {
    store::set_room(tx, megabytes, actor.at, person(actor)?).await?;
    let told =
        entry(app.random.uuid(actor.at), None, "evidence.room_changed", "").with("megabytes", megabytes);
    record(tx, &app.heart, actor, told).await?;
    Ok(())
}

/// What is to be allowed.
pub(crate) struct NewException {
    pub(crate) norm: String,
    pub(crate) place: Place,
    pub(crate) reason: String,
    pub(crate) days: Period,
}

/// Allows an exception from a norm.
pub(crate) async fn allow(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    new: NewException,
) -> Result<ExceptionId, EvidenceError> {
    let exception = Exception {
        id: app.random.id(actor.at),
        norm: new.norm,
        place: new.place,
        reason: new.reason,
        days: new.days,
        allowed_at: actor.at,
        allowed_by: person(actor)?,
        revoked: None,
    };
    store::insert_exception(tx, &exception).await?;
    let told = entry(exception.id, exception.place.branch, "exception.allowed", &exception.norm)
        .with("service", exception.place.service)
        .with("from", exception.days.from)
        .with("until", exception.days.until);
    record(tx, &app.heart, actor, told).await?;
    Ok(exception.id)
}

/// Ends an exception before its last day.
pub(crate) async fn revoke(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: ExceptionId,
    because: String,
) -> Result<(), EvidenceError> {
    let exception = store::find_exception(tx, id).await?.ok_or(EvidenceError::NotFound)?;
    let revoked = Revoked { at: actor.at, by: person(actor)?, because };
    if !store::revoke(tx, id, &revoked, day_number(actor.at.day())).await? {
        return Err(EvidenceError::AlreadyEnded);
    }
    let told = entry(id, exception.place.branch, "exception.revoked", &exception.norm);
    record(tx, &app.heart, actor, told).await?;
    Ok(())
}

/// What somebody gives as evidence.
pub(crate) struct NewEvidence {
    pub(crate) norm: String,
    pub(crate) shows: Shows,
    pub(crate) days: Period,
    pub(crate) note: String,
    /// The file with its bytes; `None` for a note alone.
    pub(crate) file: Option<Attached>,
}

/// A file to be kept, with its bytes and their hash. It is made before a transaction begins: while megabytes are hashed
/// nobody else can write.
#[derive(Debug)]
pub(crate) struct Attached {
    file: File,
    bytes: Vec<u8>,
}

impl Attached {
    /// A file of this name and kind with its hash.
    pub(crate) fn of(name: String, media: Media, bytes: Vec<u8>) -> Self {
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let hash = Sha256::digest(&bytes).to_vec();
        Self { file: File { name, media, size, hash }, bytes }
    }

    /// In bytes.
    pub(crate) const fn size(&self) -> i64 {
        self.file.size
    }
}

/// Keeps a piece of evidence. The journal holds the hash of its file, so that the seals show any later change of it.
pub(crate) async fn give(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    new: NewEvidence,
) -> Result<EvidenceId, EvidenceError> {
    let (file, content) = new.file.map(|attached| (attached.file, attached.bytes)).unzip();
    let evidence = Evidence {
        id: app.random.id(actor.at),
        norm: new.norm,
        shows: new.shows,
        days: new.days,
        note: new.note,
        file,
        given_at: actor.at,
        given_by: person(actor)?,
        withdrawn: None,
    };
    store::insert_evidence(tx, &evidence).await?;
    if let Some(content) = content {
        store::insert_content(tx, evidence.id, content).await?;
    }
    let told = entry(evidence.id, None, "evidence.given", &evidence.norm)
        .with("form", evidence.form())
        .with("shows", evidence.shows.code())
        .with("hash", evidence.file.as_ref().map(File::hash_words));
    record(tx, &app.heart, actor, told).await?;
    Ok(evidence.id)
}

/// Withdraws a piece of evidence. It stays, with who withdrew it and why. Returns the norm it is about.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: EvidenceId,
    because: String,
) -> Result<String, EvidenceError> {
    let evidence = store::find_evidence(tx, id).await?.ok_or(EvidenceError::NotFound)?;
    let withdrawn = Withdrawn { at: actor.at, by: person(actor)?, because };
    if !store::withdraw(tx, id, &withdrawn).await? {
        return Err(EvidenceError::AlreadyEnded);
    }
    record(tx, &app.heart, actor, entry(id, None, "evidence.withdrawn", &evidence.norm)).await?;
    Ok(evidence.norm)
}

/// What was reached of a goal.
pub(crate) struct NewResult {
    pub(crate) goal: GoalKey,
    pub(crate) days: Period,
    pub(crate) mark: Option<i64>,
    pub(crate) result: String,
    pub(crate) source: String,
}

/// Enters what was reached of a goal.
pub(crate) async fn enter_result(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    new: NewResult,
) -> Result<(), EvidenceError> {
    let result = GoalResult {
        id: app.random.id(actor.at),
        goal: new.goal,
        days: new.days,
        mark: new.mark,
        result: new.result,
        source: new.source,
        entered_at: actor.at,
        entered_by: person(actor)?,
    };
    store::insert_result(tx, &result).await?;
    let told = entry(result.id, None, "goal.result_entered", "")
        .with("paragraph", result.goal.paragraph.as_str())
        .with("from", result.days.from)
        .with("until", result.days.until)
        .with("mark", result.mark);
    record(tx, &app.heart, actor, told).await?;
    Ok(())
}
