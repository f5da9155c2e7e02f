//! What is found beside cases: by any ending and without diacritics, by who may open it and by nobody else.

use axum::http::StatusCode;
use solits_cases::{Kind, Open};
use solits_db::sql;
use solits_journal::{Entry, Heart};
use solits_kernel::CaseId;
use solits_standard::event::EventKind;
use solits_testkit::{STANDARD, on_both, setting};
use uuid::Uuid;

use crate::{ADMINISTRATOR, ANNA, BRUNO, KEEPER, World, monday, search};

impl World {
    /// Anna asks the keeper something, out of a case or not, and is told.
    pub(crate) async fn asked(&self, number: u128, topic: &str, case: Option<CaseId>) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO internal_requests (institution_id, id, kind, case_id, topic, question, checked, shown, addressee_id,
                    place, asked_by, asked_at, state, version)
             VALUES ($1, $2, 'question', $3, $4, 'Kurš kopj ābeles pie skolas?', '', '[]', $5, '', $6, $7, 'open', 1)"
        )
        .bind(Uuid::from_u128(number))
        .bind(case)
        .bind(topic)
        .bind(self.employee(2))
        .bind(self.employee(0))
        .bind(monday())
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO internal_replies (institution_id, id, request_id, at, employee_id, kind, text)
             VALUES ($1, $2, $3, $4, $5, 'partly', 'Par to zina dārzniece.')"
        )
        .bind(Uuid::from_u128(number + 1_000))
        .bind(Uuid::from_u128(number))
        .bind(monday())
        .bind(self.employee(2))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        self.told(EventKind::InternalAsked, number).await;
    }

    /// The journal tells of something, and the index has followed it.
    pub(crate) async fn told(&self, kind: EventKind, number: u128) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let entry = Entry::new(kind, Uuid::from_u128(number), Some(self.fixture.branch));
        solits_journal::record(&mut tx, &self.app.heart, &self.by(0), entry).await.unwrap();
        tx.commit().await.unwrap();
        self.follow().await;
    }

    /// Bruno reports that something is not as the standard says.
    pub(crate) async fn reported(&self, number: u128, found: &str, case: Option<CaseId>) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO nonconformities (institution_id, id, reference, kind, standard, potential, found, place, case_id,
                    reported_by, found_at, routed_at, role, body, remedy, closing, state, version)
             VALUES ($1, $2, $3, 'other', 1, 0, $4, '', $5, $6, $7, $7, '', '', '', '', 'reported', 1)"
        )
        .bind(Uuid::from_u128(number))
        .bind(format!("N-2026-{number:04}"))
        .bind(found)
        .bind(case)
        .bind(self.employee(1))
        .bind(monday())
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        self.told(EventKind::NonconformityFound, number).await;
    }

    /// A letter that nobody understood.
    pub(crate) async fn lettered(&self, subject: &str, text: &str) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO mailboxes (institution_id, id, name, address, address_key, branch_id, keeper_id, in_host, in_port,
                    in_security, folders, out_host, out_port, out_security, login, is_active, standing, standing_since,
                    standing_words, reader, reader_until, version)
             VALUES ($1, $2, 'Pasts', 'a@b.lv', 'a@b.lv', $3, $4, 'localhost', 143, 'plain', 'INBOX', 'localhost', 25, 'plain',
                     'info', 1, 'new', 0, '', '', 0, 1)"
        )
        .bind(Uuid::from_u128(55))
        .bind(self.fixture.branch)
        .bind(self.employee(1))
        .run(&mut tx)
        .await
        .unwrap();
        let raw = format!(
            "From: Velta Dzerve <velta@klients.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        );
        sql!(
            "INSERT INTO letters (institution_id, id, mailbox_id, folder, uid_validity, uid, digest, size, received_at, taken_at,
                    raw, state, because, author, subject, tries, unsearched)
             VALUES ($1, $2, $3, 'INBOX', 1, 1, $4, $5, $6, $6, $7, 'needs_attention', 'not-understood', 'Velta Dzērve', $8, 3, 1)"
        )
        .bind(Uuid::from_u128(56))
        .bind(Uuid::from_u128(55))
        .bind(vec![1_u8])
        .bind(i64::try_from(raw.len()).unwrap())
        .bind(monday())
        .bind(raw.into_bytes())
        .bind(subject)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        self.follow().await;
    }

    /// The administrator has a name, a post and a service to answer for.
    async fn named(&self) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!("UPDATE employees SET name = 'Ilze Ķauķe', post = 'ceļu inženiere', phone = '26 111 222' WHERE institution_id = $1 AND id = $2")
            .bind(self.employee(3))
            .run(&mut tx)
            .await
            .unwrap();
        sql!(
            "INSERT INTO services (institution_id, id, code, name_lv, name_en, name_folded, card, deadline_unit, deadline_count,
                    identity_check, usual_minutes, active, owner_id)
             VALUES ($1, $2, 'SN', 'Sniega tīrīšana', 'Clearing of snow', '', '{}', 'working_days', 3, 'must', 10, TRUE, $3)"
        )
        .bind(Uuid::from_u128(88))
        .bind(self.employee(3))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn hide(&self, case: CaseId, place: usize) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)
             ON CONFLICT (institution_id, case_id, employee_id) DO UPDATE SET may = 0"
        )
        .bind(case)
        .bind(self.employee(place))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// Whether an address stands in what somebody finds; what they do not find is not counted either.
    pub(crate) async fn finds(&self, who: &str, query: &str, href: &str) -> bool {
        let found = self.get(&search(query), who).await.expect(StatusCode::OK);
        let is_found = found.body.contains(href);
        assert!(is_found || found.body.contains("Nekas nav atrasts."), "{who} {query}: {}", found.body);
        is_found
    }
}

