//! The national guidelines: recommendations whose figures are examples, and nothing runs on them.

use std::{collections::BTreeSet, sync::Arc};

use solits_standard::{
    Standard, coverage,
    model::{ActKind, ParameterItem, ParameterValue, StandardLevel, Status},
};

const GUIDELINES: &str = include_str!("../../../../standards/guidelines.toml");

fn guidelines() -> Arc<Standard> {
    Arc::new(Standard::compile(GUIDELINES, None).unwrap())
}

/// A parameter as the file has it: its value, paragraph, and whether it is an example.
fn said(name: &str) -> (ParameterValue, String, bool) {
    let standard = guidelines();
    let one = standard.file().parameters.get(name).unwrap_or_else(|| panic!("{name} is not in the file"));
    (one.value.clone(), one.paragraph.clone(), one.example)
}

fn items(name: &str, paragraph: &str) -> Vec<String> {
    let (value, cited, _) = said(name);
    assert_eq!(cited, paragraph);
    let ParameterValue::List(items) = value else { panic!("{name} is not a list") };
    items
        .iter()
        .map(|item| match item {
            ParameterItem::Text(text) => text.en.clone(),
            ParameterItem::Word(word) => word.clone(),
            ParameterItem::Int(number) => number.to_string(),
        })
        .collect()
}

/// Area W: 57 paragraphs of three chapters.
#[test]
fn guidelines_every_paragraph_of_the_document_stands_in_the_file() {
    let listed = |label: &str, many: u8| (1..=many).map(move |n| format!("{label}-{n}")).collect::<Vec<_>>();
    let single = [
        "1.1",
        "1.2",
        "1.3",
        "2",
        "2.1-goal",
        "2.1-branch",
        "2.1-contract",
        "2.1-owner",
        "2.2-intro",
        "2.2-balance",
        "2.2-scope",
        "2.2-princ",
        "2.2-kpi",
        "2.3-intro",
        "2.3-evidence",
        "3",
    ];
    let lists = [
        ("2.1-use", 4),
        ("2.2-princ", 5),
        ("2.2-qual", 2),
        ("2.2-norm", 10),
        ("2.2-client", 3),
        ("2.2-chan", 3),
        ("2.2-kpi", 6),
        ("2.3", 8),
    ];
    let expected: BTreeSet<String> = single
        .map(str::to_owned)
        .into_iter()
        .chain(lists.into_iter().flat_map(|(label, many)| listed(label, many)))
        .collect();
    assert_eq!(expected.len(), 57);
    let items = coverage(guidelines().file()).items;
    let found: BTreeSet<String> = items.into_iter().map(|item| item.paragraph).collect();
    assert_eq!(found, expected);
}

#[test]
fn guidelines_1_3_the_document_is_a_national_working_version_of_a_method() {
    let standard = guidelines();
    let identity = &standard.file().identity;
    assert_eq!(
        (identity.kind, identity.level, identity.status),
        (ActKind::Methodology, StandardLevel::National, Status::WorkingVersion)
    );
    assert_eq!((identity.adopted, identity.in_force), (None, None));
}

/// A-20 and chapter 2.2: five principles, ten norms, three duties of the client, three ways of contact.
#[test]
fn guidelines_2_2_the_recommended_set_has_all_seven_components() {
    let standard = guidelines();
    let file = standard.file();
    assert_eq!(file.scope.paragraphs, ["2.2-scope"]);
    let principles: Vec<_> = file.principles.iter().map(|one| one.name.lv.as_str()).collect();
    let expected = [
        "Izpratne par klienta vajadzībām",
        "Pieejamība",
        "Atklātība",
        "Cieņa pret klientu",
        "Spēja atzīt trūkumus",
    ];
    assert_eq!(principles, expected);
    let qualification: Vec<_> = file.qualifications.iter().map(|one| one.paragraph.as_str()).collect();
    assert_eq!(qualification, ["2.2-qual-1", "2.2-qual-2", "2.3-5"]);
    let norms: BTreeSet<_> = file
        .norms
        .iter()
        .flat_map(|norm| &norm.paragraphs)
        .filter(|paragraph| paragraph.starts_with("2.2-norm-"))
        .collect();
    assert_eq!(norms.len(), 10);
    let duties: Vec<_> = file.client_duties.iter().map(|one| one.paragraph.as_str()).collect();
    assert_eq!(duties, ["2.2-client-1", "2.2-client-2", "2.2-client-3"]);
    let channels: BTreeSet<_> = file.channels.iter().map(|one| one.paragraph.as_str()).collect();
    assert_eq!(channels, BTreeSet::from(["2.2-chan-1", "2.2-chan-2", "2.2-chan-3"]));
    assert_eq!(file.indicators.len(), 6);
}

