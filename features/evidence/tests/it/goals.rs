//! Goals per group of clients.

use solits_db::sql;
use solits_testkit::on_both;

use super::World;

const GOALS: &str = "/evidence/goals";

fn result<'a>(mark: &'a str, source: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("goal", "0"), ("from", "2026-07-01"), ("until", "2026-09-30"), ("mark", mark), ("source", source)]
}

/// P-22, P-23: the satisfaction to be reached per group of clients beside what was reached.
#[tokio::test]
async fn a_goal_stands_beside_what_was_reached_of_it() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.get("ilze", GOALS).await.shows("iedzīvotāji: Apmierinātība ar apkalpošanu").shows("4,3 no 5");
        world.post("ilze", GOALS, &result("4,12", "Aptauja, 214 atbildes")).await.taken();
        let below = world.get("ilze", GOALS).await;
        below.shows("4,12").shows("Aptauja, 214 atbildes").shows("zem mērķa");
        // A correction replaces and does not remove.
        world.at("2026-11-24T07:00:00.000Z").await;
        world.post("ilze", GOALS, &result("4.31", "Aptauja, 241 atbilde")).await.taken();
        world.get("ilze", GOALS).await.shows("4,31").shows("aizstāts").shows("4,12").hides("zem mērķa");
        assert!(world.journal().await[1].contains("goal.result_entered"));
    })
    .await;
}

#[tokio::test]
async fn a_promise_of_the_same_paragraph_is_the_goals_measure() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.get("ilze", GOALS).await.shows("solīts 90");
        world
            .run(
                sql!(
                    "INSERT INTO measure_months (institution_id, month, norm, standard, branch_id, channel, employee_id, met, breached, waived)
                     VALUES ($1, 680, 'wait', 1, $2, 'visit', $2, 19, 1, 3)"
                )
                .bind(world.fixture.branch),
            )
            .await;
        world.get("ilze", GOALS).await.shows("turēts 95").shows("19 no 20").shows("lauzts 1, atkrita 3");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_mark_or_lies_in_the_future_is_told_at_the_field() {
    on_both(|database| async {
        let world = World::new(database).await;
        let wrong = world.post("ilze", GOALS, &result("6", "Aptauja")).await;
        wrong.refused().shows("Ierakstiet skaitli no 1 līdz 5").shows("value=\"Aptauja\"");
        let future =
            [("goal", "0"), ("from", "2026-11-01"), ("until", "2026-12-31"), ("mark", "4"), ("source", "x")];
        world.post("ilze", GOALS, &future).await.refused().shows("Šī diena vēl nav pienākusi.");
        world.post("ilze", GOALS, &result("", "Aptauja")).await.refused().shows("Ierakstiet vērtējumu");
        assert!(world.journal().await.is_empty());
    })
    .await;
}
