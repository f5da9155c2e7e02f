//! `solits check` finds what the journal does not bear out, and tells it exactly, whatever the size of the record.

use std::collections::BTreeSet;

use solits_db::{Db, Tx, row, sql};
use solits_journal::{Difference, Heart, recompute};
use solits_kernel::{BranchId, InstitutionId, ObligationId, Scope};
use solits_testkit::{TestDb, on_both};
use uuid::Uuid;

use crate::program::solits;

row! {
    struct Stored { day: i64, id: ObligationId }
}
row! {
    struct Behind { day: i64, case_id: Uuid }
}
row! {
    struct Month { branch_id: BranchId, month: i64 }
}

/// Until when histories go: there is no public holiday near, and clients come on most days, however few these are.
const UNTIL: &str = "2026-06-13";

/// A simulated history, and a transaction on it that is never committed.
async fn a_history(test: &TestDb, days: &str, scale: &str) -> Tx {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let place = ["simulate", "--data", data, "--database", &test.address];
    let filled = solits(&[&place[..], &["--until", UNTIL, "--days", days, "--scale", scale]].concat());
    assert!(filled.status.success(), "{}", String::from_utf8_lossy(&filled.stderr));
    test.db.write(Scope::of_job(InstitutionId(1))).await.unwrap()
}

async fn differences(tx: &mut Tx, db: &Db) -> Vec<Difference> {
    recompute(tx, &Heart::new(db)).await.unwrap().1
}

