//! What the pages of a case's parts have in common: the head of the page, the conflict with both versions, and a form that
//! comes back with everything typed.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_db::Tx;
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, Page, WebError};
use uuid::Uuid;

use crate::{
    actions::CaseError,
    model::{Case, Refusal},
    pages::{Directory, Draft, Whole, notice, status_words},
    timeline::{Names as _, Told, for_staff},
};

/// Which version whoever acted had before their eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// This one.
    Present,
    /// An earlier one: what happened since is shown.
    Version(i64),
}

/// What the address of such a page carries.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// What was just done.
    notice: Option<String>,
    /// Which of several is to be corrected.
    pub(crate) edit: Option<Uuid>,
}

impl Asked {
    /// A form nobody has typed into, with what was just done.
    pub(crate) fn draft(self) -> Draft {
        Draft { notice: self.notice, ..Draft::default() }
    }
}

/// The head of such a page.
pub(crate) struct Head {
    pub(crate) id: CaseId,
    pub(crate) reference: String,
    pub(crate) subject: String,
    pub(crate) title: String,
    pub(crate) lead: String,
    pub(crate) version: i64,
    pub(crate) is_stale: bool,
    pub(crate) since: Vec<Told>,
    pub(crate) stands: String,
}

/// A case as its parts are shown.
pub(crate) struct Part {
    pub(crate) page: Page,
    pub(crate) head: Head,
    pub(crate) whole: Whole,
    pub(crate) directory: Directory,
}

impl Part {
    /// Reads the case, and writes into the access record that it was looked at.
    pub(crate) async fn read(
        cx: &EmployeeCx,
        tx: &mut Tx,
        id: CaseId,
        (title, lead): (&str, &str),
        seen: Seen,
        draft: &Draft,
    ) -> Result<Self, WebError> {
        let whole = Whole::read(tx, &cx.app, id).await?;
        let directory = Directory::read(tx, whole.loaded.clone(), cx.at, cx.words).await?;
        let (words, case) = (cx.words, &whole.case);
        let since = match seen {
            Seen::Present => Vec::new(),
            Seen::Version(version) => for_staff(&whole.happenings, &whole.notes, words, &directory)
                .into_iter()
                .filter(|told| told.version.is_some_and(|made| made > version))
                .collect(),
        };
        let title = words.t(title);
        let head = Head {
            id,
            reference: case.reference.clone(),
            subject: case.subject.clone(),
            lead: words.t(lead),
            version: case.version,
            is_stale: seen != Seen::Present,
            since,
            stands: words.ta(
                "cases-stale-now",
                &[
                    ("status", status_words(case.status, words).into()),
                    ("owner", directory.employee(case.owner).into()),
                    ("step", whole.next_step(words).into()),
                ],
            ),
            title: title.clone(),
        };
        let mut page = cx.page(format!("{title} · {}", case.reference));
        page.notice = notice(draft.notice.as_deref(), words);
        Ok(Self { page, head, whole, directory })
    }

    /// Records the look; once what is shown has been read.
    pub(crate) async fn looked(cx: &EmployeeCx, id: CaseId) -> Result<(), WebError> {
        look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await
    }
}

/// What became of an attempt.
pub(crate) enum Settled<T> {
    /// It is done and kept.
    Done(T),
    /// The form comes back.
    Again(Draft, Seen, StatusCode),
}

/// Commits; or says beside `field` what stands in the way.
pub(crate) async fn settle<T>(
    cx: &EmployeeCx,
    tx: Tx,
    mut draft: Draft,
    done: Result<T, CaseError>,
    field: &'static str,
) -> Result<Settled<T>, WebError> {
    match done {
        Ok(done) => {
            tx.commit().await?;
            Ok(Settled::Done(done))
        }
        Err(CaseError::Stale(_)) => {
            drop(tx);
            let seen = Seen::Version(version(&draft));
            Ok(Settled::Again(draft, seen, StatusCode::CONFLICT))
        }
        // There is no page of its parts any more.
        Err(error @ CaseError::Refused(Refusal::Erased)) => Err(error.into()),
        Err(CaseError::Refused(refusal)) => {
            drop(tx);
            draft.refuse(field, cx.words.t(refusal.key()));
            let status =
                if refusal.is_of_state() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(Settled::Again(draft, Seen::Present, status))
        }
        Err(error) => Err(error.into()),
    }
}

/// The version a form was filled in for.
pub(crate) fn version(draft: &Draft) -> i64 {
    draft.get("version").parse().unwrap_or_default()
}

/// Whether somebody may decide whose a case is: its owner gives it away, anybody may take one whose owner has left, and a
/// supervisor decides over all.
pub(crate) fn may_pass_on(cx: &EmployeeCx, case: &Case, directory: &Directory) -> bool {
    cx.me.may(crate::pages::ASSIGN) || case.owner == cx.me.employee || !directory.is_active(case.owner)
}

/// A page of a status.
pub(crate) fn with(response: Response, status: StatusCode) -> Response {
    crate::pages::with_status(response, status)
}
