//! The phrases of the standard in force at the desk (F-05).

use solits_db::sql;
use solits_testkit::{STANDARD, on_both};

use crate::World;

/// A greeting with its English, one that belongs to the serving, and one for the telephone.
const PHRASES: &str = r#"
[[situation]]
number = "2"
title = { lv = "Klienta ierašanās", en = "The client arrives" }
shown_at = ["client_called"]
[[situation.action]]
paragraph = "6"
text = { lv = "Sasveicinās", en = "Greets" }
internal = true
result = [{ id = "T-1", text = { lv = "Klients sasveicināts.", en = "The client was greeted." } }]

[[situation]]
number = "4"
title = { lv = "Sarunas noslēgums", en = "Closing the talk" }
shown_at = ["serving"]
[[situation.action]]
paragraph = "7"
text = { lv = "Atvadās", en = "Says goodbye" }
internal = true
result = [{ id = "T-2", text = { lv = "Klientam novēlēts kas labs.", en = "The client was wished well." } }]

[[phrase]]
paragraph = "6"
situation = "2"
purpose = { lv = "Uzrunāt klientu", en = "Address a client" }
use = [{ lv = "Labdien, kā varu palīdzēt?", en = "Good day, how may I help?" }]

[[phrase]]
paragraph = "7"
situation = "4"
purpose = { lv = "Atvadīties", en = "Say goodbye" }
use = ["Uz redzēšanos! Jauku dienu!"]
avoid = ["Nākamais!"]

[[phrase]]
paragraph = "8"
situation = "6"
purpose = { lv = "Atbildēt uz zvanu", en = "Answer a call" }
use = ["Klausos!"]
"#;

#[tokio::test]
async fn the_desk_shows_the_phrases_of_the_moment_in_both_languages() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let mut tx = world.app.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1 AND number = 1")
            .bind(format!("{STANDARD}{PHRASES}"))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.take(None).await;

        world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=next");
        let called = world.get("anna", "/workplace").await;
        called.shows("Uzrunāt klientu");
        called.shows("<q lang=\"lv\">Labdien, kā varu palīdzēt?</q>");
        called.shows("lang=\"en\">Good day, how may I help?</span>");
        assert!(!called.body.contains("Uz redzēšanos!"), "the goodbye waits for the talk");

        world.post("anna", "/workplace/start", &[]).await.redirects_to("/workplace");
        let served = world.get("anna", "/workplace").await;
        served.shows("<q lang=\"lv\">Uz redzēšanos! Jauku dienu!</q>");
        served.shows("Nesakiet:</strong> <span class=\"said\"><q lang=\"lv\">Nākamais!</q>");
        assert!(!served.body.contains("Klausos!"), "nobody telephones at a counter");
    })
    .await;
}
