//! The hall behind a state file: which counters serve which lines, when they are open, how long services take.

use std::collections::BTreeMap;

use super::read::{Arrival, Snapshot};
use super::{Means, Settings};
use crate::measure::{MINUTE, minutes, number};

/// Lines served by the same counters.
pub(super) struct Group {
    /// Lines, by index into [`Hall::lines`].
    pub(super) lines: Vec<usize>,
    /// From when how many counters are open.
    pub(super) counters: Vec<(i64, u32)>,
}

/// A line of the hall.
pub(super) struct HallLine {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) group: usize,
    /// The mean service time as the machine showed it, from when on; whatever was known at a moment.
    pub(super) stated: Vec<(i64, f64)>,
    /// The mean around which services are drawn, where the stated one is not used.
    pub(super) implied: Option<f64>,
}

/// The hall.
pub(super) struct Hall {
    pub(super) lines: Vec<HallLine>,
    pub(super) groups: Vec<Group>,
    /// What was read otherwise than it stands in the file, in plain words.
    pub(super) notes: Vec<String>,
}

/// Lines are taken to share counters when the counts agree in this share of snapshots …
const AGREEMENT: f64 = 0.95;
/// … and change at least so often, so that two lines with one counter each are not thought one.
const CHANGES: usize = 5;
/// So many calls while clients waited tell a mean service time …
const ENOUGH_CALLS: f64 = 15.0;
/// … and contradict a stated one that is further off than so many standard errors.
const STANDARD_ERRORS: f64 = 2.5;
/// How busy counters are taken to be where too few waited to tell.
const USUAL_OCCUPANCY: f64 = 0.85;

impl Hall {
    pub(super) fn read(arrivals: &[Arrival], snapshots: &[Snapshot], settings: &Settings) -> Self {
        let mut names: BTreeMap<&str, &str> = BTreeMap::new();
        for arrival in arrivals {
            names.entry(&arrival.line).or_insert(&arrival.line_name);
        }
        let shown: Vec<Vec<&Snapshot>> = names
            .keys()
            .map(|code| snapshots.iter().filter(|snapshot| snapshot.line == *code).collect())
            .collect();
        let first = arrivals.first().map_or(0, |arrival| arrival.at);
        let mut notes = Vec::new();
        let groups: Vec<Group> = shared(&shown)
            .into_iter()
            .map(|lines| Group { counters: counters(&lines, &shown, first, settings), lines })
            .collect();
        let mut lines: Vec<HallLine> = names
            .iter()
            .zip(&shown)
            .enumerate()
            .map(|(index, ((code, name), shown))| HallLine {
                code: (*code).to_owned(),
                name: (*name).to_owned(),
                group: groups.iter().position(|group| group.lines.contains(&index)).unwrap_or_default(),
                stated: stated(shown),
                implied: None,
            })
            .collect();
        for group in &groups {
            let codes: Vec<&str> = group.lines.iter().map(|line| lines[*line].code.as_str()).collect();
            let codes = format!("Line{} {}", if codes.len() > 1 { "s" } else { "" }, codes.join(", "));
            if group.lines.len() > 1 {
                notes.push(format!("{codes}: read as served by the same counters."));
            }
            if group.lines.iter().any(|line| shown[*line].is_empty()) {
                notes.push(format!(
                    "{codes}: the state file says nothing; counters taken as open all day: {}.",
                    settings.usual_counters
                ));
            }
            if settings.means == Means::Checked
                && let Some(found) = contradiction(group, &lines, &shown, arrivals, settings.variation)
            {
                let mut stated: Vec<String> = group
                    .lines
                    .iter()
                    .filter_map(|line| lines[*line].stated.first())
                    .map(|(_, mean)| mean.to_string())
                    .collect();
                stated.dedup();
                notes.push(format!(
                    "{codes}: a mean service time of {:.1} min, not the stated {}, because the file shows {}.",
                    found.implied,
                    stated.join(" and "),
                    found.shown
                ));
                for line in &group.lines {
                    lines[*line].implied = Some(found.implied);
                }
            }
        }
        Self { lines, groups, notes }
    }

    /// The mean the machine showed for a line at a moment; `None` before it showed one.
    pub(super) fn stated_at(&self, line: usize, at: i64) -> Option<f64> {
        let stated = &self.lines[line].stated;
        stated[..stated.partition_point(|(from, _)| *from <= at)].last().map(|(_, mean)| *mean)
    }

    /// The mean around which the services of clients who come at a moment are drawn.
    pub(super) fn drawn_mean(&self, line: usize, at: i64, settings: &Settings) -> f64 {
        self.lines[line]
            .implied
            .or_else(|| self.stated_at(line, at))
            .or_else(|| self.lines[line].stated.first().map(|(_, mean)| *mean))
            .unwrap_or(settings.announce.usual_service_minutes)
    }
}

/// The stated means where they change; zeros are a machine's way to say nothing.
fn stated(shown: &[&Snapshot]) -> Vec<(i64, f64)> {
    let mut stated: Vec<(i64, f64)> = Vec::new();
    for snapshot in shown {
        if let Some(mean) = snapshot.mean_service_minutes.filter(|mean| *mean > 0.0)
            && stated.last().is_none_or(|(_, last)| (last - mean).abs() > 1e-9)
        {
            stated.push((snapshot.at, mean));
        }
    }
    stated
}

