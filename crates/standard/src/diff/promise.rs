//! Changed promises and other norms.

use std::collections::BTreeMap;

use solits_kernel::Text;

use super::{About, Change, amounts, arrow, capital, clause};
use crate::{
    effective::{CompiledPromise, Standard},
    model::{Fact, Force, KindWord, Limit, Norm, Trigger, Within},
    words::{self, Unit},
};

/// A promise whose term has changed.
pub(super) struct ChangedTerm<'a> {
    pub(super) promise: &'a CompiledPromise,
    pub(super) before: Option<(i64, Unit)>,
    pub(super) after: Option<(i64, Unit)>,
}

/// The promises of both versions whose term differs.
pub(super) fn changed_terms<'a>(old: &'a Standard, new: &'a Standard) -> Vec<ChangedTerm<'a>> {
    new.promises()
        .iter()
        .filter_map(|promise| {
            let before = &old.promise(&promise.norm_id)?.within;
            (before != &promise.within).then(|| ChangedTerm {
                promise,
                before: number_of(before),
                after: number_of(&promise.within),
            })
        })
        .collect()
}

fn number_of(within: &Within) -> Option<(i64, Unit)> {
    match within {
        Within::Rings(number) => Some((*number, Unit::Ring)),
        other => words::amount(other),
    }
}

/// Changes of norms; a term that a parameter has told (`told`) is not told again.
pub(super) fn changes(old: &Standard, new: &Standard, told: &[&str]) -> Vec<Change> {
    let by_id = |standard: &'_ Standard| -> BTreeMap<String, Norm> {
        standard.norms().iter().map(|norm| (norm.value.id.clone(), norm.value.clone())).collect()
    };
    let (before, after) = (by_id(old), by_id(new));
    let mut changes = Vec::new();
    for norm in new.norms().iter().map(|norm| &norm.value) {
        match before.get(&norm.id) {
            None => changes.push(added(new, norm)),
            Some(was) if was != norm => changes.extend(changed(old, new, was, norm, told)),
            Some(_) => {}
        }
    }
    for norm in old.norms().iter().map(|norm| &norm.value).filter(|norm| !after.contains_key(&norm.id)) {
        changes.push(removed(norm));
    }
    changes
}

fn about(norm: &Norm) -> About {
    if norm.kind.word() == KindWord::Promise { About::Promise } else { About::Norm }
}

fn added(new: &Standard, norm: &Norm) -> Change {
    let heading = clause(norm.heading());
    if let Some(promise) = new.promise(&norm.id) {
        let term = words::term(&promise.within);
        let mut change = Change::new(
            About::Promise,
            format!("Jauns solījums: {} ({})", heading.lv, term.lv),
            format!("New promise: {} ({})", heading.en, term.en),
        );
        change.promises = vec![norm.id.clone()];
        return change;
    }
    let kind = kind_words(norm.kind.word());
    Change::new(
        about(norm),
        format!("Jauna norma ({}): {}", kind.lv, heading.lv),
        format!("New norm ({}): {}", kind.en, heading.en),
    )
}

fn removed(norm: &Norm) -> Change {
    let heading = clause(norm.heading());
    let (lv, en) = match norm.kind.word() {
        KindWord::Promise => ("Atcelts solījums", "Promise withdrawn"),
        _ => ("Atcelta norma", "Norm withdrawn"),
    };
    Change::new(about(norm), format!("{lv}: {}", heading.lv), format!("{en}: {}", heading.en))
}

fn kind_words(kind: KindWord) -> Text {
    match kind {
        KindWord::Promise => Text::new("solījums", "promise"),
        KindWord::Rule => Text::new("noteikums", "rule"),
        KindWord::Guide => Text::new("norāde darbiniekam", "guide for staff"),
        KindWord::Publish => Text::new("publicējams", "to be published"),
    }
}

fn changed(old: &Standard, new: &Standard, was: &Norm, norm: &Norm, told: &[&str]) -> Vec<Change> {
    let heading = clause(norm.heading());
    let mut changes = Vec::new();
    if was.kind.word() != norm.kind.word() {
        let (before, after) = (kind_words(was.kind.word()), kind_words(norm.kind.word()));
        changes.push(arrow(about(norm), &heading, &before, &after));
    }
    if was.example != norm.example {
        let (lv, en) = if norm.example {
            ("vairs nav pienākums, tikai piemērs", "no longer an obligation, only an example")
        } else {
            ("no piemēra kļūst par pienākumu", "turns from an example into an obligation")
        };
        changes.push(said(about(norm), &heading, lv, en));
    }
    if was.text != norm.text {
        changes.push(said(about(norm), &heading, "mainīts teksts", "the wording has changed"));
    }
    if was.paragraphs != norm.paragraphs {
        let (before, after) = (was.paragraphs.join(", "), norm.paragraphs.join(", "));
        changes.push(said(
            about(norm),
            &heading,
            &format!("punkts {before} → {after}"),
            &format!("paragraph {before} → {after}"),
        ));
    }
    if let (Some(before), Some(after)) = (old.promise(&was.id), new.promise(&norm.id)) {
        changes.extend(aspects(old, new, before, after, &heading, told));
    }
    if was.kind != norm.kind && was.kind.word() == norm.kind.word() && norm.kind.word() != KindWord::Promise {
        changes.push(said(
            about(norm),
            &heading,
            "mainīts, kur vai kā to ievēro",
            "where or how it is kept has changed",
        ));
    }
    if changes.is_empty() && !told.contains(&norm.id.as_str()) {
        changes.push(said(
            about(norm),
            &heading,
            "mainītas ziņas par normu",
            "details of the norm have changed",
        ));
    }
    changes
}

