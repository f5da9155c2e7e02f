//! Why a ticket is next, in one sentence and without personal data.

use serde::{Deserialize, Serialize};
use solits_kernel::{Lang, Timestamp};

use super::place::{Claim, Longest, Place, Queue};
use crate::measure::MINUTE;

/// The rule that decided. Minutes are those the client has waited, whole ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Reason {
    /// A priority group (E-10).
    Priority,
    /// A booked client whose minute has come.
    Booked {
        /// The agreed minute.
        at: Timestamp,
    },
    /// An ordinary client whose turn it is after several calls out of turn.
    TurnAfterFast {
        /// Waited so long.
        minutes: i64,
        /// Calls out of turn just before.
        fast_calls: u32,
    },
    /// The longest wait of those the desk may call.
    Longest {
        /// Waited so long.
        minutes: i64,
    },
    /// The longest wait of those whose service the desk gives; somebody in its lines has waited longer for another one.
    OfServices {
        /// Waited so long.
        minutes: i64,
    },
    /// The longest wait, and sent to just this desk or employee.
    SentHere {
        /// Waited so long.
        minutes: i64,
    },
    /// Sent to just this desk or employee, which serves such clients before those of its lines.
    SentHereFirst {
        /// Waited so long.
        minutes: i64,
    },
    /// The longest wait of the external clients, who go before internal ones (`adazi` 6.9).
    ExternalFirst {
        /// Waited so long.
        minutes: i64,
    },
    /// An internal client, whom no external one precedes.
    Internal {
        /// Waited so long.
        minutes: i64,
    },
    /// The longest wait in the line the desk prefers.
    PreferredLine {
        /// Waited so long.
        minutes: i64,
    },
    /// Booked, came too late, and goes by arrival with a small bonus.
    BookedMissed {
        /// The agreed minute.
        at: Timestamp,
        /// Waited so long.
        minutes: i64,
    },
    /// Missed a call, came back and has let the others pass.
    BackInPlace {
        /// Waited so long.
        minutes: i64,
    },
    /// Missed a call and came back; nobody else is waiting.
    BackAlone,
    /// Booked for later; nobody else is waiting.
    BookedEarly {
        /// The agreed minute.
        at: Timestamp,
    },
}

/// Whether a ticket is reached by its own right or by the alternation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Its own.
    Own,
    /// After so many calls out of turn.
    After(u32),
}

pub(super) fn of(place: &Place<'_>, now: Timestamp, turn: Turn, longest: Longest) -> Reason {
    let minutes = now.since(place.waiting.first_waiting_at).max(0) / MINUTE;
    let sent = place.waiting.for_counter.is_some() || place.waiting.for_employee.is_some();
    match (place.queue(), place.claim, turn) {
        (Queue::Behind, ..) => Reason::BackAlone,
        (_, Claim::Priority, _) => Reason::Priority,
        (_, Claim::Due(at), _) => Reason::Booked { at },
        (_, Claim::Early(at), _) => Reason::BookedEarly { at },
        (_, _, Turn::After(fast_calls)) => Reason::TurnAfterFast { minutes, fast_calls },
        (_, Claim::Missed(at), _) => Reason::BookedMissed { at, minutes },
        _ if place.waiting.late.is_some() => Reason::BackInPlace { minutes },
        _ if place.is_after_external() => Reason::Internal { minutes },
        _ if place.since() <= longest.of_all && sent => Reason::SentHere { minutes },
        _ if place.since() <= longest.of_all
            && longest.passed_over.is_some_and(|since| since < place.since()) =>
        {
            Reason::OfServices { minutes }
        }
        _ if place.since() <= longest.of_all => Reason::Longest { minutes },
        // Somebody has waited longer and yet goes later: an internal client, or one of a line that comes later.
        _ if Some(place.since()) == longest.of_external => Reason::ExternalFirst { minutes },
        _ if sent => Reason::SentHereFirst { minutes },
        _ => Reason::PreferredLine { minutes },
    }
}

impl Reason {
    /// Whether the call is out of turn.
    pub const fn is_fast(&self) -> bool {
        matches!(self, Self::Priority | Self::Booked { .. })
    }

