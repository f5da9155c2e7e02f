//! The institution's own particulars, with those of the State Land Service's standard as the example.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use solits_kernel::{InstitutionId, Scope};
use solits_organisation::find_institution;
use solits_testkit::on_both;

use super::*;

const SERVICE: [(&str, &str); 8] = [
    ("name_lv", "Valsts zemes dienests"),
    ("name_en", "State Land Service"),
    ("parent_body_lv", "Tieslietu ministrija"),
    ("registration", "90000030432"),
    ("address", "11. novembra krastmala 31, Rīga, LV-1050"),
    ("phone", "67038608"),
    ("fax", "67038829"),
    ("email", "vzd@vzd.gov.lv"),
];

#[tokio::test]
async fn the_particulars_are_kept_as_entered_and_stand_in_the_journal() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.post("/setup/institution", &SERVICE).await.taken();
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let institution = find_institution(&mut tx).await.unwrap().unwrap();
        drop(tx);
        assert_eq!(institution.name.lv, "Valsts zemes dienests");
        assert_eq!(
            (institution.profile.fax.as_str(), institution.profile.parent_body.lv.as_str()),
            ("67038829", "Tieslietu ministrija")
        );
        let page = world.page("/setup/institution").await;
        assert!(SERVICE.iter().all(|(_, value)| page.contains(value)), "{page}");
        assert_eq!(world.journal().await, ["institution.profile"]);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_address_comes_back_beside_its_field_with_everything_typed() {
    on_both(async |database| {
        let world = World::new(database).await;
        let wrong = [SERVICE.as_slice(), &[("website", "javascript:alert(1)")]].concat();
        let page = world.post("/setup/institution", &wrong).await.refused();
        assert!(page.contains("f-website-error") && page.contains("value=\"67038829\""), "{page}");
        let nameless = world.post("/setup/institution", &[("name_en", "State Land Service")]).await.refused();
        assert!(nameless.contains("f-name_lv-error"), "{nameless}");
        assert!(world.journal().await.is_empty());
    })
    .await;
}

/// The particulars with other ways to reach the institution.
fn with(typed: &str) -> Vec<(&str, &str)> {
    [SERVICE.as_slice(), &[("other_contacts", typed)]].concat()
}

/// H-09: a signature may have to name other contacts; they are entered here, as one line however they were typed.
#[tokio::test]
async fn other_ways_to_reach_the_institution_are_kept_as_one_line() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.post("/setup/institution", &with("X @ezermala,\n e-adrese")).await.taken();
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let institution = find_institution(&mut tx).await.unwrap().unwrap();
        drop(tx);
        assert_eq!(institution.profile.other_contacts, "X @ezermala, e-adrese");
        let page = world.page("/setup/institution").await;
        assert!(page.contains("value=\"X @ezermala, e-adrese\""), "{page}");
        let long = "X @ezermala ".repeat(20);
        let refused = world.post("/setup/institution", &with(&long)).await.refused();
        assert!(refused.contains("f-other_contacts-error"), "{refused}");
    })
    .await;
}

/// A picture of one point, as a drawing program saves it.
const POINT: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63,
    0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60,
    0x82,
];

/// VZD 2.14: the institution is recognised by its mark. It stands in letters once it has been given, and no file that is no
/// picture becomes one.
#[tokio::test]
async fn a_mark_is_kept_as_a_picture_and_taken_away_again() {
    on_both(async |database| {
        let world = World::new(database).await;
        let token = [("csrf", "token")];
        let sent =
            async |file: Option<&[u8]>| world.send("anna", "/setup/institution/mark", &token, file).await;
        let refused = sent(Some(b"%PDF-1.7 no picture")).await.refused();
        assert!(refused.contains("f-mark-error"), "{refused}");
        assert!(sent(None).await.refused().contains("f-mark-error"), "a file is asked for");
        sent(Some(POINT)).await.taken();
        assert!(world.page("/setup/institution").await.contains("/institution/mark.png"));
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let mark = solits_organisation::find_mark(&mut tx).await.unwrap();
        drop(tx);
        assert!(mark.is_some_and(|mark| mark.bytes().starts_with(&POINT[..8])));
        world.post("/setup/institution/mark/remove", &[]).await.taken();
        world.post("/setup/institution/mark/remove", &[]).await.taken();
        assert!(!world.page("/setup/institution").await.contains("/institution/mark.png"));
        assert_eq!(world.journal().await, ["institution.mark", "institution.mark"]);
    })
    .await;
}

