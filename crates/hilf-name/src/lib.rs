//! hilf-name
