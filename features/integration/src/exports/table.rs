//! The tables that can be taken, read a page at a time as whoever asks may see them.

use std::{collections::HashMap, sync::Arc};

use jiff::civil::{Date, Time};
use solits_db::{DbError, Tx};
use solits_feedback::{Filter, RegisterLine, Standing};
use solits_i18n::Words;
use solits_journal::Loaded;
use solits_kernel::{Lang, Scope, Timestamp, day_number};
use solits_web::App;
use solits_written::nature::FeedbackKind;
use uuid::Uuid;

use super::{cell::Cell, matters, what::What};
use crate::{
    IntegrationError,
    store::{
        calendars::{branch_names, service_names},
        exported::{self, AT_ONCE, CaseRow, ObligationRow},
    },
};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order {
    pub(super) what: What,
    /// Both days are included.
    pub(super) from: Date,
    pub(super) until: Date,
    pub(super) with_subjects: bool,
}

impl Order {
    fn begin(self) -> Timestamp {
        Timestamp::in_riga(self.from, Time::MIN)
    }

    /// The first instant that is not asked for any more.
    fn end(self) -> Timestamp {
        Timestamp::in_riga(self.until.tomorrow().unwrap_or(Date::MAX), Time::MIN)
    }
}

/// Days of a register that are read at once, and lines of them.
const REGISTER_DAYS: i64 = 31;
const REGISTER_LINES: i64 = 100_000;

/// How many lines an order has for whoever the transaction was begun for.
pub(super) async fn count(tx: &mut Tx, order: Order) -> Result<i64, DbError> {
    match order.what {
        What::Cases => exported::count_cases(tx, order.begin(), order.end()).await,
        What::Obligations => {
            exported::count_obligations(tx, day_number(order.from), day_number(order.until)).await
        }
        What::Matters => matters::count(tx, day_number(order.from), day_number(order.until)).await,
        What::Register(kind) => {
            let mut count = 0;
            for (from, until) in windows(order) {
                let lines = register(tx, kind, from, until).await?;
                count += i64::try_from(lines.len()).unwrap_or(i64::MAX);
            }
            Ok(count)
        }
    }
}

/// The time of an order in pieces.
fn windows(order: Order) -> Vec<(Timestamp, Timestamp)> {
    let (mut from, end) = (order.begin(), order.end());
    let mut windows = Vec::new();
    while from < end {
        let until = from.plus_minutes(REGISTER_DAYS * 24 * 60).min(end);
        windows.push((from, until));
        from = until;
    }
    windows
}

