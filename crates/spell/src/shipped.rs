//! The dictionaries that are shipped, and where they lie.

use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
};

use solits_kernel::Lang;

use crate::Speller;

static LATVIAN: LazyLock<Option<Speller>> = LazyLock::new(|| load(Lang::Lv));
static ENGLISH: LazyLock<Option<Speller>> = LazyLock::new(|| load(Lang::En));

/// The dictionary of a language; `None` where its files are not there or are none. The first call reads them: call it
/// where waiting is allowed.
pub fn speller(lang: Lang) -> Option<&'static Speller> {
    match lang {
        Lang::Lv => LATVIAN.as_ref(),
        Lang::En => ENGLISH.as_ref(),
    }
}

/// The folder of the dictionaries: beside the program, where a package puts it, or in the source tree it was built from.
pub fn folder() -> Option<PathBuf> {
    let program = std::env::current_exe().ok();
    let beside = program.as_deref().and_then(Path::parent).map(Path::to_path_buf);
    let places = [
        beside.as_ref().map(|folder| folder.join("dictionaries")),
        beside.as_ref().map(|folder| folder.join("../share/solits/dictionaries")),
        Some(PathBuf::from("/usr/share/solits/dictionaries")),
        Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dictionaries")),
    ];
    places.into_iter().flatten().find(|folder| folder.join("lv_LV.dic").is_file())
}

fn load(lang: Lang) -> Option<Speller> {
    let name = match lang {
        Lang::Lv => "lv_LV",
        Lang::En => "en_GB",
    };
    let folder = folder()?;
    let read = |ending: &str| std::fs::read_to_string(folder.join(format!("{name}.{ending}"))).ok();
    Speller::read(lang, &read("aff")?, &read("dic")?).ok()
}
