//! Whom a complaint concerns walks through every page and every call that reads: nothing of the complaint, nor of what hangs
//! on it, is anywhere (K-08). Whoever keeps the registers finds it on the same way, so that the walk is known to pass by it.

use solits_access::{Look, record_look};
use solits_cases::{Consultation, Kind, Open, Opened};
use solits_colleagues::{Ask, OTHER, Report, RequestKind, Whom};
use solits_db::{row, sql};
use solits_feedback::{Concern, Details, What};
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, Clock, Random, Viewer};
use solits_standard::model::ChannelKind;
use solits_testkit::{Fixture, STANDARD, TestDb, on_both, setting};
use solits_web::{App, AppConfig};
use solits_written::feedback::Author;
use uuid::Uuid;

use crate::{
    a_session,
    http::{Answer, ask},
    program::Program,
    walk::routes,
};

/// Who decides on complaints, and what is promised when something is promised, asked or found.
const RULES: &str = r#"
[[role]]
id = "employee"
title = { lv = "darbinieks", en = "employee" }
paragraph = "14"
under = "executive_director"

[[role]]
id = "executive_director"
title = { lv = "izpilddirektors", en = "executive director" }
paragraph = "14"

[[role]]
id = "service_quality_manager"
title = { lv = "kvalitātes vadītājs", en = "quality manager" }
paragraph = "14"

[[norm]]
id = "made"
paragraphs = ["7"]
text = { lv = "Apsolīto izpildām.", en = "What is promised is done." }
kind = "promise"
[norm.promise]
starts = "case.promised"
within = { minutes = 60 }
met_by = ["case.promise_kept"]
channel = "all"

[[norm]]
id = "asked"
paragraphs = ["7"]
text = { lv = "Kolēģiem atbildam.", en = "Colleagues are answered." }
kind = "promise"
[norm.promise]
starts = "internal.asked"
within = { minutes = 60 }
met_by = ["internal.answered"]
channel = "all"

[[norm]]
id = "found"
paragraphs = ["7"]
text = { lv = "Neatbilstības novēršam.", en = "Non-conformities are removed." }
kind = "promise"
[norm.promise]
starts = "feedback.nonconformity_found"
within = { minutes = 60 }
met_by = ["feedback.nonconformity_closed"]
channel = "all"

[[rung]]
paragraph = "14"
about = ["employee"]
decided_by = "executive_director"
"#;

const SUBJECT: &str = "Zilonisblava";
const CLIENT: &str = "Mezvidnieks";
const PROMISE: &str = "Apsolitaispirags";
const TOPIC: &str = "Zirafesjautajums";
const FOUND: &str = "Tapirabedre";

/// The people of the fixture, by their place.
const CONCERNED: usize = 0;
const DIRECTOR: usize = 1;
const KEEPER: usize = 2;

/// What is known of the complaint.
struct Told {
    reference: String,
    /// Ids of the case, of what hangs on it, and of what is owed for that.
    ids: Vec<String>,
    /// The pages of what is owed.
    evidence: Vec<String>,
}

fn by(fixture: &Fixture, app: &App, place: usize) -> Actor {
    Actor { by: By::Employee(fixture.employees[place]), at: app.clock.now() }
}

async fn opened(
    test: &TestDb,
    fixture: &Fixture,
    app: &App,
    kind: Kind,
    (subject, client): (&str, &str),
) -> Opened {
    let open = Open {
        kind,
        subject: subject.to_owned(),
        service: None,
        branch: fixture.branch,
        owner: fixture.employees[KEEPER],
        ticket: None,
        client_name: client.to_owned(),
        client_contact: "klients@klients.example".to_owned(),
        channel: ChannelKind::Email,
        key: String::new(),
    };
    let mut tx = test.db.write(fixture.scope()).await.unwrap();
    let opened = solits_cases::open(&mut tx, app, &by(fixture, app, KEEPER), open).await.unwrap();
    tx.commit().await.unwrap();
    opened
}

/// Says that the complaint is about the one concerned, as whoever keeps the registers.
async fn register(test: &TestDb, fixture: &Fixture, app: &App, case: CaseId) {
    let keeper = Viewer::Employee { id: fixture.employees[KEEPER], keeps_feedback: true };
    let mut tx = test.db.write(fixture.scope().seen_by(keeper)).await.unwrap();
    let concern =
        Concern { what: What::Employee, employee: Some(fixture.employees[CONCERNED]), ..Concern::other() };
    let details = Details { concern, norm: String::new(), author: Author::Reachable };
    solits_feedback::register(&mut tx, app, &by(fixture, app, KEEPER), case, details).await.unwrap();
    tx.commit().await.unwrap();
}

row! {
    struct Owed { id: Uuid, day: i64 }
}

