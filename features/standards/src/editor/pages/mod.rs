//! The pages of the editor.

pub(super) mod aside;
pub(super) mod clash;
pub(super) mod history;
pub(super) mod item;
pub(super) mod list;
pub(super) mod overview;
pub(super) mod part;
pub(super) mod preview;
pub(super) mod sending;
pub(super) mod text;

use std::collections::HashMap;

use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{EmployeeId, Timestamp};
use solits_organisation::{Employee, list_employees};
use solits_standard::{Finding, Severity};
use solits_web::{EmployeeCx, Notice, Page, WebError};

use super::{
    actions::{EditorError, topic},
    place::encoded,
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
    /// Its first page, and where it is taken as a file.
    href: String,
    file: String,
    /// Who else is in the draft and what they changed; it renews itself.
    part: String,
    /// Where that comes from, and on what it listens.
    aside_src: String,
    topic: String,
}

/// Which page of a draft this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Here {
    Overview,
    Preview,
    Text,
    History,
}

impl Frame {
    /// The frame of a page, for somebody who is at `at`.
    async fn read(
        cx: &EmployeeCx,
        tx: &mut Tx,
        draft: &Draft,
        here: Here,
        at: &str,
    ) -> Result<Self, WebError> {
        let words = cx.words;
        let names = Names::read(tx).await?;
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
        Ok(Self {
            draft: draft.draft,
            tabs: vec![
                tab(Here::Overview, "", "standards-edit-contents"),
                tab(Here::Preview, "/preview", "standards-edit-preview"),
                tab(Here::Text, "/text", "standards-edit-as-text"),
                tab(Here::History, "/history", "standards-edit-history"),
            ],
            lead: words.ta(
                if here == Here::Overview && at.is_empty() {
                    "standards-edit-last-saved"
                } else {
                    "standards-edit-lead"
                },
                &gaps,
            ),
            is_open: draft.is_open(),
            file: format!("{address}/file.toml"),
            href: address.clone(),
            part: aside::part(cx, tx, draft, &names, at).await?,
            aside_src: format!("{address}/fragment?at={}", encoded(at)),
            topic: topic(draft.draft),
        })
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

/// A page of a draft, which renews itself, with the message that the address asks for.
pub(super) fn live_page(cx: &EmployeeCx, draft: i64, title: String, query: &HashMap<String, String>) -> Page {
    let mut page = page(cx, title, query);
    page.live = Some(format!("/standard/drafts/{draft}/live"));
    page
}

/// A page of the editor with the message that the address asks for.
pub(super) fn page(cx: &EmployeeCx, title: String, query: &HashMap<String, String>) -> Page {
    let mut page = cx.page(title);
    let key = match query.get("notice").map(String::as_str) {
        Some("added") => "standards-edit-notice-added",
        Some("removed") => "standards-edit-notice-removed",
        Some("moved") => "standards-edit-notice-moved",
        Some("chosen") => "standards-edit-notice-chosen",
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
        mark: finding.mark(),
        meant: finding.meant.as_ref().map(|meant| meant.get(lang).to_owned()).unwrap_or_default(),
    }
}
