//! Time of every page with ten thousand contacts and with many, side by side in one run, one reader at a time.
//!
//! `cargo bench -p solits --bench pages` writes histories of five years with ten thousand and with 250 thousand contacts.
//! `SOLITS_BENCH_LARGE=1826x34` writes five million (days × scale; minutes, and some gigabytes), and
//! `SOLITS_BENCH_FOLDER` keeps both for the next run. Both are filled up with cases, the small one to ten thousand, the
//! large one to 200 thousand; `SOLITS_BENCH_CASES=10000x2000000` fills it to two million, and `SOLITS_BENCH_PAGES=inbox,case,search`
//! looks only at pages whose names begin so. A folder kept from before is brought up to date.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench says its figures and stops where it cannot go on"
)]

#[path = "support/cases.rs"]
mod cases;
mod support;

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use solits_db::{Db, migrate, row, sql};
use solits_kernel::{Clock, InstitutionId, Scope};
use solits_web::hash_secret;
use support::{Connection, Server};
use uuid::Uuid;

const TIMES: usize = 60;
/// What an answer says where somebody has asked too often.
const TOO_MANY: u16 = 429;
const MOST_MS: f64 = 25.0;
/// A search looks through everything that was ever written.
const MOST_SEARCH_MS: f64 = 60.0;
const MOST_RATIO: f64 = 1.5;

fn main() {
    let temporary = tempfile::tempdir().unwrap();
    let folder =
        std::env::var_os("SOLITS_BENCH_FOLDER").map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    let large = std::env::var("SOLITS_BENCH_LARGE").unwrap_or_else(|_| "1826x1.7".to_owned());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let wanted = std::env::var("SOLITS_BENCH_CASES").unwrap_or_else(|_| "10000x200000".to_owned());
    let (few, many) =
        wanted.split_once('x').map(|(few, many)| (few.parse().unwrap(), many.parse().unwrap())).unwrap();
    let sides = [("small", "1826x0.068", few), ("large", large.as_str(), many)].map(|(name, size, cases)| {
        let data = folder.join(name);
        write_history(&data, size);
        let known = runtime.block_on(prepare(&data, cases));
        (data, known)
    });
    let servers = sides
        .each_ref()
        .map(|(data, _)| Server::start(&format!("sqlite:{}", data.join("solits.sqlite").display())));
    for ((data, known), server) in sides.iter().zip(&servers) {
        let bytes = std::fs::metadata(data.join("solits.sqlite")).unwrap().len() as f64;
        println!(
            "{} contacts, {} cases: {:.2} GB, {:.0} bytes each, first answer after {:.2} s",
            known.contacts,
            known.cases,
            bytes / 1e9,
            bytes / known.contacts as f64,
            server.started_in
        );
    }
    println!("{:52} {:>9} {:>9} {:>6}", "page (p95 of each, ms)", "small", "large", "ratio");
    let mut over = 0;
    let chosen = std::env::var("SOLITS_BENCH_PAGES").unwrap_or_default();
    let is_chosen = |name: &str| chosen.split(',').any(|beginning| name.starts_with(beginning.trim()));
    let pages = sides.each_ref().map(|(_, known)| {
        known.pages().into_iter().filter(|(name, _, _)| is_chosen(name)).collect::<Vec<_>>()
    });
    for (index, (name, _, _)) in pages[0].iter().enumerate() {
        let mut sides = [Vec::new(), Vec::new()];
        let mut connections = servers.each_ref().map(|server| Connection::open(&server.address));
        // In turns, so that whatever else the machine does meets both alike.
        for _ in 0..TIMES {
            for side in 0..2 {
                let (_, path, cookie) = &pages[side][index];
                let mut begun = Instant::now();
                let (mut status, _) = connections[side].get(path, cookie);
                let mut took = begun.elapsed();
                if status == TOO_MANY {
                    // Nobody searches more than sixty times a minute: the next minute is waited for, outside the time.
                    std::thread::sleep(Duration::from_mins(1));
                    // By then the server has closed what stood idle.
                    connections = servers.each_ref().map(|server| Connection::open(&server.address));
                    begun = Instant::now();
                    (status, _) = connections[side].get(path, cookie);
                    took = begun.elapsed();
                }
                sides[side].push(took.as_secs_f64() * 1000.0);
                assert_eq!(status, 200, "{path}");
            }
        }
        let [small, large] = sides.map(|mut took| {
            took.sort_by(f64::total_cmp);
            took[(took.len() - 1) * 95 / 100]
        });
        let ratio = large / small;
        // Below two milliseconds a ratio says more about the machine than about the page.
        let most = if name.starts_with("search") { MOST_SEARCH_MS } else { MOST_MS };
        let bad = large > most || ratio > MOST_RATIO && large > 2.0;
        over += u32::from(bad);
        println!("{name:52} {small:>9.2} {large:>9.2} {ratio:>6.2}{}", if bad { "  over" } else { "" });
    }
    println!("{over} of {} pages over {MOST_MS} ms or {MOST_RATIO} times", pages[0].len());
}

