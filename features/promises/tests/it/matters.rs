//! The client's way (I-15, I-27, I-30): figures by part, each with the visits and cases it is made of, on both engines.

use solits_cases::{Consultation, Kind, Open};
use solits_journal::matters;
use solits_kernel::CaseId;
use solits_standard::model::{ChannelKind, Fact};
use solits_testkit::on_both;

use super::*;

impl World {
    /// A visit that one employee ended in a way, as the desk records it.
    async fn visit(&self, at: Timestamp, by: EmployeeId, outcome: &str) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        let ticket: solits_kernel::TicketId = self.app.random.id(at);
        let contact: solits_kernel::ContactId = self.app.random.id(at);
        sql!(
            "INSERT INTO contacts (institution_id, id, channel, branch_id, employee_id, ticket_id, started_at, ended_at, outcome)
             VALUES ($1, $2, 'visit', $3, $4, $5, $6, $6, $7)"
        )
        .bind(contact)
        .bind(self.fixture.branch)
        .bind(by)
        .bind(ticket)
        .bind(at)
        .bind(outcome)
        .run(&mut tx)
        .await
        .unwrap();
        let kind = match outcome {
            "transferred" => EventKind::TicketTransferred,
            _ => EventKind::TicketFinished,
        };
        let entry = Entry::new(kind, ticket, Some(self.fixture.branch))
            .with("outcome", (outcome != "transferred").then(|| outcome.to_owned()))
            .with("contact", contact);
        self.enter(&mut tx, Actor { by: By::Employee(by), at }, entry).await;
        tx.commit().await.unwrap();
    }

    /// A case that came by e-mail.
    async fn case(&self, kind: Kind, subject: &str, at: Timestamp) -> CaseId {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        let open = Open {
            kind,
            subject: subject.to_owned(),
            service: None,
            branch: self.fixture.branch,
            owner: self.fixture.employees[1],
            ticket: None,
            client_name: "Jānis Kalns".to_owned(),
            client_contact: "janis@klients.example".to_owned(),
            channel: ChannelKind::Email,
            key: String::new(),
        };
        let actor = Actor { by: By::Program, at };
        let opened = solits_cases::open(&mut tx, &self.app, &actor, open).await.unwrap();
        tx.commit().await.unwrap();
        opened.case
    }

    /// Something that happened to a case, by the second clerk.
    async fn happens(&self, case: CaseId, at: Timestamp, kind: EventKind, facts: &[(&str, i64)]) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        let mut entry = Entry::new(kind, case, Some(self.fixture.branch));
        entry.facts.extend(facts.iter().map(|(name, fact)| ((*name).to_owned(), Fact::Int(*fact))));
        self.enter(&mut tx, Actor { by: By::Employee(self.fixture.employees[1]), at }, entry).await;
        tx.commit().await.unwrap();
    }

    /// What the program does by itself, twice, as two nodes would.
    async fn counted(&self) {
        for _ in 0..2 {
            let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
            while solits_journal::seal(&mut tx, i64::MAX, now()).await.unwrap() > 0 {}
            while matters::roll_up(&mut tx).await.unwrap() == solits_journal::RollUp::More {}
            tx.commit().await.unwrap();
        }
    }

    async fn matters(&self, path: &str) -> String {
        said(&self.staff(path).await.page())
    }

    /// The sums of everything, as they are stored.
    async fn sums(&self) -> matters::Counts {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        let rows = matters::sum(&mut tx, 0, i64::from(i32::MAX)).await.unwrap();
        rows.iter().fold(matters::Counts::default(), |mut sum, row| {
            sum.add(row.counts());
            sum
        })
    }
}

fn ago(minutes: i64) -> Timestamp {
    now().plus_minutes(-minutes)
}

/// Three visits solved, one sent elsewhere, one passed to another desk; a letter answered at once, one only after another.
async fn a_day(world: &World) -> (CaseId, CaseId) {
    let (anna, other) = (world.fixture.employees[0], world.fixture.employees[1]);
    for minutes in [60, 50, 40] {
        world.visit(ago(minutes), anna, "solved").await;
    }
    world.visit(ago(35), other, "redirected").await;
    world.visit(ago(34), other, "transferred").await;
    let at_once = world.case(Kind::Question, "Cikos strādājat", ago(400)).await;
    world.happens(at_once, ago(30), EventKind::CaseAnswered, &[]).await;
    let again = world.case(Kind::Order, "Izziņa", ago(300)).await;
    world.happens(again, ago(200), EventKind::MessageReceived, &[("files", 2)]).await;
    world.happens(again, ago(190), EventKind::CasePaid, &[("cents", 1_200)]).await;
    world.happens(again, ago(180), EventKind::CaseHandedOver, &[]).await;
    world.happens(again, ago(20), EventKind::CaseAnswered, &[]).await;
    world.counted().await;
    (at_once, again)
}

