//! As much of HTTP/1.1 as a test needs, over a plain socket, so that nothing stands between the test and the program.

use std::{
    fmt::Write as _,
    io::{self, Read as _, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

/// An answer of the program.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value.as_str()))
    }
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// Sends a request on a connection of its own and reads the whole answer.
pub(crate) fn ask(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        let _ = write!(request, "{name}: {value}\r\n");
    }
    request.push_str("\r\n");
    request.push_str(body);
    Write::write_all(&mut stream, request.as_bytes())?;
    let mut bytes = Vec::new();
    // A stream of events never ends: its head and first event are enough.
    let mut piece = [0_u8; 16 * 1024];
    loop {
        let read = stream.read(&mut piece)?;
        bytes.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&bytes);
        if read == 0 || (text.contains("content-type: text/event-stream") && text.contains("event:")) {
            return parse(&text);
        }
    }
}

fn parse(text: &str) -> io::Result<Answer> {
    let cut = || io::Error::new(io::ErrorKind::UnexpectedEof, "the answer was cut off");
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(cut)?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).ok_or_else(cut)?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    let answer = Answer { status, headers, body: body.to_owned() };
    let length = answer.header("content-length").and_then(|length| length.parse::<usize>().ok());
    if length.is_some_and(|length| answer.body.len() < length) {
        return Err(cut());
    }
    Ok(answer)
}

/// A stream of events as a page holds it open.
pub(crate) struct Stream {
    socket: TcpStream,
    pub(crate) heard: String,
}

impl Stream {
    /// Opens it and waits for the first event, from which on nothing is missed.
    pub(crate) fn open(address: &str, path: &str, headers: &[(&str, &str)]) -> Self {
        let mut socket = TcpStream::connect(address).unwrap();
        let mut request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
        for (name, value) in headers {
            let _ = write!(request, "{name}: {value}\r\n");
        }
        request.push_str("\r\n");
        Write::write_all(&mut socket, request.as_bytes()).unwrap();
        let mut stream = Self { socket, heard: String::new() };
        assert!(stream.hears("event: hello", Duration::from_secs(10)), "{}", stream.heard);
        stream
    }

    /// Whether words come within some time.
    pub(crate) fn hears(&mut self, words: &str, within: Duration) -> bool {
        let until = Instant::now() + within;
        let mut piece = [0_u8; 4096];
        while !self.heard.contains(words) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            self.socket.set_read_timeout(Some(left)).unwrap();
            match self.socket.read(&mut piece) {
                Ok(0) => return false,
                Ok(read) => self.heard.push_str(&String::from_utf8_lossy(&piece[..read])),
                Err(_) => {}
            }
        }
        true
    }

    /// Whether the program ends the stream within some time.
    pub(crate) fn ends(&mut self, within: Duration) -> bool {
        let until = Instant::now() + within;
        let mut piece = [0_u8; 4096];
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            self.socket.set_read_timeout(Some(left)).unwrap();
            match self.socket.read(&mut piece) {
                Ok(0) => return true,
                Ok(read) => self.heard.push_str(&String::from_utf8_lossy(&piece[..read])),
                // Nothing came in time; anything else is an end too.
                Err(error) => {
                    if !matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) {
                        return true;
                    }
                }
            }
        }
    }

    /// The events heard whole so far: number, name and data.
    pub(crate) fn events(&self) -> Vec<(i64, String, serde_json::Value)> {
        // What frames the pieces of the answer is no part of an event.
        let lines = self.heard.lines().map(str::trim_end);
        let (mut events, mut id, mut name) = (Vec::new(), None, None);
        for line in lines {
            if let Some(number) = line.strip_prefix("id: ") {
                id = number.parse().ok();
            } else if let Some(kind) = line.strip_prefix("event: ") {
                name = Some(kind.to_owned());
            }
            if let Some(data) = line.strip_prefix("data: ") {
                events.push((None, name.take().unwrap_or_default(), serde_json::from_str(data).unwrap()));
            }
            // The order of the fields within an event is free: its blank line ends it.
            if line.is_empty()
                && let Some(number) = id.take()
                && let Some(last) = events.last_mut()
            {
                last.0 = Some(number);
            }
        }
        events.into_iter().filter_map(|(id, name, data)| Some((id?, name, data))).collect()
    }
}
