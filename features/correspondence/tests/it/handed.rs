//! Letters are handed over once each, whatever ends in the middle: the server, or a node of ours; and tried for three days.

use solits_correspondence::{Post, send_next};
use solits_db::{row, sql};
use solits_kernel::{Random, Timestamp};
use solits_testkit::on_both;
use solits_web::{App, AppConfig};

use crate::{World, contacts::asked_by, monday, smtpd::Smtpd, whole::until};

const REPLY: &str = "version=1&subject=Re%3A+Kur&opening=Labdien%2C+J%C4%81ni%21%0AAtbildam+uz+J%C5%ABsu+v%C4%93stuli.&main=Nekas+nav+j%C4%81maks%C4%81.&ending=Paldies%2C+ka+rakst%C4%ABj%C4%81t%21&reread=1";

/// For how long a node that has ended keeps others from a letter, in minutes.
const HELD: i64 = 12;

row! {
    /// How a letter fares.
    struct Fares { state: String, tries: i64, not_before: Timestamp }
}

/// A letter of somebody, whose receipt goes to that address.
fn letter_of(name: &str) -> String {
    format!(
        "From: Jānis Kalns <{name}@example.org>\nTo: info@testa.example\nSubject: Kur deklaret?\nMessage-ID: <of-{name}@example.org>\nContent-Type: text/plain; charset=utf-8\n\nLabdien! Kur es varu deklarēt dzīvesvietu?\n"
    )
}

/// The name of a letter among letters.
fn name_of(raw: &[u8]) -> String {
    solits_mail::read(raw).message_id.unwrap().as_str().to_owned()
}

impl World {
    /// Takes a letter of somebody: its receipt waits to leave.
    async fn hears_of(&self, uid: i64, name: &str) {
        assert!(self.take(uid, &letter_of(name)).await);
        self.understand().await;
    }

    /// Another node of the same institution.
    fn other_node(&self) -> App {
        let config = AppConfig { public_url: "http://localhost".to_owned(), ..AppConfig::default() };
        App::new(self.db.clone(), self.app.clock.clone(), Random::seeded(2), config)
    }

    /// Every letter that was to leave has been accepted, and each is with the server once, under its own name.
    async fn all_are_there_once(&self, smtpd: &Smtpd) {
        let leaving = self.leaving().await;
        assert!(leaving.iter().all(|letter| letter.state == "sent"));
        let mut ours: Vec<String> = leaving.iter().map(|letter| name_of(&letter.raw)).collect();
        let mut theirs: Vec<String> = smtpd.kept().iter().map(|(_, raw)| name_of(raw)).collect();
        ours.sort();
        theirs.sort();
        assert_eq!(theirs, ours);
    }

    async fn all_have_left(&self) -> bool {
        self.leaving().await.iter().all(|letter| letter.state == "sent")
    }

    /// Whether a node hands over a letter now, if any is due that nobody has in hand.
    async fn hands_over(&self, node: &App, post: &Post) -> bool {
        send_next(node, self.fixture.institution, post).await.unwrap()
    }

    /// A node that goes on until all letters have left.
    async fn works(&self, node: &App, post: &Post) {
        until("every letter has left", async || {
            while self.hands_over(node, post).await {}
            self.all_have_left().await
        })
        .await;
    }

