//! Latvian forms of address, proposed: the vocative of names, and the genitive before *kungs* and *kundze*.
//!
//! Whether somebody is a *kungs* or a *kundze* is never guessed from a name, and the form a person has chosen goes before
//! any proposal. Where nothing is known, a greeting needs no name.

use solits_kernel::Lang;

/// Which part of a name it is; both decline by the same rules but for a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum NamePart {
    Given,
    Surname,
}

/// How somebody wants to be addressed formally; only ever what the person has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Title {
    Kungs,
    Kundze,
}

/// The vocative of a name; several where usage allows them, the usual one first.
pub fn vocatives(name: &str, part: NamePart) -> Vec<String> {
    let cut = |ending: &str| name.strip_suffix(ending).filter(|stem| has_vowel(stem));
    let with = |stem: &str, ending: &str| format!("{stem}{ending}");
    if let Some(stem) = cut("ss") {
        return vec![with(stem, "s")];
    }
    if let Some(stem) = cut("us") {
        return vec![with(stem, "u")];
    }
    if let Some(stem) = cut("ītis") {
        return vec![with(stem, "īt")];
    }
    if let Some(stem) = cut("eris") {
        return vec![with(stem, "er"), with(stem, "eri")];
    }
    if let Some(stem) = cut("is") {
        return vec![with(stem, "i")];
    }
    if let Some(stem) = cut("s").or_else(|| cut("š")) {
        return vec![stem.to_owned()];
    }
    let mut forms = vec![name.to_owned()];
    // Elīna, Skaidrīte: longer given names may drop the vowel; Laura and Liene, and surnames, keep it.
    if part == NamePart::Given && syllables(name) >= 3 {
        forms.extend(cut("a").or_else(|| cut("e")).map(str::to_owned));
    }
    forms
}

/// The genitive of a name: *Bērziņa*, *Liepas*, *Lāča*.
pub fn genitive(name: &str, part: NamePart) -> String {
    let cut = |ending: &str| name.strip_suffix(ending).filter(|stem| has_vowel(stem));
    if name.ends_with("us") {
        return name.to_owned();
    }
    if let Some(stem) = cut("is") {
        return softened(stem, part) + "a";
    }
    if let Some(stem) = cut("s").or_else(|| cut("š")) {
        return format!("{stem}a");
    }
    if let Some(stem) = cut("a") {
        return format!("{stem}as");
    }
    if let Some(stem) = cut("e") {
        return format!("{stem}es");
    }
    name.to_owned()
}

/// The stem of the second declension before its genitive ending. Given names keep *t* and *d* (*Guntis, Gunta*).
fn softened(stem: &str, part: NamePart) -> String {
    const PAIRS: [(&str, &str); 13] = [
        ("sn", "šņ"),
        ("zn", "žņ"),
        ("ll", "ļļ"),
        ("ln", "ļņ"),
        ("dz", "dž"),
        ("l", "ļ"),
        ("n", "ņ"),
        ("c", "č"),
        ("s", "š"),
        ("z", "ž"),
        ("t", "š"),
        ("d", "ž"),
        ("", ""),
    ];
    let keeps = part == NamePart::Given && stem.ends_with(['t', 'd']);
    if stem.ends_with(['b', 'p', 'm', 'v']) {
        return format!("{stem}j");
    }
    PAIRS
        .iter()
        .filter(|_| !keeps)
        .find_map(|(hard, soft)| stem.strip_suffix(hard).map(|rest| format!("{rest}{soft}")))
        .unwrap_or_else(|| stem.to_owned())
}

/// The formal address of a surname: *Bērziņa kungs*, *Liepas kundze*.
pub fn formal_address(surname: &str, title: Title) -> String {
    let title = match title {
        Title::Kungs => "kungs",
        Title::Kundze => "kundze",
    };
    format!("{} {title}", genitive(surname, NamePart::Surname))
}

/// A greeting: the form the person has chosen, else the proposed one, else none but the time of day.
pub fn greeting(chosen: Option<&str>, given: Option<&str>, lang: Lang) -> String {
    let chosen = chosen.map(str::trim).filter(|form| !form.is_empty()).map(str::to_owned);
    let proposed = || {
        let given = given.map(str::trim).filter(|name| !name.is_empty())?;
        Some(match lang {
            Lang::Lv => vocatives(given, NamePart::Given).swap_remove(0),
            Lang::En => given.to_owned(),
        })
    };
    match (chosen.or_else(proposed), lang) {
        (Some(form), Lang::Lv) => format!("Labdien, {form}!"),
        (None, Lang::Lv) => "Labdien!".to_owned(),
        (Some(form), Lang::En) => format!("Dear {form},"),
        (None, Lang::En) => "Good day,".to_owned(),
    }
}

const VOWELS: [char; 14] = ['a', 'ā', 'e', 'ē', 'i', 'ī', 'o', 'ō', 'u', 'ū', 'y', 'ö', 'ü', 'ä'];

fn is_vowel(c: char) -> bool {
    c.to_lowercase().any(|c| VOWELS.contains(&c))
}

fn has_vowel(text: &str) -> bool {
    text.chars().any(is_vowel)
}

/// Vowels that stand together are one syllable.
fn syllables(name: &str) -> usize {
    let mut count = 0;
    let mut was_vowel = false;
    for c in name.chars() {
        let is = is_vowel(c);
        count += usize::from(is && !was_vowel);
        was_vowel = is;
    }
    count
}
