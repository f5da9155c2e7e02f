//! Whether everybody who has come can be served before closing, told early enough to act (E-13), and what to say to
//! somebody who comes near closing (E-14, E-15). Nobody is refused in silence: the answer is advice with a reason.

use serde::{Deserialize, Serialize};
use solits_kernel::{Lang, LineId, Timestamp};

use crate::announce::{DeskNow, DeskState, Wait, upper_of_services};
use crate::measure::{millis, number};

/// What the standard in force says about the last client (`closing.last_client_policy`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LastClient {
    /// Whoever has come is served, also after hours (handbook, beh-12).
    ServeAfterHours,
    /// Whoever has come is served within the hours, so tickets stop where that can no longer be promised (`vzd` P2/s2.2).
    WithinHours,
    /// No tickets in the last minutes (guidelines 2.2, an example of 5 minutes).
    CutOff {
        /// So many minutes before closing.
        minutes: i64,
    },
}

/// How closing is handled; minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingRule {
    /// The policy of the standard.
    pub last_client: LastClient,
    /// How far past closing a service may end and still count as within the hours.
    pub tolerance_minutes: i64,
    /// The duty employee is warned when less than this is to spare, so that a desk can still be opened.
    pub spare_minutes: i64,
}

/// Who waits in a line.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineLoad {
    /// The line.
    pub line: LineId,
    /// How many wait.
    pub waiting: usize,
    /// The mean service time in minutes.
    pub mean_service_minutes: f64,
}

/// How it looks for one set of lines that share counters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outlook {
    /// All are served in time, and there is time to spare.
    InTime {
        /// By then, in four cases of five.
        done_by: Timestamp,
    },
    /// It is too tight or too late: the duty employee is to act.
    AtRisk {
        /// By then, in four cases of five, with the counters open now.
        done_by: Timestamp,
        /// So many counters would do, counting those open; `None` where no number would.
        counters_needed: Option<u32>,
    },
    /// People wait and no counter serves them.
    NobodyServes {
        /// So many counters would do; `None` where no number would.
        counters_needed: Option<u32>,
    },
}

/// The forecast for lines that share counters, directly or through other lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// The lines, in the order of their ids.
    pub lines: Vec<LineId>,
    /// Clients waiting or being served.
    pub clients: usize,
    /// Counters open for them.
    pub counters: u32,
    /// How it looks.
    pub outlook: Outlook,
}

impl Forecast {
    /// Whether the duty employee is to be warned.
    pub const fn warns(&self) -> bool {
        !matches!(self.outlook, Outlook::InTime { .. })
    }
}

/// Forecasts, for each set of lines that share counters and have clients, when the last who has come is served.
pub fn forecast(
    rule: &ClosingRule,
    now: Timestamp,
    closes_at: Timestamp,
    loads: &[LineLoad],
    desks: &[DeskNow],
) -> Vec<Forecast> {
    sets(loads, desks)
        .into_iter()
        .map(|lines| forecast_set(rule, now, closes_at, loads, desks, lines))
        .filter(|forecast| forecast.clients > 0)
        .collect()
}

fn forecast_set(
    rule: &ClosingRule,
    now: Timestamp,
    closes_at: Timestamp,
    loads: &[LineLoad],
    desks: &[DeskNow],
    lines: Vec<LineId>,
) -> Forecast {
    let mean_of = |line: LineId| {
        loads.iter().find(|load| load.line == line).map_or(0.0, |load| load.mean_service_minutes.max(0.0))
    };
    let open: Vec<&DeskNow> =
        desks.iter().filter(|desk| desk.desk.lines.iter().any(|line| lines.contains(line))).collect();
    let present: Vec<LineId> = open
        .iter()
        .filter_map(|desk| match desk.state {
            DeskState::Serving { line, .. } => Some(line),
            DeskState::Free => None,
        })
        .collect();
    let waiting = loads.iter().filter(|load| lines.contains(&load.line));
    let clients = waiting.clone().map(|load| load.waiting).sum::<usize>() + present.len();
    let work =
        waiting.clone().map(|load| number(load.waiting) * load.mean_service_minutes.max(0.0)).sum::<f64>()
            + present.iter().map(|line| mean_of(*line)).sum::<f64>();
    let longest = waiting.map(|load| load.mean_service_minutes).fold(0.0, f64::max);
    let counters = u32::try_from(open.len()).unwrap_or(u32::MAX);
    let done_by = |counters: u32| {
        let counters = f64::from(counters.max(1));
        // The last service begins when the others' work is shared out, and then takes its own time.
        let last = longest * (1.0 - 1.0 / counters);
        now.plus_millis(millis(upper_of_services(work / counters + last, number(clients) / counters)))
    };
    let in_time = |counters: u32| {
        done_by(counters).plus_minutes(rule.spare_minutes) <= closes_at.plus_minutes(rule.tolerance_minutes)
    };
    let most = u32::try_from(clients).unwrap_or(u32::MAX).max(counters);
    let counters_needed = || (counters + 1..=most).find(|counters| in_time(*counters));
    let outlook = match counters {
        0 => Outlook::NobodyServes { counters_needed: counters_needed() },
        _ if in_time(counters) => Outlook::InTime { done_by: done_by(counters) },
        _ => Outlook::AtRisk { done_by: done_by(counters), counters_needed: counters_needed() },
    };
    Forecast { lines, clients, counters, outlook }
}

