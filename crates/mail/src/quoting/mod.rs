//! What is new in a text, what is quoted, and what is a signature.
//!
//! A text is cut between lines and nothing is taken away: the pieces in their order are the text again. A reader folds what
//! is quoted; whoever doubts the cut unfolds it.

mod lead;

use std::ops::Range;

/// What a piece of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What the author wrote now.
    New,
    /// The line that says who wrote what follows.
    Lead,
    /// What somebody wrote before.
    Quoted,
    /// A letter passed on: its author wants it read, so it is not folded.
    Forwarded,
    /// The greeting at the end, name, post, telephone, disclaimer.
    Signature,
}

/// A piece of a text: whole lines with their line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, in bytes of the text.
    pub range: Range<usize>,
}

/// Cuts a text into pieces. Neighbours are of different kinds; together they are the text.
pub fn split(text: &str) -> Vec<Piece> {
    let lines = lines(text);
    let mut kinds = vec![Kind::New; lines.len()];
    mark_quotes(&lines, &mut kinds);
    mark_rest(&lines, &mut kinds);
    mark_signatures(&lines, &mut kinds);
    joined(&lines, &kinds)
}

/// What the author wrote now, without quotations and signature; the whole text where nothing else is left.
pub fn new_text(text: &str) -> String {
    let own: String = split(text)
        .into_iter()
        .filter(|piece| matches!(piece.kind, Kind::New | Kind::Forwarded))
        .filter_map(|piece| text.get(piece.range))
        .collect();
    let own = own.trim();
    if own.is_empty() { text.trim().to_owned() } else { own.to_owned() }
}

/// A line with its break, and where it begins.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl Line<'_> {
    fn is_quoted(&self) -> bool {
        let text = self.text.trim_start();
        text.starts_with('>') && !text.starts_with(">From ")
    }
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let own = Line { start, text: line };
            start += line.len();
            own
        })
        .collect()
}

/// Lines marked with `>`, and the line that leads them in.
fn mark_quotes(lines: &[Line<'_>], kinds: &mut [Kind]) {
    for (at, line) in lines.iter().enumerate() {
        if !line.is_quoted() {
            continue;
        }
        kinds[at] = Kind::Quoted;
        let begins = at == 0 || kinds[at - 1] != Kind::Quoted;
        if begins && let Some(range) = lead::before(&texts(lines, at.saturating_sub(6)..at)) {
            let base = at.saturating_sub(6);
            kinds[base + range.start..at].fill(Kind::Lead);
        }
    }
    // Blank lines between two quoted ones belong to the quotation.
    for at in 1..lines.len() {
        if kinds[at] == Kind::New && lines[at].is_blank() && kinds[at - 1] == Kind::Quoted {
            let next = (at..lines.len()).take(50).find(|next| !lines[*next].is_blank());
            if next.is_some_and(|next| kinds[next] == Kind::Quoted) {
                kinds[at] = Kind::Quoted;
            }
        }
    }
}

/// Programs that mark no line put everything they quote after one leading block, down to the end.
fn mark_rest(lines: &[Line<'_>], kinds: &mut [Kind]) {
    for at in 0..lines.len() {
        if kinds[at] != Kind::New {
            continue;
        }
        let Some(block) = lead::block(&texts(lines, at..(at + 12).min(lines.len()))) else { continue };
        let rest = at + block.lines;
        // A leading line whose text is marked by `>` was dealt with; what comes after it may be an answer in between.
        if block.kind == Kind::Quoted && lines.get(rest..).is_some_and(|rest| rest.iter().all(Line::is_blank))
        {
            continue;
        }
        kinds[at..rest].fill(Kind::Lead);
        for kind in &mut kinds[rest..] {
            *kind = block.kind;
        }
        return;
    }
}

/// The signature at the end of what is new, before a quotation or the end of the text.
fn mark_signatures(lines: &[Line<'_>], kinds: &mut [Kind]) {
    let mut end = 0;
    while end < lines.len() {
        if kinds[end] != Kind::New {
            end += 1;
            continue;
        }
        let start = end;
        while end < lines.len() && kinds[end] == Kind::New {
            end += 1;
        }
        if let Some(from) = lead::signature(&texts(lines, start..end)) {
            kinds[start + from..end].fill(Kind::Signature);
        }
    }
}

fn texts<'a>(lines: &[Line<'a>], range: Range<usize>) -> Vec<&'a str> {
    lines.get(range).unwrap_or_default().iter().map(|line| line.text.trim()).collect()
}

fn joined(lines: &[Line<'_>], kinds: &[Kind]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (line, kind) in lines.iter().zip(kinds) {
        let range = line.start..line.start + line.text.len();
        match pieces.last_mut() {
            Some(last) if last.kind == *kind => last.range.end = range.end,
            _ => pieces.push(Piece { kind: *kind, range }),
        }
    }
    pieces
}
