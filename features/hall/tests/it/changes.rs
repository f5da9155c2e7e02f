//! Planned changes on the board: a notice that can be seen announces them, and the promise of an early notice is judged by
//! that (VZD 17.5).

use axum::http::StatusCode;
use solits_db::{row, sql};
use solits_hall::post_notices;
use solits_journal::{Actor, By, Heart};
use solits_kernel::{Text, Timestamp};
use solits_organisation::{ChangeSource, NewChange, plan_change};
use solits_testkit::{STANDARD, on_both};

use crate::{TestHall, ten_o_clock};

/// The State Land Service's kinds of notice and what it promises of them (VZD 17.5.1, 17.5.3).
const RULES: &str = r#"
[[notice]]
paragraph = "17.5.1"
id = "before_public_holiday"
text = { lv = "Darba laiks pirms svētku dienām", en = "Opening hours before public holidays" }
lead_days = 5

[[notice]]
paragraph = "17.5.3"
id = "technical_disturbance"
text = { lv = "Tehnisks traucējums", en = "Technical disturbance" }
lead_days = 0

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
id = "notice-disturbance"
paragraphs = ["17.5.3"]
text = { lv = "Par traucējumu paziņojam, tiklīdz par to zinām.", en = "A disturbance is announced as soon as it is known." }
kind = "promise"
[norm.promise]
starts = { event = "notice.planned", where = { kind = "technical_disturbance" } }
within = { at_once = { minutes = 30 } }
met_by = ["notice.posted"]
channel = "visit"
"#;

row! {
    struct Kind { kind: String }
}
row! {
    struct Owed { norm: String, state: String }
}

impl TestHall {
    /// The rules are in force, and the hours of a day are planned to change.
    async fn plans(&self, day: &str) {
        let mut tx = self.app.db.write(self.fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1 AND number = 1")
            .bind(format!("{STANDARD}{RULES}"))
            .run(&mut tx)
            .await
            .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let day: jiff::civil::Date = day.parse().unwrap();
        let midnight = |day: jiff::civil::Date| Timestamp::in_riga(day, jiff::civil::Time::midnight());
        let change = NewChange {
            branch: self.fixture.branch,
            source: ChangeSource::Exception,
            hours_of: "visit".to_owned(),
            kind: "before_public_holiday".to_owned(),
            reason: Text::new("Ziemassvētki.", "Christmas."),
            begins_at: midnight(day),
            ends_at: midnight(day.tomorrow().unwrap()),
        };
        let mut tx = self.app.db.write(self.fixture.scope()).await.unwrap();
        let actor = Actor { by: By::Program, at: self.clock.now() };
        plan_change(&mut tx, &self.app, &actor, &change).await.unwrap().unwrap();
        tx.commit().await.unwrap();
    }

    /// The entries about notices, in their order.
    async fn told(&self) -> Vec<String> {
        let mut tx = self.app.db.read(self.fixture.scope()).await.unwrap();
        let rows = sql!("SELECT kind FROM journal WHERE institution_id = $1 ORDER BY n").all::<Kind>(&mut tx);
        let kinds = rows.await.unwrap().into_iter().map(|row| row.kind);
        kinds.filter(|kind| kind.starts_with("notice.")).collect()
    }

    async fn owed(&self) -> Vec<(String, String)> {
        let mut tx = self.app.db.read(self.fixture.scope()).await.unwrap();
        let rows = sql!("SELECT norm, state FROM obligations WHERE institution_id = $1 ORDER BY norm");
        rows.all::<Owed>(&mut tx).await.unwrap().into_iter().map(|row| (row.norm, row.state)).collect()
    }
}

fn pair(norm: &str, state: &str) -> (String, String) {
    (norm.to_owned(), state.to_owned())
}

/// VZD 17.5.1: hours before Christmas are announced by 18 December; the board says so, writes the words to begin with, and
/// the notice counts from when it can be seen, not from when it was written.
#[tokio::test]
async fn a_notice_announces_the_change_it_is_about_once_it_can_be_seen() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 3).await;
        hall.employs(1, "inta", "bureau_head").await;
        hall.plans("2026-12-23").await;
        let page = hall.staff_get("inta", "/floor/display").await.body;
        assert!(page.contains("Par ko vēl jāpaziņo") && page.contains("18. decembrī (17.5.1)"), "{page}");
        let link = page.split("href=\"").find(|rest| rest.contains("change=")).unwrap();
        let link = link.split('"').next().unwrap().replace("&#38;", "&");
        let link = link.split('#').next().unwrap().to_owned();
        let form = hall.staff_get("inta", &link).await.body;
        assert!(form.contains("Apkalpošanas laiks 23. decembrī") && form.contains("Christmas."), "{form}");
        assert!(form.contains("value=\"2026-12-23\"") && form.contains("value=\"2026-12-24\""), "{form}");
        let branch = hall.fixture.branch.to_string();
        let written = [
            ("branch", branch.as_str()),
            ("text_lv", "Svētki"),
            ("text_en", "Holiday"),
            ("from_day", "2026-12-01"),
            ("from_time", "09:00"),
            ("until_day", "2026-12-24"),
            ("until_time", "00:00"),
            ("kind", "before_public_holiday"),
            ("about_on", "2026-12-23"),
            ("place", "all"),
        ];
        let answer = hall.staff_post("inta", "/floor/display", &written).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        post_notices(&hall.app, hall.fixture.institution).await.unwrap();
        assert_eq!(hall.owed().await, [pair("notice-holiday", "open")], "nobody can see it yet");
        hall.clock.set(Timestamp::parse("2026-12-01T08:00:00.000Z").unwrap());
        for _ in 0..2 {
            post_notices(&hall.app, hall.fixture.institution).await.unwrap();
        }
        assert_eq!(hall.owed().await, [pair("notice-holiday", "met")]);
        assert_eq!(hall.told().await, ["notice.planned", "notice.posted", "notice.posted"]);
        let public = hall.get("", &format!("/i/testa/branch/{}", hall.code().await)).await.body;
        assert!(public.contains("Svētki"), "{public}");
    })
    .await;
}

/// VZD 17.5.3: a disturbance is known when its notice is written; taken off, the notice is withdrawn in the journal.
#[tokio::test]
async fn a_notice_of_something_nobody_planned_is_where_it_becomes_known() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 3).await;
        hall.employs(1, "inta", "bureau_head").await;
        hall.plans("2026-12-23").await;
        let branch = hall.fixture.branch.to_string();
        let written = [
            ("branch", branch.as_str()),
            ("text_lv", "Nav elektrības"),
            ("text_en", "No electricity"),
            ("from_day", "2026-11-16"),
            ("from_time", "10:00"),
            ("until_day", "2026-11-16"),
            ("until_time", "12:00"),
            ("kind", "technical_disturbance"),
            ("place", "here"),
        ];
        assert_eq!(hall.clock.now(), ten_o_clock());
        let answer = hall.staff_post("inta", "/floor/display", &written).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let owed = [pair("notice-disturbance", "met"), pair("notice-holiday", "open")];
        assert_eq!(hall.owed().await, owed);
        let page = hall.staff_get("inta", "/floor/display").await.body;
        let end = page.split("action=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let end = end.map(str::to_owned).find(|action| action.ends_with("/end")).unwrap();
        hall.staff_post("inta", &end, &[("branch", branch.as_str())]).await;
        let told = ["notice.planned", "notice.planned", "notice.posted", "notice.posted", "notice.withdrawn"];
        assert_eq!(hall.told().await, told);
    })
    .await;
}
