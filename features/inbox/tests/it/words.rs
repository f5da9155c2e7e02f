//! A list narrowed by words: in any Latvian ending, with diacritics or without, of what its lines show; before the index has
//! read a case and after; few of them and many; and never of what is hidden.

use std::collections::BTreeSet;

use solits_cases::{Kind, Open, open};
use solits_db::{Arg, Bulk};
use solits_i18n::Words;
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, Lang, fold};
use solits_standard::model::ChannelKind;
use solits_testkit::{browser::Answer, on_both};
use solits_written::search::Marker;
use uuid::Uuid;

use crate::World;

const SUBJECTS: [&str; 12] = [
    "Liepu ielas remonts",
    "Ielas apgaismojums Ezermalā",
    "Dzīvesvietas deklarēšana",
    "Nekustamā īpašuma nodoklis",
    "Bērnudārza rinda 2027",
    "Koku ciršana pie skolas",
    "Skolēnu ceļš un ietve",
    "Pabalsts daudzbērnu ģimenei",
    "Ūdens padeve Upes ielā 12",
    "Mājas numura zīme",
    "Ielu remontdarbu grafiks",
    "Atkritumu konteiners",
];
const NAMES: [(&str, &str); 4] = [
    ("Jānis Kalns", "+371 26 123 456"),
    ("Zane Liepa", "zane.liepa@example.lv"),
    ("SIA Ielu meistari", "67 112 233"),
    ("", ""),
];
const QUERIES: [&str; 32] = [
    "liepa",
    "liepas iela",
    "LIEPU IELĀ",
    "iela",
    "ielas",
    "ielu rem",
    "remonts",
    "remont",
    "deklarācija",
    "deklar",
    "dzivesvietu",
    "īpašumi",
    "nodokļa",
    "berns",
    "bērnudārzs",
    "koki",
    "skola",
    "skolas cel",
    "ģimene",
    "gimenes pabalsts",
    "udens",
    "Ūdenim",
    "12",
    "2027",
    "māja",
    "kalnam",
    "zane",
    "zane.liepa@example.lv",
    "26123456",
    "67 112 233",
    "konteineri",
    "nekas neatbilst",
];

impl World {
    async fn case_of(&self, owner: usize, subject: &str, client: (&str, &str)) -> CaseId {
        let mut tx = self.db.write(self.scope()).await.unwrap();
        let wanted = Open {
            kind: Kind::Question,
            subject: subject.to_owned(),
            service: None,
            branch: self.fixture.branch,
            owner: self.person(owner),
            ticket: None,
            client_name: client.0.to_owned(),
            client_contact: client.1.to_owned(),
            channel: ChannelKind::Visit,
            key: String::new(),
        };
        let actor = Actor { by: By::Employee(self.person(owner)), at: self.app.clock.now() };
        let opened = open(&mut tx, &self.app, &actor, wanted).await.unwrap();
        tx.commit().await.unwrap();
        opened.case
    }

    /// What the background does every second.
    async fn follow(&self) {
        let mut tx = self.db.write(self.scope()).await.unwrap();
        let upto = solits_journal::complete_up_to(&mut tx).await.unwrap();
        drop(tx);
        let mut tx = self.db.write(self.scope()).await.unwrap();
        while solits_journal::seal(&mut tx, upto, self.app.clock.now()).await.unwrap() > 0 {}
        tx.commit().await.unwrap();
        solits_search::follow_all(&self.app, self.fixture.institution).await.unwrap();
    }

    async fn narrowed(&self, who: &str, view: &str, text: &str) -> Answer {
        let text = text.bytes().fold(String::new(), |mut text, byte| {
            use std::fmt::Write as _;
            let _ = write!(text, "%{byte:02X}");
            text
        });
        self.get(who, &format!("/inbox?view={view}&q={text}")).await
    }

