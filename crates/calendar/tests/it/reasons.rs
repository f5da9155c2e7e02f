//! The words: why this date, and how days and deadlines are written.

use solits_calendar::{
    Calendar, Closure, Lead, Term, Transfers, WorkedSaturday, due,
    words::{self, Form, Unit, YearShown},
};
use solits_kernel::{Lang, Text};

use crate::{at, calendar, day};

fn check(calendar: &Calendar, term: Term, start: &str, lv: &str, en: &str) {
    check_event(calendar, term, start, None, lv, en);
}

fn check_event(calendar: &Calendar, term: Term, start: &str, event: Option<&str>, lv: &str, en: &str) {
    let why = due(calendar, term, at(start), event.map(at)).unwrap().why;
    assert_eq!(why.sentence(Lang::Lv), lv);
    assert_eq!(why.sentence(Lang::En), en);
}

#[test]
fn working_days_name_what_was_skipped() {
    let calendar = calendar(|_| {});
    check(
        &calendar,
        Term::WorkingDays(2),
        "2026-04-17 10:00",
        "Saņemts piektdien, 17. aprīlī; saņemšanas diena neskaitās; 2 darba dienas beidzas otrdien, 21. aprīlī, \
         plkst. 17.00; izlaistas: sestdiena, svētdiena.",
        "Received on Friday, 17 April; the day of receipt does not count; 2 working days end on Tuesday, 21 April \
         at 17:00; skipped: Saturday, Sunday.",
    );
    check(
        &calendar,
        Term::WorkingDays(10),
        "2026-04-17 10:00",
        "Saņemts piektdien, 17. aprīlī; saņemšanas diena neskaitās; 10 darba dienas beidzas otrdien, 5. maijā, \
         plkst. 17.00; izlaistas: 3 sestdienas, 3 svētdienas, 1. maijs (Darba svētki / Latvijas Republikas \
         Satversmes sapulces sasaukšanas diena), 4. maijs (Latvijas Republikas Neatkarības atjaunošanas diena).",
        "Received on Friday, 17 April; the day of receipt does not count; 10 working days end on Tuesday, 5 May at \
         17:00; skipped: 3 Saturdays, 3 Sundays, 1 May (Labour Day / Convocation of the Constitutional Assembly of \
         the Republic of Latvia), 4 May (Restoration of Independence of the Republic of Latvia).",
    );
    check(
        &calendar,
        Term::WorkingDays(1),
        "2026-11-17 10:00",
        "Saņemts otrdien, 17. novembrī; saņemšanas diena neskaitās; 1 darba diena beidzas ceturtdien, 19. novembrī, \
         plkst. 17.00; izlaista: 18. novembris (Latvijas Republikas Proklamēšanas diena).",
        "Received on Tuesday, 17 November; the day of receipt does not count; 1 working day ends on Thursday, \
         19 November at 17:00; skipped: 18 November (Proclamation of the Republic of Latvia).",
    );
}

#[test]
fn a_year_that_changes_or_is_not_confirmed_is_named() {
    check(
        &calendar(|_| {}),
        Term::WorkingDays(5),
        "2026-12-23 10:00",
        "Saņemts trešdien, 2026. gada 23. decembrī; saņemšanas diena neskaitās; 5 darba dienas beidzas otrdien, \
         2027. gada 5. janvārī, plkst. 17.00; izlaistas: 2 sestdienas, 2 svētdienas, 24. decembris (Ziemassvētku \
         vakars), 25. decembris (Pirmie Ziemassvētki), 31. decembris (Vecgada diena), 1. janvāris (Jaungada diena); \
         2027. gada kalendārs vēl nav apstiprināts.",
        "Received on Wednesday, 23 December 2026; the day of receipt does not count; 5 working days end on Tuesday, \
         5 January 2027 at 17:00; skipped: 2 Saturdays, 2 Sundays, 24 December (Christmas Eve), 25 December \
         (Christmas Day), 31 December (New Year's Eve), 1 January (New Year's Day); the calendar of 2027 is not \
         confirmed yet.",
    );
}

#[test]
fn transferred_days_are_explained() {
    check(
        &calendar(|_| {}),
        Term::WorkingDays(5),
        "2026-06-19 10:00",
        "Saņemts piektdien, 19. jūnijā; saņemšanas diena neskaitās; 5 darba dienas beidzas otrdien, 30. jūnijā, \
         plkst. 17.00; izlaistas: sestdiena, 2 svētdienas, 22. jūnijs (brīvdiena, darbs pārcelts uz 27. jūniju), \
         23. jūnijs (Līgo diena), 24. jūnijs (Jāņu diena); sestdiena, 27. jūnijs, ir darba diena.",
        "Received on Friday, 19 June; the day of receipt does not count; 5 working days end on Tuesday, 30 June at \
         17:00; skipped: Saturday, 2 Sundays, 22 June (day off, worked on 27 June instead), 23 June (Midsummer Eve), \
         24 June (Midsummer Day); Saturday, 27 June is a working day.",
    );
    check(
        &calendar(|table| table.settings.worked_saturday = WorkedSaturday::DoesNotCount),
        Term::WorkingDays(1),
        "2026-06-26 10:00",
        "Saņemts piektdien, 26. jūnijā; saņemšanas diena neskaitās; 1 darba diena beidzas pirmdien, 29. jūnijā, \
         plkst. 17.00; izlaistas: svētdiena, 27. jūnijs (darba diena 22. jūnija vietā).",
        "Received on Friday, 26 June; the day of receipt does not count; 1 working day ends on Monday, 29 June at \
         17:00; skipped: Sunday, 27 June (worked in place of 22 June).",
    );
}

