//! The register of exceptions.

use axum::http::StatusCode;
use solits_testkit::on_both;

use super::{OTO, World};

const REGISTER: &str = "/evidence/exceptions";

fn wait<'a>(from: &'a str, until: &'a str, branch: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("norm", "wait"),
        ("from", from),
        ("until", until),
        ("branch", branch),
        ("reason", "Zālē ir remonts."),
    ]
}

#[tokio::test]
async fn an_exception_says_who_allowed_what_where_and_until_when() {
    on_both(|database| async {
        let world = World::new(database).await;
        let branch = world.fixture.branch.to_string();
        let allowed = world.post("oto", REGISTER, &wait("2026-11-23", "2026-12-18", &branch)).await;
        assert_eq!(allowed.taken(), "/evidence/exceptions?notice=allowed");
        let register = world.get("zane", REGISTER).await;
        register.shows("Zālē ir remonts.").shows("Testa iestāde").shows(&format!("{OTO}, 2026."));
        // 25 days are left: it holds, and does not end soon.
        register.shows("badge-good").hides("drīz beigsies");
        register.shows("Izņēmumi neko nemaina skaitļos");
        world.get("zane", "/evidence/norms/wait").await.shows("Zālē ir remonts.");
        world.get("zane", "/evidence").await.shows("1 izņēmums");
        assert!(world.journal().await[0].contains("exception.allowed"));

        world.at("2026-12-10T08:00:00.000Z").await;
        world.get("zane", REGISTER).await.shows("drīz beigsies");
        world.get("zane", "/evidence").await.shows("Izņēmumi, kas drīz beigsies");
        world.at("2026-12-19T08:00:00.000Z").await;
        world.get("zane", REGISTER).await.shows("beidzies").hides("/revoke");
        world.get("zane", "/evidence").await.hides("Izņēmumi, kas drīz beigsies");
    })
    .await;
}

#[tokio::test]
async fn an_exception_is_revoked_with_a_reason_and_only_once() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.post("oto", REGISTER, &wait("2026-11-23", "2026-12-18", "")).await.taken();
        let id = world.get("oto", REGISTER).await.after("action=\"/evidence/exceptions/");
        let revoke = format!("{REGISTER}/{id}/revoke");
        world.post("oto", &revoke, &[("because", " ")]).await.refused().shows("Aizpildiet šo lauku.");
        let revoked = world.post("oto", &revoke, &[("because", "Remonts beidzies agrāk.")]).await;
        assert_eq!(revoked.taken(), "/evidence/exceptions?notice=revoked");
        world.get("oto", REGISTER).await.shows("atcelts").shows("Remonts beidzies agrāk.").hides(&revoke);
        let again = world.post("oto", &revoke, &[("because", "Vēlreiz.")]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let journal = world.journal().await;
        assert!(journal.len() == 2 && journal[1].contains("exception.revoked"), "{journal:?}");
    })
    .await;
}

#[tokio::test]
async fn overlapping_exceptions_are_taken_and_shown_as_such() {
    on_both(|database| async {
        let world = World::new(database).await;
        let branch = world.fixture.branch.to_string();
        world.post("oto", REGISTER, &wait("2026-11-23", "2026-12-18", &branch)).await.taken();
        let second = world.post("oto", REGISTER, &wait("2026-12-18", "2027-01-08", "")).await;
        assert_eq!(second.taken(), "/evidence/exceptions?notice=overlaps");
        world.get("oto", REGISTER).await.shows("Daļēji sakrīt ar").shows("Testa iestāde, 2026.");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_allowed_afterwards_or_without_a_reason() {
    on_both(|database| async {
        let world = World::new(database).await;
        let past = world.post("oto", REGISTER, &wait("2026-11-22", "2026-12-18", "")).await;
        past.refused().shows("Izņēmums nevar sākties pagātnē");
        let backwards = world.post("oto", REGISTER, &wait("2026-12-18", "2026-12-01", "")).await;
        backwards.refused().shows("Pēdējā diena ir agrāka par pirmo.").shows("Zālē ir remonts.");
        let bare = [("norm", "wait"), ("from", "2026-11-23"), ("until", "2026-11-24")];
        world.post("oto", REGISTER, &bare).await.refused().shows("Aizpildiet šo lauku.");
        let foreign = world.fixture.other_branch.to_string();
        world.post("oto", REGISTER, &wait("2026-11-23", "2026-12-18", &foreign)).await.refused();
        assert!(world.journal().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_allows_once() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut form = wait("2026-11-23", "2026-12-18", "");
        form.push(("key", "one"));
        world.post("oto", REGISTER, &form).await.taken();
        world.post("oto", REGISTER, &form).await.taken();
        assert_eq!(world.journal().await.len(), 1);
    })
    .await;
}
