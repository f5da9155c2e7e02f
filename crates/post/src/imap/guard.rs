//! A bound on what a server can make us hold.
//!
//! The client for IMAP sets aside as much memory as a server announces, up to half a gigabyte. This stands before it,
//! follows the announcements, and ends a connection whose next answer would be larger than any sound one.

use std::{
    fmt, io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::net::Wire;

/// A connection whose answers are bounded.
#[derive(Debug)]
pub(super) struct Guarded {
    wire: Box<dyn Wire>,
    answers: Answers,
}

impl Guarded {
    /// A connection on which no answer is larger than `limit` bytes.
    pub(super) fn new(wire: impl Wire + 'static, limit: usize) -> Self {
        Self { wire: Box::new(wire), answers: Answers::new(limit) }
    }
}

impl AsyncRead for Guarded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.wire).poll_read(cx, buffer))?;
        let sound = buffer.filled().get(before..).is_none_or(|new| self.answers.follow(new).is_ok());
        Poll::Ready(if sound { Ok(()) } else { Err(io::Error::new(io::ErrorKind::InvalidData, TooLarge)) })
    }
}

impl AsyncWrite for Guarded {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.wire).poll_write(cx, bytes)
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.wire).poll_shutdown(cx)
    }
}

/// A server's answer is too large.
#[derive(Debug, PartialEq, Eq)]
struct TooLarge;

impl std::error::Error for TooLarge {}
impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the server's answer is larger than any sound one")
    }
}

/// Follows answers: lines, and within them `{n}` at a line's end, after which come `n` bytes of anything.
#[derive(Debug)]
struct Answers {
    limit: usize,
    /// Bytes of the present answer, announced ones included.
    answer: usize,
    /// Announced bytes that are still to come.
    announced: usize,
    end: End,
}

/// What the line may end in.
#[derive(Clone, Copy, Debug)]
enum End {
    Plain,
    /// A brace is open, and so far holds this number.
    Open(usize),
    /// The brace is closed.
    Closed(usize),
}

impl Answers {
    fn new(limit: usize) -> Self {
        Self { limit, answer: 0, announced: 0, end: End::Plain }
    }

    fn follow(&mut self, mut bytes: &[u8]) -> Result<(), TooLarge> {
        while let Some((&byte, rest)) = bytes.split_first() {
            if self.announced > 0 {
                let part = self.announced.min(bytes.len());
                self.announced -= part;
                bytes = &bytes[part..];
            } else {
                self.line(byte)?;
                bytes = rest;
            }
        }
        Ok(())
    }

    fn line(&mut self, byte: u8) -> Result<(), TooLarge> {
        self.grow(1)?;
        self.end = match (self.end, byte) {
            (End::Closed(announced), b'\n') => {
                self.grow(announced)?;
                self.announced = announced;
                End::Plain
            }
            (_, b'\n') => {
                self.answer = 0;
                End::Plain
            }
            (closed @ End::Closed(_), b'\r') => closed,
            (_, b'{') => End::Open(0),
            (End::Open(number), b'0'..=b'9') => {
                End::Open(number.saturating_mul(10).saturating_add(usize::from(byte - b'0')))
            }
            (open @ End::Open(_), b'+') => open,
            (End::Open(number), b'}') => End::Closed(number),
            _ => End::Plain,
        };
        Ok(())
    }

    fn grow(&mut self, bytes: usize) -> Result<(), TooLarge> {
        self.answer = self.answer.saturating_add(bytes);
        if self.answer > self.limit { Err(TooLarge) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In pieces of every length: what comes in one read is up to the network.
    fn follow(text: &[u8]) -> Result<(), TooLarge> {
        let whole = Answers::new(100).follow(text);
        for length in 1..text.len() {
            let mut answers = Answers::new(100);
            let piecewise = text.chunks(length).try_for_each(|piece| answers.follow(piece));
            assert_eq!(piecewise, whole, "in pieces of {length}");
        }
        whole
    }

    #[test]
    fn any_number_of_sound_answers_passes() {
        let answer: &[u8] = b"* 1 FETCH (UID 1 BODY[]<0> {12}\r\n{999999}\r\n}\r)\r\n";
        assert_eq!(follow(&answer.repeat(50)), Ok(()));
    }

    #[test]
    fn an_answer_is_refused_before_what_it_announces_arrives() {
        assert_eq!(follow(b"* 1 FETCH (BODY[] {536870912}\r\n"), Err(TooLarge));
        assert_eq!(follow(b"* 1 FETCH (BODY[] {99999999999999999999999999}\r\n"), Err(TooLarge));
    }

    #[test]
    fn many_announcements_in_one_answer_are_added_up() {
        assert_eq!(
            follow(&b"* 1 FETCH (X {30}\r\n123456789012345678901234567890 Y ".repeat(3)),
            Err(TooLarge)
        );
    }

    #[test]
    fn a_line_without_end_is_refused() {
        assert_eq!(follow(&b"* OK ".repeat(21)), Err(TooLarge));
    }
}
