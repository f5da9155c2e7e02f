//! What the standard asks between clients (F-03).

use solits_testkit::{STANDARD, on_both};

use crate::{World, colleague::rule};

/// A step for the moment without a client, as of the State Land Service (VZD P2/s2.3), and one for another moment.
const BETWEEN: &str = r#"
[[situation]]
number = "2"
title = { lv = "Klients zālē", en = "A client in the hall" }
shown_at = ["idle"]
[[situation.action]]
paragraph = "6"
text = { lv = "Pamana", en = "Notices" }
result = [{ id = "T-1", text = { lv = "Uzrunāts, kas izskatās apmulsis.", en = "Whoever looks lost was addressed." } }]

[[situation]]
number = "4"
title = { lv = "Saruna", en = "The talk" }
shown_at = ["serving"]
[[situation.action]]
paragraph = "7"
text = { lv = "Uzklausa", en = "Listens" }
result = [{ id = "T-2", text = { lv = "Klients uzklausīts.", en = "The client was listened to." } }]
"#;

#[tokio::test]
async fn the_desk_shows_what_matters_between_clients_until_one_is_called() {
    on_both(async |test| {
        let world = World::new(&test).await;
        rule(&world, &format!("{STANDARD}{BETWEEN}")).await;
        let idle = world.get("anna", "/workplace").await;
        idle.shows("Starp klientiem");
        idle.shows("<li>Uzrunāts, kas izskatās apmulsis.</li>");
        assert!(!idle.body.contains("Klients uzklausīts."), "the talk has not begun");
        world.take(None).await;
        world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=next");
        assert!(!world.get("anna", "/workplace").await.body.contains("Starp klientiem"));
    })
    .await;
}
