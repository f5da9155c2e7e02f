//! Every form that creates something creates it once: pressed twice in the same moment, or sent again after a lost answer.

use solits_testkit::on_both;
use solits_web::Repeated;

use super::*;

/// A creating form as a person fills it.
struct Form {
    /// Its path in the table of routes.
    route: &'static str,
    /// The page it stands on.
    page: &'static str,
    fields: &'static [(&'static str, &'static str)],
    /// The journal's word for what was created.
    what: &'static str,
    /// Fields with other words, which create another thing.
    other: &'static [(&'static str, &'static str)],
}

/// `{branch}` and `{employee}` stand for those of the test institution.
const FORMS: &[Form] = &[
    Form {
        route: "/setup/line",
        page: "/setup",
        fields: &[("letter", "R"), ("name", "Reģistrācija")],
        what: "line.created",
        other: &[("letter", "S")],
    },
    Form {
        route: "/setup/counter",
        page: "/setup",
        fields: &[("branch", "{branch}"), ("number", "41")],
        what: "counter.created",
        other: &[("number", "42")],
    },
    Form {
        route: "/setup/service",
        page: "/setup",
        fields: &[("code", "P77"), ("name", "Izziņa"), ("minutes", "10")],
        what: "service.created",
        other: &[("code", "P78")],
    },
    Form {
        route: "/setup/employee",
        page: "/setup",
        fields: &[("name", "Ilze Ozola"), ("email", "ilze@testa.example")],
        what: "employee.created",
        other: &[("email", "ilze.ozola@testa.example")],
    },
    Form {
        route: "/setup/device",
        page: "/setup",
        fields: &[("branch", "{branch}"), ("kind", "kiosk")],
        what: "device.created",
        other: &[("kind", "display")],
    },
    Form {
        route: "/setup/tokens",
        page: "/setup/tokens",
        fields: &[("name", "Panelis"), ("scope", "tickets.read")],
        what: "token.created",
        other: &[("name", "Otrs panelis")],
    },
    Form {
        route: "/setup/units",
        page: "/setup/units",
        fields: &[("name", "Klientu daļa"), ("parent", "")],
        what: "unit.created",
        other: &[("name", "Cita daļa")],
    },
    Form {
        route: "/setup/absences",
        page: "/setup/absences",
        fields: &[
            ("employee", "{employee}"),
            ("from", "2026-12-01"),
            ("until", "2026-12-04"),
            ("substitute", ""),
        ],
        what: "absence.added",
        other: &[("until", "2026-12-05")],
    },
    Form {
        route: "/setup/substitutes",
        page: "/setup/absences",
        fields: &[("of", "{employee}"), ("by", "{colleague}")],
        what: "substitute.named",
        other: &[("of", "{colleague}"), ("by", "{employee}")],
    },
    Form {
        route: "/setup/branches/{id}/exceptions",
        page: "/setup/branches/{branch}/hours?channel=visit",
        fields: &[
            ("channel", "visit"),
            ("date", "2026-12-10"),
            ("reason_lv", "Mācības"),
            ("reason_en", "Training"),
        ],
        what: "branch.calendar",
        other: &[("date", "2026-12-11")],
    },
    Form {
        route: "/setup/branches/{id}/closures",
        page: "/setup/branches/{branch}/hours?channel=visit",
        fields: &[
            ("channel", "visit"),
            ("from_date", "2026-12-14"),
            ("from_time", "10:00"),
            ("to_date", "2026-12-14"),
            ("to_time", "12:00"),
            ("closure_reason_lv", "Remonts"),
            ("closure_reason_en", "Repairs"),
        ],
        what: "branch.calendar",
        other: &[("to_date", "2026-12-15")],
    },
    Form {
        route: "/setup/calendar/transfers",
        page: "/setup/calendar",
        fields: &[("off", "2027-06-25"), ("worked", "2027-06-19"), ("transfer_source", "MK rīkojums")],
        what: "branch.calendar",
        other: &[("off", "2027-08-27"), ("worked", "2027-08-21")],
    },
    Form {
        route: "/setup/calendar/holidays",
        page: "/setup/calendar",
        fields: &[
            ("holiday", "2026-12-21"),
            ("holiday_name_lv", "Svētku diena"),
            ("holiday_name_en", "A festive day"),
            ("holiday_source", "likums"),
        ],
        what: "branch.calendar",
        other: &[("holiday", "2026-12-22")],
    },
    Form {
        route: "/setup/calendar/festivals",
        page: "/setup/calendar",
        fields: &[("festival", "2027-07-12"), ("festival_source", "likums")],
        what: "branch.calendar",
        other: &[("festival", "2027-07-05")],
    },
    Form {
        route: "/setup/structure/{role}",
        page: "/setup/structure/bureau_head",
        fields: &[("employee", "{employee}"), ("from", "2026-12-01"), ("until", "")],
        what: "role.held",
        other: &[("from", "2026-12-02")],
    },
    // The last: what changes the days of all branches is counted while there is one.
    Form {
        route: "/setup/branch",
        page: "/setup",
        fields: &[("code", "jauna"), ("name", "Jaunā filiāle"), ("hours", "08:00-17:00")],
        what: "branch.created",
        other: &[("code", "cita-jauna")],
    },
];

