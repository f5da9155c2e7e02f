//! Names that must be plain and unique.

use std::{collections::BTreeMap, ops::Range};

use super::{document::name, draft::Draft, report::Report};
use crate::words;

pub(super) fn check(report: &mut Report<'_>, draft: &Draft<'_>) {
    let mut norms = Names::default();
    for norm in &draft.norms {
        report.paragraph = norm.value.paragraphs.first().cloned();
        norms.see(report, &norm.value.id, norm.at(&["id"]), Plainness::Plain);
    }
    let mut roles = Names::default();
    for role in &draft.roles {
        report.paragraph = Some(role.value.paragraph.clone());
        roles.see(report, &role.value.id, role.at(&["id"]), Plainness::Plain);
    }
    let mut notices = Names::default();
    for notice in &draft.notices {
        report.paragraph = Some(notice.value.paragraph.clone());
        notices.see(report, &notice.value.id, notice.at(&["id"]), Plainness::Plain);
    }
    let mut indicators = Names::default();
    for indicator in &draft.indicators {
        report.paragraph = Some(indicator.value.paragraph.clone());
        indicators.see(report, &indicator.value.id, indicator.at(&["id"]), Plainness::Plain);
    }
    let mut terms = Names::default();
    for term in &draft.terms {
        report.paragraph = Some(term.value.paragraph.clone());
        terms.see(report, &term.value.term.lv, term.at(&["term"]), Plainness::Any);
    }
    let mut levels = Names::default();
    for level in &draft.levels {
        report.paragraph = Some(level.value.paragraph.clone());
        levels.see(report, &level.value.number.to_string(), level.at(&["number"]), Plainness::Any);
    }
    situations(report, draft);
    report.paragraph = None;
}

fn situations(report: &mut Report<'_>, draft: &Draft<'_>) {
    let (mut numbers, mut results) = (Names::default(), Names::default());
    for situation in &draft.situations {
        report.paragraph = None;
        numbers.see(report, &situation.value.number, situation.at(&["number"]), Plainness::Any);
        for (position, action) in situation.value.actions.iter().enumerate() {
            report.paragraph = Some(action.paragraph.clone());
            for (place, result) in action.results.iter().enumerate() {
                let path = ["action", &position.to_string(), "result", &place.to_string(), "id"];
                results.see(report, &result.id, situation.at(&path), Plainness::Any);
            }
        }
    }
}

/// Whether a name must keep to plain letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plainness {
    Plain,
    Any,
}

/// The names of one kind seen so far, with their lines.
#[derive(Default)]
struct Names {
    lines: BTreeMap<String, usize>,
}

impl Names {
    fn see(&mut self, report: &mut Report<'_>, id: &str, span: Range<usize>, plainness: Plainness) {
        if plainness == Plainness::Plain {
            name(report, span.clone(), id);
        }
        let line = report.line_of(span.start);
        match self.lines.get(id) {
            None => {
                self.lines.insert(id.to_owned(), line);
            }
            Some(first) => {
                let quoted = words::quoted(id);
                report.error(
                    span,
                    format!("{} ir jau {first}. rindā", quoted.lv),
                    format!("{} is already on line {first}", quoted.en),
                );
            }
        }
    }
}
