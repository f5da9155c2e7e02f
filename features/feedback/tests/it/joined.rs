//! A complaint whose case became part of another ends in its register with that (K-01, K-06): on both engines.

use axum::http::StatusCode;
use solits_cases::{Kind, Opened};
use solits_kernel::CaseId;
use solits_testkit::on_both;

use crate::{Who, World};

async fn join(world: &World, case: CaseId, into: &Opened) {
    let mut tx = world.write().await;
    let version = solits_cases::find(&mut tx, case).await.unwrap().unwrap().version.to_string();
    drop(tx);
    let values = [
        ("version", version.as_str()),
        ("into", into.reference.as_str()),
        ("merge_reason", "Par to pašu."),
        ("same_client", "1"),
    ];
    world.post(Who::Katrina, &format!("/cases/{case}/merge"), &values).await.taken();
}

#[tokio::test]
async fn a_complaint_that_became_part_of_another_is_neither_open_nor_late_and_names_the_other() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let stays = world.came(Kind::Complaint, "Par Annu", Who::Katrina).await;
        let ended = world.came(Kind::Complaint, "Vēlreiz par Annu", Who::Katrina).await.case;
        world.register(Who::Katrina, ended, Who::Ilze).await.taken();
        let named = format!("Pievienota lietai {}", stays.reference);
        join(&world, ended, &stays).await;
        // What is decided is decided in the other case.
        for refused in [
            world.register(Who::Katrina, ended, Who::Anna).await,
            world.examine(Who::Boriss, ended, "justified").await,
        ] {
            assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
        }
        world.late().await;
        world
            .get(Who::Katrina, "/feedback?kind=complaint&status=closed&from=2026-11-01")
            .await
            .shows("Vēlreiz par Annu")
            .shows(&named)
            .hides("is-late");
        for standing in ["examined", "to-register"] {
            let open = format!("/feedback?kind=complaint&status={standing}&from=2026-11-01");
            world.get(Who::Katrina, &open).await.hides("Vēlreiz par Annu");
        }
        let page = world.get(Who::Katrina, &format!("/feedback/{ended}")).await;
        page.shows(&named).hides(&format!("/feedback/{ended}/register\"")).hides("id=\"close\"");
    })
    .await;
}

/// What a register says is open is counted beside its name.
#[tokio::test]
async fn a_complaint_that_became_part_of_another_is_not_counted_as_open() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let stays = world.came(Kind::Complaint, "Par Annu", Who::Katrina).await;
        let ended = world.came(Kind::Complaint, "Vēlreiz par Annu", Who::Katrina).await.case;
        let register = "/feedback?kind=complaint";
        world.get(Who::Katrina, register).await.shows("Sūdzības (2)");
        join(&world, ended, &stays).await;
        world.get(Who::Katrina, register).await.shows("Sūdzības (1)");
    })
    .await;
}
