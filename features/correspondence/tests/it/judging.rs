//! What a client thinks of how a case went, and what becomes of the words: the case comes back, three questions, a complaint;
//! questions that everybody may read, and the form of a service.

use axum::http::StatusCode;
use solits_cases::{Audience, NewNote, NextStepBy, note};
use solits_db::sql;
use solits_kernel::{Text, Timestamp};
use solits_testkit::on_both;

use crate::{
    World,
    attachments::{Field, File},
};

#[tokio::test]
async fn an_answer_that_settled_nothing_brings_the_case_back_with_the_words_of_the_client() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (link, case) = world.written("", "").await;
        let (cookie, csrf) = world.come_in(&link).await;
        world.look("/i/testa/case/view", &cookie).await.hides("/case/judge");
        world.answered(case).await;
        world.later(10);
        world.look("/i/testa/case/view", &cookie).await.shows("/case/judge");
        let judge = |form: &str| format!("csrf={csrf}&{form}");
        let path = "/i/testa/case/judge";
        let page = world.press(path, &cookie, &judge("answered=no&why=")).await;
        page.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("kas palika neatbildēts");
        assert_eq!(world.status(case).await, "answered");
        let form = judge("answered=no&why=Ietve+palika");
        world.press(path, &cookie, &form).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(world.status(case).await, "open");
        let page = world.look("/i/testa/case/view?notice=not-answered", &cookie).await;
        page.shows("Lieta atkal ir atvērta");
        page.hides("/case/judge");

        // Answered again, it is asked again; "yes" leaves it answered, and the three questions follow.
        world.later(10);
        world.answered(case).await;
        world.later(10);
        world.press(path, &cookie, &judge("answered=yes&why=")).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(world.status(case).await, "answered");
        let page = world.look("/i/testa/case/view", &cookie).await;
        page.hides("/case/judge");
        page.shows("/case/survey");
    })
    .await;
}

#[tokio::test]
async fn the_three_questions_are_answered_once_without_a_name_and_staff_read_them() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (link, case) = world.written("anna%40example.org", "").await;
        let (cookie, csrf) = world.come_in(&link).await;
        world.answered(case).await;
        world.later(10);
        world
            .press("/i/testa/case/judge", &cookie, &format!("csrf={csrf}&answered=yes&why="))
            .await
            .expect(StatusCode::SEE_OTHER);
        let path = "/i/testa/case/survey";
        let page = world.press(path, &cookie, &format!("csrf={csrf}&ease=11&fair=&words=Labi")).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        page.shows("Labi</textarea>");
        for ease in [9, 1] {
            let form = format!("csrf={csrf}&ease={ease}&fair=yes&words=%C4%80tri");
            world.press(path, &cookie, &form).await.expect(StatusCode::SEE_OTHER);
        }
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let kept = solits_cases::find_survey(&mut tx, case).await.unwrap().unwrap();
        assert_eq!((kept.ease, kept.fair.as_str(), kept.words.as_str()), (9, "yes", "Ātri"));
        let all = solits_cases::list_surveys(&mut tx, Timestamp::from_millis(0), 10).await.unwrap();
        assert_eq!(all.len(), 1);
        drop(tx);
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("Cik viegli: 9 no 10"), "{page}");
        world.look("/i/testa/case/view", &cookie).await.hides("/case/survey");
    })
    .await;
}

#[tokio::test]
async fn a_complaint_about_a_case_names_it_and_tells_the_case_nothing() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (link, case) = world.written("", "").await;
        let (cookie, _) = world.come_in(&link).await;
        let before = world.version(case).await;
        let path = "/i/testa/write/complaint";
        let page = world.look(&format!("{path}?about=case"), &cookie).await.expect(StatusCode::OK);
        page.shows("2026-000001");
        let (csrf, key) = (page.hidden("csrf"), page.hidden("key"));
        let form = format!("csrf={csrf}&key={key}&about=2026-000001&text=Neviens+neatbild");
        world.press(path, &cookie, &form).await.expect(StatusCode::OK);
        assert!(world.messages().await.iter().any(|one| one.text.contains("Par lietu 2026-000001.")));
        assert_eq!(world.version(case).await, before);

        // Without the way in, nobody names a case that is not theirs.
        let (csrf, key) = world.carried(path).await;
        let form = format!("csrf={csrf}&key={key}&about=2026-000001&text=Cits");
        world.press(path, "", &form).await.expect(StatusCode::OK);
        assert!(world.messages().await.iter().any(|one| one.text == "Cits"));
    })
    .await;
}

