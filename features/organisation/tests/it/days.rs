//! The days of the whole institution, and the hours of a place that are not its opening hours.

use jiff::civil::date;
use solits_organisation::find_branch;
use solits_testkit::on_both;

use super::*;

/// Labour Law, section 133(4): a day is made free and worked on another; the year is confirmed once that is entered.
#[tokio::test]
async fn a_transfer_and_a_confirmed_year_hold_in_the_branch_and_stand_in_the_journal() {
    on_both(async |database| {
        let world = World::new(database).await;
        assert!(world.page("/setup/calendar").await.contains("2027. gada kalendārs nav apstiprināts"));
        let moved = [("off", "2027-06-25"), ("worked", "2027-06-19"), ("transfer_source", "Rīkojums")];
        world.post("/setup/calendar/transfers", &moved).await.taken();
        world.post("/setup/calendar/years", &[("year", "2027")]).await.taken();
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let calendar = find_branch(&mut tx, world.fixture.branch).await.unwrap().unwrap().calendar;
        drop(tx);
        assert!(!calendar.is_working_day(date(2027, 6, 25)) && calendar.is_working_day(date(2027, 6, 19)));
        assert!(!world.page("/setup/calendar").await.contains("2027. gada kalendārs nav apstiprināts"));
        let again = world.post("/setup/calendar/transfers", &moved).await.refused();
        assert!(again.contains("f-off-error") && again.contains("f-worked-error"), "{again}");
        assert!(world.journal().await.iter().all(|what| what == "branch.calendar"));
    })
    .await;
}

/// D-06: reception and staff keep hours apart from those in which the place is open.
#[tokio::test]
async fn hours_of_the_staff_leave_the_opening_hours_as_they_are() {
    on_both(async |database| {
        let world = World::new(database).await;
        let path = format!("{}/hours", world.branch());
        let opening = world.page(&path).await;
        for whose in ["staff", "reception"] {
            let week = [
                ("channel", whose),
                ("version", "0"),
                ("shortened", "60"),
                ("monday_0_from", "7:45"),
                ("monday_0_to", "17:15"),
            ];
            world.post(&path, &week).await.taken();
            assert!(world.page(&format!("{path}?channel={whose}")).await.contains("07:45"), "{whose}");
        }
        assert_eq!(opening.contains("07:45"), world.page(&path).await.contains("07:45"));
    })
    .await;
}
