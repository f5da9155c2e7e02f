//! Letters taken in: stored as they came, understood and placed, each a case with its promises and its confirmation, beside
//! the same letters only parsed and committed through the same driver in the same run, on both engines. What counts is the
//! ratio: both sides pay for the same disk. The program stores letters that wait a handful together, as its post brings
//! them, and meanwhile understands those it has stored, a handful together too; the bare side parses and commits one after
//! the other. Then the memory of letters of 25 MiB, brought
//! in pieces as the post brings them.
//!
//! `cargo bench -p solits --bench intake`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench says its figures and stops where it cannot go on"
)]

mod support;

use std::{path::PathBuf, sync::Arc, time::Instant};

use sha2::{Digest as _, Sha256};
use solits_correspondence::{Body, LetterState, MailboxId, Raw, bring, take, take_together, understand_some};
use solits_db::{global_sql, sql};
use solits_kernel::{Clock, Random};
use solits_testkit::{Cluster, Fixture, TestDb, postgres, sqlite};
use solits_web::{App, AppConfig};
use uuid::Uuid;

/// Letters of one round; the corpus again and again, each copy another letter.
const LETTERS: usize = 600;
/// Rounds; the best of each side counts, as the machine is not ours alone.
const ROUNDS: usize = 3;
/// So many letters are stored and placed together at most; where fewer come, none are left waiting.
const HANDFUL: usize = 16;
/// Longer letters of the corpus stress limits, not the way of every day.
const MOST_BYTES: usize = 200_000;
/// The post brings large letters in such pieces.
const PIECE: usize = 1024 * 1024;
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

    fn raw<'a>(&self, uid: usize, size: usize, body: Body<'a>) -> Raw<'a> {
        Raw {
            mailbox: self.mailbox,
            folder: "INBOX",
            uid_validity: 1,
            uid: i64::try_from(uid).unwrap(),
            size: i64::try_from(size).unwrap(),
            received_at: self.app.clock.now(),
            body,
        }
    }

    /// Understands so many letters as they come; how many became messages of cases.
    async fn understand(&self, most: usize) -> usize {
        let (mut understood, mut placed) = (0, 0);
        while understood < most {
            let states = understand_some(&self.app, self.fixture.institution).await.unwrap();
            understood += states.len();
            placed += states.iter().filter(|state| **state == LetterState::Placed).count();
            // The program looks once a second and goes on at once only where many wait; here a hundred times as often.
            if states.len() < HANDFUL && understood < most {
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        }
        placed
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
    let world = Arc::new(World::new(&test).await);
    let (mut own, mut bare) = (0.0_f64, 0.0_f64);
    let mut placed = 0;
    // The first round warms up and is not counted.
    for round in 0..=ROUNDS {
        let numbers = round * LETTERS..(round + 1) * LETTERS;
        let letters: Vec<(usize, Vec<u8>)> =
            numbers.map(|number| (number, copy(&corpus[number % corpus.len()], number))).collect();
        let began = Instant::now();
        for (number, letter) in &letters {
            world.bare(*number, letter).await;
        }
        let bare_rate = LETTERS as f64 / began.elapsed().as_secs_f64();
        let began = Instant::now();
        let understanding = tokio::spawn({
            let world = world.clone();
            async move { world.understand(LETTERS).await }
        });
        for handful in letters.chunks(HANDFUL) {
            let raws: Vec<Raw<'_>> = handful
                .iter()
                .map(|(number, letter)| world.raw(*number, letter.len(), Body::Here(letter)))
                .collect();
            take_together(&world.app, world.fixture.institution, &raws).await.unwrap();
        }
        let understood = understanding.await.unwrap();
        let rate = LETTERS as f64 / began.elapsed().as_secs_f64();
        if round == 0 {
            support::gather_figures(&world.app.db).await;
        } else {
            placed += understood;
            own = own.max(rate);
            bare = bare.max(bare_rate);
        }
    }
    println!(
        "{}: {own:.0} letters/s taken in and understood, {bare:.0}/s only parsed and committed, ratio {:.2} (to reach 0.40); {placed} of {} became messages of cases",
        test.engine,
        own / bare,
        ROUNDS * LETTERS
    );
    // The second shows what a letter takes where the engine's own memory is warm.
    for number in 1..=2 {
        large(&world, test.engine, number).await;
    }
}

/// The memory one large letter takes while it is taken in.
async fn large(world: &World, engine: &str, number: usize) {
    let before = memory_mb("VmRSS:");
    // Forgets the highest mark so far; where the system refuses, the mark of the whole run is said.
    let is_fresh = std::fs::write("/proc/self/clear_refs", "5").is_ok();
    let began = Instant::now();
    let (mut size, mut hash) = (0, Sha256::new());
    for piece in large_letter(number) {
        hash.update(&piece);
        let from = size;
        size += piece.len();
        bring(&world.app, world.fixture.institution, world.mailbox, from, piece).await.unwrap();
    }
    let digest = hash.finalize().into();
    let raw = world.raw((ROUNDS + 1) * LETTERS + number, size, Body::Brought(digest));
    assert!(take(&world.app, world.fixture.institution, &raw).await.unwrap());
    world.understand(1).await;
    println!(
        "{engine}: a letter of {:.0} MB in {:.2} s; {before:.0} MB held before, {:.0} MB at most meanwhile{}, {:.0} MB after",
        size as f64 / 1e6,
        began.elapsed().as_secs_f64(),
        memory_mb("VmHWM:"),
        if is_fresh { "" } else { " (of the whole run)" },
        memory_mb("VmRSS:"),
    );
}

/// The pieces of a letter with one file that fills it.
fn large_letter(number: usize) -> impl Iterator<Item = Vec<u8>> {
    let head = format!("From: Anna <anna@example.org>\r\nTo: info@testa.example\r\nSubject: Liels\r\nMessage-ID: <large{number}@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPielikumā plāns.\r\n--b\r\nContent-Type: application/pdf; name=\"plans.pdf\"\r\nContent-Disposition: attachment; filename=\"plans.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0x\r\n").into_bytes();
    let mut line = vec![b'A'; 76];
    line.extend_from_slice(b"\r\n");
    let piece = line.repeat(PIECE / line.len());
    let pieces = (LARGE - 2_000) / piece.len();
    let end = b"--b--\r\n".to_vec();
    std::iter::once(head).chain(std::iter::repeat_n(piece, pieces)).chain(std::iter::once(end))
}

/// A figure of the process, in megabytes.
fn memory_mb(which: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(which)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
