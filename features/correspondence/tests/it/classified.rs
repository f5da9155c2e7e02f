//! What a letter may be beside a client's plain one: a message that a portal passes on, a report of a non-conformity, a
//! colleague's request, a part of a conversation from before. The program proposes, a person says so.

use axum::http::StatusCode;
use solits_correspondence::LetterState;
use solits_db::{row, sql};
use solits_journal::Heart;
use solits_kernel::{CaseId, EmployeeId};
use solits_testkit::{STANDARD, TestDb, on_both};
use uuid::Uuid;

use crate::{PARAMETERS, PROMISES, World};

/// What the institution promises to portals and to colleagues, and to whom a non-conformity goes.
const MORE: &str = r#"
[[role]]
id = "contract_administrator"
title = { lv = "līgumu pārzinis", en = "contract administrator" }
paragraph = "2"

[[norm]]
id = "portal.answer"
paragraphs = ["5.3"]
text = { lv = "Uz portāla ziņu atbildam trīs darba dienās.", en = "We answer a portal's message within three working days." }
kind = "promise"
[norm.promise]
starts = { event = "message.received", where = { channel = "portal" } }
within = { working_days = 3 }
met_by = ["message.answered"]
channel = "portal"

[[norm]]
id = "colleague-answered"
paragraphs = ["10.1"]
text = { lv = "Kolēģim atbildam vienas darba dienas laikā.", en = "A colleague is answered within one working day." }
kind = "promise"
[norm.promise]
starts = "internal.asked"
within = { working_days = 1 }
met_by = ["internal.answered", "internal.delay_told"]
channel = "internal"

[[route]]
paragraph = "28.2"
about = "contract_obligations"
text = { lv = "Līguma saistības: līgumu pārzinim", en = "Obligations of a contract: to the contract administrator" }
to = "contract_administrator"
"#;

const LETTER: &str = "From: Jānis Kalns <janis@example.org>
To: info@testa.example
Subject: Par izziņu
Message-ID: <one@example.org>
Content-Type: text/plain; charset=utf-8

Labdien!
Vai 18. novembrī strādājat?
Jānis
";

row! {
    /// A case with what it is.
    struct Found { id: CaseId, reference: String, version: i64, kind: String, way: String, form: String, matter: String }
}
row! {
    struct Reported { kind: String, case_id: Option<CaseId>, state: String, addressee_id: Option<EmployeeId>, found: String }
}

/// An institution that promises all of it; the second employee answers for contracts.
async fn world(database: TestDb) -> World {
    let world = World::new(database).await;
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    sql!(
        "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
         VALUES ($1, 3, 'testa', '3', $2, 'in_force', 0, 0, 2)"
    )
    .bind(format!("{}{PROMISES}{MORE}", STANDARD.replace("[parameters]\n", PARAMETERS)))
    .run(&mut tx)
    .await
    .unwrap();
    sql!(
        "INSERT INTO role_holders (institution_id, id, role, employee_id, from_on)
         VALUES ($1, $2, 'contract_administrator', $3, 0)"
    )
    .bind(Uuid::from_u128(700))
    .bind(world.fixture.employees[1])
    .run(&mut tx)
    .await
    .unwrap();
    Heart::changed(&mut tx);
    tx.commit().await.unwrap();
    world
}

impl World {
    async fn found(&self) -> Vec<Found> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT c.id, c.reference, c.version, c.kind, n.way, n.form, n.matter FROM cases c
               JOIN case_natures n ON n.institution_id = $1 AND n.case_id = c.id
              WHERE c.institution_id = $1 ORDER BY c.reference"
        )
        .all(&mut tx)
        .await
        .unwrap()
    }

    async fn reported(&self) -> Vec<Reported> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT kind, case_id, state, addressee_id, found FROM nonconformities WHERE institution_id = $1"
        )
        .all(&mut tx)
        .await
        .unwrap()
    }

    /// Says what the first case is.
    async fn say(&self, what: &str) -> (StatusCode, String) {
        let case = &self.found().await[0];
        self.post(0, &format!("/cases/{}/nature", case.id), &format!("version={}&{what}", case.version)).await
    }

    /// Takes a letter that goes on with conversations.
    async fn writes_on(&self, uid: i64, from: &str, references: &str) {
        let letter = LETTER
            .replace("Jānis Kalns <janis@example.org>", from)
            .replace("<one@example.org>", &format!("<n{uid}@example.org>\nReferences: {references}"));
        self.take(uid, &letter).await;
    }
}

