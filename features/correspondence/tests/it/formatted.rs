//! A letter as it was formatted: a document of its own that can do nothing, for those who may see the case (security §7).

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use solits_correspondence::{Raw, take};
use solits_db::sql;
use solits_kernel::CaseId;
use solits_testkit::on_both;
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::World;

const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

fn letter(html: &str) -> String {
    format!(
        "From: Janis <janis@example.org>\nTo: info@testa.example\nSubject: Kur deklaret?\nMessage-ID: <one@example.org>\n\
         MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n\
         {html}\n--b\nContent-Type: image/png\nContent-ID: <logo@example.org>\nContent-Transfer-Encoding: base64\n\n{PNG}\n--b--\n"
    )
}

impl World {
    /// The case of the only letter, and the message it became.
    async fn message(&self) -> (CaseId, Uuid) {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let id = sql!("SELECT id AS value FROM messages WHERE institution_id = $1 AND direction = 'in'");
        let id = id.scalar::<Uuid>(&mut tx).await.unwrap().unwrap();
        drop(tx);
        (self.messages().await[0].case_id, id)
    }

    /// An answer with its fields.
    async fn opened(&self, clerk: usize, path: &str) -> (StatusCode, HeaderMap, String) {
        let request = Request::builder().uri(path).header(header::COOKIE, format!("s=clerk{clerk}"));
        let response = self.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), 30 * 1024 * 1024).await.unwrap();
        (status, headers, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn looks(&self) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let count = sql!("SELECT count(*) AS value FROM access_entries WHERE institution_id = $1");
        count.scalar(&mut tx).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_letter_is_shown_as_it_was_formatted_in_a_document_that_can_do_nothing() {
    on_both(|database| async {
        let world = World::new(database).await;
        world
            .take(1, &letter("<h1>Labdien</h1><img src='cid:logo@example.org' alt='Logo'><a href='https://evil.invalid/x'>mana banka</a>"))
            .await;
        world.understand().await;
        let (case, message) = world.message().await;
        let path = format!("/cases/{case}/letters/{message}/formatted");
        // The plain text stands in the page, the document in a frame that may do no more than open links elsewhere.
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("https://evil.invalid/x"), "{page}");
        let (_, frame) = page.split_once("<iframe ").expect("a frame");
        let frame = frame.split('>').next().unwrap();
        assert!(frame.contains(&format!("src=\"{path}\"")), "{frame}");
        assert!(frame.contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\""), "{frame}");
        assert!(frame.contains("title=\"Kā noformēta: Kur deklaret?\""), "it has a name: {frame}");
        assert!(!page.contains("data:image"), "nothing of it is in our page");

        let looks = world.looks().await;
        let (status, headers, document) = world.opened(0, &path).await;
        assert_eq!(status, StatusCode::OK);
        assert!(world.looks().await > looks, "whoever opens it is in the record");
        let field = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let policy = field("content-security-policy");
        let (before, after) = policy.split_once("'sha256-").expect("one style, known by its digest");
        assert_eq!(before, "default-src 'none'; img-src data:; style-src ");
        let after = after.split_once('\'').unwrap().1;
        assert_eq!(
            after,
            "; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
        );
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "same-origin"),
        ] {
            assert_eq!(field(name), value, "{name}");
        }
        assert!(!headers.contains_key("set-cookie"));
        assert!(document.contains(&format!("<img src=\"data:image/png;base64,{PNG}\" alt=\"Logo\">")), "{document}");
        assert!(document.contains("<bdi class=\"target\" dir=\"ltr\">&lt;https://evil.invalid/x&gt;</bdi>"), "{document}");
    })
    .await;
}

/// The digest in the policy is of the style that is sent, or a browser would leave it out.
#[tokio::test]
async fn the_style_of_the_document_is_the_one_its_policy_names() {
    use sha2::{Digest as _, Sha256};
    let world = World::new(solits_testkit::sqlite().await).await;
    world.take(1, &letter("<p>A</p>")).await;
    world.understand().await;
    let (case, message) = world.message().await;
    let (_, headers, document) = world.opened(0, &format!("/cases/{case}/letters/{message}/formatted")).await;
    let style = document.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let policy = headers["content-security-policy"].to_str().unwrap();
    let named = policy.split_once("'sha256-").unwrap().1.split_once('\'').unwrap().0;
    assert_eq!(STANDARD.decode(named).unwrap(), Sha256::digest(style).to_vec());
    assert_eq!(document.matches("<style").count(), 1);
    assert!(!style.contains("url(") && !style.contains("@import"), "it loads nothing");
}

/// Letters of the corpus that were written to do something when they are opened.
const HOSTILE: [&str; 22] = [
    "188-script",
    "189-event-handlers",
    "190-form",
    "191-script-link",
    "192-data-link",
    "193-frame",
    "194-refresh",
    "195-tracking",
    "196-style-loads",
    "197-other-host",
    "198-user-in-link",
    "199-base",
    "203-open-comment",
    "204-mutation",
    "205-raw-text-elements",
    "206-odd-attributes",
    "207-conditional",
    "208-null-in-tag",
    "209-entities",
    "213-open-script",
    "228-drawing",
    "280-huge-picture",
];

