//! What is hidden from whoever looks is in no figure of the evidence: no number tells anybody of a complaint about themselves.

use axum::http::StatusCode;
use solits_db::sql;
use solits_journal::{Actor, By, Entry, Heart, record};
use solits_kernel::{CaseId, EmployeeId};
use solits_standard::event::EventKind;
use solits_testkit::{STANDARD, TestDb, on_both};
use uuid::Uuid;

use super::{MORE, World, monday};

/// A promise that cases keep, in the paragraph of the goal.
const ANSWER: &str = r#"
[[norm]]
id = "answer"
paragraphs = ["8"]
text = { lv = "Atbildam stundas laikā.", en = "We answer within an hour." }
kind = "promise"
[norm.promise]
starts = "case.opened"
within = { minutes = 60 }
met_by = ["case.answered"]
target_percent = 90.0
channel = "all"
"#;

const YEAR: &str = "/evidence/binder?from=2026-01-01&to=2026-11-23";
const OCTOBER: &str = "/evidence/binder?from=2026-10-01&to=2026-10-31";

/// A case of so many days ago that was answered after so many minutes: a complaint where it is hidden from somebody.
#[derive(Clone, Copy)]
struct Told {
    number: u8,
    days_ago: i64,
    minutes: i64,
    hidden_from: Option<EmployeeId>,
}

impl World {
    /// Three questions, two of which were answered in time; and of complaints about Zane one that alone had its month, one
    /// that alone had its day, and one beside the questions, of which one was answered in time.
    async fn with_complaints(database: TestDb) -> Self {
        let world = Self::new(database).await;
        let goal = MORE.replace("paragraph = \"4\"", "paragraph = \"8\"");
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1")
            .bind(format!("{STANDARD}{ANSWER}{goal}"))
            .run(&mut tx)
            .await
            .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let question = Told { number: 1, days_ago: 2, minutes: 30, hidden_from: None };
        let complaint =
            Told { number: 4, hidden_from: Some(world.fixture.employees[3]), minutes: 90, ..question };
        for told in [
            question,
            Told { number: 2, days_ago: 3, ..question },
            Told { number: 3, minutes: 90, ..question },
            Told { days_ago: 40, ..complaint },
            Told { number: 5, days_ago: 5, minutes: 10, ..complaint },
            Told { number: 6, ..complaint },
        ] {
            world.told(told).await;
        }
        world
    }

    async fn told(&self, told: Told) {
        let case = CaseId::new(Uuid::from_u128(u128::from(told.number)));
        let opened = monday().plus_minutes(-told.days_ago * 24 * 60);
        let (branch, owner) = (self.fixture.branch, self.fixture.employees[1]);
        let kind = if told.hidden_from.is_some() { "complaint" } else { "question" };
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO cases (institution_id, id, reference, code_hash, short_code_hash, kind, subject, subject_folded, branch_id,
                    owner_id, client_name, client_contact, channel, status, next_step, opened_at, version)
             VALUES ($1, $2, $3, $4, $4, $5, '', '', $6, $7, '', '', 'email', 'answered', '', $8, 1)"
        )
        .bind(case)
        .bind(format!("2026-{:06}", told.number))
        .bind(vec![told.number; 32])
        .bind(kind)
        .bind(branch)
        .bind(owner)
        .bind(opened)
        .run(&mut tx)
        .await
        .unwrap();
        if let Some(employee) = told.hidden_from {
            sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
                .bind(case)
                .bind(employee)
                .run(&mut tx)
                .await
                .unwrap();
        }
        let entry =
            Entry::new(EventKind::CaseOpened, case, Some(branch)).with("kind", kind).with("channel", "email");
        let actor = Actor { by: By::Program, at: opened };
        record(&mut tx, &self.app.heart, &actor, entry).await.unwrap();
        let entry = Entry::new(EventKind::CaseAnswered, case, Some(branch));
        let actor = Actor { by: By::Employee(owner), at: opened.plus_minutes(told.minutes) };
        record(&mut tx, &self.app.heart, &actor, entry).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_complaint_about_whoever_looks_is_in_no_figure_of_the_evidence_and_for_others_it_is() {
    const LESS: &str = ": 2 no 3; lauzts 1, atkrita 0";
    const ALL: &str = ": 3 no 6; lauzts 3, atkrita 0";
    /// The complaint that alone had its month.
    const ONE: &str = ": 0 no 1; lauzts 1, atkrita 0";
    on_both(|database| async {
        let world = World::with_complaints(database).await;
        for (who, shown, kept_back) in [("zane", LESS, ALL), ("ilze", ALL, LESS), ("oto", ALL, LESS)] {
            for path in ["/evidence/norms/answer", "/evidence/goals", YEAR] {
                let page = world.get(who, path).await;
                assert_eq!(page.status, StatusCode::OK, "{who} {path}");
                page.shows(shown).hides(kept_back);
            }
        }
        world.get("zane", OCTOBER).await.hides(ONE).shows("nekas nebija jātur");
        world.get("ilze", OCTOBER).await.shows(ONE);
    })
    .await;
}
