//! One change at a time, on the files we ship: what the author sees in the file afterwards.

use super::*;

#[test]
fn every_shipped_file_is_read_item_by_item_without_a_loss() {
    for (name, text) in SHIPPED {
        let read = items(text).unwrap();
        let norms = read.iter().filter(|item| item.address.list == "norm").count();
        assert_eq!(norms, text.matches("[[norm]]").count(), "{name}");
        for item in &read {
            let found = address(&item.address.to_string());
            assert_eq!(found, item.address, "{name}");
        }
    }
}

#[test]
fn a_promise_of_the_state_land_service_is_seen_as_inputs() {
    // vzd P2/s6.2: three rings.
    let item = item(shipped("vzd-2014"), "norm/third-ring");
    assert_eq!(item.value("promise.starts"), "call.ringing");
    assert_eq!(item.value("promise.within.unit"), "rings");
    assert_eq!(item.value("promise.within.amount"), "3");
    assert_eq!(item.value("promise.met_by.0"), "call.answered");
}

#[test]
fn a_changed_sentence_changes_its_line_only() {
    let text = shipped("ezermala");
    let norm = items(text).unwrap().into_iter().find(|item| item.address.list == "norm").unwrap();
    let change = Change::Set {
        item: norm.address.clone(),
        values: values([("text.lv", "Klientu aicina „pēc kārtas”, 15 \"minūtēs\".")]),
    };
    let changed = after(text, &change);
    assert_eq!(difference(text, &changed).lines().count(), 2);
    let again = item(&changed, &norm.address.to_string());
    assert_eq!(again.value("text.lv"), "Klientu aicina „pēc kārtas”, 15 \"minūtēs\".");
    assert_eq!(again.value("text.en"), norm.value("text.en"));
}

#[test]
fn an_unchanged_form_leaves_the_file_to_the_byte() {
    for (name, text) in SHIPPED.into_iter().chain([("small", SMALL)]) {
        // Every eleventh item of the long files, so that the test stays quick.
        let step = if text.len() > 10_000 { 11 } else { 1 };
        for item in items(text).unwrap().into_iter().filter(|item| item.line > 0).step_by(step) {
            let same = Change::Set { item: item.address.clone(), values: item.values.clone() };
            assert_eq!(after(text, &same), text, "{name} {}", item.address);
        }
    }
}

#[test]
fn what_stands_behind_a_changed_value_stays() {
    let changed = after(SMALL, &set("norm/wait", [("promise.within.amount", "10")]));
    assert_eq!(
        difference(SMALL, &changed),
        "-within = { minutes = 15 } # the council asked for it\n+within = { minutes = 10 } # the council asked for it"
    );
}

#[test]
fn another_unit_of_a_term_replaces_it_whole() {
    let days = [
        ("promise.within.unit", "calendar_days"),
        ("promise.within.amount", "30"),
        ("promise.within.roll", "true"),
    ];
    let changed = after(SMALL, &set("norm/wait", days));
    assert!(
        changed.contains("within = { calendar_days = { days = 30, roll = true } } # the council"),
        "{changed}"
    );
    let lead = [("promise.within.unit", "before_event.working_days"), ("promise.within.amount", "5")];
    let changed = after(SMALL, &set("norm/wait", lead));
    assert!(changed.contains("within = { before_event = { working_days = 5 } }"), "{changed}");
}

#[test]
fn a_new_field_stands_where_its_neighbours_expect_it() {
    let changed = after(SMALL, &set("norm/wait", [("owner", "head"), ("title.lv", "Gaidīšana")]));
    assert_eq!(
        difference(SMALL, &changed),
        "+title = { lv = \"Gaidīšana\" }\n+kind = \"promise\"\n+owner = \"head\""
            .replace("+kind", " kind")
            .replace(
                "+title = { lv = \"Gaidīšana\" }\n kind = \"promise\"\n+owner = \"head\"",
                "-kind = \"promise\"\n+title = { lv = \"Gaidīšana\" }\n+kind = \"promise\"\n+owner = \"head\""
            )
    );
}

#[test]
fn an_emptied_field_leaves_the_file() {
    let changed = after(SMALL, &set("role/council", [("collegial", "")]));
    assert_eq!(difference(SMALL, &changed), "-collegial = true");
}

