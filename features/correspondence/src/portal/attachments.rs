//! Files of residents: judged one by one as they arrive, and kept under the form's key until the form is good.

use sha2::{Digest as _, Sha256};
use solits_i18n::Words;
use solits_kernel::{InstitutionId, Scope, Timestamp, day_number};
use solits_mail::{
    Refusal, content,
    content::{Media, Unfit},
    documents,
};
use solits_web::{App, ClientAddress, Incoming, MOST_FILE, SentFile, TooMuch, WebError, hash_secret};

use crate::{
    store::{self, KeptFile},
    terms::FORM_FILES_MINUTES,
};

/// The most files of one form (security §6).
pub(crate) const MOST_COUNT: usize = 10;
/// What all forms that nobody has sent yet may take, in bytes.
const MOST_UNSENT: i64 = 2 * 1024 * 1024 * 1024;
/// Characters of a form's key: what guards the files of a form is that nobody guesses it.
const KEY_LENGTH: usize = 20;
/// Names of documents in a container that are kept.
const MOST_DOCUMENTS: usize = 50;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// What is in it.
    Unfit(Unfit),
    /// It or the request is too big.
    TooMuch(TooMuch),
    /// Its container cannot be listed safely.
    Container(Refusal),
    /// The form has as many as it may.
    TooMany,
    /// The source or the institution has had its share for today.
    NoRoom,
}

/// A file that was not taken: in which field, under which name, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) field: String,
    pub(crate) name: String,
    pub(crate) why: Why,
}

impl Refused {
    /// What is said beside the field: which file, what is wrong, what to do.
    pub(crate) fn words(&self, words: Words) -> String {
        let name = [("name", self.name.as_str().into())];
        match self.why {
            Why::Unfit(Unfit::Empty) => words.ta("correspondence-file-empty", &name),
            Why::Unfit(Unfit::TooBig) | Why::TooMuch(TooMuch::File) => {
                words.ta("correspondence-file-too-big", &name)
            }
            Why::Unfit(Unfit::Unknown) => words.ta("correspondence-file-kind", &name),
            Why::Unfit(Unfit::OtherName) => words.ta("correspondence-file-ending", &name),
            Why::Unfit(Unfit::Macros) => words.ta("correspondence-file-macros", &name),
            Why::Unfit(Unfit::TooManyPixels) => words.ta("correspondence-file-pixels", &name),
            Why::TooMuch(TooMuch::Request) => words.ta("correspondence-file-together", &name),
            Why::Container(refusal) => {
                let said = refusal.words();
                let args =
                    [("name", self.name.as_str().into()), ("why", said.get(words.0).to_owned().into())];
                words.ta("correspondence-file-container", &args)
            }
            Why::TooMany => words.ta("correspondence-file-count", &name),
            Why::NoRoom => words.ta("correspondence-file-room", &name),
        }
    }
}

/// The endings that are taken, for the form: `.pdf,.jpg,…`.
pub(crate) fn accepted() -> String {
    let endings = Media::ALL.iter().flat_map(|media| media.endings());
    endings.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",")
}

/// Under what the files of a form are kept; `None` for a key that we did not give out.
pub(crate) fn form_hash(key: &str) -> Option<Vec<u8>> {
    (key.len() == KEY_LENGTH).then(|| hash_secret(&format!("portal form {key}")))
}

/// Reads a form to its end and keeps its good files; those that were not taken.
pub(crate) async fn take(
    app: &App,
    institution: InstitutionId,
    source: &ClientAddress,
    incoming: &mut Incoming,
) -> Result<Vec<Refused>, WebError> {
    let mut refused = Vec::new();
    while let Some(sent) = incoming.next_file().await? {
        let form = form_hash(incoming.so_far("key")).ok_or(WebError::BadRequest)?;
        refused.extend(take_one(app, institution, &source.to_string(), &form, sent).await?);
    }
    Ok(refused)
}

