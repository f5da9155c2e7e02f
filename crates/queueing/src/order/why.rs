//! Why one ticket went before another: the question clients ask in the hall.

use serde::{Deserialize, Serialize};
use solits_kernel::{Lang, Timestamp};

use super::place::{Claim, Place, Queue};
use super::reason::clock;
use super::{Desk, Policy, RecentCalls, Waiting, place};

/// The rule by which one ticket went before another at a desk. Names nobody: at most the first ticket's agreed minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Why {
    /// The other one's line is not served there, or the other one was sent elsewhere.
    NotServedHere,
    /// The other one came for a service that is not given there.
    ServiceNotGivenHere,
    /// The other one came back from this very desk.
    SentAwayFromHere,
    /// The other one could not be called yet.
    NotOfferedYet,
    /// The other one missed a call and lets a few pass.
    MissedACall,
    /// The other one is booked for later.
    BookedLater,
    /// Priority.
    Priority,
    /// The agreed minute had come.
    Booked {
        /// The agreed minute.
        at: Timestamp,
    },
    /// After several calls out of turn it was an ordinary client's turn.
    TurnAfterFast,
    /// External clients go before internal ones.
    ExternalFirst,
    /// The desk serves that line first.
    PreferredLine,
    /// The ageing limit had passed, which outweighs the desk's preference and being an internal client.
    Aged,
    /// Waiting for longer, the bonus of a missed booking included.
    LongerWait,
    /// The same in everything; the ticket issued first.
    IssuedFirst,
}

/// Why `first` goes before `second` at this desk; `None` where it does not.
pub fn why_before(
    policy: &Policy,
    desk: &Desk,
    now: Timestamp,
    first: &Waiting,
    second: &Waiting,
    recent: RecentCalls,
) -> Option<Why> {
    let winner = place::place(policy, desk, now, first)?;
    let Some(loser) = place::place(policy, desk, now, second) else {
        return Some(why_not(policy, desk, now, second));
    };
    let order = super::rank_all(policy, desk, now, &[first.clone(), second.clone()], recent);
    (order.first()?.ticket == first.ticket).then(|| between(&winner, &loser))
}

fn why_not(policy: &Policy, desk: &Desk, now: Timestamp, other: &Waiting) -> Why {
    if desk.lacks_the_service_of(other) {
        return Why::ServiceNotGivenHere;
    }
    let unreturned = Waiting { returned_by: None, ..other.clone() };
    let offered = Waiting { offered_from: now, ..other.clone() };
    if place::place(policy, desk, now, &unreturned).is_some() {
        Why::SentAwayFromHere
    } else if place::place(policy, desk, now, &offered).is_some() {
        Why::NotOfferedYet
    } else {
        Why::NotServedHere
    }
}

fn between(winner: &Place<'_>, loser: &Place<'_>) -> Why {
    match (winner.queue(), winner.claim, loser.queue()) {
        (_, _, Queue::Behind) if winner.queue() != Queue::Behind => Why::MissedACall,
        (_, _, Queue::Early) if winner.queue() != Queue::Early => Why::BookedLater,
        (Queue::Fast, Claim::Priority, Queue::Ordinary) => Why::Priority,
        (Queue::Fast, Claim::Due(at), Queue::Ordinary) => Why::Booked { at },
        (Queue::Ordinary, _, Queue::Fast) => Why::TurnAfterFast,
        _ if winner.is_aged() && !loser.is_aged() && winner.since() >= loser.since() => Why::Aged,
        _ if loser.is_after_external() && !winner.is_after_external() => Why::ExternalFirst,
        _ if winner.line_rank() < loser.line_rank() => Why::PreferredLine,
        _ if winner.since() < loser.since() => Why::LongerWait,
        _ => Why::IssuedFirst,
    }
}

impl Why {
    /// The answer in one sentence, from the side of the one who went first.
    pub fn sentence(&self, lang: Lang) -> String {
        let text = match (self, lang) {
            (Self::Booked { at }, Lang::Lv) => return format!("Pieraksts uz {}.", clock(*at, lang)),
            (Self::Booked { at }, Lang::En) => return format!("Booked for {}.", clock(*at, lang)),
            (Self::NotServedHere, Lang::Lv) => "Šis lodziņš neapkalpo otra talona rindu.",
            (Self::NotServedHere, Lang::En) => "This desk does not serve the other ticket's line.",
            (Self::ServiceNotGivenHere, Lang::Lv) => "Šis lodziņš otra talona pakalpojumu nesniedz.",
            (Self::ServiceNotGivenHere, Lang::En) => "This desk does not give the other ticket's service.",
            (Self::SentAwayFromHere, Lang::Lv) => {
                "Otrais talons jau bija pie šī lodziņa un tiks izsaukts citur."
            }
            (Self::SentAwayFromHere, Lang::En) => {
                "The other ticket has been at this desk and is called elsewhere."
            }
            (Self::NotOfferedYet, Lang::Lv) => "Otro talonu vēl nevarēja izsaukt.",
            (Self::NotOfferedYet, Lang::En) => "The other ticket could not be called yet.",
            (Self::MissedACall, Lang::Lv) => "Otrais talons nokavēja izsaukumu un palaiž dažus pa priekšu.",
            (Self::MissedACall, Lang::En) => "The other ticket missed its call and lets a few pass.",
            (Self::BookedLater, Lang::Lv) => "Otrajam talonam pieraksts ir vēlāk.",
            (Self::BookedLater, Lang::En) => "The other ticket is booked for later.",
            (Self::Priority, Lang::Lv) => "Pirmajam talonam ir priekšroka.",
            (Self::Priority, Lang::En) => "The first ticket has priority.",
            (Self::TurnAfterFast, Lang::Lv) => {
                "Pēc vairākiem izsaukumiem ārpus kārtas bija parastās rindas kārta."
            }
            (Self::TurnAfterFast, Lang::En) => {
                "After several calls out of turn it was the ordinary line's turn."
            }
            (Self::ExternalFirst, Lang::Lv) => "Ārējos klientus apkalpo pirms iekšējiem.",
            (Self::ExternalFirst, Lang::En) => "External clients are served before internal ones.",
            (Self::PreferredLine, Lang::Lv) => "Šis lodziņš pirmā talona rindu apkalpo vispirms.",
            (Self::PreferredLine, Lang::En) => "This desk serves the first ticket's line first.",
            (Self::Aged, Lang::Lv) => "Pirmais talons gaidīja tik ilgi, ka tam vairs nav jādod ceļš.",
            (Self::Aged, Lang::En) => "The first ticket had waited so long that it no longer gives way.",
            (Self::LongerWait, Lang::Lv) => "Pirmais talons gaidīja ilgāk.",
            (Self::LongerWait, Lang::En) => "The first ticket had waited longer.",
            (Self::IssuedFirst, Lang::Lv) => "Abi gaidīja vienlīdz ilgi; pirmais talons izsniegts agrāk.",
            (Self::IssuedFirst, Lang::En) => {
                "Both had waited equally long; the first ticket was issued earlier."
            }
        };
        text.to_owned()
    }
}
