//! solits-i18n