/// H-01, H-02: whose address it shows is a claim, until the mailbox's own server has found that it holds.
#[tokio::test]
async fn a_letter_of_a_portal_is_a_portals_message_where_our_own_server_has_found_its_sender_to_hold() {
    on_both(|database| async {
        let world = world(database).await;
        world.make_administrator(1).await;
        let (branch, keeper) = (world.fixture.branch, world.fixture.employees[0]);
        let path = format!("/setup/mailboxes/{}", world.mailbox);
        let form = format!(
            "name=Testa&address=info%40testa.example&branch={branch}&keeper={keeper}&in_host=imap.example&in_port=993&in_security=tls&folders=INBOX&out_host=smtp.example&out_port=465&out_security=tls&login=info&is_active=1&version=1&own_server=mx.testa.example"
        );
        let (status, page) = world.post(1, &path, &format!("{form}&portals=nav+adrese")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("nav ne adrese, ne domēns"), "{page}");
        let (status, page) = world.post(1, &path, &format!("{form}&portals=Latvija.LV%0Azinas%40portals.example")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let (_, page) = world.get(1, &path).await;
        assert!(page.contains("latvija.lv\nzinas@portals.example"), "{page}");

        let passed_on = LETTER.replace("janis@example.org", "noreply@pasts.latvija.lv");
        let result = |server: &str| format!("Authentication-Results: {server}; dmarc=pass header.from=latvija.lv\n");
        // The server of a stranger may say what it likes.
        world.take(1, &format!("{}{passed_on}", result("mx.evil.example"))).await;
        assert_eq!(world.understand().await, Some(LetterState::SetAside), "a machine's, as far as is known");
        let claimed = LETTER.replace("janis@example.org", "zinas@portals.example").replace("<one@", "<two@");
        world.take(2, &claimed).await;
        assert_eq!(world.understand().await, Some(LetterState::Placed));
        let own = format!("{}Auto-Submitted: auto-generated\n{}", result("mx.testa.example"), passed_on.replace("<one@", "<three@"));
        world.take(3, &own).await;
        assert_eq!(world.understand().await, Some(LetterState::Placed));
        let found = world.found().await;
        let kinds: Vec<_> = found.iter().map(|one| (one.way.as_str(), one.form.as_str())).collect();
        assert_eq!(kinds, [("email", "e_letter"), ("state_portal", "portal_message")]);
        assert_eq!(world.leaving().await.len(), 1, "nobody writes to an address that nobody reads");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let promised: Vec<CaseId> = {
            row! { struct One { subject_id: CaseId } }
            let rows: Vec<One> =
                sql!("SELECT subject_id FROM obligations WHERE institution_id = $1 AND norm = 'portal.answer'")
                    .all(&mut tx)
                    .await
                    .unwrap();
            rows.into_iter().map(|row| row.subject_id).collect()
        };
        drop(tx);
        assert_eq!(promised, [found[1].id], "its own clock");
        let (_, page) = world.get(0, &format!("/cases/{}/nature", found[0].id)).await;
        assert!(page.contains("Vai tā ir portāla ziņa?"), "what only claims to be one is asked about: {page}");
        let (_, page) = world.get(0, &format!("/cases/{}/letters", found[0].id)).await;
        assert!(page.contains("Vai tā ir portāla ziņa?"), "{page}");
    })
    .await;
}

/// L-01, L-02: a client's letter keeps what it is and its clocks; what is not as it should be goes to whoever removes it.
#[tokio::test]
async fn a_non_conformity_in_a_letter_is_reported_where_a_person_says_so_and_the_case_stays_what_it_is() {
    on_both(|database| async {
        let world = world(database).await;
        world.take(1, &LETTER.replace("Vai 18. novembrī", "Izziņā ir neatbilstība: adrese nav mana. Vai 18. novembrī")).await;
        world.understand().await;
        let case = &world.found().await[0];
        assert_eq!((case.kind.as_str(), case.matter.as_str()), ("request", "request"), "a client asks");
        let path = format!("/cases/{}/nature", case.id);
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Vai jāziņo par neatbilstību?") && page.contains("Vēstulē ir „neatbilstība”"), "{page}");
        assert!(page.contains("Līguma saistības"), "the types of the standard: {page}");
        assert!(page.contains("value=\"request\" selected"), "what it is now is chosen: {page}");
        assert!(world.reported().await.is_empty(), "nobody has said so yet");

        let what = "form=e_letter&matter=request&report=contract_obligations&possible=1";
        let (status, page) = world.say(&format!("{what}&found=")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        let before = case.version;
        let (status, page) = world.say(&format!("{what}&found=Adrese+ir+cita")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let again = format!("version={before}&{what}&found=Adrese+ir+cita");
        assert_eq!(world.post(0, &path, &again).await.0, StatusCode::CONFLICT, "two clicks are one report");
        let reported = world.reported().await;
        assert_eq!(reported.len(), 1);
        let one = &reported[0];
        assert_eq!((one.kind.as_str(), one.state.as_str()), ("contract_obligations", "reported"));
        assert_eq!((one.case_id, one.addressee_id), (Some(case.id), Some(world.fixture.employees[1])));
        assert_eq!(one.found, "Adrese ir cita");
        let after = &world.found().await[0];
        assert_eq!((after.kind.as_str(), after.matter.as_str()), ("request", "request"));
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let answer: Option<String> =
            sql!("SELECT state AS value FROM obligations WHERE institution_id = $1 AND subject_id = $2 AND norm = 'mail.answer'")
                .bind(case.id)
                .scalar(&mut tx)
                .await
                .unwrap();
        drop(tx);
        assert_eq!(answer.as_deref(), Some("open"), "the client is owed an answer");

        // What was taken for one before this was asked stays chosen.
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE case_natures SET matter = 'nonconformity' WHERE institution_id = $1").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("value=\"nonconformity\" selected"), "{page}");
    })
    .await;
}

/// Security §7: a mail never acts as staff, whatever address it shows; J-01: a colleague is answered within a working day.
#[tokio::test]
async fn a_colleagues_letter_is_an_internal_request_once_a_person_has_said_so() {
    on_both(|database| async {
        let world = world(database).await;
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let address: Option<String> = sql!("SELECT email AS value FROM employees WHERE institution_id = $1 AND id = $2")
            .bind(world.fixture.employees[1])
            .scalar(&mut tx)
            .await
            .unwrap();
        drop(tx);
        world.take(1, &LETTER.replace("janis@example.org", &address.unwrap())).await;
        world.understand().await;
        let case = &world.found().await[0];
        let id = case.id;
        assert_eq!((case.form.as_str(), case.kind.as_str()), ("e_letter", "request"), "an address proves nothing");
        assert_eq!(world.state(id, "colleague-answered").await, None);
        let (_, page) = world.get(0, &format!("/cases/{id}/nature")).await;
        assert!(page.contains("Vai raksta kolēģis?"), "{page}");

        let (status, _) = world.say("form=internal&matter=request").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "both or neither");
        let (status, page) = world.say("form=internal&matter=internal_request").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.state(id, "colleague-answered").await.as_deref(), Some("open"));
        assert_eq!(world.state(id, "mail.answer").await.as_deref(), Some("waived"), "that is promised to clients");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let due: Option<solits_kernel::Timestamp> =
            sql!("SELECT due_at AS value FROM obligations WHERE institution_id = $1 AND norm = 'colleague-answered'")
                .scalar(&mut tx)
                .await
                .unwrap();
        drop(tx);
        assert_eq!(due.unwrap().plus_millis(-1).to_riga().date(), jiff::civil::date(2026, 11, 17), "one working day");

        let (status, _) = world.say("form=e_letter&matter=request").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert_eq!(world.state(id, "colleague-answered").await.as_deref(), Some("waived"));
        assert_eq!(world.state(id, "mail.answer").await.as_deref(), Some("open"), "a client after all");
        assert_eq!(world.say("form=internal&matter=internal_request").await.0, StatusCode::SEE_OTHER);
        let reply = format!(
            "version={}&subject=Re%3A+Kur&opening=Labdien%2C+J%C4%81ni%21%0AAtbildam+uz+J%C5%ABsu+v%C4%93stuli.&main=Nekas+nav+j%C4%81maks%C4%81.&ending=Paldies%2C+ka+rakst%C4%ABj%C4%81t%21&reread=1&send=1",
            world.found().await[0].version
        );
        let (status, page) = world.post(0, &format!("/cases/{id}/reply"), &reply).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.state(id, "colleague-answered").await.as_deref(), Some("met"), "answered in the case");
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let (_, differences) = solits_journal::recompute(&mut tx, &world.app.heart).await.unwrap();
        assert!(differences.is_empty(), "{differences:#?}");
    })
    .await;
}

