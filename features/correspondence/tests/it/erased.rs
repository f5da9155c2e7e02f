//! What is personal in a closed case is erased when its term is over, wherever it stands, unless somebody holds the case
//! (security §11: case, mail, letter and attachment, and complaint, five years after closing; a legal hold stops it).

use axum::http::StatusCode;
use solits_cases::{Unanswered, close_unanswered, find, find_kept, hold, let_go};
use solits_correspondence::Forgotten;
use solits_db::{row, sql};
use solits_journal::tick;
use solits_kernel::CaseId;
use solits_testkit::on_both;

use crate::{World, kept::after, monday};

/// A letter of a person whose every trait has the same word in it, with a file.
const LETTER: &str = "From: Anna Slepenite <slepenite@example.org>\nTo: info@testa.example\nSubject: Par slepenite ielu\nMessage-ID: <slepenite@example.org>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nKad remontēs slepenite ielu?\n--b\nContent-Type: text/plain; name=\"slepenite.txt\"\nContent-Disposition: attachment; filename=\"slepenite.txt\"\n\nslepenite\n--b--\n";
/// What stands in all of it.
const WORD: &str = "lepenite";
/// The term in days.
const FIVE_YEARS: i64 = 5 * 365;

row! {
    /// What is kept of the bytes that came, and of those that left.
    #[derive(Debug, PartialEq, Eq)]
    struct Bytes { letters: i64, files: i64, sent: i64 }
}

impl World {
    /// A case of a letter that was only thanks, closed on the Monday, with everything that had to leave gone.
    async fn closed_case(&self, uid: i64, letter: &str) -> CaseId {
        self.take(uid, letter).await;
        self.understand().await;
        let case = self.messages().await.last().unwrap().case_id;
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let found = find(&mut tx, case).await.unwrap().unwrap();
        let of = (case, found.version);
        close_unanswered(&mut tx, &self.app, &self.anna(), of, "Paldies, slepenite", Unanswered::Thanks)
            .await
            .unwrap();
        sql!("UPDATE outbox SET state = 'sent' WHERE institution_id = $1").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        case
    }

    /// The days pass: everybody stays signed in, and what was promised until then is kept or broken, so that nothing is owed
    /// any more to whoever was told nothing.
    async fn pass(&self, days: i64) {
        let now = after(days);
        self.app.clock.set(now);
        self.sign_in_again().await;
        tick(&self.db, &self.app.heart, self.fixture.institution, now).await.unwrap();
    }

    async fn erased(&self, days: i64) -> i64 {
        self.pass(days).await;
        self.run_at(after(days)).await.cases
    }

    async fn number(&self, case: CaseId) -> String {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        find_kept(&mut tx, case).await.unwrap().unwrap().reference
    }

    async fn is_there(&self, case: CaseId) -> bool {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        find(&mut tx, case).await.unwrap().is_some()
    }

    /// How much of what is no text still holds anything.
    async fn bytes(&self) -> Bytes {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT (SELECT count(*) FROM letters l WHERE l.institution_id = $1 AND l.raw IS NOT NULL) AS letters,
                    (SELECT count(*) FROM message_files f WHERE f.institution_id = $1 AND f.content IS NOT NULL) AS files,
                    (SELECT count(*) FROM outbox o WHERE o.institution_id = $1 AND length(o.raw) > 0) AS sent"
        )
        .optional(&mut tx)
        .await
        .unwrap()
        .unwrap()
    }
}

#[tokio::test]
async fn five_years_after_it_was_closed_nothing_of_the_client_is_left_in_a_case() {
    on_both(|database| async {
        let world = World::new(database).await;
        let case = world.closed_case(1, LETTER).await;
        world.call_back(case, 1, Some(monday())).await;
        let number = world.number(case).await;
        let before = world.where_it_stands(WORD).await;
        for table in ["cases", "case_parties", "letters", "message_files", "messages", "outbox"] {
            assert!(before.iter().any(|one| one == table), "{table} holds nothing to erase: {before:?}");
        }

        assert_eq!(world.erased(FIVE_YEARS).await, 0, "the last day is not over");
        assert!(world.is_there(case).await);
        assert_eq!(world.erased(FIVE_YEARS + 1).await, 1);
        assert_eq!(world.where_it_stands(WORD).await, Vec::<String>::new());
        assert_eq!(world.bytes().await, Bytes { letters: 0, files: 0, sent: 0 });
        assert!(!world.is_there(case).await, "nobody goes on with it");
        assert_eq!(world.number(case).await, number, "that there was one stays");
        let (_, page) = world.get(0, &format!("/cases/{case}")).await;
        for said in [number.as_str(), "2031. gada", "2026. gada"] {
            assert!(page.contains(said), "of which years everything was is said: {said} {page}");
        }
        assert_eq!(
            world.run_at(after(FIVE_YEARS + 1)).await,
            Forgotten::default(),
            "running it twice does no harm"
        );
        let told = world.told(&number).await;
        assert!(
            told.iter().any(|one| one.actor == "p" && one.facts.contains("\"kind\"")),
            "the journal says it"
        );
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_names_an_erased_case_opens_a_new_one() {
    on_both(|database| async {
        let world = World::new(database).await;
        let case = world.closed_case(1, LETTER).await;
        let number = world.number(case).await;
        assert_eq!(world.erased(FIVE_YEARS + 1).await, 1);
        let later = LETTER.replace(
            "<slepenite@example.org>\nMIME",
            "<later@example.org>\nIn-Reply-To: <slepenite@example.org>\nMIME",
        );
        let later = later.replace("Par slepenite", &format!("Re: [{number}] Par slepenite"));
        world.take(2, &later).await;
        world.understand().await;
        assert_eq!(world.cases().await, 2);
        let joined =
            world.messages().await.into_iter().filter(|one| one.case_id == case && !one.text.is_empty());
        assert_eq!(joined.count(), 0, "nothing is written in it any more");
    })
    .await;
}

#[tokio::test]
async fn a_case_that_is_open_or_still_owes_an_answer_to_somebody_stays() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let open = world.messages().await[0].case_id;
        let called = world.closed_case(2, &LETTER.replace("slepenite@", "other@")).await;
        world.call_back(called, 1, None).await;
        assert_eq!(world.erased(2 * FIVE_YEARS).await, 0);
        assert!(world.is_there(open).await && world.is_there(called).await);
    })
    .await;
}

