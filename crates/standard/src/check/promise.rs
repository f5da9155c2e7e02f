//! Norms: whether their keys fit their kind, and whether a promise can be kept, be broken and be measured at all.

use std::collections::BTreeSet;

use solits_kernel::Text;

use super::{
    document::known_role,
    draft::{Draft, Located},
    report::Report,
    suggest,
};
use crate::{
    coverage,
    event::{EventKind, Subject},
    model::{KindWord, Lead, NormRecord, Promise, Trigger, Within},
    rules, words,
};

type Norm<'a> = Located<'a, NormRecord>;

pub(super) fn check(report: &mut Report<'_>, draft: &Draft<'_>) {
    let roles = draft.role_names();
    for norm in &draft.norms {
        report.paragraph = norm.value.paragraphs.first().cloned();
        keys_of_kind(report, norm);
        if let Some(owner) = &norm.value.owner {
            known_role(report, &roles, norm.at(&["owner"]), owner);
        }
        if let Some(rule) = norm.value.enforced_by.as_deref().filter(|rule| rules::find(rule).is_none()) {
            unknown_rule(report, norm, rule);
        }
        if let Some(promise) = &norm.value.promise {
            check_promise(report, norm, promise, &roles);
        }
    }
    report.paragraph = None;
}

/// A kind of norm needs its own key and has no use for the others'.
fn keys_of_kind(report: &mut Report<'_>, norm: &Norm<'_>) {
    let record = &norm.value;
    let keys = [
        (KindWord::Promise, "promise", record.promise.is_some(), true),
        (KindWord::Rule, "enforced_by", record.enforced_by.is_some(), false),
        (KindWord::Guide, "shown_at", record.shown_at.is_some(), true),
        (KindWord::Publish, "shown_on", record.shown_on.is_some(), true),
    ];
    for (kind, key, is_written, is_needed) in keys {
        let (quoted, kind_word) = (words::quoted(key), words::quoted(kind_name(record.kind)));
        if kind == record.kind && is_needed && !is_written && !report.was_taken_out(&norm.at(&[]), key) {
            report.error(
                norm.at(&["kind"]),
                format!("veidam {} vajag lauku {}", kind_word.lv, quoted.lv),
                format!("the kind {} needs the field {}", kind_word.en, quoted.en),
            );
        } else if kind != record.kind && is_written {
            report.error(
                norm.at(&[key]),
                format!("lauks {} neder veidam {}", quoted.lv, kind_word.lv),
                format!("the field {} does not suit the kind {}", quoted.en, kind_word.en),
            );
        }
    }
}

const fn kind_name(kind: KindWord) -> &'static str {
    match kind {
        KindWord::Promise => "promise",
        KindWord::Rule => "rule",
        KindWord::Guide => "guide",
        KindWord::Publish => "publish",
    }
}

fn unknown_rule(report: &mut Report<'_>, norm: &Norm<'_>, rule: &str) {
    if let Some(planned) = rules::planned(rule) {
        report.note(
            norm.at(&["enforced_by"]),
            format!("norma paliek uz papīra, līdz programmā būs: {}", planned.lv),
            format!("the norm is on paper until the program has {}", planned.en),
        );
        return;
    }
    let quoted = words::quoted(rule);
    report
        .warn(
            norm.at(&["enforced_by"]),
            format!("programmai nav noteikuma {}; norma paliks uz papīra", quoted.lv),
            format!("the program has no rule {}; the norm stays on paper", quoted.en),
        )
        .meant = suggest::nearest(rule, rules::RULES.iter().map(|rule| rule.name)).map(|name| {
        let quoted = words::quoted(name);
        Text::new(format!("varbūt domāts {}?", quoted.lv), format!("did you mean {}?", quoted.en))
    });
}

fn check_promise(report: &mut Report<'_>, norm: &Norm<'_>, promise: &Promise, roles: &BTreeSet<String>) {
    if promise.starts.event().subject() == Subject::Obligation {
        let quoted = words::quoted(promise.starts.event().name());
        report.error(
            norm.at(&["promise", "starts"]),
            format!("notikumu {} ieraksta pats solījumu pulkstenis; solījums ar to nevar sākties", quoted.lv),
            format!("{} is written by the clock of promises itself; no promise can start with it", quoted.en),
        );
        return;
    }
    endings(report, norm, promise);
    waivers(report, norm, promise);
    term(report, norm, promise);
    target(report, norm, promise.target_percent);
    if promise.public && !promise.force.is_owed() {
        report
            .error(
                norm.at(&["promise", "public"]),
                "mērķi sabiedrībai nevar rādīt kā solījumu",
                "an aim cannot be shown to the public as a promise",
            )
            .meant(Text::new(
                "ja to sola, izņem force = \"aim\"; ja tikai cenšas, izņem public = true",
                "if it is promised, take out force = \"aim\"; if it is only tried, take out public = true",
            ));
    }
    for (index, escalation) in promise.escalate.iter().enumerate() {
        let index = index.to_string();
        known_role(report, roles, norm.at(&["promise", "escalate", &index, "to"]), &escalation.to);
        if escalation.at_percent == 0 {
            report.error(
                norm.at(&["promise", "escalate", &index, "at_percent"]),
                "ziņot pie 0 % nozīmē ziņot par katru, tiklīdz laiks sākas",
                "reporting at 0 % means reporting every one as soon as the clock starts",
            );
        }
    }
    not_yet_recorded(report, norm, promise);
}

