//! The standard on the screen: what holds and where it comes from, how each paragraph is kept, its versions, and the
//! way of a new one into force.

mod coverage;
mod norms;
mod upload;
mod values;
mod version;

use std::sync::Arc;

use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::Loaded;
use solits_kernel::EmployeeId;
use solits_organisation::{Employee, list_employees};
use solits_standard::Standard;
use solits_web::{EmployeeCx, WebError};

pub(crate) use coverage::coverage;
pub(crate) use norms::norms;
pub(crate) use upload::{form, upload};
pub(crate) use values::values;
pub(crate) use version::{adopt, version, versions};

/// A tab of the standard's pages.
struct Tab {
    href: &'static str,
    label: String,
    current: bool,
}

/// The tabs, with the one whose page this is.
fn tabs(words: Words, here: &str) -> Vec<Tab> {
    [
        ("/standard", words.t("standards-norms")),
        ("/standard/values", words.t("standards-values")),
        ("/standard/coverage", words.t("standards-coverage")),
        ("/standard/versions", words.t("standards-versions")),
    ]
    .map(|(href, label)| Tab { href, label, current: href == here })
    .into()
}

/// The standard in force, with its number.
struct InForce {
    number: i64,
    standard: Arc<Standard>,
}

impl InForce {
    fn of(loaded: &Loaded, at: solits_kernel::Timestamp) -> Option<Self> {
        loaded.standard(at).map(|(number, standard)| Self { number, standard })
    }
}

async fn in_force(cx: &EmployeeCx, tx: &mut Tx) -> Result<Option<InForce>, WebError> {
    Ok(InForce::of(&*cx.app.heart.loaded(tx).await?, cx.at))
}

/// What stands over each of the pages: title and version of the standard in force.
fn headline(words: Words, in_force: Option<&InForce>) -> String {
    in_force.map_or_else(
        || words.t("standards-none-in-force"),
        |one| {
            let identity = &one.standard.file().identity;
            let gaps = [
                ("title", identity.title.get(words.0).into()),
                ("version", identity.version.as_str().into()),
            ];
            words.ta("standards-headline", &gaps)
        },
    )
}

/// Names of employees, for who uploaded and who adopted.
struct Names(Vec<Employee>);

impl Names {
    async fn of(tx: &mut Tx) -> Result<Self, WebError> {
        Ok(Self(list_employees(tx).await?))
    }
    /// The name; a word for a program where nobody did it.
    fn name(&self, words: Words, id: Option<EmployeeId>) -> String {
        self.0
            .iter()
            .find(|employee| Some(employee.id) == id)
            .map_or_else(|| words.t("standards-a-program"), |employee| employee.name.clone())
    }
}
