//! Letters that need a person, and those that were set aside: somebody sees to them, nothing is dropped by it, and what stayed
//! on the mail server becomes a case with the terms of the day on which it came.

use axum::http::StatusCode;
use serde_json::{Value, json};
use solits_correspondence::{Body, Raw, take};
use solits_db::{row, sql};
use solits_kernel::Timestamp;
use solits_testkit::{browser, on_both};
use uuid::Uuid;

use crate::{World, listed::letters_aside, monday};

row! {
    struct OfLetter { id: Uuid }
}
row! {
    struct Recorded { actor: String, facts: String }
}

const HEAD: &[u8] = b"From: Anna Liepa <anna@example.org>\r\nSubject: Liela\r\n\r\n";

impl World {
    /// A letter that is too large to be taken has come at that moment; its id.
    async fn left(&self, uid: i64, received_at: Timestamp) -> Uuid {
        let raw = Raw {
            mailbox: self.mailbox,
            folder: "INBOX",
            uid_validity: 1,
            uid,
            size: 40_000_000,
            received_at,
            body: Body::Left { why: "too-large", head: HEAD },
        };
        assert!(take(&self.app, self.fixture.institution, &raw).await.unwrap());
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let found: Option<OfLetter> = sql!("SELECT id FROM letters WHERE institution_id = $1 AND uid = $2")
            .bind(uid)
            .optional(&mut tx)
            .await
            .unwrap();
        found.unwrap().id
    }

    async fn recorded(&self, kind: &str) -> Vec<Recorded> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT actor, facts FROM journal WHERE institution_id = $1 AND kind = $2 ORDER BY n")
            .bind(kind)
            .all(&mut tx)
            .await
            .unwrap()
    }

    async fn seen_page(&self, path: &str) -> String {
        let (status, page) = self.get(0, path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        page
    }

    /// Moves the clock on, as in the work of a person.
    fn goes_on(&self, seconds: i64) -> i64 {
        self.app.clock.set(self.app.clock.now().plus_seconds(seconds));
        self.app.clock.now().millis()
    }
}

