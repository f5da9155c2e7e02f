//! The content of the information stand (VZD 17, D-10).

use axum::http::StatusCode;
use solits_db::sql;
use solits_journal::Heart;
use solits_testkit::{STANDARD, on_both};

use crate::TestHall;

const LADDER: &str = r#"
[[role]]
id = "service_specialist"
title = { lv = "klientu apkalpošanas speciālists", en = "client service specialist" }
paragraph = "2"

[[rung]]
paragraph = "29"
about = ["service_specialist"]
decided_by = "bureau_head"

[[client_duty]]
paragraph = "9"
text = { lv = "Klients paņem talonu.", en = "The client takes a ticket." }
"#;

impl TestHall {
    /// The branch's code in public addresses.
    pub(crate) async fn code(&self) -> String {
        let mut tx = self.app.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT code AS value FROM branches WHERE institution_id = $1 AND id = $2")
            .bind(self.fixture.branch)
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }
}

/// VZD 17.1–17.6: hours, prices, how to contest a decision, where to turn, what changes, and other information, each on
/// the sheet without anybody having to keep it by hand; in Latvian and English.
#[tokio::test]
async fn the_stand_is_composed_from_what_the_program_knows_in_both_languages() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 2).await;
        let mut tx = hall.app.db.write(hall.fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1 AND number = 1")
            .bind(format!("{STANDARD}{LADDER}"))
            .run(&mut tx)
            .await
            .unwrap();
        sql!(
            "INSERT INTO services (institution_id, id, code, name_lv, name_en, name_folded, card, price_cents,
                    identity_check, usual_minutes, active)
             VALUES ($1, $2, 'IZ', 'Izziņa', 'Statement', 'izzina', '{}', 427, 'must', 10, TRUE)"
        )
        .bind(uuid::Uuid::from_u128(5))
        .run(&mut tx)
        .await
        .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let address = format!("/i/testa/branch/{}/stand", hall.code().await);
        let page = hall.get("", &address).await;
        assert_eq!(page.status, StatusCode::OK);
        for part in [
            "pirmdiena",
            "Izziņa",
            "4,27 €",
            "klientu apkalpošanas speciālists",
            "biroja vadītājs",
            "Kā apstrīdēt lēmumu",
            "Klients paņem talonu.",
            "https://rinda.example/i/testa/standard",
            "<svg class=\"qr\"",
        ] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
        let page = hall.get("", &format!("{address}?lang=en")).await;
        for part in ["Monday", "Statement", "bureau head", "How to contest a decision"] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
        assert_eq!(hall.get("", "/i/testa/branch/nekur/stand").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// A-03: what the institution names as other ways to reach it stands on its public page and on the stand.
#[tokio::test]
async fn other_ways_to_reach_the_institution_are_public() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        let mut tx = hall.app.db.write(hall.fixture.scope()).await.unwrap();
        sql!("UPDATE institutions SET profile = $2 WHERE id = $1")
            .bind(r#"{"phone":"67000000","other_contacts":"X @ezermala, e-adrese"}"#)
            .run(&mut tx)
            .await
            .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let page = hall.get("", "/i/testa").await;
        assert_eq!(page.status, StatusCode::OK);
        for part in ["Citi saziņas veidi", "X @ezermala, e-adrese"] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
        let page = hall.get("", &format!("/i/testa/branch/{}/stand?lang=en", hall.code().await)).await;
        for part in ["Other ways to reach us", "X @ezermala, e-adrese"] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
    })
    .await;
}
