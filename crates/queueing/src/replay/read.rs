//! The two files, parsed and checked. Columns are found by name; those the replay does not know are ignored.

use std::fmt;

use csv::{ReaderBuilder, StringRecord, Trim};
use thiserror::Error;

/// One of the two files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Who came when.
    Arrivals,
    /// What the machine showed.
    State,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Arrivals => "arrivals",
            Self::State => "state",
        })
    }
}

/// Why a file cannot be replayed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReplayError {
    /// A row that is no CSV.
    #[error("{source_file} file, line {line}: {detail}")]
    Csv {
        /// The file.
        source_file: Source,
        /// The line in it.
        line: u64,
        /// What is wrong.
        detail: String,
    },
    /// A column that must be there is not.
    #[error("{source_file} file: there is no column \"{column}\" in its first line")]
    NoColumn {
        /// The file.
        source_file: Source,
        /// The column.
        column: &'static str,
    },
    /// A value that cannot be read.
    #[error("{source_file} file, line {line}, column \"{column}\": \"{value}\" is not {expected}")]
    Value {
        /// The file.
        source_file: Source,
        /// The line in it.
        line: u64,
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
        /// What should.
        expected: &'static str,
    },
    /// Nobody came.
    #[error("the arrivals file has no arrivals")]
    Empty,
}

/// One arrival; times in milliseconds from midnight.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Arrival {
    pub(super) at: i64,
    pub(super) line: String,
    pub(super) line_name: String,
    pub(super) priority: bool,
    pub(super) service_minutes: Option<f64>,
}

/// What the machine showed of one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Snapshot {
    pub(super) at: i64,
    pub(super) line: String,
    pub(super) open_counters: u32,
    pub(super) mean_service_minutes: Option<f64>,
    pub(super) waiting: u32,
    pub(super) last_called: u32,
}

const LONGEST_MINUTES: f64 = 24.0 * 60.0;

/// Reads arrivals and puts them in the order of time; equal times keep the order of the file.
pub(super) fn arrivals(text: &str) -> Result<Vec<Arrival>, ReplayError> {
    let table = Table::read(Source::Arrivals, text)?;
    let [time, line] = [table.column("time")?, table.column("line")?];
    let [name, priority, service] =
        ["line_name", "priority", "service_minutes"].map(|name| table.optional(name));
    let mut arrivals = Vec::new();
    for (number, record) in &table.records {
        let cell = Cell { table: &table, number: *number, record };
        let line = cell.text(line).to_owned();
        arrivals.push(Arrival {
            at: cell.read(time, "time", "a time of day such as 09:30:00", time_of_day)?,
            line_name: name
                .map(|name| cell.text(name))
                .filter(|name| !name.is_empty())
                .unwrap_or(&line)
                .to_owned(),
            line,
            priority: match priority {
                Some(column) => cell.read(column, "priority", "yes, no, 1 or 0", yes_or_no)?,
                None => false,
            },
            service_minutes: match service.filter(|service| !cell.text(*service).is_empty()) {
                Some(column) => Some(cell.read(
                    column,
                    "service_minutes",
                    "a number of minutes from 0 to 1440",
                    minutes,
                )?),
                None => None,
            },
        });
    }
    if arrivals.is_empty() {
        return Err(ReplayError::Empty);
    }
    arrivals.sort_by_key(|arrival| arrival.at);
    Ok(arrivals)
}

/// Reads snapshots in the order of time; rows of one line and time are made one.
pub(super) fn snapshots(text: &str) -> Result<Vec<Snapshot>, ReplayError> {
    let table = Table::read(Source::State, text)?;
    let [time, line, open] = [table.column("time")?, table.column("line")?, table.column("open_counters")?];
    let [mean, waiting, called] =
        ["mean_service_minutes", "waiting", "last_called"].map(|name| table.optional(name));
    let mut snapshots: Vec<Snapshot> = Vec::new();
    for (number, record) in &table.records {
        let cell = Cell { table: &table, number: *number, record };
        let count = |column: Option<usize>, name: &'static str| match column {
            Some(column) => cell.read(column, name, "a whole number", |text| text.parse().ok()),
            None => Ok(0),
        };
        snapshots.push(Snapshot {
            at: cell.read(time, "time", "a time of day such as 09:30:00", time_of_day)?,
            line: cell.text(line).to_owned(),
            open_counters: count(Some(open), "open_counters")?,
            mean_service_minutes: match mean.filter(|mean| !cell.text(*mean).is_empty()) {
                Some(column) => Some(cell.read(
                    column,
                    "mean_service_minutes",
                    "a number of minutes from 0 to 1440",
                    minutes,
                )?),
                None => None,
            },
            waiting: count(waiting, "waiting")?,
            last_called: count(called, "last_called")?,
        });
    }
    snapshots.sort_by(|one, other| (one.at, &one.line).cmp(&(other.at, &other.line)));
    snapshots.dedup_by(|again, kept| {
        let same = (again.at, &again.line) == (kept.at, &kept.line);
        if same {
            kept.waiting += again.waiting;
            kept.open_counters = kept.open_counters.max(again.open_counters);
            kept.last_called = kept.last_called.max(again.last_called);
        }
        same
    });
    Ok(snapshots)
}

