//! An answer in writing is a contact of its own, once, with its service and outcome (H-27; vzd 2.12, 19).

use std::sync::Arc;

use axum::http::StatusCode;
use solits_correspondence::{Post, send_next};
use solits_db::{row, sql};
use solits_kernel::{CaseId, EmployeeId, ServiceId};
use solits_post::{Net, Reach, Timeouts, Tokens, Trust};
use solits_testkit::{TestDb, on_both, setting};
use uuid::Uuid;

use crate::{World, monday, smtpd::Smtpd};

const LETTER: &str = "From: Jānis Kalns <janis@example.org>\nTo: info@testa.example\nSubject: Kur deklaret?\nMessage-ID: <one@example.org>\nContent-Type: text/plain; charset=utf-8\n\nLabdien! Kur es varu deklarēt dzīvesvietu?\n";
const REPLY: &str = "version=1&subject=Re%3A+Kur&opening=Labdien%2C+J%C4%81ni%21%0AAtbildam+uz+J%C5%ABsu+v%C4%93stuli.&main=Nekas+nav+j%C4%81maks%C4%81.&ending=Paldies%2C+ka+rakst%C4%ABj%C4%81t%21&reread=1";

row! {
    struct Contact {
        channel: String, employee_id: Option<EmployeeId>, service_id: Option<ServiceId>, outcome: String, subject: String
    }
}

/// A case that a letter has opened, with a service, and a server that takes what leaves.
async fn asked(database: TestDb) -> (World, CaseId, Smtpd, Post) {
    asked_by(database, LETTER).await
}

/// The same for any letter.
pub(crate) async fn asked_by(database: TestDb, letter: &str) -> (World, CaseId, Smtpd, Post) {
    let smtpd = Smtpd::with("none");
    let world = World::new(database).await;
    let relay = smtpd.relay();
    world.take(1, letter).await;
    world.understand().await;
    let case = world.messages().await[0].case_id;
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    sql!("UPDATE mailboxes SET out_host = '127.0.0.1', out_port = $2 WHERE institution_id = $1")
        .bind(i64::from(relay.server.port))
        .run(&mut tx)
        .await
        .unwrap();
    let service = ServiceId::new(Uuid::from_u128(77));
    setting::service(&mut tx, service, ("Deklarēšana", "Declaring")).await;
    sql!("UPDATE cases SET service_id = $2 WHERE institution_id = $1")
        .bind(service)
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let net = Net {
        reach: Reach::listed(["127.0.0.1"]).unwrap(),
        trust: Trust::system(),
        timeouts: Timeouts::default(),
        tokens: Tokens::default(),
    };
    let post = Post {
        secrets: std::path::PathBuf::from("/nonexistent"),
        net: Arc::new(net),
        hello: "test".to_owned(),
    };
    (world, case, smtpd, post)
}

impl World {
    /// The contacts that are no visits, with the topic of their case.
    async fn contacts(&self) -> Vec<Contact> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT k.channel, k.employee_id, k.service_id, k.outcome, c.subject FROM contacts k
               JOIN cases c ON c.institution_id = $1 AND c.id = k.case_id
              WHERE k.institution_id = $1 AND k.ticket_id IS NULL ORDER BY k.id"
        )
        .all(&mut tx)
        .await
        .unwrap()
    }

    /// Hands over everything that is due.
    pub(crate) async fn send(&self, post: &Post) {
        while send_next(&self.app, self.fixture.institution, post).await.unwrap() {}
    }
}

