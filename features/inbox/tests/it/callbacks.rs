//! Calls that were missed or promised back.

use solits_cases::{Kind, Status};
use solits_db::sql;
use solits_testkit::on_both;

use crate::World;

fn wanted<'a>(branch: &'a str, employee: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("what", "promised"),
        ("phone", "26 123 456"),
        ("question", "Kad būs gatava izziņa?"),
        ("answer_by", "phone"),
        ("day", "2026-11-16"),
        ("time", "15:00"),
        ("apology", "1"),
        ("employee", employee),
        ("branch", branch),
    ]
}

async fn only_case(world: &World) -> solits_kernel::CaseId {
    let mut tx = world.db.read(world.scope()).await.unwrap();
    sql!("SELECT id AS value FROM cases WHERE institution_id = $1 ORDER BY id DESC LIMIT 1")
        .scalar::<uuid::Uuid>(&mut tx)
        .await
        .unwrap()
        .map(solits_kernel::CaseId::new)
        .unwrap()
}

/// G-11, G-14: number, question, promised time and person; the promise is owed until the client was spoken with.
#[tokio::test]
async fn a_call_back_is_owed_at_the_time_told_and_ends_only_with_the_result_of_the_call() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (branch, anna) = (world.fixture.branch.to_string(), world.person(0).to_string());
        let made = world.post("bruno", "/callbacks", &wanted(&branch, &anna)).await;
        let page = made.taken().split('?').next().unwrap().to_owned();
        let case = only_case(&world).await;
        let due = world.read(case).await.due_at.unwrap();
        assert_eq!(due.to_string(), "2026-11-16T13:00:00.000Z");
        world.get("anna", "/inbox").await.shows("Atzvanīt: Kad būs gatava izziņa?").shows("15.00");
        world.get("anna", "/callbacks").await.shows("+37126123456").shows("Apsolīts atzvanīt");
        world.get("bruno", "/callbacks").await.shows("Nevienam nav jāatzvana");
        // Neither in the list nor without words of what was answered can it be got rid of.
        let pick = world.pick(case).await;
        world.bulk("anna", "close", &[pick], &[("reason", "Apnika")]).await.shows("ar zvana rezultātu");
        let result = format!("{page}/result");
        world
            .post("anna", &result, &[("result", "reached"), ("said", "")])
            .await
            .refused()
            .shows("f-said-error");
        world.post("anna", &result, &[("result", "no_answer"), ("said", "")]).await.taken();
        world.get("anna", &page).await.shows("zvanīts 1 reizi");
        assert_eq!(world.read(case).await.due_at, Some(due), "still owed");
        world.post("anna", &result, &[("result", "reached"), ("said", "Izziņa būs rīt.")]).await.taken();
        let ended = world.read(case).await;
        assert_eq!((ended.status, ended.answer.as_deref()), (Status::Closed, Some("Izziņa būs rīt.")));
        assert_eq!(world.entries("call.back_made").await, 1);
        world.get("anna", "/callbacks?of=all").await.shows("Nevienam nav jāatzvana");
        // A second press changes nothing.
        let again = world.post("anna", &result, &[("result", "reached"), ("said", "Vēlreiz")]).await;
        assert_eq!(again.status, 409);
    })
    .await;
}

/// G-12: a foreign number is offered another way, with everything typed still there.
#[tokio::test]
async fn a_foreign_number_is_offered_another_way() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (branch, anna) = (world.fixture.branch.to_string(), world.person(0).to_string());
        let mut form = wanted(&branch, &anna);
        form[1] = ("phone", "+370 612 34567");
        let refused = world.post("anna", "/callbacks", &form).await;
        refused.refused().shows("f-phone-error").shows("Kad būs gatava izziņa?").shows("+370 612 34567");
        form[1] = ("phone", "26123456");
        form.push(("abroad", "1"));
        world.post("anna", "/callbacks", &form).await.refused().shows("viesabonēšanā neatzvanām");
        form[3] = ("answer_by", "email");
        world.post("anna", "/callbacks", &form).await.refused().shows("f-email-error");
        form.push(("email", "klients@example.lt"));
        world.post("anna", "/callbacks", &form).await.taken();
        let case = world.read(only_case(&world).await).await;
        assert_eq!((case.kind, case.client_contact.as_str()), (Kind::Question, "klients@example.lt"));
        assert_eq!(world.entries("call.back_promised").await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_promise_without_an_apology_or_in_the_past_is_not_taken() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (branch, anna) = (world.fixture.branch.to_string(), world.person(0).to_string());
        let mut form = wanted(&branch, &anna);
        form[6] = ("apology", "");
        form[5] = ("time", "09:00");
        let refused = world.post("anna", "/callbacks", &form).await;
        refused.refused().shows("f-apology-error").shows("f-day-error").shows("value=\"09:00\"");
    })
    .await;
}

/// G-16: a missed call stays on the list of its person until it is called back or answered by text message.
#[tokio::test]
async fn a_missed_call_stays_until_it_is_called_back_or_answered_by_message() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (branch, anna) = (world.fixture.branch.to_string(), world.person(0).to_string());
        let form = [
            ("what", "missed"),
            ("phone", "67 123 456"),
            ("line", "Informatīvais tālrunis"),
            ("employee", anna.as_str()),
            ("branch", branch.as_str()),
        ];
        let made = world.post("anna", "/callbacks", &form).await;
        let page = made.taken().split('?').next().unwrap().to_owned();
        world.get("anna", "/callbacks").await.shows("Neatbildēti zvani").shows("Informatīvais tālrunis");
        let said = [("result", "sms"), ("said", "Atzvanīšu rīt no rīta.")];
        world.post("anna", &format!("{page}/result"), &said).await.taken();
        world.get("anna", "/callbacks").await.hides("Informatīvais tālrunis");
        assert_eq!(world.entries("call.back_made").await, 0);
    })
    .await;
}

/// G-20: a letter that asks for an answer by telephone gets a call, in its own case.
#[tokio::test]
async fn a_call_wished_in_a_letter_belongs_to_its_case() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(0, "Lūdzu, piezvaniet", Kind::Question, false).await;
        let form = world.get("anna", &format!("/callbacks/new?case={case}")).await;
        form.shows("+371 26 123 456").shows("Lūdzu, piezvaniet");
        let (branch, anna, id) =
            (world.fixture.branch.to_string(), world.person(0).to_string(), case.to_string());
        let mut wanted = wanted(&branch, &anna);
        wanted.push(("case", &id));
        let made = world.post("anna", "/callbacks", &wanted).await;
        let page = made.taken().split('?').next().unwrap().to_owned();
        assert_eq!(only_case(&world).await, case, "no other case was opened");
        world
            .post("anna", &format!("{page}/result"), &[("result", "reached"), ("said", "Pateicu.")])
            .await
            .taken();
        assert_eq!(world.entries("call.back_made").await, 1);
        assert_eq!(world.read(case).await.status, Status::Open, "whether it is answered its owner says");
        // A case that is hidden has no calls either.
        let complaint = world.case(3, "Sūdzība", Kind::Complaint, false).await;
        let hidden = world.get("bruno", &format!("/callbacks/new?case={complaint}")).await;
        assert_eq!(hidden.status, 404);
    })
    .await;
}
