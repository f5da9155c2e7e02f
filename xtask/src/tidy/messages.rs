//! Rules of message files.

use super::{File, Problem};

/// Plural forms are chosen by `$category`, which the program computes: a number itself is already text by then, as the
/// language writes it, so that a choice by `$count` always gives the last form.
pub(crate) fn choose_by_category(file: &File) -> Vec<Problem> {
    if !file.is("ftl") {
        return Vec::new();
    }
    let wrong = file.text.lines().zip(1..).filter(|(line, _)| line.contains("$count ->"));
    wrong
        .map(|(_, line)| Problem::new(file, line, "plural forms are chosen by $category, not by $count"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{super::samples::lines, choose_by_category};

    #[test]
    fn a_choice_by_the_number_itself_is_found() {
        let text =
            "a = { $category ->\n   *[other] { $count } x\n}\nb = { $count ->\n   *[other] { $count } x\n}\n";
        assert_eq!(lines(choose_by_category, "features/a/messages/lv.ftl", text), [4]);
    }
}