#[tokio::test]
async fn an_answer_by_email_is_one_contact_once_it_has_left_however_many_read_it() {
    on_both(|database| async {
        let (world, case, smtpd, post) = asked(database).await;
        world.send(&post).await;
        assert_eq!(smtpd.kept().len(), 1, "the receipt");
        assert!(world.contacts().await.is_empty(), "a confirmation is no consultation");
        let path = format!("/cases/{case}/reply");
        // The receipt has made another version of the case.
        let reply = REPLY.replace("version=1", "version=2");
        let both = format!(
            "{reply}&send=1&to=janis%40example.org&other=cits%40example.net&confirm=UnexpectedRecipient"
        );
        let (status, page) = world.post(0, &path, &both).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        world.send(&post).await;
        assert!(world.contacts().await.is_empty(), "it can still be taken back");
        world.app.clock.set(monday().plus_seconds(30));
        world.send(&post).await;
        let contacts = world.contacts().await;
        assert_eq!(contacts.len(), 1);
        let one = &contacts[0];
        assert_eq!((one.channel.as_str(), one.outcome.as_str()), ("email", "solved"));
        assert_eq!(one.employee_id, Some(world.fixture.employees[0]), "whoever wrote it");
        assert!(one.service_id.is_some());
        assert_eq!(one.subject, "Kur deklaret?", "the topic");
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_left_and_is_sent_once_more_stays_one_contact() {
    on_both(|database| async {
        let (world, case, _smtpd, post) = asked(database).await;
        world.post(0, &format!("/cases/{case}/reply"), &format!("{REPLY}&send=1")).await;
        world.app.clock.set(monday().plus_seconds(30));
        world.send(&post).await;
        assert_eq!(world.contacts().await.len(), 1);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let id: Option<Uuid> =
            sql!("SELECT id AS value FROM outbox WHERE institution_id = $1 AND kind = 'reply'")
                .scalar(&mut tx)
                .await
                .unwrap();
        drop(tx);
        let again = format!("/cases/{case}/letters/{}/again", id.unwrap());
        let (status, page) = world.post(0, &again, "to=janis%40example.org&other=").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        world.app.clock.set(monday().plus_seconds(90));
        world.send(&post).await;
        assert_eq!(world.contacts().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_insulting_letter_is_a_contact_that_was_refused() {
    on_both(|database| async {
        let (world, case, _smtpd, post) = asked(database).await;
        let form = "version=1&text=Jaut%C4%81jumu+neizskat%C4%81m.&way=email&postal=&reason=Lamuv%C4%81rdi&reread=1&confirm=Spelling";
        let (status, page) = world.post(0, &format!("/cases/{case}/letters/insult"), form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        world.app.clock.set(monday().plus_seconds(30));
        world.send(&post).await;
        let contacts = world.contacts().await;
        assert_eq!(contacts.iter().map(|one| one.outcome.as_str()).collect::<Vec<_>>(), ["refused"]);
    })
    .await;
}

#[tokio::test]
async fn a_letter_on_paper_and_an_answer_given_elsewhere_are_contacts_and_one_at_the_counter_is_a_visit() {
    on_both(|database| async {
        let (world, case, _smtpd, _post) = asked(database).await;
        let path = format!("/cases/{case}/reply");
        let window = "J%C4%81nis+Kalns%0ALiepu+iela+1%0AEzermala";
        world.post(0, &path, &format!("{REPLY}&print=1&postal={window}")).await;
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let id: Option<Uuid> =
            sql!("SELECT id AS value FROM paper_letters WHERE institution_id = $1").scalar(&mut tx).await.unwrap();
        drop(tx);
        assert!(world.contacts().await.is_empty(), "it lies here until somebody gives it to the post");
        world.post(0, &format!("/cases/{case}/letters/{}/posted", id.unwrap()), "").await;
        let channels = |all: Vec<Contact>| all.into_iter().map(|one| one.channel).collect::<Vec<_>>();
        assert_eq!(channels(world.contacts().await), ["letter"]);
        for (number, (way, expected)) in [("phone", 2), ("counter", 2)].into_iter().enumerate() {
            let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
            sql!("UPDATE cases SET status = 'open', answered_at = NULL WHERE institution_id = $1").run(&mut tx).await.unwrap();
            let version: Option<i64> =
                sql!("SELECT version AS value FROM cases WHERE institution_id = $1").scalar(&mut tx).await.unwrap();
            tx.commit().await.unwrap();
            let given = format!(
                "key=abcdefghijklmnopqrs{number}&version={}&way={way}&given_on=2026-11-16&given_at=10:00&to=Janis&text=Varat",
                version.unwrap()
            );
            let (status, page) = world.post(0, &format!("/cases/{case}/letters/given"), &given).await;
            assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
            assert_eq!(world.contacts().await.len(), expected, "{way}");
        }
    })
    .await;
}
