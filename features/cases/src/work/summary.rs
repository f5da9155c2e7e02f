//! What the page of a case shows of its parts: those in use as cards, the others as links.

use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::matters::Counts;
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, WebError};

use super::{
    calls,
    contacts::{self, model::Outcome},
    holds,
    made::{self, store::State},
    messages,
    news::shown::NewsPart,
    orders, parties,
    passing::{self, model::times_passed_on},
    pauses, relations, ruling, sources,
};
use crate::{
    facts::EarlierCase,
    model::{Status, Urgency},
    pages::{Beside, Directory, Whole, channel_words, status_words},
    promised::last_moment,
    store::channel_of,
    timeline::Names as _,
};

/// Other open cases of the client that are named.
const MOST_OTHERS: i64 = 8;
/// Earlier cases of the client that are named.
const MOST_EARLIER: i64 = 5;

/// A line of a card.
pub(crate) struct Line {
    pub(crate) text: String,
    /// `good`, `soon`, `late` or `plain`.
    pub(crate) badge: &'static str,
    /// Words on the badge; empty for none.
    pub(crate) standing: String,
    /// Where the line leads; empty for nowhere.
    pub(crate) href: String,
}

impl Line {
    fn plain(text: String) -> Self {
        Self { text, badge: "plain", standing: String::new(), href: String::new() }
    }
}

/// A part of the case that is in use.
pub(crate) struct Card {
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) lines: Vec<Line>,
}

/// The parts of a case.
pub(crate) struct Summary {
    pub(crate) cards: Vec<Card>,
    /// What can be begun: address and words.
    pub(crate) unused: Vec<(String, String)>,
    /// The case it became part of.
    pub(crate) merged_into: Option<(CaseId, String)>,
    /// Whether it goes on only until somebody has decided on it, in its register.
    pub(crate) awaits_ruling: bool,
    /// How often it was passed on; empty for never.
    pub(crate) passed_on: String,
    /// What it has asked of the client so far; empty for nothing.
    pub(crate) asked: String,
    /// For what it waits and since when; empty while work goes on.
    pub(crate) paused: String,
    /// Since when, by whom and why its contents are kept beyond their term; empty where nobody holds it.
    pub(crate) held: String,
    /// The call that the client waits for: where its result is written down, and by when it was promised.
    pub(crate) call: Option<(String, String)>,
    /// How the client wants to hear, and what is to be told them.
    pub(crate) news: NewsPart,
    /// Whether a letter of an open case may invite to a meeting.
    pub(crate) is_invited: bool,
    /// Whether it can still go to somebody else: passed on, or given away by whoever may not decide it.
    pub(crate) may_be_given_away: bool,
}

