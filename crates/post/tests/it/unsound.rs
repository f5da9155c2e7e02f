//! A server that does what no sound one does.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use solits_post::{
    LETTER_BYTES, TroubleKind,
    imap::{State, Why},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::{
    dovecot::account_at,
    keeper::{Keeper, Watch, letter, until},
};

/// What is unsound about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// It refuses to give the first of two letters out.
    Withholds,
    /// It announces half a gigabyte as the first letter's first part.
    Announces,
    /// Instead of the first letter comes what is no answer at all.
    Babbles,
    /// It says that the first letter has ten bytes, and gives without end.
    Understates,
    /// It greets us as if we had signed in.
    GreetsAsKnown,
    /// It says good-bye instead of answering the first time it is asked for letters.
    Leaves,
}

/// Starts it and returns its port, and how often it has been connected to.
async fn server(fault: Fault) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let number = count.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(converse(stream, fault, number));
        }
    });
    (port, connections)
}

async fn converse(stream: TcpStream, fault: Fault, connection: usize) {
    let (from, mut to) = stream.into_split();
    let greeting = if fault == Fault::GreetsAsKnown { "* PREAUTH welcome\r\n" } else { "* OK ready\r\n" };
    let _ = to.write_all(greeting.as_bytes()).await;
    let mut lines = BufReader::new(from).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let (tag, command) = line.split_once(' ').unwrap_or((&line, ""));
        let mut answer = answer(command, fault, connection);
        let refuses = answer.ends_with(b" ");
        if refuses {
            answer.pop();
        }
        let end = if refuses { "NO [SERVERBUG] cannot read the file" } else { "OK done" };
        answer.extend_from_slice(format!("{tag} {end}\r\n").as_bytes());
        if to.write_all(&answer).await.is_err() {
            return;
        }
    }
}

/// What it says before it is done; with a blank at the end it refuses.
fn answer(command: &str, fault: Fault, connection: usize) -> Vec<u8> {
    let first = "UID FETCH 1 (UID BODY.PEEK[]";
    if command.starts_with(first) {
        match fault {
            Fault::Withholds => return b" ".to_vec(),
            Fault::Announces => return b"* 1 FETCH (UID 1 BODY[]<0> {536870912}\r\n".to_vec(),
            Fault::Babbles => return b"this is no answer\r\n".to_vec(),
            Fault::Understates => {
                let offset = command.split(['<', '.']).nth(2).unwrap_or_default();
                let mut part = format!("* 1 FETCH (UID 1 BODY[]<{offset}> {{1048576}}\r\n").into_bytes();
                part.resize(part.len() + 1024 * 1024, b'x');
                part.extend_from_slice(b")\r\n");
                return part;
            }
            Fault::GreetsAsKnown | Fault::Leaves => {}
        }
    }
    let whole = |uid: u32, raw: &[u8]| {
        let mut part = format!("* {uid} FETCH (UID {uid} BODY[]<0> {{{}}}\r\n", raw.len()).into_bytes();
        part.extend_from_slice(raw);
        part.extend_from_slice(b")\r\n");
        part
    };
    if command.starts_with("CAPABILITY") {
        b"* CAPABILITY IMAP4rev1\r\n".to_vec()
    } else if command.starts_with("SELECT") {
        b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] fine\r\n".to_vec()
    } else if command.ends_with(":* (UID)") && fault == Fault::Leaves && connection == 0 {
        b"* BYE going down for maintenance\r\n".to_vec()
    } else if command.ends_with(":* (UID)") {
        b"* 2 FETCH (UID 2)\r\n* 1 FETCH (FLAGS ())\r\n* 1 FETCH (UID 1)\r\n".to_vec()
    } else if command.contains("RFC822.SIZE") {
        b"* 1 FETCH (UID 1 RFC822.SIZE 10)\r\n* 2 FETCH (UID 2 RFC822.SIZE 4000000 INTERNALDATE \"32-Xyz-0000\")\r\n".to_vec()
    } else if command.contains("BODY.PEEK[HEADER]") {
        b"* 1 FETCH (UID 1 BODY[HEADER]<0> {14}\r\nSubject: a\r\n\r\n)\r\n".to_vec()
    } else if command.starts_with("UID FETCH 1 (UID BODY.PEEK[]<0.") {
        whole(1, &letter("pirmais"))
    } else if command.starts_with("UID FETCH 2 (UID BODY.PEEK[]<0.") {
        // Its size was an estimate, and a poor one.
        whole(2, &letter("otrais"))
    } else if command.starts_with("UID FETCH 2 (UID BODY.PEEK[]<") {
        b"* 2 FETCH (UID 2 BODY[]<9> \"\")\r\n".to_vec()
    } else {
        Vec::new()
    }
}

#[tokio::test]
async fn a_letter_that_is_not_given_out_is_reported_and_those_behind_it_are_taken() {
    for (fault, kind) in [
        (Fault::Withholds, TroubleKind::Refused),
        (Fault::Announces, TroubleKind::Garbled),
        (Fault::Babbles, TroubleKind::Garbled),
    ] {
        let (port, _) = server(fault).await;
        let keeper = Keeper::default();
        let _watch = Watch::over(account_at(port, &["INBOX"]), &keeper);
        keeper.wait_for_count(1).await;
        assert_eq!(keeper.subjects(), ["otrais"], "{fault:?}");
        let left = keeper.with(|kept| kept.left.clone());
        assert_eq!((left.len(), left[0].uid, left[0].uid_validity), (1, 1, 7), "{fault:?}");
        assert!(
            matches!(&left[0].why, Why::NotGiven(trouble) if trouble.kind == kind),
            "{fault:?}: {:?}",
            left[0].why
        );
    }
}

#[tokio::test]
async fn a_letter_larger_than_the_server_says_is_not_fetched_beyond_the_limit() {
    let (port, _) = server(Fault::Understates).await;
    let keeper = Keeper::default();
    let _watch = Watch::over(account_at(port, &["INBOX"]), &keeper);
    keeper.wait_for_count(1).await;
    let left = keeper.with(|kept| kept.left.remove(0));
    assert_eq!((left.uid, left.why), (1, Why::TooBig));
    assert!(left.size > LETTER_BYTES as u64 && left.size <= LETTER_BYTES as u64 + 1024 * 1024);
    assert_eq!(left.head, b"Subject: a\r\n\r\n");
}

#[tokio::test]
async fn a_server_that_greets_us_as_known_gets_neither_password_nor_trust() {
    let (port, connections) = server(Fault::GreetsAsKnown).await;
    let keeper = Keeper::default();
    let watch = Watch::over(account_at(port, &["INBOX"]), &keeper);
    until("some attempts", || connections.load(Ordering::Relaxed) > 2).await;
    assert_eq!(watch.last_trouble().unwrap().kind, TroubleKind::Garbled);
    assert_eq!(keeper.count(), 0);
}

#[tokio::test]
async fn a_servers_farewell_is_kept_in_its_words() {
    let (port, _) = server(Fault::Leaves).await;
    let keeper = Keeper::default();
    let watch = Watch::over(account_at(port, &["INBOX"]), &keeper);
    keeper.wait_for_count(2).await;
    watch.wait_for_status("connection", |status| status.state == State::Connected).await;
    assert_eq!(watch.last_trouble().unwrap().words, "going down for maintenance");
}
