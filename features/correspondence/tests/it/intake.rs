//! Taking letters in.

use std::collections::BTreeSet;

use solits_correspondence::{Keeper, LetterState};
use solits_db::sql;
use solits_kernel::Clock;
use solits_post::imap::{Bytes, Cursor, Sink as _, Taken};
use solits_testkit::on_both;

use crate::World;

const LETTER: &str = "From: Jānis Kalns <janis@example.org>
To: info@testa.example
Subject: Kur deklaret dzivesvietu?
Message-ID: <one@example.org>
Date: Mon, 16 Nov 2026 09:58:00 +0200
Content-Type: text/plain; charset=utf-8

Labdien!
Kur es varu deklarēt dzīvesvietu?
Jānis
";

/// A letter that answers another, named by its Message-ID.
fn answer_to(name: &str, from: &str, text: &str) -> String {
    format!(
        "From: {from}\nTo: info@testa.example\nSubject: Re: Kur\nMessage-ID: <{}@example.org>\nIn-Reply-To: <{name}>\nContent-Type: text/plain; charset=utf-8\n\n{text}\n",
        text.len()
    )
}

/// The value of a field of a letter that leaves.
pub(crate) fn field(raw: &[u8], name: &str) -> String {
    let letter = solits_mail::read(raw);
    letter.field(name).unwrap_or_default().trim_matches(['<', '>']).to_owned()
}

#[tokio::test]
async fn a_letter_becomes_a_case_with_an_owner_a_promise_and_a_receipt() {
    on_both(|database| async {
        let world = World::new(database).await;
        assert!(world.take(1, LETTER).await);
        assert_eq!(world.understand().await, Some(LetterState::Placed));
        let messages = world.messages().await;
        assert_eq!(messages[0].text.lines().nth(1), Some("Kur es varu deklarēt dzīvesvietu?"));
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let owner: Option<uuid::Uuid> = sql!("SELECT owner_id AS value FROM cases WHERE institution_id = $1")
            .scalar(&mut tx)
            .await
            .unwrap();
        assert_eq!(owner, Some(world.fixture.employees[0].uuid()), "the mailbox's keeper answers for it");
        let due: Option<solits_kernel::Timestamp> =
            sql!("SELECT due_at AS value FROM cases WHERE institution_id = $1")
                .scalar(&mut tx)
                .await
                .unwrap();
        drop(tx);
        // The receipt within one working day: the end of Tuesday, 17 November, an hour earlier before the holiday (D-11).
        assert_eq!(due.unwrap().to_string(), "2026-11-17T21:00:00.000Z");
        let leaving = world.leaving().await;
        assert_eq!(leaving.len(), 1);
        assert_eq!(
            (leaving[0].recipient.as_str(), leaving[0].state.as_str()),
            ("janis@example.org", "waiting")
        );
        assert_eq!(field(&leaving[0].raw, "in-reply-to"), "one@example.org");
        assert_eq!(field(&leaving[0].raw, "auto-submitted"), "auto-replied");
        let receipt = solits_mail::read(&leaving[0].raw);
        assert!(receipt.text.contains("2026-000001"), "{}", receipt.text);
        assert!(receipt.text.contains("http://localhost/i/testa/case/"), "{}", receipt.text);
        assert!(!receipt.text.contains("dzīvesviet"), "a receipt never repeats what came: {}", receipt.text);
    })
    .await;
}

