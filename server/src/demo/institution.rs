//! The institution of the demonstration: Ezermalas novads, which lies on no map, with people who do not exist.

use anyhow::Context as _;
use jiff::civil::{Date, time};
use solits_calendar::{Calendar, DayHours, Timetable, WeeklyHours};
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::{BranchId, EmployeeId, InstitutionId, LineId, Text, Timestamp, UnitId};
use solits_organisation::{
    Deadline, IdentityCheck, InstitutionProfile, NewBranch, NewEmployee, NewService, ServiceCard,
    create_branch, create_counter, create_employee, create_institution, create_line, create_service,
    create_unit, name_body, offer_line, set_unit_head,
};
use solits_standards::{Adoption, adopt, shipped, upload};
use solits_structure::{Body, LAST_RESORT};
use solits_web::App;

/// Given names and surnames that are common enough to belong to nobody in particular.
const PEOPLE: &[(&str, &str)] = &[
    ("Anna Bērziņa", "anna"),
    ("Jānis Kalniņš", "janis"),
    ("Ilze Ozola", "ilze"),
    ("Mārtiņš Liepiņš", "martins"),
    ("Līga Krūmiņa", "liga"),
    ("Andris Balodis", "andris"),
    ("Zane Eglīte", "zane"),
    ("Edgars Zariņš", "edgars"),
    ("Kristīne Vītola", "kristine"),
    ("Raimonds Ķirsis", "raimonds"),
];

/// Letter, Latvian, English.
const LINES: &[(&str, &str, &str)] = &[
    ("A", "Dzīvesvieta un dokumenti", "Residence and documents"),
    ("B", "Sociālā palīdzība", "Social assistance"),
    ("C", "Nodokļi un maksājumi", "Taxes and payments"),
    ("D", "Konsultācijas un iesniegumi", "Advice and applications"),
];

/// Under which standards the institution lives.
#[derive(Debug, Default)]
pub(crate) struct Standards {
    /// The file that was in force before the institution's first day here, and is kept readable.
    pub(crate) earlier: Option<String>,
    /// The file in force from the first day; without one, the demonstration's own.
    pub(crate) first: Option<String>,
    /// A file that takes its place, and the day from which it does.
    pub(crate) then: Option<(String, Date)>,
}

/// The edition before the one in force entered into force so many days before the institution's first day here.
const EARLIER_DAYS: i64 = 850;

struct Offer {
    line: usize,
    code: &'static str,
    name: (&'static str, &'static str),
    documents: &'static [(&'static str, &'static str)],
    days: Option<i64>,
    price_cents: Option<i64>,
    identity: IdentityCheck,
    minutes: i64,
}

const OFFERS: &[Offer] = &[
    Offer {
        line: 0,
        code: "DZV-01",
        name: ("Deklarēt dzīvesvietu", "Declare a place of residence"),
        documents: &[
            ("Pase vai personas apliecība", "Passport or identity card"),
            (
                "Tiesiskais pamats dzīvot adresē, ja tas nav īpašums",
                "Legal ground to live at the address unless you own it",
            ),
        ],
        days: Some(1),
        price_cents: Some(427),
        identity: IdentityCheck::Must,
        minutes: 9,
    },
    Offer {
        line: 0,
        code: "DZV-02",
        name: ("Izziņa par deklarēto dzīvesvietu", "Certificate of declared residence"),
        documents: &[("Pase vai personas apliecība", "Passport or identity card")],
        days: Some(3),
        price_cents: Some(285),
        identity: IdentityCheck::Must,
        minutes: 6,
    },
    Offer {
        line: 1,
        code: "SOC-01",
        name: ("Pabalsts krīzes situācijā", "Allowance in a crisis"),
        documents: &[
            ("Pase vai personas apliecība", "Passport or identity card"),
            ("Iesniegums; palīdzēsim to uzrakstīt", "An application; we help you write it"),
        ],
        days: Some(10),
        price_cents: None,
        identity: IdentityCheck::Must,
        minutes: 16,
    },
    Offer {
        line: 1,
        code: "SOC-02",
        name: ("Asistenta pakalpojums", "Assistant service"),
        documents: &[("Invaliditātes apliecība", "Disability certificate")],
        days: Some(10),
        price_cents: None,
        identity: IdentityCheck::Must,
        minutes: 14,
    },
    Offer {
        line: 2,
        code: "NOD-01",
        name: ("Nekustamā īpašuma nodoklis", "Real-estate tax"),
        documents: &[("Maksāšanas paziņojums, ja tas ir pie rokas", "The tax notice, if at hand")],
        days: None,
        price_cents: None,
        identity: IdentityCheck::Ask,
        minutes: 7,
    },
    Offer {
        line: 2,
        code: "NOD-02",
        name: ("Nodokļa atlaides pieteikums", "Application for tax relief"),
        documents: &[("Pamatojums: apliecība vai lēmums", "The ground: a certificate or a decision")],
        days: Some(10),
        price_cents: None,
        identity: IdentityCheck::Must,
        minutes: 11,
    },
    Offer {
        line: 3,
        code: "KON-01",
        name: ("Konsultācija par pašvaldības pakalpojumiem", "Advice on municipal services"),
        documents: &[],
        days: None,
        price_cents: None,
        identity: IdentityCheck::No,
        minutes: 5,
    },
    Offer {
        line: 3,
        code: "KON-02",
        name: ("Iesniegums pašvaldībai", "Application to the municipality"),
        documents: &[("Iesniegums; palīdzēsim to uzrakstīt", "An application; we help you write it")],
        days: Some(10),
        price_cents: None,
        identity: IdentityCheck::Ask,
        minutes: 8,
    },
];

