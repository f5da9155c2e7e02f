//! Collecting findings: byte ranges of the source become lines and columns.

use std::{
    collections::{BTreeSet, HashSet},
    ops::Range,
};

use solits_kernel::Text;

use super::finding::{Finding, Severity};

/// Of one severity no more findings than these are kept, for each holds words of its own. A long standard that lacks one
/// language everywhere has fewer.
const MOST: usize = 2_000;

/// The longest piece of a line that is shown with a finding, in characters.
const SHOWN: usize = 200;

/// So many of them stand before what is marked.
const BEFORE: usize = 80;

/// The longest words of a finding, in characters; only names that nobody would write make them longer.
const LONGEST: usize = 1_000;

/// The findings so far, and the source they lie in.
pub(super) struct Report<'s> {
    source: &'s str,
    file: String,
    line_starts: Vec<usize>,
    findings: Vec<(usize, Finding)>,
    /// How many were found of each severity, kept or not: errors, warnings, notes.
    found: [usize; 3],
    /// Where a finding goes that is not kept.
    aside: Finding,
    /// Lines about which nothing more is said.
    silent: HashSet<usize>,
    /// Keys taken out because of what has been reported about them, by where their table begins.
    taken_out: BTreeSet<(usize, String)>,
    /// The paragraph that the entry being looked at cites.
    pub(super) paragraph: Option<String>,
}

impl<'s> Report<'s> {
    pub(super) fn new(source: &'s str, file: &str) -> Self {
        let line_starts =
            std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self {
            source,
            file: file.to_owned(),
            line_starts,
            findings: Vec::new(),
            found: [0; 3],
            aside: finding(file, Severity::Note, Text::new("", "")),
            silent: HashSet::new(),
            taken_out: BTreeSet::new(),
            paragraph: None,
        }
    }

    pub(super) const fn source(&self) -> &'s str {
        self.source
    }

    /// The line a byte lies on, from 1.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= at)
    }

    pub(super) fn error(
        &mut self,
        span: Range<usize>,
        lv: impl Into<String>,
        en: impl Into<String>,
    ) -> &mut Finding {
        self.add(Severity::Error, span, Text::new(lv, en))
    }
    pub(super) fn warn(
        &mut self,
        span: Range<usize>,
        lv: impl Into<String>,
        en: impl Into<String>,
    ) -> &mut Finding {
        self.add(Severity::Warning, span, Text::new(lv, en))
    }
    pub(super) fn note(
        &mut self,
        span: Range<usize>,
        lv: impl Into<String>,
        en: impl Into<String>,
    ) -> &mut Finding {
        self.add(Severity::Note, span, Text::new(lv, en))
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "whoever finds something makes its words for this alone"
    )]
    fn add(&mut self, severity: Severity, span: Range<usize>, what: Text) -> &mut Finding {
        let start = self.source.floor_char_boundary(span.start.min(self.source.len()));
        let line = self.line_of(start);
        if self.silent.contains(&line) {
            return &mut self.aside;
        }
        let found = &mut self.found[severity as usize];
        *found += 1;
        if *found > MOST {
            return &mut self.aside;
        }
        let line_start = self.line_starts[line - 1];
        let source_line = self.source[line_start..].lines().next().unwrap_or_default();
        let line_end = line_start + source_line.len();
        let end = self.source.floor_char_boundary(span.end.clamp(start, line_end.max(start)));
        let column = self.source[line_start..start].chars().count() + 1;
        let (shown_from, source_line) = piece(source_line, column);
        let room = (shown_from + source_line.chars().count()).saturating_sub(column);
        let length = self.source[start..end].chars().take(room).count().max(1);
        let what = Text::new(shortened(&what.lv), shortened(&what.en));
        let paragraph = self.paragraph.as_deref().map(shortened);
        let finding = Finding {
            line,
            column,
            length,
            source_line,
            shown_from,
            paragraph,
            ..finding(&self.file, severity, what)
        };
        self.findings.push((start, finding));
        let last = self.findings.len() - 1;
        &mut self.findings[last].1
    }

    /// Nothing more is said about these lines until [`Self::speak`].
    pub(super) fn be_silent_about(&mut self, lines: HashSet<usize>) {
        self.silent = lines;
    }
    /// Every line is spoken about again.
    pub(super) fn speak(&mut self) {
        self.silent.clear();
    }

    /// Remembers that a key was taken out of a table.
    pub(super) fn take_out(&mut self, table: &Range<usize>, key: &str) {
        self.taken_out.insert((table.start, key.to_owned()));
    }
    /// Whether the file has the key, though it was taken out.
    pub(super) fn was_taken_out(&self, table: &Range<usize>, key: &str) -> bool {
        self.taken_out.contains(&(table.start, key.to_owned()))
    }
    pub(super) const fn has_errors(&self) -> bool {
        self.found[Severity::Error as usize] > 0
    }

    /// The findings in the order of the file; last, how many more there are than are shown.
    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|(start, finding)| (*start, finding.severity));
        let mut findings: Vec<Finding> = self.findings.into_iter().map(|(_, finding)| finding).collect();
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let gravest = severities.into_iter().find(|severity| self.found[*severity as usize] > MOST);
        if let Some(severity) = gravest {
            let more = self.found.iter().map(|found| found.saturating_sub(MOST)).sum::<usize>();
            let what = Text::new(
                format!("te redzams ne viss: atrasts vēl {more}"),
                format!("not all is shown: {more} more were found"),
            );
            let meant = Text::new(
                "kad šis ir izlabots, pārbaudiet vēlreiz",
                "when these are mended, check once more",
            );
            findings.push(Finding { meant: Some(meant), ..finding(&self.file, severity, what) });
        }
        findings
    }
}

/// A finding about the beginning of the file.
fn finding(file: &str, severity: Severity, what: Text) -> Finding {
    Finding {
        severity,
        file: file.to_owned(),
        line: 1,
        column: 1,
        length: 1,
        source_line: String::new(),
        shown_from: 1,
        what,
        meant: None,
        paragraph: None,
    }
}

/// The piece of a line around a column, and the column it begins with. Where the line goes on, `…` stands in the place
/// of the last character shown.
fn piece(line: &str, column: usize) -> (usize, String) {
    let count = line.chars().count();
    if count <= SHOWN {
        return (1, line.to_owned());
    }
    let left_out = (column - 1).saturating_sub(BEFORE).min(count - SHOWN);
    let shown = line.chars().enumerate().skip(left_out).take(SHOWN).map(|(place, character)| {
        let is_cut = (place == left_out && place > 0) || (place + 1 == left_out + SHOWN && place + 1 < count);
        if is_cut { '…' } else { character }
    });
    (left_out + 1, shown.collect())
}

/// Words that are not longer than anybody reads.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}
