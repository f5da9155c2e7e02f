//! The timeline of a case: every contact, message, note, obligation and decision in its order, and each part of it alone.

use axum::http::StatusCode;
use serde_json::Value;
use solits_db::sql;
use solits_journal::tick;
use solits_kernel::{CaseId, Timestamp};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{
    World,
    parts::{a_case, send},
};

impl World {
    /// A visit of ten minutes that began at an instant and led to the case.
    async fn visited(&self, case: CaseId, began: Timestamp) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO contacts (institution_id, id, channel, branch_id, employee_id, ticket_id, case_id, started_at, ended_at,
                    outcome)
             VALUES ($1, $2, 'visit', $3, $4, $5, $6, $7, $8, 'case_opened')"
        )
        .bind(Uuid::from_u128(601))
        .bind(self.fixture.branch)
        .bind(self.fixture.employees[0])
        .bind(Uuid::from_u128(602))
        .bind(case)
        .bind(began)
        .bind(began.plus_minutes(10))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// A call that the client made in vain, and that was made good an hour later.
    async fn called_back(&self, case: CaseId, missed: Timestamp) -> Uuid {
        let id = Uuid::from_u128(603);
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO callbacks (institution_id, id, case_id, employee_id, phone, question, line, answer_by, is_missed,
                    made_at, tries, tried_at, ended_at, result)
             VALUES ($1, $2, $3, $4, '+37126123456', '', '', 'phone', 1, $5, 1, $6, $6, 'reached')"
        )
        .bind(id)
        .bind(case)
        .bind(self.fixture.employees[0])
        .bind(missed)
        .bind(missed.plus_minutes(60))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        id
    }
}

/// Where each of these words begins; they stand in this order.
#[track_caller]
fn in_order(page: &str, words: &[&str]) {
    let mut from = 0;
    for word in words {
        let found = page[from..].find(word);
        from += found.unwrap_or_else(|| panic!("`{word}` is missing or stands too early in: {page}"));
    }
}

#[tokio::test]
async fn visits_calls_and_what_was_promised_stand_in_the_timeline_at_their_time() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        let opened = world.app.clock.now();
        world.visited(id, opened.plus_minutes(-5)).await;
        let call = world.called_back(id, opened.plus_minutes(60)).await;
        world.later(5 * 60).await;
        send(&world, &page, "/answer", &[("text", "Deklarēts.")]).await.expect(StatusCode::SEE_OTHER);

        let told = world.staff("GET", &format!("{page}/fragment"), &[]).await.expect(StatusCode::OK);
        in_order(
            &told.body,
            &[
                "Apmeklējums",
                "atvērta lieta",
                "Likuma termiņš",
                "Klienta zvans palika neatbildēts",
                "sarunāts ar klientu",
                "Deklarēts.",
                "Izpildīts",
            ],
        );
        told.shows("Atbildam pakalpojuma termiņā. Līdz:");
        told.shows(&format!("href=\"/callbacks/{call}\""));
        told.shows("href=\"/obligations/");
        let kept = told.body.matches("Izpildīts<").count();
        assert!(kept >= 3, "the answer, the law and the receipt: {}", told.body);
        let read = format!("/api/v1/cases/{id}/timeline");
        let entries = world.api("GET", &read, "", "").await.expect(StatusCode::OK);
        let entries: Value = serde_json::from_str(&entries.body).unwrap();
        let parts: Vec<(&str, &str)> = entries["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["kind"].as_str().unwrap(), one["part"].as_str().unwrap()))
            .collect();
        for part in [
            ("contact", "contacts"),
            ("case.opened", "steps"),
            ("obligation.opened", "promises"),
            ("call", "contacts"),
            ("obligation.met", "promises"),
        ] {
            assert!(parts.contains(&part), "{part:?} is missing in {parts:?}");
        }
        // A month after the visit nobody knows its ticket any more (security §11), and it still is a visit.
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE contacts SET ticket_id = NULL WHERE institution_id = $1").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let told = world.staff("GET", &format!("{page}/fragment"), &[]).await.expect(StatusCode::OK);
        in_order(&told.body, &["Apmeklējums", "atvērta lieta"]);
        // Who may not see how promises were kept is led to no evidence of them.
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "UPDATE employee_roles SET role = 'contact_person' WHERE institution_id = $1 AND employee_id = $2"
        )
        .bind(world.fixture.employees[0])
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let told = world.staff("GET", &format!("{page}/fragment"), &[]).await.expect(StatusCode::OK);
        told.shows("Izpildīts");
        told.hides("href=\"/obligations/");
    })
    .await;
}

/// The links lead by address, so that they work without script; what is renewed by itself stays with the chosen part.
#[tokio::test]
async fn a_long_timeline_is_read_part_by_part() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        let short = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        short.hides("?show=notes");
        world.visited(id, world.app.clock.now().plus_minutes(-5)).await;
        for n in 1..=12 {
            let text = format!("Piezīme numur {n}.");
            let note = [("text", text.as_str()), ("audience", "internal")];
            send(&world, &page, "/notes", &note).await.expect(StatusCode::SEE_OTHER);
        }
        let all = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        for part in ["contacts", "notes", "promises", "steps"] {
            all.shows(&format!("href=\"{page}?show={part}\""));
        }
        all.hides("?show=messages");
        all.shows(&format!("data-src=\"{page}/fragment\""));
        let notes = world.staff("GET", &format!("{page}?show=notes"), &[]).await.expect(StatusCode::OK);
        notes.shows("Piezīme numur 12.");
        notes.hides("href=\"/obligations/");
        notes.shows(&format!("data-src=\"{page}/fragment?show=notes\""));
        let visits = world.staff("GET", &format!("{page}/fragment?show=contacts"), &[]).await;
        visits.shows("Apmeklējums");
        visits.hides("Piezīme numur 12.");
        // A word that names no part shows everything.
        world
            .staff("GET", &format!("{page}?show=viss"), &[])
            .await
            .expect(StatusCode::OK)
            .shows("Piezīme numur 1.");
    })
    .await;
}

#[tokio::test]
async fn a_promise_that_was_broken_leads_to_its_evidence_and_what_came_of_it_is_told() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (_, page) = a_case(&world).await;
        world.later(7 * 24 * 60).await;
        let now = world.app.clock.now();
        tick(&world.db, &world.app.heart, world.fixture.institution, now).await.unwrap();
        send(&world, &page, "/answer", &[("text", "Deklarēts.")]).await.expect(StatusCode::SEE_OTHER);
        let told = world.staff("GET", &format!("{page}/fragment?show=promises"), &[]).await;
        in_order(
            &told.body,
            &["Mūsu solījums", "?day=", "Solījums nav izpildīts laikā</a>", "Izpildīts vēlu</a>"],
        );
        assert_eq!(told.body.matches("\"/obligations/").count(), told.body.matches("?day=").count());
    })
    .await;
}

#[tokio::test]
async fn what_fell_away_says_why_it_did() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (_, page) = a_case(&world).await;
        send(&world, &page, "/close", &[("reason", "Klients atsauca.")]).await.expect(StatusCode::SEE_OTHER);
        let told = world.staff("GET", &format!("{page}/fragment?show=promises"), &[]).await;
        told.shows("Atkrita: lieta slēgta");
        told.hides("Klients atsauca.");
    })
    .await;
}