#[tokio::test]
async fn of_hostile_letters_nothing_acts_and_nothing_is_loaded() {
    on_both(|database| async {
        let world = World::new(database).await;
        let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../crates/mail/corpus");
        for (uid, name) in (1..).zip(HOSTILE) {
            let bytes = std::fs::read(format!("{corpus}/{name}.eml")).unwrap();
            let raw = Raw {
                mailbox: world.mailbox,
                folder: "INBOX",
                uid_validity: 1,
                uid,
                size: i64::try_from(bytes.len()).unwrap(),
                received_at: world.app.clock.now(),
                body: solits_correspondence::Body::Here(&bytes),
            };
            assert!(take(&world.app, world.fixture.institution, &raw).await.unwrap(), "{name}");
        }
        world.understand().await;
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let all: Vec<Placed> =
            sql!("SELECT case_id, id FROM messages WHERE institution_id = $1 AND direction = 'in'")
                .all(&mut tx)
                .await
                .unwrap();
        drop(tx);
        assert!(all.len() > 15, "{} letters became messages", all.len());
        let mut formatted = 0;
        for Placed { case_id, id } in all {
            let (status, _, document) =
                world.opened(0, &format!("/cases/{case_id}/letters/{id}/formatted")).await;
            assert_eq!(status, StatusCode::OK);
            let body = document.split_once("<main").unwrap().1.to_lowercase();
            formatted += usize::from(body.contains("dir=\"auto\""));
            for wrong in [
                "<script",
                "<style",
                "<form",
                "<input",
                "<button",
                "<iframe",
                "<frame",
                "<object",
                "<embed",
                "<svg",
                "<math",
                "<base",
                "<meta",
                "<link",
                "<video",
                "<audio",
                "<template",
                " style=",
                " class=\"x",
                " hx-",
                " srcset=",
                " background=",
                " formaction=",
                "href=\"javascript",
                "href=\"data",
                "href=\"cid",
                "src=\"http",
                "src=\"//",
                "src=\"cid",
                "image/svg",
            ] {
                assert!(!body.contains(wrong), "{wrong} in {body}");
            }
            for tag in body.split('<').skip(1).filter_map(|tag| tag.split('>').next()) {
                assert!(!tag.contains(" on"), "<{tag}>");
            }
        }
        assert!(formatted > 15, "{formatted} are formatted");
    })
    .await;
}

solits_db::row! {
    struct Placed { case_id: CaseId, id: Uuid }
}

#[tokio::test]
async fn a_letter_of_plain_text_is_not_offered_and_an_older_one_says_so() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, "From: a@example.org\nTo: info@testa.example\nSubject: X\nMessage-ID: <p@example.org>\n\nTikai teksts\n").await;
        world.understand().await;
        let (case, message) = world.message().await;
        let letters = format!("/cases/{case}/letters");
        assert!(!world.get(0, &letters).await.1.contains("<iframe"));
        // Of a letter from before this was noted it is not known.
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE messages SET is_formatted = NULL WHERE institution_id = $1").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(world.get(0, &letters).await.1.contains("<iframe"));
        let (status, _, document) = world.opened(0, &format!("{letters}/{message}/formatted")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(document.contains("vienkāršs teksts") && !document.contains("Tikai teksts"), "{document}");
    })
    .await;
}

/// Security §1: an employee named in a complaint.
#[tokio::test]
async fn whoever_may_not_see_the_case_sees_no_letter_of_it_either() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, &letter("<p>Par Annu</p>")).await;
        world.understand().await;
        let (case, message) = world.message().await;
        let path = format!("/cases/{case}/letters/{message}/formatted");
        for clerk in [0, 1] {
            assert_eq!(world.opened(clerk, &path).await.0, StatusCode::OK);
        }
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE cases SET kind = 'complaint' WHERE institution_id = $1").run(&mut tx).await.unwrap();
        sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
            .bind(case)
            .bind(world.fixture.employees[0])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        for clerk in [0, 1] {
            let (status, _, body) = world.opened(clerk, &path).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "the one it is about, and one who is not asked");
            assert!(!body.contains("Par Annu"), "{body}");
        }
        let (_, _, signed_out) = world.opened(9, &path).await;
        assert!(!signed_out.contains("Par Annu"));
    })
    .await;
}

#[tokio::test]
async fn a_letter_is_found_in_its_own_case_alone() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, &letter("<p>Viens</p>")).await;
        world.understand().await;
        let (case, message) = world.message().await;
        world.take(2, "From: b@example.org\nTo: info@testa.example\nSubject: Y\nMessage-ID: <q@example.org>\n\nOtrs\n").await;
        world.understand().await;
        let other = world.messages().await.into_iter().find(|one| one.case_id != case).unwrap().case_id;
        let (status, _, _) = world.opened(0, &format!("/cases/{other}/letters/{message}/formatted")).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let absent = Uuid::from_u128(7);
        assert_eq!(
            world.opened(0, &format!("/cases/{case}/letters/{absent}/formatted")).await.0,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}
