//! What ties a visit to the person who came goes a month later, and the numbers stay; what a call was about goes a year after
//! it (security §11).

use solits_db::{row, sql};
use solits_kernel::{CaseId, Timestamp, day_number};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{World, kept::after, monday};

const LETTER: &str = "From: Anna <anna@example.org>\nTo: info@testa.example\nSubject: Par ielu\nMessage-ID: <plain@example.org>\n\nKad remontēs ielu?\n";

row! {
    /// What is kept of a visit.
    #[derive(Debug, PartialEq, Eq)]
    struct KeptVisit { has_ticket: i64, has_case: i64, note: Option<String>, detail: Option<String>, outcome: String }
}

row! {
    /// What is kept of a call.
    #[derive(Debug, PartialEq, Eq)]
    struct Asked { question: String, result: Option<String> }
}

impl World {
    /// A visit of ten minutes that ended at that moment, with what was written down at the desk; in it the case was opened.
    pub(crate) async fn came_in(&self, n: u128, case: Option<CaseId>, ended_at: Timestamp) {
        let number = i64::try_from(n).unwrap();
        let ticket = Uuid::from_u128(800 + n);
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO tickets (institution_id, id, branch_id, day, line_id, letter, number, status, priority, internal, party,
                    taken_at, waiting_since, offered_from, behind, ended_at, wait_ms, walk_ms, serve_ms, ordinary, inaccurate)
             VALUES ($1, $2, $3, $4, $5, 'A', $6, 'finished', FALSE, FALSE, 1, $7, $7, $7, 0, $8, 0, 0, 0, TRUE, FALSE)"
        )
        .bind(ticket)
        .bind(self.fixture.branch)
        .bind(day_number(ended_at.day()))
        .bind(self.fixture.lines[0])
        .bind(number)
        .bind(ended_at.plus_minutes(-20))
        .bind(ended_at)
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO contacts (institution_id, id, channel, branch_id, employee_id, ticket_id, case_id, started_at, ended_at,
                    outcome, detail, note)
             VALUES ($1, $2, 'visit', $3, $4, $5, $6, $7, $8, 'redirected', 'Slepens ceļš', 'Slepeni vārdi')"
        )
        .bind(Uuid::from_u128(900 + n))
        .bind(self.fixture.branch)
        .bind(self.fixture.employees[0])
        .bind(ticket)
        .bind(case)
        .bind(ended_at.plus_minutes(-10))
        .bind(ended_at)
        .run(&mut tx)
        .await
        .unwrap();
        sql!("UPDATE cases SET ticket_id = $3 WHERE institution_id = $1 AND id = $2")
            .bind(case)
            .bind(ticket)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// What is still written at the desk about a visit.
    pub(crate) async fn noted(&self, n: u128) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!("INSERT INTO desk_notes (institution_id, ticket_id, note, ticked) VALUES ($1, $2, 'Slepena piezīme', 'seen')")
            .bind(Uuid::from_u128(800 + n))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn visits(&self) -> Vec<KeptVisit> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT CAST(CASE WHEN ticket_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_ticket,
                    CAST(CASE WHEN case_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_case, note, detail, outcome
               FROM contacts WHERE institution_id = $1 AND channel = 'visit' ORDER BY id"
        )
        .all(&mut tx)
        .await
        .unwrap()
    }

    async fn cases_of_tickets(&self) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT count(*) AS value FROM cases WHERE institution_id = $1 AND ticket_id IS NOT NULL")
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }
}

