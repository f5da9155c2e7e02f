//! The client's way to their own case (C-33, security §3).

use axum::http::{StatusCode, header};
use solits_cases::{
    Audience, Came, NewNote, NextStepBy, Opened, list_obligations, note, open, open_as, renew_codes,
};
use solits_standard::model::Fact;
use solits_testkit::{on_both, sqlite};

use crate::{Answer, CLERK, World, monday, parts::send};

async fn a_case(world: &World) -> Opened {
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    let opened = open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap();
    let internal = NewNote {
        text: "Kolēģim: pārbaudīt reģistrā.".to_owned(),
        audience: Audience::Internal,
        next_step_by: NextStepBy::Us,
        next_step: None,
    };
    note(&mut tx, &world.app, &world.clerk(), opened.case, 1, internal).await.unwrap();
    tx.commit().await.unwrap();
    opened
}

async fn type_code(world: &World, code: &str, contact: &str) -> Answer {
    world.client("POST", "/i/testa/case", "", &[("code", code), ("contact", contact)]).await
}

#[tokio::test]
async fn the_button_behind_the_link_leads_to_an_address_without_the_secret() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let opened = a_case(&world).await;
        let link = format!("/i/testa/case/{}", opened.code);
        // A mail scanner fetches the link and learns nothing.
        let door = world.send("GET", &link, "", &[]).await.expect(StatusCode::OK);
        door.hides(&opened.reference);
        door.hides("Dzīvesvietas");
        assert!(door.headers.get(header::SET_COOKIE).is_none());
        assert_eq!(door.headers.get(header::REFERRER_POLICY).unwrap(), "no-referrer");

        let let_in = world.client("POST", &link, "", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(let_in.location(), "/i/testa/case/view");
        let page =
            world.send("GET", "/i/testa/case/view", &let_in.cookie(), &[]).await.expect(StatusCode::OK);
        page.shows(&opened.reference);
        page.shows("Dzīvesvietas deklarēšana");
        page.shows("Atbildam pakalpojuma termiņā.");
        page.hides(CLERK);
        page.hides("Kolēģim");
        page.hides("Saņemšanu apstiprinām"); // A duty among staff, which the standard does not make public.
        page.hides(&opened.code);
        let english = world
            .send("GET", "/i/testa/case/view?lang=en", &let_in.cookie(), &[])
            .await
            .expect(StatusCode::OK);
        english.shows("We answer by the deadline of the service.");
    })
    .await;
}

#[tokio::test]
async fn the_way_in_closes_after_half_an_hour_and_at_once_when_the_client_leaves() {
    let world = World::new(sqlite().await).await;
    let opened = a_case(&world).await;
    let link = format!("/i/testa/case/{}", opened.code);
    let cookie = world.client("POST", &link, "", &[]).await.cookie();
    world.app.clock.set(monday().plus_minutes(31));
    world.send("GET", "/i/testa/case/view", &cookie, &[]).await.expect(StatusCode::SEE_OTHER);
    let cookie = world.client("POST", &link, "", &[]).await.cookie();
    world.send("GET", "/i/testa/case/view", &cookie, &[]).await.expect(StatusCode::OK);
    world.client("POST", "/i/testa/case/leave", &cookie, &[]).await.expect(StatusCode::SEE_OTHER);
    world.send("GET", "/i/testa/case/view", &cookie, &[]).await.expect(StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_short_code_works_with_the_contact_given_earlier_however_both_are_typed() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let opened = a_case(&world).await;
        let (first, second) = opened.short_code.split_at(5);
        let typed = format!(" {}-{second}", first.to_lowercase());
        let answer = type_code(&world, &typed, "26123456").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(answer.location(), "/i/testa/case/view");
    })
    .await;
}

/// Security §3: the same answer for wrong and absent; five mistakes a case and day, then not even the right contact.
#[tokio::test]
async fn a_guessed_contact_is_refused_like_an_absent_code_and_five_mistakes_close_the_day() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let opened = a_case(&world).await;
        let message = "Ar šādu kodu un kontaktu lietu atvērt nevar.";
        type_code(&world, "0000000000", "26123456")
            .await
            .expect(StatusCode::UNPROCESSABLE_ENTITY)
            .shows(message);
        type_code(&world, &opened.reference, "26123456")
            .await
            .expect(StatusCode::UNPROCESSABLE_ENTITY)
            .shows(message);
        for _ in 0..5 {
            let wrong = type_code(&world, &opened.short_code, "29999999")
                .await
                .expect(StatusCode::UNPROCESSABLE_ENTITY);
            wrong.shows(message);
            wrong.shows("29999999");
        }
        type_code(&world, &opened.short_code, "26123456")
            .await
            .expect(StatusCode::UNPROCESSABLE_ENTITY)
            .shows(message);
        world.app.clock.set(monday().plus_minutes(24 * 60));
        type_code(&world, &opened.short_code, "26123456").await.expect(StatusCode::SEE_OTHER);
    })
    .await;
}

