//! What colleagues of the demonstration ask of each other, answered, late and still open; what they report; and who is away.

use anyhow::Context as _;
use solits_colleagues::{Ask, Capacity, Deed, Report, RequestKind, Whom, act, answer, ask, partly, report};
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::{EmployeeId, InstitutionId, Timestamp, UnitId};
use solits_organisation::{NewAbsence, add_absence, find_structure, list_employees};
use solits_web::App;

use super::{
    institution::{FRONT_OFFICE, calendar},
    scope,
};

/// A question, who asks whom, and when.
struct Asked {
    from: &'static str,
    to: &'static str,
    at: Timestamp,
    topic: &'static str,
    question: &'static str,
    checked: &'static str,
}

/// What is known while it is made up.
struct World<'a> {
    app: &'a App,
    people: Vec<(String, EmployeeId)>,
    unit: Option<UnitId>,
    now: Timestamp,
}

impl World<'_> {
    fn who(&self, name: &str) -> anyhow::Result<EmployeeId> {
        let found = self.people.iter().find(|(own, _)| own == name);
        found.map(|(_, id)| *id).with_context(|| format!("{name} works there"))
    }

    fn by(&self, name: &str, at: Timestamp) -> anyhow::Result<Actor> {
        Ok(Actor { by: By::Employee(self.who(name)?), at })
    }

    fn back(&self, days: i64, hour: i8) -> Timestamp {
        super::back(self.now, days, hour, 0)
    }

    async fn asks(&self, tx: &mut Tx, asked: Asked) -> anyhow::Result<solits_colleagues::RequestId> {
        let question = Ask {
            kind: RequestKind::Question,
            case: None,
            to: Whom::Person(self.who(asked.to)?),
            topic: asked.topic.to_owned(),
            question: asked.question.to_owned(),
            checked: asked.checked.to_owned(),
            meets_at: None,
            place: String::new(),
            key: String::new(),
        };
        Ok(ask(tx, self.app, &self.by(asked.from, asked.at)?, question, &[]).await?)
    }

    async fn reports(
        &self,
        tx: &mut Tx,
        at: Timestamp,
        kind: &str,
        found: &str,
        is_possible: bool,
    ) -> anyhow::Result<solits_colleagues::NonconformityId> {
        let found = Report {
            kind: kind.to_owned(),
            found: found.to_owned(),
            is_possible,
            place: String::new(),
            case: None,
            unit: self.unit,
            key: String::new(),
        };
        Ok(report(tx, self.app, &self.by("Jānis Kalniņš", at)?, found).await?)
    }
}

