//! Evidence given by hand.

use axum::http::StatusCode;
use solits_db::sql;
use solits_testkit::on_both;

use super::{World, ZANE};

const NORM: &str = "/evidence/norms/greeting";
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n and what is in it";

fn about(note: &str) -> Vec<(&str, &str)> {
    vec![("shows", "improvement"), ("from", "2026-11-01"), ("until", "2026-11-20"), ("note", note)]
}

/// P-25, P-26: statements of the standard have the evidence that they are lived, or are listed as without any.
#[tokio::test]
async fn a_note_is_evidence_and_the_norm_is_no_longer_without() {
    on_both(|database| async {
        let world = World::new(database).await;
        // The wait is measured and the no-show enforced; the greeting only people can show.
        world.get("zane", "/evidence?show=bare").await.shows("Bez pierādījumiem (1)").shows(NORM);
        let given = world.upload("zane", NORM, &about("Novēroti 20 klienti."), None).await;
        assert_eq!(given.taken(), "/evidence/norms/greeting?notice=given");
        world
            .get("zane", NORM)
            .await
            .shows("Novēroti 20 klienti.")
            .shows(&format!("{ZANE}, 2026."))
            .hides("/files/");
        world.get("zane", "/evidence?show=bare").await.shows("Bez pierādījumiem (0)");
    })
    .await;
}

#[tokio::test]
async fn a_file_comes_back_as_it_was_only_to_be_saved_and_its_hash_is_in_the_journal() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.upload("zane", NORM, &about(""), Some(("C:\\Foto\\Zāle.png", PICTURE))).await.taken();
        let page = world.get("zane", NORM).await;
        page.shows("Attēls").shows("Zāle.png (1\u{a0}KB)").hides("C:");
        let file = world.get("zane", &format!("/evidence/files/{}", page.after("/evidence/files/"))).await;
        assert_eq!((file.status, file.bytes.as_slice()), (StatusCode::OK, PICTURE));
        // The sender said text/html.
        assert_eq!(file.header("content-type"), "image/png");
        assert_eq!(
            file.header("content-disposition"),
            "attachment; filename=\"zale.png\"; filename*=UTF-8''Z%C4%81le.png"
        );
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(
            file.header("content-security-policy"),
            "sandbox; default-src 'none'; frame-ancestors 'none'"
        );
        assert_eq!(file.header("cache-control"), "no-store");
        // SHA-256 of the bytes above, as `sha256sum` tells it.
        let hash = "7a9a0d592ff6dfad6938e04e568021d9c89d6471ff8efdb0509940ed55f809f8";
        page.shows(hash);
        assert!(world.journal().await[0].contains(hash), "the journal holds the hash");
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused_and_what_was_typed_stays() {
    on_both(|database| async {
        let world = World::new(database).await;
        let page = b"<html><script>alert(1)</script></html>";
        let refused = world.upload("zane", NORM, &about("Zāle"), Some(("zale.png", page))).await;
        refused.refused().shows("Šāda veida failus nepieņem.").shows(">Zāle</textarea>");
        refused.shows("value=\"improvement\" selected");
        let other = world.upload("zane", NORM, &about(""), Some(("zale.pdf", PICTURE))).await;
        other.refused().shows("Faila nosaukuma beigas neatbilst");
        let nothing = world.upload("zane", NORM, &about(""), None).await;
        nothing.refused().shows("Ierakstiet piezīmi vai izvēlieties failu.");
        assert!(world.journal().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn ten_megabytes_are_taken_and_more_is_told_at_the_field() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut content = PICTURE.to_vec();
        content.resize(10 * 1024 * 1024, 7);
        world.upload("zane", NORM, &about(""), Some(("a.png", &content))).await.taken();
        let page = world.get("zane", NORM).await;
        page.shows("a.png (10,0\u{a0}MB)");
        let file = world.get("zane", &format!("/evidence/files/{}", page.after("/evidence/files/"))).await;
        assert!(file.bytes == content, "the bytes come back");
        content.push(7);
        let refused = world.upload("zane", NORM, &about("Zāle"), Some(("a.png", &content))).await;
        refused.refused().shows("Fails ir lielāks par 10 MB.").shows(">Zāle</textarea>");
    })
    .await;
}

#[tokio::test]
async fn what_is_withdrawn_stays_with_its_reason_and_its_file_goes_to_keepers_only() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.upload("zane", NORM, &about(""), Some(("zale.png", PICTURE))).await.taken();
        let page = world.get("zane", NORM).await;
        let file = format!("/evidence/files/{}", page.after("/evidence/files/"));
        let withdraw = format!("/evidence/items/{}/withdraw", page.after("/evidence/items/"));
        // The director looks and keeps nothing.
        assert_eq!(world.get("oto", &file).await.status, StatusCode::OK);
        assert_eq!(world.post("oto", &withdraw, &[("because", "x")]).await.status, StatusCode::FORBIDDEN);
        world.post("zane", &withdraw, &[("because", "")]).await.refused().shows("Aizpildiet šo lauku.");
        let because = [("because", "Attēlā redzams klients.")];
        assert_eq!(
            world.post("zane", &withdraw, &because).await.taken(),
            "/evidence/norms/greeting?notice=withdrawn"
        );
        world.get("oto", NORM).await.shows("Attēlā redzams klients.").shows("zale.png").hides(&file);
        assert_eq!(world.get("oto", &file).await.status, StatusCode::FORBIDDEN);
        assert_eq!(world.get("ilze", &file).await.status, StatusCode::OK);
        assert_eq!(world.post("zane", &withdraw, &because).await.status, StatusCode::CONFLICT);
        world.get("zane", "/evidence?show=bare").await.shows("Bez pierādījumiem (1)");
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_gives_once() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut form = about("Novēroti 20 klienti.");
        form.push(("key", "one"));
        world.upload("zane", NORM, &form, None).await.taken();
        world.upload("zane", NORM, &form, None).await.taken();
        assert_eq!(world.journal().await.len(), 1);
    })
    .await;
}

