//! A reply or a note that is sent when its author's session has ended, without any script: nothing of it is lost, nobody
//! else sees it, and it lands once.

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use solits_kernel::CaseId;
use solits_testkit::{
    TestDb,
    browser::{count_entries, fields},
    on_both,
};
use solits_web::{App, AppConfig};
use tower::ServiceExt as _;

use crate::{World, monday};

const LETTER: &str = "From: Jānis Kalns <janis@example.org>
To: info@testa.example
Subject: Kur deklaret?
Message-ID: <one@example.org>
Content-Type: text/plain; charset=utf-8

Labdien! Kur es varu deklarēt dzīvesvietu?
";

/// A finished reply as its form holds it.
const REPLY: [(&str, &str); 8] = [
    ("csrf", "csrf"),
    ("version", "1"),
    ("subject", "Re: Kur"),
    ("opening", "Labdien, Jāni!\r\nAtbildam uz Jūsu vēstuli."),
    ("main", "Nekas nav jāmaksā."),
    ("ending", "Paldies, ka rakstījāt!"),
    ("reread", "1"),
    ("send", "1"),
];
const PLAIN: &str = "application/x-www-form-urlencoded";

/// What came back, and the cookie of the session that it begins.
struct Came {
    status: StatusCode,
    body: String,
    cookie: String,
}

/// A form of a page, as a browser sends it.
fn form_of(page: &str, action: &str) -> Vec<(String, String)> {
    let (_, form) = page.split_once(&format!("action=\"{action}\"")).expect(page);
    let form = form.split("</form>").next().unwrap();
    let inputs = form.split("<input type=\"hidden\" name=\"").skip(1);
    let pairs = inputs.map(|input| {
        let (name, rest) = input.split_once("\" value=\"").unwrap();
        let escaped = [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")];
        let value = rest.split('"').next().unwrap().to_owned();
        let value = escaped.iter().fold(value, |text, (escaped, plain)| text.replace(escaped, plain));
        (name.to_owned(), value)
    });
    pairs.collect()
}

fn sent(pairs: &[(String, String)]) -> String {
    fields(&pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>())
}

impl World {
    /// A world in which one signs in by a press, and a letter that waits for its answer.
    async fn with_a_letter(database: TestDb) -> (Self, CaseId) {
        let mut world = Self::new(database).await;
        let config =
            AppConfig { demo: true, public_url: "http://localhost".to_owned(), ..AppConfig::default() };
        world.app = App::new(world.db.clone(), world.app.clock.clone(), world.app.random.clone(), config);
        world.take(1, LETTER).await;
        world.understand().await;
        let case = world.messages().await[0].case_id;
        (world, case)
    }

    /// Sends a form as a browser without script does.
    async fn press_late(&self, cookie: &str, kind: &str, path: &str, body: String) -> Came {
        let rooms = solits_access::routes().merge(solits_correspondence::routes());
        let router = rooms.merge(solits_cases::routes()).into_router(&self.app);
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "navigate")
            .header(header::ACCEPT, "text/html,*/*;q=0.8")
            .header(header::REFERER, format!("http://localhost{path}"))
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, kind);
        let answer = router.oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = answer.status();
        let set = answer.headers().get_all(header::SET_COOKIE).iter().map(|one| one.to_str().unwrap());
        let cookie = set.filter_map(|one| one.split(';').next()).find(|one| one.starts_with("s="));
        let cookie = cookie.unwrap_or_default().to_owned();
        let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!body.contains('⟦'), "a text is missing: {body}");
        Came { status, body, cookie }
    }
}

#[tokio::test]
async fn a_reply_sent_after_the_session_ended_waits_for_its_author_and_leaves_once() {
    on_both(|database| async {
        let (world, case) = World::with_a_letter(database).await;
        let path = format!("/cases/{case}/reply");
        world.app.clock.set(monday().plus_minutes(31));
        let way_in = world.press_late("s=clerk0", PLAIN, &path, fields(&REPLY)).await;
        assert_eq!(way_in.status, StatusCode::UNAUTHORIZED);
        assert!(way_in.body.contains("Nekas nav jāmaksā."), "{}", way_in.body);

        let held = form_of(&way_in.body, "/demo/person");
        let asked = world.press_late("", PLAIN, "/demo/person", sent(&held)).await;
        assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
        assert!(asked.body.contains("Atbilde nav nosūtīta."), "{}", asked.body);
        assert!(asked.body.contains(&format!("href=\"{path}\"")), "it can be left: {}", asked.body);
        assert_eq!(world.leaving().await.len(), 1, "the receipt alone: nothing is sent by itself");

        let again = sent(&form_of(&asked.body, &path));
        let done = world.press_late(&asked.cookie, PLAIN, &path, again.clone()).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(world.status(case).await, "answered");
        let leaving = world.leaving().await;
        assert!(solits_mail::read(&leaving[1].raw).text.contains("Nekas nav jāmaksā."));
        world.press_late(&asked.cookie, PLAIN, &path, again).await;
        assert_eq!(world.leaving().await.len(), 2, "a second press sends nothing more");
    })
    .await;
}

