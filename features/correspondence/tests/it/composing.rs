//! Composing: spelling, templates, files, drafts of two windows, letters that leave later, on paper, and once more.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use solits_correspondence::{Post, send_next};
use solits_db::{row, sql};
use solits_kernel::CaseId;
use solits_post::{Net, Reach, Timeouts, Tokens, Trust};
use solits_testkit::on_both;

use crate::World;

const LETTER: &str = "From: Jānis Kalns <janis@example.org>
To: info@testa.example
Subject: Kur deklaret?
Message-ID: <one@example.org>
Content-Type: text/plain; charset=utf-8

Labdien! Kur es varu deklarēt dzīvesvietu?
";

const REPLY: &str = "version=1&subject=Re%3A+Kur&opening=Labdien%2C+J%C4%81ni%21%0AAtbildam+uz+J%C5%ABsu+v%C4%93stuli.&main=Nekas+nav+j%C4%81maks%C4%81.&ending=Paldies%2C+ka+rakst%C4%ABj%C4%81t%21&reread=1";

/// A world with a case that a letter has opened.
async fn asked(database: solits_testkit::TestDb) -> (World, CaseId) {
    let world = World::new(database).await;
    world.take(1, LETTER).await;
    world.understand().await;
    let case = world.messages().await[0].case_id;
    (world, case)
}

/// A place where nothing listens, for letters that shall not be accepted.
fn nowhere() -> Post {
    let net = Net {
        reach: Reach::public(),
        trust: Trust::system(),
        timeouts: Timeouts::default(),
        tokens: Tokens::default(),
    };
    Post { secrets: std::path::PathBuf::from("/nonexistent"), net: net.into(), hello: "test".to_owned() }
}

#[tokio::test]
async fn a_misspelt_word_is_shown_with_what_was_meant_and_keeps_the_letter_here_until_it_is_confirmed() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        let path = format!("/cases/{case}/reply");
        let wrong = REPLY.replace("Nekas+nav", "Nekass+nav");
        let (status, page) = world.post(0, &path, &format!("{wrong}&send=1")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("<bdi dir=\"auto\">Nekass</bdi>"), "{page}");
        assert!(page.contains("Nekass|Nekas"), "a button with the right word: {page}");
        let (_, page) = world.post(0, &path, &format!("{wrong}&mend=main%7C0%7CNekass%7CNekas")).await;
        assert!(page.contains("Nekas nav"), "{page}");
        let (status, _) = world.post(0, &path, &format!("{wrong}&send=1&confirm=Spelling")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "the author lets it stand");
    })
    .await;
}

#[tokio::test]
async fn a_word_of_the_institution_is_right_from_then_on() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        world.make_administrator(0).await;
        assert_eq!(world.post(0, "/setup/words", "word=Nekass").await.0, StatusCode::SEE_OTHER);
        let (status, page) = world.post(0, "/setup/words", "word=divi+v%C4%81rdi").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("divi vārdi"), "what was typed stays: {page}");
        let wrong = REPLY.replace("Nekas+nav", "Nekass+nav");
        let (status, _) = world.post(0, &format!("/cases/{case}/reply"), &format!("{wrong}&send=1")).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_template_is_filled_from_the_case_and_what_is_left_open_does_not_leave() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        let form = "name=Iemesls&lang=lv&kind=&main=Lieta+%7Blieta%7D%2C+jo+%7Biemesls%7D.&ending=";
        assert_eq!(world.post(0, "/templates", form).await.0, StatusCode::SEE_OTHER);
        let (status, page) = world.post(0, "/templates", &form.replace("iemesls", "karogs")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("karogs"), "{page}");
        let path = format!("/cases/{case}/reply");
        let (_, page) = world.get(0, &path).await;
        let at = page.find("Iemesls · LV").expect("the template is offered");
        let id = page[..at].rsplit("value=\"").next().unwrap()[..36].to_owned();
        let (_, other) = world.get(1, &path).await;
        assert!(!other.contains("Iemesls · LV"), "one's own are one's own");
        let (_, page) = world.post(0, &path, &format!("{REPLY}&insert=1&template={id}")).await;
        assert!(page.contains("Lieta 2026-000001, jo {iemesls}."), "{page}");
        let open = REPLY.replace("j%C4%81maks%C4%81.", "j%C4%81maks%C4%81%2C+jo+%7Biemesls%7D.");
        let (status, page) = world.post(0, &path, &format!("{open}&send=1")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Nav aizpildīts: iemesls."), "{page}");
    })
    .await;
}

