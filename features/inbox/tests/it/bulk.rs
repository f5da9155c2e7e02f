//! Taking, giving, closing: one at a time or several at once, and taking it back.

use solits_cases::{Kind, Status};
use solits_journal::{Actor, By, Entry, record};
use solits_standard::event::EventKind;
use solits_testkit::on_both;

use crate::{NAMES, World};

/// The form that takes back what was just done.
fn batch(address: &str) -> String {
    address.split("done=").nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn of_two_who_take_the_same_case_the_second_is_told_who_was_faster() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(3, "Steidzama lieta", Kind::Question, false).await;
        let pick = world.pick(case).await;
        world.bulk("anna", "claim", std::slice::from_ref(&pick), &[]).await.shows("Paņemta 1 lieta");
        let second = world.bulk("bruno", "claim", &[pick], &[]).await;
        second
            .shows("Anna Bērziņa bija ātrāk")
            .shows(&format!("/cases/{case}"))
            .shows("1 lieta palika, kā bija");
        assert_eq!(world.read(case).await.owner, world.person(0));
        assert_eq!(world.entries("case.assigned").await, 1);
    })
    .await;
}

#[tokio::test]
async fn of_two_at_the_same_moment_one_gets_the_case() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(3, "Steidzama lieta", Kind::Question, false).await;
        let pick = world.pick(case).await;
        let form = [("act", "claim"), ("back", "view=all"), ("pick", pick.as_str())];
        let (one, other) =
            tokio::join!(world.post("anna", "/inbox/bulk", &form), world.post("bruno", "/inbox/bulk", &form));
        let anna = world.get("anna", one.taken()).await.body.contains("bija ātrāk");
        let bruno = world.get("bruno", other.taken()).await.body.contains("bija ātrāk");
        assert!(anna != bruno, "exactly one of them is told that the other was faster");
        assert_eq!(world.entries("case.assigned").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_is_given_back_to_whom_it_was_taken_from() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(1, "Bruno lieta", Kind::Question, false).await;
        let own = world.case(0, "Annas lieta", Kind::Question, false).await;
        let picks = [world.pick(case).await, world.pick(own).await];
        world.bulk("anna", "claim", &picks[..1], &[]).await;
        let taken = [world.pick(case).await, world.pick(own).await];
        let list = world.bulk("anna", "release", &taken, &[]).await;
        list.shows("Atdota 1 lieta").shows("tā nav paņemta no cita");
        assert_eq!(world.read(case).await.owner, world.person(1));
        assert_eq!(world.read(own).await.owner, world.person(0));
    })
    .await;
}

#[tokio::test]
async fn several_are_given_to_a_colleague_and_taken_back_as_far_as_nobody_touched_them() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let one = world.case(0, "Pirmā", Kind::Question, false).await;
        let two = world.case(0, "Otrā", Kind::Question, false).await;
        let foreign = world.case(2, "Sveša", Kind::Question, false).await;
        let picks = [world.pick(one).await, world.pick(two).await, world.pick(foreign).await];
        let colleague = world.person(1).to_string();
        let form: Vec<(&str, &str)> =
            [("act", "assign"), ("back", "view=all"), ("colleague", colleague.as_str())]
                .into_iter()
                .chain(picks.iter().map(|pick| ("pick", pick.as_str())))
                .collect();
        let sent = world.post("anna", "/inbox/bulk", &form).await;
        let address = sent.taken().to_owned();
        let list = world.get("anna", &address).await;
        list.shows(&format!("Nodotas 2 lietas: {}", NAMES[1])).shows("tā ir citas struktūrvienības lieta");
        list.shows("action=\"/inbox/undo\"").shows("data-undo=\"20\"");
        // Bruno passes one of them on meanwhile.
        let pick = world.pick(two).await;
        let dace = world.person(3).to_string();
        world.bulk("bruno", "assign", &[pick], &[("colleague", &dace)]).await;
        world.later(10).await;
        let undone =
            world.post("anna", "/inbox/undo", &[("batch", &batch(&address)), ("back", "view=all")]).await;
        let list = world.get("anna", undone.taken()).await;
        list.shows("Atsaukts: 1 lieta").shows("kāds pēc tam mainīja");
        assert_eq!(world.read(one).await.owner, world.person(0));
        assert_eq!(world.read(two).await.owner, world.person(3));
        // Another person takes nothing of hers back, and not twice either.
        let other = world.post("bruno", "/inbox/undo", &[("batch", &batch(&address)), ("back", "")]).await;
        assert_eq!(other.status, 404);
        let entries = world.entries("case.assigned").await;
        world.post("anna", "/inbox/undo", &[("batch", &batch(&address)), ("back", "")]).await.taken();
        assert_eq!(world.entries("case.assigned").await, entries);
    })
    .await;
}

