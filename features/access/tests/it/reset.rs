//! Forgotten passwords (security §3: one use, ten minutes, never past a second factor; §5: two people to switch it off).

use axum::http::StatusCode;
use solits_db::sql;
use solits_testkit::on_both;

use crate::{Answer, World};

pub(crate) const NEW: &str = "četri zirgi pie upes";

pub(crate) fn link(answer: &Answer) -> String {
    let (_, rest) = answer.body.split_once(&format!("{}/reset/", crate::ORIGIN)).expect(&answer.body);
    format!("/reset/{}", rest.split('<').next().unwrap())
}

pub(crate) async fn ask(world: &World, by: usize, of: usize, what: &str) -> Answer {
    let person = world.person(of).to_string();
    world.post_as(by, "/setup/sign-in/reset", &[("person", &person), ("what", what)]).await
}

async fn has_digits(world: &World, number: usize) -> bool {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    let found: Option<i64> =
        sql!("SELECT COUNT(*) AS value FROM employees WHERE institution_id = $1 AND id = $2 AND totp_secret IS NOT NULL")
            .bind(world.person(number))
            .scalar(&mut tx)
            .await
            .unwrap();
    found == Some(1)
}

#[tokio::test]
async fn a_link_changes_the_password_once_ends_the_sign_ins_and_leaves_the_second_factor() {
    on_both(|database| async {
        let world = World::new(database).await;
        let link = link(&ask(&world, 0, 2, "password").await);
        let short = world.post(&link, "", &[("password", "īsa"), ("again", "īsa")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let chosen = world.post(&link, "", &[("password", NEW), ("again", NEW)]).await;
        assert_eq!(chosen.to(), "/sign-in?notice=password", "{}", chosen.body);
        assert_eq!(world.count_sessions(2).await, 0);
        assert!(has_digits(&world, 2).await);
        let signed_in =
            world.post("/sign-in", "", &[("email", "person2@ezermala.example"), ("password", NEW)]).await;
        assert_eq!(signed_in.to(), "/sign-in/second", "the link never leads past the second factor");
        let again = world.post(&link, "", &[("password", NEW), ("again", NEW)]).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_link_ends_after_ten_minutes_and_when_a_new_one_is_made() {
    on_both(|database| async {
        let world = World::new(database).await;
        let first = link(&ask(&world, 0, 2, "password").await);
        let second = link(&ask(&world, 0, 2, "password").await);
        assert_eq!(world.send("GET", &first, "", &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.send("GET", &second, "", &[]).await.status, StatusCode::OK);
        world.app.clock.set(world.app.clock.now().plus_minutes(10));
        assert_eq!(world.send("GET", &second, "", &[]).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_goes_only_when_another_administrator_says_so_too() {
    on_both(|database| async {
        let world = World::new(database).await;
        let asked = ask(&world, 0, 2, "all").await;
        assert!(!asked.body.contains("/reset/"), "no link before somebody confirms");
        let person = world.person(2).to_string();
        let alone = world.post_as(0, "/setup/sign-in/confirm", &[("person", &person)]).await;
        assert_eq!(alone.status, StatusCode::CONFLICT);
        let link = link(&world.post_as(1, "/setup/sign-in/confirm", &[("person", &person)]).await);
        assert!(has_digits(&world, 2).await, "nothing changes before the link is used");
        assert_eq!(
            world.post(&link, "", &[("password", NEW), ("again", NEW)]).await.status,
            StatusCode::SEE_OTHER
        );
        assert!(!has_digits(&world, 2).await);
    })
    .await;
}

#[tokio::test]
async fn nobody_makes_a_link_for_themselves_or_without_the_right() {
    on_both(|database| async {
        let world = World::new(database).await;
        assert_eq!(ask(&world, 0, 0, "password").await.status, StatusCode::CONFLICT);
        assert_eq!(ask(&world, 2, 0, "password").await.status, StatusCode::FORBIDDEN);
        // An administrator whose second factor is to go does not confirm it.
        ask(&world, 0, 1, "all").await;
        let person = world.person(1).to_string();
        let own = world.post_as(1, "/setup/sign-in/confirm", &[("person", &person)]).await;
        assert_eq!(own.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn ones_own_password_changes_with_the_present_one_and_ends_the_other_sign_ins() {
    on_both(|database| async {
        let world = World::new(database).await;
        let link = link(&ask(&world, 0, 2, "password").await);
        world.post(&link, "", &[("password", NEW), ("again", NEW)]).await;
        world.session(2, "second_factor").await;
        let next = "pieci lāči aiz kalna";
        let wrong = world
            .post_as(2, "/account/password", &[("present", "cita"), ("password", next), ("again", next)])
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let changed = world
            .post_as(2, "/account/password", &[("present", NEW), ("password", next), ("again", next)])
            .await;
        assert_eq!(changed.to(), "/account?notice=password", "{}", changed.body);
        assert_eq!(world.count_sessions(2).await, 1);
        assert_ne!(
            world.get_as(2, "/account").await.status,
            StatusCode::OK,
            "the earlier cookie is worth nothing"
        );
    })
    .await;
}
