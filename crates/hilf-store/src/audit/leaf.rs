//! One entry of the log: when and what in the clear, the rest as a salted hash.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::hex;

/// An entry of the log, written as JSON. Who, to what and with which details stand in its body,
/// of which it holds a salted hash: with salt and body erased the entry tells nothing of anybody
/// and the log stays valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// Version of this form.
    pub v: u8,
    /// Place in the log, from 0.
    pub n: u64,
    /// When, UTC.
    pub at: Timestamp,
    /// What.
    pub act: String,
    /// [`body_hash`] of the body.
    pub body: String,
}

/// SHA-256 over a domain tag, the 16 bytes of salt and the body, in hexadecimal digits.
pub fn body_hash(salt: &[u8], body: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(b"hilf audit body v1\0");
    digest.update((salt.len() as u64).to_be_bytes());
    digest.update(salt);
    digest.update(body);
    hex(&digest.finalize())
}
