//! Passkeys (security §3, V6.1.3, V6.3.4): they sign in alone, and only whom they belong to, here, once.

use axum::http::StatusCode;
use solits_db::sql;
use solits_kernel::{EmployeeId, InstitutionId, Scope};
use solits_testkit::{CANARY, on_both};
use solits_web::hash_secret;
use uuid::Uuid;

use crate::{Answer, World, authenticator::Authenticator};

/// Adds a passkey for somebody.
pub(crate) async fn add(world: &World, number: usize, device: &Authenticator) -> Answer {
    let asked = world.post_as(number, "/account/passkeys/begin", &[]).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    let made = device.create(&asked.body);
    world.post_as(number, "/account/passkeys", &[("name", "tālrunis"), ("credential", &made)]).await
}

/// What a browser is asked, and its cookie.
pub(crate) async fn asked(world: &World) -> Answer {
    let answer = world.post("/sign-in/passkey/begin", "", &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer
}

async fn sign_in(world: &World, number: usize, device: &mut Authenticator) -> Answer {
    let asked = asked(world).await;
    let signed = device.get(&asked.body, world.person(number).uuid().as_bytes());
    world.post("/sign-in/passkey", &asked.cookie(), &[("credential", &signed)]).await
}

#[tokio::test]
async fn a_passkey_signs_in_without_address_or_password() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut device = Authenticator::new(7);
        assert_eq!(add(&world, 2, &device).await.to(), "/account?notice=passkey-added");
        assert!(world.get_as(2, "/account").await.body.contains("tālrunis"));
        for _ in 0..2 {
            let answer = sign_in(&world, 2, &mut device).await;
            assert_eq!(
                (answer.status, answer.to()),
                (StatusCode::SEE_OTHER, "/workplace"),
                "{}",
                answer.body
            );
            let page = world.send("GET", "/account", &answer.cookie(), &[]).await;
            assert_eq!(page.status, StatusCode::OK);
        }
    })
    .await;
}

