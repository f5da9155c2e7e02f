//! What is stored of one person, given to that person: all of it, and nothing of anybody else (security §11).

use axum::http::StatusCode;
use serde_json::Value;
use solits_cases::{Kind, Open};
use solits_db::sql;
use solits_kernel::CaseId;
use solits_testkit::on_both;
use uuid::Uuid;

use crate::world::{ADMINISTRATOR, ANNA, Answer, KEEPER, STRANGER, World, monday};

/// What belongs to somebody else, wherever it stands.
const FOREIGN: &str = "Kanārijputns";
const LIEPA: &str = "anna.liepa@example.lv";
const JURIS: &str = "juris@example.lv";

impl World {
    async fn a_case(&self, subject: &str, name: &str, contact: &str) -> CaseId {
        let open = Open {
            subject: subject.to_owned(),
            client_name: name.to_owned(),
            client_contact: contact.to_owned(),
            ..self.an_open()
        };
        self.open_as(open).await
    }

    /// A letter to the institution.
    async fn wrote(&self, case: CaseId, number: u128, author: (&str, &str), text: &str) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO messages (institution_id, id, case_id, direction, way, at, author_name, author_address, recipient,
                    subject, text, is_automatic, attention)
             VALUES ($1, $2, $3, 'in', 'email', $4, $5, $6, 'pasts@testa.example', '', $7, 0, '')"
        )
        .bind(Uuid::from_u128(number))
        .bind(case)
        .bind(monday())
        .bind(author.0)
        .bind(author.1)
        .bind(text)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// A file of a letter.
    async fn enclosed(&self, message: u128, name: &str) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO message_files (institution_id, message_id, place, name, media, size, digest, content)
             VALUES ($1, $2, 0, $3, 'text/plain', 2, $4, $5)"
        )
        .bind(Uuid::from_u128(message))
        .bind(name)
        .bind(vec![0xab_u8, 0xcd])
        .bind(b"ok".to_vec())
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// Somebody else who takes part in a case.
    async fn takes_part(&self, case: CaseId, name: &str, phone: &str, email: &str) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO case_people (institution_id, id, case_id, part, name, phone, email, address, best_channel, basis,
                    basis_document, verified_how)
             VALUES ($1, $2, $3, 'third_party', $4, $5, $6, '', '', '', '', '')"
        )
        .bind(Uuid::from_u128(7_001))
        .bind(case)
        .bind(name)
        .bind(phone)
        .bind(email)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    async fn noted(&self, case: CaseId, number: u128, text: &str) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO case_notes (institution_id, id, case_id, at, audience, text)
             VALUES ($1, $2, $3, $4, 'internal', $5)"
        )
        .bind(Uuid::from_u128(number))
        .bind(case)
        .bind(monday())
        .bind(text)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    async fn file_of(&self, who: &str) -> Answer {
        self.post("/person/file", KEEPER, &[("who", who)]).await
    }
}

