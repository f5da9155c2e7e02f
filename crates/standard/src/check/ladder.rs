//! Roles and the complaint ladder: nobody decides on a complaint about themselves, and above everybody stands somebody.

use std::collections::{BTreeMap, BTreeSet};

use solits_kernel::Text;

use super::{
    document::known_role,
    draft::{Draft, Located},
    report::Report,
};
use crate::{
    model::{Role, Rung},
    words,
};

pub(super) fn check(report: &mut Report<'_>, draft: &Draft<'_>) {
    let roles = draft.role_names();
    supervision(report, draft, &roles);
    for rung in &draft.ladder {
        report.paragraph = Some(rung.value.paragraph.clone());
        check_rung(report, rung, &roles);
    }
    report.paragraph = None;
    circles(report, draft);
    tops(report, draft);
    if draft.ladder.is_empty() && draft.baselines.iter().all(|file| file.ladder.is_empty()) {
        report.note(
            draft.at("identity"),
            "nav sūdzību kāpņu: neviens nav noteikts, kas lemj par sūdzību ([[rung]])",
            "there is no complaint ladder: nobody is named to decide on a complaint ([[rung]])",
        );
    }
}

fn check_rung(report: &mut Report<'_>, rung: &Located<'_, Rung>, roles: &BTreeSet<String>) {
    for (index, role) in rung.value.about.iter().enumerate() {
        known_role(report, roles, rung.at(&["about", &index.to_string()]), role);
    }
    known_role(report, roles, rung.at(&["decided_by"]), &rung.value.decided_by);
    if rung.value.about.contains(&rung.value.decided_by) {
        let quoted = words::quoted(&rung.value.decided_by);
        report
            .error(
                rung.at(&["decided_by"]),
                format!("par sūdzību lemtu tas, par kuru sūdzas: {}", quoted.lv),
                format!("the complaint would be decided by the person complained about: {}", quoted.en),
            )
            .meant(Text::new("norādi lomu, kas stāv augstāk", "name a role that stands above"));
    }
}

/// Following `under` upwards must end.
fn supervision(report: &mut Report<'_>, draft: &Draft<'_>, known: &BTreeSet<String>) {
    let above: BTreeMap<&str, &str> = draft
        .roles
        .iter()
        .filter_map(|role| Some((role.value.id.as_str(), role.value.under.as_deref()?)))
        .collect();
    for role in &draft.roles {
        report.paragraph = Some(role.value.paragraph.clone());
        let Role { id, under: Some(under), .. } = &role.value else { continue };
        known_role(report, known, role.at(&["under"]), under);
        if leads_back(id, |role| above.get(role).copied().into_iter().collect()) {
            let quoted = words::quoted(id);
            report.error(
                role.at(&["under"]),
                format!("loma {} ir pati sev priekšniece", quoted.lv),
                format!("the role {} supervises itself", quoted.en),
            );
        }
    }
    report.paragraph = None;
}

/// Following the rungs upwards must end too.
fn circles(report: &mut Report<'_>, draft: &Draft<'_>) {
    for rung in &draft.ladder {
        let Rung { about, decided_by, paragraph } = &rung.value;
        // A rung that names its own decider among those it is about has been reported.
        if about.contains(decided_by) {
            continue;
        }
        let deciders = |role: &str| -> Vec<&str> {
            draft
                .ladder
                .iter()
                .filter(|rung| rung.value.about.iter().any(|about| about == role))
                .map(|rung| rung.value.decided_by.as_str())
                .collect()
        };
        if leads_back(decided_by, deciders) {
            report.paragraph = Some(paragraph.clone());
            let quoted = words::quoted(decided_by);
            report.error(
                rung.at(&["decided_by"]),
                format!(
                    "sūdzību kāpnes iet pa apli: augšup no {} nonāk atpakaļ pie tās pašas lomas",
                    quoted.lv
                ),
                format!(
                    "the ladder goes in a circle: upwards from {} it comes back to the same role",
                    quoted.en
                ),
            );
        }
    }
    report.paragraph = None;
}

/// Whether steps upwards from a role come back to it.
fn leads_back<'a>(role: &'a str, above: impl Fn(&str) -> Vec<&'a str>) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), above(role));
    while let Some(step) = next.pop() {
        if step == role {
            return true;
        }
        if seen.insert(step) {
            next.extend(above(step));
        }
    }
    false
}

/// Whoever decides on others should have somebody to decide on them (K-23).
fn tops(report: &mut Report<'_>, draft: &Draft<'_>) {
    let mut told = BTreeSet::new();
    for rung in &draft.ladder {
        let top = rung.value.decided_by.as_str();
        let has_rung = draft.ladder.iter().any(|rung| rung.value.about.iter().any(|about| about == top));
        let role = draft.role(top);
        // Above an own manager stands the manager's own manager.
        let needs_none = role.is_some_and(|role| role.collegial || !role.held_by.is_named());
        if has_rung || needs_none || !told.insert(top) {
            continue;
        }
        let title = role.map_or_else(|| words::quoted(top), |role| Text::from(&role.title));
        report.paragraph = Some(rung.value.paragraph.clone());
        report
            .warn(
                rung.at(&["decided_by"]),
                format!("par sūdzību, kas ir par šo lomu ({}), neviens nav noteikts", title.lv),
                format!("nobody is named for a complaint about this role ({})", title.en),
            )
            .meant(Text::new(
                "pievieno [[rung]] par šo lomu; ja tā ir koleģiāla (dome, komisija), pie lomas raksti collegial = true",
                "add a [[rung]] about the role; if it is a body (council, commission), write collegial = true at it",
            ));
    }
    report.paragraph = None;
}
