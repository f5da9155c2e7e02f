//! Letters taken in: stored as they came, understood and placed, each a case with its promises and its confirmation, beside
//! the same letters only parsed and committed through the same driver in the same run, on both engines. What counts is the
//! ratio: both sides pay for the same disk. Then the memory of one letter of 25 MiB.
//!
//! `cargo bench -p solits --bench intake`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench says its figures and stops where it cannot go on"
)]

use std::{path::PathBuf, time::Instant};

use solits_correspondence::{LetterState, MailboxId, Raw, Understood, take, understand_next};
use solits_db::{global_sql, sql};
use solits_kernel::{Clock, Random};
use solits_testkit::{Cluster, Fixture, TestDb, postgres, sqlite};
use solits_web::{App, AppConfig};
use uuid::Uuid;

/// Letters of one round; the corpus again and again, each copy another letter.
const LETTERS: usize = 600;
/// Rounds; the best of each side counts, as the machine is not ours alone.
const ROUNDS: usize = 3;
/// Longer letters of the corpus stress limits, not the way of every day.
const MOST_BYTES: usize = 200_000;
/// The largest letter that is taken.
const LARGE: usize = 25 * 1024 * 1024;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    Cluster::flush_to_disk();
    let corpus = corpus();
    println!("{LETTERS} letters a round, from a corpus of {}", corpus.len());
    for engine in ["sqlite", "postgres"] {
        runtime.block_on(async {
            let test = if engine == "sqlite" { sqlite().await } else { postgres().await };
            measure(test, &corpus).await;
        });
    }
}

/// The letters of the corpus of `crates/mail`, in the order of their names.
fn corpus() -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates/mail/corpus");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "eml"));
    files.sort();
    let letters = files.into_iter().map(|path| std::fs::read(path).unwrap());
    letters.filter(|letter| letter.len() <= MOST_BYTES).collect()
}

/// A letter that never came before: another first field.
fn copy(letter: &[u8], number: usize) -> Vec<u8> {
    let mut bytes = format!("X-Copy: {number}\r\n").into_bytes();
    bytes.extend_from_slice(letter);
    bytes
}

/// An institution with one mailbox.
struct World {
    app: App,
    fixture: Fixture,
    mailbox: MailboxId,
}

impl World {
    async fn new(test: &TestDb) -> Self {
        let fixture = Fixture::new(&test.db, 2).await;
        let mailbox = MailboxId::new(Uuid::from_u128(55));
        let mut tx = test.db.write(fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO mailboxes (institution_id, id, name, address, address_key, branch_id, keeper_id, in_host, in_port,
                    in_security, folders, out_host, out_port, out_security, login, is_active, standing, standing_since,
                    standing_words, reader, reader_until, version)
             VALUES ($1, $2, 'Testa iestāde', 'info@testa.example', 'info@testa.example', $3, $4, 'localhost', 143, 'plain',
                     'INBOX', 'localhost', 25, 'plain', 'info', 1, 'new', 0, '', '', 0, 1)"
        )
        .bind(mailbox)
        .bind(fixture.branch)
        .bind(fixture.employees[0])
        .run(&mut tx)
        .await
        .unwrap();
        global_sql!(
            sqlite "CREATE TABLE bare (id BIGINT PRIMARY KEY, subject TEXT, text TEXT, raw BLOB)",
            pg "CREATE TABLE bare (id BIGINT PRIMARY KEY, subject TEXT, text TEXT, raw BYTEA)"
        )
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let app = App::new(test.db.clone(), Clock::System, Random::System, AppConfig::default());
        Self { app, fixture, mailbox }
    }

    async fn take(&self, uid: usize, bytes: &[u8]) {
        let raw = Raw {
            mailbox: self.mailbox,
            folder: "INBOX",
            uid_validity: 1,
            uid: i64::try_from(uid).unwrap(),
            size: i64::try_from(bytes.len()).unwrap(),
            received_at: self.app.clock.now(),
            bytes: Some(bytes),
            left: None,
        };
        assert!(take(&self.app, self.fixture.institution, &raw).await.unwrap());
    }

