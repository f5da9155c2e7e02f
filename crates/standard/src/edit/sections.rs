//! The headings of a file and the text that belongs to each.

use std::ops::Range;

use super::{
    node::{Node, Path, Step},
    splice::{line_end, line_start},
};

/// A table under a heading.
struct Section {
    path: Path,
    /// From the lines about it directly above the heading to the end of its last entry.
    range: Range<usize>,
}

/// The tables with headings of a file, in the order of the file.
pub(super) struct Sections<'a> {
    text: &'a str,
    sections: Vec<Section>,
}

impl<'a> Sections<'a> {
    pub(super) fn of(text: &'a str, root: Node<'_>) -> Self {
        let mut sections = Vec::new();
        collect(text, root, &mut Vec::new(), &mut sections);
        sections.sort_by_key(|section| section.range.start);
        Self { text, sections }
    }

    /// Where what a table itself holds ends: its last value, or its heading.
    pub(super) fn own_end(table: Node<'_>) -> Option<usize> {
        let Node::Block(_) = table else { return None };
        let values = table.keys().into_iter().filter_map(|key| value_end(table.get(key)?));
        let heading = table.span().filter(|span| !span.is_empty()).map(|span| span.end);
        values.chain(heading).max()
    }

    /// Where the head of the file ends, before the first heading.
    pub(super) fn head_end(&self, root: Node<'_>) -> Option<usize> {
        Self::own_end(root).map(|end| line_end(self.text, end))
    }

    /// The text of an item with the parts under it, range by range: more than one where something else stands between.
    fn ranges(&self, path: &[Step]) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut adjoins = false;
        for section in &self.sections {
            let belongs = section.path.starts_with(path);
            match ranges.last_mut() {
                Some(last) if belongs && adjoins => last.end = section.range.end,
                _ if belongs => ranges.push(section.range.clone()),
                _ => {}
            }
            adjoins = belongs;
        }
        ranges
    }

    /// The text of an item with its parts, ending with a line break; `None` where it is scattered over the file or has
    /// no heading.
    pub(super) fn text_of(&self, path: &[Step]) -> Option<String> {
        let ranges = self.ranges(path);
        let [range] = ranges.as_slice() else { return None };
        let text = self.text[range.clone()].replace("\r\n", "\n");
        Some(if text.ends_with('\n') { text } else { text + "\n" })
    }

    /// Where an item begins, the lines about it included.
    pub(super) fn start(&self, path: &[Step]) -> Option<usize> {
        self.ranges(path).first().map(|range| range.start)
    }

    /// Where an item with its parts ends.
    pub(super) fn end(&self, path: &[Step]) -> Option<usize> {
        self.ranges(path).last().map(|range| range.end)
    }

    /// The text without an item, its parts, and the blank lines behind it.
    pub(super) fn without(&self, path: &[Step]) -> String {
        let mut text = self.text.to_owned();
        for range in self.ranges(path).into_iter().rev() {
            let after_blank =
                range.start == 0 || self.text[..range.start].trim_end_matches(' ').ends_with("\n\n");
            let mut end = range.end;
            while after_blank && end < self.text.len() {
                let line = end..line_end(self.text, end);
                if !self.text[line.clone()].trim().is_empty() {
                    break;
                }
                end = line.end;
            }
            text.replace_range(range.start..end, "");
        }
        text
    }

    /// The text with two items in each other's place; `None` where one is scattered over the file.
    pub(super) fn swapped(&self, one: &[Step], two: &[Step]) -> Option<String> {
        let (one, two) = (self.ranges(one), self.ranges(two));
        let ([one], [two]) = (one.as_slice(), two.as_slice()) else { return None };
        if one.end > two.start {
            return None;
        }
        let text = self.text;
        let last = if text[two.clone()].ends_with('\n') { "" } else { "\n" };
        Some(format!(
            "{}{}{last}{}{}{}",
            &text[..one.start],
            &text[two.clone()],
            &text[one.end..two.start],
            &text[one.clone()],
            &text[two.end..]
        ))
    }
}

fn value_end(node: Node<'_>) -> Option<usize> {
    match node {
        // Keys with points make a table that lies among the entries.
        Node::Block(table) if table.is_dotted() => {
            node.keys().into_iter().filter_map(|key| value_end(node.get(key)?)).max()
        }
        Node::Block(_) | Node::Blocks(_) => None,
        value => value.span().map(|span| span.end),
    }
}

fn collect(text: &str, node: Node<'_>, path: &mut Path, sections: &mut Vec<Section>) {
    if let (Node::Block(table), Some(span)) = (node, node.span())
        && !table.is_dotted()
        && !path.is_empty()
    {
        let end = line_end(text, Sections::own_end(node).unwrap_or(span.end));
        sections.push(Section { path: path.clone(), range: lead(text, span.start)..end });
    }
    for key in node.keys() {
        let Some(inner) = node.get(key) else { continue };
        path.push(Step::key(key));
        match inner {
            Node::Block(_) => collect(text, inner, path, sections),
            Node::Blocks(_) => {
                for (place, row) in inner.rows().enumerate() {
                    path.push(Step::Index(place));
                    collect(text, row, path, sections);
                    path.pop();
                }
            }
            Node::Braces(_) | Node::Value(_) => {}
        }
        path.pop();
    }
}

/// Where the lines about a heading begin: the remarks directly above it, but not a remark that is a heading of its own
/// kind (`# ---- Roles ----`).
fn lead(text: &str, heading: usize) -> usize {
    let mut start = line_start(text, heading);
    while start > 0 {
        let above = line_start(text, start - 1);
        let line = text[above..start].trim();
        if !line.starts_with('#') || line.contains("---") || line.contains("===") {
            break;
        }
        start = above;
    }
    start
}
