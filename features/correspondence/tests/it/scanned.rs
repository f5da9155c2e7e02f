//! Files are shown to a real clamd; what it finds is served to nobody by any way and leaves by none (security §6, V5.4.3).

use axum::http::StatusCode;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use solits_correspondence::{LetterState, Shown, run_scanner, scan_next};
use solits_db::{row, sql};
use solits_kernel::CaseId;
use solits_post::scan::Scanner;
use solits_testkit::on_both;
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    World,
    clamd::{BAD, BAD_NAME, Clamd},
    contacts::asked_by,
    whole::until,
};

/// A file of a letter that the scanner knows as bad.
fn bad() -> String {
    STANDARD.encode(format!("%PDF-1.4\n{BAD}\n"))
}

/// A letter with a good file and one that is given, and more fields where they are.
fn letter(name: &str, file: &str, more: &str) -> String {
    format!(
        "From: Jānis Kalns <janis@example.org>\nTo: info@testa.example\nSubject: Kur deklaret?\nMessage-ID: <{name}@example.org>\n\
         {more}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n\
         <p>Labdien! Kur es varu deklarēt dzīvesvietu?</p>\n\
         --b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=\"plans.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n\
         --b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=\"{name}.pdf\"\nContent-Transfer-Encoding: base64\n\n{file}\n--b--\n"
    )
}

row! {
    /// How a digest stands.
    struct Stands { state: String, found: String }
}

impl World {
    /// Shows everything that waits to the scanner.
    async fn scan(&self, scanner: &Scanner) {
        loop {
            match scan_next(&self.app, self.fixture.institution, scanner).await.unwrap() {
                Shown::Done => {}
                Shown::Nothing => return,
                Shown::Away => panic!("the scanner of the test is away"),
            }
        }
    }

    async fn stand(&self) -> Vec<Stands> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT state, found FROM file_scans WHERE institution_id = $1 ORDER BY state, found")
            .all(&mut tx)
            .await
            .unwrap()
    }

    /// How many digests are in a state.
    async fn in_state(&self, state: &str) -> usize {
        self.stand().await.iter().filter(|one| one.state == state).count()
    }

    /// The case of the only letter, and where its message is below `/letters/` and `/messages/`.
    async fn came(&self) -> (CaseId, Uuid) {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let id = sql!("SELECT id AS value FROM messages WHERE institution_id = $1 AND direction = 'in'");
        let id = id.scalar::<Uuid>(&mut tx).await.unwrap().unwrap();
        drop(tx);
        (self.messages().await[0].case_id, id)
    }
}

