//! What everybody sees: whole months, nothing below five, nobody's name.

use solits_testkit::on_both;

use super::*;

/// Noon of a day of October 2026, a whole month at the time of these tests.
fn october(day: i64) -> Timestamp {
    Timestamp::parse("2026-10-01T09:00:00.000Z").unwrap().plus_minutes((day - 1) * 24 * 60)
}

#[tokio::test]
async fn a_whole_month_is_published_and_the_running_one_is_not() {
    on_both(async |database| {
        let world = World::new(database).await;
        let anna = world.fixture.employees[0];
        world.clients(19, october(5), anna, Fate::CalledAfter(5)).await;
        world.clients(1, october(6), anna, Fate::CalledAfter(30)).await;
        world.clients(10, now().plus_minutes(-60), anna, Fate::CalledAfter(40)).await;
        let page = world.client("/i/testa/promises").await.page();
        let text = said(&page);
        assert!(
            text.contains("solīts 90 %") && text.contains("turēts 95 %") && text.contains("20 gadījumu"),
            "{text}"
        );
        assert!(text.contains("oktobris 2026: 95 %") && !text.contains("novembris 2026:"), "{text}");
        assert!(!page.contains(CLERK) && !page.contains("/obligations"), "no person and no case is public");
        assert_eq!(links(&page, "/i/testa/standard#wait").len(), 1, "the paragraph is linked");
    })
    .await;
}

/// Security §11: a cell of fewer than five cases is suppressed.
#[tokio::test]
async fn fewer_than_five_cases_are_not_published() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.clients(4, october(5), world.fixture.employees[0], Fate::CalledAfter(5)).await;
        let text = said(&world.client("/i/testa/promises").await.page());
        assert!(
            text.contains("turēts nav skaitļa") && text.contains("mazāk par pieciem gadījumiem"),
            "{text}"
        );
        assert!(!text.contains("100 %") && !text.contains("4 no 4"), "{text}");
    })
    .await;
}

/// Security §11: with a second cell where a total would reveal the first.
#[tokio::test]
async fn a_small_month_is_hidden_together_with_the_next_smallest() {
    on_both(async |database| {
        let world = World::new(database).await;
        let anna = world.fixture.employees[0];
        world.clients(30, october(5), anna, Fate::CalledAfter(5)).await;
        world.clients(2, october(-20), anna, Fate::CalledAfter(5)).await;
        world.clients(12, october(-50), anna, Fate::CalledAfter(5)).await;
        let text = said(&world.client("/i/testa/promises").await.page());
        assert!(text.contains("oktobris 2026: 100 %"), "{text}");
        assert!(
            text.contains("septembris 2026: nav skaitļa") && text.contains("augusts 2026: nav skaitļa"),
            "{text}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_public_page_speaks_english_when_asked() {
    on_both(async |database| {
        let world = World::new(database).await;
        let text = said(&world.client("/i/testa/promises?lang=en").await.page());
        assert!(
            text.contains("Promised and kept") && text.contains("A client is called within 15 minutes."),
            "{text}"
        );
    })
    .await;
}
