//! What is listed, by what it is narrowed, where a page begins, and who may take what. Plain rules.

use std::collections::BTreeSet;

use solits_cases::Kind;
use solits_kernel::{BranchId, CaseId, EmployeeId, ServiceId, Timestamp};
use solits_search::{Question, Typing};
use uuid::Uuid;

/// Cases without a limit come after all others; the number is larger than any instant in milliseconds and the same as in
/// the index.
pub(crate) const WITHOUT_LIMIT: i64 = 9_007_199_254_740_991;

/// Longest text that is looked for.
pub(crate) const MOST_SEARCHED: usize = 100;

/// Which cases are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum View {
    /// One's own, and those of whom one stands in for today.
    #[default]
    Mine,
    /// What colleagues ask of one, and the non-conformities one answers for.
    Colleagues,
    /// Those of one's unit, and the same.
    Unit,
    /// Those whose owner is away today or has left.
    Unassigned,
    /// Those whose nearest limit has passed.
    Late,
    /// All that one may see.
    All,
}

impl View {
    /// All of them, in the order of the tabs.
    pub(crate) const ALL: [Self; 6] =
        [Self::Mine, Self::Colleagues, Self::Unit, Self::Unassigned, Self::Late, Self::All];

    /// As it stands in an address.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Colleagues => "colleagues",
            Self::Unit => "unit",
            Self::Unassigned => "unassigned",
            Self::Late => "late",
            Self::All => "all",
        }
    }

    /// The view of a name; the first for a name nobody knows.
    pub(crate) fn of(name: &str) -> Self {
        Self::ALL.into_iter().find(|view| view.name() == name).unwrap_or_default()
    }

    /// The message that names it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Mine => "inbox-view-mine",
            Self::Colleagues => "inbox-view-colleagues",
            Self::Unit => "inbox-view-unit",
            Self::Unassigned => "inbox-view-unassigned",
            Self::Late => "inbox-view-late",
            Self::All => "inbox-view-all",
        }
    }

    /// The message that stands where it has no rows.
    pub(crate) const fn empty(self) -> &'static str {
        match self {
            Self::Mine => "inbox-empty-mine",
            Self::Colleagues => "inbox-empty-colleagues",
            Self::Unit => "inbox-empty-unit",
            Self::Unassigned => "inbox-empty-unassigned",
            Self::Late => "inbox-empty-late",
            Self::All => "inbox-empty-all",
        }
    }
}

impl View {
    /// Whether what colleagues ask stands in it, and then only what is late.
    pub(crate) const fn has_asked(self) -> Option<OnlyLate> {
        match self {
            Self::Mine | Self::Colleagues | Self::All => Some(OnlyLate(false)),
            Self::Late => Some(OnlyLate(true)),
            Self::Unit | Self::Unassigned => None,
        }
    }

    /// Whether cases stand in it.
    pub(crate) const fn has_cases(self) -> bool {
        !matches!(self, Self::Colleagues)
    }
}

/// Whether only what is late is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OnlyLate(pub(crate) bool);

impl OnlyLate {
    /// Whether something with this limit is meant.
    pub(crate) fn holds(self, due: Option<Timestamp>, now: Timestamp) -> bool {
        !self.0 || due.is_some_and(|due| due < now)
    }
}

/// What an address asks for: the view, and by what it is narrowed. What is not understood narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) view: View,
    pub(crate) kind: Option<Kind>,
    pub(crate) service: Option<ServiceId>,
    pub(crate) channel: String,
    pub(crate) branch: Option<BranchId>,
    pub(crate) text: String,
}

/// The channels by which a list is narrowed.
pub(crate) const CHANNELS: [&str; 7] =
    ["visit", "phone", "email", "letter", "portal", "e_address", "internal"];

