mod apply;
mod laws;
mod merge;
mod places;
mod values;

use std::collections::BTreeMap;

use super::*;

pub(super) const SHIPPED: [(&str, &str); 6] = [
    ("handbook", include_str!("../../../../../standards/handbook.toml")),
    ("guidelines", include_str!("../../../../../standards/guidelines.toml")),
    ("adazi-2023", include_str!("../../../../../standards/adazi-2023.toml")),
    ("akniste-2017", include_str!("../../../../../standards/akniste-2017.toml")),
    ("vzd-2014", include_str!("../../../../../standards/vzd-2014.toml")),
    ("ezermala", include_str!("../../../../../standards/ezermala.toml")),
];

pub(super) fn shipped(name: &str) -> &'static str {
    SHIPPED.iter().find(|(known, _)| *known == name).unwrap().1
}

pub(super) fn address(written: &str) -> Address {
    written.parse().unwrap()
}

pub(super) fn item(text: &str, written: &str) -> Item {
    let address = address(written);
    items(text).unwrap().into_iter().find(|item| item.address == address).unwrap()
}

pub(super) fn values<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(input, value)| (input.to_owned(), value.to_owned())).collect()
}

pub(super) fn set<const N: usize>(written: &str, pairs: [(&str, &str); N]) -> Change {
    Change::Set { item: address(written), values: values(pairs) }
}

/// The text after a change that is not refused.
pub(super) fn after(text: &str, change: &Change) -> String {
    apply(text, change).unwrap_or_else(|error| panic!("{change:?}: {error:?}")).text
}

/// The lines that differ: those gone with `-`, those new with `+`.
pub(super) fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(a, b)| a == b).count();
    let first = same(&mut old.iter().zip(&new));
    let shorter = old.len().min(new.len()) - first;
    let last = same(&mut old.iter().rev().zip(new.iter().rev())).min(shorter);
    let gone = old[first..old.len() - last].iter().map(|line| format!("-{line}"));
    let come = new[first..new.len() - last].iter().map(|line| format!("+{line}"));
    gone.chain(come).collect::<Vec<_>>().join("\n")
}

/// A short file with remarks.
pub(super) const SMALL: &str = "\
# A file under work.
format = 1
id = \"small\" # short

[scope]
paragraphs = [\"1\", '2'] # both
field = { lv = \"Visa iestāde\" }
bound = [{ lv = \"Visi\", en = \"All\" }]

# ---- Roles ----

[[role]]
id = \"head\"
title = { lv = \"vadītājs\", en = \"head\" }
paragraph = \"3\"

# Elected for four years.
[[role]]
id = \"council\"
title = { lv = \"dome\", en = \"council\" }
paragraph = \"3\"
collegial = true

# ---- Norms ----

[[norm]]
id = \"wait\"
paragraphs = [\"12\"]
text = { lv = \"Aicina.\", en = \"Called.\" }
kind = \"promise\"
[norm.promise]
starts = \"ticket.taken\"
within = { minutes = 15 } # the council asked for it
met_by = [\"ticket.called\"]
waived_by = [
    { by = \"ticket.left\", reason = { lv = \"aizgāja\", en = \"left\" } }, # often
]
channel = \"visit\"
";
