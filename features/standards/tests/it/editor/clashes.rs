//! What two people wrote over each other, what does not fit, and what was seen before it was decided.

use super::*;

/// A form of the clash page about the norm of waiting.
fn choice<'a>(at: &'a str, state: &'a str, side: &'a str) -> [(&'a str, &'a str); 3] {
    [("_at", at), ("_state", state), ("choice-0", side)]
}

#[tokio::test]
async fn a_value_that_does_not_fit_does_not_stand_in_the_way_of_a_choice_and_waits_in_its_field() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        taken(&world.fill(READER, &draft, "norm/wait", 1, &[("text.lv", "Viņas teksts.")]).await);
        let fields = [("text.lv", "Mans teksts."), ("promise.target_percent", "daudz")];
        let mine = world.fill(DRAFTER, &draft, "norm/wait", 1, &fields).await;
        let clash = taken(&mine).to_owned();
        assert_eq!(clash, format!("{draft}/clash?at=norm/wait"));
        let page = world.get(DRAFTER, &clash).await.page();
        for words in ["Mans teksts.", "Viņas teksts.", "Paliek mans", "Kas neder savam laukam", "daudz"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let form = choice("norm/wait", "2", "mine");
        taken(&world.post(DRAFTER, &format!("{draft}/clash"), &form).await);
        assert!(world.file(&draft).await.contains("Mans teksts."));
        let entry = world.item(DRAFTER, &draft, "norm/wait").await;
        assert_eq!(entry.status, StatusCode::OK);
        assert!(entry.body.contains("value=\"daudz\""), "what did not fit waits in its field");
        assert!(entry.body.contains("f-promise.target_percent-error"));
    })
    .await;
}

#[tokio::test]
async fn a_value_that_fits_nowhere_is_kept_in_its_field_also_when_another_changed_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let wrong = [("promise.target_percent", "daudz")];
        let refused = world.fill(DRAFTER, &draft, "norm/wait", 1, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let theirs = [("promise.target_percent", "85")];
        taken(&world.fill(READER, &draft, "norm/wait", 1, &theirs).await);
        let entry = world.item(DRAFTER, &draft, "norm/wait").await;
        let clash = taken(&entry).to_owned();
        let page = world.get(DRAFTER, &clash).await.page();
        assert!(
            page.contains("daudz") && page.contains("85") && page.contains("Paturēt manu laukā"),
            "{page}"
        );
        taken(
            &world.post(DRAFTER, &format!("{draft}/clash"), &[("_at", "norm/wait"), ("_state", "2")]).await,
        );
        let entry = world.item(DRAFTER, &draft, "norm/wait").await;
        assert!(entry.status == StatusCode::OK && entry.body.contains("value=\"daudz\""));
        assert!(world.file(&draft).await.contains("target_percent = 85"), "the draft keeps the other's");
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_in_an_entry_that_is_gone_is_shown_to_be_copied_and_not_offered_for_taking() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let wrong = [("promise.target_percent", "daudz")];
        world.fill(DRAFTER, &draft, "norm/wait-priority", 1, &wrong).await;
        let removal = [("_do", "remove"), ("_at", "norm/wait-priority"), ("_seen", "1")];
        taken(&world.post(READER, &format!("{draft}/entry"), &removal).await);
        let clash = format!("{draft}/clash?at=norm/wait-priority");
        let page = world.get(DRAFTER, &clash).await.page();
        assert!(page.contains("daudz") && page.contains("ar roku") && page.contains("Atmest manu"), "{page}");
        assert!(!page.contains("Paliek mans") && !page.contains("Paturēt manu"), "{page}");
        // Whoever presses it on an older page loses nothing.
        let form = [("_at", "norm/wait-priority"), ("_state", "2")];
        world.post(DRAFTER, &format!("{draft}/clash"), &form).await;
        assert!(world.get(DRAFTER, &clash).await.page().contains("daudz"));
    })
    .await;
}

