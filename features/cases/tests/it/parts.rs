//! What a case holds: people, order, sources, promises made to the client; through the pages of staff.

use axum::http::StatusCode;
use solits_cases::{Kind, Open, answer, list_obligations, open};
use solits_db::sql;
use solits_journal::{Actor, By, recompute, tick};
use solits_kernel::CaseId;
use solits_obligation::State;
use solits_testkit::{on_both, sqlite};

use crate::World;

/// A case with its address.
pub(crate) async fn a_case(world: &World) -> (CaseId, String) {
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    let opened = open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap();
    tx.commit().await.unwrap();
    (opened.case, format!("/cases/{}", opened.case))
}

/// The version that a page of the case shows.
pub(crate) async fn version(world: &World, page: &str) -> String {
    world.staff("GET", page, &[]).await.expect(StatusCode::OK).hidden("version")
}

/// Sends a form of the present version.
pub(crate) async fn send(world: &World, page: &str, part: &str, form: &[(&str, &str)]) -> crate::Answer {
    let version = version(world, page).await;
    let mut form = form.to_vec();
    form.push(("version", &version));
    world.staff("POST", &format!("{page}{part}"), &form).await
}

/// All facts of the journal, in which no word of a person may stand.
pub(crate) async fn journal(world: &World) -> String {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    let mut all = String::new();
    let kept =
        sql!("SELECT subject_id AS value FROM journal WHERE institution_id = $1 ORDER BY n DESC LIMIT 1");
    let last: Option<uuid::Uuid> = kept.scalar(&mut tx).await.unwrap();
    if let Some(subject) = last {
        for entry in solits_journal::list_entries_of(&mut tx, subject).await.unwrap() {
            all.push_str(&entry.facts);
        }
    }
    all
}

/// I-13, I-24: a representative states on what they act; a contact that cannot be one comes back beside its field.
#[tokio::test]
async fn somebody_is_added_once_and_corrected_and_the_journal_holds_no_name() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (_, page) = a_case(&world).await;
        let mut form = vec![
            ("once", "K1"),
            ("role", "representative"),
            ("name", "Ilze Ozola"),
            ("email", "ilze.example"),
            ("best", "email"),
            ("version", "1"),
        ];
        let parties = format!("{page}/parties");
        let refused = world.staff("POST", &parties, &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        for text in ["f-email-error", "f-basis-error", "Ilze Ozola", "ilze.example"] {
            refused.shows(text);
        }
        form[3].1 = "ilze@example.lv";
        form.push(("basis", "power_of_attorney"));
        form.push(("basis_document", "Nr. 12"));
        for _ in 0..2 {
            world.staff("POST", &parties, &form).await.expect(StatusCode::SEE_OTHER);
        }
        let shown = world.staff("GET", &parties, &[]).await.expect(StatusCode::OK);
        assert_eq!(shown.body.matches("Ilze Ozola").count(), 1, "a double click adds one");
        shown.shows("pilnvara, Nr. 12");
        shown.shows("Kontakti vēl nav pārbaudīti");
        let person = shown.body.split("?edit=").nth(1).unwrap()[..36].to_owned();
        send(&world, &page, &format!("/parties/{person}/checked"), &[]).await.expect(StatusCode::SEE_OTHER);
        world.staff("GET", &parties, &[]).await.shows("Kontakti pārbaudīti");
        let corrected = [("role", "third_party"), ("name", "Ilze Ozola"), ("phone", "+371 29 111 222")];
        send(&world, &page, &format!("/parties/{person}"), &corrected).await.expect(StatusCode::SEE_OTHER);
        let kept = journal(&world).await;
        assert!(kept.contains("fields") && !kept.contains("Ozola") && !kept.contains("29 111"), "{kept}");
        world.staff("GET", &page, &[]).await.expect(StatusCode::OK).shows("Ilze Ozola");
    })
    .await;
}

/// Security §12: whoever was slower sees what changed, and what they typed is still there.
#[tokio::test]
async fn a_part_changed_meanwhile_comes_back_with_both_versions() {
    let world = World::new(sqlite().await).await;
    let (_, page) = a_case(&world).await;
    let note = [("text", "Klients zvanīja"), ("audience", "internal"), ("version", "1")];
    world.staff("POST", &format!("{page}/notes"), &note).await.expect(StatusCode::SEE_OTHER);
    let slower = [("kind", "fact"), ("text", "Reģistrā nav ieraksta"), ("version", "1")];
    let stale = world.staff("POST", &format!("{page}/sources"), &slower).await.expect(StatusCode::CONFLICT);
    stale.shows("Kāds šo lietu tikmēr ir izmainījis");
    stale.shows("Klients zvanīja");
    stale.shows("Reģistrā nav ieraksta");
    assert_eq!(stale.hidden("version"), "2");
}