#[tokio::test]
async fn each_figure_of_the_clients_way_opens_what_it_is_made_of() {
    on_both(async |database| {
        let world = World::new(database).await;
        let (at_once, again) = a_day(&world).await;
        let text = world.matters("/matters").await;
        // Three visits and one letter of four visits and two letters.
        assert!(text.contains("66,7 %") && text.contains("4 no 6 pabeigtām"), "{text}");
        assert!(text.contains("Uz citu lodziņu 1") && text.contains("Citai struktūrvienībai 1"), "{text}");
        assert!(text.contains("kopā 12,00 €") && text.contains("2,00 €"), "{text}");
        let first = world.matters("/matters/list?what=first").await;
        assert_eq!(first.matches("Apmeklējums ").count(), 3, "{first}");
        let page = world.staff("/matters/list?what=ended").await.page();
        for case in [at_once, again] {
            assert!(links(&page, "/cases/").contains(&format!("/cases/{case}")), "{page}");
        }
        let units = world.staff("/matters/list?what=units").await.page();
        assert_eq!(links(&units, "/cases/"), [format!("/cases/{again}")]);
        let paid = world.matters("/matters/list?what=fees").await;
        assert!(paid.contains("2 ziņas, 2 dokumenti, 12,00 €"), "{paid}");
        let passed = world.matters("/matters/list?what=passed").await;
        assert!(
            passed.contains("nodots uz citu lodziņu") && passed.contains("nosūtīts pie cita"),
            "{passed}"
        );
        let october = "/matters?from=2026-10-01&to=2026-10-31";
        let file = links(&world.staff(october).await.page(), "/exports?");
        assert!(file[0].contains("what=matters") && file[0].contains("from=2026-10-01"), "{file:?}");
        let other_days = world.matters(october).await;
        assert!(other_days.contains("Šajās dienās nekas nav pabeigts"), "{other_days}");
        // Names of clients and what they asked about stand nowhere.
        for path in ["/matters", "/matters/list?what=ended"] {
            let page = world.staff(path).await.page();
            assert!(!page.contains("Kalns") && !page.contains("Izziņa"), "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn figures_of_a_part_are_those_of_the_part_and_of_people_for_who_leads_them() {
    on_both(async |database| {
        let world = World::new(database).await;
        a_day(&world).await;
        let by_channel = world.matters("/matters?channel=email").await;
        assert!(by_channel.contains("1 no 2 pabeigtām"), "{by_channel}");
        let branch = format!("/matters?branch={}", world.fixture.branch);
        assert!(world.matters(&branch).await.contains("4 no 6 pabeigtām"));
        let nowhere = format!("/matters?branch={}", world.fixture.other_branch);
        assert!(world.matters(&nowhere).await.contains("Šajās dienās nekas nav pabeigts"));
        // One's own figures are everybody's own.
        let own = format!("/matters?employee={}", world.fixture.employees[0]);
        assert!(world.matters(&own).await.contains("3 no 3 pabeigtām"));
        let other = format!("/matters?employee={}", world.fixture.employees[1]);
        assert_eq!(world.staff(&other).await.status, StatusCode::FORBIDDEN);
        assert!(!world.matters("/matters?by=employee").await.contains("Pa darbiniekiem"));
    })
    .await;
}

/// An answer in writing or by telephone is a contact as a visit is, and its matter is a case.
#[tokio::test]
async fn a_written_answer_is_listed_once_as_its_case_and_one_in_a_hidden_case_not_at_all() {
    on_both(async |database| {
        let world = World::new(database).await;
        let mut cases = Vec::new();
        for (channel, minutes) in [(ChannelKind::Email, 30), (ChannelKind::Phone, 20), (ChannelKind::Email, 10)] {
            let case = world.case(Kind::Question, "Cikos strādājat", ago(400)).await;
            world.happens(case, ago(minutes), EventKind::CaseAnswered, &[]).await;
            let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
            let given = Consultation {
                case,
                channel,
                employee: Some(world.fixture.employees[1]),
                began: ago(minutes),
                ended: ago(minutes),
            };
            solits_cases::consulted(&mut tx, given).await.unwrap();
            tx.commit().await.unwrap();
            cases.push(case);
        }
        world.counted().await;
        let is_counted = async |count: usize| {
            let text = world.matters("/matters").await;
            assert!(text.contains(&format!("{count} no {count} pabeigtām")), "{text}");
            for what in ["ended", "first"] {
                let list = world.staff(&format!("/matters/list?what={what}")).await.page();
                assert_eq!(list.matches("<th scope=\"row\">").count(), count, "{what}: {}", said(&list));
                assert_eq!(links(&list, "/cases/").len(), count, "{what}");
            }
        };
        is_counted(3).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
            .bind(cases[0])
            .bind(world.fixture.employees[0])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        is_counted(2).await;
    })
    .await;
}

/// What a later entry changes is a difference of two readings; a complaint leaves the figures as it leaves the lists.
#[tokio::test]
async fn what_is_corrected_later_leaves_the_sums_as_they_would_have_been() {
    on_both(async |database| {
        let world = World::new(database).await;
        let (at_once, _) = a_day(&world).await;
        let before = world.sums().await;
        assert_eq!((before.ended, before.first, before.contacts, before.cents), (6, 4, 3, 1_200));
        world.happens(at_once, ago(10), EventKind::CaseReopened, &[]).await;
        world.counted().await;
        assert_eq!(world.sums().await.first, 3, "it was not solved after all");
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        let mut entry = Entry::new(EventKind::CaseClassified, at_once, Some(world.fixture.branch));
        entry.facts.insert("kind".to_owned(), Fact::Word("complaint".to_owned()));
        world.enter(&mut tx, Actor { by: By::Program, at: ago(5) }, entry).await;
        sql!("UPDATE cases SET kind = 'complaint' WHERE institution_id = $1 AND id = $2")
            .bind(at_once)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.counted().await;
        let after = world.sums().await;
        assert_eq!((after.ended, after.contacts), (5, 2));
        let list = world.staff("/matters/list?what=ended").await.page();
        assert!(!list.contains(&at_once.to_string()));
    })
    .await;
}

#[tokio::test]
async fn a_long_list_goes_on_where_the_page_before_ended() {
    on_both(async |database| {
        let world = World::new(database).await;
        for n in 0..60 {
            world.visit(ago(60 - n), world.fixture.employees[0], "solved").await;
        }
        for n in 0..5 {
            let case = world.case(Kind::Question, "Jautājums", ago(600 + n)).await;
            world.happens(case, ago(n), EventKind::CaseAnswered, &[]).await;
        }
        world.counted().await;
        let first = world.staff("/matters/list?what=ended").await.page();
        assert_eq!(first.matches("<th scope=\"row\">").count(), 50);
        let next =
            links(&first, "/matters/list?what=ended&").into_iter().find(|href| href.contains("after="));
        let rest = world.staff(&next.unwrap()).await.page();
        assert_eq!(rest.matches("<th scope=\"row\">").count(), 15, "{}", said(&rest));
        assert_eq!(links(&rest, "/cases/").len(), 5);
    })
    .await;
}

#[tokio::test]
async fn another_program_reads_the_same_figures_and_nothing_of_single_people() {
    on_both(async |database| {
        let world = World::new(database).await;
        a_day(&world).await;
        let whole = world.program("reports", "/api/v1/matters").await.json();
        assert_eq!(
            (&whole["total"]["first"], &whole["total"]["ended"]),
            (&serde_json::json!(4), &serde_json::json!(6)),
            "{whole}"
        );
        assert_eq!(whole["lines"][0]["of"], world.fixture.branch.to_string());
        let by_channel = world.program("reports", "/api/v1/matters?by=channel&channel=email").await.json();
        assert_eq!(by_channel["lines"].as_array().map(Vec::len), Some(1), "{by_channel}");
        assert_eq!(by_channel["lines"][0]["of"], "email");
        assert_eq!(by_channel["lines"][0]["counts"]["fees_cents"], 1_200);
        for path in ["/api/v1/matters?by=employee", "/api/v1/matters?employee=x", "/api/v1/matters?from=x"] {
            assert_eq!(world.program("reports", path).await.status, StatusCode::BAD_REQUEST, "{path}");
        }
    })
    .await;
}