/// Security §11: a ticket's link to a person 30 days, then only the numbers.
#[tokio::test]
async fn thirty_days_after_a_visit_its_ticket_leads_to_nobody() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.take(2, &LETTER.replace("plain@", "second@")).await;
        world.understand().await;
        let messages = world.messages().await;
        let of = |n: usize| messages.iter().filter(|one| one.direction == "in").nth(n).unwrap().case_id;
        world.came_in(1, Some(of(0)), monday()).await;
        world.came_in(2, None, monday()).await;
        world.noted(2).await;
        // The day after.
        world.came_in(3, Some(of(1)), after(1)).await;
        let visit = |has_ticket, has_case, is_said: bool| KeptVisit {
            has_ticket,
            has_case,
            note: is_said.then(|| "Slepeni vārdi".to_owned()),
            detail: is_said.then(|| "Slepens ceļš".to_owned()),
            outcome: "redirected".to_owned(),
        };

        assert_eq!(world.run_at(after(30)).await.visits, 0, "the thirtieth day is not over");
        assert_eq!(world.visits().await, [visit(1, 1, true), visit(1, 0, true), visit(1, 1, true)]);
        // A case, its contact, the contact without a case, and the note at the desk.
        assert_eq!(world.run_at(after(31)).await.visits, 4);
        let left = [visit(0, 1, true), visit(1, 0, false), visit(1, 1, true)];
        assert_eq!(world.visits().await, left, "what is said in a case is the case's");
        assert_eq!(world.cases_of_tickets().await, 1, "the case of the day after");
        assert_eq!(world.where_it_stands("Slepena piezīme").await, Vec::<String>::new());
        assert_eq!(world.run_at(after(31)).await.visits, 0, "running it twice does no harm");
        assert_eq!(world.run_at(after(32)).await.visits, 2);
        assert_eq!(world.cases_of_tickets().await, 0);
        let told = world.told("visits.untied").await;
        assert_eq!(told.len(), 2);
        assert!(told[0].facts.contains("\"entries\":4") && told[0].actor == "p", "{}", told[0].facts);
        assert!(!told[0].facts.contains("Slepen"), "{}", told[0].facts);
        // The numbers stay.
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let tickets: Option<i64> = sql!("SELECT count(*) AS value FROM tickets WHERE institution_id = $1")
            .scalar(&mut tx)
            .await
            .unwrap();
        assert_eq!(tickets, Some(3));
    })
    .await;
}

/// Security §11: call details a year.
#[tokio::test]
async fn what_a_call_was_about_goes_after_a_year_and_what_is_still_to_be_asked_stays() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let case = world.messages().await[0].case_id;
        world.call_back(case, 1, Some(monday())).await;
        world.call_back(case, 2, Some(after(1))).await;
        world.call_back(case, 3, None).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE callbacks SET question = 'Slepens jautājums' WHERE institution_id = $1")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let asked = async || {
            let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
            let asked = sql!("SELECT question, result FROM callbacks WHERE institution_id = $1 ORDER BY id");
            asked.all::<Asked>(&mut tx).await.unwrap()
        };
        let call = |question: &str, result: Option<&str>| Asked {
            question: question.to_owned(),
            result: result.map(str::to_owned),
        };
        let said = "Slepens jautājums";

        assert_eq!(world.run_at(after(365)).await.call_words, 0, "the year is not over");
        assert_eq!(world.run_at(after(366)).await.call_words, 1);
        assert_eq!(
            asked().await,
            [call("", Some("reached")), call(said, Some("reached")), call(said, None)],
            "the call stays, and so does the question of one that is still to be made"
        );
        assert_eq!(world.run_at(after(366)).await.call_words, 0, "running it twice does no harm");
        assert_eq!(world.run_at(after(400)).await.call_words, 1);
        assert_eq!(asked().await[2], call(said, None));
        let told = world.told("call_words.forgotten").await;
        assert_eq!(told.len(), 2);
        assert!(
            told[0].facts.contains("\"entries\":1") && !told[0].facts.contains("Slepen"),
            "{}",
            told[0].facts
        );
    })
    .await;
}

/// Security §11: while there is a dispute nothing is overwritten.
#[tokio::test]
async fn what_ties_visits_to_people_stays_while_it_is_held() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.make_administrator(0).await;
        world.came_in(1, None, monday()).await;
        world.post(0, "/setup/kept/ticket", "ticket_days=30&held=1").await;
        assert_eq!(world.run_at(after(200)).await.visits, 0);
        assert!(!world.where_it_stands("Slepeni vārdi").await.is_empty());
    })
    .await;
}