/// The lines gathered by counters.
fn shared(shown: &[Vec<&Snapshot>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for line in 0..shown.len() {
        match groups.iter_mut().find(|group| same_counters(&shown[group[0]], &shown[line])) {
            Some(group) => group.push(line),
            None => groups.push(vec![line]),
        }
    }
    groups
}

fn same_counters(one: &[&Snapshot], other: &[&Snapshot]) -> bool {
    let changes = one.windows(2).filter(|pair| pair[0].open_counters != pair[1].open_counters).count();
    if changes < CHANGES || one.len() != other.len() {
        return false;
    }
    let pairs = one.iter().zip(other);
    let same =
        pairs.filter(|(one, other)| one.at == other.at && one.open_counters == other.open_counters).count();
    number(same) >= AGREEMENT * number(one.len())
}

/// From when how many counters serve the lines.
fn counters(lines: &[usize], shown: &[Vec<&Snapshot>], first: i64, settings: &Settings) -> Vec<(i64, u32)> {
    let mut by_time: BTreeMap<i64, u32> = BTreeMap::new();
    for line in lines {
        for (index, snapshot) in shown[*line].iter().enumerate() {
            let next = shown[*line].get(index + 1);
            let gone = next.is_some_and(|next| {
                next.waiting < snapshot.waiting || next.last_called > snapshot.last_called
            });
            let least = u32::from(snapshot.waiting > 0 && gone);
            let open = by_time.entry(snapshot.at).or_default();
            *open = (*open).max(snapshot.open_counters).max(least);
        }
    }
    if by_time.is_empty() {
        by_time.insert(first, settings.usual_counters.max(1));
    }
    by_time.into_iter().collect()
}

/// How the stated means of a group stand against the group's own counters and calls.
struct Contradiction {
    /// What the file shows, in plain words.
    shown: String,
    /// The mean service time that the file's counters and calls imply, in minutes.
    implied: f64,
}

/// Whether the file contradicts the means it states for a group, and what it implies instead.
///
/// Where clients are left waiting at both ends of an interval, the counters open in it had no reason to stand idle: the
/// time they were open, divided by the clients called, is what a client took. A stated mean far from that is none.
fn contradiction(
    group: &Group,
    lines: &[HallLine],
    shown: &[Vec<&Snapshot>],
    arrivals: &[Arrival],
    variation: f64,
) -> Option<Contradiction> {
    let mine = |arrival: &&Arrival| group.lines.iter().any(|line| lines[*line].code == arrival.line);
    let drawn: Vec<&Arrival> =
        arrivals.iter().filter(mine).filter(|arrival| arrival.service_minutes.is_none()).collect();
    let mut work = 0.0;
    for line in &group.lines {
        let mean = lines[*line].stated.first()?.1;
        work += mean * number(drawn.iter().filter(|arrival| arrival.line == lines[*line].code).count());
    }
    let open: f64 =
        group.counters.windows(2).map(|pair| minutes(pair[1].0 - pair[0].0) * f64::from(pair[0].1)).sum();
    if drawn.is_empty() || open <= 0.0 {
        return None;
    }
    let stated = work / number(drawn.len());
    let all = open / number(drawn.len());
    let busy = busy(group, shown, &arrivals.iter().filter(mine).collect::<Vec<_>>());
    if busy.calls >= ENOUGH_CALLS {
        let implied = busy.minutes / busy.calls;
        let far = (implied / stated).ln().abs() > STANDARD_ERRORS * variation / busy.calls.sqrt();
        let shown =
            format!("{:.0} calls in {:.0} counter minutes while clients waited", busy.calls, busy.minutes);
        return far.then_some(Contradiction { shown, implied });
    }
    (work > open).then(|| Contradiction {
        shown: format!("{} clients in {open:.0} counter minutes", drawn.len()),
        implied: all * USUAL_OCCUPANCY,
    })
}

/// Counter minutes and calls in the intervals at both ends of which clients waited.
struct Busy {
    minutes: f64,
    calls: f64,
}

fn busy(group: &Group, shown: &[Vec<&Snapshot>], arrivals: &[&Arrival]) -> Busy {
    let waiting = |at: i64| -> f64 {
        let snapshots =
            group.lines.iter().flat_map(|line| &shown[*line]).filter(|snapshot| snapshot.at == at);
        snapshots.map(|snapshot| f64::from(snapshot.waiting)).sum()
    };
    let mut busy = Busy { minutes: 0.0, calls: 0.0 };
    for pair in group.counters.windows(2) {
        let [(from, counters), (until, _)] = [pair[0], pair[1]];
        let (before, after) = (waiting(from), waiting(until));
        if counters > 0 && before > 0.0 && after > 0.0 {
            let came = number(arrivals.iter().filter(|arrival| (from..until).contains(&arrival.at)).count());
            busy.minutes += minutes(until - from) * f64::from(counters);
            busy.calls += (before + came - after).max(0.0);
        }
    }
    busy
}

/// The moment after the last snapshot with an open counter, from which whoever still waits keeps one counter open.
pub(super) fn last_open(group: &Group) -> i64 {
    let last = group.counters.iter().rposition(|(_, open)| *open > 0);
    last.map_or(i64::MIN, |last| group.counters.get(last + 1).map_or(i64::MAX, |(at, _)| *at))
}

/// A second: the least that a service takes.
pub(super) const SHORTEST_SERVICE: i64 = MINUTE / 60;
