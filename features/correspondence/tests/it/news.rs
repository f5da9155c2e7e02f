//! A client whose case was written down for them hears where it stands by the way they chose (I-33).

use axum::http::StatusCode;
use solits_cases::Untold;
use solits_db::{row, sql};
use solits_kernel::{CaseId, EmployeeId};
use solits_testkit::{on_both, setting};
use uuid::Uuid;

use crate::World;

const SIGNED: [(&str, &str); 6] = [
    ("way", "counter"),
    ("received_on", "2026-11-16"),
    ("signed", "hand"),
    ("name", "Anna Liepa"),
    ("text", "Lūdzu ierīkot apgaismojumu Skolas ielā."),
    ("subject", "Par apgaismojumu"),
];

row! {
    struct Kept { channel: String, reach: String, postal: String, lang: String }
}
row! {
    struct Spoken { channel: String, employee_id: Option<EmployeeId> }
}

impl World {
    /// A signed submission written down at the counter, with more fields.
    async fn at_counter(&self, more: &[(&str, &str)]) -> CaseId {
        let fields: Vec<_> = SIGNED.iter().chain(more).copied().collect();
        let (status, page) = self.write_down(&fields, None).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        self.case_and_due().await.0
    }

    async fn untold(&self) -> Vec<Untold> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        solits_cases::list_untold(&mut tx, 10).await.unwrap()
    }

    async fn kept_contact(&self, case: CaseId) -> Option<Kept> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT channel, reach, postal, lang FROM case_contacts WHERE institution_id = $1 AND case_id = $2")
            .bind(case)
            .optional(&mut tx)
            .await
            .unwrap()
    }

    async fn spoken(&self, case: CaseId) -> Vec<Spoken> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT channel, employee_id FROM contacts WHERE institution_id = $1 AND case_id = $2")
            .bind(case)
            .all(&mut tx)
            .await
            .unwrap()
    }

    /// Does something with a case by its form; the version is the present one.
    async fn act(&self, case: CaseId, what: &str, form: &str) {
        let version = self.version(case).await;
        let (status, page) =
            self.post(0, &format!("/cases/{case}/{what}"), &format!("version={version}&{form}")).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{what}: {page}");
    }

    /// Makes the term of the law longer, to Thursday, 10 December.
    async fn extended(&self, case: CaseId) {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let term: Uuid = sql!(
            "SELECT id AS value FROM obligations WHERE institution_id = $1 AND subject_id = $2 AND norm = 'law.submission-2026'"
        )
        .bind(case)
        .scalar(&mut tx)
        .await
        .unwrap()
        .unwrap();
        drop(tx);
        let form = format!(
            "term={term}&extend_date=2026-12-10&extend_reason=Gaid%C4%81m+m%C4%93rniec%C4%ABbas+datus."
        );
        self.act(case, "extend", &form).await;
    }

    /// What has left for the client since so many letters.
    async fn texts_after(&self, before: usize) -> Vec<String> {
        self.texts().await.into_iter().skip(before).collect()
    }
}