/// The codes of what is offered.
#[cfg(test)]
pub(crate) fn service_codes() -> impl Iterator<Item = &'static str> {
    OFFERS.iter().map(|offer| offer.code)
}

/// Opening hours: Monday to six, Friday to three; the small branch rests at noon.
pub(crate) fn calendar(small: bool) -> Calendar {
    Calendar::new(timetable(small))
}

fn timetable(small: bool) -> Timetable {
    let hours =
        |text: &str| -> DayHours { text.parse().unwrap_or_else(|_| WeeklyHours::round_the_clock().monday) };
    let usual = if small { "09:00-12:30, 13:00-17:00" } else { "08:30-17:00" };
    let mut week = WeeklyHours::weekdays(&hours(usual));
    week.monday = hours(if small { "09:00-12:30, 13:00-18:00" } else { "08:30-18:00" });
    week.friday = hours(if small { "09:00-12:30, 13:00-15:00" } else { "08:30-15:00" });
    Timetable::new(1, week)
}

/// Founds the institution as it stood on `first`, with so many pairs of branches and its standard in force.
pub(crate) async fn found(
    app: &App,
    pairs: usize,
    first: Date,
    standards: &Standards,
) -> anyhow::Result<InstitutionId> {
    let at = Timestamp::in_riga(first.yesterday()?, time(8, 0, 0, 0));
    let actor = Actor { by: By::Program, at };
    let mut tx = app.db.write_global().await?;
    let profile = InstitutionProfile {
        registration: "90000000000".to_owned(),
        address: "Ezera iela 1, Ezermala, Ezermalas novads, LV-0000".to_owned(),
        phone: "60000100".to_owned(),
        email: "pasts@ezermala.example".to_owned(),
        website: "https://www.ezermala.example".to_owned(),
        ..InstitutionProfile::default()
    };
    let name = Text::new("Ezermalas novads", "Ezermala Municipality");
    let institution = create_institution(&mut tx, "ezermala", &name, &profile, true, at).await?;
    let own = shipped("ezermala").context("the standard is shipped")?;
    let source = standards.first.as_deref().unwrap_or(own);
    if let Some(earlier) = &standards.earlier {
        let number = upload(&mut tx, app, &actor, earlier, "earlier.toml").await?;
        let from = at.plus_minutes(-EARLIER_DAYS * 24 * 60);
        adopt(&mut tx, app, &actor, number, from, Adoption::AtFoundation).await?;
    }
    let number = upload(&mut tx, app, &actor, source, "standard.toml").await?;
    adopt(&mut tx, app, &actor, number, at, Adoption::AtFoundation).await?;
    if let Some((source, from)) = &standards.then {
        let number = upload(&mut tx, app, &actor, source, "then.toml").await?;
        let from = Timestamp::in_riga(*from, time(0, 0, 0, 0));
        adopt(&mut tx, app, &actor, number, from, Adoption::AtFoundation).await?;
    }
    let mut lines = Vec::new();
    for (position, (letter, lv, en)) in (1..).zip(LINES) {
        lines.push(create_line(&mut tx, app, &actor, letter, &Text::new(*lv, *en), position).await?);
    }
    let (unit, director) = leaders(&mut tx, app, &actor).await?;
    for pair in 0..pairs {
        branch(&mut tx, app, &actor, &lines, pair, Size::Large, unit, director).await?;
        branch(&mut tx, app, &actor, &lines, pair, Size::Small, unit, director).await?;
    }
    for offer in OFFERS {
        service(&mut tx, app, &actor, offer, &lines, director).await?;
    }
    last_resort(&mut tx, app, &actor, first).await?;
    tx.commit().await?;
    Ok(institution)
}

