//! solits-web