/// A form with a file, as a browser sends it.
fn with_file(fields: &str, name: &str, content: &[u8]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for pair in fields.split('&').chain(["csrf=csrf"]) {
        let (key, value) = pair.split_once('=').unwrap();
        let value = value.replace('+', " ").replace("%2C", ",").replace("%21", "!");
        body.extend(
            format!("--x\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    body.extend(
        format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
    );
    body.extend(content);
    body.extend(b"\r\n--x--\r\n");
    ("multipart/form-data; boundary=x".to_owned(), body)
}

impl World {
    async fn upload(&self, path: &str, fields: &str, name: &str, content: &[u8]) -> (StatusCode, String) {
        let (kind, body) = with_file(fields, name, content);
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind)
            .header(header::COOKIE, "s=clerk0")
            .body(Body::from(body));
        self.answer(request.unwrap()).await
    }
}

#[tokio::test]
async fn a_file_is_kept_with_the_draft_and_goes_along_and_one_that_is_not_what_it_says_is_refused() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        let path = format!("/cases/{case}/reply");
        let (status, page) =
            world.upload(&path, "version=1&main=Sveiki&attach=1", "plāns.pdf", b"MZ\x90\x00").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("plāns.pdf"), "it is said which file: {page}");
        let (status, page) =
            world.upload(&path, "version=1&main=Sveiki&attach=1", "plāns.pdf", b"%PDF-1.4 x").await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("plāns.pdf"), "{page}");
        assert_eq!(world.post(0, &path, &format!("{REPLY}&send=1")).await.0, StatusCode::SEE_OTHER);
        let leaving = world.leaving().await;
        let letter = solits_mail::read(&leaving[1].raw);
        assert_eq!(letter.attachments.len(), 1);
        assert_eq!(letter.attachments[0].content(&leaving[1].raw), b"%PDF-1.4 x");
    })
    .await;
}

#[tokio::test]
async fn of_two_windows_the_newer_wins_and_both_are_shown() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        let keep = format!("/cases/{case}/reply/keep");
        let (_, part) =
            world.post(0, &keep, "version=1&kept=0&subject=Re&opening=&main=Pirmais+logs&ending=").await;
        assert!(part.contains("name=\"kept\" value=\"1\""), "{part}");
        let (_, part) =
            world.post(0, &keep, "version=1&kept=0&subject=Re&opening=&main=Otrais+logs&ending=").await;
        assert!(part.contains("Pirmais logs"), "what was displaced is shown: {part}");
        let path = format!("/cases/{case}/reply");
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Otrais logs") && page.contains("Pirmais logs"), "{page}");
        let (_, page) = world
            .post(0, &path, "version=1&kept=2&subject=Re&opening=&main=Otrais+logs&ending=&restore=1")
            .await;
        assert!(page.contains(">Pirmais logs</textarea>"), "{page}");
        let (_, page) = world.get(1, &path).await;
        assert!(!page.contains("Pirmais logs"), "a draft is its author's alone");
    })
    .await;
}