#[test]
fn rows_are_added_changed_and_taken_out_where_they_stand() {
    let more = set(
        "norm/wait",
        [
            ("promise.waived_by.1.by", "ticket.issued_by_mistake"),
            ("promise.waived_by.1.reason.lv", "kļūda"),
            ("promise.met_by.1", "ticket.started"),
        ],
    );
    let changed = after(SMALL, &more);
    assert!(changed.contains("met_by = [\"ticket.called\", \"ticket.started\"]"), "{changed}");
    assert!(
        changed.contains(
            "}, # often\n    { by = \"ticket.issued_by_mistake\", reason = { lv = \"kļūda\" } },\n]"
        ),
        "{changed}"
    );
    let without = set(
        "norm/wait",
        [("promise.waived_by.1.by", ""), ("promise.waived_by.1.reason.lv", ""), ("promise.met_by.1", "")],
    );
    assert_eq!(after(&changed, &without), SMALL);
}

#[test]
fn a_removed_item_takes_the_lines_about_it_along_and_leaves_headings_of_chapters() {
    let changed = after(SMALL, &Change::Remove { item: address("role/council") });
    assert!(!changed.contains("Elected") && !changed.contains("council\""), "{changed}");
    assert!(changed.contains("paragraph = \"3\"\n\n# ---- Norms ----\n\n[[norm]]"), "{changed}");
    let changed = after(SMALL, &Change::Remove { item: address("norm/wait") });
    assert!(changed.ends_with("# ---- Norms ----\n\n"), "{changed}");
}

#[test]
fn items_change_places_with_what_belongs_to_them() {
    let up = Change::Move { item: address("role/council"), way: Way::Up };
    let changed = after(SMALL, &up);
    let order: Vec<&str> =
        changed.lines().filter(|line| line.starts_with("id") || line.starts_with("# El")).collect();
    assert_eq!(
        order,
        [
            "id = \"small\" # short",
            "# Elected for four years.",
            "id = \"council\"",
            "id = \"head\"",
            "id = \"wait\""
        ]
    );
    let down = Change::Move { item: address("role/council"), way: Way::Down };
    assert_eq!(after(&changed, &down), SMALL);
    assert_eq!(after(SMALL, &down), SMALL, "the last stays where it is");
}

#[test]
fn a_new_item_follows_its_list_and_a_new_list_its_order() {
    let role = Change::Add {
        list: "role".to_owned(),
        name: String::new(),
        after: Some(address("role/head")),
        values: values([("id", "deputy"), ("title.lv", "vietnieks"), ("paragraph", "4")]),
    };
    let applied = apply(SMALL, &role).unwrap();
    assert_eq!(applied.item, Some(address("role/deputy")));
    assert_eq!(
        difference(SMALL, &applied.text),
        "+[[role]]\n+id = \"deputy\"\n+title = { lv = \"vietnieks\" }\n+paragraph = \"4\"\n+"
    );
    let term = Change::Add {
        list: "term".to_owned(),
        name: String::new(),
        after: None,
        values: values([("term.lv", "klients"), ("paragraph", "2")]),
    };
    let changed = after(SMALL, &term);
    assert!(
        changed.contains(
            "en = \"All\" }]\n\n[[term]]\nparagraph = \"2\"\nterm = { lv = \"klients\" }\n\n# ---- Roles"
        ),
        "{changed}"
    );
}

