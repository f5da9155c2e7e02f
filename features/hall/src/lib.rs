//! solits-hall