impl Asked {
    /// Reads it from the pairs of an address.
    pub(crate) fn of(pairs: &[(String, String)]) -> Self {
        let get = |name: &str| {
            pairs.iter().find_map(|(key, value)| (key == name).then_some(value.as_str())).unwrap_or_default()
        };
        let text: String =
            get("q").split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MOST_SEARCHED).collect();
        Self {
            view: View::of(get("view")),
            kind: Kind::parse(get("kind")),
            service: get("service").trim().parse().ok(),
            channel: CHANNELS.into_iter().find(|one| *one == get("channel")).unwrap_or_default().to_owned(),
            branch: get("branch").trim().parse().ok(),
            text,
        }
    }

    /// Reads what follows the question mark of an address.
    pub(crate) fn of_query(query: &str) -> Self {
        Self::of(&pairs_of(query))
    }

    /// What follows the question mark of its address: always the same text for the same list.
    pub(crate) fn query(&self) -> String {
        let mut query = format!("view={}", self.view.name());
        let pairs = [
            ("kind", self.kind.map(|kind| kind.name().to_owned()).unwrap_or_default()),
            ("service", self.service.map(|id| id.to_string()).unwrap_or_default()),
            ("channel", self.channel.clone()),
            ("branch", self.branch.map(|id| id.to_string()).unwrap_or_default()),
            ("q", encoded(&self.text)),
        ];
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.push('&');
            query.push_str(name);
            query.push('=');
            query.push_str(&value);
        }
        query
    }

    /// The same list as another view.
    pub(crate) fn viewed(&self, view: View) -> Self {
        Self { view, ..self.clone() }
    }

    /// Whether the view is narrowed at all.
    pub(crate) fn is_narrowed(&self) -> bool {
        *self != Self::default().viewed(self.view)
    }

    /// Whether it is narrowed by more than words.
    pub(crate) fn is_narrowed_by_choice(&self) -> bool {
        Self { text: String::new(), ..self.clone() }.is_narrowed()
    }

    /// What the words ask for; nothing where there is no word that could be looked for, which narrows nothing.
    pub(crate) fn question(&self) -> Option<Question> {
        // The last word may be the beginning of another: whoever narrows a list types no more than is needed.
        Question::read(&self.text, Typing::Going)
    }

    /// Whether what a colleague asks fits what the list is narrowed by: it has words, and nothing else of a case.
    pub(crate) fn fits(&self, subject: &str) -> bool {
        !self.is_narrowed_by_choice()
            && self.question().is_none_or(|question| question.marker.is_met_by(subject))
    }
}

/// The pairs of an address.
pub(crate) fn pairs_of(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    });
    pairs.collect()
}

/// A value as an address carries it.
pub(crate) fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digits = |rest: &std::str::Bytes<'_>| {
            let two: Vec<u8> = rest.clone().take(2).collect();
            std::str::from_utf8(&two)
                .ok()
                .filter(|two| two.len() == 2)
                .and_then(|two| u8::from_str_radix(two, 16).ok())
        };
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => match digits(&rest) {
                Some(value) => {
                    bytes.push(value);
                    rest.nth(1);
                }
                None => bytes.push(b'%'),
            },
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Where a page begins: after the last row of the page before it. Rows that come or go elsewhere move nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct After {
    /// The limit of that row, or [`WITHOUT_LIMIT`].
    pub(crate) due: i64,
    /// Its id.
    pub(crate) case: CaseId,
}

impl After {
    /// The beginning of the list.
    pub(crate) const START: Self = Self { due: i64::MIN, case: CaseId::new(Uuid::nil()) };

    /// Reads it from an address.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (due, case) = text.split_once('_')?;
        Some(Self { due: due.parse().ok()?, case: case.parse().ok()? })
    }

    /// As it stands in an address.
    pub(crate) fn name(self) -> String {
        format!("{}_{}", self.due, self.case)
    }
}

/// Where a page ends: what stands after it is on the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// The list ends with it.
    End,
    /// It goes on after this row.
    Row(After),
}

impl Until {
    /// Whether something with this limit and id stands on the page that begins after `from`.
    pub(crate) fn holds(self, from: After, due: Option<Timestamp>, id: Uuid) -> bool {
        let place = (due.map_or(WITHOUT_LIMIT, Timestamp::millis), CaseId::new(id));
        let is_before_end = match self {
            Self::End => true,
            Self::Row(row) => place <= (row.due, row.case),
        };
        place > (from.due, from.case) && is_before_end
    }
}

/// The people of today, as far as a list is about them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    /// Who looks, and for whom they stand in today.
    pub(crate) own: BTreeSet<EmployeeId>,
    /// The same and everybody in the unit.
    pub(crate) unit: BTreeSet<EmployeeId>,
    /// Those who work here and are not away.
    pub(crate) present: BTreeSet<EmployeeId>,
    /// All others who have ever worked here.
    pub(crate) absent: BTreeSet<EmployeeId>,
}

impl Reach {
    /// Whether the cases of an owner belong to a view, whatever their limit.
    pub(crate) fn has(&self, view: View, owner: EmployeeId) -> bool {
        match view {
            View::Mine => self.own.contains(&owner),
            View::Colleagues => false,
            View::Unit => self.unit.contains(&owner),
            View::Unassigned => !self.present.contains(&owner),
            View::Late | View::All => true,
        }
    }

