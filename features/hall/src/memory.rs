//! What the screens of a branch share: one reading of the hall for all of them, until something there changes.
//!
//! A call in a hall with a thousand displays makes a thousand requests at once; the first of them reads, the others
//! wait for it and are given the same. What is kept is thrown away by the next signal of the branch, and after
//! [`OLDEST_MS`] in any case, because waits change with the clock alone.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use solits_db::{Ear, Live, Signal};
use solits_kernel::{BranchId, InstitutionId, Timestamp};
use tokio::sync::broadcast::error::TryRecvError;

/// How old a shared reading may be when no signal has come.
const OLDEST_MS: i64 = 2_000;

/// The topic by which the heart tells that set-up has changed: names, hours, standards, notices.
const SETUP: &str = "setup";
/// The topic of a passing minute: doors open, and waits grow, by the clock alone.
const MINUTE: &str = "minute";

/// The topics that the screens of a branch listen to.
pub(crate) fn screen_topics(branch: BranchId) -> Vec<String> {
    vec![format!("branch:{branch}"), SETUP.to_owned(), MINUTE.to_owned()]
}

/// Tells the screens of an institution each minute that time has passed; made once for each institution on a node.
pub(crate) async fn tell_time(live: Live, institution: InstitutionId) {
    loop {
        tokio::time::sleep(Duration::from_mins(1)).await;
        live.publish(Signal { institution, topic: MINUTE.to_owned() });
    }
}

/// When each branch last changed, counted in signals heard.
#[derive(Debug, Default)]
struct Generations {
    heard: u64,
    branches: HashMap<(InstitutionId, BranchId), u64>,
    institutions: HashMap<InstitutionId, u64>,
    everything: u64,
}

impl Generations {
    /// Notes what a signal says has changed.
    fn hear(&mut self, signal: &Signal) {
        self.heard += 1;
        if signal.topic == SETUP {
            self.institutions.insert(signal.institution, self.heard);
        } else if let Some(branch) = signal.topic.strip_prefix("branch:").and_then(|id| id.parse().ok()) {
            self.branches.insert((signal.institution, branch), self.heard);
        }
    }

    /// Signals were missed, so anything may have changed.
    fn miss(&mut self) {
        self.heard += 1;
        self.everything = self.heard;
    }

    /// The generation of a branch: it rises with every change that its screens could show.
    fn of(&self, institution: InstitutionId, branch: BranchId) -> u64 {
        let of_branch = self.branches.get(&(institution, branch)).copied().unwrap_or_default();
        let of_institution = self.institutions.get(&institution).copied().unwrap_or_default();
        of_branch.max(of_institution).max(self.everything)
    }
}

/// A reading, and which state of the branch it shows.
#[derive(Debug)]
struct Kept<T> {
    generation: u64,
    read_at: Timestamp,
    value: Arc<T>,
}

impl<T> Kept<T> {
    /// Whether it still shows what is the case: nothing has changed since, and it is not too old.
    fn serves(&self, wanted: u64, now: Timestamp) -> bool {
        self.generation >= wanted && (0..OLDEST_MS).contains(&now.since(self.read_at))
    }
}

type Slot<T> = Arc<tokio::sync::Mutex<Option<Kept<T>>>>;

#[derive(Debug)]
struct Inner<T> {
    signals: Option<Ear>,
    generations: Generations,
    slots: HashMap<(InstitutionId, BranchId), Slot<T>>,
}

/// The shared readings of one node, one for each branch.
#[derive(Debug)]
pub(crate) struct Memory<T> {
    inner: Mutex<Inner<T>>,
}

impl<T> Memory<T> {
    /// A memory that has read nothing yet.
    pub(crate) fn new() -> Self {
        let inner = Inner { signals: None, generations: Generations::default(), slots: HashMap::new() };
        Self { inner: Mutex::new(inner) }
    }

