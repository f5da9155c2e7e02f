//! From a file to a version in force.

use solits_testkit::on_both;

use super::*;

#[tokio::test]
async fn every_mistake_is_shown_with_its_place_and_what_was_typed_stays() {
    on_both(async |database| {
        let world = World::new(database).await;
        let wrong = good()
            .replace("starts = \"ticket.taken\"", "starts = \"ticket.takn\"")
            .replace("\"queue.no_show_seconds\"", "\"queue.no_show_second\"");
        let answer =
            world.post(DRAFTER, "/standard/upload", &[("source", &wrong), ("file_name", "jauns.toml")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = said(&answer.body);
        let line = wrong.lines().position(|line| line.contains("queue.no_show_second\"")).unwrap() + 1;
        assert!(text.contains(&format!("jauns.toml, {line}. rinda")), "{text}");
        assert!(
            text.contains("ticket.takn") && text.contains("queue.no_show_seconds"),
            "what was meant is told: {text}"
        );
        assert!(
            answer.body.contains("Ezermalas novads") || answer.body.contains("Ezermalas novada"),
            "the text is still there"
        );
        let versions = world.get(DRAFTER, "/standard/versions").await.page();
        assert!(!versions.contains("projekts"), "nothing was kept: {versions}");
    })
    .await;
}

#[tokio::test]
async fn a_file_can_be_checked_without_being_kept() {
    on_both(async |database| {
        let world = World::new(database).await;
        let answer = world.post(DRAFTER, "/standard/upload", &[("source", &good()), ("do", "check")]).await;
        assert!(answer.page().contains("Failā kļūdu nav"));
        assert!(!world.get(DRAFTER, "/standard/versions").await.page().contains("projekts"));
    })
    .await;
}

#[tokio::test]
async fn a_draft_tells_in_words_what_it_changes() {
    on_both(async |database| {
        let world = World::new(database).await;
        let first = world.upload(DRAFTER, &good()).await;
        world.coordinate(&first).await;
        world.post(ADOPTER, &format!("{first}/adopt"), &[("day", "2026-11-21")]).await;
        let changed = good().replace(
            "\"queue.no_show_seconds\" = { value = 60,",
            "\"queue.no_show_seconds\" = { value = 90,",
        );
        assert_ne!(changed, good(), "the example has the figure this test changes");
        let second = world.upload(DRAFTER, &changed).await;
        let page = world.get(READER, &second).await.page();
        assert!(page.contains("60 → 90 sekundes"), "{page}");
    })
    .await;
}

/// Two different people put a version in force; whoever uploaded it is refused in words.
#[tokio::test]
async fn whoever_uploaded_a_version_does_not_adopt_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        let page = world.get(DRAFTER, &draft).await;
        assert!(!page.body.contains("/adopt\""), "no form is offered");
        assert!(page.page().contains("nevar pieņemt tas pats cilvēks"));
        let refused = world.post(DRAFTER, &format!("{draft}/adopt"), &[("day", "2026-12-01")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(said(&refused.body).contains("nevar pieņemt tas pats cilvēks"));
        assert!(world.get(READER, &draft).await.page().contains("projekts"));
    })
    .await;
}

#[tokio::test]
async fn an_adopted_version_is_in_force_from_its_day_and_not_before() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        world.coordinate(&draft).await;
        let done = world.post(ADOPTER, &format!("{draft}/adopt"), &[("day", "2026-12-01")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", said(&done.body));
        let page = world.get(READER, &draft).await.page();
        assert!(page.contains("pieņemta, vēl nav spēkā"), "{page}");
        assert!(page.contains("Diāna Kļava") && page.contains("Andris Liepa"), "who did what: {page}");
        assert!(world.get(READER, "/standard").await.page().contains("Spēkā: Testa standarts"));
        // One minute before and one minute after midnight in Riga.
        world.at(Timestamp::parse("2026-11-30T21:59:00.000Z").unwrap()).await;
        assert!(world.get(READER, "/standard").await.page().contains("Spēkā: Testa standarts"));
        world.at(Timestamp::parse("2026-11-30T22:01:00.000Z").unwrap()).await;
        let page = world.get(READER, "/standard").await.page();
        assert!(
            page.contains("Spēkā: Ezermalas novada klientu apkalpošanas standarts, redakcija 2026-12"),
            "{page}"
        );
        assert!(world.get(READER, "/standard/1").await.page().contains("bija spēkā"));
    })
    .await;
}