/// What a closed case has ceased to owe does not come back: closing waits until it can no longer be taken back.
#[tokio::test]
async fn closing_several_waits_until_it_can_no_longer_be_taken_back() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let kept = world.case(0, "Paliek", Kind::Order, true).await;
        let due = world.read(kept).await.due_at;
        let picks = [world.pick(kept).await];
        let form = [
            ("act", "close"),
            ("back", "view=mine"),
            ("reason", "Klients atsauca."),
            ("pick", picks[0].as_str()),
        ];
        let sent = world.post("anna", "/inbox/bulk", &form).await;
        let address = sent.taken().to_owned();
        world.get("anna", &address).await.shows("Pēc 20 sekundēm slēgs 1 lietu");
        world.keep().await;
        assert_eq!(world.read(kept).await.status, Status::Open);
        world
            .post("anna", "/inbox/undo", &[("batch", &batch(&address)), ("back", "view=mine")])
            .await
            .taken();
        world.later(60).await;
        world.keep().await;
        let case = world.read(kept).await;
        assert_eq!((case.status, case.due_at), (Status::Open, due));

        let closed = world.case(0, "Slēdzama", Kind::Order, true).await;
        let changed = world.case(0, "Mainīta", Kind::Order, true).await;
        let picks = [world.pick(closed).await, world.pick(changed).await];
        world.bulk("anna", "close", &picks, &[("reason", "Klients atsauca.")]).await;
        let pick = world.pick(changed).await;
        world.bulk("bruno", "step", &[pick], &[("step", "Zvanīt klientam")]).await;
        world.later(21).await;
        world.keep().await;
        world.keep().await;
        assert_eq!(world.read(closed).await.status, Status::Closed);
        assert_eq!(world.read(changed).await.status, Status::Open);
        assert_eq!(world.entries("case.closed").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_closed_together_says_why_it_needs_no_answer_once_it_is_closed() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (thanks, other) = (
            world.case(0, "Paldies", Kind::Question, false).await,
            world.case(0, "Cits", Kind::Question, false).await,
        );
        let mut tx = world.db.write(world.scope()).await.unwrap();
        for case in [thanks, other] {
            let actor = Actor { by: By::Program, at: world.app.clock.now() };
            let came = Entry::new(EventKind::MessageReceived, case, Some(world.fixture.branch));
            record(&mut tx, &world.app.heart, &actor, came).await.unwrap();
        }
        tx.commit().await.unwrap();
        world.get("anna", "/inbox").await.shows("klients tikai pateicās");
        let pick = world.pick(thanks).await;
        let why = [("reason", "Paldies par labajiem vārdiem."), ("unanswered", "thanks")];
        world.bulk("anna", "close", &[pick], &why).await;
        let pick = world.pick(other).await;
        world.bulk("anna", "close", &[pick], &[("reason", "Nav mūsu kompetencē.")]).await;
        assert_eq!(world.entries("message.needs_no_answer").await, 0);
        world.later(21).await;
        world.keep().await;
        assert_eq!(world.read(thanks).await.status, Status::Closed);
        assert_eq!(world.read(other).await.status, Status::Closed);
        assert_eq!(world.entries("message.needs_no_answer").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_missing_reason_is_said_beside_its_field_with_the_rows_still_chosen() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(0, "Annas lieta", Kind::Question, false).await;
        let pick = world.pick(case).await;
        let form = [
            ("act", "close"),
            ("back", "view=mine"),
            ("reason", " "),
            ("step", "Zvanīt"),
            ("pick", pick.as_str()),
        ];
        let refused = world.post("anna", "/inbox/bulk", &form).await;
        refused.refused().shows("f-reason-error").shows("value=\"Zvanīt\"");
        refused.shows(&format!("value=\"{pick}\" checked"));
        world
            .post("anna", "/inbox/bulk", &[("act", "claim"), ("back", "view=mine")])
            .await
            .refused()
            .shows("Izvēlieties vismaz vienu lietu.");
    })
    .await;
}

#[tokio::test]
async fn the_next_step_of_several_is_set_and_put_back_and_complaints_stay_with_the_ladder() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(0, "Annas lieta", Kind::Question, false).await;
        let complaint = world.case(0, "Sūdzība", Kind::Complaint, false).await;
        let pick = world.pick(case).await;
        let form =
            [("act", "step"), ("back", "view=mine"), ("step", "Gaidīt reģistru"), ("pick", pick.as_str())];
        let address = world.post("anna", "/inbox/bulk", &form).await.taken().to_owned();
        assert_eq!(world.read(case).await.next_step, "Gaidīt reģistru");
        world.post("anna", "/inbox/undo", &[("batch", &batch(&address)), ("back", "")]).await.taken();
        assert_eq!(world.read(case).await.next_step, "");
        let pick = world.pick(complaint).await;
        world
            .bulk("anna", "assign", &[pick], &[("colleague", &world.person(1).to_string())])
            .await
            .shows("ko nosaka standarts");
        assert_eq!(world.read(complaint).await.owner, world.person(0));
    })
    .await;
}

#[tokio::test]
async fn a_case_is_news_until_it_was_seen_and_again_when_it_changed() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.case(0, "Annas lieta", Kind::Question, false).await;
        world.get("anna", "/inbox/fragment?view=mine").await.shows("is-new");
        let pick = world.pick(case).await;
        world.bulk("anna", "seen", &[pick], &[]).await.shows("Kā redzēta atzīmēta 1 lieta");
        world.get("anna", "/inbox/fragment?view=mine").await.hides("is-new");
        // For others it is still news.
        world.get("bruno", "/inbox/fragment?view=unit").await.shows("is-new");
        let pick = world.pick(case).await;
        world.bulk("bruno", "step", &[pick], &[("step", "Zvanīt klientam")]).await;
        world.get("anna", "/inbox/fragment?view=mine").await.shows("is-new");
    })
    .await;
}
