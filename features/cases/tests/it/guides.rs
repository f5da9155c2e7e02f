//! What the standard asks of whoever works on a case.

use axum::http::StatusCode;
use solits_cases::open;
use solits_testkit::on_both;

use crate::World;

/// Ādaži 6.6 and its like: what the standard says of work on a case stands on its page, folded away, with its paragraph;
/// what it says of other moments does not, and a closed case asks nothing more.
#[tokio::test]
async fn guides_for_work_on_a_case_stand_on_its_page_until_it_is_closed() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let opened = open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap();
        tx.commit().await.unwrap();
        let address = format!("/cases/{}", opened.case);
        let page = world.staff("GET", &address, &[]).await.expect(StatusCode::OK);
        page.shows("<details class=\"card small\" id=\"guides\">");
        page.shows("Lēmumu izskaidrojam saprotami. <span class=\"muted\">(6.6)</span>");
        page.hides("Klientu sveicinām pirmie.");
        let version = page.hidden("version");
        let reason = [("version", version.as_str()), ("reason", "Klients savu lūgumu atsauca.")];
        world.staff("POST", &format!("{address}/close"), &reason).await.expect(StatusCode::SEE_OTHER);
        world.staff("GET", &address, &[]).await.expect(StatusCode::OK).hides("id=\"guides\"");
    })
    .await;
}
