//! The head of the journal kept outside finds what a chain sealed anew hides, on both engines.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use solits_db::{Tx, global_sql, sql};
use solits_journal::{Actor, By, Entry, HeadKey, Heart, SignedHead, head_delivered, next_head, record, seal};
use solits_kernel::Timestamp;
use solits_standard::event::EventKind;
use solits_testkit::{Cluster, Fixture, TestDb, on_both, postgres};

use crate::{
    a_token,
    http::ask,
    program::{Program, solits},
};

/// Waits until a condition holds.
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let started = Instant::now();
    while !holds() {
        assert!(started.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn heads_in(folder: &Path) -> Vec<SignedHead> {
    let text = fs::read_to_string(folder.join("journal-head.jsonl")).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// `solits journal verify --head`, and what it said.
fn verify(arguments: &[&str], head: &Path) -> (bool, String) {
    let head = head.join("journal-head.jsonl");
    let mut all = vec!["journal", "verify", "--head", head.to_str().unwrap()];
    all.extend(arguments);
    let Output { status, stdout, stderr } = solits(&all);
    (status.success(), [stdout, stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat())
}

fn take_a_ticket(program: &Program, fixture: &Fixture, token: &str) {
    let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
    let bearer = format!("Bearer {token}");
    let answer =
        ask(&program.address, "POST", "/api/v1/tickets", &[("authorization", &bearer)], &body).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// What an owner of the database can do that the program cannot.
async fn let_everything_be_changed(tx: &mut Tx) {
    // Each engine takes its guards off in its own words.
    global_sql!(sqlite "DROP TRIGGER journal_no_update", pg "DROP TRIGGER journal_append_only ON journal")
        .run(tx)
        .await
        .unwrap();
    global_sql!(sqlite "DROP TRIGGER journal_seals_no_delete", pg "DROP TRIGGER journal_seals_append_only ON journal_seals")
        .run(tx)
        .await
        .unwrap();
}

/// Two entries, each sealed, and the head delivered after each seal.
async fn delivered_twice(test: &TestDb, folder: &Path) -> Fixture {
    let fixture = Fixture::new(&test.db, 1).await;
    let (key, heart) = (HeadKey::from_seed(&[3; 32]), Heart::new(&test.db));
    let mut lines = String::new();
    for hour in 0..2 {
        let at = start().plus_minutes(60 * hour);
        let mut tx = test.db.write(fixture.scope()).await.unwrap();
        let entry = Entry::new(EventKind::CounterOpened, fixture.branch, Some(fixture.branch));
        record(&mut tx, &heart, &Actor { by: By::Program, at }, entry).await.unwrap();
        assert!(seal(&mut tx, i64::MAX, at).await.unwrap() > 0);
        lines += &next_head(&mut tx, at).await.unwrap().expect("the head is due").sign(&key).line();
        head_delivered(&mut tx, at.plus_minutes(60)).await.unwrap();
        tx.commit().await.unwrap();
    }
    fs::write(folder.join("journal-head.jsonl"), lines).unwrap();
    fs::write(folder.join("journal-head.pub"), key.public().to_string()).unwrap();
    fixture
}

fn start() -> Timestamp {
    Timestamp::parse("2026-11-21T08:00:00.000Z").unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journal_rewritten_and_sealed_anew_by_the_owner_of_the_database_differs_from_its_head() {
    on_both(async |test| {
        let outside = tempfile::tempdir().unwrap();
        let fixture = delivered_twice(&test, outside.path()).await;
        let (holds, said) = verify(&["--database", &test.address], outside.path());
        assert!(holds && said.contains("2 heads agree, up to seal 2"), "{said}");

        let mut tx = test.db.write(fixture.scope()).await.unwrap();
        let_everything_be_changed(&mut tx).await;
        sql!(
            "UPDATE journal SET at = at + 60000
              WHERE institution_id = $1 AND n = (SELECT max(last_n) FROM journal_seals WHERE institution_id = $1)"
        )
        .run(&mut tx)
        .await
        .unwrap();
        sql!("DELETE FROM journal_seals WHERE institution_id = $1 AND number > 1").run(&mut tx).await.unwrap();
        assert!(seal(&mut tx, i64::MAX, start().plus_minutes(60)).await.unwrap() > 0);
        tx.commit().await.unwrap();

        let chain = solits(&["journal", "verify", "--database", &test.address]);
        assert!(chain.status.success(), "the chain alone shows it, so this test shows nothing");
        let (holds, said) = verify(&["--database", &test.address], outside.path());
        assert!(!holds && said.contains("DIFFERS from the head of 2026-11-21T09:00:00.000Z"), "{said}");
        assert!(said.contains("(seal 1), which still agrees"), "{said}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journal_cut_short_differs_from_its_head() {
    on_both(async |test| {
        let outside = tempfile::tempdir().unwrap();
        let fixture = delivered_twice(&test, outside.path()).await;
        let mut tx = test.db.write(fixture.scope()).await.unwrap();
        let_everything_be_changed(&mut tx).await;
        sql!("DELETE FROM journal_seals WHERE institution_id = $1 AND number > 1")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(solits(&["journal", "verify", "--database", &test.address]).status.success());
        let (holds, said) = verify(&["--database", &test.address], outside.path());
        assert!(!holds && said.contains("now there is no such seal"), "{said}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_file_of_heads_or_another_key_is_found() {
    on_both(async |test| {
        let outside = tempfile::tempdir().unwrap();
        delivered_twice(&test, outside.path()).await;
        let other = outside.path().join("other.pub");
        fs::write(&other, HeadKey::from_seed(&[4; 32]).public().to_string()).unwrap();
        let (holds, said) =
            verify(&["--database", &test.address, "--public-key", other.to_str().unwrap()], outside.path());
        assert!(!holds && said.contains("line 1: it was signed with the key"), "{said}");

        let file = outside.path().join("journal-head.jsonl");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replacen("T09:00", "T09:01", 1)).unwrap();
        let (holds, said) = verify(&["--database", &test.address], outside.path());
        assert!(!holds && said.contains("head, line 2: its signature does not fit"), "{said}");
        fs::write(&file, "").unwrap();
        assert!(!verify(&["--database", &test.address], outside.path()).0, "an empty file proves nothing");
    })
    .await;
}

/// security.md §9: the head is signed every hour.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_is_due_once_an_hour_and_taken_over_from_a_node_that_fails() {
    on_both(async |test| {
        let folder = tempfile::tempdir().unwrap();
        let fixture = delivered_twice(&test, folder.path()).await;
        let due = async |minutes: i64| {
            let mut tx = test.db.write(fixture.scope()).await.unwrap();
            let head = next_head(&mut tx, start().plus_minutes(minutes)).await.unwrap();
            tx.commit().await.unwrap();
            head.is_some()
        };
        assert!(!due(119).await, "the last was delivered at 60 minutes");
        assert!(due(120).await);
        assert!(!due(120).await, "a second node takes it too");
        assert!(due(121).await, "the node that took it never delivered it, and nobody else does");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_delivers_a_head_that_its_journal_agrees_with() {
    on_both(async |test| {
        let (data, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let fixture = Fixture::new(&test.db, 1).await;
        let token = a_token(&test.db, fixture.institution, "tickets.write").await;
        let options = ["--journal-head", outside.path().to_str().unwrap()];
        let program = Program::serve_with(data.path(), Some(&test.address), &options);
        take_a_ticket(&program, &fixture, &token);
        until("no head was delivered", || {
            heads_in(outside.path()).iter().any(|head| head.institution == fixture.institution)
        });
        let key = solits(&["journal", "key", "--data", data.path().to_str().unwrap()]);
        let apart = data.path().join("apart.pub");
        fs::write(&apart, key.stdout).unwrap();
        for options in [vec![], vec!["--public-key", apart.to_str().unwrap()]] {
            let (holds, said) =
                verify(&[&["--database", &test.address], &options[..]].concat(), outside.path());
            assert!(holds && said.contains("1 heads agree"), "{said}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_share_a_database_deliver_one_head_an_hour_between_them() {
    let test = postgres().await;
    let outside = tempfile::tempdir().unwrap();
    let fixture = Fixture::new(&test.db, 1).await;
    let token = a_token(&test.db, fixture.institution, "tickets.write").await;
    let data = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let options = ["--journal-head", outside.path().to_str().unwrap()];
    let nodes = data.each_ref().map(|data| Program::serve_with(data.path(), Some(&test.address), &options));
    take_a_ticket(&nodes[0], &fixture, &token);
    let of_the_fixture =
        || heads_in(outside.path()).iter().filter(|head| head.institution == fixture.institution).count();
    until("no head was delivered", || of_the_fixture() > 0);
    // Each node looks every second.
    std::thread::sleep(Duration::from_secs(4));
    assert_eq!(of_the_fixture(), 1);
}

/// Starts the program over a PostgreSQL database and returns what it logged until it listened.
fn log_at_start(address: &str) -> String {
    let data = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_solits"))
        .args(["serve", "--listen", "127.0.0.1:0", "--database", address, "--data"])
        .arg(data.path())
        .env_remove("RUST_LOG")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(line.starts_with("listening"), "{line}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_user_that_no_policy_holds_is_warned_of_at_start_and_by_check() {
    let test = postgres().await;
    Fixture::new(&test.db, 1).await;
    // The cluster of the tests was made by this superuser.
    let superuser = test.address.replacen("solits@", "app@", 1);
    let warning = "policies that keep the rows of institutions apart do not hold";
    let log = log_at_start(&superuser);
    assert_eq!(log.lines().filter(|line| line.contains(warning)).count(), 1, "{log}");
    assert!(log.contains("NOSUPERUSER NOBYPASSRLS"), "it does not say what to do: {log}");
    let ordinary = log_at_start(&test.address);
    assert!(!ordinary.contains(warning), "{ordinary}");
    let check = |address| String::from_utf8(solits(&["check", "--database", address]).stdout).unwrap();
    assert!(check(&superuser).contains(warning));
    assert!(!check(&test.address).contains(warning));
}

/// docs/install.md: never one with `BYPASSRLS`, which is let past the policies without being a superuser.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_user_who_only_bypasses_policies_is_warned_of_too() {
    let test = postgres().await;
    Fixture::new(&test.db, 1).await;
    let [past, ordinary] =
        [("past_policies", "BYPASSRLS"), ("behind_policies", "NOBYPASSRLS")].map(|(user, what)| {
            Cluster::shared().create_user(user, what);
            test.address.replacen("solits@", &format!("{user}@"), 1)
        });
    let warning = "the PostgreSQL user is a superuser or has BYPASSRLS";
    let log = log_at_start(&past);
    assert_eq!(log.lines().filter(|line| line.contains(warning)).count(), 1, "{log}");
    let checked = solits(&["check", "--database", &past]);
    let said = String::from_utf8(checked.stdout).unwrap();
    assert!(said.contains(warning), "{said}");
    assert!(checked.status.success(), "a weakness of the setting up is no damage: {said}");
    let log = log_at_start(&ordinary);
    assert!(!log.contains(warning), "{log}");
}
