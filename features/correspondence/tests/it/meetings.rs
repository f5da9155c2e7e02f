//! Invitations to meetings that come by letter: shown, confirmed or declined with a reason to whoever invites (Ādaži 10.2).

use axum::http::StatusCode;
use solits_db::sql;
use solits_kernel::CaseId;
use solits_mail::invitation::{Attendance, Meeting, Method, meeting};
use solits_testkit::{TestDb, on_both};

use crate::{World, contacts::asked_by, monday};

/// A letter with a calendar beside its text, as Outlook sends it; `more` are further fields of the letter.
pub(crate) fn letter(name: &str, more: &str, method: &str, sequence: u8) -> String {
    format!(
        "From: Kārlis Ozoliņš <karlis@ministrija.example>
To: info@testa.example
Subject: Sanaksme par rindam
Message-ID: <{name}@ministrija.example>
{more}MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=edge

--edge
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Labdien! Aicinu uz sanāksmi par bērnudārzu rindām, lūdzu apstipriniet.

--edge
Content-Type: text/calendar; charset=utf-8; method={method}
Content-Transfer-Encoding: 8bit

BEGIN:VCALENDAR
METHOD:{method}
VERSION:2.0
BEGIN:VEVENT
ORGANIZER;CN=Kārlis Ozoliņš:mailto:karlis@ministrija.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:info@testa.example
UID:sanaksme-1@ministrija.example
SUMMARY:Par bērnudārzu rindām\\,\x20
 pārskats
DTSTART;TZID=FLE Standard Time:20261124T100000
DTEND;TZID=FLE Standard Time:20261124T113000
SEQUENCE:{sequence}
LOCATION:Gaujas iela 33A
END:VEVENT
END:VCALENDAR

--edge--
"
    )
}

/// A case that such a letter has opened.
pub(crate) async fn invited(database: TestDb, letter: &str) -> (World, CaseId) {
    let world = World::new(database).await;
    world.take(1, letter).await;
    world.understand().await;
    let case = world.messages().await[0].case_id;
    (world, case)
}

/// Where the form of the invitation goes.
pub(crate) fn action(page: &str) -> String {
    let at = page.find("/meeting\"").unwrap_or_else(|| panic!("no form: {page}"));
    let start = page[..at].rfind('"').unwrap() + 1;
    page[start..at + "/meeting".len()].to_owned()
}

/// The message that a form is about.
fn message(action: &str) -> &str {
    action.rsplit('/').nth(1).unwrap()
}

/// The calendar that goes with a letter of ours.
fn calendar(raw: &[u8]) -> Meeting {
    let letter = solits_mail::read(raw);
    let file = letter.attachments.iter().find(|file| file.claimed == "text/calendar").unwrap();
    meeting(&file.content(raw)).unwrap()
}

impl World {
    async fn answer_owed(&self, case: CaseId) -> String {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT state AS value FROM obligations WHERE institution_id = $1 AND subject_id = $2 AND norm = 'mail.answer'"
        )
        .bind(case)
        .scalar(&mut tx)
        .await
        .unwrap()
        .unwrap()
    }
}

#[tokio::test]
async fn confirming_replies_to_whoever_invites_and_ends_the_owed_answer_once() {
    on_both(|database| async {
        let (world, case, smtpd, post) = asked_by(database, &letter("meet", "", "REQUEST", 2)).await;
        world.send(&post).await;
        let path = format!("/cases/{case}/letters");
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Uzaicinājums uz sanāksmi"), "{page}");
        assert!(page.contains("Par bērnudārzu rindām, pārskats"), "{page}");
        assert!(page.contains("otrdiena, 2026. gada 24. novembris, 10.00–11.30"), "{page}");
        assert!(page.contains("Gaujas iela 33A"), "{page}");
        let (_, of_case) = world.get(0, &format!("/cases/{case}")).await;
        assert!(of_case.contains("uzaicinājums uz sanāksmi"), "the page of the case leads there: {of_case}");

        let action = action(&page);
        let form = format!("version={}&answer=accept&once=K", world.version(case).await);
        let (status, page) = world.post(0, &action, &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.status(case).await, "answered");
        assert_eq!(world.answer_owed(case).await, "open", "it has not left yet");
        let leaving = world.leaving().await;
        assert_eq!(leaving.len(), 2, "the receipt and the reply");
        assert_eq!(leaving[1].recipient, "karlis@ministrija.example");
        let reply = solits_mail::read(&leaving[1].raw);
        assert_eq!(reply.field("in-reply-to"), Some("<meet@ministrija.example>"));
        assert!(reply.text.contains("Apstiprinām, ka sanāksmē piedalīsimies."), "{}", reply.text);
        let told = calendar(&leaving[1].raw);
        assert_eq!((told.method, told.sequence), (Method::Reply, 2));
        assert_eq!(told.uid, "sanaksme-1@ministrija.example");
        assert_eq!(told.attendees[0].attendance, Some(Attendance::Accepted));
        assert_eq!(told.attendees[0].address.key(), "info@testa.example");

        // The same press again leads to the same; another's is told that it is done.
        assert_eq!(world.post(0, &action, &form).await.0, StatusCode::SEE_OTHER);
        let (status, page) = world.post(1, &action, &form.replace("once=K", "once=L")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("tikmēr jau ir atbildēts"), "{page}");
        assert_eq!(world.leaving().await.len(), 2);

        world.app.clock.set(monday().plus_seconds(30));
        world.send(&post).await;
        assert_eq!(smtpd.kept().len(), 2);
        assert_eq!(world.answer_owed(case).await, "met");
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Dalība apstiprināta") && !page.contains("/meeting\""), "{page}");
    })
    .await;
}

