//! Closing without an answer: what only says thanks is owed none, by a reason that stands in the journal; whatever else is
//! owed on (H-05).

use axum::http::StatusCode;
use solits_db::{row, sql};
use solits_kernel::CaseId;
use solits_testkit::on_both;

use crate::World;

const LETTER: &str = "From: Jānis Kalns <janis@example.org>
To: info@testa.example
Subject: Paldies
Message-ID: <thanks@example.org>
Content-Type: text/plain; charset=utf-8

Labdien! Paldies par palīdzību.
";

row! {
    /// Where the promise of an answer stands.
    struct Standing { state: String, reason: Option<String> }
}

impl World {
    /// A case that a letter has opened.
    async fn thanked(&self) -> CaseId {
        self.take(1, LETTER).await;
        self.understand().await;
        self.messages().await[0].case_id
    }

    async fn closed_as(&self, case: CaseId, why: &str) {
        let form = format!("version={}&unanswered={why}&reason=Nav+atbildams.", self.version(case).await);
        let (status, page) = self.post(0, &format!("/cases/{case}/close"), &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(self.status(case).await, "closed");
    }

    /// The promises of an answer, the earliest first.
    async fn answers_owed(&self) -> Vec<(String, Option<String>)> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let found: Vec<Standing> = sql!(
            "SELECT state, reason FROM obligations
              WHERE institution_id = $1 AND norm = 'mail.answer' ORDER BY opened_n"
        )
        .all(&mut tx)
        .await
        .unwrap();
        found.into_iter().map(|one| (one.state, one.reason)).collect()
    }

    /// How often the clerk has said that thanks need no answer.
    async fn said_needless(&self) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!(
            "SELECT count(*) AS value FROM journal
              WHERE institution_id = $1 AND kind = 'message.needs_no_answer' AND actor = 'e'
                AND actor_id = $2 AND facts LIKE '%thanks%'"
        )
        .bind(self.fixture.employees[0])
        .scalar(&mut tx)
        .await
        .unwrap()
        .unwrap()
    }
}

#[tokio::test]
async fn a_letter_of_thanks_that_is_closed_as_such_is_owed_no_answer_until_the_client_writes_again() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.thanked().await;
        let (_, page) = world.get(0, &format!("/cases/{case}")).await;
        assert!(page.contains("Patlaban klientam vēl ir solīts:"), "{page}");
        world.closed_as(case, "thanks").await;
        let waived = ("waived".to_owned(), Some("tikai pateicās".to_owned()));
        assert_eq!(world.answers_owed().await, std::slice::from_ref(&waived));
        assert_eq!(world.said_needless().await, 1);
        let (_, page) = world.get(0, &format!("/cases/{case}")).await;
        assert!(page.contains("Atbilde nav vajadzīga") && page.contains("klients tikai pateicās"), "{page}");

        let receipt = solits_mail::read(&world.leaving().await[0].raw);
        let answers = format!(
            "Message-ID: <again@example.org>\nIn-Reply-To: <{}>",
            receipt.message_id.unwrap().as_str()
        );
        let again = LETTER.replace("Message-ID: <thanks@example.org>", &answers);
        world.take(2, &again.replace("Paldies par palīdzību.", "Kad remontēs ielu?")).await;
        world.understand().await;
        assert_eq!(world.answers_owed().await, [waived, ("open".to_owned(), None)]);
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_is_closed_for_another_reason_is_owed_its_answer_on() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.thanked().await;
        world.closed_as(case, "other").await;
        assert_eq!(world.answers_owed().await, [("open".to_owned(), None)]);
        assert_eq!(world.said_needless().await, 0);
    })
    .await;
}
