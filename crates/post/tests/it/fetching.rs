//! Letters are taken exactly once, whatever happens to the server, the line or us.

use std::time::Duration;

use solits_kernel::Timestamp;
use solits_post::{
    Proof, Secret, TroubleKind,
    imap::{Done, MOST_TOGETHER, State},
};

use crate::{
    dovecot::{ASCII_PASSWORD, Ability, Dovecot, PASSWORD, account_at},
    keeper::{Keeper, Watch, letter, net, raw_of, until},
    proxy::Line,
    sizes::large_letter,
};

fn names(numbers: std::ops::Range<u32>) -> Vec<String> {
    numbers.map(|number| format!("letter {number}")).collect()
}

fn deliver(dovecot: &Dovecot, numbers: std::ops::Range<u32>) {
    for name in names(numbers) {
        dovecot.deliver("INBOX", &letter(&name));
    }
}

#[tokio::test]
async fn letters_are_taken_in_order_and_marked_once_they_are_kept() {
    let dovecot = Dovecot::start();
    deliver(&dovecot, 0..7);
    let keeper = Keeper::default();
    let watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);

    keeper.wait_for_count(7).await;
    assert_eq!(keeper.subjects(), names(0..7));
    until("marks", || dovecot.seen_of("INBOX") == (7, 7)).await;
    let first = keeper.with(|kept| kept.taken[0].clone());
    assert_eq!((first.folder.as_str(), first.uid), ("INBOX", 1));
    assert_eq!(raw_of(&first), letter("letter 0"));
    let long_ago = Timestamp::parse("2020-01-01T00:00:00.000Z").unwrap();
    assert!(first.received_at > long_ago, "{}", first.received_at);
    watch.wait_for_status("connection", |status| status.state == State::Connected).await;
    assert_eq!(watch.last_trouble(), None);
}

#[tokio::test]
async fn a_letter_that_comes_while_we_listen_is_taken_at_once() {
    let dovecot = Dovecot::start();
    let keeper = Keeper::default();
    let watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    watch.wait_for_status("connection", |status| status.state == State::Connected).await;
    for number in 0..3 {
        deliver(&dovecot, number..number + 1);
        // Listening never ends by itself in this test: only the server's word brings the letter.
        keeper.wait_for_count(number as usize + 1).await;
    }
    assert_eq!(watch.pause.asked(), []);
}

#[tokio::test]
async fn letters_that_come_while_others_are_taken_are_not_overheard() {
    let dovecot = Dovecot::start();
    let keeper = Keeper::default();
    let _watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    for number in 0..60 {
        deliver(&dovecot, number..number + 1);
        tokio::time::sleep(Duration::from_millis(u64::from(number % 7) * 3)).await;
    }
    keeper.wait_for_count(60).await;
    let mut subjects = keeper.subjects();
    subjects.sort_by_key(|subject| subject.trim_start_matches("letter ").parse::<u32>().unwrap());
    assert_eq!(subjects, names(0..60));
}

#[tokio::test]
async fn a_server_that_cannot_be_listened_to_is_asked_again_and_again() {
    let dovecot = Dovecot::with(Ability::Old);
    let keeper = Keeper::default();
    let mut account = dovecot.account(&["INBOX"]);
    account.done = Done::MoveTo("Pabeigts".to_owned());
    let watch = Watch::over(account, &keeper);
    deliver(&dovecot, 0..2);
    keeper.wait_for_count(2).await;
    deliver(&dovecot, 2..4);
    keeper.wait_for_count(4).await;
    until("a pause between two looks", || watch.pause.asked().contains(&Duration::from_mins(1))).await;
    // It can neither move nor remove single letters: they are copied, and what was copied stays marked.
    until("copies", || dovecot.seen_of("Pabeigts").1 == 4).await;
}

#[tokio::test]
async fn kept_letters_are_moved_to_a_folder_that_is_made_for_them() {
    let dovecot = Dovecot::start();
    deliver(&dovecot, 0..3);
    let keeper = Keeper::default();
    let mut account = dovecot.account(&["INBOX"]);
    account.done = Done::MoveTo("Saņemts Solīts".to_owned());
    let _watch = Watch::over(account, &keeper);
    keeper.wait_for_count(3).await;
    until("an empty folder", || dovecot.seen_of("INBOX").1 == 0).await;
    assert_eq!(dovecot.seen_of("Sa&AUY-emts Sol&ASs-ts").1, 3);
}