/// A complaint with a promise, a question, a non-conformity, an answer by telephone and a look in it.
async fn a_complaint(test: &TestDb, fixture: &Fixture, app: &App) -> Told {
    let Opened { case, reference, .. } = opened(test, fixture, app, Kind::Complaint, (SUBJECT, CLIENT)).await;
    register(test, fixture, app, case).await;
    let (keeper, director) = (by(fixture, app, KEEPER), by(fixture, app, DIRECTOR));
    let mut tx = test.db.write(fixture.scope()).await.unwrap();
    let version = solits_cases::find(&mut tx, case).await.unwrap().unwrap().version;
    let when = (keeper.at.plus_minutes(48 * 60).day(), None);
    let (_, promise) =
        solits_cases::promise(&mut tx, app, &director, (case, version), PROMISE, when).await.unwrap();
    let question = Ask {
        kind: RequestKind::Question,
        case: Some(case),
        to: Whom::Person(fixture.employees[DIRECTOR]),
        topic: TOPIC.to_owned(),
        question: TOPIC.to_owned(),
        checked: String::new(),
        meets_at: None,
        place: String::new(),
        key: String::new(),
    };
    let question = solits_colleagues::ask(&mut tx, app, &keeper, question, &[]).await.unwrap();
    let report = Report {
        kind: OTHER.to_owned(),
        found: FOUND.to_owned(),
        is_possible: false,
        place: String::new(),
        case: Some(case),
        unit: None,
        key: String::new(),
    };
    let report = solits_colleagues::report(&mut tx, app, &keeper, report).await.unwrap();
    let given = Consultation {
        case,
        channel: ChannelKind::Phone,
        employee: director.employee(),
        began: director.at,
        ended: director.at,
    };
    solits_cases::consulted(&mut tx, given).await.unwrap();
    record_look(&mut tx, app, &director, Look::Case(case)).await.unwrap();
    let owed: Vec<Owed> = sql!(
        "SELECT id, day FROM obligations WHERE institution_id = $1 AND norm IN ('made', 'asked', 'found') ORDER BY id"
    )
    .all(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(owed.len(), 3, "each is owed");
    let mut ids = vec![case.to_string(), promise.to_string(), question.to_string(), report.to_string()];
    ids.extend(owed.iter().map(|one| one.id.to_string()));
    let evidence = owed.iter().map(|one| format!("/obligations/{}?day={}", one.id, one.day)).collect();
    Told { reference, ids, evidence }
}

/// A path with an id in place of its parameters.
fn in_path(path: &str, id: &str) -> String {
    path.split('/')
        .map(|part| match part {
            "{institution}" => "testa",
            "{number}" | "{draft}" | "{place}" => "1",
            "{norm}" => "made",
            _ if part.starts_with('{') => id,
            _ => part,
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// Everything that is read, with each of these ids where a path wants one; and beside each path the id in it.
fn paths(told: &Told) -> Vec<(String, String)> {
    let searched = [
        "/cases?q=Zilonis",
        "/search?q=Zilonis",
        "/search?q=Tapira",
        "/obligations?state=open",
        "/promises/made/obligations",
        "/promises/asked/obligations",
        "/promises/found/obligations",
        "/matters/list?what=ended",
    ];
    let mut paths: Vec<(String, String)> =
        searched.iter().map(|path| ((*path).to_owned(), String::new())).collect();
    paths.extend(told.evidence.iter().zip(&told.ids[4..]).map(|(path, id)| (path.clone(), id.clone())));
    for route in routes() {
        if route.method != "GET" || !matches!(route.guard.as_str(), "signed_in" | "right" | "api") {
            continue;
        }
        if route.path.contains('{') {
            paths.extend(told.ids.iter().map(|id| (in_path(&route.path, id), id.clone())));
        } else {
            paths.push((route.path, String::new()));
        }
    }
    paths
}

/// An institution whose people are signed in; their cookies by their place.
async fn people(test: &TestDb, fixture: &Fixture, now_ms: i64) -> Vec<String> {
    let mut tx = test.db.write(fixture.scope()).await.unwrap();
    setting::standard(&mut tx, &format!("{STANDARD}{RULES}")).await;
    let mut cookies = Vec::new();
    for (place, role) in
        ["administrator", "executive_director", "service_quality_manager"].into_iter().enumerate()
    {
        let secret = a_session(&mut tx, fixture.employees[place], Some(role), now_ms).await;
        cookies.push(format!("s={secret}"));
    }
    // Whoever may do more sees more pages.
    for role in ["service_specialist", "direct_manager", "data_protection_officer"] {
        setting::role(&mut tx, fixture.employees[CONCERNED], role).await;
    }
    tx.commit().await.unwrap();
    cookies
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_a_complaint_concerns_finds_nothing_of_it_on_any_page() {
    on_both(|test| async move {
        let fixture = Fixture::new(&test.db, 3).await;
        let app = App::new(test.db.clone(), Clock::System, Random::seeded(1), AppConfig::default());
        let cookies = people(&test, &fixture, app.clock.now().millis()).await;
        opened(&test, &fixture, &app, Kind::Question, ("Darba laiks", "Anna Ozola")).await;
        let told = a_complaint(&test, &fixture, &app).await;
        let folder = tempfile::tempdir().unwrap();
        let program = Program::serve(folder.path(), Some(&test.address));
        let go = |path: &str, place: usize| -> Answer {
            ask(&program.address, "GET", path, &[("cookie", cookies[place].as_str())], "").unwrap()
        };
        let words = [SUBJECT, CLIENT, PROMISE, TOPIC, FOUND, told.reference.as_str()];
        let needles: Vec<&str> = words.into_iter().chain(told.ids.iter().map(String::as_str)).collect();
        let mut seen = 0;
        for (path, own) in &paths(&told) {
            let answer = go(path, CONCERNED);
            seen += usize::from(answer.status == 200);
            assert!(answer.status < 500, "{} {path}: {}", test.engine, answer.body);
            // An address may be said again to whoever typed it.
            for needle in needles.iter().filter(|needle| *needle != own) {
                assert!(!answer.body.contains(needle), "{} {path} shows {needle}", test.engine);
            }
        }
        assert!(seen >= 40, "{}: only {seen} pages open", test.engine);
        let mut read = String::new();
        for path in ["/feedback?kind=complaint", "/obligations?state=open"] {
            read.push_str(&go(path, KEEPER).body);
        }
        let owed = told.ids[4..].iter().map(String::as_str);
        for needle in [SUBJECT].into_iter().chain(owed) {
            assert!(read.contains(needle), "{}: the keeper does not find {needle}", test.engine);
        }
    })
    .await;
}