#[tokio::test]
async fn declining_needs_a_reason_and_one_that_is_taken_back_was_not_given() {
    on_both(|database| async {
        let (world, case) = invited(database, &letter("meet", "", "REQUEST", 0)).await;
        let path = format!("/cases/{case}/letters");
        let action = action(&world.get(0, &path).await.1);
        let version = world.version(case).await;
        let without = format!("version={version}&answer=decline&reason-{}=+", message(&action));
        let (status, page) = world.post(0, &action, &without).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Uzrakstiet, kāpēc nepiedalīsieties."), "{page}");
        let reason = format!("answer=decline&reason-{}=Domes+s%C4%93de", message(&action));
        let (status, page) = world.post(0, &action, &format!("version={}&{reason}", version - 1)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Lieta tikmēr ir mainījusies"), "{page}");
        assert!(page.contains("Domes sēde</textarea>"), "what was typed stays: {page}");
        assert_eq!(world.leaving().await.len(), 1, "only the receipt");

        let (status, page) = world.post(0, &action, &format!("version={version}&{reason}")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let leaving = world.leaving().await;
        assert_eq!(calendar(&leaving[1].raw).attendees[0].attendance, Some(Attendance::Declined));
        let reply = solits_mail::read(&leaving[1].raw);
        assert!(reply.text.contains("Iemesls: Domes sēde"), "{}", reply.text);
        let file = reply.attachments[0].content(&leaving[1].raw);
        assert!(String::from_utf8(file).unwrap().contains("COMMENT:Domes sēde"));

        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("Atteikts: "), "{page}");
        let at = page.find("/take-back").unwrap();
        let start = page[..at].rfind('"').unwrap() + 1;
        let back = page[start..at + "/take-back".len()].to_owned();
        assert_eq!(world.post(0, &back, "").await.0, StatusCode::SEE_OTHER);
        assert!(world.get(0, &path).await.1.contains("/meeting\""), "it is asked for again");
    })
    .await;
}

#[tokio::test]
async fn an_organiser_whom_the_case_does_not_know_is_written_to_once_that_is_confirmed() {
    on_both(|database| async {
        let theirs = letter("meet", "", "REQUEST", 0)
            .replace("mailto:karlis@ministrija.example", "mailto:direktors@ministrija.example");
        let (world, case) = invited(database, &theirs).await;
        let action = action(&world.get(0, &format!("/cases/{case}/letters")).await.1);
        let form = format!("version={}&answer=accept", world.version(case).await);
        let (status, page) = world.post(0, &action, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("Lietā šādas adreses nav."), "{page}");
        let (status, page) = world.post(0, &action, &format!("{form}&confirm-{}=1", message(&action))).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let leaving = world.leaving().await;
        assert_eq!(leaving.len(), 2);
        assert_eq!(leaving[1].recipient, "direktors@ministrija.example");
    })
    .await;
}

#[tokio::test]
async fn a_meeting_that_is_called_off_asks_for_nothing() {
    on_both(|database| async {
        let (world, case) = invited(database, &letter("meet", "", "REQUEST", 0)).await;
        let asked = action(&world.get(0, &format!("/cases/{case}/letters")).await.1);
        let receipt = solits_mail::read(&world.leaving().await[0].raw);
        let answers = format!("In-Reply-To: <{}>\n", receipt.message_id.unwrap().as_str());
        world.take(2, &letter("off", &answers, "CANCEL", 1)).await;
        world.understand().await;
        assert_eq!(world.cases().await, 1, "it joins the case");
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(page.contains("Sanāksme ir atcelta."), "{page}");
        assert!(!page.contains("/meeting\""), "{page}");
        let form = format!("version={}&answer=accept", world.version(case).await);
        assert_eq!(world.post(0, &asked, &form).await.0, StatusCode::NOT_FOUND);
        assert_eq!(world.leaving().await.len(), 1, "only the receipt");
    })
    .await;
}

#[tokio::test]
async fn a_calendar_that_invites_nobody_is_a_file_like_any_other() {
    on_both(|database| async {
        let (world, case) = invited(database, &letter("list", "", "PUBLISH", 0)).await;
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(!page.contains("Uzaicinājums uz sanāksmi"), "{page}");
        assert!(page.contains("/files/0"), "{page}");
        assert!(page.contains("kalendārs.ics"), "it has a name although nobody gave it one: {page}");
    })
    .await;
}

/// Google hands in invitations of people with the mark of a machine.
#[tokio::test]
async fn an_invitation_that_a_program_handed_in_opens_a_case_and_is_confirmed_by_no_machine() {
    on_both(|database| async {
        let marked = letter("meet", "Auto-Submitted: auto-generated\n", "REQUEST", 0);
        let (world, case) = invited(database, &marked).await;
        assert_eq!(world.leaving().await.len(), 0);
        let (_, page) = world.get(0, &format!("/cases/{case}/letters")).await;
        let form = format!("version={}&answer=accept", world.version(case).await);
        let (status, page) = world.post(0, &action(&page), &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.leaving().await.len(), 1, "the reply alone");
        // Without an invitation such a letter is set aside.
        let other = letter("list", "Auto-Submitted: auto-generated\n", "PUBLISH", 0);
        world.take(2, &other).await;
        world.understand().await;
        assert_eq!(world.cases().await, 1);
    })
    .await;
}