#[tokio::test]
async fn another_employee_who_signs_in_is_not_shown_what_was_typed() {
    on_both(|database| async {
        let (world, case) = World::with_a_letter(database).await;
        world.app.clock.set(monday().plus_minutes(31));
        let path = format!("/cases/{case}/reply");
        let way_in = world.press_late("s=clerk0", PLAIN, &path, fields(&REPLY)).await;
        let mut held = form_of(&way_in.body, "/demo/person");
        let person = held.iter_mut().find(|(name, _)| name == "person").unwrap();
        person.1 = world.fixture.employees[1].to_string();
        let other = world.press_late("", PLAIN, "/demo/person", sent(&held)).await;
        assert_eq!(other.status, StatusCode::SEE_OTHER, "they go on as always: {}", other.body);
        assert!(!other.body.contains("jāmaksā"), "{}", other.body);
    })
    .await;
}

#[tokio::test]
async fn a_note_is_escaped_on_its_way_and_added_once() {
    on_both(|database| async {
        let (world, case) = World::with_a_letter(database).await;
        world.app.clock.set(monday().plus_minutes(31));
        let path = format!("/cases/{case}/notes");
        let hostile = "Klients teica: \"><script>alert('vilks')</script>";
        let note = [("csrf", "csrf"), ("version", "1"), ("audience", "internal"), ("text", hostile)];
        let way_in = world.press_late("s=clerk0", PLAIN, &path, fields(&note)).await;
        assert!(!way_in.body.contains("<script>alert"), "{}", way_in.body);
        let held = form_of(&way_in.body, "/demo/person");
        let asked = world.press_late("", PLAIN, "/demo/person", sent(&held)).await;
        assert!(!asked.body.contains("<script>alert"), "{}", asked.body);
        let again = form_of(&asked.body, &path);
        assert!(again.iter().any(|(name, value)| name == "text" && value == hostile), "{again:?}");
        for _ in 0..2 {
            world.press_late(&asked.cookie, PLAIN, &path, sent(&again)).await;
        }
        assert_eq!(count_entries(&world.db, world.fixture.scope(), "case.noted").await, 1);
    })
    .await;
}

#[tokio::test]
async fn of_a_form_with_files_the_text_is_carried_and_the_files_are_asked_for_again() {
    on_both(|database| async {
        let (world, case) = World::with_a_letter(database).await;
        world.app.clock.set(monday().plus_minutes(31));
        let part = |(name, value): (&str, &str)| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let mut parts = REPLY.map(part).concat();
        parts += "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plans.txt\"\r\n";
        parts += "Content-Type: text/plain\r\n\r\nTelpu plans 77\r\n--b--\r\n";
        let path = format!("/cases/{case}/reply");
        let way_in = world.press_late("s=clerk0", "multipart/form-data; boundary=b", &path, parts).await;
        assert_eq!(way_in.status, StatusCode::UNAUTHORIZED, "{}", way_in.body);
        assert!(way_in.body.contains("jāizvēlas vēlreiz"), "{}", way_in.body);
        let held = form_of(&way_in.body, "/demo/person");
        let asked = world.press_late("", PLAIN, "/demo/person", sent(&held)).await;
        let (_, form) = asked.body.split_once(&format!("action=\"{path}\"")).expect(&asked.body);
        assert!(form.contains("enctype=\"multipart/form-data\""), "{form}");
        assert!(form.contains("name=\"file\" type=\"file\""), "{form}");
        assert!(form.contains("Nekas nav jāmaksā.") && !form.contains("plans 77"), "{form}");
        let again = sent(&form_of(&asked.body, &path));
        world.press_late(&asked.cookie, PLAIN, &path, again).await;
        assert_eq!(world.status(case).await, "answered");
    })
    .await;
}
