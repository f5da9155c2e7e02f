//! Which letters the search has still to read: those that come to no case, and those that no longer wait.

use solits_correspondence::{
    Forgotten, UnsearchedLetter, keep_letters, list_unsearched_letters, note_searched_letters,
};
use solits_testkit::on_both;

use crate::{World, monday};

const AUTOMATIC: &str = "From: Jānis Kalns <janis@example.org>\nTo: info@testa.example\nSubject: Prombūtnē\nMessage-ID: <auto@example.org>\nAuto-Submitted: auto-replied\n\nEsmu prom.\n";
const ORDINARY: &str = "From: Anna <anna@example.org>\nTo: info@testa.example\nSubject: Par ielu\nMessage-ID: <plain@example.org>\n\nKad remontēs ielu?\n";

impl World {
    async fn unsearched(&self) -> Vec<UnsearchedLetter> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        list_unsearched_letters(&mut tx, 10).await.unwrap()
    }

    async fn note_searched(&self, letters: &[UnsearchedLetter]) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        note_searched_letters(&mut tx, letters).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn the_search_reads_a_letter_that_came_to_no_case_and_learns_that_it_was_forgotten() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.take(1, AUTOMATIC).await;
        world.take(2, ORDINARY).await;
        assert!(world.unsearched().await.is_empty(), "nobody has understood them yet");
        world.understand().await;
        let read = world.unsearched().await;
        assert_eq!(read.len(), 1, "what came to a case is found with it");
        let letter = read[0].letter.as_ref().unwrap();
        assert_eq!(letter.subject, "Prombūtnē");
        assert!(read[0].text.contains("Esmu prom."), "{}", read[0].text);

        // What changes between the reading and the note of it is not lost.
        world.app.clock.set(monday().plus_minutes(91 * 24 * 60));
        let gone = keep_letters(&world.app, world.fixture.institution).await.unwrap();
        assert_eq!(gone, Forgotten { letters: 1, ..Forgotten::default() });
        world.note_searched(&read).await;
        let again = world.unsearched().await;
        assert_eq!(again.len(), 1);
        assert_eq!((again[0].id, &again[0].letter, again[0].text.as_str()), (read[0].id, &None, ""));
        world.note_searched(&again).await;
        assert!(world.unsearched().await.is_empty());
    })
    .await;
}
