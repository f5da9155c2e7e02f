//! The standard as everybody reads it: paragraph by paragraph, with what is kept, its history and its poster.

use solits_cases::Kind;
use solits_testkit::{STANDARD, on_both, setting};

use super::{lab::answering, *};

/// A new version of the demonstration's standard, which extends the handbook, adopted to be in force from an instant.
async fn adopted(world: &World, number: i64, source: &str, from: &str) {
    let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
    let version = source.split("version = \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    sql!(
        "INSERT INTO standards (institution_id, number, document, version, source, baseline, status, uploaded_at,
                adopted_at, in_force_from)
         VALUES ($1, $2, 'ezermala', $3, $4, $5, 'adopted', 0, 0, $6)"
    )
    .bind(number)
    .bind(version)
    .bind(source)
    .bind(solits_standards::shipped("handbook"))
    .bind(Timestamp::parse(from).unwrap())
    .run(&mut tx)
    .await
    .unwrap();
    Heart::changed(&mut tx);
    tx.commit().await.unwrap();
}

/// In force since 1 October 2026; before it the institution's first standard was.
const OCTOBER: &str = "2026-09-30T21:00:00.000Z";
/// From 1 December 2026.
const DECEMBER: &str = "2026-11-30T22:00:00.000Z";

async fn in_force(database: TestDb) -> World {
    let world = World::new(database).await;
    adopted(&world, 2, &good(), OCTOBER).await;
    world
}

/// The next version, in which a client who does not come is waited for longer.
fn next() -> String {
    let source = good()
        .replace("version = \"2026-12\"", "version = \"2027-01\"")
        .replace("\"queue.no_show_seconds\" = { value = 60,", "\"queue.no_show_seconds\" = { value = 90,");
    assert!(source.contains("value = 90"), "the example has the figure this test changes");
    source
}

