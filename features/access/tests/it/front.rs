//! The front door.

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
