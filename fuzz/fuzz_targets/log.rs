//! Files of the audit log that somebody else wrote: keys, checkpoints, bundles and tiles. Whatever
//! they hold, verifying ends, and says which entry is bad unless all is as it was signed.
#![no_main]

use std::sync::LazyLock;

use hilf_store::audit::{Checkpoint, PublicKey, SecretKey, verify};
use libfuzzer_sys::fuzz_target;

static KEY: LazyLock<SecretKey> =
    LazyLock::new(|| SecretKey::new("fuzz", &[7; 32]).expect("a key"));

fuzz_target!(|parts: (u16, &str, &[u8], &[u8], &[u8])| {
    let (size, note, entries, tile, above) = parts;
    let _ = PublicKey::read(note);
    let _ = SecretKey::read(note);
    let public = KEY.public();
    assert!(public.open(note).is_err(), "nobody else signs with this key");
    let folder = tempfile::tempdir_in("/dev/shm").expect("a folder");
    let size = u64::from(size % 600);
    let checkpoint = Checkpoint { origin: "fuzz".to_owned(), size, root: [0; 32] };
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("it is written");
    };
    write("checkpoint", KEY.sign(&checkpoint).as_bytes());
    for (level, bytes) in [("entries", entries), ("0", tile), ("1", above)] {
        write(&format!("tile/{level}/000"), bytes);
        write(&format!("tile/{level}/000.p/{}", size % 256), bytes);
    }
    assert!(verify(folder.path(), &public).bad.is_some(), "no log has this root");
});