/// The aspects of a promise, each in its sentence.
fn aspects(
    old: &Standard,
    new: &Standard,
    before: &CompiledPromise,
    after: &CompiledPromise,
    heading: &Text,
    told: &[&str],
) -> Vec<Change> {
    let mut changes = Vec::new();
    let id = &after.norm_id;
    if before.within != after.within && !told.contains(&id.as_str()) {
        changes.push(term(heading, &before.within, &after.within).affecting(vec![id.clone()]));
    }
    let mut compare = |lv: &str, en: &str, before: Text, after: Text| {
        if before != after {
            changes.push(said(
                About::Promise,
                heading,
                &format!("{lv} {} → {}", before.lv, after.lv),
                &format!("{en} {} → {}", before.en, after.en),
            ));
        }
    };
    compare(
        "izpildāmā daļa",
        "share to be kept",
        words::percent(before.target_percent),
        words::percent(after.target_percent),
    );
    compare("sākas, kad", "starts when", trigger(&before.starts), trigger(&after.starts));
    compare("izpilda", "met by", triggers(&before.met_by), triggers(&after.met_by));
    let waivers = |promise: &CompiledPromise| {
        triggers(&promise.waived_by.iter().map(|waiver| waiver.by.clone()).collect::<Vec<_>>())
    };
    compare("atkrīt, kad", "waived when", waivers(before), waivers(after));
    compare("ziņo", "reported to", escalation(old, before), escalation(new, after));
    compare("kanāls", "channel", channel(before), channel(after));
    compare("spēks", "force", force(before.force), force(after.force));
    compare("termiņu nosaka", "the limit is set by", limit(before.limit), limit(after.limit));
    if before.public != after.public {
        changes.push(if after.public {
            said(About::Promise, heading, "tagad redzams sabiedrībai", "now seen by the public")
        } else {
            said(About::Promise, heading, "sabiedrība to vairs neredz", "no longer seen by the public")
        });
    }
    for change in &mut changes {
        change.promises = vec![id.clone()];
    }
    changes
}

fn term(heading: &Text, before: &Within, after: &Within) -> Change {
    let (before, after) = match (words::amount(before), words::amount(after)) {
        (Some(before), Some(after)) if before != after => amounts(before, after),
        // The number is the same; what differs is whether the last day moves.
        (Some(_), Some(_)) => (roll(before), roll(after)),
        _ => (words::term(before), words::term(after)),
    };
    arrow(About::Promise, heading, &before, &after)
}

fn roll(within: &Within) -> Text {
    let term = words::term(within);
    match within {
        Within::CalendarDays { roll: true, .. } => Text::new(
            format!("{}, pēdējo pārceļot uz darba dienu", term.lv),
            format!("{}, the last moved to a working day", term.en),
        ),
        _ => term,
    }
}

fn said(about: About, heading: &Text, lv: &str, en: &str) -> Change {
    Change::new(about, format!("{}: {lv}", capital(&heading.lv)), format!("{}: {en}", capital(&heading.en)))
}

fn triggers(triggers: &[Trigger]) -> Text {
    let words: Vec<Text> = triggers.iter().map(trigger).collect();
    if words.is_empty() {
        return Text::new("nekas", "nothing");
    }
    let join = |or: &str, side: fn(&Text) -> &str| words.iter().map(side).collect::<Vec<_>>().join(or);
    Text::new(join(" vai ", |text| &text.lv), join(" or ", |text| &text.en))
}

fn trigger(trigger: &Trigger) -> Text {
    let (lv, en) = trigger.event().words();
    let Trigger::Where { facts, .. } = trigger else { return Text::new(lv, en) };
    let facts: Vec<String> = facts
        .iter()
        .map(|(name, fact)| match fact {
            Fact::Bool(value) => format!("{name} = {value}"),
            Fact::Int(value) => format!("{name} = {value}"),
            Fact::Word(value) => format!("{name} = {value}"),
        })
        .collect();
    let facts = facts.join(", ");
    Text::new(format!("{lv} ({facts})"), format!("{en} ({facts})"))
}

fn escalation(standard: &Standard, promise: &CompiledPromise) -> Text {
    if promise.escalate.is_empty() {
        return Text::new("nevienam", "nobody");
    }
    let steps: Vec<Text> = promise
        .escalate
        .iter()
        .map(|escalation| {
            let role = role(standard, &escalation.to);
            Text::new(
                format!("{} pie {} %", role.lv, escalation.at_percent),
                format!("{} at {} %", role.en, escalation.at_percent),
            )
        })
        .collect();
    let join = |side: fn(&Text) -> &str| steps.iter().map(side).collect::<Vec<_>>().join(", ");
    Text::new(join(|text| &text.lv), join(|text| &text.en))
}

/// The title of a role.
pub(super) fn role(standard: &Standard, id: &str) -> Text {
    let found = standard.lists().roles.iter().find(|role| role.value.id == id);
    found.map_or_else(|| words::quoted(id), |role| Text::from(&role.value.title))
}

fn channel(promise: &CompiledPromise) -> Text {
    promise.channel.words()
}

fn force(force: Force) -> Text {
    match force {
        Force::Owed => Text::new("solījums", "promise"),
        Force::Aim => Text::new("mērķis", "aim"),
    }
}

fn limit(limit: Limit) -> Text {
    match limit {
        Limit::Promise => Text::new("pati iestāde", "the institution itself"),
        Limit::Law => Text::new("likums", "law"),
    }
}