    /// Whose cases belong to a view; everybody's where it does not go by owner.
    pub(crate) fn owners(&self, view: View) -> Option<&BTreeSet<EmployeeId>> {
        match view {
            View::Mine => Some(&self.own),
            View::Unit => Some(&self.unit),
            View::Unassigned => Some(&self.absent),
            View::Colleagues | View::Late | View::All => None,
        }
    }

    /// Whether somebody may take a case of this owner: from their unit, from whom they stand in for, and from whoever is
    /// not there to see to it.
    pub(crate) fn may_take(&self, owner: EmployeeId) -> bool {
        self.unit.contains(&owner) || !self.present.contains(&owner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: u128) -> EmployeeId {
        EmployeeId::new(Uuid::from_u128(number))
    }

    #[test]
    fn an_address_comes_back_as_it_was() {
        let query = "view=unit&kind=order&channel=email&q=Liepu%20iela%2C%2050%25";
        let asked = Asked::of_query(query);
        assert_eq!(asked.text, "Liepu iela, 50%");
        assert_eq!(asked.query(), query);
        assert_eq!(Asked::of_query(&asked.query()), asked);
        assert!(asked.is_narrowed() && !Asked::of_query("view=late").is_narrowed());
    }

    #[test]
    fn what_an_address_says_wrongly_narrows_nothing() {
        let asked = Asked::of_query("view=theirs&kind=riddle&service=x&channel=pigeon&branch=&q=%zz+a");
        assert_eq!(asked, Asked { text: "%zz a".to_owned(), ..Asked::default() });
    }

    #[test]
    fn a_text_without_a_word_narrows_nothing() {
        assert!(Asked::of_query("q=%25+%E2%80%94").question().is_none());
        assert!(Asked::of_query("q=%25+%E2%80%94").fits("Vai drīkst izsniegt?"));
        assert!(Asked::default().question().is_none());
        assert!(Asked::of_query("q=50%25").question().is_some());
    }

    #[test]
    fn what_colleagues_ask_is_found_by_its_words_and_by_nothing_a_case_alone_has() {
        assert!(Asked::of_query("view=mine").fits("Vai drīkst izsniegt?"));
        for text in ["IZSNIEGT", "drikst", "izsn", "izsniegt vai"] {
            assert!(Asked::of_query(&format!("view=late&q={text}")).fits("Vai drīkst izsniegt?"), "{text}");
        }
        assert!(!Asked::of_query("q=liepu").fits("Vai drīkst izsniegt?"));
        assert!(!Asked::of_query("kind=order").fits("Vai drīkst izsniegt?"));
        assert!(View::Unit.has_asked().is_none() && !View::Colleagues.has_cases());
    }

    #[test]
    fn the_place_of_a_page_is_read_back() {
        let after = After { due: WITHOUT_LIMIT, case: CaseId::new(Uuid::from_u128(7)) };
        assert_eq!(After::parse(&after.name()), Some(after));
        assert_eq!(After::parse("x_y"), None);
    }

    #[test]
    fn everything_stands_on_one_page_and_only_one() {
        let row = After { due: 2_000, case: CaseId::new(Uuid::from_u128(5)) };
        let at = |millis: i64| Some(Timestamp::from_millis(millis));
        for (due, id) in [(at(1_000), 9), (at(2_000), 5), (at(2_000), 6), (None, 1)] {
            let id = Uuid::from_u128(id);
            let pages = [Until::Row(row).holds(After::START, due, id), Until::End.holds(row, due, id)];
            assert_eq!(pages.iter().filter(|is_there| **is_there).count(), 1, "{due:?} {id}");
        }
    }

    #[test]
    fn a_case_of_somebody_who_is_away_waits_for_whoever_takes_it() {
        let reach = Reach {
            own: [person(1), person(3)].into(),
            unit: [person(1), person(2), person(3)].into(),
            present: [person(1), person(2), person(5)].into(),
            absent: [person(3), person(4)].into(),
        };
        for (view, owner) in View::ALL.into_iter().flat_map(|view| (1..6).map(move |n| (view, person(n)))) {
            let listed = reach.owners(view).is_some_and(|owners| owners.contains(&owner));
            let by_limit = matches!(view, View::Late | View::All);
            assert_eq!(reach.has(view, owner), listed || by_limit, "{view:?} {owner}");
        }
        assert!(reach.has(View::Mine, person(3)), "stood in for");
        assert!(reach.has(View::Unassigned, person(4)) && !reach.has(View::Unassigned, person(5)));
        assert!(reach.may_take(person(2)) && reach.may_take(person(4)) && !reach.may_take(person(5)));
    }
}
