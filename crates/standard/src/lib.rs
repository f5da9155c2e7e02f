//! solits-standard
