//! What the specialist's screen shows.

use askama::Template;
use solits_i18n::Words;
use solits_kernel::{CounterId, TicketId};
use solits_organisation::CardPart;
use solits_web::Page;

use crate::{
    back_office::BackOfficeView,
    colleague::ColleagueForm,
    desk::{CallForm, Ending, Typed},
    help::HelpView,
    visit::VisitView,
};

/// A result of a checklist to be ticked.
pub(crate) struct Check {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) ticked: bool,
}

/// A situation or a set of guides that matters at the moment.
pub(crate) struct Moment {
    pub(crate) title: String,
    pub(crate) source: String,
    pub(crate) impression: String,
    pub(crate) checks: Vec<Check>,
    pub(crate) phrases: Vec<PhraseView>,
}

/// What to say in a situation, and what not, as spoken in Latvian with the sense in English where the standard has it.
pub(crate) struct PhraseView {
    pub(crate) purpose: String,
    pub(crate) say: Vec<(String, String)>,
    pub(crate) avoid: Vec<(String, String)>,
}

/// The client at the desk.
pub(crate) struct Present {
    pub(crate) id: TicketId,
    pub(crate) number: String,
    pub(crate) line: String,
    pub(crate) called: bool,
    /// What sets the client apart in words: priority, a colleague.
    pub(crate) marks: Vec<String>,
    pub(crate) party: i64,
    /// Milliseconds of the present step, and what it should not exceed, in seconds.
    pub(crate) elapsed_seconds: i64,
    pub(crate) since: String,
    pub(crate) clock: String,
    pub(crate) no_show_in: i64,
    pub(crate) note: String,
    pub(crate) identity: &'static str,
    /// Whether the service demands a word on the identity that nobody has said yet.
    pub(crate) identity_unsaid: bool,
    pub(crate) services: Vec<ServiceCardView>,
    pub(crate) visit: VisitView,
    /// The service a case opened now would be about, where only one is possible.
    pub(crate) case_service: String,
    /// The case opened during the visit, for the outcome, with its number; empty where there is none.
    pub(crate) case: (String, String),
}

impl Present {
    /// The service the client has come for, where it is known.
    fn wanted(&self) -> Option<&ServiceCardView> {
        self.services.iter().find(|service| service.wanted)
    }
}

/// A service of the present line.
pub(crate) struct ServiceCardView {
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) description: String,
    /// Price, deadline, and whether the identity must be checked, in one line.
    pub(crate) facts: String,
    /// How the price is made up; may be empty.
    pub(crate) price_words: String,
    /// What else its card says.
    pub(crate) parts: Vec<CardPart>,
    /// Whether it is the service the client has come for, whose card is open when the panel is.
    pub(crate) wanted: bool,
}

/// Somebody in the queue of this desk.
pub(crate) struct Queued {
    pub(crate) id: TicketId,
    pub(crate) number: String,
    pub(crate) line: String,
    pub(crate) waited: String,
    pub(crate) standing: &'static str,
    pub(crate) reason: String,
    pub(crate) priority: bool,
    /// Whether it is a colleague's ticket.
    pub(crate) internal: bool,
    /// How many come together.
    pub(crate) party: i64,
    pub(crate) next: bool,
}

/// Something due today.
pub(crate) struct DueView {
    pub(crate) href: String,
    pub(crate) text: String,
    pub(crate) due: String,
    pub(crate) late: bool,
}

/// A target of a transfer.
pub(crate) struct Target {
    pub(crate) value: String,
    pub(crate) label: String,
}

/// The part of the screen that is alive.
#[derive(Template)]
#[template(path = "workplace/_desk.html")]
pub(crate) struct DeskPart<'a> {
    pub(crate) page: &'a Page,
    pub(crate) words: Words,
    pub(crate) present: Option<Present>,
    pub(crate) paused: bool,
    pub(crate) pause_words: String,
    /// Minutes of break after a hard conversation, where the standard in force grants one.
    pub(crate) break_minutes: Option<i64>,
    pub(crate) next_words: String,
    pub(crate) moments: Vec<Moment>,
    /// Why the client could not be finished; said beside the question of identity, and empty before that.
    pub(crate) ask_error: String,
    /// The form that ends the visit with an outcome that demands words.
    pub(crate) finish: Ending,
    /// The form that turns to another service.
    pub(crate) switch: Ending,
    /// The form that calls a certain client, and the reasons it offers.
    pub(crate) call: CallForm,
    pub(crate) reasons: Vec<(&'static str, String)>,
    /// The form that puts a colleague into a line.
    pub(crate) colleague: ColleagueForm,
    /// How many stand at the desk, to be set right.
    pub(crate) party: Typed,
    pub(crate) queue: Vec<Queued>,
    pub(crate) aside: Vec<Queued>,
    /// Numbers in this desk's lines for services it does not give.
    pub(crate) elsewhere: Vec<String>,
    pub(crate) due: Vec<DueView>,
    /// What this person did without a client today; `None` where nothing.
    pub(crate) back_office: Option<BackOfficeView>,
    /// What can be worked on without a client: value and words.
    pub(crate) activities: [(&'static str, String); 4],
    pub(crate) targets: Vec<Target>,
    /// The lines a colleague can be put into.
    pub(crate) lines: Vec<(String, String)>,
    pub(crate) doors: bool,
    pub(crate) warning: String,
    /// Somebody in the hall asks for an employee.
    pub(crate) help: Option<HelpView>,
}

/// What stands in place of the desk once it was closed.
#[derive(Template)]
#[template(path = "workplace/_away.html")]
pub(crate) struct AwayPart {
    pub(crate) words: Words,
}

/// The whole screen at a desk.
#[derive(Template)]
#[template(path = "workplace/workplace.html")]
pub(crate) struct WorkplaceView {
    pub(crate) page: Page,
    pub(crate) topics: String,
    /// Where the part that is alive is fetched from; empty where what was typed must stand.
    pub(crate) source: String,
    pub(crate) part: String,
    /// What is still to be signed about the standard; empty when nothing is.
    pub(crate) acquaintance: String,
}

/// A counter that can be sat down at.
pub(crate) struct Seat {
    pub(crate) id: CounterId,
    pub(crate) number: i64,
    pub(crate) taken_by: String,
    pub(crate) lines: String,
}

/// Before the day: the checklist and the choice of a counter.
#[derive(Template)]
#[template(path = "workplace/start.html")]
pub(crate) struct StartView {
    pub(crate) page: Page,
    pub(crate) branch: String,
    pub(crate) moments: Vec<Moment>,
    pub(crate) checked: bool,
    pub(crate) seats: Vec<Seat>,
    pub(crate) doors: bool,
    pub(crate) error: String,
    /// What is still to be signed about the standard; empty when nothing is.
    pub(crate) acquaintance: String,
}