#[tokio::test]
async fn what_stays_with_staff_is_not_on_the_page_of_the_conversation() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (link, case) = world.written("", "").await;
        let internal = NewNote {
            text: "Kolēģim".to_owned(),
            audience: Audience::Internal,
            next_step_by: NextStepBy::Us,
            next_step: None,
        };
        let version = world.version(case).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        note(&mut tx, &world.app, &world.anna(), case, version, internal).await.unwrap();
        tx.commit().await.unwrap();
        let (cookie, _) = world.come_in(&link).await;
        world.look("/i/testa/case/message", &cookie).await.hides("Kolēģim");
    })
    .await;
}

/// D-28 and H-24: a question is answered for everybody, in the words an employee released.
#[tokio::test]
async fn a_question_is_published_with_its_answer_once_no_personal_data_are_in_it() {
    on_both(|database| async {
        let world = World::new(database).await;
        let path = "/i/testa/write/question";
        let (csrf, key) = world.carried(path).await;
        let form = format!(
            "csrf={csrf}&key={key}&text=Es%2C+Anna+B%C4%93rzi%C5%86a%2C+jaut%C4%81ju%3A+kad+remont%C4%93s+ielu%3F&name=Anna+B%C4%93rzi%C5%86a&contact=26123456"
        );
        world.press(path, "", &form).await.expect(StatusCode::OK);
        let case = world.messages().await[0].case_id;
        world.look("/i/testa/questions", "").await.expect(StatusCode::OK).hides("remontēs");
        let (status, page) = world.get(0, &format!("/cases/{case}/publish")).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("kad remontēs ielu?"), "{page}");
        let publish = format!("/cases/{case}/publish");
        for (form, said) in [
            ("question=Kad%3F&answer=Zvaniet+Annai+26123456&checked=1", "26123456"),
            ("question=Anna+B%C4%93rzi%C5%86a+jaut%C4%81&answer=Pavasar%C4%AB&checked=1", "Bērziņa"),
            ("question=Kad%3F&answer=Rakstiet+uz+a%40example.lv&checked=1", "a@example.lv"),
            ("question=Kad%3F&answer=Pavasar%C4%AB", "atzīmējiet"),
        ] {
            let (status, page) = world.post(0, &publish, form).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
            assert!(page.contains(said), "{page}");
        }
        let form = "question=Kad+remont%C4%93s+ielu%3F&answer=Pavasar%C4%AB.&checked=1";
        assert_eq!(world.post(0, &publish, form).await.0, StatusCode::SEE_OTHER);
        let page = world.look("/i/testa/questions", "").await;
        page.shows("Kad remontēs ielu?");
        page.shows("Pavasarī.");
        page.hides("Bērziņa");
        let (status, _) = world.post(0, &format!("{publish}/withdraw"), "").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        world.look("/i/testa/questions", "").await.hides("remontēs");
    })
    .await;
}