/// Makes a token of an institution.
async fn token(world: &World, scope: Scope, number: u128, secret: &str, scopes: &str) {
    let mut tx = world.database.db.write(scope).await.unwrap();
    sql!(
        "INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at)
         VALUES ($1, $2, 'cita', $3, $4, 0)"
    )
    .bind(Uuid::from_u128(number))
    .bind(hash_secret(secret))
    .bind(scopes)
    .run(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// The mark as another program gets it.
async fn fetched(world: &World, secret: &str) -> (StatusCode, Vec<u8>) {
    let router: Router = solits_organisation::routes().into_router(&world.app);
    let request = Request::builder()
        .uri("/api/v1/institution/mark")
        .header("authorization", format!("Bearer {secret}"))
        .body(Body::empty());
    let response = tower::ServiceExt::oneshot(router, request.unwrap()).await.unwrap();
    let status = response.status();
    (status, to_bytes(response.into_body(), 1024 * 1024).await.unwrap().to_vec())
}

#[tokio::test]
async fn another_program_fetches_the_mark_of_its_own_institution() {
    on_both(async |database| {
        let world = World::new(database).await;
        token(&world, world.fixture.scope(), 901, "reader", "setup.read").await;
        token(&world, world.fixture.scope(), 902, "stranger", "cases.read").await;
        token(&world, Scope::of_job(InstitutionId(2)), 903, "foreign", "setup.read").await;
        assert_eq!(fetched(&world, "reader").await.0, StatusCode::NOT_FOUND, "there is none yet");
        world.send("anna", "/setup/institution/mark", &[("csrf", "token")], Some(POINT)).await.taken();
        let (status, picture) = fetched(&world, "reader").await;
        assert_eq!(status, StatusCode::OK);
        assert!(picture.starts_with(&POINT[..8]), "a picture");
        assert_eq!(fetched(&world, "stranger").await.0, StatusCode::FORBIDDEN);
        assert_eq!(fetched(&world, "foreign").await.0, StatusCode::NOT_FOUND);
    })
    .await;
}

/// A call about the mark; gives its status and what it says.
async fn call(world: &World, method: &str, secret: &str, body: &str) -> (StatusCode, String) {
    let router: Router = solits_organisation::routes().into_router(&world.app);
    let request = Request::builder()
        .method(method)
        .uri("/api/v1/institution/mark")
        .header("authorization", format!("Bearer {secret}"))
        .header("content-type", "application/json")
        .body(Body::from(body.to_owned()));
    let response = tower::ServiceExt::oneshot(router, request.unwrap()).await.unwrap();
    let status = response.status();
    let said = to_bytes(response.into_body(), 1024 * 1024).await.unwrap();
    (status, String::from_utf8(said.to_vec()).unwrap())
}

#[tokio::test]
async fn another_program_sets_the_mark_and_takes_it_away_with_the_scope_for_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        token(&world, world.fixture.scope(), 901, "reader", "setup.read").await;
        token(&world, world.fixture.scope(), 902, "writer", "setup.read setup.write").await;
        let mark = format!("{{\"content\":\"{}\"}}", BASE64.encode(POINT));
        assert_eq!(call(&world, "PUT", "reader", &mark).await.0, StatusCode::FORBIDDEN);
        for wrong in ["{\"content\":\"%PDF\"}", "{\"content\":\"JVBERi0xLjc=\"}"] {
            let (status, said) = call(&world, "PUT", "writer", wrong).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
            assert!(said.contains("\"content\""), "the field is named: {said}");
        }
        assert_eq!(fetched(&world, "writer").await.0, StatusCode::NOT_FOUND, "nothing wrong was kept");
        let (status, said) = call(&world, "PUT", "writer", &mark).await;
        assert_eq!(status, StatusCode::OK, "{said}");
        assert!(fetched(&world, "reader").await.1.starts_with(&POINT[..8]));
        assert_eq!(call(&world, "DELETE", "reader", "").await.0, StatusCode::FORBIDDEN);
        assert_eq!(call(&world, "DELETE", "writer", "").await.0, StatusCode::OK);
        assert_eq!(fetched(&world, "writer").await.0, StatusCode::NOT_FOUND);
        assert_eq!(world.journal().await, ["institution.mark", "institution.mark"]);
    })
    .await;
}
