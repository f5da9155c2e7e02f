//! What nobody needs is forgotten when its time has come, and not before (security §11); two people make it shorter (§5).

use axum::http::StatusCode;
use solits_correspondence::{Forgotten, LetterState, Raw, keep_letters, take};
use solits_db::{row, sql};
use solits_kernel::{CaseId, InstitutionId, Scope, Timestamp};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{World, monday};

const AUTOMATIC: &str = "From: Jānis Kalns <janis@example.org>\nTo: info@testa.example\nSubject: Prombūtnē\nMessage-ID: <auto@example.org>\nAuto-Submitted: auto-replied\n\nEsmu prom.\n";
const ORDINARY: &str = "From: Anna <anna@example.org>\nTo: info@testa.example\nSubject: Par ielu\nMessage-ID: <plain@example.org>\n\nKad remontēs ielu?\n";

row! {
    /// What is kept of a letter.
    struct KeptLetter { state: String, author: String, subject: String, has_raw: i64, is_forgotten: i64 }
}
row! {
    pub(crate) struct Facts { pub(crate) facts: String, pub(crate) actor: String }
}
row! {
    /// What is kept of a survey.
    #[derive(Debug, PartialEq, Eq)]
    struct KeptSurvey { ease: i64, fair: String, words: String }
}
row! {
    /// What is kept of a call.
    #[derive(Debug, PartialEq, Eq)]
    struct KeptCall { phone: String, result: Option<String> }
}

/// So many days after the Monday on which everything came.
pub(crate) fn after(days: i64) -> Timestamp {
    monday().plus_minutes(days * 24 * 60)
}