fn write_history(data: &Path, size: &str) {
    if data.join("solits.sqlite").exists() {
        return;
    }
    let (days, scale) = size.split_once('x').unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_solits"))
        .args(["simulate", "--days", days, "--scale", scale, "--data"])
        .arg(data)
        .status()
        .unwrap();
    assert!(done.success());
}

/// What the pages of one institution are about.
struct Known {
    institution: String,
    branch: String,
    branch_id: Uuid,
    ticket: Uuid,
    case: Uuid,
    norm: String,
    obligation: Uuid,
    day: i64,
    contacts: i64,
    cases: i64,
    open_case: Uuid,
    reference: String,
}

row! { struct InstitutionRow { code: String } }
row! { struct BranchRow { id: Uuid, code: String } }
row! { struct IdRow { id: Uuid } }
row! { struct ObligationRow { id: Uuid, norm: String, day: i64 } }
row! { struct CountRow { n: i64 } }
row! { struct OpenRow { id: Uuid, reference: String } }

async fn prepare(data: &Path, wanted: i64) -> Known {
    let db = Db::open(&format!("sqlite:{}", data.join("solits.sqlite").display())).await.unwrap();
    migrate(&db).await.unwrap();
    cases::fill(&db, wanted).await;
    // They are written without a journal, which the index would follow.
    let began = Instant::now();
    let indexed = solits_search::index_all(&db, InstitutionId(1)).await.unwrap();
    println!("indexed {indexed} cases in {:.0} s", began.elapsed().as_secs_f64());
    let mut tx = db.write(Scope::of_job(InstitutionId(1))).await.unwrap();
    let now = Clock::System.now().millis();
    for (role, number) in [("unit_head", 0_i64), ("administrator", 1), ("service_specialist", 2)] {
        let employee =
            sql!("SELECT id FROM employees WHERE institution_id = $1 AND branch_id IS NOT NULL ORDER BY id LIMIT 1 OFFSET $2")
                .bind(number)
                .optional::<IdRow>(&mut tx)
                .await
                .unwrap()
                .unwrap();
        sql!("DELETE FROM sessions WHERE institution_id = $1 AND token_hash = $2")
            .bind(hash_secret(role))
            .run(&mut tx)
            .await
            .unwrap();
        sql!("DELETE FROM employee_roles WHERE institution_id = $1 AND employee_id = $2")
            .bind(employee.id)
            .run(&mut tx)
            .await
            .unwrap();
        sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, $3)")
            .bind(employee.id)
            .bind(role)
            .run(&mut tx)
            .await
            .unwrap();
        sql!(
            "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
             VALUES ($1, $2, $3, $4, 'csrf', 'second_factor', $5, $5)"
        )
        .bind(employee.id)
        .bind(hash_secret(role))
        .bind(employee.id)
        .bind(now)
        .run(&mut tx)
        .await
        .unwrap();
    }
    let institution = sql!("SELECT code FROM institutions WHERE id = $1")
        .optional::<InstitutionRow>(&mut tx)
        .await
        .unwrap()
        .unwrap();
    let branch = sql!("SELECT id, code FROM branches WHERE institution_id = $1 ORDER BY code LIMIT 1")
        .optional::<BranchRow>(&mut tx)
        .await
        .unwrap()
        .unwrap();
    let ticket = sql!("SELECT id FROM tickets WHERE institution_id = $1 ORDER BY id DESC LIMIT 1")
        .optional::<IdRow>(&mut tx)
        .await
        .unwrap()
        .unwrap();
    // One with a history: the others were filled in without a journal.
    let case = sql!(
        "SELECT c.id FROM journal j JOIN cases c ON c.institution_id = j.institution_id AND c.id = j.subject_id
          WHERE j.institution_id = $1 AND j.kind = 'case.opened' AND c.kind NOT IN ('complaint', 'claim')
          ORDER BY j.n DESC LIMIT 1"
    );
    let case = case.optional::<IdRow>(&mut tx).await.unwrap().unwrap();
    let obligation = sql!(
        "SELECT id, norm, day FROM obligations WHERE institution_id = $1 AND norm = 'wait' AND state = 'met'
          ORDER BY day DESC LIMIT 1"
    )
    .optional::<ObligationRow>(&mut tx)
    .await
    .unwrap()
    .unwrap();
    let contacts = sql!("SELECT count(*) AS n FROM contacts WHERE institution_id = $1")
        .optional::<CountRow>(&mut tx)
        .await
        .unwrap()
        .unwrap();
    let cases = sql!("SELECT count(*) AS n FROM cases WHERE institution_id = $1");
    let cases = cases.optional::<CountRow>(&mut tx).await.unwrap().unwrap();
    let open = sql!(
        "SELECT id, reference FROM cases WHERE institution_id = $1 AND status IN ('open', 'waiting_client') AND due_at IS NOT NULL
          ORDER BY due_at DESC, id DESC LIMIT 1"
    );
    let open = open.optional::<OpenRow>(&mut tx).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    Known {
        institution: institution.code,
        branch: branch.code,
        branch_id: branch.id,
        ticket: ticket.id,
        case: case.id,
        norm: obligation.norm,
        obligation: obligation.id,
        day: obligation.day,
        contacts: contacts.n,
        cases: cases.n,
        open_case: open.id,
        reference: open.reference,
    }
}

