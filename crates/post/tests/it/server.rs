//! Starting servers that die with the test.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, Command},
    time::{Duration, Instant},
};

/// Told to die with the thread that starts it; in a process group of its own, so that what it starts can be ended too.
pub(crate) fn dying_with_us(user: Option<&str>) -> Command {
    let mut command = Command::new("setpriv");
    if let Some(user) = user {
        command.args([&format!("--reuid={user}"), &format!("--regid={user}"), "--clear-groups"]);
    }
    command.args(["--pdeathsig=KILL", "--"]).process_group(0);
    command
}

/// Ends a server and all it has started, at once and without a word to anyone.
pub(crate) fn kill(child: &mut Child) {
    let group = format!("-{}", child.id());
    let _ = Command::new("kill").args(["-KILL", "--", &group]).output();
    let _ = child.wait();
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub(crate) fn wait_for_port(port: u16, log: &Path) {
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(
            started.elapsed() < Duration::from_secs(30),
            "the server did not start: {}",
            fs::read_to_string(log).unwrap_or_default()
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub(crate) fn is_root() -> bool {
    output("id", &["-u"]) == "0"
}

pub(crate) fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A certificate for `localhost` that vouches for itself; `cert.pem` and `key.pem` in the folder.
pub(crate) fn certificate(folder: &Path) -> String {
    let settings = folder.join("openssl.cnf");
    fs::write(
        &settings,
        "[req]\ndistinguished_name=name\nx509_extensions=more\nprompt=no\n[name]\nCN=localhost\n\
         [more]\nsubjectAltName=DNS:localhost\nbasicConstraints=critical,CA:FALSE\n",
    )
    .unwrap();
    let [settings, certificate, key] =
        [settings, folder.join("cert.pem"), folder.join("key.pem")].map(|path| path.display().to_string());
    output(
        "openssl",
        &[
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-config",
            &settings,
            "-out",
            &certificate,
            "-keyout",
            &key,
        ],
    );
    fs::read_to_string(folder.join("cert.pem")).unwrap()
}
