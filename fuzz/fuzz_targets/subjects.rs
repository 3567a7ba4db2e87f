//! People as tables or JSON lines, as they are imported and screened: each row is read or held.
#![no_main]

use std::io::Cursor;

use hilf_list::lines::JsonLines;
use hilf_list::subject::{DateSurvey, Mapping};
use hilf_list::table;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut lines = JsonLines::new(Box::new(Cursor::new(bytes.to_vec())));
    while let Ok(Some(line)) = lines.next_line() {
        assert!(line.line > 0);
    }
    if table::is_parquet(bytes) {
        return;
    }
    let Ok(mut table) = table::from_reader("fuzz", Cursor::new(bytes.to_vec())) else { return };
    let mapping = Mapping::of(table.columns());
    let mut survey = DateSurvey::default();
    while let Ok(Some(row)) = table.next_row() {
        match row {
            Ok(row) => {
                survey.add(&mapping, &row);
                let _ = mapping.read(&row);
            }
            Err(bad) => assert!(!bad.reason.is_empty()),
        }
    }
    let _ = survey.remark();
});
