//! People who were added without a password are let in by a link that is shown once.

use std::net::{IpAddr, Ipv4Addr};

use solits_kernel::EmployeeId;
use solits_testkit::{on_both, sqlite};
use solits_web::{ClientAddress, WebError};

use super::*;

/// The links on a page or in a file.
fn links(answer: &str) -> Vec<String> {
    let parts = answer.split("/invite/").skip(1);
    parts.map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
}

impl World {
    /// How many invitations there are for a secret: one or none.
    async fn good(&self, secret: &str) -> i64 {
        let statement =
            sql!("SELECT count(*) AS value FROM invitations WHERE institution_id = $1 AND token_hash = $2");
        self.number(statement.bind(hash_secret(secret))).await
    }

    async fn choose_password(&self, number: usize) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!("UPDATE employees SET password_hash = 'x' WHERE institution_id = $1 AND id = $2")
            .bind(self.fixture.employees[number])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_new_invitation_is_shown_once_and_makes_the_earlier_one_void() {
    on_both(async |database| {
        let world = World::new(database).await;
        let path = format!("/setup/employees/{}", world.fixture.employees[1]);
        assert!(world.page(&path).await.contains("uzaicinājuma vēl nav"));
        let first = links(&world.post(&format!("{path}/invite"), &[]).await.body);
        assert_eq!((first.len(), world.good(&first[0]).await), (1, 1));
        let page = world.page(&path).await;
        assert!(links(&page).is_empty() && page.contains("Ir uzaicinājums"), "{page}");
        let second = links(&world.post(&format!("{path}/invite"), &[]).await.body);
        assert_eq!((world.good(&first[0]).await, world.good(&second[0]).await), (0, 1));
        assert_eq!(world.journal().await, ["employee.invited", "employee.invited"]);
    })
    .await;
}

/// Security §10: three an hour for one person, ten from one source.
#[tokio::test]
async fn links_for_new_passwords_are_counted_for_the_person_and_the_source() {
    let world = World::new(sqlite().await).await;
    let path = format!("/setup/employees/{}/invite", world.fixture.employees[1]);
    let mut last = String::new();
    for _ in 0..3 {
        last = links(&world.post(&path, &[]).await.body).remove(0);
    }
    let refused = world.post(&path, &[]).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.body.contains("Mēģiniet vēlreiz pēc 20 minūtēm."), "{}", refused.body);
    assert_eq!(world.good(&last).await, 1, "the link that was handed over stays good");
    let count = |source: u8, person: u128| {
        let source = ClientAddress(Some(IpAddr::V4(Ipv4Addr::new(203, 0, 113, source))));
        solits_organisation::count_link(&world.app, source, EmployeeId::new(Uuid::from_u128(person)), now())
    };
    for person in 0..10 {
        assert!(count(1, person).is_ok(), "{person}");
    }
    assert!(matches!(count(1, 10), Err(WebError::TooMany { retry_after_seconds: 360 })));
    assert!(count(2, 11).is_ok(), "another source has ten of its own");
}

#[tokio::test]
async fn whoever_has_a_password_or_belongs_elsewhere_is_not_invited() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.choose_password(1).await;
        let path = format!("/setup/employees/{}", world.fixture.employees[1]);
        assert!(!world.page(&path).await.contains("/invite\""));
        assert_eq!(world.post(&format!("{path}/invite"), &[]).await.status, StatusCode::CONFLICT);
        let theirs = world.other_employee().await;
        let answer = world.post(&format!("/setup/employees/{theirs}/invite"), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(world.journal().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn everybody_without_a_good_link_is_given_one_on_a_page_or_in_a_file() {
    on_both(async |database| {
        let world = World::new(database).await;
        let made = world.post("/setup/invitations", &[("as", "page")]).await;
        assert_eq!((made.status, links(&made.body).len()), (StatusCode::OK, 2));
        for secret in links(&made.body) {
            assert_eq!(world.good(&secret).await, 1);
        }
        // Pressed again: the links that were handed over stay good.
        let again = world.post("/setup/invitations", &[("as", "file")]).await.taken();
        assert!(world.page(&again).await.contains("ir derīgs uzaicinājums"));
        // After 72 hours they are not, and new ones come in a file.
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE invitations SET expires_at = $2 WHERE institution_id = $1")
            .bind(now())
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let file = world.post("/setup/invitations", &[("as", "file")]).await;
        assert_eq!((file.status, links(&file.body).len()), (StatusCode::OK, 2));
        assert!(file.body.starts_with("\u{feff}\"Vārds un uzvārds\";"), "{}", file.body);
        assert_eq!(world.journal().await, ["employee.invited"; 4]);
    })
    .await;
}

#[tokio::test]
async fn an_import_names_those_who_cannot_sign_in() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.choose_password(0).await;
        let page = world.page("/setup/import?notice=imported&added=1&changed=0").await;
        let listed = |page: &str, number: usize| {
            page.contains(&format!("/setup/employees/{}\"", world.fixture.employees[number]))
        };
        assert!(listed(&page, 1) && !listed(&page, 0), "{page}");
        assert!(!world.page("/setup/import").await.contains("/setup/invitations"));
    })
    .await;
}
