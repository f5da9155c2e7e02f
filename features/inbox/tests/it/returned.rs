//! A letter of ours that did not reach the client stands in the list of whose case it is, until another way is found.

use solits_cases::{Hearing, Kind, NewNews, NewsBy, keep_hearing, put_news};
use solits_db::sql;
use solits_kernel::{CaseId, Lang};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::World;

impl World {
    /// A letter of a case comes back.
    async fn letter_returned(&self, case: CaseId) {
        let mut tx = self.db.write(self.scope()).await.unwrap();
        let id = Uuid::from_u128(900);
        sql!(
            "INSERT INTO messages (institution_id, id, case_id, direction, way, at, author_name, author_address, recipient,
                    subject, text, is_automatic, attention)
             VALUES ($1, $2, $3, 'out', 'email', 0, '', '', 'janis@example.org', 'Atbilde', 'Jā.', 0, '')"
        )
        .bind(id)
        .bind(case)
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO returned_letters (institution_id, id, case_id, at, reason, said)
             VALUES ($1, $2, $3, $4, 'mailbox-full', '552')"
        )
        .bind(id)
        .bind(case)
        .bind(self.app.clock.now())
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    async fn settle_all(&self) {
        let mut tx = self.db.write(self.scope()).await.unwrap();
        sql!("UPDATE returned_letters SET settled_at = 1, settled_how = 'reached' WHERE institution_id = $1")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_letter_that_did_not_reach_the_client_leads_the_list_of_its_owner_until_it_is_settled() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(0, "Kad remontēs ielu", Kind::Question, false).await;
        world.letter_returned(case).await;
        let mine = world.get("anna", "/inbox?view=mine").await;
        mine.shows("nesasniedza klientu").shows("Saņēmēja pastkastē nav vietas").shows("janis@example.org");
        mine.shows(&format!("/cases/{case}/letters/"));
        world.get("anna", "/inbox?view=unit").await.shows("nesasniedza klientu");
        world.get("centis", "/inbox?view=mine").await.hides("nesasniedza klientu");
        world.settle_all().await;
        world.get("anna", "/inbox?view=mine").await.hides("nesasniedza klientu");
    })
    .await;
}

/// A text message is sent by nobody but a person: until then it stands in the list of whose case it is.
#[tokio::test]
async fn what_a_client_is_to_be_told_by_text_message_leads_the_list_of_its_owner() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(0, "Kad remontēs ielu", Kind::Question, false).await;
        let hidden = world.case(0, "Rupja apkalpošana", Kind::Complaint, false).await;
        let mut tx = world.db.write(world.scope()).await.unwrap();
        for (n, case) in (1..).zip([case, hidden]) {
            let hearing = Hearing {
                by: NewsBy::Sms,
                address: "26123456".to_owned(),
                postal: String::new(),
                lang: Lang::Lv,
                confirmed_at: None,
            };
            keep_hearing(&mut tx, case, &hearing, None).await.unwrap();
            let at = world.app.clock.now();
            let news = NewNews { n, at, kind: "case.extended", text: "Jaunais datums: 10. decembris." };
            let case = solits_cases::find(&mut tx, case).await.unwrap().unwrap();
            put_news(&mut tx, &world.app, &case, &news).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mine = world.get("anna", "/inbox?view=mine").await;
        mine.shows("jāpastāsta klientam").shows("10. decembris").shows("Īsziņā").shows("Rupja");
        mine.shows(&format!("/cases/{case}#news-"));
        world.get("centis", "/inbox?view=mine").await.hides("jāpastāsta klientam");
        let all = world.get("centis", "/inbox?view=all").await;
        all.shows(&format!("/cases/{case}#news-")).hides(&format!("/cases/{hidden}#news-"));
    })
    .await;
}

/// What is hidden is absent from what is to be done as well.
#[tokio::test]
async fn a_letter_of_a_complaint_stands_in_no_list_of_those_who_may_not_see_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(0, "Rupja apkalpošana", Kind::Complaint, false).await;
        world.letter_returned(case).await;
        world.get("anna", "/inbox?view=all").await.shows("nesasniedza klientu");
        for who in ["bruno", "centis"] {
            world.get(who, "/inbox?view=all").await.hides("nesasniedza klientu").hides("Rupja");
        }
    })
    .await;
}
