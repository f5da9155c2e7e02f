//! Resolving, by example and by property.

use std::{collections::BTreeMap, sync::Arc};

use proptest::prelude::*;

use super::*;
use crate::model::{Fact, Lead, Period, Within};

const GOOD: &str = include_str!("../check/tests/good.toml");

const BRANCH: &str = r#"
format = 1
id = "filiale"
extends = "paraugs"
[identity]
title = { lv = "Filiāles standarts", en = "Branch standard" }
kind = "internal_rules"
level = "institution"
version = "1"
status = "draft"
issuer = { lv = "Filiāle", en = "Branch" }
[scope]
paragraphs = ["1"]
field = { lv = "Filiāle", en = "Branch" }
bound = []
[parameters]
"queue.no_show_seconds" = { value = 90, paragraph = "3" }
"phone.answered_share" = { value = 80, paragraph = "4", example = true }
"phone.mean_answer_seconds" = { value = 10, paragraph = "4", example = true }
[[norm]]
id = "wait"
paragraphs = ["2"]
text = { lv = "Klientu aicina 10 minūšu laikā.", en = "A client is called within 10 minutes." }
kind = "promise"
[norm.promise]
starts = { event = "ticket.taken", where = { priority = true } }
within = { minutes = 10 }
met_by = ["ticket.called", "ticket.started"]
escalate = [{ to = "head", at_percent = 200 }, { to = "head", at_percent = 80 }]
channel = "visit"
[[norm]]
id = "aim"
paragraphs = ["5"]
text = { lv = "Piemērs.", en = "An example." }
kind = "promise"
example = true
promise = { starts = "ticket.taken", within = { minutes = 5 }, met_by = ["ticket.called"], channel = "visit" }
[[term]]
paragraph = "6"
term = { lv = "talons", en = "ticket" }
meaning = { lv = "vieta rindā", en = "a place in a line" }
[[principle]]
paragraph = "7"
name = { lv = "Ātrums", en = "Speed" }
meaning = { lv = "Nekavējam.", en = "No delay." }
"#;

fn branch() -> Standard {
    Standard::compile(BRANCH, Some(GOOD)).unwrap()
}

fn origin(document: &str, paragraph: &str) -> Origin {
    Origin { document: document.to_owned(), paragraph: paragraph.to_owned() }
}

#[test]
fn each_value_says_which_document_and_paragraph_it_comes_from() {
    // A-05.
    let standard = branch();
    let own = standard.int("queue.no_show_seconds").unwrap();
    assert_eq!((own.value, own.origin), (90, origin("filiale", "3")));
    let inherited = standard.bool("hours.published").unwrap();
    assert_eq!((inherited.value, inherited.origin), (true, origin("paraugs", "8")));
    assert_eq!(standard.documents(), ["filiale", "paraugs"]);
    let title = standard.file().identity.title.lv.as_str();
    assert_eq!(standard.cite(&origin("filiale", "3"), Lang::Lv), format!("{title}, 3"));
    let below = Standard::compile(GOOD, None).unwrap();
    assert_eq!(standard.title_of("paraugs", Lang::En), below.file().identity.title.get(Lang::En));
    assert_eq!(standard.cite(&origin("elsewhere", ""), Lang::En), "elsewhere");
    assert_eq!(standard.word("closing.last_client_policy").unwrap().value, "serve_after_hours");
    assert_eq!(standard.text("phone.greeting").unwrap().value.en, "Good day!");
    assert_eq!(standard.list("incident.notify").unwrap().value.len(), 1);
}

#[test]
fn an_example_neither_binds_nor_displaces_what_binds() {
    let standard = branch();
    let share = standard.number("phone.answered_share").unwrap();
    assert_eq!((share.value, share.origin.document.as_str()), (95.0, "paraugs"));
    assert_eq!(standard.int("phone.mean_answer_seconds"), None);
    assert_eq!(standard.parameter("phone.mean_answer_seconds").unwrap().origin.paragraph, "4");
    assert!(standard.promise("aim").is_none());
}

