//! What comes on paper, over the e-address, at the counter and by telephone takes the path of every letter.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use solits_db::sql;
use solits_kernel::{CaseId, Timestamp};
use solits_testkit::on_both;

use crate::{
    World,
    attachments::{CONTAINER, archive},
};

/// The key of the form.
const KEY: &str = "abcdefghijklmnopqrst";

impl World {
    /// Sends the form of `/letters/new` with a file, as a browser does.
    pub(crate) async fn write_down(
        &self,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> (StatusCode, String) {
        let branch = self.fixture.branch.to_string();
        let mut body = Vec::new();
        let always = [("csrf", "csrf"), ("key", KEY), ("signed", "none"), ("branch", branch.as_str())];
        // What is named twice counts as it was named first.
        for (name, value) in fields.iter().chain(&always) {
            body.extend(
                format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        if let Some((name, content)) = file {
            body.extend(
                format!("--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes(),
            );
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        }
        body.extend(b"--b--\r\n");
        let request = Request::builder()
            .method("POST")
            .uri("/letters/new")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, "s=clerk0")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
        self.answer(request.body(Body::from(body)).unwrap()).await
    }

    /// The cases that stand in the registers of feedback, with their kinds.
    pub(crate) async fn registered(&self) -> Vec<(CaseId, String)> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        solits_db::row! { struct Line { id: CaseId, kind: String } }
        let lines: Vec<Line> = sql!(
            "SELECT c.id, c.kind FROM feedback f JOIN cases c ON c.institution_id = $1 AND c.id = f.case_id
              WHERE f.institution_id = $1 ORDER BY c.reference"
        )
        .all(&mut tx)
        .await
        .unwrap();
        lines.into_iter().map(|one| (one.id, one.kind)).collect()
    }

    pub(crate) async fn case_and_due(&self) -> (CaseId, String, Vec<(String, Timestamp)>) {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        solits_db::row! { struct Found { id: CaseId, client_name: String } }
        solits_db::row! { struct Owed { norm: String, due_at: Timestamp } }
        let case: Found = sql!(
            "SELECT id, client_name FROM cases WHERE institution_id = $1 ORDER BY reference DESC LIMIT 1"
        )
        .optional(&mut tx)
        .await
        .unwrap()
        .unwrap();
        let owed: Vec<Owed> =
            sql!("SELECT norm, due_at FROM obligations WHERE institution_id = $1 AND subject_id = $2 ORDER BY due_at, norm")
                .bind(case.id)
                .all(&mut tx)
                .await
                .unwrap();
        (case.id, case.client_name, owed.into_iter().map(|one| (one.norm, one.due_at)).collect())
    }
}

/// H-07, I-02: the term of a signed letter counts from the day on which it was received.
#[tokio::test]
async fn a_signed_letter_of_last_week_has_the_term_of_the_law_from_last_week() {
    on_both(|database| async {
        let world = World::new(database).await;
        let fields = [
            ("way", "letter"),
            ("received_on", "2026-11-10"),
            ("received_at", "09:30"),
            ("signed", "hand"),
            ("name", "Anna Liepa"),
            ("contact", "Skolas iela 5, Ezermala"),
            ("subject", "Par apgaismojumu"),
            ("text", "Lūdzu ierīkot apgaismojumu Skolas ielā."),
        ];
        let (status, page) = world.write_down(&fields, Some(("skenējums.pdf", b"%PDF-1.4\n"))).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("Pierakstīto izlasīju") && page.contains("skenējums.pdf"), "{page}");
        let (case, name, owed) = world.case_and_due().await;
        assert_eq!(name, "Anna Liepa");
        let law = owed.iter().find(|(norm, _)| norm == "law.submission-2026").expect("a term of the law");
        // Ten working days after Tuesday the 10th; the 18th is a holiday.
        assert_eq!(law.1.plus_millis(-1).to_riga().date(), jiff::civil::date(2026, 11, 25));
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("skenējums.pdf"), "{page}");

        let (status, _) = world.write_down(&fields, None).await;
        assert_eq!(status, StatusCode::OK, "sent twice");
        assert_eq!(world.cases().await, 1, "and registered once");
        let (status, again) = world.get(0, &format!("/cases/{case}/paper")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            again.contains("Skolas ielā") && !again.contains("/i/testa/case/"),
            "no codes again: {again}"
        );
    })
    .await;
}

/// I-02, K-03: the kind is said where the letter is taken in, and a complaint on paper is a submission and a complaint.
#[tokio::test]
async fn a_signed_complaint_on_paper_has_the_term_of_the_law_and_stands_in_its_register() {
    on_both(|database| async {
        let world = World::new(database).await;
        let fields = [
            ("way", "letter"),
            ("received_on", "2026-11-10"),
            ("received_at", "09:30"),
            ("signed", "hand"),
            ("name", "Anna Liepa"),
            ("contact", "Skolas iela 5, Ezermala"),
            ("subject", "Par attieksmi"),
            ("text", "Mani apkalpoja nelaipni."),
            ("matter", "complaint"),
        ];
        let (status, page) = world.write_down(&fields, None).await;
        assert!(status.is_success() || status.is_redirection(), "{status}: {page}");
        let (case, _, owed) = world.case_and_due().await;
        let law = owed.iter().find(|(norm, _)| norm == "law.submission-2026").expect("a term of the law");
        assert_eq!(law.1.plus_millis(-1).to_riga().date(), jiff::civil::date(2026, 11, 25));
        assert_eq!(world.registered().await, [(case, "complaint".to_owned())]);
    })
    .await;
}

