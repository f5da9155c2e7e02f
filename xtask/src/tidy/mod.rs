//! Rules of the house that the compiler cannot see, each with file and line of what breaks it.
//!
//! A rule is a plain function from the text of a file to problems; reading the tree is done here alone.

mod architecture;
mod links;
mod messages;
mod sight;
mod source;
mod sql;
mod templates;

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use anyhow::Context as _;

/// A file of the tree.
#[derive(Debug)]
pub(crate) struct File {
    /// Its path from the root, with `/` between the parts.
    pub(crate) path: String,
    /// What stands in it.
    pub(crate) text: String,
}

impl File {
    /// Whether its name ends in such a kind, as in `rs`.
    pub(crate) fn is(&self, kind: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|own| own == kind)
    }
}

/// A place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    path: String,
    line: usize,
    what: String,
}

impl Problem {
    pub(crate) fn new(file: &File, line: usize, what: impl Into<String>) -> Self {
        Self { path: file.path.clone(), line, what: what.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// The rules for one file.
const RULES: &[fn(&File) -> Vec<Problem>] = &[
    messages::choose_by_category,
    source::documentation_holds_no_program,
    source::is_not_too_long,
    source::model_is_pure,
    source::scopes_of_requests_are_made_in_web,
    sql::lies_in_its_place,
    sql::names_the_institution,
    sight::asks_who_looks,
    templates::follow_the_content_policy,
];

/// Checks the whole tree. Returns how many files were read and what is wrong, in the order of the files.
pub(crate) fn check(root: &Path) -> anyhow::Result<(usize, Vec<Problem>)> {
    let files = read(root)?;
    let mut problems: Vec<Problem> =
        files.iter().flat_map(|file| RULES.iter().flat_map(|rule| rule(file))).collect();
    problems.extend(architecture::arrows_are_drawn(&files));
    problems.extend(links::lead_somewhere(&files, |path| root.join(path).exists()));
    Ok((files.len(), problems))
}

/// Folders that hold what people write here; everything else is made or fetched.
const FOLDERS: &[&str] =
    &["crates", "features", "server", "xtask", "migrations", "e2e", "benches", "docs", "packaging"];
const KINDS: &[&str] = &["rs", "sql", "html", "css", "js", "mjs", "ftl", "toml", "md"];

fn read(root: &Path) -> anyhow::Result<Vec<File>> {
    let mut paths: Vec<PathBuf> = ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "README.md"]
        .map(|name| root.join(name))
        .into();
    for folder in FOLDERS {
        gather(&root.join(folder), &mut paths)?;
    }
    paths.sort();
    paths.into_iter().filter(|path| path.exists()).map(|path| open(root, &path)).collect()
}

fn open(root: &Path, path: &Path) -> anyhow::Result<File> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let path = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    Ok(File { path, text })
}

fn gather(folder: &Path, paths: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            let name = path.file_name().unwrap_or_default();
            if name != "node_modules" && name != "target" && name != "data" {
                gather(&path, paths)?;
            }
        } else if path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)) {
            paths.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
pub(crate) mod samples {
    use super::{File, Problem};

    /// The lines on which `rule` finds something in such a file.
    pub(crate) fn lines(rule: fn(&File) -> Vec<Problem>, path: &str, text: &str) -> Vec<usize> {
        let file = File { path: path.to_owned(), text: text.to_owned() };
        rule(&file).into_iter().map(|problem| problem.line).collect()
    }
}
