//! Letters that need a person stand above the cases until somebody has seen to them.

use solits_db::sql;
use solits_testkit::{
    browser::{self, listen},
    on_both,
};
use uuid::Uuid;

use crate::World;

/// The letter of the mailbox.
const LETTER: Uuid = Uuid::from_u128(56);

impl World {
    /// A mailbox that somebody keeps, with a letter that nobody could understand.
    pub(crate) async fn lettered(&self, keeper: usize) {
        let mut tx = self.db.write(self.scope()).await.unwrap();
        sql!(
            "INSERT INTO mailboxes (institution_id, id, name, address, address_key, branch_id, keeper_id, in_host, in_port,
                    in_security, folders, out_host, out_port, out_security, login, is_active, standing, standing_since,
                    standing_words, reader, reader_until, version)
             VALUES ($1, $2, 'Pasts', 'a@b.lv', 'a@b.lv', $3, $4, 'localhost', 143, 'plain', 'INBOX', 'localhost', 25, 'plain',
                     'info', 1, 'new', 0, '', '', 0, 1)"
        )
        .bind(Uuid::from_u128(55))
        .bind(self.fixture.branch)
        .bind(self.person(keeper))
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO letters (institution_id, id, mailbox_id, folder, uid_validity, uid, digest, size, received_at, taken_at,
                    raw, state, because, author, subject, tries)
             VALUES ($1, $2, $3, 'INBOX', 1, 1, $4, 10, 0, 0, $4, 'needs_attention', 'not-understood', 'X', 'Savāda vēstule', 3)"
        )
        .bind(Uuid::from_u128(56))
        .bind(Uuid::from_u128(55))
        .bind(vec![1_u8])
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// Changes the letter, as its own room does.
    async fn letter_becomes(&self, is_seen_to: bool, is_forgotten: bool) {
        let at = self.app.clock.now();
        let mut tx = self.db.write(self.scope()).await.unwrap();
        sql!("UPDATE letters SET seen_to_at = $2, forgotten_at = $3 WHERE institution_id = $1 AND id = $4")
            .bind(is_seen_to.then_some(at))
            .bind(is_forgotten.then_some(at))
            .bind(LETTER)
            .run(&mut tx)
            .await
            .unwrap();
        tx.signal("letters");
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn the_row_of_a_letter_leads_to_it_and_is_gone_when_somebody_has_seen_to_it_or_nothing_is_left_of_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.lettered(1).await;
        let href = format!("href=\"/letters/{LETTER}\"");
        world.get("bruno", "/inbox?view=mine").await.shows(&href);
        for (is_seen_to, is_forgotten) in [(true, false), (false, true)] {
            world.letter_becomes(is_seen_to, is_forgotten).await;
            for view in ["mine", "all", "unassigned"] {
                world.get("bruno", &format!("/inbox?view={view}")).await.hides(&href);
            }
        }
        world.letter_becomes(false, false).await;
        world.get("anna", "/inbox?view=all").await.shows(&href);
    })
    .await;
}

#[tokio::test]
async fn the_list_hears_of_letters_where_they_stand_in_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.lettered(1).await;
        let keeps = browser::page("bruno", "/inbox/live?view=mine");
        let mut keeper = listen(world.router(), keeps).await;
        let mut everybody = listen(world.router(), browser::page("anna", "/inbox/live?view=all")).await;
        world.letter_becomes(true, false).await;
        keeper.hears("letters").await;
        everybody.hears("letters").await;
    })
    .await;
}
