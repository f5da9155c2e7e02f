//! solits-organisation
