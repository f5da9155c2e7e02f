//! Two institutions that both run this program and confirm everything never write to each other without end (security §8).
//!
//! Each has a mailbox on an IMAP server and a relay of its own; between them goes a courier as the world does it, with the
//! envelope written into `Return-Path`, or as a gateway that leaves nothing of a letter but what people see.

use std::{path::Path, sync::Arc, time::Duration};

use solits_correspondence::{Post, run};
use solits_db::sql;
use solits_kernel::Clock;
use solits_post::{Net, Reach, Timeouts, Tokens, Trust};
use solits_testkit::on_both;
use tokio::{sync::watch, task::JoinHandle};

use crate::{
    World,
    dovecot::{Dovecot, PASSWORD},
    smtpd::Smtpd,
};

/// An institution with its servers, running.
struct Instance {
    world: World,
    dovecot: Dovecot,
    smtpd: Smtpd,
    /// So many of the letters it has handed in are with their readers.
    carried: usize,
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

/// What of a letter survives the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Everything, and the envelope is written down.
    Whole,
    /// Author, reader, subject, names and text: every mark of a machine is gone, and the envelope is the author's.
    Stripped,
}

impl Instance {
    async fn start(database: solits_testkit::TestDb, address: &str, secrets: &Path) -> Self {
        let (dovecot, smtpd) = (Dovecot::start(), Smtpd::start());
        let world = World::with(database, Clock::System).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "UPDATE mailboxes SET address = $4, address_key = $4, in_host = '127.0.0.1', in_port = $2, out_host = '127.0.0.1',
                    out_port = $3, login = 'test' WHERE institution_id = $1"
        )
        .bind(i64::from(dovecot.port))
        .bind(i64::from(smtpd.relay().server.port))
        .bind(address)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let post = Post {
            secrets: secrets.to_owned(),
            net: Arc::new(Net {
                reach: Reach::listed(["127.0.0.1"]).unwrap(),
                trust: Trust::system(),
                timeouts: Timeouts::default(),
                tokens: Tokens::default(),
            }),
            hello: "solits.example".to_owned(),
        };
        let (stop, stopped) = watch::channel(false);
        let running = tokio::spawn(run(world.app.clone(), post, stopped));
        Self { world, dovecot, smtpd, carried: 0, stop, running }
    }

    /// Hands what this one has sent since to the other, as the world does; how many letters that were.
    fn carry_to(&mut self, other: &Self, way: Way) -> usize {
        let kept = self.smtpd.kept();
        let new = kept.get(self.carried..).unwrap_or_default();
        for (envelope, raw) in new {
            other.dovecot.deliver("INBOX", &arrived(envelope, raw, way));
        }
        self.carried = kept.len();
        new.len()
    }

    /// Whether nothing is on its way through this one: every letter of its mailbox is taken and understood, and none waits to
    /// leave.
    async fn is_at_rest(&self) -> bool {
        let (seen, all) = self.dovecot.seen_of("INBOX");
        let mut tx = self.world.db.read(self.world.fixture.scope()).await.unwrap();
        let waiting: Option<i64> = sql!(
            "SELECT (SELECT count(*) FROM letters WHERE institution_id = $1 AND state = 'waiting')
                  + (SELECT count(*) FROM outbox WHERE institution_id = $1 AND state = 'waiting') AS value"
        )
        .scalar(&mut tx)
        .await
        .unwrap();
        seen == all && waiting == Some(0)
    }

    async fn end(self) {
        let _ = self.stop.send(true);
        self.running.await.unwrap();
    }
}

/// A letter as it comes to its reader.
fn arrived(envelope: &str, raw: &[u8], way: Way) -> Vec<u8> {
    let text = String::from_utf8_lossy(raw);
    let (fields, body) = text.split_once("\r\n\r\n").unwrap();
    let from = solits_mail::read(raw).author().unwrap().key();
    let mut lines = Vec::new();
    match way {
        Way::Whole => {
            let is_empty = envelope.contains("\"from\":\"\"") || envelope.contains("\"from\":null");
            lines.push(if is_empty {
                "Return-Path: <>".to_owned()
            } else {
                format!("Return-Path: <{from}>")
            });
            lines.push(fields.to_owned());
        }
        Way::Stripped => {
            lines.push(format!("Return-Path: <{from}>"));
            let mut is_kept = false;
            for line in fields.lines() {
                let is_continued = line.starts_with([' ', '\t']);
                let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
                let people_see = [
                    "from",
                    "to",
                    "subject",
                    "date",
                    "message-id",
                    "mime-version",
                    "content-type",
                    "content-transfer-encoding",
                ];
                is_kept = if is_continued { is_kept } else { people_see.contains(&name.as_str()) };
                if is_kept {
                    lines.push(line.to_owned());
                }
            }
        }
    }
    format!("{}\r\n\r\n{body}", lines.join("\r\n")).into_bytes()
}

/// A letter from the mailbox of one institution, as one of its people would write it by hand, to the other.
fn first_letter(from: &str, to: &str) -> Vec<u8> {
    format!(
        "Return-Path: <{from}>\r\nFrom: {from}\r\nTo: {to}\r\nSubject: Kad varam tikties?\r\nMessage-ID: <first@{from}>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nLabdien! Kad varam tikties?\r\n"
    )
    .into_bytes()
}

/// Lets both run until nothing has moved for some rounds; how many letters went between them.
async fn let_run(one: &mut Instance, other: &mut Instance, way: Way) -> usize {
    let mut carried = 0;
    let mut at_rest = 0;
    for _ in 0..600 {
        let new = one.carry_to(other, way) + other.carry_to(one, way);
        carried += new;
        let rests = new == 0 && one.is_at_rest().await && other.is_at_rest().await;
        at_rest = if rests { at_rest + 1 } else { 0 };
        if at_rest == 15 {
            return carried;
        }
        assert!(carried < 20, "they write to each other without end");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("they are not at rest after a minute");
}

async fn two(way: Way) {
    // Both databases are of one engine, as each institution's would be; the other engine has its turn.
    on_both(|database| async move {
        let secrets = tempfile::tempdir().unwrap();
        std::fs::write(secrets.path().join("test"), format!("{PASSWORD}\n")).unwrap();
        let other = match database.engine {
            "sqlite" => solits_testkit::sqlite().await,
            _ => solits_testkit::postgres().await,
        };
        let mut one = Instance::start(database, "info@viens.example", secrets.path()).await;
        let mut other = Instance::start(other, "info@otrs.example", secrets.path()).await;
        one.dovecot.deliver("INBOX", &first_letter("info@otrs.example", "info@viens.example"));
        let carried = let_run(&mut one, &mut other, way).await;
        let (cases, their_cases) = (one.world.cases().await, other.world.cases().await);
        match way {
            // The letter is confirmed; its confirmation says what it is, and the other leaves it alone.
            Way::Whole => {
                assert_eq!((carried, cases, their_cases), (1, 1, 0));
            }
            // Nothing tells that machines write. What an address gets in a day ends it.
            Way::Stripped => {
                assert!(carried <= 6, "{carried} letters went");
                assert!(cases + their_cases >= 2, "each letter is kept where people look");
            }
        }
        one.end().await;
        other.end().await;
    })
    .await;
}

#[tokio::test]
async fn two_institutions_that_confirm_everything_exchange_one_confirmation() {
    two(Way::Whole).await;
}

#[tokio::test]
async fn two_institutions_behind_a_gateway_that_strips_every_mark_stop_after_the_letters_of_a_day() {
    two(Way::Stripped).await;
}
