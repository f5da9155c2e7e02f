//! Tokens of other programs: shown once, good for what was ticked, and refused once revoked.

use solits_testkit::on_both;

use super::*;

impl World {
    /// Makes a token and returns its secret.
    async fn token(&self, name: &str, scopes: &[&str]) -> String {
        let mut fields = vec![("name", name)];
        fields.extend(scopes.iter().map(|scope| ("scope", *scope)));
        let made = self.post("/setup/tokens", &fields).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        let (_, rest) = made.body.split_once("<p><code>").unwrap();
        rest.split('<').next().unwrap().to_owned()
    }

    /// Calls as another program.
    async fn call(&self, secret: &str) -> StatusCode {
        let request = Request::builder()
            .uri("/api/v1/lines")
            .header("authorization", format!("Bearer {secret}"))
            .body(Body::empty())
            .unwrap();
        self.ask(request).await.status
    }

    async fn revocation(&self) -> String {
        let page = self.page("/setup/tokens").await;
        let (_, rest) = page.split_once("action=\"/setup/tokens/").unwrap();
        format!("/setup/tokens/{}", rest.split('"').next().unwrap())
    }
}

#[tokio::test]
async fn a_token_opens_what_was_ticked_until_it_is_revoked() {
    on_both(async |database| {
        let world = World::new(database).await;
        let blind = world.token("Panelis", &["tickets.read"]).await;
        assert_eq!(world.call(&blind).await, StatusCode::FORBIDDEN);
        let revocation = world.revocation().await;
        let seeing = world.token("Pārskats", &["measures.read", "setup.read"]).await;
        assert_eq!(world.call(&seeing).await, StatusCode::OK);
        let list = world.page("/setup/tokens").await;
        assert!(list.contains("Pārskats") && list.contains("measures.read"), "{list}");
        assert!(!list.contains(&seeing), "a secret is shown once");
        world.post(&revocation, &[]).await.taken();
        assert_eq!(world.call(&blind).await, StatusCode::UNAUTHORIZED);
        assert_eq!(world.call(&seeing).await, StatusCode::OK);
        // Revoked twice, it is revoked once.
        world.post(&revocation, &[]).await.taken();
        assert_eq!(world.journal().await, ["token.created", "token.created", "token.revoked"]);
    })
    .await;
}

#[tokio::test]
async fn a_token_without_name_or_scope_comes_back_as_typed() {
    on_both(async |database| {
        let world = World::new(database).await;
        let page = world.post("/setup/tokens", &[("name", "Panelis")]).await.refused();
        assert!(page.contains("f-scope-error") && page.contains("value=\"Panelis\""), "{page}");
        let page = world.post("/setup/tokens", &[("name", ""), ("scope", "cases.read")]).await.refused();
        assert!(page.contains("f-name-error") && page.contains("value=\"cases.read\" checked"), "{page}");
        // What no call asks for is nothing to be allowed.
        let page = world.post("/setup/tokens", &[("name", "Panelis"), ("scope", "all")]).await.refused();
        assert!(page.contains("f-scope-error"), "{page}");
        assert!(world.journal().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_last_change_of_a_token_is_told_and_tokens_of_others_are_not_found() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.token("Panelis", &["tickets.write"]).await;
        let path = world.revocation().await;
        let id: Uuid = path.split('/').nth(3).unwrap().parse().unwrap();
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO journal (institution_id, n, at, kind, subject_id, actor_id, actor, branch_id, facts)
             VALUES ($1, 1000000, $2, 'ticket.taken', $3, $3, 't', NULL, '{}')"
        )
        .bind(Timestamp::parse("2026-11-05T10:00:00.000Z").unwrap())
        .bind(id)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let list = world.page("/setup/tokens").await;
        assert!(list.contains("5. novembrī"), "{list}");

        let scope = solits_kernel::Scope::of_job(solits_kernel::InstitutionId(2));
        let mut tx = world.database.db.write(scope).await.unwrap();
        sql!("INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, $3, $4, 'setup.read', 0)")
            .bind(Uuid::from_u128(7))
            .bind(CANARY)
            .bind(hash_secret("theirs"))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(!world.page("/setup/tokens").await.contains(CANARY));
        let theirs = format!("/setup/tokens/{}/revoke", Uuid::from_u128(7));
        assert_eq!(world.post(&theirs, &[]).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
