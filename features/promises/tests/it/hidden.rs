//! A complaint is absent from the counts of whom it concerns, as from the lists behind them, on both engines.

use solits_cases::{Kind, Open};
use solits_kernel::CaseId;
use solits_standard::model::ChannelKind;
use solits_testkit::{STANDARD, browser, on_both, setting};

use super::{parts::cells, *};

const ANSWER: &str = r#"
[[norm]]
id = "answer"
paragraphs = ["7"]
text = { lv = "Atbildam stundas laikā.", en = "We answer within an hour." }
kind = "promise"
[norm.promise]
starts = "case.opened"
within = { minutes = 60 }
met_by = ["case.answered"]
target_percent = 90.0
public = true
channel = "all"
"#;

/// Whom the complaint concerns, who leads them, who keeps the registers, and a colleague beside them.
const CONCERNED: &str = "anna";
const MANAGER: &str = "boss";
const KEEPER: &str = "keeper";
const COLLEAGUE: &str = "colleague";
/// What the list says of complaints that it does not show.
const SAID: &str = "Skaitļi ietver arī sūdzības un pretenzijas";

fn ago(days: i64) -> Timestamp {
    now().plus_minutes(-days * 24 * 60)
}

/// A case as these tests tell of it.
#[derive(Clone, Copy)]
struct Told {
    kind: Kind,
    opened: Timestamp,
    /// After so many minutes, by which clerk; `None` while it is open.
    answered: Option<(i64, usize)>,
    is_hidden: bool,
}

impl World {
    async fn with_people(database: TestDb) -> Self {
        let world = Self::of(database, 4).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        setting::standard(&mut tx, &format!("{STANDARD}{ANSWER}")).await;
        let people = &world.fixture.employees;
        for (number, who, place) in [(101, MANAGER, 1), (102, KEEPER, 2), (103, COLLEAGUE, 3)] {
            browser::sign_in(&mut tx, number, who, hash_secret(who), people[place], now()).await;
        }
        setting::role(&mut tx, people[1], "bureau_head").await;
        setting::role(&mut tx, people[2], "service_quality_manager").await;
        setting::role(&mut tx, people[3], "bureau_head").await;
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        world
    }

