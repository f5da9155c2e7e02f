//! The arrows between halls and rooms, as the manifests have them and as ARCHITECTURE.md draws them.

use std::collections::BTreeSet;

use super::{File, Problem};

const MAP: &str = "ARCHITECTURE.md";

/// A hall stands on halls only, and every arrow from room to room is drawn in ARCHITECTURE.md, where a newcomer looks.
pub(crate) fn arrows_are_drawn(files: &[File]) -> Vec<Problem> {
    let rooms: BTreeSet<&str> = files.iter().filter_map(|file| name_of(&file.path, "features/")).collect();
    let drawn: BTreeSet<(String, String)> =
        files.iter().filter(|file| file.path == MAP).flat_map(|file| arrows(&file.text)).collect();
    let mut problems = Vec::new();
    for file in files {
        let hall = name_of(&file.path, "crates/").filter(|name| *name != "testkit");
        let room = name_of(&file.path, "features/");
        for (line, used) in rooms_used(&file.text, &rooms) {
            if hall.is_some() {
                problems.push(Problem::new(file, line, format!("a hall that stands on the room {used}")));
            } else if let Some(room) = room
                && !drawn.contains(&(room.to_owned(), used.to_owned()))
            {
                problems.push(Problem::new(
                    file,
                    line,
                    format!("the arrow {room} → {used} is not drawn in {MAP}"),
                ));
            }
        }
    }
    problems
}

/// The room or hall whose manifest this is.
fn name_of<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    path.strip_prefix(folder)?.strip_suffix("/Cargo.toml")
}

/// The rooms a manifest names among what it stands on; what its tests need is no arrow.
fn rooms_used<'a>(manifest: &str, rooms: &BTreeSet<&'a str>) -> Vec<(usize, &'a str)> {
    let mut in_dependencies = false;
    let mut found = Vec::new();
    for (index, line) in manifest.lines().enumerate() {
        if line.starts_with('[') {
            in_dependencies = line.trim() == "[dependencies]";
        } else if in_dependencies && let Some(rest) = line.strip_prefix("solits-") {
            let name =
                rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
            found.extend(rooms.get(name).map(|room| (index + 1, *room)));
        }
    }
    found
}

/// The arrows of lines such as `workplace → queue, organisation`.
fn arrows(map: &str) -> Vec<(String, String)> {
    map.lines()
        .filter_map(|line| line.split_once(" → "))
        .flat_map(|(from, to)| {
            to.split(',').map(|to| (from.trim().to_owned(), to.trim().to_owned())).collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn an_arrow_that_is_not_drawn_is_found() {
        let files = [
            file("ARCHITECTURE.md", "hall       → queue, organisation\n"),
            file("features/queue/Cargo.toml", ""),
            file("features/organisation/Cargo.toml", ""),
            file(
                "features/hall/Cargo.toml",
                "[dependencies]\nsolits-queue.workspace = true\nsolits-web.workspace = true",
            ),
            file(
                "features/cases/Cargo.toml",
                "[dependencies]\nsolits-queue.workspace = true\n[dev-dependencies]\nsolits-hall.workspace = true",
            ),
            file(
                "crates/journal/Cargo.toml",
                "[dependencies]\nsolits-queueing.workspace = true\nsolits-queue.workspace = true",
            ),
        ];
        let problems: Vec<String> = arrows_are_drawn(&files).iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "features/cases/Cargo.toml:2: the arrow cases → queue is not drawn in ARCHITECTURE.md",
                "crates/journal/Cargo.toml:3: a hall that stands on the room queue",
            ]
        );
    }
}
