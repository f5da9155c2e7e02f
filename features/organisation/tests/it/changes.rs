//! Changes that clients are told of ahead: what is entered, found and taken back, and the promise it starts.

use solits_db::row;
use solits_journal::{Heart, recompute};
use solits_organisation::{keep_changes, list_changes_to_come};
use solits_testkit::{STANDARD, on_both};

use super::*;

/// The State Land Service's kinds of notice and its promises of them (VZD 17.5.1, 17.5.2).
const NOTICES: &str = r#"
[[notice]]
paragraph = "17.5.1"
id = "before_public_holiday"
text = { lv = "Darba laiks pirms svētku dienām", en = "Opening hours before public holidays" }
lead_days = 5

[[notice]]
paragraph = "17.5.2"
id = "planned_repair"
text = { lv = "Plānots centra remonts", en = "Planned repairs of a centre" }
lead_days = 15

[[norm]]
id = "notice-holiday"
paragraphs = ["17.5.1"]
text = { lv = "Par darba laiku pirms svētkiem paziņojam piecas dienas iepriekš.", en = "Hours before holidays are announced five days ahead." }
kind = "promise"
[norm.promise]
starts = { event = "notice.planned", where = { kind = "before_public_holiday" } }
within = { before_event = { calendar_days = 5 } }
met_by = ["notice.posted"]
waived_by = [{ by = "notice.withdrawn", reason = { lv = "izmaiņas atceltas", en = "the change was called off" } }]
channel = "visit"

[[norm]]
id = "notice-repair"
paragraphs = ["17.5.2"]
text = { lv = "Par remontu paziņojam 15 dienas iepriekš.", en = "Repairs are announced 15 days ahead." }
kind = "promise"
[norm.promise]
starts = { event = "notice.planned", where = { kind = "planned_repair" } }
within = { before_event = { calendar_days = 15 } }
met_by = ["notice.posted"]
waived_by = [{ by = "notice.withdrawn", reason = { lv = "izmaiņas atceltas", en = "the change was called off" } }]
channel = "visit"
"#;

row! {
    struct Owed { norm: String, state: String, due_at: Timestamp }
}

impl World {
    /// A standard with the notices is in force.
    async fn with_notices(database: TestDb) -> Self {
        let world = Self::new(database).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
             VALUES ($1, 2, 'testa', '2', $2, 'in_force', 0, 0, 1)"
        )
        .bind(format!("{STANDARD}{NOTICES}"))
        .run(&mut tx)
        .await
        .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        world
    }

    /// The promises of a notice, in the order in which they fall due: norm, state, last day.
    async fn owed(&self) -> Vec<String> {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        let rows = sql!(
            "SELECT norm, state, due_at FROM obligations WHERE institution_id = $1 ORDER BY due_at, norm"
        )
        .all::<Owed>(&mut tx)
        .await
        .unwrap();
        let last_day = |due: Timestamp| due.plus_seconds(-1).day();
        rows.iter().map(|row| format!("{} {} {}", row.norm, row.state, last_day(row.due_at))).collect()
    }

    /// A replay of the journal finds the same promises as were kept.
    async fn replays_the_same(&self) {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        assert_eq!(recompute(&mut tx, &Heart::new(&self.database.db)).await.unwrap().1, vec![]);
    }

    async fn hours(&self, what: &str, fields: &[(&str, &str)]) -> Answer {
        let all: Vec<(&str, &str)> = [("channel", "visit")].iter().chain(fields).copied().collect();
        self.post(&format!("{}/{what}", self.branch()), &all).await
    }
}

const REPAIR: &[(&str, &str)] = &[
    ("from_date", "2027-01-11"),
    ("from_time", "9:00"),
    ("to_date", "2027-01-13"),
    ("to_time", "17:00"),
    ("closure_kind", "planned_repair"),
    ("closure_reason_lv", "Remonts"),
    ("closure_reason_en", "Repairs"),
];

