//! The end of a visit that is not "solved": what the outcome demands, and what is answered to an empty field.

use axum::http::StatusCode;
use solits_queue::Status;
use solits_testkit::on_both;

use crate::World;

/// Where an outcome is being written down: the field is demanded and sent together with the note.
fn demanded(name: &str) -> String {
    format!("id=\"f-{name}\" name=\"{name}\" form=\"visit-note\" value=\"\" maxlength=\"500\" required")
}

#[tokio::test]
async fn an_outcome_that_demands_words_asks_for_its_own_alone_and_keeps_the_note() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let id = world.take(None).await.id.to_string();
        world.post("anna", "/workplace/next", &[]).await;
        let page = world.get("anna", "/workplace").await;
        page.shows("formaction=\"/workplace/finish\" name=\"outcome\" value=\"refused\"");
        assert!(
            !page.body.contains(" required autofocus"),
            "nothing is demanded before an outcome is chosen"
        );

        let chosen =
            [("ticket", id.as_str()), ("note", "zvanīs"), ("outcome", "refused"), ("call_next", "1")];
        let asked = format!("/workplace?finish=refused&ticket={id}");
        world.post("anna", "/workplace/finish", &chosen).await.redirects_to(&asked);
        let page = world.get("anna", &asked).await;
        page.shows(&demanded("reason"));
        page.shows(&demanded("next"));
        page.shows("zvanīs</textarea>");
        // The part that is alive keeps the choice.
        let source = format!("/workplace/fragment?finish=refused&amp;ticket={id}");
        page.shows(&source.replace("&amp;", "&#38;"));
        world.get("anna", &source.replace("&amp;", "&")).await.shows(&demanded("next"));
        assert!(!page.body.contains("name=\"contact\""), "that belongs to another outcome");

        let asked = format!("/workplace?finish=redirected&ticket={id}");
        let page = world.get("anna", &asked).await;
        page.shows(&demanded("to"));
        page.shows(&demanded("contact"));
        assert!(!page.body.contains(&demanded("next")), "that belongs to another outcome");
    })
    .await;
}

#[tokio::test]
async fn an_empty_field_of_an_outcome_is_told_beside_it_and_nothing_typed_is_lost() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let ticket = world.take(None).await.id;
        let id = ticket.to_string();
        world.post("anna", "/workplace/next", &[]).await;
        let press = [
            ("ticket", id.as_str()),
            ("note", "klients-atgriezīsies"),
            ("identity", "yes"),
            ("outcome", "refused"),
            ("reason", "+"),
            ("next", "Vērsties-tiesā"),
        ];
        let page = world.post("anna", "/workplace/finish", &press).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
        for said in [
            "id=\"f-reason-error\"",
            "Ierakstiet iemeslu.",
            "value=\"Vērsties-tiesā\"",
            "klients-atgriezīsies</textarea>",
            "name=\"identity\" value=\"yes\" checked",
            "name=\"outcome\" value=\"refused\"",
            "id=\"finish\" open",
        ] {
            assert!(page.body.contains(said), "`{said}` is not in the answer: {}", page.body);
        }
        assert!(!page.body.contains("id=\"f-next-error\""), "what is there is not missed");
        assert!(!page.body.contains("name=\"call_next\" value=\"1\" form=\"visit-note\" checked"));
        assert!(!page.body.contains("data-src=\"/workplace"), "nothing takes away what was typed");
        assert_ne!(world.ticket(ticket).await.status, Status::Finished);

        let mut press = press;
        press[4] = ("reason", "Nav-tiesību");
        world.post("anna", "/workplace/finish", &press).await.redirects_to("/workplace?notice=finished");
        assert_eq!(world.ticket(ticket).await.outcome.as_deref(), Some("refused"));
    })
    .await;
}

#[tokio::test]
async fn an_outcome_chosen_for_one_client_is_not_chosen_for_the_next() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let gone = world.take(None).await.id.to_string();
        world.take(None).await;
        world.post("anna", "/workplace/next", &[]).await;
        world.post("anna", "/workplace/next", &[("ticket", &gone)]).await;
        let page = world.get("anna", &format!("/workplace?finish=refused&ticket={gone}")).await;
        assert!(!page.body.contains(&demanded("reason")), "it was about somebody else");
        let fragment = world.get("anna", &format!("/workplace/fragment?finish=refused&ticket={gone}")).await;
        assert!(!fragment.body.contains(&demanded("reason")), "it was about somebody else");
    })
    .await;
}

#[tokio::test]
async fn turning_to_another_service_tells_beside_the_field_what_the_outcome_of_the_first_lacks() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let service = world.service(1, "Izziņa").await.to_string();
        let id = world.take(None).await.id.to_string();
        world.post("anna", "/workplace/next", &[]).await;
        let press = [
            ("ticket", id.as_str()),
            ("service", service.as_str()),
            ("when", "now"),
            ("outcome", "redirected"),
            ("left_to", "Pašvaldība"),
            ("left_contact", ""),
        ];
        let page = world.post("anna", "/workplace/service", &press).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
        for said in [
            "id=\"f-left_contact-error\"",
            "value=\"Pašvaldība\"",
            "value=\"redirected\" checked",
            "id=\"visit\" open",
        ] {
            assert!(page.body.contains(said), "`{said}` is not in the answer: {}", page.body);
        }
        assert!(page.body.contains(&format!("value=\"{service}\" selected")), "{}", page.body);
    })
    .await;
}
