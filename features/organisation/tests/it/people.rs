//! Employees: what they are, what they may do, and that they have left.

use solits_organisation::find_employee;
use solits_testkit::on_both;

use super::*;

fn person<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("name", "Juris Kalniņš"), ("email", "Juris@ezermala.example"), ("levels", "3, 1")];
    fields.extend_from_slice(more);
    fields
}

#[tokio::test]
async fn an_employee_changes_post_roles_levels_and_skills() {
    on_both(async |database| {
        let world = World::new(database).await;
        let (id, service) = (world.fixture.employees[1], world.service("izzina").await.to_string());
        let path = format!("/setup/employees/{id}");
        let boss = world.fixture.employees[0].to_string();
        let more = [
            ("post", "Speciālists"),
            ("role", "bureau_head"),
            ("skill", service.as_str()),
            ("supervisor", boss.as_str()),
        ];
        world.post(&path, &person(&more)).await.taken();
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let employee = find_employee(&mut tx, id).await.unwrap().unwrap();
        drop(tx);
        assert_eq!(employee.levels, [1, 3]);
        assert_eq!(employee.email, "juris@ezermala.example");
        assert_eq!(employee.roles, ["archivist", "bureau_head"], "a role only the standard knows stays");
        assert_eq!(employee.supervisor, Some(world.fixture.employees[0]));
        let skills = sql!(
            "SELECT count(*) AS value FROM employee_skills WHERE institution_id = $1 AND employee_id = $2"
        )
        .bind(id);
        assert_eq!(world.number(skills).await, 1);
        assert!(world.page(&path).await.contains(&format!("value=\"{service}\" checked")));
        assert_eq!(world.journal().await, ["service.created", "employee.changed"]);
    })
    .await;
}

#[tokio::test]
async fn bad_particulars_come_back_as_typed() {
    on_both(async |database| {
        let world = World::new(database).await;
        let path = format!("/setup/employees/{}", world.fixture.employees[1]);
        let wrong = [("name", ""), ("email", "juris kalniņš"), ("levels", "1"), ("post", "Arhivārs")];
        let page = world.post(&path, &wrong).await.refused();
        for said in ["f-name-error", "f-email-error", "value=\"juris kalniņš\"", "value=\"Arhivārs\""] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let levels = world
            .post(&path, &[("name", "Juris"), ("email", "j@e.example"), ("levels", "daži")])
            .await
            .refused();
        assert!(levels.contains("f-levels-error") && levels.contains("value=\"daži\""), "{levels}");
        let taken = [("name", "Juris"), ("email", "1@1.example"), ("levels", "1")];
        assert!(world.post(&path, &taken).await.refused().contains("f-email-error"), "Anna's address");
        assert!(world.journal().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn nobody_is_their_own_supervisor_even_over_others() {
    on_both(async |database| {
        let world = World::new(database).await;
        let [anna, juris] = [world.fixture.employees[0], world.fixture.employees[1]];
        let above = anna.to_string();
        world
            .post(&format!("/setup/employees/{juris}"), &person(&[("supervisor", above.as_str())]))
            .await
            .taken();
        let below = juris.to_string();
        let circle = [
            ("name", "Anna"),
            ("email", "anna@ezermala.example"),
            ("role", "administrator"),
            ("supervisor", below.as_str()),
        ];
        let page = world.post(&format!("/setup/employees/{anna}"), &circle).await.refused();
        assert!(page.contains("f-supervisor-error"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn whoever_has_left_is_signed_out_at_once() {
    on_both(async |database| {
        let world = World::new(database).await;
        let id = world.fixture.employees[1];
        let sessions = || {
            sql!("SELECT count(*) AS value FROM sessions WHERE institution_id = $1 AND employee_id = $2")
                .bind(id)
        };
        assert_eq!(world.number(sessions()).await, 1);
        world.post(&format!("/setup/employees/{id}/active"), &[("use", "close")]).await.taken();
        assert_eq!(world.number(sessions()).await, 0);
        assert!(world.page("/setup").await.contains("netiek lietots"));
        world.post(&format!("/setup/employees/{id}/active"), &[("use", "open")]).await.taken();
        assert_eq!(world.journal().await, ["employee.closed", "employee.opened"]);
    })
    .await;
}

#[tokio::test]
async fn other_rights_ask_for_a_new_sign_in_and_other_particulars_do_not() {
    on_both(async |database| {
        let world = World::new(database).await;
        let id = world.fixture.employees[1];
        let path = format!("/setup/employees/{id}");
        let sessions = || {
            sql!("SELECT count(*) AS value FROM sessions WHERE institution_id = $1 AND employee_id = $2")
                .bind(id)
        };
        world.post(&path, &person(&[("role", "service_specialist")])).await.taken();
        assert_eq!(world.number(sessions()).await, 1, "the same roles");
        // Digits were enough for what Juris was; they are not for an administrator.
        world
            .post(&path, &person(&[("role", "service_specialist"), ("role", "administrator")]))
            .await
            .taken();
        assert_eq!(world.number(sessions()).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_neither_leaves_nor_gives_the_role_up() {
    on_both(async |database| {
        let world = World::new(database).await;
        let path = format!("/setup/employees/{}", world.fixture.employees[0]);
        let page = world.post(&format!("{path}/active"), &[("use", "close")]).await.refused();
        assert!(page.contains("jāpaliek administratoram"), "{page}");
        let page = world.post(&path, &person(&[("role", "bureau_head")])).await.refused();
        assert!(page.contains("f-role-error"), "{page}");
        assert!(world.journal().await.is_empty());
    })
    .await;
}
