//! The messages of all rooms, read once.

use std::{
    collections::BTreeSet,
    sync::{Mutex, OnceLock},
};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use solits_kernel::Lang;

/// The messages of one room in both languages, as Fluent text.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue {
    /// The room's package.
    pub room: &'static str,
    /// Latvian messages.
    pub lv: &'static str,
    /// English messages.
    pub en: &'static str,
}

inventory::collect!(Catalogue);

impl Catalogue {
    /// The messages in one language.
    pub const fn text(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Lv => self.lv,
            Lang::En => self.en,
        }
    }
}

/// Registers the `lv.ftl` and `en.ftl` of a folder of the calling package: `solits_i18n::catalogue!("messages");`.
#[macro_export]
macro_rules! catalogue {
    ($folder:literal) => {
        $crate::inventory::submit! {
            $crate::Catalogue {
                room: env!("CARGO_PKG_NAME"),
                lv: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, "/lv.ftl")),
                en: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, "/en.ftl")),
            }
        }
    };
}

type Bundle = FluentBundle<FluentResource>;

/// All messages of a language. A faulty entry is left out here; the check of the catalogues reports it.
fn bundle(lang: Lang) -> &'static Bundle {
    static BUNDLES: OnceLock<[Bundle; 2]> = OnceLock::new();
    let [lv, en] = BUNDLES.get_or_init(|| Lang::ALL.map(read));
    match lang {
        Lang::Lv => lv,
        Lang::En => en,
    }
}

fn read(lang: Lang) -> Bundle {
    let mut bundle = Bundle::new_concurrent(lang.code().parse().into_iter().collect());
    // The marks that isolate directions would end up in attributes, in print and in what people copy.
    bundle.set_use_isolating(false);
    for catalogue in inventory::iter::<Catalogue> {
        let resource =
            FluentResource::try_new(catalogue.text(lang).to_owned()).unwrap_or_else(|(resource, _)| resource);
        // A key that two rooms define keeps its first text and is reported by the check.
        drop(bundle.add_resource(resource));
    }
    bundle
}

/// The text of a key; `⟦key⟧` for one that is unknown, which is remembered.
pub(crate) fn format(lang: Lang, key: &str, args: Option<&FluentArgs<'_>>) -> String {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return remember(lang, key, "unknown", format!("⟦{key}⟧"));
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, args, &mut errors).into_owned();
    match errors.first() {
        None => text,
        Some(error) => remember(lang, key, &error.to_string(), text),
    }
}

static MISSING: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

fn remember(lang: Lang, key: &str, what: &str, text: String) -> String {
    if let Ok(mut missing) = MISSING.lock() {
        missing.insert(format!("{key} ({}): {what}", lang.code()));
    }
    text
}

/// What has been asked for in this process and could not be written: the key, the language and why. Tests of pages
/// fail when it is not empty.
pub fn missing_keys() -> Vec<String> {
    MISSING.lock().map(|missing| missing.iter().cloned().collect()).unwrap_or_default()
}
