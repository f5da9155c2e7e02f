//! The pages of staff and the API, through the router.

use axum::http::StatusCode;
use solits_cases::{Open, open};
use solits_db::sql;
use solits_i18n::{check_catalogues, keys_in};
use solits_testkit::{on_both, sqlite};

use crate::{CLERK, World};

fn filled<'a>(world: &'a World, ids: &'a [String; 3]) -> Vec<(&'a str, &'a str)> {
    let _ = world;
    vec![
        ("kind", "order"),
        ("subject", "Dzīvesvietas deklarēšana"),
        ("details", "Deklarēt ar šodienu."),
        ("service", &ids[0]),
        ("branch", &ids[1]),
        ("owner", &ids[2]),
        ("channel", "visit"),
        ("client_contact", "26123456"),
        ("key", "K1"),
    ]
}

fn ids(world: &World) -> [String; 3] {
    [world.service.to_string(), world.fixture.branch.to_string(), world.fixture.employees[0].to_string()]
}

/// M2: what was asked, what we will do, by which date and why, what happens if we are late; in plain language.
#[tokio::test]
async fn opening_a_case_gives_a_slip_that_says_what_will_happen_and_when() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let ids = ids(&world);
        let slip = world.staff("POST", "/cases", &filled(&world, &ids)).await.expect(StatusCode::OK);
        for text in [
            "2026-000001",
            "Deklarēt ar šodienu.",
            "Atbildam pakalpojuma termiņā.",
            "20. novembris",
            "Likuma termiņš",
            "biroja vadītājs",
            "<svg class=\"qr\"",
            "18. novembris",
        ] {
            slip.shows(text);
        }
        slip.hides("Saņemšanu apstiprinām"); // A duty among staff.
        let again = world.staff("POST", "/cases", &filled(&world, &ids)).await.expect(StatusCode::OK);
        again.shows("2026-000001");
        let later = world
            .staff("GET", &format!("/cases/{}/receipt", slip_id(&slip.body)), &[])
            .await
            .expect(StatusCode::OK);
        later.hides("<svg class=\"qr\"");
    })
    .await;
}

fn slip_id(body: &str) -> String {
    body.split("href=\"/cases/").last().and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

/// Security §12: a refused form says what is wrong, and everything typed is still there.
#[tokio::test]
async fn a_refused_form_keeps_what_was_typed() {
    let world = World::new(sqlite().await).await;
    let ids = ids(&world);
    let mut form = filled(&world, &ids);
    form.retain(|(name, _)| *name != "subject");
    let refused = world.staff("POST", "/cases", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("f-subject-error");
    refused.shows("Deklarēt ar šodienu.");
    refused.shows("26123456");
}

async fn a_case(world: &World, subject: &str) -> String {
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    let wanted = Open { subject: subject.to_owned(), ..world.an_open() };
    let opened = open(&mut tx, &world.app, &world.clerk(), wanted).await.unwrap();
    tx.commit().await.unwrap();
    opened.case.to_string()
}

#[tokio::test]
async fn a_case_is_worked_on_through_its_page() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let id = a_case(&world, "Dzīvesvietas deklarēšana").await;
        let page = format!("/cases/{id}");
        let shown = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        for text in [CLERK, "2026-000001", "Jānis Kalns", "Kāpēc šis datums?", "Apstiprināt saņemšanu"]
        {
            shown.shows(text);
        }
        // The client is told of a delay in one place alone, which says how they come to know it.
        shown.shows(&format!("href=\"{page}/letters/delay\""));
        let version = shown.hidden("version");
        let steps: [(&str, Vec<(&str, &str)>); 4] = [
            ("acknowledge", vec![]),
            ("notes", vec![("text", "Zvanīju klientam"), ("audience", "internal")]),
            ("answer", vec![("text", "Dzīvesvieta deklarēta.")]),
            ("close", vec![]),
        ];
        for (seen, (step, mut form)) in (1..).zip(steps) {
            let version = i64::to_string(&seen);
            form.push(("version", &version));
            let done =
                world.staff("POST", &format!("{page}/{step}"), &form).await.expect(StatusCode::SEE_OTHER);
            assert!(done.location().starts_with(&page));
            world.staff("GET", done.location(), &[]).await.expect(StatusCode::OK).shows("toast");
        }
        assert_eq!(version, "1");
        let ended = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        ended.shows("Dzīvesvieta deklarēta.");
        ended.shows("Atvērt no jauna");
        let again =
            world.staff("POST", &format!("{page}/answer"), &[("text", "Vēlreiz"), ("version", "5")]).await;
        again.expect(StatusCode::CONFLICT).shows("Uz šo lietu jau ir atbildēts");
    })
    .await;
}

