//! What can be done with a case: pausing, extending, passing on, refusing, joining.

use axum::http::StatusCode;
use jiff::civil::date;
use solits_cases::{
    Came, Elsewhere, Kind, Open, Status, client_wrote, forward, list_obligations, open, open_as,
};
use solits_db::sql;
use solits_journal::{Entry, list_entries_of, recompute, record, tick};
use solits_kernel::CaseId;
use solits_obligation::{Obligation, State};
use solits_organisation::{create_unit, set_unit_head};
use solits_standard::{event::EventKind, model::Fact};
use solits_testkit::on_both;

use crate::{
    CLERK, World,
    parts::{a_case, send},
};

pub(crate) async fn owed(world: &World, id: CaseId, norm: &str) -> Obligation {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    let all = list_obligations(&mut tx, id).await.unwrap();
    all.into_iter().find(|one| one.norm == norm).unwrap()
}

async fn tick_now(world: &World) {
    let now = world.app.clock.now();
    tick(&world.db, &world.app.heart, world.fixture.institution, now).await.unwrap();
}

pub(crate) async fn replays(world: &World) {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    assert_eq!(recompute(&mut tx, &world.app.heart).await.unwrap().1, vec![]);
}

/// The own promise of three working days stands still while the client is waited for; the law's month and the confirmation
/// of receipt run on. What was left is left afterwards, and the client's word ends the pause by itself.
#[tokio::test]
async fn a_pause_stops_the_own_promise_and_no_law_and_the_clients_word_ends_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        let silent = send(&world, &page, "/pause", &[("waits_for", "client"), ("until", "2026-11-18")]).await;
        let silent = silent.expect(StatusCode::UNPROCESSABLE_ENTITY);
        silent.shows("f-reason-error");
        let form = [("waits_for", "client"), ("reason", "Lūdzu, atsūtiet plānu."), ("until", "2026-11-23")];
        send(&world, &page, "/pause", &form).await.expect(StatusCode::SEE_OTHER);
        let shown = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        shown.shows("Gaidām klienta ziņu vai dokumentus");
        shown.shows("apturēts");
        world.staff("GET", &format!("{page}/pause"), &[]).await.shows("Atbildam pakalpojuma termiņā.");
        let again = send(&world, &page, "/pause", &form).await;
        again.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Izpilde jau ir apturēta");

        world.later(7 * 24 * 60).await;
        tick_now(&world).await;
        assert_eq!(
            owed(&world, id, "case.answer").await.state,
            State::Open,
            "a standing clock is not broken"
        );
        assert!(matches!(owed(&world, id, "case.receipt").await.state, State::Breached { .. }));
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        client_wrote(&mut tx, &world.app, &world.clerk(), id).await.unwrap();
        tx.commit().await.unwrap();
        let answer = owed(&world, id, "case.answer").await;
        // Tuesday, Thursday and Friday were left; from Monday, 23 November, that is Thursday.
        assert_eq!(answer.due_at.plus_millis(-1).day(), date(2026, 11, 26));
        assert_eq!(owed(&world, id, "case.law").await.due_at.plus_millis(-1).day(), date(2026, 12, 16));
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        assert_eq!(solits_cases::find(&mut tx, id).await.unwrap().unwrap().status, Status::Open);
        drop(tx);
        send(&world, &page, "/answer", &[("text", "Deklarēts.")]).await.expect(StatusCode::SEE_OTHER);
        assert!(matches!(owed(&world, id, "case.answer").await.state, State::Met { .. }));
        replays(&world).await;
    })
    .await;
}

/// An answer given while the client is waited for is in time: the clock had stood still.
#[tokio::test]
async fn an_answer_ends_a_pause_before_it_is_judged() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        let form = [("waits_for", "other_body"), ("reason", "Gaidām reģistru.")];
        send(&world, &page, "/pause", &form).await.expect(StatusCode::SEE_OTHER);
        world.later(9 * 24 * 60).await;
        send(&world, &page, "/answer", &[("text", "Deklarēts.")]).await.expect(StatusCode::SEE_OTHER);
        assert!(matches!(owed(&world, id, "case.answer").await.state, State::Met { .. }));
        let still = send(&world, &page, "/resume", &[]).await;
        still.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Izpilde nav apturēta");
        replays(&world).await;
    })
    .await;
}

