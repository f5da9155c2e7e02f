//! Asking a colleague and answering: the limit and why, whoever stands in, two who answer at once, the answer in the case.

use axum::http::StatusCode;
use solits_cases::Kind;
use solits_colleagues::{
    Attendance, ColleagueError, Refusal, RequestKind, Whom, answer, attend, partly, pass_on,
};
use solits_kernel::day_of_number;
use solits_testkit::{on_both, sqlite};

use crate::{CLERK, DAY, DIRECTOR, EXPERT, HEAD, OTHER, SUBSTITUTE, World, roads, tuesday};

fn owed(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(norm, state)| ((*norm).to_owned(), (*state).to_owned())).collect()
}

/// J-02: one working day over a public holiday, with the reason.
#[tokio::test]
async fn whoever_asks_is_told_by_when_the_standard_promises_the_answer_and_why() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let form = world.page(CLERK, "/requests/new").await;
        form.shows("Kolēģim atbildam vienas darba dienas laikā.").shows("19. novembris").shows("Kāpēc");
        let asked = world
            .form(
                CLERK,
                "/requests",
                &[
                    ("to", &format!("person:{}", world.employee(EXPERT))),
                    ("topic", "Liepu iela"),
                    ("question", "Kad remontēs Liepu ielu?"),
                    ("once", "A"),
                ],
            )
            .await;
        let page = asked.taken().to_owned();
        // The 18th is the Proclamation of the Republic: the working day is the 19th.
        world.page(CLERK, &page).await.shows("19. novembris").shows("gaida atbildi");
        // Pressed twice it is asked once.
        let again = world
            .form(
                CLERK,
                "/requests",
                &[
                    ("to", &format!("person:{}", world.employee(EXPERT))),
                    ("topic", "Liepu iela"),
                    ("question", "Kad remontēs Liepu ielu?"),
                    ("once", "A"),
                ],
            )
            .await;
        assert_eq!(again.taken(), page);
        world.page(EXPERT, "/requests").await.shows("Liepu iela").shows("Anna Bērziņa");
        world.page(OTHER, "/requests").await.hides("Liepu iela");
    })
    .await;
}

#[tokio::test]
async fn an_answer_in_time_keeps_the_promise_and_a_late_one_breaks_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (early, late) = (world.ask(EXPERT, None).await, world.ask(EXPERT, None).await);
        let mut tx = world.write(EXPERT).await;
        answer(&mut tx, &world.app, &world.actor(EXPERT), early, 1, "Pavasarī.").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.obligations(early.uuid()).await, owed(&[("colleague-answered", "met")]));
        world.later(4 * DAY).await;
        let mut tx = world.write(EXPERT).await;
        answer(&mut tx, &world.app, &world.actor(EXPERT), late, 1, "Pavasarī.").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.obligations(late.uuid()).await, owed(&[("colleague-answered", "breached")]));
        world.page(CLERK, &format!("/requests/{late}")).await.shows("Pavasarī.").shows("ar kavēšanos");
    })
    .await;
}

/// J-02: whoever cannot answer within the day explains and names the day, and that day is owed.
#[tokio::test]
async fn a_day_named_for_the_full_answer_is_a_promise_of_its_own() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let id = world.ask(EXPERT, None).await;
        let page = format!("/requests/{id}");
        // A holiday is no day on which anybody answers; what was typed is still there.
        let refused = world
            .form(
                EXPERT,
                &format!("{page}/partly"),
                &[("version", "1"), ("why", "Jāmēra."), ("on", "2026-11-18")],
            )
            .await;
        refused.refused().shows("nākamu darba dienu").shows("Jāmēra.");
        let told = world
            .form(
                EXPERT,
                &format!("{page}/partly"),
                &[("version", "1"), ("why", "Jāmēra."), ("on", "2026-11-24")],
            )
            .await;
        assert!(told.taken().starts_with(&page));
        assert_eq!(
            world.obligations(id.uuid()).await,
            owed(&[("colleague-answered", "met"), ("colleague-told-day", "open")])
        );
        world.page(CLERK, &page).await.shows("24. novembrī").shows("Jāmēra.").shows("atbilde būs vēlāk");
        let answered =
            world.form(EXPERT, &format!("{page}/answer"), &[("version", "2"), ("text", "Aprīlī.")]).await;
        answered.taken();
        assert_eq!(
            world.obligations(id.uuid()).await,
            owed(&[("colleague-answered", "met"), ("colleague-told-day", "met")])
        );
    })
    .await;
}

