//! solits-cases
