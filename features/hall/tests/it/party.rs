//! Several people with one ticket: at the kiosk and on a phone.

use axum::http::StatusCode;
use solits_db::{row, sql};
use solits_testkit::{on_both, sqlite};

use crate::{Answer, TestHall};

const BRANCH: &str = "/i/testa/branch/testa";

row! {
    struct Came { party: i64 }
}

impl TestHall {
    /// How many people came with each ticket, in the order of the tickets.
    async fn parties(&self) -> Vec<i64> {
        let mut tx = self.app.db.read(self.fixture.scope()).await.unwrap();
        let rows = sql!("SELECT party FROM tickets WHERE institution_id = $1 ORDER BY number")
            .all::<Came>(&mut tx)
            .await
            .unwrap();
        rows.into_iter().map(|row| row.party).collect()
    }

    /// Presses the first button with so many people.
    async fn press_for(&self, device: &str, page: &Answer, to: &str, party: &str) -> Answer {
        let line = self.fixture.lines[0].to_string();
        let (csrf, key) = (page.field("csrf"), page.field("key"));
        let fields = [("csrf", csrf.as_str()), ("key", &key), ("line", &line), ("party", party)];
        self.post(device, to, &fields).await
    }
}

#[tokio::test]
async fn a_family_says_at_the_kiosk_how_many_they_are_and_the_next_client_is_alone_again() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        let page = hall.get("kiosk", "/kiosk").await;
        assert_eq!(page.field("party"), "1", "whoever presses at once comes alone");
        assert!(page.body.contains("href=\"/kiosk?party=2\""), "{}", page.body);
        assert!(!page.body.contains("id=\"kiosk-fewer\" href"), "nobody is fewer than one");
        // What is chosen stays while the line's buttons are renewed, and in the other mode and language.
        let three = hall.get("kiosk", "/kiosk?party=3").await;
        assert_eq!(three.field("party"), "3");
        for link in ["/kiosk?party=2", "/kiosk?party=4", "/kiosk/priority?party=3"] {
            assert!(three.body.contains(&format!("href=\"{link}\"")), "{link}: {}", three.body);
        }
        assert!(three.body.contains("/kiosk?party=3&#38;lang=en"), "{}", three.body);
        assert!(three.body.contains("mode=ordinary&#38;party=3"), "{}", three.body);
        assert!(three.body.contains("data-return-to=\"/kiosk?lang=lv\""), "the next client begins anew");
        let part = hall.get("kiosk", "/kiosk/fragment?mode=ordinary&party=3").await;
        assert_eq!(part.field("party"), "3");

        let taken = hall.press_for("kiosk", &three, "/kiosk/ticket", "3").await;
        assert_eq!(hall.parties().await, [3]);
        let ticket = hall.get("kiosk", &taken.location).await;
        assert!(ticket.body.contains("3 cilvēki"), "{}", ticket.body);
        hall.press("kiosk", "/kiosk", "/kiosk/ticket").await;
        assert_eq!(hall.parties().await, [3, 1]);
    })
    .await;
}

#[tokio::test]
async fn the_kiosk_counts_to_twenty_and_sends_larger_groups_to_a_person() {
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    let most = hall.get("kiosk", "/kiosk?party=20").await;
    assert!(most.body.contains("Ja jūs esat vairāk nekā 20"), "{}", most.body);
    assert!(!most.body.contains("party=21"));
    for strange in ["21", "0", "daudz"] {
        let page = hall.get("kiosk", &format!("/kiosk?party={strange}")).await;
        assert_eq!(page.field("party"), "1", "{strange}");
    }
    let sent = hall.press_for("kiosk", &most, "/kiosk/ticket", "21").await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(hall.tickets().await, 0);
}

#[tokio::test]
async fn a_phone_takes_a_ticket_for_several_and_a_wrong_number_is_told_beside_its_field() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        let page = hall.get("", BRANCH).await;
        let field = "id=\"f-party\" name=\"party\" form=\"take\"";
        assert!(page.body.contains(field), "{}", page.body);
        let to = format!("{BRANCH}/ticket");
        let wrong = hall.press_for("", &page, &to, "45").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
        for said in ["id=\"f-party-error\"", "Ierakstiet skaitli no 1 līdz 20.", "value=\"45\""] {
            assert!(wrong.body.contains(said), "{said}: {}", wrong.body);
        }
        assert_eq!(hall.tickets().await, 0);
        let taken = hall.press_for("", &wrong, &to, "4").await;
        assert_eq!(hall.parties().await, [4]);
        assert!(hall.get("", &taken.location).await.body.contains("4 cilvēki"));
    })
    .await;
}
