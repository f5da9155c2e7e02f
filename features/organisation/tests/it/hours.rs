//! Opening hours by channel, days with other hours, closures (D-06).

use jiff::civil::{Date, date};
use solits_kernel::BranchId;
use solits_organisation::{find_branch, find_channel_calendar};
use solits_standard::model::ChannelKind;
use solits_testkit::on_both;

use super::*;

/// Friday after the day of the tests.
const FRIDAY: Date = date(2026, 11, 20);

const SPLIT: &[(&str, &str)] = &[
    ("friday_0_from", "9"),
    ("friday_0_to", "12.00"),
    ("friday_1_from", "13:00"),
    ("friday_1_to", "18:00"),
    ("shortened", "60"),
];

impl World {
    async fn hours_on(&self, channel: ChannelKind, day: Date) -> String {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        let branch = find_branch(&mut tx, self.fixture.branch).await.unwrap().unwrap();
        let calendar = find_channel_calendar(&mut tx, &branch, channel).await.unwrap();
        calendar.opening_intervals(day).iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    async fn send_hours(&self, what: &str, channel: &str, version: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("channel", channel), ("version", version)];
        all.extend_from_slice(fields);
        self.post(&format!("{}/{what}", self.branch()), &all).await
    }
}

#[tokio::test]
async fn a_split_day_is_kept_from_the_moment_it_is_saved() {
    on_both(async |database| {
        let world = World::new(database).await;
        let back = world.send_hours("hours", "visit", "1", SPLIT).await.taken();
        assert!(back.ends_with("/hours?channel=visit&notice=hours"), "{back}");
        assert_eq!(world.hours_on(ChannelKind::Visit, FRIDAY).await, "09:00-12:00, 13:00-18:00");
        assert_eq!(
            world.hours_on(ChannelKind::Visit, date(2026, 11, 21)).await,
            "",
            "Saturday was left empty"
        );
        assert_eq!(world.journal().await, ["branch.calendar"]);
        let page = world.page(&back).await;
        assert!(page.contains("value=\"13:00\"") && page.contains("name=\"version\" value=\"2\""), "{page}");
        // Earlier versions stay, so that a due date can be counted again as it was.
        let versions = sql!(
            "SELECT count(*) AS value FROM branch_calendars WHERE institution_id = $1 AND branch_id = $2"
        )
        .bind(world.fixture.branch);
        assert_eq!(world.number(versions).await, 2);
    })
    .await;
}

