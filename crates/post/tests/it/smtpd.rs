//! An SMTP server of the test's own; what it answers stands in `smtpd.py`.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

use solits_post::{Login, Proof, Secret, Security, Server, smtp::Relay};
use tempfile::TempDir;

use crate::server::{certificate, dying_with_us, free_port, kill, wait_for_port};

pub(crate) const PASSWORD: &str = "sarkanā vista";

pub(crate) struct Smtpd {
    port: u16,
    protection: &'static str,
    pub(crate) certificate: String,
    folder: TempDir,
    process: Option<Child>,
}

impl Smtpd {
    pub(crate) fn start() -> Self {
        Self::with("none")
    }

    /// With `tls` or `starttls`, and then only for those who sign in.
    pub(crate) fn with(protection: &'static str) -> Self {
        let mut server = Self::prepared(protection);
        server.switch_on();
        server
    }

    /// All but started.
    pub(crate) fn prepared(protection: &'static str) -> Self {
        let folder = tempfile::Builder::new().prefix("solits-smtp-").tempdir().unwrap();
        let certificate = certificate(folder.path());
        if protection != "none" {
            fs::write(folder.path().join("password"), PASSWORD).unwrap();
        }
        Self { port: free_port(), protection, certificate, folder, process: None }
    }

    pub(crate) fn switch_on(&mut self) {
        // Debian's own interpreter: another one in the path does not see Debian's packages.
        let python = "/usr/bin/python3";
        assert!(
            Path::new("/usr/lib/python3/dist-packages/aiosmtpd").exists(),
            "aiosmtpd is not installed: run ./test, which installs what the tests need"
        );
        let log = self.folder.path().join("log");
        // From here, since other rooms borrow this server.
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../crates/post/tests/it/smtpd.py");
        let process = dying_with_us(None)
            .args([python, "-B"])
            .arg(script)
            .arg(self.port.to_string())
            .arg(self.folder.path())
            .arg(self.protection)
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        self.process = Some(process);
        wait_for_port(self.port, &log);
    }

    /// Ends it at once, in the middle of whatever it does; [`Self::switch_on`] starts it again at the same port, with the
    /// letters it has accepted.
    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            kill(&mut process);
        }
    }

    /// Whether it has the whole letter for `held` in hand and has not answered. The next one for `held` it accepts.
    pub(crate) fn has_in_hand(&self) -> bool {
        self.folder.path().join("held").exists()
    }

    /// The way to it.
    pub(crate) fn relay(&self) -> Relay {
        let (security, host) = match self.protection {
            "tls" => (Security::Tls, "localhost"),
            "starttls" => (Security::StartTls, "localhost"),
            _ => (Security::PlainOnLoopback, "127.0.0.1"),
        };
        let login =
            Login { user: "test".to_owned(), proof: Proof::Password(Secret::new(PASSWORD.to_owned())) };
        Relay {
            server: Server { host: host.to_owned(), port: self.port, security },
            login: (self.protection != "none").then_some(login),
            hello: "solits.example".to_owned(),
        }
    }

    /// From now on it takes this token alone.
    pub(crate) fn take_token(&self, token: &str) {
        fs::write(self.folder.path().join("token"), token).unwrap();
    }

    /// The letters it has accepted: envelope as JSON without blanks, and bytes.
    pub(crate) fn kept(&self) -> Vec<(String, Vec<u8>)> {
        (1..)
            .map_while(|number| {
                let about = fs::read_to_string(self.folder.path().join(format!("{number}.json"))).ok()?;
                let raw = fs::read(self.folder.path().join(format!("{number}.raw"))).unwrap();
                Some((about.replace(' ', ""), raw))
            })
            .collect()
    }
}

impl Drop for Smtpd {
    fn drop(&mut self) {
        self.kill();
    }
}
