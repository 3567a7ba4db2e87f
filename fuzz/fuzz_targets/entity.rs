//! An entity as clients send it: what is read is written and read again as the same.
#![no_main]

use hilf_entity::Entity;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(entity) = Entity::from_json(text) {
        let written = serde_json::to_string(&entity).expect("it is JSON");
        assert_eq!(Entity::from_json(&written).expect("it is read again"), entity);
    }
});
