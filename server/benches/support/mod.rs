//! What the benches share: the program as a process of its own, and connections that stay open as a browser's do.

#![allow(dead_code, reason = "each bench uses what it needs")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use solits_db::{Db, global_sql};

/// The program, serving a database; it ends with this value.
pub(crate) struct Server {
    child: Child,
    /// Where it keeps what is no database: not in the folder it is built in.
    _own: tempfile::TempDir,
    pub(crate) address: String,
    /// Seconds from its start to its first answer.
    pub(crate) started_in: f64,
}

impl Server {
    pub(crate) fn start(database: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_solits"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--limits", "calls=100000000"]);
        let own_folder = tempfile::tempdir().unwrap();
        match database.strip_prefix("sqlite:") {
            Some(file) => {
                let folder = Path::new(file).parent().unwrap();
                // The program looks for its own file name.
                let own = folder.join("solits.sqlite");
                if !own.exists() {
                    std::os::unix::fs::symlink(file, &own).unwrap();
                }
                command.arg("--data").arg(folder);
            }
            None => drop(command.args(["--database", database, "--data"]).arg(own_folder.path())),
        }
        let began = Instant::now();
        let mut child = command.stdout(Stdio::piped()).env("RUST_LOG", "error").spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").unwrap().to_owned();
        let mut connection = Connection::open(&address);
        connection.get("/healthz", "");
        Self { child, _own: own_folder, address, started_in: began.elapsed().as_secs_f64() }
    }

    /// Processor time used so far, in milliseconds.
    pub(crate) fn cpu_ms(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
        ticks * 10.0
    }
}

impl Server {
    /// Memory the process holds, in megabytes.
    pub(crate) fn memory_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A connection that stays open, as a browser's does.
pub(crate) struct Connection(BufReader<TcpStream>);

impl Connection {
    pub(crate) fn open(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        Self(BufReader::new(stream))
    }

    pub(crate) fn post(&mut self, path: &str, body: &str) -> String {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer bench\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.ask(&request).1
    }

    /// The status and the text of a page; `cookie` is sent when there is one.
    pub(crate) fn get(&mut self, path: &str, cookie: &str) -> (u16, String) {
        self.ask(&format!("GET {path} HTTP/1.1\r\nhost: bench\r\ncookie: {cookie}\r\n\r\n"))
    }

    fn ask(&mut self, request: &str) -> (u16, String) {
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
        let mut status = String::new();
        self.0.read_line(&mut status).unwrap();
        let status = status.split(' ').nth(1).unwrap().parse().unwrap();
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).unwrap();
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).unwrap();
        (status, String::from_utf8(body).unwrap())
    }
}

/// What an engine knows of its tables after their first minutes: PostgreSQL's own keeper gathers it once a minute, from
/// tables that have grown; SQLite is told by the migrations (decision 0008). Until then it takes every table for a handful
/// of rows, and reads through an institution where it should seek.
pub(crate) async fn gather_figures(db: &Db) {
    let mut tx = db.write_global().await.unwrap();
    global_sql!(sqlite "SELECT 1 AS value", pg "ANALYZE").run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}
