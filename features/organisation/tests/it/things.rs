//! Branches, lines, counters, services and devices.

use solits_journal::{Actor, By};
use solits_kernel::ServiceId;
use solits_organisation::{find_branch, find_service, list_lines, list_services};
use solits_testkit::on_both;
use solits_web::DeviceKind;

use super::*;

const NAMES: [(&str, &str); 2] = [("name_lv", "Galvenais centrs"), ("name_en", "Main centre")];

impl World {
    /// A client of today in the first line.
    async fn client(&self, status: &str) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO tickets (institution_id, id, branch_id, day, line_id, letter, number, status, priority, internal, party,
                    taken_at, waiting_since, offered_from, behind, wait_ms, walk_ms, serve_ms, ordinary, inaccurate)
             VALUES ($1, $2, $3, $4, $5, 'A', 1, $6, FALSE, FALSE, 1, $7, $7, $7, 0, 0, 0, 0, TRUE, FALSE)"
        )
        .bind(Uuid::from_u128(500))
        .bind(self.fixture.branch)
        .bind(solits_kernel::day_number(now().day()))
        .bind(self.fixture.lines[0])
        .bind(status)
        .bind(now())
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    async fn clients_leave(&self) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!("UPDATE tickets SET status = 'left' WHERE institution_id = $1").run(&mut tx).await.unwrap();
        sql!("UPDATE counters SET state = 'closed' WHERE institution_id = $1").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_branch_is_renamed_and_bad_input_comes_back() {
    on_both(async |database| {
        let world = World::new(database).await;
        let mut fields = NAMES.to_vec();
        fields.extend([
            ("address", "Skolas iela 7"),
            ("email", "centrs@ezermala.example"),
            ("position", "2"),
        ]);
        world.post(&world.branch(), &fields).await.taken();
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let branch = find_branch(&mut tx, world.fixture.branch).await.unwrap().unwrap();
        drop(tx);
        assert_eq!((branch.name.en.as_str(), branch.address.as_str()), ("Main centre", "Skolas iela 7"));
        assert!(!branch.queue_device, "the box was not ticked");
        let wrong = [("name_lv", "Centrs"), ("name_en", ""), ("email", "centrs"), ("position", "2")];
        let page = world.post(&world.branch(), &wrong).await.refused();
        assert!(page.contains("value=\"Centrs\"") && page.contains("f-name_en-error"), "{page}");
        assert!(page.contains("value=\"centrs\"") && page.contains("f-email-error"), "{page}");
        assert_eq!(world.journal().await, ["branch.changed"]);
    })
    .await;
}

#[tokio::test]
async fn a_branch_closes_only_without_clients_and_keeps_its_history() {
    on_both(async |database| {
        let world = World::new(database).await;
        let path = format!("{}/active", world.branch());
        world.client("waiting").await;
        assert!(world.post(&path, &[("use", "close")]).await.refused().contains("gaida vai tiek apkalpoti"));
        world.clients_leave().await;
        world.post(&path, &[("use", "close")]).await.taken();
        let list = world.page("/setup").await;
        assert!(list.contains(&world.branch()) && list.contains("netiek lietots"), "{list}");
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        assert!(find_branch(&mut tx, world.fixture.branch).await.unwrap().is_none(), "offered no more");
        drop(tx);
        assert_eq!(
            world
                .number(sql!("SELECT count(*) AS value FROM tickets WHERE institution_id = $1").statement())
                .await,
            1
        );
        world.post(&path, &[("use", "open")]).await.taken();
        assert_eq!(world.journal().await, ["branch.closed", "branch.opened"]);
    })
    .await;
}

#[tokio::test]
async fn a_line_takes_a_free_letter_and_closes_when_nobody_waits() {
    on_both(async |database| {
        let world = World::new(database).await;
        let path = format!("/setup/lines/{}", world.fixture.lines[0]);
        let branch = world.fixture.branch.to_string();
        let mut fields = NAMES.to_vec();
        fields.extend([("letter", "b"), ("position", "1"), ("branch", branch.as_str())]);
        let page = world.post(&path, &fields).await.refused();
        assert!(page.contains("f-letter-error") && page.contains("value=\"Main centre\""), "{page}");
        fields[2].1 = "c";
        world.post(&path, &fields).await.taken();
        world.client("waiting").await;
        // Without its only branch, where somebody waits.
        let page = world.post(&path, &fields[..4]).await.refused();
        assert!(page.contains("f-branch-error"), "{page}");
        assert!(world.post(&format!("{path}/active"), &[("use", "close")]).await.status.is_client_error());
        world.clients_leave().await;
        world.post(&format!("{path}/active"), &[("use", "close")]).await.taken();
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let lines = list_lines(&mut tx).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.letter.as_str()).collect::<Vec<_>>(), ["B"]);
        drop(tx);
        assert_eq!(world.journal().await, ["line.changed", "line.closed"]);
    })
    .await;
}

