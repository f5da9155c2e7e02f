//! Writers that share a flush: each stands or falls alone, and nobody waits for a flush that does not come.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use solits_db::{Db, DbError, Engine, Tx, global_sql};
use solits_testkit::{Cluster, TestDb, on_both};

async fn put(db: &Db, id: i64) -> Result<Tx, DbError> {
    again(db.write_global().await?, id).await
}

async fn again(mut tx: Tx, id: i64) -> Result<Tx, DbError> {
    global_sql!(
        "INSERT INTO institutions (id, code, name_lv, name_en, profile, demo, created_at) VALUES ($1, $2, 'x', 'x', '{}', FALSE, 0)"
    )
    .bind(id)
    .bind(format!("i{id}"))
    .run(&mut tx)
    .await?;
    Ok(tx)
}

async fn stored(db: &Db) -> Vec<i64> {
    solits_db::row! {
        struct Stored { id: i64 }
    }
    let mut tx = db.read_global().await.unwrap();
    let rows = global_sql!("SELECT id FROM institutions ORDER BY id").all::<Stored>(&mut tx).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_writers_at_once_those_who_commit_last_and_those_who_give_up_leave_nothing() {
    on_both(|TestDb { db, .. }| async move {
        let writers: Vec<_> = (1..=200_i64)
            .map(|id| {
                let db = db.clone();
                tokio::spawn(async move {
                    let tx = put(&db, id).await.unwrap();
                    match id % 4 {
                        // Undone because it is let go …
                        0 => drop(tx),
                        // … because the engine refuses a second of the same …
                        1 => assert!(again(tx, id).await.is_err()),
                        // … and the others are there for everybody as soon as they are told so.
                        _ => {
                            tx.commit().await.unwrap();
                            assert!(stored(&db).await.contains(&id));
                        }
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let expected: Vec<i64> = (1..=200).filter(|id| id % 4 > 1).collect();
        assert_eq!(stored(&db).await, expected);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_writer_who_goes_away_in_the_line_leaves_nobody_waiting() {
    on_both(|TestDb { db, .. }| async move {
        let mut id = 0;
        for _round in 0..200 {
            id += 3;
            let held = put(&db, id).await.unwrap();
            let next = |id| {
                let db = db.clone();
                tokio::spawn(async move { put(&db, id).await.unwrap().commit().await })
            };
            let (second, third) = (next(id + 1), next(id + 2));
            // PostgreSQL has no line.
            while db.engine() == Engine::Sqlite && !db.has_writers_waiting() {
                tokio::task::yield_now().await;
            }
            let first = tokio::spawn(held.commit());
            third.abort();
            // Both are told, whoever else stood behind them.
            first.await.unwrap().unwrap();
            second.await.unwrap().unwrap();
            let _gone_or_done = third.await;
        }
        assert!(stored(&db).await.len() >= 400);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn when_the_engine_undoes_a_group_by_itself_all_of_it_are_told_and_the_next_writer_begins_anew() {
    let TestDb { db, .. } = solits_testkit::sqlite().await;
    put(&db, 1).await.unwrap().commit().await.unwrap();
    let held = put(&db, 2).await.unwrap();
    // The next one stands in line before the first commits, and makes the engine undo everything.
    let next = tokio::spawn({
        let db = db.clone();
        async move {
            let mut tx = db.write_global().await.unwrap();
            let refused = global_sql!(
                sqlite "INSERT OR ROLLBACK INTO institutions (id, code, name_lv, name_en, profile, demo, created_at)
                        VALUES (1, 'again', 'x', 'x', '{}', FALSE, 0)",
                pg "SELECT 1"
            )
            .run(&mut tx)
            .await;
            assert!(refused.is_err());
            // Nothing more is taken under a transaction that is gone.
            let tx = again(tx, 3).await;
            assert!(matches!(tx, Err(DbError::Flush(_))));
        }
    });
    while !db.has_writers_waiting() {
        tokio::task::yield_now().await;
    }
    assert!(matches!(held.commit().await, Err(DbError::Flush(_))));
    next.await.unwrap();
    put(&db, 4).await.unwrap().commit().await.unwrap();
    assert_eq!(stored(&db).await, [1, 4]);
}

/// A commit is answered when it is on the disk, however suddenly the database server ends.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_is_there_after_the_database_server_was_killed() {
    let mut cluster = Cluster::alone();
    cluster.create_database("crashing", None);
    let address = cluster.address("crashing");
    let db = Db::open(&address).await.unwrap();
    solits_db::migrate(&db).await.unwrap();
    let writers: Vec<_> = (0..4_i64)
        .map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                for id in 1..=25 {
                    put(&db, writer * 100 + id).await.unwrap().commit().await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    cluster.crash();
    let db = Db::open(&address).await.unwrap();
    let expected: Vec<i64> = (0..4).flat_map(|writer| (1..=25).map(move |id| writer * 100 + id)).collect();
    assert_eq!(stored(&db).await, expected);
}