/// Trap 18 of area V: the figures are examples.
#[test]
fn guidelines_2_2_kpi_the_six_indicators_have_their_figures_and_sources_and_bind_nobody() {
    let standard = guidelines();
    let indicators: Vec<_> = standard
        .file()
        .indicators
        .iter()
        .map(|one| {
            let target = one.target.map(|target| target.to_string()).unwrap_or_default();
            (one.paragraph.as_str(), one.comparator.as_str(), target, one.source.en.as_str(), one.example)
        })
        .collect();
    let indicator = |paragraph, comparator, target: &str, source| {
        (paragraph, comparator, target.to_owned(), source, true)
    };
    let applications = "reports of the application-management system";
    let exchange = "reports of the telephone exchange";
    let surveys = "surveys of clients and users, reports of the application-management system";
    let expected = [
        indicator("2.2-kpi-1", "<=", "1", "portal monitoring"),
        indicator("2.2-kpi-2", "average", "500", applications),
        indicator("2.2-kpi-3", ">=", "95", exchange),
        indicator("2.2-kpi-4", "<=", "10", exchange),
        indicator("2.2-kpi-5", ">=", "4", surveys),
        indicator("2.2-kpi-6", "<=", "10", applications),
    ];
    assert_eq!(indicators, expected);
}

#[test]
fn guidelines_the_figures_in_parameters_are_examples_and_no_clock_runs() {
    let figures = [
        ("closing.cutoff_minutes", 5, "2.2-client-2"),
        ("phone.answered_share", 95, "2.2-kpi-3"),
        ("phone.mean_answer_seconds", 10, "2.2-kpi-4"),
        ("satisfaction.target", 4, "2.2-kpi-5"),
        ("load.requests_per_specialist_month", 500, "2.2-kpi-2"),
        ("case.register_minutes", 10, "2.2-kpi-6"),
    ];
    for (name, figure, paragraph) in figures {
        assert_eq!(said(name), (ParameterValue::Int(figure), paragraph.to_owned(), true), "{name}");
    }
    assert_eq!(guidelines().promises(), []);
}

#[test]
fn guidelines_2_2_norm_4_four_groups_have_special_needs() {
    let expected =
        ["persons with disabilities", "pregnant women", "mothers with small children", "pensioners"];
    assert_eq!(items("queue.priority_groups", "2.2-norm-4"), expected);
}

#[test]
fn guidelines_2_3_evidence_is_of_five_kinds_and_feedback_of_three() {
    assert_eq!(items("evidence.kinds", "2.3-evidence").len(), 5);
    assert_eq!(items("feedback.kinds", "2.3-7"), ["recommendation", "suggestion", "complaint"]);
}

/// An institution that builds on the guidelines has their rules, and its own figures stand over the examples.
#[test]
fn an_institution_can_build_on_the_guidelines() {
    let own = r#"
format = 1
id = "own"
extends = "guidelines"
[identity]
title = { lv = "Mūsu standarts" }
kind = "internal_rules"
level = "institution"
version = "1"
status = "draft"
issuer = { lv = "Iestāde" }
[scope]
paragraphs = ["1"]
field = { lv = "Visa iestāde" }
bound = [{ lv = "visi darbinieki" }]
[parameters]
"case.register_minutes" = { value = 20, paragraph = "2" }
"#;
    let standard = Standard::compile(own, Some(GUIDELINES)).unwrap();
    let minutes = standard.int("case.register_minutes").unwrap();
    assert_eq!((minutes.value, minutes.origin.document.as_str()), (20, "own"));
    assert!(standard.rules().any(|(rule, _)| rule == "case.refusal_reason"));
    assert_eq!(standard.lists().principles.len(), 5);
}
