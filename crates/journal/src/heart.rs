//! What the journal needs to know of an institution to judge an event: its standards and calendars, kept in memory
//! until its set-up changes.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use solits_calendar::{Calendar, Timetable, WeeklyHours};
use solits_db::{Db, DbError, Ear, Tx, row, sql};
use solits_kernel::{BranchId, InstitutionId, ServiceId, Timestamp};
use solits_obligation::{Calendars, Field, Versions, law::Bound};
use solits_standard::{
    Standard,
    event::EventKind,
    model::{ChannelKind, Scope},
};

use crate::JournalError;

/// The topic that tells every node that an institution's set-up changed.
pub(crate) const SETUP: &str = "setup";

/// The memory of standards and calendars of one node.
#[derive(Clone, Debug)]
pub struct Heart {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug)]
struct Inner {
    known: HashMap<InstitutionId, Arc<Loaded>>,
    changes: Ear,
}

/// An institution's standards and calendars.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Every adopted version.
    pub versions: Versions,
    calendars: HashMap<BranchId, Vec<(Timestamp, BranchCalendars)>>,
    touched: HashSet<EventKind>,
}

/// The calendar of a branch and those of its channels that keep hours of their own.
#[derive(Clone, Debug)]
pub struct BranchCalendars {
    /// The calendar of the branch.
    pub branch: Arc<Calendar>,
    channels: Arc<[(ChannelKind, Arc<Calendar>)]>,
}

impl BranchCalendars {
    /// The calendars as an obligation is counted with them.
    pub fn by_channel(&self) -> Calendars<'_> {
        Calendars { branch: &self.branch, channels: &self.channels }
    }
}

/// What was set at an instant: the timetable of the branch, or that of a channel, which without one keeps the branch's.
enum Set {
    Branch(Timetable),
    Channel(ChannelKind, Option<Timetable>),
}

/// The calendars of a branch after each of its changes, in their order.
fn after_each(mut changes: Vec<(Timestamp, Set)>) -> Vec<(Timestamp, BranchCalendars)> {
    changes.sort_by_key(|(at, _)| *at);
    let mut branch: Option<Timetable> = None;
    let mut channels: BTreeMap<ChannelKind, Timetable> = BTreeMap::new();
    let mut known = Vec::new();
    for (at, set) in changes {
        match set {
            Set::Branch(timetable) => branch = Some(timetable),
            Set::Channel(channel, Some(timetable)) => drop(channels.insert(channel, timetable)),
            Set::Channel(channel, None) => drop(channels.remove(&channel)),
        }
        let Some(branch) = &branch else { continue };
        let own = channels.iter().map(|(channel, timetable)| {
            (*channel, Arc::new(Calendar::new(timetable.clone().with_days_of(branch))))
        });
        let channels = own.collect();
        known.push((at, BranchCalendars { branch: Arc::new(Calendar::new(branch.clone())), channels }));
    }
    known
}

impl Loaded {
    /// The calendar of a branch as it is now; the first branch's where an event has none.
    pub fn calendar(&self, branch: Option<BranchId>) -> Option<Arc<Calendar>> {
        self.calendars(branch).map(|calendars| calendars.branch)
    }

    /// The calendars of a branch and its channels as they are now; the first branch's where an event has none.
    pub fn calendars(&self, branch: Option<BranchId>) -> Option<BranchCalendars> {
        let versions = match branch {
            Some(branch) => self.calendars.get(&branch)?,
            None => match self.calendars.iter().min_by_key(|(branch, _)| **branch) {
                Some((_, versions)) => versions,
                None => return Some(round_the_clock()),
            },
        };
        versions.last().map(|(_, calendars)| calendars.clone())
    }

    /// The calendar of a branch as it was at an instant.
    pub fn calendar_at(&self, branch: Option<BranchId>, at: Timestamp) -> Option<Arc<Calendar>> {
        self.calendars_at(branch, at).map(|calendars| calendars.branch)
    }

