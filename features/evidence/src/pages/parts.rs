//! What the pages share: the standard in force with its people, forms that were refused, names.

use std::{collections::HashMap, sync::Arc};

use serde::Deserialize;
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_journal::Loaded;
use solits_kernel::{BranchId, EmployeeId, ServiceId, day_number};
use solits_organisation::{Branch, Service, find_structure, list_branches, list_employees, list_services};
use solits_standard::{Standard, model::Norm};
use solits_structure::Structure;
pub(crate) use solits_web::unprocessable;
use solits_web::{EmployeeCx, Fields, Notice, WebError, text_wrong};

use super::said;
use crate::model::{
    exception::Place,
    period::{Period, PeriodError},
};

/// The names that pages need.
pub(crate) struct Names(HashMap<EmployeeId, String>);

impl Names {
    pub(crate) async fn load(tx: &mut Tx) -> Result<Self, DbError> {
        let employees = list_employees(tx).await?;
        Ok(Self(employees.into_iter().map(|one| (one.id, one.name)).collect()))
    }
    /// The name of an employee; a dash for nobody and for one who is not known.
    pub(crate) fn of(&self, id: Option<EmployeeId>) -> &str {
        id.and_then(|id| self.0.get(&id)).map_or("–", String::as_str)
    }
}

/// The standard in force and the people of today.
pub(crate) struct Here {
    pub(crate) loaded: Arc<Loaded>,
    pub(crate) standard: Arc<Standard>,
    pub(crate) number: i64,
    pub(crate) structure: Structure,
    pub(crate) names: Names,
    /// Today, as a stored number.
    pub(crate) today: i64,
}

impl Here {
    /// `None` while no standard is in force.
    pub(crate) async fn load(cx: &EmployeeCx, tx: &mut Tx) -> Result<Option<Self>, WebError> {
        let loaded = cx.app.heart.loaded(tx).await?;
        let Some((number, standard)) = loaded.standard(cx.at) else { return Ok(None) };
        Ok(Some(Self {
            loaded,
            standard,
            number,
            structure: find_structure(tx).await?,
            names: Names::load(tx).await?,
            today: day_number(cx.at.day()),
        }))
    }

    /// A norm of the standard in force.
    pub(crate) fn norm(&self, id: &str) -> Option<&Norm> {
        self.standard.norms().iter().map(|norm| &norm.value).find(|norm| norm.id == id)
    }

    /// What a norm is called; its id where no adopted version has it any more.
    pub(crate) fn heading(&self, words: Words, id: &str) -> String {
        self.norm(id).map_or_else(|| id.to_owned(), |norm| norm.heading().get(words.0).to_owned())
    }
}

/// Branches and services, for where an exception holds.
pub(crate) struct Places {
    pub(crate) branches: Vec<Branch>,
    pub(crate) services: Vec<Service>,
}

impl Places {
    pub(crate) async fn load(tx: &mut Tx) -> Result<Self, DbError> {
        Ok(Self { branches: list_branches(tx).await?, services: list_services(tx).await? })
    }
    pub(crate) fn has_branch(&self, id: BranchId) -> bool {
        self.branches.iter().any(|branch| branch.id == id)
    }
    pub(crate) fn has_service(&self, id: ServiceId) -> bool {
        self.services.iter().any(|service| service.id == id)
    }
    /// A place in words; what is out of use by now is called so.
    pub(crate) fn words(&self, words: Words, place: Place) -> String {
        let gone = || words.t("evidence-place-gone");
        let branch = place.branch.map(|id| {
            let known = self.branches.iter().find(|branch| branch.id == id);
            known.map_or_else(gone, |branch| branch.name.get(words.0).to_owned())
        });
        let service = place.service.map(|id| {
            let known = self.services.iter().find(|service| service.id == id);
            known.map_or_else(gone, |service| service.name.get(words.0).to_owned())
        });
        match (branch, service) {
            (None, None) => words.t("evidence-everywhere"),
            (Some(one), None) | (None, Some(one)) => one,
            (Some(branch), Some(service)) => format!("{branch}, {service}"),
        }
    }
}