#[tokio::test]
async fn a_counter_serves_the_lines_chosen_and_rests_only_when_closed() {
    on_both(async |database| {
        let world = World::new(database).await;
        let path = format!("/setup/counters/{}", world.fixture.counters[0]);
        let line = world.fixture.lines[1].to_string();
        world.post(&path, &[("number", "7"), ("line", &line)]).await.taken();
        let served =
            sql!("SELECT count(*) AS value FROM counter_lines WHERE institution_id = $1 AND counter_id = $2")
                .bind(world.fixture.counters[0]);
        assert_eq!(world.number(served).await, 1);
        let taken = world.post(&path, &[("number", "2"), ("line", &line)]).await.refused();
        assert!(taken.contains("f-number-error") && taken.contains("value=\"2\""), "{taken}");
        assert!(world.post(&path, &[("number", "7")]).await.refused().contains("f-line-error"));
        let page = world.post(&format!("{path}/active"), &[("use", "close")]).await.refused();
        assert!(page.contains("kāds strādā"), "{page}");
        world.clients_leave().await;
        world.post(&format!("{path}/active"), &[("use", "close")]).await.taken();
        assert!(world.page(&path).await.contains("netiek lietots"));
        assert_eq!(world.journal().await, ["counter.changed", "counter.closed"]);
    })
    .await;
}

fn card<'a>(line: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = NAMES.to_vec();
    fields.extend([("line", line), ("identity", "must"), ("minutes", "15")]);
    fields.extend_from_slice(more);
    fields
}

