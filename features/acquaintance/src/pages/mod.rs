//! One's own acquaintance, the list of those for whom somebody answers, and the sheet.

pub(crate) mod own;
pub(crate) mod sheet;
pub(crate) mod team;

use std::collections::HashMap;

use solits_calendar::words::{Form, YearShown, date_in};
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::{EmployeeId, Timestamp, day_of_number};
use solits_organisation::list_employees;
use solits_web::{EmployeeCx, Notice, unprocessable};

use crate::model::{Because, Duty, Reason, State};

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

/// Whether somebody sees everybody's duties: whoever drafts, adopts or keeps the standard, and who sets up.
pub(crate) fn sees_all(cx: &EmployeeCx) -> bool {
    ["standards.draft", "standards.adopt", "setup.manage"].iter().any(|right| cx.me.may(right))
}

/// Whether somebody sees a duty: it is their own, they answer for it, or they see all.
pub(crate) fn sees(cx: &EmployeeCx, duty: &Duty) -> bool {
    duty.key.employee == cx.me.employee || duty.is_answered_for_by(cx.me.employee) || sees_all(cx)
}

fn reason_words(words: Words, reason: Reason) -> String {
    match reason {
        Reason::Version => words.t("acquaintance-reason-version"),
        Reason::Joined => words.t("acquaintance-reason-joined"),
        Reason::Post => words.t("acquaintance-reason-post"),
    }
}

/// Where a duty stands, in words.
fn state_words(words: Words, duty: &Duty) -> String {
    let day = |at: Timestamp| date_in(at.day(), Form::When, YearShown::Shown, words.0);
    match duty.state {
        State::Open => {
            words.ta("acquaintance-state-open", &[("day", words.date(day_of_number(duty.due_on)).into())])
        }
        State::Signed(at) => match &duty.paper {
            None => words.ta("acquaintance-state-signed", &[("day", day(at).into())]),
            Some(paper) => {
                let day = date_in(day_of_number(paper.on), Form::When, YearShown::Shown, words.0);
                words.ta("acquaintance-state-paper", &[("day", day.into())])
            }
        },
        State::Closed(at, because) => {
            let args = [("day", day(at).into())];
            match because {
                Because::Left => words.ta("acquaintance-closed-left", &args),
                Because::Replaced => words.ta("acquaintance-closed-replaced", &args),
                Because::Unbound => words.ta("acquaintance-closed-unbound", &args),
            }
        }
    }
}

fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let text = match key? {
        "signed" => words.t("acquaintance-notice-signed"),
        "explained" => words.t("acquaintance-notice-explained"),
        "reminded" => words.t("acquaintance-notice-reminded"),
        "paper" => words.t("acquaintance-notice-paper"),
        _ => return None,
    };
    Some(Notice { kind: "good", text, undo: None })
}
