//! The pages of the editor.

pub(super) mod history;
pub(super) mod list;
pub(super) mod overview;
pub(super) mod text;

use std::collections::HashMap;

use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{EmployeeId, Timestamp};
use solits_organisation::{Employee, list_employees};
use solits_standard::{Finding, Severity};
use solits_web::{EmployeeCx, Notice, Page, WebError};

use super::{
    actions::EditorError,
    store::{self, Draft},
};

/// A tab of a draft.
pub(super) struct Tab {
    href: String,
    label: String,
    current: bool,
}

/// What every page of a draft shows over its own content.
pub(super) struct Frame {
    draft: i64,
    tabs: Vec<Tab>,
    /// What the draft is called, and its last saved state.
    lead: String,
    /// Whether it can be changed.
    is_open: bool,
    /// Where it is taken as a file.
    file: String,
}

/// Which page of a draft this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Here {
    Overview,
    Text,
    History,
}

impl Frame {
    fn of(words: Words, draft: &Draft, names: &Names, here: Here) -> Self {
        let address = format!("/standard/drafts/{}", draft.draft);
        let tab = |page: Here, end: &str, key: &str| Tab {
            href: format!("{address}{end}"),
            label: words.t(key),
            current: page == here,
        };
        let gaps = [
            ("title", draft.title.as_str().into()),
            ("state", words.number(draft.state).into()),
            ("when", moment(words, draft.updated_at).into()),
            ("name", names.of(draft.updated_by).into()),
        ];
        Self {
            draft: draft.draft,
            tabs: vec![
                tab(Here::Overview, "", "standards-edit-contents"),
                tab(Here::Text, "/text", "standards-edit-as-text"),
                tab(Here::History, "/history", "standards-edit-history"),
            ],
            lead: words.ta("standards-edit-lead", &gaps),
            is_open: draft.is_open(),
            file: format!("{address}/file.toml"),
        }
    }
}

/// A draft that has to be there.
pub(super) async fn found(tx: &mut Tx, draft: i64) -> Result<Draft, WebError> {
    Ok(store::find(tx, draft).await?.ok_or(EditorError::NotFound)?)
}

/// Names of employees.
pub(super) struct Names(Vec<Employee>);

impl Names {
    pub(super) async fn read(tx: &mut Tx) -> Result<Self, WebError> {
        Ok(Self(list_employees(tx).await?))
    }
    /// The name; empty for somebody who is not among the employees any more.
    pub(super) fn of(&self, id: EmployeeId) -> &str {
        self.0.iter().find(|employee| employee.id == id).map_or("", |employee| &employee.name)
    }
}

/// A day with its year, and the time.
pub(super) fn moment(words: Words, at: Timestamp) -> String {
    format!("{} {}", words.day(at.day()), words.time(at))
}

/// A page of the editor with the message that the address asks for.
pub(super) fn page(cx: &EmployeeCx, title: String, query: &HashMap<String, String>) -> Page {
    let mut page = cx.page(title);
    let key = match query.get("notice").map(String::as_str) {
        Some("begun") => "standards-edit-notice-begun",
        Some("saved") => "standards-edit-notice-saved",
        Some("joined") => "standards-edit-notice-joined",
        Some("same") => "standards-edit-notice-same",
        Some("returned") => "standards-edit-notice-returned",
        Some("put-away") => "standards-edit-notice-put-away",
        Some("taken-out") => "standards-edit-notice-taken-out",
        _ => return page,
    };
    page.notice = Some(Notice { kind: "good", text: cx.words.t(key), undo: None });
    page
}

/// A mistake as it is shown.
pub(super) struct Mistake {
    pub(super) kind: &'static str,
    pub(super) severity: String,
    pub(super) place: String,
    pub(super) what: String,
    pub(super) line: String,
    pub(super) mark: String,
    pub(super) meant: String,
}

/// A finding with its line in the text.
pub(super) fn mistake(words: Words, finding: &Finding) -> Mistake {
    let lang = words.0;
    let place = [
        ("line", i64::try_from(finding.line).unwrap_or_default().into()),
        ("column", i64::try_from(finding.column).unwrap_or_default().into()),
    ];
    Mistake {
        kind: match finding.severity {
            Severity::Error => "late",
            Severity::Warning => "soon",
            Severity::Note => "plain",
        },
        severity: finding.severity.word(lang).to_owned(),
        place: words.ta("standards-edit-place", &place),
        what: finding.what.get(lang).to_owned(),
        line: finding.source_line.clone(),
        mark: format!("{}{}", " ".repeat(finding.column.saturating_sub(1)), "^".repeat(finding.length)),
        meant: finding.meant.as_ref().map(|meant| meant.get(lang).to_owned()).unwrap_or_default(),
    }
}
