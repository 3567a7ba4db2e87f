//! C2SP signed notes (<https://c2sp.org/signed-note>) with Ed25519, and checkpoints in them
//! (<https://c2sp.org/tlog-checkpoint>).

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::merkle::Hash;

/// Signature type of Ed25519 in a signed note.
const ED25519: u8 = 1;

/// Why a note or a key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NoteError {
    /// Not a key in the form of a signed note's.
    #[error("this is no key; a public one is written name+hash+base64")]
    Key,
    /// Not a checkpoint.
    #[error("the checkpoint cannot be read")]
    Form,
    /// No signature by the key.
    #[error("the checkpoint is not signed by this key")]
    Unsigned,
    /// The signature does not fit what is signed.
    #[error("the checkpoint's signature does not fit its text")]
    Signature,
}

impl NoteError {
    /// The sentence in Arabic.
    pub fn arabic(&self) -> &'static str {
        match self {
            NoteError::Key => "ليس هذا مفتاحا؛ يكتب المفتاح العام هكذا: ‎name+hash+base64",
            NoteError::Form => "تعذرت قراءة نقطة التحقق",
            NoteError::Unsigned => "نقطة التحقق غير موقعة بهذا المفتاح",
            NoteError::Signature => "لا يطابق توقيع نقطة التحقق نصها",
        }
    }
}

/// The key that signs checkpoints.
pub struct SecretKey {
    name: String,
    key: SigningKey,
}

/// The key that checkpoints are verified with, in text `name+hash+base64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: VerifyingKey,
}

/// The state of a log: its size and tree hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the log.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Tree hash.
    pub root: Hash,
}

/// Key id: the first four bytes of SHA-256 over name, newline, type and key.
fn key_id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let mut digest = Sha256::new();
    digest.update(name);
    digest.update([b'\n', ED25519]);
    digest.update(key.as_bytes());
    let hash = digest.finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+')
}

fn typed(key: &[u8; 32]) -> String {
    let mut bytes = vec![ED25519];
    bytes.extend_from_slice(key);
    BASE64.encode(bytes)
}

fn untyped(text: &str) -> Option<[u8; 32]> {
    let bytes = BASE64.decode(text).ok()?;
    let (kind, key) = bytes.split_first()?;
    (*kind == ED25519).then(|| key.try_into().ok()).flatten()
}

impl SecretKey {
    /// A key from 32 random bytes.
    ///
    /// # Errors
    /// When the name is empty or holds spaces or `+`.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<SecretKey, NoteError> {
        let key = SigningKey::from_bytes(seed);
        is_name(name).then(|| SecretKey { name: name.to_owned(), key }).ok_or(NoteError::Key)
    }

    /// Reads `PRIVATE+KEY+name+hash+base64`.
    ///
    /// # Errors
    /// [`NoteError::Key`].
    pub fn read(text: &str) -> Result<SecretKey, NoteError> {
        let rest = text.trim().strip_prefix("PRIVATE+KEY+").ok_or(NoteError::Key)?;
        let mut parts = rest.splitn(3, '+');
        let (name, hash, key) = (parts.next(), parts.next(), parts.next());
        let seed = key.and_then(untyped).ok_or(NoteError::Key)?;
        let key = SecretKey::new(name.unwrap_or_default(), &seed)?;
        let own = super::hex(&key_id(&key.name, &key.key.verifying_key()));
        (hash == Some(&own)).then_some(key).ok_or(NoteError::Key)
    }

    /// The text that [`SecretKey::read`] reads.
    pub fn write(&self) -> String {
        let hash = super::hex(&key_id(&self.name, &self.key.verifying_key()));
        format!("PRIVATE+KEY+{}+{hash}+{}\n", self.name, typed(self.key.as_bytes()))
    }

    /// The public key to it.
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// Signs a checkpoint.
    pub fn sign(&self, checkpoint: &Checkpoint) -> String {
        let text = checkpoint.to_string();
        let mut signature = key_id(&self.name, &self.key.verifying_key()).to_vec();
        signature.extend_from_slice(&self.key.sign(text.as_bytes()).to_bytes());
        format!("{text}\n\u{2014} {} {}\n", self.name, BASE64.encode(signature))
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = super::hex(&key_id(&self.name, &self.key));
        write!(f, "{}+{hash}+{}", self.name, typed(self.key.as_bytes()))
    }
}