impl Known {
    /// Name, address and cookie of every page that shows what grows.
    fn pages(&self) -> Vec<(&'static str, String, String)> {
        let Self {
            institution,
            branch,
            branch_id,
            ticket,
            case,
            norm,
            obligation,
            day,
            open_case,
            reference,
            ..
        } = self;
        let staff = |role: &str| format!("s={role}");
        vec![
            ("public: promises", format!("/i/{institution}/promises"), String::new()),
            ("public: standard", format!("/i/{institution}/standard"), String::new()),
            ("public: branch", format!("/i/{institution}/branch/{branch}"), String::new()),
            ("public: ticket", format!("/i/{institution}/ticket/{ticket}"), String::new()),
            ("workplace", "/workplace".to_owned(), staff("service_specialist")),
            ("floor", format!("/floor?branch={branch_id}"), staff("unit_head")),
            ("cases", "/cases".to_owned(), staff("unit_head")),
            ("case", format!("/cases/{case}"), staff("unit_head")),
            ("case: open", format!("/cases/{open_case}"), staff("unit_head")),
            ("inbox: mine", "/inbox?view=mine".to_owned(), staff("service_specialist")),
            ("inbox: unit", "/inbox?view=unit".to_owned(), staff("service_specialist")),
            ("inbox: late", "/inbox?view=late".to_owned(), staff("unit_head")),
            ("inbox: all", "/inbox?view=all".to_owned(), staff("unit_head")),
            ("inbox: all, narrowed by kind", "/inbox?view=all&kind=praise".to_owned(), staff("unit_head")),
            (
                "inbox: all, narrowed by words",
                "/inbox?view=all&q=nekas%20neatbilst".to_owned(),
                staff("unit_head"),
            ),
            ("search: number", format!("/search?q={reference}"), staff("unit_head")),
            ("search: words", "/search?q=apgaismojums%20ezermala".to_owned(), staff("unit_head")),
            ("promises", "/promises".to_owned(), staff("unit_head")),
            ("promise", format!("/promises/{norm}"), staff("unit_head")),
            ("cases of a promise", format!("/promises/{norm}/obligations"), staff("unit_head")),
            (
                "cases of a promise: broken",
                format!("/promises/{norm}/obligations?state=breached"),
                staff("unit_head"),
            ),
            (
                "obligation with its entries",
                format!("/obligations/{obligation}?day={day}"),
                staff("unit_head"),
            ),
            ("standard", "/standard".to_owned(), staff("unit_head")),
            ("standard: effective values", "/standard/values".to_owned(), staff("unit_head")),
            ("standard: coverage", "/standard/coverage".to_owned(), staff("unit_head")),
            ("set-up", "/setup".to_owned(), staff("administrator")),
            ("set-up: branch", format!("/setup/branches/{branch_id}"), staff("administrator")),
            ("set-up: hours", format!("/setup/branches/{branch_id}/hours"), staff("administrator")),
        ]
    }
}
