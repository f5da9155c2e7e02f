//! Writing to the institution on its own pages.

use axum::http::StatusCode;
use solits_testkit::on_both;
use solits_web::qr_svg;

use crate::World;

/// What is said of the picture to those who do not see it.
const PICTURE: &str = "QR kods ar saiti uz jūsu lietu";

impl World {
    /// The hidden fields of the form for a matter.
    async fn form(&self, matter: &str) -> String {
        let (status, page) = self.visit("GET", &format!("/i/testa/write/{matter}"), "").await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let hidden = |name: &str| {
            let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap() + name.len() + 15;
            page[at..at + page[at..].find('"').unwrap()].to_owned()
        };
        format!("csrf={}&key={}", hidden("csrf"), hidden("key"))
    }
}

#[tokio::test]
async fn what_somebody_writes_becomes_a_case_and_they_are_told_what_happens_and_how_to_follow_it() {
    on_both(|database| async {
        let world = World::new(database).await;
        let form = world.form("request").await;
        let form = format!("{form}&text=Kad+remont%C4%93s+ielu%3F&name=Anna&contact=anna%40example.org");
        let (status, page) = world.visit("POST", "/i/testa/write/request", &form).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("2026-000001"), "{page}");
        assert!(page.contains("http://localhost/i/testa/case/"), "{page}");
        assert_eq!(world.messages().await[0].text, "Kad remontēs ielu?");
        let leaving = world.leaving().await;
        assert_eq!((leaving.len(), leaving[0].recipient.as_str()), (1, "anna@example.org"));
        let receipt = solits_mail::read(&leaving[0].raw);
        assert!(!receipt.text.contains("ielu"), "no visitor's words go to an address nobody has confirmed");

        let (status, again) = world.visit("POST", "/i/testa/write/request", &form).await;
        assert_eq!(status, StatusCode::OK);
        assert!(again.contains("2026-000001"), "{again}");
        assert_eq!((world.cases().await, world.leaving().await.len()), (1, 1), "a retry makes nothing more");
    })
    .await;
}

/// The picture holds the address that is written beside it and no other; behind that address is the case.
#[tokio::test]
async fn the_receipt_carries_a_picture_of_its_link_and_the_link_leads_to_the_case() {
    on_both(|database| async {
        let world = World::new(database).await;
        for (matter, number) in
            [("request", "2026-000001"), ("question", "2026-000002"), ("complaint", "2026-000003")]
        {
            let form = world.form(matter).await;
            let form = format!("{form}&text=Kad+remont%C4%93s+ielu%3F&name=Anna&contact=anna%40example.org");
            let (status, page) = world.visit("POST", &format!("/i/testa/write/{matter}"), &form).await;
            assert_eq!(status, StatusCode::OK, "{page}");
            let at = page.find("<a href=\"http://localhost/i/testa/case/").unwrap() + "<a href=\"".len();
            let link = &page[at..at + page[at..].find('"').unwrap()];
            let picture = qr_svg(link, PICTURE);
            assert!(picture.starts_with("<svg class=\"qr\""), "{link}");
            assert!(page.contains(&picture), "{matter}: {page}");
            assert_eq!(page.matches("<svg class=\"qr\"").count(), 1, "{matter}");
            let (path, last) = link.split_at(link.len() - 1);
            let other = qr_svg(&format!("{path}{}", if last == "A" { "B" } else { "A" }), PICTURE);
            assert_ne!(other, picture, "another address gives another picture");
            assert!(page.contains("data-print"), "{matter}: {page}");

            let (cookie, _) = world.come_in(link.strip_prefix("http://localhost").unwrap()).await;
            world.look("/i/testa/case/view", &cookie).await.expect(StatusCode::OK).shows(number);
        }
    })
    .await;
}

#[tokio::test]
async fn an_anonymous_complaint_is_taken_without_a_name_or_an_address() {
    on_both(|database| async {
        let world = World::new(database).await;
        let form = world.form("complaint").await;
        let (status, page) = world
            .visit(
                "POST",
                "/i/testa/write/complaint",
                &format!("{form}&text=Rupj%C5%A1+tonis&name=&contact="),
            )
            .await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert_eq!((world.cases().await, world.leaving().await.len()), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_form_with_something_wrong_comes_back_as_it_was_typed() {
    on_both(|database| async {
        let world = World::new(database).await;
        let form = world.form("request").await;
        let (status, page) = world
            .visit("POST", "/i/testa/write/request", &format!("{form}&text=&name=Anna&contact=zvaniet"))
            .await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("zvaniet") && page.contains("nav ne e-pasts, ne"), "{page}");
        assert_eq!(world.cases().await, 0);
    })
    .await;
}

/// Security §10: ten an hour from one source.
#[tokio::test]
async fn nobody_floods_the_institution_from_one_place() {
    on_both(|database| async {
        let world = World::new(database).await;
        for n in 0..11 {
            let form = world.form("praise").await;
            let (status, _) = world
                .visit("POST", "/i/testa/write/praise", &format!("{form}&text=Paldies+{n}&name=&contact="))
                .await;
            let wanted = if n < 10 { StatusCode::OK } else { StatusCode::TOO_MANY_REQUESTS };
            assert_eq!(status, wanted, "{n}");
        }
    })
    .await;
}
