//! What is left of a name.

/// Stands for a name in which no letter is found.
const NOBODY: &str = "–";

/// The initials of a name; of initials themselves nothing more is taken.
pub(crate) fn initials(name: &str) -> String {
    let first = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    let initials: Vec<String> = first.map(|letter| format!("{letter}.")).collect();
    if initials.is_empty() { NOBODY.to_owned() } else { initials.join(" ") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Security §11: an account a year after leaving, then initials.
    #[test]
    fn of_a_name_the_first_letter_of_each_word_stays() {
        assert_eq!(initials("Anna Liepa"), "A. L.");
        assert_eq!(initials("Ģirts  Ādolfs Kļaviņš-Bērzs"), "Ģ. Ā. K.");
        assert_eq!(initials("Zane"), "Z.");
        assert_eq!(initials(" "), "–");
    }

    proptest! {
        #[test]
        fn no_word_of_a_name_stays_and_initials_stay_as_they_are(name in "[A-ZĀ-Ž][a-zā-ž]{1,9}( [A-ZĀ-Ž][a-zā-ž]{1,9}){0,3}") {
            let left = initials(&name);
            for word in name.split(' ') {
                prop_assert!(!left.contains(word), "{left}");
            }
            prop_assert_eq!(initials(&left), left);
        }
    }
}
