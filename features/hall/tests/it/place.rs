//! The public page of a branch: the hours of each channel, and what departs from them.

use solits_kernel::{BranchId, InstitutionId, Scope, ServiceId};
use solits_testkit::on_both;

use super::*;

const BRANCH: &str = "/i/testa/branch/testa";

#[tokio::test]
async fn a_channel_with_its_own_hours_and_days_that_differ_are_told() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        let page = hall.get("", BRANCH).await.body;
        assert!(!page.contains("Pa tālruni") && !page.contains("Citāds darba laiks"), "{page}");

        let phone = r#"{"version":1,"hours":{"monday":["08:00-20:00"]},
            "exceptions":[{"date":"2026-11-24","hours":["10:00-12:00"],"reason":{"lv":"mācības","en":"training"}}]}"#;
        let foreign = phone.replace("mācības", CANARY);
        let mut tx = test.db.write(hall.fixture.scope()).await.unwrap();
        sql!("INSERT INTO branch_channel_calendars (institution_id, branch_id, channel, version, calendar, valid_from) VALUES ($1, $2, 'phone', 1, $3, 0)")
            .bind(hall.fixture.branch)
            .bind(phone)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let theirs = solits_kernel::Scope::of_job(solits_kernel::InstitutionId(2));
        let mut tx = test.db.write(theirs).await.unwrap();
        sql!("INSERT INTO branch_channel_calendars (institution_id, branch_id, channel, version, calendar, valid_from) VALUES ($1, $2, 'phone', 1, $3, 0)")
            .bind(hall.fixture.other_branch)
            .bind(foreign)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let page = hall.get("", BRANCH).await.body;
        for said in ["Klātienē", "8.00–20.00", "otrdiena, 24. novembris", "Pa tālruni: 10.00–12.00 (mācības)"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    })
    .await;
}

/// Writes hours of their own for a branch of an institution.
async fn set_hours(test: &TestDb, scope: Scope, branch: BranchId, of: &str, calendar: &str) {
    let mut tx = test.db.write(scope).await.unwrap();
    sql!("INSERT INTO branch_channel_calendars (institution_id, branch_id, channel, version, calendar, valid_from) VALUES ($1, $2, $3, 1, $4, 0)")
        .bind(branch)
        .bind(of)
        .bind(calendar)
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// D-08: the reception times of private persons are published; VZD 17.5: the hours of the staff are not.
#[tokio::test]
async fn reception_hours_stand_beside_opening_hours_with_their_own_exceptions() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        let reception = r#"{"version":1,"hours":{"thursday":["14:00-16:30"]},
            "exceptions":[{"date":"2026-11-24","hours":["08:15-09:45"],"reason":{"lv":"sēde","en":"meeting"}}]}"#;
        let staff = r#"{"version":1,"hours":{"monday":["06:35-19:05"]}}"#;
        set_hours(&test, hall.fixture.scope(), hall.fixture.branch, "reception", reception).await;
        set_hours(&test, hall.fixture.scope(), hall.fixture.branch, "staff", staff).await;
        let theirs = reception.replace("sēde", CANARY);
        let scope = Scope::of_job(InstitutionId(2));
        set_hours(&test, scope, hall.fixture.other_branch, "reception", &theirs).await;

        let page = hall.get("", BRANCH).await.body;
        for said in [
            "Privātpersonu pieņemšana pēc pieraksta",
            "14.00–16.30",
            "Privātpersonu pieņemšana pēc pieraksta: 8.15–9.45 (sēde)",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("6.35"), "the hours of the staff are their own");
        let english = hall.get("", &format!("{BRANCH}?lang=en")).await.body;
        assert!(english.contains("Reception by appointment: 8:15–9:45 (meeting)"), "{english}");
    })
    .await;
}

/// A closed building receives nobody.
#[tokio::test]
async fn reception_keeps_to_the_closures_of_its_branch() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        let mut tx = test.db.write(hall.fixture.scope()).await.unwrap();
        let house = r#"{"version":2,"hours":{"tuesday":["09:00-17:00"]},
            "closures":[{"from":"2026-11-17T00:00:00","to":"2026-11-18T00:00:00","reason":{"lv":"remonts","en":"repairs"}}]}"#;
        sql!("UPDATE branches SET calendar = $3 WHERE institution_id = $1 AND id = $2")
            .bind(hall.fixture.branch)
            .bind(house)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let reception = r#"{"version":1,"hours":{"tuesday":["14:05-16:35"]}}"#;
        set_hours(&test, hall.fixture.scope(), hall.fixture.branch, "reception", reception).await;
        let page = hall.get("", BRANCH).await.body;
        // The only Tuesday of the next seven days is the one on which the building is closed.
        assert!(!page.contains("14.05"), "{page}");
        assert!(page.contains("Privātpersonu pieņemšana pēc pieraksta: slēgts (remonts)"), "{page}");
    })
    .await;
}

/// C-03: how a service is received, on the web; only what the institution has written.
#[tokio::test]
async fn the_card_of_a_service_is_shown_as_far_as_it_is_filled() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        let full = r#"{"who":{"lv":"Ikviens","en":"Anyone"},
            "steps":[{"lv":"Iesniedz lūgumu","en":"Apply"},{"lv":"Saņem izziņu","en":"Receive"}],
            "documents":[{"lv":"pase","en":"passport"}],"legal_basis":["Iesniegumu likums"],
            "payment":["ar karti centrā"],"delivery":["elektroniski e-adresē"],"channels":["visit","phone"],
            "warnings":[{"lv":"Adrese jāzina precīzi <b>","en":"Know the address"}],
            "questions":[{"lv":"Kam izziņa vajadzīga?","en":"What for?"}]}"#;
        let mut tx = test.db.write(hall.fixture.scope()).await.unwrap();
        for (number, card) in [(1, full), (2, "{}")] {
            sql!(
                "INSERT INTO services (institution_id, id, code, line_id, name_lv, name_en, name_folded, card, deadline_unit,
                        deadline_count, identity_check, usual_minutes, active)
                 VALUES ($1, $2, $3, $4, $3, $3, $3, $5, 'working_days', $6, 'no', 10, TRUE)"
            )
            .bind(ServiceId::new(Uuid::from_u128(number)))
            .bind(format!("izzina-{number}"))
            .bind(hall.fixture.lines[0])
            .bind(card)
            .bind(i64::try_from(number).unwrap() * 5)
            .run(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();

        let page = hall.get("", BRANCH).await.body;
        for said in [
            "<ol><li>Iesniedz lūgumu</li><li>Saņem izziņu</li></ol>",
            "<dt>Kas to var saņemt</dt><dd>Ikviens</dd>",
            "<dt>Kas jāņem līdzi</dt><dd>pase</dd>",
            "<dt>Tiesiskais pamats</dt><dd>Iesniegumu likums</dd>",
            "<dt>Kā samaksāt</dt><dd>ar karti centrā</dd>",
            "<dt>Kā un kur saņemt</dt><dd>elektroniski e-adresē</dd>",
            "<li>Klātienē</li><li>Tālrunis</li>",
            "5 darba dienas",
            "Adrese jāzina precīzi &#60;b&#62;",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("Kam izziņa vajadzīga?"), "questions are for those who serve");
        assert_eq!(page.matches("Tiesiskais pamats").count(), 1, "an empty part has no heading");
        let english = hall.get("", &format!("{BRANCH}?lang=en")).await.body;
        assert!(english.contains("<ol><li>Apply</li><li>Receive</li></ol>"), "{english}");
    })
    .await;
}
