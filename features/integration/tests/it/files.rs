//! The files of exports for other programs.

use axum::http::StatusCode;
use calamine::Data;
use solits_cases::{Kind, Open};
use solits_db::sql;
use solits_testkit::on_both;

use crate::{
    exports::{lines, sheets},
    world::{ANNA, World},
};

/// The days of November 2026.
const DAYS: &str = "from=2026-11-01&to=2026-11-30";

async fn a_complaint(world: &World) {
    let complaint = Open {
        kind: Kind::Complaint,
        subject: "Rupja apkalpošana".to_owned(),
        owner: world.employee(0),
        ..world.an_open()
    };
    world.open_as(complaint).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_takes_the_rows_it_may_see_and_each_file_is_recorded() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.open("Dzīvesvieta").await;
        a_complaint(&world).await;
        let taken = async |what: &str, token: &str| {
            world.api("GET", &format!("/api/v1/exports/{what}{DAYS}"), token, None).await
        };
        let file = taken("cases?", "files").await.expect(StatusCode::OK);
        assert!(file.header("content-disposition").contains("cases-2026-11-01-2026-11-30.csv"));
        assert!(file.header("content-type").starts_with("text/csv"));
        assert_eq!(lines(&file).len(), 1, "{}", file.body);
        // What it is about may name somebody, and is there only where it was asked for; the client never is.
        file.hides("Dzīvesvieta");
        let full = taken("cases?subjects=1&", "registers").await.expect(StatusCode::OK);
        assert_eq!(lines(&full).len(), 2);
        full.shows("Dzīvesvieta");
        full.hides("Kalns");
        let refused = taken("complaint?", "files").await.expect(StatusCode::FORBIDDEN);
        assert_eq!(refused.json()["right"], "feedback.read");
        let register = taken("complaint?", "registers").await.expect(StatusCode::OK);
        assert_eq!(lines(&register).len(), 1);
        assert!(lines(&taken("praise?", "files").await.expect(StatusCode::OK)).is_empty());
        let refused = taken("cases?", "cases").await.expect(StatusCode::FORBIDDEN);
        assert_eq!(refused.json()["right"], "exports.read");
        taken("weather?", "files").await.expect(StatusCode::NOT_FOUND);
        let recorded = sql!("SELECT CAST(sum(hits) AS BIGINT) AS value FROM access_entries WHERE institution_id = $1 AND what = 'table.export'");
        assert_eq!(world.count(recorded).await, 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_formula_in_a_name_comes_out_as_words() {
    on_both(async |database| {
        let world = World::new(database).await;
        let formula = "=HYPERLINK(\"http://x\";\"y\")";
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE employees SET name = $3 WHERE institution_id = $1 AND id = $2")
            .bind(world.employee(0))
            .bind(formula)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.open("+371 26123456").await;
        let path = format!("/api/v1/exports/cases?subjects=1&{DAYS}");
        let text = world.api("GET", &path, "files", None).await.expect(StatusCode::OK);
        let row = lines(&text).remove(0);
        assert_eq!((row[4].as_str(), row[11].as_str()), (format!("'{formula}").as_str(), "'+371 26123456"));
        let book =
            world.api("GET", &format!("{path}&format=xlsx"), "files", None).await.expect(StatusCode::OK);
        assert_eq!(sheets(&book)[0][1][4], Data::String(formula.to_owned()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_takes_six_files_an_hour_and_is_told_when_to_come_again() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.open("Dzīvesvieta").await;
        let path = format!("/api/v1/exports/cases?{DAYS}");
        // What is refused is no file.
        for (query, status) in [
            ("from=2026-12-01&to=2026-11-01", StatusCode::UNPROCESSABLE_ENTITY),
            ("from=2001-01-01&to=2026-11-01", StatusCode::UNPROCESSABLE_ENTITY),
            ("from=vakar", StatusCode::BAD_REQUEST),
            ("format=pdf", StatusCode::BAD_REQUEST),
        ] {
            world.api("GET", &format!("/api/v1/exports/cases?{query}"), "files", None).await.expect(status);
        }
        for _ in 0..6 {
            world.api("GET", &path, "files", None).await.expect(StatusCode::OK);
        }
        let refused = world.api("GET", &path, "files", None).await.expect(StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refused.header("retry-after"), "600");
        // Neither another program nor a person waits for it.
        world.api("GET", &path, "registers", None).await.expect(StatusCode::OK);
        let form = [("what", "cases"), ("from", "2026-11-01"), ("until", "2026-11-30"), ("as", "csv")];
        world.post("/exports", ANNA, &form).await.expect(StatusCode::OK);
        world.later(11);
        world.api("GET", &path, "files", None).await.expect(StatusCode::OK);
    })
    .await;
}
