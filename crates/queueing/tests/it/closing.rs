//! Near closing.

use solits_queueing::announce::{DeskNow, DeskState, Wait};
use solits_queueing::closing::{Advice, ClosingRule, LastClient, LineLoad, Outlook, advise, forecast};

use crate::fixture::{A, B, desk, line, minute};

const CLOSING: i64 = 120;

fn rule(last_client: LastClient) -> ClosingRule {
    ClosingRule { last_client, tolerance_minutes: 0, spare_minutes: 10 }
}

fn free(number: u128, lines: &[u128]) -> DeskNow {
    DeskNow { desk: desk(number, lines), state: DeskState::Free }
}

fn load(number: u128, waiting: usize) -> LineLoad {
    LineLoad { line: line(number), waiting, mean_service_minutes: 10.0 }
}

fn outlook(now: i64, loads: &[LineLoad], desks: &[DeskNow]) -> Vec<Outlook> {
    let forecasts = forecast(&rule(LastClient::WithinHours), minute(now), minute(CLOSING), loads, desks);
    forecasts.iter().map(|forecast| forecast.outlook).collect()
}

/// Near closing someone makes sure that all who came can be served (vzd P2/s2.2, E-13).
#[test]
fn the_duty_employee_is_warned_while_a_desk_can_still_be_opened() {
    let [Outlook::InTime { .. }] = outlook(0, &[load(A, 5)], &[free(1, &[A])])[..] else {
        panic!("five clients take less than two hours")
    };
    let [Outlook::AtRisk { done_by, counters_needed }] = outlook(60, &[load(A, 9)], &[free(1, &[A])])[..]
    else {
        panic!("nine clients of ten minutes do not fit an hour")
    };
    assert!(done_by > minute(CLOSING));
    let needed = usize::try_from(counters_needed.unwrap()).unwrap();
    let enough: Vec<DeskNow> = (1..=needed).map(|number| free(number as u128, &[A])).collect();
    assert!(matches!(outlook(60, &[load(A, 9)], &enough)[..], [Outlook::InTime { .. }]));
    assert!(matches!(outlook(60, &[load(A, 9)], &enough[1..])[..], [Outlook::AtRisk { .. }]));
}

#[test]
fn a_line_that_no_counter_serves_is_told_apart() {
    let [Outlook::NobodyServes { counters_needed: Some(1) }] =
        outlook(60, &[load(A, 1)], &[free(1, &[B])])[..]
    else {
        panic!("one counter would do")
    };
    assert_eq!(outlook(60, &[load(A, 0)], &[]), []);
}

#[test]
fn lines_that_share_a_counter_are_forecast_together() {
    let loads = [load(A, 3), load(B, 3)];
    assert_eq!(outlook(60, &loads, &[free(1, &[A, B])]).len(), 1);
    assert_eq!(outlook(60, &loads, &[free(1, &[A]), free(2, &[B])]).len(), 2);
}

#[test]
fn nothing_can_be_done_at_the_last_minute() {
    let [Outlook::AtRisk { counters_needed: None, .. }] =
        outlook(CLOSING - 1, &[load(A, 3)], &[free(1, &[A])])[..]
    else {
        panic!("no number of counters serves three clients in a minute")
    };
}

fn advice(last_client: LastClient, now: i64, high_minutes: i64) -> Advice {
    let wait = Wait::Range { low_minutes: 0, high_minutes };
    advise(&rule(last_client), minute(now), minute(CLOSING), wait, 10.0)
}

#[test]
fn the_last_client_is_treated_as_the_standard_says() {
    // Handbook, beh-12: the last client is served though time is over.
    assert_eq!(advice(LastClient::ServeAfterHours, 100, 15), Advice::IssueForAfterHours);
    // vzd P2/s2.2: all who came are served within the hours.
    assert_eq!(advice(LastClient::WithinHours, 100, 15), Advice::OfferOtherWays);
    assert_eq!(advice(LastClient::WithinHours, 60, 15), Advice::Issue);
    // Guidelines 2.2, an example: no tickets in the last five minutes (E-15).
    assert_eq!(advice(LastClient::CutOff { minutes: 5 }, 115, 0), Advice::PastCutOff);
    assert_eq!(advice(LastClient::CutOff { minutes: 5 }, 60, 0), Advice::Issue);
    assert_eq!(advice(LastClient::ServeAfterHours, 120, 0), Advice::Closed);
}

#[test]
fn only_a_ticket_issued_as_usual_goes_without_a_word() {
    use solits_kernel::Lang;
    let silent = [
        Advice::Issue,
        Advice::IssueForAfterHours,
        Advice::OfferOtherWays,
        Advice::PastCutOff,
        Advice::Closed,
    ]
    .map(|advice| Lang::ALL.map(|lang| advice.sentence(lang).is_none()));
    assert_eq!(silent, [[true; 2], [false; 2], [false; 2], [false; 2], [false; 2]]);
}
