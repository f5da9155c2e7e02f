//! Writing to the institution on its own pages.

use axum::http::StatusCode;
use jiff::civil::date;
use solits_db::sql;
use solits_journal::Heart;
use solits_testkit::{STANDARD, on_both};
use solits_web::qr_svg;

use crate::{PARAMETERS, PROMISES, World};

/// What is promised to whoever claims, and to whoever suggests.
const OF_FEEDBACK: &str = r#"
[[norm]]
id = "claim.answer"
paragraphs = ["6.1"]
text = { lv = "Uz pretenziju atbildam piecās darba dienās.", en = "A claim is answered within five working days." }
kind = "promise"
[norm.promise]
starts = { event = "case.opened", where = { kind = "claim" } }
within = { working_days = 5 }
met_by = ["case.answered"]
channel = "all"

[[norm]]
id = "suggestion.answer"
paragraphs = ["6.2"]
text = { lv = "Uz ierosinājumu atbildam desmit darba dienās.", en = "A suggestion is answered within ten working days." }
kind = "promise"
[norm.promise]
starts = { event = "case.opened", where = { kind = "suggestion" } }
within = { working_days = 10 }
met_by = ["case.answered"]
channel = "all"
"#;

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
async fn a_claim_and_a_suggestion_stand_in_their_registers_each_with_its_own_clock() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
             VALUES ($1, 3, 'testa', '3', $2, 'in_force', 0, 0, 2)"
        )
        .bind(format!("{}{PROMISES}{OF_FEEDBACK}", STANDARD.replace("[parameters]\n", PARAMETERS)))
        .run(&mut tx)
        .await
        .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let mut registers = Vec::new();
        // Monday the 16th of November; the 18th is a holiday.
        for (matter, other, due) in [
            ("claim", "suggestion", date(2026, 11, 24)),
            ("suggestion", "claim", date(2026, 12, 1)),
        ] {
            let form = world.form(matter).await;
            let form = format!("{form}&text=Par+z%C4%ABmi+pie+ielas&name=Anna&contact=anna%40example.org");
            let (status, page) = world.visit("POST", &format!("/i/testa/write/{matter}"), &form).await;
            assert_eq!(status, StatusCode::OK, "{page}");
            let (case, _, owed) = world.case_and_due().await;
            registers.push((case, matter.to_owned()));
            assert_eq!(world.registered().await, registers);
            let own = owed.iter().find(|(norm, _)| *norm == format!("{matter}.answer")).expect("its own clock");
            assert_eq!(own.1.plus_millis(-1).to_riga().date(), due, "{matter}");
            assert!(owed.iter().all(|(norm, _)| *norm != format!("{other}.answer")), "{owed:?}");
        }
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