/// Security §10: 20 tries in ten minutes from one source.
#[tokio::test]
async fn whoever_tries_many_codes_is_asked_to_wait() {
    let world = World::new(sqlite().await).await;
    for _ in 0..20 {
        type_code(&world, "0000000000", "x@example.lv").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let refused = type_code(&world, "0000000000", "x@example.lv").await.expect(StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers.contains_key(header::RETRY_AFTER));
    refused.shows("Mēģiniet vēlreiz pēc 30 sekundēm.");
    refused.shows("piezvaniet mums vai atnāciet");
}

#[tokio::test]
async fn new_codes_end_the_old_ones_and_everybody_who_came_in_by_them() {
    let world = World::new(sqlite().await).await;
    let opened = a_case(&world).await;
    let link = format!("/i/testa/case/{}", opened.code);
    let cookie = world.client("POST", &link, "", &[]).await.cookie();
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    let (_, codes) = renew_codes(&mut tx, &world.app, &world.clerk(), opened.case, 2).await.unwrap();
    tx.commit().await.unwrap();
    world.send("GET", "/i/testa/case/view", &cookie, &[]).await.expect(StatusCode::SEE_OTHER);
    world.client("POST", &link, "", &[]).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    let link = format!("/i/testa/case/{}", codes.link);
    world.client("POST", &link, "", &[]).await.expect(StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn another_institutions_page_does_not_open_the_case() {
    let world = World::new(sqlite().await).await;
    let opened = a_case(&world).await;
    let csrf = world.send("GET", "/i/testa/case", "", &[]).await.hidden("csrf");
    let request = axum::http::Request::builder()
        .method("POST")
        .uri(format!("/i/cita/case/{}", opened.code))
        .body(axum::body::Body::from(format!("csrf={csrf}")))
        .unwrap();
    let response = tower::ServiceExt::oneshot(world.router(), request).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

/// Ten working days from Monday, 16 November end on 1 December; the law lets a term get a month from receipt.
#[tokio::test]
async fn a_longer_term_stands_on_the_clients_page_with_its_reason_and_the_latest_it_may_get() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let facts = [("form", "submission"), ("matter", "request"), ("law", "submission")];
        let facts = facts.map(|(name, word)| (name.to_owned(), Fact::Word(word.to_owned())));
        let came = Came { received: None, facts: facts.into() };
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let opened = open_as(&mut tx, &world.app, &world.clerk(), world.an_open(), &came).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let owed = list_obligations(&mut tx, opened.case).await.unwrap();
        drop(tx);
        let term = owed.iter().find(|one| one.norm == "law.submission-2026").unwrap().id.to_string();
        let link = format!("/i/testa/case/{}", opened.code);
        let cookie = world.client("POST", &link, "", &[]).await.cookie();
        let before = world.send("GET", "/i/testa/case/view", &cookie, &[]).await.expect(StatusCode::OK);
        before.hides("Termiņš pagarināts");

        let reason = "Jāprasa ziņas zemes reģistram.";
        let form = [("term", term.as_str()), ("extend_date", "2026-12-08"), ("extend_reason", reason)];
        let page = format!("/cases/{}", opened.case);
        send(&world, &page, "/extend", &form).await.expect(StatusCode::SEE_OTHER);
        let seen = world.send("GET", "/i/testa/case/view", &cookie, &[]).await.expect(StatusCode::OK);
        seen.shows("Termiņš pagarināts");
        seen.shows("jaunais datums: 8. decembrī; galējais termiņš: 16. decembrī");
        seen.shows(reason);
        seen.hides(CLERK);
        // Whoever works on it reads the same.
        let own = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        own.shows("jaunais datums: 8. decembrī; galējais termiņš: 16. decembrī");
    })
    .await;
}
