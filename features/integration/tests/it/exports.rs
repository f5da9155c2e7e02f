//! Files of cases, registers and promises: that they open safely, hold what whoever takes them may see, and are recorded.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Data, Reader as _, Xlsx};
use solits_cases::{Kind, Open};
use solits_db::{Arg, Bulk, IntoArg as _, sql};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::world::{ADMINISTRATOR, ANNA, Answer, BRUNO, KEEPER, STRANGER, World, monday};

/// Subjects that a spreadsheet must not take for anything but words.
const HOSTILE: [&str; 9] = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+371 26123456",
    "-2+3",
    "@SUM(A1)",
    "＝HYPERLINK(\"http://x\")",
    "a;b,\"c\"",
    "<script>alert(1)</script>&amp;",
    "2026-11-16",
];

fn form<'a>(what: &'a str, kind: &'a str, subjects: bool) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("what", what), ("from", "2026-11-01"), ("until", "2026-11-30"), ("as", kind)];
    if subjects {
        fields.push(("subjects", "1"));
    }
    fields
}

/// The lines of a text file, each as its cells.
pub(crate) fn lines(answer: &Answer) -> Vec<Vec<String>> {
    assert!(answer.bytes.starts_with("\u{feff}".as_bytes()));
    let text = &answer.bytes[3..];
    csv::Reader::from_reader(text)
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

pub(crate) fn sheets(answer: &Answer) -> Vec<Vec<Vec<Data>>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.bytes.clone())).unwrap();
    book.worksheets().into_iter().map(|(_, sheet)| sheet.rows().map(<[Data]>::to_vec).collect()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_words_stay_words_in_both_files() {
    on_both(async |database| {
        let world = World::new(database).await;
        for subject in HOSTILE {
            world.open(subject).await;
        }
        let text = world.post("/exports", ANNA, &form("cases", "csv", true)).await.expect(StatusCode::OK);
        assert!(text.header("content-disposition").contains("cases-2026-11-01-2026-11-30.csv"));
        assert!(text.header("content-type").starts_with("text/csv"));
        // Cases of one moment come in any order.
        let mut expected = HOSTILE.map(str::to_owned).to_vec();
        expected.sort();
        let mut found = Vec::new();
        for row in lines(&text) {
            let cell = row.last().unwrap();
            assert!(!cell.starts_with(['=', '+', '-', '@', '＝']), "{cell}");
            assert_eq!(row[7], "2026-11-16 10:00");
            found.push(cell.trim_start_matches('\'').to_owned());
        }
        found.sort();
        assert_eq!(found, expected);
        let book = world.post("/exports", ANNA, &form("cases", "xlsx", true)).await.expect(StatusCode::OK);
        let sheets = sheets(&book);
        let mut found = Vec::new();
        for row in &sheets[0][1..] {
            assert!(matches!(row[7], Data::DateTime(_)), "{:?}", row[7]);
            let Some(Data::String(subject)) = row.last() else { panic!("no words: {row:?}") };
            found.push(subject.clone());
        }
        found.sort();
        assert_eq!(found, expected);
        // Nothing of the client is in either.
        for file in [&text, &book] {
            file.hides("Kalns");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_holds_what_whoever_takes_it_may_see_and_is_recorded_with_its_count() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.open("Dzīvesvieta").await;
        let complaint = Open {
            kind: Kind::Complaint,
            subject: "Rupja apkalpošana".to_owned(),
            owner: world.employee(0),
            ..world.an_open()
        };
        world.open_as(complaint).await;
        for (who, what, count) in
            [(ANNA, "cases", 2), (BRUNO, "cases", 1), (KEEPER, "cases", 2), (KEEPER, "complaint", 1)]
        {
            let file = world.post("/exports", who, &form(what, "csv", true)).await.expect(StatusCode::OK);
            assert_eq!(lines(&file).len(), count, "{who} {what}: {}", file.body);
        }
        // For whom it is not there the register is empty, as it is for whoever asks for other days.
        let none = world.post("/exports", BRUNO, &form("complaint", "csv", true)).await;
        none.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("nekā tāda nav");
        let recorded = sql!("SELECT CAST(sum(hits) AS BIGINT) AS value FROM access_entries WHERE institution_id = $1 AND what = 'table.export'");
        assert_eq!(world.count(recorded).await, 6);
        // Without subjects none is in it.
        let bare = world.post("/exports", ANNA, &form("cases", "csv", false)).await.expect(StatusCode::OK);
        bare.hides("Dzīvesvieta");
        // Another institution has none of it.
        let other = world.post("/exports", STRANGER, &form("obligations", "csv", false)).await;
        other.expect(StatusCode::UNPROCESSABLE_ENTITY);
        // Whoever may not see cases takes none.
        world.post("/exports", ADMINISTRATOR, &form("cases", "csv", false)).await.expect(StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn six_files_an_hour_and_then_a_sentence() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.open("Dzīvesvieta").await;
        for _ in 0..6 {
            world.post("/exports", ANNA, &form("cases", "csv", false)).await.expect(StatusCode::OK);
        }
        let refused = world.post("/exports", ANNA, &form("cases", "csv", false)).await;
        let refused = refused.expect(StatusCode::TOO_MANY_REQUESTS);
        refused.shows("Stundas laikā jūs esat paņēmis 6 datnes");
        refused.shows("value=\"2026-11-01\"");
        assert_eq!(refused.header("retry-after"), "600");
        world.post("/exports", BRUNO, &form("cases", "csv", false)).await.expect(StatusCode::OK);
        world.later(11);
        world.post("/exports", ANNA, &form("cases", "csv", false)).await.expect(StatusCode::OK);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_the_days_is_said_beside_them() {
    on_both(async |database| {
        let world = World::new(database).await;
        for (from, until, why) in [
            ("2026-12-01", "2026-11-01", "Pirmā diena ir pēc pēdējās."),
            ("2001-01-01", "2026-11-01", "ne vairāk par desmit gadiem"),
            ("", "2026-11-01", "Vajadzīgas abas dienas."),
        ] {
            let typed =
                [("what", "cases"), ("from", from), ("until", until), ("as", "csv"), ("subjects", "1")];
            let page = world.post("/exports", ANNA, &typed).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            page.shows(why);
            page.shows(&format!("value=\"{until}\""));
            page.shows("value=\"csv\" checked");
        }
        world
            .get("/exports?what=complaint", ANNA)
            .await
            .expect(StatusCode::OK)
            .shows("value=\"complaint\" selected");
    })
    .await;
}

/// More lines than are read at once, and more than may be taken with subjects.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_table_is_whole_and_with_subjects_it_is_refused() {
    on_both(async |database| {
        let world = World::new(database).await;
        let case = world.open("Pirmā").await;
        let columns = [
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
            "version",
        ];
        let columns: &'static [&'static str] = Box::leak(Box::new(columns));
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let mut bulk = Bulk::new("cases", columns);
        for number in 0..20_500_u32 {
            let hash = number.to_be_bytes().repeat(8);
            let row: [Arg; 17] = [
                Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(number)).into_arg(),
                format!("2026-{:06}", 100_000 + number).into_arg(),
                hash.clone().into_arg(),
                hash.into_arg(),
                "order".into_arg(),
                "Dzīvesvieta".into_arg(),
                "dzivesvieta".into_arg(),
                world.fixture.branch.into_arg(),
                world.employee(0).into_arg(),
                "".into_arg(),
                "".into_arg(),
                "".into_arg(),
                "visit".into_arg(),
                "closed".into_arg(),
                "".into_arg(),
                monday().into_arg(),
                1_i64.into_arg(),
            ];
            bulk.push(row);
            if bulk.is_full() {
                bulk.flush(&mut tx).await.unwrap();
            }
        }
        bulk.flush(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let refused = world.post("/exports", ANNA, &form("cases", "csv", true)).await;
        refused.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("ņemiet bez tematiem");
        let file = world.post("/exports", ANNA, &form("cases", "csv", false)).await.expect(StatusCode::OK);
        let mut numbers: Vec<String> = lines(&file).into_iter().map(|row| row[0].clone()).collect();
        assert_eq!(numbers.len(), 20_501);
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), 20_501, "{case} and all others, each once");
        let book = world.post("/exports", ANNA, &form("cases", "xlsx", false)).await.expect(StatusCode::OK);
        assert_eq!(sheets(&book)[0].len(), 20_502);
    })
    .await;
}
