//! As much of HTTP/1.1 as a test needs, over a plain socket, so that nothing stands between the test and the program.

use std::{
    fmt::Write as _,
    io::{self, Read as _, Write},
    net::TcpStream,
    time::Duration,
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
        if read == 0 || (text.contains("text/event-stream") && text.contains("event:")) {
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
