//! Typed identifiers: an id of a ticket can never be passed where a counter's is expected.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The number of an institution: small, so that it costs a byte or two in every key that carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InstitutionId(pub i64);

impl fmt::Display for InstitutionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A time-ordered identifier of a `T`.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id<T> {
    uuid: Uuid,
    #[serde(skip)]
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// Takes a UUID as an id of `T`; the caller vouches that it names one.
    pub const fn new(uuid: Uuid) -> Self {
        Self { uuid, of: PhantomData }
    }
    /// The bare UUID, for storage and addresses.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }
}

/// The part that all short ids share: version 8 of RFC 9562 with everything else zero.
const SHORT: Uuid = Uuid::from_u128(0x0000_0000_0000_8000_8000_0000_0000_0000);

/// Bytes of the own part of a short id.
const OWN: usize = 6;

/// The id whose only own part are these 48 bits.
///
/// Things of the set-up (a branch, a line, a desk, an employee) are named in every row of what happened there. A short id
/// is a UUID like any other, but a store may keep its six bytes instead of sixteen ([`short_part`]).
pub fn short_id(part: [u8; OWN]) -> Uuid {
    let mut bytes = *SHORT.as_bytes();
    bytes[..OWN].copy_from_slice(&part);
    Uuid::from_bytes(bytes)
}

/// The own part of a short id; nothing for any other.
pub fn short_part(id: Uuid) -> Option<[u8; OWN]> {
    let (part, rest) = id.as_bytes().split_at(OWN);
    (*rest == SHORT.as_bytes()[OWN..]).then(|| part.try_into().ok()).flatten()
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}
impl<T> FromStr for Id<T> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(Uuid::parse_str(text)?))
    }
}
impl<T> From<Id<T>> for Uuid {
    fn from(id: Id<T>) -> Self {
        id.uuid
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $marker:ident => $alias:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $marker {}
        $(#[$doc])*
        pub type $alias = Id<$marker>;
    )*};
}

ids! {
    /// A place with an address, opening hours and counters (*klientu apkalpošanas centrs*).
    Branch => BranchId;
    /// A part of the organisation with a head (*struktūrvienība*).
    Unit => UnitId;
    /// A person who works for the institution (*darbinieks*).
    Employee => EmployeeId;
    /// A desk at which clients are served (*lodziņš*).
    Counter => CounterId;
    /// A line of waiting clients; a kiosk button.
    Line => LineId;
    /// An entry of the service catalogue (*pakalpojums*).
    Service => ServiceId;
    /// A kiosk or a display.
    Device => DeviceId;
    /// A place in a line (*rindas talons*).
    Ticket => TicketId;
    /// One interaction in one channel (*saskarsme*).
    Contact => ContactId;
    /// What outlives a contact (*lieta*).
    Case => CaseId;
    /// One promise to one client, or one duty of one employee (*saistība*).
    Obligation => ObligationId;
    /// A signed-in session.
    Session => SessionId;
    /// A bearer token of another program.
    Token => TokenId;
}
