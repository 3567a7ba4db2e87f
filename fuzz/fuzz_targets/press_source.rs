//! Bytes of any file read as reports, with every place led back into them.
#![no_main]

use hilf_press::{read, source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(opened) = source::reports(bytes.to_vec(), "fuzz") else { return };
    for report in &opened.sources {
        let document = read(&report.known(None), &report.text);
        let mut value = serde_json::json!(document);
        report.restore(&mut value);
    }
});
