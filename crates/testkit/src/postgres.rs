//! The test run's own PostgreSQL.

use std::{
    fs::{self, File},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use solits_db::{Db, migrate};
use tempfile::TempDir;

static FLUSHES: AtomicBool = AtomicBool::new(false);

/// A running PostgreSQL of this test process.
#[derive(Debug)]
pub struct Cluster {
    port: u16,
    bin: PathBuf,
    folder: TempDir,
    server: Child,
    /// Whether there is a database with all tables and no rows already.
    has_empty: bool,
    _alive: File,
}

/// The database with all tables and no rows that tests copy.
pub(crate) const EMPTY: &str = "empty";

/// How the folder of a cluster begins, in the folder for temporary files.
const PREFIX: &str = "solits-pg-";

/// The file in it that the test process holds locked as long as it lives.
const ALIVE: &str = "alive";

/// A folder younger than this may not have its lock yet.
const STILL_BEGINNING: Duration = Duration::from_mins(1);

impl Cluster {
    /// The cluster of this test process, started when first asked for. Several test processes at a time share none.
    pub fn shared() -> &'static Self {
        static CLUSTER: OnceLock<Cluster> = OnceLock::new();
        // The kernel tells the server that its parent died when the thread that started it ends, so that thread must
        // outlive every test.
        CLUSTER.get_or_init(|| {
            let (started, wait) = std::sync::mpsc::channel();
            std::thread::spawn(move || {
                if started.send(Self::start()).is_ok() {
                    loop {
                        std::thread::park();
                    }
                }
            });
            wait.recv().expect("PostgreSQL starts; the reason stands above")
        })
    }

    /// Has the server, not yet started, flush every commit to the disk as one in service does. Tests have no use for it;
    /// a figure of speed without it would say nothing.
    pub fn flush_to_disk() {
        FLUSHES.store(true, Ordering::Relaxed);
    }

    /// A cluster beside the shared one, which a test may crash. It ends with the thread that asks for it.
    pub fn alone() -> Self {
        Self::start()
    }

    /// Kills the server where it stands, as a crash would, and starts it again over what it has left on the disk.
    pub fn crash(&mut self) {
        self.server.kill().expect("the server can be killed");
        self.server.wait().expect("the server ends");
        // What the killed server has started ends by itself; until then the server refuses to start.
        let began = Instant::now();
        while self.asks_for_peace() {
            assert!(
                began.elapsed() < Duration::from_mins(1),
                "what the killed server had started does not end"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        self.server = serve(&self.bin, self.folder.path(), self.port);
        self.wait_until_ready();
    }

    /// Whether a process still works in the folder of the cluster.
    fn asks_for_peace(&self) -> bool {
        let data = self.folder.path().join("data");
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        processes
            .filter_map(|process| fs::read_link(process.path().join("cwd")).ok())
            .any(|place| place == data)
    }

    fn start() -> Self {
        remove_stale(&std::env::temp_dir());
        match crate::prepared() {
            Some(place) => Self::begin(Some(&prepare(&place))),
            None => Self::begin(None),
        }
    }

    /// Starts a server over a folder of its own: an empty one, or a copy of what a server in order has left.
    fn begin(like: Option<&Path>) -> Self {
        let bin = find_bin();
        let folder = tempfile::Builder::new().prefix(PREFIX).tempdir().expect("a temporary folder");
        let alive = hold(folder.path()).expect("a lock in the temporary folder");
        let data = folder.path().join("data");
        let is_root = running_as_root();
        if is_root {
            // The server refuses to run as root, so the folder is given to the user its package has made.
            run(Command::new("chown").arg("postgres:postgres").arg(folder.path()));
        }
        match like {
            Some(like) => run(Command::new("cp").arg("-a").args([like, &data])),
            None => run(as_server_user(is_root, &bin.join("initdb"))
                .args(["--no-sync", "-U", "app", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "-D"])
                .arg(&data)
                .stdout(Stdio::null())),
        }
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let server = serve(&bin, folder.path(), port);
        let cluster = Self { port, bin, folder, server, has_empty: like.is_some(), _alive: alive };
        cluster.wait_until_ready();
        if like.is_none() {
            // The program works as an ordinary user who owns its tables: an administrator would be let past the policies
            // that keep the rows of institutions apart.
            run(Command::new(cluster.bin.join("psql"))
                .args(["-h", "127.0.0.1", "-U", "app", "-d", "postgres", "-p", &port.to_string()])
                .args(["-q", "-c", "CREATE ROLE solits LOGIN CREATEDB"]));
        }
        cluster
    }

    /// Makes the database that tests copy, unless it is there.
    pub(crate) async fn make_empty(&self) {
        if self.has_empty {
            return;
        }
        self.create_database(EMPTY, None);
        let db = Db::open(&self.address(EMPTY)).await.expect("the test's PostgreSQL answers");
        migrate(&db).await.expect("the migrations run on PostgreSQL");
        db.close().await;
    }

    /// Has the server end in order, so that what it leaves can be copied.
    fn end(&mut self) {
        run(Command::new("kill").args(["-INT", &self.server.id().to_string()]));
        let ended = self.server.wait().expect("the server ends");
        assert!(ended.success(), "the server ended badly: {ended}");
    }

    fn wait_until_ready(&self) {
        let started = Instant::now();
        loop {
            let ready = Command::new(self.bin.join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-U", "app", "-d", "postgres", "-p", &self.port.to_string()])
                .status()
                .is_ok_and(|status| status.success());
            if ready {
                return;
            }
            assert!(
                started.elapsed() < Duration::from_mins(1),
                "PostgreSQL did not start: {}",
                fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Makes a database: an empty one, or a copy of `like`.
    pub fn create_database(&self, name: &str, like: Option<&str>) {
        let mut command = Command::new(self.bin.join("createdb"));
        command.args(["-h", "127.0.0.1", "-U", "solits", "-p", &self.port.to_string()]);
        if let Some(like) = like {
            // Copying its files is quicker than writing each page down in the log as well.
            command.args(["-T", like, "--strategy=file_copy"]);
        }
        run(command.arg(name));
    }

    /// Makes a user who may do all that the program's own user may, and has an attribute more, as `BYPASSRLS`.
    pub fn create_user(&self, name: &str, attribute: &str) {
        run(Command::new(self.bin.join("psql"))
            .args(["-h", "127.0.0.1", "-U", "app", "-d", "postgres", "-p", &self.port.to_string()])
            .args(["-q", "-c", &format!("CREATE ROLE {name} LOGIN {attribute} IN ROLE solits")]));
    }

    /// The address of a database.
    pub fn address(&self, name: &str) -> String {
        format!("postgres://solits@127.0.0.1:{}/{name}", self.port)
    }
}

/// The folder of a server with the empty database, made once by the first test process of a run that comes here.
fn prepare(place: &Path) -> PathBuf {
    let ready = place.join("postgres");
    if ready.exists() {
        return ready;
    }
    let mut cluster = Cluster::begin(None);
    // In a thread of its own: whoever asks may be at work in a runtime already.
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(cluster.make_empty());
        });
    });
    cluster.end();
    fs::create_dir_all(place).expect("the folder of what is prepared");
    // Whoever was quicker has prepared the same.
    if fs::rename(cluster.folder.path().join("data"), &ready).is_err() {
        assert!(ready.exists(), "what was prepared could not be moved to {}", ready.display());
    }
    ready
}

/// Starts a server over the folder of a cluster.
fn serve(bin: &Path, folder: &Path, port: u16) -> Child {
    let log = File::options().create(true).append(true).open(folder.join("server.log")).expect("a log file");
    let setting = |name: &str| {
        // Nothing here has to outlive a power cut.
        let value = if FLUSHES.load(Ordering::Relaxed) { "on" } else { "off" };
        format!("{name}={value}")
    };
    as_server_user(running_as_root(), &bin.join("postgres"))
        .arg("-D")
        .arg(folder.join("data"))
        .arg("-k")
        .arg(folder)
        .args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"])
        .args(["-c", &setting("fsync"), "-c", &setting("full_page_writes"), "-c", "max_connections=300"])
        // Hundreds of databases that live for seconds are not worth looking after.
        .args(["-c", "autovacuum=off"])
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("the PostgreSQL server starts")
}

/// Says, as long as the answer is kept, that the folder is in use. The lock goes with the process, however it ends.
fn hold(folder: &Path) -> std::io::Result<File> {
    let alive = File::create(folder.join(ALIVE))?;
    alive.lock()?;
    Ok(alive)
}

/// Removes the folders of test processes that are no more. A test process ends without dropping its cluster, so it
/// cannot take its folder along; the next one does.
fn remove_stale(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        if is_stale(&entry.path()) {
            // Another test process may be removing it too, or it may belong to another user.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Whether the process that made the folder has ended. What cannot be told is left alone.
fn is_stale(folder: &Path) -> bool {
    let age = fs::symlink_metadata(folder)
        .ok()
        .filter(fs::Metadata::is_dir)
        .and_then(|metadata| metadata.modified().ok())
        .and_then(|modified| modified.elapsed().ok());
    age.is_some_and(|age| age > STILL_BEGINNING)
        && File::open(folder.join(ALIVE)).is_ok_and(|alive| alive.try_lock().is_ok())
}

fn running_as_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The command under the server's user, told to end with this process even when that is killed. The server ends at once but
/// in order: killed, it would leave its shared memory to the machine.
fn as_server_user(is_root: bool, program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if is_root {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.arg("--pdeathsig=QUIT").arg("--").arg(program);
    command
}

fn find_bin() -> PathBuf {
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop().expect("PostgreSQL is not installed: run ./test, which installs what the tests need")
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn made(parent: &Path, name: &str, minutes_ago: u64) -> PathBuf {
        let folder = parent.join(name);
        fs::create_dir(&folder).unwrap();
        File::create(folder.join(ALIVE)).unwrap();
        let then = SystemTime::UNIX_EPOCH.elapsed().unwrap().saturating_sub(Duration::from_mins(minutes_ago));
        File::open(&folder).unwrap().set_modified(SystemTime::UNIX_EPOCH + then).unwrap();
        folder
    }

    #[test]
    fn the_folder_of_a_test_process_that_has_ended_is_removed_and_no_other() {
        let parent = TempDir::new().unwrap();
        let ended = made(parent.path(), "solits-pg-ended", 5);
        let beginning = made(parent.path(), "solits-pg-beginning", 0);
        let foreign = made(parent.path(), "something-else", 5);
        let in_use = made(parent.path(), "solits-pg-in-use", 5);
        let _alive = hold(&in_use).unwrap();

        remove_stale(parent.path());

        assert!(!ended.exists());
        assert!(beginning.exists() && foreign.exists() && in_use.exists());
    }
}