/// Everything between colleagues.
pub(super) async fn they_ask(app: &App, institution: InstitutionId) -> anyhow::Result<()> {
    let mut tx = app.db.write(scope(institution)).await?;
    let world = World {
        app,
        people: list_employees(&mut tx).await?.into_iter().map(|one| (one.name, one.id)).collect(),
        unit: find_structure(&mut tx)
            .await?
            .units
            .iter()
            .find(|unit| unit.name == FRONT_OFFICE)
            .map(|unit| unit.id),
        now: app.clock.now(),
    };
    some_are_away(&world, &mut tx).await?;
    questions(&world, &mut tx).await?;
    reports(&world, &mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// A member of the council is away today and stood in for; a specialist goes next week.
async fn some_are_away(world: &World<'_>, tx: &mut Tx) -> anyhow::Result<()> {
    let actor = world.by("Inga Siliņa", world.now)?;
    let day = |days: i64| world.now.plus_minutes(days * 24 * 60).day();
    for (who, from, until, substitute) in
        [("Viesturs Lapsa", 0, 2, "Rudīte Upīte"), ("Edgars Zariņš", 7, 11, "Zane Eglīte")]
    {
        let absence = NewAbsence {
            employee: world.who(who)?,
            from: day(from),
            until: day(until),
            substitute: Some(world.who(substitute)?),
        };
        add_absence(tx, world.app, &actor, absence).await?;
    }
    Ok(())
}

/// Answered in time, answered late, put off with a day, late without an answer, and asked this morning.
async fn questions(world: &World<'_>, tx: &mut Tx) -> anyhow::Result<()> {
    let app = world.app;
    let id = world
        .asks(
            tx,
            Asked {
                from: "Anna Bērziņa",
                to: "Inga Siliņa",
                at: world.back(3, 10),
                topic: "Ziemas uzturēšana Ezera ielā",
                question: "Klients jautā, kurā dienā nedēļā tīra Ezera ielas ietvi. Kas to zina?",
                checked: "Skatījos pakalpojuma kartīti, tur dienas nav.",
            },
        )
        .await?;
    answer(
        tx,
        app,
        &world.by("Inga Siliņa", world.back(3, 15))?,
        id,
        1,
        "Ietvi tīra otrdienās un piektdienās līdz astoņiem rītā.",
    )
    .await?;

    let id = world
        .asks(
            tx,
            Asked {
                from: "Jānis Kalniņš",
                to: "Dace Rozīte",
                at: world.back(7, 11),
                topic: "Aptaujas rezultāti",
                question: "Kur redzams, ko klienti rudenī teica par gaidīšanu?",
                checked: "",
            },
        )
        .await?;
    answer(
        tx,
        app,
        &world.by("Dace Rozīte", world.back(4, 9))?,
        id,
        1,
        "Kopsavilkums ir nodaļas mapē „Aptaujas”; garākās gaidīšanas bija pirmdienās.",
    )
    .await?;

    let id = world
        .asks(
            tx,
            Asked {
                from: "Ilze Ozola",
                to: "Uldis Apsītis",
                at: world.back(1, 14),
                topic: "Karšu lasītājs pie trešā lodziņa",
                question: "Lasītājs reizēm nenolasa jaunās apliecības. Vai to var nomainīt?",
                checked: "Pārstartēju un notīrīju kontaktus.",
            },
        )
        .await?;
    let later = world.now.plus_minutes(5 * 24 * 60);
    let on = calendar(false).working_day_after(later.day(), 1).unwrap_or_else(|| later.day());
    let why = "Jauns lasītājs ir pasūtīts, atbildēšu, kad zināšu piegādes dienu.";
    partly(tx, app, &world.by("Uldis Apsītis", world.back(1, 16))?, id, 1, why, on).await?;

    for asked in [
        Asked {
            from: "Mārtiņš Liepiņš",
            to: "Inga Siliņa",
            at: world.back(4, 13),
            topic: "Pieraksti svētku nedēļā",
            question: "Vai 30. decembrī strādāsim līdz trijiem? Klienti jau jautā.",
            checked: "Kalendārā vēl ir parastais laiks.",
        },
        Asked {
            from: "Inga Siliņa",
            to: "Anna Bērziņa",
            at: world.back(0, 9),
            topic: "Pieraksti decembrim",
            question: "Vai 23. decembrī vajadzēs otru lodziņu? Lūdzu pasakiet, cik klientu pierakstījās pērn.",
            checked: "",
        },
        Asked {
            from: "Anna Bērziņa",
            to: "Viesturs Lapsa",
            at: world.back(0, 9),
            topic: "Deputāta pieņemšana",
            question: "Klients lūdz tikšanos par Priežu ielas apgaismojumu. Kuru dienu nosaukt?",
            checked: "",
        },
    ] {
        world.asks(tx, asked).await?;
    }
    Ok(())
}

/// One that was removed, one that somebody works on, one that nobody has received yet.
async fn reports(world: &World<'_>, tx: &mut Tx) -> anyhow::Result<()> {
    let app = world.app;
    let found = "Vietnē pie dzīvesvietas deklarēšanas ir vecais darba laiks.";
    let id = world.reports(tx, world.back(6, 10), "website_or_information_source", found, false).await?;
    act(tx, app, &world.by("Dace Rozīte", world.back(6, 11))?, id, 1, Deed::Receive, Capacity::Part).await?;
    let remedy = Deed::Remedy("Darba laiks vietnē izlabots, pārbaudīts arī angļu lapā.".to_owned());
    act(tx, app, &world.by("Dace Rozīte", world.back(5, 9))?, id, 2, remedy, Capacity::Part).await?;

    let found = "Izziņa apsolīta līdz piektdienai, bet dokumenti no arhīva vēl nav saņemti.";
    let id = world.reports(tx, world.back(2, 12), "order_execution", found, true).await?;
    act(tx, app, &world.by("Inga Siliņa", world.back(2, 13))?, id, 1, Deed::Receive, Capacity::Part).await?;

    let found = "Pakalpojuma kartītē „Nodokļa atlaide” trūkst daudzbērnu ģimeņu atlaides.";
    world.reports(tx, world.back(0, 9), "website_or_information_source", found, false).await?;
    Ok(())
}