#[tokio::test]
async fn a_question_is_found_by_who_has_part_in_it_and_by_nobody_a_case_is_hidden_from() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.asked(901, "Ābeļdārza žogs", None).await;
        let href = format!("/requests/{}", Uuid::from_u128(901));
        for query in ["abeldarza zogu", "ŽOGA", "kurs kopj abeli", "darzniecei"] {
            for (who, may) in [(ANNA, true), (KEEPER, true), (BRUNO, false), (ADMINISTRATOR, false)] {
                assert_eq!(world.finds(who, query, &href).await, may, "{who} {query}");
            }
        }
        let found = world.get(&search("zogs"), ANNA).await;
        found.shows("Jautājumi kolēģiem");
        found.shows("Ābeļdārza <mark>žogs</mark>");
        found.shows("Lietu nav; cits: 1 ieraksts");
        world.get("/search/fragment?q=abeldar", ANNA).await.shows(&href);
        world.get(&format!("{}&lang=en", search("zogs")), ANNA).await.shows("Questions to colleagues");

        let complaint = world
            .open_as(Open { kind: Kind::Complaint, subject: "Rupja".to_owned(), ..world.an_open() })
            .await;
        world.asked(902, "Melleņu pīrāgs", Some(complaint)).await;
        let href = format!("/requests/{}", Uuid::from_u128(902));
        assert!(world.finds(ANNA, "mellenes", &href).await);
        world.hide(complaint, 0).await;
        assert!(!world.finds(ANNA, "mellenes", &href).await, "whom it concerns finds nothing of it");
        assert!(world.finds(KEEPER, "mellenu", &href).await);
    })
    .await;
}

#[tokio::test]
async fn a_report_is_found_by_who_made_it_and_by_who_keeps_the_register() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.reported(911, "Uzgaidāmajā telpā nav ūdens\nKrāns salūzis", None).await;
        let href = format!("/nonconformities/{}", Uuid::from_u128(911));
        for query in ["udeni", "kranu", "N-2026-0911"] {
            for (who, may) in [(BRUNO, true), (KEEPER, true), (ADMINISTRATOR, true), (ANNA, false)] {
                assert_eq!(world.finds(who, query, &href).await, may, "{who} {query}");
            }
        }
        let complaint = world
            .open_as(Open { kind: Kind::Complaint, subject: "Rupja".to_owned(), ..world.an_open() })
            .await;
        world.reported(912, "Pazudusi mētele", Some(complaint)).await;
        world.hide(complaint, 1).await;
        let href = format!("/nonconformities/{}", Uuid::from_u128(912));
        assert!(!world.finds(BRUNO, "metele", &href).await);
        assert!(world.finds(KEEPER, "metele", &href).await);
    })
    .await;
}

/// A version of the standard that names a type of non-conformities.
const TYPES: &str = r#"
[[role]]
id = "unit_head"
title = { lv = "nodaļas vadītājs", en = "unit head" }
paragraph = "2"

[[route]]
paragraph = "28.1"
about = "order_execution"
text = { lv = "Pasūtījuma izpilde, piemēram, kavējums: vadītājam", en = "Execution of an order: to the head" }
to = "unit_head"
"#;

