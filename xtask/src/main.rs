//! Chores of the tree: `cargo run -p xtask -- tidy` checks what the compiler cannot, `dependencies` what others wrote, and
//! `sbom` prints what the program is made of.

mod dependencies;
mod tidy;

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, bail};

fn main() -> ExitCode {
    match run(std::env::args().nth(1).as_deref()) {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Option<&str>) -> anyhow::Result<ExitCode> {
    match command {
        Some("tidy") => tidy(&root()?),
        Some("dependencies") => {
            let libraries = dependencies::libraries()?;
            Ok(say("dependencies", "libraries", libraries.len(), &dependencies::problems(&libraries)))
        }
        Some("sbom") => {
            let bill = dependencies::bill_of_materials(&dependencies::libraries()?);
            let _ = writeln!(std::io::stdout(), "{bill:#}");
            Ok(ExitCode::SUCCESS)
        }
        _ => bail!("what can be asked for: tidy, dependencies, sbom"),
    }
}

/// The root of the tree, wherever in it the command was given.
fn root() -> anyhow::Result<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(own.parent().context("xtask lies in the tree")?.to_owned())
}

fn tidy(root: &Path) -> anyhow::Result<ExitCode> {
    let (files, problems) = tidy::check(root)?;
    Ok(say("tidy", "files", files, &problems))
}

/// Prints each problem and how many there were among how many.
fn say(what: &str, of: &str, count: usize, problems: &[impl std::fmt::Display]) -> ExitCode {
    let mut out = std::io::stdout();
    for problem in problems {
        let _ = writeln!(out, "{problem}");
    }
    let _ = writeln!(out, "{what}: {count} {of}, {} problems", problems.len());
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
