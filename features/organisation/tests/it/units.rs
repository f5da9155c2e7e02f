//! Units: their names, what they belong to and who heads them.

use solits_kernel::{Scope, UnitId};
use solits_organisation::{create_unit, find_employee};
use solits_testkit::on_both;

use super::*;

impl World {
    /// The unit of that name.
    async fn unit(&self, name: &str) -> UnitId {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        let found = sql!("SELECT id AS value FROM units WHERE institution_id = $1 AND name = $2").bind(name);
        found.scalar(&mut tx).await.unwrap().unwrap()
    }

    pub(crate) async fn add_unit(&self, name: &str, parent: &str) -> UnitId {
        self.post("/setup/units", &[("name", name), ("parent", parent)]).await.taken();
        self.unit(name).await
    }
}

#[tokio::test]
async fn a_unit_is_added_renamed_and_given_a_head() {
    on_both(async |database| {
        let world = World::new(database).await;
        let above = world.add_unit("Izpilddirekcija", "").await.to_string();
        let unit = world.add_unit("Apkalpošanas nodaļa", &above).await;
        let (path, head) = (format!("/setup/units/{unit}"), world.fixture.employees[1].to_string());
        let fields = [("name", "Klientu nodaļa"), ("parent", above.as_str()), ("head", head.as_str())];
        world.post(&path, &fields).await.taken();
        let statement = sql!("SELECT count(*) AS value FROM units WHERE institution_id = $1 AND head_id = $2 AND parent_id = $3 AND name = 'Klientu nodaļa'");
        let statement = statement
            .bind(world.fixture.employees[1])
            .bind(above.parse::<UnitId>().unwrap());
        assert_eq!(world.number(statement).await, 1);
        let said = unit.to_string();
        let person = [("name", "Juris"), ("email", "j@e.example"), ("levels", ""), ("unit", said.as_str())];
        world.post(&format!("/setup/employees/{head}"), &person).await.taken();
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        assert_eq!(find_employee(&mut tx, head.parse().unwrap()).await.unwrap().unwrap().unit, Some(unit));
        drop(tx);
        assert!(world.page(&path).await.contains(&format!("/setup/employees/{head}\">Juris")));
        let list = world.page("/setup/units").await;
        assert!(list.contains("Klientu nodaļa") && list.contains("<td class=\"num\">1</td>"), "{list}");
        let told = ["unit.created", "unit.created", "unit.changed", "employee.changed"];
        assert_eq!(world.journal().await, told);
    })
    .await;
}

#[tokio::test]
async fn a_unit_keeps_its_own_name_and_its_place_in_the_tree() {
    on_both(async |database| {
        let world = World::new(database).await;
        let above = world.add_unit("Izpilddirekcija", "").await;
        let below = world.add_unit("Nodaļa", &above.to_string()).await.to_string();
        // A file that is imported finds units whatever their case and diacritics.
        let page = world.post("/setup/units", &[("name", "NODALA"), ("parent", "")]).await.refused();
        assert!(page.contains("f-name-error") && page.contains("value=\"NODALA\""), "{page}");
        let page = world.post("/setup/units", &[("name", " "), ("parent", below.as_str())]).await.refused();
        assert!(
            page.contains("f-name-error") && page.contains(&format!("value=\"{below}\" selected")),
            "{page}"
        );
        let path = format!("/setup/units/{above}");
        let circle = [("name", "Direkcija"), ("parent", below.as_str()), ("head", "")];
        let page = world.post(&path, &circle).await.refused();
        assert!(page.contains("f-parent-error") && page.contains("value=\"Direkcija\""), "{page}");
        let same = [("name", "nodaļa"), ("parent", ""), ("head", "")];
        assert!(world.post(&path, &same).await.refused().contains("f-name-error"));
        assert_eq!(world.journal().await, ["unit.created", "unit.created"]);
    })
    .await;
}

#[tokio::test]
async fn units_and_heads_of_another_institution_are_not_found() {
    on_both(async |database| {
        let world = World::new(database).await;
        let actor = solits_journal::Actor { by: solits_journal::By::Client, at: now() };
        let scope = Scope::of_job(solits_kernel::InstitutionId(2));
        let mut tx = world.database.db.write(scope).await.unwrap();
        let theirs = create_unit(&mut tx, &world.app, &actor, CANARY, None).await.unwrap().to_string();
        tx.commit().await.unwrap();
        let path = format!("/setup/units/{theirs}");
        assert_eq!(world.get(&path).await.status, StatusCode::NOT_FOUND);
        let fields = [("name", "Mūsu"), ("parent", ""), ("head", "")];
        assert_eq!(world.post(&path, &fields).await.status, StatusCode::NOT_FOUND);
        let under = world.post("/setup/units", &[("name", "Mūsu"), ("parent", theirs.as_str())]).await;
        assert_eq!(under.status, StatusCode::NOT_FOUND);
        let ours = world.add_unit("Mūsu", "").await;
        let head = world.other_employee().await.to_string();
        let fields = [("name", "Mūsu"), ("parent", ""), ("head", head.as_str())];
        let answer = world.post(&format!("/setup/units/{ours}"), &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(!world.page("/setup/units").await.contains(CANARY));
    })
    .await;
}

#[tokio::test]
async fn a_unit_is_removed_only_when_nobody_and_no_other_unit_belongs_to_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        let above = world.add_unit("Izpilddirekcija", "").await;
        let below = world.add_unit("Nodaļa", &above.to_string()).await.to_string();
        let remove = |id: &str| format!("/setup/units/{id}/remove");
        let page = world.post(&remove(&above.to_string()), &[]).await.refused();
        assert!(page.contains("pakļauta 1 struktūrvienība"), "{page}");
        let path = format!("/setup/employees/{}", world.fixture.employees[1]);
        let person = |unit| [("name", "Juris"), ("email", "j@e.example"), ("levels", ""), ("unit", unit)];
        world.post(&path, &person(below.as_str())).await.taken();
        assert!(world.post(&remove(&below), &[]).await.refused().contains("strādā 1 cilvēks"));
        world.post(&path, &person("")).await.taken();
        world.post(&remove(&below), &[]).await.taken();
        world.post(&remove(&above.to_string()), &[]).await.taken();
        assert_eq!(world.journal().await.iter().filter(|what| *what == "unit.removed").count(), 2);
    })
    .await;
}