#[tokio::test]
async fn the_same_letter_taken_again_opens_nothing() {
    on_both(|database| async {
        let world = World::new(database).await;
        assert!(world.take(1, LETTER).await);
        world.understand().await;
        assert!(!world.take(1, LETTER).await, "the same place on the server");
        // After the folder was made anew its numbers are others.
        assert!(world.take(7, LETTER).await);
        assert_eq!(world.understand().await, Some(LetterState::Again));
        assert_eq!(world.cases().await, 1);
        assert_eq!(world.leaving().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_answer_of_the_client_joins_the_case_and_takes_it_up_again() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let name = field(&world.leaving().await[0].raw, "message-id");
        let case = world.messages().await[0].case_id;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE cases SET status = 'closed', closed_at = 1 WHERE institution_id = $1")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.take(2, &answer_to(&name, "janis@example.org", "Vai rit ari?")).await;
        assert_eq!(world.understand().await, Some(LetterState::Placed));
        assert_eq!(world.cases().await, 1);
        let messages = world.messages().await;
        assert_eq!(messages.len(), 3, "his, our receipt, his");
        assert!(messages.iter().all(|message| message.case_id == case));
        assert_eq!(world.status(case).await, "open");
    })
    .await;
}

/// Security §7: a mark of ours joins the case only for a party; anybody else's letter is new and waits for a person.
#[tokio::test]
async fn a_strangers_answer_with_our_mark_is_a_case_of_its_own_that_may_belong() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let name = field(&world.leaving().await[0].raw, "message-id");
        world.take(2, &answer_to(&name, "svess@example.net", "Es ari gribu zinat")).await;
        world.understand().await;
        assert_eq!(world.cases().await, 2);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let may: Vec<String> = { row_texts(&mut tx).await };
        assert!(may.contains(&r#"["2026-000001"]"#.to_owned()), "{may:?}");
        drop(tx);
        // A false mark is no mark.
        let forged = name.replacen("m1.", "m1.0", 1);
        world.take(3, &answer_to(&forged, "janis@example.org", "Un kas bija?")).await;
        world.understand().await;
        assert_eq!(world.cases().await, 3);
    })
    .await;
}

async fn row_texts(tx: &mut solits_db::Tx) -> Vec<String> {
    solits_db::row! { struct One { may_belong: String } }
    let rows: Vec<One> =
        sql!("SELECT may_belong FROM case_natures WHERE institution_id = $1 ORDER BY case_id")
            .all(tx)
            .await
            .unwrap();
    rows.into_iter().map(|row| row.may_belong).collect()
}

#[tokio::test]
async fn a_machines_letter_is_set_aside_unanswered_and_a_person_can_open_a_case_for_it() {
    on_both(|database| async {
        let world = World::new(database).await;
        let news = LETTER.replace("To: info", "List-Id: <jaunumi.example.org>\nTo: info");
        world.take(1, &news).await;
        assert_eq!(world.understand().await, Some(LetterState::SetAside));
        assert_eq!((world.cases().await, world.leaving().await.len()), (0, 0));
        let (_, page) = world.get(0, "/letters").await;
        assert!(page.contains("janis@example.org"), "{page}");
        let end = page.find("/open\"").unwrap() + "/open".len();
        let path = &page[page[..end].rfind('"').unwrap() + 1..end];
        let (status, _) = world.post(0, path, "").await;
        assert_eq!(status, axum::http::StatusCode::SEE_OTHER);
        assert_eq!(world.cases().await, 1);
        world.post(0, path, "").await;
        assert_eq!(world.cases().await, 1, "two clicks are one case");
        let (_, page) = world.get(0, "/letters").await;
        assert!(!page.contains("janis@example.org"), "{page}");
    })
    .await;
}

/// RFC 3834: whatever two machines do, they fall silent. Each receipt of ours is answered by the other's.
#[tokio::test]
async fn two_institutions_that_answer_each_other_fall_silent() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, &LETTER.replace("janis@example.org", "info@cits.example")).await;
        world.understand().await;
        for round in 0..6_i64 {
            let name = field(&world.leaving().await.last().unwrap().raw, "message-id");
            // The other program does not say that it is one.
            let answer = answer_to(
                &name,
                "info@cits.example",
                &format!("Sanemts, {}.", "x".repeat(usize::try_from(round).unwrap())),
            );
            world.take(10 + round, &answer).await;
            world.understand().await;
        }
        assert_eq!(world.leaving().await.len(), 1, "only the first was confirmed; the rest joined its case");
        // And if it forgets what it answers, each is a new case, but no more than three confirmations leave in a day.
        for round in 0..6_i64 {
            let text = LETTER
                .replace("janis@example.org", "info@cits.example")
                .replace("one@example.org", &format!("n{round}@example.org"));
            world.take(30 + round, &text).await;
            world.understand().await;
        }
        assert_eq!(world.leaving().await.len(), 3);
    })
    .await;
}

