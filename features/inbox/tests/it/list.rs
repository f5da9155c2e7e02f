//! What the list shows to whom, in which order, page by page.

use solits_cases::Kind;
use solits_db::sql;
use solits_testkit::{on_both, sqlite};

use crate::World;

fn place(body: &str, text: &str) -> usize {
    body.find(text).unwrap_or_else(|| panic!("{text} is not in {body}"))
}

#[tokio::test]
async fn what_is_due_first_stands_on_top_and_what_has_no_limit_below() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.case(0, "Bez termiņa", Kind::Question, false).await;
        world.case(0, "Ar termiņu", Kind::Order, true).await;
        let list = world.get("anna", "/inbox").await;
        assert!(place(&list.body, "Ar termiņu") < place(&list.body, "Bez termiņa"));
        // In words first, the date beside, the reason behind one click, and whose it is.
        list.shows("20. novembris")
            .shows("Kāpēc?")
            .shows("<strong>es</strong>")
            .shows("Jānis Kalns")
            .shows("jauns");
        list.shows("cik ātri vien iespējams");
        world.later(6 * 24 * 3600).await;
        world.get("anna", "/inbox?view=late").await.shows("kavējas").shows("is-late").hides("Bez termiņa");
    })
    .await;
}

#[tokio::test]
async fn each_view_has_its_cases_and_their_number() {
    on_both(|database| async move {
        let world = World::new(database).await;
        for (owner, subject) in [(0, "Annas lieta"), (1, "Bruno lieta"), (2, "Centa lieta")] {
            world.case(owner, subject, Kind::Question, false).await;
        }
        world.get("anna", "/inbox?view=mine").await.shows("Annas lieta").hides("Bruno lieta");
        world.get("anna", "/inbox?view=unit").await.shows("Bruno lieta").hides("Centa lieta");
        let all = world.get("anna", "/inbox?view=all").await;
        all.shows("Centa lieta").shows("Visas <span class=\"count\">3</span>");
        all.shows("Struktūrvienības <span class=\"count\">2</span>");
        world.get("anna", "/inbox?view=unassigned").await.shows("šodien strādā");
        // H-25: whoever stands in for somebody has their cases today.
        world.away(2, Some(0)).await;
        world.get("anna", "/inbox?view=mine").await.shows("Annas lieta").shows("Centa lieta");
        world.get("bruno", "/inbox?view=unassigned").await.shows("Centa lieta").hides("Annas lieta");
    })
    .await;
}

#[tokio::test]
async fn a_list_is_narrowed_by_kind_service_channel_and_words_without_their_marks() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.case(0, "Liepu ielas remonts", Kind::Question, false).await;
        world.case(0, "Dzīvesvieta 50%", Kind::Order, true).await;
        let service = format!("/inbox?view=mine&service={}", world.service);
        for (path, shown, hidden) in [
            ("/inbox?view=mine&kind=order", "Dzīvesvieta", "Liepu"),
            (service.as_str(), "Dzīvesvieta", "Liepu"),
            ("/inbox?view=mine&q=LIEPU", "Liepu", "Dzīvesvieta"),
            ("/inbox?view=mine&q=50%25", "Dzīvesvieta", "Liepu"),
            ("/inbox?view=mine&q=000001", "Liepu", "Dzīvesvieta"),
            ("/inbox?view=all&channel=visit&q=dzivesvieta", "Dzīvesvieta 50%", "Liepu ielas"),
        ] {
            let list = world.get("anna", path).await;
            let rows = list.body.split("data-rows").nth(1).unwrap();
            assert!(rows.contains(shown) && !rows.contains(hidden), "{path}");
        }
        world.get("anna", "/inbox?view=mine&channel=email").await.shows("neatbilst");
        world.get("anna", "/inbox?view=mine&q=26123456").await.shows("Liepu ielas");
    })
    .await;
}