/// Counts of the promise of waiting: whole months as months since January 1970, the running one by days since 1970.
async fn counted(world: &World, months: &[(i64, i64, i64)], days: &[(i64, i64, i64)]) {
    let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
    for (month, met, breached) in months {
        sql!(
            "INSERT INTO measure_months (institution_id, month, norm, standard, branch_id, channel, employee_id, met, breached, waived)
             VALUES ($1, $2, 'wait', 2, $3, 'visit', $4, $5, $6, 0)"
        )
        .bind(*month)
        .bind(world.fixture.branch)
        .bind(world.fixture.employees[0])
        .bind(*met)
        .bind(*breached)
        .run(&mut tx)
        .await
        .unwrap();
    }
    for (day, met, breached) in days {
        sql!(
            "INSERT INTO measures (institution_id, day, norm, standard, branch_id, channel, employee_id, met, breached, waived)
             VALUES ($1, $2, 'wait', 2, $3, 'visit', $4, $5, $6, 0)"
        )
        .bind(*day)
        .bind(world.fixture.branch)
        .bind(world.fixture.employees[0])
        .bind(*met)
        .bind(*breached)
        .run(&mut tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

/// October 2026.
const LAST_MONTH: i64 = 681;
/// 1 November 2026, a Sunday.
const FIRST_OF_NOVEMBER: i64 = 20_758;

async fn read(world: &World, path: &str) -> Answer {
    let answer = world.get("nobody", path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer
}

/// What a page says of one thing: from the beginning of a text until the next thing on it.
fn piece<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap_or_else(|| panic!("{from} is not in {page}"));
    let rest = &page[start..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

/// Requirement A-32: the version in force is published in readable form, and every paragraph can be linked to.
#[tokio::test]
async fn every_paragraph_has_a_link_made_from_its_citation() {
    on_both(async |database| {
        let world = in_force(database).await;
        let page = read(&world, "/i/testa/standard").await;
        assert!(
            page.body.contains("id=\"p-13\"") && page.body.contains("href=\"#p-13\""),
            "a paragraph has a link that can be copied"
        );
        assert!(page.body.contains("id=\"wait\""), "links to a norm keep leading to it");
        assert!(page.body.contains("id=\"p-handbook:beh_9\""), "what the handbook says has links too");
        let text = said(&page.body);
        let paragraph = piece(&text, "Gaidīšana rindā:", "14. punkts");
        assert!(paragraph.contains("Klientu aicina 15 minūšu laikā pēc talona saņemšanas."), "{paragraph}");
        assert!(
            paragraph
                .contains("Laiku skaita no notikuma „talons izsniegts”; izpildīts, kad „klients aicināts”."),
            "{paragraph}"
        );
        assert!(
            text.contains("No dokumenta „Klientu apkalpošanas rokasgrāmata”") && !text.contains("handbook,"),
            "a baseline is named by its title"
        );
        for name in ["Diāna Kļava", "Andris Liepa"] {
            assert!(!text.contains(name), "no employee is named");
        }
        let english = said(&read(&world, "/i/testa/standard?lang=en").await.body);
        assert!(english.contains("From “Customer-service handbook”"), "{english}");
    })
    .await;
}

#[tokio::test]
async fn what_is_promised_and_kept_stands_beside_each_public_promise() {
    on_both(async |database| {
        let world = in_force(database).await;
        let days = [(FIRST_OF_NOVEMBER + 1, 97, 3), (FIRST_OF_NOVEMBER + 16, 0, 40)];
        counted(&world, &[(LAST_MONTH, 17, 3)], &days).await;
        let text = said(&read(&world, "/i/testa/standard").await.body);
        for place in [piece(&text, "Ko mēs solām", "Saturs"), piece(&text, "Gaidīšana rindā:", "14. punkts")]
        {
            assert!(place.contains("Solīts: 90 % gadījumu."), "{place}");
            assert!(place.contains("zem solītā Oktobrī turēts: 85"), "{place}");
            // The week of the 17th is not over, so its forty cases are not told yet.
            assert!(place.contains("Šomēnes līdz 8. novembrim: 97"), "{place}");
        }
    })
    .await;
}

/// Security §11: a cell of fewer than five cases is suppressed, and a second one where a total would reveal it.
#[tokio::test]
async fn small_counts_are_hidden_as_on_the_page_of_promises() {
    on_both(async |database| {
        let world = in_force(database).await;
        counted(&world, &[(LAST_MONTH, 4, 0)], &[(FIRST_OF_NOVEMBER + 1, 3, 1)]).await;
        let text = said(&read(&world, "/i/testa/standard").await.body);
        assert!(text.contains("Oktobrī: skaitļa nav") && !text.contains("Šomēnes līdz"), "{text}");
        assert!(!text.contains("turēts: 100"), "{text}");
    })
    .await;
    on_both(async |database| {
        let world = in_force(database).await;
        counted(&world, &[(LAST_MONTH - 2, 30, 0), (LAST_MONTH - 1, 2, 0), (LAST_MONTH, 12, 0)], &[]).await;
        let text = said(&read(&world, "/i/testa/standard").await.body);
        assert!(
            !text.contains("turēts: 100"),
            "the small month could be reckoned from the year's sum: {text}"
        );
    })
    .await;
}

#[tokio::test]
async fn earlier_versions_stay_readable_at_their_own_address() {
    on_both(async |database| {
        let world = in_force(database).await;
        let history = read(&world, "/i/testa/standard/history").await;
        let text = said(&history.body);
        assert!(text.contains("Testa standarts, 1 bija spēkā"), "{text}");
        assert!(text.contains("līdz 2026. gada 30. septembrim"), "{text}");
        assert!(
            text.contains(
                "Ezermalas novada klientu apkalpošanas standarts, 2026-12 spēkā no 2026. gada 1. oktobra"
            ),
            "{text}"
        );
        assert!(history.body.contains("href=\"/i/testa/standard/2#changes\""));
        let first = said(&read(&world, "/i/testa/standard/1").await.body);
        assert!(
            first.contains("Šī redakcija vairs nav spēkā.")
                && first.contains("Klientu aicina 15 minūšu laikā."),
            "{first}"
        );
        assert!(
            !first.contains("turēts:"),
            "what is kept now says nothing of a version of the past: {first}"
        );
        let second = read(&world, "/i/testa/standard/2").await;
        assert!(second.body.contains("id=\"changes\""));
        assert!(said(&second.body).contains("Kas mainījies, salīdzinot ar redakciju 1"));
    })
    .await;
}

#[tokio::test]
async fn a_version_to_come_is_announced_with_its_day_and_its_changes_in_words() {
    on_both(async |database| {
        let world = in_force(database).await;
        adopted(&world, 3, &next(), DECEMBER).await;
        let text = said(&read(&world, "/i/testa/standard").await.body);
        assert!(
            text.contains("Jauna redakcija stāsies spēkā 2026. gada 1. decembrī. Lasīt redakciju 2027-01"),
            "{text}"
        );
        let paragraph = piece(&text, "Spēkā", "Attiecas uz");
        assert!(paragraph.contains("no 2026. gada 1. oktobra līdz 2026. gada 30. novembrim"), "{paragraph}");
        let coming = said(&read(&world, "/i/testa/standard/3").await.body);
        assert!(
            coming.contains("Šī redakcija ir pieņemta un stāsies spēkā 2026. gada 1. decembrī."),
            "{coming}"
        );
        assert!(coming.contains("60 → 90 sekundes"), "{coming}");
        let english = said(&read(&world, "/i/testa/standard/3?lang=en").await.body);
        assert!(
            english.contains("enters into force on 1 December 2026") && english.contains("60 → 90 seconds"),
            "{english}"
        );
        // On the day it is the one that everybody reads.
        world.at(Timestamp::parse("2026-12-01T10:00:00.000Z").unwrap()).await;
        let text = said(&read(&world, "/i/testa/standard").await.body);
        assert!(text.contains("Redakcija 2027-01") && !text.contains("stāsies spēkā"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_shown_to_nobody_outside() {
    on_both(async |database| {
        let world = in_force(database).await;
        let draft = world.upload(DRAFTER, &next()).await;
        let number = draft.rsplit('/').next().unwrap();
        assert_eq!(
            world.get("nobody", &format!("/i/testa/standard/{number}")).await.status,
            StatusCode::NOT_FOUND
        );
        for path in ["/i/testa/standard", "/i/testa/standard/history", "/i/testa/standard/2"] {
            assert!(!read(&world, path).await.body.contains("2027-01"), "{path}");
        }
        for number in ["99", "viens", "-1"] {
            let answer = world.get("nobody", &format!("/i/testa/standard/{number}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{number}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_poster_has_the_public_promises_the_branch_and_a_way_to_the_page() {
    on_both(async |database| {
        let world = in_force(database).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "UPDATE branches SET phone = '+371 67 000 000', address = 'Ezera iela 1', calendar = $2 WHERE institution_id = $1"
        )
        .bind(r#"{"version":1,"hours":{"monday":["08:30-18:00"],"tuesday":["08:30-17:00"],"wednesday":["08:30-17:00"]}}"#)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let page = read(&world, "/i/testa/standard/poster?branch=testa").await;
        let text = said(&page.body);
        assert!(text.contains("Ko mēs solām") && text.contains("Klientu aicina 15 minūšu laikā"), "{text}");
        assert!(text.contains("Ezera iela 1") && text.contains("+371 67 000 000"), "{text}");
        assert!(text.contains("pirmdiena 8.30–18.00 otrdiena–trešdiena 8.30–17.00"), "{text}");
        assert!(text.contains("i/ testa/ standard") && page.body.contains("class=\"qr\""), "{text}");
        assert!(!text.contains("Solīts:") && !text.contains("13. punkts"), "promises only: {text}");
        assert!(page.body.contains("poster-a4"));
        let both = read(&world, "/i/testa/standard/poster?language=both&paper=a3").await;
        let said_both = said(&both.body);
        assert!(
            said_both.contains("A client is called within 15 minutes") && said_both.contains("Klientu aicina 15 minūšu"),
            "{said_both}"
        );
        assert!(both.body.contains("poster-a3") && both.body.contains("lang=\"en\" class=\"poster-second\""));
        let english = said(&read(&world, "/i/testa/standard/poster?lang=en").await.body);
        assert!(english.contains("Monday 8:30–18:00") && !english.contains("Klientu aicina"), "{english}");
        let unknown = world.get("nobody", "/i/testa/standard/poster?branch=nekur").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// Requirement A-07: where a standard is limited to some branches, it promises nothing elsewhere.
#[tokio::test]
async fn a_branch_outside_the_field_of_the_standard_has_no_poster() {
    on_both(async |database| {
        let world = World::new(database).await;
        let limited = good().replace("[scope]\n", "[scope]\nbranches = [\"cits\"]\n");
        adopted(&world, 2, &limited, OCTOBER).await;
        let text = said(&read(&world, "/i/testa/standard/poster?branch=testa").await.body);
        assert!(text.contains("uz šo vietu neattiecas") && !text.contains("Klientu aicina"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn pages_in_english_name_the_institution_in_english_where_it_has_such_a_name() {
    on_both(async |database| {
        let world = in_force(database).await;
        let name = async |english: &str| {
            let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
            sql!("UPDATE institutions SET name_en = $2 WHERE id = $1")
                .bind(english)
                .run(&mut tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        };
        let pages =
            ["/i/testa/standard", "/i/testa/standard/history", "/i/testa/standard/poster", "/standard"];
        name("Test institution of Ezermala").await;
        for path in pages {
            let text = said(&read_as(&world, path).await);
            assert!(text.contains("Test institution of Ezermala"), "{path}: {text}");
        }
        name("").await;
        for path in pages {
            assert!(said(&read_as(&world, path).await).contains("Testa iestāde"), "{path}");
        }
    })
    .await;
}

/// A page in English, for somebody who works there where it is not public.
async fn read_as(world: &World, path: &str) -> String {
    let who = if path.starts_with("/i/") { "nobody" } else { READER };
    let answer = world.get(who, &format!("{path}?lang=en")).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.body
}

#[tokio::test]
async fn an_institution_without_a_standard_in_force_says_so_on_every_page() {
    on_both(async |database| {
        let world = World::new(database).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("DELETE FROM standards WHERE institution_id = $1").run(&mut tx).await.unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        assert!(said(&read(&world, "/i/testa/standard").await.body).contains("neviens standarts nav spēkā"));
        assert!(
            said(&read(&world, "/i/testa/standard/poster").await.body)
                .contains("neviens standarts nav spēkā")
        );
        assert!(
            said(&read(&world, "/i/testa/standard/history").await.body)
                .contains("Neviena redakcija vēl nav pieņemta")
        );
        adopted(&world, 1, &good(), DECEMBER).await;
        let text = said(&read(&world, "/i/testa/standard").await.body);
        assert!(text.contains("Jauna redakcija stāsies spēkā 2026. gada 1. decembrī."), "{text}");
    })
    .await;
}

/// K-08: whom a complaint concerns may read what is public too, and nobody knows who reads it.
#[tokio::test]
async fn a_complaint_is_in_no_public_figure_of_the_standard_while_it_is_examined() {
    on_both(async |database| {
        let world = World::new(database).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        setting::standard(&mut tx, &format!("{STANDARD}{}", answering("answer", 60))).await;
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let october = Timestamp::parse("2026-10-12T07:00:00.000Z").unwrap();
        let app = world.app();
        for _ in 0..9 {
            world.answered(&app, Kind::Question, october, 30).await;
        }
        let complaint = world.answered(&app, Kind::Complaint, october, 90).await;
        world.hide(complaint).await;
        let public = async || said(&read(&world, "/i/testa/standard").await.body);
        let examined = public().await;
        assert!(examined.contains("Oktobrī turēts: 100 %"), "{examined}");
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE cases SET status = 'closed' WHERE institution_id = $1 AND id = $2")
            .bind(complaint)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let ended = public().await;
        assert!(ended.contains("Oktobrī turēts: 90 %"), "{ended}");
    })
    .await;
}
