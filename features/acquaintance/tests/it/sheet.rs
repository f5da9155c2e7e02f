//! The sheet of acquaintance.

use axum::http::StatusCode;
use solits_db::sql;
use solits_kernel::Timestamp;
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

/// Aknīste, annex, and A-30: who cannot sign in the program signs the printed sheet; the official records it with the day
/// and the place where the sheet is kept, after the explanation that VZD 4 asks for, and only for their own people.
#[tokio::test]
async fn an_official_records_a_signature_on_paper_for_somebody_who_cannot_sign_in_the_program() {
    on_both(|database| async {
        let world = World::opened(database, &explaining()).await;
        let anna = format!("employee={}", world.anna());
        let form = format!("{anna}&signed_on=2026-11-20&kept=Lieta+1-5%2C+12.+lapa");
        let early = world.post("ilze", "/acquaintance/team/on-paper", &form).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "it is not explained yet: {}", early.body);
        world.get("ilze", "/acquaintance/team").await.hides("/acquaintance/team/on-paper");
        world.post("ilze", "/acquaintance/team/explained", &anna).await;
        world.get("ilze", "/acquaintance/team").await.shows("/acquaintance/team/on-paper");
        let ahead = format!("{anna}&signed_on=2026-12-24&kept=Lieta+1-5");
        let refused = world.post("ilze", "/acquaintance/team/on-paper", &ahead).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("tā nevar būt priekšā").shows("value=\"Lieta 1-5\"");
        // Adopted on 20 November, it was signed by nobody on the nineteenth.
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET adopted_at = $2, in_force_from = $2 WHERE institution_id = $1")
            .bind(Timestamp::parse("2026-11-20T07:00:00.000Z").unwrap())
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let before = format!("{anna}&signed_on=2026-11-19&kept=Lieta+1-5");
        let refused = world.post("ilze", "/acquaintance/team/on-paper", &before).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused
            .shows("agrāk to parakstīt nevarēja")
            .shows("value=\"2026-11-19\"")
            .shows("value=\"Lieta 1-5\"");
        let stranger = world.post("oto", "/acquaintance/team/on-paper", &form).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND, "Ilze answers for Anna");
        let taken = world.post("ilze", "/acquaintance/team/on-paper", &form).await;
        assert_eq!(taken.location.as_deref(), Some("/acquaintance/team?notice=paper"), "{}", taken.body);
        assert_eq!(world.entries("employee.standard_read").await, 1);
        world.get("ilze", "/acquaintance/team").await.shows("parakstīts uz papīra 2026. gada 20. novembrī");
        let sheet = world.get("ilze", "/acquaintance/sheet/1").await;
        sheet.shows("2026. gada 20. novembris").shows("Lapa glabājas: Lieta 1-5, 12. lapa");
        assert_eq!(world.keep_duties().await, 0, "nothing is opened again");
    })
    .await;
}
