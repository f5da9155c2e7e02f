//! The institution's own particulars, with those of the State Land Service's standard as the example.

use solits_organisation::find_institution;
use solits_testkit::on_both;

use super::*;

const SERVICE: [(&str, &str); 8] = [
    ("name_lv", "Valsts zemes dienests"),
    ("name_en", "State Land Service"),
    ("parent_body_lv", "Tieslietu ministrija"),
    ("registration", "90000030432"),
    ("address", "11. novembra krastmala 31, Rīga, LV-1050"),
    ("phone", "67038608"),
    ("fax", "67038829"),
    ("email", "vzd@vzd.gov.lv"),
];

#[tokio::test]
async fn the_particulars_are_kept_as_entered_and_stand_in_the_journal() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.post("/setup/institution", &SERVICE).await.taken();
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let institution = find_institution(&mut tx).await.unwrap().unwrap();
        drop(tx);
        assert_eq!(institution.name.lv, "Valsts zemes dienests");
        assert_eq!(
            (institution.profile.fax.as_str(), institution.profile.parent_body.lv.as_str()),
            ("67038829", "Tieslietu ministrija")
        );
        let page = world.page("/setup/institution").await;
        assert!(SERVICE.iter().all(|(_, value)| page.contains(value)), "{page}");
        assert_eq!(world.journal().await, ["institution.profile"]);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_address_comes_back_beside_its_field_with_everything_typed() {
    on_both(async |database| {
        let world = World::new(database).await;
        let wrong = [SERVICE.as_slice(), &[("website", "javascript:alert(1)")]].concat();
        let page = world.post("/setup/institution", &wrong).await.refused();
        assert!(page.contains("f-website-error") && page.contains("value=\"67038829\""), "{page}");
        let nameless = world.post("/setup/institution", &[("name_en", "State Land Service")]).await.refused();
        assert!(nameless.contains("f-name_lv-error"), "{nameless}");
        assert!(world.journal().await.is_empty());
    })
    .await;
}