/// The body outside to which a client can turn when nobody inside may decide.
async fn last_resort(tx: &mut Tx, app: &App, actor: &Actor, from: Date) -> anyhow::Result<()> {
    let name = Text::new("Tiesībsargs", "Ombudsman");
    let body = Body { name, contact: "https://www.tiesibsargs.lv".to_owned() };
    name_body(tx, app, actor, LAST_RESORT, &body, from.yesterday()?).await?;
    Ok(())
}

/// The unit of those who serve clients.
pub(super) const FRONT_OFFICE: &str = "Klientu apkalpošanas nodaļa";

async fn leaders(tx: &mut Tx, app: &App, actor: &Actor) -> anyhow::Result<(UnitId, EmployeeId)> {
    let unit = create_unit(tx, app, actor, FRONT_OFFICE, None).await?;
    let person = |name: &str, post: &str, email: &str, roles: &[&str]| NewEmployee {
        name: name.to_owned(),
        post: post.to_owned(),
        email: format!("{email}@ezermala.example"),
        unit: Some(unit),
        levels: vec![3, 4],
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        ..NewEmployee::default()
    };
    let chair = council(tx, app, actor).await?;
    let director = person("Valdis Strautiņš", "izpilddirektors", "valdis", &["executive_director"]);
    let director = NewEmployee { supervisor: Some(chair), ..director };
    let director = create_employee(tx, app, actor, &director).await?;
    let head = person("Inga Siliņa", "nodaļas vadītāja", "inga", &["unit_head", "direct_manager"]);
    let head = create_employee(tx, app, actor, &NewEmployee { supervisor: Some(director), ..head }).await?;
    set_unit_head(tx, app, actor, unit, head).await?;
    // Whoever checks the units belongs to none of them.
    let quality =
        person("Dace Rozīte", "pakalpojumu kvalitātes vadītāja", "dace", &["service_quality_manager"]);
    let quality = NewEmployee { unit: None, supervisor: Some(director), ..quality };
    create_employee(tx, app, actor, &quality).await?;
    back_office(tx, app, actor, director).await?;
    let administrator = person("Uldis Apsītis", "administrators", "uldis", &["administrator"]);
    create_employee(tx, app, actor, &NewEmployee { supervisor: Some(head), ..administrator }).await?;
    Ok((unit, head))
}

/// Who serves nobody at a counter and knows what those who do are asked.
async fn back_office(tx: &mut Tx, app: &App, actor: &Actor, director: EmployeeId) -> anyhow::Result<()> {
    let unit = create_unit(tx, app, actor, "Ielu un ceļu nodaļa", None).await?;
    let person = NewEmployee {
        name: "Gatis Mežs".to_owned(),
        post: "ceļu uzturēšanas speciālists".to_owned(),
        email: "gatis@ezermala.example".to_owned(),
        unit: Some(unit),
        roles: vec!["contact_person".to_owned()],
        supervisor: Some(director),
        ..NewEmployee::default()
    };
    let person = create_employee(tx, app, actor, &person).await?;
    set_unit_head(tx, app, actor, unit, person).await?;
    Ok(())
}

