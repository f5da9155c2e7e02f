//! Collecting findings: byte ranges of the source become lines and columns.

use std::{collections::BTreeSet, ops::Range};

use solits_kernel::Text;

use super::finding::{Finding, Severity};

/// The findings so far, and the source they lie in.
pub(super) struct Report<'s> {
    source: &'s str,
    file: String,
    line_starts: Vec<usize>,
    findings: Vec<(usize, Finding)>,
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

    fn add(&mut self, severity: Severity, span: Range<usize>, what: Text) -> &mut Finding {
        let start = self.source.floor_char_boundary(span.start.min(self.source.len()));
        let line = self.line_of(start);
        let line_start = self.line_starts[line - 1];
        let source_line = self.source[line_start..].lines().next().unwrap_or_default();
        let line_end = line_start + source_line.len();
        let end = self.source.floor_char_boundary(span.end.clamp(start, line_end.max(start)));
        let finding = Finding {
            severity,
            file: self.file.clone(),
            line,
            column: self.source[line_start..start].chars().count() + 1,
            length: self.source[start..end].chars().count().max(1),
            source_line: source_line.to_owned(),
            what,
            meant: None,
            paragraph: self.paragraph.clone(),
        };
        self.findings.push((start, finding));
        let last = self.findings.len() - 1;
        &mut self.findings[last].1
    }

    /// Remembers that a key was taken out of a table.
    pub(super) fn take_out(&mut self, table: &Range<usize>, key: &str) {
        self.taken_out.insert((table.start, key.to_owned()));
    }
    /// Whether the file has the key, though it was taken out.
    pub(super) fn was_taken_out(&self, table: &Range<usize>, key: &str) -> bool {
        self.taken_out.contains(&(table.start, key.to_owned()))
    }
    pub(super) const fn count(&self) -> usize {
        self.findings.len()
    }
    pub(super) fn has_errors(&self) -> bool {
        self.findings.iter().any(|(_, finding)| finding.severity == Severity::Error)
    }
    /// Forgets findings after the first `count` that lie on one of the lines.
    pub(super) fn forget_on_lines(&mut self, count: usize, lines: &[usize]) {
        let mut position = 0;
        self.findings.retain(|(_, finding)| {
            position += 1;
            position <= count || !lines.contains(&finding.line)
        });
    }

    /// The findings in the order of the file.
    pub(super) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|(start, finding)| (*start, finding.severity));
        self.findings.into_iter().map(|(_, finding)| finding).collect()
    }
}