/// What meets the promise must be able to happen to what it was made about, and be more than its own beginning.
fn endings(report: &mut Report<'_>, norm: &Norm<'_>, promise: &Promise) {
    let starts = promise.starts.event();
    if promise.met_by.is_empty() {
        report
            .error(
                norm.at(&["promise", "met_by"]),
                "nekas šo solījumu neizpilda: „met_by” ir tukšs",
                "nothing meets this promise: `met_by` is empty",
            )
            .meant(suitable(starts));
        return;
    }
    for (index, trigger) in promise.met_by.iter().enumerate() {
        let span = norm.at(&["promise", "met_by", &index.to_string()]);
        same_subject(report, span, starts, trigger.event());
    }
    if promise.met_by.iter().all(|trigger| trigger.event() == starts) {
        let quoted = words::quoted(starts.name());
        report
            .error(
                norm.at(&["promise", "met_by"]),
                format!("solījumu izpilda tikai tas pats notikums {}, ar kuru tas sākas", quoted.lv),
                format!("the promise is met only by {}, the event that starts it", quoted.en),
            )
            .meant(suitable(starts));
    }
}

fn waivers(report: &mut Report<'_>, norm: &Norm<'_>, promise: &Promise) {
    for (index, waiver) in promise.waived_by.iter().enumerate() {
        let span = norm.at(&["promise", "waived_by", &index.to_string(), "by"]);
        let event = words::quoted(waiver.by.event().name());
        if always_pulled_by(&waiver.by, &promise.starts) {
            report.error(
                span,
                format!("solījumu atceļ tas pats notikums {}, ar kuru tas sākas", event.lv),
                format!("the promise is waived by {}, the very event that starts it", event.en),
            );
            continue;
        }
        same_subject(report, span.clone(), promise.starts.event(), waiver.by.event());
        if promise.met_by.contains(&waiver.by) {
            report.warn(
                span,
                format!("notikums {} solījumu gan izpilda, gan atceļ; skaitīs kā izpildītu", event.lv),
                format!("{} both meets and waives the promise; it will count as met", event.en),
            );
        }
    }
}

/// Whether whatever pulls `other` pulls `trigger` too.
fn always_pulled_by(trigger: &Trigger, other: &Trigger) -> bool {
    let none = std::collections::BTreeMap::new();
    let facts = match other {
        Trigger::Event(_) => &none,
        Trigger::Where { facts, .. } => facts,
    };
    trigger.matches(other.event(), facts)
}

fn same_subject(report: &mut Report<'_>, span: std::ops::Range<usize>, starts: EventKind, ends: EventKind) {
    if starts.subject() == ends.subject() {
        return;
    }
    let (start, end) = (words::quoted(starts.name()), words::quoted(ends.name()));
    let ((start_lv, start_en), (end_lv, end_en)) = (starts.subject().words(), ends.subject().words());
    report
        .error(
            span,
            format!("{} ir par citu lietu ({end_lv}) nekā {} ({start_lv})", end.lv, start.lv),
            format!("{} is about {end_en}, but {} is about {start_en}", end.en, start.en),
        )
        .meant(suitable(starts));
}

/// The events of the same subject.
fn suitable(starts: EventKind) -> Text {
    let events = EventKind::ALL.iter().filter(|kind| kind.subject() == starts.subject() && **kind != starts);
    let names: Vec<_> = events.map(|kind| kind.name()).collect();
    if names.is_empty() {
        return Text::new(
            "ar šo notikumu solījums nevar sākties: pēc tā nekas vairs nenotiek",
            "no promise can start with this event: nothing can follow it",
        );
    }
    let names = words::alternatives(names);
    Text::new(format!("der: {}", names.lv), format!("suitable: {}", names.en))
}

fn target(report: &mut Report<'_>, norm: &Norm<'_>, percent: f64) {
    let span = norm.at(&["promise", "target_percent"]);
    if !(0.0..=100.0).contains(&percent) {
        report.error(span, "izpildāmā daļa ir ārpus 0–100 %", "the share to be kept lies outside 0–100 %");
    } else if percent == 0.0 {
        report.warn(span, "0 % nozīmē, ka nekas nav apsolīts", "0 % means that nothing is promised");
    }
}

