//! What comes of whole letters.

mod any;
mod corpus;
mod mutated;
mod table;