/// Security §9: a file may show people, so whoever saves it stands in the access record, and who only tried does not.
#[tokio::test]
async fn whoever_saves_a_file_stands_in_the_access_record() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.upload("zane", NORM, &about(""), Some(("zale.png", PICTURE))).await.taken();
        let file = format!("/evidence/files/{}", world.get("zane", NORM).await.after("/evidence/files/"));
        assert_eq!(world.get("anna", &file).await.status, StatusCode::FORBIDDEN);
        assert_eq!(world.looks().await, 0);
        assert_eq!(world.get("oto", &file).await.status, StatusCode::OK);
        assert_eq!(world.get("oto", &file).await.status, StatusCode::OK);
        assert_eq!(world.looks().await, 2);
    })
    .await;
}

#[tokio::test]
async fn files_take_no_more_room_than_is_allowed_and_an_administrator_allows_more() {
    on_both(|database| async {
        let world = World::new(database).await;
        world
            .run(
                sql!("UPDATE employee_roles SET role = 'administrator' WHERE institution_id = $1 AND employee_id = $2")
                    .bind(world.fixture.employees[2]),
            )
            .await;
        assert_eq!(world.get("zane", "/evidence/room").await.status, StatusCode::FORBIDDEN);
        world.get("oto", "/evidence/room").await.shows("2048,0\u{a0}MB").shows("value=\"2048\"");
        let wrong = world.post("oto", "/evidence/room", &[("megabytes", "daudz")]).await;
        wrong.refused().shows("Ierakstiet veselu skaitli").shows("value=\"daudz\"");
        let least = world.post("oto", "/evidence/room", &[("megabytes", "10")]).await;
        assert_eq!(least.taken(), "/evidence/room?notice=room");

        let mut content = PICTURE.to_vec();
        content.resize(10 * 1024 * 1024, 7);
        world.upload("zane", NORM, &about(""), Some(("a.png", &content))).await.taken();
        let refused = world.upload("zane", NORM, &about("Zāle"), Some(("b.png", PICTURE))).await;
        refused.refused().shows("nepietiek vietas: aizņemts 10,0\u{a0}MB no 10,0\u{a0}MB").shows(">Zāle</textarea>");
        // A note takes no room.
        world.upload("zane", NORM, &about("Zāle"), None).await.taken();

        world.post("oto", "/evidence/room", &[("megabytes", "11")]).await.taken();
        world.upload("zane", NORM, &about(""), Some(("b.png", PICTURE))).await.taken();
        let journal = world.journal().await;
        assert_eq!(journal.iter().filter(|facts| facts.contains("evidence.room_changed")).count(), 2);
    })
    .await;
}
