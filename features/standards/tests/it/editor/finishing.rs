//! What becomes of a draft: its history, how it looks before it is in force, when it is finished or put away, and who sees it.

use super::*;

#[tokio::test]
async fn the_history_tells_each_state_in_words_and_any_of_them_comes_back() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        taken(&world.fill(DRAFTER, &draft, "parameters/queue.no_show_seconds", 1, &[("value", "90")]).await);
        let state = world.get(DRAFTER, &format!("{draft}/history/2")).await.page();
        assert!(state.contains("60 → 90 sekundes"), "{state}");
        let first = world.get(DRAFTER, &format!("{draft}/history/1")).await.page();
        assert!(first.contains("pirmais saglabājums") && first.contains("60 → 90 sekundes"), "{first}");
        taken(&world.post(DRAFTER, &format!("{draft}/history/1"), &[("_seen", "2")]).await);
        assert_eq!(world.file(&draft).await, good());
        let history = world.get(DRAFTER, &format!("{draft}/history")).await.page();
        assert!(history.contains("atgriezts 1. saglabājums"), "{history}");
    })
    .await;
}

#[tokio::test]
async fn a_finished_draft_goes_on_as_a_version_that_another_person_adopts() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let sent = world.post(DRAFTER, &format!("{draft}/send"), &[("_seen", "1")]).await;
        let version = taken(&sent).split('?').next().unwrap().to_owned();
        assert!(world.get(DRAFTER, &draft).await.page().contains("Nodots kā 2. redakcija"));
        let page = world.get(DRAFTER, &version).await.page();
        assert!(page.contains("projekts") && page.contains("nevar pieņemt tas pats cilvēks"), "{page}");
        // What is written afterwards does not change the version.
        taken(&world.fill(DRAFTER, &draft, "norm/wait", 1, &[("title.lv", "Vēlāk")]).await);
        assert!(!world.get(DRAFTER, &version).await.body.contains("Vēlāk"));
        assert!(world.get(DRAFTER, &draft).await.page().contains("Nodot kā projektu"), "it can go on again");
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_seen_before_it_is_in_force_as_staff_and_as_clients_will() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let public = world.get(DRAFTER, &format!("{draft}/preview?as=public")).await.page();
        assert!(
            public.contains("Ko mēs solām") || public.contains("Klientu aicina 15 minūšu laikā"),
            "{public}"
        );
        let staff = world.get(DRAFTER, &format!("{draft}/preview")).await.page();
        assert!(staff.contains("Kā redzēs darbinieki"), "{staff}");
        let broken = world.begin(&good().replacen("kind = \"promise\"", "kind = \"promisse\"", 1)).await;
        assert!(world.get(DRAFTER, &format!("{broken}/preview")).await.page().contains("priekšskata nav"));
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_was_put_away_is_not_changed_until_it_is_taken_out_again() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        taken(&world.post(DRAFTER, &format!("{draft}/put-away"), &[("do", "away")]).await);
        let refused = world.fill(DRAFTER, &draft, "norm/wait", 1, &[("title.lv", "Rinda")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        taken(&world.post(DRAFTER, &format!("{draft}/put-away"), &[("do", "out")]).await);
        taken(&world.fill(DRAFTER, &draft, "norm/wait", 1, &[("title.lv", "Rinda")]).await);
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_draft_sees_no_draft_and_changes_none() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        for path in
            ["", "/text", "/history", "/preview", "/item?at=norm/wait", "/file.toml", "/part/norms", "/live"]
        {
            let answer = world.get(READER, &format!("{draft}{path}")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
        let sent = world.fill(READER, &draft, "norm/wait", 1, &[("title.lv", "Rinda")]).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        assert_eq!(world.file(&draft).await, good());
    })
    .await;
}
