//! Who decides and answers: roles, absences and the ladder on the pages, and what they were on an earlier day.

use jiff::civil::Date;
use solits_journal::Heart;
use solits_kernel::{EmployeeId, UnitId};
use solits_organisation::find_structure;
use solits_structure::{About, Complaint, Day, Ladder, Outcome, Who, decide};
use solits_testkit::{STANDARD, on_both};

use super::*;

/// A ladder from the unit's head over the director to the council, as municipal standards have it (adazi 14).
const LADDER: &str = r#"
[[role]]
id = "service_specialist"
title = { lv = "speciālists", en = "specialist" }
paragraph = "2"

[[role]]
id = "unit_head"
title = { lv = "nodaļas vadītājs", en = "unit head" }
paragraph = "2"
under = "executive_director"

[[role]]
id = "executive_director"
title = { lv = "izpilddirektors", en = "executive director" }
paragraph = "3"
under = "council"

[[role]]
id = "council"
title = { lv = "dome", en = "council" }
paragraph = "3"
collegial = true

[[rung]]
paragraph = "14"
about = ["service_specialist"]
decided_by = "unit_head"

[[rung]]
paragraph = "14"
about = ["unit_head"]
decided_by = "executive_director"
"#;

fn today() -> Date {
    now().day()
}

impl World {
    /// A world whose standard has a ladder, with Anna under Juris in a division.
    async fn with_ladder(database: TestDb) -> (Self, UnitId) {
        let world = Self::new(database).await;
        let unit = world.add_unit("Klientu nodaļa", "").await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        let source = format!("{STANDARD}{LADDER}");
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1")
            .bind(source)
            .run(&mut tx)
            .await
            .unwrap();
        for (who, name) in [(0, "Anna Ozola"), (1, "Juris Kalns")] {
            sql!("UPDATE employees SET name = $3, unit_id = $4 WHERE institution_id = $1 AND id = $2")
                .bind(world.fixture.employees[who])
                .bind(name)
                .bind(unit)
                .run(&mut tx)
                .await
                .unwrap();
        }
        sql!("UPDATE units SET head_id = $3 WHERE institution_id = $1 AND id = $2")
            .bind(unit)
            .bind(world.fixture.employees[1])
            .run(&mut tx)
            .await
            .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        (world, unit)
    }

    /// Who decides on a complaint about an employee on a day.
    async fn decider(&self, about: EmployeeId, date: Date) -> Option<EmployeeId> {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        let structure = find_structure(&mut tx).await.unwrap();
        let standard = self.app.heart.loaded(&mut tx).await.unwrap().standard(now()).unwrap().1;
        let day: Day<'_> = structure.on(date);
        let decision = decide(&Ladder::of(&standard), &Complaint::new(About::Person(about)), &day);
        match decision.outcome {
            Outcome::Decides(resolved) => match resolved.who {
                Who::Person(id) => Some(id),
                Who::Together(_) | Who::Body(_) => None,
            },
            Outcome::LastResort(_) | Outcome::Nobody(_) => None,
        }
    }
}