    /// The places of the subjects that the list shows.
    async fn found(&self, who: &str, view: &str, text: &str) -> BTreeSet<usize> {
        let list = self.narrowed(who, view, text).await;
        let rows = list.body.split("data-rows").nth(1).unwrap();
        (0..SUBJECTS.len()).filter(|place| rows.contains(SUBJECTS[*place])).collect()
    }
}

/// What a query means, said by the words themselves: what the line shows of the case meets it.
fn meant(text: &str) -> BTreeSet<usize> {
    let shown = |place: usize| {
        let (name, contact) = NAMES[place % NAMES.len()];
        format!("2026-{:06}\n{}\n{name}\n{contact}", place + 1, SUBJECTS[place])
    };
    let marker = Marker::of_typed(text);
    (0..SUBJECTS.len()).filter(|place| marker.is_met_by(&shown(*place))).collect()
}

#[tokio::test]
async fn words_find_what_they_mean_in_any_ending_before_the_index_has_read_a_case_and_after() {
    on_both(|database| async move {
        let world = World::new(database).await;
        for (place, subject) in SUBJECTS.iter().enumerate() {
            world.case_of(0, subject, NAMES[place % NAMES.len()]).await;
        }
        let mut told = 0;
        for is_read in [false, true] {
            if is_read {
                world.follow().await;
            }
            for text in QUERIES {
                let found = world.found("anna", "all", text).await;
                assert_eq!(found, meant(text), "{text}, read: {is_read}");
                assert_eq!(world.found("anna", "all", &fold(text)).await, meant(&fold(text)), "{text}");
                told += found.len();
            }
        }
        assert!(told > 60, "{told} found in all");
        // The street, and another street of which somebody of that name writes.
        assert_eq!(meant("liepas iela"), BTreeSet::from([0, 1]));
        // Where the words meet nothing the list says so; a case of another owner is in no list of one's own.
        world.narrowed("anna", "all", "nekas neatbilst").await.shows("nekas neatbilst");
        assert_eq!(world.found("bruno", "mine", "iela").await, BTreeSet::new());
        assert_eq!(world.found("bruno", "unit", "iela").await, meant("iela"));
        // What has no word narrows nothing.
        assert_eq!(world.found("anna", "mine", "— %").await.len(), SUBJECTS.len());
    })
    .await;
}

#[tokio::test]
async fn what_changes_after_the_index_has_read_it_is_found_as_it_is_now() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case_of(0, SUBJECTS[0], NAMES[0]).await;
        world.case_of(0, SUBJECTS[1], NAMES[1]).await;
        world.follow().await;
        let pick = world.pick(case).await;
        world.bulk("anna", "assign", &[pick], &[("colleague", &world.person(1).to_string())]).await;
        assert_eq!(world.found("anna", "mine", "iela").await, BTreeSet::from([1]));
        assert_eq!(world.found("bruno", "mine", "iela").await, BTreeSet::from([0]));
        // A case that came meanwhile stands in the list at once.
        world.case_of(1, SUBJECTS[10], NAMES[0]).await;
        assert_eq!(world.found("bruno", "mine", "iela").await, BTreeSet::from([0, 10]));
    })
    .await;
}

/// Area K, security §5: by no word is a complaint found by whoever has no part in it, however fresh it is.
#[tokio::test]
async fn no_word_finds_a_complaint_that_is_hidden() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.case(0, "Jautājums par Bruno", Kind::Question, false).await;
        world.case(3, "Sūdzība par Bruno", Kind::Complaint, false).await;
        for is_read in [false, true] {
            if is_read {
                world.follow().await;
            }
            for text in ["sūdzība", "sudz", "Bruno", "kalns", "26123456", "2026-000002", "2"] {
                for who in ["anna", "bruno", "centis"] {
                    world.narrowed(who, "all", text).await.hides("Sūdzība par Bruno");
                }
                world.narrowed("dace", "all", text).await.shows("Sūdzība par Bruno");
            }
        }
        // A personal code is nobody's name.
        world.narrowed("dace", "all", "010190-12345").await.hides("Sūdzība par Bruno");
    })
    .await;
}

