//! Large letters, too large ones, and such as nobody understands.

use std::{fs, io::Write as _, process::Command};

use solits_post::{
    LETTER_BYTES,
    imap::{State, Why},
};

use crate::{
    dovecot::Dovecot,
    keeper::{Keeper, Watch, letter, raw_of, until},
};

/// A letter of so many megabytes, no two lines of which are equal.
pub(crate) fn large_letter(megabytes: usize) -> Vec<u8> {
    large_pieces(megabytes).collect::<Vec<_>>().concat()
}

fn large_pieces(megabytes: usize) -> impl Iterator<Item = Vec<u8>> {
    let head = b"From: anna@example.com\r\nSubject: liels\r\n\r\n".to_vec();
    let lines = megabytes * 1024 * 1024 / 64;
    let pieces = (0..lines).step_by(1024).map(move |from| {
        let mut piece = Vec::with_capacity(64 * 1024);
        for line in from..(from + 1024).min(lines) {
            write!(piece, "{line:062}\r\n").unwrap();
        }
        piece
    });
    std::iter::once(head).chain(pieces)
}

#[tokio::test]
async fn a_letter_of_24_megabytes_arrives_byte_for_byte() {
    let dovecot = Dovecot::start();
    let raw = large_letter(24);
    dovecot.deliver("INBOX", &raw);
    let keeper = Keeper::default();
    let _watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    keeper.wait_for_count(1).await;
    assert!(keeper.with(|kept| raw_of(&kept.taken[0]) == raw));
}

#[tokio::test]
async fn a_letter_that_is_a_whole_number_of_parts_long_arrives_byte_for_byte() {
    let dovecot = Dovecot::start();
    let mut raw = large_letter(2);
    let beyond = raw.len() - 2 * 1024 * 1024;
    // The text is shortened by the fields before it.
    raw.truncate(raw.len() - beyond - 2);
    raw.extend_from_slice(b"\r\n");
    assert_eq!(raw.len(), 2 * 1024 * 1024);
    dovecot.deliver("INBOX", &raw);
    let keeper = Keeper::default();
    let _watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    keeper.wait_for_count(1).await;
    assert!(keeper.with(|kept| raw_of(&kept.taken[0]) == raw));
}

#[tokio::test]
async fn a_letter_that_is_too_big_stays_and_those_behind_it_are_taken() {
    let dovecot = Dovecot::start();
    let raw = large_letter(27);
    dovecot.deliver("INBOX", &raw);
    dovecot.deliver("INBOX", &letter("mazs"));
    let keeper = Keeper::default();
    let watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    keeper.wait_for_count(1).await;
    assert_eq!(keeper.subjects(), ["mazs"]);
    let left = keeper.with(|kept| kept.left.clone());
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].uid, left[0].why.clone()), (1, Why::TooBig));
    assert_eq!(left[0].size, raw.len() as u64);
    assert!(left[0].size > LETTER_BYTES as u64);
    let read = solits_mail::read(&left[0].head);
    assert_eq!((read.subject.as_str(), read.from[0].key().as_str()), ("liels", "anna@example.com"));
    // Only what is kept is marked.
    until("a mark", || dovecot.seen_of("INBOX") == (1, 2)).await;
    watch.wait_for_status("connection", |status| status.state == State::Connected).await;
    assert_eq!(watch.last_trouble(), None);
}

#[tokio::test]
async fn letters_nobody_understands_arrive_as_raw_bytes() {
    let dovecot = Dovecot::start();
    let letters: [&[u8]; 7] = [
        b"\r\n",
        b"no fields at all, only a line",
        b"Subject: =?utf-9?X?==?=\r\nFrom: <<<>>>,;:@\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\r\n----\r\n",
        b"Subject: \xff\xfe\x80 raw bytes\r\nDate: yesterday\r\n\r\n\xc3\x28 {999999999}\r\n* 1 EXPUNGE\r\nA0001 OK done\r\n",
        b"Content-Type: multipart/mixed; boundary=\"a\"\r\n\r\n--a\r\nContent-Type: multipart/mixed; boundary=\"a\"\r\n\r\n--a\r\n",
        b"From: a@b\r\nFrom: c@d\r\nTo: \"open quote\r\n\r\n)\r\n",
        b"X: y\r\n\r\n",
    ];
    for raw in letters {
        dovecot.deliver("INBOX", raw);
    }
    let keeper = Keeper::default();
    let watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    keeper.wait_for_count(letters.len()).await;
    let taken: Vec<Vec<u8>> =
        keeper.with(|kept| kept.taken.iter().map(|taken| raw_of(taken).to_vec()).collect());
    assert_eq!(taken, letters);
    watch.wait_for_status("connection", |status| status.state == State::Connected).await;
    assert_eq!(watch.last_trouble(), None);
}

/// Set in a process that runs the test below alone, where its memory can be told from that of other tests.
const ALONE: &str = "SOLITS_POST_TEST_ALONE";

#[test]
fn taking_large_letters_needs_the_memory_of_one_and_little_more() {
    if std::env::var_os(ALONE).is_none() {
        let name = "sizes::taking_large_letters_needs_the_memory_of_one_and_little_more";
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name, "--test-threads=1"])
            .env(ALONE, "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let dovecot = Dovecot::start();
        let keeper = Keeper::default();
        keeper.with(|kept| kept.forget_bytes = true);
        let _watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
        dovecot.deliver("INBOX", &letter("mazs"));
        keeper.wait_for_count(1).await;
        let before = highest_memory();
        for number in 2..6 {
            dovecot.deliver_pieces("INBOX", large_pieces(24));
            keeper.wait_for_count(number).await;
        }
        let more = highest_memory() - before;
        assert!(more < 24 * 1024 + 6 * 1024, "{more} KiB for letters of 24 MiB");
    });
}

/// The most memory this process has had, in KiB.
fn highest_memory() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse().unwrap()
}
