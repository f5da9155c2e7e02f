//! Securing a connection before the client for SMTP takes it over.
//!
//! That client can do it too, but keeps what the server said in the clear right after its consent and takes it for an
//! answer under TLS, which whoever sits in between could have written. Here nothing is read ahead.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll, ready},
};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::client::TlsStream;

use crate::trouble::{Trouble, TroubleKind};

/// Bytes of one answer in the clear.
const ANSWER_BYTES: usize = 4096;

/// Asks the server for TLS and returns the connection at the point where it begins.
pub(super) async fn start_tls(mut stream: TcpStream, hello: &str) -> Result<TcpStream, Trouble> {
    expect(&mut stream, "220").await?;
    say(&mut stream, &format!("EHLO {hello}\r\n")).await?;
    let offers = expect(&mut stream, "250").await?;
    let is_offered = offers
        .lines()
        .any(|line| line.get(4..).is_some_and(|word| word.trim().eq_ignore_ascii_case("STARTTLS")));
    if !is_offered {
        return Err(Trouble::new(TroubleKind::Tls, "the server offers no TLS"));
    }
    say(&mut stream, "STARTTLS\r\n").await?;
    expect(&mut stream, "220").await?;
    Ok(stream)
}

async fn say(stream: &mut TcpStream, command: &str) -> Result<(), Trouble> {
    stream.write_all(command.as_bytes()).await.map_err(|error| Trouble::io(&error))
}

/// Reads one answer, byte by byte so as to take nothing after it.
async fn expect(stream: &mut TcpStream, code: &str) -> Result<String, Trouble> {
    let mut answer = Vec::new();
    loop {
        let begin = answer.len();
        while !answer[begin..].ends_with(b"\n") {
            if answer.len() >= ANSWER_BYTES {
                return Err(Trouble::new(TroubleKind::Garbled, "the server's answer is too long"));
            }
            answer.push(stream.read_u8().await.map_err(|error| Trouble::io(&error))?);
        }
        if answer.get(begin + 3) != Some(&b'-') {
            break;
        }
    }
    let answer = String::from_utf8_lossy(&answer).into_owned();
    if answer.starts_with(code) { Ok(answer) } else { Err(Trouble::quoting(TroubleKind::Refused, &answer)) }
}

/// A secured connection, at which a greeting can be read that was really said before.
#[derive(Debug)]
pub(super) struct Greeted {
    greeting: &'static [u8],
    stream: TlsStream<TcpStream>,
}

impl Greeted {
    /// The server greets by itself.
    pub(super) fn silent(stream: TlsStream<TcpStream>) -> Self {
        Self { greeting: b"", stream }
    }

    /// The server has greeted before the connection was secured.
    pub(super) fn repeating(stream: TlsStream<TcpStream>) -> Self {
        Self { greeting: b"220 secured\r\n", stream }
    }
}

impl AsyncTokioStream for Greeted {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.get_ref().0.peer_addr()
    }
}

impl AsyncRead for Greeted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.greeting.is_empty() {
            ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        } else {
            let (now, later) = self.greeting.split_at(self.greeting.len().min(buffer.remaining()));
            buffer.put_slice(now);
            self.greeting = later;
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Greeted {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