    /// The reading of a branch: the one kept if it still serves, else what `read` gives, shared with all who ask meanwhile.
    ///
    /// Ask without an open transaction: whoever waits here while holding a connection could keep the reader from one.
    pub(crate) async fn get<F, E>(
        &self,
        live: &Live,
        institution: InstitutionId,
        branch: BranchId,
        now: Timestamp,
        read: impl FnOnce() -> F,
    ) -> Result<Arc<T>, E>
    where
        F: Future<Output = Result<T, E>>,
    {
        let (slot, wanted) = {
            let mut inner = self.caught_up(live);
            let wanted = inner.generations.of(institution, branch);
            (inner.slots.entry((institution, branch)).or_default().clone(), wanted)
        };
        let mut kept = slot.lock().await;
        if let Some(kept) = kept.as_ref().filter(|kept| kept.serves(wanted, now)) {
            return Ok(kept.value.clone());
        }
        // Taken before reading: what changes while we read is read again by the next who asks.
        let generation = self.caught_up(live).generations.of(institution, branch);
        let value = Arc::new(read().await?);
        *kept = Some(Kept { generation, read_at: now, value: value.clone() });
        Ok(value)
    }

    /// The inner state with every signal heard that has come so far.
    fn caught_up(&self, live: &Live) -> MutexGuard<'_, Inner<T>> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let mut signals = inner.signals.take().unwrap_or_else(|| live.subscribe());
        loop {
            match signals.try_recv() {
                Ok(signal) => inner.generations.hear(&signal),
                Err(TryRecvError::Lagged(_)) => inner.generations.miss(),
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        inner.signals = Some(signals);
        inner
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::join_all;
    use std::{
        convert::Infallible,
        sync::atomic::{AtomicU64, Ordering},
    };
    use uuid::Uuid;

    fn branch(number: u128) -> BranchId {
        BranchId::new(Uuid::from_u128(number))
    }
    fn signal(institution: i64, topic: impl Into<String>) -> Signal {
        Signal { institution: InstitutionId(institution), topic: topic.into() }
    }

    #[test]
    fn a_signal_of_a_branch_makes_only_its_own_screens_old() {
        let mut generations = Generations::default();
        let of = |generations: &Generations, institution, number| {
            generations.of(InstitutionId(institution), branch(number))
        };
        generations.hear(&signal(1, format!("branch:{}", branch(7))));
        assert_eq!(of(&generations, 1, 7), 1);
        assert_eq!(of(&generations, 1, 8), 0, "another branch");
        assert_eq!(of(&generations, 2, 7), 0, "another institution");
        generations.hear(&signal(1, format!("ticket:{}", Uuid::from_u128(3))));
        assert_eq!(of(&generations, 1, 7), 1, "a ticket's own signal is no news of the hall");
    }

    #[test]
    fn changed_set_up_and_missed_signals_make_everything_old() {
        let mut generations = Generations::default();
        generations.hear(&signal(1, SETUP));
        assert_eq!(generations.of(InstitutionId(1), branch(7)), 1);
        assert_eq!(generations.of(InstitutionId(2), branch(7)), 0);
        generations.miss();
        assert_eq!(generations.of(InstitutionId(2), branch(7)), 2);
    }

    #[test]
    fn a_reading_serves_until_something_changes_or_two_seconds_pass() {
        let kept = Kept { generation: 5, read_at: Timestamp::from_millis(10_000), value: Arc::new(()) };
        let at = |millis| Timestamp::from_millis(millis);
        assert!(kept.serves(5, at(10_000)) && kept.serves(4, at(11_999)));
        assert!(!kept.serves(6, at(10_000)), "the branch has changed since");
        assert!(!kept.serves(5, at(12_000)), "too old");
        assert!(!kept.serves(5, at(9_999)), "the clock was set back");
    }

    #[tokio::test]
    async fn a_thousand_screens_at_once_are_one_reading_and_a_call_makes_one_more() {
        let test = solits_testkit::sqlite().await;
        let (live, memory, readings) = (test.db.live(), Memory::<u64>::new(), AtomicU64::new(0));
        let read = || async {
            tokio::task::yield_now().await;
            Ok::<_, Infallible>(readings.fetch_add(1, Ordering::SeqCst))
        };
        let ask = || memory.get(live, InstitutionId(1), branch(7), Timestamp::from_millis(0), read);
        let answers = join_all((0..1_000).map(|_| ask())).await;
        assert!(answers.iter().all(|answer| answer.as_ref().is_ok_and(|value| **value == 0)));
        live.publish(signal(1, format!("branch:{}", branch(7))));
        let answers = join_all((0..1_000).map(|_| ask())).await;
        assert!(answers.iter().all(|answer| answer.as_ref().is_ok_and(|value| **value == 1)));
        assert_eq!(readings.load(Ordering::SeqCst), 2);
    }
}
