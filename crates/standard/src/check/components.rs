//! The seven components that the national guidelines ask of a standard.

use solits_kernel::Text;

use super::{draft::Draft, report::Report};
use crate::model::StandardFile;

/// A component: what it is called, the list in the file that holds it, and whether a baseline has it.
struct Component {
    lv: &'static str,
    en: &'static str,
    key: &'static str,
    inherited: fn(&StandardFile) -> bool,
}

const COMPONENTS: [Component; 7] = [
    Component { lv: "darbības joma ([scope])", en: "scope ([scope])", key: "scope", inherited: |_| false },
    Component {
        lv: "principi ([[principle]])",
        en: "principles ([[principle]])",
        key: "principle",
        inherited: |file| !file.principles.is_empty(),
    },
    Component {
        lv: "speciālistu kvalifikācija ([[qualification]])",
        en: "specialist qualification ([[qualification]])",
        key: "qualification",
        inherited: |file| !file.qualifications.is_empty(),
    },
    Component {
        lv: "normas ([[norm]])",
        en: "norms ([[norm]])",
        key: "norm",
        inherited: |file| !file.norms.is_empty(),
    },
    Component {
        lv: "pakalpojuma saņemšanas kārtība ([[client_duty]])",
        en: "service-receipt procedure ([[client_duty]])",
        key: "client_duty",
        inherited: |file| !file.client_duties.is_empty(),
    },
    Component {
        lv: "kanāli ar parametriem ([[channel]])",
        en: "channels with parameters ([[channel]])",
        key: "channel",
        inherited: |file| !file.channels.is_empty(),
    },
    Component {
        lv: "rādītāji ar datu avotiem ([[indicator]])",
        en: "indicators with data sources ([[indicator]])",
        key: "indicator",
        inherited: |file| !file.indicators.is_empty(),
    },
];

pub(super) fn check(report: &mut Report<'_>, draft: &Draft<'_>) {
    let missing: Vec<&Component> = COMPONENTS
        .iter()
        .filter(|component| !draft.has_list(component.key) && !draft.has_table(component.key))
        .filter(|component| !draft.baselines.iter().any(|file| (component.inherited)(file)))
        .collect();
    if missing.is_empty() {
        return;
    }
    let names = |side: fn(&Component) -> &'static str| {
        missing.iter().map(|component| side(component)).collect::<Vec<_>>().join(", ")
    };
    report
        .warn(
            draft.at("identity"),
            format!("no vadlīniju septiņām daļām trūkst: {}", names(|component| component.lv)),
            format!(
                "of the seven components of the guidelines these are missing: {}",
                names(|component| component.en)
            ),
        )
        .meant(Text::new(
            "ja daļa ir citā dokumentā, uz to var balstīties ar „extends”",
            "if another document holds the component, build on it with `extends`",
        ));
}