#[tokio::test]
async fn a_day_in_the_past_or_none_is_refused_beside_its_field() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        world.coordinate(&draft).await;
        for (day, words) in
            [("2026-11-20", "nevar būt pagātnē"), ("rīt", "Ierakstiet dienu"), ("", "Ierakstiet dienu")]
        {
            let answer = world.post(ADOPTER, &format!("{draft}/adopt"), &[("day", day)]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
            assert!(said(&answer.body).contains(words), "{day}");
        }
        assert!(world.get(READER, &draft).await.page().contains("projekts"));
    })
    .await;
}

#[tokio::test]
async fn a_version_is_adopted_once() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        world.coordinate(&draft).await;
        let adopt = format!("{draft}/adopt");
        assert_eq!(world.post(ADOPTER, &adopt, &[("day", "2026-12-01")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.post(ADOPTER, &adopt, &[("day", "2027-01-01")]).await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_keeps_one_draft() {
    on_both(async |database| {
        let world = World::new(database).await;
        let form = [("source", good()), ("key", "AAAABBBBCCCC".to_owned())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let first = world.post(DRAFTER, "/standard/upload", &form).await.location;
        let second = world.post(DRAFTER, "/standard/upload", &form).await.location;
        assert_eq!(first.split('?').next(), second.split('?').next());
        assert_eq!(world.get(DRAFTER, "/standard/3").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_reader_neither_drafts_nor_adopts() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        assert_eq!(world.get(READER, "/standard/upload").await.status, StatusCode::FORBIDDEN);
        let sent = world.post(READER, "/standard/upload", &[("source", &good())]).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        let adopted = world.post(READER, &format!("{draft}/adopt"), &[("day", "2026-12-01")]).await;
        assert_eq!(adopted.status, StatusCode::FORBIDDEN);
        assert!(world.get(READER, &draft).await.page().contains("amatpersona, kurai ir tiesības"));
    })
    .await;
}

/// the executive director coordinates before the council chair signs.
#[tokio::test]
async fn a_version_is_adopted_after_every_post_of_its_chain_has_done_its_part() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        let early = world.post(ADOPTER, &format!("{draft}/adopt"), &[("day", "2026-12-01")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = world.get(ADOPTER, &draft).await;
        assert!(!page.body.contains("/adopt\"") && page.page().contains("Ne visi amati"));
        let reader = world.post(READER, &format!("{draft}/approve"), &[("place", "0"), ("note", "jā")]).await;
        assert_eq!(reader.status, StatusCode::FORBIDDEN);
        let empty = world.post(DRAFTER, &format!("{draft}/approve"), &[("place", "0"), ("note", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        // The last signature is adoption itself and is recorded nowhere else.
        let last = world.post(DRAFTER, &format!("{draft}/approve"), &[("place", "1"), ("note", "jā")]).await;
        assert_eq!(last.status, StatusCode::NOT_FOUND);
        world.coordinate(&draft).await;
        let page = world.get(ADOPTER, &draft).await.page();
        assert!(page.contains("saskaņots 20. novembrī") && page.contains("Diāna Kļava"), "{page}");
        let done = world.post(ADOPTER, &format!("{draft}/adopt"), &[("day", "2026-12-01")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", said(&done.body));
    })
    .await;
}

/// A standard that is in force from the foundation was adopted by no person: nothing of its chain is awaited, nobody is told.
#[tokio::test]
async fn a_version_of_the_foundation_awaits_no_approval_and_was_told_to_nobody() {
    on_both(async |database| {
        let world = World::new(database).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2, baseline = $3 WHERE institution_id = $1 AND number = 1")
            .bind(good())
            .bind(solits_standards::shipped("handbook").unwrap())
            .run(&mut tx)
            .await
            .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let page = world.get(READER, "/standard/1").await.page();
        assert!(!page.contains("tiek gaidīts") && !page.contains("paraksta, pieņemot redakciju"), "{page}");
        assert!(page.contains("programmā nav ierakstīts"), "{page}");
        let told = world.get(READER, "/standard/1/told").await.page();
        assert!(told.contains("iekārtojot iestādi") && !told.contains("vēl nevienam"), "{told}");

        let draft = world.upload(DRAFTER, &good().replace("2026-12", "2027-01")).await;
        assert!(world.get(READER, &draft).await.page().contains("tiek gaidīts"), "a draft awaits its chain");
        let told = world.get(READER, &format!("{draft}/told")).await.page();
        assert!(told.contains("vēl nevienam nav paziņots"), "{told}");
    })
    .await;
}

/// in force at a day and time of day.
#[tokio::test]
async fn a_version_enters_into_force_at_the_time_that_was_chosen() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        world.coordinate(&draft).await;
        let form = [("day", "2026-12-01"), ("time", "08:30")];
        assert_eq!(world.post(ADOPTER, &format!("{draft}/adopt"), &form).await.status, StatusCode::SEE_OTHER);
        world.at(Timestamp::parse("2026-12-01T06:29:00.000Z").unwrap()).await;
        assert!(world.get(READER, "/standard").await.page().contains("Spēkā: Testa standarts"));
        world.at(Timestamp::parse("2026-12-01T06:30:00.000Z").unwrap()).await;
        assert!(world.get(READER, "/standard").await.page().contains("redakcija 2026-12"));
    })
    .await;
}

/// everybody is told, and the log says who has seen it.
#[tokio::test]
async fn everybody_is_told_of_an_adopted_version_and_the_log_says_who_has_seen_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        world.coordinate(&draft).await;
        assert!(!world.get(READER, &draft).await.body.contains("/seen\""), "nobody is told of a draft");
        world.post(ADOPTER, &format!("{draft}/adopt"), &[("day", "2026-12-01")]).await;
        let page = world.get(READER, &draft).await;
        assert!(page.body.contains("/seen\""));
        assert!(page.page().contains("Ekrānā paziņots 3 darbiniekiem; redzējuši 0"));
        world.post(READER, &format!("{draft}/seen"), &[]).await;
        let page = world.get(READER, &draft).await;
        assert!(!page.body.contains("/seen\""), "whoever has seen it is not asked again");
        assert!(page.page().contains("redzējuši 1"));
    })
    .await;
}

/// Ādaži 16 repeals an order of 2017; from its entry into force the order stands among the repealed acts.
#[tokio::test]
async fn acts_that_a_version_repeals_stand_in_the_archive_from_its_entry_into_force() {
    on_both(async |database| {
        let world = World::new(database).await;
        let source = good().replacen(
            "distribution = ",
            "repeals = [\"AND/1-10-1/17/64, 2017-11-27\"]\ndistribution = ",
            1,
        );
        let draft = world.upload(DRAFTER, &source).await;
        world.coordinate(&draft).await;
        world.post(ADOPTER, &format!("{draft}/adopt"), &[("day", "2026-12-01")]).await;
        assert!(world.get(READER, &draft).await.page().contains("AND/1-10-1/17/64"));
        let before = world.get(READER, "/standard/versions").await.page();
        assert!(!before.contains("AND/1-10-1/17/64"), "not before it is in force: {before}");
        world.at(Timestamp::parse("2026-12-02T08:00:00.000Z").unwrap()).await;
        let archive = world.get(READER, "/standard/versions").await.page();
        assert!(archive.contains("Atceltie akti") && archive.contains("AND/1-10-1/17/64"), "{archive}");
        assert!(archive.contains("Andris Liepa"), "who: {archive}");
    })
    .await;
}
