//! Telephone numbers in any spelling.

use std::fmt;

/// A telephone number in its international form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(String);

/// The digits after +371.
const LATVIAN_DIGITS: usize = 8;

impl PhoneNumber {
    /// `+37129123456`.
    pub fn international(&self) -> &str {
        &self.0
    }

    /// As it is dialled in Latvia, eight digits; the whole number of another country.
    pub fn local(&self) -> &str {
        self.0.strip_prefix("+371").unwrap_or(&self.0)
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a telephone number as people write it: `29 123 456`, `2912-3456`, `00371…`, `(+371)…`; `None` for short
/// numbers such as 112, which are not international, and for anything else.
pub fn phone_number(text: &str) -> Option<PhoneNumber> {
    let is_separator =
        |c: char| c.is_whitespace() || matches!(c, '-' | '(' | ')' | '.' | '/' | '\u{2011}' | '\u{2013}');
    let compact: String = text.chars().filter(|c| !is_separator(*c)).collect();
    let (is_international, digits) = match compact.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => compact.strip_prefix("00").map_or((false, compact.as_str()), |rest| (true, rest)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let latvian = digits.strip_prefix("371").filter(|rest| is_latvian(rest));
    match (latvian, is_international) {
        (Some(local), _) => Some(PhoneNumber(format!("+371{local}"))),
        (None, false) => is_latvian(digits).then(|| PhoneNumber(format!("+371{digits}"))),
        // The longest number of ITU-T E.164 has 15 digits; a Latvian one of a wrong length is no number at all.
        (None, true) => {
            ((7..=15).contains(&digits.len()) && !digits.starts_with("371") && !digits.starts_with('0'))
                .then(|| PhoneNumber(format!("+{digits}")))
        }
    }
}

/// Fixed lines begin with 6, mobiles with 2, others with 8 and 9.
fn is_latvian(digits: &str) -> bool {
    digits.len() == LATVIAN_DIGITS && digits.starts_with(['2', '6', '8', '9'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_is_one_number_however_it_is_written() {
        for spelling in [
            "29123456",
            "29 123 456",
            "2912-3456",
            "0037129123456",
            "37129123456",
            "(+371)29123456",
            "+371 29 12 34 56",
            "+371\u{a0}29.123.456",
        ] {
            let number = phone_number(spelling).unwrap();
            assert_eq!((number.international(), number.local()), ("+37129123456", "29123456"), "{spelling}");
        }
        assert_eq!(phone_number("+44 20 7946 0958").unwrap().international(), "+442079460958");
    }

    #[test]
    fn short_numbers_and_other_digits_are_not_telephone_numbers() {
        for other in
            ["112", "116006", "1188", "40003627089", "12345678", "+371 2912345", "010190-00129", "", "+"]
        {
            assert_eq!(phone_number(other), None, "{other}");
        }
    }
}
