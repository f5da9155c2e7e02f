//! What was typed before a session ended goes through every step of signing in, and to nobody but its author.

use axum::{
    http::{StatusCode, header},
    response::IntoResponse as _,
};
use solits_testkit::{on_both, sqlite};
use solits_web::{EmployeeCx, Form, Guard, PageResult, Routes};

use crate::{
    Answer, World,
    authenticator::Authenticator,
    passkeys::{add, asked},
    reset::{NEW, ask, link},
    strength::digits,
};

/// Where a form of any other room might be sent.
const FORM: &str = "/test/form";
const HOSTILE: &str = "\"><script>alert('vilks')</script>";

pub(crate) fn routes() -> Routes {
    Routes::new().post(FORM, Guard::SignedIn, taken)
}

async fn taken(_: EmployeeCx, Form(fields): Form) -> PageResult {
    Ok(format!("taken: {}", fields.get("text")).into_response())
}

/// The value of a hidden field as a browser sends it.
fn value(answer: &Answer, name: &str) -> String {
    let escaped = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
    escaped.iter().fold(answer.hidden(name), |text, (escaped, plain)| text.replace(escaped, plain))
}

/// The cookie of the session that an answer begins.
fn session(answer: &Answer) -> String {
    let set = answer.headers.get_all(header::SET_COOKIE).iter().map(|one| one.to_str().unwrap());
    set.filter_map(|one| one.split(';').next()).find(|one| one.starts_with("s=")).unwrap().to_owned()
}

/// Somebody has a password they know, was signed in, and sends a form half an hour too late.
async fn sent_too_late(world: &World, fields: &[(&str, &str)]) -> Answer {
    let link = link(&ask(world, 0, 2, "password").await);
    world.post(&link, "", &[("password", NEW), ("again", NEW)]).await;
    world.session(2, "second_factor").await;
    world.app.clock.set(world.app.clock.now().plus_minutes(31));
    world.post_as(2, FORM, fields).await
}

