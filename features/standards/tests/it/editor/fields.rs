//! Fields of entries: what is saved, what stays with its author, what is refused.

use super::*;

#[tokio::test]
async fn a_field_that_is_saved_is_a_new_state_and_leaves_the_rest_of_the_file_as_it_was() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let answer = world
            .fill(DRAFTER, &draft, "norm/wait", 1, &[("text.lv", "Klientu aicina 10 minūšu laikā.")])
            .await;
        assert!(taken(&answer).ends_with("notice=saved"));
        let expected = good().replacen(
            "Klientu aicina 15 minūšu laikā pēc talona saņemšanas.",
            "Klientu aicina 10 minūšu laikā.",
            1,
        );
        assert_eq!(world.file(&draft).await, expected);
        let history = world.get(DRAFTER, &format!("{draft}/history")).await.page();
        assert!(history.contains("mainīts: Norma: wait") && history.contains("Diāna Kļava"), "{history}");
        // The same again changes nothing and makes no state.
        let again = world
            .fill(DRAFTER, &draft, "norm/wait", 2, &[("text.lv", "Klientu aicina 10 minūšu laikā.")])
            .await;
        assert!(taken(&again).ends_with("notice=same"));
        assert_eq!(world.get(DRAFTER, &format!("{draft}/history/3")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// A word where a number is due stays in its field with the reason beside it; what fits is saved.
#[tokio::test]
async fn a_value_that_does_not_fit_stays_in_its_field_for_its_author_alone() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let fields = [("promise.target_percent", "gandrīz vienmēr"), ("title.lv", "Cik ilgi gaida")];
        let answer = world.fill(DRAFTER, &draft, "norm/wait", 1, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("value=\"gandrīz vienmēr\""), "what was typed stays");
        assert!(answer.body.contains("f-promise.target_percent-error"), "the reason stands beside it");
        let file = world.file(&draft).await;
        assert!(
            file.contains("Cik ilgi gaida") && file.contains("target_percent = 90.0"),
            "what fits is saved"
        );
        // The session ends, and the author signs in again.
        world.at(now().plus_millis(3_600_000)).await;
        let page = world.item(DRAFTER, &draft, "norm/wait").await;
        assert!(page.body.contains("value=\"gandrīz vienmēr\""), "it waits for its author");
        let other = world.item(READER, &draft, "norm/wait").await;
        assert_eq!(other.status, StatusCode::OK);
        assert!(!other.body.contains("gandrīz vienmēr"), "and for nobody else");
        // A value that fits takes its place, and nothing is left over.
        let mended = world.fill(DRAFTER, &draft, "norm/wait", 2, &[("promise.target_percent", "85")]).await;
        taken(&mended);
        assert!(!world.item(DRAFTER, &draft, "norm/wait").await.body.contains("gandrīz vienmēr"));
        assert!(world.file(&draft).await.contains("target_percent = 85"));
    })
    .await;
}

#[tokio::test]
async fn the_checkers_words_stand_beside_the_field_they_are_about() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft =
            world.begin(&good().replacen("starts = \"ticket.taken\"", "starts = \"ticket.takn\"", 1)).await;
        let overview = world.get(DRAFTER, &draft).await;
        assert!(overview.body.contains("item?at=norm/wait#f-promise.starts"), "the way to the place");
        assert!(!overview.page().contains("Nodot kā projektu"), "with a mistake it does not go on");
        let page = world.item(DRAFTER, &draft, "norm/wait").await;
        let start = page.body.find("f-promise.starts-error").expect("the error has a place");
        let field = page.body.find("name=\"promise.starts\"").unwrap();
        assert!(page.body[start..field].contains("ticket.takn"), "in words, before the field");
        let sent = world.post(DRAFTER, &format!("{draft}/send"), &[("_seen", "1")]).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn entries_are_added_with_a_name_moved_and_taken_out() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let entry = format!("{draft}/entry");
        let add = [("_do", "add"), ("_list", "norm"), ("_name", "sveiciens"), ("_seen", "1")];
        assert_eq!(
            taken(&world.post(DRAFTER, &entry, &add).await),
            format!("{draft}/item?at=norm/sveiciens&notice=added")
        );
        let value =
            [("_do", "add"), ("_list", "parameters"), ("_name", "contact.phone_rings"), ("_seen", "2")];
        let added = world.post(DRAFTER, &entry, &value).await;
        assert!(
            added.status == StatusCode::SEE_OTHER || added.status == StatusCode::CONFLICT,
            "{}",
            said(&added.body)
        );
        let page = world.item(DRAFTER, &draft, "norm/sveiciens").await.page();
        assert!(page.contains("Prasība vienā teikumā") && page.contains("Kā to raksta citi"), "{page}");
        let up = [("_do", "up"), ("_at", "principle/@2"), ("_seen", "2")];
        taken(&world.post(DRAFTER, &entry, &up).await);
        let file = world.file(&draft).await;
        assert!(file.find("Solīto izpildām") < file.find("Cilvēks vispirms"), "{file}");
    })
    .await;
}

#[tokio::test]
async fn the_pages_script_is_told_what_became_of_a_field() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let script = async |who: &str, seen: i64, fields: &[(&str, &str)]| {
            let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("_script", "1")]).collect();
            world.fill(who, &draft, "norm/wait", seen, &fields).await.json()
        };
        let good = script(DRAFTER, 1, &[("title.lv", "Rinda")]).await;
        assert_eq!((&good["state"], &good["good"]), (&2.into(), &true.into()), "{good}");
        let wrong = script(DRAFTER, 2, &[("promise.target_percent", "daudz")]).await;
        assert!(wrong["errors"]["promise.target_percent"].is_string() && wrong["good"] == false, "{wrong}");
        let theirs = script(READER, 2, &[("text.lv", "Viņas.")]).await;
        assert_eq!(theirs["state"], 3);
        let clash = script(DRAFTER, 2, &[("text.lv", "Mans.")]).await;
        assert_eq!(clash["clash"], format!("{draft}/clash?at=norm/wait"), "{clash}");
    })
    .await;
}

/// A row number far beyond what anybody writes would cost a page its memory.
#[tokio::test]
async fn a_row_that_no_form_has_is_told_and_neither_taken_nor_kept() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        for name in ["promise.waived_by.4000000000", "promise.waived_by.500", "nothing.like.it"] {
            let answer = world.fill(DRAFTER, &draft, "norm/wait", 1, &[(name, "xqzv")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(!answer.body.contains("xqzv"), "{name}");
            let page = world.item(DRAFTER, &draft, "norm/wait").await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.body.contains("xqzv"), "{name}");
        }
        assert_eq!(world.file(&draft).await, good());
    })
    .await;
}

#[tokio::test]
async fn a_value_beyond_every_measure_or_with_control_characters_is_refused() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        for value in ["a\u{0}b".to_owned(), "a\u{7}b".to_owned(), "ā".repeat(20_001)] {
            let answer = world.fill(DRAFTER, &draft, "norm/wait", 1, &[("title.lv", &value)]).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        }
        let far = format!("norm/{}", "a".repeat(300));
        let answer = world.fill(DRAFTER, &draft, &far, 1, &[("title.lv", "Rinda")]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        taken(&world.fill(DRAFTER, &draft, "norm/wait", 1, &[("title.lv", &"ā".repeat(20_000))]).await);
    })
    .await;
}
