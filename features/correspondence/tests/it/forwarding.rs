//! A case is refused or passed on to the competent body: the body gets what was written, the client is told, and nothing
//! that was promised is owed afterwards.

use axum::http::StatusCode;
use serde_json::json;
use solits_db::{row, sql};
use solits_journal::{Heart, list_entries_of, tick};
use solits_kernel::CaseId;
use solits_testkit::{TestDb, on_both};
use uuid::Uuid;

use crate::{World, contacts::asked_by, monday};

const LETTER: &str = "From: Jānis Kalns <janis@example.org>
To: info@testa.example
Subject: Par valsts ceļu
Message-ID: <one@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Labdien! Lūdzu salabot valsts autoceļu pie skolas.
--b
Content-Type: application/pdf; name=\"plans.pdf\"
Content-Disposition: attachment; filename=\"plans.pdf\"
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--b--
";

const ENGLISH: &str = "From: John Hill <john@example.org>
To: info@testa.example
Subject: The road
Message-ID: <two@example.org>
Content-Type: text/plain; charset=utf-8

Hello! Would you please repair the road that leads to the school? It has not been repaired for years, and the children have to walk there.
";

const BODY: &str =
    "body=Latvijas+Valsts+ce%C4%BCi&contacts=t%C4%81lr.+67028169&matter=Valsts+autoce%C4%BC%C5%A1.&named=1";

row! {
    /// A promise of the case.
    struct Owed { norm: String, state: String }
}

impl World {
    async fn promised(&self, case: CaseId) -> Vec<Owed> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT norm, state FROM obligations WHERE institution_id = $1 AND subject_id = $2 ORDER BY norm"
        )
        .bind(case)
        .all(&mut tx)
        .await
        .unwrap()
    }

    /// How often something has happened to a case.
    async fn happened(&self, case: CaseId, kind: &str) -> usize {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let entries = list_entries_of(&mut tx, case.uuid()).await.unwrap();
        entries.iter().filter(|entry| entry.kind == kind).count()
    }

    /// What the client reads of a case.
    async fn read_by_client(&self, case: CaseId) -> Vec<String> {
        row! { struct Noted { text: String } }
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let noted: Vec<Noted> = sql!(
            "SELECT text FROM case_notes WHERE institution_id = $1 AND case_id = $2 AND audience = 'client' ORDER BY at, id"
        )
        .bind(case)
        .all(&mut tx)
        .await
        .unwrap();
        noted.into_iter().map(|one| one.text).collect()
    }

    /// Does something with a case in its present version.
    async fn does_with(&self, case: CaseId, what: &str, form: &str) -> (StatusCode, String) {
        let version = self.version(case).await;
        self.post(0, &format!("/cases/{case}/{what}"), &format!("version={version}&{form}")).await
    }

    async fn only_paper(&self, case: CaseId) -> Uuid {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT id AS value FROM paper_letters WHERE institution_id = $1 AND case_id = $2")
            .bind(case)
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }
}

/// A world that works to the handbook as it is shipped, with a case that an e-mail has opened.
async fn by_the_handbook(database: TestDb) -> (World, CaseId) {
    let world = World::new(database).await;
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    sql!("UPDATE standards SET source = $2 WHERE institution_id = $1 AND number = 2")
        .bind(include_str!("../../../../standards/handbook.toml"))
        .run(&mut tx)
        .await
        .unwrap();
    Heart::changed(&mut tx);
    tx.commit().await.unwrap();
    world.take(1, LETTER).await;
    world.understand().await;
    let case = world.messages().await[0].case_id;
    (world, case)
}

/// A week later everything the handbook promised of the letter has been kept.
async fn nothing_is_owed(world: &World, case: CaseId) {
    let week = monday().plus_minutes(7 * 24 * 60);
    world.app.clock.set(week);
    tick(&world.db, &world.app.heart, world.fixture.institution, week).await.unwrap();
    let promised = world.promised(case).await;
    for norm in ["mail-acknowledged", "mail-answered"] {
        assert!(promised.iter().any(|one| one.norm == norm && one.state == "met"), "{norm}");
    }
    for one in promised {
        assert!(matches!(one.state.as_str(), "met" | "waived"), "{} is {}", one.norm, one.state);
    }
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    let (_, differences) = solits_journal::recompute(&mut tx, &world.app.heart).await.unwrap();
    assert!(differences.is_empty(), "{differences:#?}");
}