#[tokio::test]
async fn what_else_its_author_has_chosen_stays_with_the_draft_and_is_forgotten_with_it() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        let path = format!("/cases/{case}/reply");
        let later = "leave_on=2026-11-17&leave_at=09%3A00&postal=SIA+Kalns%0D%0ALiepu+iela+1";
        let typed = format!("version=1&kept=0&main=Sveiki&{later}&other=cits%40example.net");
        assert_eq!(world.post(0, &format!("{path}/keep"), &typed).await.0, StatusCode::OK);
        let (_, page) = world.get(0, &path).await;
        for shown in [
            "value=\"2026-11-17\"",
            "value=\"09:00\"",
            "value=\"cits@example.net\"",
            ">SIA Kalns\nLiepu iela 1<",
            "<details open><summary>Sūtīt",
            "<details open><summary>Atbildēt",
        ] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        let (_, other) = world.get(1, &path).await;
        assert!(!other.contains("SIA Kalns") && !other.contains("value=\"2026-11-17\""), "{other}");
        assert!(other.contains("<details><summary>Atbildēt"), "{other}");
        let (status, page) = world.post(0, &path, &format!("{REPLY}&send=1&{later}")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        world.app.clock.set(crate::monday().plus_minutes(24 * 60));
        while send_next(&world.app, world.fixture.institution, &nowhere()).await.unwrap() {}
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let drafts = sql!("SELECT count(*) AS value FROM reply_drafts WHERE institution_id = $1");
        assert_eq!(drafts.scalar::<i64>(&mut tx).await.unwrap(), Some(0));
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_leaves_later_answers_the_case_when_it_leaves() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        let path = format!("/cases/{case}/reply");
        let (status, page) =
            world.post(0, &path, &format!("{REPLY}&send=1&leave_on=2026-11-13&leave_at=09%3A00")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        let (status, _) =
            world.post(0, &path, &format!("{REPLY}&send=1&leave_on=2026-11-17&leave_at=09%3A00")).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert_eq!(world.status(case).await, "open", "nothing is answered before it leaves");
        let (_, page) = world.get(0, "/outbox").await;
        assert!(page.contains("janis@example.org") && page.contains("/take-back"), "{page}");
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Šī atbilde aizies"), "{page}");
        world.app.clock.set(crate::monday().plus_minutes(24 * 60));
        while send_next(&world.app, world.fixture.institution, &nowhere()).await.unwrap() {}
        assert_eq!(world.status(case).await, "answered");
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_leaves_later_stays_when_the_client_has_written_and_its_author_has_the_draft() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        let path = format!("/cases/{case}/reply");
        world.post(0, &path, &format!("{REPLY}&send=1&leave_on=2026-11-17&leave_at=09%3A00")).await;
        world.app.clock.set(crate::monday().plus_minutes(10));
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO messages (institution_id, id, case_id, direction, way, at, author_name, author_address, recipient,
                    subject, text, is_automatic, attention)
             VALUES ($1, $2, $3, 'in', 'email', $4, 'Jānis', 'janis@example.org', '', 'Vēl', 'Jau atradu', 0, '')"
        )
        .bind(uuid::Uuid::from_u128(7))
        .bind(case)
        .bind(world.app.clock.now())
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let (_, page) = world.get(0, "/outbox").await;
        assert!(page.contains("vēstule pati neaizies"), "{page}");
        world.app.clock.set(crate::monday().plus_minutes(24 * 60));
        while send_next(&world.app, world.fixture.institution, &nowhere()).await.unwrap() {}
        assert_eq!(world.leaving().await[1].state, "taken_back");
        assert_eq!(world.status(case).await, "open");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let draft: Option<String> =
            sql!("SELECT main AS value FROM reply_drafts WHERE institution_id = $1 AND leaves_at IS NULL")
                .scalar(&mut tx)
                .await
                .unwrap();
        assert_eq!(draft.as_deref(), Some("Nekas nav jāmaksā."), "its author goes on with it");
    })
    .await;
}

row! {
    struct Told { kind: String }
}

#[tokio::test]
async fn a_delay_is_told_with_its_day_and_reason_and_a_day_without_work_is_refused() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        world.tell().await;
        let path = format!("/cases/{case}/letters/delay");
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("{iemesls}") && page.contains("2026-000001"), "{page}");
        let text = "text=Atbilde+b%C5%ABs+%7Bterminš%7D".replace("terminš", "termi%C5%86%C5%A1");
        let form = format!("version=1&reason=gaid%C4%81m+datus&way=email&postal=&reread=1&confirm=Spelling&{text}");
        let (status, page) = world.post(0, &path, &format!("{form}&new_date=2026-11-22")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a Sunday");
        assert!(page.contains("gaidām datus"), "{page}");
        let (status, page) = world.post(0, &path, &format!("{form}&new_date=2026-11-25")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let leaving = world.leaving().await;
        // Of letters of one moment the notice stands before the receipt.
        let letter = solits_mail::read(&leaving[0].raw);
        assert!(letter.text.contains("25"), "the day stands in it: {}", letter.text);
        assert!(!letter.text.contains('{'), "{}", letter.text);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let told: Vec<Told> =
            sql!("SELECT kind FROM journal WHERE institution_id = $1 AND kind IN ('case.delay_told', 'message.delay_told')")
                .all(&mut tx)
                .await
                .unwrap();
        let told: Vec<&str> = told.iter().map(|one| one.kind.as_str()).collect();
        assert_eq!(told, ["case.delay_told"], "the client is told, and the day owed, once the letter leaves");
        drop(tx);
        world.tell().await;
        assert_eq!(world.leaving().await.len(), leaving.len(), "the letter says it; no news repeats it");
    })
    .await;
}

