//! What is found beside cases: tickets of today; and for those who set up, people, services, branches and the pages where
//! all of it is set up. These are few, and are read as they stand.

use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::{Timestamp, day_number};
use solits_written::search::{Marker, Piece};

use crate::{question::Question, store};

/// Something that has a page.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) href: String,
    pub(crate) name: Vec<Piece>,
    /// What it is, in a word or two.
    pub(crate) what: String,
    /// The text in which it was found; nothing where name and kind say it.
    pub(crate) excerpt: Vec<Piece>,
}

/// Entries of a kind shown at most.
const MOST: usize = 8;
/// A line has no more letters.
const MOST_LETTERS: usize = 3;

/// Tickets of today that have the number asked for; `institution` is its code in public addresses.
pub(crate) async fn tickets(
    tx: &mut Tx,
    question: &Question,
    words: Words,
    now: Timestamp,
    institution: &str,
) -> Result<Vec<Entry>, DbError> {
    let Some((letter, number)) = ticket(&question.text) else { return Ok(Vec::new()) };
    let rows = store::list_tickets(tx, day_number(now.day()), &letter, number).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let branches = solits_organisation::list_branches(tx).await?;
    let entry = |row: store::TicketRow| {
        let branch = branches.iter().find(|branch| branch.id == row.branch_id);
        let branch = branch.map(|branch| branch.name.get(words.0).to_owned()).unwrap_or_default();
        let number = format!("{} {:03}", row.letter, row.number);
        Entry {
            href: format!("/i/{institution}/ticket/{}", row.id),
            name: vec![Piece { text: number, is_found: true }],
            what: format!("{} · {} · {branch}", ticket_state(&row.status, words), words.time(row.taken_at)),
            excerpt: Vec::new(),
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// Letter and number of a ticket, where the question is one, as it is printed ("A 012") or in short; without a letter the
/// tickets of every line.
fn ticket(text: &str) -> Option<(String, i64)> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_alphabetic())?;
    let (letters, number) = text.split_at(digits);
    let number = number.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '.'));
    if letters.chars().count() > MOST_LETTERS || !number.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    // Nothing else of today has numbers so high.
    let number: i64 = number.parse().ok().filter(|number| (1..10_000).contains(number))?;
    Some((letters.to_uppercase(), number))
}

fn ticket_state(status: &str, words: Words) -> String {
    words.t(match status {
        "waiting" => "search-ticket-waiting",
        "called" => "search-ticket-called",
        "serving" => "search-ticket-serving",
        "parked" => "search-ticket-parked",
        "finished" => "search-ticket-finished",
        "no_show" => "search-ticket-no-show",
        _ => "search-ticket-left",
    })
}

/// What is set up: employees, services and branches by name, and pages by what they are for.
pub(crate) async fn set_up(tx: &mut Tx, question: &Question, words: Words) -> Result<Vec<Entry>, DbError> {
    let marker = &question.marker;
    let mut found = pages(marker, words);
    for employee in solits_organisation::list_employees(tx).await? {
        let all = format!("{} {} {} {}", employee.name, employee.post, employee.email, employee.phone);
        if marker.is_met_by(&all) {
            let what = if employee.post.is_empty() { words.t("search-employee") } else { employee.post };
            found.push(entry(
                format!("/setup/employees/{}", employee.id),
                marker.pieces(&employee.name),
                what,
            ));
        }
    }
    for service in solits_organisation::list_services(tx).await? {
        let all = format!("{} {} {}", service.code, service.name.lv, service.name.en);
        if marker.is_met_by(&all) {
            let name = marker.pieces(service.name.get(words.0));
            found.push(entry(format!("/setup/services/{}", service.id), name, words.t("search-service")));
        }
    }
    for branch in solits_organisation::list_branches(tx).await? {
        if marker.is_met_by(&format!("{} {} {}", branch.name.lv, branch.name.en, branch.address)) {
            let name = marker.pieces(branch.name.get(words.0));
            found.push(entry(format!("/setup/branches/{}", branch.id), name, words.t("search-branch")));
        }
    }
    found.truncate(MOST);
    Ok(found)
}

const fn entry(href: String, name: Vec<Piece>, what: String) -> Entry {
    Entry { href, name, what, excerpt: Vec::new() }
}

/// The pages of set-up whose name or purpose answers the question.
fn pages(marker: &Marker, words: Words) -> Vec<Entry> {
    let pages = [
        ("/setup/institution", words.t("search-page-institution")),
        ("/setup/calendar", words.t("search-page-calendar")),
        ("/setup/absences", words.t("search-page-absences")),
        ("/setup/structure", words.t("search-page-structure")),
        ("/setup/units", words.t("search-page-units")),
        ("/setup/devices", words.t("search-page-devices")),
        ("/setup/mailboxes", words.t("search-page-mailboxes")),
        ("/setup/blocked", words.t("search-page-blocked")),
        ("/setup/import", words.t("search-page-import")),
        ("/setup/invitations", words.t("search-page-invitations")),
        ("/setup/tokens", words.t("search-page-tokens")),
        ("/setup/access-record", words.t("search-page-record")),
        ("/setup/kept", words.t("search-page-kept")),
        ("/standard", words.t("search-page-standard")),
    ];
    let met = pages.into_iter().filter(|(_, purpose)| marker.is_met_by(purpose));
    met.map(|(href, purpose)| entry(href.to_owned(), marker.pieces(&purpose), words.t("search-page")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_ticket_is_known_with_its_letter_and_without() {
        assert_eq!(ticket("A012"), Some(("A".to_owned(), 12)));
        assert_eq!(ticket("a-12"), Some(("A".to_owned(), 12)));
        assert_eq!(ticket("12"), Some((String::new(), 12)));
        for other in ["2026-000012", "29123456", "māja", "12 13", "99999", "0"] {
            assert_eq!(ticket(other), None, "{other}");
        }
    }
}