#[tokio::test]
async fn a_clients_letter_cannot_be_made_a_colleagues() {
    on_both(|database| async {
        let world = world(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let (_, page) = world.get(0, &format!("/cases/{}/nature", world.found().await[0].id)).await;
        assert!(!page.contains("value=\"internal"), "{page}");
        let (status, _) = world.say("form=internal&matter=internal_request").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

impl World {
    /// How the last obligation of a norm in a case stands.
    async fn state(&self, case: CaseId, norm: &str) -> Option<String> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT state AS value FROM obligations WHERE institution_id = $1 AND subject_id = $2 AND norm = $3
              ORDER BY opened_n DESC LIMIT 1"
        )
        .bind(case)
        .bind(norm)
        .scalar(&mut tx)
        .await
        .unwrap()
    }
}

/// Security §7: names of letters are no secret and join nothing; a person is shown the case and why.
#[tokio::test]
async fn letters_of_one_old_conversation_are_shown_to_a_person_whoever_wrote_them_and_never_join_by_themselves()
 {
    on_both(|database| async {
        let world = world(database).await;
        // Both at once, as mail comes.
        world.writes_on(1, "Jānis Kalns <janis@example.org>", "<root@old.example>").await;
        world.writes_on(2, "Berta <berta@example.net>", "<root@old.example> <later@old.example>").await;
        world.understand().await;
        let cases = world.found().await;
        assert_eq!(cases.len(), 2, "nothing joins by itself");
        let (first, second) = (&cases[0], &cases[1]);
        let (_, page) = world.get(0, &format!("/cases/{}/letters", second.id)).await;
        assert!(page.contains(&format!("Pievienot lietai {}", first.reference)), "another sender: {page}");
        assert!(page.contains("turpina to pašu saraksti"), "and why: {page}");

        let join = format!("version={}&into={}", second.version, first.id);
        let (status, page) = world.post(0, &format!("/cases/{}/join", second.id), &join).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        world.writes_on(3, "Carla <carla@example.net>", "<later@old.example>").await;
        world.understand().await;
        let cases = world.found().await;
        assert_eq!(cases.len(), 3, "what a person has said of one letter joins no other");
        let third = cases[2].id;
        let (_, page) = world.get(0, &format!("/cases/{third}/letters")).await;
        assert!(page.contains(&format!("Pievienot lietai {}", cases[0].reference)), "where it went: {page}");
        assert!(!page.contains(&format!("Pievienot lietai {}", cases[1].reference)), "not what was emptied: {page}");

        // Of an unknown conversation only the author is known.
        world.writes_on(4, "Jānis Kalns <janis@example.org>", "<else@old.example>").await;
        world.understand().await;
        let fourth = world.found().await[3].id;
        let (_, page) = world.get(0, &format!("/cases/{fourth}/letters")).await;
        assert!(page.contains("tā paša autora nesena lieta") && !page.contains("turpina to pašu"), "{page}");

        // Whoever may not see the case is not told of it.
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
            .bind(cases[0].id)
            .bind(world.fixture.employees[0])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let (_, page) = world.get(0, &format!("/cases/{third}/letters")).await;
        assert!(!page.contains(&cases[0].reference), "{page}");
    })
    .await;
}

/// What is kept of a conversation is bounded, and of a letter that begins one nothing is.
#[tokio::test]
async fn at_most_twenty_names_of_a_conversation_are_kept_and_the_oldest_are_among_them() {
    on_both(|database| async {
        let world = world(database).await;
        world.take(1, LETTER).await;
        world.understand().await;
        let many: Vec<String> = (0..60).map(|n| format!("<n{n}@old.example>")).collect();
        world.writes_on(2, "Berta <berta@example.net>", &many.join("\n ")).await;
        world.understand().await;
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let kept: Option<i64> =
            sql!("SELECT count(*) AS value FROM message_threads WHERE institution_id = $1")
                .scalar(&mut tx)
                .await
                .unwrap();
        drop(tx);
        assert_eq!(kept, Some(20));
        world.writes_on(3, "Carla <carla@example.net>", "<n0@old.example>").await;
        world.understand().await;
        let cases = world.found().await;
        let (_, page) = world.get(0, &format!("/cases/{}/letters", cases[2].id)).await;
        assert!(page.contains(&format!("Pievienot lietai {}", cases[1].reference)), "{page}");
    })
    .await;
}
