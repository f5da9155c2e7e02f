//! The page on which a reply is written.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use askama::Template;
use solits_i18n::Words;
use solits_kernel::{CaseId, EmployeeId, Lang, Text, Timestamp};
use solits_standard::Origin;
use solits_web::{EmployeeCx, Page, PageResult, html};
use solits_written::reply::Remark;

use super::{
    files::Shelf,
    keep::own_window,
    looked::{MendView, looked},
};
use crate::{
    actions::{
        around::{Around, plain},
        spelling::Misspelt,
    },
    pages::{conversation::own_lines, draft::Draft},
    store::KeptReply,
};

/// So much of what was said in the case before stands beside the reply.
const MOST_SAID: usize = 4;

/// What is shown beside what was typed.
pub(super) struct Shown {
    /// What the standard says of it; `None` before anybody asked.
    pub(super) remarks: Option<Vec<Remark>>,
    /// The words no dictionary knows; `None` without a dictionary.
    pub(super) misspelt: Option<Vec<Misspelt>>,
    pub(super) kept: Option<KeptReply>,
    pub(super) shelf: Shelf,
}

struct PhrasesView {
    purpose: String,
    source: String,
    words: Vec<MendView>,
}

struct FileView {
    place: i64,
    name: String,
    size: String,
}

/// What was said in the case before.
struct SaidView {
    who: String,
    when: String,
    lines: Vec<String>,
}

/// Another case of the client.
struct OtherView {
    href: String,
    name: String,
    standing: String,
}

struct RecipientView {
    address: String,
    /// Whose it is, with the name the case has.
    whose: String,
    is_chosen: bool,
    is_unreachable: bool,
}

#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
#[derive(Template)]
#[template(path = "correspondence/reply.html")]
struct View {
    page: Page,
    case: CaseId,
    /// Whose window it is: a browser keeps what was typed for them alone.
    me: EmployeeId,
    reference: String,
    version: i64,
    recipients: Vec<RecipientView>,
    why_not: String,
    /// Whether the letter leaves the case open, because its decision is awaited.
    awaits_ruling: bool,
    /// Said where the letter is already on its way; empty else.
    leaving: String,
    has_mailbox: bool,
    foreign: String,
    insulting: String,
    /// What the standard asks of whoever writes, with where it stands (H-20).
    guides: Vec<(String, String)>,
    part: String,
    said: Vec<SaidView>,
    others: Vec<OtherView>,
    signature: Vec<String>,
    asks_rereading: bool,
    templates: Vec<(String, String)>,
    phrases: Vec<PhrasesView>,
    files: Vec<FileView>,
    earlier: Vec<(String, String)>,
    later_hint: String,
    is_later: bool,
    postal: String,
    is_paper: bool,
    draft: Draft,
    lang: &'static str,
}