/// A form as it was typed, with what is wrong with it.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) fields: Fields,
    pub(crate) errors: Vec<(String, String)>,
}

impl Typed {
    pub(crate) fn new(fields: Fields) -> Self {
        Self { fields, errors: Vec::new() }
    }
    /// A form that holds these values.
    pub(crate) fn filled(values: &[(&str, String)]) -> Self {
        let pairs: Vec<_> = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self::new(Fields::from(pairs))
    }
    /// What stands in a field.
    pub(crate) fn get(&self, field: &str) -> &str {
        self.fields.get(field)
    }
    /// What is wrong with a field; empty where nothing is.
    pub(crate) fn error(&self, field: &str) -> &str {
        self.errors.iter().find(|(name, _)| name == field).map_or("", |(_, words)| words.as_str())
    }
    pub(crate) fn refuse(&mut self, field: &str, words: String) {
        self.errors.push((field.to_owned(), words));
    }

    /// A text that has to be there.
    pub(crate) fn text(&mut self, field: &str, most: usize, words: Words) -> Option<String> {
        self.fields.text(field, most).map_err(|error| self.refuse(field, text_wrong(error, words))).ok()
    }
    /// A text that may be absent.
    pub(crate) fn text_or_empty(&mut self, field: &str, most: usize, words: Words) -> Option<String> {
        self.fields
            .text_or_empty(field, most)
            .map_err(|error| self.refuse(field, text_wrong(error, words)))
            .ok()
    }
    /// Two days, the first in `from` and the last in `until`.
    pub(crate) fn period(&mut self, words: Words) -> Option<Period> {
        match Period::read(self.get("from"), self.get("until")) {
            Ok(period) => Some(period),
            Err(error) => {
                let field = if self.get("from").trim().is_empty() { "from" } else { "until" };
                self.refuse(field, period_wrong(words, error));
                None
            }
        }
    }
}

/// Why two days are no period, in words.
pub(crate) fn period_wrong(words: Words, error: PeriodError) -> String {
    match error {
        PeriodError::Unreadable => words.t("evidence-day-unreadable"),
        PeriodError::Backwards => words.t("evidence-days-backwards"),
        PeriodError::TooLong => words.t("evidence-days-too-many"),
    }
}

/// What the address says was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Notified {
    pub(crate) notice: Option<String>,
}

/// The notice of a key in the address.
pub(crate) fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let text = match key? {
        "owner" => words.t("evidence-notice-owner"),
        "unchanged" => words.t("evidence-notice-unchanged"),
        "allowed" => words.t("evidence-notice-allowed"),
        "overlaps" => words.t("evidence-notice-overlaps"),
        "revoked" => words.t("evidence-notice-revoked"),
        "given" => words.t("evidence-notice-given"),
        "withdrawn" => words.t("evidence-notice-withdrawn"),
        "result" => words.t("evidence-notice-result"),
        "suggested" => words.t("evidence-notice-suggested"),
        "answered" => words.t("evidence-notice-answered"),
        "taken-up" => words.t("evidence-notice-taken-up"),
        "room" => words.t("evidence-notice-room"),
        _ => return None,
    };
    let kind = if key == Some("overlaps") { "soon" } else { "good" };
    Some(Notice { kind, text, undo: None })
}

/// A tab of the room's pages.
pub(crate) struct Tab {
    pub(crate) href: &'static str,
    pub(crate) label: String,
    pub(crate) current: bool,
}

/// The tabs, with the one whose page this is.
pub(crate) fn tabs(words: Words, here: &str) -> Vec<Tab> {
    [
        ("/evidence", words.t("evidence-owners")),
        ("/evidence/exceptions", words.t("evidence-exceptions")),
        ("/evidence/goals", words.t("evidence-goals")),
        ("/evidence/binder", words.t("evidence-binder")),
        ("/suggestions", words.t("evidence-suggestions")),
    ]
    .map(|(href, label)| Tab { href, label, current: href == here })
    .into()
}

/// Title and version of a standard.
pub(crate) fn headline(words: Words, standard: &Standard) -> String {
    said::document(words, standard)
}
