//! Links to hand over, as a file for an office program.

/// A person with the link that was just made.
pub(crate) struct Handed {
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) link: String,
}

/// The links as a table, with headings. The mark at its beginning lets office programs read the Latvian letters, and the
/// semicolon is what they part columns by here.
pub(crate) fn text(headings: [&str; 3], people: &[Handed]) -> String {
    let rows = people.iter().map(|one| [one.name.as_str(), one.email.as_str(), one.link.as_str()]);
    let lines: Vec<String> =
        std::iter::once(headings).chain(rows).map(|cells| cells.map(quoted).join(";")).collect();
    format!("\u{feff}{}\r\n", lines.join("\r\n"))
}

/// A cell that is read as text: what begins like a formula would be calculated by whoever opens the file.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_text_whatever_they_hold() {
        let people = [Handed {
            name: "=1+1;\"Anna\"".to_owned(),
            email: "anna@ezermala.example".to_owned(),
            link: "https://rinda.example/invite/x".to_owned(),
        }];
        assert_eq!(
            text(["Vārds", "E-pasts", "Saite"], &people),
            "\u{feff}\"Vārds\";\"E-pasts\";\"Saite\"\r\n\
             \"'=1+1;\"\"Anna\"\"\";\"anna@ezermala.example\";\"https://rinda.example/invite/x\"\r\n"
        );
    }
}
