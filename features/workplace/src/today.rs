//! Today on the floor: a picture of who waited when and how many counters were open, and the same as a table.

use solits_db::Tx;
use solits_kernel::{Timestamp, day_number};
use solits_organisation::Branch;
use solits_queue::Hall;
use solits_web::{EmployeeCx, WebError};

use crate::{
    desk::midnight,
    model::standing,
    store,
    timeline::{Opens, Point, STEP_MINUTES, Turn, points},
};

/// How high the two parts of the picture are.
const WAITING_HEIGHT: usize = 60;
const OPEN_HEIGHT: usize = 20;

/// A quarter hour of the picture and the table.
pub(crate) struct QuarterView {
    pub(crate) time: String,
    pub(crate) waiting: usize,
    pub(crate) longest: String,
    pub(crate) open: usize,
    /// The style of the bar, by the longest wait against the promised one.
    pub(crate) kind: &'static str,
    pub(crate) height: usize,
    pub(crate) open_height: usize,
    pub(crate) title: String,
}

/// The whole picture; without quarters before the day begins.
pub(crate) struct TodayView {
    pub(crate) quarters: Vec<QuarterView>,
    pub(crate) width: usize,
    /// The first and the last instant of the picture.
    pub(crate) from: String,
    pub(crate) until: String,
    /// What the picture says, in one sentence.
    pub(crate) summary: String,
}

/// Reads today's picture of a branch.
pub(crate) async fn today_view(
    cx: &EmployeeCx,
    tx: &mut Tx,
    branch: &Branch,
    hall: &Hall,
    limit_minutes: i64,
) -> Result<TodayView, WebError> {
    let start = midnight(cx.at);
    let stays = store::list_stays(tx, branch.id, day_number(cx.at.day())).await?;
    let turns = store::list_turns(tx, branch.id, start).await?;
    let opening =
        branch.calendar.next_opening(start).map(|span| span.opens).filter(|opens| opens.day() == cx.at.day());
    let first = stays.iter().map(|stay| stay.taken_at).chain(opening).min();
    let Some(first) = first.filter(|first| *first <= cx.at) else {
        return Ok(TodayView {
            quarters: Vec::new(),
            width: 0,
            from: String::new(),
            until: String::new(),
            summary: String::new(),
        });
    };
    let counters: Vec<(Vec<Turn>, Opens)> = hall
        .counters
        .iter()
        .map(|counter| {
            let own = turns.iter().filter(|(id, _)| *id == counter.id).map(|(_, turn)| *turn).collect();
            (own, if counter.state == "open" { Opens::Yes } else { Opens::No })
        })
        .collect();
    let points = points(&stays, &counters, full_quarter(start, first), cx.at);
    Ok(view(cx, &points, limit_minutes))
}

/// The full quarter hour at or before an instant.
fn full_quarter(start: Timestamp, at: Timestamp) -> Timestamp {
    start.plus_minutes(at.since(start) / 60_000 / STEP_MINUTES * STEP_MINUTES)
}

fn view(cx: &EmployeeCx, points: &[Point], limit_minutes: i64) -> TodayView {
    let words = cx.words;
    let most_waiting = points.iter().map(|point| point.waiting).max().unwrap_or(0).max(1);
    let most_open = points.iter().map(|point| point.open).max().unwrap_or(0).max(1);
    let quarters: Vec<QuarterView> = points
        .iter()
        .map(|point| {
            let waiting = words.n("workplace-waiting", point.waiting);
            QuarterView {
                time: words.time(point.at),
                waiting: point.waiting,
                longest: if point.waiting == 0 { String::new() } else { words.duration(point.longest_ms) },
                open: point.open,
                kind: standing(point.longest_ms, limit_minutes).name(),
                height: point.waiting * WAITING_HEIGHT / most_waiting,
                open_height: point.open * OPEN_HEIGHT / most_open,
                title: format!("{}: {waiting}", words.time(point.at)),
            }
        })
        .collect();
    let busiest = points.iter().max_by_key(|point| (point.waiting, std::cmp::Reverse(point.at)));
    let summary = match busiest {
        Some(point) if point.waiting > 0 => {
            let time = words.time(point.busiest);
            words.na("workplace-today-busiest", point.waiting, &[("time", time.as_str().into())])
        }
        _ => words.t("workplace-today-calm"),
    };
    TodayView {
        width: quarters.len() * 10,
        from: points.first().map(|point| words.time(point.at)).unwrap_or_default(),
        until: words.time(cx.at),
        quarters,
        summary,
    }
}
