//! Two mailboxes of one institution are read side by side, and what befalls one does not hold up the other.

use std::{path::Path, sync::Arc};

use solits_correspondence::{MailboxId, Post, run};
use solits_db::{row, sql};
use solits_kernel::{BranchId, Clock, EmployeeId};
use solits_post::{Net, Reach, Timeouts, Tokens, Trust};
use solits_testkit::{TestDb, on_both};
use tokio::{sync::watch, task::JoinHandle};
use uuid::Uuid;

use crate::{
    World,
    dovecot::{ASCII_PASSWORD, Dovecot, PASSWORD},
    smtpd::Smtpd,
    whole::until,
};

/// The address of the second mailbox.
const OTHER_ADDRESS: &str = "otra@testa.example";
/// What stands in the file of a password that the server does not know.
const WRONG_PASSWORD: &str = "pelēka pele";

row! {
    /// A letter, the case it opened, and the mailbox its confirmation leaves from.
    #[derive(Debug, PartialEq)]
    struct Placed {
        subject: String, mailbox_id: MailboxId, branch_id: BranchId, owner_id: EmployeeId,
        confirmed_from: MailboxId,
    }
}

/// An institution with two mailboxes, each on a server of its own, of a branch and a keeper of its own; both are read.
struct Two {
    world: World,
    other: MailboxId,
    other_branch: BranchId,
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
    _smtpd: Smtpd,
}

impl Two {
    /// The second signs in as `login`; the passwords lie in the folder of secrets.
    async fn read(database: TestDb, servers: [&Dovecot; 2], login: &str, secrets: &Path) -> Self {
        let smtpd = Smtpd::start();
        let world = World::with(database, Clock::System).await;
        let (other, other_branch) = (MailboxId::new(Uuid::from_u128(56)), BranchId::new(Uuid::from_u128(57)));
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO branches (institution_id, id, code, name_lv, name_en, address, phone, email, calendar,
                    calendar_version, queue_device, position, active)
             SELECT $1, $2, 'otra', 'Otra', 'Other', '', '', '', calendar, 1, TRUE, 2, TRUE FROM branches
              WHERE institution_id = $1"
        )
        .bind(other_branch)
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO branch_calendars (institution_id, branch_id, version, calendar, valid_from)
             SELECT $1, $2, version, calendar, valid_from FROM branch_calendars WHERE institution_id = $1"
        )
        .bind(other_branch)
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "UPDATE mailboxes SET in_host = '127.0.0.1', in_port = $2, out_host = '127.0.0.1', out_port = $3, login = 'test'
              WHERE institution_id = $1"
        )
        .bind(i64::from(servers[0].port))
        .bind(i64::from(smtpd.relay().server.port))
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO mailboxes (institution_id, id, name, address, address_key, branch_id, keeper_id, in_host, in_port,
                    in_security, folders, out_host, out_port, out_security, login, is_active, standing, standing_since,
                    standing_words, reader, reader_until, version)
             VALUES ($1, $2, 'Otra', $3, $3, $4, $5, '127.0.0.1', $6, 'plain', 'INBOX', '127.0.0.1', $7, 'plain', $8, 1, 'new',
                     0, '', '', 0, 1)"
        )
        .bind(other)
        .bind(OTHER_ADDRESS)
        .bind(other_branch)
        .bind(world.fixture.employees[1])
        .bind(i64::from(servers[1].port))
        .bind(i64::from(smtpd.relay().server.port))
        .bind(login)
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
        Self { world, other, other_branch, stop, running, _smtpd: smtpd }
    }

    async fn stands(&self, mailbox: MailboxId, standing: &str) -> bool {
        let mut tx = self.world.db.read(self.world.fixture.scope()).await.unwrap();
        let found: Option<String> =
            sql!("SELECT standing AS value FROM mailboxes WHERE institution_id = $1 AND id = $2")
                .bind(mailbox)
                .scalar(&mut tx)
                .await
                .unwrap();
        found.as_deref() == Some(standing)
    }

    async fn placed(&self) -> Vec<Placed> {
        let mut tx = self.world.db.read(self.world.fixture.scope()).await.unwrap();
        sql!(
            "SELECT l.subject, l.mailbox_id, c.branch_id, c.owner_id, o.mailbox_id AS confirmed_from
               FROM letters l
               JOIN cases c ON c.institution_id = $1 AND c.id = l.case_id
               JOIN messages m ON m.institution_id = $1 AND m.letter_id = l.id
               JOIN outbox o ON o.institution_id = $1 AND o.case_id = l.case_id
              WHERE l.institution_id = $1 ORDER BY l.subject"
        )
        .all(&mut tx)
        .await
        .unwrap()
    }

    /// How many letters are kept, whatever became of them.
    async fn letters(&self) -> i64 {
        let mut tx = self.world.db.read(self.world.fixture.scope()).await.unwrap();
        sql!("SELECT count(*) AS value FROM letters WHERE institution_id = $1")
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }

    async fn until_cases(&self, number: i64) {
        until("every letter is a case", async || self.world.cases().await == number).await;
    }

    /// What the administrator reads of a mailbox.
    async fn shown(&self, mailbox: MailboxId) -> String {
        let (_, page) = self.world.get(1, "/setup/mailboxes").await;
        assert!(!page.contains(PASSWORD) && !page.contains(WRONG_PASSWORD), "a password is shown");
        let row = page.split("<tr>").find(|row| row.contains(&format!("/setup/mailboxes/{mailbox}\"")));
        row.unwrap().split("</tr>").next().unwrap_or_default().to_owned()
    }

    async fn end(self) {
        let _ = self.stop.send(true);
        self.running.await.unwrap();
    }
}

