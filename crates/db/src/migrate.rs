//! One numbered sequence of migrations for both engines.

use std::{borrow::Cow, collections::BTreeMap};

use rusqlite::{Connection, TransactionBehavior, params};
use sqlx::{
    AssertSqlSafe, Connection as _, SqlSafeStr as _,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
};

use crate::{Db, DbError, Engine, tx::Pools};

/// A migration: number, name, and its text for SQLite and for PostgreSQL. Once released it is never edited.
#[derive(Debug)]
pub struct Step {
    number: i64,
    name: &'static str,
    sqlite: &'static str,
    pg: &'static str,
}

macro_rules! step {
    ($number:literal, $name:literal) => {
        Step {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../../../migrations/", $name, ".sql")),
            pg: include_str!(concat!("../../../migrations/", $name, ".sql")),
        }
    };
    ($number:literal, $name:literal, two texts) => {
        Step {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../../../migrations/", $name, ".sqlite.sql")),
            pg: include_str!(concat!("../../../migrations/", $name, ".pg.sql")),
        }
    };
}

/// All migrations in order.
pub const MIGRATIONS: &[Step] = &[
    step!(1, "0001_institution"),
    step!(2, "0002_journal"),
    // The engines guard a table in different languages.
    step!(3, "0003_journal_guard", two texts),
    step!(4, "0004_queue"),
    step!(5, "0005_cases"),
    step!(6, "0006_cases"),
    step!(7, "0007_channel_hours"),
    step!(8, "0008_counter"),
    step!(9, "0009_program_secrets"),
    step!(10, "0010_tokens"),
    // Only PostgreSQL has policies of rows.
    step!(11, "0011_row_security", two texts),
    // Only the embedded engine has to be told what its tables will look like.
    step!(12, "0012_statistics", two texts),
    // What SQLite is told of its tables changes with them.
    step!(14, "0014_durations", two texts),
    step!(15, "0015_access"),
    // Append-only, as the journal is.
    step!(16, "0016_access_record", two texts),
    step!(18, "0018_journal_heads"),
    // Only PostgreSQL changes a primary key in place.
    step!(19, "0019_lanes", two texts),
    // The record's guard again, now with a way for what is too old.
    step!(20, "0020_access_terms", two texts),
    step!(21, "0021_structure"),
    step!(22, "0022_evaluation"),
    step!(24, "0024_promise_lab"),
    step!(25, "0025_acquaintance"),
    step!(27, "0027_display_notices"),
    step!(28, "0028_evidence"),
    // Only PostgreSQL lets a column be empty afterwards.
    step!(29, "0029_reports", two texts),
    step!(30, "0030_planned_changes"),
    step!(31, "0031_standard_drafts"),
    step!(33, "0033_suggestions"),
    step!(34, "0034_correspondence"),
    step!(35, "0035_contact_notes"),
    step!(36, "0036_case_sight"),
    step!(37, "0037_feedback"),
    step!(38, "0038_portal"),
    step!(39, "0039_intake"),
    step!(40, "0040_inbox"),
    step!(41, "0041_case_work"),
    step!(42, "0042_composing"),
    // Bytes decide the order of the words of the index, which PostgreSQL is told and SQLite does anyway.
    step!(43, "0043_search", two texts),
    step!(44, "0044_colleagues"),
    step!(45, "0045_integration"),
    step!(46, "0046_told"),
    step!(47, "0047_returned"),
    step!(48, "0048_due_between_colleagues"),
    step!(49, "0049_letters"),
    // Only PostgreSQL changes a check in place.
    step!(50, "0050_matters", two texts),
    step!(52, "0052_receptions"),
    step!(53, "0053_letter_parts"),
    // Only PostgreSQL chooses between the two by chance.
    step!(54, "0054_hall", two texts),
    // Only PostgreSQL changes a check in place.
    step!(55, "0055_news", two texts),
    step!(56, "0056_marks"),
    step!(58, "0058_meetings"),
    step!(59, "0059_forwarding"),
    step!(61, "0061_letters_seen_to"),
    step!(64, "0064_classification"),
    step!(65, "0065_case_subjects"),
    step!(68, "0068_draft_choices"),
    step!(69, "0069_search_others"),
    // Only PostgreSQL changes a check in place.
    step!(70, "0070_e_address", two texts),
    step!(71, "0071_closed_unanswered"),
    step!(73, "0073_file_scans"),
    // Only PostgreSQL changes a check in place.
    step!(74, "0074_kept_words", two texts),
    step!(77, "0077_written_indexes"),
    // Only the embedded engine has to be told what its tables will look like.
    step!(78, "0078_written_statistics", two texts),
    // Only PostgreSQL changes a check in place.
    step!(81, "0081_kept_people", two texts),
    // Only the embedded engine has to be told what its tables will look like.
    step!(83, "0083_erased", two texts),
];

