//! The year's plan of evaluation duties: who checks what, about whom, and when (requirement area O, VZD annex 1).
//!
//! A standard's evaluation matrix says by which criterion, in which way, how often and by whom service is looked at.
//! [`plan`] turns it, the working calendar and the people of a year into [`Duty`]s, each with a window of working days,
//! a day on which it is meant to be done, the person who does it and the rows of the matrix that ask for it. What
//! cannot be planned is a [`Gap`] with its reason, never left out.
//!
//! The same input gives the same plan. A plan made again keeps every duty before the day of the change, so that what
//! people have been told does not move under them. Nothing here reads a clock or a database.

mod balance;
mod daily;
mod days;
mod duty;
mod gap;
mod matrix;
mod organisation;
mod planning;
mod tasks;
mod weeks;
pub mod words;

pub use days::Window;
pub use duty::{Duty, Subject};
pub use gap::{Gap, GapReason};
pub use matrix::{DIRECT_MANAGER, EMPLOYEE, Matrix, Row};
pub use organisation::{Absence, Organisation, Person, Place, QueueDevice};
pub use planning::{Former, Plan, Year, plan};
