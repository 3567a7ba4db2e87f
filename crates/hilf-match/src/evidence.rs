//! What is known of two bearers of alike names besides their names.

use std::hash::Hasher;

use hilf_entity::Entity;

/// Properties whose values identify their bearer.
const IDENTIFIERS: &[&str] = &[
    "passportNumber",
    "idNumber",
    "taxNumber",
    "socialSecurityNumber",
    "registrationNumber",
    "innCode",
    "ogrnCode",
    "leiCode",
    "swiftBic",
    "imoNumber",
    "mmsi",
    "uniqueEntityId",
    "publicKey",
    "serialNumber",
];

/// Keys of an entity's identifiers.
pub(crate) fn identifier_keys(entity: &Entity) -> Vec<u64> {
    let values = IDENTIFIERS.iter().flat_map(|p| entity.texts(p));
    values.filter_map(identifier_key).collect()
}

/// Key of an identifier: a hash of its letters and digits. `None` for one too short to identify.
pub(crate) fn identifier_key(text: &str) -> Option<u64> {
    let normal: String =
        hilf_text::fold(text).text().chars().filter(|c| c.is_alphanumeric()).collect();
    if normal.chars().count() < 4 {
        return None;
    }
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    hasher.write(normal.as_bytes());
    Some(hasher.finish())
}

/// FNV-1a: the same on every machine, which the standard hasher does not promise.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
