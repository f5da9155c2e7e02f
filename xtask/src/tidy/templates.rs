//! Rules for templates.

use super::{File, Problem};

/// What the content policy would refuse in the browser anyway, found before.
const REFUSED: &[(&str, &str)] = &[
    (" style=", "a style attribute: the content policy drops it; use a class"),
    ("<style", "a style element: the content policy drops it; use a style sheet"),
    (" onclick=", "a handler in the markup: the content policy drops it; use a data attribute"),
    (" onchange=", "a handler in the markup: the content policy drops it; use a data attribute"),
    (" onsubmit=", "a handler in the markup: the content policy drops it; use a data attribute"),
    ("javascript:", "a script in an address: the content policy drops it"),
];

/// What a view calls a part that another template has rendered, or a picture the program has drawn.
const RENDERED: &[&str] = &["part", "called", "notices", "qr", "body", "chart"];

/// The last names of the values that a line of a template takes as markup.
fn taken_as_markup(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("|safe").map(|(at, _)| {
        let before = line[..at].trim_end();
        let from = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(0, |at| at + 1);
        &before[from..]
    })
}

/// A template holds no inline style or script, and nothing it escapes by hand.
pub(crate) fn follow_the_content_policy(file: &File) -> Vec<Problem> {
    if !file.is("html") {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        for (_, what) in REFUSED.iter().filter(|(sign, _)| line.contains(sign)) {
            problems.push(Problem::new(file, index + 1, *what));
        }
        for name in taken_as_markup(line).filter(|name| !RENDERED.contains(name)) {
            problems.push(Problem::new(
                file,
                index + 1,
                format!("`{name}` is taken as markup: let it be escaped"),
            ));
        }
        if line.contains("<script") && !line.contains("src=") {
            problems.push(Problem::new(file, index + 1, "a script in the page: the content policy drops it"));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::{super::samples::lines, *};

    #[test]
    fn inline_styles_and_scripts_are_found() {
        let text = "<p class=\"a\">\n<p style=\"x\">\n<script src=\"/a.js\"></script>\n<script>f()</script>\n{{ name|safe }}{{ view.part|safe }}";
        assert_eq!(
            lines(follow_the_content_policy, "features/hall/templates/hall/kiosk.html", text),
            [2, 4, 5]
        );
    }
}