/// The lines, gathered into sets that share a desk.
fn sets(loads: &[LineLoad], desks: &[DeskNow]) -> Vec<Vec<LineId>> {
    let mut sets: Vec<Vec<LineId>> = loads.iter().map(|load| vec![load.line]).collect();
    sets.extend(desks.iter().map(|desk| desk.desk.lines.clone()));
    let mut merged: Vec<Vec<LineId>> = Vec::new();
    for mut set in sets {
        let (touching, apart): (Vec<_>, Vec<_>) =
            merged.into_iter().partition(|other| other.iter().any(|line| set.contains(line)));
        set.extend(touching.into_iter().flatten());
        set.sort_unstable();
        set.dedup();
        merged = apart;
        merged.push(set);
    }
    merged.sort_unstable();
    merged
}

/// What to do about a client who would take a ticket now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Issue the ticket.
    Issue,
    /// Issue the ticket and say that the service may end after closing; whoever holds a ticket is served.
    IssueForAfterHours,
    /// Offer an appointment, a call-back or the e-service; an employee may still issue a ticket and say why.
    OfferOtherWays,
    /// The last minutes, in which the standard issues no tickets; offer other ways.
    PastCutOff,
    /// The place is closed.
    Closed,
}

impl Advice {
    /// What the kiosk says, in one sentence; `None` where there is nothing to say.
    pub const fn sentence(self, lang: Lang) -> Option<&'static str> {
        match (self, lang) {
            (Self::Issue, _) => None,
            (Self::IssueForAfterHours, Lang::Lv) => {
                Some("Jūs apkalpos, bet tas var beigties pēc darba laika beigām.")
            }
            (Self::IssueForAfterHours, Lang::En) => {
                Some("You will be served, perhaps until after closing time.")
            }
            (Self::OfferOtherWays, Lang::Lv) => Some(
                "Līdz darba laika beigām Jūs var nepaspēt apkalpot; piedāvājam pierakstu, atzvanīšanu vai e-pakalpojumu.",
            ),
            (Self::OfferOtherWays, Lang::En) => Some(
                "You may not be served before closing; you can book a visit, ask for a call or use the e-service.",
            ),
            (Self::PastCutOff, Lang::Lv) => {
                Some("Šodien talonus vairs neizsniedz; piedāvājam pierakstu, atzvanīšanu vai e-pakalpojumu.")
            }
            (Self::PastCutOff, Lang::En) => {
                Some("No more tickets today; you can book a visit, ask for a call or use the e-service.")
            }
            (Self::Closed, Lang::Lv) => Some("Apkalpošanas vieta ir slēgta."),
            (Self::Closed, Lang::En) => Some("This place is closed."),
        }
    }
}

/// The advice for a client who would be told `wait` and whose service takes `service_minutes` on average.
pub fn advise(
    rule: &ClosingRule,
    now: Timestamp,
    closes_at: Timestamp,
    wait: Wait,
    service_minutes: f64,
) -> Advice {
    if now >= closes_at {
        return Advice::Closed;
    }
    if let LastClient::CutOff { minutes } = rule.last_client
        && now >= closes_at.plus_minutes(-minutes.max(0))
    {
        return Advice::PastCutOff;
    }
    let upper = match wait {
        Wait::LongerThan { minutes } => Some(minutes),
        other => other.upper_minutes(),
    };
    let own = millis(upper_of_services(service_minutes.max(0.0), 1.0));
    let latest = closes_at.plus_minutes(rule.tolerance_minutes);
    let served = upper.is_some_and(|upper| now.plus_minutes(upper).plus_millis(own) <= latest);
    match (served, rule.last_client) {
        (true, _) => Advice::Issue,
        (false, LastClient::WithinHours) => Advice::OfferOtherWays,
        (false, LastClient::ServeAfterHours | LastClient::CutOff { .. }) => Advice::IssueForAfterHours,
    }
}