/// `HH:MM` or `HH:MM:SS` as milliseconds from midnight.
fn time_of_day(text: &str) -> Option<i64> {
    let mut parts = text.split(':').map(|part| part.parse::<i64>().ok().filter(|_| part.len() <= 2));
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    let sound = parts.next().is_none()
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..60).contains(&second);
    sound.then_some(((hour * 60 + minute) * 60 + second) * 1000)
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "1" | "yes" | "true" | "jā" | "priority" => Some(true),
        "" | "0" | "no" | "false" | "nē" | "none" => Some(false),
        _ => None,
    }
}

fn minutes(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|minutes| (0.0..=LONGEST_MINUTES).contains(minutes))
}

struct Table {
    source: Source,
    headers: StringRecord,
    records: Vec<(u64, StringRecord)>,
}

impl Table {
    fn read(source: Source, text: &str) -> Result<Self, ReplayError> {
        let refuse = |error: &csv::Error| ReplayError::Csv {
            source_file: source,
            line: error.position().map_or(1, csv::Position::line),
            detail: "this row has more or fewer fields than the first line".to_owned(),
        };
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(text.as_bytes());
        let headers = reader.headers().map_err(|error| refuse(&error))?.clone();
        let mut records = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| refuse(&error))?;
            records.push((record.position().map_or(0, csv::Position::line), record));
        }
        Ok(Self { source, headers, records })
    }

    fn optional(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == name)
    }

    fn column(&self, name: &'static str) -> Result<usize, ReplayError> {
        self.optional(name).ok_or(ReplayError::NoColumn { source_file: self.source, column: name })
    }
}

struct Cell<'a> {
    table: &'a Table,
    number: u64,
    record: &'a StringRecord,
}

impl<'a> Cell<'a> {
    fn text(&self, column: usize) -> &'a str {
        self.record.get(column).unwrap_or_default()
    }

    fn read<T>(
        &self,
        column: usize,
        name: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, ReplayError> {
        let value = self.text(column);
        parse(value).ok_or_else(|| ReplayError::Value {
            source_file: self.table.source,
            line: self.number,
            column: name,
            value: value.chars().take(40).collect(),
            expected,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_told_with_file_line_and_column() {
        let told = |text: &str| arrivals(text).unwrap_err().to_string();
        assert_eq!(
            told("time,line,line_name\n09:00:00,A,Alpha\n9h,A,Alpha\n"),
            "arrivals file, line 3, column \"time\": \"9h\" is not a time of day such as 09:30:00"
        );
        assert_eq!(told("time,name\n"), "arrivals file: there is no column \"line\" in its first line");
        assert_eq!(
            told("time,line\n09:00\n"),
            "arrivals file, line 2: this row has more or fewer fields than the first line"
        );
        assert_eq!(told("time,line\n"), "the arrivals file has no arrivals");
        assert!(
            snapshots("time,line,open_counters\n09:00,A,-1\n")
                .unwrap_err()
                .to_string()
                .contains("whole number")
        );
    }

    #[test]
    fn arrivals_are_put_in_the_order_of_time() {
        let arrivals = arrivals("\u{feff}line,time,priority\nA,09:05,jā\nB,09:00:30,\n").unwrap();
        assert_eq!(arrivals[0].line, "B");
        assert_eq!((arrivals[1].at, arrivals[1].priority), (32_700_000, true));
    }

    #[test]
    fn two_queues_with_one_letter_have_the_waiting_of_both_and_the_counters_of_one() {
        let rows = "time,line,open_counters,waiting\n10:00,Z,2,0\n10:00,Z,2,3\n";
        let [both] = &snapshots(rows).unwrap()[..] else { panic!("one row expected") };
        assert_eq!((both.open_counters, both.waiting), (2, 3));
    }
}
