//! `solits demo`: a fictional institution with a plausible past and a day that goes on by itself.

mod colleagues;
mod feedback;
mod institution;
mod past;
mod people;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use anyhow::{Context as _, bail};
use jiff::{ToSpan as _, civil::time};
use solits_kernel::{Clock, InstitutionId, Random, Scope, Timestamp};
use solits_web::{App, AppConfig, Listening};

#[cfg(test)]
pub(crate) use institution::service_codes;
pub(crate) use institution::{Standards, found};

use crate::{Place, run, simulate};

/// What was asked on the command line.
pub(crate) struct Options {
    pub(crate) listen: SocketAddr,
    pub(crate) data: Option<PathBuf>,
    pub(crate) database: Option<String>,
    pub(crate) days: i64,
    pub(crate) open_to_everyone: bool,
    pub(crate) quiet: bool,
}

/// A folder of the demonstration's own, gone when it ends.
struct Folder(Option<PathBuf>);

impl Drop for Folder {
    fn drop(&mut self) {
        if let Some(folder) = &self.0 {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// Runs the demonstration until it is stopped.
pub(crate) async fn run(options: Options) -> anyhow::Result<ExitCode> {
    if !options.listen.ip().is_loopback() && !options.open_to_everyone {
        bail!(
            "in a demonstration anybody can sign in as anybody, so it answers on this machine only; \
             say --open-to-everyone to let others in all the same"
        );
    }
    let temporary = std::env::temp_dir().join(format!("solits-demo-{}", std::process::id()));
    let (data, folder) = match options.data {
        Some(data) => (data, Folder(None)),
        None => (temporary.clone(), Folder(Some(temporary))),
    };
    let place = Place { data, database: options.database };
    let _service = run::only_service(&place)?;
    let db = run::open(&place).await?;
    let listening = Listening::bind(options.listen)
        .await
        .with_context(|| format!("{} cannot be listened on", options.listen))?;
    let address = listening.address()?;
    let clock = working_hours(Clock::System.now());
    let config = AppConfig { demo: true, public_url: format!("http://{address}"), ..AppConfig::default() };
    let app = App::new(db.clone(), clock.clone(), Random::System, config.clone());
    let known = run::institutions(&app).await?;
    let institution = match known.first() {
        Some(institution) => *institution,
        None => fill(&app, options.days).await?,
    };
    if !options.quiet {
        tokio::spawn(people::come_and_go(app.clone(), institution));
    }
    let code = run::until_stopped(app, listening, None, None).await;
    drop(folder);
    code
}

/// Makes the institution and its history up to yesterday.
async fn fill(app: &App, days: i64) -> anyhow::Result<InstitutionId> {
    let today = app.clock.now().day();
    let first = today.checked_sub(days.max(0).days())?;
    // The same past in every demonstration: ids and draws come from a fixed seed.
    let before = App::new(app.db.clone(), app.clock.clone(), Random::seeded(1), app.config.clone());
    let standards = Standards { earlier: past::earlier_edition(), ..Standards::default() };
    let institution = found(&before, 1, first, &standards).await?;
    let signed = Timestamp::in_riga(first.yesterday()?, time(10, 0, 0, 0));
    past::everybody_signs(&before, institution, signed).await?;
    past::somebody_answers(&before, institution, signed).await?;
    let mut month = 0;
    let contacts = simulate::history(&before, institution, 1, first, today, 1.0, &mut |date, contacts| {
        if date.month() != month {
            month = date.month();
            tracing::info!(target: "solits", %date, contacts, "making a plausible past");
        }
    })
    .await?;
    past::somebody_begins(&before, institution).await?;
    feedback::is_said(&before, institution).await?;
    colleagues::they_ask(&before, institution).await?;
    tracing::info!(target: "solits", contacts, "the past is ready");
    Ok(institution)
}

/// The system's clock, moved into a working day's morning when it shows an evening, a night or a day off.
fn working_hours(now: Timestamp) -> Clock {
    let local = now.to_riga();
    let calendar = institution::calendar(false);
    let open = calendar.is_open(now) && calendar.closes_in(now).is_some_and(|millis| millis > 3 * 3_600_000);
    if open && local.hour() >= 9 {
        return Clock::System;
    }
    let mut day = local.date();
    for _ in 0..14 {
        if calendar.is_working_day(day)
            && calendar.open_interval_at(Timestamp::in_riga(day, time(10, 12, 0, 0))).is_some()
        {
            break;
        }
        day = day.tomorrow().unwrap_or(day);
    }
    Clock::Shifted(Timestamp::in_riga(day, time(10, 12, 0, 0)).since(now))
}

/// An hour of the day so many working days ago; never later than now.
fn back(now: Timestamp, days: i64, hour: i8, minute: i8) -> Timestamp {
    let calendar = institution::calendar(false);
    let mut day = now.day();
    let mut left = days;
    while left > 0 {
        day = day.yesterday().unwrap_or(day);
        left -= i64::from(calendar.is_working_day(day));
    }
    Timestamp::in_riga(day, time(hour, minute, 0, 0)).min(now)
}

/// The scope of the demonstration's own work.
fn scope(institution: InstitutionId) -> Scope {
    Scope::of_job(institution)
}
