//! Duties as they are kept, and the self-check of a day.

use std::collections::{BTreeMap, BTreeSet};

use solits_kernel::{EmployeeId, day_number, day_of_number};
use solits_plan::{Duty, Subject, Window};
use solits_standard::model::{Method, Period};

/// A duty as it is kept: of one day, or of the working days of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The duty; of several days the first.
    pub(crate) duty: Duty,
    /// Of every working day: the days, each with the employee to look at first.
    pub(crate) days: Vec<(i64, Option<EmployeeId>)>,
    /// The standard whose matrix the rows belong to.
    pub(crate) standard: i64,
    /// Who sees whether it was done.
    pub(crate) manager: Option<EmployeeId>,
}

impl Kept {
    /// The key under which it is kept.
    pub(crate) fn key(&self) -> String {
        self.duty.key()
    }
    pub(crate) fn first_on(&self) -> i64 {
        self.days.first().map_or_else(|| day_number(self.duty.planned_on), |(day, _)| *day)
    }
    pub(crate) fn last_on(&self) -> i64 {
        self.days.last().map_or_else(|| day_number(self.duty.planned_on), |(day, _)| *day)
    }

    /// The duties of single days that it stands for.
    pub(crate) fn each(&self) -> Vec<Duty> {
        if self.days.is_empty() {
            return vec![self.duty.clone()];
        }
        self.days.iter().map(|(day, focus)| self.on(*day, *focus)).collect()
    }

    /// The duty of a day; nothing when it is not planned for it.
    pub(crate) fn of_day(&self, day: i64) -> Option<Duty> {
        if self.days.is_empty() {
            return (self.first_on() == day).then(|| self.duty.clone());
        }
        let position = self.days.binary_search_by_key(&day, |(day, _)| *day).ok()?;
        Some(self.on(day, self.days[position].1))
    }

    fn on(&self, day: i64, focus: Option<EmployeeId>) -> Duty {
        let date = day_of_number(day);
        Duty {
            window: Window { opens: date, closes: date },
            planned_on: date,
            period: u16::try_from(date.day_of_year()).unwrap_or(1),
            focus,
            ..self.duty.clone()
        }
    }
}

/// Puts duties of every working day together by month; `former` says by which standard those of the past were planned,
/// `manager` who sees whether somebody did theirs.
pub(crate) fn gather(
    duties: &[Duty],
    standard: impl Fn(&Duty) -> i64,
    manager: impl Fn(EmployeeId) -> Option<EmployeeId>,
) -> Vec<Kept> {
    let mut kept = Vec::new();
    let mut months: BTreeMap<_, Kept> = BTreeMap::new();
    for duty in duties {
        let standard = standard(duty);
        let one = || Kept { duty: duty.clone(), days: Vec::new(), standard, manager: manager(duty.doer) };
        if duty.per != Period::WorkingDay {
            kept.push(one());
            continue;
        }
        let group = (
            (duty.planned_on.month(), duty.doer, duty.subject),
            (solits_plan::words::method_code(duty.method), duty.role.clone(), duty.part),
            (duty.rows.clone(), standard),
        );
        let month = months.entry(group).or_insert_with(one);
        month.days.push((day_number(duty.planned_on), duty.focus));
    }
    kept.extend(months.into_values());
    kept
}

/// Numbers of rows as they are stored: "1,5,13".
pub(crate) fn rows_text(rows: &[u16]) -> String {
    rows.iter().map(u16::to_string).collect::<Vec<_>>().join(",")
}

/// The numbers of a stored text; what is no number is left out.
pub(crate) fn rows_of(text: &str) -> Vec<u16> {
    text.split(',').filter_map(|row| row.trim().parse().ok()).collect()
}

/// What somebody is to check about the own work on a day: the rows of all self-checks of that day, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SelfCheck {
    pub(crate) rows: Vec<u16>,
    pub(crate) standard: i64,
}

/// The self-check of a day among somebody's duties; nothing when the day asks for none.
pub(crate) fn self_check<'a>(
    duties: impl IntoIterator<Item = &'a Kept>,
    doer: EmployeeId,
    day: i64,
) -> Option<SelfCheck> {
    let mut rows = BTreeSet::new();
    let mut standard = None;
    for kept in duties.into_iter().filter(|kept| is_own_check(&kept.duty, doer)) {
        if let Some(duty) = kept.of_day(day) {
            rows.extend(duty.rows);
            standard = Some(kept.standard);
        }
    }
    Some(SelfCheck { rows: rows.into_iter().collect(), standard: standard? })
}

/// Whether a duty is part of what somebody signs as the self-check of the day.
pub(crate) fn is_own_check(duty: &Duty, doer: EmployeeId) -> bool {
    let own = matches!(duty.subject, Subject::Employee(id) | Subject::Team(id) if id == doer);
    duty.method == Method::SelfCheck && duty.per == Period::WorkingDay && duty.doer == doer && own
}

/// A self-check that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    pub(crate) employee: EmployeeId,
    pub(crate) day: i64,
    pub(crate) at: solits_kernel::Timestamp,
    pub(crate) standard: i64,
    pub(crate) asked: Vec<u16>,
    pub(crate) holds: Vec<u16>,
    pub(crate) note: String,
}

impl Signed {
    /// Rows that were asked and do not hold.
    pub(crate) fn amiss(&self) -> Vec<u16> {
        self.asked.iter().copied().filter(|row| !self.holds.contains(row)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use solits_kernel::short_id;

    fn daily(day: i8, rows: &[u16], subject: Subject) -> Duty {
        let planned_on = date(2026, 12, day);
        Duty {
            rows: rows.to_vec(),
            method: Method::SelfCheck,
            role: "employee".to_owned(),
            per: Period::WorkingDay,
            period: u16::try_from(planned_on.day_of_year()).unwrap(),
            part: 1,
            subject,
            window: Window { opens: planned_on, closes: planned_on },
            planned_on,
            doer: anna(),
            focus: None,
        }
    }

    fn anna() -> EmployeeId {
        EmployeeId::new(short_id([0, 0, 0, 0, 0, 1]))
    }

    #[test]
    fn the_working_days_of_a_month_stand_in_one_row_and_come_back_as_they_were() {
        let duties = [1, 2, 3].map(|day| daily(day, &[1, 5], Subject::Employee(anna())));
        let kept = gather(&duties, |_| 1, |_| None);
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].each(), duties);
        assert_eq!(kept[0].of_day(day_number(date(2026, 12, 4))), None);
    }

    #[test]
    fn the_self_check_of_a_day_asks_each_row_once() {
        // Row 40 of VZD annex 1 is asked of the employee and of the direct manager (P1/c10).
        let duties = [
            daily(1, &[1, 40], Subject::Employee(anna())),
            Duty { role: "direct_manager".to_owned(), ..daily(1, &[40], Subject::Team(anna())) },
        ];
        let check = self_check(&gather(&duties, |_| 7, |_| None), anna(), day_number(date(2026, 12, 1)));
        assert_eq!(check, Some(SelfCheck { rows: vec![1, 40], standard: 7 }));
    }

    #[test]
    fn a_day_without_a_duty_asks_for_no_self_check() {
        let kept = gather(&[daily(1, &[1], Subject::Employee(anna()))], |_| 1, |_| None);
        assert_eq!(self_check(&kept, anna(), day_number(date(2026, 12, 2))), None);
    }
}
