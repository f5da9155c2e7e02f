//! The standard in force: a document resolved against the baselines it extends, each value with its origin.
//!
//! What an extending document says replaces what its baseline says of the same thing:
//!
//! | In the file | Replaced |
//! |---|---|
//! | parameters | name by name; an example never displaces a value that binds |
//! | norms, roles, notices, indicators | id by id; the rest of the baseline stays |
//! | terms | term by term, by the Latvian word |
//! | every other list | as a whole, when the document has its own |
//! | identity, scope, records | never inherited: they belong to one document |

mod list;
mod parts;
mod promise;
mod resolve;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::Serialize;
use solits_kernel::Lang;

pub use list::Cited;
pub use parts::{Entry, Part};
pub use promise::CompiledPromise;
pub use resolve::{CompileError, resolve};

use crate::{
    event::EventKind,
    model::{
        Action, Channel, Evaluation, Goal, Indicator, Level, Moment, Norm, NormKind, Notice, OutageStep,
        Parameter, ParameterItem, ParameterValue, Phrase, Principle, Role, Route, Rung, Situation,
        StandardFile, Statement, Surface, Term, Text, Trigger,
    },
    parameter::{self, Silent},
};

/// Where a value comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Origin {
    /// Short name of the document.
    pub document: String,
    /// Paragraph in it.
    pub paragraph: String,
}

/// A value in force, with its origin.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effective<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

impl<T> Effective<T> {
    fn map<'a, U>(&'a self, take: impl FnOnce(&'a T) -> Option<U>) -> Option<Effective<U>> {
        take(&self.value).map(|value| Effective { value, origin: self.origin.clone() })
    }
}

/// A standard in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Standard {
    pub(crate) file: Arc<StandardFile>,
    pub(crate) documents: Vec<String>,
    titles: BTreeMap<String, Text>,
    pub(crate) parameters: BTreeMap<String, Effective<Parameter>>,
    pub(crate) norms: Vec<Effective<Norm>>,
    pub(crate) lists: Lists,
    promises: Vec<CompiledPromise>,
    starting: BTreeMap<EventKind, Vec<usize>>,
    ending: BTreeMap<EventKind, Vec<usize>>,
}

/// The lists in force.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "each is explained at its field of the file")]
pub struct Lists {
    pub terms: Vec<Effective<Term>>,
    pub principles: Vec<Effective<Principle>>,
    pub levels: Vec<Effective<Level>>,
    pub roles: Vec<Effective<Role>>,
    pub situations: Vec<Effective<Situation>>,
    pub phrases: Vec<Effective<Phrase>>,
    pub evaluations: Vec<Effective<Evaluation>>,
    pub ladder: Vec<Effective<Rung>>,
    pub routes: Vec<Effective<Route>>,
    pub notices: Vec<Effective<Notice>>,
    pub outage_steps: Vec<Effective<OutageStep>>,
    pub channels: Vec<Effective<Channel>>,
    pub goals: Vec<Effective<Goal>>,
    pub indicators: Vec<Effective<Indicator>>,
    pub client_duties: Vec<Effective<Statement>>,
    pub qualifications: Vec<Effective<Statement>>,
}

/// Whom an employee serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServedClient {
    /// A client from outside.
    External,
    /// A colleague.
    Internal,
}

/// A situation's checklist at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Checklist<'a> {
    /// The situation.
    pub situation: &'a Situation,
    /// Where it comes from.
    pub origin: &'a Origin,
    /// The actions that matter at the moment.
    pub actions: Vec<&'a Action>,
}

impl Standard {
    /// Compiles the text of a checked file, with that of the baseline it extends.
    ///
    /// This does not judge the file as [`crate::check()`] does: what was once adopted stays readable.
    pub fn compile(source: &str, baseline: Option<&str>) -> Result<Self, CompileError> {
        let file = Arc::new(resolve::read(source)?);
        let base = baseline.map(resolve::read).transpose()?.map(Arc::new);
        resolve(file, &|id| base.clone().filter(|base| base.id == id))
    }