/// Security §11: a legal hold stops it, and the end of the hold lets it go on.
#[tokio::test]
async fn a_case_that_is_held_stays_until_it_is_let_go() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.make_administrator(0).await;
        let case = world.closed_case(1, LETTER).await;
        let number = world.number(case).await;

        let nobody = world.post(0, "/setup/kept/holds", "number=2026-999999&reason=Tiesa").await;
        assert_eq!(nobody.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            nobody.1.contains("value=\"2026-999999\"") && nobody.1.contains("value=\"Tiesa\""),
            "{}",
            nobody.1
        );
        let unsaid = world.post(0, "/setup/kept/holds", &format!("number={number}&reason=")).await;
        assert_eq!(unsaid.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unsaid.1.contains(&format!("value=\"{number}\"")), "{}", unsaid.1);
        let hold = format!("number={number}&reason=Tiesas%20process");
        assert_eq!(world.post(0, "/setup/kept/holds", &hold).await.0, StatusCode::SEE_OTHER);
        assert_eq!(world.post(0, "/setup/kept/holds", &hold).await.0, StatusCode::SEE_OTHER, "pressed twice");
        let (_, page) = world.get(0, "/setup/kept").await;
        assert!(page.contains(&number) && page.contains("Tiesas process"), "{page}");
        assert_eq!(world.erased(FIVE_YEARS + 1).await, 0);
        assert!(world.is_there(case).await);

        world.sign_in_again().await;
        let let_go = format!("/setup/kept/holds/{case}/let-go");
        let unsaid = world.post(0, &let_go, &format!("why-{case}=")).await;
        assert_eq!(unsaid.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.erased(FIVE_YEARS + 1).await, 0);
        let said = world.post(0, &let_go, &format!("why-{case}=Spriedums")).await;
        assert_eq!(said.0, StatusCode::SEE_OTHER);
        let (_, page) = world.get(0, "/setup/kept").await;
        assert!(!page.contains("Tiesas process"), "{page}");
        assert_eq!(world.erased(FIVE_YEARS + 1).await, 1);
        assert_eq!(
            world.where_it_stands("Tiesas process").await,
            Vec::<String>::new(),
            "the reason goes with it"
        );
        let again = world.post(0, "/setup/kept/holds", &hold).await;
        assert_eq!(again.0, StatusCode::UNPROCESSABLE_ENTITY, "there is nothing to hold any more");
    })
    .await;
}

/// Security §11: a legal hold stops it, whatever shorter term a part of the case has.
#[tokio::test]
async fn what_a_held_case_holds_goes_by_no_shorter_term_until_it_is_let_go() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let case = world.messages().await[0].case_id;
        let number = world.number(case).await;
        world.came_in(1, Some(case), monday()).await;
        world.noted(1).await;
        world.draft(case, 0, monday(), None).await;
        world.survey(case, monday()).await;
        world.call_back(case, 1, Some(monday())).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE callbacks SET question = 'Slepens jautājums' WHERE institution_id = $1")
            .run(&mut tx)
            .await
            .unwrap();
        hold(&mut tx, &world.app, &world.anna(), &number, "Tiesa").await.unwrap();
        tx.commit().await.unwrap();

        world.pass(700).await;
        assert_eq!(world.run_at(after(700)).await, Forgotten::default());
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let_go(&mut tx, &world.app, &world.anna(), case, "Spriedums").await.unwrap();
        tx.commit().await.unwrap();
        // Its case, the contact and the note at the desk forget the visit.
        let gone = Forgotten {
            drafts: 1,
            survey_words: 1,
            call_numbers: 1,
            call_words: 1,
            visits: 3,
            ..Forgotten::default()
        };
        assert_eq!(world.run_at(after(700)).await, gone);
    })
    .await;
}