/// I-20: what does not hold stays to be seen.
#[tokio::test]
async fn sources_are_noted_and_one_that_does_not_hold_stays() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (_, page) = a_case(&world).await;
        let form =
            [("kind", "source"), ("text", "Zemesgrāmatā īpašnieks cits"), ("place", "zemesgramata.lv")];
        send(&world, &page, "/sources", &form).await.expect(StatusCode::SEE_OTHER);
        let shown = world.staff("GET", &format!("{page}/sources"), &[]).await.expect(StatusCode::OK);
        shown.shows("Zemesgrāmatā īpašnieks cits");
        let id = shown.body.split("/sources/").nth(1).unwrap()[..36].to_owned();
        send(&world, &page, &format!("/sources/{id}/withdraw"), &[]).await.expect(StatusCode::SEE_OTHER);
        world.staff("GET", &format!("{page}/sources"), &[]).await.shows("<del>");
        world.staff("GET", &page, &[]).await.expect(StatusCode::OK).hides("Zemesgrāmatā īpašnieks cits");
    })
    .await;
}

async fn priced(world: &World) {
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    sql!("UPDATE services SET price_cents = 1250 WHERE institution_id = $1 AND id = $2")
        .bind(world.service)
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// I-08 to I-11: the price is the card's unless there is a reason; nothing leaves before it is paid; an outage is bridged by
/// a confirmation of finance that names who gave it; a representative receives with the basis of the representation.
#[tokio::test]
async fn an_order_is_handed_out_when_it_is_paid_and_the_case_is_answered_with_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        priced(&world).await;
        let (_, page) = a_case(&world).await;
        world.staff("GET", "/cases/orders", &[]).await.shows("Par pasūtījumu vēl nekas nav pierakstīts");
        let mut terms = vec![
            ("purpose", "Iesniegšanai bankā"),
            ("price", "9,00"),
            ("payment", "card"),
            ("format", "paper"),
            ("place", "counter"),
        ];
        let refused = send(&world, &page, "/order", &terms).await;
        refused.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Cena atšķiras no cenrāža");
        terms[1].1 = "12,50";
        send(&world, &page, "/order", &terms).await.expect(StatusCode::SEE_OTHER);
        world.staff("GET", "/cases/orders", &[]).await.hides("vēl nekas nav pierakstīts");

        let mut handing =
            vec![("to", "Ilze Ozola"), ("received_as", "representative"), ("proof", "signature")];
        let held = send(&world, &page, "/order/hand-out", &handing).await;
        held.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Norādiet, uz kāda pamata");
        handing.push(("basis", "Pilnvara Nr. 12"));
        let held = send(&world, &page, "/order/hand-out", &handing).await;
        held.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Maksājums nav apstiprināts");

        let by_phone = [("paid_how", "finance_by_phone")];
        let refused = send(&world, &page, "/order/payment", &by_phone).await;
        refused.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("f-paid_words-error");
        let by_phone = [("paid_how", "finance_by_phone"), ("paid_words", "A. Liepa; nav interneta")];
        send(&world, &page, "/order/payment", &by_phone).await.expect(StatusCode::SEE_OTHER);
        terms[1].1 = "10,00";
        terms.push(("price_why", "atvieglojums"));
        let paid = send(&world, &page, "/order", &terms).await;
        paid.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Maksājums jau ir apstiprināts");

        send(&world, &page, "/order/hand-out", &handing).await.expect(StatusCode::SEE_OTHER);
        let slip = world.staff("GET", &format!("{page}/order/slip"), &[]).await.expect(StatusCode::OK);
        for text in ["Ilze Ozola", "Pilnvara Nr. 12", "12,50", "Iesniegšanai bankā"] {
            slip.shows(text);
        }
        let case = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        case.shows("Dokumenti izsniegti");
        case.shows("atbildēta");
        send(&world, &page, "/order/hand-out", &handing).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        world.staff("GET", "/cases/orders", &[]).await.hides("2026-000001");
        assert!(!journal(&world).await.contains("Ozola"));
    })
    .await;
}