/// A term of a law goes as far as the law itself allows, and not a day further; the own promise is not made longer.
#[tokio::test]
async fn a_term_of_a_law_is_extended_within_its_maximum_and_the_client_is_told() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let facts = [("form", "submission"), ("matter", "request"), ("law", "submission")];
        let facts = facts.map(|(name, word)| (name.to_owned(), Fact::Word(word.to_owned())));
        let came = Came { received: None, facts: facts.into() };
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let opened = open_as(&mut tx, &world.app, &world.clerk(), world.an_open(), &came).await.unwrap().case;
        tx.commit().await.unwrap();
        let page = format!("/cases/{opened}");
        let law = owed(&world, opened, "law.submission-2026").await;
        let term = law.id.to_string();
        let own = owed(&world, opened, "case.answer").await.id.to_string();
        let extend = |term: &str, date: &str| {
            vec![
                ("term".to_owned(), term.to_owned()),
                ("extend_date".to_owned(), date.to_owned()),
                ("extend_reason".to_owned(), "Jāprasa ziņas reģistram.".to_owned()),
            ]
        };
        for (term, day, words) in [
            (&own, "2026-12-08", "Šo termiņu pagarināt nedrīkst"),
            (&term, "2026-12-17", "Datums ir vēlāks, nekā drīkst"),
            (&term, "2026-11-17", "Izvēlieties darba dienu"),
        ] {
            let form = extend(term, day);
            let form: Vec<(&str, &str)> =
                form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let refused = send(&world, &page, "/extend", &form).await;
            refused.expect(StatusCode::UNPROCESSABLE_ENTITY).shows(words);
        }
        let form = extend(&term, "2026-12-16");
        let form: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        send(&world, &page, "/extend", &form).await.expect(StatusCode::SEE_OTHER);
        let law = owed(&world, opened, "law.submission-2026").await;
        assert_eq!(law.due_at.plus_millis(-1).day(), date(2026, 12, 16));
        let shown = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        shown.shows("Jāprasa ziņas reģistram.");
        shown.shows("16. decembr");
        replays(&world).await;
    })
    .await;
}

/// I-22: the declaration stays with the case, the head of the unit has it, and for the declarer it is not there any more.
#[tokio::test]
async fn whoever_declares_a_conflict_of_interest_does_not_see_the_case_any_more() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        // The way to it stands beside who has the case.
        let shown = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        shown.shows(&format!("href=\"{page}/pass-on#conflict\">Paziņot par interešu konfliktu"));
        let form = [("interest", "personal"), ("conflict_text", "Klients ir mans brālis.")];
        let nobody = send(&world, &page, "/conflict", &form).await;
        nobody.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Klients ir mans brālis.");
        world.unit_led_by(1).await;
        let done = send(&world, &page, "/conflict", &form).await.expect(StatusCode::SEE_OTHER);
        assert!(done.location().starts_with("/cases?"), "{}", done.location());
        for path in ["", "/order", "/pass-on"] {
            world.staff("GET", &format!("{page}{path}"), &[]).await.expect(StatusCode::NOT_FOUND);
        }
        world
            .staff("GET", "/cases?q=2026-000001", &[])
            .await
            .expect(StatusCode::OK)
            .hides("Dzīvesvietas dekl");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let case = solits_cases::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(case.owner, world.fixture.employees[1]);
        let kinds: Vec<String> = solits_journal::list_entries_of(&mut tx, id.uuid())
            .await
            .unwrap()
            .into_iter()
            .map(|entry| entry.kind)
            .collect();
        assert_eq!(&kinds[kinds.len() - 2..], ["case.conflict_declared", "case.assigned"]);
        drop(tx);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let other = solits_journal::Actor {
            by: solits_journal::By::Employee(world.fixture.employees[1]),
            at: world.app.clock.now(),
        };
        let back =
            solits_cases::assign(&mut tx, &world.app, &other, id, case.version, world.fixture.employees[0])
                .await;
        assert!(
            matches!(back, Err(solits_cases::CaseError::Refused(solits_cases::Refusal::HasConflict))),
            "{back:?}"
        );
    })
    .await;
}