#[tokio::test]
async fn an_answer_is_good_once_and_only_for_the_browser_that_was_asked() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut device = Authenticator::new(7);
        add(&world, 2, &device).await;
        let question = asked(&world).await;
        let signed = device.get(&question.body, world.person(2).uuid().as_bytes());
        let other = asked(&world).await.cookie();
        let stolen = world.post("/sign-in/passkey", &other, &[("credential", &signed)]).await;
        assert_eq!(stolen.status, StatusCode::UNPROCESSABLE_ENTITY);
        let first = world.post("/sign-in/passkey", &question.cookie(), &[("credential", &signed)]).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        let again = world.post("/sign-in/passkey", &question.cookie(), &[("credential", &signed)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn what_was_signed_elsewhere_or_by_somebody_unverified_opens_nothing() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut device = Authenticator::new(7);
        add(&world, 2, &device).await;
        device.origin = "https://rinda.example.evil".to_owned();
        assert_eq!(sign_in(&world, 2, &mut device).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        device.origin = crate::ORIGIN.to_owned();
        device.party = "evil.example".to_owned();
        assert_eq!(sign_in(&world, 2, &mut device).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        device.party = "rinda.example".to_owned();
        device.verifies_user = false;
        assert_eq!(sign_in(&world, 2, &mut device).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut unverified = Authenticator::new(8);
        unverified.verifies_user = false;
        assert_eq!(add(&world, 2, &unverified).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // The passkey of one person never opens the account of another, whatever it claims.
        device.verifies_user = true;
        assert_eq!(sign_in(&world, 0, &mut device).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(sign_in(&world, 2, &mut device).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_passkey_whose_counter_goes_back_is_refused_and_its_owner_told() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut device = Authenticator::new(7);
        add(&world, 2, &device).await;
        device.counter = 40;
        assert_eq!(sign_in(&world, 2, &mut device).await.status, StatusCode::SEE_OTHER);
        device.counter = 10;
        assert_eq!(sign_in(&world, 2, &mut device).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = world.send("GET", "/account?lang=en", "s=person2", &[]).await;
        assert!(page.body.contains("there may be a copy"));
    })
    .await;
}

#[tokio::test]
async fn a_removed_passkey_and_that_of_somebody_who_left_open_nothing() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut device = Authenticator::new(7);
        add(&world, 2, &device).await;
        let id = world.get_as(2, "/account").await.hidden("passkey");
        let foreign = world.post_as(0, "/account/passkeys/remove", &[("passkey", &id)]).await;
        assert_eq!(
            foreign.status,
            StatusCode::NOT_FOUND,
            "somebody else's passkey is like an absent one (§5)"
        );
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE employees SET active = FALSE WHERE institution_id = $1 AND id = $2")
            .bind(world.person(2))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(sign_in(&world, 2, &mut device).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE employees SET active = TRUE WHERE institution_id = $1 AND id = $2")
            .bind(world.person(2))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(sign_in(&world, 2, &mut device).await.status, StatusCode::SEE_OTHER);
        world.post_as(2, "/account/passkeys/remove", &[("passkey", &id)]).await;
        assert_eq!(sign_in(&world, 2, &mut device).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_password_alone_adds_no_second_factor_beside_the_one_there_is() {
    on_both(|database| async {
        let world = World::new(database).await;
        // Six digits are in use: a passkey cannot be added past them.
        world.session(2, "password").await;
        let refused = world.post_as(2, "/account/passkeys/begin", &[]).await;
        assert_ne!(refused.status, StatusCode::OK);
        // A passkey is in use: an authenticator cannot be added past it.
        world.session(2, "second_factor").await;
        add(&world, 2, &Authenticator::new(7)).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE employees SET totp_secret = NULL WHERE institution_id = $1 AND id = $2")
            .bind(world.person(2))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.session(2, "password").await;
        assert!(!world.get_as(2, "/sign-in/second").await.body.contains("name=\"secret\""));
        let added = world
            .post_as(
                2,
                "/sign-in/second",
                &[("secret", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"), ("code", "000000")],
            )
            .await;
        assert_eq!(added.status, StatusCode::CONFLICT);
    })
    .await;
}

/// Lets somebody of the other institution add a passkey, and gives who they are.
async fn add_elsewhere(world: &World, device: &Authenticator) -> EmployeeId {
    let other = EmployeeId::new(Uuid::from_u64_pair(2 << 32 | 3, 1));
    let mut tx = world.db.write(Scope::of_job(InstitutionId(2))).await.unwrap();
    sql!(
        "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
         VALUES ($1, $2, $3, $4, 'csrf-elsewhere', 'second_factor', $5, $5)"
    )
    .bind(Uuid::from_u128(990))
    .bind(hash_secret("elsewhere"))
    .bind(other)
    .bind(world.app.clock.now())
    .run(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let csrf = ("csrf", "csrf-elsewhere");
    let asked = world.send("POST", "/account/passkeys/begin", "s=elsewhere", &[csrf]).await;
    let made = device.create(&asked.body);
    let fields = [csrf, ("name", "otra iestāde"), ("credential", made.as_str())];
    let added = world.send("POST", "/account/passkeys", "s=elsewhere", &fields).await;
    assert_eq!(added.to(), "/account?notice=passkey-added", "{}", added.body);
    other
}

/// Security §5: clerks of another institution reach nothing of this one, and §3: a person is who the passkey was made for.
#[tokio::test]
async fn a_passkey_of_another_institution_signs_nobody_in_here() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut device = Authenticator::new(7);
        let other = add_elsewhere(&world, &device).await;
        let before =
            [world.count_sessions(0).await, world.count_sessions(1).await, world.count_sessions(2).await];
        for number in 0..3 {
            let claimed = sign_in(&world, number, &mut device).await;
            assert_eq!(claimed.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", claimed.body);
        }
        // As who they are, they come into their own institution.
        let question = asked(&world).await;
        let signed = device.get(&question.body, other.uuid().as_bytes());
        let own = world.post("/sign-in/passkey", &question.cookie(), &[("credential", &signed)]).await;
        assert_eq!(own.status, StatusCode::SEE_OTHER, "{}", own.body);
        let page = world.send("GET", "/account", &own.cookie(), &[]).await;
        assert!(page.body.contains(CANARY), "their own institution is shown");
        let after =
            [world.count_sessions(0).await, world.count_sessions(1).await, world.count_sessions(2).await];
        assert_eq!(before, after, "nobody of this institution was signed in");
        // The same authenticator cannot be added here a second time, which would make it somebody of both.
        assert_eq!(add(&world, 2, &device).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_passkey_of_the_same_program_on_another_server_signs_nobody_in_here() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut own = Authenticator::new(7);
        add(&world, 2, &own).await;
        // It was made for rinda.cita.example and nothing is known of it here, even when its browser is led to this address.
        let mut foreign = Authenticator::new(8);
        assert_eq!(sign_in(&world, 2, &mut foreign).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Nor does it pass with the number of a passkey that is known here.
        foreign.take_number_of(&own);
        assert_eq!(sign_in(&world, 2, &mut foreign).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        foreign.origin = "https://rinda.cita.example".to_owned();
        foreign.party = "rinda.cita.example".to_owned();
        assert_eq!(sign_in(&world, 2, &mut foreign).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(sign_in(&world, 2, &mut own).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}
