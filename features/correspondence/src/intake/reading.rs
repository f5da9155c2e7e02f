//! Reading letters that were stored, small ones at once and large ones without holding them.

use std::{ops::Range, time::Duration};

use solits_db::Tx;
use solits_kernel::{InstitutionId, Scope};
use solits_mail::{Abridger, Attachment, Letter, read as read_bytes};
use solits_web::App;

use crate::{
    CorrespondenceError,
    model::LetterId,
    store::{self, Waiting},
};

/// Longer no letter is read (security §7): the limits of what is looked at make it a matter of milliseconds.
const MOST_TIME: Duration = Duration::from_mins(1);
/// Larger letters are not held to be read.
const MOST_HELD: i64 = 1024 * 1024;

/// Reads a letter that waits. `None` where it takes too long: a person has to look at it.
pub(super) async fn read(
    app: &App,
    institution: InstitutionId,
    waiting: &Waiting,
) -> Result<Option<Letter>, CorrespondenceError> {
    if waiting.size > MOST_HELD
        && waiting.raw.is_none()
        && let Some(letter) = read_abridged(app, institution, waiting.id).await?
    {
        return Ok(Some(letter));
    }
    let raw = if let Some(raw) = &waiting.raw {
        Some(raw.clone())
    } else {
        let mut tx = app.db.read(Scope::of_job(institution)).await?;
        store::all_bytes(&mut tx, waiting.id, None).await?
    };
    let Some(raw) = raw else { return Ok(None) };
    in_time(waiting.id, move || read_bytes(&raw)).await
}

/// Reads a letter of which the middles of long files are passed over. `None` where it can only be read whole.
async fn read_abridged(
    app: &App,
    institution: InstitutionId,
    id: LetterId,
) -> Result<Option<Letter>, CorrespondenceError> {
    let mut taking_in = Abridger::new();
    let mut pieces = Pieces::of(app, institution, id);
    while let Some(piece) = pieces.next().await? {
        taking_in.push(&piece);
    }
    let abridged = taking_in.finish();
    let Some(Some((mut letter, mut missing))) = in_time(id, move || abridged.read()).await? else {
        return Ok(None);
    };
    let mut pieces = Pieces::of(app, institution, id);
    while !missing.is_empty()
        && let Some(piece) = pieces.next().await?
    {
        missing.push(&piece);
    }
    missing.finish(&mut letter);
    Ok(Some(letter))
}

/// Does what may take long aside, for so long as a letter may take.
async fn in_time<T: Send + 'static>(
    id: LetterId,
    reading: impl FnOnce() -> T + Send + 'static,
) -> Result<Option<T>, CorrespondenceError> {
    let Ok(read) = tokio::time::timeout(MOST_TIME, tokio::task::spawn_blocking(reading)).await else {
        tracing::warn!(letter = %id, "a letter takes too long to read and waits for a person");
        return Ok(None);
    };
    read.map(Some).map_err(|error| CorrespondenceError::Unreadable(error.to_string()))
}

/// The pieces of a stored letter, one at a time and each in a transaction of its own: nobody waits for the whole.
struct Pieces<'a> {
    app: &'a App,
    institution: InstitutionId,
    id: LetterId,
    at: i64,
}

impl<'a> Pieces<'a> {
    const fn of(app: &'a App, institution: InstitutionId, id: LetterId) -> Self {
        Self { app, institution, id, at: 0 }
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, CorrespondenceError> {
        let mut tx = self.app.db.read(Scope::of_job(self.institution)).await?;
        let part = store::find_part(&mut tx, self.id, self.at).await?;
        Ok(part.map(|part| {
            self.at += i64::try_from(part.bytes.len()).unwrap_or(i64::MAX);
            part.bytes
        }))
    }
}

/// The bytes of a file of a letter that waits; what of the letter is not needed for it is not held.
pub(super) async fn content_of(
    tx: &mut Tx,
    waiting: &Waiting,
    file: &Attachment,
) -> Result<Vec<u8>, CorrespondenceError> {
    if let Some(raw) = &waiting.raw {
        return Ok(file.content(raw));
    }
    let Range { start, end } = file.range();
    let (mut at, mut encoded) = (start, Vec::new());
    while at < end {
        let Some(part) = store::find_part(tx, waiting.id, i64::try_from(at).unwrap_or(i64::MAX)).await?
        else {
            break;
        };
        let place = usize::try_from(part.place).unwrap_or_default();
        let piece = part.bytes.get(at - place..(end - place).min(part.bytes.len())).unwrap_or_default();
        encoded.extend_from_slice(piece);
        at += piece.len().max(1);
    }
    Ok(file.content_of(&encoded))
}
