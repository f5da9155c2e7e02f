//! Invitations to meetings of which a letter outside their conversation says more: called off, or sent anew.

use axum::http::StatusCode;
use solits_correspondence::keep_letters;
use solits_db::sql;
use solits_kernel::CaseId;
use solits_testkit::on_both;

use crate::{
    World,
    meetings::{action, invited, letter},
};

/// The case that a later letter has opened.
async fn other_case(world: &World, case: CaseId) -> CaseId {
    let messages = world.messages().await;
    messages.iter().find(|message| message.case_id != case).expect("a case of its own").case_id
}

#[tokio::test]
async fn a_cancellation_that_came_to_a_case_of_its_own_ends_what_the_invitation_asks() {
    on_both(|database| async {
        let (world, case) = invited(database, &letter("meet", "", "REQUEST", 2)).await;
        let path = format!("/cases/{case}/letters");
        let asked = action(&world.get(0, &path).await.1);
        world.take(2, &letter("off", "", "CANCEL", 2)).await;
        world.understand().await;
        assert_eq!(world.cases().await, 2, "nothing ties it to the case");
        let other = other_case(&world, case).await;
        let link = format!("href=\"/cases/{other}/letters\"");
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Sanāksme ir atcelta: organizatora vēstule, "), "{page}");
        assert!(page.contains(&link), "{page}");
        assert!(!page.contains("/meeting\""), "{page}");
        let leaving = world.leaving().await.len();
        let form = format!("version={}&answer=accept", world.version(case).await);
        let (status, page) = world.post(0, &asked, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Sanāksme ir atcelta: organizatora vēstule, "), "{page}");
        assert_eq!(world.leaving().await.len(), leaving, "nothing leaves");

        // Whoever may not see the other case learns what became of the meeting, and nothing of that case.
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
            .bind(other)
            .bind(world.fixture.employees[1])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let (_, page) = world.get(1, &path).await;
        assert!(page.contains("Sanāksme ir atcelta: organizatora vēstule, "), "{page}");
        assert!(!page.contains(&link), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_cancellation_that_was_set_aside_counts_too_until_it_is_forgotten() {
    on_both(|database| async {
        let (world, case) = invited(database, &letter("meet", "", "REQUEST", 0)).await;
        world.take(2, &letter("off", "Precedence: bulk\n", "CANCEL", 1)).await;
        world.understand().await;
        assert_eq!(world.cases().await, 1, "it waits among the letters that were set aside");
        let path = format!("/cases/{case}/letters");
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Sanāksme ir atcelta: organizatora vēstule, "), "{page}");
        assert!(!page.contains("/meeting\""), "{page}");
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE letters SET taken_at = 0 WHERE institution_id = $1 AND state = 'set_aside'")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let forgotten = keep_letters(&world.app, world.fixture.institution).await.unwrap();
        assert_eq!(forgotten.letters, 1);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let kept: Option<i64> =
            sql!("SELECT count(*) AS value FROM letter_meetings WHERE institution_id = $1")
                .scalar(&mut tx)
                .await
                .unwrap();
        assert_eq!(kept, Some(1), "of the invitation alone");
    })
    .await;
}

#[tokio::test]
async fn a_newer_invitation_elsewhere_is_named_and_answered_there() {
    on_both(|database| async {
        let (world, case) = invited(database, &letter("meet", "", "REQUEST", 0)).await;
        let path = format!("/cases/{case}/letters");
        let asked = action(&world.get(0, &path).await.1);
        world.take(2, &letter("moved", "", "REQUEST", 1)).await;
        world.understand().await;
        let other = other_case(&world, case).await;
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Ir saņemts jaunāks šīs sanāksmes uzaicinājums: "), "{page}");
        assert!(page.contains(&format!("href=\"/cases/{other}/letters\"")), "{page}");
        let form = format!("version={}&answer=accept", world.version(case).await);
        let (status, page) = world.post(0, &asked, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Ir saņemts jaunāks šīs sanāksmes uzaicinājums: "), "{page}");

        let (_, page) = world.get(0, &format!("/cases/{other}/letters")).await;
        assert!(!page.contains("Ir saņemts jaunāks"), "the older one changes nothing: {page}");
        let form = format!("version={}&answer=accept", world.version(other).await);
        let (status, page) = world.post(0, &action(&page), &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_letter_of_somebody_else_or_of_an_earlier_state_does_not_silence_an_invitation() {
    on_both(|database| async {
        let (world, case) = invited(database, &letter("meet", "", "REQUEST", 2)).await;
        let off = letter("off", "", "CANCEL", 3);
        let from = "From: Kārlis Ozoliņš <karlis@ministrija.example>";
        // One that names whoever invites in its calendar, one that names itself there too, one among several authors, and
        // one that was written before the invitation changed.
        world.take(2, &off.replace(from, "From: Kārlis Ozoliņš <karlis@citur.example>")).await;
        world.take(3, &off.replace("karlis@ministrija.example", "karlis@citur.example")).await;
        let among = format!("{from}, Cits <cits@citur.example>");
        world.take(4, &off.replace(from, &among)).await;
        world.take(5, &letter("before", "", "CANCEL", 1)).await;
        // Another meeting of the same person.
        world.take(6, &off.replace("UID:sanaksme-1", "UID:sanaksme-2")).await;
        world.understand().await;
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(!page.contains("Sanāksme ir atcelta"), "{page}");
        let form = format!("version={}&answer=accept", world.version(case).await);
        let (status, page) = world.post(0, &action(&page), &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    })
    .await;
}

#[tokio::test]
async fn another_party_of_the_case_cannot_take_an_invitation_back() {
    on_both(|database| async {
        let (world, case) = invited(database, &letter("meet", "", "REQUEST", 0)).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO case_parties (institution_id, case_id, address_key, address, name, is_unreachable)
             VALUES ($1, $2, 'anna@citur.example', 'anna@citur.example', 'Anna', 0)"
        )
        .bind(case)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let receipt = solits_mail::read(&world.leaving().await[0].raw);
        let answers = format!("In-Reply-To: <{}>\n", receipt.message_id.unwrap().as_str());
        let theirs = letter("off", &answers, "CANCEL", 1)
            .replace("From: Kārlis Ozoliņš <karlis@ministrija.example>", "From: Anna <anna@citur.example>");
        world.take(2, &theirs).await;
        world.understand().await;
        assert_eq!(world.cases().await, 1, "it joins the case");
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(!page.contains("Sanāksme ir atcelta"), "{page}");
        assert!(page.contains("/meeting\""), "{page}");
    })
    .await;
}