#[test]
fn where_all_documents_are_silent_the_program_has_its_own_moderate_value() {
    let standard = branch();
    assert_eq!(standard.int("queue.undo_seconds"), None);
    assert_eq!(standard.int_or_own("queue.undo_seconds"), Some(8));
    assert_eq!(standard.int_or_own("mail.answer_working_days"), None);
    assert_eq!(standard.ring_cadence_seconds(), 5);
}

#[test]
fn a_norm_of_the_same_name_replaces_the_baselines_and_the_others_stay() {
    let standard = branch();
    let names: Vec<_> = standard.norms().iter().map(|norm| norm.value.id.as_str()).collect();
    assert_eq!(names, ["wait", "aim", "no-show", "greet", "hours"]);
    let wait = standard.promise("wait").unwrap();
    assert_eq!((&wait.within, &wait.origin), (&Within::Minutes(10), &origin("filiale", "2")));
    let shares: Vec<_> = wait.escalate.iter().map(|escalation| escalation.at_percent).collect();
    assert_eq!(shares, [80, 200], "reports stand in the order in which they fall due");
    let rules: Vec<_> = standard.rules().map(|(name, norm)| (name, norm.origin.document.as_str())).collect();
    assert_eq!(rules, [("queue.no_show", "paraugs")]);
}

#[test]
fn a_list_of_its_own_replaces_the_baselines_whole_and_terms_are_added() {
    let lists = branch();
    let lists = lists.lists();
    assert_eq!(lists.principles.len(), 1);
    assert_eq!(lists.principles[0].origin, origin("filiale", "7"));
    let terms: Vec<_> = lists.terms.iter().map(|term| term.value.term.lv.as_str()).collect();
    assert_eq!(terms, ["talons", "klients"]);
    assert_eq!(lists.situations.len(), 1, "what the branch does not have it inherits");
}

#[test]
fn promises_are_found_by_the_events_that_start_and_end_them() {
    let standard = branch();
    let names = |promises: &mut dyn Iterator<Item = &CompiledPromise>| -> Vec<String> {
        promises.map(|promise| promise.norm_id.clone()).collect()
    };
    assert_eq!(names(&mut standard.promises_starting_on(EventKind::TicketTaken)), ["wait"]);
    assert_eq!(names(&mut standard.promises_ended_by(EventKind::TicketStarted)), ["wait"]);
    assert_eq!(names(&mut standard.promises_starting_on(EventKind::CaseOpened)), [""; 0]);
    assert!(standard.touched_events().contains(&EventKind::TicketCalled));
}

#[test]
fn a_trigger_with_facts_wants_each_of_them() {
    let starts = branch().promise("wait").unwrap().starts.clone();
    let facts = |priority| BTreeMap::from([("priority".to_owned(), Fact::Bool(priority))]);
    assert!(starts.matches(EventKind::TicketTaken, &facts(true)));
    assert!(!starts.matches(EventKind::TicketTaken, &facts(false)));
    assert!(!starts.matches(EventKind::TicketTaken, &BTreeMap::new()));
    assert!(!starts.matches(EventKind::TicketCalled, &facts(true)));
}

#[test]
fn guides_and_checklists_appear_at_their_moments() {
    let standard = branch();
    assert_eq!(standard.guides_at(Moment::ClientCalled).count(), 1);
    assert_eq!(standard.guides_at(Moment::Finishing).count(), 0);
    assert_eq!(standard.published_on(Surface::PromisePage).count(), 1);
    let lists = standard.situations_at(Moment::Serving, ServedClient::External);
    assert_eq!(lists[0].actions[0].results[0].id, "S1-1");
    assert_eq!(standard.situations_at(Moment::Phone, ServedClient::External), []);
}

#[test]
fn towards_colleagues_only_starred_actions_bind_where_the_standard_has_stars() {
    // F-02; VZD P2/foot.
    let starred = GOOD.replace("\"hours.published\"", "\"situations.star_internal\"");
    let plain = Standard::compile(GOOD, None).unwrap();
    let with_stars = Standard::compile(&starred, None).unwrap();
    assert_eq!(plain.situations_at(Moment::Serving, ServedClient::Internal).len(), 1);
    assert_eq!(with_stars.situations_at(Moment::Serving, ServedClient::Internal).len(), 0);
    let marked = starred.replace("paragraph = \"16\"\n", "paragraph = \"16\"\ninternal = true\n");
    let marked = Standard::compile(&marked, None).unwrap();
    assert_eq!(marked.situations_at(Moment::Serving, ServedClient::Internal).len(), 1);
}

