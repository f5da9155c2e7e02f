//! Entries of a draft: what they are called, and where one is after others have changed the text. Plain functions.

use solits_kernel::Lang;
use solits_standard::edit::{Address, Item, Name, list};

use super::inputs::said;

/// What an entry is called wherever it is told of: its kind and its heading.
pub(super) fn called(item: &Item, lang: Lang) -> String {
    let Some(list) = list(&item.address.list) else { return item.address.to_string() };
    let one = said(&list.one, lang);
    if item.address.name == Name::Only { one } else { format!("{one}: {}", item.heading(lang)) }
}

/// What an address is called without its entry: it may be gone, or of an earlier state.
pub(super) fn called_by_address(address: &str, lang: Lang) -> String {
    let Ok(parsed) = address.parse::<Address>() else { return address.to_owned() };
    let Some(list) = list(&parsed.list) else { return address.to_owned() };
    let one = said(&list.one, lang);
    match &parsed.name {
        Name::Only => one,
        Name::Named(name) => format!("{one}: {name}"),
        Name::Place(place) => format!("{one}: {}.", place + 1),
    }
}

/// The entry of an address.
pub(super) fn find<'a>(items: &'a [Item], address: &Address) -> Option<&'a Item> {
    items.iter().find(|item| item.address == *address)
}

/// Where an entry of one text stands in a later one; `None` where it is gone or cannot be told from others.
///
/// A named entry keeps its name. One without is found by what it says; where that was changed, by its place, as long as
/// the list has as many entries as before.
pub(super) fn follow(before: &[Item], after: &[Item], address: &Address) -> Option<Address> {
    if !matches!(address.name, Name::Place(_)) {
        return find(after, address).map(|item| item.address.clone());
    }
    let said = &find(before, address)?.values;
    let here = find(after, address);
    if let Some(same) = here.filter(|item| item.values == *said) {
        return Some(same.address.clone());
    }
    let of_list = |items: &'_ [Item]| items.iter().filter(|item| item.address.list == address.list).count();
    let mut equal = after.iter().filter(|item| item.address.list == address.list && item.values == *said);
    match (equal.next(), equal.next()) {
        (Some(item), None) => Some(item.address.clone()),
        (None, _) if of_list(before) == of_list(after) => here.map(|item| item.address.clone()),
        _ => None,
    }
}

/// The entries before and after one in its list, for moving it.
pub(super) fn has_neighbours(items: &[Item], address: &Address) -> (bool, bool) {
    let of_list: Vec<&Item> = items.iter().filter(|item| item.address.list == address.list).collect();
    let place = of_list.iter().position(|item| item.address == *address);
    place.map_or((false, false), |place| (place > 0, place + 1 < of_list.len()))
}

/// An address as a part of another address: what has a meaning there is written in hexadecimal.
pub(super) fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        if byte.is_ascii_alphanumeric() || b"-_./@".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use solits_standard::edit::items;

    use super::*;

    const THREE: &str = "
[[principle]]
paragraph = \"1\"
name = { lv = \"Cieņa\" }
[[principle]]
paragraph = \"2\"
name = { lv = \"Atklātība\" }
[[principle]]
paragraph = \"3\"
name = { lv = \"Skaidrība\" }
";

    fn second_after(later: &str) -> Option<String> {
        let second = Address::place("principle", 1);
        follow(&items(THREE).unwrap(), &items(later).unwrap(), &second).map(|address| address.to_string())
    }

    #[test]
    fn an_entry_without_a_name_is_found_where_others_have_moved_it() {
        assert_eq!(second_after(THREE).as_deref(), Some("principle/@2"));
        let without_first =
            THREE.replacen("[[principle]]\nparagraph = \"1\"\nname = { lv = \"Cieņa\" }\n", "", 1);
        assert_eq!(second_after(&without_first).as_deref(), Some("principle/@1"));
        assert_eq!(second_after(&THREE.replace("Atklātība", "Atvērtība")).as_deref(), Some("principle/@2"));
    }

    #[test]
    fn an_entry_that_cannot_be_told_from_others_is_not_guessed() {
        let without_second =
            THREE.replacen("[[principle]]\nparagraph = \"2\"\nname = { lv = \"Atklātība\" }\n", "", 1);
        assert_eq!(second_after(&without_second), None);
    }

    #[test]
    fn an_entry_is_called_by_its_kind_and_heading() {
        let items = items(THREE).unwrap();
        assert_eq!(
            called(find(&items, &Address::place("principle", 0)).unwrap(), Lang::Lv),
            "Princips: Cieņa"
        );
        assert_eq!(called_by_address("norm/wait", Lang::En), "Norm: wait");
        assert_eq!(called_by_address("text", Lang::En), "text");
    }

    #[test]
    fn what_has_a_meaning_in_an_address_is_written_in_hexadecimal() {
        assert_eq!(encoded("norm/rinda & gaidīšana"), "norm/rinda%20%26%20gaid%C4%AB%C5%A1ana");
    }
}