/// A letter of its own author: nobody is confirmed to so often that nothing more is written.
fn letter(subject: &str, to: &str) -> Vec<u8> {
    let name = subject.replace(' ', "-");
    format!(
        "From: {name}@example.org\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{name}@example.org>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nLabdien! Kad remontēs ielu?\r\n"
    )
    .into_bytes()
}

fn secrets(of: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (login, password) in of {
        std::fs::write(folder.path().join(login), format!("{password}\n")).unwrap();
    }
    folder
}

/// Both servers number their letters alike, so that whatever took one number for the other would lose or double a letter.
#[tokio::test]
async fn letters_that_come_to_two_mailboxes_at_once_are_taken_once_each_into_their_own_mailbox() {
    on_both(|database| async {
        let (here, there) = (Dovecot::start(), Dovecot::start());
        let secrets = secrets(&[("test", PASSWORD)]);
        let two = Two::read(database, [&here, &there], "test", secrets.path()).await;
        let (mailbox, other) = (two.world.mailbox, two.other);
        until("both are read", async || {
            two.stands(mailbox, "connected").await && two.stands(other, "connected").await
        })
        .await;
        for round in 1..=3 {
            here.deliver("INBOX", &letter(&format!("here {round}"), "info@testa.example"));
            there.deliver("INBOX", &letter(&format!("there {round}"), OTHER_ADDRESS));
            two.until_cases(round * 2).await;
        }
        until("the servers know it", async || {
            here.seen_of("INBOX") == (3, 3) && there.seen_of("INBOX") == (3, 3)
        })
        .await;
        let (branch, employees) = (two.world.fixture.branch, &two.world.fixture.employees);
        let of_here = |round: i64| Placed {
            subject: format!("here {round}"),
            mailbox_id: mailbox,
            branch_id: branch,
            owner_id: employees[0],
            confirmed_from: mailbox,
        };
        let beside_it = |round: i64| Placed {
            subject: format!("there {round}"),
            mailbox_id: other,
            branch_id: two.other_branch,
            owner_id: employees[1],
            confirmed_from: other,
        };
        let wanted: Vec<Placed> = (1..=3).map(of_here).chain((1..=3).map(beside_it)).collect();
        assert_eq!(two.placed().await, wanted);
        assert_eq!((two.letters().await, two.world.cases().await), (6, 6), "none was taken twice");
        two.end().await;
    })
    .await;
}

