//! The pages of correspondence.

use axum::http::StatusCode;
use solits_testkit::on_both;

use crate::World;

const HOSTILE: &str = "From: \"<script>alert(1)</script>\" <janis@example.org>
To: info@testa.example
Subject: <img src=x onerror=alert(1)>
Message-ID: <two@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<p>Labdien</p><script>alert(1)</script><a href=\"javascript:alert(1)\" hx-get=\"/x\">x</a>
--b
Content-Type: application/pdf; name=\"../../etc/passwd.pdf\"
Content-Disposition: attachment; filename=\"../../etc/passwd.pdf\"
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--b--
";

#[tokio::test]
async fn what_a_letter_says_is_shown_as_text_and_its_files_are_only_saved() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, HOSTILE).await;
        world.understand().await;
        let case = world.messages().await[0].case_id;
        let (status, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("Labdien"), "{page}");
        for wrong in ["<script>alert", "<img src=x", "javascript:alert(1)\"", "hx-get"] {
            assert!(!page.contains(wrong), "{wrong} in {page}");
        }
        let at = page.find("/files/").unwrap();
        let start = page[..at].rfind('"').unwrap() + 1;
        let path = &page[start..at + page[at..].find('"').unwrap()];
        let (status, content) = world.get(0, path).await;
        assert_eq!((status, content.as_str()), (StatusCode::OK, "%PDF-1.4\n"));
        assert!(!page.contains("../"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_is_set_up_with_words_beside_what_is_wrong_and_only_by_an_administrator() {
    on_both(|database| async {
        let world = World::new(database).await;
        assert_eq!(world.get(0, "/setup/mailboxes").await.0, StatusCode::FORBIDDEN, "a specialist");
        world.make_administrator(1).await;
        let (branch, keeper) = (world.fixture.branch, world.fixture.employees[0]);
        let form = format!(
            "name=Otra&address=nav+adrese&branch={branch}&keeper={keeper}&in_host=imap.example&in_port=993&in_security=tls&folders=INBOX&out_host=smtp.example&out_port=465&out_security=tls&login=otra&is_active=1"
        );
        let (status, page) = world.post(1, "/setup/mailboxes", &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("nav adrese") && page.contains("imap.example"), "what was typed stays: {page}");
        assert!(page.contains("vards@iestade.lv"), "{page}");
        let right = form.replace("nav+adrese", "otra%40testa.example");
        let (status, _) = world.post(1, "/setup/mailboxes", &right).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let (status, page) = world.post(1, "/setup/mailboxes", &right).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "one address, one mailbox");
        assert!(page.contains("Šāda pastkaste jau ir"), "{page}");
        let (_, page) = world.get(1, "/setup/mailboxes").await;
        assert_eq!(page.matches("otra@testa.example").count(), 1, "{page}");
    })
    .await;
}
