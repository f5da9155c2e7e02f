//! A receipt says where the matter lies and who decides if it is late, and never by an employee's name.

use axum::http::StatusCode;
use solits_db::sql;
use solits_journal::Heart;
use solits_testkit::{STANDARD, on_both, setting};
use uuid::Uuid;

use crate::{PARAMETERS, PROMISES, World};

/// A complaint about a specialist comes to the head of the bureau.
const LADDER: &str = r#"
[[role]]
id = "service_specialist"
title = { lv = "speciālists", en = "specialist" }
paragraph = "2"

[[rung]]
paragraph = "6"
about = ["service_specialist"]
decided_by = "bureau_head"
"#;

const IN_LATVIAN: &str = "From: Anna <anna@example.org>\nTo: info@testa.example\nSubject: Par ielu\nMessage-ID: <lv@example.org>\nContent-Type: text/plain; charset=utf-8\n\nLabdien!\nKad jūs remontēsiet ielu pie mūsu mājas?\n";
const IN_ENGLISH: &str = "From: John <john@example.org>\nTo: info@testa.example\nSubject: The road\nMessage-ID: <en@example.org>\nContent-Type: text/plain; charset=utf-8\n\nHello, when will you repair the road in front of our house?\n";

impl World {
    /// The clerk who keeps the mailbox works in a unit.
    async fn has_unit(&self) {
        let unit = Uuid::from_u128(71);
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        setting::unit(&mut tx, unit, "Ceļu nodaļa").await;
        setting::person(&mut tx, self.fixture.employees[0], "Laura Krūmiņa", self.fixture.branch, Some(unit))
            .await;
        tx.commit().await.unwrap();
    }

    /// The receipt of what a resident writes.
    async fn receipt_page(&self, lang: &str) -> String {
        let (csrf, key) = self.carried("/i/testa/write/request").await;
        let form = format!("csrf={csrf}&key={key}&text=Kad%3F&name=Anna&contact=");
        let path = format!("/i/testa/write/request?lang={lang}");
        self.press(&path, "", &form).await.expect(StatusCode::OK).text()
    }

    /// The receipts of two letters: that of the Latvian one and that of the English one.
    async fn receipts_by_email(&self) -> (String, String) {
        assert!(self.take(1, IN_LATVIAN).await && self.take(2, IN_ENGLISH).await);
        self.understand().await;
        let of = |texts: &[String], word: &str| -> String {
            texts.iter().find(|text| text.contains(word)).cloned().unwrap_or_default()
        };
        let texts = self.texts().await;
        (of(&texts, "Labdien!"), of(&texts, "Hello,"))
    }
}

#[tokio::test]
async fn the_receipt_names_the_unit_that_holds_the_case_on_the_page_and_by_email_in_both_languages() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.has_unit().await;
        let (lv, en) = ("Jūsu lietu izskata: Ceļu nodaļa.", "Your case is with: Ceļu nodaļa.");
        let pages = (world.receipt_page("lv").await, world.receipt_page("en").await);
        let letters = world.receipts_by_email().await;
        for (text, said) in [(&pages.0, lv), (&pages.1, en), (&letters.0, lv), (&letters.1, en)] {
            assert!(text.contains(said), "{said} is missing: {text}");
            assert!(!text.contains("Krūmiņa"), "an employee is named: {text}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_written_down_and_what_is_opened_at_a_desk_say_the_unit_on_paper() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.has_unit().await;
        let fields = [
            ("way", "counter"),
            ("received_on", "2026-11-16"),
            ("signed", "hand"),
            ("name", "Anna Liepa"),
            ("text", "Lūdzu ierīkot apgaismojumu Skolas ielā."),
            ("subject", "Par apgaismojumu"),
        ];
        let (status, page) = world.write_down(&fields, None).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("Jūsu lietu izskata: "), "{page}");
        let opening = format!(
            "kind=question&subject=Kad+remont%C4%93s&branch={}&owner={}&channel=visit&key=k1&client_contact=",
            world.fixture.branch, world.fixture.employees[0]
        );
        let (status, page) = world.post(0, "/cases", &opening).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("Jūsu lietu izskata: Ceļu nodaļa."), "{page}");
    })
    .await;
}

#[tokio::test]
async fn where_no_unit_is_known_the_institution_holds_the_case() {
    on_both(|database| async {
        let world = World::new(database).await;
        let page = world.receipt_page("lv").await;
        assert!(page.contains("Jūsu lietu izskata: Testa iestāde."), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_receipt_says_which_role_decides_on_a_complaint_about_a_delay() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
             VALUES ($1, 3, 'testa', '3', $2, 'in_force', 0, 0, 2)"
        )
        .bind(format!("{}{PROMISES}{LADDER}", STANDARD.replace("[parameters]\n", PARAMETERS)))
        .run(&mut tx)
        .await
        .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let (lv, en) = world.receipts_by_email().await;
        assert!(lv.contains("sūdzību izskata biroja vadītājs."), "{lv}");
        assert!(en.contains("the complaint is decided by: bureau head."), "{en}");
    })
    .await;
}
