//! What clients of the demonstration have said: complaints on several rungs of the ladder, one of them about an employee who
//! sees nothing of it, a claim, suggestions with and without a decision, praise. Nobody of them exists.

use anyhow::Context as _;
use jiff::civil::Date;
use solits_cases::{Audience, Kind, NewNote, NextStepBy, Open};
use solits_db::Tx;
use solits_feedback::{
    CauseKind, Concern, Details, What, ask_on, close, publish, register, rule, tell_author,
};
use solits_journal::{Actor, By};
use solits_kernel::{BranchId, CaseId, EmployeeId, InstitutionId, ServiceId, Text, Timestamp, UnitId};
use solits_organisation::{find_structure, list_branches, list_employees, list_services};
use solits_standard::model::ChannelKind;
use solits_web::App;
use solits_written::feedback::{
    Author, ClosedBecause, Examination, Finding, Measure, OtherSide, Ruling, SuggestionRuling, Verdict,
};

use super::{institution::FRONT_OFFICE, scope};

/// Those who have a part, and the days on which things happen.
struct World<'a> {
    app: &'a App,
    people: Vec<(String, EmployeeId)>,
    branch: BranchId,
    unit: UnitId,
    services: Vec<(String, ServiceId)>,
    now: Timestamp,
}

/// What somebody said, as it is taken down.
struct Said {
    kind: Kind,
    channel: ChannelKind,
    subject: &'static str,
    text: &'static str,
    author: (&'static str, &'static str),
}

impl World<'_> {
    fn who(&self, name: &str) -> anyhow::Result<EmployeeId> {
        let found = self.people.iter().find(|(own, _)| own == name);
        found.map(|(_, id)| *id).with_context(|| format!("{name} works there"))
    }

    fn by(&self, name: &str, at: Timestamp) -> anyhow::Result<Actor> {
        Ok(Actor { by: By::Employee(self.who(name)?), at })
    }

    fn back(&self, days: i64, hour: i8, minute: i8) -> Timestamp {
        super::back(self.now, days, hour, minute)
    }

    fn in_days(&self, days: i64) -> Date {
        self.now.plus_minutes(days * 24 * 60).day()
    }

    /// Takes down what somebody said; it passes at once to whoever keeps the registers.
    async fn takes(&self, tx: &mut Tx, by: &str, at: Timestamp, said: Said) -> anyhow::Result<CaseId> {
        let actor = self.by(by, at)?;
        let open = Open {
            kind: said.kind,
            subject: said.subject.to_owned(),
            service: None,
            branch: self.branch,
            owner: self.who(by)?,
            ticket: None,
            client_name: said.author.0.to_owned(),
            client_contact: said.author.1.to_owned(),
            channel: said.channel,
            key: String::new(),
        };
        let opened = solits_cases::open(tx, self.app, &actor, open).await?;
        let note = NewNote {
            text: said.text.to_owned(),
            audience: Audience::Client,
            next_step_by: NextStepBy::Us,
            next_step: None,
        };
        solits_cases::note(tx, self.app, &actor, opened.case, 1, note).await?;
        let soon = Actor { at: at.plus_minutes(6), ..actor };
        let version = self.version(tx, opened.case).await?;
        solits_cases::acknowledge(tx, self.app, &soon, opened.case, version).await?;
        solits_feedback::take_in(tx, self.app, &soon, opened.case).await?;
        Ok(opened.case)
    }

    async fn version(&self, tx: &mut Tx, case: CaseId) -> anyhow::Result<i64> {
        Ok(solits_cases::find(tx, case).await?.context("the case is there")?.version)
    }

    /// The keeper of the registers says whom it concerns.
    async fn registers(
        &self,
        tx: &mut Tx,
        at: Timestamp,
        case: CaseId,
        concern: Concern,
        author: Author,
    ) -> anyhow::Result<()> {
        let details = Details { concern, norm: String::new(), author };
        register(tx, self.app, &self.by(KEEPER, at)?, case, details).await?;
        Ok(())
    }

    /// Whoever decided answers the author.
    async fn answers(
        &self,
        tx: &mut Tx,
        by: &str,
        at: Timestamp,
        case: CaseId,
        text: &str,
    ) -> anyhow::Result<()> {
        let actor = self.by(by, at)?;
        let version = self.version(tx, case).await?;
        solits_cases::answer(tx, self.app, &actor, case, version, text).await?;
        tell_author(tx, self.app, &actor, case).await?;
        Ok(())
    }

    fn about(&self, name: &str) -> anyhow::Result<Concern> {
        Ok(Concern { what: What::Employee, employee: Some(self.who(name)?), ..Concern::other() })
    }

    fn measure(&self, what: &str, owner: &str, days: i64) -> anyhow::Result<Measure> {
        Ok(Measure { what: what.to_owned(), owner: self.who(owner)?, due: self.in_days(days), check: None })
    }
}

