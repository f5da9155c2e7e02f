//! What people type and what becomes of it: written as the field asks, or refused with what was meant.

use super::*;

#[test]
fn an_event_may_be_narrowed_by_facts() {
    let changed =
        after(SMALL, &set("norm/wait", [("promise.starts.where", "priority = true\r\nkind = order")]));
    let line = "starts = { event = \"ticket.taken\", where = { priority = true, kind = \"order\" } }";
    assert!(changed.contains(line), "{changed}");
    assert_eq!(item(&changed, "norm/wait").value("promise.starts.where"), "priority = true\nkind = order");
}

#[test]
fn a_parameter_is_written_as_its_name_asks() {
    // requirements U: queue.no_show_seconds is a whole number of seconds.
    let parameter = |name: &str, value: [(&str, &str); 2]| Change::Add {
        list: "parameters".to_owned(),
        name: name.to_owned(),
        after: None,
        values: values(value),
    };
    let text = after(SMALL, &parameter("queue.no_show_seconds", [("value", "60"), ("paragraph", "20")]));
    assert!(
        text.contains("en = \"All\" }]\n\n[parameters]\n\"queue.no_show_seconds\" = { value = 60, paragraph = \"20\" }\n"),
        "{text}"
    );
    let text = after(
        &text,
        &parameter("queue.priority_groups", [("value.0.lv", "grūtnieces"), ("value.1.lv", "vecāki")]),
    );
    assert!(text.contains("\"queue.priority_groups\" = { value = [\"grūtnieces\", \"vecāki\"] }"), "{text}");
    let again = apply(&text, &parameter("queue.no_show_seconds", [("value", "5"), ("paragraph", "20")]));
    assert!(matches!(again, Err(EditError::NameTaken(_))), "{again:?}");
}

#[test]
fn a_value_of_another_kind_is_refused_with_what_was_meant_and_all_mistakes_at_once() {
    let wrong = set(
        "norm/wait",
        [
            ("promise.within.amount", "drīz"),
            ("promise.target_percent", "120"),
            ("promise.channel", "dūmu signāli"),
            ("promise.starts", "client.happy"),
            ("promise.public", "varbūt"),
            ("title.lv", "Derīgs virsraksts"),
        ],
    );
    let Err(EditError::Values(mistakes)) = apply(SMALL, &wrong) else { panic!("it was accepted") };
    let inputs: Vec<&str> = mistakes.iter().map(|mistake| mistake.input.as_str()).collect();
    assert_eq!(
        inputs,
        [
            "promise.starts",
            "promise.within.amount",
            "promise.target_percent",
            "promise.public",
            "promise.channel"
        ]
    );
    assert_eq!(mistakes[1].what.lv, "„drīz” nav vesels skaitlis");
    assert_eq!(mistakes[2].meant.en, "a number from 0 to 100, such as 4.5");
}

#[test]
fn people_write_numbers_and_days_as_they_are_used_to() {
    let text = after(SMALL, &set("norm/wait", [("promise.target_percent", "97,5 %")]));
    assert!(text.contains("target_percent = 97.5\n"), "{text}");
    let text = after(shipped("ezermala"), &set("identity", [("in_force", "1.2.2026.")]));
    assert!(text.contains("\nin_force = 2026-02-01\n"));
}

#[test]
fn a_name_that_the_list_has_already_is_refused() {
    let Err(EditError::Values(mistakes)) = apply(SMALL, &set("role/head", [("id", "council")])) else {
        panic!("it was accepted")
    };
    assert_eq!(mistakes[0].what.en, "`council` is there already");
    let renamed = apply(SMALL, &set("role/head", [("id", "director")])).unwrap();
    assert_eq!(renamed.item, Some(address("role/director")));
}

#[test]
fn a_wrong_value_that_stands_in_the_file_does_not_keep_other_fields_from_being_mended() {
    let text = SMALL.replace("minutes = 15", "minutes = \"fifteen\"");
    assert_eq!(item(&text, "norm/wait").value("promise.within.amount"), "fifteen");
    let changed = after(&text, &set("norm/wait", [("owner", "head"), ("promise.within.amount", "fifteen")]));
    assert!(changed.contains("minutes = \"fifteen\"") && changed.contains("owner = \"head\""));
    let mended = after(&text, &set("norm/wait", [("promise.within.amount", "15")]));
    assert_eq!(mended, SMALL);
}

#[test]
fn what_is_not_there_is_said() {
    assert!(matches!(apply(SMALL, &set("norm/nobody", [])), Err(EditError::NoItem(_))));
    assert!(matches!(apply(SMALL, &set("norm/wait", [("colour", "red")])), Err(EditError::NoPlace(_))));
    let Err(EditError::NotToml(error)) = apply("id = \"x\"\nname = \n", &set("scope", [])) else {
        panic!("it was accepted")
    };
    assert_eq!(error.line, 2);
}

#[test]
fn a_parameter_may_be_an_answer_or_words_but_not_both() {
    // requirements U: third_party.authorisation_required is yes, no, or stated in words.
    let parameter = "parameters/third_party.authorisation_required";
    let text = shipped("vzd-2014");
    let words = item(text, parameter);
    assert!(words.value("value").is_empty() && !words.value("value.lv").is_empty());
    let Err(EditError::Values(mistakes)) = apply(text, &set(parameter, [("value", "true")])) else {
        panic!("it was accepted")
    };
    assert_eq!(mistakes[0].input, "value");
    let answer = [("value", "true"), ("value.lv", ""), ("value.en", "")];
    let text = after(text, &set(parameter, answer));
    assert!(
        text.contains("\"third_party.authorisation_required\" = { value = true, paragraph = \"P2/s7.2\" }")
    );
}
