//! What is found by what and in which order, and how the index keeps up with the journal.

use solits_cases::Open;
use solits_db::sql;
use solits_kernel::{InstitutionId, Scope};
use solits_search::{Followed, Typing};
use solits_testkit::{CANARY, on_both};

use crate::World;

#[tokio::test]
async fn a_case_is_found_by_its_number_its_client_in_any_spelling_and_what_was_written() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.open("Ielas apgaismojums").await;
        world.note(case, "Zvanīju elektriķim Šteinbergam.").await;
        world.receive(case, 1, "Laterna nedeg jau trešo dienu, tālr. 67 123 456").await;
        world.follow().await;
        for query in [
            "2026-000001",
            "2026-1",
            "1",
            "26123456",
            "+371 26 123 456",
            "0037126123456",
            "2612-3456",
            "janis kalns",
            "Kalnam",
            "elektriķis",
            "steinbergs",
            "laternas",
            "67123456",
            "kalna laterna",
            "kads@example.lv jautajums",
        ] {
            assert_eq!(world.found(query, Typing::Sent).await.len(), 1, "{query}");
        }
        for typed in ["apga", "latern", "lat", "2612", "26 12", "kalna apgaism"] {
            assert_eq!(world.found(typed, Typing::Going).await.len(), 1, "{typed}");
        }
        assert!(
            world.found("kal apgaism", Typing::Going).await.is_empty(),
            "only the last word is unfinished"
        );
        for other in ["2025-000001", "26123457", "upe", "laterna upe", "apga"] {
            assert!(world.found(other, Typing::Sent).await.is_empty(), "{other}");
        }
    })
    .await;
}

/// Whoever acts for a client calls under their own name and number; and what an answer rests on is looked for too.
#[tokio::test]
async fn a_case_is_found_by_everybody_who_takes_part_in_it_and_by_what_is_written_down_in_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.open("Ielas apgaismojums").await;
        world.follow().await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO case_people (institution_id, id, case_id, part, name, phone, email, address, best_channel, basis,
                    basis_document, verified_how)
             VALUES ($1, $2, $3, 'representative', 'Ilze Ozoliņa', '+371 29 555 111', 'ilze@birojs.example',
                    'Bērzu iela 5, Ezermala', '', 'power', '', '')"
        )
        .bind(uuid::Uuid::from_u128(41))
        .bind(case)
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO case_sources (institution_id, id, case_id, kind, text, place, at)
             VALUES ($1, $2, $3, 'source', 'Apgaismojuma shēma', 'Arhīvs, 7. mape', 0)"
        )
        .bind(uuid::Uuid::from_u128(42))
        .bind(case)
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO case_promises (institution_id, id, case_id, text, due_at, at, state)
             VALUES ($1, $2, $3, 'Nomainīsim stabu', 0, 0, 'open')"
        )
        .bind(uuid::Uuid::from_u128(43))
        .bind(case)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        world.note(case, "Pieteikta pārstāve.").await;
        world.follow().await;
        for query in ["Ozoliņas", "ilze ozolina", "29555111", "2955-5111", "ilze@birojs.example", "berzu 5", "shēmas", "arhivs", "stabs"] {
            assert_eq!(world.found(query, Typing::Sent).await.len(), 1, "{query}");
        }
        for other in ["29555112", "ilze@cits.example"] {
            assert!(world.found(other, Typing::Sent).await.is_empty(), "{other}");
        }
    })
    .await;
}

/// The very number, the very contact, every word in the subject, any other place; open before closed, the latest first.
#[tokio::test]
async fn the_best_comes_first() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let plain = |subject: &str| Open {
            subject: subject.to_owned(),
            client_name: String::new(),
            client_contact: String::new(),
            ..world.an_open()
        };
        world.open_as(plain("Tilta remonts, senais")).await;
        let closed = world.open_as(plain("Tilta remonts, slēgtais")).await;
        let written = world.open_as(plain("Vēstulē")).await;
        world.note(written, "Tiltu remontēs? Tilta remonts kavējas; skat. 2026-000001.").await;
        world.open_as(plain("Tilta remonts, jaunais")).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE cases SET status = 'closed' WHERE institution_id = $1 AND id = $2")
            .bind(closed)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.note_of_record(closed).await;
        world.open_as(Open { client_contact: "29 111 222".to_owned(), ..plain("Kontaktā") }).await;
        world.open_as(plain("Tematā 29 111 222")).await;
        world.follow().await;
        assert_eq!(
            world.found("remonts tiltam", Typing::Sent).await,
            ["Tilta remonts, jaunais", "Tilta remonts, senais", "Tilta remonts, slēgtais", "Vēstulē"]
        );
        assert_eq!(world.found("2026-1", Typing::Sent).await, ["Tilta remonts, senais", "Vēstulē"]);
        assert_eq!(world.found("29111222", Typing::Sent).await, ["Kontaktā", "Tematā 29 111 222"]);
    })
    .await;
}