#[tokio::test]
async fn an_extension_is_told_by_text_message_by_a_person_once_and_stands_in_the_case() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.tell().await;
        let case = world.at_counter(&[("contact", "26 123 456"), ("tell", "sms")]).await;
        world.tell().await;
        let before = world.texts().await.len();
        world.later(10);
        world.extended(case).await;
        world.tell().await;
        world.tell().await;
        let untold = world.untold().await;
        assert_eq!(untold.len(), 1, "{untold:?}");
        assert_eq!((untold[0].owner_id, untold[0].channel.as_str()), (world.fixture.employees[0], "sms"));
        for part in ["2026-000001", "termiņš ir pagarināts", "Gaidām mērniecības datus", "10. decembr"]
        {
            assert!(untold[0].text.contains(part), "{part} is missing: {}", untold[0].text);
        }
        assert_eq!(world.texts().await.len(), before, "nothing is written by the program");

        let (_, page) = world.get(0, &format!("/cases/{case}")).await;
        for part in ["Pastāstiet klientam", "10. decembr", "26 123 456"] {
            assert!(page.contains(part), "{part} is missing: {page}");
        }
        let told = format!("/cases/{case}/news/{}/told", untold[0].id);
        let (status, page) = world.post(0, &told, "how=sms").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        let (status, page) = world.post(1, &told, "how=phone").await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(page.contains("jau pastāstīja"), "{page}");

        assert!(world.untold().await.is_empty(), "once told it is gone");
        let spoken = world.spoken(case).await;
        assert_eq!(spoken.len(), 1);
        assert_eq!(
            (spoken[0].channel.as_str(), spoken[0].employee_id),
            ("sms", Some(world.fixture.employees[0]))
        );
        let (_, page) = world.get(0, &format!("/cases/{case}")).await;
        assert!(page.contains("Klientam pastāstīts") && page.contains("Īsziņa"), "{page}");
        assert!(!page.contains("Pastāstiet klientam"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_number_that_no_text_message_reaches_is_refused_and_what_was_typed_stays() {
    on_both(|database| async {
        let world = World::new(database).await;
        let fields = [SIGNED.as_slice(), &[("tell", "sms"), ("tell_to", "67 012 345")]].concat();
        let (status, page) = world.write_down(&fields, None).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in ["mobilā tālruņa numuru", "67 012 345", "apgaismojumu Skolas ielā"] {
            assert!(page.contains(part), "{part} is missing: {page}");
        }
        let opening = format!(
            "kind=question&subject=Kad+remont%C4%93s&branch={}&owner={}&channel=visit&key=k1&client_contact=67012345",
            world.fixture.branch, world.fixture.employees[0]
        );
        let (status, page) = world.post(0, "/cases", &format!("{opening}&tell=letter")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("ierakstiet pasta adresi") && page.contains("Kad remontēs"), "{page}");
        assert_eq!(world.cases().await, 0);

        let (status, _) = world.post(0, "/cases", &format!("{opening}&tell=phone&tell_lang=en")).await;
        assert_eq!(status, StatusCode::OK);
        let case = world.case_and_due().await.0;
        let kept = world.kept_contact(case).await.unwrap();
        assert_eq!((kept.channel.as_str(), kept.reach.as_str(), kept.lang.as_str()), ("phone", "", "en"));
    })
    .await;
}

#[tokio::test]
async fn a_pause_and_that_work_goes_on_are_told_by_email_once_each() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.tell().await;
        let case = world.at_counter(&[("contact", "anna@example.org"), ("tell", "email")]).await;
        world.tell().await;
        let before = world.texts().await.len();
        world.later(10);
        world
            .act(
                case,
                "pause",
                "waits_for=client&reason=L%C5%ABdzu%2C+ats%C5%ABtiet+pl%C4%81nu.&until=2026-11-27",
            )
            .await;
        world.tell().await;
        world.tell().await;
        let news = world.texts_after(before).await;
        assert_eq!(news.len(), 1, "{news:?}");
        for part in
            ["gaidām atbildi no Jums", "Lūdzu, atsūtiet plānu", "27. novembr", "Lūdzu, atbildiet mums"]
        {
            assert!(news[0].contains(part), "{part} is missing: {}", news[0]);
        }
        world.later(10);
        world.act(case, "resume", "").await;
        world.tell().await;
        let news = world.texts_after(before).await;
        assert_eq!(news.len(), 2, "{news:?}");
        assert!(news[1].contains("Darbs pie Jūsu lietas turpinās"), "{}", news[1]);
        assert!(world.untold().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn work_that_goes_on_only_because_the_case_is_answered_is_no_news() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.tell().await;
        let case = world.at_counter(&[("contact", "anna@example.org")]).await;
        world.tell().await;
        let before = world.texts().await.len();
        world.later(10);
        world.act(case, "pause", "waits_for=decision&reason=Gaid%C4%81m.").await;
        world.tell().await;
        world.later(10);
        world.answered(case).await;
        world.tell().await;
        let news = world.texts_after(before).await;
        assert_eq!(news.len(), 2, "{news:?}");
        assert!(news[1].contains("ir sniegta atbilde"), "{}", news[1]);
    })
    .await;
}

#[tokio::test]
async fn another_body_is_named_with_its_contacts_and_another_unit_by_its_name() {
    on_both(|database| async {
        let world = World::new(database).await;
        let unit = Uuid::from_u128(70);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        setting::unit(&mut tx, unit, "Ielu nodaļa").await;
        sql!("UPDATE units SET head_id = $3 WHERE institution_id = $1 AND id = $2")
            .bind(unit)
            .bind(world.fixture.employees[1])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.tell().await;
        let case = world.at_counter(&[("contact", "anna@example.org"), ("tell_lang", "en")]).await;
        world.tell().await;
        let before = world.texts().await.len();
        world.later(10);
        world.act(case, "hand-over", &format!("unit={unit}&hand_reason=Tur+lemj.")).await;
        world.tell().await;
        world.later(10);
        let body = "body=Latvijas+Valsts+ce%C4%BCi&contacts=t%C4%81lr.+67028169&matter=Valsts+ce%C4%BC%C5%A1&way=elsewhere";
        world.act(case, "letters/forward", body).await;
        world.tell().await;
        let news = world.texts_after(before).await;
        assert_eq!(news.len(), 2, "the closing is told with the body: {news:?}");
        assert!(news[0].contains("Another unit of ours") && news[0].contains("Ielu nodaļa"), "{}", news[0]);
        assert!(!news[0].contains("Tur lemj"), "what stays with staff is not told: {}", news[0]);
        assert!(news[1].contains("Latvijas Valsts ceļi: tālr. 67028169"), "{}", news[1]);
    })
    .await;
}