#[tokio::test]
async fn a_refused_password_is_shown_until_it_is_put_right_while_the_other_mailbox_is_read() {
    on_both(|database| async {
        let (sound, broken) = (Dovecot::start(), Dovecot::start());
        let secrets = secrets(&[("test", PASSWORD), ("ascii", WRONG_PASSWORD)]);
        let two = Two::read(database, [&sound, &broken], "ascii", secrets.path()).await;
        let (mailbox, other) = (two.world.mailbox, two.other);
        sound.deliver("INBOX", &letter("sound 1", "info@testa.example"));
        broken.deliver("INBOX", &letter("broken 1", OTHER_ADDRESS));
        until("the one is read and the other is not", async || {
            two.stands(mailbox, "connected").await && two.stands(other, "failing").await
        })
        .await;
        sound.deliver("INBOX", &letter("sound 2", "info@testa.example"));
        two.until_cases(2).await;
        assert_eq!(broken.seen_of("INBOX"), (0, 1), "nothing was taken behind a refused password");
        two.world.make_administrator(1).await;
        let (shown, shown_other) = (two.shown(mailbox).await, two.shown(other).await);
        assert!(shown.contains("pieslēgta kopš") && !shown.contains("nevar pieslēgt"), "{shown}");
        assert!(shown_other.contains("nevar pieslēgt kopš"), "{shown_other}");
        assert!(shown_other.contains("Serveris nepieņēma lietotāju vai paroli."), "{shown_other}");

        // The password is put right in its file, and nothing else is done: what has waited comes.
        std::fs::write(secrets.path().join("ascii"), ASCII_PASSWORD).unwrap();
        two.until_cases(3).await;
        until("it is shown as read", async || two.stands(other, "connected").await).await;
        assert_eq!(two.letters().await, 3);
        two.end().await;
    })
    .await;
}

#[tokio::test]
async fn a_file_about_tokens_that_cannot_be_understood_is_told_without_what_stands_in_it() {
    on_both(|database| async {
        let (sound, broken) = (Dovecot::start(), Dovecot::start());
        let unfinished =
            format!("token_url = \"https://login.example/token\"\nclient_secret = \"{WRONG_PASSWORD}\"");
        let secrets = secrets(&[("test", PASSWORD), ("ascii", unfinished.as_str())]);
        let two = Two::read(database, [&sound, &broken], "ascii", secrets.path()).await;
        let (mailbox, other) = (two.world.mailbox, two.other);
        broken.deliver("INBOX", &letter("broken 1", OTHER_ADDRESS));
        until("the one is read and the other is not", async || {
            two.stands(mailbox, "connected").await && two.stands(other, "failing").await
        })
        .await;
        two.world.make_administrator(1).await;
        let shown = two.shown(other).await;
        assert!(
            shown.contains("Failu „ascii” nevar saprast") && shown.contains("trūkst client_id"),
            "{shown}"
        );

        std::fs::write(secrets.path().join("ascii"), ASCII_PASSWORD).unwrap();
        two.until_cases(1).await;
        two.end().await;
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_that_is_gone_is_shown_as_broken_and_comes_back_while_the_other_is_read() {
    on_both(|database| async {
        let (stays, mut goes) = (Dovecot::start(), Dovecot::start());
        let secrets = secrets(&[("test", PASSWORD)]);
        let two = Two::read(database, [&stays, &goes], "test", secrets.path()).await;
        let (mailbox, other) = (two.world.mailbox, two.other);
        stays.deliver("INBOX", &letter("stays 1", "info@testa.example"));
        goes.deliver("INBOX", &letter("goes 1", OTHER_ADDRESS));
        two.until_cases(2).await;
        goes.kill();
        until("the one that is gone is shown", async || two.stands(other, "failing").await).await;
        assert!(two.stands(mailbox, "connected").await, "the other has lost nothing");
        stays.deliver("INBOX", &letter("stays 2", "info@testa.example"));
        two.until_cases(3).await;
        two.world.make_administrator(1).await;
        let (shown, shown_other) = (two.shown(mailbox).await, two.shown(other).await);
        assert!(shown.contains("pieslēgta kopš"), "{shown}");
        assert!(shown_other.contains("nevar pieslēgt kopš"), "{shown_other}");

        goes.deliver("INBOX", &letter("goes 2", OTHER_ADDRESS));
        goes.switch_on();
        two.until_cases(4).await;
        assert_eq!(two.letters().await, 4, "what was taken before is not taken again");
        two.end().await;
    })
    .await;
}
