//! The compiled form of a standard, as the heart uses it.

use std::{collections::{BTreeMap, BTreeSet}, sync::Arc};

use crate::{
    event::EventKind,
    model::{ChannelKind, Escalation, Fact, Limit, Norm, NormKind, ParameterValue, StandardFile, Text, Trigger, Waiver, Within},
};

/// Where a value comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Document.
    pub document: String,
    /// Paragraph.
    pub paragraph: String,
}

/// A value in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Effective<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

/// A promise in force.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "interim")]
pub struct CompiledPromise {
    pub norm_id: String,
    pub origin: Origin,
    pub text: Text,
    pub title: Option<Text>,
    pub starts: Trigger,
    pub within: Within,
    pub met_by: Vec<Trigger>,
    pub waived_by: Vec<Waiver>,
    pub target_percent: f64,
    pub limit: Limit,
    pub escalate: Vec<Escalation>,
    pub public: bool,
    pub channel: ChannelKind,
    pub owner: Option<String>,
}

/// A standard in force.
#[derive(Clone, Debug)]
pub struct Standard {
    file: StandardFile,
    parameters: BTreeMap<String, (ParameterValue, Origin)>,
    promises: Vec<CompiledPromise>,
}

impl Trigger {
    /// Whether an event pulls it.
    pub fn matches(&self, kind: EventKind, facts: &BTreeMap<String, Fact>) -> bool {
        match self {
            Self::Event(event) => *event == kind,
            Self::Where { event, facts: wanted } => *event == kind && wanted.iter().all(|(name, value)| facts.get(name) == Some(value)),
        }
    }
    /// Its event.
    pub const fn event(&self) -> EventKind {
        match self { Self::Event(event) | Self::Where { event, .. } => *event }
    }
}

impl Standard {
    /// Compiles a checked file.
    pub fn compile(source: &str, baseline: Option<&str>) -> Result<Self, String> {
        let file: StandardFile = toml::from_str(source).map_err(|error| error.to_string())?;
        let base: Option<StandardFile> = baseline.map(toml::from_str).transpose().map_err(|error| error.to_string())?;
        let mut parameters = BTreeMap::new();
        let mut norms: BTreeMap<String, (String, Norm)> = BTreeMap::new();
        for one in base.iter().chain([&file]) {
            for (name, value) in &one.parameters {
                parameters.insert(name.clone(), (value.value.clone(), Origin { document: one.id.clone(), paragraph: value.paragraph.clone() }));
            }
            for norm in &one.norms {
                norms.insert(norm.id.clone(), (one.id.clone(), norm.clone()));
            }
        }
        let promises = norms.into_values().filter_map(|(document, norm)| {
            let NormKind::Promise { promise } = norm.kind else { return None };
            Some(CompiledPromise {
                origin: Origin { document, paragraph: norm.paragraphs.first().cloned().unwrap_or_default() },
                norm_id: norm.id, text: norm.text, title: norm.title, starts: promise.starts, within: promise.within, met_by: promise.met_by,
                waived_by: promise.waived_by, target_percent: promise.target_percent, limit: promise.limit, escalate: promise.escalate,
                public: promise.public, channel: promise.channel, owner: norm.owner,
            })
        }).collect();
        Ok(Self { file, parameters, promises })
    }
    /// The file.
    pub const fn file(&self) -> &StandardFile { &self.file }
    /// All promises.
    pub fn promises(&self) -> &[CompiledPromise] { &self.promises }
    /// A promise by norm.
    pub fn promise(&self, norm: &str) -> Option<&CompiledPromise> { self.promises.iter().find(|promise| promise.norm_id == norm) }
    /// Promises that an event starts.
    pub fn promises_starting_on(&self, kind: EventKind) -> impl Iterator<Item = &CompiledPromise> {
        self.promises.iter().filter(move |promise| promise.starts.event() == kind)
    }
    /// Events that any promise names.
    pub fn touched_events(&self) -> BTreeSet<EventKind> {
        self.promises.iter().flat_map(|promise| {
            [promise.starts.event()].into_iter().chain(promise.met_by.iter().map(Trigger::event)).chain(promise.waived_by.iter().map(|waiver| waiver.by.event()))
        }).collect()
    }
    /// Seconds between two rings.
    pub fn ring_cadence_seconds(&self) -> i64 { self.int("phone.ring_cadence_seconds").map_or(5, |value| value.value) }
    /// A whole number in force.
    pub fn int(&self, name: &str) -> Option<Effective<i64>> {
        match self.parameters.get(name)? { (ParameterValue::Int(value), origin) => Some(Effective { value: *value, origin: origin.clone() }), _ => None }
    }
    /// A yes or no in force.
    pub fn bool(&self, name: &str) -> Option<Effective<bool>> {
        match self.parameters.get(name)? { (ParameterValue::Bool(value), origin) => Some(Effective { value: *value, origin: origin.clone() }), _ => None }
    }
    /// A word in force.
    pub fn word(&self, name: &str) -> Option<Effective<&str>> {
        match self.parameters.get(name)? { (ParameterValue::Word(value), origin) => Some(Effective { value, origin: origin.clone() }), _ => None }
    }
}
/// Unused marker.
pub type SharedStandard = Arc<Standard>;
