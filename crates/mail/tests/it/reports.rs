//! What machines report about letters of ours.

use solits_mail::{ReportKind, read};

use crate::table::rows;

/// Reports of the corpus as one line each: kind, addressees with action, status and whether that is final, and whether our
/// letter is named.
fn report(file: &str) -> String {
    let row = rows().into_iter().find(|row| row.file.contains(file)).expect("a letter of this name");
    let Some(report) = read(&row.raw).report else { return "none".to_owned() };
    let fates: Vec<String> = report
        .recipients
        .iter()
        .map(|fate| {
            format!(
                "{} {} {}{}",
                fate.address,
                fate.action,
                fate.status,
                if fate.is_final() { " final" } else { "" }
            )
        })
        .collect();
    let kind = match report.kind {
        ReportKind::Delivery => "delivery",
        ReportKind::Reading => "reading",
        ReportKind::Unwanted => "unwanted",
    };
    let about = report.about.is_some_and(|id| id.as_str().ends_with("@mail.ads.example"));
    format!("{kind}: {}{}", fates.join(", "), if about { ", of ours" } else { "" })
}

#[test]
fn an_address_that_does_not_exist_is_told_from_one_that_is_slow() {
    // RFC 3463 §2: 5 is permanent, 4 is not.
    assert_eq!(report("-bounce.eml"), "delivery: janis@pasts.example failed 5.1.1 final, of ours");
    assert_eq!(report("-delayed.eml"), "delivery: janis@pasts.example delayed 4.4.1, of ours");
    assert_eq!(
        report("-bounce-two-addressees.eml"),
        "delivery: janis@pasts.example failed 5.1.1 final, ilze@pasts.example delivered 2.0.0, of ours"
    );
    assert_eq!(
        report("-bounce-with-letter.eml"),
        "delivery: janis@pasts.example failed 5.1.1 final, of ours"
    );
    assert_eq!(report("-bounce-own-field.eml"), "delivery: janis@pasts.example failed  final");
    assert_eq!(
        report("-bounce-own-letters.eml"),
        "delivery: jānis@xn--dai-0oa14d.example failed 5.1.10 final, of ours"
    );
}

#[test]
fn reading_and_complaints_are_reports_of_their_own_and_a_person_sends_none() {
    assert_eq!(report("-read-receipt.eml"), "reading: , of ours");
    assert_eq!(report("-unwanted.eml"), "unwanted: , of ours");
    assert_eq!(report("-person-quotes-failure.eml"), "none");
}

#[test]
fn a_relay_that_gave_up_is_final_whatever_the_status_and_one_that_passed_a_letter_on_is_not() {
    assert_eq!(report("-bounce-expired.eml"), "delivery: janis@pasts.example failed 4.4.7 final, of ours");
    assert_eq!(report("-bounce-full.eml"), "delivery: janis@pasts.example failed 5.2.2 final, of ours");
    assert_eq!(report("-relayed.eml"), "delivery: janis@pasts.example relayed 2.0.0, of ours");
    assert_eq!(report("-bounce-without-status.eml"), "delivery: janis@pasts.example failed  final, of ours");
}

#[test]
fn a_failure_in_prose_tells_by_the_copied_fields_which_letter_it_is_about() {
    let row = rows()
        .into_iter()
        .find(|row| row.file.contains("-bounce-prose-copy.eml"))
        .expect("a letter of this name");
    let letter = read(&row.raw);
    assert!(letter.report.is_none());
    let names = solits_mail::copied_names(&letter.text);
    assert!(names.len() == 1 && names[0].as_str().ends_with("@mail.ads.example"), "{names:?}");
    // Whoever only speaks of names copies none.
    assert_eq!(solits_mail::copied_names("The Message-ID: of it was <x@y.example>."), []);
}

#[test]
fn of_a_thousand_reported_addresses_some_are_kept() {
    let row = rows()
        .into_iter()
        .find(|row| row.file.contains("-bounce-of-thousand.eml"))
        .expect("a letter of this name");
    assert_eq!(read(&row.raw).report.expect("a report").recipients.len(), 50);
}