/// What stands on the client's page is read by whoever holds the code.
#[tokio::test]
async fn an_answer_given_in_another_way_with_a_personal_code_waits_until_that_is_confirmed() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let id = a_case(&world, "Dzīvesvietas deklarēšana").await;
        let page = format!("/cases/{id}");
        let path = format!("{page}/answer");
        let form = [("text", "Deklarēts ar kodu 321234-56789."), ("answered_by", "phone"), ("version", "1")];
        let refused = world.staff("POST", &path, &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("personas kods vai konta numurs");
        refused.shows("Deklarēts ar kodu 321234-56789.");
        let confirmed = [form.as_slice(), &[("confirm_personal", "1")]].concat();
        world.staff("POST", &path, &confirmed).await.expect(StatusCode::SEE_OTHER);
    })
    .await;
}

/// Security §12: 409 with both versions.
#[tokio::test]
async fn whoever_was_slower_sees_what_changed_and_what_they_typed() {
    let world = World::new(sqlite().await).await;
    let id = a_case(&world, "Dzīvesvietas deklarēšana").await;
    let note = [("text", "Klients zvanīja"), ("audience", "internal"), ("version", "1")];
    world.staff("POST", &format!("/cases/{id}/notes"), &note).await.expect(StatusCode::SEE_OTHER);
    let slower = [("text", "Mana garā atbilde"), ("version", "1")];
    let stale =
        world.staff("POST", &format!("/cases/{id}/answer"), &slower).await.expect(StatusCode::CONFLICT);
    stale.shows("Kāds šo lietu tikmēr ir izmainījis");
    stale.shows("Klients zvanīja");
    stale.shows("Mana garā atbilde");
    assert_eq!(stale.hidden("version"), "2");
}

#[tokio::test]
async fn lists_show_the_nearest_limit_first_and_the_search_ignores_accents() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let first = a_case(&world, "Šķūņa nojaukšana").await;
        world.later(24 * 60).await;
        let second = a_case(&world, "Bērnudārzs 50%").await;
        let list = world.staff("GET", "/cases", &[]).await.expect(StatusCode::OK);
        assert!(list.body.find(&first).unwrap() < list.body.find(&second).unwrap());
        for (query, found, other) in
            [("skuna", &first, &second), ("50%25", &second, &first), ("2026-000002", &second, &first)]
        {
            let list = world.staff("GET", &format!("/cases?q={query}"), &[]).await.expect(StatusCode::OK);
            list.shows(found);
            list.hides(other);
        }
        world.staff("GET", "/cases?q=%25", &[]).await.expect(StatusCode::OK).hides(&first);
        // The owner is gone: nobody sees to the case until somebody takes it.
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE cases SET owner_id = $2 WHERE institution_id = $1")
            .bind(world.fixture.employees[1])
            .run(&mut tx)
            .await
            .unwrap();
        sql!("UPDATE employees SET active = FALSE WHERE institution_id = $1 AND id = $2")
            .bind(world.fixture.employees[1])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.staff("GET", "/cases?list=unassigned", &[]).await.expect(StatusCode::OK).shows(&first);
        world.staff("GET", "/cases?list=mine", &[]).await.expect(StatusCode::OK).hides(&first);
        world.staff("GET", "/cases?list=late", &[]).await.expect(StatusCode::OK).hides(&first);
        world.later(60 * 24 * 60).await;
        let late = world.staff("GET", "/cases/fragment?list=late", &[]).await.expect(StatusCode::OK);
        late.shows(&first);
        late.shows("kavējas");
    })
    .await;
}

