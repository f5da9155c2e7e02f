//! Several authors of one draft.

use super::*;

#[tokio::test]
async fn two_authors_of_different_fields_both_stay() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        taken(&world.fill(READER, &draft, "norm/wait", 1, &[("title.lv", "Rindas garums")]).await);
        // The first author still sees state 1.
        let mine =
            world.fill(DRAFTER, &draft, "norm/wait", 1, &[("text.lv", "Aicinām desmit minūtēs.")]).await;
        assert!(taken(&mine).ends_with("notice=joined"));
        let file = world.file(&draft).await;
        assert!(file.contains("Rindas garums") && file.contains("Aicinām desmit minūtēs."), "{file}");
        let page = world.item(DRAFTER, &draft, "norm/wait").await.page();
        assert!(page.contains("Rita Bērziņa: Norma: wait"), "each is told of the other: {page}");
    })
    .await;
}

#[tokio::test]
async fn of_two_texts_for_the_same_field_neither_is_lost_and_the_author_chooses() {
    on_both(async |database| {
        for (choice, stays, goes) in
            [("mine", "Mans teksts.", "Viņas teksts."), ("theirs", "Viņas teksts.", "Mans teksts.")]
        {
            let database = if database.engine == "sqlite" {
                solits_testkit::sqlite().await
            } else {
                solits_testkit::postgres().await
            };
            let world = World::new(database).await;
            world.second_author().await;
            let draft = world.begin(&good()).await;
            taken(&world.fill(READER, &draft, "norm/wait", 1, &[("text.lv", "Viņas teksts.")]).await);
            let mine = world
                .fill(
                    DRAFTER,
                    &draft,
                    "norm/wait",
                    1,
                    &[("text.lv", "Mans teksts."), ("title.lv", "Cits virsraksts")],
                )
                .await;
            assert_eq!(taken(&mine), format!("{draft}/clash?at=norm/wait"));
            assert!(world.file(&draft).await.contains("Viņas teksts."), "the draft is not overwritten");
            let page = world.get(DRAFTER, &format!("{draft}/clash?at=norm/wait")).await.page();
            assert!(page.contains("Mans teksts.") && page.contains("Viņas teksts."), "both are seen: {page}");
            // Whoever opens the entry is led to the choice.
            let entry = world.item(DRAFTER, &draft, "norm/wait").await;
            assert_eq!(taken(&entry), format!("{draft}/clash?at=norm/wait"));
            let form = [("_at", "norm/wait"), ("_state", "2"), ("choice-0", choice)];
            taken(&world.post(DRAFTER, &format!("{draft}/clash"), &form).await);
            let file = world.file(&draft).await;
            assert!(file.contains(stays) && !file.contains(goes), "{choice}: {file}");
            assert!(file.contains("Cits virsraksts"), "what did not clash stays anyway");
            assert_eq!(
                world.item(DRAFTER, &draft, "norm/wait").await.status,
                StatusCode::OK,
                "nothing is left over"
            );
        }
    })
    .await;
}

/// Principles have no names: they are found where others have moved them.
#[tokio::test]
async fn a_change_reaches_its_entry_also_when_somebody_took_out_the_one_before() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let removal = [("_do", "remove"), ("_at", "principle/@1"), ("_seen", "1")];
        taken(&world.post(READER, &format!("{draft}/entry"), &removal).await);
        let mine = world.fill(DRAFTER, &draft, "principle/@2", 1, &[("meaning.lv", "Solām un turam.")]).await;
        assert_eq!(taken(&mine), format!("{draft}/item?at=principle/@1&notice=joined"));
        let file = world.file(&draft).await;
        let kept = &file[file.find("Solīto izpildām").unwrap()..];
        assert!(kept[..200].contains("Solām un turam.") && !file.contains("Cilvēks vispirms"), "{file}");
    })
    .await;
}

#[tokio::test]
async fn what_was_written_over_an_entry_that_somebody_took_out_is_not_lost() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let removal = [("_do", "remove"), ("_at", "norm/wait-priority"), ("_seen", "1")];
        taken(&world.post(READER, &format!("{draft}/entry"), &removal).await);
        let fields = [("text.lv", "Ar priekšroku uzreiz.")];
        let mine = world.fill(DRAFTER, &draft, "norm/wait-priority", 1, &fields).await;
        let clash = taken(&mine).to_owned();
        assert!(world.get(DRAFTER, &clash).await.page().contains("Ar priekšroku uzreiz."));
        assert!(
            world.get(DRAFTER, &draft).await.page().contains("Jūs šeit rakstījāt"),
            "the draft reminds of it"
        );
        let form = [("_at", "norm/wait-priority"), ("_state", "2"), ("choice-0", "mine")];
        taken(&world.post(DRAFTER, &format!("{draft}/clash"), &form).await);
        assert!(world.file(&draft).await.contains("Ar priekšroku uzreiz."));
    })
    .await;
}

#[tokio::test]
async fn authors_see_who_is_at_the_same_entry() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let here = world.post(READER, &format!("{draft}/here"), &[("_at", "norm/wait")]).await;
        assert_eq!(here.status, StatusCode::NO_CONTENT);
        let page = world.item(DRAFTER, &draft, "norm/wait").await.page();
        assert!(page.contains("Šo pašu ierakstu tagad raksta arī Rita Bērziņa"), "{page}");
        let part = world.get(DRAFTER, &format!("{draft}/fragment?at=")).await.page();
        assert!(part.contains("Rita Bērziņa raksta: Norma: wait"), "{part}");
        world.at(now().plus_millis(10 * 60_000)).await;
        let later = world.get(DRAFTER, &format!("{draft}/fragment?at=norm/wait")).await.page();
        assert!(!later.contains("Rita Bērziņa"), "whoever has gone is not told of: {later}");
    })
    .await;
}
