//! The database hall on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::task::Poll;

use solits_db::{Db, Engine, Signal, Tx, global_sql, row, sql};
use solits_kernel::{InstitutionId, Scope};
use solits_testkit::{TestDb, on_both};
use tokio::sync::broadcast::error::RecvError;

async fn two_institutions(db: &Db) {
    let mut tx = db.write_global().await.unwrap();
    for (id, code) in [(1_i64, "pirma"), (2, "otra")] {
        global_sql!(
            "INSERT INTO institutions (id, code, name_lv, name_en, profile, demo, created_at) VALUES ($1, $2, $2, $2, '{}', FALSE, 0)"
        )
        .bind(id)
        .bind(code)
        .run(&mut tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

row! {
    struct Code { code: String }
}

#[tokio::test]
async fn a_statement_sees_only_the_institution_of_its_transaction() {
    on_both(|TestDb { db, .. }| async move {
        two_institutions(&db).await;
        let mut tx = db.read(Scope::of_job(InstitutionId(2))).await.unwrap();
        let codes = sql!("SELECT code FROM institutions WHERE id = $1").all::<Code>(&mut tx).await.unwrap();
        assert_eq!(codes.into_iter().map(|row| row.code).collect::<Vec<_>>(), ["otra"]);
    })
    .await;
}

#[tokio::test]
async fn a_scoped_statement_without_an_institution_is_refused() {
    on_both(|TestDb { db, .. }| async move {
        let mut tx = db.read_global().await.unwrap();
        assert!(sql!("SELECT code FROM institutions WHERE id = $1").all::<Code>(&mut tx).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn the_journal_refuses_to_be_changed_or_cut() {
    on_both(|TestDb { db, .. }| async move {
        two_institutions(&db).await;
        let mut tx = db.write_global().await.unwrap();
        global_sql!(
            "INSERT INTO journal (institution_id, n, at, kind, subject_id, actor, facts) VALUES (1, 1, 0, 'ticket.taken', $1, 'c', '{}')"
        )
        .bind(uuid::Uuid::nil())
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        for statement in [
            global_sql!("UPDATE journal SET at = 1 WHERE n = 1"),
            global_sql!("DELETE FROM journal WHERE n = 1"),
        ] {
            let mut tx = db.write_global().await.unwrap();
            assert!(statement.run(&mut tx).await.is_err());
        }
    })
    .await;
}

/// So a request that takes too long is let go of.
#[tokio::test]
async fn what_is_cut_off_before_its_commit_has_changed_nothing() {
    on_both(|TestDb { db, .. }| async move {
        two_institutions(&db).await;
        let (told, changed) = tokio::sync::oneshot::channel();
        let begun = async {
            let mut tx = db.write(Scope::of_job(InstitutionId(1))).await.unwrap();
            sql!("UPDATE institutions SET code = 'cita' WHERE id = $1").run(&mut tx).await.unwrap();
            told.send(()).unwrap();
            std::future::pending::<()>().await;
        };
        tokio::select! {
            () = begun => {}
            changed = changed => changed.unwrap(),
        }
        let mut tx = db.write(Scope::of_job(InstitutionId(1))).await.unwrap();
        let codes = sql!("SELECT code FROM institutions WHERE id = $1").all::<Code>(&mut tx).await.unwrap();
        assert_eq!(codes.into_iter().map(|row| row.code).collect::<Vec<_>>(), ["pirma"]);
    })
    .await;
}

/// So a page is closed, or a request cut short, at the worst moment.
#[tokio::test]
async fn what_is_cut_off_in_its_commit_lasts_and_is_told() {
    on_both(|TestDb { db, .. }| async move {
        two_institutions(&db).await;
        let mut heard = db.live().subscribe();
        let mut tx = db.write(Scope::of_job(InstitutionId(1))).await.unwrap();
        sql!("UPDATE institutions SET code = 'cita' WHERE id = $1").run(&mut tx).await.unwrap();
        tx.signal("cases");
        // Somebody stands in line behind it, so that SQLite flushes later, for both.
        let next = tokio::spawn({
            let db = db.clone();
            async move { db.write(Scope::of_job(InstitutionId(2))).await.unwrap().commit().await }
        });
        while db.engine() == Engine::Sqlite && !db.has_writers_waiting() {
            tokio::task::yield_now().await;
        }
        let mut commit = Box::pin(tx.commit());
        let begun = std::future::poll_fn(|cx| Poll::Ready(commit.as_mut().poll(cx))).await;
        // The server may have answered before anybody looked; then there was nothing to cut off.
        assert!(begun.is_pending() || db.engine() == Engine::Postgres);
        drop(commit);
        next.await.unwrap().unwrap();
        assert_eq!(heard.recv().await.unwrap().topic, "cases");
        let mut tx = db.read(Scope::of_job(InstitutionId(1))).await.unwrap();
        let codes = sql!("SELECT code FROM institutions WHERE id = $1").all::<Code>(&mut tx).await.unwrap();
        assert_eq!(codes.into_iter().map(|row| row.code).collect::<Vec<_>>(), ["cita"]);
    })
    .await;
}

#[tokio::test]
async fn signals_are_heard_after_the_commit_and_not_after_a_rollback() {
    on_both(|TestDb { db, .. }| async move {
        two_institutions(&db).await;
        let mut heard = db.live().subscribe();
        let listener = tokio::spawn({
            let db = db.clone();
            async move { db.listen().await }
        });
        let scope = || Scope::of_job(InstitutionId(1));
        let signal = |topic: &str| Signal { institution: InstitutionId(1), topic: topic.to_owned() };
        // The listener may still be connecting: the first signal is repeated until it is heard.
        loop {
            let mut tx = db.write(scope()).await.unwrap();
            tx.signal("ready");
            tx.commit().await.unwrap();
            if tokio::time::timeout(std::time::Duration::from_millis(200), heard.recv()).await.is_ok() {
                break;
            }
        }
        let mut undone = db.write(scope()).await.unwrap();
        undone.signal("undone");
        drop(undone);
        let mut tx = db.write(scope()).await.unwrap();
        tx.signal("branch:1");
        tx.signal("branch:1");
        tx.signal("branch:2");
        tx.commit().await.unwrap();
        let mut topics = Vec::new();
        while topics.last() != Some(&signal("branch:2")) {
            match heard.recv().await {
                Ok(heard) if heard.topic != "ready" => topics.push(heard),
                // The listener may have connected only now, and says that it cannot know what was said before.
                Ok(_) | Err(RecvError::Lagged(0)) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!(topics, [signal("branch:1"), signal("branch:2")]);
        listener.abort();
    })
    .await;
}

#[tokio::test]
async fn both_engines_have_the_same_tables_columns_keys_and_indexes() {
    let (small, large) = (solits_testkit::sqlite().await, solits_testkit::postgres().await);
    let (ours, theirs) = (small.db.schema().await.unwrap(), large.db.schema().await.unwrap());
    assert!(ours.0.len() > 30, "only {} tables were found", ours.0.len());
    let said = ours.differences("SQLite", &theirs, "PostgreSQL");
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[tokio::test]
async fn a_difference_between_schemas_is_said_in_words() {
    let test = solits_testkit::sqlite().await;
    let whole = test.db.schema().await.unwrap();
    let mut poorer = whole.clone();
    poorer.0.remove("case_notes");
    let tickets = poorer.0.get_mut("tickets").unwrap();
    tickets.columns.remove("party");
    tickets.columns.get_mut("outcome").unwrap().fill = solits_db::Fill::Required;
    tickets.indexes.remove("tickets_live");
    tickets.unique.clear();
    let said = whole.differences("one", &poorer, "the other").join("\n");
    for words in [
        "table case_notes is missing on the other",
        "table tickets: column party is bigint required on one and missing on the other",
        "table tickets: column outcome is text on one and text required on the other",
        "table tickets: index tickets_live is (institution_id, branch_id",
        "table tickets: the unique key over (institution_id, branch_id, day, letter, number)",
    ] {
        assert!(said.contains(words), "not said: {words}\n{said}");
    }
}

#[tokio::test]
async fn a_node_knows_its_own_changes_as_soon_as_they_are_committed_without_listening_to_others() {
    on_both(|TestDb { db, .. }| async move {
        two_institutions(&db).await;
        let mut heard = db.live().subscribe();
        let mut tx = db.write(Scope::of_job(InstitutionId(1))).await.unwrap();
        tx.signal("setup");
        tx.commit().await.unwrap();
        assert_eq!(heard.try_recv().unwrap().topic, "setup");
    })
    .await;
}

#[tokio::test]
async fn a_node_that_could_not_hear_the_others_for_a_while_says_so_to_its_listeners() {
    let TestDb { db, address, .. } = solits_testkit::postgres().await;
    let mut heard = db.live().subscribe();
    let listener = tokio::spawn({
        let db = db.clone();
        async move { db.listen().await }
    });
    // What was said before it began to listen was missed as well.
    assert!(heard.recv().await.is_err());
    two_institutions(&db).await;
    let other = Db::open(&address).await.unwrap();
    let mut tx = other.write_global().await.unwrap();
    let ended = global_sql!(
        sqlite "SELECT 0 AS value",
        pg "SELECT count(pg_terminate_backend(pid)) AS value FROM pg_stat_activity
             WHERE datname = current_database() AND query LIKE 'LISTEN%'"
    )
    .scalar::<i64>(&mut tx)
    .await
    .unwrap();
    assert_eq!(ended, Some(1));
    drop(tx);
    assert!(heard.recv().await.is_err());
    // And it hears again.
    let mut tx = other.write(Scope::of_job(InstitutionId(1))).await.unwrap();
    tx.signal("branch:1");
    tx.commit().await.unwrap();
    assert_eq!(heard.recv().await.unwrap().topic, "branch:1");
    listener.abort();
}

#[tokio::test]
async fn what_was_read_as_steady_is_asked_anew_once_the_transaction_changes_it() {
    on_both(|TestDb { db, .. }| async move {
        two_institutions(&db).await;
        let mut tx = db.write(Scope::of_job(InstitutionId(1))).await.unwrap();
        let name = async |tx: &mut Tx| {
            let found = sql!("SELECT code FROM institutions WHERE id = $1").statement().steady();
            found.optional::<Code>(tx).await.unwrap().unwrap().code
        };
        assert_eq!(name(&mut tx).await, "pirma");
        let renamed = sql!("UPDATE institutions SET code = $2 WHERE id = $1");
        renamed.bind("mainīta").run(&mut tx).await.unwrap();
        assert_eq!(name(&mut tx).await, "mainīta");
        renamed.bind("beigās").at_commit(&mut tx);
        tx.settle().await.unwrap();
        assert_eq!(name(&mut tx).await, "beigās");
        // The same question of another institution is another question.
        tx.enter(Scope::of_job(InstitutionId(2)));
        assert_eq!(name(&mut tx).await, "otra");
    })
    .await;
}
