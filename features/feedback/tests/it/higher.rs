//! K-14: the author asks for the next rung from their own page.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use solits_cases::{Kind, Opened};
use solits_db::{row, sql};
use solits_kernel::{CaseId, Random};
use solits_testkit::{
    STANDARD,
    browser::{Answer, ask, count_entries, fields},
    on_both, sqlite,
};
use solits_web::{App, AppConfig, Limits};

use crate::{LADDER, NOT_FOUND, Who, World, monday};

const PAGE: &str = "/i/testa/case/higher";
/// What the author of a complaint is promised once they have asked for the next rung.
const PROMISED: &str = r#"
[[norm]]
id = "complaint.higher"
paragraphs = ["15"]
text = { lv = "Nākamais lēmējs atbild mēneša laikā.", en = "The next decision maker answers within a month." }
kind = "promise"
[norm.promise]
starts = "feedback.passed_on"
within = { months = 1 }
met_by = ["feedback.answered"]
public = true
channel = "all"
"#;
const REASON: &str = "Zaudēto stundu neviens nav atlīdzinājis.";

/// The client of a case, with the cookie that the link gave.
pub(crate) struct Client<'a> {
    world: &'a World,
    cookie: String,
}

impl<'a> Client<'a> {
    pub(crate) async fn of(world: &'a World, opened: &Opened) -> Self {
        let nobody = Client { world, cookie: String::new() };
        let let_in = nobody.post(&format!("/i/testa/case/{}", opened.code), &[]).await;
        assert_eq!(let_in.taken(), "/i/testa/case/view");
        let cookie = let_in.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        Client { world, cookie }
    }
    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::COOKIE, &self.cookie);
        ask(self.world.router(), request.body(Body::empty()).unwrap()).await
    }
    /// Sends a form with the token of forms without a session.
    pub(crate) async fn post(&self, path: &str, values: &[(&str, &str)]) -> Answer {
        let csrf = self.get("/i/testa/case").await.after("name=\"csrf\" value=\"");
        let values: Vec<(&str, &str)> = values.iter().copied().chain([("csrf", csrf.as_str())]).collect();
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::ORIGIN, "http://localhost")
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(fields(&values)));
        ask(self.world.router(), request.unwrap()).await
    }
}

/// Whoever decides rules and answers in the case, which is how the author comes to know.
async fn ruled_and_answered(world: &World, by: Who, case: CaseId) {
    world.examine(by, case, "unjustified").await.taken();
    let now = world.app.clock.now().plus_minutes(5);
    world.app.clock.set(now);
    let mut tx = world.write().await;
    let version = solits_cases::find(&mut tx, case).await.unwrap().unwrap().version;
    let actor = world.program();
    solits_cases::answer(&mut tx, &world.app, &actor, case, version, "Pārbaudījām.").await.unwrap();
    tx.commit().await.unwrap();
    world.keep().await;
}

/// A complaint about Anna, on which her manager has ruled and whose author was answered.
pub(crate) async fn answered(world: &World) -> Opened {
    let opened = world.came(Kind::Complaint, "Ilgi gaidīju pie Annas", Who::Katrina).await;
    world.register(Who::Katrina, opened.case, Who::Anna).await.taken();
    ruled_and_answered(world, Who::Boriss, opened.case).await;
    opened
}

row! {
    pub(crate) struct Letter { pub(crate) recipient: String, pub(crate) subject: String, pub(crate) text: String }
}

pub(crate) async fn letters_to(world: &World, who: Who) -> Vec<Letter> {
    let mut tx = world.write().await;
    sql!(
        "SELECT recipient, subject, text FROM staff_letters WHERE institution_id = $1 AND employee_id = $2 ORDER BY written_at, id"
    )
    .bind(world.id(who))
    .all::<Letter>(&mut tx)
    .await
    .unwrap()
}

/// Security §10: past the limit of the source nothing that was typed is lost.
#[tokio::test]
async fn who_asks_too_often_is_told_when_to_ask_again_beside_the_reasons() {
    let mut world = World::new(sqlite().await).await;
    let limits = Limits { case_messages: 1, ..Limits::default() };
    let config = AppConfig { public_url: "http://localhost".to_owned(), limits, ..AppConfig::default() };
    world.app = App::new(world.db.clone(), world.app.clock.clone(), Random::seeded(2), config);
    let (first, second) = (answered(&world).await, answered(&world).await);
    Client::of(&world, &first).await.post(PAGE, &[("request", REASON)]).await.taken();
    let refused = Client::of(&world, &second).await.post(PAGE, &[("request", REASON)]).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{}", refused.body);
    refused.shows(REASON).shows("Mēģiniet vēlreiz pēc 1 stundas.").shows("atnāciet pie lodziņa");
    assert_eq!(refused.header("retry-after"), "3600");
}