/// An e-mail to somebody's own address is promised what an e-mail to a mailbox is.
#[tokio::test]
async fn an_email_that_came_past_the_mailboxes_is_taken_in_with_the_same_promises() {
    on_both(|database| async {
        let world = World::new(database).await;
        let fields = [
            ("way", "email"),
            ("received_on", "2026-11-16"),
            ("received_at", "09:00"),
            ("contact", "anna@example.org"),
            ("subject", "Par plānu"),
            ("text", "Lūdzu atsūtīt plānu."),
        ];
        let (status, page) = world.write_down(&fields, None).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let (_, _, owed) = world.case_and_due().await;
        assert!(owed.iter().any(|(norm, _)| norm == "mail.answer"), "{owed:?}");
    })
    .await;
}

/// The client signs for the documents, and a name of a container says nothing of them.
#[tokio::test]
async fn the_paper_names_the_documents_inside_a_signed_container() {
    on_both(|database| async {
        let world = World::new(database).await;
        let fields = [
            ("way", "e_address"),
            ("received_on", "2026-11-16"),
            ("signed", "electronic"),
            ("name", "Anna Liepa"),
            ("text", "Skatīt pievienoto iesniegumu."),
        ];
        for (name, key) in
            [("Parakstīts.edoc", "bcdefghijklmnopqrstu"), ("Parakstīts.asice", "cdefghijklmnopqrstuv")]
        {
            let mut fields = fields.to_vec();
            fields.push(("key", key));
            let (status, paper) =
                world.write_down(&fields, Some((name, archive(&CONTAINER, None).as_slice()))).await;
            assert_eq!(status, StatusCode::OK, "{paper}");
            assert!(paper.contains(name) && paper.contains("Iesniegums.docx"), "{paper}");
            let (case, ..) = world.case_and_due().await;
            let (_, again) = world.get(0, &format!("/cases/{case}/paper")).await;
            assert!(again.contains("Iesniegums.docx"), "printed again: {again}");
            let (_, letters) = world.get(0, &format!("/cases/{case}/letters")).await;
            assert!(letters.contains("Iesniegums.docx"), "{letters}");
        }
        assert_eq!(world.cases().await, 2);
        // A container that claims to be far larger when unpacked is refused beside its field.
        let mut fields = fields.to_vec();
        fields.push(("key", "defghijklmnopqrstuvw"));
        let bomb = archive(&CONTAINER, Some(180 * 1024 * 1024));
        let (status, page) = world.write_down(&fields, Some(("bumba.edoc", bomb.as_slice()))).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert!(page.contains("bumba.edoc") && page.contains("Skatīt pievienoto iesniegumu."), "{page}");
        assert_eq!(world.cases().await, 2);
    })
    .await;
}

/// K-24.
#[tokio::test]
async fn on_the_trust_line_no_name_is_kept_even_if_somebody_typed_one() {
    on_both(|database| async {
        let world = World::new(database).await;
        let fields = [
            ("way", "trust_line"),
            ("received_on", "2026-11-16"),
            ("name", "Juris Slepenais"),
            ("contact", "29123456"),
            ("text", "Pie skolas naktīs nedeg lampas."),
        ];
        let (status, page) = world.write_down(&fields, None).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("Autors palika anonīms") && !page.contains("Slepenais"), "{page}");
        assert_eq!(world.case_and_due().await.1, "");
    })
    .await;
}

/// Security §12: everything typed is still there, files too.
#[tokio::test]
async fn a_mistake_is_told_beside_its_field_and_the_file_is_still_there() {
    on_both(|database| async {
        let world = World::new(database).await;
        let wrong = [
            ("way", "counter"),
            ("received_on", "2026-11-17"),
            ("received_at", "25:99"),
            ("text", "Pierakstīts kopā ar klientu."),
            ("contact", "nav"),
        ];
        let (status, page) = world.write_down(&wrong, Some(("plāns.pdf", b"%PDF-1.4\n"))).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["Pierakstīts kopā ar klientu.", "plāns.pdf", "Ierakstiet laiku", "Tas nav ne e-pasts"]
        {
            assert!(page.contains(words), "{words} is missing in {page}");
        }
        assert_eq!(world.cases().await, 0);
        let to_come = [("way", "counter"), ("received_on", "2026-11-17"), ("text", "Rīt.")];
        let (_, page) = world.write_down(&to_come, None).await;
        assert!(page.contains("vēl nav pienācis"), "{page}");
        let right =
            [("way", "counter"), ("received_on", "2026-11-16"), ("text", "Pierakstīts kopā ar klientu.")];
        let (status, page) = world.write_down(&right, None).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("plāns.pdf"), "the file was sent once: {page}");
        let (status, page) = world.write_down(&right, Some(("slikts.exe", b"MZ\x90\0"))).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    })
    .await;
}

/// H-03.
#[tokio::test]
async fn when_each_mailbox_was_last_checked_stands_over_the_letters() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (_, page) = world.get(0, "/letters").await;
        assert!(
            page.contains("info@testa.example") && page.contains("Vēl ne reizi nav pārbaudīta"),
            "{page}"
        );
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE mailboxes SET checked_at = $2 WHERE institution_id = $1")
            .bind(world.app.clock.now())
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let (_, page) = world.get(0, "/letters").await;
        assert!(page.contains("Pēdējoreiz pārbaudīta"), "{page}");
    })
    .await;
}
