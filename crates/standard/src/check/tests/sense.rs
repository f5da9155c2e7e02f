//! Promises that cannot be kept, ladders that end at the person complained about, names that do not exist.

use super::{Severity, changed, checked, error, expect, warning};

// Promises.

#[test]
fn nothing_meets_the_promise() {
    error("met_by = [\"ticket.called\"]", "met_by = »[]", "nekas šo solījumu neizpilda", "„ticket.called”");
}
#[test]
fn the_promise_is_met_by_something_about_another_thing() {
    error(
        "met_by = [\"ticket.called\"]",
        "met_by = [»\"case.answered\"]",
        "par citu lietu (lieta) nekā „ticket.taken” (talons)",
        "der: ",
    );
}
#[test]
fn the_promise_is_met_only_by_what_starts_it() {
    error("met_by = [\"ticket.called\"]", "met_by = »[\"ticket.taken\"]", "tikai tas pats notikums", "");
}
#[test]
fn the_promise_is_waived_by_what_starts_it() {
    error("{ by = \"ticket.left\"", "{ by = »\"ticket.taken\"", "atceļ tas pats notikums", "");
}
#[test]
fn the_promise_is_waived_by_something_about_another_thing() {
    error("{ by = \"ticket.left\"", "{ by = »\"case.closed\"", "par citu lietu", "");
}
#[test]
fn the_promise_is_met_and_waived_by_the_same() {
    warning("{ by = \"ticket.left\"", "{ by = »\"ticket.called\"", "gan izpilda, gan atceļ", "");
}
#[test]
fn a_promise_about_promises() {
    error(
        "starts = \"ticket.taken\"",
        "starts = »\"obligation.breached\"",
        "ieraksta pats solījumu pulkstenis",
        "",
    );
}
/// A client told of a delay is given a new date (`planned_at`), which can be promised too.
#[test]
fn what_was_said_of_a_delay_can_be_counted_back_from() {
    use crate::event::EventKind;
    assert!(EventKind::CaseDelayTold.names_planned_moment());
    assert!(!EventKind::CaseNoted.names_planned_moment());
}
#[test]
fn a_term_of_nothing() {
    error("within = { minutes = 15 }", "within = »{ minutes = 0 }", "nulle vai negatīvs", "");
}
#[test]
fn a_negative_term() {
    error("within = { minutes = 15 }", "within = »{ working_days = -2 }", "nulle vai negatīvs", "");
}
#[test]
fn a_term_beyond_every_calendar() {
    error(
        "within = { minutes = 15 }",
        "within = »{ working_days = 1001 }",
        "neaptver neviens kalendārs",
        "1000",
    );
}
#[test]
fn before_a_moment_that_nobody_plans() {
    error(
        "starts = \"ticket.taken\"\nwithin = { minutes = 15 }",
        "starts = \"ticket.returned\"\nwithin = »{ before_event = { minutes = 5 } }",
        "nezina plānotu brīdi",
        "„branch.day_started”",
    );
}
#[test]
fn once_in_a_period_that_nothing_begins() {
    error(
        "within = { minutes = 15 }",
        "within = »{ every = \"month\" }",
        "nesāk periodu",
        "„evaluation.period_started”",
    );
}
#[test]
fn rings_of_something_that_does_not_ring() {
    error("within = { minutes = 15 }", "within = »{ rings = 3 }", "nav zvans", "„call.ringing”");
}
#[test]
fn a_service_deadline_without_a_case() {
    error(
        "within = { minutes = 15 }",
        "within = »\"service_deadline\"",
        "pakalpojuma termiņa tam nav",
        "„case.opened”",
    );
}
#[test]
fn a_share_above_the_whole() {
    error("target_percent = 90", "target_percent = »900", "ārpus 0–100 %", "");
}
#[test]
fn a_share_of_nothing() {
    warning("target_percent = 90", "target_percent = »0", "nekas nav apsolīts", "");
}
#[test]
fn a_report_before_the_clock_has_run() {
    error("at_percent = 120", "at_percent = »0", "ziņot par katru", "");
}
#[test]
fn a_report_to_a_role_that_does_not_exist() {
    error(
        "escalate = [{ to = \"head\"",
        "escalate = [{ to = »\"haed\"",
        "loma „haed” nav nosaukta",
        "„head”",
    );
}
#[test]
fn an_owner_that_does_not_exist() {
    error("owner = \"head\"", "owner = »\"boss\"", "loma „boss” nav nosaukta", "atļauts: ");
}
#[test]
fn a_promise_on_events_not_yet_recorded_is_noted() {
    // The telephone comes with a later version; VZD P2/s6 promises the third ring all the same.
    expect(
        Severity::Note,
        "starts = \"ticket.taken\"\nwithin = { minutes = 15 }\nmet_by = [\"ticket.called\"]\nwaived_by = [{ by = \"ticket.left\", reason = { lv = \"klients aizgāja\", en = \"the client left\" } }]",
        "starts = \"call.ringing\"\nwithin = { rings = 3 }\nmet_by = [\"call.answered\"]",
        "uz papīra, līdz programma sāks ierakstīt notikumu „call.ringing”",
        "",
    );
}
#[test]
fn a_promise_norm_without_its_promise() {
    error(
        "kind = \"guide\"\nshown_at = [\"client_called\"]",
        "kind = »\"promise\"",
        "veidam „promise” vajag lauku „promise”",
        "",
    );
}
#[test]
fn a_key_of_another_kind() {
    error(
        "kind = \"guide\"\n",
        "kind = \"guide\"\nshown_on = »[\"kiosk\"]\n",
        "lauks „shown_on” neder veidam „guide”",
        "",
    );
}
#[test]
fn a_rule_the_program_does_not_know() {
    warning(
        "enforced_by = \"queue.no_show\"",
        "enforced_by = »\"queue.noshow\"",
        "programmai nav noteikuma „queue.noshow”",
        "„queue.no_show”",
    );
}