/// Whoever does not own a case and is no supervisor does not take it from a colleague.
#[tokio::test]
async fn a_colleagues_case_is_passed_on_by_its_owner_or_a_supervisor() {
    let world = World::new(sqlite().await).await;
    let id = a_case(&world, "Dzīvesvietas deklarēšana").await;
    let [mine, theirs] = [0, 1].map(|at| world.fixture.employees[at].to_string());
    let path = format!("/cases/{id}/assign");
    world.staff("POST", &path, &[("owner", &theirs), ("version", "1")]).await.expect(StatusCode::SEE_OTHER);
    world
        .staff("POST", &path, &[("owner", &mine), ("version", "2")])
        .await
        .expect(StatusCode::FORBIDDEN)
        .shows("cases.assign");
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'direct_manager')")
        .bind(world.fixture.employees[0])
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.staff("POST", &path, &[("owner", &mine), ("version", "2")]).await.expect(StatusCode::SEE_OTHER);
}

/// Only where letters are taken in is it found what they are by law, and only there their terms count from receipt.
#[tokio::test]
async fn what_came_in_writing_is_sent_to_where_letters_are_taken_in() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let ids = ids(&world);
        let form = world.staff("GET", "/cases/new", &[]).await.expect(StatusCode::OK);
        form.shows("href=\"/letters/new\"");
        for way in ["email", "letter", "e_address"] {
            form.hides(&format!("<option value=\"{way}\""));
            let mut typed = filled(&world, &ids);
            typed.retain(|(name, _)| *name != "channel");
            typed.push(("channel", way));
            let refused =
                world.staff("POST", "/cases", &typed).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            refused.shows("Deklarēt ar šodienu.");
            refused.shows("f-channel-error");
            refused.shows("Vēstuli, e-pastu un e-adreses ziņu pieņem citā lapā");
        }
        // What was refused has opened nothing: the first that is taken is the first of the year.
        let slip = world.staff("POST", "/cases", &filled(&world, &ids)).await.expect(StatusCode::OK);
        slip.shows("2026-000001");
    })
    .await;
}

#[tokio::test]
async fn every_staff_page_is_written_in_both_languages() {
    let world = World::new(sqlite().await).await;
    let id = a_case(&world, "Dzīvesvietas deklarēšana").await;
    for path in ["/cases", "/cases?list=unit", "/cases?q=dz", "/cases/new"] {
        for lang in ["lv", "en"] {
            let separator = if path.contains('?') { '&' } else { '?' };
            world.staff("GET", &format!("{path}{separator}lang={lang}"), &[]).await.expect(StatusCode::OK);
        }
    }
    let parts = ["/parties", "/order", "/order/slip", "/sources", "/promises", "/pause", "/links", "/split"];
    let pages = ["", "/receipt", "/fragment", "/pass-on", "/refuse"].into_iter().chain(parts);
    for page in pages {
        for lang in ["lv", "en"] {
            let path = format!("/cases/{id}{page}?lang={lang}");
            world.staff("GET", &path, &[]).await.expect(StatusCode::OK);
        }
    }
    world.staff("GET", "/cases/orders?lang=en", &[]).await.expect(StatusCode::OK);
    let prefilled = format!("/cases/new?service={}&ticket={}", world.service, uuid::Uuid::from_u128(5));
    let form = world.staff("GET", &prefilled, &[]).await.expect(StatusCode::OK);
    form.shows("value=\"Dzīvesvietas deklarēšana\"");
    assert_eq!(form.hidden("ticket"), uuid::Uuid::from_u128(5).to_string());
}