#[test]
fn a_baseline_that_is_not_there_or_is_another_is_refused() {
    let said = |baseline| Standard::compile(BRANCH, baseline).unwrap_err().to_string();
    assert_eq!(said(None), "the baseline `paraugs` is not known");
    let other = GOOD.replace("id = \"paraugs\"", "id = \"cits\"");
    assert_eq!(said(Some(&other)), "the baseline `paraugs` is not known");
    let circle = GOOD.replace("id = \"paraugs\"", "id = \"paraugs\"\nextends = \"filiale\"");
    assert_eq!(said(Some(&circle)), "the baseline `filiale` builds on this document itself");
}

fn within() -> impl Strategy<Value = Within> {
    prop_oneof![
        (1_i64..1000).prop_map(Within::Seconds),
        (1_i64..10).prop_map(Within::Rings),
        (1_i64..1000).prop_map(Within::OpeningMinutes),
        (1_i64..1000).prop_map(Within::WorkingDays),
        ((1_i64..1000), any::<bool>()).prop_map(|(days, roll)| Within::CalendarDays { days, roll }),
        (0_i64..60).prop_map(|n| Within::BeforeEvent(Lead::WorkingDays(n))),
        Just(Within::Every(Period::Quarter)),
        (1_i64..60).prop_map(|minutes| Within::AtOnce { minutes }),
        Just(Within::ServiceDeadline),
    ]
}

proptest! {
    #[test]
    fn a_document_without_a_baseline_is_in_force_as_it_is_written(
        term in within(), seconds in 5_i64..3600, share in 0.0_f64..100.0,
    ) {
        let mut file: StandardFile = toml::from_str(GOOD).unwrap();
        let NormKind::Promise { promise } = &mut file.norms[0].kind else { unreachable!() };
        promise.within = term;
        promise.target_percent = share;
        file.parameters.get_mut("queue.no_show_seconds").unwrap().value = ParameterValue::Int(seconds);
        let file = Arc::new(file);
        let standard = resolve(file.clone(), &|_| None).unwrap();
        let values = |parameters: &BTreeMap<String, Effective<Parameter>>| -> BTreeMap<String, Parameter> {
            parameters.iter().map(|(name, parameter)| (name.clone(), parameter.value.clone())).collect()
        };
        prop_assert_eq!(values(&standard.parameters), file.parameters.clone());
        let norms: Vec<Norm> = standard.norms().iter().map(|norm| norm.value.clone()).collect();
        prop_assert_eq!(&norms, &file.norms);
        let situations: Vec<Situation> =
            standard.lists().situations.iter().map(|situation| situation.value.clone()).collect();
        prop_assert_eq!(&situations, &file.situations);
        prop_assert!(standard.norms().iter().all(|norm| norm.origin.document == file.id));
        // Written out and read again it is the same standard.
        let again = Standard::compile(&crate::print(&file), None).unwrap();
        prop_assert_eq!(again, standard);
    }
}

#[test]
fn a_phrase_may_carry_its_sense_in_english() {
    let with_english =
        GOOD.replace("use = [\"Labdien!\"]", "use = [\"Labdien!\", { lv = \"lūdzu\", en = \"please\" }]");
    let standard = Standard::compile(&with_english, None).unwrap();
    let spoken = &standard.lists().phrases[0].value.recommended;
    let pairs: Vec<_> = spoken.iter().map(|one| (one.latvian(), one.english())).collect();
    assert_eq!(pairs, [("Labdien!", None), ("lūdzu", Some("please"))]);
}

#[test]
fn an_evaluation_without_levels_is_about_everybody() {
    let evaluation =
        |source: &str| Standard::compile(source, None).unwrap().lists().evaluations[0].value.clone();
    let (of_level_one, of_all) = (evaluation(GOOD), evaluation(&GOOD.replace("levels = [1]\n", "")));
    assert!(of_level_one.concerns(&[1, 2]) && !of_level_one.concerns(&[2]) && !of_level_one.concerns(&[]));
    assert!(of_all.concerns(&[2]) && of_all.concerns(&[]));
}
