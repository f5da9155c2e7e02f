//! What comes of a letter that is handed in.

use std::time::Duration;

use solits_post::{
    MailAddress, Net, Reach,
    smtp::{Accepted, Failure, Outlook, Relay, Stage, Why, send},
};
use tokio::{io::AsyncWriteExt as _, net::TcpListener};

use crate::{
    keeper::{letter, net},
    sizes::large_letter,
    smtpd::Smtpd,
};

fn address(text: &str) -> MailAddress {
    MailAddress::parse(text).unwrap()
}

async fn hand_in(relay: &Relay, to: &str, raw: &[u8]) -> Result<Accepted, Failure> {
    send(relay, &net(), Some(&address("info@example.lv")), &address(to), raw).await
}

#[tokio::test]
async fn an_accepted_letter_is_there_byte_for_byte() {
    let server = Smtpd::start();
    let raw = b"Subject: x\r\n\r\n.\r\n..\r\nfirst\r\n.last\r\n";
    let accepted = hand_in(&server.relay(), "anna@example.com", raw).await.unwrap();
    assert_eq!(accepted, Accepted { code: 250, words: "2.0.0 queued as 1".to_owned() });
    let kept = server.kept();
    assert_eq!(kept, [(r#"{"from":"info@example.lv","to":["anna@example.com"]}"#.to_owned(), raw.to_vec())]);
}

#[tokio::test]
async fn a_machines_letter_has_an_empty_sender() {
    let server = Smtpd::start();
    let to = address("anna@example.com");
    send(&server.relay(), &net(), None, &to, &letter("apstiprinājums")).await.unwrap();
    let (envelope, raw) = server.kept().remove(0);
    assert!(envelope.contains(r#""from":"""#) || envelope.contains(r#""from":"<>""#), "{envelope}");
    assert_eq!(raw, letter("apstiprinājums"));
}

#[tokio::test]
async fn a_large_letter_is_accepted_whole() {
    let server = Smtpd::start();
    let raw = large_letter(20);
    hand_in(&server.relay(), "anna@example.com", &raw).await.unwrap();
    assert!(server.kept()[0].1 == raw);
}

#[tokio::test]
async fn lone_line_feeds_cannot_end_a_letter_and_begin_another() {
    let server = Smtpd::start();
    let raw = b"Subject: x\n\ntext\n.\nMAIL FROM:<evil@example.com>\r\rRCPT TO:<b@example.com>\n";
    hand_in(&server.relay(), "anna@example.com", raw).await.unwrap();
    let kept = server.kept();
    assert_eq!(kept.len(), 1);
    let text = String::from_utf8(kept[0].1.clone()).unwrap();
    assert_eq!(
        text,
        "Subject: x\r\n\r\ntext\r\n.\r\nMAIL FROM:<evil@example.com>\r\n\r\nRCPT TO:<b@example.com>\r\n"
    );
}

#[tokio::test]
async fn a_refused_recipient_is_refused_for_good_in_the_servers_words() {
    let server = Smtpd::start();
    let failure = hand_in(&server.relay(), "nobody@example.com", &letter("x")).await.unwrap_err();
    assert_eq!(
        failure,
        Failure {
            outlook: Outlook::Permanent,
            stage: Stage::Recipient,
            code: Some(550),
            why: Why::Recipient,
            words: "5.1.1 no such mailbox here".to_owned()
        }
    );
}

#[tokio::test]
async fn a_recipient_refused_for_now_is_tried_again() {
    let server = Smtpd::start();
    let failure = hand_in(&server.relay(), "later@example.com", &letter("x")).await.unwrap_err();
    assert_eq!(
        (failure.outlook, failure.stage, failure.code),
        (Outlook::Temporary, Stage::Recipient, Some(451))
    );
    assert_eq!(failure.words, "4.7.1 greylisted, come back later");
}

#[tokio::test]
async fn a_letter_can_be_refused_after_its_last_byte_too() {
    let server = Smtpd::start();
    let failure = hand_in(&server.relay(), "unwanted@example.com", &letter("x")).await.unwrap_err();
    assert_eq!(
        (failure.outlook, failure.stage, failure.code, failure.why),
        (Outlook::Permanent, Stage::Content, Some(554), Why::Letter)
    );
    let failure = hand_in(&server.relay(), "full@example.com", &letter("x")).await.unwrap_err();
    assert_eq!(
        (failure.outlook, failure.stage, failure.code),
        (Outlook::Temporary, Stage::Content, Some(452))
    );
}

#[tokio::test]
async fn of_a_letter_whose_connection_is_cut_after_its_last_byte_nobody_knows() {
    let server = Smtpd::start();
    for to in ["cut@example.com", "kept-and-cut@example.com"] {
        let failure = hand_in(&server.relay(), to, &letter("x")).await.unwrap_err();
        assert_eq!(
            (failure.outlook, failure.stage, failure.code, failure.why, failure.words.as_str()),
            (Outlook::Unknown, Stage::Content, None, Why::Uncertain, ""),
            "{to}"
        );
    }
    assert_eq!(server.kept().len(), 1);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_tried_again_until_it_is() {
    let mut server = Smtpd::prepared("none");
    let failure = hand_in(&server.relay(), "anna@example.com", &letter("x")).await.unwrap_err();
    assert_eq!((failure.outlook, failure.stage, failure.code), (Outlook::Temporary, Stage::Connection, None));
    assert_eq!((failure.why, failure.words.as_str()), (Why::Unreachable, ""));
    server.switch_on();
    hand_in(&server.relay(), "anna@example.com", &letter("x")).await.unwrap();
}

#[tokio::test]
async fn a_server_killed_with_a_letter_in_hand_has_what_it_accepted_and_takes_the_letter_when_it_is_back() {
    let mut server = Smtpd::start();
    let relay = server.relay();
    hand_in(&relay, "anna@example.com", &letter("pirms")).await.unwrap();
    let in_hand = async {
        for _ in 0..3000 {
            if server.has_in_hand() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(server.has_in_hand(), "the letter has not come within a minute");
        server.kill();
    };
    let raw = letter("laikā");
    let (outcome, ()) = tokio::join!(hand_in(&relay, "held@example.com", &raw), in_hand);
    let failure = outcome.unwrap_err();
    assert_eq!((failure.outlook, failure.stage), (Outlook::Unknown, Stage::Content));
    let failure = hand_in(&relay, "held@example.com", &raw).await.unwrap_err();
    assert_eq!((failure.outlook, failure.stage), (Outlook::Temporary, Stage::Connection));
    server.switch_on();
    hand_in(&relay, "held@example.com", &raw).await.unwrap();
    let kept: Vec<Vec<u8>> = server.kept().into_iter().map(|(_, raw)| raw).collect();
    assert_eq!(kept, [letter("pirms"), raw]);
}

/// A server that says something when one connects, and nothing after.
async fn saying(greeting: &'static [u8]) -> Relay {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut relay = Smtpd::prepared("none").relay();
    relay.server.port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(greeting).await;
            open.push(stream);
        }
    });
    relay
}

#[tokio::test]
async fn a_server_that_does_not_want_to_speak_is_tried_again() {
    let relay = saying(b"554 5.3.2 not today\r\n").await;
    let failure = hand_in(&relay, "anna@example.com", &letter("x")).await.unwrap_err();
    assert_eq!(
        (failure.outlook, failure.stage, failure.code, failure.why),
        (Outlook::Temporary, Stage::Connection, Some(554), Why::Refused)
    );
    assert_eq!(failure.answer(), "554 5.3.2 not today");
}

#[tokio::test]
async fn a_server_that_falls_silent_is_not_waited_for_for_ever() {
    let relay = saying(b"220 hello\r\n").await;
    let mut net = net();
    net.timeouts.answer = Duration::from_millis(100);
    // Without a limit the call would never return: that it does, and says it was the server's silence, is the test.
    let failure = send(&relay, &net, None, &address("anna@example.com"), &letter("x")).await.unwrap_err();
    assert_eq!(
        (failure.outlook, failure.stage, failure.code),
        (Outlook::Temporary, Stage::Connection, None),
        "it is tried again"
    );
    assert_eq!((failure.why, failure.words.as_str()), (Why::Silence, ""));
}

#[tokio::test]
async fn what_is_wrong_with_the_way_to_a_server_is_told_apart() {
    let relay = saying(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let garbled = hand_in(&relay, "anna@example.com", &letter("x")).await.unwrap_err();
    assert_eq!((garbled.why, garbled.words.as_str()), (Why::Garbled, ""));

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut relay = Smtpd::prepared("none").relay();
    relay.server.port = listener.local_addr().unwrap().port();
    // Whoever connects is let go without a word.
    tokio::spawn(async move { while listener.accept().await.is_ok() {} });
    let cut = hand_in(&relay, "anna@example.com", &letter("x")).await.unwrap_err();
    assert_eq!((cut.why, cut.words.as_str()), (Why::Cut, ""));

    let to = address("anna@example.com");
    let public = Net { reach: Reach::public(), ..net() };
    let outside = send(&relay, &public, None, &to, &letter("x")).await.unwrap_err();
    assert_eq!((outside.why, outside.words.as_str()), (Why::NotPermitted, ""));

    relay.hello = String::new();
    let nameless = send(&relay, &net(), None, &to, &letter("x")).await.unwrap_err();
    assert_eq!((nameless.why, nameless.words.as_str()), (Why::Settings, ""));
}