/// Issue §2: obligations and measures recomputed from the journal equal the stored ones, or the difference is told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_stored_thing_that_was_changed_is_told_and_nothing_else() {
    on_both(|test| async move {
        let mut tx = a_history(&test, "8", "0.2").await;
        let count = sql!("SELECT count(*) AS value FROM journal WHERE institution_id = $1");
        let entries = count.scalar::<i64>(&mut tx).await.unwrap().unwrap();
        assert!(entries > 100);
        assert_eq!(recompute(&mut tx, &Heart::new(&test.db)).await.unwrap(), (entries, vec![]), "{}", test.engine);

        let obligations = sql!("SELECT day, id FROM obligations WHERE institution_id = $1 ORDER BY day, id LIMIT 3");
        let [changed, removed, copied] = obligations.all::<Stored>(&mut tx).await.unwrap().try_into().ok().unwrap();
        sql!("UPDATE obligations SET due_at = due_at + 1 WHERE institution_id = $1 AND day = $2 AND id = $3")
            .bind(changed.day)
            .bind(changed.id)
            .run(&mut tx)
            .await
            .unwrap();
        let invented = ObligationId::new(Uuid::max());
        sql!(
            "INSERT INTO obligations (institution_id, day, id, standard, norm, subject_id, branch_id, employee_id, channel, state,
                    opened_n, opened_at, due_at, calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why)
             SELECT institution_id, day, $4, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n,
                    opened_at, due_at, calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
               FROM obligations WHERE institution_id = $1 AND day = $2 AND id = $3"
        )
        .bind(copied.day)
        .bind(copied.id)
        .bind(invented)
        .run(&mut tx)
        .await
        .unwrap();
        sql!("DELETE FROM obligations WHERE institution_id = $1 AND day = $2 AND id = $3")
            .bind(removed.day)
            .bind(removed.id)
            .run(&mut tx)
            .await
            .unwrap();
        let months = sql!("SELECT branch_id, month FROM duration_months WHERE institution_id = $1 ORDER BY month, branch_id LIMIT 1");
        let month = months.optional::<Month>(&mut tx).await.unwrap().unwrap();
        sql!("DELETE FROM duration_months WHERE institution_id = $1 AND branch_id = $2 AND month = $3")
            .bind(month.branch_id)
            .bind(month.month)
            .run(&mut tx)
            .await
            .unwrap();
        let days = sql!(
            "SELECT branch_id, day AS month FROM duration_days WHERE institution_id = $1 ORDER BY day, branch_id LIMIT 2"
        );
        let [one, other] = days.all::<Month>(&mut tx).await.unwrap().try_into().ok().unwrap();
        sql!(
            "UPDATE duration_days SET cells = (SELECT o.cells FROM duration_days o
                                                WHERE o.institution_id = $1 AND o.branch_id = $4 AND o.day = $5)
              WHERE institution_id = $1 AND branch_id = $2 AND day = $3"
        )
        .bind(one.branch_id)
        .bind(one.month)
        .bind(other.branch_id)
        .bind(other.month)
        .run(&mut tx)
        .await
        .unwrap();

        let told = differences(&mut tx, &test.db).await;
        let about: BTreeSet<String> = told.iter().map(|one| one.what.clone()).collect();
        let expected = BTreeSet::from([
            format!("obligation {}", changed.id),
            format!("obligation {}", removed.id),
            format!("obligation {invented}"),
            format!("durations of branch {}, month {}", month.branch_id, month.month),
            format!("durations of branch {}, day {}", one.branch_id, one.month),
        ]);
        assert_eq!(about, expected, "{}", test.engine);
        assert_eq!(told.len(), 5, "each once");
        let find = |what: String| told.iter().find(|one| one.what == what).unwrap();
        let shifted = find(format!("obligation {}", changed.id));
        assert_ne!(shifted.stored, shifted.recomputed);
        assert!(shifted.stored.contains(&changed.id.to_string()) && shifted.recomputed.contains(&changed.id.to_string()));
        assert_eq!(find(format!("obligation {}", removed.id)).stored, "none");
        assert_eq!(find(format!("obligation {invented}")).recomputed, "none");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_measure_is_told_with_both_counts() {
    on_both(|test| async move {
        let mut tx = a_history(&test, "8", "0.1").await;
        let changed = sql!(
            "UPDATE measures SET met = met + 1
              WHERE institution_id = $1 AND (day, norm, standard, branch_id, channel, employee_id) IN (
                    SELECT day, norm, standard, branch_id, channel, employee_id FROM measures
                     WHERE institution_id = $1 ORDER BY day, norm, branch_id, employee_id LIMIT 1)"
        );
        assert_eq!(changed.run(&mut tx).await.unwrap(), 1);
        let told = differences(&mut tx, &test.db).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].what.starts_with("measure ") && told[0].stored != told[0].recomputed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_sum_of_matters_and_a_case_that_was_taken_out_of_one_are_told() {
    on_both(|test| async move {
        let mut tx = a_history(&test, "6", "0.3").await;
        let first = sql!(
            "SELECT branch_id, day AS month FROM matter_days WHERE institution_id = $1 AND ended > 0 ORDER BY day, branch_id LIMIT 1"
        );
        let first = first.optional::<Month>(&mut tx).await.unwrap().unwrap();
        let case = sql!("SELECT day, case_id FROM matter_cases WHERE institution_id = $1 ORDER BY day, case_id LIMIT 1");
        let case = case.optional::<Behind>(&mut tx).await.unwrap().unwrap();
        sql!("DELETE FROM matter_cases WHERE institution_id = $1 AND day = $2 AND case_id = $3")
            .bind(case.day)
            .bind(case.case_id)
            .run(&mut tx)
            .await
            .unwrap();
        let told: Vec<String> =
            differences(&mut tx, &test.db).await.into_iter().map(|one| one.what).collect();
        assert_eq!(told, [format!("cases behind the matters of day {}", case.day)], "{}", test.engine);

        let doubled = sql!("UPDATE matter_days SET ended = 2 * ended WHERE institution_id = $1 AND day = $2 AND ended > 0");
        let rows = doubled.bind(first.month).run(&mut tx).await.unwrap();
        let told = differences(&mut tx, &test.db).await;
        let sums: Vec<_> = told.iter().filter(|one| one.what.starts_with("matters of day ")).collect();
        assert_eq!(u64::try_from(sums.len()).unwrap(), rows, "{told:?}");
        assert!(rows > 0 && sums.iter().all(|one| one.stored != one.recomputed));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_very_many_differences_the_rest_is_only_counted() {
    let test = solits_testkit::sqlite().await;
    let mut tx = a_history(&test, "200", "0.02").await;
    let days = sql!("SELECT count(DISTINCT day) AS value FROM obligations WHERE institution_id = $1");
    let days = days.scalar::<i64>(&mut tx).await.unwrap().unwrap();
    assert!(days > 101, "only {days} days have obligations");
    sql!("UPDATE obligations SET escalated = escalated + 1 WHERE institution_id = $1")
        .run(&mut tx)
        .await
        .unwrap();
    let told = differences(&mut tx, &test.db).await;
    let last = told.last().unwrap();
    assert_eq!(last.what, format!("obligations opened on {} more days", days - 100));
    let first_days = sql!(
        "SELECT count(*) AS value FROM obligations WHERE institution_id = $1 AND day IN (
            SELECT DISTINCT day FROM obligations WHERE institution_id = $1 ORDER BY day LIMIT 100)"
    );
    let named = first_days.scalar::<i64>(&mut tx).await.unwrap();
    assert_eq!(i64::try_from(told.len() - 1).ok(), named);
}
