//! From the opening of a duty to the signature or another end.

use axum::http::StatusCode;
use solits_db::sql;
use solits_testkit::{STANDARD, on_both};
use uuid::Uuid;

use crate::{ANNA, ILZE, OTO, World, explaining, standard};

const SIGN: &str = "remarks=&read=1";

#[tokio::test]
async fn a_version_in_force_opens_a_duty_for_everybody_once() {
    on_both(|database| async {
        let world = World::opened(database, STANDARD).await;
        assert_eq!(world.keep_duties().await, 0, "a second look finds nothing to do");
        // Ten working days after Monday, 23 November.
        let page = world.get("anna", "/acquaintance").await;
        page.shows("Testa standarts").shows("Klientu aicina 15 minūšu laikā.").shows("7. decembr");
    })
    .await;
}

#[tokio::test]
async fn reading_has_to_be_confirmed_and_what_was_typed_stays() {
    on_both(|database| async {
        let world = World::opened(database, STANDARD).await;
        let refused = world.post("anna", "/acquaintance", "remarks=Piez%C4%ABme").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("Atzīmējiet, ka esat izlasījis standartu.").shows("Piezīme</textarea>");
        assert_eq!(world.entries("employee.standard_read").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_version_is_signed_once_and_journalled() {
    on_both(|database| async {
        let world = World::opened(database, STANDARD).await;
        let signed = world.post("anna", "/acquaintance", SIGN).await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.body);
        assert_eq!(signed.location.as_deref(), Some("/acquaintance?notice=signed"));
        assert_eq!(world.entries("employee.standard_read").await, 1);
        let again = world.post("anna", "/acquaintance", SIGN).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_eq!(world.entries("employee.standard_read").await, 1);
        world
            .get("anna", "/acquaintance")
            .await
            .shows("Nekas nav jāparaksta")
            .shows("parakstīts 2026. gada 23. novembr");
        assert_eq!(world.keep_duties().await, 0);
    })
    .await;
}

#[tokio::test]
async fn vzd_4_the_standard_is_signed_after_the_direct_manager_has_explained_it() {
    on_both(|database| async {
        let world = World::opened(database, &explaining()).await;
        world.get("anna", "/acquaintance").await.shows(ILZE).hides("name=\"read\"");
        let early = world.post("anna", "/acquaintance", SIGN).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        let anna = format!("employee={}", world.anna());
        let stranger = world.post("oto", "/acquaintance/team/explained", &anna).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND, "Oto is not Anna's manager");
        let explained = world.post("ilze", "/acquaintance/team/explained", &anna).await;
        assert_eq!(explained.status, StatusCode::SEE_OTHER, "{}", explained.body);
        let twice = world.post("ilze", "/acquaintance/team/explained", &anna).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        world.get("anna", "/acquaintance").await.shows("Izskaidroja Ilze Kalniņa").shows("name=\"read\"");
        let signed = world.post("anna", "/acquaintance", SIGN).await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.body);
    })
    .await;
}

#[tokio::test]
async fn the_official_sees_who_has_not_signed_and_reminds_once_a_day() {
    on_both(|database| async {
        let world = World::opened(database, &explaining()).await;
        world.get("ilze", "/acquaintance/team").await.shows(ANNA).hides(OTO).shows("Vēl nav parakstījis 1");
        let anna = format!("employee={}", world.anna());
        let reminded = world.post("ilze", "/acquaintance/team/reminded", &anna).await;
        assert_eq!(reminded.status, StatusCode::SEE_OTHER, "{}", reminded.body);
        let again = world.post("ilze", "/acquaintance/team/reminded", &anna).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        world.get("anna", "/acquaintance").await.shows("Atgādināja Ilze Kalniņa");
        world.at("2026-11-24T07:05:00.000Z").await;
        let next_day = world.post("ilze", "/acquaintance/team/reminded", &anna).await;
        assert_eq!(next_day.status, StatusCode::SEE_OTHER);
        world.get("anna", "/acquaintance/team").await.hides(ILZE).shows("Nav neviena");
    })
    .await;
}

#[tokio::test]
async fn a_late_duty_goes_to_the_one_above_the_official() {
    on_both(|database| async {
        let world = World::opened(database, &explaining()).await;
        // The last day itself is in time.
        world.at("2026-12-07T20:00:00.000Z").await;
        assert_eq!(world.keep_duties().await, 0);
        world.at("2026-12-08T07:00:00.000Z").await;
        // Anna's to Oto; of Ilze's and Oto's nobody stands above the official.
        assert_eq!(world.keep_duties().await, 1);
        world.get("oto", "/acquaintance/team").await.shows(ANNA).shows("Nokavēts");
        assert_eq!(world.keep_duties().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_later_version_opens_new_duties_and_says_what_has_changed() {
    on_both(|database| async {
        let world = World::opened(database, STANDARD).await;
        world.post("anna", "/acquaintance", SIGN).await;
        world.at("2026-11-25T07:00:00.000Z").await;
        let later = STANDARD
            .replace("\"queue.no_show_seconds\" = { value = 60", "\"queue.no_show_seconds\" = { value = 90");
        world.adopt(2, &later).await;
        // Two open duties end, three open.
        assert_eq!(world.keep_duties().await, 5);
        world.get("anna", "/acquaintance").await.shows("Kas mainījies").shows("90");
        world.get("ilze", "/acquaintance").await.shows("spēkā stājās cita versija").hides("Kas mainījies");
        assert_eq!(world.keep_duties().await, 0);
    })
    .await;
}

#[tokio::test]
async fn another_post_is_explained_and_signed_anew() {
    on_both(|database| async {
        let world = World::opened(database, STANDARD).await;
        world.post("anna", "/acquaintance", SIGN).await;
        give_another_post(&world).await;
        assert_eq!(world.keep_duties().await, 1);
        world.get("anna", "/acquaintance").await.shows("mainījies amats").shows("name=\"read\"");
    })
    .await;
}

/// Gives Anna another post.
async fn give_another_post(world: &World) {
    let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
    sql!("UPDATE employees SET post = 'vecākā speciāliste' WHERE institution_id = $1 AND id = $2")
        .bind(world.anna())
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn who_left_owes_nothing_and_who_comes_back_owes_again() {
    on_both(|database| async {
        let world = World::opened(database, STANDARD).await;
        employ(&world, false).await;
        assert_eq!(world.keep_duties().await, 1);
        world.get("ilze", "/acquaintance/team").await.hides("Nokavēts");
        employ(&world, true).await;
        assert_eq!(world.keep_duties().await, 1);
        assert_eq!(world.entries("employee.joined").await, 1);
        world
            .get("anna", "/acquaintance")
            .await
            .shows("sākts darbs iestādē")
            .shows("darbinieks vairs nestrādā");
    })
    .await;
}

/// Whether Anna works here.
async fn employ(world: &World, active: bool) {
    let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
    sql!("UPDATE employees SET active = $3 WHERE institution_id = $1 AND id = $2")
        .bind(world.anna())
        .bind(active)
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_standard_of_other_branches_binds_nobody_here() {
    on_both(|database| async {
        let elsewhere = standard("", "")
            .replace("paragraphs = [\"1\"]\n", "paragraphs = [\"1\"]\nbranches = [\"priedaine\"]\n");
        let world = World::new(database, &elsewhere).await;
        assert_eq!(world.keep_duties().await, 0);
        world.get("anna", "/acquaintance").await.shows("Nekas nav jāparaksta");
    })
    .await;
}

/// The standard with these lines in its scope.
fn binding(lines: &str) -> String {
    standard("", "").replace("paragraphs = [\"1\"]\n", &format!("paragraphs = [\"1\"]\n{lines}\n"))
}

/// the posts and units that a standard binds are recorded, and whoever is none of them signs nothing.
#[tokio::test]
async fn a_standard_that_names_a_role_and_a_post_binds_those_who_have_them() {
    on_both(|database| async {
        let scope = "bound_roles = [\"bureau_head\"]\nbound_posts = [\"Lietvede\"]";
        let world = World::new(database, &binding(scope)).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE employee_roles SET role = 'bureau_head' WHERE institution_id = $1 AND employee_id = $2")
            .bind(world.fixture.employees[1])
            .run(&mut tx)
            .await
            .unwrap();
        sql!("UPDATE employees SET post = 'lietvede' WHERE institution_id = $1 AND id = $2")
            .bind(world.fixture.employees[2])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.keep_duties().await, 2);
        world.get("anna", "/acquaintance").await.shows("Nekas nav jāparaksta");
        world.get("ilze", "/acquaintance").await.hides("Nekas nav jāparaksta");
        // Whoever loses the role owes nothing any more.
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("DELETE FROM employee_roles WHERE institution_id = $1 AND employee_id = $2")
            .bind(world.fixture.employees[1])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.keep_duties().await, 1);
        world.get("ilze", "/acquaintance").await.shows("Nekas nav jāparaksta");
    })
    .await;
}

#[tokio::test]
async fn a_standard_that_names_a_unit_binds_the_units_under_it_too() {
    on_both(|database| async {
        let world = World::new(database, &binding("bound_units = [\"apkalpošanas dala\"]")).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        let (above, below) = (Uuid::from_u128(70), Uuid::from_u128(71));
        for (unit, name, parent) in [(above, "Apkalpošanas daļa", None), (below, "Centrs", Some(above))] {
            sql!("INSERT INTO units (institution_id, id, name, parent_id) VALUES ($1, $2, $3, $4)")
                .bind(unit)
                .bind(name)
                .bind(parent)
                .run(&mut tx)
                .await
                .unwrap();
        }
        sql!("UPDATE employees SET unit_id = $3 WHERE institution_id = $1 AND id = $2")
            .bind(world.anna())
            .bind(below)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.keep_duties().await, 1);
        world.get("oto", "/acquaintance").await.shows("Nekas nav jāparaksta");
    })
    .await;
}