/// I-07: each promise runs by itself, is late by itself, and a case does not end over an open one.
#[tokio::test]
async fn what_is_promised_to_a_client_is_owed_until_it_is_done_or_taken_back() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        let promises = format!("{page}/promises");
        let holiday = [("once", "A"), ("text", "Piezvanīsim"), ("date", "2026-11-18")];
        let refused =
            send(&world, &page, "/promises", &holiday).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("f-date-error");
        refused.shows("Piezvanīsim");
        for (date, text) in [("2026-11-17", "Piezvanīsim"), ("2026-11-19", "Atsūtīsim plānu")] {
            let form = [("text", text), ("date", date), ("time", "12:00")];
            send(&world, &page, "/promises", &form).await.expect(StatusCode::SEE_OTHER);
        }
        let shown = world.staff("GET", &promises, &[]).await.expect(StatusCode::OK);
        let ids: Vec<String> = shown
            .body
            .split("action=\"")
            .filter_map(|part| part.strip_prefix(&format!("{promises}/")))
            .map(|rest| rest[..36].to_owned())
            .collect();
        let (first, second) = (&ids[0], ids.last().unwrap());
        assert_ne!(first, second);
        let through = world.staff("GET", &format!("/cases/{first}"), &[]).await;
        assert_eq!(through.expect(StatusCode::SEE_OTHER).location(), promises);
        {
            let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
            let case = solits_cases::find(&mut tx, id).await.unwrap().unwrap();
            assert_eq!(case.due_at.unwrap().to_string(), "2026-11-17T10:00:00.000Z", "noon in Riga");
        }
        let open = send(&world, &page, "/close", &[("reason", "Klients atsauca.")]).await;
        open.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Klientam vēl ir kaut kas apsolīts");

        world.later(2 * 24 * 60).await;
        let now = world.app.clock.now();
        tick(&world.db, &world.app.heart, world.fixture.institution, now).await.unwrap();
        send(&world, &page, &format!("/promises/{first}"), &[("how", "kept")])
            .await
            .expect(StatusCode::SEE_OTHER);
        world.staff("GET", &promises, &[]).await.expect(StatusCode::OK).shows("izpildīts vēlu");
        let silent =
            send(&world, &page, &format!("/promises/{second}"), &[("how", "released"), ("promise", second)])
                .await;
        silent.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Ierakstiet iemeslu");
        let released = [("how", "released"), ("reason", "Plānu izsniedz citur.")];
        send(&world, &page, &format!("/promises/{second}"), &released).await.expect(StatusCode::SEE_OTHER);

        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let state = |all: Vec<solits_obligation::Obligation>| all.into_iter().next().unwrap().state;
        let late = state(list_obligations(&mut tx, first.parse().unwrap()).await.unwrap());
        assert!(matches!(late, State::Breached { met_late: Some(_), .. }), "{late:?}");
        let waived = state(list_obligations(&mut tx, second.parse().unwrap()).await.unwrap());
        assert!(matches!(waived, State::Waived { .. }), "{waived:?}");
        assert_eq!(recompute(&mut tx, &world.app.heart).await.unwrap().1, vec![]);
        drop(tx);
        send(&world, &page, "/close", &[("reason", "Klients atsauca.")]).await.expect(StatusCode::SEE_OTHER);
    })
    .await;
}

/// I-06: the head of the unit is warned, and finds the order in a list of such.
#[tokio::test]
async fn a_delay_that_is_expected_reaches_the_head_of_the_unit() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (_, page) = a_case(&world).await;
        let terms = [("purpose", "Bankai"), ("price", "0"), ("format", "electronic"), ("place", "portal")];
        send(&world, &page, "/order", &terms).await.expect(StatusCode::SEE_OTHER);
        let nobody = send(&world, &page, "/order/delay", &[("delay_reason", "Reģistrs nestrādā")]).await;
        nobody.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Struktūrā nav neviena");
        world.unit_led_by(0).await;
        let warned = send(&world, &page, "/order/delay", &[("delay_reason", "Reģistrs nestrādā")]).await;
        warned.expect(StatusCode::SEE_OTHER);
        world
            .staff("GET", "/cases/orders?list=delays", &[])
            .await
            .expect(StatusCode::OK)
            .shows("2026-000001");
        world.staff("GET", &format!("{page}/order"), &[]).await.shows("Brīdināts: Anna Bērziņa");
    })
    .await;
}