impl Summary {
    /// Reads it.
    pub(crate) async fn read(
        tx: &mut Tx,
        cx: &EmployeeCx,
        whole: &Whole,
        directory: &Directory,
        beside: &Beside,
    ) -> Result<Self, WebError> {
        let (words, id) = (cx.words, whole.case.id);
        let paused = pauses::store::find_open(tx, id).await?.map(|pause| {
            let (what, moment) = (pause.waits_for.words(words), words.moment(pause.since));
            words.ta("cases-paused-since", &[("what", what.into()), ("moment", moment.into())])
        });
        let merged_into = match relations::store::find_merged(tx, id).await? {
            Some(into) => crate::store::find(tx, into).await?.map(|case| (case.id, case.reference)),
            None => None,
        };
        let called = &beside.calls;
        let news = NewsPart::read(tx, cx, &whole.case, directory).await?;
        let hearing = Some(news.hearing.clone()).filter(|hearing| !hearing.is_empty()).map(Line::plain);
        let found = [
            ("calls", "", "cases-calls", call_lines(called, cx, directory)),
            ("news", "news", "cases-news", hearing.into_iter().collect()),
            ("contacts", "letters", "cases-contacts", contact_lines(&beside.contacts, cx.words, directory)),
            ("made", "promises", "cases-made", made_lines(tx, cx, id).await?),
            ("order", "order", "cases-order", order_lines(tx, cx, whole).await?),
            ("parties", "parties", "cases-parties", party_lines(tx, cx, id).await?),
            ("files", "letters", "cases-files", file_lines(tx, cx, id).await?),
            ("others", "", "cases-of-client", other_lines(tx, cx, whole).await?),
            ("links", "links", "cases-links", link_lines(tx, cx, whole).await?),
            ("sources", "sources", "cases-sources", source_lines(tx, cx, id).await?),
            ("elsewhere", "pass-on", "cases-elsewhere", elsewhere_lines(tx, cx, directory, id).await?),
        ];
        let is_live = whole.case.status.is_live();
        let is_closed = whole.case.status == Status::Closed;
        let awaits_ruling = !is_closed && ruling::awaits_ruling(tx, &whole.case).await?;
        let mut summary = Self {
            cards: Vec::new(),
            unused: Vec::new(),
            merged_into,
            awaits_ruling,
            passed_on: match times_passed_on(&whole.happenings) {
                0 => String::new(),
                times => words.n("cases-times-passed-on", times),
            },
            asked: asked_words(whole.asked, cx.words),
            paused: paused.unwrap_or_default(),
            held: holds::shown::held(tx, id, words, directory).await?,
            news,
            call: called.iter().find(|call| call.ended_at.is_none()).map(|call| waiting_words(call, cx)),
            is_invited: is_live && messages::store::holds_calendar(tx, id).await?,
            may_be_given_away: !is_closed,
        };
        for (part, path, key, lines) in found {
            let title = match part {
                "contacts" => words.n(key, lines.len()),
                _ => words.t(key),
            };
            let href = match lines.first() {
                Some(line) if matches!(part, "calls" | "others") => line.href.clone(),
                _ => format!("/cases/{id}/{path}"),
            };
            if !lines.is_empty() {
                summary.cards.push(Card { id: part, title, href, lines });
            } else if is_live && !matches!(part, "files" | "elsewhere" | "calls" | "others" | "contacts") {
                summary.unused.push((href, title));
            }
        }
        if is_live {
            summary.unused.push((format!("/callbacks/new?case={id}"), words.t("cases-call-back")));
            summary.unused.push((format!("/cases/{id}/pause"), words.t("cases-pause")));
            if !awaits_ruling {
                summary.unused.push((format!("/cases/{id}/refuse"), words.t("cases-refuse")));
            }
        }
        if !is_closed {
            summary.unused.push((format!("/cases/{id}/split"), words.t("cases-split")));
            summary.unused.push((format!("/cases/{id}/pass-on"), words.t("cases-pass-on")));
        }
        Ok(summary)
    }
}

/// The calls of the case, those still to be made first.
fn call_lines(called: &[calls::store::Call], cx: &EmployeeCx, directory: &Directory) -> Vec<Line> {
    let (open, ended): (Vec<_>, Vec<_>) = called.iter().partition(|call| call.ended_at.is_none());
    let line = |call: &calls::store::Call| {
        let (badge, standing) = match (call.ended_at, call.promised_at) {
            (Some(ended), _) => ("good", cx.words.moment(ended)),
            (None, Some(promised)) => (Urgency::of(promised, cx.at).badge(), cx.words.due(promised, cx.at)),
            (None, None) => ("soon", cx.words.t("cases-call-missed")),
        };
        let who = directory.employee(call.employee_id);
        let text = if call.phone.is_empty() { who } else { format!("{} · {who}", call.phone) };
        Line { text, badge, standing, href: format!("/callbacks/{}", call.id) }
    };
    open.into_iter().chain(ended).map(line).collect()
}

/// Where the result of a call is written down, and that the client waits for it.
fn waiting_words(call: &calls::store::Call, cx: &EmployeeCx) -> (String, String) {
    let said = match call.promised_at {
        Some(promised) => {
            let moment = cx.words.moment(promised);
            cx.words.ta("cases-call-promised", &[("moment", moment.as_str().into())])
        }
        None => cx.words.t("cases-call-missed"),
    };
    (format!("/callbacks/{}", call.id), said)
}