/// I-15: handed over to the head of another unit with a reason, and counted.
#[tokio::test]
async fn a_case_is_handed_over_to_another_unit_and_that_is_counted() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let clerk = world.clerk();
        let unit = create_unit(&mut tx, &world.app, &clerk, "Būvvalde", None).await.unwrap();
        set_unit_head(&mut tx, &world.app, &clerk, unit, world.fixture.employees[1]).await.unwrap();
        tx.commit().await.unwrap();
        let unit = unit.to_string();
        let silent = send(&world, &page, "/hand-over", &[("unit", &unit)]).await;
        silent.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("f-hand_reason-error");
        let form = [("unit", unit.as_str()), ("hand_reason", "Par būvniecību.")];
        send(&world, &page, "/hand-over", &form).await.expect(StatusCode::SEE_OTHER);
        let shown = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        shown.shows("Nodota tālāk 1 reizi");
        shown.shows("Par būvniecību.");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let case = solits_cases::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(case.owner, world.fixture.employees[1]);
        drop(tx);
        let theirs = send(&world, &page, "/hand-over", &form).await;
        theirs.expect(StatusCode::FORBIDDEN);
    })
    .await;
}

/// I-14, H-19: a part goes elsewhere and the case goes on; the whole goes elsewhere and the case ends. The client reads
/// whom to address either way.
#[tokio::test]
async fn the_competent_body_is_named_with_its_contacts_for_a_part_or_for_the_whole() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        let (body, contacts) = ("Valsts zemes dienests", "67 038 000, vzd.gov.lv");
        let matter = "Kadastra uzmērīšana nav pašvaldības uzdevums.";
        let form = [("body", body), ("contacts", contacts), ("matter", matter)];
        let refused = send(&world, &page, "/refer", &form[..2]).await;
        refused.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("f-matter-error");
        send(&world, &page, "/refer", &form).await.expect(StatusCode::SEE_OTHER);
        let shown = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        shown.shows("67 038 000");
        shown.shows("atvērta");
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let version = solits_cases::find(&mut tx, id).await.unwrap().unwrap().version;
        let elsewhere = Elsewhere { body, contacts, matter, text: "", address: "" };
        let case = forward(&mut tx, &world.app, &world.clerk(), (id, version), elsewhere).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(case.status, Status::Closed);
        let shown = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        shown.shows("Jūsu lietu pārsūtījām: Valsts zemes dienests");
    })
    .await;
}

/// I-16: reasons alone are no refusal; with what to do next it is an answer.
#[tokio::test]
async fn a_refusal_has_reasons_and_a_next_step() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        let reasons = [("reasons", "Nav īpašuma tiesību."), ("next", "")];
        let refused = send(&world, &page, "/refuse", &reasons).await;
        let refused = refused.expect(StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("f-next-error");
        refused.shows("Nav īpašuma tiesību.");
        refused.shows("Konsultējiet vispirms");
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let letter = Entry::new(EventKind::MessageReceived, id, Some(world.fixture.branch));
        record(&mut tx, &world.app.heart, &world.clerk(), letter).await.unwrap();
        tx.commit().await.unwrap();
        let whole = [("reasons", "Nav īpašuma tiesību."), ("next", "Pārsūdzēt var mēneša laikā.")];
        send(&world, &page, "/refuse", &whole).await.expect(StatusCode::SEE_OTHER);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let case = solits_cases::find(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(case.status, Status::Answered);
        let answer = case.answer.unwrap();
        assert!(answer.contains("Nav īpašuma tiesību.") && answer.contains("Pārsūdzēt"), "{answer}");
        let entries = list_entries_of(&mut tx, id.uuid()).await.unwrap();
        let answered = entries.iter().filter(|entry| entry.kind == "message.answered").count();
        assert_eq!(answered, 1, "what the client wrote is answered by it");
    })
    .await;
}

/// Both codes lead to the case that stays; what was promised goes on there; cases of two clients are one only when somebody
/// made sure.
#[tokio::test]
async fn two_cases_become_one_and_the_codes_of_both_keep_working() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let first = open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap();
        let other = Open { client_contact: "26999999".to_owned(), ..world.an_open() };
        let second = open(&mut tx, &world.app, &world.clerk(), other).await.unwrap();
        tx.commit().await.unwrap();
        let page = format!("/cases/{}", first.case);
        let promise = [("text", "Piezvanīsim"), ("date", "2026-11-20")];
        send(&world, &page, "/promises", &promise).await.expect(StatusCode::SEE_OTHER);
        let mut form = vec![("into", "2026-000002"), ("merge_reason", "Divreiz atvērta.")];
        let unsure = send(&world, &page, "/merge", &form).await;
        unsure.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Nav zināms, vai abas lietas ir viena klienta");
        form.push(("same_client", "1"));
        let done = send(&world, &page, "/merge", &form).await.expect(StatusCode::SEE_OTHER);
        assert!(done.location().contains(&second.case.to_string()));
        let stays = world.staff("GET", done.location(), &[]).await.expect(StatusCode::OK);
        stays.shows("Piezvanīsim");
        stays.shows("Divreiz atvērta.");
        let ended = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        ended.shows("2026-000002");
        ended.hides("Atvērt no jauna");
        let back = send(&world, &page, "/reopen", &[("reopen_reason", "Kļūda")]).await;
        back.expect(StatusCode::CONFLICT).shows("Lieta ir apvienota ar citu");
        for code in [&first.code, &second.code] {
            let opened = world.client("POST", &format!("/i/testa/case/{code}"), "", &[]).await;
            let cookie = opened.expect(StatusCode::SEE_OTHER).cookie();
            let seen = world.send("GET", "/i/testa/case/view", &cookie, &[]).await.expect(StatusCode::OK);
            seen.shows("2026-000002");
        }
        replays(&world).await;
    })
    .await;
}

