//! Days in a standard file, written as a TOML date or as a text: `2014-07-24`, `"2014-07-24"`.

use std::fmt;

use jiff::civil::Date;
use serde::{
    Deserializer, Serializer,
    de::{Error, MapAccess, Visitor},
};

#[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
pub(super) fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => serializer.collect_str(date),
        None => serializer.serialize_none(),
    }
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    deserializer.deserialize_any(DateVisitor).map(Some)
}

struct DateVisitor;

impl<'de> Visitor<'de> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day such as 2014-07-24")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
        text.parse().map_err(|_| E::custom(format!("`{text}` is not a day such as 2014-07-24")))
    }
    // TOML's own dates reach serde as a map with one text in it.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Date, A::Error> {
        let entry: Option<(String, String)> = map.next_entry()?;
        let (_, text) = entry.ok_or_else(|| A::Error::custom("an empty day"))?;
        self.visit_str(&text)
    }
}
