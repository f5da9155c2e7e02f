//! Kinds of entries as the store keeps them: a letter for the few that nearly every visit writes. What is read, shown and
//! sealed is always the name.

/// The letters; none ever gets another meaning. Statements that look for one of these kinds name both forms.
const LETTERS: [(&str, &str); 6] = [
    ("ticket.taken", "T"),
    ("ticket.called", "C"),
    ("ticket.started", "S"),
    ("ticket.finished", "F"),
    ("obligation.breached", "B"),
    ("obligation.escalated", "E"),
];

/// A kind as it is stored.
pub fn stored_kind(name: &str) -> &str {
    LETTERS.iter().find(|(kind, _)| *kind == name).map_or(name, |(_, letter)| letter)
}

/// The name of a stored kind.
pub fn kind_of(stored: &str) -> &str {
    LETTERS.iter().find(|(_, letter)| *letter == stored).map_or(stored, |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use solits_standard::event::EventKind;

    use super::*;

    #[test]
    fn every_kind_comes_back_and_none_is_taken_for_another() {
        let mut stored: Vec<&str> = EventKind::ALL.iter().map(|kind| stored_kind(kind.name())).collect();
        for (kind, stored) in EventKind::ALL.iter().zip(&stored) {
            assert_eq!(kind_of(stored), kind.name());
        }
        stored.sort_unstable();
        stored.dedup();
        assert_eq!(stored.len(), EventKind::ALL.len());
    }

    #[test]
    fn a_kind_stored_by_its_name_is_read_as_well() {
        assert_eq!(kind_of("ticket.called"), "ticket.called");
        assert_eq!(kind_of(stored_kind("ticket.called")), "ticket.called");
    }
}