/// A page of a hundred entries shows the newest fifty and leads to the others.
#[tokio::test]
async fn a_long_case_is_read_in_pages_with_the_newest_first_shown() {
    let world = World::new(sqlite().await).await;
    let (id, page) = a_case(&world).await;
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    for n in 1..=60 {
        let note = solits_cases::NewNote {
            text: format!("Piezīme numur {n}."),
            audience: solits_cases::Audience::Internal,
            next_step_by: solits_cases::NextStepBy::Us,
            next_step: None,
        };
        solits_cases::note(&mut tx, &world.app, &world.clerk(), id, n, note).await.unwrap();
    }
    tx.commit().await.unwrap();
    let last = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
    last.shows("Piezīme numur 60.");
    last.hides("Piezīme numur 2.");
    last.shows(&format!("{page}?page=1"));
    let first = world.staff("GET", &format!("{page}?page=1"), &[]).await.expect(StatusCode::OK);
    first.shows("Piezīme numur 2.");
    first.hides("Piezīme numur 60.");
}

/// I-21: similar earlier cases, and one another client's case is not found by.
#[tokio::test]
async fn similar_cases_are_shown_and_cases_are_linked_from_both_ends() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let mut ids = Vec::new();
        for subject in ["Dzīvesvietu deklarēšanas kārtība", "Bērnudārza rinda"] {
            let wanted = Open { subject: subject.to_owned(), ..world.an_open() };
            ids.push(open(&mut tx, &world.app, &world.clerk(), wanted).await.unwrap().case);
        }
        tx.commit().await.unwrap();
        let (id, page) = a_case(&world).await;
        let shown = world.staff("GET", &format!("{page}/links"), &[]).await.expect(StatusCode::OK);
        shown.shows("Dzīvesvietu deklarēšanas kārtība");
        shown.hides("Bērnudārza rinda");
        for (other, words) in [("2026-009999", "nav atrasta"), ("2026-000003", "šī pati lieta")] {
            let form = [("other", other), ("kind", "related")];
            send(&world, &page, "/links", &form).await.expect(StatusCode::UNPROCESSABLE_ENTITY).shows(words);
        }
        let form = [("other", "2026-000002"), ("kind", "continues")];
        send(&world, &page, "/links", &form).await.expect(StatusCode::SEE_OTHER);
        let other = format!("/cases/{}", ids[1]);
        world.staff("GET", &other, &[]).await.expect(StatusCode::OK).shows(&format!("/cases/{id}"));
        send(&world, &other, &format!("/links/{id}/remove"), &[]).await.expect(StatusCode::SEE_OTHER);
        world.staff("GET", &format!("{page}/links"), &[]).await.hides("Bērnudārza rinda");
    })
    .await;
}

/// H-23: what else is open of the same client stands on the page, however the contact was spelt; a complaint that is hidden
/// does not.
#[tokio::test]
async fn other_cases_of_the_client_stand_on_the_page_the_ended_ones_too() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (_, page) = a_case(&world).await;
        world.staff("GET", &page, &[]).await.expect(StatusCode::OK).hides("Citas šī klienta lietas");
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        for (kind, subject, owner) in [
            (Kind::Question, "Atkritumu izvešana", 0),
            (Kind::Complaint, "Sūdzība par Annu", 1),
            (Kind::Question, "Pērnais jautājums", 0),
        ] {
            let other = Open {
                kind,
                subject: subject.to_owned(),
                client_contact: "26123456".to_owned(),
                owner: world.fixture.employees[owner],
                ..world.an_open()
            };
            let actor = Actor { by: By::Program, at: world.app.clock.now() };
            let opened = open(&mut tx, &world.app, &actor, other).await.unwrap();
            if subject == "Pērnais jautājums" {
                answer(&mut tx, &world.app, &actor, opened.case, 1, "Jā, varat.").await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        let shown = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        shown.shows("Citas šī klienta lietas");
        shown.shows("Pērnais jautājums");
        shown.shows("atbildēta ·");
        shown.shows("Atkritumu izvešana");
        shown.hides("Sūdzība par Annu");
    })
    .await;
}