#[tokio::test]
async fn an_email_that_is_refused_in_time_leaves_no_promise_of_the_handbook_behind() {
    on_both(|database| async {
        let (world, case) = by_the_handbook(database).await;
        world.later(30);
        let refusal = "reasons=Tas+nav+at%C4%BCauts.&next=To+var+p%C4%81rs%C5%ABdz%C4%93t.";
        let (status, page) = world.does_with(case, "refuse", refusal).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.happened(case, "message.answered").await, 1);
        nothing_is_owed(&world, case).await;
    })
    .await;
}

#[tokio::test]
async fn an_email_that_is_passed_on_in_time_leaves_no_promise_of_the_handbook_behind() {
    on_both(|database| async {
        let (world, case) = by_the_handbook(database).await;
        world.later(30);
        let form = format!("{BODY}&way=email&email=lvc%40example.net&sure=1");
        let (status, page) = world.does_with(case, "letters/forward", &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.status(case).await, "closed");
        nothing_is_owed(&world, case).await;
    })
    .await;
}

#[tokio::test]
async fn the_body_gets_what_the_client_wrote_with_its_files_and_the_client_is_told() {
    on_both(|database| async {
        let (world, case, smtpd, post) = asked_by(database, LETTER).await;
        world.tell().await;
        world.send(&post).await;
        let before = smtpd.kept().len();
        let path = format!("/cases/{case}/letters/forward");
        let (status, page) = world.get(0, &path).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("plans.pdf") && page.contains("1 klienta vēstule"), "{page}");
        let ours = format!("{BODY}&way=email&email=info%40testa.example");
        let (status, page) = world.does_with(case, "letters/forward", &ours).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a letter to ourselves: {page}");
        assert!(page.contains("f-email-error") && page.contains("67028169"), "{page}");
        assert_eq!(world.status(case).await, "open");

        // An address nobody has written to is looked at twice.
        let unsure = format!("{BODY}&way=email&email=lvc%40example.net");
        let (status, page) = world.does_with(case, "letters/forward", &unsure).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert!(page.contains("name=\"sure\"") && page.contains("lvc@example.net"), "{page}");
        assert_eq!(world.status(case).await, "open");

        let form = format!("{unsure}&sure=1");
        let (status, page) = world.does_with(case, "letters/forward", &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.happened(case, "message.forwarded").await, 0, "it has not left yet");
        world.send(&post).await;
        let kept = smtpd.kept();
        assert_eq!(kept.len(), before + 1);
        assert!(kept[before].0.contains("lvc@example.net"), "{}", kept[before].0);
        let letter = solits_mail::read(&kept[before].1);
        for part in [
            "Valsts autoceļš.",
            "2026. gada 16. novembrī",
            "2026-000001",
            "Jānis Kalns",
            "janis@example.org",
            "Lūdzu salabot valsts autoceļu",
        ] {
            assert!(letter.text.contains(part), "{part} is missing: {}", letter.text);
        }
        let files: Vec<&str> = letter.attachments.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(files, ["plans.pdf"]);
        assert_eq!(world.happened(case, "message.forwarded").await, 1);
        assert_eq!(world.happened(case, "message.answered").await, 1, "of the client, once");
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("lvc@example.net") && page.contains("Pārsūtām iesniegumu"), "{page}");
        let (_, page) = world.get(0, "/outbox?state=sent").await;
        assert!(page.contains("pārsūtīts iesniegums"), "{page}");

        world.later(5);
        world.tell().await;
        let told = world.texts().await.pop().unwrap();
        assert!(told.contains("Latvijas Valsts ceļi: tālr. 67028169"), "the client hears of it: {told}");
        let (status, _) = world.does_with(case, "letters/forward", &form).await;
        assert_eq!(status, StatusCode::CONFLICT, "once");
    })
    .await;
}