    async fn reply_fares(&self) -> Fares {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT state, tries, not_before FROM outbox WHERE institution_id = $1 AND kind = 'reply'")
            .optional(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }
}

#[tokio::test]
async fn a_letter_for_later_whose_first_attempt_is_refused_for_now_is_tried_for_three_days_from_then() {
    on_both(|database| async {
        // The server puts off everything for this recipient.
        let (world, case, smtpd, post) = asked_by(database, &letter_of("later")).await;
        let form = format!("{REPLY}&send=1&leave_on=2026-11-27&leave_at=09%3A00");
        let (status, page) = world.post(0, &format!("/cases/{case}/reply"), &form).await;
        assert_eq!(status, axum::http::StatusCode::SEE_OTHER, "{page}");
        let first = monday().plus_minutes(11 * 24 * 60);
        world.app.clock.set(first);
        world.send(&post).await;
        let fares = world.reply_fares().await;
        assert_eq!((fares.state.as_str(), fares.tries), ("waiting", 1));
        assert_eq!(fares.not_before, first.plus_minutes(1));
        assert!(world.returned().await.is_none(), "its owner is not told of a letter that is still tried");

        // From attempt to attempt, until it is given up.
        let mut last = first;
        loop {
            let fares = world.reply_fares().await;
            if fares.state != "waiting" {
                assert_eq!(fares.state, "given_up");
                break;
            }
            last = fares.not_before;
            world.app.clock.set(last);
            world.send(&post).await;
        }
        assert_eq!(last, first.plus_minutes(3 * 24 * 60));
        assert!(world.returned().await.is_some(), "now its owner is told");
        assert!(smtpd.kept().is_empty());
    })
    .await;
}

#[tokio::test]
async fn letters_arrive_once_each_when_the_server_is_killed_in_the_middle_and_started_again() {
    on_both(|database| async {
        let (world, _, mut smtpd, post) = asked_by(database, &letter_of("before")).await;
        world.send(&post).await;
        assert_eq!(smtpd.kept().len(), 1);

        world.hears_of(2, "held").await;
        let killing = async {
            until("the server has the letter in hand", async || smtpd.has_in_hand()).await;
            smtpd.kill();
        };
        tokio::join!(world.send(&post), killing);
        world.hears_of(3, "during").await;
        world.send(&post).await;
        assert_eq!(smtpd.kept().len(), 1, "nobody is there");

        smtpd.switch_on();
        world.hears_of(4, "after").await;
        world.app.clock.set(monday().plus_minutes(5));
        world.send(&post).await;
        assert_eq!(smtpd.kept().len(), 4);
        world.all_are_there_once(&smtpd).await;
    })
    .await;
}

#[tokio::test]
async fn two_nodes_that_send_at_the_same_time_hand_each_letter_over_once() {
    on_both(|database| async {
        let (world, _, smtpd, post) = asked_by(database, &letter_of("first")).await;
        for (uid, name) in [(2, "second"), (3, "third"), (4, "fourth"), (5, "fifth"), (6, "sixth")] {
            world.hears_of(uid, name).await;
        }
        let other = world.other_node();
        tokio::join!(world.works(&world.app, &post), world.works(&other, &post));
        assert_eq!(smtpd.kept().len(), 6);
        world.all_are_there_once(&smtpd).await;
    })
    .await;
}

#[tokio::test]
async fn a_letter_in_the_hand_of_a_node_that_ended_is_handed_over_by_another_under_the_same_name() {
    on_both(|database| async {
        let (world, _, smtpd, post) = asked_by(database, &letter_of("held")).await;
        let other = world.other_node();
        let meanwhile = Box::pin(async {
            until("the server has the letter in hand", async || smtpd.has_in_hand()).await;
            world.hears_of(2, "second").await;
            assert!(world.hands_over(&other, &post).await, "the letter that nobody has in hand");
            assert!(!world.hands_over(&other, &post).await, "the letter in another's hand is not taken");
        });
        // The first node ends here, and notes nothing any more.
        tokio::select! {
            _ = Box::pin(world.hands_over(&world.app, &post)) => panic!("the server never answers the first letter"),
            () = meanwhile => {}
        }
        assert_eq!(smtpd.kept().len(), 1);
        world.app.clock.set(monday().plus_minutes(HELD).plus_seconds(-1));
        assert!(!world.hands_over(&other, &post).await, "it is still held");
        world.app.clock.set(monday().plus_minutes(HELD));
        assert!(world.hands_over(&other, &post).await);
        assert!(!world.hands_over(&other, &post).await, "it has left");
        assert_eq!(smtpd.kept().len(), 2);
        world.all_are_there_once(&smtpd).await;
    })
    .await;
}
