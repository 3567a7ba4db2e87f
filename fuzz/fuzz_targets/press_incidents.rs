//! A dataset of incidents in each of the known layouts.
#![no_main]

use hilf_press::incident::{Mapping, Question, share};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for layout in ["ged", "acled", "gtd"] {
        if let Some(mapping) = Mapping::named(layout) {
            let question =
                Question { group: Some("group".to_owned()), region: None, from: None, to: None };
            let _ = share(data, &mapping, &question);
        }
    }
});
