//! Files an operator writes: profiles and jurisdictions. What is read can be worked with.
#![no_main]

use hilf_case::{Duty, Jurisdiction};
use hilf_match::Profile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(profile) = Profile::read(text) {
        let written = serde_json::to_string(&profile).expect("it is JSON");
        assert_eq!(Profile::read(&written).expect("it is read again"), profile);
    }
    if let Ok(own) = Jurisdiction::read(text) {
        let at = "2026-11-30T12:00:00Z".parse().expect("a time");
        for duty in [Duty::Review, Duty::Freeze, Duty::Report, Duty::Unfreeze] {
            let _ = own.due(duty, at);
        }
    }
});
