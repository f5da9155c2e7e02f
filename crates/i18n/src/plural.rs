//! Which form of a noun follows a number.

use solits_kernel::Lang;

/// The form of a noun after a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Latvian after 0, 10, 11 to 19, 20, 111: "0 klientu".
    Zero,
    /// Latvian after 1, 21, 101; English after 1: "21 klients".
    One,
    /// All other numbers: "2 klienti".
    Other,
}

impl Category {
    /// The name by which messages choose a variant: `zero`, `one` or `other`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Other => "other",
        }
    }
}

/// The form of a noun after `count`; a negative number takes the form of its positive one.
///
/// The library that reads the catalogues gives 111 the wrong Latvian form, so messages select on what is computed here.
pub const fn category(lang: Lang, count: i64) -> Category {
    let count = count.unsigned_abs();
    match lang {
        Lang::Lv if count.is_multiple_of(10) || matches!(count % 100, 11..=19) => Category::Zero,
        Lang::Lv if count % 10 == 1 => Category::One,
        Lang::En if count == 1 => Category::One,
        Lang::Lv | Lang::En => Category::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latvian_has_three_forms_and_the_teens_take_the_zero_form() {
        for (count, name) in [
            (0, "zero"),
            (1, "one"),
            (2, "other"),
            (9, "other"),
            (10, "zero"),
            (11, "zero"),
            (12, "zero"),
            (19, "zero"),
            (20, "zero"),
            (21, "one"),
            (22, "other"),
            (101, "one"),
            (111, "zero"),
            (112, "zero"),
            (121, "one"),
            (1_000, "zero"),
            (-1, "one"),
        ] {
            assert_eq!(category(Lang::Lv, count).name(), name, "{count}");
        }
    }

    #[test]
    fn english_has_one_and_other() {
        for (count, name) in
            [(0, "other"), (1, "one"), (2, "other"), (11, "other"), (21, "other"), (111, "other")]
        {
            assert_eq!(category(Lang::En, count).name(), name, "{count}");
        }
    }
}
