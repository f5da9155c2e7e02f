//! Two people at the same document.

use super::*;

const BASE: &str = "\
id = \"small\"

[identity]
title = { lv = \"Standarts\", en = \"Standard\" }
version = \"1\"

[parameters]
\"queue.no_show_seconds\" = { value = 60, paragraph = \"20\" }

# Those who lead.
[[role]]
id = \"head\"
title = { lv = \"vadītājs\", en = \"head\" }
paragraph = \"3\"

[[role]]
id = \"council\"
title = { lv = \"dome\", en = \"council\" }
paragraph = \"3\"

[[norm]]
id = \"wait\"
paragraphs = [\"12\"]
text = { lv = \"Aicina.\", en = \"Called.\" }
kind = \"promise\"
[norm.promise]
starts = \"ticket.taken\"
within = { minutes = 15 }
met_by = [\"ticket.called\"]
channel = \"visit\"

[[record]]
paragraph = \"40\"
text = { lv = \"Pieņemts.\", en = \"Adopted.\" }

[[record]]
paragraph = \"41\"
text = { lv = \"Pielikumi.\", en = \"Annexes.\" }
";

fn both(base: &str, mine: &[Change], theirs: &[Change]) -> Merged {
    let with = |changes: &[Change]| changes.iter().fold(base.to_owned(), |text, change| after(&text, change));
    merge(base, &with(mine), &with(theirs)).unwrap()
}

fn add<const N: usize>(list: &str, pairs: [(&str, &str); N]) -> Change {
    Change::Add { list: list.to_owned(), name: String::new(), after: None, values: values(pairs) }
}

fn remove(written: &str) -> Change {
    Change::Remove { item: address(written) }
}

#[test]
fn different_fields_of_one_item_both_stay() {
    let merged = both(
        BASE,
        &[set("norm/wait", [("promise.within.amount", "10"), ("text.en", "The client is called.")])],
        &[set("norm/wait", [("owner", "head"), ("text.lv", "Klientu aicina.")])],
    );
    assert_eq!(merged.clashes, []);
    let item = item(&merged.text, "norm/wait");
    let read = ["promise.within.amount", "owner", "text.lv", "text.en"].map(|input| item.value(input));
    assert_eq!(read, ["10", "head", "Klientu aicina.", "The client is called."]);
}

#[test]
fn the_same_field_changed_differently_waits_for_a_choice_and_the_first_saved_stays_until_then() {
    let merged = both(
        BASE,
        &[set("norm/wait", [("promise.within.amount", "10")])],
        &[set("norm/wait", [("promise.within.unit", "opening_minutes"), ("promise.within.amount", "20")])],
    );
    let [clash] = merged.clashes.as_slice() else { panic!("{:?}", merged.clashes) };
    assert_eq!(clash.item, address("norm/wait"));
    assert_eq!(clash.about, About::Input("promise.within".to_owned()));
    let term = |unit: &str, amount: &str| {
        Some(values([("promise.within.unit", unit), ("promise.within.amount", amount)]))
    };
    assert_eq!(
        (&clash.base, &clash.mine, &clash.theirs),
        (&term("minutes", "15"), &term("minutes", "10"), &term("opening_minutes", "20"))
    );
    assert_eq!(item(&merged.text, "norm/wait").value("promise.within.unit"), "opening_minutes");
    let chosen = after(&merged.text, clash.take_mine.as_ref().unwrap());
    assert!(chosen.contains("within = { minutes = 10 }"), "{chosen}");
}

#[test]
fn additions_of_both_stay() {
    let merged = both(
        BASE,
        &[add("record", [("paragraph", "42"), ("text.lv", "Mans.")]), add("term", [("term.lv", "klients")])],
        &[add("record", [("paragraph", "43"), ("text.lv", "Viņu.")]), add("role", [("id", "deputy")])],
    );
    assert_eq!(merged.clashes, []);
    let paragraphs: Vec<String> = items(&merged.text)
        .unwrap()
        .into_iter()
        .filter(|item| item.address.list == "record")
        .map(|item| item.value("paragraph").to_owned())
        .collect();
    assert_eq!(paragraphs, ["40", "41", "42", "43"]);
    assert_eq!(item(&merged.text, "term/@1").value("term.lv"), "klients");
    item(&merged.text, "role/deputy");
}

#[test]
fn two_items_added_under_one_name_clash_field_by_field() {
    let one = add("norm", [("id", "new"), ("kind", "guide"), ("text.lv", "Viens.")]);
    let two = add("norm", [("id", "new"), ("kind", "guide"), ("text.lv", "Divi.")]);
    let merged = both(BASE, &[one], &[two]);
    let [clash] = merged.clashes.as_slice() else { panic!("{:?}", merged.clashes) };
    assert_eq!(
        (clash.item.clone(), clash.about.clone()),
        (address("norm/new"), About::Input("text.lv".to_owned()))
    );
    assert_eq!(merged.text.matches("id = \"new\"").count(), 1);
}

#[test]
fn what_one_took_out_and_the_other_left_alone_goes() {
    let merged = both(BASE, &[remove("record/@1")], &[set("record/@2", [("paragraph", "41.1")])]);
    assert_eq!(merged.clashes, []);
    assert!(!merged.text.contains("Adopted") && merged.text.contains("41.1"));
}

#[test]
fn a_removal_against_a_change_is_a_choice_on_either_side() {
    let change = set("role/council", [("collegial", "true")]);
    let merged = both(BASE, &[remove("role/council")], std::slice::from_ref(&change));
    let [clash] = merged.clashes.as_slice() else { panic!("{:?}", merged.clashes) };
    assert_eq!((&clash.about, &clash.mine), (&About::Item, &None));
    assert!(merged.text.contains("collegial = true"));
    assert!(!after(&merged.text, clash.take_mine.as_ref().unwrap()).contains("council"));

    let merged = both(BASE, &[change], &[remove("role/council")]);
    let [clash] = merged.clashes.as_slice() else { panic!("{:?}", merged.clashes) };
    assert_eq!((&clash.about, &clash.theirs), (&About::Item, &None));
    assert!(!merged.text.contains("council"));
    let chosen = after(&merged.text, clash.take_mine.as_ref().unwrap());
    assert_eq!(item(&chosen, "role/council").value("collegial"), "true");
}

#[test]
fn a_parameter_may_clash_in_its_value_and_merge_in_its_paragraph() {
    let parameter = "parameters/queue.no_show_seconds";
    let merged = both(
        BASE,
        &[set(parameter, [("value", "30"), ("paragraph", "20.1")])],
        &[set(parameter, [("value", "90")])],
    );
    let [clash] = merged.clashes.as_slice() else { panic!("{:?}", merged.clashes) };
    assert_eq!(clash.about, About::Input("value".to_owned()));
    assert!(merged.text.contains("{ value = 90, paragraph = \"20.1\" }"), "{}", merged.text);
    let chosen = after(&merged.text, clash.take_mine.as_ref().unwrap());
    assert!(chosen.contains("{ value = 30, paragraph = \"20.1\" }"), "{chosen}");
}

#[test]
fn a_clash_names_its_item_though_others_were_added_and_removed_around_it() {
    let merged = both(
        BASE,
        &[set("record/@2", [("text.lv", "Mans.")]), remove("record/@1")],
        &[set("record/@2", [("text.lv", "Viņu.")])],
    );
    let [clash] = merged.clashes.as_slice() else { panic!("{:?}", merged.clashes) };
    assert_eq!(clash.item, address("record/@1"));
    let chosen = after(&merged.text, clash.take_mine.as_ref().unwrap());
    assert_eq!(item(&chosen, "record/@1").value("text.lv"), "Mans.");
}

#[test]
fn what_is_decided_together_meets_the_right_items() {
    let merged = both(
        BASE,
        &[set("record/@2", [("text.lv", "Mans.")]), remove("record/@1"), set("role/head", [("id", "chief")])],
        &[
            set("record/@2", [("text.lv", "Viņu.")]),
            set("record/@1", [("paragraph", "39")]),
            set("role/head", [("id", "boss"), ("title.en", "boss")]),
        ],
    );
    assert_eq!(merged.clashes.len(), 3, "{:?}", merged.clashes);
    let all = (0..3).collect();
    let text = merged.decided(&all).unwrap();
    assert_eq!(item(&text, "record/@1").value("text.lv"), "Mans.");
    assert_eq!(text.matches("[[record]]").count(), 1);
    assert_eq!(item(&text, "role/chief").value("title.en"), "boss");
    assert_eq!(merged.decided(&std::collections::BTreeSet::new()).unwrap(), merged.text);
}

#[test]
fn an_item_moved_by_one_keeps_what_the_other_changed() {
    let up = Change::Move { item: address("role/council"), way: Way::Up };
    let title = set("role/council", [("title.en", "municipal council")]);
    for (mine, theirs) in [(&up, &title), (&title, &up)] {
        let merged = both(BASE, std::slice::from_ref(mine), std::slice::from_ref(theirs));
        assert_eq!(merged.clashes, []);
        let roles: Vec<_> =
            items(&merged.text).unwrap().into_iter().filter(|item| item.address.list == "role").collect();
        assert_eq!(roles[0].value("title.en"), "municipal council", "{}", merged.text);
        assert_eq!(roles[1].address, address("role/head"));
    }
}

#[test]
fn remarks_of_both_stay_where_nothing_clashes() {
    let mine = BASE
        .replace("# Those who lead.", "# Those who lead, elected.")
        .replace("version = \"1\"", "version = \"2\"");
    let theirs = BASE.replace("met_by =", "# One is enough.\nmet_by =");
    let merged = merge(BASE, &mine, &theirs).unwrap();
    assert!(merged.text.contains("elected.") && merged.text.contains("# One is enough."));
    assert!(merged.text.contains("version = \"2\""));
}

#[test]
fn rows_added_and_changed_by_two_people_come_together() {
    let rows = [("promise.waived_by.0.by", "ticket.left"), ("promise.waived_by.0.reason.lv", "aizgāja")];
    let base = after(BASE, &set("norm/wait", rows));
    let merged = both(
        &base,
        &[set("norm/wait", [("promise.waived_by.0.reason.en", "left"), ("paragraphs", "12\n13")])],
        &[set(
            "norm/wait",
            [
                ("promise.waived_by.1.by", "ticket.issued_by_mistake"),
                ("promise.waived_by.1.reason.lv", "kļūda"),
                ("paragraphs", "12\n14"),
            ],
        )],
    );
    assert_eq!(merged.clashes, []);
    let item = item(&merged.text, "norm/wait");
    assert_eq!(item.value("promise.waived_by.0.reason.en"), "left");
    assert_eq!(item.value("promise.waived_by.1.by"), "ticket.issued_by_mistake");
    assert_eq!(item.value("paragraphs"), "12\n13\n14");
    let merged = both(
        &base,
        &[set("norm/wait", [("paragraphs", "12.1")])],
        &[set("norm/wait", [("paragraphs", "12.2")])],
    );
    assert_eq!(merged.clashes.len(), 1);
    let chosen = after(&merged.text, merged.clashes[0].take_mine.as_ref().unwrap());
    assert!(chosen.contains("paragraphs = [\"12.1\"]"), "{chosen}");
}

#[test]
fn examples_come_from_several_documents_with_the_paragraph_they_cite() {
    let found = examples("rung", &SHIPPED);
    assert!(!found.is_empty() && found.len() <= 5);
    assert!(found.iter().all(|example| !example.item.paragraph().is_empty()));
    let documents: std::collections::BTreeSet<_> =
        examples("norm", &SHIPPED).into_iter().map(|example| example.document).collect();
    assert_eq!(documents.len(), 5);
    assert!(examples("nothing", &SHIPPED).is_empty());
}

/// A file with so many records, each with words of its own.
fn records(count: usize, words: &str) -> String {
    let record =
        |number| format!("[[record]]\nparagraph = \"{number}\"\ntext = {{ lv = \"{words} {number}\" }}\n\n");
    format!("id = \"small\"\n\n{}", (0..count).map(record).collect::<String>())
}

#[test]
fn two_files_with_thousands_of_rows_that_all_differ_clash_as_a_whole_and_soon() {
    let [base, mine, theirs] = ["Pieņemts", "Noteikts", "Lemts"].map(|words| records(3_000, words));
    for base in ["id = \"old\"\n", &base] {
        let begun = std::time::Instant::now();
        let merged = merge(base, &mine, &theirs).unwrap();
        assert_eq!((merged.text == theirs, merged.clashes.len()), (true, 1));
        assert_eq!((&merged.clashes[0].about, &merged.clashes[0].take_mine), (&About::Text, &None));
        assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    }
}

#[test]
fn a_list_of_tens_of_thousands_of_values_clashes_as_a_whole() {
    let list = |word: &str| format!("[scope]\nparagraphs = [{}]\n", format!("\"{word}\",").repeat(50_000));
    let merged = merge(&list("1"), &list("2"), &list("3")).unwrap();
    assert_eq!((merged.text, &merged.clashes[0].about), (list("3"), &About::Text));
}

#[test]
fn two_changes_in_a_file_with_thousands_of_rows_both_stay() {
    let base = records(3_000, "Pieņemts");
    let mine = base.replace("Pieņemts 7\"", "Noteikts 7\"");
    let theirs = base.replace("Pieņemts 2990\"", "Lemts 2990\"");
    let merged = merge(&base, &mine, &theirs).unwrap();
    assert_eq!(merged.clashes, []);
    assert_eq!(merged.text, theirs.replace("Pieņemts 7\"", "Noteikts 7\""));
}
