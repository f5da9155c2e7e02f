//! What a document is called when one of its paragraphs is cited.

use std::sync::LazyLock;

use solits_kernel::{Lang, Text};
use solits_standard::Standard;

/// The short name and the title of the handbook that comes with the program; standards build on it.
static HANDBOOK: LazyLock<Option<(String, Text)>> = LazyLock::new(|| {
    let handbook = Standard::compile(include_str!("../../../standards/handbook.toml"), None).ok()?;
    Some((handbook.file().id.clone(), Text::from(&handbook.file().identity.title)))
});

/// The title of a document of this standard; its short name where the title is not known.
pub(crate) fn title(standard: &Standard, document: &str, lang: Lang) -> String {
    if document == standard.file().id {
        return standard.file().identity.title.get(lang).to_owned();
    }
    match HANDBOOK.as_ref() {
        Some((id, title)) if id == document => title.get(lang).to_owned(),
        _ => document.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_the_handbook_is_cited_by_its_title_and_anything_else_by_its_short_name() {
        let own = Standard::compile(
            include_str!("../../../standards/ezermala.toml"),
            Some(include_str!("../../../standards/handbook.toml")),
        )
        .unwrap();
        assert_eq!(title(&own, "handbook", Lang::Lv), "Klientu apkalpošanas rokasgrāmata");
        assert_eq!(title(&own, "handbook", Lang::En), "Customer-service handbook");
        assert_eq!(title(&own, &own.file().id, Lang::En), own.file().identity.title.get(Lang::En));
        assert_eq!(title(&own, "elsewhere", Lang::Lv), "elsewhere");
    }
}
