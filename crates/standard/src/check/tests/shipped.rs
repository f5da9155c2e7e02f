//! The standards that come with the program.

use std::sync::Arc;

use super::{Severity, check};
use crate::{Standard, coverage, model::StandardFile, print, resolve};

const SHIPPED: [(&str, &str); 6] = [
    ("guidelines", include_str!("../../../../../standards/guidelines.toml")),
    ("handbook", include_str!("../../../../../standards/handbook.toml")),
    ("vzd-2014", include_str!("../../../../../standards/vzd-2014.toml")),
    ("adazi-2023", include_str!("../../../../../standards/adazi-2023.toml")),
    ("akniste-2017", include_str!("../../../../../standards/akniste-2017.toml")),
    ("ezermala", include_str!("../../../../../standards/ezermala.toml")),
];

fn shipped(id: &str) -> Option<Arc<StandardFile>> {
    let (_, source) = SHIPPED.into_iter().find(|(name, _)| *name == id)?;
    toml::from_str(source).ok().map(Arc::new)
}

#[test]
fn the_shipped_standards_have_no_errors_and_bear_the_names_of_their_files() {
    for (name, source) in SHIPPED {
        let checked = check(source, &format!("standards/{name}.toml"), &shipped);
        let errors: Vec<_> = checked
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(ToString::to_string)
            .collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
        assert_eq!(checked.standard.unwrap().id, name);
    }
}

#[test]
fn the_shipped_standards_can_be_in_force_and_be_printed() {
    for (name, source) in SHIPPED {
        let file = shipped(name).unwrap();
        let standard = resolve(file.clone(), &shipped).unwrap();
        let baseline =
            file.extends.as_deref().map(|id| SHIPPED.iter().find(|(name, _)| *name == id).unwrap().1);
        assert_eq!(Standard::compile(source, baseline).unwrap(), standard);
        assert_eq!(toml::from_str::<StandardFile>(&print(&file)).unwrap(), *file);
        assert!(coverage(&file).paragraphs > 0);
    }
}

#[test]
fn what_the_shipped_standards_wait_for_is_an_ability_and_never_an_event_alone() {
    for (name, _) in SHIPPED {
        for item in coverage(&shipped(name).unwrap()).items {
            let Some(missing) = item.missing else { continue };
            let ability = missing.en.strip_prefix("not in the program yet: ");
            assert!(
                ability.is_some_and(|ability| !ability.starts_with(['(', '“'])),
                "{name}: {}",
                missing.en
            );
        }
    }
}

#[test]
fn forwarded_calls_and_automatic_replies_are_missing_though_absences_are_recorded() {
    // Handbook, section 9 on the telephone and section 10 on e-mail (G-34, G-35, H-08).
    let file = shipped("handbook").unwrap();
    let missing = |id: &str| {
        let norm = file.norms.iter().find(|norm| norm.id == id).unwrap();
        let crate::model::NormKind::Rule { enforced_by: Some(name) } = &norm.kind else { panic!("{id}") };
        crate::rules::planned(name).unwrap().en
    };
    assert_eq!(missing("calls-forwarded"), "forwarding of calls while an employee is away");
    assert_eq!(missing("out-of-office"), "the mailbox's automatic reply while an employee is away");
}
