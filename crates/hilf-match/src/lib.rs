//! hilf-match
