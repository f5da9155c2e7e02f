//! The inputs of every entry of the shipped documents, and of some in detail.

use solits_standard::edit::{fields, items, list};

use super::*;
use crate::actions::shipped;

fn form_of(text: &str, address: &str, errors: &[(&str, &str)]) -> Vec<Piece> {
    let all = items(text).unwrap();
    let item = all.iter().find(|item| item.address.to_string() == address).unwrap();
    let errors = errors.iter().map(|(name, said)| ((*name).to_owned(), (*said).to_owned())).collect();
    let names = |key: &str| names(key, Lang::Lv, &all);
    let filling =
        Filling { words: Words::new(Lang::Lv), values: &item.values, errors: &errors, names: &names };
    pieces(&fields(list(&item.address.list).unwrap(), ""), &filling)
}

fn find<'a>(pieces: &'a [Piece], name: &str) -> Option<&'a Input> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Input(input) if input.name == name => Some(input),
        _ => None,
    })
}

#[test]
fn every_value_of_every_shipped_document_has_an_input() {
    for (document, text) in crate::editor::model::shipped_texts() {
        let all = items(text).unwrap();
        let errors = BTreeMap::new();
        let names = |key: &str| names(key, Lang::Lv, &all);
        for item in &all {
            let filling =
                Filling { words: Words::new(Lang::Lv), values: &item.values, errors: &errors, names: &names };
            let name = match &item.address.name {
                solits_standard::edit::Name::Named(name) => name.as_str(),
                _ => "",
            };
            let pieces = pieces(&fields(list(&item.address.list).unwrap(), name), &filling);
            let lost: Vec<&String> =
                item.values.keys().filter(|name| find(&pieces, name).is_none()).collect();
            assert!(lost.is_empty(), "{document} {}: {lost:?}", item.address);
            let open = pieces.iter().filter(|piece| matches!(piece, Piece::Open(_))).count();
            let closed = pieces.iter().filter(|piece| matches!(piece, Piece::Close(_))).count();
            assert_eq!(open, closed, "{document} {}", item.address);
        }
    }
}

#[test]
fn a_promise_is_asked_for_only_where_the_norm_is_one() {
    let text = shipped("ezermala").unwrap();
    assert!(find(&form_of(text, "norm/wait", &[]), "promise.target_percent").is_some());
    let rule = text.replacen("kind = \"promise\"", "kind = \"rule\"", 1);
    let (start, end) = (rule.find("[norm.promise]").unwrap(), rule.find("id = \"wait-priority\"").unwrap());
    let rule = format!("{}\n[[norm]]\n{}", &rule[..start], &rule[end..]);
    let pieces = form_of(&rule, "norm/wait", &[]);
    assert!(find(&pieces, "promise.target_percent").is_none() && find(&pieces, "enforced_by").is_some());
}

#[test]
fn every_row_is_there_and_one_more() {
    let pieces = form_of(shipped("ezermala").unwrap(), "norm/wait", &[]);
    let rows: Vec<(Role, &str)> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Open(group)
                if group
                    .name
                    .strip_prefix("promise.waived_by.")
                    .is_some_and(|row| row.parse::<usize>().is_ok()) =>
            {
                Some((group.role, group.name.as_str()))
            }
            _ => None,
        })
        .collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[3], (Role::NewRow, "promise.waived_by.3"));
}

#[test]
fn a_remark_about_a_field_stands_at_its_first_input_only() {
    let pieces =
        form_of(shipped("ezermala").unwrap(), "norm/wait", &[("text", "par garu"), ("id", "aizņemts")]);
    let said = |name: &str| find(&pieces, name).map_or("", |input| input.error.as_str());
    assert_eq!((said("text.lv"), said("text.en"), said("id")), ("par garu", "", "aizņemts"));
}

#[test]
fn a_value_that_is_none_of_the_choices_stays_among_them() {
    let known = vec![("a".to_owned(), "A".to_owned())];
    assert!(with_value(known.clone(), "z").contains(&("z".to_owned(), "z".to_owned())));
    assert_eq!(with_value(known, "a").len(), 2);
}

#[test]
fn an_input_is_told_by_the_names_of_its_fields() {
    let fields = fields(list("norm").unwrap(), "");
    let words = Words::new(Lang::Lv);
    assert_eq!(label(&fields, "text.lv", words), "Prasība vienā teikumā (latviski)");
    assert!(
        label(&fields, "promise.waived_by.0.reason.en", words).starts_with("Solījums: Vairs nav jāpilda")
    );
    assert_eq!(label(&fields, "unheard.of", words), "unheard.of");
}
