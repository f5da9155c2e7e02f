//! What a message is given to put in its gaps.

use std::borrow::Cow;

use fluent_bundle::FluentValue;
use solits_kernel::Lang;

use crate::figures;

/// A value for a gap in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Text, put in as it is.
    Text(Cow<'a, str>),
    /// A whole number, written as the language writes it.
    Number(i64),
}

impl Value<'_> {
    pub(crate) fn written(&self, lang: Lang) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::String(Cow::Borrowed(text)),
            Self::Number(number) => FluentValue::from(figures::number(lang, *number)),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}
impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// A whole number of any type, or a reference to one, as templates hand it over.
pub trait Whole {
    /// The number; the largest possible for one that does not fit.
    fn whole(&self) -> i64;
}

impl<T: Whole + ?Sized> Whole for &T {
    fn whole(&self) -> i64 {
        (**self).whole()
    }
}

macro_rules! whole {
    ($($number:ty),*) => { $(
        impl Whole for $number {
            fn whole(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
        impl From<$number> for Value<'_> {
            fn from(number: $number) -> Self {
                Self::Number(number.whole())
            }
        }
        impl From<&$number> for Value<'_> {
            fn from(number: &$number) -> Self {
                Self::Number(number.whole())
            }
        }
    )* };
}
whole!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
