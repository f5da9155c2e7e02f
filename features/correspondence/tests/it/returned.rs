//! Letters of ours that did not arrive: who is told, who is not believed, and which other way is found.

use axum::http::StatusCode;
use solits_db::sql;
use solits_kernel::CaseId;
use solits_testkit::on_both;

use crate::{World, intake::field};

const LETTER: &str = "From: Janis <janis@example.org>\nTo: info@testa.example\nSubject: Kur deklaret?\nMessage-ID: <one@example.org>\nContent-Type: text/plain; charset=utf-8\n\nKur es varu deklaret dzivesvietu?\n";

/// A server's report about the letter of a name.
pub(crate) fn report(about: &str, fields: &str) -> String {
    format!(
        "Return-Path: <>\nFrom: MAILER-DAEMON@relay.example\nTo: info@testa.example\nSubject: Undelivered Mail\nMessage-ID: <b-{}@relay.example>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt could not be delivered.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\n{fields}\n\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{about}>\n\n--b--\n",
        fields.len()
    )
}

pub(crate) const NO_SUCH: &str = "Final-Recipient: rfc822; janis@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such user";

impl World {
    /// A case with a letter of ours in it; the case and the letter's name.
    pub(crate) async fn answered_case(&self) -> (CaseId, String) {
        self.take(1, LETTER).await;
        self.understand().await;
        let name = field(&self.leaving().await[0].raw, "message-id");
        (self.messages().await[0].case_id, name)
    }

    /// The id of the only letter that did not arrive.
    pub(crate) async fn returned(&self) -> Option<uuid::Uuid> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT id AS value FROM returned_letters WHERE institution_id = $1 AND settled_at IS NULL")
            .scalar(&mut tx)
            .await
            .unwrap()
    }

    async fn unsettled(&self) -> usize {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        solits_correspondence::list_unsettled(&mut tx, 10).await.unwrap().len()
    }

    /// How many entries of a kind the journal has.
    pub(crate) async fn entries(&self, kind: &str) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT count(*) AS value FROM journal WHERE institution_id = $1 AND kind = $2")
            .bind(kind)
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }
}

#[tokio::test]
async fn the_owner_reads_why_a_letter_did_not_arrive_and_sends_it_by_post() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (case, name) = world.answered_case().await;
        world.take(2, &report(&name, NO_SUCH)).await;
        world.understand().await;
        assert_eq!((world.unsettled().await, world.entries("message.came_back").await), (1, 1));
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("Tādas e-pasta adreses nav."), "{page}");
        assert!(page.contains("vēstule atgriezās"), "of the letter as well: {page}");
        let message = world.returned().await.unwrap();
        let path = format!("/cases/{case}/letters/{message}/returned");
        let (status, page) = world.get(0, &path).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(
            page.contains("550 5.1.1 no such user") && page.contains(&format!("/callbacks/new?case={case}")),
            "{page}"
        );

        // Nothing chosen, or nowhere to send it: said beside the field, and what was typed stays.
        let (status, page) = world.post(0, &path, "how=&note=Zvanu+rit").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Zvanu rit"), "{page}");
        assert_eq!(world.post(0, &path, "how=paper&postal=").await.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            world.post(0, &path, "how=wrote").await.0,
            StatusCode::UNPROCESSABLE_ENTITY,
            "the program's word"
        );
        let (status, page) = world.post(0, &path, "how=paper&postal=Janis%0ALiepu+iela+1").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.unsettled().await, 0);
        // Whoever comes second reads what was done.
        assert_eq!(world.post(0, &path, "how=no_way&note=x").await.0, StatusCode::CONFLICT);
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Vēstule iet pa pastu"), "{page}");
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("jānodod pastā"), "the letter waits to be printed: {page}");
    })
    .await;
}

#[tokio::test]
async fn how_a_client_was_reached_otherwise_stays_with_the_case() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (case, name) = world.answered_case().await;
        world.take(2, &report(&name, NO_SUCH)).await;
        world.understand().await;
        let message = world.returned().await.unwrap();
        let path = format!("/cases/{case}/letters/{message}/returned");
        let (status, _) = world.post(0, &path, "how=reached&note=Izst%C4%81st%C4%ABju+pa+t%C4%81lruni").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let notes: Option<i64> =
            sql!("SELECT count(*) AS value FROM case_notes WHERE institution_id = $1 AND case_id = $2")
                .bind(case)
                .scalar(&mut tx)
                .await
                .unwrap();
        assert_eq!((notes, world.unsettled().await), (Some(1), 0));
    })
    .await;
}

/// Security §8: a report is a letter like any other, and anybody can write one.
#[tokio::test]
async fn a_report_that_does_not_name_a_letter_of_ours_marks_no_address() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (case, _) = world.answered_case().await;
        for (uid, about) in [(2, "invented@mail.testa.example"), (3, "one@example.org")] {
            world.take(uid, &report(about, NO_SUCH)).await;
        }
        world.understand().await;
        assert_eq!((world.unsettled().await, world.entries("message.came_back").await), (0, 0));
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(!page.contains("vēstule atgriezās"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_is_only_late_or_arrived_is_no_failure_and_a_failure_counts_once() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (_, name) = world.answered_case().await;
        let fate = |action: &str, status: &str| {
            report(
                &name,
                &format!("Final-Recipient: rfc822; janis@example.org\nAction: {action}\nStatus: {status}"),
            )
        };
        world.take(2, &fate("delayed", "4.4.1")).await;
        world.take(3, &fate("delivered", "2.0.0")).await;
        world.understand().await;
        assert_eq!(world.unsettled().await, 0);
        world.take(4, &fate("failed", "4.4.7")).await;
        world.take(5, &fate("failed", "5.1.10")).await;
        world.understand().await;
        assert_eq!((world.unsettled().await, world.entries("message.came_back").await), (1, 1));
    })
    .await;
}