#[tokio::test]
async fn the_author_asks_for_the_next_rung_with_reasons_and_sees_who_decides_by_when() {
    on_both(|database| async move {
        let world = World::with(database, &format!("{STANDARD}{LADDER}{PROMISED}")).await;
        let mut tx = world.write().await;
        sql!("UPDATE employees SET email = 'dace@testa.example', post = 'izpilddirektore' WHERE institution_id = $1 AND id = $2")
            .bind(world.id(Who::Dace))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let opened = answered(&world).await;
        let case = opened.case;
        let client = Client::of(&world, &opened).await;
        client.get("/i/testa/case/view").await.shows(PAGE);
        client.get(PAGE).await.shows("name=\"request\"").shows("izpilddirektore").hides("Dace Vītola");

        // Without a reason nothing is asked, and it is said beside the field.
        client.post(PAGE, &[("request", " ")]).await.refused().shows("f-request-error");
        assert_eq!(world.owner(case).await, Who::Boriss);

        assert_eq!(client.post(PAGE, &[("request", REASON)]).await.taken(), "/i/testa/case/higher?notice=asked");
        let told = client.get("/i/testa/case/higher?notice=asked").await;
        told.shows("Jūsu lūgums saņemts").shows("izpilddirektore").shows("Mēs atbildēsim līdz").shows(REASON);
        told.hides("name=\"request\"").hides("Dace Vītola");
        client.get("/i/testa/case/view").await.shows(REASON);

        // Whoever decides next has it before them, with the words, and is written to without any of it.
        assert_eq!(world.owner(case).await, Who::Dace);
        let page = world.get(Who::Dace, &format!("/feedback/{case}")).await;
        page.shows("2.\u{a0}lēmējs: Dace Vītola").shows("lūdza autors").shows(REASON).shows("name=\"finding\"");
        let letters = letters_to(&world, Who::Dace).await;
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].recipient, "dace@testa.example");
        assert!(letters[0].subject.contains(&opened.reference) && letters[0].text.contains(&case.to_string()));
        assert!(!letters[0].text.contains("Anna") && !letters[0].text.contains(REASON), "{}", letters[0].text);
        assert!(!world.is_there(Who::Anna, case).await, "still hidden from whom it concerns");

        // Once asked it is closed: a second press changes nothing.
        client.post(PAGE, &[("request", "Vēlreiz!")]).await.taken();
        client.get(PAGE).await.shows(REASON).hides("Vēlreiz!");
        assert_eq!(count_entries(&world.db, world.fixture.scope(), "feedback.passed_on").await, 1);
    })
    .await;
}

#[tokio::test]
async fn before_an_answer_nothing_is_asked_for_and_above_the_last_rung_the_body_outside_is_named() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let opened = world.came(Kind::Complaint, "Ilgi gaidīju pie Annas", Who::Katrina).await;
        let case = opened.case;
        let client = Client::of(&world, &opened).await;
        client.get(PAGE).await.shows("kad būsim jums atbildējuši").hides("name=\"request\"");
        let early = client.post(PAGE, &[("request", REASON)]).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.body);
        client.get("/i/testa/case/view").await.hides(PAGE);

        world.register(Who::Katrina, case, Who::Anna).await.taken();
        ruled_and_answered(&world, Who::Boriss, case).await;
        client.post(PAGE, &[("request", REASON)]).await.taken();
        // Where nothing is promised about it, no day is made up.
        client.get(PAGE).await.shows("cik ātri vien iespējams").hides("Mēs atbildēsim līdz");
        ruled_and_answered(&world, Who::Dace, case).await;
        client.get(PAGE).await.shows("vairs nav neviena, kurš stāv augstāk").hides("name=\"request\"");
        let mut tx = world.write().await;
        let actor = world.program();
        let body = solits_structure::Body {
            name: solits_kernel::Text::new("Tiesībsargs", "Ombudsman"),
            contact: "https://www.tiesibsargs.lv".to_owned(),
        };
        let (role, today) = (solits_structure::LAST_RESORT, monday().day());
        solits_organisation::name_body(&mut tx, &world.app, &actor, role, &body, today).await.unwrap();
        tx.commit().await.unwrap();
        client.get(PAGE).await.shows("Tiesībsargs").shows("tiesibsargs.lv");
        let top = client.post(PAGE, &[("request", REASON)]).await;
        assert_eq!(top.status, StatusCode::CONFLICT, "{}", top.body);
        assert_eq!(world.owner(case).await, Who::Dace);
    })
    .await;
}

/// Nobody comes to the page of another's case, and a question has no ladder.
#[tokio::test]
async fn whoever_is_not_let_in_is_led_to_the_form_for_the_code_and_a_question_has_no_next_rung() {
    on_both(|database| async move {
        let world = World::new(database).await;
        answered(&world).await;
        let stranger = Client { world: &world, cookie: "c=nothing".to_owned() };
        assert_eq!(stranger.get(PAGE).await.taken(), "/i/testa/case");
        assert_eq!(stranger.post(PAGE, &[("request", REASON)]).await.taken(), "/i/testa/case");
        let question = world.came(Kind::Question, "Cikos strādājat?", Who::Ilze).await;
        let client = Client::of(&world, &question).await;
        assert_eq!(client.get(PAGE).await.status, NOT_FOUND);
    })
    .await;
}