/// C-23: what the service asks for is asked, checked, kept, and readable in the message.
#[tokio::test]
async fn the_form_of_a_service_is_asked_before_its_order_is_taken() {
    on_both(|database| async {
        let world = World::new(database).await;
        let service = uuid::Uuid::from_u128(77);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO services (institution_id, id, code, name_lv, name_en, name_folded, card, deadline_unit, deadline_count,
                    identity_check, usual_minutes, active, price_cents)
             VALUES ($1, $2, 'KOKS', 'Koku ciršana', 'Felling trees', 'koku cirsana', $3, 'working_days', 3, 'no', 10, TRUE, 427)"
        )
        .bind(service)
        .bind(r#"{"documents":[{"lv":"Zemes plāns","en":"Plan of the land"}]}"#)
        .run(&mut tx)
        .await
        .unwrap();
        let field = |id: &str, kind: &str, lv: &str, required: bool, choices: &[&str]| {
            serde_json::json!({ "id": id, "kind": kind, "label": Text::new(lv, lv), "help": Text::default(),
                "is_required": required,
                "choices": choices.iter().map(|one| Text::new(*one, *one)).collect::<Vec<_>>() })
        };
        let fields = serde_json::json!([
            field("f1", "short", "Adrese", true, &[]),
            field("f2", "number", "Cik koku", true, &[]),
            field("f3", "date", "Kad", false, &[]),
            field("f4", "choice", "Suga", true, &["Bērzs", "Ozols"]),
            field("f5", "yes_no", "Vai koks apdraud ēku", false, &[]),
            field("f6", "file", "Zemes plāns", true, &[]),
        ]);
        sql!("INSERT INTO service_forms (institution_id, service_id, fields, version) VALUES ($1, $2, $3, 1)")
            .bind(service)
            .bind(fields.to_string())
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let path = "/i/testa/write/order";
        let page = world.look(&format!("{path}?service=KOKS"), "").await.expect(StatusCode::OK);
        for shown in ["Koku ciršana", "4,27", "Zemes plāns", "Cik koku", "Ja nosūtīsiet tagad", "Ozols"] {
            page.shows(shown);
        }
        let (csrf, key) = (page.hidden("csrf"), page.hidden("key"));
        let common = |answers: &[(&'static str, &str)]| {
            let mut parts = vec![
                Field("csrf", csrf.clone()),
                Field("key", key.clone()),
                Field("service", service.to_string()),
            ];
            parts.extend(answers.iter().map(|(name, value)| Field(name, (*value).to_owned())));
            parts
        };
        let mut wrong = common(&[("answer-f1", "Liepu iela 1"), ("answer-f2", "divi"), ("answer-f4", "7")]);
        wrong.push(File("answer-f6", "plāns.pdf", b"%PDF-1.7 plans".to_vec()));
        let page = world.upload_form(path, "", &wrong).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        page.shows("Ierakstiet skaitli");
        page.shows("value=\"Liepu iela 1\"");
        page.shows("plāns.pdf");
        let right = common(&[
            ("answer-f1", "Liepu iela 1"),
            ("answer-f2", "2"),
            ("answer-f3", "2026-12-01"),
            ("answer-f4", "1"),
            ("answer-f5", "yes"),
            ("text", "Paldies."),
        ]);
        world.upload_form(path, "", &right).await.expect(StatusCode::OK).shows("plāns.pdf");
        let kept = world.messages().await;
        let text = &kept[0].text;
        for line in ["Adrese: Liepu iela 1", "Cik koku: 2", "Suga: Ozols", "Vai koks apdraud ēku: jā", "Zemes plāns: plāns.pdf"] {
            assert!(text.contains(line), "{text}");
        }
        assert!(text.ends_with("\n\nPaldies."), "{text}");
        let (_, page) = world.get(0, &format!("/cases/{}/letters", kept[0].case_id)).await;
        assert!(page.contains("<dt>Suga</dt><dd dir=\"auto\">Ozols</dd>"), "{page}");
    })
    .await;
}

/// A reply that is taken back before it leaves was never said: the client reads nothing of it at any moment, and what it
/// answered is owed as it was.
#[tokio::test]
async fn of_a_reply_that_was_taken_back_the_client_reads_nothing_and_what_it_answered_is_owed() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (link, case) = world.written("anna%40example.org", "").await;
        let (cookie, _) = world.come_in(&link).await;
        let before = world.owed(case).await;
        assert!(before.iter().any(|one| one.state == "open"), "{before:?}");
        let path = format!("/cases/{case}/reply");
        let reply = async || {
            let (_, page) = world.get(0, &path).await;
            let version = page.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap();
            let form = format!(
                "version={version}&subject=Atbilde&opening=Labdien%21&main=Nekas+nav+j%C4%81maks%C4%81.&ending=Paldies%21&reread=1&send=1"
            );
            let (status, page) = world.post(0, &path, &form).await;
            assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
            assert_eq!(world.status(case).await, "answered");
        };
        reply().await;
        let unsaid = async || {
            let page = world.look("/i/testa/case/view", &cookie).await;
            page.hides("Nekas nav");
            page.hides("/case/judge");
            page.hides("Atbilde sniegta");
        };
        unsaid().await;
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        let at = page.find("/take-back").unwrap();
        let start = page[..at].rfind('"').unwrap() + 1;
        let back = page[start..at + "/take-back".len()].to_owned();
        assert_eq!(world.post(0, &back, "").await.0, StatusCode::SEE_OTHER);
        assert_eq!(world.status(case).await, "open");
        unsaid().await;
        assert_eq!(world.owed(case).await, before);
        let (_, page) = world.get(0, &format!("/cases/{case}")).await;
        assert!(page.contains("atsaukts, pirms aizgāja"), "staff see that it was: {page}");

        // The next one is said once it leaves.
        reply().await;
        world.later(1);
        world.look("/i/testa/case/view", &cookie).await.shows("Nekas nav");
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let (_, differences) =
            solits_journal::recompute(&mut tx, &solits_journal::Heart::new(&world.db)).await.unwrap();
        assert_eq!(differences, vec![]);
    })
    .await;
}