const KEEPER: &str = "Dace Rozīte";
const HEAD: &str = "Inga Siliņa";
const DIRECTOR: &str = "Valdis Strautiņš";

fn examined(facts: &str, other_side: &str, finding: Finding, cause: &str, measures: Vec<Measure>) -> Ruling {
    Ruling::Examination(Examination {
        facts: facts.to_owned(),
        other_side: OtherSide::Heard(other_side.to_owned()),
        finding,
        norm: String::new(),
        cause: cause.to_owned(),
        measures,
    })
}

/// Everything that was said in the last weeks.
pub(super) async fn is_said(app: &App, institution: InstitutionId) -> anyhow::Result<()> {
    let mut tx = app.db.write(scope(institution)).await?;
    let branch = list_branches(&mut tx).await?.into_iter().next().context("there is a branch")?.id;
    let unit = find_structure(&mut tx)
        .await?
        .units
        .iter()
        .find(|unit| unit.name == FRONT_OFFICE)
        .map(|unit| unit.id);
    let world = World {
        app,
        people: list_employees(&mut tx).await?.into_iter().map(|one| (one.name, one.id)).collect(),
        branch,
        unit: unit.context("there is a unit")?,
        services: list_services(&mut tx).await?.into_iter().map(|one| (one.code, one.id)).collect(),
        now: app.clock.now(),
    };
    complaints(&world, &mut tx).await?;
    about_the_unit(&world, &mut tx).await?;
    suggestions(&world, &mut tx).await?;
    praise(&world, &mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// One about an employee that the author takes on to the next rung, one that was not justified, and one nobody has
/// registered yet.
async fn complaints(world: &World<'_>, tx: &mut Tx) -> anyhow::Result<()> {
    let (app, person) = (world.app, Author::Reachable);
    let said = Said {
        kind: Kind::Complaint,
        channel: ChannelKind::Phone,
        subject: "Kasē mani pārtrauca un nepateica, kādi dokumenti vajadzīgi",
        text: "Atnācu deklarēt dzīvesvietu. Darbiniece mani pārtrauca un sūtīja prom, neko nepaskaidrojot; bija jānāk vēlreiz.",
        author: ("Velta Priedniece", "velta.priedniece@klients.example"),
    };
    let case = world.takes(tx, "Mārtiņš Liepiņš", world.back(13, 10, 20), said).await?;
    world.registers(tx, world.back(13, 11, 5), case, world.about("Anna Bērziņa")?, person).await?;
    let measures = vec![world.measure(
        "Pārrunāt ar kolēģiem, kā nosaukt vajadzīgos dokumentus, pirms klients dodas prom.",
        "Zane Eglīte",
        10,
    )?];
    let ruling = examined(
        "Apmeklējums ilga divas minūtes, nākamajā dienā kliente nāca vēlreiz; to rāda rindas dati.",
        "Darbiniece saka, ka aiz klientes gaidīja astoņi cilvēki un viņa steidzās.",
        Finding::Justified,
        "Pirms pusdienām pie lodziņa bija viena darbiniece, un steigā netika nosaukti dokumenti.",
        measures,
    );
    rule(tx, app, &world.by(HEAD, world.back(8, 14, 0))?, case, ruling, Some(CauseKind::Information)).await?;
    let answer = "Labdien! Jūsu sūdzība ir pamatota, un mēs atvainojamies. Dokumentus bija jānosauc uzreiz. Turpmāk tos nosauksim, pirms klients dodas prom.";
    world.answers(tx, HEAD, world.back(8, 15, 30), case, answer).await?;
    let asks = Actor { by: By::Client, at: world.back(1, 9, 40) };
    let request = "Atvainošanos saņēmu, bet otrreizējā brauciena izdevumi man nav atlīdzināti. Lūdzu, lai par to lemj direktors.";
    ask_on(tx, app, &asks, case, request.to_owned()).await?;

    let said = Said {
        kind: Kind::Complaint,
        channel: ChannelKind::Visit,
        subject: "Mani nepieņēma piecas minūtes pirms slēgšanas",
        text: "Ierados 16.55, talonu vairs neizsniedza.",
        author: ("Arvīds Meldris", "arvids.meldris@klients.example"),
    };
    let case = world.takes(tx, "Ilze Ozola", world.back(19, 9, 15), said).await?;
    world.registers(tx, world.back(19, 10, 0), case, world.about("Jānis Kalniņš")?, person).await?;
    let ruling = examined(
        "Kiosks pēdējo talonu izsniedza 16.58; klienta talona rindā nav.",
        "Darbinieks klientu neatceras; pie durvīm viņš nebija.",
        Finding::Unjustified,
        "",
        Vec::new(),
    );
    rule(tx, app, &world.by(HEAD, world.back(15, 11, 0))?, case, ruling, None).await?;
    let answer = "Labdien! Pārbaudījām rindas datus: talonus izsniedza līdz 16.58. Ja varat nosaukt citu laiku vai vietu, lūdzu, atbildiet.";
    world.answers(tx, HEAD, world.back(15, 12, 0), case, answer).await?;
    let closes = world.by(HEAD, world.back(7, 10, 0))?;
    close(tx, app, &closes, case, ClosedBecause::Settled, "").await?;

    let said = Said {
        kind: Kind::Complaint,
        channel: ChannelKind::TrustLine,
        subject: "Kiosks neizdrukā talonu, un neviens nenāk palīgā",
        text: "Zvanītājs sevi nenosauca. Pie kioska gaidījis desmit minūtes.",
        author: ("", ""),
    };
    world.takes(tx, "Ilze Ozola", world.back(0, 9, 5), said).await?;
    Ok(())
}

/// A complaint about the unit that the director decides and whose author is still to be told, and a claim.
async fn about_the_unit(world: &World<'_>, tx: &mut Tx) -> anyhow::Result<()> {
    let unit = Concern { what: What::Unit, unit: Some(world.unit), ..Concern::other() };
    let said = Said {
        kind: Kind::Complaint,
        channel: ChannelKind::Visit,
        subject: "Divas dienas pēc kārtas rindā gaidīju ilgāk par stundu",
        text: "Pirmdien un otrdien no rīta strādāja divi lodziņi no četriem.",
        author: ("Guntis Rudzītis", "29000017"),
    };
    let case = world.takes(tx, "Anna Bērziņa", world.back(9, 12, 40), said).await?;
    world.registers(tx, world.back(9, 13, 30), case, unit, Author::Reachable).await?;
    let measures = vec![world.measure("Pirmdienu rītos atvērt trešo lodziņu.", HEAD, 14)?];
    let ruling = examined(
        "Abās dienās no 9 līdz 11 strādāja divi lodziņi; vidēji gaidīja 54 minūtes.",
        "Nodaļas vadītāja saka, ka divi darbinieki bija mācībās.",
        Finding::PartlyJustified,
        "Mācības nebija saskaņotas ar dienām, kurās nāk visvairāk klientu.",
        measures,
    );
    rule(tx, world.app, &world.by(DIRECTOR, world.back(1, 16, 0))?, case, ruling, Some(CauseKind::Delay))
        .await?;

    let service = world.services.iter().find(|(code, _)| code == "DZV-02").map(|(_, id)| *id);
    let concern = Concern { what: What::Service, service, unit: Some(world.unit), ..Concern::other() };
    let said = Said {
        kind: Kind::Claim,
        channel: ChannelKind::Visit,
        subject: "Lūdzu atmaksāt nodevu, kas iekasēta divreiz",
        text: "Par izziņu samaksāju ar karti divreiz pa 2,85 eiro; pielieku abus čekus.",
        author: ("Ināra Vanaga", "inara.vanaga@klients.example"),
    };
    let case = world.takes(tx, "Jānis Kalniņš", world.back(3, 11, 10), said).await?;
    world.registers(tx, world.back(3, 13, 0), case, concern, Author::Reachable).await?;
    Ok(())
}

/// One that is carried out and published, one that waits for a decision, one that is not taken up.
async fn suggestions(world: &World<'_>, tx: &mut Tx) -> anyhow::Result<()> {
    let app = world.app;
    let suggested =
        |channel, subject, text, author| Said { kind: Kind::Suggestion, channel, subject, text, author };
    let said = suggested(
        ChannelKind::Visit,
        "Nolikt soliņu pie ieejas",
        "Kamēr gaida autobusu vai talonu, veciem cilvēkiem nav kur apsēsties.",
        ("Mirdza Zvirbule", "29000023"),
    );
    let case = world.takes(tx, "Anna Bērziņa", world.back(17, 10, 0), said).await?;
    world.registers(tx, world.back(17, 10, 40), case, Concern::other(), Author::Reachable).await?;
    let ruling = Ruling::Suggestion(SuggestionRuling {
        verdict: Verdict::TakenUp(world.measure("Nopirkt un nolikt soliņu pie ieejas.", HEAD, 3)?),
        reasons: "Labs un lēts ierosinājums; soliņš vajadzīgs arī tiem, kas gaida talonu.".to_owned(),
    });
    rule(tx, app, &world.by(KEEPER, world.back(14, 15, 0))?, case, ruling, None).await?;
    let answer = "Labdien! Paldies par ierosinājumu: soliņu pie ieejas noliksim šomēnes.";
    world.answers(tx, KEEPER, world.back(14, 15, 20), case, answer).await?;
    let words =
        Text::new("Pie ieejas ir soliņš, kur pagaidīt.", "There is a bench at the entrance to wait on.");
    publish(tx, app, &world.by(KEEPER, world.back(2, 9, 30))?, case, words).await?;

    let said = suggested(
        ChannelKind::Phone,
        "Pieņemt klientus arī vienu vakaru nedēļā",
        "Tie, kas strādā līdz pieciem, uz centru netiek.",
        ("Kārlis Ērglis", "29000031"),
    );
    let case = world.takes(tx, "Ilze Ozola", world.back(4, 14, 10), said).await?;
    world.registers(tx, world.back(4, 15, 0), case, Concern::other(), Author::Reachable).await?;

    let said = suggested(
        ChannelKind::Visit,
        "Sūtīt atgādinājumu par nodokli ar īsziņu",
        "Paziņojumi e-pastā pazūd starp citām vēstulēm.",
        ("Biruta Salna", "biruta.salna@klients.example"),
    );
    let case = world.takes(tx, "Zane Eglīte", world.back(11, 9, 50), said).await?;
    world.registers(tx, world.back(11, 10, 30), case, Concern::other(), Author::Reachable).await?;
    let ruling = Ruling::Suggestion(SuggestionRuling {
        verdict: Verdict::Later(world.in_days(60)),
        reasons: "Īsziņas šogad nav paredzētas budžetā; skatīsim vēlreiz, kad gatavos nākamo.".to_owned(),
    });
    rule(tx, app, &world.by(KEEPER, world.back(6, 11, 0))?, case, ruling, None).await?;
    Ok(())
}

/// One passed to whom it praises, and one that waits.
async fn praise(world: &World<'_>, tx: &mut Tx) -> anyhow::Result<()> {
    let praised = |subject, text, author| Said {
        kind: Kind::Praise,
        channel: ChannelKind::Visit,
        subject,
        text,
        author,
    };
    let said = praised(
        "Paldies par pacietību, palīdzot aizpildīt iesniegumu",
        "Darbiniece soli pa solim parādīja, kā aizpildīt iesniegumu, un ne reizi nesteidzināja.",
        ("Zigrīda Cielava", "29000044"),
    );
    let case = world.takes(tx, "Mārtiņš Liepiņš", world.back(6, 13, 20), said).await?;
    world.registers(tx, world.back(6, 14, 0), case, world.about("Ilze Ozola")?, Author::Reachable).await?;
    rule(tx, world.app, &world.by(KEEPER, world.back(5, 9, 20))?, case, Ruling::Thanks, None).await?;
    world
        .answers(
            tx,
            KEEPER,
            world.back(5, 9, 40),
            case,
            "Labdien! Paldies par labajiem vārdiem; tos nodevām kolēģei.",
        )
        .await?;

    let said = praised(
        "Paldies par laipnu uzņemšanu Priedainē",
        "Man palīdzēja ar ratiņiem pie durvīm un uzreiz pasauca.",
        ("Oskars Krauklis", ""),
    );
    let case = world.takes(tx, "Edgars Zariņš", world.back(1, 11, 30), said).await?;
    world.registers(tx, world.back(1, 12, 0), case, world.about("Zane Eglīte")?, Author::Reachable).await?;
    Ok(())
}