/// Keeps a file under the form's hash, or says why it is not taken.
pub(crate) async fn take_one(
    app: &App,
    institution: InstitutionId,
    source: &str,
    form: &[u8],
    sent: SentFile,
) -> Result<Option<Refused>, WebError> {
    let at = app.clock.now();
    let name = content::label(&sent.name);
    let field = sent.field.clone();
    let judged = tokio::task::spawn_blocking(move || judge(sent))
        .await
        .map_err(|error| WebError::Unforeseen(error.to_string()))?;
    let kept = match judged {
        Ok(judged) => keep(app, institution, source, form, &field, judged, at).await?,
        Err(why) => Err(why),
    };
    Ok(kept.err().map(|why| {
        tracing::info!(?why, "a file of a resident is not taken");
        Refused { field, name, why }
    }))
}

/// A good file.
struct Judged {
    name: String,
    media: Media,
    digest: Vec<u8>,
    content: Vec<u8>,
    holds: Option<String>,
}

fn judge(sent: SentFile) -> Result<Judged, Why> {
    let content = sent.bytes.map_err(Why::TooMuch)?;
    let name = content::label(&sent.name);
    let media = Media::judge(&name, &content, &Media::ALL, MOST_FILE).map_err(Why::Unfit)?;
    let holds = match media {
        Media::Asice => match documents(&content) {
            Ok(container) => {
                let names = container.documents.into_iter().take(MOST_DOCUMENTS).map(|one| one.name);
                Some(names.collect::<Vec<_>>().join("\n"))
            }
            // Older containers do not name themselves; they are kept and not listed.
            Err(Refusal::NoContainer) => None,
            Err(refusal) => return Err(Why::Container(refusal)),
        },
        _ => None,
    };
    Ok(Judged { name, media, digest: Sha256::digest(&content).to_vec(), content, holds })
}

/// A limit of files as it is counted: given in MiB.
pub(crate) fn bytes(mebibytes: u32) -> i64 {
    i64::from(mebibytes) * 1024 * 1024
}

/// Keeps a file under the form's hash, while there is room.
async fn keep(
    app: &App,
    institution: InstitutionId,
    source: &str,
    form: &[u8],
    field: &str,
    file: Judged,
    at: Timestamp,
) -> Result<Result<(), Why>, WebError> {
    let size = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
    let today = day_number(at.day());
    let mut tx = app.db.write(Scope::of_job(institution)).await?;
    store::forget_kept(&mut tx, at.plus_minutes(-FORM_FILES_MINUTES), today).await?;
    let kept = store::list_kept(&mut tx, form).await?;
    if kept.iter().any(|old| old.digest == file.digest && old.name == file.name && old.field == field) {
        // The same file again, as a browser sends it after a lost answer.
        return Ok(Ok(()));
    }
    if kept.len() >= MOST_COUNT {
        return Ok(Err(Why::TooMany));
    }
    let together = kept.iter().map(|old| old.size).sum::<i64>().saturating_add(size);
    if together > i64::try_from(solits_web::MOST_FILES).unwrap_or(i64::MAX) {
        return Ok(Err(Why::TooMuch(TooMuch::Request)));
    }
    let source = hash_secret(&format!("portal source {today} {source}"));
    let sent = store::count_room(&mut tx, &source, today, size).await?;
    if sent > bytes(app.config.limits.source_files)
        || store::sum_kept(&mut tx).await?.saturating_add(size) > MOST_UNSENT
    {
        return Ok(Err(Why::NoRoom));
    }
    let place = kept.last().map_or(0, |last| last.place + 1);
    let file = KeptFile {
        field,
        name: &file.name,
        media: file.media.name(),
        digest: file.digest,
        content: file.content,
        holds: file.holds,
    };
    if !store::keep_file(&mut tx, form, place, file, at).await? {
        return Err(WebError::Conflict("correspondence-stale"));
    }
    tx.commit().await?;
    Ok(Ok(()))
}
