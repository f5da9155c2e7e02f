//! Laws that hold whatever is changed.