impl World {
    /// A draft with a file, kept at that moment.
    pub(crate) async fn draft(
        &self,
        case: CaseId,
        author: usize,
        saved_at: Timestamp,
        leaves_at: Option<Timestamp>,
    ) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO reply_drafts (institution_id, case_id, employee_id, lang, subject, opening, main, ending, saved_at, leaves_at)
             VALUES ($1, $2, $3, 'lv', 'Re', 'Labdien', 'Slepeni vārdi', '', $4, $5)"
        )
        .bind(case)
        .bind(self.fixture.employees[author])
        .bind(saved_at)
        .bind(leaves_at)
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO reply_files (institution_id, case_id, employee_id, place, name, media, size, digest, content)
             VALUES ($1, $2, $3, 1, 'plans.pdf', 'application/pdf', 1, $4, $4)"
        )
        .bind(case)
        .bind(self.fixture.employees[author])
        .bind(vec![1_u8])
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// Drafts and files of drafts.
    async fn drafts(&self) -> (i64, i64) {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let drafts = sql!("SELECT count(*) AS value FROM reply_drafts WHERE institution_id = $1");
        let drafts = drafts.scalar(&mut tx).await.unwrap().unwrap();
        let files = sql!("SELECT count(*) AS value FROM reply_files WHERE institution_id = $1");
        (drafts, files.scalar(&mut tx).await.unwrap().unwrap())
    }

    async fn letters(&self) -> Vec<KeptLetter> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT state, author, subject, CAST(CASE WHEN raw IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_raw,
                    CAST(CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS is_forgotten
               FROM letters WHERE institution_id = $1 ORDER BY uid_validity, uid"
        )
        .all(&mut tx)
        .await
        .unwrap()
    }

    /// The facts of the entries that say so.
    pub(crate) async fn told(&self, what: &str) -> Vec<Facts> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT facts, actor FROM journal WHERE institution_id = $1 AND facts LIKE '%' || $2 || '%' ORDER BY n")
            .bind(what)
            .all(&mut tx)
            .await
            .unwrap()
    }

    /// What the client of a case said of it at that moment.
    pub(crate) async fn survey(&self, case: CaseId, at: Timestamp) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO case_surveys (institution_id, case_id, ease, fair, words, at) VALUES ($1, $2, 7, 'partly', 'Slepeni vārdi', $3)"
        )
        .bind(case)
        .bind(at)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// A call back to the client of a case, which ended at that moment or is still to be made.
    pub(crate) async fn call_back(&self, case: CaseId, id: u128, ended_at: Option<Timestamp>) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO callbacks (institution_id, id, case_id, employee_id, phone, question, line, answer_by, is_missed,
                    made_at, tries, ended_at, result)
             VALUES ($1, $2, $3, $4, '+37126999888', '', '', 'phone', 0, $5, 1, $6, $7)"
        )
        .bind(Uuid::from_u128(id))
        .bind(case)
        .bind(self.fixture.employees[0])
        .bind(monday())
        .bind(ended_at)
        .bind(ended_at.map(|_| "reached"))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    async fn sign_ins(&self) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT count(*) AS value FROM sessions WHERE institution_id = $1")
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }

    async fn surveys(&self) -> Vec<KeptSurvey> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT ease, fair, words FROM case_surveys WHERE institution_id = $1 ORDER BY at")
            .all(&mut tx)
            .await
            .unwrap()
    }

    async fn calls(&self) -> Vec<KeptCall> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT phone, result FROM callbacks WHERE institution_id = $1 ORDER BY id")
            .all(&mut tx)
            .await
            .unwrap()
    }

    /// The program's hourly run at that moment.
    pub(crate) async fn run_at(&self, at: Timestamp) -> Forgotten {
        self.app.clock.set(at);
        keep_letters(&self.app, self.fixture.institution).await.unwrap()
    }

    /// People are still signed in after days of a standing clock.
    pub(crate) async fn sign_in_again(&self) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!("UPDATE sessions SET created_at = $2, seen_at = $2 WHERE institution_id = $1")
            .bind(self.app.clock.now())
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_draft_that_nobody_touched_for_thirty_days_goes_with_its_files_and_one_that_still_leaves_stays() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, ORDINARY).await;
        world.take(2, &ORDINARY.replace("plain@", "second@")).await;
        world.understand().await;
        let cases: Vec<CaseId> = world
            .messages()
            .await
            .iter()
            .filter(|one| one.direction == "in")
            .map(|one| one.case_id)
            .collect();
        world.draft(cases[0], 0, monday(), None).await;
        world.draft(cases[0], 1, after(1), None).await;
        // Sent, and waiting for a day in spring.
        world.draft(cases[1], 0, monday(), Some(after(120))).await;
        assert_eq!(world.run_at(after(30)).await, Forgotten::default(), "the thirtieth day is not over");
        assert_eq!(world.run_at(after(31)).await, Forgotten { drafts: 1, ..Forgotten::default() });
        assert_eq!(world.drafts().await, (2, 2));
        assert_eq!(world.run_at(after(31)).await, Forgotten::default(), "running it twice does no harm");
        let told = world.told("drafts.forgotten").await;
        assert_eq!(told.len(), 1);
        assert!(
            told[0].facts.contains("\"entries\":1") && told[0].facts.contains("older_than"),
            "{}",
            told[0].facts
        );
        assert!(!told[0].facts.contains("Slepeni") && told[0].actor == "p", "{}", told[0].facts);
    })
    .await;
}

