//! solits-access
