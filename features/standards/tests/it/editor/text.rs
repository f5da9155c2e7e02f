//! The whole text of a standard in one field.

use super::*;

#[tokio::test]
async fn a_text_that_cannot_be_read_is_kept_for_its_author_and_the_draft_stays() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let broken = good().replacen("kind = \"promise\"", "kind = \"promise", 1);
        let path = format!("{draft}/text");
        let answer = world.send(DRAFTER, &path, &[("seen", "1"), ("source", &broken)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.file(&draft).await, good(), "the draft is as it was");
        world.at(now().plus_millis(3_600_000)).await;
        let page = world.get(DRAFTER, &path).await;
        assert!(said(&page.body).contains("Šeit ir jūsu rakstītais"));
        assert!(!said(&world.get(READER, &path).await.body).contains("Šeit ir jūsu rakstītais"));
        taken(&world.send(DRAFTER, &path, &[("seen", "1"), ("source", &broken), ("do", "let-go")]).await);
        assert!(!said(&world.get(DRAFTER, &path).await.body).contains("Šeit ir jūsu rakstītais"));
    })
    .await;
}

#[tokio::test]
async fn a_text_that_is_being_written_is_checked_and_kept_for_its_author_before_it_is_saved() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let wrong = good().replacen("\"queue.no_show_seconds\"", "\"queue.no_show_second\"", 1);
        let path = format!("{draft}/text");
        let told = world.send(DRAFTER, &format!("{path}/check"), &[("seen", "1"), ("source", &wrong)]).await;
        assert!(told.page().contains("queue.no_show_seconds"), "what was meant is told beside the text");
        assert_eq!(world.file(&draft).await, good(), "the draft changes when it is saved, not before");
        assert!(
            world.get(DRAFTER, &path).await.body.contains("queue.no_show_second&#34;"),
            "what was written waits"
        );
        world.send(DRAFTER, &format!("{path}/check"), &[("seen", "1"), ("source", &good())]).await;
        assert!(!said(&world.get(DRAFTER, &path).await.body).contains("Šeit ir jūsu rakstītais"));
    })
    .await;
}

#[tokio::test]
async fn a_text_saved_over_an_older_state_is_joined_with_what_others_did() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        taken(&world.fill(READER, &draft, "norm/wait", 1, &[("title.lv", "Rindas garums")]).await);
        let mine = good().replacen("Cilvēks vispirms", "Vispirms cilvēks", 1);
        let answer = world.send(DRAFTER, &format!("{draft}/text"), &[("seen", "1"), ("source", &mine)]).await;
        assert!(taken(&answer).ends_with("notice=joined"));
        let file = world.file(&draft).await;
        assert!(file.contains("Rindas garums") && file.contains("Vispirms cilvēks"));
        // A text that differs in the same place goes nowhere until its author has chosen.
        let other = file.replacen("Rindas garums", "Rinda", 1);
        taken(&world.fill(READER, &draft, "norm/wait", 3, &[("title.lv", "Gaidīšana")]).await);
        let clash = world.send(DRAFTER, &format!("{draft}/text"), &[("seen", "3"), ("source", &other)]).await;
        assert_eq!(taken(&clash), format!("{draft}/clash?at=text"));
        let page = world.get(DRAFTER, &format!("{draft}/clash?at=text")).await.page();
        assert!(page.contains("Rinda") && page.contains("Gaidīšana"), "{page}");
    })
    .await;
}
