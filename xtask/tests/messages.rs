//! Every word on every screen is there in both languages, and none is left over.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::{Path, PathBuf},
};

// A catalogue is registered where its room is linked.
use solits_access as _;
use solits_acquaintance as _;
use solits_cases as _;
use solits_colleagues as _;
use solits_correspondence as _;
use solits_evaluation as _;
use solits_evidence as _;
use solits_feedback as _;
use solits_hall as _;
use solits_inbox as _;
use solits_integration as _;
use solits_organisation as _;
use solits_promises as _;
use solits_queue as _;
use solits_search as _;
use solits_standards as _;
use solits_web as _;
use solits_workplace as _;

#[test]
fn every_message_is_in_both_languages_and_is_used() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for folder in ["crates", "features", "server"] {
        gather(&root.join(folder), &mut files);
    }
    assert!(files.len() > 100, "the tree is somewhere else");
    let used: Vec<(String, String)> = files
        .iter()
        .flat_map(|file| {
            let name = file.strip_prefix(&root).unwrap().display().to_string();
            keys_of(file).into_iter().map(move |key| (name.clone(), key))
        })
        .collect();
    let problems = solits_i18n::check_catalogues(&used);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn keys_of(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    // What tests ask for on purpose is no use of a message.
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    solits_i18n::keys_in(&code.join("\n"))
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() && name != "tests" && name != "testkit" {
            gather(&path, files);
        } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "html") {
            files.push(path);
        }
    }
}
