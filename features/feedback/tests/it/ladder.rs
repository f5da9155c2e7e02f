//! Who decides, what is found, the next rung, and what is missing where nobody decides.

use solits_cases::Kind;
use solits_db::sql;
use solits_journal::{Entry, Heart, list_entries_of, recompute, record};
use solits_standard::event::EventKind;
use solits_testkit::{browser::count_entries, on_both};

use crate::{LADDER, STANDARD, Who, World};

/// What is promised to whoever writes.
const MAIL: &str = r#"
[[norm]]
id = "mail.answer"
paragraphs = ["7"]
text = { lv = "Uz e-pastu atbildam divās darba dienās.", en = "We answer e-mail within two working days." }
kind = "promise"
[norm.promise]
starts = "message.received"
within = { working_days = 2 }
met_by = ["message.answered"]
channel = "email"
"#;

async fn count(world: &World, kind: &str) -> i64 {
    count_entries(&world.db, world.fixture.scope(), kind).await
}

#[tokio::test]
async fn a_complaint_goes_to_whom_the_ladder_names_is_examined_told_and_passed_on_at_the_authors_request() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.came(Kind::Complaint, "Ilgi gaidīju pie Annas", Who::Katrina).await.case;
        world.register(Who::Katrina, case, Who::Anna).await.taken();
        assert_eq!(world.owner(case).await, Who::Boriss, "adazi 14: the employee's manager");
        let page = world.get(Who::Boriss, &format!("/feedback/{case}")).await;
        page.shows("Lemj Boriss Kalns").shows("name=\"finding\"");
        world.get(Who::Katrina, &format!("/feedback/{case}")).await.hides("name=\"finding\"");

        // Whoever does not decide does not rule, and a finding without a cause is none.
        let other = world.examine(Who::Katrina, case, "justified").await;
        assert_eq!(other.status, axum::http::StatusCode::CONFLICT, "{}", other.body);
        let version = world.version(case).await;
        let half = [("version", version.as_str()), ("facts", "Gaidīja stundu."), ("finding", "justified")];
        let refused = world.post(Who::Boriss, &format!("/feedback/{case}/examine"), &half).await;
        refused
            .refused()
            .shows("Gaidīja stundu.")
            .shows("f-cause-error")
            .shows("f-other_side-error")
            .shows("f-measure-error");

        world.examine(Who::Boriss, case, "justified").await.taken();
        let page = world.get(Who::Boriss, &format!("/feedback/{case}")).await;
        page.shows("Jāpaziņo autoram").shows("Lapa ar to, kā strādā bez sistēmas.").shows("/reply");
        // Whoever sees to a measure reads it without the complaint.
        world.get(Who::Ilze, "/feedback/mine").await.shows("Lapa ar to, kā strādā").hides("Ilgi gaidīju");

        let version = world.version(case).await;
        world.post(Who::Boriss, &format!("/feedback/{case}/told"), &[("version", &version)]).await.taken();
        let version = world.version(case).await;
        let next = [("version", version.as_str()), ("asked_by", "client")];
        world.post(Who::Boriss, &format!("/feedback/{case}/next"), &next).await.taken();
        assert_eq!(world.owner(case).await, Who::Dace, "adazi 14: above the head of a unit");
        let page = world.get(Who::Dace, &format!("/feedback/{case}")).await;
        page.shows("2.\u{a0}lēmējs: Dace Vītola")
            .shows("lūdza autors")
            .shows("1.\u{a0}lēmējs: Boriss Kalns")
            .shows("Pamatota");
        assert!(!world.is_there(Who::Anna, case).await, "still hidden from whom it concerns");
        assert!(world.is_there(Who::Boriss, case).await, "who decided before still sees it");
        // What was found stands until whoever is above finds something else.
        world.get(Who::Katrina, "/feedback/figures").await.hides("Pamatotu sūdzību nav");

        world.examine(Who::Dace, case, "unjustified").await.taken();
        world.get(Who::Katrina, "/feedback/figures").await.shows("Pamatotu sūdzību nav");
        let version = world.version(case).await;
        let top = [("version", version.as_str()), ("asked_by", "handler")];
        world
            .post(Who::Dace, &format!("/feedback/{case}/next"), &top)
            .await
            .refused()
            .shows("f-asked_by-error");
        for kind in [
            "feedback.received",
            "feedback.registered",
            "feedback.answered",
            "feedback.passed_on",
            "feedback.measure_set",
        ] {
            assert_eq!(count(&world, kind).await, 1, "{kind}");
        }
        assert_eq!(count(&world, "feedback.examined").await, 2);
    })
    .await;
}

/// H-21: an author who wrote and is told of the decision on the telephone is answered by it; one whom a letter has answered
/// is not answered twice, and one who wrote nothing was promised nothing for it.
#[tokio::test]
async fn an_author_who_is_told_in_another_way_is_answered_once() {
    on_both(|database| async move {
        let world = World::with(database, &format!("{STANDARD}{LADDER}{MAIL}")).await;
        let courses: [(&[EventKind], usize, Option<&str>); 3] = [
            (&[EventKind::MessageReceived], 1, Some("met")),
            (&[EventKind::MessageReceived, EventKind::MessageAnswered], 1, Some("met")),
            (&[], 0, None),
        ];
        for (before, answers, standing) in courses {
            let case = world.came(Kind::Complaint, "Ilgi gaidīju pie Annas", Who::Katrina).await.case;
            let mut tx = world.write().await;
            for kind in before {
                let entry = Entry::new(*kind, case, Some(world.fixture.branch));
                record(&mut tx, &world.app.heart, &world.program(), entry).await.unwrap();
            }
            tx.commit().await.unwrap();
            world.register(Who::Katrina, case, Who::Anna).await.taken();
            world.examine(Who::Boriss, case, "justified").await.taken();
            let version = world.version(case).await;
            world
                .post(Who::Boriss, &format!("/feedback/{case}/told"), &[("version", &version)])
                .await
                .taken();
            let mut tx = world.write().await;
            let entries = list_entries_of(&mut tx, case.uuid()).await.unwrap();
            let answered = entries.iter().filter(|entry| entry.kind == "message.answered").count();
            assert_eq!(answered, answers, "{before:?}");
            let state: Option<String> = sql!(
                "SELECT state AS value FROM obligations
                  WHERE institution_id = $1 AND subject_id = $2 AND norm = 'mail.answer'"
            )
            .bind(case)
            .scalar(&mut tx)
            .await
            .unwrap();
            assert_eq!(state.as_deref(), standing, "{before:?}");
            assert_eq!(recompute(&mut tx, &world.app.heart).await.unwrap().1, vec![]);
        }
    })
    .await;
}