#[tokio::test]
async fn a_letter_on_paper_answers_the_case_and_the_promise_when_it_is_given_to_the_post() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        let path = format!("/cases/{case}/reply");
        let (status, page) = world.post(0, &path, &format!("{REPLY}&print=1&postal=")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        let window = "J%C4%81nis+Kalns%0ALiepu+iela+1%0AEzermala";
        assert_eq!(
            world.post(0, &path, &format!("{REPLY}&print=1&postal={window}")).await.0,
            StatusCode::SEE_OTHER
        );
        assert_eq!(world.status(case).await, "answered");
        let messages = world.messages().await;
        let (_, letters) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(letters.contains("Nekas nav jāmaksā."), "{}", messages.len());
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let id: Option<uuid::Uuid> =
            sql!("SELECT id AS value FROM paper_letters WHERE institution_id = $1").scalar(&mut tx).await.unwrap();
        drop(tx);
        let print = format!("/cases/{case}/letters/{}/print", id.unwrap());
        let (_, page) = world.get(0, &print).await;
        assert!(page.contains("Liepu iela 1") && page.contains("Nekas nav jāmaksā."), "{page}");
        let (status, file) = world.get(0, &print.replace("/print", "/letter.pdf")).await;
        assert!(status == StatusCode::OK && file.starts_with("%PDF-"), "{status}");
        let posted = print.replace("/print", "/posted");
        assert_eq!(world.post(0, &posted, "").await.0, StatusCode::SEE_OTHER);
        assert_eq!(world.post(0, &posted, "").await.0, StatusCode::CONFLICT, "it is posted once");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let told: Vec<Told> = sql!(
            "SELECT kind FROM journal WHERE institution_id = $1 AND kind IN ('message.posted', 'message.answered') ORDER BY n"
        )
        .all(&mut tx)
        .await
        .unwrap();
        assert_eq!(told.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["message.posted", "message.answered"]);
    })
    .await;
}

#[tokio::test]
async fn a_letter_goes_once_more_and_to_a_stranger_only_when_that_is_confirmed() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        world.post(0, &format!("/cases/{case}/reply"), &format!("{REPLY}&send=1")).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE outbox SET state = 'given_up', ended_at = 1, said = '550 no such user' WHERE institution_id = $1 AND kind = 'reply'")
            .run(&mut tx)
            .await
            .unwrap();
        let id: Option<uuid::Uuid> =
            sql!("SELECT id AS value FROM outbox WHERE institution_id = $1 AND kind = 'reply'").scalar(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let (_, page) = world.get(0, "/outbox?state=given_up").await;
        assert!(page.contains("550 no such user"), "{page}");
        let again = format!("/cases/{case}/letters/{}/again", id.unwrap());
        assert!(world.get(0, &again).await.1.contains("Nekas nav jāmaksā."));
        let (status, page) = world.post(0, &again, "to=&other=cits%40example.net").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("cits@example.net"), "{page}");
        assert_eq!(world.post(0, &again, "to=&other=cits%40example.net&confirm=1").await.0, StatusCode::SEE_OTHER);
        let leaving = world.leaving().await;
        assert!(leaving.iter().any(|one| one.recipient == "cits@example.net" && one.state == "waiting"));
        assert_eq!(world.post(0, &again, "to=janis%40example.org&other=").await.0, StatusCode::CONFLICT, "once");
    })
    .await;
}

#[tokio::test]
async fn an_insulting_letter_gets_the_reason_and_the_ground_stays_inside() {
    on_both(|database| async {
        let (world, case) = asked(database).await;
        let path = format!("/cases/{case}/letters/insult");
        let form =
            "version=1&text=Jaut%C4%81jumu+neizskat%C4%81m.&way=email&postal=&reread=1&confirm=Spelling";
        let (status, _) = world.post(0, &path, &format!("{form}&reason=")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a ground is needed");
        let (status, page) = world.post(0, &path, &format!("{form}&reason=Lamuv%C4%81rdi")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.status(case).await, "answered");
        let leaving = world.leaving().await;
        let letter = solits_mail::read(&leaving[1].raw);
        assert!(letter.text.contains("neizskatām") && !letter.text.contains("Lamuvārdi"), "{}", letter.text);
    })
    .await;
}
