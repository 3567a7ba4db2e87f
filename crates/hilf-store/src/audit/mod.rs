//! The audit log: an RFC 6962 Merkle tree over the acts, kept as C2SP tlog-tiles
//! (<https://c2sp.org/tlog-tiles>) under a C2SP checkpoint (<https://c2sp.org/tlog-checkpoint>)
//! signed with Ed25519. Nothing here knows of the database.

mod files;
mod leaf;
mod merkle;
mod note;
mod verify;

pub use files::{AuditError, Log};
pub use leaf::{Leaf, body_hash};
pub use merkle::{Hash, leaf_hash};
pub use note::{Checkpoint, NoteError, PublicKey, SecretKey};
pub use verify::{Bad, KeptEntry, Verdict, verify, verify_with};

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
