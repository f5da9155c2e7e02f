//! The line of waiting clients: tickets taken, called, served, parked, passed on and finished.
//!
//! Which ticket is next is decided by the pure policy in `solits-queueing`; this room keeps the tickets, makes sure that
//! no ticket is called twice, and records everything that happens. Screens of the hall and of the desk stand in the
//! rooms `hall` and `workplace`; other programs come in through the API here.

solits_i18n::catalogue!("messages");

mod actions;
mod api;
mod desk;
mod facts;
mod help;
mod identity;
mod model;
mod out_of_turn;
mod relief;
mod store;
mod visit;

pub use actions::{QueueError, Take, Took, leave, more_time, take};
pub use api::routes;
pub use desk::{
    Done, Outcome, Then, TransferTo, WrongTime, break_after, break_minutes, call, call_with_others,
    close_counter, close_unserved, correct_time, end_stuck, finish, hold_present, issued_by_mistake, no_show,
    open_counter, park, pause, recall, return_to_line, set_party, start, transfer, undo,
};
pub use facts::{
    CounterView, Hall, LineView, TicketView, call_order, desk_note, find_ticket, hall, keep_desk_note,
    next_at, not_for_counter, place_in_line, ranges, waiting_in_vain, why_before,
};
pub use help::{HelpCall, ask_for_help, help_call, take_help};
pub use identity::{Identity, is_identity_unsaid, say_identity};
pub use model::{Party, Status, Ticket, policy_of};
pub use out_of_turn::{OutOfTurn, OutOfTurnCall, Reason, Wanted, out_of_turn_calls};
pub use relief::{Relief, relief};
pub use store::DeskNote;
pub use visit::{
    Progress, VisitService, add_service, name_service, switch_service, visit_services, visits_of_day,
};
