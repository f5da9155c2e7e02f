//! Questions, reports and letters without a case are found however many there are; what is hidden is not counted, and what
//! no longer waits is not left in the index.

use axum::http::StatusCode;
use solits_cases::{Kind, Open};
use solits_db::sql;
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{ANNA, BRUNO, KEEPER, World, monday, search};

impl World {
    /// Anna asks, Bruno reports and letters come, each so many times later, and the index is told of them as a migration
    /// tells it.
    async fn many(&self, count: u32, letters: u32) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        for number in 1..=count {
            let at = monday().plus_minutes(i64::from(number));
            let id = Uuid::from_u128(10_000 + u128::from(number));
            sql!(
                "INSERT INTO internal_requests (institution_id, id, kind, topic, question, checked, shown, addressee_id, place,
                        asked_by, asked_at, state, version)
                 VALUES ($1, $2, 'question', 'Cits jautājums', 'Kad?', '', '[]', $3, '', $4, $5, 'open', 1)"
            )
            .bind(id)
            .bind(self.employee(2))
            .bind(self.employee(0))
            .bind(at)
            .run(&mut tx)
            .await
            .unwrap();
            sql!(
                "INSERT INTO nonconformities (institution_id, id, reference, kind, standard, potential, found, place,
                        reported_by, found_at, routed_at, role, body, remedy, closing, state, version)
                 VALUES ($1, $2, $3, 'other', 1, 0, 'Cita ķibele', '', $4, $5, $5, '', '', '', '', 'reported', 1)"
            )
            .bind(id)
            .bind(format!("N-2026-{:05}", 10_000 + number))
            .bind(self.employee(1))
            .bind(at)
            .run(&mut tx)
            .await
            .unwrap();
        }
        for number in 1..=letters {
            sql!(
                "INSERT INTO letters (institution_id, id, mailbox_id, folder, uid_validity, uid, digest, size, received_at,
                        taken_at, state, because, author, subject, tries, unsearched)
                 VALUES ($1, $2, $3, 'INBOX', 1, $4, $5, 9, $6, $6, 'needs_attention', 'not-understood', 'Cits', 'Cita ziņa', 3, 1)"
            )
            .bind(Uuid::from_u128(10_000 + u128::from(number)))
            .bind(Uuid::from_u128(55))
            .bind(i64::from(number) + 1)
            .bind(number.to_be_bytes().to_vec())
            .bind(monday().plus_minutes(i64::from(number)))
            .run(&mut tx)
            .await
            .unwrap();
        }
        for again in [
            sql!(
                "INSERT INTO search_again (institution_id, kind, subject_id)
                 SELECT institution_id, 'question', id FROM internal_requests WHERE institution_id = $1"
            ),
            sql!(
                "INSERT INTO search_again (institution_id, kind, subject_id)
                 SELECT institution_id, 'report', id FROM nonconformities WHERE institution_id = $1"
            ),
        ] {
            again.run(&mut tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        self.follow().await;
    }

    /// How much the index knows beside cases.
    async fn count_others(&self) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let count = sql!("SELECT COUNT(*) AS value FROM search_others WHERE institution_id = $1");
        count.scalar(&mut tx).await.unwrap().unwrap_or_default()
    }
}

/// Whoever a case is hidden from learns nothing of a report out of it, not even that there is one more.
#[tokio::test]
async fn a_report_out_of_a_hidden_case_is_not_counted_either() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let complaint = world
            .open_as(Open { kind: Kind::Complaint, subject: "Rupja".to_owned(), ..world.an_open() })
            .await;
        world.reported(911, "Pazudusi mētele", None).await;
        world.reported(912, "Pazudusi mētele", Some(complaint)).await;
        let both = world.get(&search("metele"), BRUNO).await.expect(StatusCode::OK);
        both.shows("Lietu nav; cits: 2 ieraksti");
        world.hide(complaint, 1).await;
        let one = world.get(&search("metele"), BRUNO).await.expect(StatusCode::OK);
        one.shows("Lietu nav; cits: 1 ieraksts");
        one.shows(&format!("/nonconformities/{}", Uuid::from_u128(911)));
        one.hides(&format!("/nonconformities/{}", Uuid::from_u128(912)));
        world.get(&search("metele"), KEEPER).await.shows("Lietu nav; cits: 2 ieraksti");
    })
    .await;
}

/// Nothing is too old to be found: there is no number of the latest behind which the search does not look.
#[tokio::test]
async fn the_oldest_of_very_many_questions_reports_and_letters_is_found() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.asked(901, "Ābeļdārza žogs", None).await;
        world.reported(911, "Uzgaidāmajā telpā nav ūdens", None).await;
        world.lettered("Bedraina brauktuve", "Pie tilta ir dziļa peļķe.").await;
        world.many(1_010, 310).await;
        let oldest = [
            (ANNA, "kurs kopj abeli", format!("/requests/{}", Uuid::from_u128(901))),
            (BRUNO, "udens", format!("/nonconformities/{}", Uuid::from_u128(911))),
            (KEEPER, "N-2026-0911", format!("/nonconformities/{}", Uuid::from_u128(911))),
            (ANNA, "pelkes", format!("/letters/{}", Uuid::from_u128(56))),
        ];
        for (who, query, href) in &oldest {
            assert!(world.finds(who, query, href).await, "{who} {query}");
        }
        let many = world.get(&search("cits jautājums"), ANNA).await.expect(StatusCode::OK);
        assert_eq!(many.body.matches("href=\"/requests/").count(), 8);
        many.shows("Rādīti 8; atrasts vairāk nekā 200.");
        // Of others' questions nothing is found, however many there are.
        world.get(&search("cits jautājums"), BRUNO).await.shows("Nekas nav atrasts.");
        assert_eq!(world.count_others().await, 1_011 + 1_011 + 311, "each has one number");
    })
    .await;
}

/// A letter that has its case or was forgotten leaves no word in the index.
#[tokio::test]
async fn a_letter_that_no_longer_waits_is_not_left_in_the_index() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.lettered("Bedraina brauktuve", "Pie tilta stāv žirafe.").await;
        assert_eq!((world.count_others().await, world.count_words("3tziraf").await), (1, 1));
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "UPDATE letters SET raw = NULL, author = '', subject = '', forgotten_at = 1, unsearched = unsearched + 1
              WHERE institution_id = $1"
        )
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        world.get(&search("bedrainu"), ANNA).await.shows("Nekas nav atrasts.");
        world.follow().await;
        assert_eq!((world.count_others().await, world.count_words("3tziraf").await), (0, 0));
    })
    .await;
}
