//! solits-db
