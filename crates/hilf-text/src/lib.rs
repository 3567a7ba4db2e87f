//! hilf-text
