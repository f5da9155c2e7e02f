//! Asking clamd whether bytes hold what no one should open (`security.md` §6): its `INSTREAM` command, over TCP or a socket
//! of this machine.
//!
//! The scanner is named by whoever runs the program, so it may be inside the house; nothing else is connected to. What it
//! says of a file is its word and nothing more; where it says nothing the file was not scanned, and is tried again.

use std::{io, path::PathBuf, str::FromStr, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpStream, UnixStream},
    time::timeout,
};

/// Bytes of one piece of a file on its way to the scanner.
const PIECE: usize = 64 * 1024;
/// The longest answer that is read, and the longest name that is kept of it.
const MOST_ANSWER: u64 = 4 * 1024;
const MOST_NAME: usize = 200;
/// How long the scanner may take to be reached, …
const CONNECT: Duration = Duration::from_secs(10);
/// … and with everything about one file.
const WHOLE: Duration = Duration::from_mins(2);

/// Where the scanner listens: `tcp:HOST:PORT` or `unix:/path`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanner {
    /// A name or address, and a port.
    Tcp(String, u16),
    /// A socket in the file system.
    Unix(PathBuf),
}

/// Why a text names no scanner.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no scanner: write tcp:HOST:PORT or unix:/path")]
pub struct NotAScanner(String);

impl FromStr for Scanner {
    type Err = NotAScanner;

    fn from_str(text: &str) -> Result<Self, NotAScanner> {
        let refused = || NotAScanner(text.to_owned());
        if let Some(path) = text.strip_prefix("unix:") {
            let path = PathBuf::from(path);
            return if path.is_absolute() { Ok(Self::Unix(path)) } else { Err(refused()) };
        }
        let (host, port) =
            text.strip_prefix("tcp:").and_then(|rest| rest.rsplit_once(':')).ok_or_else(refused)?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let port = port.parse().ok().filter(|port| *port != 0).ok_or_else(refused)?;
        if host.is_empty() { Err(refused()) } else { Ok(Self::Tcp(host.to_owned(), port)) }
    }
}

/// What the scanner says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It knows nothing bad of it.
    Clean,
    /// It has found what goes by this name.
    Found(String),
}

/// Why a file was not scanned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotScanned {
    /// The scanner cannot be reached, broke off or took too long: any other file would fare the same.
    #[error("the scanner is away: {0}")]
    Away(String),
    /// It refuses this file, as one that is larger than it takes.
    #[error("the scanner did not take the file: {0}")]
    Refused(String),
}

impl From<io::Error> for NotScanned {
    fn from(error: io::Error) -> Self {
        Self::Away(error.to_string())
    }
}

impl Scanner {
    /// Has a file scanned.
    pub async fn scan(&self, bytes: &[u8]) -> Result<Verdict, NotScanned> {
        let late = |_| NotScanned::Away("no answer in time".to_owned());
        timeout(WHOLE, self.scan_at_leisure(bytes)).await.map_err(late)?
    }

    async fn scan_at_leisure(&self, bytes: &[u8]) -> Result<Verdict, NotScanned> {
        let late = |_| NotScanned::Away("no connection in time".to_owned());
        match self {
            Self::Tcp(host, port) => {
                let connecting = TcpStream::connect((host.as_str(), *port));
                ask(timeout(CONNECT, connecting).await.map_err(late)??, bytes).await
            }
            Self::Unix(path) => {
                ask(timeout(CONNECT, UnixStream::connect(path)).await.map_err(late)??, bytes).await
            }
        }
    }
}

/// Hands bytes over in pieces, each with its length before it, and reads what is said of them.
async fn ask<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, bytes: &[u8]) -> Result<Verdict, NotScanned> {
    // Whoever is refused half-way is told why before the connection ends: the answer is read in any case.
    let handed = hand_over(&mut stream, bytes).await;
    let mut answer = Vec::new();
    let read = (&mut stream).take(MOST_ANSWER).read_to_end(&mut answer).await;
    if answer.is_empty() {
        handed?;
        read?;
        return Err(NotScanned::Away("it said nothing".to_owned()));
    }
    judged(&answer)
}

