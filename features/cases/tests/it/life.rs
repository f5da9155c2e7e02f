//! The life of a case: what is promised, what happens, and what the journal says of it.

use jiff::civil::date;
use solits_cases::{
    Audience, Came, CaseError, NewNote, NextStepBy, Open, Refusal, Status, acknowledge, answer, assign,
    close, list_due, list_obligations, list_of_client, note, open, open_as, reopen, tell_delay,
};
use solits_db::sql;
use solits_journal::{recompute, tick};
use solits_kernel::BranchId;
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{World, monday};

/// C-04: the deadline of the card, three working days; Wednesday, 18 November, is a holiday and does not count. The law's
/// month runs beside it, and the nearest limit is the one that orders lists.
#[tokio::test]
async fn a_case_is_due_by_the_nearest_of_its_promises() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let opened = open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap();
        assert_eq!(opened.reference, "2026-000001");
        let due = |norm: &'static str, obligations: &[solits_obligation::Obligation]| {
            obligations
                .iter()
                .find(|one| one.norm == norm)
                .map(|one| one.due_at.plus_millis(-1).day())
                .unwrap()
        };
        let obligations = list_obligations(&mut tx, opened.case).await.unwrap();
        assert_eq!(due("case.receipt", &obligations), date(2026, 11, 17));
        assert_eq!(due("case.answer", &obligations), date(2026, 11, 20));
        assert_eq!(due("case.law", &obligations), date(2026, 12, 16));
        let case = solits_cases::find(&mut tx, opened.case).await.unwrap().unwrap();
        assert_eq!(case.due_at.unwrap().plus_millis(-1).day(), date(2026, 11, 17));

        let case = acknowledge(&mut tx, &world.app, &world.clerk(), case.id, 1).await.unwrap();
        assert_eq!(case.due_at.unwrap().plus_millis(-1).day(), date(2026, 11, 20));
        let case = answer(&mut tx, &world.app, &world.clerk(), case.id, 2, "Deklarēts.").await.unwrap();
        assert_eq!((case.status, case.due_at), (Status::Answered, None));
        tx.commit().await.unwrap();

        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        assert_eq!(
            list_obligations(&mut tx, case.id).await.unwrap().len(),
            3,
            "ended promises stay to be seen"
        );
        assert_eq!(recompute(&mut tx, &world.app.heart).await.unwrap(), (3, vec![]));
    })
    .await;
}

#[tokio::test]
async fn a_service_without_a_deadline_is_done_as_fast_as_possible() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let opened = open(&mut tx, &world.app, &world.clerk(), Open { service: None, ..world.an_open() })
            .await
            .unwrap();
        let norms: Vec<_> =
            list_obligations(&mut tx, opened.case).await.unwrap().into_iter().map(|one| one.norm).collect();
        assert!(!norms.contains(&"case.answer".to_owned()), "{norms:?}");
    })
    .await;
}

/// Security §3: the database alone does not open a case.
#[tokio::test]
async fn a_repeated_key_gives_the_same_case_and_codes_and_the_codes_are_stored_nowhere() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut opened = Vec::new();
        for _ in 0..2 {
            let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
            let wanted = Open { key: "veidlapa-1".to_owned(), ..world.an_open() };
            opened.push(open(&mut tx, &world.app, &world.clerk(), wanted).await.unwrap());
            tx.commit().await.unwrap();
        }
        assert_eq!(opened[0], opened[1]);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let kept = sql!("SELECT key || result AS value FROM idempotency WHERE institution_id = $1");
        let kept: String = kept.scalar(&mut tx).await.unwrap().unwrap();
        for secret in ["veidlapa-1", &opened[0].code, &opened[0].short_code] {
            assert!(!kept.contains(secret));
        }
    })
    .await;
}

/// Security §12: an edit of an older version is refused.
#[tokio::test]
async fn whoever_decides_on_an_older_version_is_told_how_the_case_stands_now() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let case = open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap().case;
        assign(&mut tx, &world.app, &world.clerk(), case, 1, world.fixture.employees[1]).await.unwrap();
        let stale = answer(&mut tx, &world.app, &world.clerk(), case, 1, "Deklarēts.").await;
        let Err(CaseError::Stale(now)) = stale else { panic!("an older version was accepted: {stale:?}") };
        assert_eq!((now.owner, now.version, now.status), (world.fixture.employees[1], 2, Status::Open));
    })
    .await;
}

