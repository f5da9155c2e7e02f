//! What every part of Solīts stands on: ids, instants, the clock and randomness as parameters, languages, text
//! folding, and the scope that ties each piece of work to one institution. No input or output happens here.

pub mod ics;

mod ids;
mod lang;
mod random;
mod scope;
mod text;
mod time;

pub use ids::*;
pub use lang::{Lang, Text};
pub use random::Random;
pub use scope::{Scope, Viewer, Visibility};
pub use text::{TextError, clean, fold};
pub use time::{Clock, RIGA, Timestamp, day_number, day_of_number, month_number, riga};
