//! The standard in force as staff and everybody read it.

use solits_testkit::on_both;

use super::*;

/// A world in which the demonstration's standard, which extends the handbook, is in force.
async fn extended(database: TestDb) -> World {
    let world = World::new(database).await;
    let draft = world.upload(DRAFTER, &good()).await;
    world.coordinate(&draft).await;
    world.post(ADOPTER, &format!("{draft}/adopt"), &[("day", "2026-11-21")]).await;
    world
}

/// Requirement A-05: every effective value shows which document and paragraph it comes from.
#[tokio::test]
async fn every_value_shows_the_document_and_paragraph_it_comes_from() {
    on_both(async |database| {
        let world = extended(database).await;
        let page = world.get(READER, "/standard/values").await.page();
        assert!(page.contains("queue.no_show_seconds 60 sekundes 15. punkts"), "{page}");
        assert!(
            page.contains(" Klientu apkalpošanas rokasgrāmata, "),
            "what the document leaves open comes from its baseline: {page}"
        );
        assert!(page.contains("dokumenti klusē, programmas vērtība"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn norms_stand_by_kind_with_what_the_program_does_about_them() {
    on_both(async |database| {
        let world = extended(database).await;
        let page = world.get(READER, "/standard").await.page();
        assert!(
            page.contains("Klientu aicina 15 minūšu laikā pēc talona saņemšanas. 15 minūtes, 90 % gadījumu"),
            "{page}"
        );
        let (promises, rules) =
            (page.find("Solījumi").unwrap(), page.find("Noteikumi, ko ievēro programma").unwrap());
        assert!(promises < rules);
        let body = world.get(READER, "/standard").await.body;
        assert!(body.contains("href=\"/suggestions?about=norm:wait#propose\""), "{body}");
    })
    .await;
}

#[tokio::test]
async fn coverage_counts_every_paragraph_once_and_names_what_is_missing() {
    on_both(async |database| {
        let world = extended(database).await;
        let page = world.get(READER, "/standard/coverage").await.page();
        let standard =
            solits_standard::Standard::compile(&good(), solits_standards::shipped("handbook")).unwrap();
        let covered = solits_standard::coverage(standard.file());
        assert!(page.contains(&format!("tikai uz papīra {}.", covered.only_on_paper)), "{page}");
        assert!(page.contains("13. punkts mēra Gaidīšana rindā"), "{page}");
        // Suggestions about the handbook itself are accepted and answered.
        let handbook = solits_standards::shipped("handbook").unwrap();
        let handbook = solits_standard::Standard::compile(handbook, None).unwrap();
        let covered = solits_standard::coverage(handbook.file());
        let end = covered.items.iter().find(|item| item.paragraph == "end").unwrap();
        assert_eq!(end.kept_by, solits_standard::KeptBy::Enforced);
    })
    .await;
}

#[tokio::test]
async fn each_norm_of_the_coverage_leads_to_its_figures_or_to_its_evidence() {
    on_both(async |database| {
        let world = extended(database).await;
        let page = world.get(ADOPTER, "/standard/coverage").await.body;
        let of_clerk = world.get(READER, "/standard/coverage").await.body;
        let standard =
            solits_standard::Standard::compile(&good(), solits_standards::shipped("handbook")).unwrap();
        let (mut figures, mut evidence) = (0, 0);
        for norm in standard.file().norms.iter().filter(|norm| !norm.example) {
            let measured = match &norm.kind {
                solits_standard::model::NormKind::Promise { promise } => {
                    solits_standard::coverage::missing_event(promise).is_none()
                }
                _ => false,
            };
            let to_figures = format!("href=\"/promises/{}\"", norm.id);
            let to_evidence = format!("href=\"/evidence/norms/{}\"", norm.id);
            assert_eq!((page.contains(&to_figures), page.contains(&to_evidence)), (measured, !measured));
            // A clerk may see figures and no evidence, and is given no link that leads nowhere.
            assert_eq!(
                (of_clerk.contains(&to_figures), of_clerk.contains(&to_evidence)),
                (measured, false),
                "{}",
                norm.id
            );
            figures += usize::from(measured);
            evidence += usize::from(!measured);
        }
        assert!(figures > 3 && evidence > 3, "{figures} measured, {evidence} not");
    })
    .await;
}

#[tokio::test]
async fn an_institution_without_a_standard_is_told_what_to_do() {
    on_both(async |database| {
        let world = World::new(database).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("DELETE FROM standards WHERE institution_id = $1").run(&mut tx).await.unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        for path in ["/standard", "/standard/values", "/standard/coverage", "/standard/versions"] {
            assert!(world.get(READER, path).await.page().contains("neviens standarts nav spēkā"), "{path}");
        }
        assert_eq!(world.get("nobody", "/i/testa/standard").await.status, StatusCode::OK);
        assert_eq!(world.get(READER, "/standard/1").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
