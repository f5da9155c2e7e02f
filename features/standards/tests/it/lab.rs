//! A draft's promises tried over what happened, on both engines.

use solits_cases::{Kind, Open};
use solits_journal::{Actor, By, Entry, record, tick};
use solits_kernel::{BranchId, CaseId};
use solits_standard::{event::EventKind, model::ChannelKind};
use solits_testkit::{STANDARD, on_both, setting};

use super::*;

impl World {
    /// A client takes a ticket at `at` and is called so many minutes later; nobody calls one who is `None`.
    async fn visit(&self, number: u128, at: Timestamp, minutes: Option<i64>) {
        let heart = Heart::new(&self.database.db);
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        let entry =
            |kind| Entry::new(kind, Uuid::from_u128(1_000 + number), Some::<BranchId>(self.fixture.branch));
        let client = Actor { by: By::Client, at };
        record(&mut tx, &heart, &client, entry(EventKind::TicketTaken)).await.unwrap();
        tx.commit().await.unwrap();
        if let Some(minutes) = minutes {
            let at = at.plus_minutes(minutes);
            tick(&self.database.db, &heart, self.fixture.institution, at).await.unwrap();
            let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
            let desk = Actor { by: By::Employee(self.fixture.employees[0]), at };
            record(&mut tx, &heart, &desk, entry(EventKind::TicketCalled)).await.unwrap();
            tx.commit().await.unwrap();
        }
    }

    /// A morning on which clients waited 2, 7, 12 and 20 minutes, and one was never called.
    async fn morning(&self) {
        let eight = Timestamp::parse("2026-11-16T06:00:00.000Z").unwrap();
        let waits = [Some(2), Some(7), Some(12), Some(20), None];
        for (number, wait) in (0_u128..).zip(waits) {
            self.visit(number, eight.plus_minutes(30 * i64::try_from(number).unwrap()), wait).await;
        }
        let heart = Heart::new(&self.database.db);
        tick(&self.database.db, &heart, self.fixture.institution, now()).await.unwrap();
    }

    /// A case of this kind, answered after so many minutes.
    pub(crate) async fn answered(&self, app: &App, kind: Kind, opened: Timestamp, minutes: i64) -> CaseId {
        let heart = Heart::new(&self.database.db);
        let open = Open {
            kind,
            subject: "Par apkalpošanu".to_owned(),
            service: None,
            branch: self.fixture.branch,
            owner: self.fixture.employees[0],
            ticket: None,
            client_name: "Jānis Kalns".to_owned(),
            client_contact: "janis@klients.example".to_owned(),
            channel: ChannelKind::Email,
            key: String::new(),
        };
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        let actor = Actor { by: By::Program, at: opened };
        let case = solits_cases::open(&mut tx, app, &actor, open).await.unwrap().case;
        let actor = Actor { by: By::Employee(self.fixture.employees[0]), at: opened.plus_minutes(minutes) };
        let entry = Entry::new(EventKind::CaseAnswered, case, Some(self.fixture.branch));
        record(&mut tx, &heart, &actor, entry).await.unwrap();
        tx.commit().await.unwrap();
        case
    }

    /// A case is hidden from who reads.
    pub(crate) async fn hide(&self, case: CaseId) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        let hide = sql!(
            "INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)"
        );
        hide.bind(case).bind(self.fixture.employees[2]).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn try_promises(&self, draft: &str) -> String {
        let lab = format!("{draft}/lab");
        let form = [("from", "2026-11-01"), ("to", "2026-11-21")];
        let begun = self.post(DRAFTER, &lab, &form).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", said(&begun.body));
        for _ in 0..200 {
            let page = self.get(READER, &lab).await.page();
            if !page.contains("Lasa notikušo") {
                return page;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("the trial does not end");
    }
}

/// The test standard, waiting at most so many minutes.
fn waiting(minutes: u32) -> String {
    STANDARD.replace("within = { minutes = 15 }", &format!("within = {{ minutes = {minutes} }}"))
}

/// Three of five clients are called within 15 minutes, two within 10.
#[tokio::test]
async fn a_draft_says_how_often_its_promise_would_have_been_kept_beside_the_one_in_force() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.morning().await;
        let draft = world.upload(DRAFTER, &waiting(10)).await;
        let page = world.try_promises(&draft).await;
        assert!(page.contains("būtu turēts 40 % gadījumu; spēkā esošais – 60 %"), "{page}");
        assert!(page.contains("40 % (2 no 5)") && page.contains("60 % (3 no 5)"), "{page}");
        assert!(page.contains("Mērķis 90 % nebūtu sasniegts"), "{page}");
        assert!(page.contains("pirmdienās"), "16 November 2026 is a Monday: {page}");
    })
    .await;
}

