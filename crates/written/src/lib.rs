//! What reaches the institution in writing, as far as it can be thought about without a database, a network or a clock:
//! what a message is in the sense of the law and of the standard, until when it is answered, what the client is told on
//! receipt, what a reply must hold before it leaves, how a complaint goes its way and who may see it, and by which words
//! all of it is found again (areas H to L of the catalogue).

pub mod classify;
pub mod clock;
pub mod feedback;
pub mod law;
pub mod nature;
pub mod receipt;
pub mod reply;
pub mod search;
pub mod wish;
