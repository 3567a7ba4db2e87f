//! A dataset of incidents in each of the known layouts.
#![no_main]

use std::io::Cursor;

use hilf_press::incident::{Mapping, Question, share};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for layout in ["ged", "acled", "gtd"] {
        if let Some(mapping) = Mapping::named(layout) {
            let question = Question {
                group: Some("group".to_owned()),
                region: Some("region".to_owned()),
                ..Question::default()
            };
            let _ = share(Cursor::new(data.to_vec()), &mapping, &question);
        }
    }
});
