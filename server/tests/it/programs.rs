//! Every route against paired devices and against other programs: a kiosk opens what kiosks open and a display what
//! displays open, a token opens what its scopes say and nothing else, and what belongs to another institution is not
//! found, whichever id of it is known.

use serde_json::{Map, Value, json};
use solits_db::{Db, sql};
use solits_kernel::{InstitutionId, Scope};
use solits_testkit::{CANARY, Fixture, TestDb, on_both};
use solits_web::hash_secret;
use uuid::Uuid;

use crate::{
    another_token,
    http::{Answer, ask},
    program::Program,
    walk::{Route, Things, is_refused, look_at, look_for, routes},
};

const OTHER: InstitutionId = InstitutionId(2);
/// What stands in the case of the institution under test.
const HOME_WORD: &str = "MĀJASPUTNS";

/// Both institutions and the program over them.
struct Scene {
    test: TestDb,
    fixture: Fixture,
    program: Program,
    _folder: tempfile::TempDir,
}

impl Scene {
    async fn new(test: TestDb) -> Self {
        let fixture = Fixture::new(&test.db, 1).await;
        let folder = tempfile::tempdir().unwrap();
        let program = Program::serve(folder.path(), Some(&test.address));
        Self { test, fixture, program, _folder: folder }
    }

    fn go(&self, method: &str, path: &str, header: (&str, &str), body: &str) -> Answer {
        let origin = format!("http://{}", self.program.address);
        let kind =
            if path.starts_with("/api/") { "application/json" } else { "application/x-www-form-urlencoded" };
        let headers = [header, ("origin", origin.as_str()), ("content-type", kind)];
        ask(&self.program.address, method, path, &headers, body).unwrap()
    }

    fn call(&self, method: &str, path: &str, secret: &str, body: &str) -> Answer {
        self.go(method, path, ("authorization", &format!("Bearer {secret}")), body)
    }
}

