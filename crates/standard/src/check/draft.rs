//! A parsed file read entry by entry: what can be read is judged, even where another entry cannot be.

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use crate::model::{
    Evaluation, Goal, Identity, Indicator, Level, NormRecord, Notice, OutageStep, Parameter, Phrase, Role,
    Route, Rung, Scope, Situation, StandardFile, Term,
};

/// A record with its place in the file.
pub(super) struct Located<'a, T> {
    pub(super) value: T,
    node: &'a Spanned<DeValue<'a>>,
}

impl<T> Located<'_, T> {
    /// The place of a value within the record, as far down the path as the file goes; numbers count list entries.
    pub(super) fn at(&self, path: &[&str]) -> Range<usize> {
        let mut node = self.node;
        for step in path {
            let below = match node.get_ref() {
                DeValue::Table(entries) => entries.get(*step),
                DeValue::Array(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
                _ => None,
            };
            match below {
                Some(below) => node = below,
                None => break,
            }
        }
        node.span()
    }
}

/// The file as far as it can be read, and what lies under it.
pub(super) struct Draft<'a> {
    root: &'a DeTable<'a>,
    pub(super) identity: Option<Located<'a, Identity>>,
    pub(super) scope: Option<Located<'a, Scope>>,
    pub(super) parameters: Vec<(Range<usize>, &'a str, Located<'a, Parameter>)>,
    pub(super) terms: Vec<Located<'a, Term>>,
    pub(super) roles: Vec<Located<'a, Role>>,
    pub(super) levels: Vec<Located<'a, Level>>,
    pub(super) norms: Vec<Located<'a, NormRecord>>,
    pub(super) situations: Vec<Located<'a, Situation>>,
    pub(super) phrases: Vec<Located<'a, Phrase>>,
    pub(super) evaluations: Vec<Located<'a, Evaluation>>,
    pub(super) ladder: Vec<Located<'a, Rung>>,
    pub(super) routes: Vec<Located<'a, Route>>,
    pub(super) notices: Vec<Located<'a, Notice>>,
    pub(super) outage_steps: Vec<Located<'a, OutageStep>>,
    pub(super) goals: Vec<Located<'a, Goal>>,
    pub(super) indicators: Vec<Located<'a, Indicator>>,
    /// The documents it extends, nearest first.
    pub(super) baselines: Vec<Arc<StandardFile>>,
}

impl<'a> Draft<'a> {
    pub(super) fn read(root: &'a DeTable<'a>, baselines: Vec<Arc<StandardFile>>) -> Self {
        Self {
            root,
            identity: root.get("identity").and_then(located),
            scope: root.get("scope").and_then(located),
            parameters: parameters(root),
            terms: list(root, "term"),
            roles: list(root, "role"),
            levels: list(root, "level"),
            norms: list(root, "norm"),
            situations: list(root, "situation"),
            phrases: list(root, "phrase"),
            evaluations: list(root, "evaluation"),
            ladder: list(root, "rung"),
            routes: list(root, "route"),
            notices: list(root, "notice"),
            outage_steps: list(root, "outage_step"),
            goals: list(root, "goal"),
            indicators: list(root, "indicator"),
            baselines,
        }
    }

    /// A string at the top of the file, with its place.
    pub(super) fn word(&self, key: &str) -> Option<(Range<usize>, &'a str)> {
        let node = self.root.get(key)?;
        Some((node.span(), node.get_ref().as_str()?))
    }
    /// The place of a key's value at the top of the file; the beginning of the file where it is absent.
    pub(super) fn at(&self, key: &str) -> Range<usize> {
        self.root.get(key).map_or(0..0, Spanned::span)
    }
    /// Whether the file has such a list of its own.
    pub(super) fn has_list(&self, key: &str) -> bool {
        self.root.get(key).and_then(|node| node.get_ref().as_array()).is_some_and(|items| !items.is_empty())
    }

    /// Whether the file has such a table of its own.
    pub(super) fn has_table(&self, key: &str) -> bool {
        self.root.get(key).and_then(|node| node.get_ref().as_table()).is_some_and(|table| !table.is_empty())
    }
    /// The format the file says it has.
    pub(super) fn format(&self) -> Option<i64> {
        let format = self.root.get("format")?.get_ref().as_integer()?;
        i64::from_str_radix(format.as_str(), format.radix()).ok()
    }

    /// The names of the roles, its own and inherited; also of those whose entry cannot be read.
    pub(super) fn role_names(&self) -> BTreeSet<String> {
        let inherited = self.baselines.iter().flat_map(|file| file.roles.iter().map(|role| role.id.clone()));
        self.own_words("role", "id").chain(inherited).collect()
    }
    /// A role, its own or inherited.
    pub(super) fn role(&self, id: &str) -> Option<&Role> {
        let own = self.roles.iter().map(|role| &role.value);
        own.chain(self.baselines.iter().flat_map(|file| &file.roles)).find(|role| role.id == id)
    }
    /// The numbers of the situations in force.
    pub(super) fn situation_numbers(&self) -> BTreeSet<String> {
        if self.has_list("situation") {
            return self.own_words("situation", "number").collect();
        }
        let below = self.baselines.iter().find(|file| !file.situations.is_empty());
        below.into_iter().flat_map(|file| file.situations.iter().map(|one| one.number.clone())).collect()
    }
    /// The numbers of the involvement levels in force.
    pub(super) fn level_numbers(&self) -> BTreeSet<u8> {
        if self.has_list("level") {
            return self.levels.iter().map(|level| level.value.number).collect();
        }
        let below = self.baselines.iter().find(|file| !file.levels.is_empty());
        below.into_iter().flat_map(|file| file.levels.iter().map(|level| level.number)).collect()
    }

    fn own_words(&self, list: &str, key: &'static str) -> impl Iterator<Item = String> {
        let items = self.root.get(list).and_then(|node| node.get_ref().as_array());
        items.into_iter().flat_map(|items| items.iter()).filter_map(move |item| {
            item.get_ref().as_table()?.get(key)?.get_ref().as_str().map(str::to_owned)
        })
    }
}

fn located<'a, T: DeserializeOwned>(node: &'a Spanned<DeValue<'a>>) -> Option<Located<'a, T>> {
    let value = T::deserialize(ValueDeserializer::from(node.clone())).ok()?;
    Some(Located { value, node })
}

fn list<'a, T: DeserializeOwned>(root: &'a DeTable<'a>, key: &str) -> Vec<Located<'a, T>> {
    let items = root.get(key).and_then(|node| node.get_ref().as_array());
    items.into_iter().flat_map(|items| items.iter()).filter_map(located).collect()
}

fn parameters<'a>(root: &'a DeTable<'a>) -> Vec<(Range<usize>, &'a str, Located<'a, Parameter>)> {
    let entries = root.get("parameters").and_then(|node| node.get_ref().as_table());
    entries
        .into_iter()
        .flat_map(|entries| entries.iter())
        .filter_map(|(name, node)| Some((name.span(), name.get_ref().as_ref(), located(node)?)))
        .collect()
}