#[tokio::test]
async fn a_report_is_found_by_the_name_of_its_type_with_and_without_diacritics() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.reported(911, "Solīts vakar", None).await;
        world.reported(912, "Nav atbildes", None).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        setting::standard(&mut tx, &format!("{STANDARD}{TYPES}")).await;
        Heart::changed(&mut tx);
        sql!(
            "UPDATE nonconformities SET kind = 'order_execution', standard = 2 WHERE institution_id = $1 AND id = $2"
        )
        .bind(Uuid::from_u128(911))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        world.told(EventKind::NonconformityReported, 911).await;
        let href = format!("/nonconformities/{}", Uuid::from_u128(911));
        for query in ["pasutijuma izpilde", "PASŪTĪJUMU IZPILDI", "kavejumi"] {
            for (who, may) in [(BRUNO, true), (KEEPER, true), (ANNA, false)] {
                assert_eq!(world.finds(who, query, &href).await, may, "{who} {query}");
            }
        }
        let found = world.get(&search("pasutijums"), BRUNO).await;
        found.shows("<mark>Pasūtījuma</mark> izpilde");
        found.hides(&format!("/nonconformities/{}", Uuid::from_u128(912)));
        // To whom such a report goes is no part of what it is called.
        world.get(&search("izpilde vaditajam"), BRUNO).await.hides(&href);
    })
    .await;
}

#[tokio::test]
async fn a_letter_without_a_case_is_found_by_sender_subject_and_text_by_who_works_on_cases() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.lettered("Bedraina brauktuve", "Pie tilta ir dziļa peļķe.").await;
        let href = format!("/letters/{}", Uuid::from_u128(56));
        for query in ["bedrainu", "dzerves", "pelkes tilts"] {
            for (who, may) in [(ANNA, true), (BRUNO, true), (ADMINISTRATOR, false)] {
                assert_eq!(world.finds(who, query, &href).await, may, "{who} {query}");
            }
        }
        world.get(&search("pelke"), ANNA).await.shows("<mark>peļķe</mark>");
        for typed in ["pelk", "bedrain"] {
            world.get(&format!("/search/fragment?q={typed}"), ANNA).await.shows(&href);
        }
        world.get(&search("010190-12345"), ANNA).await.hides("href=\"/letters/");
    })
    .await;
}

#[tokio::test]
async fn colleagues_are_found_by_name_post_and_what_they_answer_for_and_norms_by_their_words() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.named().await;
        for query in ["kaukei", "celu inzeniere", "sniegs", "26111222"] {
            assert!(world.finds(ANNA, query, "/contacts?q=Ilze%20").await, "{query}");
        }
        world.get(&search("kauke"), ANNA).await.shows("Kolēģi un kontaktpersonas");
        // Whoever is asked about nothing in particular can be asked all the same.
        let found = world.get(&search("iestade"), ANNA).await.expect(StatusCode::OK);
        found.shows(&format!("/requests/new?to=person:{}", world.employee(1)));
        found.hides(&format!("/requests/new?to=person:{}", world.employee(0)));
        for query in ["klienti minutes", "KLIENTAM"] {
            world.get(&search(query), ANNA).await.shows("/promises/wait");
        }
        let norm = world.get(&search("klientus"), ANNA).await;
        norm.shows("Standarta normas");
        norm.shows("4. punkts");
    })
    .await;
}

#[tokio::test]
async fn of_many_some_are_shown_and_it_is_said_how_many_there_are() {
    on_both(|database| async move {
        let world = World::new(database).await;
        for number in 0..11 {
            world.asked(920 + number, "Zemeņu lauks", None).await;
        }
        let found = world.get(&search("zemenes"), ANNA).await.expect(StatusCode::OK);
        assert_eq!(found.body.matches("href=\"/requests/").count(), 8);
        found.shows("Rādīti 8 no 11 atrastajiem.");
        found.shows("Viss saraksts");
        found.shows("Lietu nav; cits: 11 ierakstu");
        let typed = world.get("/search/fragment?q=zemen", ANNA).await.expect(StatusCode::OK);
        assert_eq!(typed.body.matches("href=\"/requests/").count(), 4);
        typed.shows("Rādīti 4 no 11 atrastajiem.");
    })
    .await;
}

#[tokio::test]
async fn another_program_finds_of_other_rooms_what_it_has_the_scopes_for() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.asked(901, "Ābeļdārza žogs", None).await;
        world.reported(911, "Salūzis žogs", None).await;
        let path = format!("/api/v1{}", search("zogu"));
        world.api(&path, "token-1").await.expect(StatusCode::OK).shows("\"others\":[]");
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE tokens SET scopes = 'cases.read requests.read nonconformities.read standards.read' WHERE institution_id = $1 AND id = $2")
            .bind(Uuid::from_u128(2))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let found = world.api(&path, "token-2").await.expect(StatusCode::OK);
        found.shows("\"kind\":\"requests\"");
        found.shows(&Uuid::from_u128(901).to_string());
        found.shows("\"kind\":\"nonconformities\"");
        found.shows("\"title\":\"Salūzis žogs\"");
        let norms = world.api(&format!("/api/v1{}", search("klientus")), "token-2").await;
        norms.shows("\"id\":\"wait\"");
    })
    .await;
}