impl World {
    /// The words of a form with the things of the test institution in them.
    fn said(&self, text: &str) -> String {
        let [employee, colleague] = [0, 1].map(|number| self.fixture.employees[number].to_string());
        text.replace("{branch}", &self.fixture.branch.to_string())
            .replace("{employee}", &employee)
            .replace("{colleague}", &colleague)
    }

    /// Where a form is sent.
    fn address(&self, form: &Form) -> String {
        let branch = self.fixture.branch.to_string();
        form.route.replace("{id}", &branch).replace("{role}", "bureau_head")
    }

    /// The key that the page's form carries.
    async fn key(&self, form: &Form) -> String {
        let page = self.page(&self.said(form.page)).await;
        let address = self.address(form);
        let begins = format!("<form class=\"form\" method=\"post\" action=\"{address}\">");
        let begins = [
            begins.as_str(),
            &begins.replace("\"form\" ", "\"form card\" "),
            &begins.replace("\"form\" ", "\"filter\" "),
        ]
        .into_iter()
        .find_map(|begins| page.split_once(begins));
        let (_, rest) = begins.unwrap_or_else(|| panic!("{} has no form for {address}", form.page));
        let (inside, _) = rest.split_once("</form>").unwrap();
        let (_, key) =
            inside.split_once("name=\"once\" value=\"").unwrap_or_else(|| panic!("{address}: no key"));
        key.split('"').next().unwrap().to_owned()
    }

    async fn send_form(&self, form: &Form, key: &str, other: &[(&str, &str)]) -> Answer {
        let mut fields = vec![("once", key.to_owned())];
        for (name, value) in form.fields {
            let value = other.iter().find(|(field, _)| field == name).map_or(*value, |(_, value)| value);
            fields.push((name, self.said(value)));
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.post(&self.address(form), &fields).await
    }

    async fn created(&self, form: &Form) -> usize {
        self.journal().await.iter().filter(|what| *what == form.what).count()
    }
}

/// A page without the keys of its forms, which are new each time.
fn without_keys(page: &str) -> String {
    let mut pieces = page.split("name=\"once\" value=\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('"').map_or("", |(_, rest)| rest))
}

#[test]
fn every_creating_form_of_the_set_up_is_tried() {
    let routes = solits_organisation::routes();
    let creating: Vec<&str> = routes
        .table()
        .iter()
        .filter(|route| route.repeated == Repeated::Once)
        .map(|route| route.path)
        .collect();
    for path in &creating {
        assert!(FORMS.iter().any(|form| form.route == *path), "{path} is not tried");
    }
    assert_eq!(creating.len(), FORMS.len());
}

#[tokio::test]
async fn a_form_pressed_twice_or_sent_again_creates_one_thing_and_shows_it_each_time() {
    on_both(async |database| {
        let world = World::new(database).await;
        for form in FORMS {
            let place = format!("{} on {}", form.route, world.database.engine);
            let key = world.key(form).await;
            let before = world.created(form).await;
            // A double click: both are on their way before either is answered.
            let (first, second) =
                tokio::join!(world.send_form(form, &key, &[]), world.send_form(form, &key, &[]));
            let again = world.send_form(form, &key, &[]).await;
            assert!(
                first.status == StatusCode::OK || first.status == StatusCode::SEE_OTHER,
                "{place}: {}",
                first.body
            );
            for other in [second, again] {
                assert_eq!(
                    (other.status, &other.location),
                    (first.status, &first.location),
                    "{place}: {}",
                    other.body
                );
                assert_eq!(without_keys(&other.body), without_keys(&first.body), "{place}");
            }
            assert_eq!(world.created(form).await, before + 1, "{place}");
            // Whoever goes back to the page and types something else means something else.
            let changed = world.send_form(form, &key, form.other).await;
            assert_eq!(changed.status, first.status, "{place}: {}", changed.body);
            assert_eq!(world.created(form).await, before + 2, "{place}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_secret_that_is_shown_once_does_not_lie_in_the_database() {
    on_both(async |database| {
        let world = World::new(database).await;
        let form = FORMS.iter().find(|form| form.route == "/setup/tokens").unwrap();
        let key = world.key(form).await;
        let page = world.send_form(form, &key, &[]).await.body;
        let (_, secret) = page.split_once("<p><code>").unwrap();
        let secret = secret.split('<').next().unwrap();
        let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
        solits_db::row! {
            struct Kept { key: String, result: String }
        }
        let kept = sql!("SELECT key, result FROM idempotency WHERE institution_id = $1");
        let kept = kept.all::<Kept>(&mut tx).await.unwrap();
        assert_eq!(kept.len(), 1);
        for text in [&kept[0].key, &kept[0].result] {
            assert!(!text.contains(secret) && !text.contains(&key), "{text}");
        }
    })
    .await;
}