/// More than are put in order by themselves: the list is walked by its limits, page after page.
#[tokio::test]
async fn a_common_word_gives_full_pages_in_the_order_of_the_limits() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.case_of(0, "Pirmā", NAMES[0]).await;
        fill(&world, 1_150).await;
        world.follow().await;
        let indexed = solits_search::index_all(&world.db, world.fixture.institution).await.unwrap();
        assert_eq!(indexed, 1_150);
        let numbers = |body: &str| -> Vec<String> {
            let rows = body.split("data-rows").nth(1).unwrap();
            rows.split("Ielas bedre Nr. ").skip(1).map(|rest| rest.chars().take(4).collect()).collect()
        };
        let mut seen = Vec::new();
        let mut address = "/inbox?view=all&q=bedr%C4%93s".to_owned();
        for _ in 0..3 {
            let list = world.get("anna", &address).await;
            seen.extend(numbers(&list.body));
            let next = list.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
            address = next.replace("&amp;", "&").replace("&#38;", "&");
        }
        // Every thirteenth has another word, and stands on none of the pages.
        let expected: Vec<String> =
            (0..).filter(|n| n % 13 != 0).take(150).map(|n| format!("{n:04}")).collect();
        assert_eq!(seen, expected);
        // So many are not counted to the last one, and one's own are listed all the same.
        let many = format!(" <span class=\"count\">{}+</span>", Words::new(Lang::Lv).number(1_000));
        let own = world.get("anna", "/inbox?view=mine").await;
        own.shows(&format!("Visas{many}")).shows(&format!("Manas{many}"));
        assert_eq!(numbers(&own.body).first().map(String::as_str), Some("0001"));
        // Narrowed further, the same way.
        world.get("anna", "/inbox?view=all&q=bedre&kind=praise").await.hides("Ielas bedre Nr.");
        let few = world.get("anna", "/inbox?view=all&q=bedre%200007").await;
        assert_eq!(numbers(&few.body), ["0007"]);
    })
    .await;
}

const COLUMNS: [&str; 19] = [
    "institution_id",
    "id",
    "reference",
    "code_hash",
    "short_code_hash",
    "kind",
    "subject",
    "subject_folded",
    "branch_id",
    "owner_id",
    "client_name",
    "client_contact",
    "contact_key",
    "channel",
    "status",
    "next_step",
    "opened_at",
    "due_at",
    "version",
];

/// Open cases without a journal, each due an hour after the one before.
async fn fill(world: &World, count: i64) {
    let mut tx = world.db.write(world.scope()).await.unwrap();
    let mut cases = Bulk::new("cases", &COLUMNS);
    let now = world.app.clock.now();
    for n in 0..count {
        let what = if n % 13 == 0 { "Laterna" } else { "Ielas bedre" };
        let subject = format!("{what} Nr. {n:04}");
        let text = |text: &str| Arg::Text(Some(text.to_owned()));
        let hash = |salt: u8| Arg::Bytes(Some([&[salt][..], &n.to_be_bytes()].concat()));
        // Ids go against the order of the limits.
        let id = Uuid::from_u128((1 << 100) - u128::try_from(n).unwrap());
        cases.push([
            Arg::Uuid(Some(id)),
            text(&format!("1999-{n:06}")),
            hash(1),
            hash(2),
            text("question"),
            text(&subject),
            text(&fold(&subject)),
            Arg::Uuid(Some(world.fixture.branch.uuid())),
            Arg::Uuid(Some(world.person(0).uuid())),
            text(""),
            text(""),
            text(""),
            text("email"),
            text("open"),
            text(""),
            Arg::Int(Some(now.millis())),
            Arg::Int(Some(now.millis() + n * 3_600_000)),
            Arg::Int(Some(1)),
        ]);
        if cases.is_full() {
            cases.flush(&mut tx).await.unwrap();
        }
    }
    cases.flush(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}
