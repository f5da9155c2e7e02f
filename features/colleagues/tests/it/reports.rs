//! Reporting a non-conformity: where it goes, what is said where it goes nowhere, and what becomes of it.

use axum::http::StatusCode;
use solits_db::sql;
use solits_kernel::day_number;
use solits_testkit::{browser, on_both, sqlite};
use uuid::Uuid;

use crate::{CLERK, DAY, DIRECTOR, EXPERT, HEAD, OTHER, SUBSTITUTE, World, roads, tuesday};

async fn reported(world: &World, kind: &str, unit: &str, from: &str) -> browser::Answer {
    let fields = [("found", "Pasūtījums kavējas."), ("kind", kind), ("unit", unit), ("place", from)];
    world.form(CLERK, "/nonconformities", &fields).await
}

/// The address of a report, and its id.
fn id_of(answer: &browser::Answer) -> (String, Uuid) {
    let page = answer.taken().split('?').next().unwrap().to_owned();
    let id = page.rsplit('/').next().unwrap().parse().unwrap();
    (page, id)
}

/// L-02: sent on saving, with the receipt, and the promise to report at once is kept in the same instant.
#[tokio::test]
async fn a_report_is_with_whoever_answers_for_its_type_as_soon_as_it_is_saved() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let form = world.page(CLERK, "/nonconformities/new?from=/standard").await;
        form.shows("Pasūtījuma izpilde: vadītājam").shows("Ceļu nodaļa").shows("/standard");
        let (page, id) = id_of(&reported(&world, "order_execution", &roads().to_string(), "/standard").await);
        assert_eq!(world.obligations(id).await, [("reported-at-once".to_owned(), "met".to_owned())]);
        world.page(HEAD, "/nonconformities").await.shows("N-2026-0001").shows("Pasūtījums kavējas.");
        let shown = world.page(CLERK, &page).await;
        shown.shows("Nodots: Haralds Holms");
        // Nobody else is shown it.
        assert_eq!(world.page(OTHER, &page).await.status, StatusCode::NOT_FOUND);
        world.page(OTHER, "/nonconformities").await.hides("Pasūtījums kavējas.");
        assert_eq!(world.page(OTHER, "/nonconformities?list=all").await.status, StatusCode::FORBIDDEN);
        world.page(DIRECTOR, "/nonconformities?list=all").await.shows("Pasūtījums kavējas.");
    })
    .await;
}

#[tokio::test]
async fn a_type_that_goes_to_the_head_of_a_unit_asks_for_the_unit_beside_the_field() {
    let world = World::new(sqlite().await).await;
    let refused = reported(&world, "order_execution", "", "").await;
    refused.refused().shows("Izvēlieties to.").shows("Pasūtījums kavējas.").shows("f-unit-error");
    reported(&world, "", "", "").await.refused().shows("f-kind-error");
}

/// While nobody holds the role the report is kept, everybody who may mend it is told what is missing, and the promise is
/// broken openly; once it is mended it goes on its way.
#[tokio::test]
async fn a_report_for_which_nobody_answers_is_kept_and_sent_once_somebody_does() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (page, id) = id_of(&reported(&world, "contract_obligations", "", "").await);
        let told = world.page(CLERK, &page).await;
        told.shows("nav, kam to nodot").shows("līgumu pārzinis").hides("Novērst trūkstošo</a>");
        assert_eq!(world.obligations(id).await, [("reported-at-once".to_owned(), "open".to_owned())]);
        world.page(DIRECTOR, "/nonconformities?list=all").await.shows("nav, kam nodot");
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("INSERT INTO role_holders (institution_id, id, role, employee_id, from_on) VALUES ($1, $2, $3, $4, $5)")
            .bind(Uuid::from_u128(700))
            .bind("contract_administrator")
            .bind(world.employee(OTHER))
            .bind(day_number(tuesday().day()))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.page(CLERK, &page).await.shows("Trūkstošais ir novērsts");
        world.later(DAY).await;
        world.form(CLERK, &format!("{page}/send"), &[("version", "1")]).await.taken();
        assert_eq!(world.obligations(id).await, [("reported-at-once".to_owned(), "breached".to_owned())]);
        world.page(OTHER, "/nonconformities").await.shows("Pasūtījums kavējas.");
    })
    .await;
}

/// What the standard does not name goes to the direct manager (B-06).
#[tokio::test]
async fn what_no_type_fits_goes_to_the_direct_manager() {
    let world = World::new(sqlite().await).await;
    reported(&world, "other", "", "").await.taken();
    world.page(DIRECTOR, "/nonconformities").await.shows("Pasūtījums kavējas.");
}

