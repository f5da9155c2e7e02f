//! Notices of the display: written, shown, ordered and ended by those who may (E-20, D-14).

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use solits_db::sql;
use solits_testkit::{STANDARD, on_both};
use solits_web::hash_secret;
use uuid::Uuid;

use crate::{Answer, TestHall, ten_o_clock};

/// The State Land Service's rule on changed hours before a holiday (VZD 17.5.1).
const RULE: &str = r#"
[[notice]]
paragraph = "17.5.1"
id = "before_public_holiday"
text = { lv = "Darba laiks pirms svētku dienām", en = "Opening hours before public holidays" }
lead_days = 5
"#;

impl TestHall {
    /// Somebody signs in with a role; the name is the secret of their session.
    pub(crate) async fn employs(&self, number: usize, name: &str, role: &str) {
        let mut tx = self.app.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
             VALUES ($1, $2, $3, $4, 'csrf', 'passkey', $5, $5)"
        )
        .bind(Uuid::from_u128(90 + number as u128))
        .bind(hash_secret(name))
        .bind(self.fixture.employees[number])
        .bind(ten_o_clock())
        .run(&mut tx)
        .await
        .unwrap();
        sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, $3)")
            .bind(self.fixture.employees[number])
            .bind(role)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn staff_get(&self, who: &str, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, format!("s={who}")).body(Body::empty());
        self.ask(request.unwrap()).await
    }

    pub(crate) async fn staff_post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = fields.iter().chain(&[("csrf", "csrf")]);
        let form: Vec<String> = fields.map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::post(path)
            .header(header::COOKIE, format!("s={who}"))
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(form.join("&")));
        self.ask(request.unwrap()).await
    }

    /// Writes a notice that is shown from ten to noon of the same day.
    async fn writes(&self, who: &str, text: &str) -> Answer {
        let branch = self.fixture.branch.to_string();
        let english = format!("In English: {text}");
        let form = [("branch", branch.as_str()), ("text_lv", text), ("text_en", &english), ("place", "here")];
        self.staff_post(who, "/floor/display", &[form.as_slice(), &HOURS].concat()).await
    }
}

const HOURS: [(&str, &str); 4] = [
    ("from_day", "2026-11-16"),
    ("from_time", "10:00"),
    ("until_day", "2026-11-16"),
    ("until_time", "12:00"),
];

#[tokio::test]
async fn a_notice_that_a_supervisor_writes_is_on_the_display_at_once_and_leaves_with_its_time() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 3).await;
        hall.employs(1, "inta", "bureau_head").await;
        assert!(!hall.get("display", "/display/notices").await.body.contains("Remonts"));
        let written = hall.writes("inta", "Remonts").await;
        assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.body);
        let page = hall.staff_get("inta", &written.location).await;
        assert!(
            page.body.contains("rāda tagad") && page.body.contains("In English: Remonts"),
            "{}",
            page.body
        );
        assert!(hall.get("display", "/display/notices").await.body.contains("Remonts"));
        hall.wait_minutes(121);
        assert!(!hall.get("display", "/display/notices").await.body.contains("Remonts"), "its time is over");
        let entries = sql!(
            "SELECT count(*) AS value FROM journal WHERE institution_id = $1 AND kind = 'institution.changed'"
        );
        let mut tx = hall.app.db.read(hall.fixture.scope()).await.unwrap();
        assert_eq!(entries.scalar::<i64>(&mut tx).await.unwrap(), Some(1));
    })
    .await;
}

#[tokio::test]
async fn notices_are_ordered_and_taken_off() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 3).await;
        hall.employs(1, "inta", "bureau_head").await;
        for text in ["Pirmais", "Otrais"] {
            hall.writes("inta", text).await;
        }
        let page = hall.staff_get("inta", "/floor/display").await.body;
        let branch = hall.fixture.branch.to_string();
        let form = [("branch", branch.as_str())];
        let up = address(&page, "/up");
        assert_eq!(hall.staff_post("inta", &up, &form).await.status, StatusCode::SEE_OTHER);
        let shown = hall.get("display", "/display/notices").await.body;
        assert!(shown.find("Otrais") < shown.find("Pirmais"), "{shown}");
        let end = up.replace("/up", "/end");
        assert_eq!(hall.staff_post("inta", &end, &form).await.status, StatusCode::SEE_OTHER);
        let shown = hall.get("display", "/display/notices").await.body;
        assert!(shown.contains("Pirmais") && !shown.contains("Otrais"), "{shown}");
    })
    .await;
}

/// The address of the first form whose own ends so.
fn address(page: &str, end: &str) -> String {
    let actions = page.split("action=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    actions.map(|(action, _)| action.to_owned()).find(|action| action.ends_with(end)).unwrap()
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 3).await;
        hall.employs(1, "inta", "bureau_head").await;
        let branch = hall.fixture.branch.to_string();
        let wrong = [
            ("branch", branch.as_str()),
            ("text_lv", "Remonts"),
            ("text_en", ""),
            ("from_day", "2026-11-16"),
            ("from_time", "12:00"),
            ("until_day", "2026-11-16"),
            ("until_time", "10:00"),
        ];
        let page = hall.staff_post("inta", "/floor/display", &wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in ["f-text_en-error", "f-until_day-error", ">Remonts</textarea>"] {
            assert!(page.body.contains(part), "{part}: {}", page.body);
        }
        assert!(!hall.get("display", "/display/notices").await.body.contains("Remonts"));
        let looked = [wrong.as_slice(), &[("do", "preview")]].concat();
        let page = hall.staff_post("inta", "/floor/display", &looked).await;
        assert_eq!(page.status, StatusCode::OK, "a look at it writes nothing");
        assert!(page.body.contains("<p>Remonts</p>"), "{}", page.body);
    })
    .await;
}

/// VZD 17.5.1: changed hours before a holiday are told five days ahead; this notice comes two days ahead.
#[tokio::test]
async fn a_notice_that_comes_later_than_the_standard_asks_says_so() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 3).await;
        hall.employs(1, "inta", "bureau_head").await;
        let mut tx = hall.app.db.write(hall.fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1 AND number = 1")
            .bind(format!("{STANDARD}{RULE}"))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let page = hall.staff_get("inta", "/floor/display").await.body;
        assert!(page.contains("vismaz 5 dienas iepriekš"), "{page}");
        let branch = hall.fixture.branch.to_string();
        let form = [
            ("branch", branch.as_str()),
            ("text_lv", "Svētki"),
            ("text_en", "Holiday"),
            ("kind", "before_public_holiday"),
            ("about_on", "2026-11-18"),
        ];
        let written = hall.staff_post("inta", "/floor/display", &[form.as_slice(), &HOURS].concat()).await;
        let page = hall.staff_get("inta", &written.location).await.body;
        assert!(page.contains("ne vēlāk kā 13. novembrī (17.5.1)"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn administrators_come_by_the_set_up_and_specialists_not_at_all() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 3).await;
        hall.employs(0, "anna", "contact_person").await;
        hall.employs(2, "jana", "administrator").await;
        assert_eq!(hall.staff_get("jana", "/setup/display").await.status, StatusCode::OK);
        for path in ["/floor/display", "/setup/display"] {
            assert_eq!(hall.staff_get("anna", path).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(hall.writes("anna", "Remonts").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}