    /// The calendars of a branch and its channels as they were at an instant.
    pub fn calendars_at(&self, branch: Option<BranchId>, at: Timestamp) -> Option<BranchCalendars> {
        let Some(branch) = branch else { return self.calendars(None) };
        let versions = self.calendars.get(&branch)?;
        versions
            .iter()
            .rev()
            .find(|(from, _)| *from <= at)
            .or_else(|| versions.first())
            .map(|(_, c)| c.clone())
    }

    /// The standard in force at an instant, with its number.
    pub fn standard(&self, at: Timestamp) -> Option<(i64, Arc<Standard>)> {
        self.versions.in_force(at).map(|(number, standard)| (number, standard.clone()))
    }

    /// Whether any version has a promise that such an event starts, meets or waives.
    pub fn touches(&self, kind: EventKind) -> bool {
        self.touched.contains(&kind)
    }
}

/// The calendar of an institution that has no branch yet: always open, so that nothing is late for want of set-up.
pub(crate) fn round_the_clock() -> BranchCalendars {
    let branch = Arc::new(Calendar::new(Timetable::new(0, WeeklyHours::round_the_clock())));
    BranchCalendars { branch, channels: Arc::default() }
}

row! {
    struct StandardRow { number: i64, document: String, source: String, baseline: Option<String>, in_force_from: Timestamp }
}
row! {
    struct CalendarRow { branch_id: BranchId, valid_from: Timestamp, calendar: String }
}
row! {
    struct ChannelRow { branch_id: BranchId, channel: String, valid_from: Timestamp, calendar: Option<String> }
}

impl Heart {
    /// An empty memory that listens for changes of set-up.
    pub fn new(db: &Db) -> Self {
        let inner = Inner { known: HashMap::new(), changes: db.live().subscribe() };
        Self { inner: Arc::new(Mutex::new(inner)) }
    }

    /// Tells every node, once this transaction is committed, that standards or calendars changed.
    pub fn changed(tx: &mut Tx) {
        tx.insist(SETUP);
    }

