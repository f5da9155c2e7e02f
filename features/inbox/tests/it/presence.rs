//! Who has a case before their eyes.

use axum::http::StatusCode;
use solits_cases::Kind;
use solits_db::sql;
use solits_testkit::on_both;

use crate::World;

#[tokio::test]
async fn others_see_who_writes_in_a_case_until_they_have_gone() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(1, "Bruno lieta", Kind::Question, false).await;
        let path = format!("/inbox/presence/{case}");
        world.post("anna", &path, &[("doing", "writes")]).await.hides("Anna");
        world.post("bruno", &path, &[("doing", "reads")]).await.shows("Anna Bērziņa raksta atbildi");
        world
            .get("bruno", "/inbox/fragment?view=mine")
            .await
            .shows("Anna Bērziņa raksta atbildi")
            .hides("Bruno Kalns skatās");
        world.get("dace", "/inbox/fragment?view=all").await.shows("Bruno Kalns skatās šo lietu");
        // Nobody hears of her for a minute.
        world.later(61).await;
        world.get("bruno", "/inbox/fragment?view=mine").await.hides("raksta atbildi");
        world.keep().await;
        world.post("anna", &path, &[("doing", "reads")]).await;
        world.post("anna", &path, &[("doing", "left")]).await;
        world.post("bruno", &path, &[("doing", "reads")]).await.hides("Anna");
        assert_eq!(world.post("bruno", &path, &[("doing", "dreams")]).await.status, StatusCode::BAD_REQUEST);
    })
    .await;
}

#[tokio::test]
async fn a_reply_kept_some_minutes_ago_is_being_written_also_without_script() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(1, "Bruno lieta", Kind::Question, false).await;
        let mut tx = world.db.write(world.scope()).await.unwrap();
        sql!(
            "INSERT INTO reply_drafts (institution_id, case_id, employee_id, lang, subject, opening, main, ending, saved_at)
             VALUES ($1, $2, $3, 'lv', '', '', 'Noslēpums', '', $4)"
        )
        .bind(case)
        .bind(world.person(0))
        .bind(world.app.clock.now())
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        world.get("bruno", "/inbox?view=mine").await.shows("Anna Bērziņa raksta atbildi").hides("Noslēpums");
        world.later(4 * 60).await;
        world.get("bruno", "/inbox?view=mine").await.hides("raksta atbildi");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_at_a_case_that_is_hidden_from_them() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let complaint = world.case(3, "Sūdzība", Kind::Complaint, false).await;
        let path = format!("/inbox/presence/{complaint}");
        assert_eq!(world.post("bruno", &path, &[("doing", "reads")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.post("dace", &path, &[("doing", "writes")]).await.status, StatusCode::OK);
        world.get("bruno", "/inbox?view=all").await.hides("Dace Ozola raksta");
    })
    .await;
}