#[tokio::test]
async fn another_program_opens_a_case_once_and_reads_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let body =
            serde_json::json!({ "kind": "question", "subject": "Darba laiks", "branch": world.fixture.branch,
            "owner": world.fixture.employees[0], "channel": "portal", "client_contact": "a@example.lv" })
            .to_string();
        let first = world.api("POST", "/api/v1/cases", "1", &body).await.expect(StatusCode::OK);
        let second = world.api("POST", "/api/v1/cases", "1", &body).await.expect(StatusCode::OK);
        assert_eq!(first.body, second.body);
        let opened: serde_json::Value = serde_json::from_str(&first.body).unwrap();
        assert!(opened["link"].as_str().unwrap().starts_with("http://localhost/i/testa/case/"));
        let path = format!("/api/v1/cases/{}", opened["id"].as_str().unwrap());
        let note = r#"{"text":"No portāla","audience":"internal"}"#;
        for _ in 0..2 {
            world.api("POST", &format!("{path}/notes"), "2", note).await.expect(StatusCode::OK);
        }
        let read: serde_json::Value =
            serde_json::from_str(&world.api("GET", &path, "", "").await.body).unwrap();
        assert_eq!((read["notes"].as_array().unwrap().len(), read["version"].as_i64()), (1, Some(2)));
        let stale = r#"{"text":"Vēl","audience":"internal","version":1}"#;
        world.api("POST", &format!("{path}/notes"), "", stale).await.expect(StatusCode::CONFLICT);
        let unknown = r#"{"text":"Vēl","audience":"internal","author":"x"}"#;
        world.api("POST", &format!("{path}/notes"), "", unknown).await.expect(StatusCode::BAD_REQUEST);
        for (query, count) in [("", 1), ("?status=open", 1), ("?status=closed", 0)] {
            let list =
                world.api("GET", &format!("/api/v1/cases{query}"), "", "").await.expect(StatusCode::OK);
            let list: serde_json::Value = serde_json::from_str(&list.body).unwrap();
            assert_eq!(list["cases"].as_array().unwrap().len(), count, "{query}");
        }
        let owned = format!("/api/v1/cases?owner={}", world.fixture.employees[0]);
        world.api("GET", &owned, "", "").await.expect(StatusCode::OK).shows("Darba laiks");
        let nobody = body.replace("\"owner\"", "\"ticket\"");
        world.api("POST", "/api/v1/cases", "3", &nobody).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[test]
fn every_text_is_written_in_both_languages_and_used() {
    let root = env!("CARGO_MANIFEST_DIR");
    let mut used = Vec::new();
    let mut folders = vec![format!("{root}/src"), format!("{root}/templates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path.display().to_string());
            } else {
                let name = path.display().to_string();
                used.extend(
                    keys_in(&std::fs::read_to_string(&path).unwrap())
                        .into_iter()
                        .map(|key| (name.clone(), key)),
                );
            }
        }
    }
    // The outer layer adds this ending to the key of every refusal.
    used.extend(
        [
            "cases-stale",
            "cases-not-open",
            "cases-not-ended",
            "cases-is-closed",
            "cases-reason-missing",
            "cases-bad-date",
            "cases-no-such-employee",
            "cases-no-such-place",
            "cases-bad-text",
            "cases-is-merged",
            "cases-promises-open",
            "cases-call-open",
            "cases-no-order",
            "cases-payment-missing",
            "cases-handed-out",
            "cases-order-ended",
            "cases-price-unexplained",
            "cases-is-paused",
            "cases-not-paused",
            "cases-stands-still",
            "cases-not-extendable",
            "cases-beyond-most",
            "cases-same-case",
            "cases-no-such-case",
            "cases-other-client",
            "cases-other-secrecy",
            "cases-two-orders",
            "cases-nobody-decides",
            "cases-has-conflict",
            "cases-not-represented",
            "cases-news-told-before",
            "cases-client-not-asked",
            "cases-undecided",
            "cases-is-held",
            "cases-not-held",
            "cases-is-erased",
        ]
        .map(|key| ("error.rs".to_owned(), format!("{key}-do"))),
    );
    let wrong: Vec<String> =
        check_catalogues(&used).into_iter().filter(|line| line.starts_with("solits-cases")).collect();
    assert_eq!(wrong, Vec::<String>::new());
}
