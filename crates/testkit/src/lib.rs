//! solits-testkit
