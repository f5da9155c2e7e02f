//! The map of requirements holds every number once, its sums are right, and what it names is there.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// How many requirements follow from the five documents.
const REQUIREMENTS: usize = 524;
const STATES: [&str; 3] = ["done", "in part", "planned"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn map() -> String {
    fs::read_to_string(root().join("docs/requirements-map.md")).unwrap()
}

/// A line of the map.
struct Line<'a> {
    area: char,
    number: usize,
    state: &'a str,
    told: &'a str,
}

fn lines(map: &str) -> Vec<Line<'_>> {
    map.lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ").collect();
            let [id, _, state, told] = cells.as_slice() else { return None };
            let (area, number) = id.split_once('-')?;
            Some(Line { area: area.parse().ok()?, number: number.parse().ok()?, state, told })
        })
        .collect()
}

#[test]
fn every_requirement_stands_in_the_map_once() {
    let map = map();
    let mut areas: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for line in lines(&map) {
        areas.entry(line.area).or_default().push(line.number);
    }
    assert_eq!(areas.keys().collect::<String>(), "ABCDEFGHIJKLMNOPQRS");
    for (area, numbers) in &areas {
        let expected: Vec<usize> = (1..=numbers.len()).collect();
        assert_eq!(numbers, &expected, "area {area}");
    }
    assert_eq!(areas.values().map(Vec::len).sum::<usize>(), REQUIREMENTS);
}

#[test]
fn the_sums_of_the_map_are_those_of_its_lines() {
    let map = map();
    let lines = lines(&map);
    let count = |state: &str| lines.iter().filter(|line| line.state == state).count();
    let [done, in_part, planned] = STATES.map(count);
    assert_eq!(done + in_part + planned, lines.len(), "a state is none of {STATES:?}");
    assert!(map.contains(&format!("{done} are done, {in_part} in part, {planned} planned.")));
    for area in 'A'..='S' {
        let of = |state: &str| lines.iter().filter(|line| line.area == area && line.state == state).count();
        let sums = STATES.map(of).map(|sum| format!(" {sum} |")).concat();
        let head = format!("| {area} |");
        let table = map.lines().find(|line| line.starts_with(&head)).unwrap();
        assert!(table.ends_with(&sums), "{table}: its lines say{sums}");
    }
}

/// "In part" says what is missing, "done" has nothing left to plan, and both say where.
#[test]
fn a_state_fits_what_is_told() {
    let map = map();
    for Line { area, number, state, told } in lines(&map) {
        let plans = told.contains("planned: ");
        assert!(!told.is_empty() && (state != "in part" || plans), "{area}-{number:02}: {told}");
        assert!(state != "done" || (!plans && told.contains('`')), "{area}-{number:02}: {told}");
    }
}

#[test]
fn files_addresses_and_tests_that_the_map_names_are_there() {
    let (map, root) = (map(), root());
    let sources = sources(&root);
    let mut missing = Vec::new();
    for name in lines(&map).iter().flat_map(|line| line.told.split('`').skip(1).step_by(2)) {
        let is_there = if name.starts_with('/') {
            sources.contains(&format!("\"{name}\""))
        } else if let Some((room, below)) = name.split_once("/*/") {
            let rooms = fs::read_dir(root.join(room)).unwrap();
            rooms.flatten().all(|entry| entry.path().join(below).exists())
        } else if name.contains('/') {
            root.join(name).exists()
        } else if name.matches('_').count() > 3 {
            sources.contains(&format!("fn {name}("))
        } else {
            true
        };
        if !is_there {
            missing.push(name);
        }
    }
    assert!(missing.is_empty(), "the map names what is not there: {missing:?}");
}

/// Everything written in Rust, in one text.
fn sources(root: &Path) -> String {
    let mut text = String::new();
    let mut folders: Vec<PathBuf> = ["crates", "features", "server"].map(|folder| root.join(folder)).into();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }
    text
}
