//! solits-journal