/// Brings the tables up to date.
pub async fn migrate(db: &Db) -> Result<(), DbError> {
    let migrations = texts(db.engine());
    match &db.pools {
        Pools::Sqlite(embedded) => embedded.alone(|connection| run(connection, &migrations)).await?,
        Pools::Pg(pool) => {
            let migrator = Migrator::with_migrations(migrations);
            // A step may rewrite rows of every institution. The connection that is allowed to never goes back to the pool.
            let mut connection = pool.acquire().await?.detach();
            sqlx::query("SET solits.institution = 'all'").execute(&mut connection).await?;
            migrator.run(&mut connection).await?;
            // Tables of later steps get their wall here, so that none is forgotten.
            sqlx::query("SELECT wall_institutions()").execute(&mut connection).await?;
            connection.close().await?;
        }
    }
    Ok(())
}

/// The migrations as an engine reads them.
fn texts(engine: Engine) -> Vec<Migration> {
    MIGRATIONS
        .iter()
        .map(|step| {
            let text = match engine {
                Engine::Sqlite => {
                    step.sqlite.replace("{{bytes}}", "BLOB").replace("{{clustered}}", "WITHOUT ROWID")
                }
                Engine::Postgres => step.pg.replace("{{bytes}}", "BYTEA").replace("{{clustered}}", ""),
            };
            Migration::new(
                step.number,
                Cow::Borrowed(step.name),
                MigrationType::Simple,
                AssertSqlSafe(text).into_sql_str(),
                false,
            )
        })
        .collect()
}