/// The mail of some servers is prose with a copy of our letter.
#[tokio::test]
async fn a_failure_in_prose_is_understood_by_the_copy_of_our_letter_and_an_absence_note_is_none() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (case, name) = world.answered_case().await;
        let from = |author: &str, uid: i64| {
            format!(
                "Return-Path: <>\nFrom: {author}\nTo: info@testa.example\nSubject: failure notice\nMessage-ID: <q{uid}@relay.example>\n\nHi. This is the qmail-send program.\n<janis@example.org>:\n552 5.2.2 mailbox full\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <{name}>\nSubject: x\n"
            )
        };
        world.take(2, &from("janis@example.org", 2)).await;
        world.understand().await;
        assert_eq!(world.unsettled().await, 0, "whoever is away has got the letter");
        world.take(3, &from("MAILER-DAEMON@relay.example", 3)).await;
        world.understand().await;
        assert_eq!(world.unsettled().await, 1);
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("pastkastē nav vietas"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn an_answer_given_on_paper_without_the_program_answers_the_case_and_stands_in_its_history() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (case, _) = world.answered_case().await;
        let path = format!("/cases/{case}/letters/given");
        let (status, page) = world.get(0, &path).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let version = {
            let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
            solits_cases::find(&mut tx, case).await.unwrap().unwrap().version
        };
        let form = |day: &str, text: &str| {
            format!("key=abcdefghijklmnopqrst&version={version}&way=letter&given_on={day}&given_at=10:00&to=Janis&text={text}")
        };
        // Not to come, not before the case, not empty; and nothing typed is lost.
        for (day, text) in [("2026-11-17", "Varat"), ("2026-11-13", "Varat"), ("2026-11-16", "")] {
            let (status, page) = world.post(0, &path, &form(day, text)).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{day} {text}");
            assert!(page.contains("value=\"Janis\""), "{page}");
        }
        let (status, page) = world.post(0, &path, &form("2026-11-16", "Deklaret+varat+novada+centra.")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!((world.status(case).await.as_str(), world.entries("message.answered").await), ("answered", 1));
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("Deklaret varat novada centra.") && page.contains("papīra vēstule"), "{page}");
    })
    .await;
}

/// G-20, vzd 31.
#[tokio::test]
async fn a_letter_that_asks_for_a_call_offers_to_write_the_call_down_unless_it_would_go_abroad() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, &LETTER.replace("Kur es varu", "Ludzu piezvaniet 26 123 456: kur es varu")).await;
        world
            .take(
                2,
                &LETTER
                    .replace("one@example.org", "two@example.org")
                    .replace("Kur es varu", "Ludzu piezvaniet +44 20 7946 0958: kur es varu"),
            )
            .await;
        world.understand().await;
        let cases: Vec<CaseId> = world
            .messages()
            .await
            .into_iter()
            .filter(|one| one.direction == "in")
            .map(|one| one.case_id)
            .collect();
        let mut pages = Vec::new();
        for case in cases {
            pages.push(world.get(0, &format!("/cases/{case}/letters")).await.1);
        }
        let (home, abroad): (Vec<_>, Vec<_>) =
            pages.into_iter().partition(|page| page.contains("%2B37126123456"));
        assert!(home.len() == 1 && abroad.len() == 1);
        assert!(
            abroad[0].contains("+442079460958") && abroad[0].contains("atbildiet rakstiski"),
            "{}",
            abroad[0]
        );
        assert!(!abroad[0].contains("/callbacks/new"), "{}", abroad[0]);
    })
    .await;
}

/// Security §8: after two hundred letters in an hour the program pauses, and staff are told.
#[tokio::test]
async fn a_flood_pauses_confirmations_and_staff_read_that_it_does() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (case, _) = world.answered_case().await;
        assert!(!world.get(0, "/letters").await.1.contains("saņemšanu neapstiprina"));
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        for number in 0..200_u128 {
            let id = uuid::Uuid::from_u128(5_000 + number);
            sql!(
                "INSERT INTO messages (institution_id, id, case_id, direction, way, at, author_name, author_address, recipient,
                        subject, text, is_automatic, attention)
                 VALUES ($1, $2, $3, 'out', 'email', $4, '', '', '', '', '', 1, '')"
            )
            .bind(id)
            .bind(case)
            .bind(world.app.clock.now())
            .run(&mut tx)
            .await
            .unwrap();
            sql!(
                "INSERT INTO outbox (institution_id, id, mailbox_id, case_id, kind, recipient, recipient_key, raw, state,
                        written_at, not_before, held_until, tries, said)
                 VALUES ($1, $2, $3, $4, 'receipt', '', $5, $6, 'sent', $7, 0, 0, 1, '')"
            )
            .bind(id)
            .bind(world.mailbox)
            .bind(case)
            .bind(format!("{number}@example.org"))
            .bind(Vec::<u8>::new())
            .bind(world.app.clock.now())
            .run(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let before = world.leaving().await.len();
        world.take(9, &LETTER.replace("one@", "nine@").replace("janis@", "cits@")).await;
        world.understand().await;
        assert_eq!((world.cases().await, world.leaving().await.len()), (2, before), "taken in, not confirmed");
        assert!(world.get(0, "/letters").await.1.contains("saņemšanu neapstiprina"));
    })
    .await;
}
