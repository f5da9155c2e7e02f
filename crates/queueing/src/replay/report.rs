//! What a replay found, as data and as a table in plain words.

use std::fmt;

use serde::Serialize;

use super::day::Visit;
use super::hall::Hall;
use super::read::Arrival;
use super::{Promise, Settings};
use crate::announce::Wait;
use crate::measure::{MINUTE, minutes, number, quantile};

const HOUR: i64 = 60 * MINUTE;

/// A day replayed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The whole hall.
    pub total: Row,
    /// Each line with its hours.
    pub lines: Vec<Line>,
    /// What was promised about waiting, if anything.
    pub promise: Option<Promise>,
    /// The share of upper values that the announcements were to keep, in percent.
    pub announced_target_percent: f64,
    /// The most minutes for which a figure was announced.
    pub longest_minutes: i64,
    /// How the files were read where they could be read in more than one way.
    pub notes: Vec<String>,
}

/// One line of the hall.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Its letter in the file.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The whole day.
    pub total: Row,
    /// By hour of arrival; hours in which nobody came are left out.
    pub hours: Vec<(i64, Row)>,
}

/// One row of figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Clients who came.
    pub arrivals: usize,
    /// Clients who were called.
    pub served: usize,
    /// True waits of those who were called.
    pub waits: Waits,
    /// Clients called within the promised time; `None` without a promise. Who was never called is not among them.
    pub promise_kept: Option<usize>,
    /// What was announced.
    pub announced: Announced,
}

/// Waits in minutes, to a tenth; `None` where nobody was called.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Waits {
    /// Half waited no longer.
    pub median: Option<f64>,
    /// Nine of ten waited no longer.
    pub ninetieth: Option<f64>,
}

/// How the announcements turned out for those who were called.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Announced {
    /// Clients who were told something that can come true or not.
    pub clients: usize,
    /// Those to whom it held; "longer than" counts as false where the wait was shorter.
    pub held: usize,
    /// Half of the upper values were no higher, in minutes; "longer than" counts as more than any figure, and then this
    /// is `None`, as it is where nobody was told anything.
    pub median_upper: Option<i64>,
    /// The median of the true waits of the same clients, in minutes.
    pub median_true: Option<f64>,
    /// Clients who were told that a counter is free.
    pub at_once: usize,
    /// Clients who were told "longer than".
    pub longer_than: usize,
    /// Clients who came while no counter was open for their line, so that no wait was announced.
    pub no_counter: usize,
}

impl Announced {
    /// The share of announcements that held, in percent.
    pub fn held_percent(&self) -> Option<f64> {
        (self.clients > 0).then(|| 100.0 * number(self.held) / number(self.clients))
    }

    /// How many times the median true wait the median announced upper value is; `None` where either is missing or the
    /// median true wait is nothing.
    pub fn times_true(&self) -> Option<f64> {
        let upper = minutes(self.median_upper? * MINUTE);
        self.median_true.filter(|median| *median > 0.0).map(|median| upper / median)
    }
}

/// One client's part in the figures.
struct Case {
    line: usize,
    hour: i64,
    wait: Option<i64>,
    announced: Wait,
}

pub(super) fn of(arrivals: &[Arrival], hall: &Hall, visits: &[Visit], settings: &Settings) -> Report {
    let cases: Vec<Case> = arrivals
        .iter()
        .zip(visits)
        .map(|(arrival, visit)| Case {
            line: hall.lines.iter().position(|line| line.code == arrival.line).unwrap_or_default(),
            hour: arrival.at / HOUR,
            wait: visit.called_at.map(|called| called - arrival.at),
            announced: visit.announced.wait,
        })
        .collect();
    let row = |wanted: &dyn Fn(&Case) -> bool| row(cases.iter().filter(|case| wanted(case)), settings);
    let lines = hall.lines.iter().enumerate().map(|(index, line)| Line {
        code: line.code.clone(),
        name: line.name.clone(),
        total: row(&|case| case.line == index),
        hours: (0..24)
            .map(|hour| (hour, row(&|case| case.line == index && case.hour == hour)))
            .filter(|(_, row)| row.arrivals > 0)
            .collect(),
    });
    Report {
        total: row(&|_| true),
        lines: lines.collect(),
        promise: settings.promise,
        announced_target_percent: settings.announce.kept_share * 100.0,
        longest_minutes: settings.announce.longest_minutes,
        notes: hall.notes.clone(),
    }
}

fn row<'a>(cases: impl Iterator<Item = &'a Case> + Clone, settings: &Settings) -> Row {
    let mut waits: Vec<i64> = cases.clone().filter_map(|case| case.wait).collect();
    waits.sort_unstable();
    let told: Vec<(Wait, i64, bool)> = cases
        .clone()
        .filter_map(|case| Some((case.announced, case.wait?, case.announced.held(case.wait?)?)))
        .collect();
    let mut true_waits: Vec<i64> = told.iter().map(|(_, wait, _)| *wait).collect();
    true_waits.sort_unstable();
    let mut uppers: Vec<i64> =
        told.iter().map(|(announced, ..)| announced.upper_minutes().unwrap_or(i64::MAX)).collect();
    uppers.sort_unstable();
    let within = |promise: Promise| waits.iter().filter(|wait| **wait <= promise.minutes * MINUTE).count();
    Row {
        arrivals: cases.clone().count(),
        served: waits.len(),
        promise_kept: settings.promise.map(within),
        waits: Waits { median: tenths(quantile(&waits, 0.5)), ninetieth: tenths(quantile(&waits, 0.9)) },
        announced: Announced {
            clients: told.len(),
            held: told.iter().filter(|(.., held)| *held).count(),
            median_upper: quantile(&uppers, 0.5).filter(|upper| *upper < i64::MAX),
            median_true: tenths(quantile(&true_waits, 0.5)),
            at_once: told.iter().filter(|(announced, ..)| *announced == Wait::AtOnce).count(),
            longer_than: told
                .iter()
                .filter(|(announced, ..)| matches!(announced, Wait::LongerThan { .. }))
                .count(),
            no_counter: cases.filter(|case| case.announced == Wait::NoCounterOpen).count(),
        },
    }
}