/// The whole page.
pub(super) fn page(cx: &EmployeeCx, around: &Around, draft: Draft, shown: &Shown) -> PageResult {
    let words = cx.words;
    let mut page =
        cx.page(words.ta("correspondence-reply-to", &[("reference", around.case.reference.as_str().into())]));
    page.notice = None;
    let looked = looked(cx, &page, around, &draft, shown, shown.remarks.is_some())?;
    let chosen: Vec<String> =
        draft.all("to").flat_map(|value| value.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let only = around.addressees.len() == 1;
    let recipients = around.addressees.iter().map(|one| {
        let address = plain(&one.address);
        let none = draft.get("to").is_empty() && draft.get("other").is_empty();
        let whose = one.whose.words(words);
        RecipientView {
            is_chosen: chosen.contains(&address) || (only && none && !one.is_unreachable),
            is_unreachable: one.is_unreachable,
            whose: if one.name.is_empty() { whose } else { format!("{whose}, {}", one.name) },
            address,
        }
    });
    let leaves_at = shown.kept.as_ref().and_then(|kept| kept.leaves_at);
    let size = |bytes: i64| words.ta("correspondence-size", &[("kilobytes", (bytes / 1024 + 1).into())]);
    let postal = match draft.get("postal") {
        "" => around.window(),
        typed => typed.to_owned(),
    };
    html(&View {
        case: around.case.id,
        me: cx.me.employee,
        reference: around.case.reference.clone(),
        version: around.case.version,
        recipients: recipients.collect(),
        why_not: if leaves_at.is_some() { String::new() } else { around.why_not(words) },
        awaits_ruling: around.awaits_ruling && around.case.status.is_live(),
        leaving: leaves_at
            .map(|at| words.ta("correspondence-reply-leaves", &[("at", words.moment(at).into())]))
            .unwrap_or_default(),
        has_mailbox: around.mailbox.is_some(),
        foreign: if around.is_foreign {
            cited(around, around.rules.foreign.as_ref(), words)
        } else {
            String::new()
        },
        // That it is not considered would answer it, which only the decision does.
        insulting: if around.awaits_ruling {
            String::new()
        } else {
            cited(around, around.rules.insulting.as_ref(), words)
        },
        guides: around
            .rules
            .guides
            .iter()
            .map(|(text, origin)| (text.get(words.0).to_owned(), around.cite(origin, words.0)))
            .collect(),
        part: looked,
        said: said(around, words),
        others: others(around, words),
        signature: around.signature_lines().into_iter().chain(around.invitation_lines()).collect(),
        asks_rereading: around.rules.rereading.is_some(),
        templates: around
            .templates
            .iter()
            .filter(|template| template.purpose == "reply")
            .filter(|template| template.kind.is_empty() || template.kind == around.case.kind.name())
            .map(|template| (template.id.to_string(), template_name(template, words)))
            .collect(),
        phrases: phrases(around, words),
        files: shown
            .shelf
            .files
            .iter()
            .map(|file| FileView { place: file.place, name: file.name.clone(), size: size(file.size) })
            .collect(),
        earlier: shown
            .shelf
            .earlier
            .iter()
            .map(|file| {
                (
                    format!("{}/{}", file.message_id, file.place),
                    format!("{} ({})", file.name, size(file.size)),
                )
            })
            .collect(),
        later_hint: later(around, cx.at, words),
        is_later: !draft.get("leave_on").is_empty() || !draft.get("leave_at").is_empty(),
        is_paper: !draft.error("postal").is_empty()
            || around.addressees.is_empty()
            || !own_window(around, &draft).is_empty(),
        postal,
        lang: if around.lang == Lang::Lv { "lv" } else { "en" },
        draft,
        page,
    })
}

/// The last of what was said in the case, the newest first; confirmations that the program wrote say nothing.
fn said(around: &Around, words: Words) -> Vec<SaidView> {
    let messages = around.messages.iter().rev().filter(|message| message.is_automatic == 0);
    messages
        .take(MOST_SAID)
        .map(|message| SaidView {
            who: if message.direction == "out" {
                words.t("correspondence-before-ours")
            } else if message.author_name.is_empty() {
                words.t("correspondence-before-client")
            } else {
                message.author_name.clone()
            },
            when: words.moment(message.at),
            lines: own_lines(&message.text),
        })
        .collect()
}

/// The other cases of the client: what is open, then what has ended.
fn others(around: &Around, words: Words) -> Vec<OtherView> {
    let name = |reference: &str, subject: &str| format!("{reference} {subject}");
    let open = around.open.iter().map(|one| OtherView {
        href: format!("/cases/{}", one.id),
        name: name(&one.reference, &one.subject),
        standing: words.t("correspondence-before-open"),
    });
    let ended = around.ended.iter().map(|one| OtherView {
        href: format!("/cases/{}/letters", one.id),
        name: name(&one.reference, &one.subject),
        standing: match (one.answered_at, one.closed_at) {
            (Some(at), _) => {
                words.ta("correspondence-before-answered", &[("day", words.day(at.day()).into())])
            }
            (None, Some(at)) => {
                words.ta("correspondence-before-closed", &[("day", words.day(at.day()).into())])
            }
            (None, None) => String::new(),
        },
    });
    open.chain(ended).collect()
}

fn template_name(template: &crate::store::Template, words: Words) -> String {
    let whose =
        if template.employee_id.is_some() { words.t("correspondence-template-mine") } else { String::new() };
    [template.name.clone(), template.lang.to_uppercase(), whose]
        .into_iter()
        .filter(|piece| !piece.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// What the standard says of such letters, with its paragraph; empty where it says nothing.
fn cited(around: &Around, rule: Option<&(Text, Origin)>, words: Words) -> String {
    rule.map(|(text, origin)| format!("{} ({})", text.get(words.0), around.cite(origin, words.0)))
        .unwrap_or_default()
}

/// The phrases the standard recommends, each one press away.
fn phrases(around: &Around, words: Words) -> Vec<PhrasesView> {
    let said = around.rules.recommended.iter().enumerate();
    said.map(|(at, set)| PhrasesView {
        purpose: set.purpose.get(words.0).to_owned(),
        source: around.cite(&set.origin, words.0),
        words: set
            .words
            .iter()
            .enumerate()
            .map(|(which, text)| MendView {
                value: format!("{at}:{which}"),
                words: text.get(around.lang).to_owned(),
            })
            .collect(),
    })
    .collect()
}

/// The phrase a button names.
pub(super) fn phrase(around: &Around, value: &str) -> Option<String> {
    let (set, which) = value.split_once(':')?;
    let set = around.rules.recommended.get(set.parse::<usize>().ok()?)?;
    Some(set.words.get(which.parse::<usize>().ok()?)?.get(around.lang).to_owned())
}

/// When the office opens next: a good moment for a letter that need not leave now.
fn later(around: &Around, now: Timestamp, words: Words) -> String {
    let Some(calendar) = &around.calendar else { return String::new() };
    let from = if calendar.is_open(now) { now.plus_minutes(12 * 60) } else { now };
    calendar
        .next_opening(from)
        .map(|span| words.ta("correspondence-reply-later-hint", &[("at", words.moment(span.opens).into())]))
        .unwrap_or_default()
}
