//! Signing in with tokens (OAuth 2.0): asked for once for all, anew where one is refused or near its end.

use solits_post::{
    Login, MailAddress, Net, Proof, TroubleKind, Trust,
    imap::{Account, State},
    smtp::{Outlook, Stage, Why, send},
};

use crate::{
    dovecot::{Ability, Dovecot},
    issuer::{CLIENT_SECRET, Issuer, proof},
    keeper::{Keeper, Watch, letter, net},
    server::free_port,
    smtpd::Smtpd,
};

fn account(dovecot: &Dovecot, proof: Proof) -> Account {
    let mut account = dovecot.account(&["INBOX"]);
    account.login.proof = proof;
    account
}

fn taking_tokens(issuer: &Issuer) -> Dovecot {
    Dovecot::with(Ability::Tokens { ways: "xoauth2 oauthbearer", port: issuer.port })
}

/// Reads the mailbox until so many letters have come, and ends.
async fn read(dovecot: &Dovecot, issuer: &Issuer, net: &Net, count: usize) {
    let keeper = Keeper::default();
    let watch = Watch::through(account(dovecot, issuer.proof()), &keeper, net.clone());
    keeper.wait_for_count(count).await;
    assert_eq!(watch.last_trouble(), None);
    watch.end().await;
}

#[tokio::test]
async fn letters_are_fetched_with_a_token_in_whichever_way_the_server_offers() {
    for ways in ["xoauth2", "oauthbearer"] {
        let issuer = Issuer::start().await;
        let dovecot = Dovecot::with(Ability::Tokens { ways, port: issuer.port });
        dovecot.deliver("INBOX", &letter("pirmais"));
        read(&dovecot, &issuer, &net(), 1).await;
        assert_eq!(issuer.scopes(), ["https://mail.example/.default"], "{ways}");
    }
}

#[tokio::test]
async fn one_token_serves_all_who_wait_for_it_and_whoever_comes_later() {
    let issuer = Issuer::start().await;
    let dovecot = taking_tokens(&issuer);
    dovecot.deliver("INBOX", &letter("pirmais"));
    let net = net();
    tokio::join!(
        read(&dovecot, &issuer, &net, 1),
        read(&dovecot, &issuer, &net, 1),
        read(&dovecot, &issuer, &net, 1)
    );
    read(&dovecot, &issuer, &net, 1).await;
    assert_eq!(issuer.given(), 1);
}

#[tokio::test]
async fn a_token_that_the_server_refuses_is_asked_for_anew() {
    let issuer = Issuer::start().await;
    let dovecot = taking_tokens(&issuer);
    dovecot.deliver("INBOX", &letter("pirmais"));
    let net = net();
    read(&dovecot, &issuer, &net, 1).await;
    issuer.revoke();
    dovecot.deliver("INBOX", &letter("otrais"));
    read(&dovecot, &issuer, &net, 2).await;
    assert_eq!(issuer.given(), 2);
}

#[tokio::test]
async fn a_token_with_a_minute_left_is_not_used_any_more() {
    let issuer = Issuer::start().await;
    issuer.hold_for(60);
    let dovecot = taking_tokens(&issuer);
    dovecot.deliver("INBOX", &letter("pirmais"));
    let net = net();
    read(&dovecot, &issuer, &net, 1).await;
    read(&dovecot, &issuer, &net, 1).await;
    assert_eq!(issuer.given(), 2);
}

#[tokio::test]
async fn a_refused_secret_is_told_as_trouble_with_signing_in_and_never_shown() {
    let issuer = Issuer::start().await;
    let dovecot = taking_tokens(&issuer);
    let wrong = proof(&format!("http://127.0.0.1:{}/token", issuer.port), "pelēks~runcis");
    let watch = Watch::over(account(&dovecot, wrong), &Keeper::default());
    watch.wait_for_status("refusal", |status| matches!(status.state, State::Away { .. })).await;
    let trouble = watch.last_trouble().unwrap();
    assert_eq!((trouble.kind, trouble.is_ours), (TroubleKind::SignIn, false));
    assert!(trouble.words.contains("invalid_client"), "{trouble}");
    assert!(trouble.words.contains("••• is not your secret"), "{trouble}");
    assert!(!trouble.words.contains("runcis"), "{trouble}");
}