/// Milliseconds as minutes, rounded to a tenth so that the last binary digits never show.
fn tenths(wait: Option<i64>) -> Option<f64> {
    wait.map(|wait| (minutes(wait) * 10.0).round() / 10.0)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Clients: {} came, {} were called.", self.total.arrivals, self.total.served)?;
        let Waits { median, ninetieth } = self.total.waits;
        writeln!(f, "Wait: half up to {}, nine of ten up to {}.", in_minutes(median), in_minutes(ninetieth))?;
        self.promise_sentence(f)?;
        self.announced_sentences(f)?;
        for note in &self.notes {
            writeln!(f, "Read as: {note}")?;
        }
        let mut rows = vec![self.heading()];
        for line in &self.lines {
            rows.push(self.cells(&line.name, "day", &line.total));
            let hours = line.hours.iter();
            rows.extend(hours.map(|(hour, row)| self.cells("", &format!("{hour:02}–{:02}", hour + 1), row)));
        }
        rows.push(self.cells("All lines", "day", &self.total));
        writeln!(f)?;
        write_table(f, &rows)
    }
}

impl Report {
    fn promise_sentence(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(promise), Some(kept)) = (self.promise, self.total.promise_kept) else {
            return writeln!(f, "Promise: the standard promises nothing about waiting.");
        };
        let share = percent(kept, self.total.arrivals);
        let met = 100.0 * number(kept) >= promise.target_percent * number(self.total.arrivals);
        writeln!(
            f,
            "Promise: called within {} min in {} % of cases; kept {kept} of {} ({share}): {}.",
            promise.minutes,
            promise.target_percent,
            self.total.arrivals,
            if met { "met" } else { "not met" }
        )
    }

    fn announced_sentences(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let announced = &self.total.announced;
        writeln!(
            f,
            "Announced upper wait: held for {} of {} clients ({}); to reach: {} %.",
            announced.held,
            announced.clients,
            percent(announced.held, announced.clients),
            self.announced_target_percent
        )?;
        let upper = match announced.median_upper {
            Some(upper) => format!("{upper} min"),
            None if announced.clients > 0 => format!("over {} min", self.longest_minutes),
            None => "none".to_owned(),
        };
        let times =
            announced.times_true().map(|times| format!(", {times:.1} times as long")).unwrap_or_default();
        writeln!(
            f,
            "Median announced upper wait: {upper}; median true wait: {}{times}.",
            in_minutes(announced.median_true)
        )?;
        writeln!(
            f,
            "Told \"longer than {} min\": {}. Came while no counter was open, so told no wait: {}.",
            self.longest_minutes, announced.longer_than, announced.no_counter
        )
    }

    fn heading(&self) -> Vec<String> {
        let promised = self.promise.map(|promise| format!("within {} min", promise.minutes));
        let columns = ["Line", "Hour", "Came", "Called", "Median", "90 %"];
        columns
            .into_iter()
            .map(str::to_owned)
            .chain(promised)
            .chain(["Announced", "True", "Held"].map(str::to_owned))
            .collect()
    }

    fn cells(&self, name: &str, hour: &str, row: &Row) -> Vec<String> {
        let announced = &row.announced;
        let upper = match announced.median_upper {
            Some(upper) => upper.to_string(),
            None if announced.clients > 0 => format!(">{}", self.longest_minutes),
            None => "–".to_owned(),
        };
        let mut cells =
            vec![shortened(name), hour.to_owned(), row.arrivals.to_string(), row.served.to_string()];
        cells.extend([row.waits.median, row.waits.ninetieth].map(figure));
        cells.extend(row.promise_kept.map(|kept| percent(kept, row.arrivals)));
        cells.extend([upper, figure(announced.median_true), percent(announced.held, announced.clients)]);
        cells
    }
}

/// Columns as wide as their widest cell; words to the left, figures to the right.
fn write_table(f: &mut fmt::Formatter<'_>, rows: &[Vec<String>]) -> fmt::Result {
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default())
        .collect();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
            0 | 1 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        writeln!(f, "{}", cells.collect::<Vec<_>>().join("  "))?;
    }
    Ok(())
}

fn shortened(name: &str) -> String {
    const LONGEST: usize = 32;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}

fn figure(minutes: Option<f64>) -> String {
    minutes.map_or_else(|| "–".to_owned(), |minutes| format!("{minutes:.1}"))
}

fn in_minutes(minutes: Option<f64>) -> String {
    minutes.map_or_else(|| "nobody called".to_owned(), |minutes| format!("{minutes:.1} min"))
}

/// A share to a tenth of a percent, rounded down so that 79.96 % is never shown as the 80 % it is not.
fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let tenths = part * 1000 / whole;
    format!("{}.{} %", tenths / 10, tenths % 10)
}
