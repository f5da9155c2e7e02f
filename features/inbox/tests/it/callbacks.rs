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
        // Nor is it on its own page: what is promised is a call.
        let (address, version) = (format!("/cases/{case}"), world.read(case).await.version.to_string());
        let closed = [("version", version.as_str()), ("reason", "Apnika")];
        let refused = world.post("anna", &format!("{address}/close"), &closed).await;
        refused.refused().shows("vēl ir jāpiezvana").shows("Apnika").shows(&format!("href=\"{page}\""));
        // G-28: before anything is told, whoever is on the line is made sure of.
        let said = [("result", "reached"), ("said", "Izziņa būs rīt.")];
        world
            .post("anna", &result, &said)
            .await
            .refused()
            .shows("f-right_person-error")
            .shows("Izziņa būs rīt.");
        let nobody = [("result", "no_answer"), ("said", ""), ("left_contact", "1")];
        world.post("anna", &result, &nobody).await.taken();
        world
            .get("anna", &address)
            .await
            .shows("atstāju, kā ar mums sazināties")
            .shows("Ierakstīt zvana rezultātu");
        let id = page.rsplit('/').next().unwrap();
        // I-17: what is complex is put in writing while the client is on the line.
        world.get("anna", &page).await.shows("zvanīts 1 reizi").shows(&format!("call={id}"));
        assert_eq!(world.read(case).await.due_at, Some(due), "still owed");
        let reached = [said[0], said[1], ("right_person", "1")];
        world.post("anna", &result, &reached).await.taken();
        let ended = world.read(case).await;
        assert_eq!((ended.status, ended.answer.as_deref()), (Status::Closed, Some("Izziņa būs rīt.")));
        assert_eq!(world.entries("call.back_made").await, 1);
        world.get("anna", "/callbacks?of=all").await.shows("Nevienam nav jāatzvana");
        // A second press changes nothing.
        let again = world.post("anna", &result, &reached).await;
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
        let made = world.post("anna", "/callbacks", &form).await;
        made.taken();
        let case = world.read(only_case(&world).await).await;
        assert_eq!((case.kind, case.client_contact.as_str()), (Kind::Question, "klients@example.lt"));
        assert_eq!(world.entries("call.back_promised").await, 0);
        // An answer promised by e-mail is a promise like any other: it is kept by the e-mail.
        let sent = [("result", "email"), ("said", "Izziņa būs rīt.")];
        let page = made.taken().split('?').next().unwrap();
        world.post("anna", &format!("{page}/result"), &sent).await.taken();
        assert_eq!(world.entries("case.promise_kept").await, 1);
        let mut tx = world.db.read(world.scope()).await.unwrap();
        let state =
            sql!("SELECT state AS value FROM obligations WHERE institution_id = $1 AND norm = 'word-kept'");
        assert_eq!(state.scalar::<String>(&mut tx).await.unwrap().as_deref(), Some("met"));
    })
    .await;
}

/// A call back that was answered in writing before anybody called ends with the call, and the case with it.
#[tokio::test]
async fn a_call_back_answered_on_its_own_page_ends_with_the_result_of_the_call() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (branch, anna) = (world.fixture.branch.to_string(), world.person(0).to_string());
        let made = world.post("bruno", "/callbacks", &wanted(&branch, &anna)).await;
        let page = made.taken().split('?').next().unwrap().to_owned();
        let case = only_case(&world).await;
        let version = world.read(case).await.version.to_string();
        let answer = [("version", version.as_str()), ("text", "Izziņa ir gatava."), ("answered_by", "page")];
        world.post("anna", &format!("/cases/{case}/answer"), &answer).await.taken();
        let version = world.read(case).await.version.to_string();
        let close = [("version", version.as_str())];
        world.post("anna", &format!("/cases/{case}/close"), &close).await.refused();
        let reached = [("result", "reached"), ("said", "Pateicu."), ("right_person", "1")];
        world.post("anna", &format!("{page}/result"), &reached).await.taken();
        assert_eq!(world.read(case).await.status, Status::Closed);
    })
    .await;
}

/// What was promised in a case that becomes part of another is still owed, there.
#[tokio::test]
async fn a_call_goes_along_when_its_case_becomes_part_of_another() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (from, into) = (
            world.case(0, "Lūdzu, piezvaniet", Kind::Question, false).await,
            world.case(0, "Tas pats", Kind::Question, false).await,
        );
        let (branch, anna, id) =
            (world.fixture.branch.to_string(), world.person(0).to_string(), from.to_string());
        let mut form = wanted(&branch, &anna);
        form.push(("case", &id));
        let made = world.post("anna", "/callbacks", &form).await;
        let page = made.taken().split('?').next().unwrap().to_owned();
        let (version, into_id) = (world.read(from).await.version.to_string(), into.to_string());
        let merge = [("version", version.as_str()), ("into", &into_id), ("merge_reason", "Divreiz rakstīts")];
        world.post("anna", &format!("/cases/{from}/merge"), &merge).await.taken();
        let due = world.read(into).await.due_at.map(|due| due.to_string());
        assert_eq!(due.as_deref(), Some("2026-11-16T13:00:00.000Z"));
        world.get("anna", &format!("/cases/{into}")).await.shows(&page).shows("Zvani klientam");
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
        world.get("anna", "/callbacks").await.shows("Neatbildēti zvani · Informatīvais tālrunis");
        // G-17: words for a text message stand ready.
        world.get("anna", &page).await.shows("Jūs mums zvanījāt").shows("href=\"sms:+37167123456\"");
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
            .post(
                "anna",
                &format!("{page}/result"),
                &[("result", "reached"), ("said", "Pateicu."), ("right_person", "1")],
            )
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
