//! Webhooks: who is told of what, once, signed, until it is taken or given up.

use axum::http::StatusCode;
use ring::hmac;
use solits_cases::{Kind, Open};
use solits_db::{row, sql};
use solits_integration::Delivered;
use solits_testkit::on_both;

use crate::{
    receiver::{Received, Receiver, Reply},
    world::{ADMINISTRATOR, ANNA, World, monday},
};

/// Whether the signature of a call is that of its secret, as a receiver checks it.
fn is_signed(call: &Received, secret: &str) -> bool {
    let signature = call.header("solits-signature");
    let (time, signed) = signature.split_once(",v1=").unwrap();
    let time = time.strip_prefix("t=").unwrap();
    let bytes: Vec<u8> =
        (0..signed.len()).step_by(2).map(|at| u8::from_str_radix(&signed[at..at + 2], 16).unwrap()).collect();
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    hmac::verify(&key, format!("{time}.{}", call.body).as_bytes(), &bytes).is_ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_is_told_once_of_what_it_asked_for_and_nothing_of_a_person() {
    on_both(async |database| {
        let world = World::new(database).await;
        let receiver = Receiver::new().await;
        // What was before it is not told.
        world.open("Agrāk").await;
        let (_, secret) = world.webhook(&receiver.address(), &["case.opened"], false).await;
        let case = world.open("Dzīvesvieta").await;
        world.follow().await;
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        world.follow().await;
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        let calls = receiver.received();
        assert_eq!(calls.len(), 1, "{}: {calls:?}", world.engine);
        let call = &calls[0];
        assert!(call.head.starts_with("POST /sanemt HTTP/1.1"));
        assert!(is_signed(call, &secret) && !is_signed(call, "whsec_other"));
        let said = call.said();
        assert_eq!(said["kind"], "case.opened");
        assert_eq!(said["case"], case.to_string());
        assert_eq!(said["institution"], "testa");
        assert_eq!(said["at"], monday().to_string());
        assert_eq!(call.header("solits-event"), said["id"].as_str().unwrap());
        let mut keys: Vec<&String> = said.as_object().unwrap().keys().collect();
        keys.sort();
        assert_eq!(keys, ["at", "branch", "case", "id", "institution", "kind", "number", "subject"]);
        for word in ["Jānis", "Kalns", "26 123", "Dzīvesvieta", &world.employee(0).to_string()] {
            assert!(!call.body.contains(word), "{word} is in {}", call.body);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_is_not_taken_comes_again_under_the_same_id_until_it_is() {
    on_both(async |database| {
        let world = World::new(database).await;
        let receiver = Receiver::new().await;
        receiver.answers(&[Reply::Status(500), Reply::Status(302)]);
        let (path, secret) = world.webhook(&receiver.address(), &["case.*"], false).await;
        world.open("Dzīvesvieta").await;
        world.follow().await;
        assert_eq!(world.deliver().await, Delivered::Failed);
        // Not before a minute has passed.
        assert_eq!(world.deliver().await, Delivered::Nothing);
        let page = world.get(&path, ADMINISTRATOR).await;
        page.shows("Atbilde: 500.");
        page.shows("labi!");
        world.later(1);
        // Another address to go to is not followed.
        assert_eq!(world.deliver().await, Delivered::Failed);
        world.later(1);
        assert_eq!(world.deliver().await, Delivered::Nothing);
        world.later(1);
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        let calls = receiver.received();
        assert_eq!(calls.len(), 3);
        assert!(calls.iter().all(|call| call.body == calls[0].body && is_signed(call, &secret)));
        // Each attempt is signed with its own moment.
        assert_ne!(calls[0].header("solits-signature"), calls[1].header("solits-signature"));
        assert_eq!(calls[2].header("solits-attempt"), "3");
        world.later(60 * 24);
        assert_eq!(world.deliver().await, Delivered::Nothing);
        // Somebody has it sent again by hand.
        let number = calls[0].said()["number"].to_string();
        world
            .post(&format!("{path}/calls/{number}/again"), ADMINISTRATOR, &[])
            .await
            .expect(StatusCode::SEE_OTHER);
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        let calls = receiver.received();
        assert_eq!((calls.len(), calls[3].header("solits-event")), (4, calls[0].header("solits-event")));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_dies_with_a_call_in_hand_lets_go_of_it_and_its_repeat_has_the_same_id() {
    on_both(async |database| {
        let world = World::new(database).await;
        let receiver = Receiver::new().await;
        receiver.answers(&[Reply::Silence]);
        world.webhook(&receiver.address(), &["case.opened"], false).await;
        world.open("Dzīvesvieta").await;
        world.follow().await;
        let (app, outlet, institution) = (world.app.clone(), world.outlet.clone(), world.fixture.institution);
        let dying =
            tokio::spawn(async move { solits_integration::deliver_next(&app, institution, &outlet).await });
        receiver.wait_for(1).await;
        dying.abort();
        let _ = dying.await;
        assert_eq!(world.deliver().await, Delivered::Nothing, "another node has it in hand");
        world.later(3);
        assert_eq!(world.deliver().await, Delivered::Done);
        let calls = receiver.received();
        assert_eq!(calls.len(), 2);
        assert_eq!(calls[0].body, calls[1].body);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_that_follow_together_write_each_call_once() {
    on_both(async |database| {
        let world = World::new(database).await;
        let receiver = Receiver::new().await;
        world.webhook(&receiver.address(), &["case.opened"], false).await;
        world.follow().await;
        for _ in 0..20 {
            world.open("Dzīvesvieta").await;
        }
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let upto = solits_journal::complete_up_to(&mut tx).await.unwrap();
        drop(tx);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        solits_journal::seal(&mut tx, upto, monday()).await.unwrap();
        tx.commit().await.unwrap();
        let nodes: Vec<_> = (0..4)
            .map(|_| {
                let (app, institution) = (world.app.clone(), world.fixture.institution);
                tokio::spawn(async move { solits_integration::follow(&app, institution).await })
            })
            .collect();
        for node in nodes {
            node.await.unwrap().unwrap();
        }
        let count = sql!("SELECT count(*) AS value FROM webhook_calls WHERE institution_id = $1");
        assert_eq!(world.count(count).await, 20);
        // Two nodes that hand over together hand each call over once.
        let nodes: Vec<_> = (0..3)
            .map(|_| {
                let (app, outlet, institution) =
                    (world.app.clone(), world.outlet.clone(), world.fixture.institution);
                tokio::spawn(async move {
                    let next = || solits_integration::deliver_next(&app, institution, &outlet);
                    while next().await.unwrap() == Delivered::Done {}
                })
            })
            .collect();
        for node in nodes {
            node.await.unwrap();
        }
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        let mut ids: Vec<String> =
            receiver.received().iter().map(|call| call.header("solits-event")).collect();
        assert_eq!(ids.len(), 20);
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 20);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_takes_nothing_for_three_days_is_given_up_and_administrators_see_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        let receiver = Receiver::new().await;
        let address = receiver.address();
        drop(receiver);
        let (path, _) = world.webhook(&address, &["case.opened"], false).await;
        world.open("Dzīvesvieta").await;
        world.follow().await;
        let mut minutes = 0;
        while minutes < 3 * 24 * 60 {
            world.deliver().await;
            world.get(&path, ADMINISTRATOR).await.hides("pārtraukts");
            world.later(30);
            minutes += 30;
        }
        assert_eq!(world.deliver().await, Delivered::Failed);
        let page = world.get(&path, ADMINISTRATOR).await;
        page.shows("trīs dienas nekas netika pieņemts");
        page.shows("Tur neviens neatbild.");
        let told = sql!("SELECT count(*) AS value FROM journal WHERE institution_id = $1 AND actor = 'p' AND kind = 'institution.changed'");
        assert_eq!(world.count(told).await, 1);
        // Nothing is written for it any more …
        world.open("Meanwhile").await;
        world.follow().await;
        let waiting = sql!("SELECT count(*) AS value FROM webhook_calls WHERE institution_id = $1 AND state = 'waiting'");
        assert_eq!(world.count(waiting).await, 0);
        // … until somebody turns it on, from which moment it is told again.
        world.post(&format!("{path}/on"), ADMINISTRATOR, &[]).await.expect(StatusCode::SEE_OTHER);
        world.open("Afterwards").await;
        world.follow().await;
        assert_eq!(world.count(waiting).await, 1);
    })
    .await;
}

row! {
    struct Letter { recipient: String, subject: String, text: String }
}

/// What administrators were written about webhooks.
async fn letters(world: &World) -> Vec<Letter> {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    sql!(
        "SELECT recipient, subject, text FROM staff_letters WHERE institution_id = $1 AND because = 'webhook'
          ORDER BY written_at, id"
    )
    .all(&mut tx)
    .await
    .unwrap()
}

/// Takes nothing for three days.
async fn give_up(world: &World) {
    world.deliver().await;
    world.later(3 * 24 * 60 + 1);
    assert_eq!(world.deliver().await, Delivered::Failed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn administrators_are_written_to_once_for_each_time_a_program_is_given_up() {
    on_both(async |database| {
        let world = World::new(database).await;
        let receiver = Receiver::new().await;
        let address = receiver.address();
        drop(receiver);
        let (path, _) = world.webhook(&address, &["case.opened"], false).await;
        for _ in 0..2 {
            world.open("Dzīvesvieta").await;
            world.follow().await;
        }
        give_up(&world).await;
        world.deliver_all().await;
        let written = letters(&world).await;
        assert_eq!(written.len(), 1, "one letter, however many calls waited");
        let administrator = format!("4@{}.example", world.fixture.institution.0);
        assert_eq!(written[0].recipient, administrator, "and to nobody else");
        assert!(
            written[0].subject.starts_with("Programma izsaukumus vairs nesaņem"),
            "{}",
            written[0].subject
        );
        assert!(written[0].text.contains(&path), "{}", written[0].text);
        for word in ["Jānis", "26 123", "Dzīvesvieta", address.as_str()] {
            assert!(!written[0].text.contains(word), "{}", written[0].text);
        }
        world.post(&format!("{path}/on"), ADMINISTRATOR, &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(letters(&world).await.len(), 1);
        give_up(&world).await;
        assert_eq!(letters(&world).await.len(), 2, "it was given up again");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_call_that_is_never_taken_does_not_end_a_program_that_takes_others() {
    on_both(async |database| {
        let world = World::new(database).await;
        let receiver = Receiver::new().await;
        let (path, _) = world.webhook(&receiver.address(), &["case.opened"], false).await;
        world.open("Poison").await;
        world.follow().await;
        receiver.answers(&[Reply::Status(500)]);
        assert_eq!(world.deliver().await, Delivered::Failed);
        world.open("Another").await;
        world.follow().await;
        world.app.clock.set(world.app.clock.now().plus_seconds(10));
        assert_eq!(world.deliver().await, Delivered::Done);
        world.later(3 * 24 * 60 + 1);
        receiver.answers(&[Reply::Status(500)]);
        assert_eq!(world.deliver().await, Delivered::Failed);
        let page = world.get(&path, ADMINISTRATOR).await;
        page.shows("pārtraukts pēc trim dienām");
        page.hides("trīs dienas nekas netika pieņemts");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_complaint_is_not_named_to_a_program_that_did_not_ask_for_complaints() {
    on_both(async |database| {
        let world = World::new(database).await;
        let (ordinary, trusted) = (Receiver::new().await, Receiver::new().await);
        world.webhook(&ordinary.address(), &["case.*", "feedback.*"], false).await;
        world.webhook(&trusted.address(), &["case.*", "feedback.*"], true).await;
        let complaint = world
            .open_as(Open {
                kind: Kind::Complaint,
                subject: "Rupja apkalpošana".to_owned(),
                ..world.an_open()
            })
            .await;
        world.follow().await;
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        assert!(ordinary.received().is_empty(), "{:?}", ordinary.received());
        assert!(trusted.received().iter().any(|call| call.said()["case"] == complaint.to_string()));
        // What becomes a complaint before it was told is held back.
        let case = world.open("Jautājums").await;
        world.follow().await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE cases SET kind = 'complaint' WHERE institution_id = $1 AND id = $2")
            .bind(case)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        assert!(ordinary.received().is_empty(), "{:?}", ordinary.received());
        let held = sql!(
            "SELECT count(*) AS value FROM webhook_calls WHERE institution_id = $1 AND state = 'withheld'"
        );
        assert!(world.count(held).await > 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_is_said_beside_its_field_and_everything_typed_is_still_there() {
    on_both(async |database| {
        let world = World::new(database).await;
        for (address, why) in [
            ("http://sanem.example/", "Adresei jāsākas ar https://."),
            ("https://10.0.0.1/", "kuru nedrīkst izsaukt"),
            ("https://169.254.169.254/", "kuru nedrīkst izsaukt"),
            ("nekas", "Adresei jāsākas ar https://."),
        ] {
            let typed = [("name", "Panelis Nr. 5"), ("address", address), ("kind", "case.opened")];
            let page = world
                .post("/setup/webhooks", ADMINISTRATOR, &typed)
                .await
                .expect(StatusCode::UNPROCESSABLE_ENTITY);
            page.shows(why);
            page.shows("value=\"Panelis Nr. 5\"");
            page.shows(&format!("value=\"{address}\""));
            page.shows("value=\"case.opened\" checked");
        }
        let none =
            world.post("/setup/webhooks", ADMINISTRATOR, &[("name", "A"), ("address", "https://a.example/")]);
        none.await.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Atzīmējiet vismaz vienu notikumu.");
        assert_eq!(world.get("/setup/webhooks", ANNA).await.status, StatusCode::FORBIDDEN);
        let count = sql!("SELECT count(*) AS value FROM webhooks WHERE institution_id = $1");
        assert_eq!(world.count(count).await, 0);
        // A form sent twice makes one webhook and shows the same secret.
        let typed =
            [("once", "abc"), ("name", "A"), ("address", "https://a.example/"), ("kind", "case.opened")];
        let first = world.post("/setup/webhooks", ADMINISTRATOR, &typed).await.expect(StatusCode::OK);
        let again = world.post("/setup/webhooks", ADMINISTRATOR, &typed).await.expect(StatusCode::OK);
        let secret = first.between("<code>whsec_", "</code>");
        assert_eq!(secret, again.between("<code>whsec_", "</code>"));
        assert_eq!(world.count(count).await, 1);
        world.get("/setup/webhooks", ADMINISTRATOR).await.hides(&secret);
        // Neither the secret nor the key is in the database.
        let stored = sql!(
            "SELECT count(*) AS value FROM idempotency WHERE institution_id = $1 AND result LIKE '%whsec%'"
        );
        assert_eq!(world.count(stored).await, 0);
    })
    .await;
}