/// What was typed at an older state is set against what others changed since then, whatever its author saves besides.
#[tokio::test]
async fn a_refused_value_is_set_against_the_state_it_was_typed_at_also_after_other_fields_were_saved() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let wrong = [("promise.target_percent", "daudz"), ("_script", "1")];
        world.fill(DRAFTER, &draft, "norm/wait", 1, &wrong).await;
        let theirs = [("promise.target_percent", "85")];
        taken(&world.fill(READER, &draft, "norm/wait", 1, &theirs).await);
        let besides = [("title.lv", "Rinda"), ("_script", "1")];
        let saved = world.fill(DRAFTER, &draft, "norm/wait", 1, &besides).await.json();
        assert_eq!((&saved["state"], &saved["joined"]), (&3.into(), &true.into()), "{saved}");
        let entry = world.item(DRAFTER, &draft, "norm/wait").await;
        assert_eq!(
            taken(&entry),
            format!("{draft}/clash?at=norm/wait"),
            "the other's value is not passed over"
        );
    })
    .await;
}

#[tokio::test]
async fn a_field_that_i_left_as_i_saw_it_takes_nothing_back_and_one_that_i_set_back_is_set_back() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        let script = async |who: &str, seen: i64, fields: &[(&str, &str)]| {
            let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("_script", "1")]).collect();
            world.fill(who, &draft, "norm/wait", seen, &fields).await.json()
        };
        script(READER, 1, &[("title.lv", "Viņas virsraksts")]).await;
        let same = script(DRAFTER, 1, &[("title.lv", "Gaidīšana rindā")]).await;
        assert_eq!((&same["state"], &same["good"]), (&2.into(), &true.into()), "{same}");
        assert!(world.file(&draft).await.contains("Viņas virsraksts"), "what I saw is no change of mine");
        // My page still shows state 1; there I write over a text of mine, and then what it said before.
        script(
            DRAFTER,
            1,
            &[
                ("text.lv", "Mans."),
                ("_was:text.lv", "Klientu aicina 15 minūšu laikā pēc talona saņemšanas."),
            ],
        )
        .await;
        assert!(world.file(&draft).await.contains("Mans."));
        let before = "Klientu aicina 15 minūšu laikā pēc talona saņemšanas.";
        script(DRAFTER, 1, &[("text.lv", before), ("_was:text.lv", "Mans.")]).await;
        let file = world.file(&draft).await;
        assert!(file.contains(before) && !file.contains("Mans."), "{file}");
        assert!(file.contains("Viņas virsraksts"));
    })
    .await;
}

#[tokio::test]
async fn a_state_is_brought_back_and_a_draft_sent_on_only_as_it_was_seen() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        taken(&world.fill(DRAFTER, &draft, "norm/wait", 1, &[("title.lv", "Rinda")]).await);
        taken(&world.fill(READER, &draft, "norm/wait", 2, &[("text.lv", "Viņas teksts.")]).await);
        for path in ["history/1", "send"] {
            let late = world.post(DRAFTER, &format!("{draft}/{path}"), &[("_seen", "2")]).await;
            assert_eq!(late.status, StatusCode::CONFLICT, "{path}");
            assert!(late.body.contains("name=\"_seen\" value=\"3\""), "it is offered again: {path}");
            let page = said(&late.body);
            assert!(
                page.contains("Rita Bērziņa: Norma: wait") && page.contains("nekas nav izdarīts"),
                "{page}"
            );
            assert!(!page.contains("Diāna Kļava: Norma: wait"), "what was seen is not told again: {page}");
        }
        assert!(world.file(&draft).await.contains("Viņas teksts."), "nobody is overwritten");
        assert_eq!(world.get(DRAFTER, "/standard/2").await.status, StatusCode::NOT_FOUND, "nothing went on");
        taken(&world.post(DRAFTER, &format!("{draft}/history/1"), &[("_seen", "3")]).await);
        assert_eq!(world.file(&draft).await, good());
    })
    .await;
}

#[tokio::test]
async fn a_state_that_was_sent_on_already_keeps_its_number() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let form = [("_seen", "1")];
        let first = world.post(DRAFTER, &format!("{draft}/send"), &form).await;
        let second = world.post(DRAFTER, &format!("{draft}/send"), &form).await;
        assert_eq!(taken(&first), taken(&second));
        assert_eq!(world.get(DRAFTER, "/standard/3").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// Four people save four fields in the same moment, each having seen the first state.
#[tokio::test]
async fn of_what_is_saved_in_the_same_moment_everything_stays() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let save = |at: &'static str, title: &'static str| {
            let (world, draft) = (&world, &draft);
            async move { world.fill(DRAFTER, draft, at, 1, &[("title.lv", title)]).await }
        };
        let answers = tokio::join!(
            save("norm/wait", "Pirmais"),
            save("norm/wait-priority", "Otrais"),
            save("norm/doors-on-time", "Trešais"),
            save("identity", "Ceturtais")
        );
        for answer in [answers.0, answers.1, answers.2, answers.3] {
            taken(&answer);
        }
        let file = world.file(&draft).await;
        for title in ["Pirmais", "Otrais", "Trešais", "Ceturtais"] {
            assert!(file.contains(title), "{title}: {file}");
        }
        assert!(world.get(DRAFTER, &draft).await.page().contains("Ceturtais"), "the draft is called so");
    })
    .await;
}