#[tokio::test]
async fn hours_that_close_before_they_open_come_back_with_what_was_typed() {
    on_both(async |database| {
        let world = World::new(database).await;
        let wrong = [
            ("monday_0_from", "17:00"),
            ("monday_0_to", "9:15"),
            ("tuesday_0_from", "9:00"),
            ("wednesday_0_from", "25:77"),
            ("wednesday_0_to", "18:00"),
            ("thursday_0_from", "9:00"),
            ("thursday_0_to", "13:00"),
            ("thursday_1_from", "12:00"),
            ("thursday_1_to", "17:00"),
            ("shortened", "ļoti"),
        ];
        let page = world.send_hours("hours", "visit", "1", &wrong).await.refused();
        for said in [
            "id=\"f-monday_0_to-error\"",
            "pirmdiena: Slēdz agrāk, nekā atver.",
            "value=\"9:15\"",
            "id=\"f-tuesday_0_to-error\"",
            "Norādiet abus laikus.",
            "value=\"25:77\"",
            "id=\"f-thursday_1_from-error\"",
            "Atver, pirms ir slēgts.",
            "value=\"ļoti\"",
        ] {
            assert!(page.contains(said), "{said} is missing: {page}");
        }
        assert_eq!(world.hours_on(ChannelKind::Visit, FRIDAY).await, "00:00-24:00", "nothing was changed");
        assert!(world.journal().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn of_two_people_who_change_the_same_week_the_second_is_told() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.send_hours("hours", "visit", "1", SPLIT).await.taken();
        let late = [("friday_0_from", "8:00"), ("friday_0_to", "10:00"), ("shortened", "60")];
        let page = world.send_hours("hours", "visit", "1", &late).await.refused();
        assert!(page.contains("pa šo laiku ir mainījis") && page.contains("value=\"10:00\""), "{page}");
        assert_eq!(world.hours_on(ChannelKind::Visit, FRIDAY).await, "09:00-12:00, 13:00-18:00");
    })
    .await;
}

#[tokio::test]
async fn a_channel_has_hours_of_its_own_until_it_shares_those_of_the_branch_again() {
    on_both(async |database| {
        let world = World::new(database).await;
        assert_eq!(world.hours_on(ChannelKind::Phone, FRIDAY).await, "00:00-24:00", "the branch's, at first");
        world.send_hours("hours", "phone", "0", SPLIT).await.taken();
        assert_eq!(world.hours_on(ChannelKind::Phone, FRIDAY).await, "09:00-12:00, 13:00-18:00");
        assert_eq!(
            world.hours_on(ChannelKind::Visit, FRIDAY).await,
            "00:00-24:00",
            "the visit keeps its own"
        );
        assert_eq!(world.hours_on(ChannelKind::Email, FRIDAY).await, "00:00-24:00");
        world.send_hours("hours/shared", "phone", "1", &[]).await.taken();
        assert_eq!(world.hours_on(ChannelKind::Phone, FRIDAY).await, "00:00-24:00");
        assert_eq!(world.journal().await, ["branch.channel_calendar", "branch.channel_calendar"]);
    })
    .await;
}

#[tokio::test]
async fn a_day_with_other_hours_replaces_the_usual_ones_and_can_be_taken_back() {
    on_both(async |database| {
        let world = World::new(database).await;
        let day = [
            ("date", "2026-11-20"),
            ("day_0_from", "9:00"),
            ("day_0_to", "11:00"),
            ("reason_lv", "Apmācības"),
            ("reason_en", "Training"),
        ];
        world.send_hours("exceptions", "visit", "", &day).await.taken();
        assert_eq!(world.hours_on(ChannelKind::Visit, FRIDAY).await, "09:00-11:00");
        let page = world.page(&format!("{}/hours?lang=en", world.branch())).await;
        assert!(page.contains("Training") && page.contains("09:00-11:00"), "{page}");
        world.send_hours("exceptions/remove", "visit", "", &[("date", "2026-11-20")]).await.taken();
        assert_eq!(world.hours_on(ChannelKind::Visit, FRIDAY).await, "00:00-24:00");
        let over = [("date", "2026-11-18"), ("reason_lv", "Svētki"), ("reason_en", "")];
        let page = world.send_hours("exceptions", "visit", "", &over).await.refused();
        assert!(page.contains("Šī diena ir pagājusi") && page.contains("value=\"Svētki\""), "{page}");
        assert!(page.contains("f-reason_en-error"), "the reason is needed in both languages");
        assert_eq!(world.journal().await, ["branch.calendar", "branch.calendar"]);
    })
    .await;
}

#[tokio::test]
async fn a_closure_takes_its_time_from_the_day_and_a_running_one_ends_at_this_minute() {
    on_both(async |database| {
        let world = World::new(database).await;
        let closure = [
            ("from_date", "2026-11-19"),
            ("from_time", "10:00"),
            ("to_date", "2026-11-20"),
            ("to_time", "24:00"),
            ("closure_reason_lv", "Avārija"),
            ("closure_reason_en", "Accident"),
        ];
        world.send_hours("closures", "visit", "", &closure).await.taken();
        assert_eq!(world.hours_on(ChannelKind::Visit, date(2026, 11, 19)).await, "00:00-10:00");
        assert_eq!(world.hours_on(ChannelKind::Visit, FRIDAY).await, "");
        let page = world.page(&format!("{}/hours", world.branch())).await;
        assert!(page.contains("Avārija") && page.contains("Beigt tagad"), "{page}");
        let which = [("from", "2026-11-19T10:00:00"), ("to", "2026-11-21T00:00:00")];
        world.send_hours("closures/end", "visit", "", &which).await.taken();
        assert_eq!(world.hours_on(ChannelKind::Visit, date(2026, 11, 19)).await, "00:00-10:00, 12:00-24:00");
        assert_eq!(world.hours_on(ChannelKind::Visit, FRIDAY).await, "00:00-24:00");
        let backwards = [
            ("from_date", "2026-11-25"),
            ("from_time", "15:00"),
            ("to_date", "2026-11-25"),
            ("to_time", "9:00"),
            ("closure_reason_lv", "Remonts"),
            ("closure_reason_en", "Repairs"),
        ];
        let page = world.send_hours("closures", "visit", "", &backwards).await.refused();
        assert!(page.contains("f-to_time-error") && page.contains("value=\"Repairs\""), "{page}");
        assert_eq!(world.journal().await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn another_institutions_hours_are_not_found() {
    on_both(async |database| {
        let world = World::new(database).await;
        let other: BranchId = world.fixture.other_branch;
        assert_eq!(world.get(&format!("/setup/branches/{other}/hours")).await.status, StatusCode::NOT_FOUND);
        for (what, fields) in [
            ("hours", vec![("channel", "visit"), ("version", "1"), ("shortened", "0")]),
            ("hours/shared", vec![("channel", "phone")]),
            ("exceptions/remove", vec![("channel", "phone"), ("date", "2026-11-20")]),
        ] {
            let answer = world.post(&format!("/setup/branches/{other}/{what}"), &fields).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{what}");
        }
        let unknown = world.get(&format!("{}/hours?channel=pigeon", world.branch())).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        assert!(world.journal().await.is_empty());
    })
    .await;
}