/// Pairs a device and returns its cookie.
pub(crate) async fn a_device(db: &Db, fixture: &Fixture, number: u64, kind: &str) -> String {
    let secret = format!("{kind}-{number}");
    let mut tx = db.write(fixture.scope()).await.unwrap();
    sql!(
        "INSERT INTO devices (institution_id, id, branch_id, kind, name, token_hash, token_at, created_at)
         VALUES ($1, $2, $3, $4, $4, $5, $6, 0)"
    )
    .bind(Uuid::from_u64_pair(8, number))
    .bind(fixture.branch)
    .bind(kind)
    .bind(hash_secret(&secret))
    // Young enough not to be changed for another while the test walks.
    .bind(solits_kernel::Clock::System.now())
    .run(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    format!("d={secret}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paired_device_opens_the_pages_of_its_kind_and_nothing_of_the_staff() {
    on_both(|test| async move {
        let scene = Scene::new(test).await;
        let db = &scene.test.db;
        let mut devices = Vec::new();
        for (number, kind) in [(1, "kiosk"), (2, "display")] {
            devices.push((kind, a_device(db, &scene.fixture, number, kind).await));
        }
        let (ours, theirs) = (Things::own(&scene.fixture), Things::foreign(&scene.fixture));
        let mut opened = 0;
        for route in routes() {
            for (kind, cookie) in &devices {
                for path in [ours.in_path(&route.path), theirs.in_path(&route.path)] {
                    let answer = scene.go(&route.method, &path, ("cookie", cookie), "csrf=csrf");
                    look_at(&route, kind, &answer);
                    let place = format!("{} {path} as {kind}: {}", route.method, answer.status);
                    match route.guard.as_str() {
                        "public" => {}
                        "device" if route.needs() == *kind => {
                            assert!(!is_refused(&answer), "{place}");
                            opened += usize::from(answer.status == 200);
                        }
                        _ => assert!(is_refused(&answer), "{place}"),
                    }
                }
            }
        }
        assert!(opened >= 12, "the devices open only {opened} pages");
    })
    .await;
}

/// The scopes that some route demands.
fn scopes(routes: &[Route]) -> Vec<String> {
    let mut scopes: Vec<String> =
        routes.iter().filter(|route| route.guard == "api").map(|route| route.needs().to_owned()).collect();
    scopes.sort();
    scopes.dedup();
    assert!(scopes.len() >= 11, "{scopes:?}");
    scopes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_opens_the_calls_of_its_one_scope_and_is_refused_everywhere_else() {
    on_both(|test| async move {
        let scene = Scene::new(test).await;
        let table = routes();
        let mut tokens = Vec::new();
        for (number, scope) in (100..).zip(scopes(&table)) {
            let secret = another_token(&scene.test.db, scene.fixture.institution, number, &scope).await;
            tokens.push((scope, secret));
        }
        let ours = Things::own(&scene.fixture);
        for route in &table {
            let path = ours.in_path(&route.path);
            for (scope, secret) in &tokens {
                let answer = scene.call(&route.method, &path, secret, "{}");
                look_at(route, scope, &answer);
                let place = format!("{} {path} with {scope}: {}", route.method, answer.status);
                match route.guard.as_str() {
                    "public" => {}
                    "api" if route.needs() == scope => assert!(!is_refused(&answer), "{place}"),
                    "api" => assert_eq!(answer.status, 403, "{place}"),
                    _ => assert!(is_refused(&answer), "{place}"),
                }
            }
        }
    })
    .await;
}

/// A value as a schema of the description asks for; every id in it is the one given for its field.
fn sample(schema: &Value, whole: &Value, field: &str, things: &Things) -> Value {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        return sample(&whole["$defs"][name], whole, field, things);
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(first) = schema[choice].as_array().and_then(|all| all.first()) {
            return sample(first, whole, field, things);
        }
    }
    if let Some(only) = schema.get("const").or_else(|| schema["enum"].get(0)) {
        return only.clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match kind {
        Some("object") => {
            let mut required = schema["required"].as_array().cloned().unwrap_or_default();
            // Without an owner a case is refused before anything else is looked at.
            if schema["properties"]["owner"].is_object() {
                required.push(json!("owner"));
            }
            let fields = required
                .iter()
                .filter_map(Value::as_str)
                .map(|name| (name.to_owned(), sample(&schema["properties"][name], whole, name, things)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        _ if schema["format"] == "uuid" => json!(match field {
            "line" => &things.line,
            "counter" => &things.counter,
            "employee" | "owner" => &things.employee,
            _ => &things.branch,
        }),
        _ => json!("x"),
    }
}

/// The body that a call's description asks for, with things of one institution in it.
fn body_of(description: &Value, route: &Route, things: &Things) -> Value {
    let operation = &description["paths"][&route.path][route.method.to_lowercase()];
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    if schema.is_null() { json!({}) } else { sample(schema, schema, "", things) }
}

/// Lets an institution have a ticket and a case, which the other one then asks for.
fn with_clients(scene: &Scene, secret: &str, things: &Things, institution: &str) -> Things {
    let ticket = json!({ "branch": things.branch, "line": things.line }).to_string();
    let ticket = scene.call("POST", "/api/v1/tickets", secret, &ticket);
    assert_eq!(ticket.status, 200, "{}", ticket.body);
    let case = json!({ "kind": "request", "subject": institution, "branch": things.branch, "owner": things.employee,
        "channel": "visit" });
    let case = scene.call("POST", "/api/v1/cases", secret, &case.to_string());
    assert_eq!(case.status, 200, "{}", case.body);
    let id = |answer: &Answer| answer.json()["id"].as_str().unwrap().to_owned();
    Things { ticket: id(&ticket), case: id(&case), ..things.clone() }
}

/// How many entries the journal of an institution has but for those that the program makes by itself, as when a day begins.
async fn entries(db: &Db, institution: InstitutionId) -> i64 {
    let mut tx = db.read(Scope::of_job(institution)).await.unwrap();
    let entries = sql!("SELECT count(*) AS value FROM journal WHERE institution_id = $1 AND actor <> 'p'");
    entries.scalar(&mut tx).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_with_every_scope_finds_and_changes_nothing_of_another_institution() {
    on_both(|test| async move {
        let scene = Scene::new(test).await;
        let (db, table) = (&scene.test.db, routes());
        let every = scopes(&table).join(" ");
        let (home, other) = (
            another_token(db, scene.fixture.institution, 200, &every).await,
            another_token(db, OTHER, 200, &every).await,
        );
        let ours = with_clients(&scene, &home, &Things::own(&scene.fixture), HOME_WORD);
        let theirs = with_clients(&scene, &other, &Things::foreign(&scene.fixture), CANARY);
        let description = ask(&scene.program.address, "GET", "/api/openapi.json", &[], "").unwrap().json();
        for (who, secret, foreign, word, whose) in [
            ("the home token", &home, &theirs, CANARY, OTHER),
            ("the other token", &other, &ours, HOME_WORD, scene.fixture.institution),
        ] {
            let before = entries(db, whose).await;
            let words: Vec<&str> = foreign.ids().into_iter().chain([word]).collect();
            let mut found = Vec::new();
            for route in table.iter().filter(|route| route.guard == "api") {
                let body = body_of(&description, route, foreign);
                let names_a_thing = route.path.replace("{number}", "").replace("{draft}", "").contains('{');
                let answer =
                    scene.call(&route.method, &foreign.in_path(&route.path), secret, &body.to_string());
                look_for(&words, route, who, &answer);
                let place =
                    format!("{} {} as {who}: {} {}", route.method, route.path, answer.status, answer.body);
                if names_a_thing && answer.status != 404 {
                    found.push(place);
                } else if matches!(route.path.as_str(), "/api/v1/tickets" | "/api/v1/cases")
                    && route.method == "POST"
                {
                    assert!(matches!(answer.status, 404 | 422), "{place}");
                }
            }
            assert!(found.is_empty(), "{}", found.join("\n"));
            assert_eq!(entries(db, whose).await, before, "{who} changed something");
        }
    })
    .await;
}
