//! A case with everything its pages show.

use std::{collections::HashMap, sync::Arc};

use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{
    Loaded, list_entries_of,
    matters::{Counts, asked_of_client},
};
use solits_kernel::{CaseId, EmployeeId, Lang, Timestamp};
use solits_obligation::Obligation;
use solits_organisation::{Branch, Employee, Service};
use solits_standard::event::EventKind;
use solits_web::{App, WebError};

use crate::{
    facts,
    model::{Case, Status},
    promised::{self, last_moment},
    store::{self, Note},
    timeline::{self, Happening, Names},
    work::{made, relations},
};

/// A case, what happened to it, what is promised for it, and who and what it names.
#[derive(Debug)]
pub(crate) struct Whole {
    pub(crate) case: Case,
    pub(crate) happenings: Vec<Happening>,
    /// What it has asked of the client so far (I-27).
    pub(crate) asked: Counts,
    pub(crate) notes: Vec<Note>,
    pub(crate) obligations: Vec<Obligation>,
    pub(crate) branch: Option<Branch>,
    pub(crate) service: Option<Service>,
    pub(crate) loaded: Arc<Loaded>,
}

impl Whole {
    /// Reads it.
    pub(crate) async fn read(tx: &mut Tx, app: &App, id: CaseId) -> Result<Self, WebError> {
        let case = facts::find(tx, id).await?.ok_or(WebError::NotFound)?;
        Self::of(tx, app, case).await
    }

    /// Reads what belongs to a case.
    pub(crate) async fn of(tx: &mut Tx, app: &App, case: Case) -> Result<Self, WebError> {
        let service = match case.service {
            Some(id) => solits_organisation::find_service(tx, id).await?,
            None => None,
        };
        let History { happenings, notes, asked } = history(tx, case.id).await?;
        Ok(Self {
            asked,
            happenings,
            notes,
            obligations: facts::list_obligations(tx, case.id).await?,
            branch: solits_organisation::find_branch(tx, case.branch).await?,
            service,
            loaded: app.heart.loaded(tx).await?,
            case,
        })
    }

    /// The same as its client may know of it at `now`: without a letter that can still be taken back, or was.
    pub(crate) fn only_said(mut self, now: Timestamp) -> Self {
        let is_answer = |one: &&Happening| one.kind == EventKind::CaseAnswered;
        if self.happenings.iter().rev().find(is_answer).is_some_and(|answer| !answer.is_said(now)) {
            if self.case.status == Status::Answered {
                self.case.status = Status::Open;
            }
            (self.case.answer, self.case.answered_at) = (None, None);
        }
        self.happenings.retain(|one| one.is_said(now));
        self
    }

    /// The name of the service; empty where none was asked for.
    pub(crate) fn service_name(&self, lang: Lang) -> String {
        self.service.as_ref().map(|service| service.name.get(lang).to_owned()).unwrap_or_default()
    }

    /// What happens next: in the words of whoever works on it, else as usual.
    pub(crate) fn next_step(&self, words: Words) -> String {
        if !self.case.next_step.is_empty() {
            return self.case.next_step.clone();
        }
        words.t(match self.case.status {
            Status::Open => "cases-next-open",
            Status::WaitingClient => "cases-next-waiting",
            Status::Answered => "cases-next-answered",
            Status::Closed => "cases-next-closed",
        })
    }

    /// The date the client was told last; empty for none.
    pub(crate) fn told_date(&self, words: Words) -> String {
        timeline::told_until(&self.happenings)
            .map(|until| words.day(last_moment(until).day()))
            .unwrap_or_default()
    }

    /// What happens when the institution is late, in sentences.
    pub(crate) fn if_late(&self, words: Words, now: Timestamp) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.case.is_late(now) {
            sentences.push(words.t("cases-late-now"));
        }
        sentences.push(words.t("cases-late-told"));
        let roles = promised::told_when_late(&self.obligations, &self.loaded, words.0);
        if !roles.is_empty() {
            sentences.push(words.ta("cases-late-reported", &[("roles", roles.join(", ").into())]));
        }
        sentences
    }
}