#[tokio::test]
async fn what_was_typed_goes_through_both_steps_and_is_sent_by_its_author_alone() {
    on_both(async |database| {
        let world = World::new(database).await;
        let fields = [("text", HOSTILE), ("password", "sarkans vilks"), ("once", "K1")];
        let way_in = sent_too_late(&world, &fields).await;
        assert_eq!(way_in.status, StatusCode::UNAUTHORIZED);
        assert!(way_in.body.contains("action=\"/sign-in\""), "{}", way_in.body);
        assert!(way_in.body.contains("vilks") && !way_in.body.contains("<script>alert"), "{}", way_in.body);
        assert!(!way_in.body.contains("sarkans vilks"), "a password is typed anew");
        let (held, seal) = (value(&way_in, "held"), value(&way_in, "held_seal"));
        assert!(!held.contains("csrf"), "{held}");

        let wrong = [
            ("email", "person2@ezermala.example"),
            ("password", "cita"),
            ("held", held.as_str()),
            ("held_seal", seal.as_str()),
        ];
        let refused = world.post("/sign-in", "", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(value(&refused, "held"), held, "a slip of the keyboard loses nothing");

        let right = [wrong[0], ("password", NEW), wrong[2], wrong[3]];
        let second = world.post("/sign-in", "", &right).await;
        assert_eq!(second.status, StatusCode::OK, "{}", second.body);
        let (held, seal, csrf) = (value(&second, "held"), value(&second, "held_seal"), second.hidden("csrf"));
        let code = digits(&world);
        let shown = [
            ("code", code.as_str()),
            ("held", held.as_str()),
            ("held_seal", seal.as_str()),
            ("csrf", csrf.as_str()),
        ];
        let asked = world.send("POST", "/sign-in/second", &session(&second), &shown).await;
        assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
        assert!(asked.body.contains(&format!("action=\"{FORM}\"")), "{}", asked.body);
        assert!(!asked.body.contains("<script>alert"), "{}", asked.body);
        assert_eq!(value(&asked, "once"), "K1", "a second sending is known by the same key");

        let (_, form) = asked.body.split_once(&format!("action=\"{FORM}\"")).unwrap();
        let (_, csrf) = form.split_once("name=\"csrf\" value=\"").unwrap();
        let csrf = csrf.split('"').next().unwrap();
        let text = value(&asked, "text");
        let taken =
            world.send("POST", FORM, &session(&asked), &[("text", text.as_str()), ("csrf", csrf)]).await;
        assert_eq!(taken.body, format!("taken: {HOSTILE}"));
    })
    .await;
}

/// A link to the other language would leave what was typed behind; it goes along in a form, through both steps.
#[tokio::test]
async fn what_was_typed_is_still_there_when_the_language_is_changed_on_the_way_in() {
    on_both(async |database| {
        let world = World::new(database).await;
        let way_in = sent_too_late(&world, &[("text", "garš apraksts")]).await;
        assert!(!way_in.body.contains("href=\"/sign-in?lang=en\""), "{}", way_in.body);
        let (held, seal) = (value(&way_in, "held"), value(&way_in, "held_seal"));
        let carried = [("held", held.as_str()), ("held_seal", seal.as_str())];
        for (page, other) in [("en", "lv"), ("lv", "en")] {
            let shown = world.post(&format!("/sign-in/held?lang={page}"), "", &carried).await;
            assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
            assert!(shown.body.contains(&format!("<html lang=\"{page}\"")), "{}", shown.body);
            assert!(shown.body.contains(&format!("action=\"/sign-in/held?lang={other}\"")), "{}", shown.body);
            assert_eq!((value(&shown, "held"), value(&shown, "held_seal")), (held.clone(), seal.clone()));
        }
        let right = [("email", "person2@ezermala.example"), ("password", NEW), carried[0], carried[1]];
        let second = world.post("/sign-in", "", &right).await;
        assert!(second.body.contains("action=\"/sign-in/held?lang=en\""), "{}", second.body);
        // Where nothing is carried the link is a link.
        let plain = world.send("GET", "/sign-in", "", &[]).await;
        assert!(plain.body.contains("href=\"/sign-in?lang=en\""), "{}", plain.body);
    })
    .await;
}

#[tokio::test]
async fn whoever_tries_too_often_to_sign_in_does_not_lose_what_was_typed() {
    let world = World::new(sqlite().await).await;
    let way_in = sent_too_late(&world, &[("text", "garš apraksts")]).await;
    let (held, seal) = (value(&way_in, "held"), value(&way_in, "held_seal"));
    let wrong = [
        ("email", "person2@ezermala.example"),
        ("password", "cita"),
        ("held", held.as_str()),
        ("held_seal", seal.as_str()),
    ];
    for _ in 0..10 {
        assert_eq!(world.post("/sign-in", "", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let refused = world.post("/sign-in", "", &wrong).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!((value(&refused, "held"), value(&refused, "held_seal")), (held, seal));
}

#[tokio::test]
async fn a_passkey_of_its_author_brings_what_was_typed_along_and_another_persons_does_not() {
    on_both(async |database| {
        let world = World::new(database).await;
        let mut devices = [(1, Authenticator::new(8)), (2, Authenticator::new(7))];
        for (number, device) in &devices {
            assert_eq!(add(&world, *number, device).await.to(), "/account?notice=passkey-added");
        }
        world.app.clock.set(world.app.clock.now().plus_minutes(31));
        let way_in = world.post_as(2, FORM, &[("text", "Labdien, kaimiņ")]).await;
        let (held, seal) = (value(&way_in, "held"), value(&way_in, "held_seal"));
        for (number, device) in &mut devices {
            let question = asked(&world).await;
            let signed = device.get(&question.body, world.person(*number).uuid().as_bytes());
            let fields =
                [("credential", signed.as_str()), ("held", held.as_str()), ("held_seal", seal.as_str())];
            let answer = world.post("/sign-in/passkey", &question.cookie(), &fields).await;
            assert_eq!(answer.status == StatusCode::OK, *number == 2, "{}", answer.body);
            assert_eq!(answer.body.contains("Labdien, kaimiņ"), *number == 2, "{}", answer.body);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_not_sealed_by_the_program_goes_no_further() {
    on_both(async |database| {
        let world = World::new(database).await;
        let way_in = sent_too_late(&world, &[("text", "Labdien, kaimiņ")]).await;
        let held = value(&way_in, "held").replace("kaimiņ", "vilks");
        let seal = value(&way_in, "held_seal");
        let fields = [
            ("email", "person2@ezermala.example"),
            ("password", NEW),
            ("held", held.as_str()),
            ("held_seal", seal.as_str()),
        ];
        assert_eq!(world.post("/sign-in", "", &fields).await.to(), "/sign-in/second");
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_session_is_not_carried_because_it_may_be_somebody_elses() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.app.clock.set(world.app.clock.now().plus_minutes(31));
        let fields = [("text", "Slepens teksts"), ("csrf", "csrf1")];
        for cookie in ["s=person2", "s=unknown", ""] {
            let answer = world.send("POST", FORM, cookie, &fields).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{cookie}");
            assert!(!answer.body.contains("Slepens teksts"), "{cookie}: {}", answer.body);
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_wrote_more_than_can_be_carried_is_told_so_before_they_sign_in() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.app.clock.set(world.app.clock.now().plus_minutes(31));
        let answer = world.post_as(2, FORM, &[("text", &"a".repeat(100_000))]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.body.contains("nokopējiet tekstu"), "{}", answer.body);
        assert!(answer.body.contains("action=\"/sign-in\"") && !answer.body.contains("name=\"held\""));
    })
    .await;
}
