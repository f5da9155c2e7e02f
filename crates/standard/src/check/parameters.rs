//! Parameters: known names, values of the right type and size.

use std::ops::Range;

use solits_kernel::Text;

use super::{
    document::known_role,
    draft::{Draft, Located},
    report::Report,
    suggest,
};
use crate::{
    model::{Parameter, ParameterItem, ParameterValue},
    parameter::{self, Definition, Kind, Mistake},
    words,
};

pub(super) fn check(report: &mut Report<'_>, draft: &Draft<'_>) {
    for (name_at, name, parameter) in &draft.parameters {
        report.paragraph = Some(parameter.value.paragraph.clone());
        match parameter::find(name) {
            None => unknown(report, name_at.clone(), name),
            Some(definition) => {
                value(report, definition, name_at, parameter);
                roles(report, draft, definition.kind, parameter);
            }
        }
    }
    report.paragraph = None;
}

fn unknown(report: &mut Report<'_>, span: Range<usize>, name: &str) {
    let quoted = words::quoted(name);
    let known = parameter::all().map(|definition| definition.name);
    report
        .error(
            span,
            format!("nav zināms parametrs {}", quoted.lv),
            format!("the parameter {} is not known", quoted.en),
        )
        .meant = suggest::nearest(name, known).and_then(parameter::find).map(|definition| {
        let quoted = words::quoted(definition.name);
        Text::new(
            format!("varbūt domāts {} ({})?", quoted.lv, definition.lv),
            format!("did you mean {} ({})?", quoted.en, definition.en),
        )
    });
}

fn value(
    report: &mut Report<'_>,
    definition: &Definition,
    name_at: &Range<usize>,
    parameter: &Located<'_, Parameter>,
) {
    let name = words::quoted(definition.name);
    if let Kind::Elsewhere(place) = definition.kind {
        let place = words::quoted(place);
        report
            .warn(
                name_at.clone(),
                format!("parametram {} failā ir sava vieta; šeit to neviens neņem vērā", name.lv),
                format!("{} has a place of its own in the file; nobody looks at it here", name.en),
            )
            .meant(Text::new(format!("raksti: {}", place.lv), format!("write it in: {}", place.en)));
        return;
    }
    let Some(mistake) = definition.kind.mistake(&parameter.value.value) else { return };
    let (lv, en) = match mistake {
        Mistake::Type => ("vērtība nav vajadzīgā veida", "has a value of the wrong kind"),
        Mistake::Range => ("vērtība ir ārpus robežām", "has a value outside its bounds"),
        Mistake::Word => ("nav tādas vērtības", "has no such value"),
        Mistake::Empty => ("vērtība ir tukša", "has an empty value"),
    };
    let wanted = definition.kind.words();
    report
        .error(
            parameter.at(&["value"]),
            format!("parametram {} ({}) {lv}", name.lv, definition.lv),
            format!("{} ({}) {en}", name.en, definition.en),
        )
        .meant(Text::new(format!("te jābūt: {}", wanted.lv), format!("this must be: {}", wanted.en)));
}

fn roles(report: &mut Report<'_>, draft: &Draft<'_>, kind: Kind, parameter: &Located<'_, Parameter>) {
    match (kind, &parameter.value.value) {
        (Kind::Role, ParameterValue::Word(role)) => {
            known_role(report, &draft.role_names(), parameter.at(&["value"]), role);
        }
        (Kind::Roles, ParameterValue::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                if let ParameterItem::Word(role) = item {
                    known_role(
                        report,
                        &draft.role_names(),
                        parameter.at(&["value", &index.to_string()]),
                        role,
                    );
                }
            }
        }
        _ => {}
    }
}
