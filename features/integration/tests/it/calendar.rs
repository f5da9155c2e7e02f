//! The calendar of due dates: whose it is, what it says, and when it is not there any more.

use axum::http::StatusCode;
use ical::parser::ical::component::IcalEvent;
use solits_cases::{Kind, Open};
use solits_db::sql;
use solits_journal::Heart;
use solits_kernel::{CaseId, Timestamp};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::world::{ANNA, Answer, BRUNO, STRANGER, World, monday};

fn events(answer: &Answer) -> Vec<IcalEvent> {
    assert!(answer.header("content-type").starts_with("text/calendar"));
    ical::IcalParser::new(answer.body.as_bytes()).next().unwrap().unwrap().events
}

fn property(event: &IcalEvent, name: &str) -> String {
    let found = event.properties.iter().find(|property| property.name == name);
    found.and_then(|property| property.value.clone()).unwrap_or_default()
}

/// Promises something to the client of a case by hand.
async fn promise(world: &World, case: CaseId, number: u128, due: &str) {
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    sql!(
        "INSERT INTO case_promises (institution_id, id, case_id, text, due_at, at, state)
         VALUES ($1, $2, $3, 'Piezvanīt Jānim par mantojumu', $4, $5, 'open')"
    )
    .bind(Uuid::from_u128(number))
    .bind(case)
    .bind(Timestamp::parse(due).unwrap())
    .bind(monday())
    .run(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// Makes an address; its path.
async fn address(world: &World, cookie: &str) -> String {
    let made = world.post("/me/calendar", cookie, &[("name", "Annas planšete")]).await.expect(StatusCode::OK);
    format!("/i/{}", made.between("<code>/i/", "</code>"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_calendar_says_what_its_owner_owes_and_nothing_of_the_client() {
    on_both(async |database| {
        let world = World::new(database).await;
        let case = world.open("Jāņa mantojums").await;
        promise(&world, case, 7, "2026-11-20T22:00:00.000Z").await;
        promise(&world, case, 8, "2026-11-23T13:30:00.000Z").await;
        let other = world.open_as(Open { owner: world.employee(1), ..world.an_open() }).await;
        promise(&world, other, 9, "2026-11-24T13:30:00.000Z").await;
        let path = address(&world, ANNA).await;
        assert!(path.strip_suffix(".ics").is_some(), "{path}");
        let calendar = world.get(&path, "").await.expect(StatusCode::OK);
        let events = events(&calendar);
        let starts: Vec<String> = events.iter().map(|event| property(event, "DTSTART")).collect();
        // The end of a day in Riga is that day; any other limit is its moment.
        assert_eq!(starts, ["20261120", "20261123T133000Z"]);
        assert!(
            property(&events[0], "SUMMARY").contains("2026-")
                && property(&events[0], "SUMMARY").contains("apsolīts")
        );
        assert!(property(&events[0], "UID").contains("@testa.solits"));
        for word in ["Jān", "Kalns", "26 123", "mantojum", "Piezvanīt"] {
            calendar.hides(word);
        }
        // The same until something changes.
        assert_eq!(calendar.header("cache-control"), "private, no-cache");
        let tag = calendar.header("etag").to_owned();
        let again = world.get_with(&path, "if-none-match", &tag).await.expect(StatusCode::NOT_MODIFIED);
        assert!(again.body.is_empty());
        promise(&world, case, 10, "2026-11-25T13:30:00.000Z").await;
        let changed = world.get_with(&path, "if-none-match", &tag).await.expect(StatusCode::OK);
        assert_ne!(changed.header("etag"), tag);
        assert!(changed.body.contains(&property(&events[0], "UID")), "an event keeps its name");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_is_shown_once_and_kept_hashed_and_a_closed_one_is_not_there() {
    on_both(async |database| {
        let world = World::new(database).await;
        let path = address(&world, ANNA).await;
        let secret = path.split('/').next_back().unwrap().trim_end_matches(".ics").to_owned();
        assert!(secret.len() >= 40, "{secret}");
        let page = world.get("/me/calendar", ANNA).await.expect(StatusCode::OK);
        page.shows("Annas planšete");
        page.hides(&secret);
        world.get("/me/calendar", BRUNO).await.hides("Annas planšete");
        let stored = sql!("SELECT count(*) AS value FROM calendar_feeds WHERE institution_id = $1 AND length(secret_hash) = 32");
        assert_eq!(world.count(stored).await, 1);
        world.get(&path, "").await.expect(StatusCode::OK);
        let id = page.between("/me/calendar/", "/close");
        // Nobody else closes it.
        world.post(&format!("/me/calendar/{id}/close"), BRUNO, &[]).await.expect(StatusCode::NOT_FOUND);
        world.get(&path, "").await.expect(StatusCode::OK);
        // Under another institution's name it is not there.
        world.get(&path.replace("testa", "cita"), "").await.expect(StatusCode::NOT_FOUND);
        world.post(&format!("/me/calendar/{id}/close"), ANNA, &[]).await.expect(StatusCode::SEE_OTHER);
        world.get(&path, "").await.expect(StatusCode::NOT_FOUND);
        world.get(&path.replace(&secret, "nekas"), "").await.expect(StatusCode::NOT_FOUND);
        // An administrator who works on no cases has none.
        assert_eq!(world.get("/me/calendar", STRANGER).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_hidden_from_its_owner_and_whoever_has_left_is_not_in_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        let complaint = Open { kind: Kind::Complaint, owner: world.employee(0), ..world.an_open() };
        let case = world.open_as(complaint).await;
        promise(&world, case, 7, "2026-11-20T13:00:00.000Z").await;
        let path = address(&world, ANNA).await;
        assert_eq!(events(&world.get(&path, "").await).len(), 1);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)
             ON CONFLICT (institution_id, case_id, employee_id) DO UPDATE SET may = 0")
            .bind(case)
            .bind(world.employee(0))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(events(&world.get(&path, "").await).len(), 0);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE employees SET active = FALSE WHERE institution_id = $1 AND id = $2")
            .bind(world.employee(0))
            .run(&mut tx)
            .await
            .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        world.get(&path, "").await.expect(StatusCode::NOT_FOUND);
    })
    .await;
}

/// Somebody may have been asked in a case before anybody knew that it concerns them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_in_a_case_that_is_hidden_since_is_not_in_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        let case = world.open("Jāņa mantojums").await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        for (number, asked_in) in [(1, Some(case)), (2, None)] {
            sql!(
                "INSERT INTO internal_requests (institution_id, id, kind, case_id, topic, question, checked, shown, addressee_id,
                        place, asked_by, asked_at, due_at, state, version)
                 VALUES ($1, $2, 'question', $3, 'Liepu iela', 'Kas tur ir?', '', '[]', $4, '', $5, $6, $7, 'open', 1)"
            )
            .bind(Uuid::from_u128(number))
            .bind(asked_in)
            .bind(world.employee(0))
            .bind(world.employee(1))
            .bind(monday())
            .bind(monday().plus_minutes(60))
            .run(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let path = address(&world, ANNA).await;
        assert_eq!(events(&world.get(&path, "").await).len(), 2);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
            .bind(case)
            .bind(world.employee(0))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(events(&world.get(&path, "").await).len(), 1);
    })
    .await;
}
