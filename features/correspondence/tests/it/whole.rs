//! The whole way against real servers: Dovecot brings a letter, the receipt goes out through an SMTP server that was away.

use std::{sync::Arc, time::Duration};

use solits_correspondence::{Post, run};
use solits_db::sql;
use solits_kernel::Clock;
use solits_post::{Net, Reach, Timeouts, Tokens, Trust};
use solits_testkit::on_both;
use tokio::sync::watch;

use crate::{
    World,
    dovecot::{Dovecot, PASSWORD},
    smtpd::Smtpd,
};

const LETTER: &str = "From: Jānis Kalns <janis@example.org>\r\nTo: info@testa.example\r\nSubject: Kur deklaret?\r\nMessage-ID: <one@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nLabdien! Kur es varu deklarēt dzīvesvietu?\r\n";

/// Waits for something that has to happen.
pub(crate) async fn until<F: AsyncFn() -> bool>(what: &str, happened: F) {
    for _ in 0..600 {
        if happened().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{what} has not happened within a minute");
}

impl World {
    async fn count(&self, what: &str) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let found: Option<i64> = match what {
            "tried" => {
                sql!("SELECT count(*) AS value FROM outbox WHERE institution_id = $1 AND state = 'waiting' AND said <> ''")
                    .scalar(&mut tx)
                    .await
            }
            "sent" => {
                sql!("SELECT count(*) AS value FROM outbox WHERE institution_id = $1 AND state = 'sent'").scalar(&mut tx).await
            }
            "connected" => {
                sql!("SELECT count(*) AS value FROM mailboxes WHERE institution_id = $1 AND standing = 'connected'")
                    .scalar(&mut tx)
                    .await
            }
            "failing" => {
                sql!("SELECT count(*) AS value FROM mailboxes WHERE institution_id = $1 AND standing = 'failing'")
                    .scalar(&mut tx)
                    .await
            }
            "met" => {
                sql!("SELECT count(*) AS value FROM obligations WHERE institution_id = $1 AND norm = 'mail.receipt' AND state = 'met'")
                    .scalar(&mut tx)
                    .await
            }
            _ => panic!("nobody counts {what}"),
        }
        .unwrap();
        found.unwrap()
    }
}

#[tokio::test]
async fn a_letter_is_fetched_confirmed_once_the_relay_is_back_and_the_promise_of_a_receipt_is_kept() {
    on_both(|database| async {
        let (dovecot, mut smtpd) = (Dovecot::start(), Smtpd::prepared("none"));
        let world = World::with(database, Clock::System).await;
        let relay = smtpd.relay();
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "UPDATE mailboxes SET in_host = '127.0.0.1', in_port = $2, out_host = '127.0.0.1', out_port = $3, login = 'test'
              WHERE institution_id = $1"
        )
        .bind(i64::from(dovecot.port))
        .bind(i64::from(relay.server.port))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let secrets = tempfile::tempdir().unwrap();
        std::fs::write(secrets.path().join("test"), format!("{PASSWORD}\n")).unwrap();
        let post = Post {
            secrets: secrets.path().to_owned(),
            net: Arc::new(Net {
                reach: Reach::listed(["127.0.0.1"]).unwrap(),
                trust: Trust::system(),
                timeouts: Timeouts::default(),
                tokens: Tokens::default(),
            }),
            hello: "solits.example".to_owned(),
        };
        dovecot.deliver("INBOX", LETTER.as_bytes());
        let (stop, stopped) = watch::channel(false);
        let running = tokio::spawn(run(world.app.clone(), post, stopped));

        until("the letter is a case", async || world.cases().await == 1).await;
        until("a first try of the receipt", async || world.count("tried").await == 1).await;
        assert_eq!(dovecot.seen_of("INBOX"), (1, 1), "the server was told after the letter was kept");
        until("the mailbox is shown as connected", async || world.count("connected").await == 1).await;

        smtpd.switch_on();
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE outbox SET not_before = 0 WHERE institution_id = $1").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        until("the receipt is handed over", async || world.count("sent").await == 1).await;
        let kept = smtpd.kept();
        assert_eq!(kept.len(), 1, "once");
        let receipt = solits_mail::read(&kept[0].1);
        assert_eq!(receipt.in_reply_to[0].as_str(), "one@example.org");
        until("the promise of a receipt is kept", async || world.count("met").await == 1).await;

        let _ = stop.send(true);
        running.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_without_its_password_says_so_where_it_is_set_up() {
    on_both(|database| async {
        let world = World::with(database, Clock::System).await;
        let secrets = tempfile::tempdir().unwrap();
        let post = Post {
            secrets: secrets.path().to_owned(),
            net: Arc::new(Net {
                reach: Reach::public(),
                trust: Trust::system(),
                timeouts: Timeouts::default(),
                tokens: Tokens::default(),
            }),
            hello: "solits.example".to_owned(),
        };
        let (stop, stopped) = watch::channel(false);
        let running = tokio::spawn(run(world.app.clone(), post, stopped));
        until("the mailbox is shown as failing", async || world.count("failing").await == 1).await;
        let _ = stop.send(true);
        running.await.unwrap();
        world.make_administrator(1).await;
        let (_, page) = world.get(1, "/setup/mailboxes").await;
        assert!(page.contains("nevar pieslēgt"), "{page}");
        assert!(page.contains("Nav faila ar lietotāja info paroli."), "{page}");
        let (_, page) = world.get(1, "/setup/mailboxes?lang=en").await;
        assert!(page.contains("There is no file with the password of info."), "{page}");
    })
    .await;
}
