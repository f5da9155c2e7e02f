//! A Dovecot of the test's own, with mail in folders of the test.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use solits_post::{
    Login, Proof, Secret, Security, Server,
    imap::{Account, Done},
};
use tempfile::TempDir;

use crate::server::{certificate, dying_with_us, free_port, is_root, kill, output, wait_for_port};

/// The user's password, which must never be seen in a status.
pub(crate) const PASSWORD: &str = "zilā govs";

/// That of a second user with the same mail.
pub(crate) const ASCII_PASSWORD: &str = r#"a "quoted" \ password"#;

pub(crate) struct Dovecot {
    pub(crate) port: u16,
    pub(crate) secure_port: u16,
    /// The certificate it shows, where it has one.
    pub(crate) certificate: Option<String>,
    folder: TempDir,
    user: String,
    process: Option<Child>,
}

/// Which of a server's abilities it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ability {
    #[default]
    All,
    /// Neither IDLE nor MOVE nor UIDPLUS.
    Old,
    /// All, with TLS, and no sign-in in the clear.
    Secured,
    /// All, and sign-in with tokens alone, in these ways; whether a token holds is asked at this port.
    Tokens { ways: &'static str, port: u16 },
}

impl Dovecot {
    pub(crate) fn start() -> Self {
        Self::with(Ability::All)
    }

    pub(crate) fn with(ability: Ability) -> Self {
        let mut dovecot = Self::prepared(ability);
        dovecot.switch_on();
        dovecot
    }

    /// All but started.
    pub(crate) fn prepared(ability: Ability) -> Self {
        assert!(
            Path::new("/usr/sbin/dovecot").exists(),
            "Dovecot is not installed: run ./test, which installs what the tests need"
        );
        // Like PostgreSQL, it is given a user of its own where we are root.
        let user = if is_root() { "dovecot".to_owned() } else { output("id", &["-un"]) };
        let folder = tempfile::Builder::new().prefix("solits-imap-").tempdir().unwrap();
        let certificate = (ability == Ability::Secured).then(|| certificate(folder.path()));
        let (port, secure_port) = (free_port(), free_port());
        let dovecot = Self { port, secure_port, certificate, folder, user, process: None };
        dovecot.write_settings(ability);
        dovecot.make_folder("INBOX");
        dovecot
    }

    fn write_settings(&self, ability: Ability) {
        let path = self.folder.path().display().to_string();
        let (uid, gid) = (output("id", &["-u", &self.user]), output("id", &["-g", &self.user]));
        fs::write(
            self.folder.path().join("users"),
            format!("test:{{PLAIN}}{PASSWORD}::::::\nascii:{{PLAIN}}{ASCII_PASSWORD}::::::\n"),
        )
        .unwrap();
        let group = output("id", &["-gn", &self.user]);
        let secure_port = if ability == Ability::Secured { self.secure_port } else { 0 };
        let secured = ability == Ability::Secured;
        let (ssl, cleartext) = if secured { ("required", "no") } else { ("no", "yes") };
        // From 2.4 on many settings have other names, and two versions must be named first.
        let is_new = !output("/usr/sbin/dovecot", &["--version"]).starts_with("2.3.");
        let passdb = self.passdb(ability, is_new);
        let mut settings = String::new();
        if is_new {
            let _ = write!(
                settings,
                "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n\
                 mail_driver = maildir\nmail_path = {path}/mail\nmailbox_list_layout = fs\nmail_home = {path}/home\n\
                 mail_uid = {uid}\nmail_gid = {gid}\nauth_allow_cleartext = {cleartext}\n\
                 {passdb}\
                 userdb static {{\n fields {{\n uid = {uid}\n gid = {gid}\n home = {path}/home\n }}\n}}\n",
            );
        } else {
            let disabled = if secured { "yes" } else { "no" };
            let _ = write!(
                settings,
                "mail_location = maildir:{path}/mail:LAYOUT=fs\ndisable_plaintext_auth = {disabled}\n\
                 {passdb}\
                 userdb {{\n driver = static\n args = uid={uid} gid={gid} home={path}/home\n}}\n",
            );
        }
        let _ = write!(
            settings,
            "protocols = imap\nlisten = 127.0.0.1\nbase_dir = {path}/run\nstate_dir = {path}/state\n\
             log_path = {path}/log\nssl = {ssl}\nfirst_valid_uid = 1\nmail_max_userip_connections = 50\n\
             default_internal_user = {user}\ndefault_internal_group = {group}\ndefault_login_user = {user}\n\
             service imap-login {{\n chroot =\n inet_listener imap {{\n port = {port}\n }}\n\
             inet_listener imaps {{\n port = {secure_port}\n ssl = yes\n }}\n}}\n\
             auth_failure_delay = 0\nservice anvil {{\n chroot =\n unix_listener anvil-auth-penalty {{\n mode = 0\n }}\n}}\nservice stats {{\n chroot =\n}}\n",
            user = self.user,
            port = self.port,
        );
        if secured && is_new {
            let _ = write!(
                settings,
                "ssl_server_cert_file = {path}/cert.pem\nssl_server_key_file = {path}/key.pem\n"
            );
        } else if secured {
            let _ = write!(settings, "ssl_cert = <{path}/cert.pem\nssl_key = <{path}/key.pem\n");
        }
        if ability == Ability::Old {
            settings.push_str("imap_capability = IMAP4rev1\n");
        }
        fs::write(self.folder.path().join("dovecot.conf"), settings).unwrap();
        self.give(self.folder.path());
    }