/// The contacts of the case, the newest first: visits, letters and calls, each with who spoke for us and how it came out
/// (H-27).
fn contact_lines(contacts: &[contacts::store::Contact], words: Words, directory: &Directory) -> Vec<Line> {
    let line = |contact: &contacts::store::Contact| {
        let channel = channel_of(&contact.channel).map(|channel| channel_words(channel, words));
        let who = contact.employee_id.map(|employee| directory.employee(employee));
        let parts = [Some(words.moment(contact.ended_at)), channel, who];
        Line {
            text: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            badge: "plain",
            standing: Outcome::parse(&contact.outcome)
                .map(|outcome| outcome.words(words))
                .unwrap_or_default(),
            href: String::new(),
        }
    };
    contacts.iter().map(line).collect()
}

async fn made_lines(tx: &mut Tx, cx: &EmployeeCx, id: CaseId) -> Result<Vec<Line>, WebError> {
    let made = made::store::list(tx, id).await?;
    // What is still to be done first.
    let (open, ended): (Vec<_>, Vec<_>) = made.into_iter().partition(|one| one.state == State::Open);
    Ok(open
        .into_iter()
        .chain(ended)
        .map(|one| {
            let (badge, standing) = made::page::standing(&one, cx);
            Line { text: one.text, badge, standing, href: String::new() }
        })
        .collect())
}

async fn order_lines(tx: &mut Tx, cx: &EmployeeCx, whole: &Whole) -> Result<Vec<Line>, WebError> {
    let words = cx.words;
    let Some(order) = orders::store::find(tx, whole.case.id).await? else { return Ok(Vec::new()) };
    let card = whole.service.as_ref().map(|service| service.price_cents.unwrap_or_default());
    let mut lines = vec![Line::plain(order.terms.purpose.clone())];
    let price = orders::page::euros(order.price_cents(), words);
    lines.push(if order.price_cents() == 0 {
        Line::plain(price)
    } else if order.paid.is_some() {
        Line { text: price, badge: "good", standing: words.t("cases-order-paid"), href: String::new() }
    } else {
        Line { text: price, badge: "soon", standing: words.t("cases-order-unpaid"), href: String::new() }
    });
    let delivery = [
        order.terms.format.map(|format| format.words(words)),
        order.terms.place.map(|place| place.words(words)),
    ];
    let delivery: Vec<String> = delivery.into_iter().flatten().collect();
    if !delivery.is_empty() {
        lines.push(Line::plain(delivery.join(", ")));
    }
    if let Some(handed) = &order.handed {
        let text = words.ta("cases-handed-out-on", &[("date", words.day(handed.at.day()).into())]);
        lines.push(Line::plain(text));
    } else {
        let faults = order.faults(card).into_iter().map(|fault| Line {
            text: fault.words(words),
            badge: "soon",
            standing: words.t("cases-order-fault"),
            href: String::new(),
        });
        lines.extend(faults);
    }
    Ok(lines)
}

async fn party_lines(tx: &mut Tx, cx: &EmployeeCx, id: CaseId) -> Result<Vec<Line>, WebError> {
    let people = parties::store::list(tx, id).await?;
    Ok(people
        .into_iter()
        .filter(|person| person.ended_at.is_none())
        .map(|person| {
            Line::plain(format!("{} · {}", person.details.name, person.details.role.words(cx.words)))
        })
        .collect())
}

async fn file_lines(tx: &mut Tx, cx: &EmployeeCx, id: CaseId) -> Result<Vec<Line>, WebError> {
    let files = messages::store::list_files(tx, id).await?;
    Ok(files
        .into_iter()
        .map(|file| {
            let href = format!("/cases/{id}/letters/{}/files/{}", file.message_id, file.place);
            match file.scan.as_str() {
                // What is blocked is named and leads nowhere.
                "blocked" => Line {
                    badge: "late",
                    standing: cx.words.t("cases-file-blocked"),
                    ..Line::plain(file.name)
                },
                "clean" => Line { href, standing: cx.words.t("cases-file-clean"), ..Line::plain(file.name) },
                _ => Line { href, standing: cx.words.t("cases-file-not-scanned"), ..Line::plain(file.name) },
            }
        })
        .collect())
}

