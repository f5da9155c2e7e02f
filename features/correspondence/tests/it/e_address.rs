//! A client who wants to hear in the official electronic address is told there by a person: the program writes to none.

use axum::http::StatusCode;
use solits_cases::{Hearing, NewsBy, Untold, find_hearing};
use solits_db::sql;
use solits_kernel::CaseId;
use solits_testkit::on_both;

use crate::World;

impl World {
    async fn hears(&self, case: CaseId) -> Hearing {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        find_hearing(&mut tx, case).await.unwrap().unwrap()
    }

    async fn waiting(&self) -> Vec<Untold> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        solits_cases::list_untold(&mut tx, 10).await.unwrap()
    }

    /// How many consultations of a case its owner gave in the e-address.
    async fn given_there(&self, case: CaseId) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT count(*) AS value FROM contacts
              WHERE institution_id = $1 AND case_id = $2 AND channel = 'e_address' AND employee_id = $3"
        )
        .bind(case)
        .bind(self.fixture.employees[0])
        .scalar(&mut tx)
        .await
        .unwrap()
        .unwrap()
    }
}

#[tokio::test]
async fn the_e_address_is_chosen_on_the_page_and_its_news_is_told_and_confirmed_by_a_person() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.tell().await;
        // A code of a person that somebody types although nobody asks for it is not kept.
        let (_, case) = world.written("", "&tell=e_address&tell_to=_DEFAULT%4012345678901").await;
        let hearing = world.hears(case).await;
        assert_eq!((hearing.by, hearing.address.as_str()), (NewsBy::EAddress, ""));
        world.tell().await;
        world.later(20);
        world.answered(case).await;
        world.tell().await;
        assert_eq!(world.leaving().await.len(), 0, "the program writes nothing");
        let waiting = world.waiting().await;
        assert_eq!(waiting.len(), 1, "{waiting:?}");
        assert_eq!(waiting[0].channel, "e_address");

        let (_, page) = world.get(0, &format!("/cases/{case}")).await;
        assert!(page.contains("Pastāstiet klientam"), "{page}");
        assert!(page.contains("<option value=\"e_address\" selected>E-adresē</option>"), "{page}");
        let told = format!("/cases/{case}/news/{}/told", waiting[0].id);
        let (status, page) = world.post(0, &told, "how=e_address").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert!(world.waiting().await.is_empty(), "once told it is gone");
        assert_eq!(world.given_there(case).await, 1);
        let (_, page) = world.get(0, &format!("/cases/{case}")).await;
        assert!(page.contains("Klientam pastāstīts") && !page.contains("Pastāstiet klientam"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn whoever_wants_to_hear_in_the_e_address_says_whose_it_is() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (csrf, key) = world.carried("/i/testa/write/request").await;
        let form = format!("csrf={csrf}&key={key}&text=Kad%3F&contact=&tell=e_address");
        let page = world.press("/i/testa/write/request", "", &format!("{form}&name=")).await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY);
        page.shows("Lai ziņotu e-adresē, ierakstiet vārdu un uzvārdu");
        page.shows("adresei jābūt aktīvai");
        let page = world.press("/i/testa/write/request?lang=en", "", &format!("{form}&name=Anna")).await;
        page.expect(StatusCode::OK).shows("in your official electronic address how the case goes on");
        assert_eq!(world.cases().await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_e_address_is_chosen_where_a_case_is_written_down_and_changed_later() {
    on_both(|database| async {
        let world = World::new(database).await;
        let fields = [
            ("way", "counter"),
            ("received_on", "2026-11-16"),
            ("signed", "hand"),
            ("name", "Anna Liepa"),
            ("text", "Lūdzu ierīkot apgaismojumu Skolas ielā."),
            ("subject", "Par apgaismojumu"),
            ("contact", "26 123 456"),
            ("tell", "e_address"),
            ("tell_to", "26 123 456"),
        ];
        let (status, page) = world.write_down(&fields, None).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let case = world.case_and_due().await.0;
        let hearing = world.hears(case).await;
        assert_eq!((hearing.by, hearing.address.as_str()), (NewsBy::EAddress, ""));
        for (way, by) in [("phone", NewsBy::Phone), ("e_address", NewsBy::EAddress)] {
            let form = format!("version={}&tell={way}&tell_to=26+123+456", world.version(case).await);
            let (status, page) = world.post(0, &format!("/cases/{case}/news"), &form).await;
            assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
            assert_eq!(world.hears(case).await.by, by);
        }
    })
    .await;
}
