//! With TLS: from the first byte, after a command, and never by a fall-back.

use solits_post::{
    MailAddress, Net, Proof, Secret, Security, TroubleKind, Trust,
    imap::{Account, State},
    smtp::{Outlook, Stage, Why, send},
};

use crate::{
    dovecot::{Ability, Dovecot, account_at},
    keeper::{Keeper, Watch, letter, net, raw_of, subject_of},
    smtpd::{PASSWORD, Smtpd},
};

fn trusting(certificate: &str) -> Net {
    Net { trust: Trust::system().and(certificate).unwrap(), ..net() }
}

fn secured(dovecot: &Dovecot, security: Security) -> Account {
    let port = if security == Security::Tls { dovecot.secure_port } else { dovecot.port };
    let mut account = account_at(port, &["INBOX"]);
    "localhost".clone_into(&mut account.server.host);
    account.server.security = security;
    account
}

#[tokio::test]
async fn letters_are_taken_over_secured_connections() {
    let dovecot = Dovecot::with(Ability::Secured);
    let net = trusting(dovecot.certificate.as_ref().unwrap());
    for (security, subject) in [(Security::Tls, "pirmais"), (Security::StartTls, "otrais")] {
        dovecot.deliver("INBOX", &letter(subject));
        let keeper = Keeper::default();
        let _watch = Watch::through(secured(&dovecot, security), &keeper, net.clone());
        keeper
            .wait_for("the letter", |kept| {
                kept.taken.iter().any(|taken| subject_of(raw_of(taken)) == subject)
            })
            .await;
    }
}

#[tokio::test]
async fn a_mail_server_that_cannot_prove_who_it_is_gets_no_password() {
    let dovecot = Dovecot::with(Ability::Secured);
    dovecot.deliver("INBOX", &letter("x"));
    for security in [Security::Tls, Security::StartTls] {
        let watch = Watch::over(secured(&dovecot, security), &Keeper::default());
        watch.wait_for_status("refusal", |status| matches!(status.state, State::Away { .. })).await;
        assert_eq!(watch.last_trouble().unwrap().kind, TroubleKind::Certificate);
        assert!(!dovecot.log().contains("user=<test>"), "{}", dovecot.log());
    }
    // The certificate is trusted, but for another name.
    let mut account = secured(&dovecot, Security::Tls);
    "127.0.0.1".clone_into(&mut account.server.host);
    let watch = Watch::through(account, &Keeper::default(), trusting(dovecot.certificate.as_ref().unwrap()));
    watch.wait_for_status("refusal", |status| matches!(status.state, State::Away { .. })).await;
    assert_eq!(watch.last_trouble().unwrap().kind, TroubleKind::Certificate);
}

#[tokio::test]
async fn a_server_without_tls_is_not_spoken_to_in_the_clear_instead() {
    let dovecot = Dovecot::start();
    let watch = Watch::over(secured(&dovecot, Security::StartTls), &Keeper::default());
    watch.wait_for_status("refusal", |status| matches!(status.state, State::Away { .. })).await;
    assert_eq!(watch.last_trouble().unwrap().kind, TroubleKind::Tls);

    let server = Smtpd::start();
    let mut relay = server.relay();
    relay.server.security = Security::StartTls;
    let to = MailAddress::parse("anna@example.com").unwrap();
    let failure = send(&relay, &net(), None, &to, &letter("x")).await.unwrap_err();
    assert_eq!((failure.outlook, failure.stage), (Outlook::Temporary, Stage::Connection));
    assert_eq!((failure.why, failure.answer().as_str()), (Why::Tls, ""));
    assert_eq!(server.kept(), []);
}

#[tokio::test]
async fn letters_are_handed_in_over_secured_connections_by_who_signs_in() {
    for protection in ["tls", "starttls"] {
        let server = Smtpd::with(protection);
        let net = trusting(&server.certificate);
        let to = MailAddress::parse("anna@example.com").unwrap();
        let mut relay = server.relay();
        send(&relay, &net, None, &to, &letter("x")).await.unwrap();
        assert_eq!(server.kept().len(), 1);

        // A wrong password is mended by an administrator; until then the letter waits.
        relay.login.as_mut().unwrap().proof = Proof::Password(Secret::new("cita".to_owned()));
        let failure = send(&relay, &net, None, &to, &letter("x")).await.unwrap_err();
        assert_eq!(
            (failure.outlook, failure.stage, failure.why),
            (Outlook::Temporary, Stage::SignIn, Why::SignIn)
        );
        assert!(!failure.words.is_empty(), "the server says why");
        relay.login = None;
        let failure = send(&relay, &net, None, &to, &letter("x")).await.unwrap_err();
        assert_eq!(
            (failure.outlook, failure.stage, failure.code, failure.why),
            (Outlook::Temporary, Stage::Sender, Some(530), Why::SignIn)
        );
        // Nor does a relay that cannot prove who it is get the password.
        let failure = send(&server.relay(), &self::net(), None, &to, &letter("x")).await.unwrap_err();
        assert_eq!(
            (failure.outlook, failure.stage, failure.why),
            (Outlook::Temporary, Stage::Connection, Why::Certificate)
        );
        assert!(!failure.words.contains(PASSWORD));
        assert_eq!(server.kept().len(), 1);
    }
}
