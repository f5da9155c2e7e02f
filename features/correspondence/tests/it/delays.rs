//! Telling that the answer comes later, and the reason to whoever wrote an insult: looked over as every letter is, and never
//! said to be told when nobody told it (H-06, H-16, I-07).

use axum::http::StatusCode;
use solits_db::sql;
use solits_journal::Heart;
use solits_kernel::CaseId;
use solits_testkit::on_both;

use crate::World;

const LETTER: &str = "From: Jānis Kalns <janis@example.org>
To: info@testa.example
Subject: Kur deklaret?
Message-ID: <one@example.org>
Content-Type: text/plain; charset=utf-8

Labdien! Kur es varu deklarēt dzīvesvietu?
";

/// "Atbilde būs vēlāk." by e-mail, on Wednesday, 25 November.
const BY_EMAIL: &str = "version=1&new_date=2026-11-25&reason=gaid%C4%81m+datus&way=email&postal=&text=Atbilde+b%C5%ABs+v%C4%93l%C4%81k.";
/// "Jautājumu neizskatām." by e-mail.
const INSULT: &str = "version=1&reason=Lamuv%C4%81rdi&way=email&postal=&text=Jaut%C4%81jumu+neizskat%C4%81m.";

impl World {
    /// A case that a letter has opened.
    async fn by_letter(&self) -> CaseId {
        self.take(1, LETTER).await;
        self.understand().await;
        self.messages().await[0].case_id
    }

    /// A case of somebody who left a telephone number and was not asked how to hear of it.
    async fn by_phone(&self) -> CaseId {
        let opening = format!(
            "kind=question&subject=Kad+remont%C4%93s&branch={}&owner={}&channel=visit&key=k1&client_name=Anna+Liepa&client_contact=67012345",
            self.fixture.branch, self.fixture.employees[0]
        );
        let (status, page) = self.post(0, "/cases", &opening).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        self.case_and_due().await.0
    }

    /// How often the client of a case was told of a delay, with a day that is owed.
    async fn told_of_delay(&self, case: CaseId) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT count(*) AS value FROM journal
              WHERE institution_id = $1 AND subject_id = $2 AND kind = 'message.delay_told' AND facts LIKE '%planned_at%'"
        )
        .bind(case)
        .scalar(&mut tx)
        .await
        .unwrap()
        .unwrap()
    }

    /// The standard demands a post in the signature, and nobody has one.
    async fn demands_a_post(&self) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = replace(source, $2, $3) WHERE institution_id = $1")
            .bind("[parameters]\n")
            .bind("[parameters]\n\"mail.signature\" = { value = [{ lv = \"amats\", en = \"post\" }], paragraph = \"5\" }\n")
            .run(&mut tx)
            .await
            .unwrap();
        sql!("UPDATE employees SET post = '' WHERE institution_id = $1").run(&mut tx).await.unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_letter_of_delay_or_about_an_insult_without_a_demanded_signature_stays_here_with_what_was_typed() {
    on_both(|database| async {
        let world = World::new(database).await;
        let case = world.by_letter().await;
        world.demands_a_post().await;
        for (what, form, typed) in
            [("delay", BY_EMAIL, "Atbilde būs vēlāk."), ("insult", INSULT, "Jautājumu neizskatām.")]
        {
            let path = format!("/cases/{case}/letters/{what}");
            let (status, page) = world.post(0, &path, &format!("{form}&reread=1&confirm=Spelling")).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
            assert!(page.contains("Parakstā trūkst lauka") && page.contains(typed), "{what}: {page}");
        }
        assert_eq!(world.leaving().await.len(), 1, "only the receipt");
        assert_eq!(world.status(case).await, "open");
    })
    .await;
}

#[tokio::test]
async fn a_letter_of_delay_or_about_an_insult_that_was_not_read_again_does_not_leave() {
    on_both(|database| async {
        let world = World::new(database).await;
        let case = world.by_letter().await;
        for (what, form) in [("delay", BY_EMAIL), ("insult", INSULT)] {
            let path = format!("/cases/{case}/letters/{what}");
            let (status, page) = world.post(0, &path, &format!("{form}&confirm=Spelling")).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
            assert!(page.contains("Pārlasiet vēstuli"), "{what}: {page}");
        }
        assert_eq!(world.leaving().await.len(), 1, "only the receipt");
    })
    .await;
}

#[tokio::test]
async fn a_delay_with_a_personal_code_leaves_by_email_only_when_that_is_confirmed() {
    on_both(|database| async {
        let world = World::new(database).await;
        let case = world.by_letter().await;
        let path = format!("/cases/{case}/letters/delay");
        let form = format!("{BY_EMAIL}+Kods+321234-56789.&reread=1&confirm=Spelling");
        let (status, page) = world.post(0, &path, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let code = "PersonalDataUnprotectedPersonalCode";
        assert!(page.contains(code) && page.contains("321234-56789"), "{page}");
        let (status, page) = world.post(0, &path, &format!("{form}&confirm={code}")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_misspelt_word_of_a_delay_is_shown_and_mended_by_a_button_before_it_leaves() {
    on_both(|database| async {
        let world = World::new(database).await;
        let case = world.by_letter().await;
        let path = format!("/cases/{case}/letters/delay");
        let wrong = format!("{}&reread=1", BY_EMAIL.replace("text=Atbilde", "text=Atbildee"));
        let (status, page) = world.post(0, &path, &wrong).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("<bdi dir=\"auto\">Atbildee</bdi>"), "{page}");
        let mend = "mend=main%7C0%7CAtbildee%7CAtbilde";
        let (status, page) = world.post(0, &path, &format!("{wrong}&{mend}")).await;
        assert_eq!(status, StatusCode::OK, "it is only looked over");
        assert!(page.contains("Atbilde būs") && !page.contains("Atbildee"), "{page}");
        assert_eq!(world.leaving().await.len(), 1, "only the receipt");
    })
    .await;
}

#[tokio::test]
async fn whoever_left_only_a_number_is_not_told_by_a_page_of_which_nobody_speaks() {
    on_both(|database| async {
        let world = World::new(database).await;
        let case = world.by_phone().await;
        let path = format!("/cases/{case}/letters/delay");
        let (_, page) = world.get(0, &path).await;
        assert!(page.contains("value=\"phone\"") && !page.contains("value=\"page\""), "{page}");
        let version = world.version(case).await;
        let form = BY_EMAIL.replace("version=1", &format!("version={version}"));
        let by = |way: &str| form.replace("way=email", &format!("way={way}"));

        let (status, page) = world.post(0, &path, &format!("{}&reread=1", by("page"))).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("pats neuzzina") && page.contains("gaidām datus"), "{page}");
        let phone = format!("{}&confirm=Spelling", by("phone"));
        let (status, _) = world.post(0, &path, &format!("{phone}&told_on=2026-11-16&said=")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "what was said is written down");
        let said = "said=Zvan%C4%ABju+un+pateicu.";
        let (status, _) = world.post(0, &path, &format!("{phone}&told_on=2026-11-17&{said}")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "nobody was told tomorrow");
        assert_eq!(world.told_of_delay(case).await, 0);

        let (status, page) = world.post(0, &path, &format!("{phone}&told_on=2026-11-16&{said}")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(world.told_of_delay(case).await, 1, "the day is owed");
        let (_, letters) = world.get(0, &format!("/cases/{case}/letters")).await;
        assert!(letters.contains("Zvanīju un pateicu."), "{letters}");
    })
    .await;
}