impl PublicKey {
    /// Reads `name+hash+base64`.
    ///
    /// # Errors
    /// [`NoteError::Key`].
    pub fn read(text: &str) -> Result<PublicKey, NoteError> {
        let mut parts = text.trim().splitn(3, '+');
        let (name, hash, key) = (parts.next(), parts.next(), parts.next());
        let name = name.filter(|name| is_name(name)).ok_or(NoteError::Key)?;
        let key = key.and_then(untyped).ok_or(NoteError::Key)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| NoteError::Key)?;
        let is_whole = hash == Some(&super::hex(&key_id(name, &key)));
        is_whole.then(|| PublicKey { name: name.to_owned(), key }).ok_or(NoteError::Key)
    }

    /// Name of the key, which is the origin of its log.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads a signed checkpoint. Signatures by other keys, those of witnesses, are passed over.
    ///
    /// # Errors
    /// [`NoteError`]: nothing of it can be trusted then.
    pub fn open(&self, note: &str) -> Result<Checkpoint, NoteError> {
        let (text, signatures) = note.rsplit_once("\n\n").ok_or(NoteError::Form)?;
        let text = format!("{text}\n");
        let own = key_id(&self.name, &self.key);
        for line in signatures.lines() {
            let line = line.strip_prefix("\u{2014} ").ok_or(NoteError::Form)?;
            let (name, signature) = line.split_once(' ').ok_or(NoteError::Form)?;
            let bytes = BASE64.decode(signature).map_err(|_| NoteError::Form)?;
            let (id, signature) = bytes.split_at_checked(4).ok_or(NoteError::Form)?;
            if name != self.name || id != own {
                continue;
            }
            let signature = Signature::from_slice(signature).map_err(|_| NoteError::Form)?;
            self.key
                .verify_strict(text.as_bytes(), &signature)
                .map_err(|_| NoteError::Signature)?;
            let checkpoint = Checkpoint::read(&text).ok_or(NoteError::Form)?;
            return (checkpoint.origin == self.name).then_some(checkpoint).ok_or(NoteError::Form);
        }
        Err(NoteError::Unsigned)
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, BASE64.encode(self.root))
    }
}

impl Checkpoint {
    fn read(text: &str) -> Option<Checkpoint> {
        let mut lines = text.lines();
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let number: u64 = size.parse().ok()?;
        let is_plain = number.to_string() == size;
        let root = BASE64.decode(root).ok()?.try_into().ok()?;
        is_plain.then(|| Checkpoint { origin: origin.to_owned(), size: number, root })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> SecretKey {
        SecretKey::new(name, &[7; 32]).unwrap()
    }

    #[test]
    fn the_published_example_of_a_verifier_key_is_read() {
        // The example of the signed note specification and of golang.org/x/mod/sumdb/note.
        let text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assert_eq!(PublicKey::read(text).unwrap().to_string(), text);
        assert_eq!(PublicKey::read(&text.replace("c74f", "c74e")), Err(NoteError::Key));
    }

    #[test]
    fn what_is_signed_is_read_back_and_nothing_else() {
        let key = key("node.example/audit");
        let same = SecretKey::read(&key.write()).unwrap();
        let checkpoint =
            Checkpoint { origin: "node.example/audit".to_owned(), size: 7, root: [3; 32] };
        let note = same.sign(&checkpoint);
        let public = PublicKey::read(&key.public().to_string()).unwrap();
        assert_eq!(public.open(&note).unwrap(), checkpoint);
        let larger = note.replacen("\n7\n", "\n8\n", 1);
        assert_eq!(public.open(&larger), Err(NoteError::Signature));
        let stranger = SecretKey::new("node.example/audit", &[8; 32]).unwrap();
        assert_eq!(public.open(&stranger.sign(&checkpoint)), Err(NoteError::Unsigned));
        assert!(SecretKey::new("two words", &[1; 32]).is_err());
    }
}
