//! Figures by unit, employee, channel and branch, and the cases behind each.

use solits_kernel::UnitId;
use solits_testkit::on_both;

use super::*;

/// Units of the tests: the service holds the office, transport stands beside it.
const SERVICE: u128 = 801;
const OFFICE: u128 = 802;
const TRANSPORT: u128 = 803;

fn unit(number: u128) -> UnitId {
    UnitId::new(Uuid::from_u128(number))
}

fn november(day: i64) -> Timestamp {
    Timestamp::parse("2026-11-01T08:00:00.000Z").unwrap().plus_minutes((day - 1) * 24 * 60)
}

impl World {
    /// Units, with both clerks in the office from the beginning; the first moves to transport on 10 November.
    async fn with_units(self) -> Self {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        for (id, name, parent) in
            [(SERVICE, "Dienests", None), (OFFICE, "Birojs", Some(SERVICE)), (TRANSPORT, "Transports", None)]
        {
            sql!("INSERT INTO units (institution_id, id, name, parent_id) VALUES ($1, $2, $3, $4)")
                .bind(unit(id))
                .bind(name)
                .bind(parent.map(unit))
                .run(&mut tx)
                .await
                .unwrap();
        }
        let moved_on = solits_kernel::day_number(november(10).day());
        let posts = [(0, 0, OFFICE), (0, moved_on, TRANSPORT), (1, 0, OFFICE)];
        for (who, from, to) in posts {
            sql!(
                "INSERT INTO posts (institution_id, employee_id, from_on, title, unit_id, supervisor_id, employed)
                 VALUES ($1, $2, $3, '', $4, NULL, TRUE)"
            )
            .bind(self.fixture.employees[who])
            .bind(from)
            .bind(unit(to))
            .run(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        self
    }

    /// The clerk supervises.
    async fn supervising(self) -> Self {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'bureau_head')")
            .bind(self.fixture.employees[0])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self
    }

    /// Four kept by the first clerk in the office, two kept and one broken in transport; three kept by the second; two
    /// that the second had part in a month earlier; and one that nobody has called and the timer declared broken.
    async fn with_cases(self) -> Self {
        let (anna, other) = (self.fixture.employees[0], self.fixture.employees[1]);
        self.clients(4, november(5), anna, Fate::CalledAfter(5)).await;
        self.clients(2, november(15), anna, Fate::CalledAfter(5)).await;
        self.clients(1, november(16), anna, Fate::CalledAfter(40)).await;
        self.clients(3, november(15), other, Fate::CalledAfter(5)).await;
        self.clients(2, november(-20), other, Fate::CalledAfter(5)).await;
        self.clients(1, november(17), anna, Fate::Waiting).await;
        let (db, heart) = (&self.database.db, &self.app.heart);
        solits_journal::tick(db, heart, self.fixture.institution, november(18)).await.unwrap();
        self
    }

    /// How many cases stand on all pages of a list.
    async fn cases_at(&self, address: &str) -> usize {
        self.cases_seen_by("anna", address).await
    }

    /// How many of them somebody sees.
    pub(super) async fn cases_seen_by(&self, who: &str, address: &str) -> usize {
        let (mut address, mut found) = (address.to_owned(), 0);
        for _ in 0..40 {
            let page = self.as_seen_by(who, &address).await.page();
            found += links(&page, "/obligations/").len();
            let here = address.split('?').next().unwrap();
            let next = links(&page, here).into_iter().find(|href| href.contains("after="));
            let Some(next) = next else { return found };
            address = next;
        }
        panic!("the list does not end");
    }

    /// Met, broken and not counted, as programs read them.
    async fn measured(&self, query: &str) -> (i64, i64, i64) {
        let answer = self.program("reports", &format!("/api/v1/measures?{query}")).await.json();
        let cells = answer["measures"].as_array().unwrap();
        let sum = |name: &str| cells.iter().map(|cell| cell[name].as_i64().unwrap()).sum::<i64>();
        (sum("met"), sum("breached"), sum("waived"))
    }
}

/// The cells of the table of months: the address behind each, and how many cases it says there are.
pub(super) fn cells(page: &str) -> Vec<(String, usize)> {
    let table = page.split("id=\"parts\"").nth(1).unwrap().split("</table>").next().unwrap();
    table
        .split("<td class=\"num\"><a href=\"")
        .skip(1)
        .map(|rest| {
            let href = rest.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
            let count = rest.split("muted\">(").nth(1).unwrap().split(')').next().unwrap();
            (href, count.parse().unwrap())
        })
        .collect()
}

#[tokio::test]
async fn every_month_of_a_branch_unit_channel_and_employee_opens_as_many_cases_as_it_counts() {
    on_both(async |database| {
        let world = World::new(database).await.with_units().await.supervising().await.with_cases().await;
        // Branch and channel: October and November. Units: the office, the service that holds it, transport, and none for
        // what nobody called. Employees: both, one of them in both months, and nobody.
        for (by, lines) in [("", 2), ("channel", 2), ("unit", 6), ("employee", 4)] {
            let page = world.staff(&format!("/promises/wait?by={by}")).await.page();
            let cells = cells(&page);
            assert_eq!(cells.len(), lines, "by {by:?}: {cells:?}");
            for (href, count) in &cells {
                assert_eq!(world.cases_at(href).await, *count, "by {by:?}: {href}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_case_belongs_to_the_unit_of_its_day_whoever_has_moved_since() {
    on_both(async |database| {
        let world = World::new(database).await.with_units().await.with_cases().await;
        for by in ["day", "month"] {
            let of = |number: u128| format!("by={by}&from=2026-11-01&to=2026-11-30&unit={}", unit(number));
            assert_eq!(world.measured(&of(OFFICE)).await, (7, 0, 0), "by {by}");
            assert_eq!(world.measured(&of(SERVICE)).await, (7, 0, 0), "a unit counts with those under it");
            assert_eq!(world.measured(&of(TRANSPORT)).await, (2, 1, 0), "by {by}");
        }
        let all = world.measured("by=month&from=2026-11-01&to=2026-11-30").await;
        assert_eq!(all, (9, 2, 0), "the units and the one case of nobody come to the whole");
        let page = said(&world.staff(&format!("/promises/wait?unit={}", unit(TRANSPORT))).await.page());
        assert!(page.contains("turēts 66,7 %") && page.contains("3 gadījumi"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_recomputation_finds_the_same_after_somebody_moved() {
    on_both(async |database| {
        let world = World::new(database).await.with_units().await.with_cases().await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        let (_, differences) = solits_journal::recompute(&mut tx, &world.app.heart).await.unwrap();
        assert_eq!(differences, []);
    })
    .await;
}

#[tokio::test]
async fn programs_ask_for_one_employee_and_channel_and_get_obligations_of_the_same() {
    on_both(async |database| {
        let world = World::new(database).await.with_units().await.with_cases().await;
        let (anna, office) = (world.fixture.employees[0], unit(OFFICE));
        for (query, sums, listed) in [
            (format!("employee={anna}"), (6, 1, 0), 7),
            (format!("employee={anna}&unit={office}"), (4, 0, 0), 4),
            ("channel=visit".to_owned(), (9, 2, 0), 11),
            ("channel=phone".to_owned(), (0, 0, 0), 0),
        ] {
            let days = "from=2026-11-01&to=2026-11-21";
            assert_eq!(world.measured(&format!("{query}&{days}")).await, sums, "{query}");
            assert_eq!(world.measured(&format!("{query}&{days}&by=month")).await, sums, "{query}");
            let path = format!("/api/v1/obligations?norm=wait&{query}&{days}");
            let (mut after, mut found) = (String::new(), 0);
            loop {
                let answer = world.program("reports", &format!("{path}&after={after}")).await.json();
                found += answer["obligations"].as_array().unwrap().len();
                let Some(next) = answer["next"].as_str() else { break };
                next.clone_into(&mut after);
            }
            assert_eq!(found, listed, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_program_asks_for_in_vain_is_a_problem_and_not_an_empty_answer() {
    on_both(async |database| {
        let world = World::new(database).await.with_units().await;
        let nobody = Uuid::from_u128(1);
        for (query, status) in [
            ("unit=office".to_owned(), StatusCode::BAD_REQUEST),
            ("employee=anna".to_owned(), StatusCode::BAD_REQUEST),
            ("channel=pigeon".to_owned(), StatusCode::BAD_REQUEST),
            (format!("unit={nobody}"), StatusCode::NOT_FOUND),
            (format!("employee={nobody}"), StatusCode::NOT_FOUND),
        ] {
            for path in ["measures", "obligations"] {
                let answer = world.program("reports", &format!("/api/v1/{path}?{query}")).await;
                assert_eq!(answer.status, status, "{path}?{query}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn only_who_leads_others_sees_the_figures_of_each_and_everybody_sees_the_own() {
    on_both(async |database| {
        let world = World::new(database).await.with_units().await.with_cases().await;
        let (anna, other) = (world.fixture.employees[0], world.fixture.employees[1]);
        let page = world.staff("/promises/wait?by=employee").await.page();
        assert!(said(&page).contains("Pa centriem un mēnešiem") && !page.contains("by=employee"), "{page}");
        for path in ["/promises/wait", "/promises/wait/obligations", "/obligations"] {
            let of = |who: EmployeeId| format!("{path}?employee={who}");
            assert_eq!(world.staff(&of(other)).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(world.staff(&of(anna)).await.status, StatusCode::OK, "{path}");
        }
        let world = world.supervising().await;
        let page = world.staff("/promises/wait?by=employee").await.page();
        let text = said(&page);
        assert!(text.contains("Pa darbiniekiem un mēnešiem") && text.contains(CLERK), "{text}");
        assert_eq!(world.staff(&format!("/promises/wait?employee={other}")).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn the_figure_the_own_part_the_months_and_the_days_open_as_many_cases_as_they_count() {
    on_both(async |database| {
        let world = World::new(database).await.with_cases().await;
        let list = world.staff("/promises").await.page();
        let own = format!("employee={}", world.fixture.employees[0]);
        let behind = links(&list, "/promises/wait/obligations");
        let whole: Vec<&String> =
            behind.iter().filter(|href| href.contains("from=2025-12-01&to=2026-11-30")).collect();
        let mine: Vec<&&String> = whole.iter().filter(|href| href.contains(&own)).collect();
        assert_eq!(world.cases_at(whole[0]).await, 13, "share and count: {whole:?}");
        assert_eq!(world.cases_at(mine[0]).await, 7, "the own part: {mine:?}");
        let october = behind.iter().find(|href| href.contains("from=2026-10-01&to=2026-10-31")).unwrap();
        assert_eq!(world.cases_at(october).await, 2, "a month of the picture");
        let page = world.staff("/promises/wait").await.page();
        let day = links(&page, "/promises/wait/obligations?from=2026-11-15");
        let met = day.iter().find(|href| href.ends_with("&to=2026-11-15&state=met")).unwrap();
        assert_eq!(world.cases_at(met).await, 5, "what was kept on a day: {day:?}");
    })
    .await;
}
