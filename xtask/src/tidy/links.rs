//! Links of the documents.

use super::{File, Problem};

/// Every link of a document to something in the tree leads somewhere; `is_there` answers for paths from the root.
pub(crate) fn lead_somewhere(files: &[File], is_there: impl Fn(&str) -> bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.is("md")) {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (index, line) in file.text.lines().enumerate() {
            for target in targets(line).filter(|target| !is_there(&joined(folder, target))) {
                problems.push(Problem::new(file, index + 1, format!("the link to {target} leads nowhere")));
            }
        }
    }
    problems
}

/// What the links of a line lead to, without those to other hosts and without places inside a page.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("](").filter_map(|(at, _)| {
        let target = line[at + 2..].split(')').next()?.split('#').next()?;
        (!target.is_empty() && !target.contains("://") && !target.starts_with("mailto:")).then_some(target)
    })
}

/// A path beside `folder`, with `..` followed.
fn joined(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        let text = "See [a](install.md), [b](../README.md#use)\nand [c](gone.md), [d](https://example.lv/x), [e](#here).";
        let files = [File { path: "docs/api.md".to_owned(), text: text.to_owned() }];
        let found = lead_somewhere(&files, |path| ["docs/install.md", "README.md"].contains(&path));
        let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["docs/api.md:2: the link to gone.md leads nowhere"]);
    }
}
