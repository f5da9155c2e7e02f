//! solits-workplace