#[tokio::test]
async fn a_server_that_is_gone_for_hours_is_found_again_with_all_letters_once() {
    let mut dovecot = Dovecot::prepared(Ability::All);
    let keeper = Keeper::default();
    deliver(&dovecot, 0..2);
    let watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    // The pauses of more than half an hour pass in a moment.
    watch
        .wait_for_status(
            "failures",
            |status| matches!(status.state, State::Away { failures } if failures > 12),
        )
        .await;
    assert_eq!(watch.last_trouble().unwrap().kind, TroubleKind::Unreachable);
    let asked = watch.pause.asked();
    assert_eq!(asked[0], Duration::from_secs(1));
    assert!(
        asked[10..]
            .iter()
            .all(|pause| *pause >= Duration::from_secs(150) && *pause <= Duration::from_mins(5))
    );

    dovecot.switch_on();
    keeper.wait_for_count(2).await;
    watch.wait_for_status("connection", |status| status.state == State::Connected).await;
    assert_eq!(
        watch.last_trouble().unwrap().kind,
        TroubleKind::Unreachable,
        "the last trouble stays to be read"
    );
}

#[tokio::test]
async fn a_server_killed_again_and_again_gives_every_letter_once() {
    let mut dovecot = Dovecot::start();
    let keeper = Keeper::default();
    let watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    for round in 0..4_u32 {
        deliver(&dovecot, round * 20..round * 20 + 20);
        keeper.wait_for_count(round as usize * 20 + 5).await;
        dovecot.kill();
        watch.wait_for_status("loss", |status| matches!(status.state, State::Away { .. })).await;
        dovecot.switch_on();
    }
    keeper.wait_for_count(80).await;
    assert_eq!(keeper.subjects().len(), 80);
    until("marks", || dovecot.seen_of("INBOX") == (80, 80)).await;
}

#[tokio::test]
async fn a_server_killed_in_mid_letter_gives_it_whole_afterwards() {
    let mut dovecot = Dovecot::start();
    let line = Line::to(dovecot.port, &[]).await;
    let raw = large_letter(12);
    dovecot.deliver("INBOX", &raw);
    let keeper = Keeper::default();
    let watch = Watch::over(account_at(line.port, &["INBOX"]), &keeper);
    until("a part of the letter", || line.carried() > 2 * 1024 * 1024).await;
    dovecot.kill();
    watch.wait_for_status("loss", |status| matches!(status.state, State::Away { .. })).await;
    assert_eq!(keeper.count(), 0);
    dovecot.switch_on();
    keeper.wait_for_count(1).await;
    assert!(keeper.with(|kept| raw_of(&kept.taken[0]) == raw));
}

#[tokio::test]
async fn a_line_cut_at_any_byte_loses_and_doubles_nothing() {
    let dovecot = Dovecot::start();
    deliver(&dovecot, 0..12);
    // From within the greeting to within the marking of the last letters.
    let cuts: Vec<usize> = (1..60).map(|step| step * 41).collect();
    let line = Line::to(dovecot.port, &cuts).await;
    let keeper = Keeper::default();
    let watch = Watch::over(account_at(line.port, &["INBOX"]), &keeper);
    keeper.wait_for_count(12).await;
    until("marks", || dovecot.seen_of("INBOX") == (12, 12)).await;
    assert_eq!(keeper.subjects(), names(0..12));
    assert_eq!(keeper.with(|kept| kept.known), 0);
    let trouble = watch.last_trouble().unwrap();
    assert!(matches!(trouble.kind, TroubleKind::Cut | TroubleKind::Garbled), "{trouble}");
    assert!(line.cuts_left() < 50);
}

#[tokio::test]
async fn a_program_ended_at_any_moment_goes_on_where_it_was() {
    let dovecot = Dovecot::start();
    deliver(&dovecot, 0..150);
    let keeper = Keeper::default();
    let mut milliseconds = 1;
    while keeper.count() < 150 {
        let watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        watch.end().await;
        milliseconds += 7;
    }
    assert_eq!(keeper.subjects(), names(0..150));
    let _watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    until("marks, also of the letter after which we were ended", || dovecot.seen_of("INBOX") == (150, 150))
        .await;
}

