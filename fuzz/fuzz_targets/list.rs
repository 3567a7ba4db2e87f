//! A list of whatever format its content is: it is read, refused or held, and every record it gives
//! can be kept and read again. The first byte chooses the name of the file, by which OFAC's sets are
//! told. Parquet is left to the tests: its decoders panic, which is caught, but not under the fuzzer.
#![no_main]

use std::io::Write;

use hilf_entity::Entity;
use hilf_list::{Item, ReadOptions, Source, detect, read};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] = ["list", "sdn.csv", "alt.csv", "add.csv", "cons_prim.csv", "list.xlsx"];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, content)) = bytes.split_first() else { return };
    if content.starts_with(b"PAR1") {
        return;
    }
    let folder = tempfile::tempdir_in("/dev/shm").expect("a folder");
    let path = folder.path().join(NAMES[usize::from(*first) % NAMES.len()]);
    let mut file = std::fs::File::create(&path).expect("a file");
    file.write_all(content).expect("it is written");
    let Ok(source) = Source::open(&path) else { return };
    let Ok(format) = detect(&source) else { return };
    let options = ReadOptions { dataset: Some("fuzz".to_owned()), listing: Vec::new() };
    let _ = read(&source, format, &options, &mut |item| {
        if let Item::Record(record) = item {
            for entity in std::iter::once(&record.entity).chain(&record.related) {
                let text = serde_json::to_string(entity).expect("it is JSON");
                assert_eq!(&Entity::from_json(&text).expect("it is read again"), entity);
            }
        }
    });
});
