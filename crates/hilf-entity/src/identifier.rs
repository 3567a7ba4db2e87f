//! Identifiers: normal forms and check digits.
