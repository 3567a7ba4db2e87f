//! Two names in any letters, machine-readable zones among them: they are read, spelt, and compared
//! to a likeness that is a number.
#![no_main]

use hilf_name::{compare, parse, spell, trace};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|pair: (&str, &str)| {
    let (one, other) = (parse(pair.0), parse(pair.1));
    let alignment = compare(&one, &other, &|_| 1.0);
    assert!(alignment.links.iter().all(|link| (0.0..=1.0).contains(&link.similarity)));
    let _ = trace(&spell(pair.0), &spell(pair.1));
});