    /// The institution's standards and calendars.
    pub async fn loaded(&self, tx: &mut Tx) -> Result<Arc<Loaded>, JournalError> {
        let Some(institution) = tx.institution() else { return Ok(Arc::default()) };
        if let Some(loaded) = self.known(institution) {
            return Ok(loaded);
        }
        let loaded = Arc::new(self.load(tx).await?);
        // A transaction that has changed the set-up itself signals on commit, and the memory is dropped then.
        self.lock().known.insert(institution, loaded.clone());
        Ok(loaded)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self, institution: InstitutionId) -> Option<Arc<Loaded>> {
        use tokio::sync::broadcast::error::TryRecvError;
        let mut inner = self.lock();
        loop {
            match inner.changes.try_recv() {
                Ok(signal) if signal.topic == SETUP => drop(inner.known.remove(&signal.institution)),
                Ok(_) => {}
                // Some signals were missed, perhaps one of these.
                Err(TryRecvError::Lagged(_)) => inner.known.clear(),
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        inner.known.get(&institution).cloned()
    }

    /// Reads the institution's standards and calendars as this transaction sees them.
    pub(crate) async fn load(&self, tx: &mut Tx) -> Result<Loaded, JournalError> {
        let mut loaded = Loaded::default();
        let standards = sql!(
            "SELECT number, document, source, baseline, in_force_from FROM standards
              WHERE institution_id = $1 AND status <> 'draft' ORDER BY number"
        )
        .all::<StandardRow>(tx)
        .await?;
        for row in standards {
            let standard = Standard::compile(&row.source, row.baseline.as_deref())
                .map_err(|why| JournalError::Unreadable(format!("{} {}: {why}", row.document, row.number)))?;
            loaded.touched.extend(standard.touched_events());
            let field = find_field(tx, &standard.file().scope).await?;
            if field != Field::everything() {
                loaded.versions.limit(row.number, field);
            }
            loaded.versions.insert(row.number, row.in_force_from, Arc::new(standard));
        }
        loaded.versions.bind(Bound::known());
        loaded.touched.extend(loaded.versions.touched_by_laws());
        // A colleague who wrote a letter is answered in its case.
        if loaded.touched.contains(&EventKind::InternalAsked) {
            loaded.touched.extend([
                EventKind::CaseAnswered,
                EventKind::MessageAnswered,
                EventKind::CaseRefused,
                EventKind::CaseForwarded,
                EventKind::MessageForwarded,
                EventKind::CaseDelayTold,
                EventKind::MessageDelayTold,
            ]);
        }
        loaded.touched.extend([
            EventKind::TicketUndone,
            EventKind::ObligationBreached,
            EventKind::ObligationEscalated,
            // What changes a matter itself changes what is owed for it, whatever the standard says.
            EventKind::CaseClassified,
            EventKind::CaseJoined,
            EventKind::CaseExtended,
            EventKind::CasePaused,
            EventKind::CaseResumed,
        ]);
        let calendars = sql!(
            "SELECT branch_id, valid_from, calendar FROM branch_calendars
              WHERE institution_id = $1 ORDER BY branch_id, version"
        )
        .all::<CalendarRow>(tx)
        .await?;
        let mut changes: HashMap<BranchId, Vec<(Timestamp, Set)>> = HashMap::new();
        for row in calendars {
            let set = Set::Branch(timetable(row.branch_id, &row.calendar)?);
            changes.entry(row.branch_id).or_default().push((row.valid_from, set));
        }
        let channels = sql!(
            "SELECT branch_id, channel, valid_from, calendar FROM branch_channel_calendars
              WHERE institution_id = $1 ORDER BY branch_id, channel, version"
        )
        .all::<ChannelRow>(tx)
        .await?;
        for row in channels {
            // Hours under other names, such as those of the staff, are for reading: nothing is counted in them.
            let Some(channel) = channel_of(&row.channel) else { continue };
            let own = row.calendar.map(|text| timetable(row.branch_id, &text)).transpose()?;
            changes.entry(row.branch_id).or_default().push((row.valid_from, Set::Channel(channel, own)));
        }
        loaded.calendars = changes.into_iter().map(|(branch, all)| (branch, after_each(all))).collect();
        Ok(loaded)
    }
}

row! {
    struct BranchCode { id: BranchId, code: String }
}
row! {
    struct ServiceCode { id: ServiceId, code: String }
}

/// Where a standard applies, as ids of the institution's branches and services. Their codes never change,
/// and those out of use keep theirs: a replay finds the same. A code that nobody has names nothing.
pub async fn find_field(tx: &mut Tx, scope: &Scope) -> Result<Field, DbError> {
    let mut field = Field::everything();
    if !scope.branches.is_empty() {
        let all =
            sql!("SELECT id, code FROM branches WHERE institution_id = $1").all::<BranchCode>(tx).await?;
        field = field
            .in_branches(all.into_iter().filter(|one| scope.branches.contains(&one.code)).map(|one| one.id));
    }
    if !scope.services.is_empty() {
        let all =
            sql!("SELECT id, code FROM services WHERE institution_id = $1").all::<ServiceCode>(tx).await?;
        field = field
            .of_services(all.into_iter().filter(|one| scope.services.contains(&one.code)).map(|one| one.id));
    }
    Ok(field)
}

fn timetable(branch: BranchId, text: &str) -> Result<Timetable, JournalError> {
    serde_json::from_str(text)
        .map_err(|error| JournalError::Unreadable(format!("calendar of {branch}: {error}")))
}

/// The name of a channel as it is stored.
pub fn channel_name(channel: ChannelKind) -> String {
    serde_json::to_value(channel).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

pub(crate) fn channel_of(name: &str) -> Option<ChannelKind> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
