//! What came is confirmed or corrected by a person, belongs to an older case or to another body, and its clocks follow.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use solits_cases::{Kind, Open};
use solits_correspondence::LetterState;
use solits_db::{row, sql};
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_standard::model::ChannelKind;
use solits_testkit::on_both;
use tower::ServiceExt as _;

use crate::World;

const LETTER: &str = "From: Jānis Kalns <janis@example.org>
To: info@testa.example
Subject: Par ceļu
Message-ID: <one@example.org>
Content-Type: text/plain; charset=utf-8

Labdien!
Lūdzu salabot ceļu pie skolas.
Jānis
";

row! {
    /// A promise or a term of a case.
    #[derive(Debug, PartialEq)]
    pub(crate) struct Owed { norm: String, pub(crate) state: String, opened_at: Timestamp, due_at: Timestamp }
}
row! {
    struct Stored { id: CaseId, reference: String, version: i64, status: String, kind: String, owner_id: EmployeeId }
}

impl World {
    pub(crate) async fn owed(&self, case: CaseId) -> Vec<Owed> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT norm, state, opened_at, due_at FROM obligations WHERE institution_id = $1 AND subject_id = $2 ORDER BY norm, opened_n")
            .bind(case)
            .all(&mut tx)
            .await
            .unwrap()
    }

    async fn stored(&self) -> Vec<Stored> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT id, reference, version, status, kind, owner_id FROM cases WHERE institution_id = $1 ORDER BY reference")
            .all(&mut tx)
            .await
            .unwrap()
    }

    async fn state_of(&self, case: CaseId, norm: &str) -> Option<String> {
        self.owed(case).await.into_iter().rev().find(|one| one.norm == norm).map(|one| one.state)
    }

    /// What is stored is what the journal gives, replayed from its beginning.
    async fn replays(&self) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let (_, differences) = solits_journal::recompute(&mut tx, &self.app.heart).await.unwrap();
        assert!(differences.is_empty(), "{differences:#?}");
    }

    /// A letter from the author of the first that goes on with a conversation nobody here knows.
    async fn old_thread(&self) {
        self.take(1, LETTER).await;
        self.understand().await;
        let goes_on = LETTER
            .replace("<one@example.org>", "<two@example.org>\nIn-Reply-To: <before-solits@iestade.example>")
            .replace("Par ceļu", "Re: Par ceļu pie skolas");
        self.take(2, &goes_on).await;
        assert_eq!(self.understand().await, Some(LetterState::Placed));
    }
}

/// A case opened as one that came by letter, without being taken in as a letter, is put right by saying what it is.
#[tokio::test]
async fn a_case_of_a_letter_without_a_nature_gets_one_with_the_term_of_the_law_and_its_register() {
    on_both(|database| async {
        let world = World::new(database).await;
        let open = Open {
            kind: Kind::Question,
            subject: "Par attieksmi".to_owned(),
            service: None,
            branch: world.fixture.branch,
            owner: world.fixture.employees[0],
            ticket: None,
            client_name: "Anna Liepa".to_owned(),
            client_contact: String::new(),
            channel: ChannelKind::Letter,
            key: String::new(),
        };
        let actor = Actor { by: By::Program, at: world.app.clock.now() };
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let case = solits_cases::open(&mut tx, &world.app, &actor, open).await.unwrap().case;
        tx.commit().await.unwrap();
        let path = format!("/cases/{case}/nature");
        let (status, page) = world.get(0, &path).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let (_, talk) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(talk.contains(&path), "the way there is shown: {talk}");
        let (status, page) = world.post(0, &path, "version=1&form=&matter=").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is chosen: {page}");
        let (status, page) = world.post(0, &path, "version=1&form=submission&matter=claim").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let owed = world.owed(case).await;
        let law = owed.iter().find(|one| one.norm == "law.submission-2026").unwrap();
        assert_eq!(law.due_at.plus_millis(-1).to_riga().date(), jiff::civil::date(2026, 12, 1));
        assert_eq!(world.registered().await, [(case, "claim".to_owned())]);
        world.replays().await;
    })
    .await;
}