async fn hand_over<S: AsyncWrite + Unpin>(stream: &mut S, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(b"zINSTREAM\0").await?;
    for piece in bytes.chunks(PIECE) {
        stream.write_u32(u32::try_from(piece.len()).unwrap_or(u32::MAX)).await?;
        stream.write_all(piece).await?;
    }
    stream.write_u32(0).await?;
    stream.flush().await
}

/// What an answer says.
fn judged(answer: &[u8]) -> Result<Verdict, NotScanned> {
    let text = String::from_utf8_lossy(answer);
    let text: String =
        text.trim_matches(['\0', '\n', '\r', ' ']).chars().filter(|c| !c.is_control()).collect();
    let said = text.strip_prefix("stream: ").unwrap_or(&text);
    if said == "OK" {
        return Ok(Verdict::Clean);
    }
    if let Some(name) = said.strip_suffix(" FOUND") {
        return Ok(Verdict::Found(name.chars().take(MOST_NAME).collect()));
    }
    let said = said.chars().take(MOST_NAME).collect();
    // Neither yes nor no is never taken for yes.
    if text.ends_with("ERROR") { Err(NotScanned::Refused(said)) } else { Err(NotScanned::Away(said)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_clamd_says_is_understood() {
        assert_eq!(judged(b"stream: OK\0"), Ok(Verdict::Clean));
        assert_eq!(judged(b"stream: OK\n"), Ok(Verdict::Clean));
        assert_eq!(
            judged(b"stream: Solits.Test.Blocked.UNOFFICIAL FOUND\0"),
            Ok(Verdict::Found("Solits.Test.Blocked.UNOFFICIAL".to_owned()))
        );
        assert_eq!(
            judged(b"INSTREAM size limit exceeded. ERROR\0"),
            Err(NotScanned::Refused("INSTREAM size limit exceeded. ERROR".to_owned()))
        );
        assert_eq!(
            judged(b"stream: Can't allocate memory ERROR\0"),
            Err(NotScanned::Refused("Can't allocate memory ERROR".to_owned()))
        );
    }

    #[test]
    fn what_is_neither_yes_nor_no_is_no_scan() {
        for answer in ["UNKNOWN COMMAND\0", "", "stream: ", "stream: OK and more", "OKAY", "FOUND"] {
            assert!(matches!(judged(answer.as_bytes()), Err(NotScanned::Away(_))), "{answer}");
        }
    }

    #[test]
    fn a_name_is_kept_short_and_without_control_characters() {
        let long = format!("stream: {}\u{7} FOUND\0", "a".repeat(1000));
        assert_eq!(judged(long.as_bytes()), Ok(Verdict::Found("a".repeat(MOST_NAME))));
    }

    #[test]
    fn scanners_are_named_by_where_they_listen() {
        let read = |text: &str| text.parse::<Scanner>();
        let tcp = |host: &str, port| Ok(Scanner::Tcp(host.to_owned(), port));
        assert_eq!(read("tcp:127.0.0.1:3310"), tcp("127.0.0.1", 3310));
        assert_eq!(read("tcp:scanner.house.example:3310"), tcp("scanner.house.example", 3310));
        assert_eq!(read("tcp:[::1]:3310"), tcp("::1", 3310));
        let socket = "/run/clamav/clamd.ctl";
        assert_eq!(read(&format!("unix:{socket}")), Ok(Scanner::Unix(PathBuf::from(socket))));
        for wrong in
            ["", "127.0.0.1:3310", "tcp:3310", "tcp::3310", "tcp:host:0", "tcp:host:x", "unix:run", "unix:"]
        {
            assert_eq!(read(wrong), Err(NotAScanner(wrong.to_owned())), "{wrong}");
        }
    }
}