#[test]
fn a_situation_grows_step_by_step() {
    let situation = Change::Add {
        list: "situation".to_owned(),
        name: String::new(),
        after: None,
        values: values([("number", "1"), ("title.lv", "Ierodas"), ("shown_at", "serving\nclient_called")]),
    };
    let text = after(SMALL, &situation);
    let step = |n: &str, words: &str| Change::Set {
        item: address("situation/1"),
        values: values([
            (&format!("action.{n}.text.lv"), words),
            (&format!("action.{n}.result.0.id"), &format!("S1-{n}")),
            (&format!("action.{n}.result.0.text.lv"), "Labi"),
        ]),
    };
    let text = after(&after(&text, &step("0", "Sveicina")), &step("1", "Uzklausa"));
    let end = text.split("[[situation]]").nth(1).unwrap();
    assert_eq!(
        end,
        "
number = \"1\"
title = { lv = \"Ierodas\" }
shown_at = [\"serving\", \"client_called\"]
[[situation.action]]
text = { lv = \"Sveicina\" }
result = [
    { id = \"S1-0\", text = { lv = \"Labi\" } },
]

[[situation.action]]
text = { lv = \"Uzklausa\" }
result = [
    { id = \"S1-1\", text = { lv = \"Labi\" } },
]
"
    );
    let item_address = address("situation/1");
    let up = Change::MoveRow { item: item_address.clone(), row: "action.1".to_owned(), way: Way::Up };
    let text = after(&text, &up);
    assert_eq!(item(&text, "situation/1").value("action.0.text.lv"), "Uzklausa");
    let gone = Change::RemoveRow { item: item_address, row: "action.0".to_owned() };
    let text = after(&text, &gone);
    assert_eq!(item(&text, "situation/1").rows("action"), 1);
}

#[test]
fn a_norm_becomes_a_promise_with_a_clock_under_its_own_heading() {
    let norm = Change::Add {
        list: "norm".to_owned(),
        name: String::new(),
        after: None,
        values: values([("id", "call"), ("kind", "promise"), ("text.lv", "Atzvana.")]),
    };
    let clock = set(
        "norm/call",
        [
            ("promise.starts", "call.back_promised"),
            ("promise.within.unit", "working_days"),
            ("promise.within.amount", "1"),
        ],
    );
    let text = after(&after(SMALL, &norm), &clock);
    assert!(
        text.ends_with(
            "\n[[norm]]\nid = \"call\"\ntext = { lv = \"Atzvana.\" }\nkind = \"promise\"\n[norm.promise]\n\
             starts = \"call.back_promised\"\nwithin = { working_days = 1 }\n"
        ),
        "{text}"
    );
}

#[test]
fn other_ways_of_writing_the_same_file_are_edited_too() {
    let text = "id = \"x\"\nidentity.title.lv = \"Vecs\"\nrole = [{ id = \"a\" }, { id = \"b\", paragraph = \"1\" }]\n";
    let text = after(text, &set("identity", [("title.lv", "Jauns")]));
    assert!(text.contains("identity.title.lv = \"Jauns\"\n"));
    let text = after(&text, &set("role/a", [("paragraph", "2"), ("title.lv", "A")]));
    assert!(text.contains("{ id = \"a\", title = { lv = \"A\" }, paragraph = \"2\" }, {"), "{text}");
    let text = after(&text, &Change::Move { item: address("role/a"), way: Way::Down });
    let text = after(&text, &Change::Remove { item: address("role/b") });
    assert!(text.contains("role = [{ id = \"a\", title"), "{text}");
    let windows = SMALL.replace('\n', "\r\n");
    let changed = after(&windows, &set("norm/wait", [("owner", "head")]));
    assert_eq!(changed.replace("\r\n", "\n"), after(SMALL, &set("norm/wait", [("owner", "head")])));
    assert!(!changed.replace("\r\n", "").contains('\n'));
}

#[test]
fn tables_and_entries_that_the_file_lacks_are_begun_where_they_belong() {
    let text = after(
        "format = 1\nid = \"x\" # short\n\n[[role]]\nid = \"head\"\n",
        &set("document", [("extends", "handbook")]),
    );
    let text = after(&text, &set("scope", [("field.lv", "Visa iestāde"), ("bound.0.lv", "Visi")]));
    let text = after(&text, &set("identity", [("title.lv", "Standarts"), ("annexes.0.lv", "Pielikums")]));
    assert_eq!(
        text,
        "format = 1\nid = \"x\" # short\nextends = \"handbook\"\n\n[identity]\ntitle = { lv = \"Standarts\" }\n\
         annexes = [\n    { lv = \"Pielikums\" },\n]\n\n[scope]\nfield = { lv = \"Visa iestāde\" }\n\
         bound = [\n    { lv = \"Visi\" },\n]\n\n[[role]]\nid = \"head\"\n"
    );
}

#[test]
fn a_result_in_the_middle_is_taken_out_of_its_step_and_another_follows_the_last() {
    let text = shipped("vzd-2014");
    let situations = items(text).unwrap();
    let situation = situations.iter().find(|item| item.rows("action.0.result") > 2).unwrap();
    let (rows, second) =
        (situation.rows("action.0.result"), situation.value("action.0.result.2.id").to_owned());
    let new = format!("action.0.result.{rows}");
    let change = Change::Set {
        item: situation.address.clone(),
        values: values([
            ("action.0.result.1.id", ""),
            ("action.0.result.1.text.lv", ""),
            ("action.0.result.1.text.en", ""),
            (&format!("{new}.id"), "S9-9"),
            (&format!("{new}.text.lv"), "Jauns."),
        ]),
    };
    let changed = after(text, &change);
    let again = item(&changed, &situation.address.to_string());
    assert_eq!(again.rows("action.0.result"), rows);
    assert_eq!(again.value("action.0.result.1.id"), second);
    assert_eq!(again.value(&format!("action.0.result.{}.id", rows - 1)), "S9-9");
    assert_eq!(
        text.lines().filter(|line| !changed.contains(line)).count(),
        1,
        "only the removed line is gone"
    );
}
