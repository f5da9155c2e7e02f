//! Before an absence: what is to be prepared, the automatic reply, and asking for one.

use axum::http::StatusCode;
use solits_testkit::{on_both, sqlite};

use crate::{CLERK, DIRECTOR, EXPERT, HEAD, OTHER, SUBSTITUTE, World};

/// H-08: the days and the contacts of the substitute, in both languages.
#[tokio::test]
async fn the_automatic_reply_gives_the_days_and_the_contacts_of_the_substitute() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.away(EXPERT, 6, 10, Some(SUBSTITUTE)).await;
        let page = world.page(EXPERT, "/absence").await;
        page.shows("No 2026. gada 23. novembra līdz 2026. gada 27. novembrim neesmu darbā.");
        page.shows("I am away from 23 November 2026 to 27 November 2026.");
        page.shows("Sanita Saulīte").shows("67000002").shows("3@1.example");
        // Nobody else reads when somebody is away there.
        world.page(CLERK, "/absence").await.hides("23. novembris");
    })
    .await;
}

#[tokio::test]
async fn without_a_substitute_for_all_days_there_is_no_text_and_it_is_said_why() {
    let world = World::new(sqlite().await).await;
    world.away(EXPERT, 6, 10, Some(SUBSTITUTE)).await;
    world.away(SUBSTITUTE, 8, 8, None).await;
    let page = world.page(EXPERT, "/absence").await;
    page.shows("Sanita Saulīte arī nav darbā 25. novembrī").hides("neesmu darbā.");
}

/// G-35: where calls go is noted before a planned absence.
#[tokio::test]
async fn what_was_prepared_is_kept_with_the_absence() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.away(EXPERT, 6, 10, Some(SUBSTITUTE)).await;
        world.page(EXPERT, "/absence").await.shows("Zvanus pāradresējiet");
        let prepared = [("absence", "2026-11-23"), ("forward_to", "26 111 222"), ("text_set", "1")];
        world.form(EXPERT, "/absence/prepared", &prepared).await.taken();
        world
            .page(EXPERT, "/absence")
            .await
            .shows("Zvani pāradresēti uz 26 111 222")
            .hides("Zvanus pāradresējiet");
        let nobodys = [("absence", "2026-11-24"), ("forward_to", "26 111 222")];
        assert_eq!(world.form(EXPERT, "/absence/prepared", &nobodys).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// G-34: an employee asks, the manager agrees, and the absence is there for everybody it concerns.
#[tokio::test]
async fn an_absence_asked_for_is_agreed_by_the_direct_manager_alone() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let substitute = world.employee(SUBSTITUTE).to_string();
        let asked = [("from", "2026-11-23"), ("until", "2026-11-27"), ("substitute", substitute.as_str())];
        world.form(EXPERT, "/absence", &asked).await.taken();
        world.page(EXPERT, "/absence").await.shows("gaida lēmumu").shows("Lemj Haralds Holms.");
        world.page(OTHER, "/absence").await.hides("Edgars Eglītis:");
        let waiting = world.page(HEAD, "/absence").await;
        let id = waiting.shows("Edgars Eglītis:").after("/absence/proposals/");
        let path = format!("/absence/proposals/{id}");
        for nobody in [OTHER, EXPERT, DIRECTOR] {
            let refused = world.form(nobody, &path, &[("decision", "agree")]).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND);
        }
        world.form(HEAD, &path, &[("decision", "decline"), ("reason", "")]).await.refused();
        world.form(HEAD, &path, &[("decision", "agree")]).await.taken();
        world.page(EXPERT, "/absence").await.shows("saskaņota").shows("neesmu darbā.");
        // Twice is once.
        assert_eq!(world.form(HEAD, &path, &[("decision", "agree")]).await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn an_absence_that_ends_before_it_begins_is_refused_beside_the_field() {
    let world = World::new(sqlite().await).await;
    let asked = [("from", "2026-11-27"), ("until", "2026-11-23")];
    world.form(EXPERT, "/absence", &asked).await.refused().shows("f-until-error").shows("2026-11-27");
    world.form(EXPERT, "/absence", &[("from", ""), ("until", "")]).await.refused().shows("f-from-error");
}