#[tokio::test]
async fn a_body_that_is_not_to_know_the_client_gets_the_words_without_the_name() {
    on_both(|database| async {
        let (world, case, smtpd, post) = asked_by(database, LETTER).await;
        world.send(&post).await;
        let before = smtpd.kept().len();
        let form = format!("{}&way=email&email=lvc%40example.net&sure=1", BODY.replace("&named=1", ""));
        let (status, page) = world.does_with(case, "letters/forward", &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        world.send(&post).await;
        let letter = solits_mail::read(&smtpd.kept()[before].1);
        assert!(letter.text.contains("Lūdzu salabot valsts autoceļu"), "{}", letter.text);
        assert!(!letter.text.contains("Kalns") && !letter.text.contains("janis@"), "{}", letter.text);
    })
    .await;
}

#[tokio::test]
async fn on_paper_it_is_printed_and_posted_and_the_body_is_known_the_next_time() {
    on_both(|database| async {
        let (world, case, _smtpd, _post) = asked_by(database, LETTER).await;
        let form = format!("{BODY}&way=paper&postal=");
        let (status, page) = world.does_with(case, "letters/forward", &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("f-postal-error"), "{page}");
        let form =
            format!("{BODY}&way=paper&postal=Latvijas+Valsts+ce%C4%BCi%0AGogo%C4%BCa+iela+3%2C+R%C4%ABga");
        let (status, page) = world.does_with(case, "letters/forward", &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let message = world.only_paper(case).await;
        let (status, page) = world.get(0, &format!("/cases/{case}/letters/{message}/print")).await;
        assert_eq!(status, StatusCode::OK);
        for part in ["Gogoļa iela 3", "Pārsūtām iesniegumu", "plans.pdf"] {
            assert!(page.contains(part), "{part} is missing: {page}");
        }
        let (status, page) = world.post(0, &format!("/cases/{case}/letters/{message}/posted"), "").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.happened(case, "message.forwarded").await, 1);
        assert_eq!(world.happened(case, "message.answered").await, 1, "the client was told before");

        world.take(2, &LETTER.replace("<one@", "<three@").replace("valsts ceļu", "tiltu")).await;
        world.understand().await;
        let second =
            world.messages().await.into_iter().find(|one| one.subject == "Par tiltu").unwrap().case_id;
        let (_, page) = world.get(0, &format!("/cases/{second}/letters/forward")).await;
        assert!(page.contains("value=\"0 Latvijas Valsts ceļi\""), "{page}");
        let known = "known=0+Latvijas+Valsts+ce%C4%BCi&matter=Valsts+tilts.&way=paper&named=1";
        let (status, page) = world.does_with(second, "letters/forward", known).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let told = world.read_by_client(second).await;
        assert!(told.iter().any(|text| text.contains("67028169")), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_only_spoken_is_written_down_for_the_body() {
    on_both(|database| async {
        let world = World::new(database).await;
        let opening = format!(
            "kind=question&subject=Kad+remont%C4%93s&branch={}&owner={}&channel=visit&key=k1",
            world.fixture.branch, world.fixture.employees[0]
        );
        let (status, page) = world.post(0, "/cases", &opening).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let case = world.case_and_due().await.0;
        let form = format!("{BODY}&way=email&email=lvc%40example.net&sure=1");
        let (status, page) = world.does_with(case, "letters/forward", &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("f-more-error"), "{page}");
        let said = format!("{form}&more=Klients+jaut%C4%81%2C+kad+remont%C4%93s+ce%C4%BCu.");
        let (status, page) = world.does_with(case, "letters/forward", &said).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let letters = world.texts().await;
        assert!(letters.iter().any(|text| text.contains("Klients jautā, kad remontēs ceļu.")), "{letters:?}");
    })
    .await;
}

#[tokio::test]
async fn the_client_reads_of_another_body_in_the_language_they_wrote_in() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, ENGLISH).await;
        world.understand().await;
        let case = world.messages().await[0].case_id;
        let (status, page) = world.does_with(case, "refer", BODY).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let told = world.read_by_client(case).await;
        assert!(told.iter().any(|text| text.contains("is not ours to decide")), "{told:?}");
        assert!(told.iter().all(|text| !text.contains("kompetencē")), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn another_program_passes_a_case_on_once() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        let path = format!("/api/v1/cases/{case}/forward");
        let mut body = json!({
            "employee": world.clerk_id(0), "body": "Latvijas Valsts ceļi", "contacts": "67028169",
            "matter": "Valsts autoceļš.", "way": "email",
        });
        assert_eq!(
            world.does(&path, "A", &body).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "no address"
        );
        body["email"] = json!("lvc@example.net");
        body["checked"] = json!(true);
        for _ in 0..2 {
            let passed = world.does(&path, "B", &body).await.json();
            assert_eq!(passed["status"], json!("closed"), "{passed}");
            assert_eq!(passed["messages"][0]["kind"], json!("forward"), "{passed}");
        }
        let to_body = world.leaving().await.into_iter().filter(|one| one.recipient == "lvc@example.net");
        assert_eq!(to_body.count(), 1);
    })
    .await;
}
