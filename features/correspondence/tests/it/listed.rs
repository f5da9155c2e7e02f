//! Other programs walk through all letters without a case, page by page, and fetch letters as they stand on paper.

use axum::http::{StatusCode, header};
use serde_json::{Value, json};
use solits_db::sql;
use solits_kernel::CaseId;
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{World, monday};

/// Letters that were set aside, many of them within one moment, as after a night without a connection.
pub(crate) async fn letters_aside(world: &World, count: i64) {
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    for n in 0..count {
        sql!(
            "INSERT INTO letters (institution_id, id, mailbox_id, folder, uid_validity, uid, digest, size, received_at,
                    taken_at, state, because, author, subject, tries)
             VALUES ($1, $2, $3, 'INBOX', 1, $4, $5, 9, $6, $6, 'set_aside', 'list', 'janis@example.org', 'Jaunumi', 0)"
        )
        .bind(Uuid::from_u128(5000 + u128::try_from(n).unwrap()))
        .bind(world.mailbox)
        .bind(1000 + n)
        .bind(n.to_be_bytes().to_vec())
        .bind(monday().plus_seconds(n / 150))
        .run(&mut tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_pages_of_letters_without_a_case_give_each_of_them_once() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        letters_aside(&world, 230).await;
        let (mut seen, mut path) = (Vec::new(), "/api/v1/letters".to_owned());
        loop {
            let page = world.ask(&path).await.json();
            let letters = page["letters"].as_array().unwrap();
            seen.extend(letters.iter().map(|one| one["id"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            assert_eq!(letters.len(), 100, "{page}");
            // The letter at which a page ends gets its case before the next one is asked for.
            let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
            sql!("UPDATE letters SET state = 'placed' WHERE institution_id = $1 AND id = $2")
                .bind(next.parse::<Uuid>().unwrap())
                .run(&mut tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            path = format!("/api/v1/letters?before={next}");
        }
        let latest_first: Vec<String> =
            (0..230).rev().map(|n| Uuid::from_u128(5000 + n).to_string()).collect();
        assert_eq!(seen, latest_first);
        let unknown = format!("/api/v1/letters?before={}", Uuid::max());
        assert_eq!(world.ask(&unknown).await.status, StatusCode::NOT_FOUND);
        let foreign = world.call("foreign", "GET", &path, "", &Value::Null).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "a letter of another institution begins no page");
    })
    .await;
}

impl World {
    /// How often the program that only reads has looked at the case.
    async fn looks_of_reader(&self, case: CaseId) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT count(*) AS value FROM access_entries
              WHERE institution_id = $1 AND case_id = $2 AND token_id = $3 AND what = 'case.opened'"
        )
        .bind(case)
        .bind(Uuid::from_u128(903))
        .scalar(&mut tx)
        .await
        .unwrap()
        .unwrap()
    }

    /// Hides the case from a clerk.
    async fn hide(&self, case: CaseId, clerk: usize) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
            .bind(case)
            .bind(self.fixture.employees[clerk])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// The PDF at an address is there for the first clerk, for nobody from whom the case is hidden, and for no other
    /// institution.
    async fn assert_printed(&self, case: CaseId, path: &str) {
        let of = |clerk: usize| format!("{path}?employee={}", self.clerk_id(clerk));
        let file = self.call("reader", "GET", &of(0), "", &Value::Null).await;
        assert_eq!(file.status, StatusCode::OK, "{}", file.json());
        assert_eq!(file.headers[header::CONTENT_TYPE], "application/pdf");
        let disposition = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(
            disposition.starts_with("attachment") && disposition.contains("2026-000001.pdf"),
            "{disposition}"
        );
        assert!(file.bytes.starts_with(b"%PDF-"));
        assert_eq!(self.looks_of_reader(case).await, 1, "the look is in the access record");
        for nobody in [path.to_owned(), format!("{path}?employee={}", Uuid::max())] {
            let refused = self.ask(&nobody).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{nobody}");
            assert!(refused.json()["type"].as_str().unwrap().ends_with("correspondence-no-such-employee"));
        }
        self.hide(case, 1).await;
        assert_eq!(self.ask(&of(1)).await.status, StatusCode::NOT_FOUND, "it is hidden from them");
        let foreign = self.call("foreign", "GET", &of(0), "", &Value::Null).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_program_fetches_a_letter_on_paper_for_the_employee_it_names() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        let mut body = world.reply_body();
        body["paper"] = json!("Jānis Kalns\nSkolas iela 5, Ezermala");
        let sent = world.does(&format!("/api/v1/cases/{case}/replies"), "A", &body).await.json();
        let message = sent["messages"][0]["id"].as_str().unwrap();
        world.assert_printed(case, &format!("/api/v1/cases/{case}/letters/{message}/letter.pdf")).await;
        let unknown =
            format!("/api/v1/cases/{case}/letters/{}/letter.pdf?employee={}", Uuid::max(), world.clerk_id(0));
        assert_eq!(world.ask(&unknown).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_program_fetches_news_of_a_case_as_a_letter() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        let news = Uuid::from_u128(77);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO case_news (institution_id, id, case_id, n, at, kind, text)
             VALUES ($1, $2, $3, 100000, $4, 'case.extended', 'Lietas 2026-000001 termiņš ir pagarināts.')"
        )
        .bind(news)
        .bind(case)
        .bind(monday())
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        world.assert_printed(case, &format!("/api/v1/cases/{case}/news/{news}/letter.pdf")).await;
    })
    .await;
}
