//! solits-queueing
