//! What the sentences say, by example.

use super::{About, diff};
use crate::Standard;

const OLD: &str = r#"
format = 1
id = "paraugs"
[identity]
title = { lv = "Standarts", en = "Standard" }
kind = "municipal_standard"
level = "institution"
version = "2025-10"
status = "in_force"
issuer = { lv = "Novads", en = "Municipality" }
in_force = 2025-10-01
[scope]
paragraphs = ["1"]
field = { lv = "Viss", en = "Everything" }
bound = []
[parameters]
"mail.answer_working_days" = { value = 2, paragraph = "8" }
"queue.no_show_seconds" = { value = 60, paragraph = "5" }
"hours.published" = { value = true, paragraph = "6" }
"queue.priority_groups" = { value = ["grūtnieces", "seniori"], paragraph = "7" }
[[role]]
id = "head"
title = { lv = "vadītājs", en = "head" }
paragraph = "2"
[[role]]
id = "council"
title = { lv = "dome", en = "council" }
paragraph = "2"
[[norm]]
id = "mail"
paragraphs = ["8"]
text = { lv = "Uz e-pastu atbild divās darba dienās.", en = "E-mail is answered within two working days." }
title = { lv = "Atbilde uz e-pastu", en = "Answer to e-mail" }
kind = "promise"
promise = { starts = "message.received", within = { working_days = 2 }, met_by = ["message.answered"], channel = "email" }
[[norm]]
id = "wait"
paragraphs = ["9"]
text = { lv = "Klientu aicina 15 minūšu laikā.", en = "A client is called within 15 minutes." }
title = { lv = "Gaidīšana rindā", en = "Waiting in line" }
kind = "promise"
[norm.promise]
starts = "ticket.taken"
within = { minutes = 15 }
met_by = ["ticket.called"]
target_percent = 90
escalate = [{ to = "head", at_percent = 120 }]
channel = "visit"
[[norm]]
id = "greet"
paragraphs = ["10"]
text = { lv = "Sveicina pirmais.", en = "Greet first." }
kind = "guide"
shown_at = ["client_called"]
[[rung]]
paragraph = "11"
about = ["head"]
decided_by = "council"
[[notice]]
paragraph = "12"
id = "repair"
text = { lv = "Plānots remonts", en = "Planned repairs" }
lead_days = 15
"#;

/// The sentences after replacing `from` by `to`.
#[track_caller]
fn sentences(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut new = OLD.to_owned();
    for (from, to) in changes {
        assert!(new.contains(from), "{from}");
        new = new.replace(from, to);
    }
    let (old, new) = (Standard::compile(OLD, None).unwrap(), Standard::compile(&new, None).unwrap());
    diff(&old, &new).into_iter().map(|change| (change.words.lv, change.words.en)).collect()
}

#[track_caller]
fn check(from: &str, to: &str, lv: &str, en: &str) {
    assert_eq!(sentences(&[(from, to)]), [(lv.to_owned(), en.to_owned())]);
}

#[test]
fn nothing_changed_is_nothing_said() {
    assert_eq!(sentences(&[]), []);
}

/// A-09: whoever is bound from now on, or no longer, reads so before the version is adopted.
#[test]
fn whom_the_standard_binds() {
    check(
        "bound = []",
        "bound = []\nbound_roles = [\"head\"]\nbound_units = [\"Centrs\"]",
        "Kam saistošs: visi → vadītājs, Centrs",
        "Whom it binds: everybody → head, Centrs",
    );
}

