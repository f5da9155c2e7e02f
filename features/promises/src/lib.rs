//! solits-promises