/// The rows of a table in the file; none where it has none.
fn rows<'a>(file: &'a Value, table: &str) -> &'a [Value] {
    file["tables"][table].as_array().map(Vec::as_slice).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_finds_the_same_person_however_it_is_written() {
    on_both(async |database| {
        let world = World::new(database).await;
        for (subject, contact) in
            [("Pirmā", "+371 26 123 456"), ("Otrā", "26123456"), ("Trešā", "00371 26-123-456")]
        {
            world.a_case(subject, "Anna Liepa", contact).await;
        }
        world.a_case(FOREIGN, "Juris Kalns", "26123457").await;
        for spelling in ["26 123 456", "+37126123456", "(371) 26123456"] {
            let file = world.file_of(spelling).await.expect(StatusCode::OK);
            assert!(file.header("content-disposition").contains("person-2026-11-16.json"));
            file.hides(FOREIGN);
            let json = file.json();
            assert_eq!(json["format"], "solits-person-1");
            let cases = rows(&json, "cases");
            assert_eq!(cases.len(), 3, "{spelling}: {}", file.body);
            assert!(cases.iter().any(|case| case["subject"] == "Trešā"));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_people_in_one_case_each_gets_what_is_theirs_alone() {
    on_both(async |database| {
        let world = World::new(database).await;
        let case = world.a_case("Žogs pie robežas", "Anna Liepa", LIEPA).await;
        world.takes_part(case, "Juris Kanārijputns", "+371 29 999 999", JURIS).await;
        world.wrote(case, 501, ("Anna Liepa", LIEPA), "Lūdzu pārbaudīt žogu.").await;
        world.enclosed(501, "zogs.txt").await;
        world.wrote(case, 502, ("Juris Kanārijputns", JURIS), "Kanārijputns neko nav cēlis.").await;
        world.noted(case, 503, "Kanārijputns zvanīja.").await;
        world.a_case(FOREIGN, "Juris Kanārijputns", JURIS).await;

        let file = world.file_of(" Anna.Liepa@EXAMPLE.lv ").await.expect(StatusCode::OK);
        file.hides(FOREIGN);
        file.hides(JURIS);
        let json = file.json();
        assert_eq!(rows(&json, "cases")[0]["subject"], "Žogs pie robežas");
        assert_eq!(rows(&json, "messages").len(), 1);
        assert_eq!(rows(&json, "messages")[0]["text"], "Lūdzu pārbaudīt žogu.");
        let enclosed = &rows(&json, "message_files")[0];
        assert_eq!(enclosed["name"], "zogs.txt");
        assert_eq!(enclosed["sha256"], "abcd");
        let address = format!("/cases/{case}/letters/{}/files/0", Uuid::from_u128(501));
        assert_eq!(enclosed["address"], address.as_str());
        // What employees wrote where others take part is counted, and not given.
        assert_eq!(json["withheld"]["case_notes"], 1);
        let paper = world.post("/person/print", KEEPER, &[("who", LIEPA)]).await.expect(StatusCode::OK);
        paper.shows("Lūdzu pārbaudīt žogu.");
        paper.hides(FOREIGN);
        paper.hides(JURIS);

        // Who only takes part gets their own letter, and nothing of what the case is about.
        let file = world.file_of("29999999").await.expect(StatusCode::OK);
        file.shows("Juris Kanārijputns");
        for foreign in ["Žogs", "Liepa", "žogu", LIEPA, "zvanīja"] {
            file.hides(foreign);
        }
        let both = world.file_of(JURIS).await.expect(StatusCode::OK);
        both.shows("neko nav cēlis");
        both.hides("Liepa");
        assert_eq!(rows(&both.json(), "cases").len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_alone_gets_what_was_noted_and_is_found_by_the_number_of_the_case() {
    on_both(async |database| {
        let world = World::new(database).await;
        let case = world.a_case("Izziņa", "Anna Liepa", LIEPA).await;
        world.noted(case, 504, "Atnāks rīt.").await;
        world.a_case("Otra izziņa", "Anna Liepa", LIEPA).await;
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let reference = sql!("SELECT reference AS value FROM cases WHERE institution_id = $1 AND id = $2")
            .bind(case)
            .scalar::<String>(&mut tx)
            .await
            .unwrap()
            .unwrap();
        drop(tx);
        let file = world.file_of(&reference).await.expect(StatusCode::OK);
        let json = file.json();
        assert_eq!(rows(&json, "case_notes")[0]["text"], "Atnāks rīt.");
        // The number leads to its client, and the client to every case of theirs.
        assert_eq!(rows(&json, "cases").len(), 2);
        assert_eq!(json["withheld"], serde_json::json!({}));
        let page = world.post("/person", KEEPER, &[("who", &reference)]).await.expect(StatusCode::OK);
        page.shows("/person/file");
        page.hides("Atnāks rīt.");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_complained_about_does_not_find_the_complaint() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.a_case("Izziņa", "Anna Liepa", LIEPA).await;
        let open = Open {
            kind: Kind::Complaint,
            subject: FOREIGN.to_owned(),
            client_name: "Anna Liepa".to_owned(),
            client_contact: LIEPA.to_owned(),
            ..world.an_open()
        };
        let complaint = world.open_as(open).await;
        world.file_of(LIEPA).await.expect(StatusCode::OK).shows(FOREIGN);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
            .bind(complaint)
            .bind(world.employee(2))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let file = world.file_of(LIEPA).await.expect(StatusCode::OK);
        file.hides(FOREIGN);
        assert_eq!(rows(&file.json(), "cases").len(), 1);
        let paper = world.post("/person/print", KEEPER, &[("who", LIEPA)]).await.expect(StatusCode::OK);
        paper.hides(FOREIGN);
        // A program sees complaints with the scope of the registers alone.
        let path = format!("/api/v1/person?who={}", LIEPA.replace('@', "%40"));
        world.api("GET", &path, "person", None).await.expect(StatusCode::OK).hides(FOREIGN);
        world.api("GET", &path, "person-all", None).await.expect(StatusCode::OK).shows(FOREIGN);
        let refused = world.api("GET", &path, "files", None).await.expect(StatusCode::FORBIDDEN);
        assert_eq!(refused.json()["right"], "person.read");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_keepers_of_registers_take_it_and_each_taking_is_recorded_and_counted() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.a_case("Izziņa", "Anna Liepa", LIEPA).await;
        for who in [ANNA, ADMINISTRATOR, STRANGER] {
            world.get("/person", who).await.expect(StatusCode::FORBIDDEN);
            for path in ["/person", "/person/file", "/person/print"] {
                world.post(path, who, &[("who", LIEPA)]).await.expect(StatusCode::FORBIDDEN);
            }
        }
        world.get("/person", KEEPER).await.expect(StatusCode::OK);
        // Nobody of that address: an honest answer, and nothing to take.
        let unknown = [("who", "neviens@example.lv")];
        let page = world.post("/person", KEEPER, &unknown).await.expect(StatusCode::OK);
        page.hides("/person/file\"");
        world.post("/person/file", KEEPER, &unknown).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let searched = sql!(
            "SELECT COUNT(*) AS value FROM access_entries WHERE institution_id = $1 AND what = 'case.search' AND hits = 0"
        );
        assert_eq!(world.count(searched).await, 2);
        for wrong in ["", "Anna Liepa", "12"] {
            let page = world.post("/person", KEEPER, &[("who", wrong)]).await;
            page.expect(StatusCode::UNPROCESSABLE_ENTITY).shows(wrong);
        }
        let recorded = sql!(
            "SELECT COUNT(*) AS value FROM access_entries
              WHERE institution_id = $1 AND what IN ('person.export', 'person.case')"
        );
        assert_eq!(world.count(recorded).await, 0);
        let journalled = sql!(
            "SELECT COUNT(*) AS value FROM journal WHERE institution_id = $1 AND facts LIKE '%person.exported%'"
        );
        for taken in 1..=6 {
            world.file_of(LIEPA).await.expect(StatusCode::OK);
            // The whole, and the case.
            assert_eq!(world.count(recorded).await, 2 * taken);
            assert_eq!(world.count(journalled).await, taken);
        }
        let refused = world.file_of(LIEPA).await.expect(StatusCode::TOO_MANY_REQUESTS);
        refused.shows(LIEPA);
        assert_eq!(world.count(recorded).await, 12);
    })
    .await;
}
