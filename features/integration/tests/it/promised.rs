//! What is promised in a complaint leaves the program no more than the complaint itself.

use solits_cases::{Kind, Open};
use solits_integration::Delivered;
use solits_testkit::on_both;

use crate::{
    receiver::Receiver,
    world::{World, monday},
};

/// A promise is a subject of its own, and belongs to its case all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_promised_in_a_complaint_is_told_only_to_a_program_that_asked_for_complaints() {
    on_both(async |database| {
        let world = World::new(database).await;
        let (ordinary, trusted) = (Receiver::new().await, Receiver::new().await);
        world.webhook(&ordinary.address(), &["case.promised"], false).await;
        world.webhook(&trusted.address(), &["case.promised"], true).await;
        let order = world.open("Dzīvesvieta").await;
        let complaint = world.open_as(Open { kind: Kind::Complaint, ..world.an_open() }).await;
        for case in [order, complaint] {
            let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
            let version = solits_cases::find(&mut tx, case).await.unwrap().unwrap().version;
            let when = (monday().plus_minutes(24 * 60).day(), None);
            solits_cases::promise(&mut tx, &world.app, &world.by(0), (case, version), "Piezvanīsim.", when)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        world.follow().await;
        assert_eq!(world.deliver_all().await, Delivered::Nothing);
        let cases = |receiver: &Receiver| -> Vec<String> {
            let said = receiver.received();
            said.iter().map(|call| call.said()["case"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(cases(&ordinary), [order.to_string()]);
        assert_eq!(cases(&trusted), [order.to_string(), complaint.to_string()]);
    })
    .await;
}
