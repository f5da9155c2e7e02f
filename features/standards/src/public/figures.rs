//! What was kept of each promise, as everybody may see it: the last whole month and the running one.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::civil::Date;
use solits_calendar::words::{Form, YearShown, date_in, month};
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_journal::{Heart, JournalError, examined_measures};
use solits_kernel::{InstitutionId, Lang, Timestamp, day_number, day_of_number, month_number};
use solits_obligation::Delta;

use super::{
    kept::{Kept, Running, coarse, first_of_month, last_month, running},
    store,
};

/// The months that the page of promises publishes together.
const MONTHS: i64 = 12;
/// How long a node keeps what it has counted: what is published grows by weeks.
const KEPT_FOR_MS: i64 = 5 * 60_000;

/// The figures of one promise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Figures {
    month: Option<Kept>,
    running: Option<Running>,
}

/// The figures of every promise on one day.
#[derive(Debug)]
pub(crate) struct Published {
    day: Date,
    by_norm: HashMap<String, Figures>,
}

/// The figures that a node has counted, so that a page read by many counts them once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory(Arc<Mutex<HashMap<InstitutionId, Counted>>>);

/// What was counted, and when.
type Counted = (Timestamp, Arc<Published>);

impl Memory {
    /// The figures as of now.
    pub(super) async fn published(
        &self,
        tx: &mut Tx,
        heart: &Heart,
        at: Timestamp,
    ) -> Result<Arc<Published>, JournalError> {
        let institution = tx.institution();
        if let Some(kept) = institution.and_then(|institution| self.fresh(institution, at)) {
            return Ok(kept);
        }
        let hidden = examined_measures(tx, heart).await?;
        let counted = Arc::new(Published::count(tx, at.day(), &hidden).await?);
        let Some(institution) = institution else { return Ok(counted) };
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(institution, (at, counted.clone()));
        Ok(counted)
    }

    fn fresh(&self, institution: InstitutionId, at: Timestamp) -> Option<Arc<Published>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (counted_at, published) = kept.get(&institution)?;
        let is_fresh = (0..KEPT_FOR_MS).contains(&at.since(*counted_at)) && published.day == at.day();
        is_fresh.then(|| published.clone())
    }
}

impl Published {
    /// Counts every promise, without what is `hidden` from anybody.
    async fn count(tx: &mut Tx, day: Date, hidden: &[Delta]) -> Result<Self, DbError> {
        let of_month = |norm: &str, month| part(hidden, norm, |day| month_number(day) == month);
        let of_day = |norm: &str, number| part(hidden, norm, |day| day_number(day) == number);
        let last = month_number(day) - 1;
        let first = last - MONTHS + 1;
        let mut months: HashMap<String, BTreeMap<i64, Kept>> = HashMap::new();
        for row in store::list_months(tx, first, last).await? {
            let kept = row.kept().less(of_month(&row.norm, row.period));
            months.entry(row.norm).or_default().insert(row.period, kept);
        }
        let mut days: HashMap<String, Vec<(i64, Kept)>> = HashMap::new();
        for row in store::list_days(tx, first_of_month(day), day_number(day)).await? {
            let kept = row.kept().less(of_day(&row.norm, row.period));
            days.entry(row.norm).or_default().push((row.period, kept));
        }
        let mut by_norm: HashMap<String, Figures> = HashMap::new();
        for (norm, counted) in months {
            let all: Vec<Kept> =
                (first..=last).map(|month| counted.get(&month).copied().unwrap_or_default()).collect();
            by_norm.entry(norm).or_default().month = last_month(&all);
        }
        for (norm, counted) in days {
            by_norm.entry(norm).or_default().running = running(&counted, day_number(day));
        }
        Ok(Self { day, by_norm })
    }

    /// What was kept of a promise beside what is promised, in words; `target` is the share promised, 0 to 1.
    pub(super) fn told(&self, words: Words, norm: &str, target: f64) -> KeptWords {
        let figures = self.by_norm.get(norm).copied().unwrap_or_default();
        let before = self.day.first_of_month().yesterday().unwrap_or(self.day);
        let name = month_words(words.0, before);
        let share = figures.month.and_then(Kept::share);
        let month = share.map_or_else(
            || words.ta("standards-public-month-hidden", &[("month", name.as_str().into())]),
            |share| {
                let gaps = [("month", name.as_str().into()), ("share", words.percent(share).into())];
                words.ta("standards-public-month", &gaps)
            },
        );
        let running = figures.running.and_then(|one| {
            let share = words.percent(coarse(one.kept.share()?));
            let until = date_in(day_of_number(one.until), Form::Until, YearShown::Omitted, words.0);
            Some(words.ta("standards-public-running", &[("share", share.into()), ("day", until.into())]))
        });
        KeptWords {
            promised: words.ta("standards-public-promised", &[("share", words.percent(target).into())]),
            month,
            // Shares carry the error of a division.
            is_below: share.is_some_and(|share| share + 1e-9 < target),
            running: running.unwrap_or_default(),
        }
    }
}

/// What some deltas come to for one promise over some days.
fn part(deltas: &[Delta], norm: &str, is_meant: impl Fn(Date) -> bool) -> Kept {
    let meant = deltas.iter().filter(|delta| delta.norm == norm && is_meant(delta.day));
    meant.fold(Kept::default(), |sum, delta| sum.and(Kept { met: delta.met, breached: delta.breached }))
}

/// A promise's figures in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeptWords {
    /// What share is promised.
    pub(super) promised: String,
    /// What was kept in the last whole month, or that it cannot be told.
    pub(super) month: String,
    /// Whether that is less than promised.
    pub(super) is_below: bool,
    /// What has been kept of the running month; empty where nothing can be told.
    pub(super) running: String,
}

/// "Oktobrī", "In October": the beginning of a sentence.
fn month_words(lang: Lang, day: Date) -> String {
    let name = month(day.month(), Form::When, lang);
    if lang == Lang::En {
        return format!("In {name}");
    }
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