#[tokio::test]
async fn a_role_that_nobody_holds_is_a_gap_until_somebody_is_named_and_again_after_it_ends() {
    on_both(async |database| {
        let (world, _) = World::with_ladder(database).await;
        let gap = "Lomu „izpilddirektors” šajā dienā nepilda neviens.";
        let page = world.page("/setup/structure").await;
        assert!(page.contains(gap) && page.contains("/setup/structure/executive_director\""), "{page}");
        let path = "/setup/structure/executive_director";
        let anna = world.fixture.employees[0].to_string();
        let (first, ahead) = (today().to_string(), "2026-12-01");
        world.post(path, &[("employee", &anna), ("from", &first), ("until", "")]).await.taken();
        world.post(path, &[("employee", &anna), ("from", ahead), ("until", "2026-12-31")]).await.taken();
        assert!(!world.page("/setup/structure").await.contains(gap));
        assert!(world.page("/setup/structure?on=2026-11-18").await.contains(gap), "the day before");
        let role = world.page(path).await;
        assert!(role.contains("Anna Ozola"), "{role}");
        let ends: Vec<&str> = role
            .split("action=\"")
            .filter_map(|part| part.split('"').next())
            .filter(|to| to.ends_with("/end"))
            .collect();
        assert_eq!(ends.len(), 2, "{role}");
        for end in ends {
            world.post(end, &[]).await.taken();
        }
        assert!(world.page("/setup/structure").await.contains(gap));
        let told = ["unit.created", "role.held", "role.held", "role.ended", "role.ended"];
        assert_eq!(world.journal().await, told);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_names_two_holders_comes_back_as_it_was_typed() {
    on_both(async |database| {
        let (world, _) = World::with_ladder(database).await;
        let anna = world.fixture.employees[0].to_string();
        let fields = [
            ("employee", anna.as_str()),
            ("body_lv", "Novada dome"),
            ("from", "2026-11-19"),
            ("until", "2026-11-01"),
        ];
        let page = world.post("/setup/structure/council", &fields).await.refused();
        for field in ["employee", "contact", "until"] {
            assert!(page.contains(&format!("f-{field}-error")), "{field}: {page}");
        }
        assert!(page.contains("value=\"Novada dome\"") && page.contains("value=\"2026-11-01\""), "{page}");
        let nobody = world.post("/setup/structure/council", &[("from", "")]).await.refused();
        assert!(nobody.contains("f-employee-error") && nobody.contains("f-from-error"), "{nobody}");
        assert_eq!(world.get("/setup/structure/weather_man").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_body_answers_for_the_council_and_another_outside_is_the_last_resort() {
    on_both(async |database| {
        let (world, _) = World::with_ladder(database).await;
        let body = |name| [("body_lv", name), ("contact", "pasts@e.example"), ("from", "2026-11-19")];
        world.post("/setup/structure/council", &body("Novada dome")).await.taken();
        world.post("/setup/structure/last_resort", &body("Augstāka iestāde")).await.taken();
        let about = world.fixture.employees[1];
        let page = world.page(&format!("/setup/structure?about={about}")).await;
        assert!(page.contains("lemj Novada dome (dome; 3)"), "{page}");
        assert!(page.contains("Augstāka iestāde (pasts@e.example)"), "{page}");
        let person = [("employee", about.to_string()), ("from", "2026-11-19".to_owned())];
        let person: Vec<_> = person.iter().map(|(name, value)| (*name, value.as_str())).collect();
        world.post("/setup/structure/last_resort", &person).await.refused();
    })
    .await;
}

#[tokio::test]
async fn whoever_stands_in_for_the_absent_head_decides_until_the_head_is_back() {
    on_both(async |database| {
        let (world, _) = World::with_ladder(database).await;
        let (anna, juris) = (world.fixture.employees[0], world.fixture.employees[1]);
        assert_eq!(world.decider(anna, today()).await, Some(juris));
        let (said, other) = (juris.to_string(), anna.to_string());
        let away = [("employee", said.as_str()), ("from", "2026-11-16"), ("until", "2026-11-30")];
        world.post("/setup/absences", &away).await.taken();
        let page = world.page("/setup/structure").await;
        assert!(
            page.contains("Juris Kalns (nodaļas vadītājs) šajā dienā nav darbā, un aizvietotāja nav."),
            "{page}"
        );
        world.post("/setup/substitutes", &[("of", &said), ("by", &other)]).await.taken();
        assert!(!world.page("/setup/structure").await.contains("un aizvietotāja nav"));
        // Anna stands in for Juris, but not on a complaint about herself.
        assert_eq!(world.decider(anna, today()).await, None);
        let page = world.page("/setup/absences").await;
        let end =
            page.split("action=\"").filter_map(|part| part.split('"').next()).find(|to| to.ends_with("/end"));
        world.post(end.unwrap(), &[]).await.taken();
        assert_eq!(world.decider(anna, today()).await, Some(juris));
        world.post(&format!("/setup/substitutes/{juris}/withdraw"), &[]).await.taken();
        let told = ["absence.added", "substitute.named", "absence.ended", "substitute.withdrawn"];
        assert_eq!(world.journal().await[1..], told);
    })
    .await;
}

#[tokio::test]
async fn an_absence_that_cannot_be_comes_back_as_it_was_typed() {
    on_both(async |database| {
        let (world, _) = World::with_ladder(database).await;
        let juris = world.fixture.employees[1].to_string();
        let fields = [
            ("employee", juris.as_str()),
            ("from", "2026-11-20"),
            ("until", "2026-11-19"),
            ("substitute", juris.as_str()),
        ];
        let page = world.post("/setup/absences", &fields).await.refused();
        assert!(page.contains("f-until-error") && page.contains("f-substitute-error"), "{page}");
        assert!(page.contains("value=\"2026-11-20\""), "{page}");
        let page = world.post("/setup/absences", &[("employee", ""), ("from", "rīt")]).await.refused();
        for field in ["employee", "from", "until"] {
            assert!(page.contains(&format!("f-{field}-error")), "{field}: {page}");
        }
        let page = world.post("/setup/substitutes", &[("of", &juris), ("by", &juris)]).await.refused();
        assert!(page.contains("f-by-error"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn who_decided_yesterday_is_still_known_after_the_head_and_the_post_change() {
    on_both(async |database| {
        let (world, unit) = World::with_ladder(database).await;
        let (anna, juris) = (world.fixture.employees[0], world.fixture.employees[1]);
        let yesterday = today().yesterday().unwrap();
        let fields = [("name", "Klientu nodaļa"), ("parent", ""), ("head", "")];
        world.post(&format!("/setup/units/{unit}"), &fields).await.taken();
        assert_eq!(world.decider(anna, yesterday).await, Some(juris));
        assert_eq!(world.decider(anna, today()).await, None);
        let head = juris.to_string();
        let fields = [("name", "Klientu nodaļa"), ("parent", ""), ("head", head.as_str())];
        world.post(&format!("/setup/units/{unit}"), &fields).await.taken();
        assert_eq!(world.decider(anna, today()).await, Some(juris));
        world.post(&format!("/setup/employees/{juris}/active"), &[("use", "close")]).await.taken();
        assert_eq!(world.decider(anna, today()).await, None, "Juris has left");
        assert_eq!(world.decider(anna, yesterday).await, Some(juris), "and was there yesterday");
    })
    .await;
}

#[tokio::test]
async fn people_of_another_institution_cannot_be_named() {
    on_both(async |database| {
        let (world, _) = World::with_ladder(database).await;
        let stranger = world.other_employee().await.to_string();
        let mine = world.fixture.employees[0].to_string();
        for (path, fields) in [
            (
                "/setup/structure/executive_director",
                vec![("employee", stranger.as_str()), ("from", "2026-11-19")],
            ),
            (
                "/setup/absences",
                vec![("employee", stranger.as_str()), ("from", "2026-11-19"), ("until", "2026-11-19")],
            ),
            ("/setup/substitutes", vec![("of", mine.as_str()), ("by", stranger.as_str())]),
        ] {
            assert_eq!(world.post(path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let about = format!("/setup/structure?about={stranger}");
        assert_eq!(world.get(&about).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.journal().await, ["unit.created"]);
    })
    .await;
}

#[tokio::test]
async fn a_unit_that_is_removed_holds_no_role_any_more() {
    on_both(async |database| {
        let (world, _) = World::with_ladder(database).await;
        let empty = world.add_unit("Personāla daļa", "").await;
        let unit = empty.to_string();
        world.post("/setup/structure/council", &[("unit", &unit), ("from", "2026-11-01")]).await.taken();
        assert!(world.page("/setup/structure/council").await.contains("Personāla daļa"));
        world.post(&format!("/setup/units/{unit}/remove"), &[]).await.taken();
        let left = sql!("SELECT count(*) AS value FROM role_holders WHERE institution_id = $1");
        assert_eq!(world.number(left.statement()).await, 0);
    })
    .await;
}