#[test]
fn a_moved_period_says_where_it_would_have_ended() {
    let calendar = calendar(|table| table.settings.transfers = Transfers::Ignore);
    check(
        &calendar,
        Term::Months(1),
        "2026-01-31 10:00",
        "Saņemts sestdien, 31. janvārī; saņemšanas diena neskaitās; 1 mēnesis beidzas sestdien, 28. februārī (31. \
         datuma šajā mēnesī nav); tā nav darba diena, tāpēc termiņš pāriet uz pirmdienu, 2. martu, plkst. 24.00; \
         izlaistas: sestdiena, svētdiena.",
        "Received on Saturday, 31 January; the day of receipt does not count; 1 month ends on Saturday, 28 February \
         (that month has no day 31); that is not a working day, so the term moves to Monday, 2 March at 24:00; \
         skipped: Saturday, Sunday.",
    );
    check(
        &calendar,
        Term::CalendarDays { days: 21, roll: true },
        "2026-03-02 10:00",
        "Saņemts pirmdien, 2. martā; saņemšanas diena neskaitās; 21 kalendāra diena beidzas pirmdien, 23. martā, \
         plkst. 24.00.",
        "Received on Monday, 2 March; the day of receipt does not count; 21 calendar days end on Monday, 23 March \
         at 24:00.",
    );
}

#[test]
fn opening_time_names_the_days_it_slept_through() {
    let calendar = calendar(|table| {
        table.closures.push(Closure {
            from: "2026-11-16T00:00".parse().unwrap(),
            to: "2026-11-17T00:00".parse().unwrap(),
            reason: Text::new("remonts", "repairs"),
        });
    });
    check(
        &calendar,
        Term::OpeningHours(4),
        "2026-11-13 15:00",
        "Sākums piektdien, 13. novembrī, plkst. 15.00; skaitās tikai apkalpošanas laiks; 4 apkalpošanas laika \
         stundas beidzas otrdien, 17. novembrī, plkst. 11.00; izlaistas: sestdiena, svētdiena, 16. novembris \
         (remonts).",
        "Begun on Friday, 13 November at 15:00; only opening time counts; 4 opening hours end on Tuesday, \
         17 November at 11:00; skipped: Saturday, Sunday, 16 November (repairs).",
    );
}

#[test]
fn rings_and_minutes_have_their_own_sentences() {
    let calendar = calendar(|_| {});
    check(
        &calendar,
        Term::Rings { count: 3, cadence_seconds: 5 },
        "2026-11-17 10:42",
        "Zvans sākās otrdien, 17. novembrī, plkst. 10.42; jāatbild pirms 4. signāla; 3 zvana signāli ik pēc 5 s \
         beidzas plkst. 10.42.15.",
        "The telephone began to ring on Tuesday, 17 November at 10:42; the answer must come before ring 4; 3 rings, \
         one every 5 s, end at 10:42:15.",
    );
    check(
        &calendar,
        Term::Minutes(1),
        "2026-11-17 23:59",
        "Sākums otrdien, 17. novembrī, plkst. 23.59; 1 minūte beidzas plkst. 24.00.",
        "Begun on Tuesday, 17 November at 23:59; 1 minute ends at 24:00.",
    );
}

#[test]
fn a_lead_time_names_the_event() {
    let calendar = calendar(|_| {});
    check_event(
        &calendar,
        Term::BeforeEvent(Lead::WorkingDays(2)),
        "2026-11-02 09:00",
        Some("2026-11-19 10:00"),
        "Paredzēts ceturtdien, 19. novembrī, plkst. 10.00; šī diena neskaitās; jāpaspēj vismaz 2 darba dienas \
         iepriekš: pirmdien, 16. novembrī, plkst. 17.00; izlaista: 18. novembris (Latvijas Republikas Proklamēšanas \
         diena).",
        "Planned on Thursday, 19 November at 10:00; that day does not count; to be done at least 2 working days ahead: on \
         Monday, 16 November at 17:00; skipped: 18 November (Proclamation of the Republic of Latvia).",
    );
}

