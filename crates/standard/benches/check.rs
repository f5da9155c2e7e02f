//! Checking and compiling the shipped standards, beside plain parsing of the same texts in the same run.
//!
//! `cargo bench -p solits-standard --bench check`. What counts is the ratio, and that the largest file is checked and
//! compiled while somebody types.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench says its figures and stops where it cannot go on"
)]

use std::{hint::black_box, path::Path, sync::Arc, time::Instant};

use solits_standard::{Standard, check, model::StandardFile};

/// Rounds of each measurement; the sides take turns.
const ROUNDS: usize = 60;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../standards");
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in names {
        measure(&folder, &name);
    }
}

fn measure(folder: &Path, name: &str) {
    let source = std::fs::read_to_string(folder.join(name)).unwrap();
    let file: StandardFile = toml::from_str(&source).unwrap();
    let below =
        file.extends.as_ref().map(|id| std::fs::read_to_string(folder.join(format!("{id}.toml"))).unwrap());
    let read = below.as_deref().map(|text| Arc::new(toml::from_str::<StandardFile>(text).unwrap()));
    let (mut parsing, mut checking, mut compiling) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        parsing.push(timed(|| toml::from_str::<toml::Table>(&source).unwrap()));
        checking.push(timed(|| {
            let checked = check(&source, name, &|id| read.clone().filter(|file| file.id == id));
            assert!(!checked.has_errors());
            checked
        }));
        compiling.push(timed(|| Standard::compile(&source, below.as_deref()).unwrap()));
    }
    let both: Vec<f64> = checking.iter().zip(&compiling).map(|(check, compile)| check + compile).collect();
    let (parse, check, compile) = (middle(parsing), middle(checking), middle(compiling));
    println!(
        "{name} ({:.0} KB): check {check:.2} ms, compile {compile:.2} ms, both {:.2} ms at the median; parsing alone {parse:.2} ms; ratio {:.1}",
        source.len() as f64 / 1000.0,
        middle(both),
        (check + compile) / parse
    );
}

/// Milliseconds of one run.
fn timed<T>(run: impl FnOnce() -> T) -> f64 {
    let began = Instant::now();
    black_box(run());
    began.elapsed().as_secs_f64() * 1000.0
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