#[tokio::test]
async fn who_gives_tokens_is_spoken_to_by_the_rules_for_mail_servers() {
    let issuer = Issuer::start().await;
    let dovecot = taking_tokens(&issuer);
    let nobody = free_port();
    let secured = Smtpd::with("tls");
    let here = format!("http://127.0.0.1:{}", issuer.port);
    for (url, words) in [
        ("https://10.0.0.1/token".to_owned(), "10.0.0.1: not-permitted: "),
        ("http://194.8.2.1/token".to_owned(), "194.8.2.1: not-permitted: "),
        (format!("https://localhost:{}/token", secured.relay().server.port), "localhost: certificate: "),
        (format!("https://localhost:{nobody}/token"), "localhost: unreachable: "),
        (format!("{here}/moved"), "127.0.0.1: HTTP 302"),
        (format!("{here}/long"), "127.0.0.1: garbled: "),
    ] {
        let watch = Watch::over(account(&dovecot, proof(&url, CLIENT_SECRET)), &Keeper::default());
        watch.wait_for_status("refusal", |status| matches!(status.state, State::Away { .. })).await;
        let trouble = watch.last_trouble().unwrap();
        assert_eq!(trouble.kind, TroubleKind::Token, "{url}: {trouble}");
        assert!(trouble.words.starts_with(words), "{url}: {trouble}");
    }
    assert_eq!(issuer.given(), 0);
}

#[tokio::test]
async fn letters_are_handed_in_with_the_token_in_hand_or_with_a_new_one() {
    let issuer = Issuer::start().await;
    let server = Smtpd::with("tls");
    let net = Net { trust: Trust::system().and(&server.certificate).unwrap(), ..net() };
    let to = MailAddress::parse("anna@example.com").unwrap();
    let mut relay = server.relay();
    relay.login = Some(Login { user: "test".to_owned(), proof: issuer.proof() });

    server.take_token("token-1");
    for _ in 0..2 {
        send(&relay, &net, None, &to, &letter("x")).await.unwrap();
    }
    assert_eq!(issuer.given(), 1);
    server.take_token("token-2");
    send(&relay, &net, None, &to, &letter("x")).await.unwrap();
    assert_eq!((issuer.given(), server.kept().len()), (2, 3));

    // One that was asked for just now and is refused is not asked for again.
    server.take_token("another");
    let failure = send(&relay, &net, None, &to, &letter("x")).await.unwrap_err();
    assert_eq!(
        (failure.outlook, failure.stage, failure.code, failure.why),
        (Outlook::Temporary, Stage::SignIn, Some(535), Why::SignIn)
    );
    assert_eq!(failure.words, "5.7.3 not with •••");
    assert_eq!((issuer.given(), server.kept().len()), (3, 3));
}

#[tokio::test]
async fn a_letter_waits_while_no_token_is_given() {
    let issuer = Issuer::start().await;
    let server = Smtpd::with("tls");
    let net = Net { trust: Trust::system().and(&server.certificate).unwrap(), ..net() };
    let to = MailAddress::parse("anna@example.com").unwrap();
    let mut relay = server.relay();
    for (path, secret, why) in [("token", "pelēks~runcis", Why::SignIn), ("moved", CLIENT_SECRET, Why::Token)]
    {
        let url = format!("http://127.0.0.1:{}/{path}", issuer.port);
        relay.login = Some(Login { user: "test".to_owned(), proof: proof(&url, secret) });
        let failure = send(&relay, &net, None, &to, &letter("x")).await.unwrap_err();
        assert_eq!((failure.outlook, failure.stage), (Outlook::Temporary, Stage::SignIn), "{path}");
        assert_eq!((failure.why, failure.answer().as_str()), (why, ""), "{path}");
    }
    assert_eq!(server.kept(), []);
}
