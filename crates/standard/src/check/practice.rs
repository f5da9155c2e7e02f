//! Routes, outages, evaluation, phrases, notices, goals: the roles, levels and situations they name must exist.

use super::{document::known_role, draft::Draft, report::Report, suggest};
use crate::words;

pub(super) fn check(report: &mut Report<'_>, draft: &Draft<'_>) {
    routes_and_outages(report, draft);
    evaluations(report, draft);
    phrases(report, draft);
    figures(report, draft);
    report.paragraph = None;
}

fn routes_and_outages(report: &mut Report<'_>, draft: &Draft<'_>) {
    let roles = draft.role_names();
    for route in &draft.routes {
        report.paragraph = Some(route.value.paragraph.clone());
        known_role(report, &roles, route.at(&["to"]), &route.value.to);
    }
    for step in &draft.outage_steps {
        report.paragraph = Some(step.value.paragraph.clone());
        if let Some(who) = &step.value.who {
            known_role(report, &roles, step.at(&["who"]), who);
        }
        for (index, role) in step.value.tell.iter().enumerate() {
            known_role(report, &roles, step.at(&["tell", &index.to_string()]), role);
        }
        if step.value.if_longer_than_hours.is_some_and(|hours| hours < 0) {
            not_negative(report, step.at(&["if_longer_than_hours"]));
        }
    }
}

fn evaluations(report: &mut Report<'_>, draft: &Draft<'_>) {
    let (roles, levels) = (draft.role_names(), draft.level_numbers());
    for evaluation in &draft.evaluations {
        report.paragraph = Some(evaluation.value.paragraph.clone());
        for (index, level) in evaluation.value.levels.iter().enumerate() {
            if !levels.contains(level) {
                let names: Vec<String> = levels.iter().map(u8::to_string).collect();
                report
                    .error(
                        evaluation.at(&["levels", &index.to_string()]),
                        format!("iesaistes līmenis {level} nav noteikts nevienā [[level]]"),
                        format!("the involvement level {level} is not defined in any [[level]]"),
                    )
                    .meant = suggest::allowed(names.iter().map(String::as_str));
            }
        }
        for (index, role) in evaluation.value.responsible.iter().enumerate() {
            known_role(report, &roles, evaluation.at(&["responsible", &index.to_string()]), role);
        }
        if evaluation.value.frequency.is_some_and(|frequency| frequency.times == 0) {
            report.error(
                evaluation.at(&["frequency", "times"]),
                "nulle reižu nav biežums",
                "zero times is no frequency",
            );
        }
    }
}

fn phrases(report: &mut Report<'_>, draft: &Draft<'_>) {
    let situations = draft.situation_numbers();
    for phrase in &draft.phrases {
        report.paragraph = Some(phrase.value.paragraph.clone());
        let Some(number) = phrase.value.situation.as_deref().filter(|number| !situations.contains(*number))
        else {
            continue;
        };
        let quoted = words::quoted(number);
        report
            .error(
                phrase.at(&["situation"]),
                format!("nav situācijas ar numuru {}", quoted.lv),
                format!("there is no situation with the number {}", quoted.en),
            )
            .meant = suggest::allowed(situations.iter().map(String::as_str));
    }
}

fn figures(report: &mut Report<'_>, draft: &Draft<'_>) {
    const COMPARATORS: [&str; 6] = ["<=", ">=", ">", "=", "average", "count"];
    for notice in &draft.notices {
        report.paragraph = Some(notice.value.paragraph.clone());
        if notice.value.lead_days < 0 {
            not_negative(report, notice.at(&["lead_days"]));
        } else if notice.value.lead_days > 366 {
            report.error(
                notice.at(&["lead_days"]),
                "vairāk nekā gadu iepriekš neviens kalendārs nesniedzas",
                "no calendar reaches more than a year ahead",
            );
        }
    }
    for goal in &draft.goals {
        report.paragraph = Some(goal.value.paragraph.clone());
        if goal.value.satisfaction.is_some_and(|mark| !(1.0..=5.0).contains(&mark)) {
            report.error(
                goal.at(&["satisfaction"]),
                "apmierinātību vērtē no 1 līdz 5",
                "satisfaction is marked from 1 to 5",
            );
        }
    }
    for indicator in &draft.indicators {
        report.paragraph = Some(indicator.value.paragraph.clone());
        let comparator = indicator.value.comparator.as_str();
        if !COMPARATORS.contains(&comparator) {
            let quoted = words::quoted(comparator);
            report
                .error(
                    indicator.at(&["comparator"]),
                    format!("nav zināms salīdzinājums {}", quoted.lv),
                    format!("the comparison {} is not known", quoted.en),
                )
                .meant = suggest::allowed(COMPARATORS);
        }
    }
}

fn not_negative(report: &mut Report<'_>, span: std::ops::Range<usize>) {
    report.error(span, "skaitlis nevar būt negatīvs", "the number cannot be negative");
}