#[tokio::test]
async fn what_is_blocked_is_named_and_served_by_no_way() {
    on_both(|database| async {
        let clamd = Clamd::start();
        let world = World::with_programs(database).await;
        world.take(1, &letter("launs", &bad(), "")).await;
        world.understand().await;
        let (case, message) = world.came().await;
        let page = format!("/cases/{case}/letters");
        let (own, called) = (format!("{page}/{message}"), format!("/api/v1/cases/{case}/messages/{message}"));

        // Nobody has said anything of them: that is shown, and they are served.
        let (_, shown) = world.get(0, &page).await;
        assert!(shown.contains("nav pārbaudīts") && !shown.contains("bloķēts"), "{shown}");
        assert_eq!(world.get(0, &format!("{own}/files/1")).await.0, StatusCode::OK);
        assert_eq!(world.ask(&called).await.json()["files"][1]["scan"], "not_scanned");

        world.scan(&clamd.scanner()).await;
        // The bad file, and the letter that holds it; the good one alone is clean.
        let stands = world.stand().await;
        assert_eq!(
            stands.iter().map(|one| one.state.as_str()).collect::<Vec<_>>(),
            ["blocked", "blocked", "clean"]
        );
        assert!(stands.iter().all(|one| one.found.starts_with(BAD_NAME) == (one.state == "blocked")));
        assert_eq!(world.entries("message.file_scanned").await, 3);

        let (status, file) = world.get(0, &format!("{own}/files/0")).await;
        assert_eq!((status, file.as_str()), (StatusCode::OK, "%PDF-1.4\n"), "the good file is there");
        for way in ["files/1", "original", "formatted"] {
            let (status, answer) = world.get(0, &format!("{own}/{way}")).await;
            assert_eq!(status, StatusCode::GONE, "{way}");
            assert!(answer.contains("kaitīgs saturs") && !answer.contains(BAD), "{way}: {answer}");
            let (_, answer) = world.get(0, &format!("{own}/{way}?lang=en")).await;
            assert!(answer.contains("harmful") && !answer.contains(BAD), "{way}: {answer}");
        }
        for way in ["files/1", "original"] {
            let answer = world.ask(&format!("{called}/{way}")).await;
            assert_eq!(answer.status, StatusCode::GONE, "{way}");
            assert!(!String::from_utf8_lossy(&answer.bytes).contains(BAD));
        }
        assert_eq!(world.ask(&called).await.json()["files"][1]["scan"], "blocked");

        for page in [page, format!("/cases/{case}")] {
            let (_, shown) = world.get(0, &page).await;
            assert!(shown.contains("bloķēts") && shown.contains("launs.pdf"), "{page}: {shown}");
            assert!(
                shown.contains(&format!("{own}/files/0")) && !shown.contains(&format!("{own}/files/1")),
                "{page}"
            );
            assert!(!shown.contains(&format!("{own}/original\"")), "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_comes_while_the_scanner_is_away_is_scanned_when_it_is_back() {
    on_both(|database| async {
        let mut clamd = Clamd::start();
        let world = World::new(database).await;
        let (stop, stopped) = watch::channel(false);
        let working = tokio::spawn(run_scanner(world.app.clone(), clamd.scanner(), stopped));
        world.take(1, &letter("pirmais", "JVBERi0xLjQKCg==", "")).await;
        world.understand().await;
        until("the first letter with its two files is scanned", async || world.in_state("clean").await == 3)
            .await;

        clamd.kill();
        world.take(2, &letter("launs", &bad(), "")).await;
        world.understand().await;
        let scanner = clamd.scanner();
        until("the scanner is away", async || {
            // The worker may have the one file in hand that the other is asked about.
            let shown = scan_next(&world.app, world.fixture.institution, &scanner).await.unwrap();
            shown == Shown::Away
        })
        .await;
        assert_eq!((world.in_state("blocked").await, world.in_state("not_scanned").await), (0, 2));

        clamd.switch_on();
        until("what came meanwhile is scanned", async || world.in_state("blocked").await == 2).await;
        assert_eq!(world.in_state("not_scanned").await, 0);
        stop.send(true).unwrap();
        working.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn every_reading_of_an_ambiguous_letter_is_scanned() {
    on_both(|database| async {
        let clamd = Clamd::start();
        let world = World::new(database).await;
        let two = letter("launs", &bad(), "").replace(
            "Content-Type: multipart/mixed; boundary=b\n\n",
            "Content-Type: multipart/mixed; boundary=\"a\"; boundary=\"b\"\n\n--a\nContent-Type: text/plain\n\nPirmais\n\n--a--\n",
        );
        world.take(1, &two).await;
        world.understand().await;
        world.scan(&clamd.scanner()).await;
        assert_eq!(world.in_state("blocked").await, 2, "the file, and the letter");
        let (case, message) = world.came().await;
        assert_eq!(world.get(0, &format!("/cases/{case}/letters/{message}/original")).await.0, StatusCode::GONE);
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_was_set_aside_is_scanned_as_it_came() {
    on_both(|database| async {
        let clamd = Clamd::start();
        let world = World::new(database).await;
        world.take(1, &letter("launs", &bad(), "Auto-Submitted: auto-replied\n")).await;
        assert_eq!(world.understand().await, Some(LetterState::SetAside));
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let id = sql!("SELECT id AS value FROM letters WHERE institution_id = $1");
        let id = id.scalar::<Uuid>(&mut tx).await.unwrap().unwrap();
        drop(tx);
        let original = format!("/letters/{id}/original");
        assert_eq!(world.get(0, &original).await.0, StatusCode::OK);
        world.scan(&clamd.scanner()).await;
        assert_eq!(world.get(0, &original).await.0, StatusCode::GONE);
        let (_, page) = world.get(0, &format!("/letters/{id}")).await;
        assert!(page.contains("bloķēts") && !page.contains(&original), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_letter_of_ours_with_a_blocked_file_does_not_leave() {
    on_both(|database| async {
        let clamd = Clamd::start();
        let (world, case, smtpd, post) = asked_by(database, &letter("labs", "JVBERi0xLjQKCg==", "")).await;
        // The receipt waits; something bad goes along with it.
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO message_files (institution_id, message_id, place, name, media, size, digest, content)
             VALUES ($1, (SELECT o.id FROM outbox o WHERE o.institution_id = $1), 0, 'launs.pdf', 'application/pdf', 40, $2, $3)"
        )
        .bind(vec![7_u8; 32])
        .bind(format!("%PDF-1.4\n{BAD}\n").into_bytes())
        .run(&mut tx)
        .await
        .unwrap();
        sql!("INSERT INTO file_scans (institution_id, digest, state, not_before) VALUES ($1, $2, 'not_scanned', 0)")
            .bind(vec![7_u8; 32])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.scan(&clamd.scanner()).await;
        world.send(&post).await;
        assert!(smtpd.kept().is_empty(), "it has left");
        assert!(world.leaving().await.iter().all(|letter| letter.state == "given_up"));
        assert!(world.returned().await.is_some(), "its owner is told");
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("Nav nosūtīta, jo kādā no tās failiem"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn an_administrator_has_what_is_blocked_scanned_again_or_deleted() {
    on_both(|database| async {
        let clamd = Clamd::start();
        let world = World::new(database).await;
        world.make_administrator(1).await;
        world.take(1, &letter("launs", &bad(), "")).await;
        world.understand().await;
        let (case, message) = world.came().await;
        let file = format!("/cases/{case}/letters/{message}/files/1");
        let (_, empty) = world.get(1, "/setup/blocked").await;
        assert!(empty.contains("Neviens fails nav bloķēts"), "{empty}");
        world.scan(&clamd.scanner()).await;
        assert_eq!(world.get(0, "/setup/blocked").await.0, StatusCode::FORBIDDEN, "a specialist");
        let (_, list) = world.get(1, "/setup/blocked").await;
        let row = list.split("<tr>").find(|row| row.contains("launs.pdf")).unwrap().to_owned();
        assert!(row.contains(BAD_NAME) && row.contains("2026-000001"), "{row}");
        let at = row.find("name=\"file\" value=\"").unwrap() + 19;
        let name = row[at..at + row[at..].find('"').unwrap()].to_owned();

        let (status, _) = world.post(1, "/setup/blocked", &format!("file={name}&do=again")).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert_eq!(world.entries("message.file_scan_asked").await, 1);
        assert_eq!(world.get(0, &file).await.0, StatusCode::GONE, "until it was scanned it stays blocked");
        world.scan(&clamd.scanner()).await;
        assert_eq!(world.get(0, &file).await.0, StatusCode::GONE);

        assert_eq!(world.post(1, "/setup/blocked", "file=AAAA&do=delete").await.0, StatusCode::CONFLICT);
        let (status, _) = world.post(1, "/setup/blocked", &format!("file={name}&do=delete")).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        assert_eq!(world.entries("message.file_deleted").await, 1);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let kept: Option<i64> = sql!(
            "SELECT (SELECT count(*) FROM letters l WHERE l.institution_id = $1 AND l.raw IS NOT NULL)
                    + (SELECT count(*) FROM letter_parts p WHERE p.institution_id = $1) AS value"
        )
        .scalar(&mut tx)
        .await
        .unwrap();
        drop(tx);
        assert_eq!(kept, Some(0), "the letter it came with holds it too");
        assert_eq!(world.get(0, &file).await.0, StatusCode::GONE);
        let (_, list) = world.get(1, "/setup/blocked").await;
        assert!(list.contains("Saturs dzēsts"), "{list}");
        let again = world.post(1, "/setup/blocked", &format!("file={name}&do=delete")).await;
        assert_eq!(again.0, StatusCode::CONFLICT, "it was deleted before");
    })
    .await;
}