#[tokio::test]
async fn a_standard_beyond_every_measure_is_refused_in_words_and_what_was_typed_stays() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let long = format!("{}# {}\n", good(), "ā".repeat(256 * 1024));
        let many = format!("{}{}", good(), "[[principle]]\nparagraph = \"1\"\n".repeat(5_001));
        let path = format!("{draft}/text");
        for text in [&long, &many] {
            let answer = world.send(DRAFTER, &path, &[("seen", "1"), ("source", text)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(said(&answer.body).contains("Tas ir par garu"));
            assert_eq!(world.file(&draft).await, good());
            let page = world.get(DRAFTER, &path).await;
            assert!(page.body.len() > text.len(), "what was typed is still there");
            let begun = world.send(DRAFTER, DRAFTS, &[("way", "file"), ("source", text), ("key", "9")]).await;
            assert_eq!(begun.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(said(&begun.body).contains("Tas ir par garu") && begun.body.len() > text.len());
        }
    })
    .await;
}

#[tokio::test]
async fn texts_are_cleaned_of_what_hides_in_them() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&format!("\u{feff}{}", good())).await;
        assert_eq!(world.file(&draft).await, good());
        let hidden = [("title.lv", "La\u{304}de\u{202e} un\u{200b} rinda")];
        taken(&world.fill(DRAFTER, &draft, "norm/wait", 1, &hidden).await);
        assert!(world.file(&draft).await.contains("\"Lāde un rinda\""));
        let text = world.file(&draft).await.replace("Lāde un rinda", "Rin\u{2066}da");
        taken(&world.send(DRAFTER, &format!("{draft}/text"), &[("seen", "2"), ("source", &text)]).await);
        assert!(world.file(&draft).await.contains("\"Rinda\""));
        let clash = format!("{draft}/clash");
        let nonsense = [("_at", "norm/a\u{7}"), ("_state", "1")];
        assert_eq!(world.post(DRAFTER, &clash, &nonsense).await.status, StatusCode::BAD_REQUEST);
        let far = world.get(DRAFTER, &format!("{clash}?at={}", "a".repeat(300))).await;
        assert_eq!(far.status, StatusCode::BAD_REQUEST);
    })
    .await;
}

/// Of a long history only the end is looked through for what others have changed of late.
#[tokio::test]
async fn what_others_changed_more_than_a_hundred_states_ago_is_told_in_the_history_only() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.second_author().await;
        let draft = world.begin(&good()).await;
        taken(&world.fill(READER, &draft, "norm/wait", 1, &[("title.lv", "Rinda")]).await);
        let told = async || {
            let part = world.get(DRAFTER, &format!("{draft}/fragment?at=")).await.page();
            part.contains("Rita Bērziņa: Norma: wait")
        };
        assert!(told().await);
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        for state in 3..=102 {
            sql!(
                "INSERT INTO standard_draft_states (institution_id, draft, state, saved_at, saved_by, what, place,
                        whole_state, kept_before, kept_after, content)
                 SELECT institution_id, draft, $2, saved_at, $3, what, place, whole_state, kept_before, kept_after,
                        content
                   FROM standard_draft_states WHERE institution_id = $1 AND state = 2"
            )
            .bind(state)
            .bind(world.fixture.employees[0])
            .run(&mut tx)
            .await
            .unwrap();
        }
        sql!("UPDATE standard_drafts SET state = 102 WHERE institution_id = $1").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!told().await);
    })
    .await;
}

#[tokio::test]
async fn clients_see_a_draft_on_the_page_on_which_they_will_read_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.begin(&good()).await;
        let preview = world.get(DRAFTER, &format!("{draft}/preview?as=public")).await;
        for part in ["class=\"promised\"", "class=\"paragraph\" id=\"p-", "class=\"contents", "standard.css"]
        {
            assert!(preview.body.contains(part), "{part}");
        }
        assert!(preview.body.contains("Ezermalas novada dome"), "who issues it is told");
    })
    .await;
}
