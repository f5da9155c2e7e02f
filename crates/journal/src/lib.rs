//! The append-only record of what happened, and everything that follows from it in the same transaction: obligations,
//! measures, the chain of seals.
//!
//! Rooms call [`record`] for each change they make; they never count days or judge a promise themselves.

mod born;
mod durations;
mod entry;
mod head;
mod heart;
mod hidden;
mod kinds;
pub mod matters;
mod replay;
mod seal;
mod store;
mod subjects;
mod sum;
mod timer;
mod verify;
mod walls;

pub use born::{begins, draw_ahead, holds};
pub use durations::{
    Cells, Parts, RollUp, Visit, durations_of_days, durations_of_months, roll_up, set_rolled_up_to,
};
pub use entry::{Actor, By, Entry, JournalError, facts, record};
pub use head::{
    Head, HeadBreak, HeadKey, HeadLineError, Held, PublicKey, SignedHead, head_delivered, head_is_due,
    next_head, read_head_line, read_public_keys, verify_head,
};
pub use heart::{BranchCalendars, Heart, Loaded, channel_name, find_field};
pub use hidden::{examined_measures, hidden_histories, hidden_measures};
pub use kinds::{kind_of, stored_kind};
pub use replay::deltas_of;
pub use seal::{SealBreak, complete_up_to, last_seal_of, seal, seal_hash, verify_chain};
pub use store::{
    ObligationRow, StoredEntry, continue_after, institutions, last_n, list_entries_of, obligation_of, overdue,
};
pub use subjects::{KnownTo, OfCase, find_case_of, hang_on, hang_promises_on, list_confidential};
pub use timer::{Late, Messenger, NoMessenger, tick, tick_telling};
pub use verify::{Difference, recompute};
pub use walls::{Walls, walls};
