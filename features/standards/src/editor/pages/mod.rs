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
use solits_kernel::Timestamp;
use solits_organisation::list_employees;
use solits_standard::{Finding, Severity};
use solits_web::{EmployeeCx, Notice, Page, WebError};
use uuid::Uuid;

use super::{
    actions::{EditorError, topic},
    model::WHOLE_TEXT,
    place::{called_by_address, encoded},
    presence,
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
        let names = Names::read(tx, words).await?;
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

/// Names of those who write: employees, and other programs.
pub(super) struct Names(HashMap<Uuid, String>);

impl Names {
    pub(super) async fn read(tx: &mut Tx, words: Words) -> Result<Self, WebError> {
        let programs = presence::list_programs(tx).await?;
        let program = |name: &str| words.ta("standards-edit-program", &[("name", name.into())]);
        let programs = programs.into_iter().map(|one| (one.id, program(&one.name)));
        let employees = list_employees(tx).await?.into_iter().map(|one| (one.id.uuid(), one.name));
        Ok(Self(programs.chain(employees).collect()))
    }
    /// The name; empty for somebody who is not among the employees any more.
    pub(super) fn of(&self, id: impl Into<Uuid>) -> &str {
        self.0.get(&id.into()).map_or("", String::as_str)
    }
}

/// What a place is called.
pub(super) fn place_words(words: Words, place: &str) -> String {
    match place {
        "" | WHOLE_TEXT => words.t("standards-edit-as-text"),
        address => called_by_address(address, words.0),
    }
}

/// So many changes are told of.
const MOST_TOLD: i64 = 5;

/// What was saved after a state that somebody saw, latest first: when, by whom and where.
pub(super) async fn saved_since(
    tx: &mut Tx,
    draft: &Draft,
    names: &Names,
    words: Words,
    seen: i64,
) -> Result<Vec<String>, WebError> {
    let states = store::list_states(tx, draft.draft, draft.state, MOST_TOLD).await?;
    let line = |state: &store::State| {
        let gaps = [
            ("time", words.time(state.saved_at).into()),
            ("name", names.of(state.saved_by).into()),
            ("place", place_words(words, &state.place).into()),
        ];
        words.ta("standards-edit-changed-by", &gaps)
    };
    Ok(states.iter().filter(|state| state.state > seen).map(line).collect())
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
