//! Other programs count non-conformities.

use axum::http::StatusCode;
use serde_json::{Value, json};
use solits_testkit::on_both;

use crate::{CLERK, World, programs::call, roads};

#[tokio::test]
async fn a_program_counts_non_conformities_by_type_and_by_unit() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let body = json!({
            "reported_by": world.employee(CLERK).to_string(), "kind": "order_execution", "found": "Kavējas.",
            "unit": roads().to_string(),
        });
        for key in ["A", "B"] {
            assert_eq!(call(&world, "POST", "/api/v1/nonconformities", key, &body).await.0, StatusCode::OK);
        }
        let path = "/api/v1/nonconformities/figures";
        let (status, figures) = call(&world, "GET", path, "", &Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{figures}");
        let kind = &figures["by_kind"][0];
        assert_eq!(
            (&kind["kind"], &kind["all"], &kind["open"], &kind["repeated"]),
            (&json!("order_execution"), &json!(2), &json!(2), &json!(1))
        );
        assert_eq!(figures["by_unit"][0]["unit"], json!(roads().to_string()));
        let before = format!("{path}?from=2026-01-01&until=2026-10-31");
        assert_eq!(call(&world, "GET", &before, "", &Value::Null).await.1["by_kind"], json!([]));
        let backwards = format!("{path}?from=2026-11-02&until=2026-11-01");
        assert_eq!(call(&world, "GET", &backwards, "", &Value::Null).await.0, StatusCode::BAD_REQUEST);
    })
    .await;
}