impl World {
    /// An entry about a case, so that it is read again.
    async fn note_of_record(&self, case: solits_kernel::CaseId) {
        use solits_journal::Entry;
        use solits_standard::event::EventKind;
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let entry = Entry::new(EventKind::CaseNoted, case, Some(self.fixture.branch));
        solits_journal::record(&mut tx, &self.app.heart, &self.by(0), entry).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// What was written and taken back, renamed or erased is no word of the index any more.
#[tokio::test]
async fn what_a_case_does_not_hold_any_more_is_not_left_in_the_index() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.open("Slepenais žirafe").await;
        world.open("Cita lieta").await;
        world.follow().await;
        assert_eq!(world.found("žirafe", Typing::Sent).await.len(), 1);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "UPDATE cases SET subject = 'Dzēsts', client_name = '', client_contact = '' WHERE institution_id = $1 AND id = $2"
        )
        .bind(case)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        world.note_of_record(case).await;
        world.follow().await;
        assert!(world.found("žirafe", Typing::Sent).await.is_empty());
        assert_eq!(world.count_words("tziraf").await, 0, "the word itself is gone");
        assert_eq!(world.found("dzēsts", Typing::Sent).await, ["Dzēsts"]);
        assert_eq!(world.found("janis kalns", Typing::Sent).await, ["Cita lieta"]);
    })
    .await;
}

/// A database from before the index, or one whose program stood still, is caught up with step by step.
#[tokio::test]
async fn a_backlog_is_worked_off_and_nothing_is_read_twice_or_left_out() {
    on_both(|database| async move {
        let world = World::new(database).await;
        for number in 0..230 {
            world.open(&format!("Pieteikums numur{number}")).await;
        }
        assert!(
            world.found("pieteikums", Typing::Sent).await.is_empty(),
            "nothing is read before it is sealed"
        );
        world.follow().await;
        for number in [0, 99, 100, 199, 229] {
            assert_eq!(world.found(&format!("numur{number}"), Typing::Sent).await.len(), 1, "{number}");
        }
        // Two nodes at once, and once more: each case still has one number.
        world.open("Pieteikums vēlāk").await;
        world.seal().await;
        let institution = world.fixture.institution;
        let (one, other) = tokio::join!(
            solits_search::follow(&world.app, institution),
            solits_search::follow(&world.app, institution)
        );
        assert!(one.is_ok() && other.is_ok());
        assert_eq!(solits_search::follow(&world.app, institution).await.unwrap(), Followed::Done);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let cases = sql!("SELECT COUNT(*) AS value FROM search_cases WHERE institution_id = $1")
            .scalar::<i64>(&mut tx)
            .await
            .unwrap();
        assert_eq!(cases, Some(231));
        drop(tx);
        assert_eq!(world.found("vēlāk", Typing::Sent).await.len(), 1);
    })
    .await;
}

/// The words and how far the journal was read are one change: whoever is killed before it has done nothing.
#[tokio::test]
async fn a_writer_killed_before_its_commit_leaves_the_index_as_it_was() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.open("Pirmā žirafe").await;
        world.seal().await;
        let institution = world.fixture.institution;
        // Dropped after each of its steps in turn, as a process that dies.
        for polls in 1..40 {
            let mut following = Box::pin(solits_search::follow(&world.app, institution));
            let mut done = false;
            for _ in 0..polls {
                done = futures_poll(following.as_mut()).await;
                if done {
                    break;
                }
            }
            drop(following);
            if done {
                break;
            }
        }
        world.follow().await;
        assert_eq!(world.found("žirafe", Typing::Sent).await, ["Pirmā žirafe"]);
        assert_eq!(world.count_words("tziraf").await, 1);
    })
    .await;
}

/// Polls once, after letting others work a moment; whether it is done.
async fn futures_poll<F: Future + Unpin>(mut future: F) -> bool {
    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(std::pin::Pin::new(&mut future).poll(context).is_ready())
    })
    .await
}

#[tokio::test]
async fn another_institutions_cases_are_not_there() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.open("Pašu zeķubikses").await;
        let other = InstitutionId(2);
        let mut tx = world.db.write(Scope::of_job(other)).await.unwrap();
        let open = Open {
            subject: format!("{CANARY} zeķubikses"),
            branch: world.fixture.other_branch,
            owner: solits_kernel::EmployeeId::new(uuid::Uuid::from_u64_pair(2 << 32 | 3, 1)),
            ..world.an_open()
        };
        solits_cases::open(&mut tx, &world.app, &world.by(0), open).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = world.db.write(Scope::of_job(other)).await.unwrap();
        let upto = solits_journal::complete_up_to(&mut tx).await.unwrap();
        drop(tx);
        let mut tx = world.db.write(Scope::of_job(other)).await.unwrap();
        solits_journal::seal(&mut tx, upto, world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        solits_search::follow_all(&world.app, other).await.unwrap();
        world.follow().await;
        assert_eq!(world.found("zeķubikses", Typing::Sent).await, ["Pašu zeķubikses"]);
        let theirs = world.found_by(Scope::of_job(other), "zeķubikses", Typing::Sent).await;
        assert_eq!(theirs, [format!("{CANARY} zeķubikses")]);
    })
    .await;
}

/// Cases that no journal tells of are read all at once, and those the index knows are not read again.
#[tokio::test]
async fn cases_written_without_a_journal_are_read_all_at_once() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.open("Pirmā žirafe").await;
        world.follow().await;
        world.open("Otrā žirafe").await;
        world.open("Trešā žirafe").await;
        let institution = world.fixture.institution;
        assert_eq!(solits_search::index_all(&world.db, institution).await.unwrap(), 2);
        assert_eq!(solits_search::index_all(&world.db, institution).await.unwrap(), 0);
        assert_eq!(world.found("žirafe", Typing::Sent).await.len(), 3);
        world.follow().await;
        assert_eq!(world.found("žirafe", Typing::Sent).await.len(), 3);
    })
    .await;
}