/// Runs on the embedded engine what it has not run yet, each step whole or not at all. The record of what was run is the
/// one of the other engine, also in files that are older than this way of running.
fn run(connection: &mut Connection, migrations: &[Migration]) -> Result<(), DbError> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS _sqlx_migrations (
             version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
             success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT NOT NULL
         )",
    )?;
    let done: BTreeMap<i64, Vec<u8>> = connection
        .prepare("SELECT version, checksum FROM _sqlx_migrations")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    if let Some(unknown) = done.keys().find(|number| migrations.iter().all(|step| step.version != **number)) {
        return Err(MigrateError::VersionMissing(*unknown).into());
    }
    for step in migrations {
        match done.get(&step.version) {
            Some(checksum) if **checksum == *step.checksum => {}
            Some(_) => return Err(MigrateError::VersionMismatch(step.version).into()),
            None => {
                let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                transaction.execute_batch(step.sql.as_str())?;
                transaction.execute(
                    "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                     VALUES (?1, ?2, TRUE, ?3, 0)",
                    params![step.version, step.description.as_ref(), step.checksum.as_ref()],
                )?;
                transaction.commit()?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps up to one.
    fn until(number: i64) -> Vec<Migration> {
        texts(Engine::Sqlite).into_iter().filter(|step| step.version <= number).collect()
    }

    /// Step 30 took every notice for one that was seen; of those whose time had not come step 33 takes it back.
    #[test]
    fn a_notice_whose_time_had_not_come_is_still_to_be_told_as_posted() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, &until(29)).unwrap();
        connection
            .execute_batch(
                "INSERT INTO institutions (id, code, name_lv, name_en, profile, demo, created_at)
                 VALUES (1, 'testa', 'Testa', 'Test', '{}', FALSE, 0);
                 INSERT INTO journal (institution_id, n, at, kind, subject_id, actor, facts)
                 VALUES (1, 1, 100, 'setup.changed', x'01', 'p', '{}'), (1, 2, 500, 'setup.changed', x'01', 'p', '{}');
                 INSERT INTO display_notices (institution_id, id, text_lv, text_en, shown_from, shown_until, position)
                 VALUES (1, x'0a', 'Agrāk', '', 400, 900, 1), (1, x'0b', 'Vēlāk', '', 600, 900, 2);",
            )
            .unwrap();
        run(&mut connection, &texts(Engine::Sqlite)).unwrap();
        let posted = |text: &str| -> Option<i64> {
            connection
                .query_row("SELECT posted_at FROM display_notices WHERE text_lv = ?1", [text], |row| {
                    row.get(0)
                })
                .unwrap()
        };
        assert_eq!((posted("Agrāk"), posted("Vēlāk")), (Some(400), None));
    }

    /// Step 70 makes two tables anew on this engine.
    #[test]
    fn how_clients_hear_and_what_they_were_told_outlives_the_step_that_adds_a_way() {
        let mut connection = Connection::open_in_memory().unwrap();
        // The rows stand alone here, without the cases and people they belong to.
        connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        let all = texts(Engine::Sqlite);
        let before: Vec<Migration> = all.iter().filter(|step| step.version < 70).cloned().collect();
        run(&mut connection, &before).unwrap();
        connection
            .execute_batch(
                "INSERT INTO case_contacts (institution_id, case_id, channel, lang, postal, confirmed_at, confirm_hash,
                         confirm_until, reach)
                 VALUES (1, x'01', 'phone', 'en', 'Liepu iela 1', 5, x'0c', 900, '67 012 345');
                 INSERT INTO case_news (institution_id, id, case_id, n, at, kind, text, told_at, told_by, told_how)
                 VALUES (1, x'0a', x'01', 1, 100, 'case.answered', 'Atbildēts.', 200, x'0e', 'sms'),
                        (1, x'0b', x'01', 2, 300, 'case.closed', 'Slēgta.', NULL, NULL, NULL);",
            )
            .unwrap();
        run(&mut connection, &all).unwrap();
        let one = |sql: &str| -> String { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
        assert_eq!(
            one("SELECT channel || lang || postal || confirmed_at || hex(confirm_hash) || confirm_until || reach
                   FROM case_contacts WHERE case_id = x'01'"),
            "phoneenLiepu iela 150C90067 012 345"
        );
        assert_eq!(
            one("SELECT group_concat(n || kind || at || text || coalesce(told_at || hex(told_by) || told_how, ''), ' ')
                   FROM (SELECT n, kind, at, text, told_at, told_by, told_how FROM case_news ORDER BY n)"),
            "1case.answered100Atbildēts.2000Esms 2case.closed300Slēgta."
        );
        let change = |sql: &str| connection.execute(sql, []).is_ok();
        assert!(change("UPDATE case_contacts SET channel = 'e_address'"));
        assert!(!change("UPDATE case_contacts SET channel = 'pigeon'"));
        assert!(change("UPDATE case_news SET told_at = 400, told_how = 'e_address' WHERE n = 2"));
        assert!(!change("UPDATE case_news SET told_how = 'email'"));
        assert!(!change("UPDATE case_news SET told_at = NULL"), "who told it is still told with when");
        assert!(!change("UPDATE case_news SET n = 1"), "an entry is still told once");
    }

    /// Step 69 has the index read once more what it knew before, and what it did not read at all.
    #[test]
    fn the_index_reads_once_more_what_there_is_of_cases_questions_reports_and_letters() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, &until(68)).unwrap();
        connection
            .execute_batch(
                "PRAGMA foreign_keys = OFF;
                 INSERT INTO search_cases (institution_id, number, case_id, words) VALUES (1, 7, x'0c', 'tiel');
                 INSERT INTO internal_requests (institution_id, id, kind, topic, question, checked, shown, addressee_id, place,
                        asked_by, asked_at, state, version)
                 VALUES (1, x'0d', 'question', 'Kas?', '', '', '[]', x'01', '', x'01', 100, 'open', 1);
                 INSERT INTO nonconformities (institution_id, id, reference, kind, standard, potential, found, place,
                        reported_by, found_at, routed_at, role, body, remedy, closing, state, version)
                 VALUES (1, x'0e', 'N-2026-0001', 'other', 1, 0, 'Kas', '', x'01', 100, 100, '', '', '', '', 'reported', 1);
                 INSERT INTO letters (institution_id, id, mailbox_id, folder, uid_validity, uid, digest, size, received_at,
                        taken_at, state, because, author, subject, tries)
                 VALUES (1, x'0f', x'02', 'INBOX', 1, 1, x'01', 1, 100, 100, 'needs_attention', 'not-understood', '', '', 0),
                        (1, x'10', x'02', 'INBOX', 1, 2, x'02', 1, 100, 100, 'placed', '', '', '', 0);",
            )
            .unwrap();
        run(&mut connection, &texts(Engine::Sqlite)).unwrap();
        let read = |text: &str| -> Vec<(String, i64)> {
            let mut statement = connection.prepare(text).unwrap();
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            rows.map(Result::unwrap).collect()
        };
        let again = read("SELECT kind, institution_id FROM search_again ORDER BY kind");
        assert_eq!(again, ["case", "question", "report"].map(|kind| (kind.to_owned(), 1)));
        let letters = read("SELECT state, unsearched FROM letters ORDER BY uid");
        assert_eq!(letters, [("needs_attention".to_owned(), 1), ("placed".to_owned(), 0)]);
    }

    /// Security §11: the account of an employee who left is kept for a time of its own from the day they left.
    #[test]
    fn for_whoever_had_left_before_the_journal_says_when() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, &until(78)).unwrap();
        connection
            .execute_batch(
                "PRAGMA foreign_keys = OFF;
                 INSERT INTO employees (institution_id, id, name, name_folded, post, email, phone, levels, language, active)
                 VALUES (1, x'01', 'A', 'a', '', 'a', '', '1', 'lv', FALSE), (1, x'02', 'B', 'b', '', 'b', '', '1', 'lv', FALSE),
                        (1, x'03', 'C', 'c', '', 'c', '', '1', 'lv', TRUE);
                 INSERT INTO journal (institution_id, n, at, kind, subject_id, actor, facts)
                 VALUES (1, 1, 100, 'setup.changed', x'01', 'p', '{\"what\":\"employee.closed\"}'),
                        (1, 2, 200, 'setup.changed', x'01', 'p', '{\"what\":\"employee.opened\"}'),
                        (1, 3, 300, 'setup.changed', x'01', 'p', '{\"what\":\"employee.closed\"}'),
                        (1, 4, 400, 'setup.changed', x'03', 'p', '{\"what\":\"employee.closed\"}');",
            )
            .unwrap();
        run(&mut connection, &texts(Engine::Sqlite)).unwrap();
        let mut statement = connection.prepare("SELECT left_at FROM employees ORDER BY email").unwrap();
        let left: Vec<Option<i64>> =
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(left[0], Some(300), "the last time");
        assert!(left[1] > Some(1_000_000_000_000), "nobody knows when: from now on, in milliseconds");
        assert_eq!(left[2], None, "whoever works here has not left");
    }
}