#[tokio::test]
async fn an_example_opens_what_happened_entry_by_entry() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.morning().await;
        let draft = world.upload(DRAFTER, &waiting(10)).await;
        world.try_promises(&draft).await;
        let body = world.get(READER, &format!("{draft}/lab")).await.body;
        let start = body.find("/lab/entries/").unwrap();
        let href = &body[start..start + body[start..].find('"').unwrap()];
        let page = world.get(READER, &format!("{draft}{href}")).await.page();
        let (lv, _) = EventKind::TicketTaken.words();
        assert!(page.contains(lv), "{page}");
        let unknown = world.get(READER, &format!("{draft}/lab/entries/{}", Uuid::from_u128(7))).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    })
    .await;
}

/// The version in force tried over its own history gives what was counted while it happened.
#[tokio::test]
async fn the_version_in_force_tried_anew_gives_the_stored_figures() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.morning().await;
        // Under another name the same promise is one the version in force does not have, so that it is tried.
        let draft = world.upload(DRAFTER, &STANDARD.replace("id = \"wait\"", "id = \"waiting\"")).await;
        let page = world.try_promises(&draft).await;
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        let kept = sql!("SELECT CAST(sum(met) AS BIGINT) AS value FROM measures WHERE institution_id = $1")
            .scalar::<i64>(&mut tx)
            .await
            .unwrap();
        let broken =
            sql!("SELECT CAST(sum(breached) AS BIGINT) AS value FROM measures WHERE institution_id = $1")
                .scalar::<i64>(&mut tx)
                .await
                .unwrap();
        let (kept, broken) = (kept.unwrap(), broken.unwrap());
        assert_eq!((kept, broken), (3, 2));
        let figures = format!("60 % ({kept} no {})", kept + broken);
        assert!(page.contains("jauns solījums") && page.contains("vairs netiek solīts"), "{page}");
        assert!(page.matches(&figures).count() >= 2, "of both names: {page}");
    })
    .await;
}

#[tokio::test]
async fn a_promise_that_stays_as_it_is_has_its_recorded_figures() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.morning().await;
        let draft =
            world.upload(DRAFTER, &STANDARD.replace("target_percent = 90.0", "target_percent = 80.0")).await;
        let page = world.try_promises(&draft).await;
        assert!(page.contains("1 solījums paliek, kā ir") && page.contains("60 % (3 no 5)"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_trial_of_an_older_text_says_that_it_is_old() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.morning().await;
        let draft = world.upload(DRAFTER, &waiting(10)).await;
        assert!(!world.try_promises(&draft).await.contains("ir mainīts"));
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1 AND status = 'draft'")
            .bind(waiting(5))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(world.get(READER, &format!("{draft}/lab")).await.page().contains("ir mainīts"));
    })
    .await;
}

#[tokio::test]
async fn days_that_cannot_be_read_are_refused_beside_their_field_and_readers_try_nothing() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &waiting(10)).await;
        let lab = format!("{draft}/lab");
        let refused = world.post(DRAFTER, &lab, &[("from", "vakar"), ("to", "2026-11-21")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("value=\"vakar\"") && said(&refused.body).contains("Ierakstiet dienu"));
        let backwards = world.post(DRAFTER, &lab, &[("from", "2026-11-21"), ("to", "2026-11-01")]).await;
        assert!(said(&backwards.body).contains("pirms pirmās"));
        let reader = world.post(READER, &lab, &[("from", "2026-11-01"), ("to", "2026-11-21")]).await;
        assert_eq!(reader.status, StatusCode::FORBIDDEN);
        assert!(world.get(READER, &lab).await.page().contains("vēl nav izmēģināti"));
    })
    .await;
}

