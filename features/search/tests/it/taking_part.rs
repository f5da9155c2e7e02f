//! Who takes part in a case is shown among the people that are found, to whoever sees the case and to nobody else; and what
//! the index reads of cases it did not read before it reads once more, behind all that is new.

use axum::http::StatusCode;
use solits_cases::{Kind, Open};
use solits_db::sql;
use solits_journal::Entry;
use solits_kernel::CaseId;
use solits_search::{Followed, Typing};
use solits_standard::event::EventKind;
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{BRUNO, KEEPER, World, search};

/// Velta by her name in other endings and without diacritics, her telephone in other spellings, and her e-mail.
const VELTA: [&str; 6] =
    ["Velta Dzērve", "Dzērvei", "veltas dzerves", "29444555", "0037129444555", "VELTA@example.lv"];

impl World {
    /// Velta as she is stored in a case, without a word in the journal.
    async fn store_velta(&self, case: CaseId, number: u128) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO case_people (institution_id, id, case_id, part, name, phone, email, address, best_channel, basis,
                    basis_document, verified_how)
             VALUES ($1, $2, $3, 'representative', 'Velta Dzērve', '+371 29 444 555', 'velta@example.lv', '', '', 'power', '',
                    '')"
        )
        .bind(Uuid::from_u128(number))
        .bind(case)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// The journal tells that somebody of a case was changed, and the index has followed it.
    async fn tell_of_people(&self, case: CaseId) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let entry = Entry::new(EventKind::CasePartyChanged, case, Some(self.fixture.branch));
        solits_journal::record(&mut tx, &self.app.heart, &self.by(0), entry).await.unwrap();
        tx.commit().await.unwrap();
        self.follow().await;
    }

    /// All cases that the index knows are to be read once more, as migration 0069 does it.
    async fn read_again(&self) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO search_again (institution_id, kind, subject_id)
             SELECT institution_id, 'case', case_id FROM search_cases WHERE institution_id = $1"
        )
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// How many cases the index knows, and the highest number it gave.
    async fn numbers(&self) -> (Option<i64>, Option<i64>) {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let count = sql!("SELECT COUNT(*) AS value FROM search_cases WHERE institution_id = $1");
        let highest = sql!("SELECT MAX(number) AS value FROM search_cases WHERE institution_id = $1");
        (count.scalar(&mut tx).await.unwrap(), highest.scalar(&mut tx).await.unwrap())
    }
}

#[tokio::test]
async fn a_representative_is_shown_among_the_people_with_the_cases_they_take_part_in() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let cases = [world.open("Zemes gabala sadale").await, world.open("Žoga saskaņošana").await];
        for (case, number) in cases.into_iter().zip([77, 78]) {
            world.store_velta(case, number).await;
            world.tell_of_people(case).await;
        }
        for query in VELTA {
            let found = world.get(&search(query), BRUNO).await.expect(StatusCode::OK);
            for text in ["Cilvēki", "<span class=\"found-what\">2 lietas</span>", "Lietas dalībnieks"] {
                found.shows(text);
            }
        }
        let named = world.get(&search("dzervei"), BRUNO).await.expect(StatusCode::OK);
        named.shows("Velta <mark>Dzērve</mark>");
        named.hides("Jānis Kalns");
        let typed = world.get("/search/fragment?q=velt", BRUNO).await.expect(StatusCode::OK);
        typed.shows("<span class=\"found-what\">2 lietas</span>");
    })
    .await;
}

#[tokio::test]
async fn who_takes_part_in_a_complaint_is_not_shown_to_whom_it_is_hidden_from() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let complaint = world
            .open_as(Open { kind: Kind::Complaint, subject: "Rupja".to_owned(), ..world.an_open() })
            .await;
        world.store_velta(complaint, 77).await;
        world.tell_of_people(complaint).await;
        for query in VELTA {
            world.get(&search(query), BRUNO).await.expect(StatusCode::OK).shows("Nekas nav atrasts.");
        }
        world.get(&search("dzerve"), KEEPER).await.shows("Velta <mark>Dzērve</mark>");
        // At once, before the index has read who sees the case.
        world.hide(complaint, 2).await;
        world.get(&search("dzerve"), KEEPER).await.shows("Nekas nav atrasts.");
    })
    .await;
}

/// A case that was read before the index knew of who takes part is read again, under the number it has.
#[tokio::test]
async fn what_the_index_did_not_read_before_is_found_once_it_reads_again() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.open("Zemes gabala sadale").await;
        world.open("Cita lieta").await;
        world.follow().await;
        // What the index has read is what it read without her.
        world.store_velta(case, 77).await;
        world.follow().await;
        assert!(world.found("dzerve", Typing::Sent).await.is_empty());
        for _ in 0..2 {
            world.read_again().await;
            world.follow().await;
            for query in VELTA {
                assert_eq!(world.found(query, Typing::Sent).await, ["Zemes gabala sadale"], "{query}");
            }
            assert_eq!(world.numbers().await, (Some(2), Some(2)));
        }
    })
    .await;
}

/// However much is to be read once more, what is written meanwhile is found as soon as ever.
#[tokio::test]
async fn what_is_new_does_not_wait_behind_what_is_read_once_more() {
    on_both(|database| async move {
        let world = World::new(database).await;
        for number in 0..130 {
            world.open(&format!("Pieteikums numur{number}")).await;
        }
        world.follow().await;
        world.read_again().await;
        world.open("Pirmā žirafe").await;
        world.seal().await;
        let institution = world.fixture.institution;
        assert_eq!(solits_search::follow(&world.app, institution).await.unwrap(), Followed::More);
        assert_eq!(world.found("žirafe", Typing::Sent).await, ["Pirmā žirafe"]);
        assert_eq!(world.found("numur7", Typing::Sent).await.len(), 1, "what waits is found as before");
        world.follow().await;
        assert_eq!(world.numbers().await, (Some(131), Some(131)));
    })
    .await;
}
