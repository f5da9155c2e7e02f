//! The assessor's binder.

use solits_db::sql;
use solits_journal::{complete_up_to, seal};
use solits_testkit::on_both;

use super::{ILZE, OTO, World, monday};

const YEAR: &str = "/evidence/binder?from=2026-01-01&to=2026-11-23";

#[tokio::test]
async fn the_binder_tells_figures_owner_exceptions_evidence_and_goals_of_its_period() {
    on_both(|database| async {
        let world = World::new(database).await;
        // 19 of 20 in September by month; 3 of 4 in the first days of November, which are counted by day.
        world
            .run(
                sql!(
                    "INSERT INTO measure_months (institution_id, month, norm, standard, branch_id, channel, employee_id, met, breached, waived)
                     VALUES ($1, 680, 'wait', 1, $2, 'visit', $2, 19, 1, 3)"
                )
                .bind(world.fixture.branch),
            )
            .await;
        world
            .run(
                sql!(
                    "INSERT INTO measures (institution_id, day, norm, standard, branch_id, channel, employee_id, met, breached, waived)
                     VALUES ($1, 20760, 'wait', 1, $2, 'visit', $2, 3, 1, 0)"
                )
                .bind(world.fixture.branch),
            )
            .await;
        let evidence = [("shows", "needs"), ("from", "2026-10-01"), ("until", "2026-10-31"), ("note", "Novēroti 20 klienti.")];
        world.upload("ilze", "/evidence/norms/greeting", &evidence, None).await.taken();
        let exception = [("norm", "no-show"), ("from", "2026-11-23"), ("until", "2026-11-30"), ("reason", "Ekrāns bojāts.")];
        world.post("oto", "/evidence/exceptions", &exception).await.taken();

        let binder = world.get("oto", YEAR).await;
        binder.shows("solīts 90\u{a0}%, turēts 91,7\u{a0}%: 22 no 24; lauzts 2, atkrita 3");
        binder.shows("Novēroti 20 klienti.").shows("Ekrāns bojāts.").shows(OTO);
        binder.shows(&format!("pakalpojumu kvalitātes vadītājs: {ILZE}"));
        // Paragraph 5 holds no norm, but values that the program keeps to.
        binder.shows("60 sekundes");
        binder.shows("2 normas ir bez atbildīgā").shows("iedzīvotāji: Apmierinātība");

        // A period before any of it.
        let before = world.get("oto", "/evidence/binder?from=2026-01-01&to=2026-08-31").await;
        before.shows("nekas nebija jātur").hides("Novēroti 20 klienti.").hides("Ekrāns bojāts.");
    })
    .await;
}

#[tokio::test]
async fn the_binder_ends_with_the_last_seal_of_the_journal() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.get("oto", YEAR).await.shows("Žurnālam vēl nav neviena zīmoga");
        let owner = [("norm", "wait"), ("owner", "role:bureau_head")];
        world.post("ilze", "/evidence/owners", &owner).await.taken();
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        let upto = complete_up_to(&mut tx).await.unwrap();
        assert_eq!(seal(&mut tx, upto, monday()).await.unwrap(), 1);
        let (_, hash) = solits_journal::last_seal_of(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let hash = hash.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        world.get("oto", YEAR).await.shows(&hash).shows("solits journal verify");
    })
    .await;
}

#[tokio::test]
async fn the_approval_of_the_version_in_force_is_told() {
    on_both(|database| async {
        let world = World::new(database).await;
        let chain = "issuer = { lv = \"Testa iestāde\", en = \"Test institution\" }\n\
            approval_chain = [{ post = { lv = \"juriste\", en = \"lawyer\" }, act = \"coordinates\" }, { post = { lv = \"direktors\", en = \"director\" }, act = \"signs\" }]\n\
            repeals = [\"Noteikumi Nr. 3\"]";
        let issuer = "issuer = { lv = \"Testa iestāde\", en = \"Test institution\" }";
        let source = format!("{}{}", solits_testkit::STANDARD, super::MORE).replace(issuer, chain);
        world
            .run(sql!("UPDATE standards SET source = $2, adopted_by = $3 WHERE institution_id = $1")
                .bind(source)
                .bind(world.fixture.employees[2]))
            .await;
        world
            .run(
                sql!(
                    "INSERT INTO standard_approvals (institution_id, number, place, note, recorded_at, recorded_by)
                     VALUES ($1, 1, 0, 'saskaņots 3. jūnijā', $2, $3)"
                )
                .bind(monday())
                .bind(world.fixture.employees[1]),
            )
            .await;
        let binder = world.get("oto", YEAR).await;
        binder.shows("juriste – saskaņo: saskaņots 3. jūnijā").shows(ILZE).shows("direktors – paraksta");
        binder.shows("Noteikumi Nr. 3").shows("Pieņēma");

        // What a program recorded has a day and nobody's name.
        let by_nobody =
            sql!("UPDATE standard_approvals SET recorded_by = NULL WHERE institution_id = $1 AND number = $2");
        world.run(by_nobody.bind(1_i64)).await;
        let binder = world.get("oto", YEAR).await;
        binder.shows("juriste – saskaņo: saskaņots 3. jūnijā (2026. gada 23. novembr");
    })
    .await;
}

#[tokio::test]
async fn a_period_that_is_none_is_told_and_nothing_is_counted() {
    on_both(|database| async {
        let world = World::new(database).await;
        let backwards = world.get("oto", "/evidence/binder?from=2026-11-23&to=2026-01-01").await;
        backwards.refused().shows("Pēdējā diena ir agrāka par pirmo.").hides("Saturs");
        world.get("oto", "/evidence/binder?from=x&to=2026-01-01").await.refused();
        // Without days it is the year so far.
        world.get("oto", "/evidence/binder").await.shows("value=\"2026-01-01\"").shows("Saturs");
    })
    .await;
}
