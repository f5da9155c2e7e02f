//! Replacing the file of the embedded database: a copy put back, the file made compact, and never under a service at work.

use std::{fs, path::Path, process::Output};

use solits_db::{Db, migrate, sql};
use solits_testkit::Fixture;

use crate::program::{Program, solits};

fn on(folder: &Path, command: &str, more: &[&str]) -> Output {
    solits(&[&[command, "--data", folder.to_str().unwrap()], more].concat())
}

fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

async fn a_place() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_file(&folder.path().join("solits.sqlite")).await.unwrap();
    migrate(&db).await.unwrap();
    Fixture::new(&db, 1).await;
    db.close().await;
    folder
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_is_not_put_back_under_a_running_service_and_is_once_it_was_killed() {
    let folder = a_place().await;
    let copies = tempfile::tempdir().unwrap();
    let copy = copies.path().join("copy.sqlite");
    let program = Program::serve(folder.path(), None);
    said(&on(folder.path(), "backup", &[copy.to_str().unwrap()]));
    let before = fs::metadata(folder.path().join("solits.sqlite")).unwrap().modified().unwrap();
    for command in [&["restore", copy.to_str().unwrap()][..], &["compact"]] {
        let why = refusal(&on(folder.path(), command[0], &command[1..]));
        assert!(why.contains("systemctl stop solits") && why.contains("nothing was changed"), "{why}");
    }
    assert_eq!(fs::metadata(folder.path().join("solits.sqlite")).unwrap().modified().unwrap(), before);
    assert!(!folder.path().join("solits.sqlite.before-restore").exists());
    // A power cut leaves the file that carries the lock, and no lock.
    program.kill();
    assert!(folder.path().join("solits.lock").exists());
    said(&on(folder.path(), "restore", &[copy.to_str().unwrap()]));
    assert!(folder.path().join("solits.sqlite.before-restore").exists());
    drop(Program::serve(folder.path(), None));
    assert!(said(&on(folder.path(), "check", &[])).contains("0 differences"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_compact_file_is_smaller_and_holds_the_same() {
    let folder = a_place().await;
    let file = folder.path().join("solits.sqlite");
    let db = Db::open_file(&file).await.unwrap();
    let scope = solits_kernel::Scope::of_job(solits_kernel::InstitutionId(1));
    let mut tx = db.write(scope.clone()).await.unwrap();
    for key in 0..400 {
        sql!(
            "INSERT INTO idempotency (institution_id, key, action, result, at) VALUES ($1, $2, 'test', $3, 0)"
        )
        .bind(format!("{key}"))
        .bind("x".repeat(10_000))
        .run(&mut tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let mut tx = db.write(scope.clone()).await.unwrap();
    sql!("DELETE FROM idempotency WHERE institution_id = $1 AND key <> '7'").run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    // What one that was cut off has left is no obstacle.
    fs::write(folder.path().join("solits.sqlite.compact"), "half").unwrap();

    let before = fs::metadata(&file).unwrap().len();
    let words = said(&on(folder.path(), "compact", &[]));
    let after = fs::metadata(&file).unwrap().len();
    assert!(after + 3_500_000 < before, "{before} before, {after} after");
    assert!(words.contains("MB before, ") && words.trim_end().ends_with("MB after"), "{words}");

    let db = Db::open_file(&file).await.unwrap();
    let mut tx = db.read(scope).await.unwrap();
    let left = sql!("SELECT length(result) AS value FROM idempotency WHERE institution_id = $1");
    assert_eq!(left.scalar::<i64>(&mut tx).await.unwrap(), Some(10_000));
    drop(tx);
    db.close().await;
    assert!(said(&on(folder.path(), "check", &[])).contains("tables and keys: sound"));
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().contains("compact")), "{names:?}");
}

#[test]
fn postgresql_is_left_to_its_own_tools_and_an_empty_folder_holds_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let why = refusal(&on(folder.path(), "compact", &["--database", "postgres://nobody@localhost/nothing"]));
    assert!(why.contains("VACUUM"), "{why}");
    assert!(refusal(&on(folder.path(), "compact", &[])).contains("no database"));
}
