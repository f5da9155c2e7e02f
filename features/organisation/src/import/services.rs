//! Rows of services: the code says which is meant, and an empty cell leaves what is stored.

use std::collections::{HashMap, HashSet};

use solits_kernel::{EmployeeId, Lang, LineId, ServiceId, Text};

use super::{
    employees::what,
    plan::{Difference, Fault, Named, Plan, Reading, Step, differ},
    table::{Column, Table},
};
use crate::model::{Deadline, Employee, IdentityCheck, Service, ServiceCard};

/// One million euros in cents: more is mistyped.
const MOST_CENTS: i64 = 100_000_000;

/// What of the institution the rows may speak of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// Those that are offered.
    pub(crate) services: Vec<Service>,
    /// Codes of those that are not.
    pub(crate) closed: HashSet<String>,
    pub(crate) lines: Vec<Named<LineId>>,
    pub(crate) employees: Vec<Employee>,
}

/// A service as it is after the import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) code: String,
    pub(crate) name: Text,
    pub(crate) line: Option<LineId>,
    pub(crate) card: ServiceCard,
    pub(crate) deadline: Option<Deadline>,
    pub(crate) price_cents: Option<i64>,
    pub(crate) identity_check: IdentityCheck,
    pub(crate) usual_minutes: i64,
    pub(crate) owner: Option<EmployeeId>,
}

impl Offer {
    /// A service of which nothing is said yet, as the form begins.
    fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            name: Text::default(),
            line: None,
            card: ServiceCard::default(),
            deadline: None,
            price_cents: None,
            identity_check: IdentityCheck::Ask,
            usual_minutes: 10,
            owner: None,
        }
    }

    fn of(service: &Service) -> Self {
        Self {
            code: service.code.clone(),
            name: service.name.clone(),
            line: service.line,
            card: service.card.clone(),
            deadline: service.deadline.clone(),
            price_cents: service.price_cents,
            identity_check: service.identity_check,
            usual_minutes: service.usual_minutes,
            owner: service.owner,
        }
    }
}

pub(crate) type ServicePlan = Plan<ServiceId, Offer>;

/// What importing a table of services would do.
pub(crate) fn plan(table: &Table, known: &Known, lang: Lang) -> ServicePlan {
    let stored: HashMap<&str, &Service> =
        known.services.iter().map(|service| (service.code.as_str(), service)).collect();
    let people: HashMap<String, &Employee> =
        known.employees.iter().map(|employee| (employee.email.to_lowercase(), employee)).collect();
    let choices = Choices::new(lang);
    let mut first: HashMap<String, usize> = HashMap::new();
    let mut plan = Plan { steps: Vec::new(), problems: Vec::new() };
    for row in &table.rows {
        let mut reading = Reading::new(table, row);
        let code = code(&mut reading, &mut first);
        let was = stored.get(code.as_str()).copied();
        if known.closed.contains(&code) {
            reading.refuse(Column::Code, Fault::Closed);
        }
        let before = was.map_or_else(|| Offer::new(&code), Offer::of);
        let offer = offer(&mut reading, before.clone(), known, &people, &choices);
        if was.is_none() && reading.given(Column::Title).is_none() {
            reading.refuse(Column::Title, Fault::Missing);
        }
        let differences = differences(was.map(|_| &before), &offer, known, &choices);
        let what = what(was.map(|was| (was.id, &before)), &offer);
        let label = format!("{} {}", offer.code, offer.name.get(lang)).trim().to_owned();
        plan.steps.push(Step { row: row.number, label, what, result: offer, differences });
        plan.problems.append(&mut reading.problems);
    }
    plan
}

fn code(reading: &mut Reading<'_>, first: &mut HashMap<String, usize>) -> String {
    if reading.given(Column::Code).is_none() {
        reading.refuse(Column::Code, Fault::Missing);
        return String::new();
    }
    let code = reading.text(Column::Code, 20).unwrap_or_default();
    if let Some(row) = first.get(&code) {
        reading.refuse(Column::Code, Fault::Twice(*row));
    } else if !code.is_empty() {
        first.insert(code.clone(), reading.row.number);
    }
    code
}