/// Security §11: the text of a survey a year, the number of a caller ninety days.
#[tokio::test]
async fn the_words_of_a_survey_go_after_a_year_and_the_number_of_a_call_after_ninety_days() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, ORDINARY).await;
        world.take(2, &ORDINARY.replace("plain@", "second@")).await;
        world.understand().await;
        let cases: Vec<CaseId> = world
            .messages()
            .await
            .iter()
            .filter(|one| one.direction == "in")
            .map(|one| one.case_id)
            .collect();
        world.survey(cases[0], monday()).await;
        world.survey(cases[1], after(1)).await;
        world.call_back(cases[0], 1, Some(monday())).await;
        world.call_back(cases[0], 2, Some(after(1))).await;
        world.call_back(cases[1], 3, None).await;

        assert_eq!(world.run_at(after(90)).await, Forgotten::default(), "the ninetieth day is not over");
        let gone = Forgotten { call_numbers: 1, ..Forgotten::default() };
        assert_eq!(world.run_at(after(91)).await, gone);
        assert_eq!(world.run_at(after(91)).await, Forgotten::default(), "running it twice does no harm");
        let call = |phone: &str, result: Option<&str>| KeptCall {
            phone: phone.to_owned(),
            result: result.map(str::to_owned),
        };
        let number = "+37126999888";
        assert_eq!(
            world.calls().await,
            [call("", Some("reached")), call(number, Some("reached")), call(number, None)],
            "the call stays, and so does the number of one that is still to be made"
        );

        assert_eq!(world.run_at(after(365)).await, Forgotten { call_numbers: 1, ..Forgotten::default() });
        assert_eq!(world.run_at(after(366)).await.survey_words, 1);
        assert_eq!(world.run_at(after(366)).await, Forgotten::default(), "running it twice does no harm");
        let survey = |words: &str| KeptSurvey { ease: 7, fair: "partly".to_owned(), words: words.to_owned() };
        assert_eq!(world.surveys().await, [survey(""), survey("Slepeni vārdi")], "the scores stay");
        assert_eq!(world.calls().await[2], call(number, None));

        for (what, runs) in [("survey_words.forgotten", 1), ("call_numbers.forgotten", 2)] {
            let told = world.told(what).await;
            assert_eq!(told.len(), runs, "{what}");
            for one in told {
                assert!(one.facts.contains("\"entries\":1") && one.actor == "p", "{}", one.facts);
                assert!(!one.facts.contains("Slepeni") && !one.facts.contains("26999888"), "{}", one.facts);
            }
        }
    })
    .await;
}