/// B-27, H-25: the question goes to whoever stands in, and comes back afterwards.
#[tokio::test]
async fn while_somebody_is_away_the_substitute_has_the_question_and_afterwards_not() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let id = world.ask(EXPERT, None).await;
        world.away(EXPERT, 1, 3, Some(SUBSTITUTE)).await;
        world.page(SUBSTITUTE, "/requests").await.hides("Liepu iela");
        world.later(2 * DAY).await;
        world.page(SUBSTITUTE, "/requests").await.shows("Liepu iela").shows("aizvietojot: Edgars Eglītis");
        world.page(CLERK, &format!("/requests/{id}")).await.shows("aizvieto Sanita Saulīte");
        world.page(SUBSTITUTE, &format!("/requests/{id}")).await.shows("Kad remontēs Liepu ielu?");
        world.later(4 * DAY).await;
        world.page(SUBSTITUTE, "/requests").await.hides("Liepu iela");
        assert_eq!(world.page(SUBSTITUTE, &format!("/requests/{id}")).await.status, StatusCode::NOT_FOUND);
        world.page(EXPERT, "/requests").await.shows("Liepu iela");
    })
    .await;
}

#[tokio::test]
async fn nobody_asks_somebody_who_is_away_without_a_substitute() {
    let world = World::new(sqlite().await).await;
    world.away(EXPERT, 0, 3, None).await;
    let mut tx = world.write(CLERK).await;
    let refused =
        solits_colleagues::ask(&mut tx, &world.app, &world.actor(CLERK), world.a_question(EXPERT, None), &[])
            .await;
    assert!(matches!(refused, Err(ColleagueError::Refused(Refusal::Away))), "{refused:?}");
}

#[tokio::test]
async fn of_two_who_answer_at_once_the_second_is_shown_what_the_first_said_and_loses_nothing() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let id = world.ask(EXPERT, None).await;
        world.away(EXPERT, 0, 1, Some(SUBSTITUTE)).await;
        let page = format!("/requests/{id}/answer");
        let first = world.form(SUBSTITUTE, &page, &[("version", "1"), ("text", "Maijā.")]).await;
        first.taken();
        let second = world.form(EXPERT, &page, &[("version", "1"), ("text", "Jūnijā.")]).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        second.shows("Kāds bija ātrāks").shows("Maijā.").shows("Jūnijā.");
        let asker = world.page(CLERK, &format!("/requests/{id}")).await;
        asker.shows("Maijā.").hides("Jūnijā.").shows("Sanita Saulīte");
    })
    .await;
}

/// H-22: the question and the answer stand in the case, for staff.
#[tokio::test]
async fn the_answer_comes_back_to_the_case_in_which_it_was_asked() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(Kind::Question).await;
        let form = world.page(CLERK, &format!("/cases/{case}/ask")).await;
        form.shows("Ielas remonts").shows("Lietas numurs");
        let id = world.ask(EXPERT, Some(case)).await;
        let asked = world.page(EXPERT, &format!("/requests/{id}")).await;
        // Only what the asker chose to show.
        asked.shows("2026-000001").hides("Jānis Kalns").hides("26 123 456").hides("Ielas remonts");
        let mut tx = world.write(EXPERT).await;
        answer(&mut tx, &world.app, &world.actor(EXPERT), id, 1, "Remontēs aprīlī.").await.unwrap();
        tx.commit().await.unwrap();
        let shown = world.page(CLERK, &format!("/cases/{case}")).await;
        shown.shows("Kad remontēs Liepu ielu?").shows("Remontēs aprīlī.").shows("Edgars Eglītis");
    })
    .await;
}

#[tokio::test]
async fn a_question_passed_on_is_somebody_elses_with_the_same_limit() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let id = world.ask(EXPERT, None).await;
        let mut tx = world.write(EXPERT).await;
        let to = world.employee(SUBSTITUTE);
        pass_on(&mut tx, &world.app, &world.actor(EXPERT), id, 1, to, "Viņa zina.").await.unwrap();
        tx.commit().await.unwrap();
        world.page(EXPERT, "/requests").await.hides("Liepu iela");
        world.page(SUBSTITUTE, &format!("/requests/{id}")).await.shows("Viņa zina.").shows("19. novembris");
        assert_eq!(world.obligations(id.uuid()).await, owed(&[("colleague-answered", "open")]));
    })
    .await;
}

/// J-04: the manager of another unit's employee knows; of one's own unit nobody needs telling.
#[tokio::test]
async fn the_manager_of_somebody_of_another_unit_is_told() {
    let world = World::new(sqlite().await).await;
    let id = world.ask(EXPERT, None).await;
    world.page(HEAD, "/requests?list=told").await.shows("Liepu iela");
    let told = world.page(HEAD, &format!("/requests/{id}")).await;
    told.shows("Kad remontēs Liepu ielu?").hides("Jūsu atbilde");
    world.page(CLERK, &format!("/requests/{id}")).await.shows("Haralds Holms");
    world.ask(OTHER, None).await;
    world.page(DIRECTOR, "/requests?list=told").await.hides("Liepu iela");
}

