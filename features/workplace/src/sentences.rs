//! The three sentences at the top of the floor: what is broken or about to be, why, and what would help.

use solits_organisation::Branch;
use solits_queue::{Hall, Relief, Status, relief};
use solits_queueing::closing::{Forecast, Outlook};
use solits_web::EmployeeCx;

use crate::{
    desk::Figures,
    model::{Standing, soon_ms, standing},
};

/// No more sentences are read at a glance.
const MOST: usize = 3;

/// One sentence, with the kind by which it is coloured.
pub(crate) struct Sentence {
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

/// At most three sentences. What would help stands among them whenever something would: a list of troubles alone helps
/// nobody.
pub(crate) fn sentences(cx: &EmployeeCx, hall: &Hall, branch: &Branch, figures: &Figures) -> Vec<Sentence> {
    let mut sentences = troubles(cx, hall, figures);
    if let Some(relief) = relief(hall, soon_ms(figures.wait_minutes)) {
        sentences.truncate(MOST - 1);
        sentences.push(Sentence { kind: "plain", text: relief_words(cx, hall, &relief) });
    }
    if let Some(closes_at) = branch.calendar.closing_at(cx.at.day()).filter(|closes| cx.at < *closes) {
        let forecasts = hall.closing_forecast(figures.standard.as_deref(), closes_at);
        sentences.extend(forecasts.iter().filter_map(|forecast| closing(cx, hall, forecast)));
    }
    if sentences.is_empty() {
        sentences.push(Sentence { kind: "good", text: cx.words.t("workplace-floor-good") });
    }
    sentences.truncate(MOST);
    sentences
}

fn troubles(cx: &EmployeeCx, hall: &Hall, figures: &Figures) -> Vec<Sentence> {
    let limit = [("limit", figures.wait_minutes.into())];
    let waits: Vec<Standing> = hall
        .in_state(Status::Waiting)
        .map(|ticket| standing(cx.at.since(ticket.waiting_since), figures.wait_minutes))
        .collect();
    let count = |kind| waits.iter().filter(|standing| **standing == kind).count();
    let (late, soon) = (count(Standing::Late), count(Standing::Soon));
    let nowhere = if hall.counters.iter().all(|counter| counter.state != "open") { waits.len() } else { 0 };
    let in_vain = solits_queue::waiting_in_vain(hall);
    let words = cx.words;
    let all = [
        (late > 0).then(|| ("late", words.na("workplace-floor-late", late, &limit))),
        (nowhere > 0).then(|| ("late", words.n("workplace-floor-no-counter", nowhere))),
        (in_vain > 0).then(|| ("late", words.n("workplace-floor-in-vain", in_vain))),
        (soon > 0).then(|| ("soon", words.na("workplace-floor-soon", soon, &limit))),
    ];
    all.into_iter().flatten().map(|(kind, text)| Sentence { kind, text }).collect()
}

/// Which counter to open for which line, who is there already, and the wait then.
fn relief_words(cx: &EmployeeCx, hall: &Hall, relief: &Relief) -> String {
    let line = hall.line(relief.line).map(|line| line.name.get(cx.words.0)).unwrap_or_default();
    let open =
        [("number", relief.number.into()), ("line", line.into()), ("name", relief.employee.as_str().into())];
    let counter =
        if relief.employee.is_empty() { "workplace-floor-help" } else { "workplace-floor-help-staffed" };
    let counter = cx.words.ta(counter, &open);
    match relief.wait_minutes {
        Some(minutes) => {
            let then =
                cx.words.na("workplace-floor-help-wait", relief.open, &[("minutes", minutes.max(1).into())]);
            format!("{counter} {then}")
        }
        None => counter,
    }
}

/// What closing time brings: when the last are served as things are, and how many counters would do.
fn closing(cx: &EmployeeCx, hall: &Hall, forecast: &Forecast) -> Option<Sentence> {
    let (text, counters_needed) = match forecast.outlook {
        Outlook::InTime { .. } => return None,
        Outlook::AtRisk { done_by, counters_needed } => (
            cx.words.ta("workplace-floor-closing", &[("time", cx.words.time(done_by).into())]),
            counters_needed,
        ),
        Outlook::NobodyServes { counters_needed } => {
            let names: Vec<&str> = forecast
                .lines
                .iter()
                .filter_map(|id| hall.line(*id))
                .map(|line| line.name.get(cx.words.0))
                .collect();
            (
                cx.words.ta("workplace-floor-nobody-serves", &[("lines", names.join(", ").into())]),
                counters_needed,
            )
        }
    };
    let text = match counters_needed {
        Some(needed) => {
            let needed = usize::try_from(needed).unwrap_or(usize::MAX);
            format!("{text} {}", cx.words.n("workplace-floor-counters-needed", needed))
        }
        None => text,
    };
    Some(Sentence { kind: "soon", text })
}
