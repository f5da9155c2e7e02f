//! What other programs rely on: the commands, the one line at the start, problem details, keys of repeated calls, the
//! limit on open streams, and whose word counts about where a request comes from.

use std::{
    io::{BufRead as _, BufReader},
    process::{Command, Stdio},
    time::Duration,
};

use solits_db::sql;
use solits_testkit::{Fixture, on_both, sqlite};

use crate::{
    a_token,
    http::{Answer, Stream, ask},
    program::{Program, solits},
};

#[test]
fn every_command_of_the_contract_is_there_and_explains_itself() {
    let commands: &[&[&str]] = &[
        &["demo"],
        &["serve"],
        &["admin", "create"],
        &["token", "create"],
        &["standard", "check"],
        &["standard", "show"],
        &["standard", "diff"],
        &["standard", "coverage"],
        &["standard", "schema"],
        &["routes"],
        &["fields"],
        &["check"],
        &["journal", "verify"],
        &["backup"],
        &["restore"],
        &["compact"],
        &["simulate"],
        &["replay"],
    ];
    for command in commands {
        let help = solits(&[command, &["--help"][..]].concat());
        assert!(help.status.success(), "{command:?}");
        let text = String::from_utf8(help.stdout).unwrap();
        assert!(
            text.contains("Usage:") && text.lines().next().is_some_and(|line| line.len() > 10),
            "{command:?}"
        );
    }
    for (command, options) in [
        ("serve", &["--listen", "--database", "--data", "--trusted-proxy", "--limits"][..]),
        ("simulate", &["--seed", "--days", "--until", "--scale"]),
        ("replay", &["--state", "--standard"]),
        ("routes", &["--json"]),
        ("fields", &["--json"]),
    ] {
        let text = String::from_utf8(solits(&[command, "--help"]).stdout).unwrap();
        for option in options {
            assert!(text.contains(option), "{command} has no {option}");
        }
    }
}

#[test]
fn serving_prints_one_line_with_the_port_it_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_solits"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let address = first.strip_prefix("listening on http://127.0.0.1:").unwrap();
    assert_ne!(address.parse::<u16>().unwrap(), 0);
    let answer = ask(&format!("127.0.0.1:{address}"), "GET", "/healthz", &[], "").unwrap();
    assert_eq!(answer.status, 200);
    // Told to stop, it ends in order and has said nothing more.
    let stopped = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    assert_eq!(lines.next().transpose().unwrap(), None);
    assert!(child.wait().unwrap().success());
}

fn assert_problem(answer: &Answer, status: u16, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.body);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{what}");
    let problem = answer.json();
    assert_eq!(problem["status"], status, "{what}");
    assert!(problem["type"].as_str().unwrap().starts_with("urn:solits:problem:"), "{what}");
    let title = problem["title"].as_str().unwrap();
    assert!(!title.is_empty() && !title.starts_with("error-"), "{what}: {title}");
    assert!(problem["instance"].as_str().unwrap().starts_with("urn:solits:request:"), "{what}");
    let detail =
        problem["detail"].as_str().unwrap_or_else(|| panic!("{what} does not say what to do: {problem}"));
    assert!(detail.ends_with('.') || detail.contains(": "), "{what}: {detail}");
    assert!(!detail.contains('⟦') && !detail.contains("-do"), "{what}: {detail}");
}

