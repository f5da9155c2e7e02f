//! Nothing acknowledged is ever lost: the program is killed at random points while many write.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use solits_db::{Db, migrate};
use solits_queueing::draw::Draw;
use solits_testkit::Fixture;

use crate::{
    a_token,
    http::ask,
    program::{Program, solits},
};

const KILLS: usize = 25;
const WRITERS: usize = 16;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_ticket_outlives_twenty_five_kills_exactly_once() {
    let folder = tempfile::tempdir().unwrap();
    let (fixture, token) = {
        let db = Db::open_file(&folder.path().join("solits.sqlite")).await.unwrap();
        migrate(&db).await.unwrap();
        let fixture = Fixture::new(&db, 1).await;
        let token = a_token(&db, fixture.institution, "tickets.write tickets.read").await;
        db.close().await;
        (fixture, token)
    };
    let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
    let bearer = format!("Bearer {token}");
    // What was acknowledged: the key of the call, and the ticket it was answered with.
    let acknowledged: Arc<Mutex<HashMap<String, String>>> = Arc::default();
    let mut draw = Draw::new(20_261_121);
    for round in 0..KILLS {
        let program = Program::serve(folder.path(), None);
        let stop = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (address, body, bearer) = (program.address.clone(), body.clone(), bearer.clone());
                let (acknowledged, stop) = (acknowledged.clone(), stop.clone());
                std::thread::spawn(move || {
                    for call in 0.. {
                        if stop.load(Ordering::SeqCst) {
                            return;
                        }
                        let key = format!("{round}-{writer}-{call}");
                        let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str())];
                        // A cut-off answer is no acknowledgement.
                        let Ok(answer) = ask(&address, "POST", "/api/v1/tickets", &headers, &body) else {
                            return;
                        };
                        assert_eq!(answer.status, 200, "{}", answer.body);
                        let id = answer.json()["id"].as_str().unwrap().to_owned();
                        acknowledged.lock().unwrap().insert(key, id);
                    }
                })
            })
            .collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a fraction of a second")]
        let moment = Duration::from_millis(60 + (draw.unit() * 340.0) as u64);
        tokio::time::sleep(moment).await;
        program.kill();
        stop.store(true, Ordering::SeqCst);
        for writer in writers {
            writer.join().unwrap();
        }
    }

    let data = folder.path().to_str().unwrap();
    let acknowledged = acknowledged.lock().unwrap().clone();
    assert!(acknowledged.len() > KILLS, "the writers hardly wrote: {}", acknowledged.len());
    let program = Program::serve(folder.path(), None);
    let mut numbers = HashMap::new();
    for (key, id) in &acknowledged {
        let headers = [("authorization", bearer.as_str())];
        let answer = ask(&program.address, "GET", &format!("/api/v1/tickets/{id}"), &headers, "").unwrap();
        assert_eq!(answer.status, 200, "the ticket acknowledged for {key} is gone");
        let number = answer.json()["number"].as_str().unwrap().to_owned();
        assert_eq!(numbers.insert(number, key), None, "two acknowledged tickets share a number");
        // The same key again is answered with the same ticket: it was written exactly once.
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str())];
        let again = ask(&program.address, "POST", "/api/v1/tickets", &headers, &body).unwrap();
        assert_eq!(again.json()["id"].as_str(), Some(id.as_str()));
    }
    drop(program);
    let checked = solits(&["check", "--data", data]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

#[tokio::test]
async fn a_check_finds_an_entry_that_was_edited_behind_the_programs_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("solits.sqlite");
    let db = Db::open_file(&file).await.unwrap();
    migrate(&db).await.unwrap();
    let fixture = Fixture::new(&db, 1).await;
    let token = a_token(&db, fixture.institution, "tickets.write").await;
    let program = Program::serve(folder.path(), None);
    let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
    let bearer = format!("Bearer {token}");
    ask(&program.address, "POST", "/api/v1/tickets", &[("authorization", bearer.as_str())], &body).unwrap();
    let data = folder.path().to_str().unwrap();
    // The sealer works once a second; until it has, the chain is short.
    loop {
        let verified = solits(&["journal", "verify", "--data", data]);
        assert!(verified.status.success());
        if String::from_utf8_lossy(&verified.stdout).contains("institution 1: 1 sealed") {
            break;
        }
    }
    drop(program);
    let mut tx = db.write_global().await.unwrap();
    solits_db::global_sql!("DROP TRIGGER journal_no_update").run(&mut tx).await.unwrap();
    solits_db::global_sql!("UPDATE journal SET at = at - 60000 WHERE institution_id = 1")
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(!solits(&["journal", "verify", "--data", data]).status.success());
    assert!(!solits(&["check", "--data", data]).status.success());
}