/// The longest terms that make sense; beyond them no yearly calendar reaches.
fn most(within: &Within) -> i64 {
    match within {
        Within::Seconds(_) => 86_400,
        Within::Rings(_) => 20,
        Within::Minutes(_) | Within::AtOnce { .. } => 60 * 24 * 31,
        Within::OpeningMinutes(_) => 60 * 8 * 250,
        Within::OpeningHours(_) => 8 * 250,
        Within::WorkingDays(_) | Within::BeforeEvent(Lead::WorkingDays(_)) => 1000,
        Within::CalendarDays { .. } | Within::BeforeEvent(Lead::CalendarDays(_)) => 3660,
        Within::BeforeEvent(Lead::Minutes(_)) => 60 * 24 * 366,
        Within::Months(_) => 120,
        Within::Every(_) | Within::ServiceDeadline => i64::MAX,
    }
}

fn term(report: &mut Report<'_>, norm: &Norm<'_>, promise: &Promise) {
    let span = norm.at(&["promise", "within"]);
    let number = number_of(&promise.within);
    let least = i64::from(!matches!(promise.within, Within::BeforeEvent(_)));
    if number.is_some_and(|number| number < least) {
        report.error(
            span,
            "termiņš ir nulle vai negatīvs; tik ātri neko nevar izpildīt",
            "the term is zero or negative; nothing can be done so fast",
        );
        return;
    }
    if number.is_some_and(|number| number > most(&promise.within)) {
        let longest = words::term(&promise.within);
        report
            .error(
                span,
                format!("termiņš „{}” ir tik garš, ka to neaptver neviens kalendārs", longest.lv),
                format!("the term “{}” is so long that no calendar reaches it", longest.en),
            )
            .meant(Text::new(
                format!("garākais: {}", most(&promise.within)),
                format!("the longest: {}", most(&promise.within)),
            ));
        return;
    }
    clock_of_event(report, norm, promise);
}

fn number_of(within: &Within) -> Option<i64> {
    match within {
        Within::Rings(n) | Within::AtOnce { minutes: n } => Some(*n),
        Within::BeforeEvent(lead) => Some(words::lead_amount(*lead).0),
        other => words::amount(other).map(|(number, _)| number),
    }
}

/// Some terms need more of the starting event than that it happened.
fn clock_of_event(report: &mut Report<'_>, norm: &Norm<'_>, promise: &Promise) {
    let starts = promise.starts.event();
    let (is_possible, lv, en): (fn(EventKind) -> bool, _, _) = match promise.within {
        Within::BeforeEvent(_) => (
            EventKind::names_planned_moment,
            "nezina plānotu brīdi, pirms kura to izpildīt",
            "names no planned moment to fall due before",
        ),
        Within::Every(_) => {
            (EventKind::begins_period, "nesāk periodu, kas atkārtojas", "begins no period that comes again")
        }
        Within::Rings(_) => (
            |kind| kind == EventKind::CallRinging,
            "nav zvans; signālu nav ko skaitīt",
            "is no ringing; there are no rings to count",
        ),
        Within::ServiceDeadline => (
            |kind| kind.subject() == Subject::Case,
            "nav par lietu; pakalpojuma termiņa tam nav",
            "is not about a case; it has no service deadline",
        ),
        _ => return,
    };
    if is_possible(starts) {
        return;
    }
    let quoted = words::quoted(starts.name());
    let able: Vec<&str> =
        EventKind::ALL.iter().copied().filter(|kind| is_possible(*kind)).map(EventKind::name).collect();
    let able = words::alternatives(able);
    report
        .error(
            norm.at(&["promise", "within"]),
            format!("šādu termiņu neviens kalendārs nevar noteikt: {} {lv}", quoted.lv),
            format!("no calendar can set this term: {} {en}", quoted.en),
        )
        .meant(Text::new(format!("sākumam der: {}", able.lv), format!("suitable to start it: {}", able.en)));
}

/// The events of a promise that no part of the program records yet keep it on paper.
fn not_yet_recorded(report: &mut Report<'_>, norm: &Norm<'_>, promise: &Promise) {
    if norm.value.example {
        return;
    }
    if let Some(kind) = coverage::missing_event(promise) {
        let (quoted, (lv, en)) = (words::quoted(kind.name()), kind.words());
        report.note(
            norm.at(&["promise"]),
            format!("solījums paliek uz papīra, līdz programma sāks ierakstīt notikumu {} ({lv})", quoted.lv),
            format!("the promise is on paper until the program records {} ({en})", quoted.en),
        );
    }
}