#[tokio::test]
async fn a_case_opened_at_a_desk_is_followed_by_email_and_the_specialist_changes_the_way() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.tell().await;
        let opening = format!(
            "kind=question&subject=Kad+remont%C4%93s&branch={}&owner={}&channel=visit&key=k1&client_contact=anna%40example.org&tell=email",
            world.fixture.branch, world.fixture.employees[0]
        );
        let (status, page) = world.post(0, "/cases", &opening).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        let case = world.case_and_due().await.0;
        let before = world.texts().await.len();
        world.later(10);
        world.act(case, "pause", "waits_for=payment&reason=Maks%C4%81jums.").await;
        world.tell().await;
        assert_eq!(world.texts_after(before).await.len(), 1);

        let version = world.version(case).await;
        let path = format!("/cases/{case}/news");
        let (status, page) = world.post(0, &path, &format!("version={version}&tell=letter&tell_to=")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("ierakstiet pasta adresi"), "{page}");
        world.act(case, "news", "tell=letter&tell_to=Liepu+iela+1%2C+Vecpils&tell_lang=lv").await;
        let kept = world.kept_contact(case).await.unwrap();
        assert_eq!((kept.channel.as_str(), kept.postal.as_str()), ("letter", "Liepu iela 1, Vecpils"));
        let (status, _) = world.post(1, &path, &format!("version={version}&tell=none")).await;
        assert_eq!(status, StatusCode::CONFLICT, "somebody has changed it meanwhile");
        let (_, page) = world.get(0, &format!("/cases/{case}")).await;
        assert!(page.contains("Mainīts, kā klients uzzina") && page.contains("Liepu iela 1"), "{page}");

        world.later(10);
        world.act(case, "resume", "").await;
        world.tell().await;
        assert_eq!(world.texts_after(before).await.len(), 1, "not by e-mail any more");
        let untold = world.untold().await;
        assert_eq!(untold.len(), 1);
        let (status, page) = world.get(0, &format!("/cases/{case}/news/{}/print", untold[0].id)).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(page.contains("Liepu iela 1, Vecpils") && page.contains("turpinās"), "{page}");

        // Whoever wants no news any more is told none.
        world.act(case, "news", "tell=none").await;
        assert!(world.untold().await.is_empty());
    })
    .await;
}

/// K-24: nobody on the trust line is asked where they can be reached.
#[tokio::test]
async fn of_whoever_calls_the_trust_line_nothing_is_kept_to_tell_them_by() {
    on_both(|database| async {
        let world = World::new(database).await;
        let fields = [
            ("way", "trust_line"),
            ("received_on", "2026-11-16"),
            ("text", "Pie skolas naktīs nedeg lampas."),
            ("tell", "sms"),
            ("tell_to", "26123456"),
        ];
        let (status, page) = world.write_down(&fields, None).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        assert!(world.kept_contact(world.case_and_due().await.0).await.is_none());
    })
    .await;
}

/// A delay to Wednesday, 25 November: "Atbilde būs vēlāk."
const DELAY: &str = "new_date=2026-11-25&reason=gaid%C4%81m+datus&postal=&text=Atbilde+b%C5%ABs+v%C4%93l%C4%81k.&reread=1&confirm=Spelling";

#[tokio::test]
async fn a_delay_told_on_the_page_of_the_case_is_news_to_the_address_the_client_chose() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.tell().await;
        let case = world.at_counter(&[("contact", "anna@example.org"), ("tell", "email")]).await;
        world.tell().await;
        let before = world.texts().await.len();
        world.later(10);
        world.act(case, "letters/delay", &format!("{DELAY}&way=page")).await;
        world.tell().await;
        let news = world.texts_after(before).await;
        assert_eq!(news.len(), 1, "{news:?}");
        assert!(news[0].contains("25. novembr"), "{}", news[0]);
    })
    .await;
}

#[tokio::test]
async fn a_delay_that_was_told_by_telephone_is_not_laid_before_staff_to_be_told_again() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.tell().await;
        let case = world.at_counter(&[("contact", "26 123 456"), ("tell", "sms")]).await;
        world.tell().await;
        world.later(10);
        let version = world.version(case).await;
        let path = format!("/cases/{case}/letters/delay");
        let (status, page) = world.post(0, &path, &format!("version={version}&{DELAY}&way=page")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a person has to tell it: {page}");
        let told = format!("{DELAY}&way=phone&told_on=2026-11-16&said=Piezvan%C4%ABju.");
        world.act(case, "letters/delay", &told).await;
        world.tell().await;
        assert!(world.untold().await.is_empty(), "it has been told");
    })
    .await;
}
