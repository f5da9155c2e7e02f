//! Whom a complaint concerns meets nothing of it in the rooms beside this one: the reply, the letters, the outbox, the inbox,
//! the search, what they were told by name.

use solits_cases::{Kind, Open};
use solits_db::sql;
use solits_journal::{Actor, By};
use solits_kernel::CaseId;
use solits_standard::model::ChannelKind;
use solits_testkit::{STANDARD, browser::sign_in_anew, on_both};
use uuid::Uuid;

use crate::{LADDER, NOT_FOUND, Who, World, monday};

const SUBJECT: &str = "Boriss uz mani kliedza";
const QUESTION: &str = "Cikos strādājat svētkos?";

/// A promise whose lateness the head of the unit is told of.
const TOLD: &str = r#"
[[norm]]
id = "case.soon"
paragraphs = ["8"]
text = { lv = "Atbildam dienas laikā.", en = "We answer within a day." }
kind = "promise"
[norm.promise]
starts = "case.opened"
within = { working_days = 1 }
met_by = ["case.answered"]
channel = "all"
escalate = [{ to = "unit_head", at_percent = 100 }]
"#;

/// A case that Ilze took down.
async fn taken_down(world: &World, kind: Kind, subject: &str) -> CaseId {
    let mut tx = world.write().await;
    let actor = Actor { by: By::Employee(world.id(Who::Ilze)), at: world.app.clock.now() };
    let open = Open {
        kind,
        subject: subject.to_owned(),
        service: None,
        branch: world.fixture.branch,
        owner: world.id(Who::Ilze),
        ticket: None,
        client_name: "Jānis Kalniņš".to_owned(),
        client_contact: "janis@klients.example".to_owned(),
        channel: ChannelKind::Email,
        key: String::new(),
    };
    let opened = solits_cases::open(&mut tx, &world.app, &actor, open).await.unwrap();
    tx.commit().await.unwrap();
    opened.case
}

/// A letter of ours in a case that the server would not take.
async fn a_letter_given_up(world: &World, case: CaseId) {
    let mut tx = world.write().await;
    let mailbox = Uuid::from_u128(70);
    sql!(
        "INSERT INTO mailboxes (institution_id, id, name, address, address_key, branch_id, keeper_id, in_host, in_port, in_security,
                folders, out_host, out_port, out_security, login, is_active, standing, standing_since, standing_words, reader,
                reader_until, version)
         VALUES ($1, $2, 'Testa', 'pasts@testa.example', 'pasts@testa.example', $3, $4, 'imap', 993, 'tls', 'INBOX', 'smtp', 465,
                'tls', 'pasts', 1, 'new', 0, '', '', 0, 1)"
    )
    .bind(mailbox)
    .bind(world.fixture.branch)
    .bind(world.id(Who::Katrina))
    .run(&mut tx)
    .await
    .unwrap();
    let message = Uuid::from_u128(71);
    sql!(
        "INSERT INTO messages (institution_id, id, case_id, direction, way, at, employee_id, author_name, author_address, recipient,
                subject, text, is_automatic, attention)
         VALUES ($1, $2, $3, 'out', 'email', $4, $5, 'Testa', 'pasts@testa.example', 'janis@klients.example', $6, $6, 0, '')"
    )
    .bind(message)
    .bind(case)
    .bind(monday())
    .bind(world.id(Who::Dace))
    .bind(SUBJECT)
    .run(&mut tx)
    .await
    .unwrap();
    sql!(
        "INSERT INTO outbox (institution_id, id, mailbox_id, case_id, kind, recipient, recipient_key, raw, state, written_at,
                not_before, held_until, tries, ended_at, said)
         VALUES ($1, $2, $3, $4, 'reply', 'janis@klients.example', 'janis@klients.example', $5, 'given_up', $6, $6, 0, 1, $6, '550')"
    )
    .bind(message)
    .bind(mailbox)
    .bind(case)
    .bind(Vec::<u8>::new())
    .bind(monday())
    .run(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn whom_a_complaint_concerns_finds_nothing_of_it_in_any_room() {
    on_both(|database| async move {
        let world = World::with(database, &format!("{STANDARD}{LADDER}{TOLD}")).await;
        let case = taken_down(&world, Kind::Complaint, SUBJECT).await;
        let question = taken_down(&world, Kind::Question, QUESTION).await;
        world.register(Who::Katrina, case, Who::Boriss).await.taken();
        a_letter_given_up(&world, case).await;
        world.app.clock.set(monday().plus_minutes(4 * 24 * 60));
        sign_in_anew(&world.db, world.fixture.scope(), world.app.clock.now()).await;
        let reports = solits_promises::Reports::default();
        let (heart, now) = (&world.app.heart, world.app.clock.now());
        solits_journal::tick_telling(&world.db, heart, world.fixture.institution, now, &reports)
            .await
            .unwrap();
        solits_inbox::keep_inbox(&world.app, world.fixture.institution).await.unwrap();
        solits_search::follow(&world.app, world.fixture.institution).await.unwrap();

        let pages = [
            "reply",
            "letters",
            "letters/delay",
            "nature",
            "letters/00000000-0000-0000-0000-000000000047/print",
        ];
        for who in [Who::Boriss, Who::Anna] {
            for page in pages {
                let answer = world.get(who, &format!("/cases/{case}/{page}")).await;
                assert_eq!(answer.status, NOT_FOUND, "{who:?} {page}");
            }
            for place in [
                "/outbox?state=given_up",
                "/inbox?view=all",
                "/inbox?view=late",
                "/inbox/fragment?view=all",
                "/search?q=kliedza",
                "/search/fragment?q=kliedza",
                "/search?q=2026-000001",
                "/reports",
            ] {
                world.get(who, place).await.hides(SUBJECT).hides(&case.to_string());
            }
        }
        // The same places are not simply empty.
        world.get(Who::Dace, &format!("/cases/{case}/letters")).await.shows(SUBJECT);
        world.get(Who::Dace, "/inbox?view=all").await.shows(SUBJECT);
        world.get(Who::Katrina, "/outbox?state=given_up").await.shows(&case.to_string());
        world.get(Who::Boriss, "/inbox?view=all").await.shows(QUESTION);
        world.get(Who::Boriss, "/reports").await.shows("/obligations/");
        let mut tx = world.write().await;
        let told =
            sql!("SELECT count(*) AS value FROM reports WHERE institution_id = $1 AND employee_id = $2");
        let told = told.bind(world.id(Who::Boriss)).scalar::<i64>(&mut tx).await.unwrap();
        assert!(told.is_some_and(|told| told >= 1), "he is told of the question");
        let _ = question;
    })
    .await;
}