/// The kind of a problem is the same in every language; its words are in the one that is asked for, Latvian unless said.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_problem_says_what_to_do_in_the_language_the_program_asks_for() {
    let test = sqlite().await;
    let fixture = Fixture::new(&test.db, 1).await;
    let token = a_token(&test.db, fixture.institution, "tickets.write tickets.read counters.write").await;
    let folder = tempfile::tempdir().unwrap();
    let program = Program::serve(folder.path(), Some(&test.address));
    let bearer = format!("Bearer {token}");
    let counter = format!("/api/v1/counters/{}/recall", fixture.counters[0]);
    let absent = "/api/v1/tickets/00000000-0000-7000-8000-000000000000";
    for (method, path, body, status, kind, english) in [
        ("GET", absent, "", 404, "not-found", "Check the address and the id in it."),
        ("POST", "/api/v1/tickets", "{", 400, "bad-request", "Compare what was sent with the description"),
        ("POST", "/api/v1/tickets", r#"{"line":"x"}"#, 400, "bad-request", "The body cannot be read: "),
        ("GET", "/api/v1/cases", "", 403, "forbidden", "Missing right: cases.read"),
        ("GET", "/api/v1/tickets", "", 405, "method", "Use one of the methods named in the header Allow."),
        ("POST", &counter, "", 409, "queue-", ""),
    ] {
        let go = |language: &str| {
            let headers = [("authorization", bearer.as_str()), ("accept-language", language)];
            ask(&program.address, method, path, &headers, body).unwrap()
        };
        let (latvian, told) = (go("de, fr;q=0.5"), go("en-GB, lv;q=0.5"));
        for answer in [&latvian, &told] {
            assert_problem(answer, status, path);
            let prefix = format!("urn:solits:problem:{kind}");
            assert!(answer.json()["type"].as_str().unwrap().starts_with(&prefix), "{}", answer.body);
        }
        assert_eq!(latvian.json()["type"], told.json()["type"]);
        assert_ne!(latvian.json()["title"], told.json()["title"], "{path}");
        assert_ne!(latvian.json()["detail"], told.json()["detail"], "{path}");
        assert!(told.json()["detail"].as_str().unwrap().contains(english), "{}", told.body);
        assert_eq!(latvian.header("content-language"), Some("lv"));
        assert_eq!(told.header("content-language"), Some("en"));
    }
    let headers = [("authorization", bearer.as_str())];
    let missing = ask(&program.address, "GET", "/api/v1/cases", &headers, "").unwrap();
    assert_eq!(missing.json()["right"], "cases.read", "a program reads no sentences");
    // A mistake in a body is named: here the field that is missing.
    let answer = ask(&program.address, "POST", "/api/v1/tickets", &headers, "{}").unwrap();
    assert!(answer.json()["detail"].as_str().unwrap().contains("branch"), "{}", answer.body);
}

