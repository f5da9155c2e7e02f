//! The parameters a standard file may set by name: what each means, of which type it is, and what holds when every
//! document is silent.
//!
//! The names are those of the comparison of standards (requirements, area U). What has a place of its own in the file
//! is listed too, with that place, so that an author who looks for it finds it.

mod contact;
mod counter;
mod institution;
mod kind;
mod quality;

pub use kind::{Choice, Kind, Mistake, Silent};

/// A parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Definition {
    /// The name in `[parameters]`.
    pub name: &'static str,
    /// What it is, in Latvian.
    pub lv: &'static str,
    /// What it is, in English.
    pub en: &'static str,
    /// The type of its value.
    pub kind: Kind,
    /// What holds when every document is silent.
    pub silent: Silent,
    /// The rule of the program that obeys it, from [`crate::rules::RULES`].
    pub rule: Option<&'static str>,
}

impl Definition {
    const fn new(name: &'static str, kind: Kind, lv: &'static str, en: &'static str) -> Self {
        Self { name, lv, en, kind, silent: Silent::NoRule, rule: None }
    }
    /// The number that holds when every document is silent.
    const fn or(mut self, number: i64) -> Self {
        self.silent = Silent::Int(number);
        self
    }
    /// The answer that holds when every document is silent.
    const fn or_bool(mut self, answer: bool) -> Self {
        self.silent = Silent::Bool(answer);
        self
    }
    /// The word that holds when every document is silent.
    const fn or_word(mut self, word: &'static str) -> Self {
        self.silent = Silent::Word(word);
        self
    }
    /// The rule of the program that obeys it.
    const fn obeyed_by(mut self, rule: &'static str) -> Self {
        self.rule = Some(rule);
        self
    }

    /// What it is, in both languages.
    pub fn title(&self) -> solits_kernel::Text {
        solits_kernel::Text::new(self.lv, self.en)
    }
}

/// Every parameter, group by group.
pub fn all() -> impl Iterator<Item = &'static Definition> {
    groups().into_iter().flat_map(|group| group.definitions)
}

/// The parameter of that name.
pub fn find(name: &str) -> Option<&'static Definition> {
    use std::{collections::BTreeMap, sync::OnceLock};
    static BY_NAME: OnceLock<BTreeMap<&'static str, &'static Definition>> = OnceLock::new();
    BY_NAME.get_or_init(|| all().map(|definition| (definition.name, definition)).collect()).get(name).copied()
}

/// Parameters about one subject.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The subject in Latvian.
    pub lv: &'static str,
    /// The subject in English.
    pub en: &'static str,
    /// Its parameters.
    pub definitions: &'static [Definition],
}

/// The groups in the order of the reference for authors.
pub fn groups() -> [Group; 13] {
    let group = |lv, en, definitions| Group { lv, en, definitions };
    [
        group("Dokuments, darbības joma, pārvaldība", "Identity, scope, governance", institution::IDENTITY),
        group("Pakalpojumi", "Services", institution::SERVICES),
        group("Kanāli, darba laiks, paziņojumi", "Channels, hours, notices", institution::CHANNELS),
        group("Lodziņš un rinda", "Counter and queue", counter::QUEUE),
        group("Kalendārs", "Calendar", counter::CALENDAR),
        group("Saruna", "Conversation", counter::CONVERSATION),
        group("Tālrunis", "Phone", contact::PHONE),
        group("E-pasts un vēstules", "E-mail and written", contact::WRITTEN),
        group("Lietas un pasūtījumi", "Cases and orders", contact::CASES),
        group("Iekšējie klienti", "Internal clients", contact::INTERNAL),
        group("Atsauksmes un sūdzības", "Feedback and complaints", quality::FEEDBACK),
        group("Traucējumi", "Incidents", quality::INCIDENTS),
        group("Zināšanas, kvalitāte, darbinieki", "Knowledge, quality, staff", quality::QUALITY),
    ]
}

const fn yes_no(name: &'static str, lv: &'static str, en: &'static str) -> Definition {
    Definition::new(name, Kind::Bool, lv, en)
}
const fn int(
    name: &'static str,
    unit: crate::words::Unit,
    least: i64,
    most: i64,
    lv: &'static str,
    en: &'static str,
) -> Definition {
    Definition::new(name, Kind::Int { unit, least, most }, lv, en)
}
const fn text(name: &'static str, lv: &'static str, en: &'static str) -> Definition {
    Definition::new(name, Kind::Text, lv, en)
}
const fn stated(name: &'static str, lv: &'static str, en: &'static str) -> Definition {
    Definition::new(name, Kind::Stated, lv, en)
}
const fn list(name: &'static str, lv: &'static str, en: &'static str) -> Definition {
    Definition::new(name, Kind::List, lv, en)
}
const fn role(name: &'static str, lv: &'static str, en: &'static str) -> Definition {
    Definition::new(name, Kind::Role, lv, en)
}
const fn elsewhere(
    name: &'static str,
    place: &'static str,
    lv: &'static str,
    en: &'static str,
) -> Definition {
    Definition::new(name, Kind::Elsewhere(place), lv, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_occurs_once() {
        let mut seen = std::collections::BTreeSet::new();
        for definition in all() {
            assert!(seen.insert(definition.name), "{} is listed twice", definition.name);
        }
    }

    #[test]
    fn every_parameter_has_its_words_and_obeys_a_rule_that_exists() {
        for definition in all() {
            assert!(!definition.lv.is_empty() && !definition.en.is_empty(), "{}", definition.name);
            if let Some(rule) = definition.rule {
                assert!(crate::rules::find(rule).is_some(), "{} names the rule {rule}", definition.name);
            }
        }
    }

    #[test]
    fn what_holds_in_silence_is_a_permitted_value() {
        for definition in all() {
            if let Some(value) = definition.silent.value() {
                assert_eq!(definition.kind.mistake(&value), None, "{}", definition.name);
            }
        }
    }
}