    /// Understands everything that waits; how many became messages of cases.
    async fn understand(&self) -> usize {
        let mut placed = 0;
        loop {
            match understand_next(&self.app, self.fixture.institution).await.unwrap() {
                Understood::Settled(LetterState::Placed) => placed += 1,
                Understood::Settled(_) => {}
                Understood::Nothing => return placed,
            }
        }
    }

    /// The same letter parsed, and its words and bytes committed: what no program could do without.
    async fn bare(&self, id: usize, bytes: &[u8]) {
        let letter = solits_mail::read(bytes);
        let mut tx = self.app.db.write(self.fixture.scope()).await.unwrap();
        global_sql!("INSERT INTO bare (id, subject, text, raw) VALUES ($1, $2, $3, $4)")
            .bind(i64::try_from(id).unwrap())
            .bind(letter.subject.as_str())
            .bind(letter.text.as_str())
            .bind(bytes.to_vec())
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

async fn measure(test: TestDb, corpus: &[Vec<u8>]) {
    let world = World::new(&test).await;
    let (mut own, mut bare) = (0.0_f64, 0.0_f64);
    let mut placed = 0;
    for round in 0..ROUNDS {
        let numbers = round * LETTERS..(round + 1) * LETTERS;
        let letters: Vec<(usize, Vec<u8>)> =
            numbers.map(|number| (number, copy(&corpus[number % corpus.len()], number))).collect();
        let began = Instant::now();
        for (number, letter) in &letters {
            world.bare(*number, letter).await;
        }
        bare = bare.max(LETTERS as f64 / began.elapsed().as_secs_f64());
        let began = Instant::now();
        for (number, letter) in &letters {
            world.take(*number, letter).await;
            placed += world.understand().await;
        }
        own = own.max(LETTERS as f64 / began.elapsed().as_secs_f64());
    }
    println!(
        "{}: {own:.0} letters/s taken in and understood, {bare:.0}/s only parsed and committed, ratio {:.2} (to reach 0.40); {placed} of {} became messages of cases",
        test.engine,
        own / bare,
        ROUNDS * LETTERS
    );
    large(&world, test.engine).await;
}

/// The memory one large letter takes while it is taken in.
async fn large(world: &World, engine: &str) {
    let letter = large_letter();
    let before = memory_mb("VmRSS:");
    // Forgets the highest mark so far; where the system refuses, the mark of the whole run is said.
    let is_fresh = std::fs::write("/proc/self/clear_refs", "5").is_ok();
    let began = Instant::now();
    world.take(ROUNDS * LETTERS + 1, &letter).await;
    world.understand().await;
    println!(
        "{engine}: a letter of {:.0} MB in {:.2} s; {before:.0} MB held before, {:.0} MB at most meanwhile{}, {:.0} MB after",
        letter.len() as f64 / 1e6,
        began.elapsed().as_secs_f64(),
        memory_mb("VmHWM:"),
        if is_fresh { "" } else { " (of the whole run)" },
        memory_mb("VmRSS:"),
    );
}

/// A letter with one file that fills it.
fn large_letter() -> Vec<u8> {
    let mut letter = b"From: Anna <anna@example.org>\r\nTo: info@testa.example\r\nSubject: Liels\r\nMessage-ID: <large@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPielikum\xc4\x81 pl\xc4\x81ns.\r\n--b\r\nContent-Type: application/pdf; name=\"plans.pdf\"\r\nContent-Disposition: attachment; filename=\"plans.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0x\r\n".to_vec();
    let line = [b'A'; 76];
    while letter.len() < LARGE - 200 {
        letter.extend_from_slice(&line);
        letter.extend_from_slice(b"\r\n");
    }
    letter.extend_from_slice(b"--b--\r\n");
    letter
}

/// A figure of the process, in megabytes.
fn memory_mb(which: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(which)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
