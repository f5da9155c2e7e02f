//! The standard in force and the organisation of the day, by which feedback finds who decides.

use std::sync::Arc;

use jiff::civil::Date;
use solits_db::Tx;
use solits_kernel::{EmployeeId, Text, Timestamp};
use solits_organisation::Employee;
use solits_standard::Standard;
use solits_structure::{
    About, Body, Day, Decision, Gap, How, Ladder, Outcome, Resolved, Structure, Who, decide, resolve,
};
use solits_web::{App, KEEP_FEEDBACK, rights_of};
use solits_written::feedback::Feedback;

use crate::actions::FeedbackError;

/// The standard, the organisation and the day.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) standard: Option<Arc<Standard>>,
    ladder: Ladder,
    pub(crate) structure: Structure,
    pub(crate) employees: Vec<Employee>,
    pub(crate) today: Date,
}

impl Context {
    pub(crate) async fn load(tx: &mut Tx, app: &App, at: Timestamp) -> Result<Self, FeedbackError> {
        let standard = app.heart.loaded(tx).await?.standard(at).map(|(_, standard)| standard);
        Ok(Self {
            ladder: standard.as_ref().map(|standard| Ladder::of(standard)).unwrap_or_default(),
            structure: solits_organisation::find_structure(tx).await?,
            employees: solits_organisation::list_employees(tx).await?,
            today: at.day(),
            standard,
        })
    }

    /// The organisation today.
    pub(crate) fn day(&self) -> Day<'_> {
        self.structure.on(self.today)
    }

    /// The name of an employee; a dash for nobody.
    pub(crate) fn name(&self, id: Option<EmployeeId>) -> &str {
        let found = id.and_then(|id| self.employees.iter().find(|employee| employee.id == id));
        found.map_or("–", |employee| employee.name.as_str())
    }

    /// Whether the standard in force has a norm or a principle of that id.
    pub(crate) fn knows_norm(&self, id: &str) -> bool {
        let Some(standard) = &self.standard else { return false };
        let is_principle =
            |paragraph: &str| standard.lists().principles.iter().any(|one| one.value.paragraph == paragraph);
        standard.norms().iter().any(|one| one.value.id == id)
            || id.strip_prefix("principle:").is_some_and(is_principle)
    }

    /// The role to which the standard lets feedback be passed (vzd 29), with its title.
    pub(crate) fn forward_to(&self) -> Option<Text> {
        let standard = self.standard.as_ref()?;
        let id = standard.word("feedback.forward_to")?.value;
        let role = standard.lists().roles.iter().find(|role| role.value.id == id)?;
        Some(Text::from(&role.value.title))
    }

    /// Whoever receives feedback: the unit that the standard names (K-04), else a keeper of the registers; never one of the
    /// `barred`. `None` where nobody does.
    pub(crate) fn receiver(&self, day: &Day<'_>, barred: impl Fn(EmployeeId) -> bool) -> Option<EmployeeId> {
        self.named_receiver(day).filter(|person| !barred(*person)).or_else(|| {
            let keepers = self.employees.iter().filter(|one| one.active && is_keeper(one));
            let acting = keepers.filter_map(|one| day.acting_for(one.id).filter(|_| !barred(one.id)));
            acting.into_iter().find(|one| !barred(*one))
        })
    }

    /// Whoever the standard names to receive feedback, on the day.
    pub(crate) fn named_receiver(&self, day: &Day<'_>) -> Option<EmployeeId> {
        let standard = self.standard.as_ref()?;
        let id = standard.word("feedback.forward_to")?.value;
        let role = standard.lists().roles.iter().find(|role| role.value.id == id)?;
        let resolved = resolve(&role.value, About::Institution, day).ok()?;
        resolved.who.people().first().copied()
    }

    /// Who decides on feedback that has come this far: on a complaint or a claim the ladder says so (K-08), on the rest
    /// whoever receives feedback (K-05).
    pub(crate) fn decision(&self, way: &Feedback, day: &Day<'_>) -> Decision {
        let mut asked = way.clone();
        asked.concerned.extend(asked.about.person(day));
        if way.kind.is_examined() {
            return decide(&self.ladder, &asked.asked(day), day);
        }
        let barred = solits_written::feedback::barred(&asked, day);
        let (outcome, why) = if let Some(person) = self.receiver(day, |person| barred.contains(&person)) {
            (
                Outcome::Decides(Resolved { who: Who::Person(person), how: How::Own }),
                Text::new(
                    "Atsauksmes saņem un par tām lemj tas, kuru nosauc standarts vai kurš kārto reģistrus.",
                    "Feedback is received and decided on by whom the standard names, or by whoever keeps the registers.",
                ),
            )
        } else {
            let gap = Gap::NoLadder;
            let why = gap.sentence();
            (Outcome::Nobody(gap), why)
        };
        Decision { outcome, rung: 0, by: None, passed: Vec::new(), why }
    }

    /// The body outside to which a client can turn in the end.
    pub(crate) fn last_resort(&self) -> Option<Body> {
        self.day().last_resort().cloned()
    }
}

/// Whether somebody keeps the registers.
pub(crate) fn is_keeper(employee: &Employee) -> bool {
    rights_of(&employee.roles).contains(&KEEP_FEEDBACK)
}
