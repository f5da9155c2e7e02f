//! Written down together with the client (I-17): at the desk it belongs to the visit, in a call to the case of that call.

use axum::http::StatusCode;
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use serde_json::json;
use solits_db::sql;
use solits_kernel::{CaseId, TicketId};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{
    World,
    attachments::{CONTAINER, archive},
};

/// Keys of forms that are opened one after the other.
const SECOND: &str = "bcdefghijklmnopqrstu";
const THIRD: &str = "cdefghijklmnopqrstuv";

/// What is said, as the form sends it.
fn said<'a>(way: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("way", way), ("received_on", "2026-11-16"), ("name", "Anna Liepa"), ("text", text)]
}

impl World {
    /// A call to the client of a case that is still to be made.
    async fn call_to(&self, case: CaseId) -> Uuid {
        let id = Uuid::from_u128(77);
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO callbacks (institution_id, id, case_id, employee_id, phone, question, line, answer_by, is_missed,
                    made_at, tries)
             VALUES ($1, $2, $3, $4, '+37126123456', '', '', 'phone', 1, $5, 0)"
        )
        .bind(id)
        .bind(case)
        .bind(self.fixture.employees[0])
        .bind(self.app.clock.now())
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn links(&self) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT count(*) AS value FROM case_links WHERE institution_id = $1")
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }

    /// The number of the case that a visit led to.
    async fn case_of_visit(&self, ticket: Uuid) -> Option<String> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let case = solits_cases::latest_of_ticket(&mut tx, TicketId::new(ticket)).await.unwrap();
        case.map(|case| case.reference)
    }
}

#[tokio::test]
async fn what_is_written_down_at_the_desk_is_the_case_of_the_visit_and_leads_back_there() {
    on_both(|database| async {
        let world = World::new(database).await;
        let ticket = Uuid::from_u128(5);
        let (status, form) = world.get(0, &format!("/letters/new?way=counter&ticket={ticket}")).await;
        assert_eq!(status, StatusCode::OK, "{form}");
        let hidden = format!("name=\"ticket\" value=\"{ticket}\"");
        for words in [hidden.as_str(), "value=\"counter\" selected", "href=\"/workplace\""] {
            assert!(form.contains(words), "{words} is missing in {form}");
        }
        let visit = ticket.to_string();
        let mut wrong = said("counter", "");
        wrong.push(("ticket", &visit));
        let (status, again) = world.write_down(&wrong, None).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.contains(&visit), "a mistake does not lose the visit: {again}");
        let mut fields = said("counter", "Lūdzu pārskatīt nodokļa aprēķinu par trim gadiem.");
        fields.push(("ticket", &visit));
        let (status, paper) = world.write_down(&fields, None).await;
        assert_eq!(status, StatusCode::OK, "{paper}");
        assert!(paper.contains("Pierakstīto izlasīju") && paper.contains("/workplace?case="), "{paper}");
        assert_eq!(world.case_of_visit(ticket).await.as_deref(), Some("2026-000001"));
    })
    .await;
}

/// The number and the name stand in the form and in no address.
#[tokio::test]
async fn what_is_said_in_a_call_goes_with_the_case_of_the_call() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.write_down(&said("phone", "Lūdzu atzvanīt par nodokli."), None).await;
        let (case, ..) = world.case_and_due().await;
        let call = world.call_to(case).await.to_string();
        let (status, form) = world.get(0, &format!("/letters/new?way=phone&call={call}")).await;
        assert_eq!(status, StatusCode::OK, "{form}");
        for words in ["+37126123456", "Anna Liepa", "value=\"phone\" selected"] {
            assert!(form.contains(words), "{words} is missing in {form}");
        }
        let unknown = format!("/letters/new?call={}", Uuid::from_u128(78));
        assert_eq!(world.get(0, &unknown).await.0, StatusCode::NOT_FOUND);

        let mut fields = said("phone", "Lūdzu pārskatīt nodokļa aprēķinu.");
        fields.extend([("call", call.as_str()), ("key", SECOND)]);
        let (status, paper) = world.write_down(&fields, None).await;
        assert_eq!(status, StatusCode::OK, "{paper}");
        assert!(paper.contains(&format!("/callbacks/{call}")), "the way back: {paper}");
        assert_eq!(world.links().await, 1);
        let (_, page) = world.get(0, &format!("/cases/{case}")).await;
        assert!(page.contains("2026-000002"), "each leads to the other: {page}");
        let (status, _) = world.write_down(&fields, None).await;
        assert_eq!((status, world.cases().await), (StatusCode::OK, 2), "sent twice and registered once");

        // K-24: nothing leads from the trust line to a name.
        let mut nameless = said("trust_line", "Naktīs nedeg lampas.");
        nameless.extend([("call", call.as_str()), ("key", THIRD)]);
        let (status, page) = world.write_down(&nameless, None).await;
        assert_eq!((status, world.links().await), (StatusCode::OK, 1), "{page}");
    })
    .await;
}

#[tokio::test]
async fn another_program_names_the_visit_and_the_call_as_the_form_does() {
    on_both(|database| async {
        let world = World::with_programs(database).await;
        let ticket = Uuid::from_u128(5);
        let mut body = json!({
            "employee": world.clerk_id(0), "way": "counter", "branch": world.fixture.branch.to_string(),
            "text": "Lūdzu pārskatīt nodokļa aprēķinu.", "ticket": ticket.to_string(),
        });
        let first = world.does("/api/v1/letters", "A", &body).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.json());
        let reference = first.json()["reference"].as_str().unwrap().to_owned();
        assert_eq!(world.case_of_visit(ticket).await, Some(reference));

        let (case, ..) = world.case_and_due().await;
        body["ticket"] = json!(null);
        body["way"] = json!("phone");
        body["call"] = json!(world.call_to(case).await.to_string());
        let second = world.does("/api/v1/letters", "B", &body).await;
        assert_eq!((second.status, world.links().await), (StatusCode::OK, 1), "{}", second.json());
        body["files"] =
            json!([{ "name": "Parakstīts.edoc", "content": BASE64.encode(archive(&CONTAINER, None)) }]);
        let third = world.does("/api/v1/letters", "D", &body).await;
        assert_eq!(third.status, StatusCode::OK, "{}", third.json());
        let (_, paper) =
            world.get(0, &format!("/cases/{}/paper", third.json()["id"].as_str().unwrap())).await;
        assert!(paper.contains("Iesniegums.docx"), "what a container holds is listed here too: {paper}");
        body["call"] = json!(Uuid::from_u128(78).to_string());
        assert_eq!(world.does("/api/v1/letters", "C", &body).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}