/// K-23, akniste 13: nobody decides on a complaint about the executive director.
#[tokio::test]
async fn with_the_rules_of_akniste_the_director_decides_on_the_staff_and_nobody_on_the_director() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.write().await;
        sql!("UPDATE standards SET source = $2, baseline = $3 WHERE institution_id = $1 AND number = 2")
            .bind(include_str!("../../../../standards/akniste-2017.toml"))
            .bind(include_str!("../../../../standards/handbook.toml"))
            .run(&mut tx)
            .await
            .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let staff = world.came(Kind::Complaint, "Par Annu", Who::Katrina).await.case;
        world.register(Who::Katrina, staff, Who::Anna).await.taken();
        assert_eq!(world.owner(staff).await, Who::Dace);

        let director = world.came(Kind::Complaint, "Par direktori", Who::Katrina).await.case;
        assert!(world.register(Who::Katrina, director, Who::Dace).await.taken().contains("notice=nobody"));
        let page = world.get(Who::Katrina, &format!("/feedback/{director}")).await;
        page.shows("Nav, kas lemj").shows("Standarts un organizācija nenosauc nevienu");
        assert_eq!(world.owner(director).await, Who::Katrina, "whoever keeps the registers has it meanwhile");
        assert!(!world.is_there(Who::Dace, director).await);

        // An institution names the body outside, and the same question is answered.
        let mut tx = world.write().await;
        let actor = world.program();
        let body = solits_structure::Body {
            name: solits_kernel::Text::new("Tiesībsargs", "Ombudsman"),
            contact: "tiesibsargs@tiesibsargs.lv".to_owned(),
        };
        let (role, today) = (solits_structure::LAST_RESORT, crate::monday().day());
        solits_organisation::name_body(&mut tx, &world.app, &actor, role, &body, today).await.unwrap();
        tx.commit().await.unwrap();
        world.register(Who::Katrina, director, Who::Dace).await.taken();
        world
            .get(Who::Katrina, &format!("/feedback/{director}"))
            .await
            .shows("Pasakiet autoram, kur vērsties: Tiesībsargs");
    })
    .await;
}

/// The shipped rules of Ādaži: staff to the manager, a head of a unit to the director and the deputy together.
#[tokio::test]
async fn with_the_rules_of_adazi_a_complaint_about_a_head_goes_to_the_director() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.write().await;
        sql!("UPDATE standards SET source = $2, baseline = $3 WHERE institution_id = $1 AND number = 2")
            .bind(include_str!("../../../../standards/adazi-2023.toml"))
            .bind(include_str!("../../../../standards/handbook.toml"))
            .run(&mut tx)
            .await
            .unwrap();
        sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'executive_director_and_deputy')")
            .bind(world.id(Who::Dace))
            .run(&mut tx)
            .await
            .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        for (about, decides) in [(Who::Anna, Who::Boriss), (Who::Boriss, Who::Dace)] {
            let case = world.came(Kind::Complaint, "Sūdzība", Who::Katrina).await.case;
            world.register(Who::Katrina, case, about).await.taken();
            assert_eq!(world.owner(case).await, decides, "{about:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_answer_in_the_case_counts_as_telling_the_author() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.came(Kind::Complaint, "Par Annu", Who::Katrina).await.case;
        world.register(Who::Katrina, case, Who::Anna).await.taken();
        world.examine(Who::Boriss, case, "unjustified").await.taken();
        world.app.clock.set(crate::monday().plus_minutes(5));
        let mut tx = world.write().await;
        let now = solits_cases::find(&mut tx, case).await.unwrap().unwrap();
        let actor = world.program();
        solits_cases::answer(&mut tx, &world.app, &actor, case, now.version, "Pārbaudījām.").await.unwrap();
        tx.commit().await.unwrap();
        world.keep().await;
        world
            .get(Who::Boriss, &format!("/feedback/{case}"))
            .await
            .shows("Autors zina")
            .shows("Piedāvāt pieņemšanu");
        assert_eq!(count(&world, "feedback.answered").await, 1);
        let version = world.version(case).await;
        let offer = [
            ("version", version.as_str()),
            ("reception", "Piedāvājam tikšanos."),
            ("place", "12. kabinets"),
            ("day-1", "2026-11-26"),
            ("hour-1", "14:00"),
        ];
        world.post(Who::Boriss, &format!("/feedback/{case}/reception"), &offer).await.taken();
        let version = world.version(case).await;
        let close = [("version", version.as_str()), ("because", "settled")];
        world.post(Who::Boriss, &format!("/feedback/{case}/close"), &close).await.taken();
        world.get(Who::Katrina, "/feedback?kind=complaint&status=closed").await.shows("Par Annu");
    })
    .await;
}