fn offer(
    reading: &mut Reading<'_>,
    before: Offer,
    known: &Known,
    people: &HashMap<String, &Employee>,
    choices: &Choices,
) -> Offer {
    let description = reading.lines(Column::Description, 2_000);
    let documents = reading.lines(Column::Documents, 2_000);
    let card = ServiceCard {
        description: description
            .map_or(before.card.description.clone(), |text| retold(&before.card.description, &text, None)),
        documents: documents
            .map_or(before.card.documents.clone(), |text| listed(&before.card.documents, &text)),
        ..before.card
    };
    let latvian = reading.text(Column::Title, 160).unwrap_or_else(|| before.name.lv.clone());
    let english = reading.text(Column::EnglishTitle, 160);
    Offer {
        name: retold(&before.name, &latvian, english),
        line: reading.named(Column::Line, &known.lines).or(before.line),
        card,
        deadline: deadline(reading, before.deadline.as_ref(), choices),
        price_cents: price(reading).or(before.price_cents),
        identity_check: reading.named(Column::Identity, &choices.identity).unwrap_or(before.identity_check),
        usual_minutes: reading.whole(Column::Minutes, 1, 240).unwrap_or(before.usual_minutes),
        owner: owner(reading, people).or(before.owner),
        code: before.code,
    }
}

/// A text with its Latvian side as in the file. An English side that only repeated the Latvian one goes with it.
fn retold(before: &Text, latvian: &str, english: Option<String>) -> Text {
    let repeated = before.en == before.lv;
    let english = english.unwrap_or_else(|| if repeated { latvian.to_owned() } else { before.en.clone() });
    Text::new(latvian, english)
}

/// Documents parted by lines or semicolons; one that was there before keeps its English words.
fn listed(before: &[Text], text: &str) -> Vec<Text> {
    text.split(['\n', ';'])
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .map(|one| {
            before.iter().find(|known| known.lv == one).cloned().unwrap_or_else(|| Text::new(one, one))
        })
        .collect()
}

/// A number of working days, unless another unit is named.
fn deadline(reading: &mut Reading<'_>, before: Option<&Deadline>, choices: &Choices) -> Option<Deadline> {
    let count = reading.whole(Column::Deadline, 1, 400);
    let unit = reading.named(Column::DeadlineUnit, &choices.units);
    if unit.is_some() && before.is_none() && reading.given(Column::Deadline).is_none() {
        reading.refuse(Column::Deadline, Fault::Missing);
    }
    let kept = before.map_or("working_days", |before| before.unit.as_str());
    let unit = unit.unwrap_or(kept).to_owned();
    let count = count.or(before.map(|before| before.count))?;
    Some(Deadline { unit, count })
}

fn price(reading: &mut Reading<'_>) -> Option<i64> {
    let cents = parse_euros(reading.given(Column::Price)?);
    if cents.is_none() {
        reading.refuse(Column::Price, Fault::Price);
    }
    cents
}