#[test]
fn a_rule_that_is_planned_is_noted_with_what_it_waits_for() {
    expect(
        Severity::Note,
        "enforced_by = \"queue.no_show\"",
        "enforced_by = »\"feedback.register\"",
        "līdz programmā būs: atsauksmju",
        "",
    );
}
#[test]
fn an_aim_shown_to_the_public_as_a_promise() {
    // Trap 31: Ādaži only "tries to" answer by the third ring.
    error(
        "target_percent = 90\nescalate = [{ to = \"head\", at_percent = 120 }]\npublic = true",
        "target_percent = 90\nforce = \"aim\"\nescalate = [{ to = \"head\", at_percent = 120 }]\npublic = »true",
        "nevar rādīt kā solījumu",
        "force = \"aim\"",
    );
}
#[test]
fn a_call_back_is_due_by_the_moment_it_was_promised_for() {
    let (source, _) = changed(
        "starts = \"ticket.taken\"\nwithin = { minutes = 15 }\nmet_by = [\"ticket.called\"]\nwaived_by = [{ by = \"ticket.left\", reason = { lv = \"klients aizgāja\", en = \"the client left\" } }]",
        "starts = \"call.back_promised\"\nwithin = { before_event = { minutes = 0 } }\nmet_by = [\"call.back_made\"]",
    );
    assert!(!checked(&source).has_errors());
}

// Ladder and roles.

