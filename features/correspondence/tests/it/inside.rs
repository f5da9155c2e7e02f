//! Letters to people who work here, against a real SMTP server that was away: each leaves once, and none comes back as a case.

use std::sync::Arc;

use solits_colleagues::{Because, News, write_to_employee};
use solits_correspondence::{Post, send_inside};
use solits_db::{row, sql};
use solits_journal::{Actor, By};
use solits_post::{Net, Reach, Timeouts, Tokens, Trust};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{World, smtpd::Smtpd};

row! {
    struct Left { recipient: String, state: String, said: String }
}

async fn letters(world: &World) -> Vec<Left> {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    sql!("SELECT recipient, state, said FROM staff_letters WHERE institution_id = $1 ORDER BY recipient")
        .all::<Left>(&mut tx)
        .await
        .unwrap()
}

/// The clerk's news for the other employee, at an address.
async fn written(world: &World, address: &str) {
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    sql!("UPDATE employees SET email = $3 WHERE institution_id = $1 AND id = $2")
        .bind(world.fixture.employees[1])
        .bind(address)
        .run(&mut tx)
        .await
        .unwrap();
    let actor = Actor { by: By::Employee(world.fixture.employees[0]), at: world.app.clock.now() };
    let news = News {
        to: world.fixture.employees[1],
        because: Because::Asked,
        about: Uuid::from_u128(5),
        subject: "Kolēģa jautājums:\r\nLiepu iela".to_owned(),
        lines: vec!["Kad remontēs Liepu ielu?".to_owned()],
        path: "/requests/5".to_owned(),
    };
    write_to_employee(&mut tx, &world.app, &actor, news).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_letter_to_an_employee_waits_for_the_server_leaves_once_and_never_to_a_mailbox_of_ours() {
    on_both(|database| async {
        let mut smtpd = Smtpd::prepared("none");
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE mailboxes SET out_host = '127.0.0.1', out_port = $2 WHERE institution_id = $1")
            .bind(i64::from(smtpd.relay().server.port))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let post = Post {
            secrets: std::path::PathBuf::from("/nonexistent"),
            net: Arc::new(Net {
                reach: Reach::listed(["127.0.0.1"]).unwrap(),
                trust: Trust::system(),
                timeouts: Timeouts::default(),
                tokens: Tokens::default(),
            }),
            hello: "solits.example".to_owned(),
        };
        let institution = world.fixture.institution;
        assert!(!send_inside(&world.app, institution, &post).await.unwrap(), "nothing is due");
        written(&world, "ilze@testa.example").await;
        assert!(send_inside(&world.app, institution, &post).await.unwrap());
        let waits = letters(&world).await;
        assert_eq!((waits[0].state.as_str(), waits[0].said.as_str()), ("waiting", "unreachable"));
        assert!(!send_inside(&world.app, institution, &post).await.unwrap(), "it is put off");

        smtpd.switch_on();
        world.app.clock.set(crate::monday().plus_minutes(5));
        assert!(send_inside(&world.app, institution, &post).await.unwrap());
        assert_eq!(letters(&world).await[0].state, "sent");
        assert!(!send_inside(&world.app, institution, &post).await.unwrap(), "it has left");
        let kept = smtpd.kept();
        assert_eq!(kept.len(), 1, "once");
        let raw = String::from_utf8_lossy(&kept[0].1).to_lowercase();
        assert!(
            raw.contains("auto-submitted: auto-generated") && raw.contains("ilze@testa.example"),
            "{raw}"
        );
        let letter = solits_mail::read(&kept[0].1);
        assert_eq!(letter.subject, "Kolēģa jautājums: Liepu iela");

        // The address of a mailbox of ours would make a case of it.
        written(&world, "info@testa.example").await;
        assert!(send_inside(&world.app, institution, &post).await.unwrap());
        let ended = letters(&world).await;
        assert_eq!(
            (ended[1].recipient.as_str(), ended[1].state.as_str()),
            ("info@testa.example", "given_up")
        );
        assert_eq!(ended[1].said, "own-mailbox");
        assert_eq!(smtpd.kept().len(), 1);
    })
    .await;
}