    /// How it knows its users.
    fn passdb(&self, ability: Ability, is_new: bool) -> String {
        let path = self.folder.path().display();
        let Ability::Tokens { ways, port } = ability else {
            return if is_new {
                format!("passdb passwd-file {{\n passwd_file_path = {path}/users\n}}\n")
            } else {
                format!("passdb {{\n driver = passwd-file\n args = {path}/users\n}}\n")
            };
        };
        let prefix = if is_new { "oauth2_" } else { "" };
        let mut about = String::new();
        for (name, value) in [
            ("introspection_url", format!("http://127.0.0.1:{port}/introspect")),
            ("introspection_mode", "post".to_owned()),
            ("force_introspection", "yes".to_owned()),
            ("username_attribute", "username".to_owned()),
            ("active_attribute", "active".to_owned()),
            ("active_value", "true".to_owned()),
        ] {
            let _ = writeln!(about, "{prefix}{name} = {value}");
        }
        if is_new {
            return format!("auth_mechanisms = {ways}\n{about}passdb oauth2 {{\n}}\n");
        }
        fs::write(self.folder.path().join("oauth2"), about).unwrap();
        format!(
            "auth_mechanisms = {ways}\npassdb {{\n driver = oauth2\n mechanisms = {ways}\n args = {path}/oauth2\n}}\n"
        )
    }

    /// Gives what we have made to the server's user.
    fn give(&self, path: &Path) {
        if is_root() {
            output("chown", &["-R", &format!("{}:", self.user), &path.display().to_string()]);
        }
    }

    pub(crate) fn switch_on(&mut self) {
        let user = is_root().then_some(self.user.as_str());
        let complaints = File::create(self.folder.path().join("complaints")).unwrap();
        let process = dying_with_us(user)
            .args(["/usr/sbin/dovecot", "-F", "-c"])
            .arg(self.folder.path().join("dovecot.conf"))
            .stdout(Stdio::null())
            .stderr(complaints)
            .spawn()
            .unwrap();
        self.process = Some(process);
        wait_for_port(self.port, &self.folder.path().join("complaints"));
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            kill(&mut process);
            // What it left behind says that it still runs.
            let _ = fs::remove_dir_all(self.folder.path().join("run"));
        }
    }

    fn path_of(&self, folder: &str) -> PathBuf {
        let mail = self.folder.path().join("mail");
        if folder == "INBOX" { mail } else { mail.join(folder) }
    }

    /// Makes a folder, by the name it has on the disk.
    pub(crate) fn make_folder(&self, folder: &str) {
        let path = self.path_of(folder);
        for part in ["cur", "new", "tmp"] {
            fs::create_dir_all(path.join(part)).unwrap();
        }
        self.give(&path);
    }

    /// Removes a folder with all letters, and makes it again: the server numbers its letters anew.
    pub(crate) fn remake_folder(&self, folder: &str) {
        fs::remove_dir_all(self.path_of(folder)).unwrap();
        self.make_folder(folder);
        // The number is derived from the second.
        std::thread::sleep(std::time::Duration::from_millis(1100));
    }

    /// Puts a letter into a folder as a delivering program does.
    pub(crate) fn deliver(&self, folder: &str, raw: &[u8]) {
        self.deliver_pieces(folder, std::iter::once(raw.to_vec()));
    }

    /// Puts a letter into a folder without ever having it in memory as a whole.
    pub(crate) fn deliver_pieces(&self, folder: &str, pieces: impl Iterator<Item = Vec<u8>>) {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("{:010}.test{}", NUMBER.fetch_add(1, Ordering::Relaxed), std::process::id());
        let path = self.path_of(folder);
        let mut file = File::create(path.join("tmp").join(&name)).unwrap();
        for piece in pieces {
            file.write_all(&piece).unwrap();
        }
        drop(file);
        self.give(&path.join("tmp").join(&name));
        fs::rename(path.join("tmp").join(&name), path.join("new").join(&name)).unwrap();
    }

    /// How many letters of a folder are marked as seen, and how many it holds.
    pub(crate) fn seen_of(&self, folder: &str) -> (usize, usize) {
        let names = |part: &str| -> Vec<String> {
            fs::read_dir(self.path_of(folder).join(part))
                .into_iter()
                .flatten()
                .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
                .collect()
        };
        let current = names("cur");
        let seen = current
            .iter()
            .filter(|name| name.rsplit_once(":2,").is_some_and(|(_, flags)| flags.contains('S')));
        (seen.count(), current.len() + names("new").len())
    }

    /// The account, spoken to in the clear.
    pub(crate) fn account(&self, folders: &[&str]) -> Account {
        account_at(self.port, folders)
    }

    pub(crate) fn log(&self) -> String {
        Command::new("tail")
            .arg("-5")
            .arg(self.folder.path().join("log"))
            .output()
            .map_or_else(|_| String::new(), |output| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// The account, spoken to in the clear through a port of this machine.
pub(crate) fn account_at(port: u16, folders: &[&str]) -> Account {
    Account {
        server: Server { host: "127.0.0.1".to_owned(), port, security: Security::PlainOnLoopback },
        login: Login { user: "test".to_owned(), proof: Proof::Password(Secret::new(PASSWORD.to_owned())) },
        folders: folders.iter().map(|folder| (*folder).to_owned()).collect(),
        done: Done::Seen,
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        self.kill();
    }
}
