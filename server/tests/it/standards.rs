//! `solits standard …` on the command line.

use std::{fs, path::Path};

use crate::program::solits;

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../standards/ezermala.toml");

fn diff(old: &str, new: &Path, options: &[&str]) -> String {
    let answer = solits(&[&["standard", "diff", old, new.to_str().unwrap()], options].concat());
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8(answer.stdout).unwrap()
}

/// docs/administrator.md: the comparison says in words what a new version changes.
#[test]
fn a_comparison_names_what_changes_and_says_so_when_nothing_does() {
    let folder = tempfile::tempdir().unwrap();
    let changed = folder.path().join("changed.toml");
    let source = fs::read_to_string(SHIPPED).unwrap();
    let old_version = source.lines().find(|line| line.starts_with("version = ")).unwrap();
    fs::write(&changed, source.replacen(old_version, "version = \"mainīta\"", 1)).unwrap();
    assert!(diff(SHIPPED, &changed, &[]).contains("mainīta"));
    assert!(diff(SHIPPED, &changed, &["--english"]).starts_with("Version"));
    let same = Path::new(SHIPPED);
    assert_eq!(diff(SHIPPED, same, &[]), "abi standarti nosaka vienu un to pašu\n");
    assert_eq!(diff(SHIPPED, same, &["--english"]), "both standards say the same\n");
}
