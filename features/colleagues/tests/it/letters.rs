//! J-04, L-02: who is asked or told of something has it in a letter, too, with nothing of a confidential case.

use solits_cases::Kind;
use solits_colleagues::{Ended, end_letter, hold_letter, is_letter_due, put_off_letter};
use solits_db::{row, sql};
use solits_testkit::on_both;

use crate::{CLERK, DIRECTOR, EXPERT, HEAD, OTHER, SUBSTITUTE, World, roads, tuesday};

row! {
    #[derive(Clone, Debug)]
    struct Letter { recipient: String, because: String, subject: String, text: String }
}

/// Everybody has an address of their own.
async fn with_addresses(world: &World) {
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    for (who, short) in
        [(CLERK, "anna"), (EXPERT, "edgars"), (SUBSTITUTE, "sanita"), (HEAD, "haralds"), (DIRECTOR, "dace")]
    {
        sql!("UPDATE employees SET email = $3 WHERE institution_id = $1 AND id = $2")
            .bind(world.employee(who))
            .bind(format!("{short}@testa.example"))
            .run(&mut tx)
            .await
            .unwrap();
    }
    sql!("UPDATE employees SET email = '' WHERE institution_id = $1 AND id = $2")
        .bind(world.employee(OTHER))
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn letters(world: &World) -> Vec<Letter> {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    sql!(
        "SELECT recipient, because, subject, text FROM staff_letters WHERE institution_id = $1 ORDER BY written_at, because, id"
    )
    .all::<Letter>(&mut tx)
    .await
    .unwrap()
}

fn kinds(letters: &[Letter]) -> Vec<(&str, &str)> {
    letters.iter().map(|one| (one.recipient.as_str(), one.because.as_str())).collect()
}

#[tokio::test]
async fn a_question_to_another_unit_is_written_to_whoever_answers_and_copied_to_their_manager() {
    on_both(|database| async move {
        let world = World::new(database).await;
        with_addresses(&world).await;
        let id = world.ask(EXPERT, None).await;
        let all = letters(&world).await;
        assert_eq!(
            kinds(&all),
            [("edgars@testa.example", "asked"), ("haralds@testa.example", "copy_of_question")]
        );
        assert!(all[0].subject.contains("Liepu iela"));
        assert!(
            all[0].text.contains("Kad remontēs Liepu ielu?")
                && all[0].text.contains(&format!("/requests/{id}"))
        );
        assert!(
            all[1].text.contains("Anna Bērziņa jautā jūsu darbiniekam Edgars Eglītis"),
            "{}",
            all[1].text
        );
        world.page(HEAD, &format!("/requests/{id}")).await.shows("Haralds Holms: gaida nosūtīšanu");

        // Within the unit no manager is told, and who has no address is written nothing.
        world.ask(OTHER, None).await;
        assert_eq!(letters(&world).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn whoever_stands_in_is_written_to_and_so_is_whoever_it_is_passed_on_to() {
    on_both(|database| async move {
        let world = World::new(database).await;
        with_addresses(&world).await;
        world.away(EXPERT, 0, 2, Some(SUBSTITUTE)).await;
        let id = world.ask(EXPERT, None).await;
        assert!(kinds(&letters(&world).await).contains(&("sanita@testa.example", "asked")));
        let to = format!("person:{}", world.employee(DIRECTOR));
        let passed = [("version", "1"), ("to", to.as_str())];
        world.form(SUBSTITUTE, &format!("/requests/{id}/pass-on"), &passed).await.taken();
        assert!(kinds(&letters(&world).await).contains(&("dace@testa.example", "asked")));
    })
    .await;
}

/// A letter leaves the house: of a confidential case it says neither what nor about whom.
#[tokio::test]
async fn a_question_in_a_confidential_case_is_announced_without_its_words_and_to_no_manager() {
    on_both(|database| async move {
        let world = World::new(database).await;
        with_addresses(&world).await;
        let case = world.case(Kind::Complaint).await;
        world.ask(EXPERT, Some(case)).await;
        let all = letters(&world).await;
        assert_eq!(kinds(&all), [("edgars@testa.example", "asked")]);
        assert!(!all[0].subject.contains("Liepu") && !all[0].text.contains("Liepu"), "{:?}", all[0]);
    })
    .await;
}

/// Whoever a case concerns is told nothing of it, in no letter either.
#[tokio::test]
async fn the_manager_whom_a_case_concerns_gets_no_copy_of_a_question_in_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        with_addresses(&world).await;
        let case = world.case(Kind::Question).await;
        world.hide(case, HEAD).await;
        world.ask(EXPERT, Some(case)).await;
        assert_eq!(kinds(&letters(&world).await), [("edgars@testa.example", "asked")]);
    })
    .await;
}

#[tokio::test]
async fn a_report_to_another_unit_is_written_to_its_head_and_stands_with_the_heads_manager() {
    on_both(|database| async move {
        let world = World::new(database).await;
        with_addresses(&world).await;
        let unit = roads().to_string();
        let fields = [
            ("found", "Pasūtījums kavējas."),
            ("kind", "order_execution"),
            ("unit", unit.as_str()),
            ("place", ""),
        ];
        let reported = world.form(CLERK, "/nonconformities", &fields).await;
        let page = reported.taken().split('?').next().unwrap().to_owned();
        let all = letters(&world).await;
        assert_eq!(
            kinds(&all),
            [("dace@testa.example", "copy_of_report"), ("haralds@testa.example", "reported")]
        );
        assert!(all.iter().all(|one| one.text.contains("Pasūtījums kavējas.") && one.text.contains(&page)));
        world.page(DIRECTOR, "/nonconformities?list=told").await.shows("Pasūtījums kavējas.");
        world.page(DIRECTOR, &page).await.shows("Zina vadītājs").shows("Dace Dreimane: gaida nosūtīšanu");
        world.page(HEAD, "/nonconformities?list=told").await.hides("Pasūtījums kavējas.");
    })
    .await;
}

/// One letter is in one hand at a time, is tried again when it was put off, and is never handed over after it left.
#[tokio::test]
async fn a_letter_is_held_by_one_node_put_off_and_ended_once() {
    on_both(|database| async move {
        let world = World::new(database).await;
        with_addresses(&world).await;
        world.ask(SUBSTITUTE, None).await;
        let now = tuesday();
        let count = letters(&world).await.len();
        let mut held = Vec::new();
        for _ in 0..count {
            let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
            assert!(is_letter_due(&mut tx, now).await.unwrap());
            held.push(hold_letter(&mut tx, now, now.plus_minutes(12)).await.unwrap().unwrap());
            tx.commit().await.unwrap();
        }
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        assert!(!is_letter_due(&mut tx, now).await.unwrap(), "all are in hand");
        put_off_letter(&mut tx, held[0].id, now.plus_minutes(1), "451 later").await.unwrap();
        end_letter(&mut tx, held[1].id, Ended::Sent, "250 ok", now).await.unwrap();
        assert!(!is_letter_due(&mut tx, now).await.unwrap());
        let then = now.plus_minutes(2);
        let again = hold_letter(&mut tx, then, then.plus_minutes(12)).await.unwrap().unwrap();
        assert_eq!((again.id, again.tries), (held[0].id, 2));
        end_letter(&mut tx, again.id, Ended::GivenUp, "550 no", then).await.unwrap();
        let much_later = then.plus_minutes(24 * 60);
        assert!(hold_letter(&mut tx, much_later, much_later).await.unwrap().is_none());
    })
    .await;
}
