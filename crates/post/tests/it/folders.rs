//! Several folders, and folders whose letters are numbered anew.

use solits_post::{TroubleKind, imap::State};

use crate::{
    dovecot::Dovecot,
    keeper::{Keeper, Watch, letter, until},
};

#[tokio::test]
async fn letters_of_several_folders_are_taken() {
    let dovecot = Dovecot::start();
    dovecot.make_folder("S&AWs-dz&ASs-bas");
    let keeper = Keeper::default();
    let _watch = Watch::over(dovecot.account(&["INBOX", "Sūdzības"]), &keeper);
    dovecot.deliver("S&AWs-dz&ASs-bas", &letter("sūdzība"));
    dovecot.deliver("INBOX", &letter("jautājums"));
    keeper.wait_for_count(2).await;
    dovecot.deliver("S&AWs-dz&ASs-bas", &letter("vēl viena"));
    dovecot.deliver("INBOX", &letter("vēl viens"));
    keeper.wait_for_count(4).await;
    let mut places: Vec<_> = keeper
        .with(|kept| kept.taken.iter().map(|taken| (taken.folder.clone(), taken.uid)).collect::<Vec<_>>());
    places.sort();
    let expected = [("INBOX", 1), ("INBOX", 2), ("Sūdzības", 1), ("Sūdzības", 2)];
    assert_eq!(places, expected.map(|(folder, uid)| (folder.to_owned(), uid)));
}

#[tokio::test]
async fn a_folder_that_is_not_there_does_not_keep_the_others_waiting() {
    let dovecot = Dovecot::start();
    let keeper = Keeper::default();
    let watch = Watch::over(dovecot.account(&["Nav", "INBOX"]), &keeper);
    dovecot.deliver("INBOX", &letter("jautājums"));
    keeper.wait_for_count(1).await;
    watch.wait_for_status("a note", |status| status.last_trouble.is_some()).await;
    assert_eq!(watch.last_trouble().unwrap().kind, TroubleKind::Folder);
    assert_eq!(watch.status.borrow().state, State::Connected);
    dovecot.make_folder("Nav");
    dovecot.deliver("Nav", &letter("tagad ir"));
    keeper.wait_for_count(2).await;
}

#[tokio::test]
async fn a_folder_made_anew_is_read_from_its_first_letter_and_known_letters_are_known() {
    let mut dovecot = Dovecot::start();
    dovecot.make_folder("Darbs");
    let keeper = Keeper::default();
    let watch = Watch::over(dovecot.account(&["Darbs"]), &keeper);
    for subject in ["viens", "divi", "trīs"] {
        dovecot.deliver("Darbs", &letter(subject));
    }
    keeper.wait_for_count(3).await;
    watch.end().await;
    dovecot.kill();
    dovecot.remake_folder("Darbs");
    dovecot.switch_on();

    // The old numbers reach to 3; the new ones begin with 1 again, and the first two letters are old ones.
    for subject in ["divi", "trīs", "četri"] {
        dovecot.deliver("Darbs", &letter(subject));
    }
    let _watch = Watch::over(dovecot.account(&["Darbs"]), &keeper);
    keeper.wait_for_count(4).await;
    assert_eq!(keeper.subjects(), ["viens", "divi", "trīs", "četri"]);
    assert_eq!(keeper.with(|kept| kept.known), 2);
    let (old, new) = keeper.with(|kept| (kept.taken[0].clone(), kept.taken[3].clone()));
    assert_ne!(old.uid_validity, new.uid_validity);
    assert_eq!(new.uid, 3);
    until("marks", || dovecot.seen_of("Darbs") == (3, 3)).await;
}