/// Small ones, one that is stored in pieces, and one that came before: all of them with one commit, in their order.
#[tokio::test]
async fn letters_that_came_together_are_each_stored_once_and_known_as_the_last() {
    on_both(|database| async {
        let clock = Clock::standing(crate::monday());
        let world = World::with(database, clock.clone()).await;
        let keeper = Keeper::new(world.app.clone(), world.fixture.institution, world.mailbox);
        let letter = |uid: u32, size: usize| Taken {
            folder: "INBOX".to_owned(),
            uid_validity: 1,
            uid,
            received_at: world.app.clock.now(),
            bytes: Bytes::Whole(
                format!("From: a@example.org\r\nSubject: {uid}\r\n\r\n{}", "a".repeat(size)).into(),
            ),
        };
        keeper.take(vec![letter(1, 10)]).await.unwrap();
        assert_eq!(keeper.last_taken("INBOX").await.unwrap(), [1]);
        clock.set(clock.now().plus_seconds(1));
        keeper.take(vec![letter(1, 10), letter(2, 10), letter(3, 100_000), letter(4, 10)]).await.unwrap();
        assert_eq!(keeper.last_taken("INBOX").await.unwrap(), [2, 3, 4]);
        assert_eq!(keeper.last_taken("Arhīvs").await.unwrap(), [0; 0]);
        assert_eq!(keeper.cursor("INBOX").await.unwrap(), Some(Cursor { uid_validity: 1, uid: 4 }));
        world.understand().await;
        let messages = world.messages().await;
        let came = messages.iter().filter(|one| one.direction == "in");
        let subjects: BTreeSet<&str> = came.clone().map(|one| one.subject.as_str()).collect();
        assert_eq!((came.count(), subjects), (4, BTreeSet::from(["1", "2", "3", "4"])));
    })
    .await;
}