#[tokio::test]
async fn a_letter_that_cannot_be_kept_is_not_marked_and_comes_again() {
    let dovecot = Dovecot::start();
    deliver(&dovecot, 0..3);
    let keeper = Keeper::default();
    keeper.with(|kept| kept.refuse = 5);
    let watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    watch.wait_for_status("failures", |status| matches!(status.state, State::Away { .. })).await;
    assert_eq!(watch.last_trouble().unwrap().words, "the database does not answer");
    keeper.wait_for_count(3).await;
    assert_eq!(keeper.subjects(), names(0..3));
}

#[tokio::test]
async fn letters_that_wait_are_committed_a_handful_together_and_none_waits_for_the_next() {
    let dovecot = Dovecot::start();
    deliver(&dovecot, 0..20);
    let keeper = Keeper::default();
    let _watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    until("marks", || dovecot.seen_of("INBOX") == (20, 20)).await;
    let handfuls = keeper.with(|kept| kept.together.iter().map(Vec::len).collect::<Vec<_>>());
    assert_eq!(handfuls, [MOST_TOGETHER, 20 - MOST_TOGETHER]);
    assert_eq!(keeper.subjects(), names(0..20));
    deliver(&dovecot, 20..21);
    keeper.wait_for_count(21).await;
}

#[tokio::test]
async fn a_commit_whose_answer_was_lost_is_believed_and_its_letters_marked() {
    let dovecot = Dovecot::start();
    deliver(&dovecot, 0..5);
    let keeper = Keeper::default();
    keeper.with(|kept| kept.lose_answers = 1);
    let _watch = Watch::over(dovecot.account(&["INBOX"]), &keeper);
    // The keeper itself refuses to be brought the same place twice.
    until("marks", || dovecot.seen_of("INBOX") == (5, 5)).await;
    assert_eq!(keeper.count(), 5);
    assert_eq!(keeper.with(|kept| kept.together.clone()), [[1, 2, 3, 4, 5]]);
}

#[tokio::test]
async fn a_wrong_password_is_said_so_and_never_shown() {
    let dovecot = Dovecot::start();
    let mut account = dovecot.account(&["INBOX"]);
    account.login.proof = Proof::Password(Secret::new("mans suns".to_owned()));
    let watch = Watch::over(account, &Keeper::default());
    watch.wait_for_status("refusal", |status| matches!(status.state, State::Away { .. })).await;
    let trouble = watch.last_trouble().unwrap();
    assert_eq!((trouble.kind, trouble.is_ours), (TroubleKind::SignIn, false));
    assert!(!trouble.words.contains("mans") && !trouble.words.contains(PASSWORD), "{trouble}");
}

#[tokio::test]
async fn a_password_with_marks_of_the_protocol_signs_in() {
    let dovecot = Dovecot::start();
    deliver(&dovecot, 0..1);
    let keeper = Keeper::default();
    let mut account = dovecot.account(&["INBOX"]);
    account.login = solits_post::Login {
        user: "ascii".to_owned(),
        proof: Proof::Password(Secret::new(ASCII_PASSWORD.to_owned())),
    };
    let _watch = Watch::over(account, &keeper);
    keeper.wait_for_count(1).await;
}

#[tokio::test]
async fn an_address_that_is_not_listed_is_not_spoken_to() {
    let dovecot = Dovecot::start();
    let mut net = net();
    net.reach = solits_post::Reach::public();
    let watch = Watch::through(dovecot.account(&["INBOX"]), &Keeper::default(), net);
    watch.wait_for_status("refusal", |status| matches!(status.state, State::Away { .. })).await;
    assert_eq!(watch.last_trouble().unwrap().kind, TroubleKind::NotPermitted);
}

#[tokio::test]
async fn what_stands_in_the_settings_and_cannot_work_is_said() {
    let dovecot = Dovecot::prepared(Ability::All);
    let sound = dovecot.account(&["INBOX"]);
    assert_eq!(sound.check(), Ok(()));
    let mut circular = sound.clone();
    circular.done = Done::MoveTo("inbox".to_owned());
    let mut broken = sound.clone();
    broken.login.user = "test\r\nA1 DELETE INBOX".to_owned();
    let mut folder = sound.clone();
    folder.folders.push("a\nb".to_owned());
    let mut none = sound;
    none.folders.clear();
    for account in [circular, broken, folder, none] {
        assert_eq!(account.check().unwrap_err().kind, TroubleKind::Settings);
    }
}
