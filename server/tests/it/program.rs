//! The real program as a child process, stopped when the test is done with it.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Output, Stdio},
};

/// A running program.
pub(crate) struct Program {
    child: Child,
    pub(crate) address: String,
}

impl Program {
    /// Starts `solits serve` on a free port over a database and waits for its first line.
    pub(crate) fn serve(data: &Path, database: Option<&str>) -> Self {
        Self::serve_with(data, database, &[])
    }

    /// The same with further options.
    pub(crate) fn serve_with(data: &Path, database: Option<&str>, options: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_solits"));
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(options)
            // What a test says itself by `--limits` goes before.
            .env("SOLITS_LIMITS", "calls=1000000");
        if let Some(database) = database {
            command.args(["--database", database]);
        }
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::inherit()).env("RUST_LOG", "error").spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on http://")
            .unwrap_or_else(|| panic!("first line: {line:?}"))
            .to_owned();
        Self { child, address }
    }

    /// Kills it as a power cut would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a command of the program to its end.
pub(crate) fn solits(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_solits")).args(arguments).output().unwrap()
}