/// VZD 17.5.2: repairs from 11 January are announced 15 days ahead, on 27 December at the latest; called off, nothing is
/// owed any more.
#[tokio::test]
async fn a_closure_that_is_entered_starts_the_promise_of_an_early_notice_and_calling_it_off_ends_it() {
    on_both(async |database| {
        let world = World::with_notices(database).await;
        world.hours("closures", REPAIR).await.taken();
        assert_eq!(world.owed().await, ["notice-repair open 2026-12-27"]);
        let page = world.page(&format!("{}/hours", world.branch())).await;
        assert!(page.contains("Plānots centra remonts; Remonts"), "{page}");
        assert!(page.contains("ne vēlāk kā 27. decembrī"), "{page}");
        assert!(page.contains("/setup/display?branch="), "{page}");
        let gone = [("from", "2027-01-11T09:00:00"), ("to", "2027-01-13T17:00:00")];
        world.hours("closures/end", &gone).await.taken();
        assert_eq!(world.owed().await, ["notice-repair waived 2026-12-27"]);
        assert!(!world.page(&format!("{}/hours", world.branch())).await.contains("id=\"planned\""));
        world.replays_the_same().await;
    })
    .await;
}

/// VZD 17.5.1: a day before a public holiday is known as such without anybody saying so; the staff's own hours are told
/// nobody, and a day entered again is not promised twice.
#[tokio::test]
async fn other_hours_before_a_holiday_are_recognised_by_the_day() {
    on_both(async |database| {
        let world = World::with_notices(database).await;
        let eve = [
            ("date", "2026-12-31"),
            ("day_0_from", "9:00"),
            ("day_0_to", "12:00"),
            ("reason_lv", "Vecgada diena"),
            ("reason_en", "New Year's Eve"),
        ];
        for _ in 0..2 {
            world.hours("exceptions", &eve).await.taken();
        }
        assert_eq!(world.owed().await, ["notice-holiday open 2026-12-26"]);
        let staff: Vec<(&str, &str)> =
            eve.iter().chain(&[("channel", "staff")]).copied().filter(|(name, _)| !name.is_empty()).collect();
        world.post(&format!("{}/exceptions", world.branch()), &staff).await.taken();
        assert_eq!(world.owed().await.len(), 1);
        world.hours("exceptions/remove", &[("date", "2026-12-31")]).await.taken();
        assert_eq!(world.owed().await, ["notice-holiday waived 2026-12-26"]);
        world.replays_the_same().await;
    })
    .await;
}

/// Labour Law, section 135, and VZD 17.5.1: 23 December is shorter because a holiday follows, and the calendar says so by
/// itself, once, some days before the notice is due.
#[tokio::test]
async fn shorter_days_before_holidays_are_planned_by_the_calendar_alone() {
    on_both(async |database| {
        let world = World::with_notices(database).await;
        let week = [
            ("version", "1"),
            ("shortened", "60"),
            ("monday_0_from", "9:00"),
            ("monday_0_to", "17:00"),
            ("wednesday_0_from", "9:00"),
            ("wednesday_0_to", "17:00"),
        ];
        world.hours("hours", &week).await.taken();
        keep_changes(&world.app, world.fixture.institution).await.unwrap();
        assert_eq!(world.owed().await, [""; 0], "it is five weeks ahead");
        world.app.clock.set(Timestamp::parse("2026-12-07T10:00:00.000Z").unwrap());
        for _ in 0..2 {
            keep_changes(&world.app, world.fixture.institution).await.unwrap();
        }
        assert_eq!(world.owed().await, ["notice-holiday open 2026-12-18"]);
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let planned =
            list_changes_to_come(&mut tx, world.fixture.branch, world.app.clock.now()).await.unwrap();
        assert_eq!(planned.len(), 1);
        assert_eq!(planned[0].begins_at.day(), jiff::civil::date(2026, 12, 23));
        drop(tx);
        // Without hours on that day there is nothing to tell.
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE sessions SET seen_at = $2, created_at = $2 WHERE institution_id = $1")
            .bind(world.app.clock.now())
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let other =
            [("version", "2"), ("shortened", "60"), ("monday_0_from", "9:00"), ("monday_0_to", "17:00")];
        world.hours("hours", &other).await.taken();
        keep_changes(&world.app, world.fixture.institution).await.unwrap();
        assert_eq!(world.owed().await, ["notice-holiday waived 2026-12-18"]);
    })
    .await;
}