    async fn told(&self, told: Told) -> CaseId {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        let open = Open {
            kind: told.kind,
            subject: "Par apkalpošanu".to_owned(),
            service: None,
            branch: self.fixture.branch,
            owner: self.fixture.employees[2],
            ticket: None,
            client_name: "Jānis Kalns".to_owned(),
            client_contact: "janis@klients.example".to_owned(),
            channel: ChannelKind::Email,
            key: String::new(),
        };
        let actor = Actor { by: By::Program, at: told.opened };
        let case = solits_cases::open(&mut tx, &self.app, &actor, open).await.unwrap().case;
        if let Some((minutes, by)) = told.answered {
            let entry = Entry::new(EventKind::CaseAnswered, case, Some(self.fixture.branch));
            let by = By::Employee(self.fixture.employees[by]);
            self.enter(&mut tx, Actor { by, at: told.opened.plus_minutes(minutes) }, entry).await;
        }
        for hidden in self.fixture.employees.iter().take(if told.is_hidden { 2 } else { 0 }) {
            sql!("INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, 0)")
                .bind(case)
                .bind(*hidden)
                .run(&mut tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        case
    }

    /// Questions of two days, one of them answered late; and of hidden cases a complaint that alone had its month, one that
    /// alone had its day, one beside the questions, one still open, and a question in which somebody has an interest.
    async fn with_hidden(database: TestDb) -> Self {
        let world = Self::with_people(database).await;
        let question =
            Told { kind: Kind::Question, opened: ago(2), answered: Some((30, 3)), is_hidden: false };
        let complaint = Told { kind: Kind::Complaint, answered: Some((90, 2)), is_hidden: true, ..question };
        for told in [
            question,
            Told { opened: ago(3), ..question },
            Told { answered: Some((90, 3)), ..question },
            Told { answered: None, ..question },
            Told { opened: ago(40), ..complaint },
            Told { opened: ago(5), answered: Some((10, 2)), ..complaint },
            complaint,
            Told { answered: None, ..complaint },
            Told { is_hidden: true, opened: ago(3), ..question },
        ] {
            world.told(told).await;
        }
        world
    }

    /// How many kept, broken and left out somebody is told of in an answer for programs.
    async fn measures(&self, who: &str, query: &str) -> (i64, i64, i64) {
        let path = format!("/api/v1/measures?norm=answer&from=2026-10-01&{query}");
        let answer = self.as_seen_by(who, &path).await.json();
        let cells = answer["measures"].as_array().unwrap().clone();
        assert!(
            cells.iter().all(|cell| cell["met"] != 0 || cell["breached"] != 0),
            "an empty cell tells: {cells:?}"
        );
        let sum = |name: &str| cells.iter().map(|cell| cell[name].as_i64().unwrap()).sum::<i64>();
        (sum("met"), sum("breached"), sum("waived"))
    }
}

/// The addresses behind the days of a promise, each with the count it stands on.
fn days(page: &str) -> Vec<(String, usize)> {
    let table = page.split("id=\"by-day\"").nth(1).unwrap_or_default();
    let counts = table.split("<td class=\"num\"><a href=\"").skip(1).map(|rest| {
        let href = rest.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        (href, rest.split('>').nth(1).unwrap().split('<').next().unwrap().parse().unwrap())
    });
    counts.collect()
}

#[tokio::test]
async fn each_count_is_that_of_its_list_for_whom_a_complaint_concerns_and_for_who_sees_all() {
    on_both(async |database| {
        let world = World::with_hidden(database).await;
        for (who, kept) in [(CONCERNED, (2, 1, 0)), (MANAGER, (2, 1, 0)), (KEEPER, (4, 3, 0))] {
            for by in ["day", "month"] {
                assert_eq!(world.measures(who, &format!("by={by}")).await, kept, "{who} by {by}");
            }
            let page = world.as_seen_by(who, "/promises").await.page();
            let year = "from=2025-12-01&to=2026-11-30";
            let mut behind = links(&page, "/promises/answer/obligations");
            behind.retain(|href| href.contains(year) && !href.contains("state="));
            let owed = usize::try_from(kept.0 + kept.1).unwrap();
            let state = |state: &str| format!("{}&state={state}", behind[0]);
            let listed = world.cases_seen_by(who, &state("met")).await
                + world.cases_seen_by(who, &state("breached")).await;
            assert_eq!(listed, owed, "{who}: {behind:?}");
            let figure = if who == KEEPER { "7 gadījumi" } else { "3 gadījumi" };
            assert!(said(&page).contains(figure), "{who}: {}", said(&page));
            for by in ["", "channel", "unit", "employee"] {
                let address = format!("/promises/answer?from=2026-10-01&to=2026-11-21&by={by}");
                let page = world.as_seen_by(who, &address).await.page();
                let cells = cells(&page);
                assert!(!cells.is_empty());
                for (href, count) in cells.iter().chain(&days(&page)) {
                    let open = if href.contains("state=") {
                        0
                    } else {
                        world.cases_seen_by(who, &format!("{href}&state=open")).await
                    };
                    let listed = world.cases_seen_by(who, href).await - open;
                    assert_eq!(listed, *count, "{who} by {by:?}: {href}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_month_a_day_and_a_colleague_known_by_nothing_but_a_hidden_complaint_are_not_named() {
    on_both(async |database| {
        let world = World::with_hidden(database).await;
        let keeper = world.fixture.employees[2];
        for (who, is_there) in [(MANAGER, false), (KEEPER, true)] {
            let address = "/promises/answer?from=2026-10-01&to=2026-11-21&by=employee";
            let page = world.as_seen_by(who, address).await.page();
            for piece in ["from=2026-10-01&#38;to=2026-10-31", "from=2026-11-16&#38;to=2026-11-16"] {
                let piece = piece.replace("&#38;", "&");
                let is_named =
                    links(&page, "/promises/answer/obligations").iter().any(|href| href.contains(&piece));
                assert_eq!(is_named, is_there, "{who}: {piece}");
            }
            let of_keeper = cells(&page).iter().any(|(href, _)| href.contains(&format!("employee={keeper}")));
            assert_eq!(of_keeper, is_there, "{who}");
        }
        // The figures of the keeper are none for the manager, and not a share of nothing.
        assert_eq!(world.measures(MANAGER, &format!("employee={keeper}&by=month")).await, (0, 0, 0));
        assert_eq!(world.measures(KEEPER, &format!("employee={keeper}&by=month")).await, (1, 2, 0));
    })
    .await;
}

#[tokio::test]
async fn a_list_says_that_complaints_are_counted_to_who_does_not_see_them() {
    on_both(async |database| {
        let world = World::with_hidden(database).await;
        // Confidential, but not hidden: it stays in the sum, and the list says so.
        assert_eq!(world.measures(COLLEAGUE, "by=month").await, (4, 3, 0));
        let list = "/promises/answer/obligations?from=2026-10-01&to=2026-11-21";
        assert_eq!(
            world.cases_seen_by(COLLEAGUE, list).await,
            5,
            "four questions with an answer and one without"
        );
        for (who, path, is_said) in [
            (COLLEAGUE, list, true),
            (COLLEAGUE, "/obligations", true),
            (CONCERNED, list, true),
            (KEEPER, list, false),
            (KEEPER, "/obligations", false),
            (COLLEAGUE, "/promises/wait/obligations", false),
        ] {
            let page = said(&world.as_seen_by(who, path).await.page());
            assert_eq!(page.contains(SAID), is_said, "{who} {path}: {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_matter_that_is_hidden_is_not_counted_among_matters_either() {
    on_both(async |database| {
        let world = World::with_hidden(database).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        while solits_journal::seal(&mut tx, i64::MAX, now()).await.unwrap() > 0 {}
        while solits_journal::matters::roll_up(&mut tx).await.unwrap() == solits_journal::RollUp::More {}
        tx.commit().await.unwrap();
        for (who, ended) in [(CONCERNED, 3), (COLLEAGUE, 4)] {
            let text = said(&world.as_seen_by(who, "/matters").await.page());
            assert!(text.contains(&format!("no {ended} pabeigtām")), "{who}: {text}");
            let list = world.as_seen_by(who, "/matters/list?what=ended").await.page();
            assert_eq!(links(&list, "/cases/").len(), ended, "{who}");
        }
    })
    .await;
}

/// Whom a complaint concerns may read what is public too, and nobody knows who reads it.
#[tokio::test]
async fn a_complaint_is_in_no_public_figure_while_it_is_examined_and_in_all_once_it_has_ended() {
    on_both(async |database| {
        let world = World::with_people(database).await;
        let question =
            Told { kind: Kind::Question, opened: ago(40), answered: Some((30, 3)), is_hidden: false };
        for _ in 0..9 {
            world.told(question).await;
        }
        let complaint = Told { kind: Kind::Complaint, answered: Some((90, 2)), is_hidden: true, ..question };
        let case = world.told(complaint).await;
        let public = async || said(&world.client("/i/testa/promises").await.page());
        let examined = public().await;
        assert!(examined.contains("oktobris 2026: 100 %") && examined.contains("9 gadījumi"), "{examined}");
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE cases SET status = 'closed' WHERE institution_id = $1 AND id = $2")
            .bind(case)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let ended = public().await;
        assert!(ended.contains("oktobris 2026: 90 %") && ended.contains("10 gadījumu"), "{ended}");
    })
    .await;
}
