//! Cases by the million for a bench: most of them closed years ago, twenty thousand still open, each with a letter, with what
//! was promised for it and why its limit was when it was.

use std::time::Instant;

use solits_calendar::{Path, Skipped, Term, Why};
use solits_db::{Arg, Bulk, Db, IntoArg as _, PackedJson, row, sql};
use solits_kernel::{Clock, InstitutionId, Scope, Timestamp, day_number, fold};
use uuid::Uuid;

/// No institution has more open at a time.
const MOST_OPEN: i64 = 20_000;
/// Of few cases this share is open.
const OPEN_SHARE: i64 = 5;
/// Rows written in one transaction.
const STEP: i64 = 20_000;
const DAY_MS: i64 = 24 * 3_600_000;
const FIVE_YEARS_MS: i64 = 5 * 365 * DAY_MS;
/// The promise of an answer in the standard of the simulated institution, and its term.
const NORM: &str = "case-answered";
const TERM_DAYS: i64 = 14;

const WHAT: [&str; 8] = [
    "Dzīvesvietas deklarēšana",
    "Ielas apgaismojums",
    "Nekustamā īpašuma nodoklis",
    "Būvniecības iecere",
    "Bērnudārza rinda",
    "Atkritumu izvešana",
    "Pabalsta piešķiršana",
    "Koku ciršanas atļauja",
];
const WHERE: [&str; 8] =
    ["Liepu iela", "Ezermala", "Skolas iela", "Bērzkalni", "Upes iela", "Ozolpils", "Parka iela", "Krasts"];
const KINDS: [&str; 4] = ["question", "order", "request", "suggestion"];
const CHANNELS: [&str; 4] = ["email", "portal", "visit", "letter"];

row! { struct Employee { id: Uuid, branch_id: Uuid } }
row! { struct Count { n: i64 } }

/// Fills up to so many cases; a database that has them already stays as it is.
pub(crate) async fn fill(db: &Db, wanted: i64) {
    let scope = Scope::of_job(InstitutionId(1));
    let mut tx = db.read(scope.clone()).await.unwrap();
    let present = sql!("SELECT count(*) AS n FROM cases WHERE institution_id = $1");
    let present = present.optional::<Count>(&mut tx).await.unwrap().unwrap().n;
    let employees = sql!(
        "SELECT id, branch_id FROM employees WHERE institution_id = $1 AND branch_id IS NOT NULL ORDER BY id"
    );
    let employees = employees.all::<Employee>(&mut tx).await.unwrap();
    drop(tx);
    let open_from = wanted - MOST_OPEN.min(wanted / OPEN_SHARE);
    let (began, mut from) = (Instant::now(), present);
    while from < wanted {
        let until = (from + STEP).min(wanted);
        let mut tx = db.write(scope.clone()).await.unwrap();
        let mut rows = Rows::new();
        for n in from..until {
            rows.push(n, wanted, n >= open_from, &employees);
            if rows.cases.is_full() || rows.messages.is_full() || rows.obligations.is_full() {
                rows.flush(&mut tx).await;
            }
        }
        rows.flush(&mut tx).await;
        tx.commit().await.unwrap();
        from = until;
    }
    println!("filled {} cases in {:.0} s", wanted.max(present) - present, began.elapsed().as_secs_f64());
}

/// What is written together.
struct Rows {
    cases: Bulk,
    messages: Bulk,
    obligations: Bulk,
    now: i64,
}

impl Rows {
    fn new() -> Self {
        Self {
            cases: Bulk::new(
                "cases",
                &[
                    "institution_id",
                    "id",
                    "reference",
                    "code_hash",
                    "short_code_hash",
                    "kind",
                    "subject",
                    "subject_folded",
                    "branch_id",
                    "owner_id",
                    "client_name",
                    "client_contact",
                    "contact_key",
                    "channel",
                    "status",
                    "next_step",
                    "opened_at",
                    "due_at",
                    "closed_at",
                    "version",
                ],
            ),
            messages: Bulk::new(
                "messages",
                &[
                    "institution_id",
                    "id",
                    "case_id",
                    "direction",
                    "way",
                    "at",
                    "author_name",
                    "author_address",
                    "recipient",
                    "subject",
                    "text",
                    "is_automatic",
                    "attention",
                ],
            ),
            obligations: Bulk::new(
                "obligations",
                &[
                    "institution_id",
                    "day",
                    "id",
                    "standard",
                    "norm",
                    "subject_id",
                    "branch_id",
                    "employee_id",
                    "channel",
                    "state",
                    "opened_n",
                    "opened_at",
                    "due_at",
                    "calendar_version",
                    "closed_n",
                    "closed_at",
                    "escalated",
                    "why",
                ],
            ),
            now: Clock::System.now().millis(),
        }
    }

