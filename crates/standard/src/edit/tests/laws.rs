//! Laws that hold whatever is changed, on the files we ship.

use std::sync::LazyLock;

use proptest::{prelude::*, sample::Index, test_runner::TestCaseResult};

use super::*;
use crate::{Checked, print};

/// Short files, so that many cases take little time; the longest one has tests of its own. The last two say the same
/// as the first, with other line breaks, and with all lists in brackets and all tables in braces.
fn short(which: usize) -> &'static str {
    static TEXTS: LazyLock<[String; 5]> = LazyLock::new(|| {
        let first = shipped("ezermala");
        let document = toml_edit::Document::parse(first).unwrap();
        let entries = document.iter().map(|(key, value)| {
            let value = value.clone().into_value().unwrap();
            format!("{key} = {}\n", value.to_string().trim())
        });
        [
            first.to_owned(),
            shipped("akniste-2017").to_owned(),
            shipped("handbook").to_owned(),
            first.replace('\n', "\r\n"),
            entries.collect(),
        ]
    });
    &TEXTS[which]
}

/// What people and machines type.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("15".to_owned()),
        Just("4,5".to_owned()),
        Just("true".to_owned()),
        Just("1.2.2026.".to_owned()),
        Just("visit".to_owned()),
        Just("ticket.called".to_owned()),
        Just("serving\r\nidle".to_owned()),
        Just("„Labdien!” \"'''\\ # nav piezīme\u{7}".to_owned()),
        "[a-zā-ž \"'=\\[\\]{}#,\n]{1,30}",
        "\\PC{1,20}",
    ]
}

/// The names of the inputs an item can have: those it has, and those of the form with the next row.
fn inputs(item: &Item) -> Vec<String> {
    fn of_kind(kind: &Kind, name: &str, item: &Item, names: &mut Vec<String>) {
        let mut parts = |parts: &[&str]| names.extend(parts.iter().map(|part| format!("{name}{part}")));
        match kind {
            Kind::Text(_) | Kind::Spoken => parts(&[".lv", ".en"]),
            Kind::Stated => parts(&["", ".lv", ".en"]),
            Kind::Term => parts(&[".unit", ".amount", ".roll"]),
            Kind::Event(_) => parts(&["", ".where"]),
            Kind::Group(fields) => of_fields(fields, &format!("{name}."), item, names),
            Kind::Each(kind) => {
                for row in 0..=item.rows(name) {
                    of_kind(kind, &format!("{name}.{row}"), item, names);
                }
            }
            Kind::Rows(fields) => {
                for row in 0..=item.rows(name) {
                    of_fields(fields, &format!("{name}.{row}."), item, names);
                }
            }
            _ => parts(&[""]),
        }
    }
    fn of_fields(fields: &[Field], prefix: &str, item: &Item, names: &mut Vec<String>) {
        for field in fields {
            of_kind(&field.kind, &format!("{prefix}{}", field.key), item, names);
        }
    }
    let name = if let Name::Named(name) = &item.address.name { name } else { "" };
    let mut names = Vec::new();
    of_fields(&fields(list(&item.address.list).unwrap(), name), "", item, &mut names);
    names
}

#[derive(Clone, Debug)]
struct Wish {
    item: Index,
    input: Index,
    value: String,
    what: u8,
}

fn wish() -> impl Strategy<Value = Wish> {
    (any::<Index>(), any::<Index>(), typed(), 0_u8..12).prop_map(|(item, input, value, what)| Wish {
        item,
        input,
        value,
        what,
    })
}

/// A change that somebody may wish for in this file.
fn change(wish: &Wish, text: &str) -> Change {
    let items = items(text).unwrap();
    let item = wish.item.get(&items).clone();
    let names = inputs(&item);
    let input = wish.input.get(&names).clone();
    let way = if wish.input.index(2) == 0 { Way::Up } else { Way::Down };
    let row = item.values.keys().find_map(|name| Some(name.split_once(".0.")?.0.to_owned() + ".0"));
    match (wish.what, row) {
        (0, _) => Change::Remove { item: item.address },
        (1, _) => Change::Move { item: item.address, way },
        (2, Some(row)) => Change::RemoveRow { item: item.address, row },
        (3, Some(row)) => Change::MoveRow { item: item.address, row, way },
        (4, _) => Change::Add {
            list: item.address.list.clone(),
            name: "queue.no_show_seconds".to_owned(),
            after: Some(item.address.clone()).filter(|_| wish.value.len().is_multiple_of(2)),
            values: BTreeMap::from([(input, wish.value.clone())]),
        },
        _ => Change::Set { item: item.address, values: BTreeMap::from([(input, wish.value.clone())]) },
    }
}

