//! `solits replay`: a day of a real hall through the same queue.

use std::{path::Path, process::ExitCode};

use anyhow::{Context as _, bail};
use solits_queueing::replay::{Means, Promise, Settings, replay};
use solits_standard::{
    Standard,
    event::EventKind,
    model::{Trigger, Within},
};

use crate::run::say;

/// Replays and prints the report.
pub(crate) fn run(
    arrivals: &Path,
    state: Option<&Path>,
    standard: Option<&Path>,
    means: Means,
) -> anyhow::Result<ExitCode> {
    let read = |path: &Path| {
        std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let arrivals = read(arrivals)?;
    let state = state.map(read).transpose()?;
    let mut settings = Settings { means, ..Settings::default() };
    if let Some(path) = standard {
        let source = read(path)?;
        let standard = super::standard::compile(&source, path)?;
        settings.policy = solits_queue::policy_of(Some(&standard));
        match wait_promise(&standard) {
            Some(promise) => settings.promise = Some(promise),
            None => {
                bail!("{} has no promise in minutes from taking a ticket to being called", path.display())
            }
        }
    }
    let report = replay(&arrivals, state.as_deref(), &settings).context("the day cannot be replayed")?;
    say(report);
    Ok(ExitCode::SUCCESS)
}

/// The standard's promise on waiting: from a ticket taken by anybody to the call.
fn wait_promise(standard: &Standard) -> Option<Promise> {
    standard.promises_starting_on(EventKind::TicketTaken).find_map(|promise| {
        let anybody = matches!(promise.starts, Trigger::Event(_));
        let called = promise.met_by.iter().any(|trigger| trigger.event() == EventKind::TicketCalled);
        match promise.within {
            Within::Minutes(minutes) | Within::OpeningMinutes(minutes) if anybody && called => {
                Some(Promise { minutes, target_percent: promise.target_percent })
            }
            _ => None,
        }
    })
}
