//! Where calls go: only to who proves to be the one named, and never inside unless it is listed.

use std::{fs, process::Command, sync::Arc, time::Duration};

use axum::http::StatusCode;
use solits_db::sql;
use solits_integration::{Delivered, Keys, Net, Outlet};
use solits_post::Reach;
use solits_testkit::on_both;

use crate::{
    receiver::{Receiver, Reply},
    world::{ADMINISTRATOR, World, listed, outlet},
};

/// A certificate for `localhost` that vouches for itself, and its key.
fn certificate() -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"])
        .args(["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-keyout", &file("key.pem"), "-out", &file("cert.pem")])
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    (fs::read_to_string(file("cert.pem")).unwrap(), fs::read_to_string(file("key.pem")).unwrap())
}

fn trusting(certificate: &str) -> Arc<Outlet> {
    Arc::new(Outlet {
        keys: Keys::read(&"5a".repeat(32)).unwrap(),
        net: Some(Net::new(listed(), certificate)),
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receiver_that_cannot_prove_who_it_is_is_told_nothing() {
    on_both(async |database| {
        let mut world = World::new(database).await;
        let (certificate, key) = certificate();
        let receiver = Receiver::secured(&certificate, &key).await;
        let (path, _) =
            world.webhook(&format!("https://localhost:{}/", receiver.port), &["case.opened"], false).await;
        world.open("Dzīvesvieta").await;
        world.follow().await;
        assert_eq!(world.deliver().await, Delivered::Failed);
        world.get(&path, ADMINISTRATOR).await.shows("sertifikātam nevar uzticēties");
        assert!(receiver.received().is_empty());
        world.outlet = trusting(&certificate);
        world.later(1);
        assert_eq!(world.deliver().await, Delivered::Done);
        assert_eq!(receiver.received().len(), 1);
    })
    .await;
}

/// `localhost` is a name whose address is inside, as a name of somebody who means harm could be.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_whose_address_is_inside_is_not_called_unless_it_is_listed() {
    on_both(async |database| {
        let mut world = World::new(database).await;
        let receiver = Receiver::new().await;
        let (path, _) =
            world.webhook(&format!("http://localhost:{}/", receiver.port), &["case.opened"], false).await;
        world.open("Dzīvesvieta").await;
        world.follow().await;
        world.outlet = outlet(Reach::public());
        assert_eq!(world.deliver().await, Delivered::Failed);
        world.get(&path, ADMINISTRATOR).await.shows("nav adreses, kuru drīkst izsaukt");
        assert!(receiver.received().is_empty());
        let typed = [("name", "A"), ("address", "https://localhost/"), ("kind", "case.opened")];
        world
            .post("/setup/webhooks", ADMINISTRATOR, &typed)
            .await
            .expect(StatusCode::UNPROCESSABLE_ENTITY)
            .shows("kuru nedrīkst izsaukt");
        world.outlet = outlet(listed());
        world.later(1);
        assert_eq!(world.deliver().await, Delivered::Done);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receiver_that_says_nothing_is_not_waited_for() {
    on_both(async |database| {
        let mut world = World::new(database).await;
        let net = Net::new(listed(), "").within(Duration::from_millis(300));
        world.outlet = Arc::new(Outlet { keys: Keys::read(&"5a".repeat(32)).unwrap(), net: Some(net) });
        let receiver = Receiver::new().await;
        receiver.answers(&[Reply::Silence]);
        let (path, _) = world.webhook(&receiver.address(), &["case.opened"], false).await;
        world.open("Dzīvesvieta").await;
        world.follow().await;
        assert_eq!(world.deliver().await, Delivered::Failed);
        world.get(&path, ADMINISTRATOR).await.shows("atbilde nepienāca");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_key_of_its_secret_nothing_is_signed_with_another() {
    on_both(async |database| {
        let mut world = World::new(database).await;
        let receiver = Receiver::new().await;
        let (path, first) = world.webhook(&receiver.address(), &["case.opened"], false).await;
        world.open("Dzīvesvieta").await;
        world.follow().await;
        let other = Keys::read(&"6b".repeat(32)).unwrap();
        world.outlet = Arc::new(Outlet { keys: other, net: Some(Net::new(listed(), "")) });
        assert_eq!(world.deliver().await, Delivered::Failed);
        assert!(receiver.received().is_empty());
        world.get(&path, ADMINISTRATOR).await.shows("izveidojiet jaunu noslēpumu");
        let renewed = world.post(&format!("{path}/secret"), ADMINISTRATOR, &[]).await.expect(StatusCode::OK);
        let second = format!("whsec_{}", renewed.between("<code>whsec_", "</code>"));
        assert_ne!(first, second);
        world.later(1);
        assert_eq!(world.deliver().await, Delivered::Done);
        let key_names =
            sql!("SELECT count(*) AS value FROM webhooks WHERE institution_id = $1 AND secret_number = 2");
        assert_eq!(world.count(key_names).await, 1);
    })
    .await;
}
