//! The second wall of PostgreSQL: policies of rows behind the scope of each statement.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use solits_db::{Db, DbError, Tx, global_sql};
use solits_kernel::{InstitutionId, Scope};

/// Whether the database user of the tests is let past policies; the program must never be.
async fn passes_policies(tx: &mut Tx) -> bool {
    global_sql!("SELECT rolsuper OR rolbypassrls AS value FROM pg_roles WHERE rolname = current_user")
        .scalar::<bool>(tx)
        .await
        .unwrap()
        .unwrap()
}

async fn insert_line(tx: &mut Tx, institution: i64) -> Result<u64, DbError> {
    global_sql!(
        "INSERT INTO lines (institution_id, id, letter, name_lv, name_en, position, active) VALUES ($1, $2, 'A', $3, $3, 1, TRUE)"
    )
    .bind(institution)
    .bind(uuid::Uuid::from_u128(u128::from(institution.unsigned_abs()) + 100))
    .bind("Rinda")
    .run(tx)
    .await
}

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
        insert_line(&mut tx, id).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Institutions of all lines a statement without any condition finds.
async fn seen(tx: &mut Tx) -> String {
    global_sql!(
        "SELECT COALESCE(string_agg(CAST(institution_id AS TEXT), ' ' ORDER BY institution_id), '') AS value FROM lines"
    )
    .scalar::<String>(tx)
    .await
    .unwrap()
    .unwrap()
}

#[tokio::test]
async fn a_statement_without_a_condition_sees_and_writes_only_its_institution() {
    let test = solits_testkit::postgres().await;
    two_institutions(&test.db).await;

    let mut tx = test.db.write(Scope::of_job(InstitutionId(1))).await.unwrap();
    assert!(!passes_policies(&mut tx).await);
    assert_eq!(seen(&mut tx).await, "1");
    let changed = global_sql!("UPDATE lines SET position = 7").run(&mut tx).await.unwrap();
    assert_eq!(changed, 1, "the other institution's line was changed too");
    let deleted = global_sql!("DELETE FROM lines WHERE institution_id = 2").run(&mut tx).await.unwrap();
    assert_eq!(deleted, 0, "the other institution's line was deleted");
    let refused = insert_line(&mut tx, 2).await.unwrap_err();
    let DbError::Sql(refused) = refused else { unreachable!("{refused}") };
    assert!(refused.to_string().contains("row-level security"), "{refused}");
    drop(tx);

    let mut tx = test.db.read_global().await.unwrap();
    assert_eq!(seen(&mut tx).await, "1 2", "reading that stands before any institution sees both");
    let refused = global_sql!("UPDATE lines SET position = 8").run(&mut tx).await.unwrap_err();
    let DbError::Sql(refused) = refused else { unreachable!("{refused}") };
    assert!(refused.to_string().contains("read-only"), "reading changes nothing: {refused}");
    drop(tx);

    let mut tx = test.db.write_global().await.unwrap();
    assert_eq!(seen(&mut tx).await, "1 2", "work that stands before any institution sees both");
    global_sql!("SET LOCAL solits.institution = ''").run(&mut tx).await.unwrap();
    assert_eq!(seen(&mut tx).await, "", "without a setting nothing is seen");
}

#[tokio::test]
async fn every_table_of_an_institution_has_its_wall() {
    let test = solits_testkit::postgres().await;
    let mut tx = test.db.read_global().await.unwrap();
    let open = global_sql!(
        "SELECT COALESCE(string_agg(CAST(c.relname AS TEXT), ' '), '') AS value FROM pg_class c
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'institution_id'
          WHERE c.relkind IN ('r', 'p')
            AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                     AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_institution'))"
    )
    .scalar::<String>(&mut tx)
    .await
    .unwrap()
    .unwrap();
    assert_eq!(open, "", "tables without a policy of rows");
    let walled = global_sql!("SELECT count(*) AS value FROM pg_policy WHERE polname = 'own_institution'")
        .scalar::<i64>(&mut tx)
        .await
        .unwrap()
        .unwrap();
    assert!(walled > 20, "only {walled} tables were found");
}
