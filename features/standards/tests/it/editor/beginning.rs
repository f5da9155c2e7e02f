//! How a draft begins, and that everything of a standard can be opened in it.

use super::*;

#[tokio::test]
async fn a_draft_begins_from_nothing_a_version_another_document_or_a_file() {
    on_both(async |database| {
        let world = World::new(database).await;
        let begin = async |form: &[(&str, &str)]| {
            let answer = world.send(DRAFTER, DRAFTS, form).await;
            taken(&answer).split('?').next().unwrap().to_owned()
        };
        let empty = begin(&[("way", "empty"), ("key", "1")]).await;
        assert!(world.get(DRAFTER, &empty).await.page().contains("Klientu apkalpošanas standarts"));
        assert!(world.get(DRAFTER, &empty).await.page().contains("Nodot kā projektu"), "it has no mistakes");
        let version = begin(&[("way", "version"), ("key", "2")]).await;
        assert!(world.file(&version).await.contains("Testa standarts"));
        let shipped = begin(&[("way", "shipped"), ("document", "vzd-2014"), ("key", "3")]).await;
        assert_eq!(world.file(&shipped).await, solits_standards::shipped("vzd-2014").unwrap());
        let file = world.begin(&good()).await;
        assert_eq!(world.file(&file).await, good(), "what is taken in comes out again");
        let list = world.get(DRAFTER, DRAFTS).await.page();
        assert!(
            list.contains("Noteikumi par klientu apkalpošanas standartu")
                && list.contains("Ezermalas novada"),
            "{list}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_form_that_begins_a_draft_and_is_sent_twice_begins_one() {
    on_both(async |database| {
        let world = World::new(database).await;
        let form = [("way", "empty"), ("key", "AAAA")];
        let first = world.send(DRAFTER, DRAFTS, &form).await.location;
        assert_eq!(first, world.send(DRAFTER, DRAFTS, &form).await.location);
        assert_eq!(world.get(DRAFTER, "/standard/drafts/2").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_with_its_line_and_stays_in_the_form() {
    on_both(async |database| {
        let world = World::new(database).await;
        let broken = good().replacen("kind = \"promise\"", "kind = \"promise", 1);
        let answer = world.send(DRAFTER, DRAFTS, &[("way", "file"), ("source", &broken), ("key", "1")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let line = broken.lines().position(|line| line.ends_with("kind = \"promise")).unwrap() + 1;
        assert!(said(&answer.body).contains(&format!("{line}. rinda")), "{}", said(&answer.body));
        assert!(answer.body.contains("Ezermalas novada dome"), "the text is still there");
        assert!(
            said(&world.send(DRAFTER, DRAFTS, &[("way", "file"), ("key", "2")]).await.body)
                .contains("Izvēlieties failu")
        );
    })
    .await;
}

#[tokio::test]
async fn every_entry_of_every_shipped_document_has_a_page_with_its_fields() {
    on_both(async |database| {
        // The pages are the same on both engines; one of them is enough for so many.
        if database.engine != "sqlite" {
            return;
        }
        let world = World::new(database).await;
        let draft = world.begin(solits_standards::shipped("akniste-2017").unwrap()).await;
        for component in solits_standard::edit::form() {
            let page = world.get(DRAFTER, &format!("{draft}/part/{}", component.key)).await.page();
            assert!(page.contains(component.title.get(solits_kernel::Lang::Lv)), "{page}");
        }
        let text = world.file(&draft).await;
        let mut seen = std::collections::BTreeSet::new();
        for item in solits_standard::edit::items(&text).unwrap() {
            if seen.insert(item.address.list.clone()) {
                let page = world.item(DRAFTER, &draft, &item.address.to_string()).await;
                assert_eq!(page.status, StatusCode::OK, "{}", item.address);
                for name in item.values.keys() {
                    assert!(page.body.contains(&format!("name=\"{name}\"")), "{}: {name}", item.address);
                }
            }
        }
        assert!(seen.len() >= 12, "{seen:?}");
    })
    .await;
}
