//! From the page of all promises down to the entries.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use solits_db::sql;
use solits_testkit::on_both;

use super::*;

#[tokio::test]
async fn a_figure_opens_its_cases_and_each_case_its_entries() {
    on_both(async |database| {
        let world = World::new(database).await;
        let anna = world.fixture.employees[0];
        world.clients(8, now().plus_minutes(-120), anna, Fate::CalledAfter(10)).await;
        world.clients(2, now().plus_minutes(-90), anna, Fate::CalledAfter(20)).await;
        world.clients(1, now().plus_minutes(-80), anna, Fate::Left).await;

        let list = world.staff("/promises").await.page();
        let text = said(&list);
        assert!(text.contains("solīts 90 %") && text.contains("turēts 80 %"), "{text}");
        assert!(text.contains("10 gadījumu") && text.contains("turam mazāk, nekā solījām"), "{text}");
        assert!(text.contains("8 no 10, tātad 80 %"), "the figure says how it is counted: {text}");

        let promise = world.staff(&links(&list, "/promises/wait")[0]).await.page();
        assert!(said(&promise).contains("turēts 80 %"), "the same number one step down");
        let broken = links(&promise, "/promises/wait/obligations")
            .into_iter()
            .find(|href| href.contains("state=breached"))
            .unwrap();
        let cases = world.staff(&broken).await.page();
        let evidence = links(&cases, "/obligations/");
        assert_eq!(evidence.len(), 2, "as many cases as the figure says were broken");

        let one = said(&world.staff(&evidence[0]).await.page());
        assert!(
            one.contains("talons izsniegts") && one.contains("A 001") && one.contains("klients aicināts"),
            "{one}"
        );
        assert!(one.contains("21. novembrī 10.30.00") && one.contains("21. novembrī 10.50.00"), "{one}");
    })
    .await;
}

#[tokio::test]
async fn what_a_client_gave_up_counts_neither_for_nor_against_and_says_why() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.clients(3, now().plus_minutes(-60), world.fixture.employees[0], Fate::Left).await;
        let text = said(&world.staff("/promises").await.page());
        assert!(text.contains("turēts nav skaitļa") && text.contains("0 gadījumu"), "{text}");
        let cases = world.staff("/promises/wait/obligations?state=waived").await.page();
        let evidence = links(&cases, "/obligations/");
        assert_eq!(evidence.len(), 3);
        assert!(said(&world.staff(&evidence[0]).await.page()).contains("neskaita klients aizgāja"));
    })
    .await;
}

