//! Chores of the tree: `cargo run -p xtask -- tidy` checks what the compiler cannot.

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
        _ => bail!("what can be asked for: tidy"),
    }
}

/// The root of the tree, wherever in it the command was given.
fn root() -> anyhow::Result<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(own.parent().context("xtask lies in the tree")?.to_owned())
}

fn tidy(root: &Path) -> anyhow::Result<ExitCode> {
    let (files, problems) = tidy::check(root)?;
    let mut out = std::io::stdout();
    for problem in &problems {
        let _ = writeln!(out, "{problem}");
    }
    let _ = writeln!(out, "tidy: {files} files, {} problems", problems.len());
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
