//! The form of a service, field by field (C-23).

use axum::http::StatusCode;
use solits_db::sql;
use solits_kernel::ServiceId;
use solits_organisation::{FieldKind, find_form};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::World;

impl World {
    /// A service in the catalogue; the address of its form.
    async fn formed_service(&self) -> (ServiceId, String) {
        let id = ServiceId::new(Uuid::from_u128(770));
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO services (institution_id, id, code, name_lv, name_en, name_folded, card, identity_check, usual_minutes, active)
             VALUES ($1, $2, 'KOKS', 'Koku ciršana', 'Felling trees', 'koku cirsana', '{}', 'no', 10, TRUE)"
        )
        .bind(id)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        (id, format!("/setup/services/{id}/form"))
    }

    async fn labels(&self, service: ServiceId) -> Vec<String> {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        let form = find_form(&mut tx, service).await.unwrap();
        form.fields.into_iter().map(|field| field.label.lv).collect()
    }

    async fn add_field(&self, path: &str, version: &str, label: &str) {
        let fields = [
            ("version", version),
            ("field", ""),
            ("kind", "short"),
            ("label_lv", label),
            ("label_en", label),
            ("required", "1"),
        ];
        let answer = self.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
}

#[tokio::test]
async fn an_administrator_builds_a_form_field_by_field_and_sees_it_as_the_client_does() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (service, path) = world.formed_service().await;
        assert!(world.page(&path).await.contains("Veidlapas vēl nav"));
        world.add_field(&path, "0", "Adrese").await;
        world.add_field(&path, "1", "Cik koku").await;
        let choice = [
            ("version", "2"),
            ("field", ""),
            ("kind", "choice"),
            ("label_lv", "Suga"),
            ("label_en", "Kind"),
            ("choices_lv", "Bērzs\nOzols"),
            ("choices_en", "Birch\nOak"),
        ];
        assert_eq!(world.post(&path, &choice).await.status, StatusCode::SEE_OTHER);
        let order = format!("{path}/order");
        let up = [("version", "3"), ("field", "f3"), ("do", "up")];
        assert_eq!(world.post(&order, &up).await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.labels(service).await, ["Adrese", "Suga", "Cik koku"]);
        let page = world.page(&path).await;
        assert!(page.contains("Kā to redz klients") && page.contains("Ozols"), "{page}");

        // Changed, a field keeps its place and its id; removed, it is gone.
        let edit = world.page(&format!("{path}?field=f1")).await;
        assert!(edit.contains("value=\"Adrese\""), "{edit}");
        let change = [
            ("version", "4"),
            ("field", "f1"),
            ("kind", "long"),
            ("label_lv", "Kur tas ir"),
            ("label_en", "Where is it"),
        ];
        assert_eq!(world.post(&path, &change).await.status, StatusCode::SEE_OTHER);
        let remove = [("version", "5"), ("field", "f2"), ("do", "remove")];
        assert_eq!(world.post(&order, &remove).await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.labels(service).await, ["Kur tas ir", "Suga"]);
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let form = find_form(&mut tx, service).await.unwrap();
        assert_eq!((form.fields[0].id.as_str(), form.fields[0].kind), ("f1", FieldKind::Long));
        drop(tx);
        assert!(world.journal().await.iter().any(|what| what.contains("service.form_changed")));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_somebody_else_changed_meanwhile_is_not_written_over() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (service, path) = world.formed_service().await;
        world.add_field(&path, "0", "Adrese").await;
        let stale =
            [("version", "0"), ("field", ""), ("kind", "short"), ("label_lv", "B"), ("label_en", "B")];
        assert_eq!(world.post(&path, &stale).await.status, StatusCode::CONFLICT);
        assert_eq!(world.labels(service).await, ["Adrese"]);
    })
    .await;
}

#[tokio::test]
async fn a_choice_without_answers_comes_back_as_it_was_typed() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (_, path) = world.formed_service().await;
        let choice = |lv: &'static str, en: &'static str| {
            [
                ("version", "0"),
                ("field", ""),
                ("kind", "choice"),
                ("label_lv", "Suga"),
                ("label_en", "Kind"),
                ("choices_lv", lv),
                ("choices_en", en),
            ]
        };
        let answer = world.post(&path, &choice("Bērzs", "Birch")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("no 2 līdz 30") && answer.body.contains("value=\"Suga\""));
        let answer = world.post(&path, &choice("Bērzs\nOzols", "Birch")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("tikpat atbildēm"), "{}", answer.body);
    })
    .await;
}
