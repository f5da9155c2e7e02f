//! The sheet of acquaintance.

use axum::http::StatusCode;
use solits_testkit::{STANDARD, on_both};

use crate::{ANNA, ILZE, OTO, World, explaining, standard};

#[tokio::test]
async fn akniste_annex_the_sheet_has_the_five_columns_of_the_document() {
    on_both(|database| async {
        let columns = "\"acquaint.signoff_columns\" = { value = [\"Nr. p. k.\", \"Datums\", \"KAC darbinieka vārds, uzvārds\", \"Paraksts par iepazīšanos ar noteikumiem\", \"Piezīmes\"], paragraph = \"annex\" }";
        let world = World::opened(database, &standard(columns, "")).await;
        world.post("anna", "/acquaintance", "remarks=Par+5.+punktu+jaut%C4%81ju&read=1").await;
        let sheet = world.get("ilze", "/acquaintance/sheet/1").await;
        for column in ["Nr. p. k.", "Datums", "KAC darbinieka vārds, uzvārds", "Paraksts par iepazīšanos ar noteikumiem", "Piezīmes"] {
            sheet.shows(&format!("<th scope=\"col\">{column}</th>"));
        }
        sheet.shows(ANNA).shows("parakstīts programmā plkst. 9.05").shows("Par 5. punktu jautāju");
    })
    .await;
}

#[tokio::test]
async fn a_sheet_shows_an_employee_their_own_line_and_an_official_those_they_answer_for() {
    on_both(|database| async {
        let world = World::opened(database, &explaining()).await;
        world
            .get("anna", "/acquaintance/sheet/1")
            .await
            .shows(&cell(ANNA))
            .hides(&cell(ILZE))
            .hides(&cell(OTO));
        world
            .get("ilze", "/acquaintance/sheet/1")
            .await
            .shows(&cell(ANNA))
            .shows(&cell(ILZE))
            .hides(&cell(OTO));
    })
    .await;
}

/// A name in the table, as the name of who is signed in stands on every page.
fn cell(name: &str) -> String {
    format!("<th scope=\"row\">{name}</th>")
}

#[tokio::test]
async fn a_version_that_is_not_there_has_no_sheet() {
    on_both(|database| async {
        let world = World::new(database, STANDARD).await;
        assert_eq!(world.get("anna", "/acquaintance/sheet/7").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