#[test]
fn a_complaint_decided_by_the_person_complained_about() {
    // K-08: never to the person complained about.
    error(
        "about = [\"specialist\"]\ndecided_by = \"head\"",
        "about = [\"specialist\"]\ndecided_by = »\"specialist\"",
        "lemtu tas, par kuru sūdzas",
        "augstāk",
    );
}
#[test]
fn a_ladder_that_goes_in_a_circle() {
    error(
        "about = [\"head\"]\ndecided_by = \"council\"",
        "about = [\"head\"]\ndecided_by = »\"specialist\"",
        "iet pa apli",
        "",
    );
}
#[test]
fn a_ladder_that_names_nobody_for_its_top() {
    // K-23 and trap 20: Aknīste names nobody for complaints about the executive director.
    warning(
        "[[rung]]\nparagraph = \"19\"\nabout = [\"head\"]\ndecided_by = \"council\"\n",
        "",
        "šo lomu (vadītājs), neviens nav noteikts",
        "[[rung]]",
    );
}
#[test]
fn above_an_own_manager_stands_the_managers_own_manager() {
    // adazi 14: a complaint about an employee is decided by that employee's manager.
    let (source, _) =
        changed("[[rung]]\nparagraph = \"19\"\nabout = [\"head\"]\ndecided_by = \"council\"\n", "");
    let own = source.replace("under = \"council\"", "under = \"council\"\nheld_by = \"own_manager\"");
    let told = |source: &str| {
        checked(source).findings.iter().any(|finding| finding.what.lv.contains("šo lomu (vadītājs)"))
    };
    assert!(told(&source));
    assert!(!told(&own));
}
#[test]
fn a_role_held_by_nobody_known() {
    error(
        "paragraph = \"11\"\nunder = \"council\"",
        "paragraph = \"11\"\nunder = \"council\"\nheld_by = »\"own_boss\"",
        "„own_boss”",
        "„own_manager”",
    );
}
#[test]
fn a_decider_that_does_not_exist() {
    error(
        "about = [\"head\"]\ndecided_by = \"council\"",
        "about = [\"head\"]\ndecided_by = »\"counsil\"",
        "loma „counsil”",
        "„council”",
    );
}
#[test]
fn a_complaint_about_a_role_that_does_not_exist() {
    error("about = [\"specialist\"]", "about = [»\"specialists\"]", "loma „specialists”", "„specialist”");
}
#[test]
fn a_role_that_supervises_itself() {
    error(
        "paragraph = \"11\"\nunder = \"council\"",
        "paragraph = \"11\"\nunder = »\"specialist\"",
        "pati sev priekšniece",
        "",
    );
}
#[test]
fn a_supervisor_that_does_not_exist() {
    error(
        "paragraph = \"11\"\nunder = \"council\"",
        "paragraph = \"11\"\nunder = »\"dome\"",
        "loma „dome”",
        "",
    );
}

// Other references.

#[test]
fn a_route_to_a_role_that_does_not_exist() {
    error("to = \"head\"\n", "to = »\"webmaster\"\n", "loma „webmaster”", "");
}
#[test]
fn an_outage_told_to_a_role_that_does_not_exist() {
    error("tell = [\"council\"]", "tell = [»\"concil\"]", "loma „concil”", "„council”");
}
#[test]
fn a_version_sent_to_a_role_that_does_not_exist() {
    error("distribution = [\"head\"]", "distribution = [»\"heads\"]", "loma „heads”", "„head”");
}
/// Nobody holds a role that nobody named, so nobody would be bound.
#[test]
fn whoever_is_bound_by_a_role_that_does_not_exist() {
    const EVERYBODY: &str = "bound = [{ lv = \"Visi darbinieki\", en = \"All employees\" }]";
    let by_role = format!("{EVERYBODY}\nbound_roles = [»\"heads\"]");
    error(EVERYBODY, &by_role, "loma „heads”", "„head”");
    let by_post = format!("{EVERYBODY}\nbound_posts = [»\" \"]");
    error(EVERYBODY, &by_post, "lauks „bound_posts” ir tukšs", "");
    let right =
        changed(EVERYBODY, &format!("{EVERYBODY}\nbound_roles = [\"head\"]\nbound_units = [\"Centrs\"]"));
    let scope = checked(&right.0).standard.unwrap().scope;
    assert_eq!((scope.bound_roles, scope.bound_units), (vec!["head".to_owned()], vec!["Centrs".to_owned()]));
}
#[test]
fn an_involvement_level_that_is_not_defined() {
    error("levels = [1]", "levels = [1, »2]", "iesaistes līmenis 2", "atļauts: „1”");
}
#[test]
fn a_phrase_of_a_situation_that_is_not_there() {
    error("situation = \"1\"", "situation = »\"9\"", "nav situācijas ar numuru „9”", "");
}
#[test]
fn a_norm_written_twice() {
    error("id = \"greet\"", "id = »\"no-show\"", "„no-show” ir jau 78. rindā", "");
}
#[test]
fn a_role_written_twice() {
    error("id = \"council\"", "id = »\"head\"", "„head” ir jau", "");
}
#[test]
fn a_name_with_a_blank() {
    error("id = \"greet\"", "id = »\"Sveiciens klientam\"", "neatļauta zīme", "mazie burti");
}

