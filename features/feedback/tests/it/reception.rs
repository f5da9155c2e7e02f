//! K-16: whoever is not satisfied with the answer to a complaint is offered a reception and chooses its time.

use axum::http::StatusCode;
use solits_kernel::{CaseId, Random, Timestamp};
use solits_testkit::{browser::count_entries, on_both};
use solits_web::{App, AppConfig, Limits};

use crate::{
    Who, World,
    higher::{Client, answered, letters_to},
};

const PAGE: &str = "/i/testa/case/reception";

/// A Thursday at two and a Friday at ten, in Riga.
fn times() -> [String; 2] {
    ["2026-11-26T12:00:00.000Z", "2026-11-27T08:00:00.000Z"]
        .map(|text| Timestamp::parse(text).unwrap().millis().to_string())
}

async fn offer(
    world: &World,
    by: Who,
    case: CaseId,
    days: &[(&str, &str)],
) -> solits_testkit::browser::Answer {
    let version = world.version(case).await;
    let mut form = vec![
        ("version", version.as_str()),
        ("reception", "Lūdzu, izvēlieties laiku."),
        ("place", "Ezera iela 1, 12. kabinets"),
    ];
    form.extend(days);
    world.post(by, &format!("/feedback/{case}/reception"), &form).await
}

const OFFERED: [(&str, &str); 4] =
    [("day-1", "2026-11-26"), ("hour-1", "14:00"), ("day-3", "2026-11-27"), ("hour-3", "10:00")];

#[tokio::test]
async fn the_author_chooses_a_time_which_the_institution_then_owes() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let opened = answered(&world).await;
        let case = opened.case;
        let client = Client::of(&world, &opened).await;
        client.get("/i/testa/case/view").await.hides(PAGE);
        client.get(PAGE).await.shows("nav laiku, ko izvēlēties");
        world.get(Who::Boriss, &format!("/feedback/{case}")).await.shows("name=\"day-4\"");
        offer(&world, Who::Boriss, case, &OFFERED).await.taken();
        world.get(Who::Boriss, &format!("/feedback/{case}")).await.shows("26. novembrī 14.00");

        client.get("/i/testa/case/view").await.shows(PAGE).shows("Lūdzu, izvēlieties laiku.");
        let [first, second] = times();
        let page = client.get(PAGE).await;
        page.shows("ceturtdiena, 2026. gada 26. novembris, 14.00").shows("12. kabinets");
        page.shows(&format!("value=\"{first}\"")).shows(&format!("value=\"{second}\"")).hides("Boriss");
        client.post(PAGE, &[]).await.refused().shows("f-time-error");
        assert_eq!(
            client.post(PAGE, &[("time", &second)]).await.taken(),
            "/i/testa/case/reception?notice=chosen"
        );
        let told = client.get("/i/testa/case/reception?notice=chosen").await;
        told.shows("Jūs gaidīsim").shows("27. novembris, 10.00").hides("name=\"time\"");

        // The same press again changes nothing, and no other time can be chosen.
        client.post(PAGE, &[("time", &second)]).await.taken();
        assert_eq!(client.post(PAGE, &[("time", &first)]).await.status, StatusCode::CONFLICT);
        let scope = world.fixture.scope();
        for (kind, count) in
            [("feedback.reception_offered", 1), ("feedback.reception_chosen", 1), ("case.promised", 1)]
        {
            assert_eq!(count_entries(&world.db, scope.clone(), kind).await, count, "{kind}");
        }
        // The case is open again with the promise in it, and whoever decided reads what was chosen.
        client.get("/i/testa/case/view").await.shows("Tikšanās ar amatpersonu 27. novembrī 10.00");
        let mut tx = world.write().await;
        let open = solits_cases::find(&mut tx, case).await.unwrap().unwrap();
        assert!(open.status.is_live());
        assert_eq!(open.due_at.map(|due| due.millis().to_string()), Some(second.clone()));
        drop(tx);
        let page = world.get(Who::Boriss, &format!("/feedback/{case}")).await;
        page.shows("Autora izvēlētais laiks").hides("name=\"day-1\"");
        let letters = letters_to(&world, Who::Boriss).await;
        assert!(
            letters.iter().any(|one| one.subject.contains(&opened.reference) && one.text.contains("10.00"))
        );
        assert!(letters.iter().all(|one| !one.text.contains("Anna")));
        assert!(!world.is_there(Who::Anna, case).await, "hidden from whom it concerns");
    })
    .await;
}

/// Security §10: past the limit of the source the time that was chosen is still chosen.
#[tokio::test]
async fn who_chooses_too_often_is_told_when_to_choose_again_beside_the_time() {
    on_both(|database| async move {
        let mut world = World::new(database).await;
        let limits = Limits { case_messages: 1, ..Limits::default() };
        let config = AppConfig { public_url: "http://localhost".to_owned(), limits, ..AppConfig::default() };
        world.app = App::new(world.db.clone(), world.app.clock.clone(), Random::seeded(2), config);
        let (first, second) = (answered(&world).await, answered(&world).await);
        for opened in [&first, &second] {
            offer(&world, Who::Boriss, opened.case, &OFFERED).await.taken();
        }
        let [_, time] = times();
        Client::of(&world, &first).await.post(PAGE, &[("time", &time)]).await.taken();
        let client = Client::of(&world, &second).await;
        let refused = client.post(PAGE, &[("time", &time)]).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{}", refused.body);
        refused.shows("Mēģiniet vēlreiz pēc 1 stundas.").shows(&format!("value=\"{time}\" checked"));
        assert_eq!(refused.header("retry-after"), "3600");
        assert_eq!(count_entries(&world.db, world.fixture.scope(), "feedback.reception_chosen").await, 1);
    })
    .await;
}

#[tokio::test]
async fn times_that_nobody_can_keep_are_not_offered() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = answered(&world).await.case;
        for (day, hour, why) in [
            ("2026-11-28", "14:00", "Tā nav darba diena."),
            ("2026-11-13", "14:00", "kas vēl tikai būs"),
            ("2026-11-26", "", "f-day-1-error"),
            ("", "", "kas vēl tikai būs"),
        ] {
            let form = [("day-1", day), ("hour-1", hour)];
            offer(&world, Who::Boriss, case, &form).await.refused().shows(why);
        }
        assert_eq!(count_entries(&world.db, world.fixture.scope(), "feedback.reception_offered").await, 0);
        // Until somebody has chosen, other times take the place of the first.
        offer(&world, Who::Boriss, case, &OFFERED).await.taken();
        offer(&world, Who::Boriss, case, &[("day-2", "2026-12-01"), ("hour-2", "09:30")]).await.taken();
        let page = world.get(Who::Boriss, &format!("/feedback/{case}")).await;
        page.shows("1. decembrī 9.30").hides("26. novembrī 14.00");
    })
    .await;
}