/// Security §11: the record of sign-ins a year.
#[tokio::test]
async fn a_sign_in_is_forgotten_a_year_after_it_was_last_used() {
    on_both(|database| async {
        let world = World::new(database).await;
        // Everybody was there on the Monday, and the first of them a day later.
        world.app.clock.set(after(0));
        world.sign_in_again().await;
        let all = world.sign_ins().await;
        assert!(all > 1, "{all}");
        world.app.clock.set(after(1));
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE sessions SET seen_at = $2 WHERE institution_id = $1 AND employee_id = $3")
            .bind(after(1))
            .bind(world.fixture.employees[0])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();

        assert_eq!(world.run_at(after(365)).await, Forgotten::default(), "the year is not over");
        let gone = world.run_at(after(366)).await.sign_ins;
        assert!(gone > 0 && gone < all, "{gone} of {all}");
        assert_eq!(world.sign_ins().await, all - gone, "a later one stays");
        assert_eq!(world.run_at(after(366)).await, Forgotten::default(), "running it twice does no harm");
        assert_eq!(world.run_at(after(367)).await.sign_ins, all - gone);
        assert_eq!(world.sign_ins().await, 0);
        assert_eq!(world.told("sign_ins.forgotten").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn numbers_that_are_held_stay_until_two_let_them_go() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.make_administrator(0).await;
        world.make_administrator(1).await;
        world.take(1, ORDINARY).await;
        world.understand().await;
        let case = world.messages().await[0].case_id;
        world.call_back(case, 1, Some(monday())).await;
        let held = world.post(0, "/setup/kept/call", "call_days=90&held=1").await;
        assert_eq!(held.0, StatusCode::SEE_OTHER);
        assert_eq!(world.run_at(after(200)).await, Forgotten::default());
        world.sign_in_again().await;
        world.post(0, "/setup/kept/call", "call_days=90").await;
        assert_eq!(world.run_at(after(200)).await, Forgotten::default(), "one person does not end it");
        assert_eq!(world.post(1, "/setup/kept/call/confirm", "days=90").await.0, StatusCode::SEE_OTHER);
        let gone = Forgotten { call_numbers: 1, ..Forgotten::default() };
        assert_eq!(world.run_at(after(200)).await, gone);
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_came_to_no_case_goes_after_ninety_days_and_does_not_come_back() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, AUTOMATIC).await;
        assert_eq!(world.understand().await, Some(LetterState::SetAside));
        world.take(2, ORDINARY).await;
        world.understand().await;
        world.take(3, ORDINARY).await;
        assert_eq!(world.understand().await, Some(LetterState::Again));
        let (_, page) = world.get(0, "/letters").await;
        assert!(page.contains("Prombūtnē"), "{page}");
        // The fifteenth of February is the first day on which it is older than ninety days.
        assert!(page.contains("15.02.2027") || page.contains("15. februār"), "until when is said: {page}");
        world.app.clock.set(after(90));
        world.take(4, "From: x@example.org\nTo: info@testa.example\nSubject: Gaida\n\nGaida\n").await;

        assert_eq!(world.run_at(after(90)).await, Forgotten::default());
        assert_eq!(world.run_at(after(91)).await, Forgotten { letters: 2, ..Forgotten::default() });
        let letters = world.letters().await;
        let of = |at: usize| {
            let one = &letters[at];
            (
                one.state.as_str(),
                one.has_raw,
                one.is_forgotten,
                one.author.is_empty() && one.subject.is_empty(),
            )
        };
        assert_eq!(of(0), ("set_aside", 0, 1, true));
        assert_eq!((of(1).0, of(1).1, of(1).2), ("placed", 1, 0), "what is with a case stays with it");
        assert_eq!(of(2), ("again", 0, 1, true));
        assert_eq!((of(3).0, of(3).1, of(3).2), ("waiting", 1, 0), "nothing goes before it was understood");
        world.sign_in_again().await;
        assert!(!world.get(0, "/letters").await.1.contains("Prombūtnē"));
        let told = world.told("letters.forgotten").await;
        assert_eq!(told.len(), 1);
        assert!(
            told[0].facts.contains("\"entries\":2") && !told[0].facts.contains("example"),
            "{}",
            told[0].facts
        );

        // A server that numbers its letters anew, or a backup that was put back, brings the same bytes.
        let bytes = AUTOMATIC.replace('\n', "\r\n").into_bytes();
        let raw = Raw {
            mailbox: world.mailbox,
            folder: "INBOX",
            uid_validity: 2,
            uid: 1,
            size: i64::try_from(bytes.len()).unwrap(),
            received_at: monday(),
            body: solits_correspondence::Body::Here(&bytes),
        };
        assert!(take(&world.app, world.fixture.institution, &raw).await.unwrap());
        world.understand().await;
        assert_eq!(world.letters().await[4].state, "again");
        assert!(!world.get(0, "/letters").await.1.contains("Prombūtnē"));
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_is_forgotten_opens_nothing_any_more() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, AUTOMATIC).await;
        world.understand().await;
        let (_, page) = world.get(0, "/letters").await;
        let path = page.split_once("action=\"/letters/").unwrap().1.split('"').next().unwrap().to_owned();
        world.run_at(after(91)).await;
        world.sign_in_again().await;
        assert_eq!(world.post(0, &format!("/letters/{path}"), "").await.0, StatusCode::NOT_FOUND);
        let original = path.replace("/open", "/original");
        assert_eq!(world.get(0, &format!("/letters/{original}")).await.0, StatusCode::NOT_FOUND);
        assert_eq!(world.cases().await, 0);
    })
    .await;
}

#[tokio::test]
async fn another_institution_decides_for_itself() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, AUTOMATIC).await;
        world.understand().await;
        world.app.clock.set(after(200));
        keep_letters(&world.app, InstitutionId(2)).await.unwrap();
        assert_eq!(world.letters().await[0].has_raw, 1);
        let mut tx = world.db.read(Scope::of_job(InstitutionId(2))).await.unwrap();
        let terms: Option<i64> = sql!("SELECT count(*) AS value FROM kept_terms WHERE institution_id = $1")
            .scalar(&mut tx)
            .await
            .unwrap();
        assert_eq!(terms, Some(0));
    })
    .await;
}