    /// The reason in one sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::Lv => self.latvian(),
            Lang::En => self.english(),
        }
    }

    fn latvian(&self) -> String {
        match self {
            Self::Priority => "Priekšroka; pēc tam kārta nākamajam parastajā rindā.".to_owned(),
            Self::Booked { at } => format!("Pieraksts uz {}.", clock(*at, Lang::Lv)),
            Self::TurnAfterFast { minutes, fast_calls } => {
                format!("Gaida {minutes} min; pirms tam ārpus kārtas izsaukti {fast_calls}.")
            }
            Self::Longest { minutes } => format!("Gaida visilgāk no šī lodziņa rindām ({minutes} min)."),
            Self::OfServices { minutes } => {
                format!("Gaida visilgāk no tiem, kuru pakalpojumu sniedz šis lodziņš ({minutes} min).")
            }
            Self::SentHere { minutes } => {
                format!("Nosūtīts tieši uz šejieni un gaida visilgāk ({minutes} min).")
            }
            Self::SentHereFirst { minutes } => {
                format!("Nosūtīts tieši uz šejieni, tāpēc pirms šī lodziņa rindām ({minutes} min).")
            }
            Self::ExternalFirst { minutes } => {
                format!("Ārējie klienti pirms iekšējiem; no ārējiem gaida visilgāk ({minutes} min).")
            }
            Self::Internal { minutes } => {
                format!("Iekšējais klients; ārējie klienti negaida ({minutes} min).")
            }
            Self::PreferredLine { minutes } => {
                format!("Gaida visilgāk rindā, ko šis lodziņš apkalpo vispirms ({minutes} min).")
            }
            Self::BookedMissed { at, minutes } => {
                format!(
                    "Nokavēts pieraksts uz {}; gaida vispārējā kārtībā ({minutes} min).",
                    clock(*at, Lang::Lv)
                )
            }
            Self::BackInPlace { minutes } => {
                format!("Nokavēja izsaukumu, palaida citus un atguva savu vietu ({minutes} min).")
            }
            Self::BackAlone => "Nokavēja izsaukumu; neviens cits negaida.".to_owned(),
            Self::BookedEarly { at } => {
                format!("Pieraksts uz {}; neviens cits negaida.", clock(*at, Lang::Lv))
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Priority => "Priority; then it is the turn of the next in the ordinary line.".to_owned(),
            Self::Booked { at } => format!("Booked for {}.", clock(*at, Lang::En)),
            Self::TurnAfterFast { minutes, fast_calls } => {
                format!("Has waited {minutes} min; {fast_calls} called out of turn just before.")
            }
            Self::Longest { minutes } => format!("Longest wait in this desk's lines ({minutes} min)."),
            Self::OfServices { minutes } => {
                format!("Longest wait of those whose service this desk gives ({minutes} min).")
            }
            Self::SentHere { minutes } => {
                format!("Sent to this very desk, and the longest wait ({minutes} min).")
            }
            Self::SentHereFirst { minutes } => {
                format!("Sent to this very desk, so before its lines ({minutes} min).")
            }
            Self::ExternalFirst { minutes } => {
                format!("External clients before internal ones; the longest wait of them ({minutes} min).")
            }
            Self::Internal { minutes } => {
                format!("Internal client; no external client is waiting ({minutes} min).")
            }
            Self::PreferredLine { minutes } => {
                format!("Longest wait in the line this desk serves first ({minutes} min).")
            }
            Self::BookedMissed { at, minutes } => {
                format!(
                    "Late for the booking at {}; goes in ordinary order ({minutes} min).",
                    clock(*at, Lang::En)
                )
            }
            Self::BackInPlace { minutes } => {
                format!("Missed the call, let others pass and has the place back ({minutes} min).")
            }
            Self::BackAlone => "Missed the call; nobody else is waiting.".to_owned(),
            Self::BookedEarly { at } => {
                format!("Booked for {}; nobody else is waiting.", clock(*at, Lang::En))
            }
        }
    }
}

/// The time of day in Riga as the language writes it.
pub(super) fn clock(at: Timestamp, lang: Lang) -> String {
    let at = at.to_riga();
    match lang {
        Lang::Lv => format!("{}.{:02}", at.hour(), at.minute()),
        Lang::En => format!("{}:{:02}", at.hour(), at.minute()),
    }
}
