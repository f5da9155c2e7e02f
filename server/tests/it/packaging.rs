//! What the Debian package brings fits together once it is installed.

use std::{
    collections::BTreeSet,
    fs,
    path::{Component, Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Where each packaged file goes: source below the root of the tree, place on the server.
fn packaged() -> Vec<(PathBuf, PathBuf)> {
    let manifest = fs::read_to_string(root().join("server/Cargo.toml")).unwrap();
    let mut files = Vec::new();
    for line in manifest.lines().filter(|line| line.trim_start().starts_with("[\"../")) {
        let [from, to, _rights]: [String; 3] =
            serde_json::from_str(line.trim().trim_end_matches(',')).unwrap();
        let from = from.trim_start_matches("../");
        let (folder, name) = from.rsplit_once('/').unwrap_or(("", from));
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let found = entry.unwrap().file_name().into_string().unwrap();
            let fits = name.strip_prefix('*').map_or(found == name, |ending| found.ends_with(ending));
            if fits {
                files.push((Path::new(folder).join(&found), Path::new(&to).join(&found)));
            }
        }
    }
    assert!(files.len() > 20, "only {} files are packaged", files.len());
    files
}

/// The links of a document to other files.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| {
        !link.contains("://") && !link.starts_with('#') && !link.starts_with('/') && !link.contains(' ')
    })
}

fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

#[test]
fn every_link_of_an_installed_document_leads_to_an_installed_file() {
    let files = packaged();
    let mut installed: BTreeSet<PathBuf> = files.iter().map(|(_, to)| to.clone()).collect();
    // A link may lead to a folder.
    installed.extend(files.iter().filter_map(|(_, to)| to.parent().map(Path::to_owned)));
    let mut dead = Vec::new();
    for (from, to) in files.iter().filter(|(from, _)| from.extension().is_some_and(|ending| ending == "md")) {
        for link in links(&fs::read_to_string(root().join(from)).unwrap()) {
            let link = link.split('#').next().unwrap_or_default();
            let target = without_dots(&to.with_file_name(link));
            if !installed.contains(&target) {
                dead.push(format!("{}: {link}", from.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

/// docs/administrator.md: the settings of the service name everything an administrator is told to set there.
#[test]
fn the_settings_file_names_every_setting_that_the_program_reads_from_its_surroundings() {
    let settings = fs::read_to_string(root().join("packaging/solits.env")).unwrap();
    for name in [
        "SOLITS_DATA=",
        "SOLITS_DATABASE=",
        "SOLITS_TRUSTED_PROXY=",
        "SOLITS_JOURNAL_HEAD=",
        "SOLITS_OPTIONS=",
    ] {
        assert!(settings.contains(name), "{name}");
    }
}
