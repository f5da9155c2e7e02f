//! Replies: looked over by the standard, kept for their author, sent, and taken back while they have not left.

use axum::http::StatusCode;
use solits_db::sql;
use solits_testkit::on_both;

use crate::World;

const LETTER: &str = "From: Jānis Kalns <janis@example.org>
To: info@testa.example
Subject: Kur deklaret?
Message-ID: <one@example.org>
Content-Type: text/plain; charset=utf-8

Labdien! Kur es varu deklarēt dzīvesvietu?
";

const REPLY: &str = "version=1&subject=Re%3A+Kur&opening=Labdien%2C+J%C4%81ni%21%0AAtbildam+uz+J%C5%ABsu+v%C4%93stuli.&main=Nekas+nav+j%C4%81maks%C4%81.&ending=Paldies%2C+ka+rakst%C4%ABj%C4%81t%21&reread=1";

#[tokio::test]
async fn a_reply_answers_the_case_and_the_letter_and_waits_some_seconds_before_it_leaves() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let case = world.messages().await[0].case_id;
        let path = format!("/cases/{case}/reply");
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Labdien, Jāni!"), "the greeting stands in the form of address: {page}");
        let (status, page) = world.post(0, &path, &format!("{REPLY}&send=1")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.status(case).await, "answered");
        let leaving = world.leaving().await;
        let reply = solits_mail::read(&leaving[1].raw);
        assert_eq!(reply.field("in-reply-to"), Some("<one@example.org>"));
        assert!(reply.text.contains("Nekas nav jāmaksā."), "{}", reply.text);
        assert_eq!(reply.field("auto-submitted"), None, "a person wrote it");
        assert!(reply.text.contains("/i/testa/write"), "an invitation to give an opinion: {}", reply.text);
        // The client's name among parties, our mark in the subject.
        assert!(reply.subject.contains("[2026-000001 1-"), "{}", reply.subject);

        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        let at = page.find("/take-back").expect("it can be taken back");
        let start = page[..at].rfind('"').unwrap() + 1;
        let path = page[start..at + "/take-back".len()].to_owned();
        assert_eq!(world.post(1, &path, "").await.0, StatusCode::NOT_FOUND, "by its author alone");
        assert_eq!(world.post(0, &path, "").await.0, StatusCode::SEE_OTHER);
        assert_eq!(world.status(case).await, "open");
        assert_eq!(world.leaving().await[1].state, "taken_back");
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_has_begun_to_leave_is_not_taken_back() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let case = world.messages().await[0].case_id;
        world.post(0, &format!("/cases/{case}/reply"), &format!("{REPLY}&send=1")).await;
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        let at = page.find("/take-back").unwrap();
        let start = page[..at].rfind('"').unwrap() + 1;
        let path = page[start..at + "/take-back".len()].to_owned();
        world.app.clock.set(crate::monday().plus_seconds(21));
        assert_eq!(world.post(0, &path, "").await.0, StatusCode::CONFLICT);
        assert_eq!(world.status(case).await, "answered");
    })
    .await;
}

#[tokio::test]
async fn a_reply_that_was_not_read_again_does_not_leave() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let case = world.messages().await[0].case_id;
        let unread = REPLY.replace("&reread=1", "");
        let (status, page) =
            world.post(0, &format!("/cases/{case}/reply"), &format!("{unread}&send=1")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Pārlasiet vēstuli"), "{page}");
        assert_eq!(world.leaving().await.len(), 1, "only the receipt");
    })
    .await;
}

#[tokio::test]
async fn a_reply_without_its_parts_stays_here_with_what_was_typed_and_only_its_author_sees_the_draft() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let case = world.messages().await[0].case_id;
        let path = format!("/cases/{case}/reply");
        let half = "version=1&subject=&opening=&main=Tikai+vidus&ending=&send=1";
        let (status, page) = world.post(0, &path, half).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Tikai vidus"), "{page}");
        assert_eq!(world.leaving().await.len(), 1, "only the receipt");
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Tikai vidus"), "the draft is kept: {page}");
        let (_, page) = world.get(1, &path).await;
        assert!(!page.contains("Tikai vidus"), "another's draft: {page}");
    })
    .await;
}

/// Two people answer at once: the second is told, and nothing of theirs is lost.
#[tokio::test]
async fn only_one_of_two_replies_to_the_same_state_leaves() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let case = world.messages().await[0].case_id;
        let path = format!("/cases/{case}/reply");
        assert_eq!(world.post(0, &path, &format!("{REPLY}&send=1")).await.0, StatusCode::SEE_OTHER);
        let (status, page) = world.post(1, &path, &format!("{REPLY}&send=1")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Nekas nav jāmaksā."), "{page}");
        assert_eq!(world.leaving().await.len(), 2, "the receipt and one reply");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let kept: Option<i64> = sql!(
            "SELECT count(*) AS value FROM reply_drafts WHERE institution_id = $1 AND leaves_at IS NULL"
        )
        .scalar(&mut tx)
        .await
        .unwrap();
        assert_eq!(kept, Some(1), "the second one's words");
    })
    .await;
}

const BEFORE: &str = "From: Jānis Kalns <janis@example.org>
To: info@testa.example
Subject: Par dzivesvietu
Message-ID: <before@example.org>
Content-Type: text/plain; charset=utf-8

Vai izziņu izsniedz uzreiz?
";

/// H-23, Ādaži 9.1: earlier correspondence stands beside the answer, also that of cases which have ended.
#[tokio::test]
async fn what_was_said_before_stands_beside_the_reply_with_the_other_cases_of_the_client() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, BEFORE).await;
        world.understand().await;
        let before = world.messages().await[0].case_id;
        world.post(0, &format!("/cases/{before}/reply"), &format!("{REPLY}&send=1")).await;
        assert_eq!(world.status(before).await, "answered");
        world.take(2, LETTER).await;
        world.understand().await;
        let case = world.messages().await.iter().map(|one| one.case_id).find(|one| *one != before).unwrap();
        let (_, page) = world.get(0, &format!("/cases/{case}/reply")).await;
        assert!(page.contains("Kur es varu deklarēt dzīvesvietu?"), "what the client asks now: {page}");
        let other = page.find(&format!("/cases/{before}/letters")).expect("the case before");
        assert!(page[other..].contains("Par dzivesvietu") && page[other..].contains("atbildēta"), "{page}");
        assert!(!page.contains("Vai izziņu izsniedz uzreiz?"), "it is read where that is recorded");
    })
    .await;
}
