//! The client's way as a file: the counts of the page, less what is hidden from whoever takes it.

use axum::http::StatusCode;
use calamine::Data;
use solits_cases::Open;
use solits_db::sql;
use solits_journal::{Entry, RollUp, matters, record};
use solits_kernel::{CaseId, Viewer, day_number};
use solits_standard::{
    event::EventKind,
    model::{ChannelKind, Fact},
};
use solits_testkit::on_both;

use crate::{
    exports::{lines, sheets},
    world::{ADMINISTRATOR, ANNA, Answer, BRUNO, KEEPER, STRANGER, World},
};

/// More days than are read at once.
const DAYS: (&str, &str) = ("2026-11-01", "2026-12-31");
/// So many minutes later is Friday, 25 December 2026.
const LATER: i64 = 39 * 24 * 60;

impl World {
    /// A question that came by e-mail, was paid for and answered.
    async fn answered(&self, owner: usize, cents: i64) -> CaseId {
        let open = Open { owner: self.employee(owner), channel: ChannelKind::Email, ..self.an_open() };
        let case = self.open_as(open).await;
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let mut paid = Entry::new(EventKind::CasePaid, case, Some(self.fixture.branch));
        paid.facts.insert("cents".to_owned(), Fact::Int(cents));
        let answered = Entry::new(EventKind::CaseAnswered, case, Some(self.fixture.branch));
        for entry in [paid, answered] {
            record(&mut tx, &self.app.heart, &self.by(owner), entry).await.unwrap();
        }
        tx.commit().await.unwrap();
        case
    }

    /// What the program does by itself: seals, and counts.
    async fn counted(&self) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        while solits_journal::seal(&mut tx, i64::MAX, self.app.clock.now()).await.unwrap() > 0 {}
        while matters::roll_up(&mut tx).await.unwrap() == RollUp::More {}
        tx.commit().await.unwrap();
    }

    /// Two questions answered on one day, and one on a later day, of which the second clerk is not to know.
    async fn counted_questions(&self) {
        self.answered(0, 1_200).await;
        self.answered(0, 5).await;
        self.later(LATER);
        let hidden = self.answered(0, 500).await;
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
            .bind(hidden)
            .bind(self.employee(1))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.counted().await;
    }

    /// The file of all days, as somebody takes it.
    async fn taken(&self, who: &str, kind: &str) -> Answer {
        let form = [("what", "matters"), ("from", DAYS.0), ("until", DAYS.1), ("as", kind)];
        self.post("/exports", who, &form).await
    }

    /// How many ended on the page of an employee.
    async fn ended_for(&self, place: usize) -> i64 {
        let viewer = Viewer::Employee { id: self.employee(place), keeps_feedback: false };
        let mut tx = self.db.read(self.fixture.scope().seen_by(viewer)).await.unwrap();
        let days = [DAYS.0, DAYS.1].map(|day| day_number(day.parse().unwrap()));
        matters::sum(&mut tx, days[0], days[1]).await.unwrap().iter().map(|row| row.ended).sum()
    }
}

/// Day, what ended, and what was paid, of each line.
fn counts(answer: &Answer) -> Vec<[String; 3]> {
    lines(answer).iter().map(|row| [row[0].clone(), row[4].clone(), row.last().unwrap().clone()]).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_clients_way_is_a_file_without_what_is_hidden_from_whoever_takes_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.counted_questions().await;
        let first = ["2026-11-16", "2", "12.05"].map(str::to_owned);
        let later = ["2026-12-25", "1", "5.00"].map(str::to_owned);
        let all = world.taken(ANNA, "csv").await.expect(StatusCode::OK);
        assert!(all.header("content-disposition").contains("matters-2026-11-01-2026-12-31.csv"));
        assert_eq!(counts(&all), [first.clone(), later.clone()]);
        let less = world.taken(BRUNO, "csv").await.expect(StatusCode::OK);
        assert_eq!(counts(&less), std::slice::from_ref(&first));
        // The sums are those that the page is made of.
        assert_eq!((world.ended_for(0).await, world.ended_for(1).await), (3, 2));
        let path = format!("/api/v1/exports/matters?from={}&to={}", DAYS.0, DAYS.1);
        let program = world.api("GET", &path, "files", None).await.expect(StatusCode::OK);
        assert_eq!(counts(&program), [first, later]);
        for (who, status) in [
            (KEEPER, StatusCode::OK),
            (ADMINISTRATOR, StatusCode::OK),
            // Another institution has none of it.
            (STRANGER, StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            world.taken(who, "csv").await.expect(status);
        }
        let recorded = sql!("SELECT CAST(sum(hits) AS BIGINT) AS value FROM access_entries WHERE institution_id = $1 AND what = 'table.export'");
        assert_eq!(world.count(recorded).await, 2 + 1 + 2 + 2 + 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_of_counts_has_numbers_and_days_and_no_formula() {
    on_both(async |database| {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE branches SET name_lv = '=1+1' WHERE institution_id = $1 AND id = $2")
            .bind(world.fixture.branch)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.counted_questions().await;
        let text = world.taken(ANNA, "csv").await.expect(StatusCode::OK);
        assert_eq!(lines(&text)[0][1], "'=1+1");
        let book = world.taken(ANNA, "xlsx").await.expect(StatusCode::OK);
        let row = &sheets(&book)[0][1];
        assert!(matches!(row[0], Data::DateTime(_)), "{row:?}");
        assert_eq!(row[1], Data::String("=1+1".to_owned()));
        assert!(matches!(row[4], Data::Float(_) | Data::Int(_)), "{row:?}");
        assert_eq!(
            (row[4].to_string(), row.last().unwrap().to_string()),
            ("2".to_owned(), "12.05".to_owned())
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_form_of_a_file_begins_with_the_days_of_the_page_that_leads_to_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        let path = "/exports?what=matters&from=2026-10-01&until=2026-10-31";
        let form = world.get(path, ANNA).await.expect(StatusCode::OK);
        form.shows("value=\"matters\" selected");
        form.shows("value=\"2026-10-01\"");
        form.shows("value=\"2026-10-31\"");
        // A day that is none is the usual one.
        let usual = world.get("/exports?what=matters&from=vakar", ANNA).await.expect(StatusCode::OK);
        usual.shows("value=\"2025-11-16\"");
        usual.shows("value=\"2026-11-16\"");
    })
    .await;
}