/// The council, the last to decide on a complaint, with its chair. They serve nobody, so that no level is theirs.
async fn council(tx: &mut Tx, app: &App, actor: &Actor) -> anyhow::Result<EmployeeId> {
    let person = |name: &str, post: &str, email: &str, roles: &[&str]| NewEmployee {
        name: name.to_owned(),
        post: post.to_owned(),
        email: format!("{email}@ezermala.example"),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        ..NewEmployee::default()
    };
    let chair = person("Ojārs Vilks", "domes priekšsēdētājs", "ojars", &["council_chair", "council"]);
    let chair = create_employee(tx, app, actor, &chair).await?;
    for (name, post, email) in [
        ("Sarmīte Kļaviņa", "domes priekšsēdētāja vietniece", "sarmite"),
        ("Viesturs Lapsa", "domes deputāts", "viesturs"),
        ("Rudīte Upīte", "domes deputāte", "rudite"),
    ] {
        let member = person(name, post, email, &["council"]);
        create_employee(tx, app, actor, &NewEmployee { supervisor: Some(chair), ..member }).await?;
    }
    Ok(chair)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Large,
    Small,
}

#[expect(clippy::too_many_arguments, reason = "what a branch is made of")]
async fn branch(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    lines: &[LineId],
    pair: usize,
    size: Size,
    unit: UnitId,
    head: EmployeeId,
) -> anyhow::Result<BranchId> {
    let (word, counters, first_person) = match size {
        Size::Large => ("Ezermala", 4, 0),
        Size::Small => ("Priedaine", 2, 6),
    };
    let suffix = if pair == 0 { String::new() } else { format!(" {}", pair + 1) };
    let code = format!(
        "{}{}",
        word.to_lowercase(),
        if pair == 0 { String::new() } else { format!("-{}", pair + 1) }
    );
    let new = NewBranch {
        code: code.clone(),
        name: Text::new(format!("KAC {word}{suffix}"), format!("{word}{suffix} service centre")),
        address: match size {
            Size::Large => "Ezera iela 1, Ezermala".to_owned(),
            Size::Small => "Priežu iela 5, Priedaine".to_owned(),
        },
        phone: "60000101".to_owned(),
        email: format!("{code}@ezermala.example"),
        queue_device: true,
        position: i64::try_from(pair * 2 + usize::from(size == Size::Small)).unwrap_or_default(),
    };
    let branch = create_branch(tx, app, actor, &new, timetable(size == Size::Small)).await?;
    for line in lines {
        offer_line(tx, app, actor, branch, *line).await?;
    }
    for number in 1..=counters {
        // The first counters serve everything; the last of a large branch only the two shorter lines.
        let served = if number == 4 { &lines[..2] } else { lines };
        create_counter(tx, app, actor, branch, number, served).await?;
        let (name, email) = PEOPLE[(first_person + usize::try_from(number).unwrap_or(1) - 1) % PEOPLE.len()];
        let mark = if pair == 0 { String::new() } else { format!("{}", pair + 1) };
        let person = NewEmployee {
            name: format!("{name}{suffix}"),
            post: "klientu apkalpošanas speciālists".to_owned(),
            email: format!("{email}{mark}@ezermala.example"),
            unit: Some(unit),
            branch: Some(branch),
            supervisor: Some(head),
            levels: vec![1, 2],
            roles: vec!["service_specialist".to_owned()],
            ..NewEmployee::default()
        };
        create_employee(tx, app, actor, &person).await?;
    }
    Ok(branch)
}

async fn service(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    offer: &Offer,
    lines: &[LineId],
    owner: EmployeeId,
) -> anyhow::Result<()> {
    let card = ServiceCard {
        documents: offer.documents.iter().map(|(lv, en)| Text::new(*lv, *en)).collect(),
        channels: ["visit", "portal", "letter"].map(str::to_owned).to_vec(),
        payment: if offer.price_cents.is_some() {
            ["bankas karte", "internetbanka"].map(str::to_owned).to_vec()
        } else {
            vec![]
        },
        contact: "Klientu apkalpošanas nodaļa, 60000100".to_owned(),
        ..ServiceCard::default()
    };
    let new = NewService {
        code: offer.code.to_owned(),
        line: lines.get(offer.line).copied(),
        name: Text::new(offer.name.0, offer.name.1),
        card,
        deadline: offer.days.map(|count| Deadline { unit: "working_days".to_owned(), count }),
        price_cents: offer.price_cents,
        identity_check: offer.identity,
        usual_minutes: offer.minutes,
        owner: Some(owner),
    };
    create_service(tx, app, actor, &new).await?;
    Ok(())
}