#[tokio::test]
async fn a_letter_found_to_be_a_submission_gets_the_term_of_the_law_from_its_receipt() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let case = world.stored().await[0].id;
        assert!(
            world.owed(case).await.iter().all(|one| !one.norm.starts_with("law.")),
            "an e-letter has none"
        );
        let (status, page) = world.get(0, &format!("/cases/{case}/nature")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("elektroniskā vēstule") && page.contains("mūsu solījums"), "{page}");

        let path = format!("/cases/{case}/nature");
        let (status, page) = world.post(0, &path, "version=1&form=nekas&matter=request").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        let version = world.stored().await[0].version;
        let said = format!("version={version}&form=submission&matter=request");
        let (status, _) = world.post(0, &path, &said).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let owed = world.owed(case).await;
        let law = owed.iter().find(|one| one.norm == "law.submission-2026").unwrap();
        // Monday the 16th of November; the 18th is a holiday, so the tenth working day is Tuesday, 1 December.
        assert_eq!(law.due_at.plus_millis(-1).to_riga().date(), jiff::civil::date(2026, 12, 1));
        assert_eq!(world.state_of(case, "mail.answer").await.as_deref(), Some("open"), "the promise runs on");
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("likuma termiņš") && page.contains("Apstiprināja"), "{page}");

        let (status, page) = world.post(0, &path, &said).await;
        assert_eq!(status, StatusCode::CONFLICT, "somebody else has changed it: {page}");
        let version = world.stored().await[0].version;
        let back = format!("version={version}&form=e_letter&matter=request");
        assert_eq!(world.post(0, &path, &back).await.0, StatusCode::SEE_OTHER);
        assert_eq!(world.state_of(case, "law.submission-2026").await.as_deref(), Some("waived"));
        world.replays().await;
    })
    .await;
}

#[tokio::test]
async fn a_letter_of_an_old_thread_joins_the_case_its_author_has_when_a_person_says_so() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.old_thread().await;
        let cases = world.stored().await;
        assert_eq!(cases.len(), 2, "it waits as a case of its own");
        let (first, second) = (&cases[0], &cases[1]);
        let (_, page) = world.get(0, &format!("/cases/{}/letters", second.id)).await;
        assert!(page.contains(&format!("Pievienot lietai {}", first.reference)), "{page}");

        let join = format!("version={}&into={}", second.version, first.id);
        let (status, page) = world.post(0, &format!("/cases/{}/join", second.id), &join).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let messages = world.messages().await;
        assert!(messages.iter().all(|message| message.case_id == first.id), "everything is in one case");
        let cases = world.stored().await;
        assert_eq!((cases[0].status.as_str(), cases[1].status.as_str()), ("open", "closed"));
        assert_eq!(world.state_of(cases[1].id, "mail.answer").await.as_deref(), Some("waived"));
        let answers =
            world.owed(cases[0].id).await.into_iter().filter(|one| one.norm == "mail.answer").count();
        assert_eq!(answers, 2, "what was promised for the letter is owed in the case it joined");
        let (status, _) = world.post(0, &format!("/cases/{}/join", second.id), &join).await;
        assert_eq!(status, StatusCode::CONFLICT, "once");
        let (_, page) = world.get(0, &format!("/cases/{}/letters", second.id)).await;
        assert!(page.contains(&format!("/cases/{}/letters", first.id)), "it says where it went: {page}");
        world.replays().await;
    })
    .await;
}

#[tokio::test]
async fn a_letter_left_as_a_case_of_its_own_is_not_asked_about_again() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.old_thread().await;
        let second = world.stored().await[1].id;
        assert_eq!(world.post(0, &format!("/cases/{second}/leave"), "").await.0, StatusCode::SEE_OTHER);
        let (_, page) = world.get(0, &format!("/cases/{second}/letters")).await;
        assert!(!page.contains("Pievienot lietai"), "{page}");
        assert_eq!(world.stored().await[1].status, "open");
    })
    .await;
}