/// RFC 9457 for every error under `/api`, also those the program refuses before it looks at what is asked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_error_of_the_api_is_a_problem_with_details() {
    let test = sqlite().await;
    let fixture = Fixture::new(&test.db, 1).await;
    let token = a_token(&test.db, fixture.institution, "tickets.write tickets.read counters.write").await;
    let folder = tempfile::tempdir().unwrap();
    let program = Program::serve(folder.path(), Some(&test.address));
    let bearer = format!("Bearer {token}");
    let own = ("authorization", bearer.as_str());
    let json = ("content-type", "application/json");
    let go = |method: &str, path: &str, headers: &[(&str, &str)], body: &str| {
        ask(&program.address, method, path, headers, body).unwrap()
    };
    assert_problem(&go("GET", "/api/v1/nothing", &[own], ""), 404, "no such address");
    assert_problem(&go("GET", "/api/v1/tickets", &[], ""), 405, "a method that is not for it");
    assert_eq!(go("GET", "/api/v1/tickets", &[], "").header("allow"), Some("POST"));
    assert_problem(&go("POST", "/api/openapi.json", &[], ""), 405, "the description cannot be written");
    assert_problem(&go("POST", "/api/v1/tickets", &[], "{}"), 401, "nobody");
    assert_problem(&go("GET", "/api/v1/cases", &[own], ""), 403, "a scope is missing");
    assert_problem(&go("POST", "/api/v1/tickets", &[own, json], "{"), 400, "no JSON");
    assert_problem(&go("POST", "/api/v1/tickets", &[own, json], r#"{"x":1}"#), 400, "an unknown field");
    assert_problem(&go("GET", "/api/v1/tickets/x", &[own], ""), 400, "an id that is none");
    let form = ("content-type", "application/x-www-form-urlencoded");
    assert_problem(&go("POST", "/api/v1/tickets", &[own, form], "a=b"), 415, "a form");
    let large = format!(r#"{{"x":"{}"}}"#, "x".repeat(1_100_000));
    assert_problem(&go("POST", "/api/v1/tickets", &[own, json], &large), 413, "too much");
    let absent = "00000000-0000-7000-8000-000000000000";
    assert_problem(&go("GET", &format!("/api/v1/tickets/{absent}"), &[own], ""), 404, "no such ticket");
    let counter = format!("/api/v1/counters/{}", fixture.counters[0]);
    assert_problem(&go("POST", &format!("{counter}/recall"), &[own], ""), 409, "nobody at the counter");
    let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
    assert_eq!(go("POST", "/api/v1/tickets", &[own], &body).status, 200);
    assert_eq!(go("POST", &format!("{counter}/call-next"), &[own], "").status, 200);
    assert_eq!(go("POST", &format!("{counter}/start"), &[own], "").status, 200);
    let empty = r#"{"outcome":{"kind":"refused","reason":"","next":""}}"#;
    assert_problem(
        &go("POST", &format!("{counter}/finish"), &[own], empty),
        422,
        "a refusal without a reason",
    );
    // A person gets a page, not a program's problem.
    let page = go("GET", "/nothing", &[], "");
    assert_eq!(page.status, 404);
    assert!(page.header("content-type").unwrap().starts_with("text/html"));
}

/// Section 2: a double click, a retry or a lost answer gives one client; a counter turns to another service of a visit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_call_gives_the_first_answer_and_changes_nothing() {
    on_both(|test| async move {
        let fixture = Fixture::new(&test.db, 1).await;
        let token = a_token(&test.db, fixture.institution, "tickets.write counters.write").await;
        let services = [1_u128, 2].map(|n| uuid::Uuid::from_u128(0x7000 + n));
        let mut tx = test.db.write(fixture.scope()).await.unwrap();
        for (service, code) in services.iter().zip(["P1", "P2"]) {
            sql!(
                "INSERT INTO services (institution_id, id, code, line_id, name_lv, name_en, name_folded, card, identity_check, usual_minutes, active)
                 VALUES ($1, $2, $3, $4, 'X', 'X', 'x', '{}', 'no', 10, TRUE)"
            )
            .bind(*service)
            .bind(code)
            .bind(fixture.lines[0])
            .run(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let program = Program::serve(folder.path(), Some(&test.address));
        let bearer = format!("Bearer {token}");
        let post = |path: &str, key: &str, body: &str| {
            let headers = [("authorization", bearer.as_str()), ("idempotency-key", key)];
            ask(&program.address, "POST", path, &headers, body).unwrap()
        };
        let body = format!(
            r#"{{"branch":"{}","line":"{}","service":"{}"}}"#,
            fixture.branch, fixture.lines[0], services[0]
        );
        let (one, other) = (post("/api/v1/tickets", "a", &body), post("/api/v1/tickets", "b", &body));
        assert_eq!(one.status, 200, "{}", one.body);
        assert_eq!(post("/api/v1/tickets", "a", &body).body, one.body);
        assert_ne!(other.json()["id"], one.json()["id"]);
        let at = |action: &str| format!("/api/v1/counters/{}/{action}", fixture.counters[0]);
        let called = post(&at("call-next"), "call", "");
        assert_eq!(called.json()["called"]["id"], one.json()["id"]);
        let again = post(&at("call-next"), "call", "");
        assert_eq!((again.status, &again.body), (200, &called.body), "{}", test.engine);
        assert_eq!(post(&at("start"), "start", "").status, 200);

        let turn = |key: &str, service: uuid::Uuid| {
            post(&at("switch-service"), key, &format!(r#"{{"service":"{service}"}}"#))
        };
        let turned = turn("turn", services[1]);
        assert_eq!(turned.status, 200, "{}: {}", test.engine, turned.body);
        assert_eq!(turned.json()["service"], services[1].to_string());
        assert_eq!(turned.json()["id"], one.json()["id"]);
        assert_eq!(turn("turn", services[1]).body, turned.body);
        assert_eq!(turn("nothing", fixture.other_branch.uuid()).status, 404);
        let added = post(&at("add-service"), "add", &format!(r#"{{"service":"{}"}}"#, services[0]));
        assert_eq!(added.status, 200, "{}", added.body);
        let finished = post(&at("finish"), "finish", r#"{"call_next":true}"#);
        assert_eq!(finished.json()["called"]["id"], other.json()["id"], "{}", finished.body);
        assert_eq!(post(&at("finish"), "finish", r#"{"call_next":true}"#).body, finished.body);
        // The folder of the database stays until here.
        drop(test);
    })
    .await;
}

/// RFC 9110, 13: whoever names the state a call was decided on does not overwrite what another program did since.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_decided_on_an_older_state_changes_nothing() {
    on_both(|test| async move {
        let fixture = Fixture::new(&test.db, 1).await;
        let scopes = "tickets.read tickets.write counters.write cases.read cases.write";
        let token = a_token(&test.db, fixture.institution, scopes).await;
        let folder = tempfile::tempdir().unwrap();
        let program = Program::serve(folder.path(), Some(&test.address));
        let bearer = format!("Bearer {token}");
        let go = |method: &str, path: &str, header: (&str, &str), body: &str| {
            ask(&program.address, method, path, &[("authorization", bearer.as_str()), header], body).unwrap()
        };
        let get = |path: &str| go("GET", path, ("accept", "*/*"), "");
        let plain = |path: &str| go("POST", path, ("accept", "*/*"), "");
        let seen = |path: &str, tag: &str, body: &str| go("POST", path, ("if-match", tag), body);
        let tag = |answer: &Answer| answer.header("etag").map(str::to_owned).unwrap();

        let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
        let take = || go("POST", "/api/v1/tickets", ("accept", "*/*"), &body);
        let (first, second) = (take(), take());
        let ticket = format!("/api/v1/tickets/{}", first.json()["id"].as_str().unwrap());
        assert_eq!(tag(&get(&ticket)), tag(&first), "{}", test.engine);
        let unchanged = go("GET", &ticket, ("if-none-match", &tag(&first)), "");
        assert_eq!((unchanged.status, unchanged.body.as_str()), (304, ""));
        assert_eq!(tag(&unchanged), tag(&first));

        let counter = format!("/api/v1/counters/{}", fixture.counters[0]);
        let at = |action: &str| format!("{counter}/{action}");
        let empty = get(&counter);
        assert_eq!(
            (empty.status, &empty.json()["ticket"]),
            (200, &serde_json::Value::Null),
            "{}",
            empty.body
        );
        let called = seen(&at("call-next"), &tag(&empty), "");
        assert_eq!(called.status, 200, "{}", called.body);
        assert_eq!(tag(&called), tag(&get(&counter)));
        assert_ne!(tag(&get(&ticket)), tag(&first));
        assert_problem(&seen(&format!("{ticket}/leave"), &tag(&first), ""), 412, "called meanwhile");

        // Another program finishes the client and calls the next one; the first one's press must not meet that one.
        assert_eq!(plain(&at("start")).status, 200);
        assert_eq!(go("POST", &at("finish"), ("accept", "*/*"), r#"{"call_next":true}"#).status, 200);
        let stale = seen(&at("no-show"), &tag(&called), "");
        assert_problem(&stale, 412, "somebody else stands there");
        assert_eq!(stale.json()["type"], "urn:solits:problem:outdated");
        assert_eq!(get(&counter).json()["ticket"]["id"], second.json()["id"]);
        assert_eq!(get(&counter).json()["ticket"]["status"], "called");
        assert_eq!(seen(&at("start"), "\"not this\", *", "").status, 200, "any state");
        assert_problem(&seen(&at("finish"), "unquoted", ""), 400, "no tag");

        let body = format!(
            r#"{{"kind":"request","subject":"X","branch":"{}","owner":"{}","channel":"visit"}}"#,
            fixture.branch, fixture.employees[0]
        );
        let opened = go("POST", "/api/v1/cases", ("accept", "*/*"), &body);
        assert_eq!(opened.status, 200, "{}", opened.body);
        let case = format!("/api/v1/cases/{}", opened.json()["id"].as_str().unwrap());
        let read = get(&case);
        let note = |text: &str| {
            let body = format!(r#"{{"text":"{text}","audience":"internal"}}"#);
            seen(&format!("{case}/notes"), &tag(&read), &body)
        };
        let noted = note("one");
        assert_eq!(noted.status, 200, "{}", noted.body);
        assert_problem(&note("other"), 412, "there is a newer version");
        let now = get(&case);
        assert_eq!((tag(&now), now.json()["notes"].as_array().unwrap().len()), (tag(&noted), 1));
        drop(test);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_call_gives_its_answer_and_state_also_when_the_state_it_named_is_old() {
    let test = sqlite().await;
    let fixture = Fixture::new(&test.db, 1).await;
    let token = a_token(&test.db, fixture.institution, "tickets.read counters.write").await;
    let folder = tempfile::tempdir().unwrap();
    let program = Program::serve(folder.path(), Some(&test.address));
    let bearer = format!("Bearer {token}");
    let counter = format!("/api/v1/counters/{}", fixture.counters[0]);
    let own = ("authorization", bearer.as_str());
    let seen = ask(&program.address, "GET", &counter, &[own], "").unwrap();
    let close = || {
        let headers = [own, ("if-match", seen.header("etag").unwrap()), ("idempotency-key", "k")];
        ask(&program.address, "POST", &format!("{counter}/close"), &headers, "").unwrap()
    };
    let (first, again) = (close(), close());
    assert_eq!((first.status, again.status), (200, 200), "{}", again.body);
    assert_ne!(first.header("etag"), seen.header("etag"));
    assert_eq!((first.header("etag"), &first.body), (again.header("etag"), &again.body));
}

#[test]
fn the_description_says_which_calls_tell_and_heed_a_state() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::serve(folder.path(), None);
    let description = ask(&program.address, "GET", "/api/openapi.json", &[], "").unwrap().json();
    let takes = |operation: &serde_json::Value, header: &str| {
        operation["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["name"] == header && one["in"] == "header")
    };
    for path in ["/api/v1/tickets/{ticket}", "/api/v1/counters/{counter}", "/api/v1/cases/{case}"] {
        let shown = &description["paths"][path]["get"];
        assert!(takes(shown, "If-None-Match"), "{path}");
        assert!(shown["responses"]["200"]["headers"]["ETag"].is_object(), "{path}");
        assert!(shown["responses"]["304"].is_object(), "{path}");
    }
    let mut guarded = 0;
    for (path, operations) in description["paths"].as_object().unwrap() {
        let Some(changing) = operations.get("post") else { continue };
        if path.starts_with("/api/v1/counters/")
            || path.starts_with("/api/v1/tickets/")
            || path.ends_with("/notes")
        {
            assert!(takes(changing, "If-Match"), "{path}");
            assert!(
                changing["responses"]["412"]["content"]["application/problem+json"].is_object(),
                "{path}"
            );
            guarded += 1;
        }
    }
    assert!(guarded >= 14, "only {guarded} calls");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn open_streams_are_limited_by_address_and_by_institution() {
    let test = sqlite().await;
    Fixture::new(&test.db, 1).await;
    let folder = tempfile::tempdir().unwrap();
    let options = ["--limits", "streams-source=2,streams-institution=3", "--trusted-proxy", "127.0.0.1"];
    let program = Program::serve_with(folder.path(), Some(&test.address), &options);
    let path = "/i/testa/branch/testa/live";
    let from = |address: &'static str| [("x-forwarded-for", address)];
    let open = |address| Stream::open(&program.address, path, &from(address));
    let refused = |address| ask(&program.address, "GET", path, &from(address), "").unwrap();
    let (first, _second) = (open("203.0.113.1"), open("203.0.113.1"));
    let answer = refused("203.0.113.1");
    assert_eq!((answer.status, answer.header("retry-after")), (429, Some("30")));
    let _third = open("203.0.113.2");
    let answer = refused("203.0.113.3");
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("30")));
    // A place is given back once the program notices that nobody listens any more.
    drop(first);
    let until = std::time::Instant::now() + Duration::from_secs(20);
    while refused("203.0.113.3").status != 200 {
        assert!(std::time::Instant::now() < until, "the place is not given back");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Security §10: a stranger who writes X-Forwarded-For is still one stranger.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_named_by_nobody_we_trust_does_not_count() {
    let test = sqlite().await;
    Fixture::new(&test.db, 1).await;
    let folder = tempfile::tempdir().unwrap();
    let untrusting = ["--limits", "streams-source=1", "--trusted-proxy", "10.0.0.0/8"];
    let program = Program::serve_with(folder.path(), Some(&test.address), &untrusting);
    let path = "/i/testa/branch/testa/live";
    let _open = Stream::open(&program.address, path, &[("x-forwarded-for", "203.0.113.1")]);
    let answer = ask(&program.address, "GET", path, &[("x-forwarded-for", "203.0.113.2")], "").unwrap();
    assert_eq!(answer.status, 429, "whoever writes another address gets another share");
}
