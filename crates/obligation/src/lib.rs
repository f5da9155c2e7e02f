//! solits-obligation