/// Everything that happened to a case, to what was promised in it, and to the cases that became part of it.
struct History {
    happenings: Vec<Happening>,
    notes: Vec<Note>,
    asked: Counts,
}

async fn history(tx: &mut Tx, case: CaseId) -> Result<History, WebError> {
    let mut entries = list_entries_of(tx, case.uuid()).await?;
    let mut asked = asked_of_client(&entries);
    let mut notes = store::list_notes(tx, case).await?;
    for made in made::store::list(tx, case).await? {
        entries.extend(list_entries_of(tx, made.id).await?);
    }
    for merged in relations::store::list_merged(tx, case).await? {
        let of_merged = list_entries_of(tx, merged.uuid()).await?;
        asked.add(asked_of_client(&of_merged));
        entries.extend(of_merged);
        notes.extend(store::list_notes(tx, merged).await?);
    }
    entries.sort_by_key(|entry| entry.n);
    Ok(History { happenings: timeline::happenings(&entries), notes, asked })
}

/// A state in words.
pub(crate) fn status_words(status: Status, words: Words) -> String {
    words.t(match status {
        Status::Open => "cases-status-open",
        Status::WaitingClient => "cases-status-waiting",
        Status::Answered => "cases-status-answered",
        Status::Closed => "cases-status-closed",
    })
}

/// The badge of a state.
pub(crate) const fn status_badge(status: Status) -> &'static str {
    match status {
        Status::Open => "brand",
        Status::WaitingClient => "soon",
        Status::Answered => "good",
        Status::Closed => "plain",
    }
}

/// The numbers under which acts of law stand beside the versions of the standard.
const ACTS: std::ops::Range<i64> = -16..0;

/// Employees by id, and the standard's names.
#[derive(Debug)]
pub(crate) struct Directory {
    pub(crate) employees: Vec<Employee>,
    names: HashMap<EmployeeId, String>,
    loaded: Arc<Loaded>,
    now: Timestamp,
    words: Words,
}

impl Directory {
    /// Reads it.
    pub(crate) async fn read(
        tx: &mut Tx,
        loaded: Arc<Loaded>,
        now: Timestamp,
        words: Words,
    ) -> Result<Self, WebError> {
        let employees = solits_organisation::list_employees(tx).await?;
        let names = employees.iter().map(|employee| (employee.id, employee.name.clone())).collect();
        Ok(Self { employees, names, loaded, now, words })
    }

    /// Active employees as options of a form.
    pub(crate) fn options(&self) -> Vec<(String, String)> {
        let active = self.employees.iter().filter(|employee| employee.active);
        active.map(|employee| (employee.id.to_string(), employee.name.clone())).collect()
    }

    /// Whether the employee still works here.
    pub(crate) fn is_active(&self, id: EmployeeId) -> bool {
        self.employees.iter().any(|employee| employee.id == id && employee.active)
    }
}

impl Names for Directory {
    fn employee(&self, id: EmployeeId) -> String {
        self.names.get(&id).cloned().unwrap_or_else(|| self.words.t("cases-who-left"))
    }
    fn norm(&self, id: &str) -> String {
        let heading = |standard: &solits_standard::Standard| {
            standard.promise(id).map(|promise| promise.heading().get(self.words.0).to_owned())
        };
        let standard = self.loaded.standard(self.now);
        standard
            .and_then(|(_, standard)| heading(&standard))
            // A term of a law stands in an act beside the standard.
            .or_else(|| ACTS.rev().find_map(|number| heading(self.loaded.versions.get(number)?)))
            .unwrap_or_else(|| id.to_owned())
    }
    fn role(&self, id: &str) -> String {
        let standard = self.loaded.standard(self.now);
        standard
            .map_or_else(|| id.to_owned(), |(_, standard)| promised::role_title(&standard, id, self.words.0))
    }
}
