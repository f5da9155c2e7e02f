//! Resolving a document against the baselines it extends.

use std::{collections::BTreeMap, sync::Arc};

use thiserror::Error;

use super::{
    CompiledPromise, Effective, Lists, Origin, Standard,
    list::{by_key, whole},
};
use crate::{
    event::EventKind,
    model::{FORMAT, Norm, Parameter, StandardFile},
};

/// Why a file cannot be used.
#[derive(Debug, Error)]
pub enum CompileError {
    /// It is not a standard file.
    #[error("the file cannot be read")]
    Unreadable(#[from] toml::de::Error),
    /// It is of a format this version does not know.
    #[error("the file has format {0}, this version reads format {FORMAT}")]
    Format(u32),
    /// The baseline it extends is not there.
    #[error("the baseline `{0}` is not known")]
    NoBaseline(String),
    /// It extends itself, perhaps over others.
    #[error("the baseline `{0}` builds on this document itself")]
    Circle(String),
}

pub(super) fn read(source: &str) -> Result<StandardFile, CompileError> {
    let file: StandardFile = toml::from_str(source)?;
    if file.format == FORMAT { Ok(file) } else { Err(CompileError::Format(file.format)) }
}

/// The standard in force that a document makes with its baselines; `baselines` gives a document by its short name.
pub fn resolve(
    file: Arc<StandardFile>,
    baselines: &dyn Fn(&str) -> Option<Arc<StandardFile>>,
) -> Result<Standard, CompileError> {
    let mut chain = vec![file.clone()];
    let mut next = file.extends.clone();
    while let Some(id) = next.take() {
        if chain.iter().any(|document| document.id == id) {
            return Err(CompileError::Circle(id));
        }
        let baseline = baselines(&id).ok_or(CompileError::NoBaseline(id))?;
        next.clone_from(&baseline.extends);
        chain.push(baseline);
    }
    let documents = chain.iter().map(|document| document.id.clone()).collect();
    let title = |document: &Arc<StandardFile>| (document.id.clone(), document.identity.title.clone());
    let titles = chain.iter().map(title).collect();
    let mut parameters = BTreeMap::new();
    let mut norms = Vec::new();
    let mut lists = Lists::default();
    for document in chain.iter().rev() {
        set_parameters(&mut parameters, document);
        norms = by_key(&document.id, &document.norms, norms, |norm: &Norm| norm.id.clone());
        lists = set_lists(lists, document);
    }
    let promises: Vec<_> = norms.iter().filter_map(CompiledPromise::of).collect();
    let (starting, ending) = index(&promises);
    Ok(Standard { file, documents, titles, parameters, norms, lists, promises, starting, ending })
}

fn set_parameters(parameters: &mut BTreeMap<String, Effective<Parameter>>, document: &StandardFile) {
    for (name, parameter) in &document.parameters {
        let binds = parameters.get(name).is_some_and(|below| !below.value.example);
        if parameter.example && binds {
            continue;
        }
        let origin = Origin { document: document.id.clone(), paragraph: parameter.paragraph.clone() };
        parameters.insert(name.clone(), Effective { value: parameter.clone(), origin });
    }
}

fn set_lists(below: Lists, document: &StandardFile) -> Lists {
    let id = document.id.as_str();
    Lists {
        terms: by_key(id, &document.terms, below.terms, |term| term.term.lv.clone()),
        principles: whole(id, &document.principles, below.principles),
        levels: whole(id, &document.levels, below.levels),
        roles: by_key(id, &document.roles, below.roles, |role| role.id.clone()),
        situations: whole(id, &document.situations, below.situations),
        phrases: whole(id, &document.phrases, below.phrases),
        evaluations: whole(id, &document.evaluations, below.evaluations),
        ladder: whole(id, &document.ladder, below.ladder),
        routes: whole(id, &document.routes, below.routes),
        notices: by_key(id, &document.notices, below.notices, |notice| notice.id.clone()),
        outage_steps: whole(id, &document.outage_steps, below.outage_steps),
        channels: whole(id, &document.channels, below.channels),
        goals: whole(id, &document.goals, below.goals),
        indicators: by_key(id, &document.indicators, below.indicators, |indicator| indicator.id.clone()),
        client_duties: whole(id, &document.client_duties, below.client_duties),
        qualifications: whole(id, &document.qualifications, below.qualifications),
    }
}

type Index = BTreeMap<EventKind, Vec<usize>>;

/// Which promises an event may start, and which it may end.
fn index(promises: &[CompiledPromise]) -> (Index, Index) {
    let (mut starting, mut ending) = (Index::new(), Index::new());
    for (position, promise) in promises.iter().enumerate() {
        starting.entry(promise.starts.event()).or_default().push(position);
        let ends = promise.met_by.iter().chain(promise.waived_by.iter().map(|waiver| &waiver.by));
        for event in ends.map(crate::model::Trigger::event) {
            let positions = ending.entry(event).or_default();
            if !positions.contains(&position) {
                positions.push(position);
            }
        }
    }
    (starting, ending)
}
