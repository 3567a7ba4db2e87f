//! Two plain texts read and set side by side.
#![no_main]

use hilf_press::{Known, picture};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let half = text.floor_char_boundary(text.len() / 2);
    picture(&[(Known::default(), &text[..half]), (Known::default(), &text[half..])]);
});