#[test]
fn a_figure_that_a_parameter_and_a_promise_share_is_said_once_with_the_promises_it_affects() {
    // Handbook beh-10: two working days.
    let said = sentences(&[("value = 2,", "value = 3,"), ("{ working_days = 2 }", "{ working_days = 3 }")]);
    assert_eq!(
        said,
        [(
            "E-pasta atbildes: 2 → 3 darba dienas; skar 1 solījumu".to_owned(),
            "E-mail answers: 2 → 3 working days; affects 1 promise".to_owned()
        )]
    );
}
#[test]
fn a_term_without_a_parameter_is_said_of_the_promise() {
    check(
        "{ minutes = 15 }",
        "{ minutes = 21 }",
        "Gaidīšana rindā: 15 → 21 minūte; skar 1 solījumu",
        "Waiting in line: 15 → 21 minutes; affects 1 promise",
    );
}
#[test]
fn a_term_in_another_unit_names_both() {
    check(
        "{ minutes = 15 }",
        "{ opening_minutes = 15 }",
        "Gaidīšana rindā: 15 minūtes → 15 apkalpošanas laika minūtes; skar 1 solījumu",
        "Waiting in line: 15 minutes → 15 opening minutes; affects 1 promise",
    );
}
#[test]
fn a_share() {
    check(
        "target_percent = 90",
        "target_percent = 92.5",
        "Gaidīšana rindā: izpildāmā daļa 90 % → 92,5 %",
        "Waiting in line: share to be kept 90 % → 92.5 %",
    );
}
#[test]
fn what_meets_a_promise() {
    check(
        "met_by = [\"ticket.called\"]",
        "met_by = [\"ticket.called\", \"ticket.started\"]",
        "Gaidīšana rindā: izpilda klients aicināts → klients aicināts vai apkalpošana sākta",
        "Waiting in line: met by client called → client called or service started",
    );
}
#[test]
fn who_is_told() {
    check(
        "to = \"head\", at_percent = 120",
        "to = \"council\", at_percent = 100",
        "Gaidīšana rindā: ziņo vadītājs pie 120 % → dome pie 100 %",
        "Waiting in line: reported to head at 120 % → council at 100 %",
    );
}
#[test]
fn what_the_public_sees() {
    check(
        "target_percent = 90\n",
        "target_percent = 90\npublic = true\n",
        "Gaidīšana rindā: tagad redzams sabiedrībai",
        "Waiting in line: now seen by the public",
    );
}
#[test]
fn a_parameter_that_moves_no_promise() {
    check(
        "value = 60",
        "value = 90",
        "Gaida aicināto klientu: 60 → 90 sekundes",
        "Waiting for a called client: 60 → 90 seconds",
    );
}
#[test]
fn a_yes_that_becomes_a_no() {
    check(
        "value = true",
        "value = false",
        "Darba laiks ir publiskots: jā → nē",
        "Opening hours are published: yes → no",
    );
}
#[test]
fn a_list_says_what_came_and_what_went() {
    check(
        "\"grūtnieces\", \"seniori\"",
        "\"grūtnieces\", \"vecāki ar zīdaiņiem\"",
        "Kam ir priekšrocība: klāt nāk „vecāki ar zīdaiņiem”; atkrīt „seniori”",
        "Who has priority: added `vecāki ar zīdaiņiem`; removed `seniori`",
    );
}
#[test]
fn a_parameter_no_longer_set() {
    check(
        "\"queue.no_show_seconds\" = { value = 60, paragraph = \"5\" }\n",
        "",
        "Gaida aicināto klientu: vairs nav noteikts (bija 60 sekundes)",
        "Waiting for a called client: no longer set (was 60 seconds)",
    );
}
#[test]
fn a_promise_withdrawn_and_a_new_one() {
    assert_eq!(
        sentences(&[("id = \"wait\"", "id = \"waiting\"")]),
        [
            (
                "Jauns solījums: Gaidīšana rindā (15 minūtes)".to_owned(),
                "New promise: Waiting in line (15 minutes)".to_owned()
            ),
            ("Atcelts solījums: Gaidīšana rindā".to_owned(), "Promise withdrawn: Waiting in line".to_owned()),
        ]
    );
}
#[test]
fn a_promise_that_becomes_an_aim() {
    let changes = sentences(&[("target_percent = 90\n", "target_percent = 90\nforce = \"aim\"\n")]);
    assert!(changes.contains(&(
        "Gaidīšana rindā: spēks solījums → mērķis".to_owned(),
        "Waiting in line: force promise → aim".to_owned()
    )));
}
#[test]
fn the_wording_of_a_guide() {
    check(
        "Sveicina pirmais.",
        "Sveicina pirmais un pasmaida.",
        "Sveicina pirmais un pasmaida: mainīts teksts",
        "Greet first: the wording has changed",
    );
}
#[test]
fn the_ladder() {
    assert_eq!(
        sentences(&[(
            "about = [\"head\"]\ndecided_by = \"council\"",
            "about = [\"council\"]\ndecided_by = \"head\""
        )]),
        [
            (
                "Sūdzība par šo lomu (dome), lemj: neviens → vadītājs".to_owned(),
                "Complaint about this role (council), decided by: nobody → head".to_owned()
            ),
            (
                "Sūdzība par šo lomu (vadītājs), lemj: dome → neviens".to_owned(),
                "Complaint about this role (head), decided by: council → nobody".to_owned()
            ),
        ]
    );
}
#[test]
fn the_lead_of_a_notice() {
    check(
        "lead_days = 15",
        "lead_days = 21",
        "Plānots remonts: 15 → 21 diena",
        "Planned repairs: 15 → 21 days",
    );
}
#[test]
fn the_version_and_its_day() {
    assert_eq!(
        sentences(&[("2025-10\"", "2026-01\""), ("2025-10-01", "2026-01-01")]),
        [
            ("Versija: 2025-10 → 2026-01".to_owned(), "Version: 2025-10 → 2026-01".to_owned()),
            (
                "Stājas spēkā: 2025-10-01 → 2026-01-01".to_owned(),
                "In force from: 2025-10-01 → 2026-01-01".to_owned()
            ),
        ]
    );
}
#[test]
fn a_change_of_the_baseline_shows_in_what_builds_on_it() {
    let own = OLD
        .split("[parameters]")
        .next()
        .unwrap()
        .replace("id = \"paraugs\"", "id = \"filiale\"\nextends = \"paraugs\"");
    let old = Standard::compile(&own, Some(OLD)).unwrap();
    let new = Standard::compile(&own, Some(&OLD.replace("lead_days = 15", "lead_days = 10"))).unwrap();
    let changes = diff(&old, &new);
    assert_eq!(changes.len(), 1);
    assert_eq!(
        (changes[0].about, changes[0].words.lv.as_str()),
        (About::Notice, "Plānots remonts: 15 → 10 dienas")
    );
}