/// Security §5: a relation between two records checks rights on both ends.
#[tokio::test]
async fn nobody_joins_a_case_to_one_that_is_hidden_from_them_nor_lays_open_what_is_confidential() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.old_thread().await;
        let cases = world.stored().await;
        let (first, second) = (&cases[0], &cases[1]);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
            .bind(first.id)
            .bind(world.fixture.employees[0])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let (_, page) = world.get(0, &format!("/cases/{}/letters", second.id)).await;
        assert!(!page.contains(&first.reference), "{page}");
        let join = format!("version={}&into={}", second.version, first.id);
        let (status, _) = world.post(0, &format!("/cases/{}/join", second.id), &join).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let back = format!("version={}&into={}", first.version, second.id);
        let (status, _) = world.post(0, &format!("/cases/{}/join", first.id), &back).await;
        assert_eq!(status, StatusCode::NOT_FOUND);

        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("DELETE FROM case_sight WHERE institution_id = $1").run(&mut tx).await.unwrap();
        sql!("UPDATE cases SET kind = 'complaint' WHERE institution_id = $1 AND id = $2")
            .bind(second.id)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let (status, page) = world.post(0, &format!("/cases/{}/join", second.id), &join).await;
        assert_eq!(status, StatusCode::CONFLICT, "{page}");
        assert!(page.contains("onfidenci"), "{page}");
        let said = format!("version={}&form=e_letter&matter=order", second.version);
        let (status, _) = world.post(0, &format!("/cases/{}/nature", second.id), &said).await;
        assert_eq!(status, StatusCode::CONFLICT, "only a keeper of the registers opens it to everybody");
    })
    .await;
}

/// H-19: what is found to belong elsewhere is owed to be passed on, once, and counted from receipt.
#[tokio::test]
async fn the_term_for_passing_a_part_on_runs_from_receipt_and_only_once() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let case = world.stored().await[0].id;
        let said = format!("version={}&form=submission&matter=request", world.stored().await[0].version);
        world.post(0, &format!("/cases/{case}/nature"), &said).await;
        let router = || solits_correspondence::routes().merge(solits_cases::routes()).into_router(&world.app);
        for body in ["Latvijas+Valsts+ceļi", "Satiksmes+ministrija"] {
            let version = world.stored().await[0].version;
            let form = format!(
                "version={version}&body={body}&contacts=T%C4%81lr.+67028169&matter=Valsts+autoce%C4%BC%C5%A1&csrf=csrf"
            );
            let request = Request::builder()
                .method("POST")
                .uri(format!("/cases/{case}/refer"))
                .header("sec-fetch-site", "same-origin")
                .header(header::COOKIE, "s=clerk0")
                .body(Body::from(form));
            let response = router().oneshot(request.unwrap()).await.unwrap();
            assert_eq!(response.status(), StatusCode::SEE_OTHER);
        }
        let owed = world.owed(case).await;
        let terms: Vec<&Owed> = owed.iter().filter(|one| one.norm == "law.submission-2026-forward").collect();
        assert_eq!(terms.len(), 1, "one term, however many bodies are named");
        // Five working days after Monday the 16th, the 18th being a holiday.
        assert_eq!(terms[0].due_at.plus_millis(-1).to_riga().date(), jiff::civil::date(2026, 11, 24));
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("Satiksmes ministrija"), "{page}");
        world.replays().await;
    })
    .await;
}

/// H-25: routed to the substitute, and where nobody stands in or the keeper has left, to somebody who is here.
#[tokio::test]
async fn what_comes_to_somebody_who_is_away_or_has_left_is_answered_for_by_somebody_who_is_here() {
    on_both(|database| async {
        let world = World::new(database).await;
        let day = solits_kernel::day_number(world.app.clock.now().day());
        let [keeper, other] = [world.fixture.employees[0], world.fixture.employees[1]];
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO absences (institution_id, id, employee_id, from_on, until_on, substitute_id) VALUES ($1, $2, $3, $4, $4, $5)"
        )
        .bind(uuid::Uuid::from_u128(7))
        .bind(keeper)
        .bind(day)
        .bind(other)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        world.take(1, LETTER).await;
        world.understand().await;
        assert_eq!(world.stored().await[0].owner_id, other, "the substitute");

        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("DELETE FROM absences WHERE institution_id = $1").run(&mut tx).await.unwrap();
        sql!("UPDATE employees SET active = FALSE WHERE institution_id = $1 AND id = $2")
            .bind(keeper)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.take(2, &LETTER.replace("<one@", "<three@").replace("Par ceļu", "Par tiltu")).await;
        assert_eq!(world.understand().await, Some(LetterState::Placed), "never to nobody");
        assert_eq!(world.stored().await[1].owner_id, other);
    })
    .await;
}
