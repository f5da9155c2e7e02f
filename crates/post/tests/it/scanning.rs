//! A real clamd is asked (`security.md` §6).

use std::{
    io::Read as _,
    net::{Shutdown, TcpListener},
};

use solits_post::scan::{NotScanned, Scanner, Verdict};

use crate::clamd::{BAD, BAD_NAME, Clamd};

fn found() -> Verdict {
    // clamd says so of every signature that its makers have not signed.
    Verdict::Found(format!("{BAD_NAME}.UNOFFICIAL"))
}

#[tokio::test]
async fn what_is_bad_is_found_and_what_is_not_is_clean() {
    let clamd = Clamd::start();
    let scanner = clamd.scanner();
    assert_eq!(scanner.scan(b"Labdien!").await, Ok(Verdict::Clean));
    assert_eq!(scanner.scan(b"").await, Ok(Verdict::Clean));
    assert_eq!(scanner.scan(format!("before {BAD} behind").as_bytes()).await, Ok(found()));
    // Across the pieces in which it is handed over.
    let long = format!("{}{BAD}", "x".repeat(64 * 1024 - 7));
    assert_eq!(scanner.scan(long.as_bytes()).await, Ok(found()));
}

#[tokio::test]
async fn it_is_reached_in_the_file_system_too_and_is_away_when_it_is_ended() {
    let mut clamd = Clamd::start();
    let scanner = Scanner::Unix(clamd.socket());
    assert_eq!(scanner.scan(BAD.as_bytes()).await, Ok(found()));
    clamd.kill();
    for scanner in [scanner, clamd.scanner()] {
        assert!(matches!(scanner.scan(b"Labdien!").await, Err(NotScanned::Away(_))));
    }
    clamd.switch_on();
    assert_eq!(clamd.scanner().scan(BAD.as_bytes()).await, Ok(found()));
}

#[tokio::test]
async fn a_file_larger_than_it_takes_was_not_scanned() {
    let clamd = Clamd::start();
    let large = vec![b'x'; 3 * 1024 * 1024];
    // It breaks off while it is spoken to: its reason arrives, or the connection is gone. It is never clean.
    assert!(clamd.scanner().scan(&large).await.is_err());
    assert_eq!(clamd.scanner().scan(b"Labdien!").await, Ok(Verdict::Clean));
}

#[tokio::test]
async fn who_hangs_up_has_scanned_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut first = [0; 10];
        stream.read_exact(&mut first).unwrap();
        stream.shutdown(Shutdown::Both).unwrap();
        first
    });
    let scanner = Scanner::Tcp("127.0.0.1".to_owned(), port);
    assert!(matches!(scanner.scan(b"Labdien!").await, Err(NotScanned::Away(_))));
    assert_eq!(&answering.join().unwrap(), b"zINSTREAM\0");
}
