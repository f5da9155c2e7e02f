//! A clamd of the test's own. Its one signature is made for the tests and stands in its own folder: nothing is fetched.

use std::{
    fmt::Write as _,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use solits_post::scan::Scanner;
use tempfile::TempDir;

use crate::server::{dying_with_us, free_port, is_root, kill, output, wait_for_port};

/// Bytes that the scanner of the tests knows as bad, whatever stands around them.
pub(crate) const BAD: &str = "SOLITS-PROVE-THE-SCANNER-5b1e";
/// The name it knows them by.
pub(crate) const BAD_NAME: &str = "Solits.Test.Blocked";

pub(crate) struct Clamd {
    port: u16,
    folder: TempDir,
    user: String,
    process: Option<Child>,
}

impl Clamd {
    pub(crate) fn start() -> Self {
        let mut clamd = Self::prepared();
        clamd.switch_on();
        clamd
    }

    /// All but started.
    pub(crate) fn prepared() -> Self {
        assert!(
            Path::new("/usr/sbin/clamd").exists(),
            "clamd is not installed: run ./test, which installs what the tests need"
        );
        // It is given a user of its own where we are root.
        let user = if is_root() { "clamav".to_owned() } else { output("id", &["-un"]) };
        let folder = tempfile::Builder::new().prefix("solits-scan-").tempdir().unwrap();
        let clamd = Self { port: free_port(), folder, user, process: None };
        let path = clamd.folder.path();
        let mut signature = format!("{BAD_NAME}:0:*:");
        for byte in BAD.bytes() {
            let _ = write!(signature, "{byte:02x}");
        }
        fs::create_dir(path.join("signatures")).unwrap();
        fs::write(path.join("signatures/solits.ndb"), format!("{signature}\n")).unwrap();
        let shown = path.display();
        let settings = format!(
            "DatabaseDirectory {shown}/signatures\nTemporaryDirectory {shown}\nLocalSocket {shown}/socket\n\
             TCPAddr 127.0.0.1\nTCPSocket {port}\nForeground yes\nStreamMaxLength 1M\nMaxThreads 4\nLogFile {shown}/log\n",
            port = clamd.port
        );
        fs::write(path.join("clamd.conf"), settings).unwrap();
        if is_root() {
            output("chown", &["-R", &format!("{}:", clamd.user), &shown.to_string()]);
        }
        clamd
    }

    pub(crate) fn switch_on(&mut self) {
        let user = is_root().then_some(self.user.as_str());
        let complaints = File::create(self.folder.path().join("complaints")).unwrap();
        let process = dying_with_us(user)
            .args(["/usr/sbin/clamd", "-c"])
            .arg(self.folder.path().join("clamd.conf"))
            .stdout(Stdio::null())
            .stderr(complaints)
            .spawn()
            .unwrap();
        self.process = Some(process);
        // It listens once its signatures are read, at its port first.
        wait_for_port(self.port, &self.folder.path().join("complaints"));
        let started = Instant::now();
        while !self.socket().exists() {
            assert!(started.elapsed() < Duration::from_secs(30), "clamd made no socket");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            kill(&mut process);
            let _ = fs::remove_file(self.folder.path().join("socket"));
        }
    }

    /// Where it listens on this machine's network.
    pub(crate) fn scanner(&self) -> Scanner {
        Scanner::Tcp("127.0.0.1".to_owned(), self.port)
    }

    /// Where it listens in the file system.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.path().join("socket")
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        self.kill();
    }
}