// Parameters.

#[test]
fn an_unknown_parameter() {
    error(
        "\"queue.no_show_seconds\" =",
        "»\"queue.no_show_second\" =",
        "nav zināms parametrs",
        "„queue.no_show_seconds” (gaida aicināto klientu)",
    );
}
#[test]
fn a_parameter_of_the_wrong_type() {
    error(
        "{ value = 60, paragraph",
        "{ value = »\"60\", paragraph",
        "vērtība nav vajadzīgā veida",
        "vesels skaitlis no 5 līdz 3600 sekundes",
    );
}
#[test]
fn a_parameter_outside_its_bounds() {
    error("{ value = 60, paragraph", "{ value = »100000, paragraph", "ārpus robežām", "3600");
}
#[test]
fn a_parameter_without_such_a_word() {
    error("\"serve_after_hours\"", "»\"serve\"", "nav tādas vērtības", "„cutoff”");
}
#[test]
fn a_share_of_more_than_all_calls() {
    error("value = 95", "value = »195", "ārpus robežām", "procenti");
}
#[test]
fn a_parameter_that_names_a_role_that_does_not_exist() {
    error("value = [\"head\"]", "value = [»\"hed\"]", "loma „hed”", "„head”");
}
#[test]
fn a_parameter_with_a_place_of_its_own() {
    warning(
        "\"hours.published\" = { value = true",
        "»\"std.number\" = { value = \"1\"",
        "sava vieta",
        "„identity.number”",
    );
}

// The document.

#[test]
fn in_force_before_it_is_adopted() {
    error("in_force = 2025-10-01", "in_force = »2025-09-01", "pirms pieņemts 2025-09-15", "");
}
#[test]
fn in_force_without_a_day() {
    warning(
        "status = \"in_force\"\nissuer = { lv = \"Parauga novads\", en = \"Model municipality\" }\nadopted = 2025-09-15\nin_force = 2025-10-01\n",
        "status = »\"in_force\"\nissuer = { lv = \"Parauga novads\", en = \"Model municipality\" }\n",
        "spēkā stāšanās diena",
        "",
    );
}
#[test]
fn a_format_of_the_future() {
    error("format = 1", "format = »2", "šī programmas versija nelasa", "format = 1");
}
#[test]
fn a_document_to_build_on_that_is_not_there() {
    error("id = \"paraugs\"", "id = \"paraugs\"\nextends = »\"rokasgramata\"", "uz kura balstīties", "");
}
#[test]
fn a_document_that_builds_on_itself() {
    error("id = \"paraugs\"", "id = \"paraugs\"\nextends = »\"paraugs\"", "pats uz sevi", "");
}
#[test]
fn a_component_of_the_guidelines_is_missing() {
    // seven components.
    warning(
        "[[qualification]]\nparagraph = \"27\"\ntext = { lv = \"Reizi gadā mācās\", en = \"Training once a year\" }",
        "",
        "trūkst: speciālistu kvalifikācija",
        "extends",
    );
}
#[test]
fn an_unknown_comparison() {
    error("comparator = \">=\"", "comparator = »\"vairāk\"", "salīdzinājums", "„>=”");
}
#[test]
fn a_mark_outside_the_scale() {
    error("satisfaction = 4.5", "satisfaction = »45", "no 1 līdz 5", "");
}
#[test]
fn zero_times_a_month() {
    error("times = 1", "times = »0", "nulle reižu", "");
}
#[test]
fn a_notice_after_the_event() {
    error("lead_days = 5", "lead_days = »-5", "negatīvs", "");
}
