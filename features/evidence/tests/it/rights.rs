//! Who may what, and that nothing of another institution is reached.

use axum::http::StatusCode;
use solits_db::sql;
use solits_kernel::{InstitutionId, Scope};
use solits_testkit::{CANARY, on_both};
use uuid::Uuid;

use super::{World, monday};

const PAGES: [&str; 5] =
    ["/evidence", "/evidence/norms/wait", "/evidence/exceptions", "/evidence/goals", "/evidence/binder"];

#[tokio::test]
async fn a_specialist_sees_none_of_it_and_those_who_look_change_nothing() {
    on_both(|database| async {
        let world = World::new(database).await;
        for page in PAGES {
            assert_eq!(world.get("anna", page).await.status, StatusCode::FORBIDDEN, "{page}");
            assert_eq!(world.get("zane", page).await.status, StatusCode::OK, "{page}");
        }
        // A head of a bureau gives evidence, names no owners and allows nothing; the director allows and gives none.
        for (who, path) in [
            ("zane", "/evidence/owners"),
            ("oto", "/evidence/owners"),
            ("zane", "/evidence/exceptions"),
            ("ilze", "/evidence/exceptions"),
            ("oto", "/evidence/goals"),
            ("anna", "/evidence/goals"),
        ] {
            assert_eq!(world.post(who, path, &[]).await.status, StatusCode::FORBIDDEN, "{who} {path}");
        }
        let given = world.upload("oto", "/evidence/norms/wait", &[("note", "x")], None).await;
        assert_eq!(given.status, StatusCode::FORBIDDEN);
        world
            .get("zane", "/evidence")
            .await
            .hides("action=\"/evidence/owners\"><input type=\"hidden\" name=\"csrf\"><select");
        world.get("zane", "/evidence/exceptions").await.hides("name=\"reason\"");
        world.get("oto", "/evidence/norms/wait").await.hides("multipart/form-data");
    })
    .await;
}

#[tokio::test]
async fn ids_of_another_institution_are_not_found() {
    on_both(|database| async {
        let world = World::new(database).await;
        let other = Scope::of_job(InstitutionId(2));
        let employee = Uuid::from_u64_pair(2 << 32 | 3, 1);
        let (exception, evidence) = (Uuid::from_u128(501), Uuid::from_u128(502));
        let mut tx = world.database.db.write(other).await.unwrap();
        sql!(
            "INSERT INTO norm_exceptions (institution_id, id, norm, reason, from_on, until_on, allowed_at, allowed_by, revoked_because)
             VALUES ($1, $2, 'wait', $3, 20780, 20800, $4, $5, '')"
        )
        .bind(exception)
        .bind(CANARY)
        .bind(monday())
        .bind(employee)
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO norm_evidence (institution_id, id, norm, form, shows, from_on, until_on, note, file_name, media, size, hash, given_at, given_by, withdrawn_because)
             VALUES ($1, $2, 'wait', 'photo', 'other', 20000, 20800, $3, $3, 'image/png', 3, $4, $5, $6, '')"
        )
        .bind(evidence)
        .bind(CANARY)
        .bind(vec![1_u8])
        .bind(monday())
        .bind(employee)
        .run(&mut tx)
        .await
        .unwrap();
        sql!("INSERT INTO evidence_files (institution_id, evidence_id, content) VALUES ($1, $2, $3)")
            .bind(evidence)
            .bind(CANARY.as_bytes())
            .run(&mut tx)
            .await
            .unwrap();
        sql!("INSERT INTO norm_owners (institution_id, id, norm, kind, name, set_at, set_by) VALUES ($1, $2, 'wait', 'post', $3, $4, $5)")
            .bind(Uuid::from_u128(503))
            .bind(CANARY)
            .bind(monday())
            .bind(employee)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let because = [("because", "x")];
        let not_found = [
            world.get("zane", &format!("/evidence/files/{evidence}")).await,
            world.post("zane", &format!("/evidence/items/{evidence}/withdraw"), &because).await,
            world.post("oto", &format!("/evidence/exceptions/{exception}/revoke"), &because).await,
            world.get("zane", "/evidence/norms/none-such").await,
            world.get("zane", "/evidence/files/nonsense").await,
        ];
        assert!(not_found.iter().all(|answer| {
            matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST)
        }));
        assert_eq!(not_found[0].status, StatusCode::NOT_FOUND);
        assert_eq!(not_found[1].status, StatusCode::NOT_FOUND);
        assert_eq!(not_found[2].status, StatusCode::NOT_FOUND);
        // Every answer is looked through for the other institution's word.
        for page in PAGES {
            assert_eq!(world.get("ilze", page).await.status, StatusCode::OK);
        }
    })
    .await;
}