    /// The document itself, without what it inherits.
    pub fn file(&self) -> &StandardFile {
        &self.file
    }
    /// The short names of the document and the baselines under it.
    pub fn documents(&self) -> &[String] {
        &self.documents
    }
    /// The title of the document or of a baseline under it; the short name of any other.
    pub fn title_of<'a>(&'a self, document: &'a str, lang: Lang) -> &'a str {
        self.titles.get(document).map_or(document, |title| title.get(lang))
    }
    /// A paragraph as it is cited to people: with the title of its document, or that alone where no paragraph is known.
    pub fn cite(&self, origin: &Origin, lang: Lang) -> String {
        let title = self.title_of(&origin.document, lang);
        if origin.paragraph.is_empty() { title.to_owned() } else { format!("{title}, {}", origin.paragraph) }
    }
    /// Every norm in force: the document's own in their order, then the inherited.
    pub fn norms(&self) -> &[Effective<Norm>] {
        &self.norms
    }
    /// The lists in force.
    pub const fn lists(&self) -> &Lists {
        &self.lists
    }

    /// Every promise in force, in the order of the norms. An example in a document binds nobody and is none.
    pub fn promises(&self) -> &[CompiledPromise] {
        &self.promises
    }
    /// The promise of a norm.
    pub fn promise(&self, norm: &str) -> Option<&CompiledPromise> {
        self.promises.iter().find(|promise| promise.norm_id == norm)
    }
    /// Promises that such an event may start.
    pub fn promises_starting_on(&self, kind: EventKind) -> impl Iterator<Item = &CompiledPromise> {
        self.indexed(&self.starting, kind)
    }
    /// Promises that such an event may meet or waive.
    pub fn promises_ended_by(&self, kind: EventKind) -> impl Iterator<Item = &CompiledPromise> {
        self.indexed(&self.ending, kind)
    }
    fn indexed<'a>(
        &'a self,
        index: &'a BTreeMap<EventKind, Vec<usize>>,
        kind: EventKind,
    ) -> impl Iterator<Item = &'a CompiledPromise> {
        index.get(&kind).into_iter().flatten().map(|position| &self.promises[*position])
    }
    /// Every event that a promise names.
    pub fn touched_events(&self) -> BTreeSet<EventKind> {
        self.starting.keys().chain(self.ending.keys()).copied().collect()
    }

    /// The rules of the program that the standard asks for, with their norms.
    pub fn rules(&self) -> impl Iterator<Item = (&str, &Effective<Norm>)> {
        self.norms.iter().filter(|norm| !norm.value.example).filter_map(|norm| match &norm.value.kind {
            NormKind::Rule { enforced_by: Some(name) } => Some((name.as_str(), norm)),
            _ => None,
        })
    }
    /// The guides to show at a moment.
    pub fn guides_at(&self, moment: Moment) -> impl Iterator<Item = &Effective<Norm>> {
        self.norms.iter().filter(move |norm| match &norm.value.kind {
            NormKind::Guide { shown_at } => shown_at.contains(&moment) || shown_at.contains(&Moment::Always),
            _ => false,
        })
    }
    /// What is to be shown on a public surface.
    pub fn published_on(&self, surface: Surface) -> impl Iterator<Item = &Effective<Norm>> {
        self.norms.iter().filter(move |norm| match &norm.value.kind {
            NormKind::Publish { shown_on } => shown_on.contains(&surface),
            _ => false,
        })
    }
    /// The checklists to show at a moment.
    ///
    /// Towards a colleague only the starred actions bind, where the standard has stars (F-02); where it says nothing of
    /// them, colleagues are clients like others.
    pub fn situations_at(&self, moment: Moment, client: ServedClient) -> Vec<Checklist<'_>> {
        let starred_only = client == ServedClient::Internal
            && self.bool("situations.star_internal").is_some_and(|starred| starred.value);
        self.lists
            .situations
            .iter()
            .filter_map(|situation| checklist(situation, moment, starred_only))
            .collect()
    }

    /// A parameter in force, whether it binds or is an example.
    pub fn parameter(&self, name: &str) -> Option<&Effective<Parameter>> {
        self.parameters.get(name)
    }
    /// Every parameter in force, by name.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &Effective<Parameter>)> {
        self.parameters.iter().map(|(name, parameter)| (name.as_str(), parameter))
    }
    /// A parameter's value, when it binds.
    fn binding<'a, T>(
        &'a self,
        name: &str,
        take: impl FnOnce(&'a ParameterValue) -> Option<T>,
    ) -> Option<Effective<T>> {
        self.parameters
            .get(name)?
            .map(|parameter| (!parameter.example).then_some(&parameter.value).and_then(take))
    }
    /// A whole number that binds; `None` when the documents are silent.
    pub fn int(&self, name: &str) -> Option<Effective<i64>> {
        self.binding(name, |value| match value {
            ParameterValue::Int(number) => Some(*number),
            _ => None,
        })
    }
    /// A whole number that binds, else the program's own; `None` for a parameter without either.
    pub fn int_or_own(&self, name: &str) -> Option<i64> {
        self.int(name).map(|number| number.value).or_else(|| match parameter::find(name)?.silent {
            Silent::Int(number) => Some(number),
            _ => None,
        })
    }
    /// A share or a mark that binds.
    pub fn number(&self, name: &str) -> Option<Effective<f64>> {
        self.binding(name, |value| match value {
            ParameterValue::Number(number) => Some(*number),
            ParameterValue::Int(number) => i32::try_from(*number).ok().map(f64::from),
            _ => None,
        })
    }
    /// A yes or no that binds.
    pub fn bool(&self, name: &str) -> Option<Effective<bool>> {
        self.binding(name, |value| match value {
            ParameterValue::Bool(answer) => Some(*answer),
            _ => None,
        })
    }
    /// A word that binds: one of a closed list, or a role.
    pub fn word(&self, name: &str) -> Option<Effective<&str>> {
        self.binding(name, |value| match value {
            ParameterValue::Word(word) => Some(word.as_str()),
            _ => None,
        })
    }
    /// A text that binds; one written as a single string stands for both languages.
    pub fn text(&self, name: &str) -> Option<Effective<Text>> {
        self.binding(name, |value| match value {
            ParameterValue::Word(word) => Some(Text { lv: word.clone(), en: String::new() }),
            ParameterValue::Text(text) => Some(text.clone()),
            _ => None,
        })
    }
    /// A list that binds.
    pub fn list(&self, name: &str) -> Option<Effective<&[ParameterItem]>> {
        self.binding(name, |value| match value {
            ParameterValue::List(items) => Some(items.as_slice()),
            _ => None,
        })
    }
    /// Seconds between two rings of the telephone.
    pub fn ring_cadence_seconds(&self) -> i64 {
        self.int_or_own("phone.ring_cadence_seconds").unwrap_or(5)
    }
}

fn checklist(situation: &Effective<Situation>, moment: Moment, starred_only: bool) -> Option<Checklist<'_>> {
    let shown = |moments: &[Moment]| moments.contains(&moment) || moments.contains(&Moment::Always);
    let actions: Vec<_> = situation
        .value
        .actions
        .iter()
        .filter(|action| {
            shown(if action.shown_at.is_empty() { &situation.value.shown_at } else { &action.shown_at })
        })
        .filter(|action| action.internal || !starred_only)
        .collect();
    (!actions.is_empty()).then_some(Checklist {
        situation: &situation.value,
        origin: &situation.origin,
        actions,
    })
}

impl Trigger {
    /// Its event.
    pub const fn event(&self) -> EventKind {
        match self {
            Self::Event(event) | Self::Where { event, .. } => *event,
        }
    }
    /// Whether an event with these facts pulls it: every fact it asks for must be there with the same value.
    pub fn matches(&self, kind: EventKind, facts: &BTreeMap<String, crate::model::Fact>) -> bool {
        match self {
            Self::Event(event) => *event == kind,
            Self::Where { event, facts: wanted } => {
                *event == kind && wanted.iter().all(|(name, value)| facts.get(name) == Some(value))
            }
        }
    }
}