#[test]
fn a_lead_time_of_one_stands_in_the_accusative() {
    let calendar = calendar(|_| {});
    check_event(
        &calendar,
        Term::BeforeEvent(Lead::WorkingDays(1)),
        "2026-11-02 09:00",
        Some("2026-11-13 10:00"),
        "Paredzēts piektdien, 13. novembrī, plkst. 10.00; šī diena neskaitās; jāpaspēj vismaz 1 darba dienu iepriekš: \
         ceturtdien, 12. novembrī, plkst. 17.00.",
        "Planned on Friday, 13 November at 10:00; that day does not count; to be done at least 1 working day ahead: on \
         Thursday, 12 November at 17:00.",
    );
    check_event(
        &calendar,
        Term::BeforeEvent(Lead::Minutes(1)),
        "2026-11-02 09:00",
        Some("2026-11-13 10:00"),
        "Paredzēts piektdien, 13. novembrī, plkst. 10.00; jāpaspēj vismaz 1 minūti iepriekš: plkst. 9.59.",
        "Planned on Friday, 13 November at 10:00; to be done at least 1 minute ahead: at 9:59.",
    );
    check_event(
        &calendar,
        Term::BeforeEvent(Lead::CalendarDays(0)),
        "2026-11-02 09:00",
        Some("2026-11-13 10:00"),
        "Paredzēts piektdien, 13. novembrī, plkst. 10.00; jāpaspēj līdz tam.",
        "Planned on Friday, 13 November at 10:00; to be done by then.",
    );
}

#[test]
fn a_reason_without_its_calendar_reads_the_same_from_storage() {
    let why = due(&calendar(|_| {}), Term::WorkingDays(10), at("2026-04-17 10:00"), None).unwrap().why;
    let json = serde_json::to_string(&why).unwrap();
    let back: solits_calendar::Why = serde_json::from_str(&json).unwrap();
    assert_eq!(back.sentence(Lang::Lv), why.sentence(Lang::Lv));
}

#[test]
fn a_term_that_was_moved_says_where_it_ended_first_and_where_it_ends_now() {
    let why = due(&calendar(|_| {}), Term::WorkingDays(2), at("2026-04-17 10:00"), None).unwrap().why;
    let moved = |lang| why.sentence_for(at("2026-05-15 17:00"), lang).replace(&why.sentence(lang), "…");
    assert_eq!(
        moved(Lang::Lv),
        "… Pēc tam termiņš pārcelts līdz piektdienai, 15. maijam: to apturēja vai pagarināja."
    );
    assert_eq!(moved(Lang::En), "… The term was moved to Friday, 15 May then: it was paused or made longer.");
    assert_eq!(why.sentence_for(why.at, Lang::Lv), why.sentence(Lang::Lv));
}

#[test]
fn latvian_amounts_take_their_plural() {
    let written = |amount| words::count(amount, Unit::WorkingDay, Lang::Lv);
    assert_eq!(
        [1, 2, 10, 11, 21, 111, 121].map(written),
        [
            "1 darba diena",
            "2 darba dienas",
            "10 darba dienas",
            "11 darba dienas",
            "21 darba diena",
            "111 darba dienas",
            "121 darba diena"
        ]
    );
    assert_eq!(words::count(21, Unit::Month, Lang::En), "21 months");
}

#[test]
fn days_are_written_in_every_case() {
    let date = day("2026-04-21");
    let lv = |form| words::day_in(date, form, YearShown::Omitted, Lang::Lv);
    assert_eq!(words::day(date, Lang::Lv), "otrdiena, 2026. gada 21. aprīlis");
    assert_eq!(words::day(date, Lang::En), "Tuesday, 21 April 2026");
    assert_eq!(lv(Form::When), "otrdien, 21. aprīlī");
    assert_eq!(lv(Form::From), "otrdienas, 21. aprīļa");
    assert_eq!(lv(Form::Until), "otrdienai, 21. aprīlim");
    assert_eq!(lv(Form::Whither), "otrdienu, 21. aprīli");
    assert_eq!(words::day_in(date, Form::When, YearShown::Omitted, Lang::En), "on Tuesday, 21 April");
}

#[test]
fn a_deadline_is_written_as_seen_from_now() {
    let now = at("2026-04-16 15:00");
    let check = |due: &str, lv: &str, en: &str| {
        assert_eq!(words::due(at(due), now, Lang::Lv), lv);
        assert_eq!(words::due(at(due), now, Lang::En), en);
    };
    check("2026-04-16 17:00", "šodien līdz 17.00", "today by 17:00");
    check("2026-04-16 24:00", "šodien līdz 24.00", "today by 24:00");
    check("2026-04-17 17:00", "līdz rītdienai 17.00", "by tomorrow 17:00");
    check("2026-04-20 9:30".replace(" 9", " 09").as_str(), "līdz pirmdienai 9.30", "by Monday 9:30");
    check("2026-05-04 17:00", "līdz pirmdienai, 4. maijam, 17.00", "by Monday, 4 May, 17:00");
    check(
        "2027-01-04 24:00",
        "līdz pirmdienai, 2027. gada 4. janvārim, 24.00",
        "by Monday, 4 January 2027, 24:00",
    );
    check("2026-04-16 14:59:30", "kavējas mazāk par minūti", "less than a minute late");
    check("2026-04-16 14:48", "kavējas 12 min", "12 min late");
    check("2026-04-16 12:10", "kavējas 2 h", "2 h late");
    check("2026-04-15 15:00", "kavējas 1 dienu", "1 day late");
    check("2026-04-11 15:00", "kavējas 5 dienas", "5 days late");
}
