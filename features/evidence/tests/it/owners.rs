//! Who answers for a norm.

use axum::http::StatusCode;
use solits_db::sql;
use solits_evidence::entrust;
use solits_journal::{Actor, By};
use solits_testkit::on_both;

use super::{ANNA, ILZE, World, ZANE};

/// where the institution says nothing, it is whom the standard names; and B-01: the standard names a role.
#[tokio::test]
async fn the_standard_names_the_owner_until_the_institution_does() {
    on_both(|database| async {
        let world = World::new(database).await;
        let norm = "/evidence/norms/greeting";
        world.get("ilze", norm).await.shows(&format!("pakalpojumu kvalitātes vadītājs: {ILZE}"));

        let zane = format!("person:{}", world.fixture.employees[3]);
        let named = [("norm", "greeting"), ("owner", zane.as_str()), ("show", "all")];
        assert_eq!(
            world.post("ilze", "/evidence/owners", &named).await.taken(),
            "/evidence?show=all&notice=owner"
        );
        world.get("ilze", norm).await.shows(&format!("{ZANE} <span class=\"muted\">noteikusi iestāde"));

        // The same again is no change, and no entry.
        let again = world.post("ilze", "/evidence/owners", &named).await;
        assert_eq!(again.taken(), "/evidence?show=all&notice=unchanged");

        let left = [("norm", "greeting"), ("do", "standard")];
        world.post("ilze", "/evidence/owners", &left).await.taken();
        world.get("ilze", norm).await.shows(&format!("pakalpojumu kvalitātes vadītājs: {ILZE}"));
        let journal = world.journal().await;
        assert_eq!(journal.len(), 2, "{journal:?}");
        assert!(journal[0].contains("norm_owner.named") && journal[0].contains("greeting"));
        assert!(journal[1].contains("norm_owner.left_to_standard"));
        // Earlier owners stay to be seen.
        world.get("ilze", norm).await.shows("Kas bijis noteikts").shows(ZANE);
    })
    .await;
}

#[tokio::test]
async fn norms_that_nobody_answers_for_are_listed_with_why() {
    on_both(|database| async {
        let world = World::new(database).await;
        // Neither document nor institution says who answers for the wait and the no-show; the greeting has an owner.
        let bare = world.get("ilze", "/evidence?show=unanswered").await;
        bare.shows("Bez atbildīgā (2)").shows("/evidence/norms/wait").shows("nevienu nenosauc");
        bare.hides("/evidence/norms/greeting");

        // A post that somebody has; then nobody has it any more.
        let to_post = [("norm", "wait"), ("norm", "no-show"), ("owner", "post:speciāliste")];
        world.post("ilze", "/evidence/owners", &to_post).await.taken();
        world.get("ilze", "/evidence?show=unanswered").await.shows("Bez atbildīgā (0)");
        world.get("ilze", "/evidence").await.shows(&format!("speciāliste: {ANNA}"));
        world
            .run(
                sql!(
                    "UPDATE employees SET post = 'vecākā speciāliste' WHERE institution_id = $1 AND id = $2"
                )
                .bind(world.fixture.employees[0]),
            )
            .await;
        world.get("ilze", "/evidence?show=unanswered").await.shows("Šāda amata nevienam nav: speciāliste");

        // A person who leaves.
        let anna = format!("person:{}", world.fixture.employees[0]);
        world.post("ilze", "/evidence/owners", &[("norm", "wait"), ("owner", &anna)]).await.taken();
        world
            .run(
                sql!("UPDATE employees SET active = FALSE WHERE institution_id = $1 AND id = $2")
                    .bind(world.fixture.employees[0]),
            )
            .await;
        world.get("ilze", "/evidence/norms/wait").await.shows("vairs nestrādā");
    })
    .await;
}

#[tokio::test]
async fn each_person_finds_the_norms_that_are_theirs() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.get("ilze", "/evidence?show=mine").await.shows("Manas (1)").shows("/evidence/norms/greeting");
        world.get("zane", "/evidence?show=mine").await.shows("Manas (0)").hides("/evidence/norms/greeting");
    })
    .await;
}

#[tokio::test]
async fn a_form_without_norm_or_owner_is_shown_again_with_what_is_missing() {
    on_both(|database| async {
        let world = World::new(database).await;
        let nothing = world.post("ilze", "/evidence/owners", &[]).await;
        nothing.refused().shows("Atzīmējiet vismaz vienu normu.").shows("Izvēlieties vienu no iespējām.");
        // A person of another institution is nobody here; what was ticked stays ticked.
        let foreign = [("norm", "wait"), ("owner", "person:00000002-0000-0003-0000-000000000001")];
        let refused = world.post("ilze", "/evidence/owners", &foreign).await;
        refused.refused().shows("value=\"wait\" aria-label=\"Klientu aicina 15 minūšu laikā.\" checked");
        assert!(world.journal().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn two_who_name_an_owner_at_the_same_moment_leave_one_owner_and_no_failure() {
    on_both(|database| async {
        let world = World::new(database).await;
        let name = |owner: &'static str| [("norm", "wait"), ("owner", owner)];
        let (first, second) = (name("role:bureau_head"), name("post:speciāliste"));
        for _ in 0..3 {
            let answers = tokio::join!(
                world.post("ilze", "/evidence/owners", &first),
                world.post("ilze", "/evidence/owners", &second)
            );
            for answer in [answers.0, answers.1] {
                let told = answer.status == StatusCode::SEE_OTHER || answer.status == StatusCode::CONFLICT;
                assert!(told, "{} {}", answer.status, answer.body);
            }
        }
        let standing = sql!(
            "SELECT count(*) AS value FROM norm_owners WHERE institution_id = $1 AND norm = 'wait' AND ended_at IS NULL"
        );
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        assert_eq!(standing.scalar::<i64>(&mut tx).await.unwrap(), Some(1));
    })
    .await;
}

/// What the demonstration does: many norms at once, each with an entry of its own, in the name of a person.
#[tokio::test]
async fn a_role_is_entrusted_with_several_norms_at_once() {
    on_both(|database| async {
        let world = World::new(database).await;
        let norms = ["wait", "no-show"].map(str::to_owned);
        let ilze = Actor { by: By::Employee(world.fixture.employees[1]), at: world.app.clock.now() };
        let program = Actor { by: By::Program, at: world.app.clock.now() };
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        assert!(entrust(&mut tx, &world.app, &program, &norms, "service_quality_manager").await.is_err());
        drop(tx);
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        assert_eq!(entrust(&mut tx, &world.app, &ilze, &norms, "service_quality_manager").await.unwrap(), 2);
        tx.commit().await.unwrap();
        world.get("ilze", "/evidence?show=mine").await.shows("Manas (3)");
        assert_eq!(world.journal().await.len(), 2);
    })
    .await;
}