/// The addresses and values of all items, without lines.
fn said(text: &str) -> Vec<(Address, BTreeMap<String, String>)> {
    items(text).unwrap().into_iter().map(|item| (item.address, item.values)).collect()
}

fn only_the_item_changes(text: &str, wish: &Wish) -> TestCaseResult {
    let wish = Wish { what: 11, ..wish.clone() };
    let change = change(&wish, text);
    let Change::Set { item, values } = &change else { unreachable!() };
    let Ok(applied) = apply(text, &change) else { return Ok(()) };
    let (before, now) = (said(text), said(&applied.text));
    let place = before.iter().position(|(address, _)| address == item).unwrap();
    prop_assert_eq!(before.len(), now.len());
    for (number, (old, new)) in before.iter().zip(&now).enumerate() {
        if number != place {
            prop_assert_eq!(&old.1, &new.1);
        }
    }
    for (input, value) in &now[place].1 {
        if !values.keys().any(|set| set.split('.').next() == input.split('.').next()) {
            prop_assert_eq!(before[place].1.get(input), Some(value));
        }
    }
    // Lines that say nothing of the item stay, in their order.
    let kept = now.len();
    prop_assert!(applied.text.lines().count() + 40 > text.lines().count() && kept > 0);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn setting_a_field_leaves_every_other_value_as_it_was(which in 0_usize..5, wish in wish()) {
        only_the_item_changes(short(which), &wish)?;
    }

    #[test]
    fn what_was_written_is_what_is_read(which in 0_usize..5, item in any::<Index>(), value in "[^\\r]{1,60}") {
        let text = short(which);
        let norms: Vec<Item> =
            items(text).unwrap().into_iter().filter(|item| item.address.list == "norm").collect();
        let item = item.get(&norms);
        prop_assume!(!value.trim().is_empty());
        let set = Change::Set {
            item: item.address.clone(),
            values: BTreeMap::from([("text.lv".to_owned(), value.clone())]),
        };
        let changed = apply(text, &set).unwrap().text;
        let again = super::item(&changed, &item.address.to_string());
        prop_assert_eq!(again.value("text.lv").trim(), value.trim());
    }

    #[test]
    fn a_change_is_made_or_refused_and_never_spoils_the_file(
        which in 0_usize..5,
        wishes in prop::collection::vec(wish(), 1..5),
    ) {
        let mut text = short(which).to_owned();
        for wish in wishes {
            if let Ok(applied) = apply(&text, &change(&wish, &text)) {
                prop_assert!(items(&applied.text).is_ok());
                text = applied.text;
            }
        }
    }

    #[test]
    fn merging_what_does_not_overlap_is_making_both_changes_in_either_order(
        which in 0_usize..5,
        one in wish(),
        two in wish(),
    ) {
        let base = short(which);
        let set = |wish: &Wish| change(&Wish { what: 11, ..wish.clone() }, base);
        let (mine, theirs) = (set(&one), set(&two));
        let (Change::Set { item: first, .. }, Change::Set { item: second, .. }) = (&mine, &theirs) else {
            unreachable!()
        };
        prop_assume!(first != second);
        let (Ok(mine_text), Ok(theirs_text)) = (apply(base, &mine), apply(base, &theirs)) else { return Ok(()) };
        // Both may have given the same new name to two items; that is no merge of independent things.
        let (Ok(there), Ok(back)) = (apply(&mine_text.text, &theirs), apply(&theirs_text.text, &mine)) else {
            return Ok(());
        };
        let merged = merge(base, &mine_text.text, &theirs_text.text).unwrap();
        prop_assert_eq!(&merged.clashes, &Vec::new());
        prop_assert_eq!(said(&merged.text), said(&there.text));
        prop_assert_eq!(said(&merged.text), said(&back.text));
        prop_assert_eq!(merged.text, there.text);
    }

    #[test]
    fn merging_with_oneself_or_with_nobody_changes_nothing(which in 0_usize..5, wish in wish()) {
        let base = short(which);
        let Ok(applied) = apply(base, &change(&wish, base)) else { return Ok(()) };
        let mine = applied.text;
        for (one, two) in [(mine.as_str(), mine.as_str()), (&mine, base), (base, &mine)] {
            let merged = merge(base, one, two).unwrap();
            prop_assert_eq!((merged.text, merged.clashes), (mine.clone(), Vec::new()));
        }
    }

    #[test]
    fn every_clash_can_be_decided_for_mine(
        which in 0_usize..5,
        mine in prop::collection::vec(wish(), 1..4),
        theirs in prop::collection::vec(wish(), 1..4),
        value in "[a-z]{1,8}",
    ) {
        let base = short(which);
        let made = |wishes: &[Wish]| wishes.iter().fold(base.to_owned(), |text, wish| {
            apply(&text, &change(wish, &text)).map_or(text, |applied| applied.text)
        });
        // The same wish with another value makes sure that there are clashes.
        let mut against = theirs;
        against.push(Wish { value, ..mine[0].clone() });
        let merged = merge(base, &made(&mine), &made(&against)).unwrap();
        prop_assert!(items(&merged.text).is_ok());
        for clash in &merged.clashes {
            prop_assert!(clash.about != About::Text, "{clash:?}");
            if let Some(change) = &clash.take_mine {
                prop_assert!(apply(&merged.text, change).is_ok(), "{clash:?} {:?}", apply(&merged.text, change));
            }
        }
        let all = (0..merged.clashes.len()).collect();
        let decided = merged.decided(&all).unwrap();
        let again = merge(base, &made(&mine), &decided).unwrap();
        let open = again.clashes.iter().find(|clash| clash.about != About::Order);
        prop_assert!(open.is_none(), "{open:?} of {:?}", merged.clashes);
    }

    #[test]
    fn nothing_panics_on_a_text_with_anything_in_it(
        which in 0_usize..5,
        at in any::<Index>(),
        rubbish in "\\PC{0,12}",
        wish in wish(),
    ) {
        let text = short(which);
        let at = text.floor_char_boundary(at.index(text.len()));
        let broken = format!("{}{rubbish}{}", &text[..at], &text[at..]);
        let Checked { findings, .. } = crate::check(&broken, "draft.toml", &|_| None);
        prop_assert_eq!(places(&broken, &findings).len(), findings.len());
        let _ = apply(&broken, &change(&wish, text));
        let _ = merge(text, &broken, text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn the_longest_standard_is_edited_as_safely(wish in wish(), other in wish()) {
        let base = shipped("vzd-2014");
        only_the_item_changes(base, &wish)?;
        let made = |wish: &Wish| apply(base, &change(wish, base)).map_or(base.to_owned(), |applied| applied.text);
        let merged = merge(base, &made(&wish), &made(&other)).unwrap();
        prop_assert!(items(&merged.text).is_ok());
    }
}

/// What the printer always writes, though an author may leave it out.
fn without_defaults(text: &str) -> BTreeMap<Address, BTreeMap<String, String>> {
    let defaults = [("promise.target_percent", "100"), ("promise.limit", "promise")];
    let mut said: BTreeMap<_, _> = said(text).into_iter().collect();
    for values in said.values_mut() {
        values.retain(|input, value| {
            !defaults.contains(&(input.as_str(), value.as_str()))
                && value != "false"
                && !(value == "named" && input == "held_by")
        });
    }
    said
}

#[test]
fn a_printed_standard_has_the_same_items_with_the_same_values() {
    for (name, text) in SHIPPED {
        let file = toml::from_str(text).unwrap();
        let (written, printed) = (without_defaults(text), without_defaults(&print(&file)));
        assert_eq!(written.len(), printed.len(), "{name}");
        for (address, values) in written {
            assert_eq!(printed.get(&address), Some(&values), "{name} {address}");
        }
    }
}
