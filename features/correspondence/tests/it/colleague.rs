//! A colleague who writes again about a request of theirs is no client, by whichever way the letter gets into its case.

use axum::http::StatusCode;
use solits_correspondence::LetterState;
use solits_db::{row, sql};
use solits_journal::Heart;
use solits_kernel::CaseId;
use solits_testkit::{STANDARD, TestDb, on_both};

use crate::{PARAMETERS, PROMISES, World, intake::field};

/// What the institution promises to colleagues.
const TO_COLLEAGUES: &str = r#"
[[norm]]
id = "colleague-answered"
paragraphs = ["10.1"]
text = { lv = "Kolēģim atbildam vienas darba dienas laikā.", en = "A colleague is answered within one working day." }
kind = "promise"
[norm.promise]
starts = "internal.asked"
within = { working_days = 1 }
met_by = ["internal.answered", "internal.delay_told"]
channel = "internal"
"#;

row! {
    struct Opened { id: CaseId, version: i64 }
}
row! {
    struct Standing { state: String }
}

async fn world(database: TestDb) -> World {
    let world = World::new(database).await;
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    sql!(
        "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
         VALUES ($1, 3, 'testa', '3', $2, 'in_force', 0, 0, 2)"
    )
    .bind(format!("{}{PROMISES}{TO_COLLEAGUES}", STANDARD.replace("[parameters]\n", PARAMETERS)))
    .run(&mut tx)
    .await
    .unwrap();
    Heart::changed(&mut tx);
    tx.commit().await.unwrap();
    world
}

/// The cases in the order they were opened.
async fn opened(world: &World) -> Vec<Opened> {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    sql!("SELECT id, version FROM cases WHERE institution_id = $1 ORDER BY reference")
        .all(&mut tx)
        .await
        .unwrap()
}

/// How everything stands that was promised by a norm in a case, in the order it began.
async fn standings(world: &World, case: CaseId, norm: &str) -> Vec<String> {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    let all: Vec<Standing> = sql!(
        "SELECT state FROM obligations WHERE institution_id = $1 AND subject_id = $2 AND norm = $3 ORDER BY opened_n"
    )
    .bind(case)
    .bind(norm)
    .all(&mut tx)
    .await
    .unwrap();
    all.into_iter().map(|one| one.state).collect()
}

/// The address of the second employee.
async fn address(world: &World) -> String {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    let address: Option<String> =
        sql!("SELECT email AS value FROM employees WHERE institution_id = $1 AND id = $2")
            .bind(world.fixture.employees[1])
            .scalar(&mut tx)
            .await
            .unwrap();
    address.unwrap()
}

fn letter(from: &str, number: u8, more: &str) -> String {
    format!(
        "From: Kolēģis <{from}>\nTo: info@testa.example\nSubject: Par izziņu\nMessage-ID: <n{number}@example.org>\n{more}Content-Type: text/plain; charset=utf-8\n\nLabdien!\nVai 18. novembrī strādājat?\n"
    )
}

/// J-01: a colleague who writes again is promised what colleagues are, and starts none of the clocks of clients, whether
/// the letter joins by itself or a person says that it belongs there.
#[tokio::test]
async fn a_colleagues_later_letter_about_an_internal_request_starts_no_clock_of_clients() {
    on_both(|database| async {
        let world = world(database).await;
        let from = address(&world).await;
        world.take(1, &letter(&from, 1, "")).await;
        assert_eq!(world.understand().await, Some(LetterState::Placed));
        let first = &opened(&world).await[0];
        let case = first.id;
        let said = format!("version={}&form=internal&matter=internal_request", first.version);
        let (status, page) = world.post(0, &format!("/cases/{case}/nature"), &said).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let of_clients = standings(&world, case, "mail.answer").await;
        assert_eq!(of_clients, ["waived"], "that is promised to clients");
        assert_eq!(standings(&world, case, "colleague-answered").await, ["open"]);

        let receipt = field(&world.leaving().await[0].raw, "message-id");
        world.take(2, &letter(&from, 2, &format!("In-Reply-To: <{receipt}>\n"))).await;
        assert_eq!(world.understand().await, Some(LetterState::Placed));
        assert_eq!(world.cases().await, 1, "it joined");
        assert_eq!(standings(&world, case, "mail.answer").await, of_clients);
        assert_eq!(standings(&world, case, "mail.receipt").await.len(), 1);
        assert_eq!(standings(&world, case, "colleague-answered").await, ["open", "open"]);

        world.take(3, &letter(&from, 3, "")).await;
        assert_eq!(world.understand().await, Some(LetterState::Placed));
        let other = &opened(&world).await[1];
        let join = format!("version={}&into={case}", other.version);
        let (status, page) = world.post(0, &format!("/cases/{}/join", other.id), &join).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(standings(&world, case, "mail.answer").await, of_clients);
        assert_eq!(standings(&world, case, "colleague-answered").await, ["open", "open", "open"]);

        let reply = format!(
            "version={}&subject=Re%3A+Kur&opening=Labdien%21%0AAtbildam+uz+J%C5%ABsu+v%C4%93stuli.&main=Nekas+nav+j%C4%81maks%C4%81.&ending=Paldies%2C+ka+rakst%C4%ABj%C4%81t%21&reread=1&send=1",
            opened(&world).await[0].version
        );
        let (status, page) = world.post(0, &format!("/cases/{case}/reply"), &reply).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(standings(&world, case, "colleague-answered").await, ["met", "met", "met"], "one answer to all");
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let (_, differences) = solits_journal::recompute(&mut tx, &world.app.heart).await.unwrap();
        assert!(differences.is_empty(), "{differences:#?}");
    })
    .await;
}

/// A client's second letter starts its own clock as before.
#[tokio::test]
async fn a_clients_later_letter_starts_the_clock_of_clients() {
    on_both(|database| async {
        let world = world(database).await;
        world.take(1, &letter("janis@example.org", 1, "")).await;
        world.understand().await;
        let receipt = field(&world.leaving().await[0].raw, "message-id");
        world.take(2, &letter("janis@example.org", 2, &format!("In-Reply-To: <{receipt}>\n"))).await;
        world.understand().await;
        let case = opened(&world).await[0].id;
        assert_eq!(standings(&world, case, "mail.answer").await, ["open", "open"]);
        assert!(standings(&world, case, "colleague-answered").await.is_empty());
    })
    .await;
}