#[tokio::test]
async fn a_service_card_is_kept_in_both_languages_with_deadline_price_and_documents() {
    on_both(async |database| {
        let world = World::new(database).await;
        let id: ServiceId = world.service("izzina").await;
        let (path, line) = (format!("/setup/services/{id}"), world.fixture.lines[0].to_string());
        let more = [
            ("description_lv", "Izsniedz izziņu."),
            ("description_en", "Issues a statement."),
            ("documents_lv", "Pase\r\nIesniegums"),
            ("documents_en", "Passport\r\nApplication"),
            ("steps_lv", "Iesniedz\r\nSaņem"),
            ("steps_en", "Apply\r\nReceive"),
            ("legal_basis", "Saistošie noteikumi\r\nIesniegumu likums"),
            ("payment", "ar karti"),
            ("delivery", "e-adresē\r\npapīrā"),
            ("warnings_lv", "Var pieprasīt papildu dokumentus"),
            ("channel", "visit"),
            ("channel", "portal"),
            ("deadline_unit", "calendar_days"),
            ("deadline_count", "30"),
            ("price", "4,27"),
        ];
        world.post(&path, &card(&line, &more)).await.taken();
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let service = find_service(&mut tx, id).await.unwrap().unwrap();
        drop(tx);
        assert_eq!(service.price_cents, Some(427));
        assert_eq!(service.deadline.unwrap().unit, "calendar_days");
        assert_eq!(service.card.documents[1].en, "Application");
        assert_eq!(service.card.channels, ["visit", "portal"]);
        // C-03, C-08, C-09, C-17: the course, the acts, ways of payment and of receipt, what to warn of.
        assert_eq!(service.card.legal_basis, ["Saistošie noteikumi", "Iesniegumu likums"]);
        assert_eq!(service.card.steps[1].en, "Receive");
        assert_eq!(service.card.payment, ["ar karti"]);
        assert_eq!(service.card.delivery, ["e-adresē", "papīrā"]);
        assert_eq!(service.card.warnings[0].en, "Var pieprasīt papildu dokumentus");
        let wrong =
            [("price", "četri"), ("documents_lv", "Pase"), ("documents_en", "A\nB"), ("link", "http://a")];
        let page = world.post(&path, &card(&line, &wrong)).await.refused();
        for said in ["f-price-error", "value=\"četri\"", "f-documents_en-error", "f-link-error"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        world.post(&format!("{path}/active"), &[("use", "close")]).await.taken();
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        assert!(list_services(&mut tx).await.unwrap().is_empty());
        drop(tx);
        assert_eq!(world.journal().await, ["service.created", "service.changed", "service.closed"]);
    })
    .await;
}

#[tokio::test]
async fn a_revoked_device_is_known_no_more() {
    on_both(async |database| {
        let world = World::new(database).await;
        let actor = Actor { by: By::Client, at: now() };
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        let (kiosk, _) = solits_organisation::create_device(
            &mut tx,
            &world.app,
            &actor,
            world.fixture.branch,
            DeviceKind::Kiosk,
            "kiosk",
        )
        .await
        .unwrap();
        sql!("UPDATE devices SET token_hash = $3, token_at = $4 WHERE institution_id = $1 AND id = $2")
            .bind(kiosk)
            .bind(hash_secret("kiosk"))
            .bind(now())
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(world.page("/setup/devices").await.contains("savienota"));
        world.post(&format!("/setup/devices/{kiosk}/revoke"), &[]).await.taken();
        assert!(world.page("/setup/devices").await.contains("atsaukta"));
        let known = sql!(
            "SELECT count(*) AS value FROM devices WHERE institution_id = $1 AND token_hash IS NOT NULL"
        );
        assert_eq!(world.number(known.statement()).await, 0);
        // A second press changes nothing and writes nothing.
        world.post(&format!("/setup/devices/{kiosk}/revoke"), &[]).await.taken();
        assert_eq!(world.journal().await, ["device.created", "device.revoked"]);
    })
    .await;
}

#[tokio::test]
async fn things_of_another_institution_are_not_found() {
    on_both(async |database| {
        let world = World::new(database).await;
        // The fixture numbers things alike in both institutions; the institution stands in the upper half.
        let other = |kind: u64| Uuid::from_u64_pair(2 << 32 | kind, 1);
        for (room, kind) in [("branches", 1), ("lines", 2), ("employees", 3), ("counters", 4)] {
            let path = format!("/setup/{room}/{}", other(kind));
            assert_eq!(world.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            for wanted in ["close", "open"] {
                let answer = world.post(&format!("{path}/active"), &[("use", wanted)]).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            }
        }
        let strange = other(9);
        for path in [format!("/setup/services/{strange}/active"), format!("/setup/devices/{strange}/revoke")]
        {
            assert_eq!(world.post(&path, &[("use", "close")]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let line = other(2).to_string();
        let counter = format!("/setup/counters/{}", world.fixture.counters[0]);
        let answer = world.post(&counter, &[("number", "1"), ("line", &line)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "a line of theirs at a counter of ours");
        assert!(world.journal().await.is_empty());
    })
    .await;
}

/// E-04: a ticket is given on screen or by print; which kiosk has a printer, set-up says.
#[tokio::test]
async fn a_device_gets_a_name_of_its_own_and_says_whether_it_prints() {
    on_both(async |database| {
        let world = World::new(database).await;
        let actor = Actor { by: By::Employee(world.fixture.employees[0]), at: now() };
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        let (kiosk, _) = solits_organisation::create_device(
            &mut tx,
            &world.app,
            &actor,
            world.fixture.branch,
            DeviceKind::Kiosk,
            "kiosk",
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let path = format!("/setup/devices/{kiosk}");
        let printing = || {
            sql!("SELECT count(*) AS value FROM devices WHERE institution_id = $1 AND prints = TRUE AND name = 'Pie durvīm'").statement()
        };
        world.post(&path, &[("name", "Pie durvīm"), ("prints", "on")]).await.taken();
        assert_eq!(world.number(printing()).await, 1);
        let page = world.page("/setup/devices").await;
        assert!(page.contains("value=\"Pie durvīm\"") && page.contains(" checked"), "{page}");

        let nameless = world.post(&path, &[("name", " ")]).await.refused();
        assert!(nameless.contains(&format!("f-name-{kiosk}-error")), "{nameless}");
        assert_eq!(world.number(printing()).await, 1, "what was refused changed nothing");

        world.post(&path, &[("name", "Pie durvīm")]).await.taken();
        assert_eq!(world.number(printing()).await, 0, "the box was not ticked");
        assert_eq!(world.journal().await, ["device.created", "device.changed", "device.changed"]);
    })
    .await;
}

#[tokio::test]
async fn the_overview_shows_a_page_at_a_time_and_finds_by_name() {
    on_both(async |database| {
        let world = World::new(database).await;
        for number in 1..=21 {
            world.service(&format!("pakalpojums-{number:02}")).await;
        }
        let first = world.page("/setup").await;
        assert!(first.contains("pakalpojums-01") && !first.contains("pakalpojums-21"), "{first}");
        let second = world.page("/setup?services=2").await;
        assert!(second.contains("pakalpojums-21") && !second.contains("pakalpojums-01"), "{second}");
        // Further than the last page is the last page.
        assert!(world.page("/setup?services=99").await.contains("pakalpojums-21"));
        // Without letter case and marks, as one types in a hurry; and no sign stands for any other.
        assert!(world.page("/setup?q=IZZINA&services=2").await.contains("pakalpojums-21"));
        for nobody in ["%25", "_", "nav%20tada"] {
            let found = world.page(&format!("/setup?q={nobody}")).await;
            assert!(!found.contains("pakalpojums-01"), "{nobody}: {found}");
        }
    })
    .await;
}