/// B-05: a unit answers through whoever leads it, unless a contact person is named.
#[tokio::test]
async fn a_unit_is_asked_through_its_contact_person() {
    let world = World::new(sqlite().await).await;
    world.page(CLERK, "/requests/new").await.shows("Ceļu nodaļa → Haralds Holms");
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    solits_db::sql!(
        "INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'contact_person')"
    )
    .bind(world.employee(EXPERT))
    .run(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.write(CLERK).await;
    let mut asked = world.a_question(OTHER, None);
    asked.to = Whom::Unit(roads());
    solits_colleagues::ask(&mut tx, &world.app, &world.actor(CLERK), asked, &[]).await.unwrap();
    tx.commit().await.unwrap();
    world.page(EXPERT, "/requests").await.shows("Liepu iela");
    world.page(HEAD, "/requests").await.hides("Liepu iela");
}

/// J-03: confirmation, or refusal with the reason.
#[tokio::test]
async fn an_invitation_is_declined_only_with_a_reason() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.write(CLERK).await;
        let mut asked = world.a_question(EXPERT, None);
        asked.kind = RequestKind::Meeting;
        asked.meets_at = Some(tuesday().plus_minutes(3 * DAY));
        let id = solits_colleagues::ask(&mut tx, &world.app, &world.actor(CLERK), asked, &[]).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = world.write(EXPERT).await;
        let actor = world.actor(EXPERT);
        let silent = attend(&mut tx, &world.app, &actor, id, 1, Attendance::Declines, " ").await;
        assert!(matches!(silent, Err(ColleagueError::Refused(Refusal::ReasonMissing))), "{silent:?}");
        attend(&mut tx, &world.app, &actor, id, 1, Attendance::Declines, "Esmu komandējumā.").await.unwrap();
        tx.commit().await.unwrap();
        let shown = world.page(CLERK, &format!("/requests/{id}")).await;
        shown.shows("Nepiedalīsies").shows("Esmu komandējumā.");
        assert_eq!(world.obligations(id.uuid()).await, owed(&[("colleague-answered", "met")]));
    })
    .await;
}

#[tokio::test]
async fn people_are_invited_to_a_meeting_together_and_each_answers() {
    let world = World::new(sqlite().await).await;
    let people = [EXPERT, HEAD].map(|who| ("people", format!("person:{}", world.employee(who))));
    let mut fields = vec![
        ("topic", "Ziemas darbi"),
        ("question", "Sniega tīrīšana."),
        ("on", "2026-11-20"),
        ("at", "10:00"),
        ("place", "301. telpa"),
    ];
    let refused = world.form(CLERK, "/requests/meeting", &fields).await;
    refused.refused().shows("Ziemas darbi");
    fields.extend(people.iter().map(|(name, value)| (*name, value.as_str())));
    world.form(CLERK, "/requests/meeting", &fields).await.taken();
    for who in [EXPERT, HEAD] {
        world.page(who, "/requests").await.shows("Ziemas darbi").shows("20. novembrī 10.00");
    }
}

#[tokio::test]
async fn a_question_withdrawn_is_owed_no_more_and_only_its_asker_withdraws_it() {
    let world = World::new(sqlite().await).await;
    let id = world.ask(EXPERT, None).await;
    let path = format!("/requests/{id}/withdraw");
    assert_eq!(world.form(EXPERT, &path, &[("version", "1")]).await.status, StatusCode::NOT_FOUND);
    world.form(CLERK, &path, &[("version", "1")]).await.taken();
    assert_eq!(world.obligations(id.uuid()).await, owed(&[("colleague-answered", "waived")]));
    world.page(EXPERT, &format!("/requests/{id}")).await.hides("Jūsu atbilde").shows("atsaukts");
}

#[tokio::test]
async fn a_day_in_the_past_is_no_day_for_an_answer() {
    let world = World::new(sqlite().await).await;
    let id = world.ask(EXPERT, None).await;
    let mut tx = world.write(EXPERT).await;
    let past = day_of_number(solits_kernel::day_number(tuesday().day()) - 1);
    let refused = partly(&mut tx, &world.app, &world.actor(EXPERT), id, 1, "Vēlāk.", past).await;
    assert!(matches!(refused, Err(ColleagueError::Refused(Refusal::BadDate))), "{refused:?}");
}

/// J-05: what the standard asks towards colleagues stands beside the question.
#[tokio::test]
async fn whoever_answers_reads_what_the_standard_asks_towards_a_colleague() {
    let world = World::new(sqlite().await).await;
    let id = world.ask(EXPERT, None).await;
    world.page(EXPERT, &format!("/requests/{id}")).await.shows("Kolēģiem esam izpalīdzīgi.");
    world.page(CLERK, &format!("/requests/{id}")).await.hides("Kolēģiem esam izpalīdzīgi.");
}
