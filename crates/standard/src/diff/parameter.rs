//! Changed parameters.

use std::collections::BTreeSet;

use solits_kernel::Text;

use super::{About, Change, amounts, arrow, capital, promise::ChangedTerm};
use crate::{
    effective::Standard,
    model::{Parameter, ParameterItem, ParameterValue, Within},
    parameter::{self, Kind},
    words,
};

pub(super) fn changes(old: &Standard, new: &Standard, terms: &[ChangedTerm<'_>]) -> Vec<Change> {
    let names: BTreeSet<&str> = old.parameters().chain(new.parameters()).map(|(name, _)| name).collect();
    names.into_iter().filter_map(|name| change(old, new, terms, name)).collect()
}

fn change(old: &Standard, new: &Standard, terms: &[ChangedTerm<'_>], name: &str) -> Option<Change> {
    let value = |standard: &'_ Standard| standard.parameter(name).map(|parameter| parameter.value.clone());
    let title = parameter::find(name).map_or_else(|| Text::new(name, name), parameter::Definition::title);
    match (value(old), value(new)) {
        (Some(before), Some(after)) if before.value != after.value => {
            let affected = affected(new, terms, name, &before.value, &after.value);
            Some(between(name, &title, &before.value, &after.value).affecting(affected))
        }
        (Some(before), Some(after)) if before.example != after.example => Some(bound(name, &title, &after)),
        (Some(before), None) => {
            let was = shown(name, &before.value);
            Some(Change::new(
                About::Parameter,
                format!("{}: vairs nav noteikts (bija {})", capital(&title.lv), was.lv),
                format!("{}: no longer set (was {})", capital(&title.en), was.en),
            ))
        }
        (None, Some(after)) => {
            let is = shown(name, &after.value);
            Some(Change::new(
                About::Parameter,
                format!("{}: tagad noteikts – {}", capital(&title.lv), is.lv),
                format!("{}: now set to {}", capital(&title.en), is.en),
            ))
        }
        _ => None,
    }
}

/// An example that begins to bind, or the other way round.
fn bound(name: &str, title: &Text, after: &Parameter) -> Change {
    let value = shown(name, &after.value);
    let (lv, en) = if after.example {
        ("vairs nav pienākums, tikai piemērs", "no longer an obligation, only an example")
    } else {
        ("no piemēra kļūst par pienākumu", "turns from an example into an obligation")
    };
    Change::new(
        About::Parameter,
        format!("{} ({}): {lv}", capital(&title.lv), value.lv),
        format!("{} ({}): {en}", capital(&title.en), value.en),
    )
}

fn between(name: &str, title: &Text, before: &ParameterValue, after: &ParameterValue) -> Change {
    use ParameterValue as Value;
    if let (Value::List(before), Value::List(after)) = (before, after) {
        return list_between(title, before, after);
    }
    let unit = parameter::find(name).and_then(|definition| match definition.kind {
        Kind::Int { unit, .. } => Some(unit),
        _ => None,
    });
    let (before, after) = match (before, after, unit) {
        (Value::Int(before), Value::Int(after), Some(unit)) => amounts((*before, unit), (*after, unit)),
        _ => (shown(name, before), shown(name, after)),
    };
    arrow(About::Parameter, title, &before, &after)
}

fn list_between(title: &Text, before: &[ParameterItem], after: &[ParameterItem]) -> Change {
    let only_in = |these: &[ParameterItem], those: &[ParameterItem]| -> Vec<Text> {
        these.iter().filter(|item| !those.contains(item)).map(item_words).collect()
    };
    let (added, removed) = (only_in(after, before), only_in(before, after));
    let part = |items: &[Text], lv: &str, en: &str| {
        (!items.is_empty()).then(|| {
            let join = |side: fn(&Text) -> &str| items.iter().map(side).collect::<Vec<_>>().join(", ");
            Text::new(format!("{lv} {}", join(|text| &text.lv)), format!("{en} {}", join(|text| &text.en)))
        })
    };
    let parts: Vec<Text> = [part(&added, "klāt nāk", "added"), part(&removed, "atkrīt", "removed")]
        .into_iter()
        .flatten()
        .collect();
    let join = |side: fn(&Text) -> &str, order: &str| {
        if parts.is_empty() {
            order.to_owned()
        } else {
            parts.iter().map(side).collect::<Vec<_>>().join("; ")
        }
    };
    Change::new(
        About::Parameter,
        format!("{}: {}", capital(&title.lv), join(|text| &text.lv, "cita secība")),
        format!("{}: {}", capital(&title.en), join(|text| &text.en, "another order")),
    )
}

fn item_words(item: &ParameterItem) -> Text {
    match item {
        ParameterItem::Int(number) => Text::new(number.to_string(), number.to_string()),
        ParameterItem::Word(word) => words::quoted(word),
        ParameterItem::Text(text) => {
            Text::new(words::quoted(&text.lv).lv, words::quoted(&Text::from(text).en).en)
        }
    }
}

/// A value in words.
fn shown(name: &str, value: &ParameterValue) -> Text {
    let kind = parameter::find(name).map(|definition| definition.kind);
    match (value, kind) {
        (ParameterValue::Bool(answer), _) => words::yes_no(*answer),
        (ParameterValue::Int(number), Some(Kind::Int { unit, .. })) => words::count(*number, unit),
        (ParameterValue::Int(number), Some(Kind::Percent)) => {
            Text::new(format!("{number} %"), format!("{number} %"))
        }
        (ParameterValue::Int(number), _) => Text::new(number.to_string(), number.to_string()),
        (ParameterValue::Number(number), Some(Kind::Percent)) => words::percent(*number),
        (ParameterValue::Number(number), _) => words::number(*number),
        (ParameterValue::Word(word), Some(Kind::Word(choices))) => choices
            .iter()
            .find(|choice| choice.word == word)
            .map_or_else(|| words::quoted(word), |choice| Text::new(choice.lv, choice.en)),
        (ParameterValue::Word(word), _) => words::quoted(word),
        (ParameterValue::Text(text), _) => item_words(&ParameterItem::Text(text.clone())),
        (ParameterValue::List(items), _) => {
            let items: Vec<Text> = items.iter().map(item_words).collect();
            let join = |side: fn(&Text) -> &str| items.iter().map(side).collect::<Vec<_>>().join(", ");
            Text::new(join(|text| &text.lv), join(|text| &text.en))
        }
    }
}

/// The promises that a changed figure moves: those whose term went from the same number to the same number of the same
/// unit, and, for the time between rings, all that count rings.
fn affected(
    new: &Standard,
    terms: &[ChangedTerm<'_>],
    name: &str,
    before: &ParameterValue,
    after: &ParameterValue,
) -> Vec<String> {
    if name == "phone.ring_cadence_seconds" {
        let rings = new.promises().iter().filter(|promise| matches!(promise.within, Within::Rings(_)));
        return rings.map(|promise| promise.norm_id.clone()).collect();
    }
    let (ParameterValue::Int(before), ParameterValue::Int(after)) = (before, after) else {
        return Vec::new();
    };
    let Some(Kind::Int { unit, .. }) = parameter::find(name).map(|definition| definition.kind) else {
        return Vec::new();
    };
    let cited = new.parameter(name).map(|parameter| &parameter.origin);
    terms
        .iter()
        .filter(|term| term.before == Some((*before, unit)) && term.after == Some((*after, unit)))
        .filter(|term| cited == Some(&term.promise.origin))
        .map(|term| term.promise.norm_id.clone())
        .collect()
}
