//! solits-calendar