#[tokio::test]
async fn a_letter_too_large_to_take_waits_for_a_person() {
    on_both(|database| async {
        let world = World::new(database).await;
        let raw = solits_correspondence::Raw {
            mailbox: world.mailbox,
            folder: "INBOX",
            uid_validity: 1,
            uid: 9,
            size: 40_000_000,
            received_at: world.app.clock.now(),
            body: solits_correspondence::Body::Left { why: "too-large", head: b"Subject: Liela\r\n\r\n" },
        };
        assert!(solits_correspondence::take(&world.app, world.fixture.institution, &raw).await.unwrap());
        assert_eq!(world.understand().await, None);
        let (_, page) = world.get(0, "/letters").await;
        assert!(page.contains("25 MB"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn what_to_beware_of_in_a_letter_is_said_in_words_above_its_text() {
    on_both(|database| async {
        let world = World::new(database).await;
        let letter =
            LETTER.replacen("Jānis Kalns <janis@example.org>", "\"info@banka.example\" <x@example.org>", 1);
        world.take(1, &letter).await;
        assert_eq!(world.understand().await, Some(LetterState::Placed));
        let case = world.messages().await[0].case_id;
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("vārdā norādīta cita adrese"), "{page}");
        assert!(!page.contains("name-is-another-address"), "{page}");
    })
    .await;
}

/// Nothing that can be read by anybody is dropped: every letter of the corpus is placed, set aside or waits for a person.
#[tokio::test]
async fn every_letter_of_the_corpus_comes_to_a_place_where_people_see_it() {
    on_both(|database| async {
        let world = World::new(database).await;
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/mail/corpus");
        let mut names: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        let mut count = 0;
        for path in names.iter().filter(|path| path.extension().is_some_and(|extension| extension == "eml")) {
            count += 1;
            let bytes = std::fs::read(path).unwrap();
            let raw = solits_correspondence::Raw {
                mailbox: world.mailbox,
                folder: "INBOX",
                uid_validity: 1,
                uid: count,
                size: i64::try_from(bytes.len()).unwrap(),
                received_at: world.app.clock.now(),
                body: solits_correspondence::Body::Here(&bytes),
            };
            solits_correspondence::take(&world.app, world.fixture.institution, &raw).await.unwrap();
        }
        assert!(count >= 120, "{count}");
        world.understand().await;
        solits_db::row! { struct One { state: String, n: i64 } }
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let rows: Vec<One> = sql!(
            "SELECT state, count(*) AS n FROM letters WHERE institution_id = $1 GROUP BY state ORDER BY state"
        )
        .all(&mut tx)
        .await
        .unwrap();
        drop(tx);
        let states: Vec<(String, i64)> = rows.into_iter().map(|row| (row.state, row.n)).collect();
        assert!(states.iter().all(|(state, _)| state != "waiting"), "{states:?}");
        assert_eq!(states.iter().map(|(_, n)| n).sum::<i64>(), count, "{states:?}");
        let placed = states.iter().find(|(state, _)| state == "placed").map_or(0, |(_, n)| *n);
        assert!(placed > count / 2, "{states:?}");
    })
    .await;
}

/// Security §8: a bounce marks the address and comes to the case of the letter it is about, whoever it says it is from.
#[tokio::test]
async fn a_letter_of_ours_that_came_back_is_told_in_its_case_and_marks_the_address() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let name = field(&world.leaving().await[0].raw, "message-id");
        let bounce = format!(
            "Return-Path: <>\nFrom: MAILER-DAEMON@relay.example\nTo: info@testa.example\nSubject: Undelivered Mail\nMessage-ID: <b@relay.example>\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt could not be delivered.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\nFinal-Recipient: rfc822; janis@example.org\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{name}>\n\n--b--\n"
        );
        world.take(2, &bounce).await;
        assert_eq!(world.understand().await, Some(LetterState::Placed));
        let messages = world.messages().await;
        assert_eq!((messages.len(), world.cases().await, world.leaving().await.len()), (3, 1, 1));
        let (_, page) = world.get(0, &format!("/cases/{}/letters", messages[0].case_id)).await;
        assert_eq!(page.matches("vēstule atgriezās").count(), 2, "of the letter and of the address: {page}");
        // A letter from there shows that the address lives.
        world.take(3, &answer_to(&name, "janis@example.org", "Esmu atkal sasniedzams")).await;
        world.understand().await;
        let (_, page) = world.get(0, &format!("/cases/{}/letters", messages[0].case_id)).await;
        assert_eq!(page.matches("vēstule atgriezās").count(), 1, "of the letter alone: {page}");
    })
    .await;
}

#[tokio::test]
async fn two_nodes_that_understand_one_letter_open_one_case() {
    on_both(|database| async {
        let world = World::new(database).await;
        for number in 0..5_i64 {
            world.take(number, &LETTER.replace("one@example.org", &format!("n{number}@example.org"))).await;
            let node =
                || Box::pin(solits_correspondence::understand_some(&world.app, world.fixture.institution));
            let (first, second, third) = tokio::join!(node(), node(), node());
            assert!([first, second, third].iter().all(Result::is_ok));
            world.understand().await;
            assert_eq!(world.cases().await, number + 1);
        }
        let names: std::collections::BTreeSet<_> = world
            .messages()
            .await
            .into_iter()
            .filter(|one| one.direction == "in")
            .map(|one| one.case_id)
            .collect();
        assert_eq!(names.len(), 5);
    })
    .await;
}
