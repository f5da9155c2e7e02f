//! What colleagues ask of one, and the non-conformities one answers for, stand in the list by their limits.

use solits_cases::Kind;
use solits_colleagues::{Ask, RequestKind, Whom};
use solits_journal::{Actor, By};
use solits_testkit::on_both;

use crate::World;

impl World {
    /// Somebody asks a colleague something.
    async fn ask(&self, from: usize, to: usize, topic: &str) {
        let mut tx = self.db.write(self.scope()).await.unwrap();
        let actor = Actor { by: By::Employee(self.person(from)), at: self.app.clock.now() };
        let wanted = Ask {
            kind: RequestKind::Question,
            case: None,
            to: Whom::Person(self.person(to)),
            topic: topic.to_owned(),
            question: "Lūdzu, pasakiet līdz rītam.".to_owned(),
            checked: String::new(),
            meets_at: None,
            place: String::new(),
            key: String::new(),
        };
        solits_colleagues::ask(&mut tx, &self.app, &actor, wanted, &[]).await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn place(body: &str, text: &str) -> usize {
    body.find(text).unwrap_or_else(|| panic!("{text} is not in {body}"))
}

/// J-02: a question is owed like anything else; the nearest limit leads, whoever set it.
#[tokio::test]
async fn a_colleagues_question_stands_among_the_cases_by_its_limit_and_in_a_view_of_its_own() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.case(0, "Lieta trijās dienās", Kind::Order, true).await;
        world.case(0, "Lieta bez termiņa", Kind::Question, false).await;
        world.ask(1, 0, "Vai drīkst izsniegt").await;
        let mine = world.get("anna", "/inbox?view=mine").await;
        let order = ["Vai drīkst izsniegt", "Lieta trijās dienās", "Lieta bez termiņa"]
            .map(|text| place(&mine.body, text));
        assert!(order.is_sorted(), "{order:?}");
        mine.shows("Manas <span class=\"count\">3</span>").shows("Kolēģi <span class=\"count\">1</span>");
        mine.shows("href=\"/requests/").shows("no kolēģa: Bruno Kalns").shows("kolēģa jautājums");
        let own = world.get("anna", "/inbox?view=colleagues").await;
        own.shows("Vai drīkst izsniegt").hides("Lieta trijās dienās");
        world.get("anna", "/inbox?view=unit").await.hides("Vai drīkst izsniegt");
        world
            .get("anna", "/inbox?view=mine&q=IZSNIEGT")
            .await
            .shows("Vai drīkst izsniegt")
            .hides("Lieta trijās");
        world.get("anna", "/inbox?view=mine&kind=order").await.hides("Vai drīkst izsniegt");
        // It is between the two, and nobody else's list has it.
        world.get("centis", "/inbox?view=all").await.hides("Vai drīkst izsniegt");
        world.get("bruno", "/inbox?view=colleagues").await.shows("Neviens kolēģis negaida");
        world
            .get("anna", "/inbox/tabs/fragment?view=mine")
            .await
            .shows("Kolēģi <span class=\"count\">1</span>");
    })
    .await;
}

#[tokio::test]
async fn a_question_is_late_after_its_day_and_goes_to_whoever_stands_in() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.ask(1, 0, "Vai drīkst izsniegt").await;
        world.get("anna", "/inbox?view=late").await.hides("Vai drīkst izsniegt");
        world.later(3 * 24 * 3600).await;
        world
            .get("anna", "/inbox?view=late")
            .await
            .shows("Vai drīkst izsniegt")
            .shows("Kavējas <span class=\"count\">1</span>");
        world.away(0, Some(2)).await;
        world.get("centis", "/inbox?view=mine").await.shows("Vai drīkst izsniegt").shows("Anna Bērziņa");
    })
    .await;
}

#[tokio::test]
async fn a_non_conformity_stands_in_the_list_of_whoever_answers_for_it() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.scope()).await.unwrap();
        solits_db::sql!(
            "INSERT INTO nonconformities (institution_id, id, reference, kind, standard, potential, found, place, reported_by,
                    found_at, routed_at, addressee_id, role, body, remedy, closing, state, version)
             VALUES ($1, $2, 'N-2026-0001', 'order_execution', 2, 0, 'Kavējas izziņa', '', $3, $5, $5, $4, 'bureau_head', '', '', '',
                     'reported', 1)"
        )
        .bind(uuid::Uuid::from_u128(700))
        .bind(world.person(1))
        .bind(world.person(0))
        .bind(world.app.clock.now())
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let mine = world.get("anna", "/inbox?view=mine").await;
        mine.shows("N-2026-0001").shows("Kavējas izziņa").shows("href=\"/nonconformities/").shows("neatbilstība");
        world.get("bruno", "/inbox?view=mine").await.hides("Kavējas izziņa");
    })
    .await;
}