/// I-06: the client is told a new date; the promise that was made stays broken.
#[tokio::test]
async fn a_told_delay_does_not_undo_the_promise() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let case = open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap().case;
        acknowledge(&mut tx, &world.app, &world.clerk(), case, 1).await.unwrap();
        let holiday =
            tell_delay(&mut tx, &world.app, &world.clerk(), case, 2, date(2026, 11, 18), "Atvainojiet.")
                .await;
        assert!(matches!(holiday, Err(CaseError::Refused(Refusal::BadDate))));
        let told =
            tell_delay(&mut tx, &world.app, &world.clerk(), case, 2, date(2026, 11, 27), "Atvainojiet.")
                .await;
        assert_eq!(told.unwrap().due_at.unwrap().plus_millis(-1).day(), date(2026, 11, 20));
        // Told where the client reads it, so that the standard may owe the day that was named (I-07).
        let named = sql!(
            "SELECT count(*) AS value FROM journal
              WHERE institution_id = $1 AND subject_id = $2 AND kind = 'message.delay_told'"
        );
        assert_eq!(named.bind(case).scalar::<i64>(&mut tx).await.unwrap(), Some(1));
        tx.commit().await.unwrap();

        world.app.clock.set(monday().plus_minutes(5 * 24 * 60));
        tick(&world.db, &world.app.heart, world.fixture.institution, world.app.clock.now()).await.unwrap();
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let due = list_due(&mut tx, world.fixture.employees[0], world.app.clock.now(), 10).await.unwrap();
        assert!(due[0].late, "{due:?}");
        answer(&mut tx, &world.app, &world.clerk(), case, 3, "Deklarēts.").await.unwrap();
        assert_eq!(
            list_due(&mut tx, world.fixture.employees[0], world.app.clock.now(), 10).await.unwrap(),
            []
        );
        assert_eq!(recompute(&mut tx, &world.app.heart).await.unwrap().1, vec![]);
    })
    .await;
}

#[tokio::test]
async fn numbers_begin_anew_each_year() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut references = Vec::new();
        for at in ["2026-12-31T21:59:59.999Z", "2026-12-31T22:00:00.000Z"] {
            world.app.clock.set(solits_kernel::Timestamp::parse(at).unwrap());
            let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
            references
                .push(open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap().reference);
            tx.commit().await.unwrap();
        }
        assert_eq!(references, ["2026-000001", "2027-000001"], "the year turns at midnight in Riga");
    })
    .await;
}

#[tokio::test]
async fn cases_that_one_transaction_opens_have_numbers_that_follow_each_other() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut references = Vec::new();
        for (together, lasts) in [(3, true), (2, false), (1, true), (2, true)] {
            let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
            for _ in 0..together {
                let (clerk, came) = (world.clerk(), Came::default());
                let opened = open_as(&mut tx, &world.app, &clerk, world.an_open(), &came).await.unwrap();
                if lasts {
                    references.push(opened.reference);
                }
            }
            if lasts {
                tx.commit().await.unwrap();
            }
        }
        let numbers: Vec<&str> =
            references.iter().filter_map(|reference| reference.split('-').nth(1)).collect();
        assert_eq!(numbers, ["000001", "000002", "000003", "000004", "000005", "000006"]);
    })
    .await;
}

/// Security §5: both ends of a relation lie in the institution.
#[tokio::test]
async fn a_case_is_not_opened_at_another_institutions_branch_or_for_its_employee() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let foreign = solits_kernel::EmployeeId::new(Uuid::from_u64_pair(2 << 32 | 3, 1));
        for (branch, owner) in [
            (world.fixture.other_branch, world.fixture.employees[0]),
            (world.fixture.branch, foreign),
            (BranchId::new(Uuid::nil()), world.fixture.employees[0]),
        ] {
            let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
            let opened =
                open(&mut tx, &world.app, &world.clerk(), Open { branch, owner, ..world.an_open() }).await;
            assert!(matches!(opened, Err(CaseError::Refused(_))));
        }
    })
    .await;
}

#[tokio::test]
async fn a_case_goes_through_question_end_and_reopening_with_everything_journalled() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (app, clerk) = (&world.app, world.clerk());
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let id = open(&mut tx, app, &clerk, world.an_open()).await.unwrap().case;
        let asked = NewNote {
            text: "Lūdzu, atnesiet pasi.".to_owned(),
            audience: Audience::Client,
            next_step_by: NextStepBy::Client,
            next_step: Some("Atnesiet pasi".to_owned()),
        };
        assert_eq!(note(&mut tx, app, &clerk, id, 1, asked).await.unwrap().status, Status::WaitingClient);
        assert_eq!(list_of_client(&mut tx, "26123456", clerk.at, 5).await.unwrap().len(), 1);
        let unanswered = close(&mut tx, app, &clerk, id, 2, "").await;
        assert!(matches!(unanswered, Err(CaseError::Refused(Refusal::ReasonMissing))));
        close(&mut tx, app, &clerk, id, 2, "Klients lūgumu atsauca.").await.unwrap();
        assert!(list_of_client(&mut tx, "26123456", clerk.at, 5).await.unwrap().is_empty());
        assert!(list_of_client(&mut tx, "", clerk.at, 5).await.unwrap().is_empty());
        reopen(&mut tx, app, &clerk, id, 3, "Klients pārdomāja.").await.unwrap();
        let kinds: Vec<_> = solits_journal::list_entries_of(&mut tx, id.uuid())
            .await
            .unwrap()
            .into_iter()
            .map(|entry| entry.kind)
            .collect();
        assert_eq!(kinds, ["case.opened", "case.noted", "case.closed", "case.reopened"]);
        // Entries hold ids and words of closed lists: nothing that anybody wrote.
        let facts: String = solits_journal::list_entries_of(&mut tx, id.uuid())
            .await
            .unwrap()
            .into_iter()
            .map(|entry| entry.facts)
            .collect();
        for personal in ["Kalns", "26123456", "pasi", "atsauca"] {
            assert!(!facts.contains(personal));
        }
    })
    .await;
}
