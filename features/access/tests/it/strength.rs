//! Administrators always need a passkey (security §3, V6.8.4): a password, and digits after it, open nothing but the page
//! that adds one.

use axum::http::StatusCode;
use solits_db::sql;
use solits_testkit::on_both;
use totp_rs::{Algorithm, Secret, TOTP};

use crate::{Answer, World, authenticator::Authenticator};

const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/// The digits an authenticator shows now.
pub(crate) fn digits(world: &World) -> String {
    let bytes = Secret::Encoded(SECRET.to_owned()).to_bytes().unwrap();
    let app = TOTP::new_unchecked(Algorithm::SHA1, 6, 1, 30, bytes, None, String::new());
    app.generate(u64::try_from(world.app.clock.now().millis() / 1000).unwrap())
}

async fn forget_digits(world: &World, number: usize) {
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    sql!("UPDATE employees SET totp_secret = NULL WHERE institution_id = $1 AND id = $2")
        .bind(world.person(number))
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Sends a form with the token of the session that the cookie opens.
async fn post_in(world: &World, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = world.send("GET", "/sign-in/second", cookie, &[]).await.hidden("csrf");
    let mut fields = fields.to_vec();
    fields.push(("csrf", &csrf));
    world.send("POST", path, cookie, &fields).await
}

async fn add_passkey(world: &World, cookie: &str) -> Answer {
    let asked = post_in(world, cookie, "/account/passkeys/begin", &[]).await;
    if asked.status != StatusCode::OK {
        return asked;
    }
    let made = Authenticator::new(9).create(&asked.body);
    post_in(world, cookie, "/account/passkeys", &[("name", "tālrunis"), ("credential", &made)]).await
}

async fn is_in(world: &World, cookie: &str) -> bool {
    world.send("GET", "/account", cookie, &[]).await.status == StatusCode::OK
}

#[tokio::test]
async fn an_administrator_with_a_password_alone_adds_a_passkey_before_anything_else_opens() {
    on_both(|database| async {
        let world = World::new(database).await;
        forget_digits(&world, 0).await;
        world.session(0, "password").await;
        let page = world.get_as(0, "/sign-in/second").await;
        assert!(page.body.contains("data-passkey=\"create\""), "{}", page.body);
        assert!(!page.body.contains("name=\"secret\""), "no authenticator is offered: {}", page.body);
        let code = digits(&world);
        let past = world.post_as(0, "/sign-in/second", &[("secret", SECRET), ("code", &code)]).await;
        assert_eq!(past.status, StatusCode::CONFLICT);
        for path in ["/account", "/setup/access-record", "/setup/sign-in"] {
            assert_eq!(world.get_as(0, path).await.to(), "/sign-in", "{path}");
        }
        let added = add_passkey(&world, "s=person0").await;
        assert_eq!((added.status, added.to()), (StatusCode::SEE_OTHER, "/setup"), "{}", added.body);
        assert!(is_in(&world, &added.cookie()).await);
        assert!(!is_in(&world, "s=person0").await, "the session of the password has ended");
    })
    .await;
}

#[tokio::test]
async fn an_administrator_with_digits_shows_them_and_then_adds_a_passkey() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.session(0, "password").await;
        let early = add_passkey(&world, "s=person0").await;
        assert_ne!(early.status, StatusCode::OK, "a password alone adds nothing beside the digits");
        let shown = world.post_as(0, "/sign-in/second", &[("code", &digits(&world))]).await;
        assert_eq!((shown.status, shown.to()), (StatusCode::SEE_OTHER, "/sign-in/second"), "{}", shown.body);
        let cookie = shown.cookie();
        assert!(!is_in(&world, &cookie).await, "digits are not enough");
        let added = add_passkey(&world, &cookie).await;
        assert_eq!((added.status, added.to()), (StatusCode::SEE_OTHER, "/setup"), "{}", added.body);
        assert!(is_in(&world, &added.cookie()).await);
        // From now on digits open nothing at all.
        world.session(0, "password").await;
        assert!(!world.get_as(0, "/sign-in/second").await.body.contains("name=\"code\""));
        let digits = world.post_as(0, "/sign-in/second", &[("code", &digits(&world))]).await;
        assert_eq!(digits.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn whoever_serves_comes_in_with_digits() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.session(2, "password").await;
        let shown = world.post_as(2, "/sign-in/second", &[("code", &digits(&world))]).await;
        assert_eq!((shown.status, shown.to()), (StatusCode::SEE_OTHER, "/workplace"), "{}", shown.body);
        assert!(is_in(&world, &shown.cookie()).await);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_keeps_the_last_passkey() {
    on_both(|database| async {
        let world = World::new(database).await;
        forget_digits(&world, 0).await;
        world.session(0, "password").await;
        let cookie = add_passkey(&world, "s=person0").await.cookie();
        let page = world.send("GET", "/account", &cookie, &[]).await;
        let (csrf, passkey) = (page.hidden("csrf"), page.hidden("passkey"));
        let fields = [("passkey", passkey.as_str()), ("csrf", csrf.as_str())];
        let refused = world.send("POST", "/account/passkeys/remove", &cookie, &fields).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(world.send("GET", "/account", &cookie, &[]).await.body.contains("tālrunis"));
    })
    .await;
}

#[tokio::test]
async fn an_administrator_of_an_address_without_passkeys_is_told_what_is_missing() {
    on_both(|database| async {
        let world = World::at(database, "https://10.0.0.5").await;
        forget_digits(&world, 0).await;
        world.session(0, "password").await;
        let page = world.get_as(0, "/sign-in/second").await;
        assert!(page.body.contains("--public-url"), "{}", page.body);
    })
    .await;
}