/// L-08: status, remedy and closing, each in the record of the report.
#[tokio::test]
async fn a_report_is_received_removed_and_closed_and_opened_again_where_it_did_not_help() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (page, _) = id_of(&reported(&world, "order_execution", &roads().to_string(), "").await);
        let steps = format!("{page}/steps");
        // Only whoever answers for it receives and removes it.
        let not_theirs =
            world.form(CLERK, &steps, &[("version", "1"), ("deed", "remedy"), ("remedy", "Nav.")]).await;
        assert_eq!(not_theirs.status, StatusCode::NOT_FOUND);
        world.form(HEAD, &steps, &[("version", "1"), ("deed", "receive")]).await.taken();
        world.page(CLERK, &page).await.shows("saņemts");
        let empty = world.form(HEAD, &steps, &[("version", "2"), ("deed", "remedy"), ("remedy", "")]).await;
        empty.refused().shows("f-remedy-error");
        let remedy = [("version", "2"), ("deed", "remedy"), ("remedy", "Pasūtījums izpildīts.")];
        world.form(HEAD, &steps, &remedy).await.taken();
        // Somebody else had the page open all the while.
        assert_eq!(world.form(HEAD, &steps, &remedy).await.status, StatusCode::CONFLICT);
        world.page(CLERK, &page).await.shows("Pasūtījums izpildīts.").shows("Nav novērsts");
        let again = [("version", "3"), ("deed", "reopen"), ("again", "Joprojām nav.")];
        world.form(CLERK, &steps, &again).await.taken();
        world.page(HEAD, &page).await.shows("Joprojām nav.");
        let close = [("version", "4"), ("deed", "close"), ("closing", "")];
        world.form(HEAD, &steps, &close).await.refused().shows("f-closing-error");
        let close = [("version", "4"), ("deed", "close"), ("closing", "Klients atteicās.")];
        world.form(HEAD, &steps, &close).await.taken();
        world.page(CLERK, &page).await.shows("slēgts").shows("Klients atteicās.");
    })
    .await;
}

#[tokio::test]
async fn while_the_addressee_is_away_the_substitute_has_the_report() {
    let world = World::new(sqlite().await).await;
    let (page, _) = id_of(&reported(&world, "order_execution", &roads().to_string(), "").await);
    world.page(SUBSTITUTE, "/nonconformities").await.hides("Pasūtījums kavējas.");
    world.away(HEAD, 1, 3, Some(SUBSTITUTE)).await;
    world.later(2 * DAY).await;
    world.page(SUBSTITUTE, "/nonconformities").await.shows("Pasūtījums kavējas.");
    world.form(SUBSTITUTE, &format!("{page}/steps"), &[("version", "1"), ("deed", "receive")]).await.taken();
}

/// L-09: number, age and repetition, and the way from a figure to its reports.
#[tokio::test]
async fn figures_lead_to_the_reports_behind_them() {
    on_both(|database| async move {
        let world = World::new(database).await;
        for _ in 0..2 {
            reported(&world, "order_execution", &roads().to_string(), "").await.taken();
        }
        world.later(10 * DAY).await;
        reported(&world, "other", "", "").await.taken();
        let figures = world.page(DIRECTOR, "/nonconformities/figures").await;
        figures.shows("Pasūtījuma izpilde").shows("10 dienu").shows("Ceļu nodaļa");
        figures.shows("kind=order_execution");
        let behind = world
            .page(DIRECTOR, "/nonconformities?list=all&kind=order_execution&from=2026-11-01&until=2026-11-20")
            .await;
        behind.shows("N-2026-0001").shows("N-2026-0002").hides("N-2026-0003");
        let wrong = world.page(DIRECTOR, "/nonconformities/figures?from=2026-12-01&until=2026-11-01").await;
        wrong.shows("pēdējā nav pirms pirmās").shows("2026-12-01");
        assert_eq!(world.page(EXPERT, "/nonconformities/figures").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

/// The page it came from is a path of ours and nothing else.
#[tokio::test]
async fn a_link_from_elsewhere_leaves_no_address_in_the_report() {
    let world = World::new(sqlite().await).await;
    let form = world.page(CLERK, "/nonconformities/new?from=https://evil.example/x").await;
    form.hides("evil.example");
    let (page, _) = id_of(&reported(&world, "other", "", "//evil.example").await);
    world.page(CLERK, &page).await.hides("evil.example");
}