/// The days that stand in the form of a kind.
fn days(page: &str, kind: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{kind}_days\"")).unwrap();
    rest.split_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn one_person_keeps_longer_and_holds_and_two_make_it_shorter() {
    on_both(|database| async {
        let world = World::new(database).await;
        assert_eq!(world.get(0, "/setup/kept").await.0, StatusCode::FORBIDDEN, "a specialist");
        world.make_administrator(0).await;
        world.make_administrator(1).await;
        let (_, page) = world.get(0, "/setup/kept").await;
        assert_eq!((days(&page, "draft"), days(&page, "letter")), ("30".to_owned(), "90".to_owned()));
        assert_eq!(world.post(0, "/setup/kept/draft", "draft_days=60").await.0, StatusCode::SEE_OTHER);
        assert_eq!(days(&world.get(0, "/setup/kept").await.1, "draft"), "60");
        for wrong in ["6", "366", "ilgi", ""] {
            let (status, page) = world.post(0, "/setup/kept/draft", &format!("draft_days={wrong}")).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(days(&page, "draft"), wrong, "what was typed stays");
            assert_eq!(days(&page, "letter"), "90", "the other stays as it is");
        }
        assert_eq!(world.post(0, "/setup/kept/visits", "visits_days=90").await.0, StatusCode::NOT_FOUND);
        // Shorter: asked by one, confirmed by the other, as it was shown.
        world.post(0, "/setup/kept/draft", "draft_days=10").await;
        let (_, page) = world.get(0, "/setup/kept").await;
        assert_eq!(days(&page, "draft"), "60", "it waits");
        assert!(!page.contains("/setup/kept/draft/confirm"), "not for whoever asked");
        assert_eq!(world.post(0, "/setup/kept/draft/confirm", "days=10").await.0, StatusCode::CONFLICT);
        assert!(world.get(1, "/setup/kept").await.1.contains("/setup/kept/draft/confirm"));
        assert_eq!(world.post(1, "/setup/kept/draft/confirm", "days=9").await.0, StatusCode::CONFLICT);
        assert_eq!(world.post(1, "/setup/kept/draft/confirm", "days=10").await.0, StatusCode::SEE_OTHER);
        assert_eq!(days(&world.get(0, "/setup/kept").await.1, "draft"), "10");
        assert_eq!(world.told("kept_terms.kept").await.len(), 2);
        assert_eq!(world.told("kept_terms.shorter_asked").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn while_it_is_held_nothing_goes_and_the_end_of_a_hold_takes_two() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.make_administrator(0).await;
        world.make_administrator(1).await;
        world.take(1, AUTOMATIC).await;
        world.understand().await;
        world.post(0, "/setup/kept/letter", "letter_days=90&held=1").await;
        assert_eq!(world.run_at(after(200)).await, Forgotten::default());
        world.sign_in_again().await;
        let (_, page) = world.get(0, "/setup/kept").await;
        assert!(page.contains("Pašlaik neko nedzēš."), "{page}");
        world.post(0, "/setup/kept/letter", "letter_days=90").await;
        assert_eq!(world.run_at(after(200)).await, Forgotten::default(), "one person does not end it");
        // A request of yesterday is void.
        world.app.clock.set(after(202));
        world.sign_in_again().await;
        assert_eq!(world.post(1, "/setup/kept/letter/confirm", "days=90").await.0, StatusCode::CONFLICT);
        world.post(0, "/setup/kept/letter", "letter_days=90").await;
        assert_eq!(world.post(1, "/setup/kept/letter/confirm", "days=90").await.0, StatusCode::SEE_OTHER);
        assert_eq!(world.run_at(after(202)).await, Forgotten { letters: 1, ..Forgotten::default() });
    })
    .await;
}

#[tokio::test]
async fn files_of_a_form_that_nobody_sent_are_gone_after_a_day_without_another_form() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        for (place, at) in [(0_i64, monday()), (1, after(1))] {
            sql!(
                "INSERT INTO portal_files (institution_id, form_hash, place, field, name, media, size, digest, content, sent_at)
                 VALUES ($1, $2, $3, 'files', 'a.pdf', 'application/pdf', 1, $2, $2, $4)"
            )
            .bind(vec![7_u8])
            .bind(place)
            .bind(at)
            .run(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        world.run_at(after(1).plus_minutes(1)).await;
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let left: Option<i64> =
            sql!("SELECT count(*) AS value FROM portal_files WHERE institution_id = $1").scalar(&mut tx).await.unwrap();
        assert_eq!(left, Some(1));
    })
    .await;
}
