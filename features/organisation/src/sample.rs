//! A standard that names kinds of notice, for tests.

/// The test institution's standard with the State Land Service's kinds of notice (VZD 17.5.1, 17.5.2).
pub(crate) fn standard_with_notices() -> String {
    format!(
        "{}{}",
        solits_testkit::STANDARD,
        r#"
[[notice]]
paragraph = "17.5.1"
id = "before_public_holiday"
text = { lv = "Darba laiks pirms svētku dienām", en = "Opening hours before public holidays" }
lead_days = 5

[[notice]]
paragraph = "17.5.2"
id = "planned_repair"
text = { lv = "Plānots remonts", en = "Planned repairs" }
lead_days = 15
"#
    )
}