/// Area K, security §5: a complaint is absent for whom it concerns and for whoever has no part in it, in counts as well.
#[tokio::test]
async fn a_complaint_is_neither_listed_nor_counted_for_whom_it_is_hidden_from() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.case(0, "Annas lieta", Kind::Question, false).await;
        let complaint = world.case(3, "Sūdzība par Bruno", Kind::Complaint, false).await;
        for who in ["anna", "bruno", "centis"] {
            let list = world.get(who, "/inbox?view=all").await;
            list.hides("Sūdzība par Bruno").shows("Visas <span class=\"count\">1</span>");
            world.get(who, "/inbox?view=all&q=sudziba").await.hides("Sūdzība par Bruno");
        }
        world.get("dace", "/inbox?view=mine").await.shows("Sūdzība par Bruno");
        let mut tx = world.db.write(world.scope()).await.unwrap();
        for (who, may) in [(0, 1_i64), (3, 0)] {
            sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, $4, 0)
                  ON CONFLICT (institution_id, case_id, employee_id) DO UPDATE SET may = excluded.may")
                .bind(complaint)
                .bind(world.person(who))
                .bind(may)
                .run(&mut tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        world.get("anna", "/inbox?view=all").await.shows("Sūdzība par Bruno").shows("<span class=\"count\">2</span>");
        // Hidden outweighs even owning it.
        world.get("dace", "/inbox?view=all").await.hides("Sūdzība par Bruno");
        // What is hidden cannot be taken by somebody who knows its id.
        let pick = world.pick(complaint).await;
        world.bulk("bruno", "claim", &[pick], &[]).await.hides("2026-000002");
        assert_eq!(world.read(complaint).await.owner, world.person(3));
    })
    .await;
}

#[tokio::test]
async fn pages_follow_each_other_without_a_row_twice_or_left_out_while_others_come_and_go() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut cases = Vec::new();
        for n in 0..55 {
            let has_limit = n % 2 == 0;
            cases.push(world.case(0, &format!("Lieta Nr. {n:03}"), Kind::Order, has_limit).await);
            world.app.clock.set(world.app.clock.now().plus_millis(1000));
        }
        let first = world.get("anna", "/inbox?view=mine").await;
        let subjects = |body: &str| -> Vec<String> {
            body.split("Lieta Nr. ").skip(1).map(|rest| rest.chars().take(3).collect()).collect()
        };
        let seen = subjects(&first.body);
        assert_eq!(seen.len(), 50);
        let next = first.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let next = next.replace("&amp;", "&").replace("&#38;", "&");
        // One of the first page goes, and one with the nearest limit comes: the second page begins where it began.
        let pick = world.pick(cases[0]).await;
        world.bulk("anna", "assign", &[pick], &[("colleague", &world.person(1).to_string())]).await;
        let second = subjects(&world.get("anna", &next).await.body);
        assert_eq!(second.len(), 5);
        assert!(second.iter().all(|one| !seen.contains(one)), "{second:?}");
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_nobody_understood_stands_above_the_cases_of_its_keeper() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.lettered(1).await;
        world.get("bruno", "/inbox?view=mine").await.shows("Savāda vēstule").shows("vajag cilvēku");
        world.get("anna", "/inbox?view=mine").await.hides("Savāda vēstule");
        world.get("anna", "/inbox?view=unassigned").await.shows("Savāda vēstule");
    })
    .await;
}

#[tokio::test]
async fn the_list_and_its_fragment_are_the_same_in_english() {
    let world = World::new(sqlite().await).await;
    world.case(0, "Annas lieta", Kind::Question, false).await;
    world.get("anna", "/inbox?lang=en&view=mine").await.shows("Last contact").shows("as fast as possible");
    world.get("anna", "/inbox/fragment?view=mine").await.shows("Annas lieta").hides("<html");
    world.get("anna", "/inbox/tabs/fragment?view=mine").await.shows("Manas").hides("<html");
}