/// Security §5: whoever may see the one would see the other through it.
#[tokio::test]
async fn a_complaint_is_not_joined_with_a_case_that_everybody_sees() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let complaint = Open { kind: Kind::Complaint, ..world.an_open() };
        let complaint = open(&mut tx, &world.app, &world.clerk(), complaint).await.unwrap();
        open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap();
        tx.commit().await.unwrap();
        let page = format!("/cases/{}", complaint.case);
        let form = [("into", "2026-000002"), ("merge_reason", "Par to pašu"), ("same_client", "1")];
        let refused = send(&world, &page, "/merge", &form).await;
        refused.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Konfidenciālu lietu ar citu neapvieno");
    })
    .await;
}

/// H-21: what was told on the telephone answers the case and the client's message as a letter does, and the timeline says how.
#[tokio::test]
async fn an_answer_by_any_way_is_traced_and_answers_what_the_client_wrote() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let came = Entry::new(EventKind::MessageReceived, id, Some(world.fixture.branch));
        record(&mut tx, &world.app.heart, &world.clerk(), came).await.unwrap();
        tx.commit().await.unwrap();
        let form = [("text", "Izziņa ir gatava."), ("answered_by", "phone")];
        send(&world, &page, "/answer", &form).await.expect(StatusCode::SEE_OTHER);
        world.staff("GET", &page, &[]).await.expect(StatusCode::OK).shows("pa tālruni");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let entries = list_entries_of(&mut tx, id.uuid()).await.unwrap();
        let answered = entries.iter().find(|entry| entry.kind == "message.answered").unwrap();
        assert!(answered.facts.contains(r#""way":"phone""#), "{}", answered.facts);
        drop(tx);
        replays(&world).await;
    })
    .await;
}

/// H-27 and I-25: who spoke with the client by which way, and how it came out, stands on the page of the case, with how many.
#[tokio::test]
async fn an_answer_by_telephone_is_a_contact_of_the_case_and_one_that_stands_on_its_page_is_none() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        world.staff("GET", &page, &[]).await.expect(StatusCode::OK).hides("saskarsm");
        let form = [("text", "Izziņa ir gatava."), ("answered_by", "phone")];
        send(&world, &page, "/answer", &form).await.expect(StatusCode::SEE_OTHER);
        let shown = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        shown.shows("1 saskarsme");
        shown.shows(&format!("· pa tālruni · {CLERK}"));
        send(&world, &page, "/reopen", &[("reopen_reason", "Jautā vēlreiz.")])
            .await
            .expect(StatusCode::SEE_OTHER);
        let form = [("text", "Tā ir arī lapā."), ("answered_by", "page")];
        send(&world, &page, "/answer", &form).await.expect(StatusCode::SEE_OTHER);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let kept: Vec<Kept> = sql!(
            "SELECT channel, outcome, service_id FROM contacts WHERE institution_id = $1 AND case_id = $2"
        )
        .bind(id)
        .all(&mut tx)
        .await
        .unwrap();
        let [only] = kept.as_slice() else { panic!("{} contacts", kept.len()) };
        assert_eq!((only.channel.as_str(), only.outcome.as_str()), ("phone", "solved"));
        assert_eq!(only.service_id, Some(world.service));
        drop(tx);
        replays(&world).await;
    })
    .await;
}

solits_db::row! {
    struct Kept { channel: String, outcome: String, service_id: Option<solits_kernel::ServiceId> }
}
