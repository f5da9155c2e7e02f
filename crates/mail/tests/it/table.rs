//! The letters of the folder `corpus` and what is expected of each, as its tables say.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A letter and what has to come of it; cells as they stand in the table.
pub(crate) struct Row {
    pub(crate) file: String,
    pub(crate) raw: Vec<u8>,
    pub(crate) from: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) files: String,
    pub(crate) attention: String,
    pub(crate) machine: String,
    pub(crate) belongs: String,
    pub(crate) legal: String,
    pub(crate) language: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// All letters of the tables, in their order.
pub(crate) fn rows() -> Vec<Row> {
    let table = fs::read_to_string(folder().join("README.md")).expect("the tables are part of the tree");
    table.lines().filter_map(row).collect()
}

fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
    let [file, _, from, subject, text, files, attention, machine, belongs, legal, language] = cells[..]
    else {
        panic!("a row has eleven cells: {line}")
    };
    if Path::new(file).extension().is_none_or(|extension| extension != "eml") {
        return None;
    }
    let raw = fs::read(folder().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let own = str::to_owned;
    Some(Row {
        file: own(file),
        raw,
        from: own(from),
        subject: own(subject),
        text: own(text),
        files: own(files),
        attention: own(attention),
        machine: own(machine),
        belongs: own(belongs),
        legal: own(legal),
        language: own(language),
    })
}

/// How many letters lie in the folder.
pub(crate) fn count() -> usize {
    let files = fs::read_dir(folder()).expect("the folder is part of the tree");
    files.filter_map(Result::ok).filter(|file| file.path().extension().is_some_and(|e| e == "eml")).count()
}
