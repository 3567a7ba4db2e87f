//! Labelled sets of any shape.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = hilf_press::score::score(text);
});
