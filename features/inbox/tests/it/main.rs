//! The room on both engines.
