//! The document itself: its format, its name, its dates, what it extends.

use std::{ops::Range, sync::Arc};

use toml::de::DeTable;

use super::{
    draft::{Draft, Located},
    report::Report,
    suggest,
};
use crate::{
    model::{FORMAT, Identity, Scope, StandardFile, Status},
    words,
};

/// The documents the file extends, nearest first; what is wrong with the chain is reported.
pub(super) fn extended(
    report: &mut Report<'_>,
    root: &DeTable<'_>,
    baselines: &dyn Fn(&str) -> Option<Arc<StandardFile>>,
) -> Vec<Arc<StandardFile>> {
    let mut chain: Vec<Arc<StandardFile>> = Vec::new();
    let Some(node) = root.get("extends") else { return chain };
    let span = node.span();
    let own = root.get("id").and_then(|node| node.get_ref().as_str());
    let mut next = node.get_ref().as_str().map(str::to_owned);
    while let Some(id) = next.take() {
        let quoted = words::quoted(&id);
        if own == Some(id.as_str()) || chain.iter().any(|document| document.id == id) {
            report.error(
                span,
                format!("dokuments balstās pats uz sevi (ar {})", quoted.lv),
                format!("the document builds on itself (through {})", quoted.en),
            );
            return chain;
        }
        let Some(document) = baselines(&id) else {
            report.error(
                span,
                format!("nav zināms dokuments {}, uz kura balstīties", quoted.lv),
                format!("the document {} to build on is not known", quoted.en),
            );
            return chain;
        };
        next.clone_from(&document.extends);
        chain.push(document);
    }
    chain
}

pub(super) fn check(report: &mut Report<'_>, draft: &Draft<'_>) {
    format(report, draft);
    if let Some((span, id)) = draft.word("id") {
        name(report, span, id);
    }
    if let Some(identity) = &draft.identity {
        dates(report, identity);
        roles(report, draft, identity);
    }
    if let Some(scope) = &draft.scope {
        bound(report, draft, scope);
    }
}

/// Whoever is bound by a role has to be found by it; posts and units are the institution's own names.
fn bound(report: &mut Report<'_>, draft: &Draft<'_>, scope: &Located<'_, Scope>) {
    report.paragraph = scope.value.paragraphs.first().cloned();
    let known = draft.role_names();
    for (index, role) in scope.value.bound_roles.iter().enumerate() {
        known_role(report, &known, scope.at(&["bound_roles", &index.to_string()]), role);
    }
    report.paragraph = None;
}

fn format(report: &mut Report<'_>, draft: &Draft<'_>) {
    let Some(format) = draft.format().filter(|format| *format != i64::from(FORMAT)) else { return };
    report
        .error(
            draft.at("format"),
            format!("faila formātu {format} šī programmas versija nelasa"),
            format!("this version of the program does not read format {format}"),
        )
        .meant(solits_kernel::Text::new(
            format!("raksti: format = {FORMAT}"),
            format!("write: format = {FORMAT}"),
        ));
}

/// Short names stand in addresses and in the journal, so they are plain.
pub(super) fn name(report: &mut Report<'_>, span: Range<usize>, id: &str) {
    let plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_.".contains(letter);
    if id.is_empty() || id.chars().all(plain) {
        return;
    }
    let quoted = words::quoted(id);
    report
        .error(
            span,
            format!("īsajā vārdā {} ir neatļauta zīme", quoted.lv),
            format!("the short name {} holds a character that is not allowed", quoted.en),
        )
        .meant(solits_kernel::Text::new(
            "atļauti mazie burti bez garumzīmēm, cipari, „-”, „_” un „.”",
            "allowed: small letters a to z, digits, `-`, `_` and `.`",
        ));
}

fn dates(report: &mut Report<'_>, identity: &Located<'_, Identity>) {
    let Identity { adopted, in_force, status, .. } = &identity.value;
    if let (Some(adopted), Some(in_force)) = (adopted, in_force)
        && adopted > in_force
    {
        report.error(
            identity.at(&["in_force"]),
            format!("stājas spēkā {in_force}, pirms pieņemts {adopted}"),
            format!("enters into force on {in_force}, before it is adopted on {adopted}"),
        );
    }
    if *status == Status::InForce && in_force.is_none() {
        report.warn(
            identity.at(&["status"]),
            "dokuments ir spēkā, bet nav norādīta spēkā stāšanās diena",
            "the document is in force, but the day of entry into force is not given",
        );
    }
}

fn roles(report: &mut Report<'_>, draft: &Draft<'_>, identity: &Located<'_, Identity>) {
    let known = draft.role_names();
    for (index, role) in identity.value.distribution.iter().enumerate() {
        known_role(report, &known, identity.at(&["distribution", &index.to_string()]), role);
    }
}

/// Reports a role that no `[[role]]` names.
pub(super) fn known_role(
    report: &mut Report<'_>,
    known: &std::collections::BTreeSet<String>,
    span: Range<usize>,
    role: &str,
) {
    if known.contains(role) {
        return;
    }
    let quoted = words::quoted(role);
    report
        .error(
            span,
            format!("loma {} nav nosaukta nevienā [[role]]", quoted.lv),
            format!("the role {} is not named in any [[role]]", quoted.en),
        )
        .meant = suggest::meant(role, known.iter().map(String::as_str));
}
