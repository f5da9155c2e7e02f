//! What comes of whole letters.

mod agree;
mod any;
mod belonging;
mod containers;
mod corpus;
mod kept;
mod large;
mod loops;
mod mutated;
mod reports;
mod table;