    fn push(&mut self, n: i64, wanted: i64, is_open: bool, employees: &[Employee]) {
        let at = usize::try_from(n).unwrap();
        let number = u64::try_from(n).unwrap();
        let owner = &employees[at % employees.len()];
        let opened = self.now - FIVE_YEARS_MS + FIVE_YEARS_MS / wanted * n;
        let id = time_ordered(opened, number);
        let (what, place) = (WHAT[at % WHAT.len()], WHERE[at / 7 % WHERE.len()]);
        let subject = format!("{what}: {place} {}", n % 97);
        // Some are late, some have no limit, most are due within three weeks.
        let due = (is_open && n % 11 != 0).then(|| self.now + (n * 7919 % 24 - 3) * DAY_MS + n % 1000);
        let contact = format!("klients{}@example.lv", n % 50_000);
        let text = |text: &str| Arg::Text(Some(text.to_owned()));
        let number_of = |value: i64| Arg::Int(Some(value));
        let hash = |salt: u8| {
            let mut bytes = vec![salt; 24];
            bytes.extend(number.to_be_bytes());
            Arg::Bytes(Some(bytes))
        };
        self.cases.push([
            Arg::Uuid(Some(id)),
            text(&format!("{}-{:06}", 1900 + n / 1_000_000, n % 1_000_000)),
            hash(1),
            hash(2),
            text(KINDS[at % KINDS.len()]),
            text(&subject),
            text(&fold(&subject)),
            Arg::Uuid(Some(owner.branch_id)),
            Arg::Uuid(Some(owner.id)),
            text("Jānis Kalns"),
            text(&contact),
            text(&contact),
            text(CHANNELS[at % CHANNELS.len()]),
            text(if is_open { "open" } else { "closed" }),
            text(""),
            number_of(opened),
            Arg::Int(due),
            Arg::Int((!is_open).then_some(opened + DAY_MS)),
            number_of(1),
        ]);
        self.messages.push([
            Arg::Uuid(Some(time_ordered(opened + 1, number))),
            Arg::Uuid(Some(id)),
            text("in"),
            text("email"),
            number_of(opened),
            text("Jānis Kalns"),
            text(&contact),
            text("info@ezermala.example"),
            text(&subject),
            text(&format!("Labdien! {subject}. Lūdzu atbildēt, kad tas būs izdarīts. Ar cieņu, Jānis Kalns")),
            number_of(0),
            text(""),
        ]);
        // One without a limit was promised nothing.
        if let Some(due) = due.or((!is_open).then_some(opened + TERM_DAYS * DAY_MS)) {
            let ended = (!is_open).then_some(opened + DAY_MS);
            self.obligations.push([
                number_of(day_number(Timestamp::from_millis(opened).day())),
                Arg::Uuid(Some(time_ordered(opened + 2, number))),
                number_of(1),
                text(NORM),
                Arg::Uuid(Some(id)),
                Arg::Uuid(Some(owner.branch_id)),
                Arg::Uuid(Some(owner.id)),
                text("email"),
                text(if is_open { "open" } else { "met" }),
                number_of(1),
                number_of(opened),
                number_of(due),
                number_of(1),
                Arg::Int(ended.map(|_| 2)),
                Arg::Int(ended),
                number_of(0),
                why(opened, due).into_arg(),
            ]);
        }
    }

    async fn flush(&mut self, tx: &mut solits_db::Tx) {
        // Cases first: the others point to them.
        self.cases.flush(tx).await.unwrap();
        self.messages.flush(tx).await.unwrap();
        self.obligations.flush(tx).await.unwrap();
    }
}

/// Why the limit is when it is, as the journal keeps it beside every promise that counts days.
fn why(opened: i64, due: i64) -> PackedJson {
    let skipped = Skipped { saturdays: 3, sundays: 3, days: Vec::new() };
    let why = Why {
        term: Term::WorkingDays(TERM_DAYS),
        start: Timestamp::from_millis(opened),
        at: Timestamp::from_millis(due),
        path: Path::WorkingDays { skipped },
        worked_instead: Vec::new(),
        unconfirmed_year: None,
    };
    PackedJson(serde_json::to_string(&why).unwrap())
}

/// An id as the program makes them, by time; the number keeps two of one moment apart.
fn time_ordered(millis: i64, number: u64) -> Uuid {
    let time = u64::try_from(millis).unwrap();
    Uuid::from_u64_pair(time << 16 | 0x7000, 0x8000_0000_0000_0000 | number)
}