#[tokio::test]
async fn every_case_stands_on_exactly_one_page_of_the_list() {
    on_both(async |database| {
        let world = World::new(database).await;
        let anna = world.fixture.employees[0];
        for days_ago in 0..7 {
            let morning = now().plus_minutes(-days_ago * 24 * 60 - 180);
            world.clients(9, morning, anna, Fate::CalledAfter(5)).await;
            world.clients(9, morning.plus_minutes(1), anna, Fate::CalledAfter(30)).await;
            world.clients(2, morning.plus_minutes(2), anna, Fate::Waiting).await;
        }
        for (state, expected) in [("", 140), ("&state=met", 63), ("&state=breached", 63), ("&state=open", 14)]
        {
            let mut address = format!("/promises/wait/obligations?from=2026-11-01&to=2026-11-21{state}");
            let (mut seen, mut pages) = (Vec::new(), 0);
            loop {
                let page = world.staff(&address).await.page();
                seen.extend(links(&page, "/obligations/"));
                pages += 1;
                let next = links(&page, "/promises/wait/obligations?")
                    .into_iter()
                    .find(|href| href.contains("after="));
                let Some(next) = next else { break };
                address = next;
                assert!(pages < 20, "the list does not end");
            }
            let different: BTreeSet<&String> = seen.iter().collect();
            assert_eq!((seen.len(), different.len()), (expected, expected), "state {state:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_latest_case_comes_first() {
    on_both(async |database| {
        let world = World::new(database).await;
        let anna = world.fixture.employees[0];
        for minutes in [300, 200, 100, 30] {
            world.clients(3, now().plus_minutes(-minutes), anna, Fate::CalledAfter(5)).await;
        }
        let page = world.staff("/promises/wait").await.page();
        let first = said(&world.staff(&links(&page, "/obligations/")[0]).await.page());
        assert!(first.contains("21. novembrī 11.30.00"), "{first}");
    })
    .await;
}

#[tokio::test]
async fn an_employee_sees_the_own_share_beside_that_of_all() {
    on_both(async |database| {
        let world = World::new(database).await;
        let (anna, other) = (world.fixture.employees[0], world.fixture.employees[1]);
        world.clients(4, now().plus_minutes(-120), anna, Fate::CalledAfter(5)).await;
        world.clients(4, now().plus_minutes(-120), other, Fate::CalledAfter(30)).await;
        let text = said(&world.staff("/promises").await.page());
        assert!(
            text.contains("turēts 50 %") && text.contains("Jūsu paveiktais: 100 % (4 gadījumi)"),
            "{text}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_centre_and_days_narrow_the_figures_and_wrong_days_are_told() {
    on_both(async |database| {
        let world = World::new(database).await;
        let anna = world.fixture.employees[0];
        world.clients(6, now().plus_minutes(-120), anna, Fate::CalledAfter(5)).await;
        let here = world.fixture.branch;
        let elsewhere = Uuid::from_u128(5);
        let share = |branch: String| {
            let world = &world;
            async move { said(&world.staff(&format!("/promises?branch={branch}")).await.page()) }
        };
        assert!(share(here.to_string()).await.contains("turēts 100 %"));
        assert!(share(elsewhere.to_string()).await.contains("turēts nav skaitļa"));
        let earlier = world.staff("/promises/wait?from=2026-10-01&to=2026-10-31").await.page();
        assert!(links(&earlier, "/obligations/").is_empty());
        let wrong = said(&world.staff("/promises/wait?from=2026-11-21&to=2026-11-01").await.page());
        assert!(wrong.contains("Pirmā diena ir pēc pēdējās"), "{wrong}");
        let long = said(&world.staff("/promises/wait?from=2016-11-21&to=2026-11-01").await.page());
        assert!(long.contains("ne vairāk kā 92 dienas"), "{long}");
    })
    .await;
}

#[tokio::test]
async fn only_who_may_read_measures_sees_them() {
    on_both(async |database| {
        let world = World::new(database).await;
        let stranger = world.client("/promises").await;
        assert_eq!(
            (stranger.status, stranger.location.as_deref()),
            (StatusCode::SEE_OTHER, Some("/sign-in"))
        );
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "UPDATE employee_roles SET role = 'contact_person' WHERE institution_id = $1 AND employee_id = $2"
        )
        .bind(world.fixture.employees[0])
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        for path in ["/promises", "/promises/wait", "/promises/wait/obligations"] {
            assert_eq!(world.staff(path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    on_both(async |database| {
        let world = World::new(database).await;
        let nobody = Uuid::from_u128(1);
        for path in [
            "/promises/nothing".to_owned(),
            "/promises/nothing/obligations".to_owned(),
            format!("/obligations/{nobody}?day=20778"),
            format!("/obligations/{nobody}"),
        ] {
            assert_eq!(world.staff(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}

/// A client who waited, walked and was served for so many minutes, by one employee.
async fn served(world: &World, at: Timestamp, by: EmployeeId, [wait, walk, serve]: [i64; 3]) {
    let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
    let ticket: solits_kernel::TicketId = world.app.random.id(at);
    let branch = Some(world.fixture.branch);
    let entry = |kind| Entry::new(kind, ticket, branch).with("line", world.fixture.lines[0]);
    let clerk = |minutes| Actor { by: By::Employee(by), at: at.plus_minutes(minutes) };
    let taken = Actor { by: By::Client, at };
    world.enter(&mut tx, taken, entry(EventKind::TicketTaken)).await;
    let called = entry(EventKind::TicketCalled).with("waited_ms", wait * 60_000);
    world.enter(&mut tx, clerk(wait), called).await;
    world.enter(&mut tx, clerk(wait + walk), entry(EventKind::TicketStarted)).await;
    let finished = entry(EventKind::TicketFinished).with("served_ms", serve * 60_000);
    world.enter(&mut tx, clerk(wait + walk + serve), finished).await;
    while solits_journal::seal(&mut tx, i64::MAX, at).await.unwrap() > 0 {}
    while solits_journal::roll_up(&mut tx).await.unwrap() == solits_journal::RollUp::More {}
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn durations_show_all_visits_and_ones_own_and_leave_out_those_of_long_ago() {
    on_both(async |database| {
        let world = World::new(database).await;
        let (anna, other) = (world.fixture.employees[0], world.fixture.employees[1]);
        assert!(!world.staff("/promises").await.page().contains("id=\"durations\""), "no visit yet");
        for _ in 0..3 {
            served(&world, now().plus_minutes(-120), anna, [4, 1, 10]).await;
        }
        for _ in 0..6 {
            served(&world, now().plus_minutes(-31 * 24 * 60), other, [30, 1, 20]).await;
        }
        served(&world, now().plus_minutes(-80 * 24 * 60), anna, [200, 1, 200]).await;
        let text = said(&world.staff("/promises").await.page());
        assert!(text.contains("Visi centri 9 ") && text.contains("Jūs 3 "), "{text}");
        let own: Vec<&str> = text.split("Jūs 3 ").nth(1).unwrap().split(" min").take(6).collect();
        let minutes: Vec<i64> =
            own.iter().map(|part| part.split_whitespace().last().unwrap().parse().unwrap()).collect();
        let close = |index: usize, right: i64| (minutes[index] - right).abs() <= 1;
        assert!(close(0, 4) && close(2, 10) && close(4, 15), "{minutes:?}");
        // Everybody served in one branch: the team is all, and is not said twice.
        assert!(!text.contains("Jūsu komanda 9"), "{text}");
        // The visits of these months, each by what was promised to its client.
        let page = world.staff("/promises").await.page();
        let lists = links(&page, "/obligations?from=2026-10-01");
        let mut found = Vec::new();
        for list in &lists {
            let cases = world.staff(list).await.page();
            assert!(said(&cases).contains("Klientu aicina 15 minūšu laikā"), "of which promise: {list}");
            found.push(links(&cases, "/obligations/").len());
        }
        assert_eq!(found, [9, 3], "all visits and the own: {lists:?}");
    })
    .await;
}