async fn link_lines(tx: &mut Tx, cx: &EmployeeCx, whole: &Whole) -> Result<Vec<Line>, WebError> {
    let mut lines = Vec::new();
    for (other, kind) in relations::store::list(tx, whole.case.id).await? {
        if let Some(case) = crate::store::find(tx, other).await? {
            lines.push(Line {
                text: format!("{} {} · {}", case.reference, case.subject, kind.words(cx.words)),
                badge: "plain",
                standing: status_words(case.status, cx.words),
                href: format!("/cases/{}", case.id),
            });
        }
    }
    Ok(lines)
}

/// What else is open of the same client, so that one answer knows of the other, and what was answered before (H-23).
async fn other_lines(tx: &mut Tx, cx: &EmployeeCx, whole: &Whole) -> Result<Vec<Line>, WebError> {
    let all = crate::facts::list_of_client(tx, &whole.case.client_contact, cx.at, MOST_OTHERS).await?;
    let others = all.into_iter().filter(|other| other.id != whole.case.id);
    let contact = &whole.case.client_contact;
    let ended = crate::facts::list_ended_of_client(tx, contact, whole.case.id, MOST_EARLIER).await?;
    let ended = ended.into_iter().map(|other| Line {
        href: format!("/cases/{}", other.id),
        text: format!("{} {}", other.reference, other.subject),
        badge: "plain",
        standing: ended_words(&other, cx.words),
    });
    Ok(others
        .map(|other| {
            let due = other.due_at;
            Line {
                href: format!("/cases/{}", other.id),
                text: format!("{} {}", other.reference, other.subject),
                badge: due.map_or("plain", |due| Urgency::of(due, cx.at).badge()),
                standing: due
                    .map_or_else(|| cx.words.t("cases-as-fast-as-possible"), |due| cx.words.due(due, cx.at)),
            }
        })
        .chain(ended)
        .collect())
}

/// What a case has asked of the client (I-27), in words; what was not asked is not named.
fn asked_words(asked: Counts, words: Words) -> String {
    let counted = [
        ("cases-asked-visits", asked.visits),
        ("cases-asked-contacts", asked.contacts),
        ("cases-asked-documents", asked.documents),
    ];
    let counted = counted.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| words.n(key, count));
    let paid = (asked.cents > 0).then(|| orders::page::euros(asked.cents, words));
    let named: Vec<String> = counted.chain(paid).collect();
    if named.is_empty() {
        String::new()
    } else {
        words.ta("cases-asked", &[("what", named.join(", ").into())])
    }
}

/// How an earlier case ended, and on which day.
fn ended_words(case: &EarlierCase, words: Words) -> String {
    let standing = status_words(case.status, words);
    match case.answered_at.or(case.closed_at) {
        Some(at) => format!("{standing} · {}", words.day(at.day())),
        None => standing,
    }
}

async fn source_lines(tx: &mut Tx, cx: &EmployeeCx, id: CaseId) -> Result<Vec<Line>, WebError> {
    let sources = sources::store::list(tx, id).await?;
    Ok(sources
        .into_iter()
        .filter(|source| source.withdrawn_at.is_none())
        .map(|source| Line::plain(format!("{}: {}", source.kind.words(cx.words), source.text)))
        .collect())
}

async fn elsewhere_lines(
    tx: &mut Tx,
    cx: &EmployeeCx,
    directory: &Directory,
    id: CaseId,
) -> Result<Vec<Line>, WebError> {
    let words = cx.words;
    let referred = passing::store::list_referrals(tx, id).await?;
    let referred = referred
        .into_iter()
        .map(|one| Line::plain(format!("{} · {}", one.body, one.contacts)))
        .collect::<Vec<_>>();
    let declared = passing::store::list_declared(tx, id).await?;
    let declared = declared.into_iter().map(|one| {
        let who = directory.employee(one.employee);
        let day = words.day(last_moment(one.at).day());
        Line::plain(format!("{who} · {} · {day}", one.kind.words(words)))
    });
    Ok(referred.into_iter().chain(declared).collect())
}
