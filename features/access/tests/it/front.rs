//! The front door.

use axum::http::header;
use solits_testkit::on_both;
use solits_web::{App, AppConfig};

use super::World;

#[tokio::test]
async fn the_front_door_leads_on_in_the_language_asked_for() {
    on_both(async |database| {
        let mut world = World::new(database).await;
        let plain = world.send("GET", "/", "", &[]).await.to().to_owned();
        assert!(plain.starts_with("/i/") && !plain.contains('?'), "{plain}");
        assert_eq!(world.send("GET", "/?lang=en", "", &[]).await.to(), format!("{plain}?lang=en"));
        assert_eq!(world.send("GET", "/?lang=//evil.example", "", &[]).await.to(), plain);
        let config = AppConfig { demo: true, ..AppConfig::default() };
        world.app = App::new(world.db.clone(), world.app.clock.clone(), world.app.random.clone(), config);
        assert_eq!(world.send("GET", "/?lang=en", "", &[]).await.to(), "/demo?lang=en");
    })
    .await;
}

#[tokio::test]
async fn whoever_signs_in_again_goes_on_where_their_session_ended_and_never_elsewhere() {
    on_both(async |database| {
        let mut world = World::new(database).await;
        let config = AppConfig { demo: true, ..AppConfig::default() };
        world.app = App::new(world.db.clone(), world.app.clock.clone(), world.app.random.clone(), config);
        let place = "/cases/00000000-0000-0000-0000-000000000007/reply";
        let asked = world.send("GET", &format!("/sign-in?to={place}"), "", &[]).await;
        assert_eq!(asked.cookie(), format!("back={place}"));
        let person = world.person(2).to_string();
        let signed_in = world.post("/demo/person", &asked.cookie(), &[("person", &person)]).await;
        assert_eq!(signed_in.to(), place, "{}", signed_in.body);
        let set: Vec<_> = signed_in.headers.get_all(header::SET_COOKIE).iter().collect();
        assert!(
            set.iter().any(|one| one.to_str().unwrap().starts_with("back=;")),
            "it is gone back to once: {set:?}"
        );
        for elsewhere in ["//evil.example", "https://evil.example", "/%5Cevil.example"] {
            let asked = world.send("GET", &format!("/sign-in?to={elsewhere}"), "", &[]).await;
            assert!(!asked.headers.contains_key(header::SET_COOKIE), "{elsewhere}");
        }
        let forged = world.post("/demo/person", "back=//evil.example", &[("person", &person)]).await;
        assert_eq!(forged.to(), "/workplace", "a cookie is no more believed than an address");
    })
    .await;
}
