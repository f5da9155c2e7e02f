//! The column of the guidelines. What they offer as an example has its value and obliges nobody (trap 18 of area V).

use std::collections::BTreeSet;

use solits_standard::Standard;

use super::{Cell, assert_says, figure, items, text, word, yes};

const SAID: &[Cell] = &[
    yes("std.feedback_on_itself", "1.3"),
    items("clients.external", "2.3-3", &["sadalīti grupās", "potenciālās"]),
    text("segments.required", "2.3-3", &["sadalīti grupās", "arī vēl neapgūtās grupas"]),
    word("acquaint.by", "2.1-owner", "service_owner"),
    word("govern.introduces", "2.1-owner", "service_owner"),
    word("govern.controls", "2.1-owner", "service_owner"),
    text("govern.compliance", "2.3-intro", &["visa iestādes darbība"]),
    yes("govern.appraisal_link", "2.1-use-4"),
    yes("service.paid_flag", "2.2-princ-3"),
    yes("service.list_public", "2.2-princ-3"),
    yes("service.delivery_place_choice", "2.2-princ-2"),
    text("service.no_deadline_rule", "2.2-princ-1", &["cik īsā laikā vien iespējams"]),
    yes("service.ask_only_unobtainable", "2.2-norm-5"),
    yes("service.visitless", "2.2-norm-9"),
    yes("service.one_visit", "2.2-norm-6"),
    yes("service.refusal_reason_and_next_step", "2.2-princ-1"),
    yes("service.contract_standard", "2.1-contract"),
    items(
        "phone.operating_modes",
        "2.2-chan-3",
        &["diennakts", "ārpus darba laika var atstāt ziņu", "tikai darba dienās darba laikā"],
    ),
    yes("hours.published", "2.2-chan-1"),
    word("closing.last_client_policy", "2.2-client-2", "cutoff"),
    figure("closing.cutoff_minutes", "2.2-client-2", 5),
    text("qa.publish_within", "2.2-kpi-1", &["vienas dienas laikā"]),
    yes("mail.default_electronic", "2.2-norm-9"),
    text("queue.device", "2.3-8", &["rindu vadības sistēma"]),
    items(
        "queue.priority_groups",
        "2.2-norm-4",
        &["invalid", "grūtnieces", "māmiņas ar maziem bērniem", "pensionāri"],
    ),
    text("phone.rings_scope", "2.2-kpi-3", &["zvanu centrs"]),
    figure("phone.answered_share", "2.2-kpi-3", 95),
    figure("phone.mean_answer_seconds", "2.2-kpi-4", 10),
    figure("case.register_minutes", "2.2-kpi-6", 10),
    items("case.redirect_fields", "2.2-princ-1", &["iemesls", "ko darīt tālāk"]),
    text("case.no_disclosure", "2.2-norm-10", &["privātumu"]),
    items("feedback.kinds", "2.3-7", &["ieteikums", "ierosinājums", "sūdzība"]),
    word("feedback.forward_to", "2.2-princ-5", "responsible_official"),
    items("feedback.methods", "2.3-7", &["aptaujas", "mērījumi"]),
    yes("complaint.procedure_public", "2.2-client-3"),
    yes("complaint.remove_causes", "2.2-norm-8"),
    text("quality.test", "2.2-qual-2", &["praktisks pārbaudījums"]),
    text("quality.external_survey", "2.2-norm-3", &["regulāri"]),
    figure("satisfaction.target", "2.2-kpi-5", 4),
    figure("load.requests_per_specialist_month", "2.2-kpi-2", 500),
    items(
        "evidence.kinds",
        "2.3-evidence",
        &[
            "atsauksmes",
            "apmierinātības tendences",
            "uzlabošanas plāni",
            "īpašo grupu",
            "ietaupījumi vai papildu ieņēmumi",
        ],
    ),
    text("improvement.plan", "2.3-evidence", &["uzlabošanas plāns", "izmērītiem rezultātiem"]),
    items("equal.grounds", "2.2-princ-4", &["vienlīdzīga un taisnīga attieksme pret visiem"]),
];

/// The seven figures of trap 18, the policy and the call centre they belong to, and the modes a line may have, of which
/// an institution picks its own (D-05).
const EXAMPLES: [&str; 10] = [
    "case.register_minutes",
    "closing.cutoff_minutes",
    "closing.last_client_policy",
    "load.requests_per_specialist_month",
    "phone.answered_share",
    "phone.mean_answer_seconds",
    "phone.operating_modes",
    "phone.rings_scope",
    "qa.publish_within",
    "satisfaction.target",
];

fn guidelines() -> Standard {
    Standard::compile(include_str!("../../../../../standards/guidelines.toml"), None).unwrap()
}

#[test]
fn guidelines_say_what_area_u_says_they_do_and_no_more() {
    assert_says(&guidelines(), "guidelines", SAID);
}

#[test]
fn guidelines_the_examples_are_these_and_yield_nothing_that_binds() {
    let standard = guidelines();
    let examples: BTreeSet<_> =
        standard.parameters().filter(|(_, one)| one.value.example).map(|(name, _)| name).collect();
    assert_eq!(examples, BTreeSet::from(EXAMPLES));
    for name in EXAMPLES {
        assert_eq!((standard.number(name), standard.word(name)), (None, None), "{name}");
        assert_eq!((standard.text(name), standard.list(name)), (None, None), "{name}");
    }
}