async fn register(
    tx: &mut Tx,
    kind: FeedbackKind,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<RegisterLine>, DbError> {
    let filter = Filter {
        kind,
        standing: None,
        unit: None,
        service: None,
        channel: None,
        cause: None,
        from,
        until,
        before: None,
    };
    let mut lines = solits_feedback::list_register(tx, &filter, REGISTER_LINES).await?;
    lines.reverse();
    Ok(lines)
}

/// Names by which lines are told apart by people.
struct Names {
    services: HashMap<Uuid, String>,
    branches: HashMap<Uuid, String>,
    employees: HashMap<Uuid, String>,
    loaded: Arc<Loaded>,
}

/// A table on its way: each call of [`Reader::next`] reads the next page in a transaction of its own.
pub(super) struct Reader {
    app: App,
    scope: Scope,
    words: Words,
    order: Order,
    names: Names,
    place: Place,
}

/// Where the next page begins.
enum Place {
    After(i64, Uuid),
    /// A day.
    Day(i64),
    Windows(std::vec::IntoIter<(Timestamp, Timestamp)>),
    End,
}

impl Reader {
    pub(super) async fn new(
        app: App,
        scope: Scope,
        words: Words,
        order: Order,
    ) -> Result<Self, IntegrationError> {
        let mut tx = app.db.read(scope.clone()).await?;
        let in_words = |rows: Vec<(Uuid, String, String)>| {
            rows.into_iter()
                .map(|(id, lv, en)| (id, if words.0 == Lang::En && !en.is_empty() { en } else { lv }))
                .collect()
        };
        let employees = solits_organisation::list_employees(&mut tx).await?;
        let names = Names {
            services: in_words(service_names(&mut tx).await?),
            branches: in_words(branch_names(&mut tx).await?),
            employees: employees.into_iter().map(|one| (one.id.uuid(), one.name)).collect(),
            loaded: app.heart.loaded(&mut tx).await?,
        };
        drop(tx);
        let place = match order.what {
            What::Cases => Place::After(0, Uuid::nil()),
            What::Obligations => Place::After(day_number(order.from), Uuid::nil()),
            What::Matters => Place::Day(day_number(order.from)),
            What::Register(_) => Place::Windows(windows(order).into_iter()),
        };
        Ok(Self { app, scope, words, order, names, place })
    }

    /// The heads of the columns.
    pub(super) fn head(&self) -> Vec<String> {
        let columns = self.order.what.columns().iter();
        let mut head: Vec<String> = columns.map(|key| self.words.t(key)).collect();
        if self.order.what.has_subjects() && !self.order.with_subjects {
            head.pop();
        }
        head
    }

    /// The next lines; `None` at the end. A page may be empty where nothing was received for a while.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<Vec<Cell>>>, DbError> {
        let mut tx = match self.place {
            Place::End => return Ok(None),
            _ => self.app.db.read(self.scope.clone()).await?,
        };
        let is_full = |count: usize| i64::try_from(count).is_ok_and(|count| count == AT_ONCE);
        let order = self.order;
        match (order.what, &mut self.place) {
            (What::Register(kind), Place::Windows(windows)) => {
                let Some((from, until)) = windows.next() else {
                    self.place = Place::End;
                    return Ok(None);
                };
                let lines = register(&mut tx, kind, from, until).await?;
                Ok(Some(lines.iter().map(|line| self.register_line(line)).collect()))
            }
            (What::Obligations, Place::After(day, after)) => {
                let until = day_number(order.until);
                let rows = exported::list_obligations(&mut tx, (*day, *after), until).await?;
                self.place = match rows.last() {
                    Some(last) if is_full(rows.len()) => Place::After(last.day, last.id),
                    _ => Place::End,
                };
                Ok(Some(rows.iter().map(|row| self.obligation(row)).collect()))
            }
            (What::Matters, Place::Day(day)) => {
                let (from, last) = (*day, day_number(order.until));
                let to = matters::end_of_piece(from, last);
                let lines = matters::list(&mut tx, from, to).await?;
                self.place = if to < last { Place::Day(to + 1) } else { Place::End };
                let cells = |line: &matters::Line| {
                    line.cells(self.branch(Some(line.branch.uuid())), self.channel(&line.channel))
                };
                Ok(Some(lines.iter().map(cells).collect()))
            }
            (What::Cases, Place::After(_, after)) => {
                let rows = exported::list_cases(&mut tx, order.begin(), order.end(), *after).await?;
                self.place = match rows.last() {
                    Some(last) if is_full(rows.len()) => Place::After(0, last.id.uuid()),
                    _ => Place::End,
                };
                Ok(Some(rows.iter().map(|row| self.case(row)).collect()))
            }
            _ => Ok(None),
        }
    }

    fn case(&self, row: &CaseRow) -> Vec<Cell> {
        let words = self.words;
        let mut cells = vec![
            Cell::text(&row.reference),
            Cell::text(words.t(&format!("cases-kind-{}", row.kind))),
            self.service(row.service_id.map(solits_kernel::ServiceId::uuid)),
            self.branch(Some(row.branch_id.uuid())),
            self.employee(row.owner_id.uuid()),
            self.channel(&row.channel),
            Cell::text(match row.status.as_str() {
                "waiting_client" => words.t("cases-status-waiting"),
                "answered" => words.t("cases-status-answered"),
                "closed" => words.t("cases-status-closed"),
                _ => words.t("cases-status-open"),
            }),
            Cell::Moment(row.opened_at),
            Cell::moment(row.due_at),
            Cell::moment(row.answered_at),
            Cell::moment(row.closed_at),
        ];
        if self.order.with_subjects {
            cells.push(Cell::text(&row.subject));
        }
        cells
    }

    fn register_line(&self, line: &RegisterLine) -> Vec<Cell> {
        let words = self.words;
        let standing: Standing = line.standing();
        let some = |code: Option<&str>| code.filter(|code| !code.is_empty()).map(str::to_owned);
        let concern = some(line.concern.as_deref()).map(|code| words.t(&format!("feedback-what-{code}")));
        let finding = some(line.finding.as_deref()).map(|code| words.t(&format!("feedback-finding-{code}")));
        let verdict = some(line.verdict.as_deref()).map(|code| words.t(&format!("feedback-verdict-{code}")));
        let cause = some(line.cause_kind.as_deref()).map(|code| words.t(&format!("feedback-cause-{code}")));
        let mut cells = vec![
            Cell::text(&line.reference),
            self.service(line.service_id.map(solits_kernel::ServiceId::uuid)),
            self.branch(Some(line.branch_id.uuid())),
            self.employee(line.owner_id.uuid()),
            self.channel(&line.channel),
            Cell::text(concern.unwrap_or_default()),
            Cell::text(words.t(&format!("feedback-standing-{}", standing.code()))),
            Cell::text(finding.or(verdict).unwrap_or_default()),
            Cell::text(cause.unwrap_or_default()),
            Cell::Moment(line.opened_at),
            Cell::moment(line.due_at),
        ];
        if self.order.with_subjects {
            cells.push(Cell::text(&line.subject));
        }
        cells
    }

    fn obligation(&self, row: &ObligationRow) -> Vec<Cell> {
        let promise = self.names.loaded.versions.get(row.standard);
        let promise = promise.and_then(|standard| standard.promise(&row.norm));
        let sentence = promise.map(|promise| promise.text.get(self.words.0).to_owned()).unwrap_or_default();
        vec![
            Cell::text(&row.norm),
            Cell::text(sentence),
            self.branch(row.branch_id.map(solits_kernel::BranchId::uuid)),
            self.channel(&row.channel),
            Cell::text(match row.state.as_str() {
                "met" => self.words.t("promises-wanted-met"),
                "breached" => self.words.t("promises-wanted-breached"),
                "waived" => self.words.t("promises-wanted-waived"),
                _ => self.words.t("promises-wanted-open"),
            }),
            Cell::Moment(row.opened_at),
            Cell::Moment(row.due_at),
            Cell::moment(row.closed_at),
            Cell::moment(row.met_late_at),
        ]
    }

    fn service(&self, id: Option<Uuid>) -> Cell {
        Cell::text(id.and_then(|id| self.names.services.get(&id)).cloned().unwrap_or_default())
    }

    fn branch(&self, id: Option<Uuid>) -> Cell {
        Cell::text(id.and_then(|id| self.names.branches.get(&id)).cloned().unwrap_or_default())
    }

    fn employee(&self, id: Uuid) -> Cell {
        Cell::text(self.names.employees.get(&id).cloned().unwrap_or_default())
    }

    fn channel(&self, code: &str) -> Cell {
        Cell::text(match code {
            "visit" => self.words.t("feedback-channel-visit"),
            "phone" => self.words.t("feedback-channel-phone"),
            "trust_line" => self.words.t("feedback-channel-trust-line"),
            "email" => self.words.t("feedback-channel-email"),
            "letter" => self.words.t("feedback-channel-letter"),
            "portal" | "website" => self.words.t("feedback-channel-portal"),
            "e_address" => self.words.t("feedback-channel-e-address"),
            _ => self.words.t("feedback-channel-other"),
        })
    }
}
