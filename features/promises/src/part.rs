//! Which part of the figures is looked at, and the address under which the obligations behind it are listed.

use std::{collections::HashMap, str::FromStr};

use solits_journal::channel_name;
use solits_kernel::{BranchId, EmployeeId, UnitId, day_of_number};
use solits_standard::model::ChannelKind;
use uuid::Uuid;

use crate::model::{Days, Wanted};

/// Part of the figures; what is not named is not narrowed. The nil id stands for those who have none: no branch, nobody,
/// no unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) branch: Option<BranchId>,
    pub(crate) channel: Option<ChannelKind>,
    /// A unit with those under it.
    pub(crate) unit: Option<UnitId>,
    pub(crate) employee: Option<EmployeeId>,
}

/// A value of an address that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable;

impl Part {
    /// The part asked for by `branch`, `channel`, `unit` and `employee`.
    pub(crate) fn read(query: &HashMap<String, String>) -> Result<Self, Unreadable> {
        Ok(Self {
            branch: id(query, "branch")?,
            channel: channel(query)?,
            unit: id(query, "unit")?,
            employee: id(query, "employee")?,
        })
    }

    /// As [`Part::read`] for a page: what cannot be read narrows nothing.
    pub(crate) fn asked(query: &HashMap<String, String>) -> Self {
        Self {
            branch: id(query, "branch").unwrap_or_default(),
            channel: channel(query).unwrap_or_default(),
            unit: id(query, "unit").unwrap_or_default(),
            employee: id(query, "employee").unwrap_or_default(),
        }
    }

    /// The name of the channel as it is stored.
    pub(crate) fn channel_name(self) -> Option<String> {
        self.channel.map(channel_name)
    }

    /// The part as pieces of an address.
    pub(crate) fn pieces(self) -> Vec<String> {
        let mut pieces = Vec::new();
        pieces.extend(self.branch.map(|branch| format!("branch={branch}")));
        pieces.extend(self.channel_name().map(|channel| format!("channel={channel}")));
        pieces.extend(self.unit.map(|unit| format!("unit={unit}")));
        pieces.extend(self.employee.map(|employee| format!("employee={employee}")));
        pieces
    }

    /// The end of the address of the list of obligations of this part, these days and this state.
    pub(crate) fn address(self, days: Days, wanted: Wanted) -> String {
        let mut pieces =
            vec![format!("from={}", day_of_number(days.from)), format!("to={}", day_of_number(days.to))];
        pieces.extend(self.pieces());
        pieces.extend(wanted.state().map(|state| format!("state={state}")));
        pieces.join("&")
    }
}

/// What is asked for by name; an empty value asks for nothing.
pub(crate) fn asked<'a>(query: &'a HashMap<String, String>, name: &str) -> Option<&'a str> {
    query.get(name).map(String::as_str).filter(|value| !value.is_empty())
}

fn id<T: FromStr>(query: &HashMap<String, String>, name: &str) -> Result<Option<T>, Unreadable> {
    asked(query, name).map(|id| id.parse().map_err(|_| Unreadable)).transpose()
}

fn channel(query: &HashMap<String, String>) -> Result<Option<ChannelKind>, Unreadable> {
    asked(query, "channel").map(|name| channel_of(name).ok_or(Unreadable)).transpose()
}

/// The channel of a stored name.
pub(crate) fn channel_of(name: &str) -> Option<ChannelKind> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

/// An id as the roll-ups hold it: the nil id for none.
pub(crate) fn or_nil<T>(id: Option<solits_kernel::Id<T>>) -> Uuid {
    id.map_or(Uuid::nil(), solits_kernel::Id::uuid)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> HashMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_part_is_read_from_the_address_it_writes() {
        let part = Part {
            branch: Some(BranchId::new(Uuid::from_u128(1))),
            channel: Some(ChannelKind::EAddress),
            unit: Some(UnitId::new(Uuid::from_u128(2))),
            employee: Some(EmployeeId::new(Uuid::nil())),
        };
        let address = part.address(Days { from: 20_758, to: 20_778 }, Wanted::Met);
        assert!(address.starts_with("from=2026-11-01&to=2026-11-21&branch="), "{address}");
        assert!(address.ends_with("&state=met") && address.contains("&channel=e_address&"), "{address}");
        let pairs: Vec<(&str, &str)> = address.split('&').filter_map(|piece| piece.split_once('=')).collect();
        assert_eq!(Part::read(&query(&pairs)), Ok(part));
    }

    #[test]
    fn an_unreadable_part_is_refused_for_programs_and_narrows_nothing_on_a_page() {
        for pair in [("branch", "here"), ("channel", "pigeon"), ("unit", "1"), ("employee", "anna")] {
            assert_eq!(Part::read(&query(&[pair])), Err(Unreadable), "{pair:?}");
            assert_eq!(Part::asked(&query(&[pair])), Part::default(), "{pair:?}");
        }
        assert_eq!(Part::read(&query(&[("unit", ""), ("channel", "")])), Ok(Part::default()));
    }
}