/// Cents of an amount in euros, with a comma or a point and one or two digits after it: a spreadsheet writes 4,50 as 4.5.
fn parse_euros(typed: &str) -> Option<i64> {
    let typed = typed.trim_end_matches(['€', ' ', '\u{a0}']);
    let (euros, cents) = typed.split_once([',', '.']).unwrap_or((typed, "00"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(euros) || !digits(cents) || cents.len() > 2 {
        return None;
    }
    let tenths = if cents.len() == 1 { 10 } else { 1 };
    let cents = cents.parse::<i64>().ok()? * tenths;
    let amount = euros.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)?;
    Some(amount).filter(|amount| *amount <= MOST_CENTS)
}

fn owner(reading: &mut Reading<'_>, people: &HashMap<String, &Employee>) -> Option<EmployeeId> {
    let fault = match people.get(&reading.given(Column::Owner)?.to_lowercase()) {
        Some(employee) if employee.active => return Some(employee.id),
        Some(_) => Fault::Closed,
        None => Fault::Nobody,
    };
    reading.refuse(Column::Owner, fault);
    None
}

/// Closed lists in the words of either language.
struct Choices {
    units: Vec<Named<&'static str>>,
    identity: Vec<Named<IdentityCheck>>,
}

impl Choices {
    fn new(lang: Lang) -> Self {
        let unit = |id, lv, en, others: [&'static str; 2]| {
            let label = if lang == Lang::En { en } else { lv };
            Named::new(id, label, [id, lv, en].into_iter().chain(others))
        };
        let rule = |id: IdentityCheck, lv, en, other| {
            Named::new(id, if lang == Lang::En { en } else { lv }, [id.name(), lv, en, other])
        };
        Self {
            units: vec![
                unit("working_days", "darba dienas", "working days", ["darbdienas", "darba diena"]),
                unit("calendar_days", "kalendāra dienas", "calendar days", ["kalendārās dienas", "dienas"]),
                unit("months", "mēneši", "months", ["mēnesis", "month"]),
                unit("opening_hours", "darba laika stundas", "opening hours", ["stundas", "hours"]),
            ],
            identity: vec![
                rule(IdentityCheck::No, "nepārbauda", "not checked", "nē"),
                rule(IdentityCheck::Ask, "prasa, kur tas svarīgi", "asked where it matters", "prasa"),
                rule(IdentityCheck::Must, "pārbauda vienmēr", "always checked", "vienmēr"),
            ],
        }
    }
}

fn differences(before: Option<&Offer>, after: &Offer, known: &Known, choices: &Choices) -> Vec<Difference> {
    let mut differences = Vec::new();
    let was = before.map(|before| written(before, known, choices));
    for (place, (column, becomes)) in written(after, known, choices).into_iter().enumerate() {
        let was = was.as_ref().map(|was| was[place].1.clone()).unwrap_or_default();
        differ(&mut differences, column, was, becomes);
    }
    differences
}

/// A service in words, column by column; all that an import can change is here.
fn written(offer: &Offer, known: &Known, choices: &Choices) -> [(Column, String); 12] {
    let number = |number: i64| number.to_string();
    let unit = offer.deadline.as_ref().and_then(|deadline| Named::find(&choices.units, &deadline.unit).ok());
    let owner = known.employees.iter().find(|employee| Some(employee.id) == offer.owner);
    let euros = |cents: i64| format!("{},{:02}", cents / 100, cents % 100);
    let documents: Vec<&str> = offer.card.documents.iter().map(|one| one.lv.as_str()).collect();
    [
        (Column::Code, offer.code.clone()),
        (Column::Title, offer.name.lv.clone()),
        (Column::EnglishTitle, offer.name.en.clone()),
        (Column::Line, Named::label(&known.lines, offer.line)),
        (Column::Deadline, offer.deadline.as_ref().map(|one| number(one.count)).unwrap_or_default()),
        (Column::DeadlineUnit, Named::label(&choices.units, unit)),
        (Column::Price, offer.price_cents.map(euros).unwrap_or_default()),
        (Column::Identity, Named::label(&choices.identity, Some(offer.identity_check))),
        (Column::Minutes, number(offer.usual_minutes)),
        (Column::Owner, owner.map(|owner| owner.email.clone()).unwrap_or_default()),
        (Column::Documents, documents.join("; ")),
        (Column::Description, offer.card.description.lv.clone()),
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::import::{
        file,
        plan::{Counts, What},
        table::Kind,
    };

    fn known() -> Known {
        let offer = Offer::new("A-1");
        Known {
            services: vec![Service {
                id: ServiceId::new(Uuid::from_u128(1)),
                code: offer.code,
                line: None,
                name: Text::new("Izziņa", "Statement"),
                card: ServiceCard { documents: vec![Text::new("Pase", "Passport")], ..offer.card },
                deadline: Some(Deadline { unit: "months".to_owned(), count: 1 }),
                price_cents: Some(427),
                identity_check: offer.identity_check,
                usual_minutes: 10,
                owner: None,
            }],
            closed: HashSet::from(["OLD".to_owned()]),
            lines: vec![Named::new(LineId::new(Uuid::from_u128(2)), "Kase", ["K", "Kase", "Cash desk"])],
            employees: Vec::new(),
        }
    }

    fn planned(text: &str) -> ServicePlan {
        let table = Table::of(Kind::Services, &file::read(text.as_bytes()).unwrap()).unwrap();
        plan(&table, &known(), Lang::Lv)
    }

    #[test]
    fn what_the_file_does_not_say_stays_as_it_is() {
        let plan = planned("Kods\tTermiņš\tDokumenti\nA-1\t2\tPase\n");
        let result = &plan.steps[0].result;
        assert_eq!(result.deadline, Some(Deadline { unit: "months".to_owned(), count: 2 }));
        assert_eq!(result.card.documents, [Text::new("Pase", "Passport")]);
        assert_eq!((result.name.en.as_str(), result.price_cents), ("Statement", Some(427)));
        assert_eq!(planned("Kods;Termiņš;Dokumenti\nA-1;1;Pase\n").steps[0].what, What::Keep);
    }

    #[test]
    fn a_new_service_is_free_has_no_deadline_and_needs_a_name() {
        let plan = planned("Kods;Nosaukums;Rinda\nB;Atļauja;cash DESK\nC;;\n");
        assert_eq!(plan.counts(), Counts { added: 2, ..Counts::default() });
        let result = &plan.steps[0].result;
        assert_eq!(
            (&result.name, &result.deadline, result.price_cents),
            (&Text::new("Atļauja", "Atļauja"), &None, None)
        );
        assert!(result.line.is_some());
        assert_eq!(plan.problems.len(), 1);
        assert_eq!((plan.problems[0].row, plan.problems[0].column), (3, Column::Title));
    }

    #[test]
    fn every_fault_has_its_row_and_column() {
        let plan = planned(
            "Kods;Nosaukums;Termiņš;Cena;Rinda;Minūtes;Atbildīgais;Mērvienība\n\
             OLD;a;ilgi;4,277;Kasse;0;x@y.lv;nedēļas\nB;b;;;;;;mēneši\nB;c;;;;;;\n",
        );
        let found: Vec<(usize, Column)> = plan.problems.iter().map(|one| (one.row, one.column)).collect();
        let second = [
            Column::Code,
            Column::Deadline,
            Column::DeadlineUnit,
            Column::Price,
            Column::Line,
            Column::Minutes,
            Column::Owner,
        ];
        for column in second {
            assert!(found.contains(&(2, column)), "{column:?}");
        }
        assert!(found.contains(&(3, Column::Deadline)) && found.contains(&(4, Column::Code)));
        let line = plan.problems.iter().find(|one| one.column == Column::Line).unwrap();
        assert_eq!(line.fault, Fault::Unknown(vec!["Kase".to_owned()]));
    }

    #[test]
    fn an_amount_is_read_as_people_and_spreadsheets_write_it() {
        for (typed, cents) in [("4,27", 427), ("4.5", 450), ("12", 1_200), ("3,00 €", 300)] {
            assert_eq!(parse_euros(typed), Some(cents), "{typed}");
        }
        for wrong in ["", "-1", "4,277", "4,", ",5", "četri", "99999999999999999999", "1000001"] {
            assert_eq!(parse_euros(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_row_makes_it_fail(
            cells in prop::collection::vec(prop::collection::vec("\\PC{0,6}|A-1|OLD|[0-9,.]{1,5}|mēneši", 12), 1..6),
        ) {
            let headings = Kind::Services.columns().iter().map(|one| one.heading(Lang::Lv).to_owned()).collect();
            let rows: Vec<file::Row> = std::iter::once(headings)
                .chain(cells)
                .enumerate()
                .map(|(index, cells)| file::Row { number: index + 1, cells })
                .collect();
            let table = Table::of(Kind::Services, &rows).unwrap();
            let (one, other) = (plan(&table, &known(), Lang::Lv), plan(&table, &known(), Lang::En));
            prop_assert_eq!(one.fingerprint(), other.fingerprint());
            prop_assert_eq!(one.steps.len(), table.rows.len());
        }
    }
}
