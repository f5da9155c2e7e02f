//! What the day asks of one person, on the pages where that person works.

use solits_testkit::on_both;

use crate::World;

/// Each person's part of the day stands on the page where the person works, fetched after the page itself; the page does
/// not wait for it, and without script a link leads there.
#[tokio::test]
async fn the_part_of_the_day_is_fetched_on_the_start_page_the_desk_and_the_floor() {
    on_both(async |test| {
        let world = World::new(&test).await;
        for (who, path) in [("anna", "/workplace"), ("inta", "/floor")] {
            let page = world.get(who, path).await;
            page.shows("data-src=\"/plan/today/fragment\"");
            page.shows("<a href=\"/plan/today\">");
            page.shows("<details class=\"card no-print\" id=\"plan-today\"><summary>");
        }
        world.post("anna", "/workplace/close", &[]).await.redirects_to("/workplace");
        let start = world.get("anna", "/workplace").await;
        start.shows("id=\"plan-today\" open");
        start.shows("data-live=\"/live?topics=branch:");
    })
    .await;
}
