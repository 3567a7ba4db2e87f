//! What people and programs search for: it is understood or refused, and the box knows no errors.
#![no_main]

use hilf_node::search::{read, read_simple};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = read(text);
    let _ = read_simple(text);
});