#[tokio::test]
async fn a_stopped_trial_keeps_no_figures() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &waiting(10)).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO promise_labs (institution_id, number, attempt, state, first_on, last_on, started_at, started_by, fingerprint,
                    done, whole, touched_at) VALUES ($1, 2, 1, 'running', 20000, 20100, $2, $3, '', 30, 100, $2)"
        )
        .bind(now())
        .bind(world.fixture.employees[0])
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let lab = format!("{draft}/lab");
        assert!(world.get(READER, &lab).await.page().contains("Lasa notikušo: 30 %"));
        world.post(DRAFTER, &format!("{lab}/cancel"), &[]).await;
        assert!(world.get(READER, &lab).await.page().contains("apturēts pirms beigām"));
    })
    .await;
}

/// the draft applies to a branch at which nothing happened; what happened elsewhere it has not promised.
#[tokio::test]
async fn a_draft_for_one_branch_is_tried_on_what_happened_there_alone() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.morning().await;
        let limited = |code: &str| STANDARD.replace("[scope]", &format!("[scope]\nbranches = [\"{code}\"]"));
        let elsewhere = world.upload(DRAFTER, &limited("priedaine")).await;
        let page = world.try_promises(&elsewhere).await;
        assert!(page.contains("tikai uz dažām filiālēm"), "{page}");
        assert!(
            page.contains("spēkā esošais solījums turēts 60 %") || page.contains("60 % (3 no 5)"),
            "{page}"
        );
        assert!(page.contains("nekas nebija jātur") || !page.contains("0 % (0 no 5)"), "{page}");
        let here = world.upload(DRAFTER, &limited("testa")).await;
        let page = world.try_promises(&here).await;
        assert!(page.matches("60 % (3 no 5)").count() >= 2, "both promise the same there: {page}");
    })
    .await;
}

/// A promise of an answer within so many minutes.
pub(crate) fn answering(id: &str, minutes: u32) -> String {
    format!(
        "
[[norm]]
id = \"{id}\"
paragraphs = [\"7\"]
text = {{ lv = \"Atbildam {minutes} minūtēs.\", en = \"We answer within {minutes} minutes.\" }}
kind = \"promise\"
[norm.promise]
starts = \"case.opened\"
within = {{ minutes = {minutes} }}
met_by = [\"case.answered\"]
target_percent = 90.0
public = true
channel = \"all\"
"
    )
}

/// K-08: a trial is one for all who read it, yet whoever a complaint concerns learns of it from none of its figures: neither
/// of what was tried, nor of what stays as it is, nor of how much was read, nor among the examples.
#[tokio::test]
async fn a_hidden_complaint_is_in_no_figure_of_a_trial_for_whom_it_concerns() {
    on_both(async |database| {
        let world = World::new(database).await;
        let text = |minutes| format!("{STANDARD}{}{}", answering("answer", minutes), answering("stays", 60));
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        setting::standard(&mut tx, &text(60)).await;
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let eight = Timestamp::parse("2026-11-16T06:00:00.000Z").unwrap();
        let app = world.app();
        world.answered(&app, Kind::Question, eight, 30).await;
        world.answered(&app, Kind::Question, eight, 90).await;
        let complaint = world.answered(&app, Kind::Complaint, eight, 120).await;
        world.hide(complaint).await;

        let draft = world.upload(DRAFTER, &text(45)).await;
        let hidden = world.try_promises(&draft).await;
        let whole = world.get(DRAFTER, &format!("{draft}/lab")).await.page();
        assert!(whole.matches("33,3 % (1 no 3)").count() >= 3, "both sides, and what stays: {whole}");
        assert!(whole.contains("Izlasītie ieraksti: 6;"), "{whole}");
        assert!(hidden.matches("50 % (1 no 2)").count() >= 3 && !hidden.contains("no 3)"), "{hidden}");
        assert!(hidden.contains("Izlasītie ieraksti: 4;"), "{hidden}");

        let body = world.get(READER, &format!("{draft}/lab")).await.body;
        let example = format!("/lab/entries/{complaint}");
        assert!(body.contains("/lab/entries/") && !body.contains(&example), "{body}");
        let path = format!("{draft}{example}");
        assert_eq!(world.get(READER, &path).await.status, StatusCode::NOT_FOUND);

        // The text may be edited after the trial: what is taken away is what the tried text put in.
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1 AND status = 'draft'")
            .bind(text(500))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let after = world.get(READER, &format!("{draft}/lab")).await.page();
        assert!(after.matches("50 % (1 no 2)").count() >= 3 && !after.contains("no 3)"), "{after}");
    })
    .await;
}