#[tokio::test]
async fn a_letter_that_needs_a_person_is_seen_to_with_a_reason_and_taken_up_again() {
    on_both(|database| async {
        let world = World::new(database).await;
        let id = world.left(9, monday()).await;
        let (page, seen_to) = (format!("/letters/{id}"), format!("/letters/{id}/seen-to"));
        let href = format!("href=\"{page}\"");
        assert!(world.seen_page("/letters").await.contains(&href));
        for wrong in ["", "why=whatever", "why=other&note="] {
            assert_eq!(world.post(0, &seen_to, wrong).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
        assert!(world.recorded("message.seen_to").await.is_empty());

        let then = world.goes_on(60);
        let form = "why=told_again&note=Runāju+ar+Annu";
        assert_eq!(world.post(0, &seen_to, form).await.0, StatusCode::SEE_OTHER);
        assert!(!world.seen_page("/letters").await.contains(&href), "it waits no more");
        let seen = world.seen_page("/letters?list=seen").await;
        assert!(seen.contains(&href) && seen.contains("palūgts atsūtīt vēlreiz"), "{seen}");
        assert!(seen.contains("Runāju ar Annu"), "{seen}");
        let entries = world.recorded("message.seen_to").await;
        assert_eq!(entries.len(), 1);
        assert!(entries[0].facts.contains("told_again") && !entries[0].facts.contains("Annu"));
        assert_eq!(entries[0].actor, "e", "by an employee");
        assert_eq!(world.post(1, &seen_to, form).await.0, StatusCode::CONFLICT, "somebody was faster");

        // For some seconds the way back is offered where it was just said, to whoever did it.
        let done = format!("/letters?done={then}");
        assert!(world.seen_page(&done).await.contains("action=\"/letters/undo\""));
        assert!(!world.get(1, &done).await.1.contains("action=\"/letters/undo\""));
        world.post(1, "/letters/undo", &format!("done={then}")).await;
        assert!(!world.seen_page("/letters").await.contains(&href), "it is not a colleague's to undo");
        world.post(0, "/letters/undo", &format!("done={then}")).await;
        assert!(world.seen_page("/letters").await.contains(&href), "it waits again");

        let then = world.goes_on(60);
        world.post(0, &seen_to, "why=spam").await;
        world.goes_on(60);
        assert!(
            !world.seen_page(&format!("/letters?done={then}")).await.contains("/letters/undo"),
            "too late"
        );
        assert_eq!(world.post(1, &format!("{page}/take-up"), "").await.0, StatusCode::SEE_OTHER);
        assert!(world.seen_page("/letters").await.contains(&href), "anybody takes it up again later");
        assert_eq!(world.recorded("message.taken_up").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn several_letters_that_were_set_aside_are_seen_to_together_and_taken_back_together() {
    on_both(|database| async {
        let world = World::new(database).await;
        letters_aside(&world, 3).await;
        let id = |n: u128| Uuid::from_u128(5000 + n);
        let none = world.post(0, "/letters/seen-to", "why=other&note=Mani+vārdi").await;
        assert_eq!(none.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.1.contains("Atzīmējiet vismaz vienu") && none.1.contains("Mani vārdi"), "{}", none.1);
        let unsaid = world.post(0, "/letters/seen-to", &format!("pick={}&why=", id(0))).await;
        assert_eq!(unsaid.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unsaid.1.contains(&format!("value=\"{}\" checked", id(0))), "what was ticked stays");

        let then = world.goes_on(60);
        let form = format!("pick={}&pick={}&pick={}&why=nothing", id(0), id(1), Uuid::max());
        assert_eq!(world.post(0, "/letters/seen-to", &form).await.0, StatusCode::SEE_OTHER);
        let shows =
            |page: &str| (0..3).map(|n| page.contains(&format!("letter-{}", id(n)))).collect::<Vec<_>>();
        assert_eq!(shows(&world.seen_page("/letters").await), [false, false, true]);
        assert_eq!(shows(&world.seen_page("/letters?list=seen").await), [true, true, false]);
        assert!(world.seen_page(&format!("/letters?done={then}")).await.contains("Izskatītas 2 vēstules."));
        assert_eq!(world.recorded("message.seen_to").await.len(), 2, "each has its entry");
        world.post(0, "/letters/undo", &format!("done={then}")).await;
        assert_eq!(shows(&world.seen_page("/letters").await), [true, true, true]);
    })
    .await;
}

#[tokio::test]
async fn what_needs_a_person_stands_before_what_was_set_aside_and_each_letter_is_on_one_page() {
    on_both(|database| async {
        let world = World::new(database).await;
        let needs = world.left(9, monday()).await;
        letters_aside(&world, 120).await;
        let ids = |page: &str| -> Vec<String> {
            page.split("id=\"letter-").skip(1).map(|rest| rest.chars().take(36).collect()).collect()
        };
        let first = world.seen_page("/letters").await;
        assert_eq!(ids(&first)[0], needs.to_string(), "whatever came later");
        let mut seen = ids(&first).split_off(1);
        let mut page = first;
        while let Some(rest) = page.split("rel=\"next\" href=\"").nth(1) {
            let next = rest.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
            page = world.seen_page(&next).await;
            seen.extend(ids(&page));
        }
        let latest_first: Vec<String> =
            (0..120).rev().map(|n| Uuid::from_u128(5000 + n).to_string()).collect();
        assert_eq!(seen, latest_first);
        let fragment = world.seen_page("/letters/fragment?list=attention").await;
        assert_eq!((ids(&fragment), fragment.contains("<html")), (vec![needs.to_string()], false));
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_stayed_on_the_mail_server_becomes_a_case_with_the_terms_of_the_day_on_which_it_came() {
    on_both(|database| async {
        let world = World::new(database).await;
        let tuesday = Timestamp::parse("2026-11-10T08:00:00.000Z").unwrap();
        let id = world.left(9, tuesday).await;
        let page = world.seen_page(&format!("/letters/{id}")).await;
        for words in ["info@testa.example", "INBOX", "(UID) 9", "anna@example.org", "Liela", "25 MB"] {
            assert!(page.contains(words), "{words} is not in {page}");
        }
        let form = world.seen_page(&format!("/letters/new?letter={id}")).await;
        for words in ["2026-11-10", "10:00", "anna@example.org", "Liela", &id.to_string()] {
            assert!(form.contains(words), "{words} is not in {form}");
        }
        let named = id.to_string();
        let nobody = Uuid::max().to_string();
        let fields = |letter| {
            [
                ("way", "email"),
                ("letter", letter),
                ("received_on", "2026-11-10"),
                ("received_at", "10:00"),
                ("contact", "anna@example.org"),
                ("subject", "Liela"),
                ("text", "Lūdzu atsūtīt plānu."),
            ]
        };
        let (status, page) = world.write_down(&fields(nobody.as_str()), None).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        for _ in 0..2 {
            let (status, page) = world.write_down(&fields(named.as_str()), None).await;
            assert_eq!(status, StatusCode::OK, "{page}");
        }
        assert_eq!(world.cases().await, 1, "one letter is one case");
        let (case, _, owed) = world.case_and_due().await;
        let answer = owed.iter().find(|(norm, _)| norm == "mail.answer").expect("an answer is promised");
        // Five working days after Tuesday the 10th.
        assert_eq!(answer.1.plus_millis(-1).to_riga().date(), jiff::civil::date(2026, 11, 17));
        assert!(!world.seen_page("/letters").await.contains(&format!("letter-{id}")));
        assert_eq!(world.get(0, &format!("/letters/{id}")).await.0, StatusCode::SEE_OTHER, "it is in {case}");
        let seen_to = world.post(0, &format!("/letters/{id}/seen-to"), "why=spam").await;
        assert_eq!(seen_to.0, StatusCode::CONFLICT, "what has its case is no letter without one");
    })
    .await;
}

#[tokio::test]
async fn a_program_sees_to_a_letter_and_takes_it_up_again_and_a_foreign_one_does_not() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let id = world.left(9, monday()).await;
        let path = format!("/api/v1/letters/{id}");
        let one = world.ask(&path).await.json();
        assert_eq!((&one["folder"], &one["uid"], &one["can_open"]), (&json!("INBOX"), &json!(9), &json!(false)));
        let mut body = json!({ "employee": world.clerk_id(0), "why": "other" });
        let refused = world.does(&format!("{path}/seen-to"), "A", &body).await;
        assert_eq!(refused.wrong(), ["note"]);
        body["note"] = json!("Atnesa pati.");
        for key in ["B", "C"] {
            let seen = world.does(&format!("{path}/seen-to"), key, &body).await.json();
            assert_eq!(
                (&seen["seen_to"]["why"], &seen["seen_to"]["by"]),
                (&json!("other"), &json!(world.clerk_id(0))),
                "{seen}"
            );
        }
        assert_eq!(world.recorded("message.seen_to").await.len(), 1, "a repeated call changes nothing");
        assert_eq!(world.ask("/api/v1/letters").await.json()["letters"], json!([]));
        let listed = world.ask("/api/v1/letters?state=seen_to").await.json();
        assert_eq!(listed["letters"][0]["seen_to"]["note"], json!("Atnesa pati."), "{listed}");
        let foreign = world.call("foreign", "POST", &format!("{path}/take-up"), "D", &json!({})).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        let mine = json!({ "employee": world.clerk_id(1) });
        let waits = world.does(&format!("{path}/take-up"), "E", &mine).await.json();
        assert_eq!(waits["seen_to"], Value::Null, "{waits}");
        let listed = world.ask("/api/v1/letters?state=needs_attention").await.json();
        assert_eq!(listed["letters"][0]["id"], json!(id), "{listed}");

        let branch = world.fixture.branch.to_string();
        let body = json!({
            "employee": world.clerk_id(0), "way": "email", "letter": id, "received_at": "2026-11-10T08:00:00Z",
            "contact": "anna@example.org", "subject": "Liela", "text": "Lūdzu atsūtīt plānu.", "branch": branch,
        });
        let opened = world.does("/api/v1/letters", "F", &body).await;
        assert_eq!(opened.status, StatusCode::OK, "{}", opened.json());
        assert_eq!(world.ask(&path).await.status, StatusCode::NOT_FOUND, "it has its case");
    })
    .await;
}

#[tokio::test]
async fn the_page_of_letters_hears_of_a_letter_that_comes_and_of_one_that_is_seen_to() {
    on_both(|database| async {
        let world = World::new(database).await;
        assert!(world.seen_page("/letters").await.contains("data-live=\"/live?topics=letters,outbox\""));
        let router = solits_access::routes().into_router(&world.app);
        let mut events =
            browser::listen(router, browser::page("clerk0", "/live?topics=letters,outbox")).await;
        let id = world.left(9, monday()).await;
        events.hears("letters").await;
        world.post(1, &format!("/letters/{id}/seen-to"), "why=spam").await;
        events.hears("letters").await;
    })
    .await;
}

#[tokio::test]
async fn what_was_said_of_a_letter_goes_when_the_letter_is_forgotten() {
    on_both(|database| async {
        let world = World::new(database).await;
        let id = world.left(9, monday()).await;
        world.post(0, &format!("/letters/{id}/seen-to"), "why=other&note=Slepens+iemesls").await;
        world.goes_on(91 * 24 * 3600);
        solits_correspondence::keep_letters(&world.app, world.fixture.institution).await.unwrap();
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let note: Option<Option<String>> =
            sql!("SELECT seen_to_note AS value FROM letters WHERE institution_id = $1")
                .scalar(&mut tx)
                .await
                .unwrap();
        assert_eq!(note.flatten(), None);
    })
    .await;
}
