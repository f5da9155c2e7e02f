//! Why a letter of ours has not left is told in the language of whoever reads it, and a server's words stay the server's.

use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::{Value, json};
use solits_correspondence::Post;
use solits_db::sql;
use solits_kernel::CaseId;
use solits_post::{Net, Reach, Timeouts, Tokens, Trust};
use solits_testkit::on_both;

use crate::{World, contacts::asked_by, programs::Got};

const LETTER: &str = "From: Janis <janis@example.org>\nTo: info@testa.example\nSubject: Kur deklaret?\nMessage-ID: <one@example.org>\nContent-Type: text/plain; charset=utf-8\n\nKur es varu deklaret dzivesvietu?\n";

/// What happened and what can be done where our server stands at an address that may not be connected to.
const NOT_PERMITTED: [(&str, &str); 2] = [
    (
        "Mūsu pasta servera adrese nav to vidū, ar kurām programma drīkst sazināties.",
        "Pasakiet to administratoram;",
    ),
    ("The address of our mail server is not one the program may connect to.", "Tell the administrator;"),
];

/// The same where the server refuses the recipient for good.
const REFUSED: [(&str, &str); 2] = [
    ("Pasta serveris šo saņēmēju nepieņēma.", "Pārbaudiet adresi un sūtiet vēstuli vēlreiz"),
    ("The mail server did not accept this recipient.", "Check the address and send the letter once more"),
];

/// The server's answer, marked as its words.
const ANSWERS: [&str; 2] = [
    "Pasta serveris atbildēja: „550 5.1.1 no such mailbox here”",
    "The mail server answered: “550 5.1.1 no such mailbox here”",
];

impl World {
    /// A page in Latvian and in English.
    async fn in_both(&self, path: &str) -> [String; 2] {
        let sign = if path.contains('?') { '&' } else { '?' };
        let (status, lv) = self.get(0, path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {lv}");
        let (status, en) = self.get(0, &format!("{path}{sign}lang=en")).await;
        assert_eq!(status, StatusCode::OK, "{path}: {en}");
        [lv, en]
    }

    async fn set_said(&self, said: &str) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!("UPDATE outbox SET said = $2 WHERE institution_id = $1").bind(said).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Where a letter of the case tells how it fares.
fn places(case: CaseId, state: &str) -> [String; 3] {
    [format!("/outbox?state={state}"), "/letters".to_owned(), format!("/cases/{case}/letters")]
}

/// Each page tells its own language's sentence with what can be done, and none of the other language's.
fn check(place: &str, pages: &[String; 2], told: [(&str, &str); 2]) {
    for (at, page) in pages.iter().enumerate() {
        let ((here, can_do), (there, can_do_there)) = (told[at], told[1 - at]);
        assert!(page.contains(here) && page.contains(can_do), "{place}: {here} {can_do}: {page}");
        assert!(!page.contains(there) && !page.contains(can_do_there), "{place}: {there}: {page}");
    }
}

fn letter_of(got: &Got) -> Value {
    let body = got.json();
    let all = body["letters"].as_array().or_else(|| body["messages"].as_array()).cloned().unwrap_or_default();
    all.into_iter().find(|one| one["direction"] != "in").unwrap()
}

#[tokio::test]
async fn a_letter_whose_server_may_not_be_reached_says_so_in_the_readers_language() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let case = world.asked_case().await;
        let net = Net {
            reach: Reach::public(),
            trust: Trust::system(),
            timeouts: Timeouts::default(),
            tokens: Tokens::default(),
        };
        let post = Post {
            secrets: std::path::PathBuf::from("/nonexistent"),
            net: Arc::new(net),
            hello: "solits.example".to_owned(),
        };
        world.send(&post).await;
        for place in places(case, "tried") {
            let pages = world.in_both(&place).await;
            check(&place, &pages, NOT_PERMITTED);
            for page in &pages {
                assert!(!page.contains("the host has no address"), "{place}: {page}");
                assert!(!page.contains("not-permitted"), "the name is for programs: {page}");
                let quotes = ["Pasta serveris atbildēja", "The mail server answered"];
                assert!(!quotes.iter().any(|quote| page.contains(quote)), "no server has spoken: {page}");
            }
        }
        for path in ["/api/v1/outbox?state=tried".to_owned(), format!("/api/v1/cases/{case}/messages")] {
            let letter = letter_of(&world.ask(&path).await);
            assert_eq!((&letter["why"], &letter["said"]), (&json!("not-permitted"), &json!("")), "{letter}");
        }

        // What an earlier version kept is shown as it stands.
        let old = "the host has no address that may be connected to";
        world.set_said(old).await;
        for place in places(case, "tried") {
            assert!(world.in_both(&place).await.iter().all(|page| page.contains(old)), "{place}");
        }
        let letter = letter_of(&world.ask("/api/v1/outbox?state=tried").await);
        assert_eq!((&letter["why"], &letter["said"]), (&Value::Null, &json!(old)), "{letter}");
    })
    .await;
}

#[tokio::test]
async fn a_refused_letter_says_what_happened_in_the_readers_language_and_quotes_the_server() {
    on_both(|database| async {
        let (world, case, smtpd, post) = asked_by(database, LETTER).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE outbox SET recipient = 'nobody@example.org' WHERE institution_id = $1")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.send(&post).await;
        assert!(smtpd.kept().is_empty());
        for place in places(case, "given_up") {
            let pages = world.in_both(&place).await;
            check(&place, &pages, REFUSED);
            for (page, answer) in pages.iter().zip(ANSWERS) {
                assert!(page.contains(answer), "{place}: {page}");
                assert!(!page.contains("recipient: 550"), "{place}: the name is for programs: {page}");
            }
        }
        // Where another way to the client is looked for stand the server's words alone.
        let message = world.returned().await.unwrap();
        let (_, page) = world.get(0, &format!("/cases/{case}/letters/{message}/returned")).await;
        assert!(page.contains(">550 5.1.1 no such mailbox here<"), "{page}");
    })
    .await;
}
