//! The page and its fragment.

use axum::http::{StatusCode, header};
use solits_db::{row, sql};
use solits_testkit::{on_both, sqlite};

use crate::{ADMINISTRATOR, ANNA, World, search};

#[tokio::test]
async fn the_page_says_what_is_searched_what_was_found_where_and_by_when() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.get("/search", ANNA).await.expect(StatusCode::OK).shows("Ierakstiet, ko meklējat");
        let case = world.open("Ielas apgaismojums").await;
        world.note(case, "Zvanīju elektriķim, kurš solīja atbraukt rīt.").await;
        world.follow().await;
        let found = world.get(&search("elektriķis ielā"), ANNA).await.expect(StatusCode::OK);
        for text in [
            "Atrasta 1 lieta",
            &format!("/cases/{case}"),
            "<mark>Ielas</mark> apgaismojums",
            "Piezīmē",
            "<mark>elektriķim</mark>",
            "value=\"elektriķis ielā\"",
        ] {
            found.shows(text);
        }
        let people = world.get(&search("kalns"), ANNA).await.expect(StatusCode::OK);
        people.shows("Cilvēki");
        people.shows("Jānis <mark>Kalns</mark>");
        let nothing = world.get(&search("begemots"), ANNA).await.expect(StatusCode::OK);
        nothing.shows("Nekas nav atrasts.");
        nothing.shows("Pārbaudiet rakstību");
        world.get(&search("010190-12345"), ANNA).await.shows("Pēc personas koda nemeklē");
        let english = world.get(&format!("{}&lang=en", search("begemots")), ANNA).await;
        english.shows("Nothing was found.");
        world
            .get("/search/fragment?q=elektr", ANNA)
            .await
            .expect(StatusCode::OK)
            .shows("<mark>elektriķim</mark>");
        assert_eq!(world.get("/search", "").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn many_cases_are_shown_a_page_at_a_time() {
    let world = World::new(sqlite().await).await;
    for number in 0..25 {
        world.open(&format!("Bedre {number}")).await;
    }
    world.follow().await;
    let first = world.get(&search("bedres"), ANNA).await.expect(StatusCode::OK);
    assert_eq!(first.body.matches("found-number").count(), 20);
    first.shows("Atrastas 25 lietas");
    first.shows("&#38;from=20");
    let second = world.get(&format!("{}&from=20", search("bedres")), ANNA).await.expect(StatusCode::OK);
    assert_eq!(second.body.matches("found-number").count(), 5);
    second.shows("Iepriekšējā lapa");
}

row! { struct LookRow { what: String, hits: Option<i64> } }

/// Security §9: each search with its number of hits.
#[tokio::test]
async fn each_search_is_in_the_access_record_with_its_hits() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.open("Ielas apgaismojums").await;
        world.follow().await;
        world.get(&search("apgaismojums"), ANNA).await.expect(StatusCode::OK);
        world.get("/search/fragment?q=apgaism", ANNA).await.expect(StatusCode::OK);
        world.get(&search("begemots"), ANNA).await.expect(StatusCode::OK);
        world.get("/search", ANNA).await.expect(StatusCode::OK);
        // Enter in the middle of a word finds what was found while it was typed, and is one search.
        world.get(&search("apgaism"), ANNA).await.expect(StatusCode::OK).shows("Ielas ");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let looks =
            sql!("SELECT what, hits FROM access_entries WHERE institution_id = $1 ORDER BY hits DESC")
                .all::<LookRow>(&mut tx)
                .await
                .unwrap();
        let looks: Vec<_> = looks.into_iter().map(|look| (look.what, look.hits)).collect();
        let of = |hits| ("case.search".to_owned(), Some(hits));
        assert_eq!(looks, [of(1), of(1), of(1), of(0)]);
    })
    .await;
}

/// Security §10: sixty a minute, and a sentence that says what to do.
#[tokio::test]
async fn who_searches_too_often_is_told_to_wait() {
    let world = World::new(sqlite().await).await;
    for _ in 0..60 {
        world.get(&search("iela"), ANNA).await.expect(StatusCode::OK);
    }
    let refused = world.get(&search("iela"), ANNA).await.expect(StatusCode::TOO_MANY_REQUESTS);
    refused.shows("uzgaidiet minūti");
    refused.shows("value=\"iela\"");
    assert_eq!(refused.headers.get(header::RETRY_AFTER).unwrap(), "60");
    world.get(&search("iela"), ADMINISTRATOR).await.expect(StatusCode::OK);
}

#[tokio::test]
async fn who_sets_up_finds_pages_and_people_of_set_up_and_no_cases() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.open("Kalendāra kļūda").await;
        world.follow().await;
        let found = world.get(&search("kalendārs"), ADMINISTRATOR).await.expect(StatusCode::OK);
        found.shows("/setup/calendar");
        found.hides("kļūda");
        let clerk = world.get(&search("kalendārs"), ANNA).await.expect(StatusCode::OK);
        clerk.hides("/setup/calendar");
        clerk.shows("kļūda");
    })
    .await;
}

#[tokio::test]
async fn a_ticket_of_today_is_found_by_its_number() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let day = solits_kernel::day_number(world.app.clock.now().day());
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        for (number, day) in [(1_i64, day), (2, day - 1)] {
            sql!(
                "INSERT INTO tickets (institution_id, id, branch_id, day, line_id, letter, number, status, priority, internal, party,
                        taken_at, waiting_since, offered_from, behind, wait_ms, walk_ms, serve_ms, ordinary, inaccurate)
                 VALUES ($1, $2, $3, $4, $5, 'A', 12, 'waiting', FALSE, FALSE, 1, $6, $6, $6, 0, 0, 0, 0, TRUE, FALSE)"
            )
            .bind(uuid::Uuid::from_u128(u128::try_from(number).unwrap()))
            .bind(world.fixture.branch)
            .bind(day)
            .bind(world.fixture.lines[0])
            .bind(world.app.clock.now())
            .run(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        for query in ["A012", "a-12", "12", "A 012"] {
            let found = world.get(&search(query), ANNA).await.expect(StatusCode::OK);
            found.shows("A 012");
            found.shows("gaida");
            assert_eq!(found.body.matches("/ticket/").count(), 1, "{query}");
        }
        world.get(&search("B012"), ANNA).await.hides("/ticket/");
    })
    .await;
}
