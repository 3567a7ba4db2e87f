//! Verifying a log with the public key alone, and finding its first bad entry.

use std::fs;
use std::path::Path;

use super::files::{WIDTH, full_root, tile_path};
use super::leaf::{Leaf, body_hash};
use super::merkle::{Hash, leaf_hash, root_of};
use super::note::PublicKey;

/// The first entry that is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// Its place in the log, from 0.
    pub n: u64,
    /// What is wrong with it.
    pub reason: String,
}

/// What verifying found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Entries that the checkpoint vouches for.
    pub size: u64,
    /// Tree hash of the checkpoint.
    pub root: Hash,
    /// The first bad entry; `None` if all is as it was written.
    pub bad: Option<Bad>,
    /// Entries whose bodies were compared with their hashes.
    pub bodies: u64,
    /// Entries whose bodies were erased.
    pub erased: u64,
}

/// An entry as the database keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEntry {
    /// Its place in the log.
    pub n: u64,
    /// When, in microseconds since 1970, UTC.
    pub at: i64,
    /// What.
    pub act: String,
    /// To what; `None` where it was erased.
    pub object: Option<String>,
    /// The body and its salt; `None` where they were erased.
    pub body: Option<(String, Vec<u8>)>,
    /// The leaf.
    pub leaf: String,
}

/// The smallest of the places found bad.
#[derive(Default)]
struct First(Option<Bad>);

impl First {
    fn take(&mut self, n: u64, reason: impl Into<String>) {
        if self.0.as_ref().is_none_or(|known| n < known.n) {
            self.0 = Some(Bad { n, reason: reason.into() });
        }
    }
}

/// Verifies the files of a log and, if they are given, the entries of the database, sorted by
/// place. A checkpoint that cannot be trusted vouches for nothing: the first bad entry is then 0.
///
/// What it cannot see: a whole log put back to an older state together with its database. Whoever
/// keeps a later checkpoint sees that.
pub fn verify(folder: &Path, key: &PublicKey, kept: Option<&[KeptEntry]>) -> Verdict {
    let note = fs::read_to_string(folder.join("checkpoint"));
    let opened =
        note.map_err(|e| e.to_string()).and_then(|n| key.open(&n).map_err(|e| e.to_string()));
    let mut verdict = Verdict { size: 0, root: [0; 32], bad: None, bodies: 0, erased: 0 };
    let checkpoint = match opened {
        Ok(checkpoint) => checkpoint,
        Err(reason) => {
            verdict.bad = Some(Bad { n: 0, reason });
            return verdict;
        }
    };
    (verdict.size, verdict.root) = (checkpoint.size, checkpoint.root);
    let mut first = First::default();
    let entries = read_entries(folder, checkpoint.size);
    let tiles = read_tiles(folder, checkpoint.size);
    let rows = kept.map(|kept| rows(kept, checkpoint.size));
    let leaves: Vec<Option<Hash>> =
        entries.iter().map(|e| e.as_ref().map(|e| leaf_hash(e))).collect();
    let sources = [Some(&leaves), Some(&tiles), rows.as_ref()];
    let is_true = |source: &&Vec<Option<Hash>>| {
        source.iter().copied().collect::<Option<Vec<Hash>>>().map(|all| root_of(&all))
            == Some(checkpoint.root)
    };
    match sources.into_iter().flatten().find(is_true).cloned() {
        Some(truth) => {
            compare(&mut first, &truth, &leaves, "its entry is not what was written");
            compare(&mut first, &truth, &tiles, "its hash in the tile is not what was written");
            if let Some(rows) = &rows {
                compare(&mut first, &truth, rows, "the database's leaf is not what was written");
            }
            upper_tiles(&mut first, folder, &truth);
        }
        None => {
            // Nothing whole is left to compare with: the first place where they disagree.
            compare(&mut first, &tiles, &leaves, "its entry and its tile disagree");
            if let Some(rows) = &rows {
                compare(&mut first, rows, &leaves, "its entry and the database disagree");
                compare(&mut first, rows, &tiles, "its tile and the database disagree");
            }
            if first.0.is_none() {
                first.take(0, "the entries do not give the tree hash that is signed");
            }
        }
    }
    if let Some(kept) = kept {
        check_rows(&mut first, &mut verdict, kept);
    }
    verdict.bad = first.0;
    verdict
}

fn compare(first: &mut First, truth: &[Option<Hash>], found: &[Option<Hash>], reason: &str) {
    let differs = truth.iter().zip(found).position(|(a, b)| a != b || a.is_none());
    if let Some(place) = differs {
        first.take(place as u64, reason);
    }
}

/// The entries of every bundle, `None` from where one cannot be read on.
fn read_entries(folder: &Path, size: u64) -> Vec<Option<Vec<u8>>> {
    let mut entries = Vec::new();
    for (number, width) in tiles_of(size) {
        let bytes = fs::read(tile_path(folder, "entries", number, width)).unwrap_or_default();
        let mut rest = &bytes[..];
        for place in 0..width {
            let entry = rest.split_at_checked(2).and_then(|(length, tail)| {
                let length = u16::from_be_bytes([length[0], length[1]]);
                tail.split_at_checked(usize::from(length))
            });
            let is_last = place + 1 == width;
            match entry {
                // Bytes after the last entry belong to nobody, and make it bad.
                Some((entry, tail)) if !is_last || tail.is_empty() => {
                    entries.push(Some(entry.to_vec()));
                    rest = tail;
                }
                _ => {
                    entries.push(None);
                    rest = &[];
                }
            }
        }
    }
    entries
}

/// The hashes of level 0.
fn read_tiles(folder: &Path, size: u64) -> Vec<Option<Hash>> {
    let mut hashes = Vec::new();
    for (number, width) in tiles_of(size) {
        let bytes = fs::read(tile_path(folder, "0", number, width)).unwrap_or_default();
        let (whole, rest) = bytes.as_chunks::<32>();
        let is_long = whole.len() as u64 > width || !rest.is_empty();
        let last = width - 1;
        hashes.extend((0..width).map(|place| {
            let hash = usize::try_from(place).ok().and_then(|place| whole.get(place)).copied();
            hash.filter(|_| !(is_long && place == last))
        }));
    }
    hashes
}

/// The tiles of a level: number and width.
fn tiles_of(size: u64) -> impl Iterator<Item = (u64, u64)> {
    let full = (0..size / WIDTH).map(|number| (number, WIDTH));
    full.chain((!size.is_multiple_of(WIDTH)).then_some((size / WIDTH, size % WIDTH)))
}

/// Compares the tiles above level 0 with what follows from it.
fn upper_tiles(first: &mut First, folder: &Path, leaves: &[Option<Hash>]) {
    let mut row: Vec<Hash> = leaves.iter().flatten().copied().collect();
    let mut covers = WIDTH;
    for level in 1_u32.. {
        row = row.chunks_exact(256).map(full_root).collect();
        if row.is_empty() {
            return;
        }
        for (number, width) in tiles_of(row.len() as u64) {
            let path = tile_path(folder, &level.to_string(), number, width);
            let bytes = fs::read(path).unwrap_or_default();
            let (hashes, rest) = bytes.as_chunks::<32>();
            let start = usize::try_from(number * WIDTH).unwrap_or(usize::MAX);
            let truth = row.iter().skip(start).take(usize::try_from(width).unwrap_or(0));
            let place = truth.enumerate().position(|(at, hash)| hashes.get(at) != Some(hash));
            let extra = hashes.len() as u64 > width || !rest.is_empty();
            let place = place.map(|at| at as u64).or_else(|| extra.then_some(width - 1));
            if let Some(place) = place {
                let n = (number * WIDTH + place) * covers;
                first.take(n, format!("a tile of level {level} above it is not what was written"));
            }
        }
        covers *= WIDTH;
    }
}

/// The leaf hashes of the database, `None` where a place is missing.
fn rows(kept: &[KeptEntry], size: u64) -> Vec<Option<Hash>> {
    let mut hashes = vec![None; usize::try_from(size).unwrap_or(0)];
    for entry in kept {
        let place = usize::try_from(entry.n).ok().and_then(|n| hashes.get_mut(n));
        if let Some(place) = place {
            *place = Some(leaf_hash(entry.leaf.as_bytes()));
        }
    }
    hashes
}

/// Compares every row of the database with its own leaf.
fn check_rows(first: &mut First, verdict: &mut Verdict, kept: &[KeptEntry]) {
    for (place, entry) in (0_u64..).zip(kept) {
        if entry.n != place {
            first.take(place.min(entry.n), "the database has a gap or an entry twice here");
            return;
        }
        let leaf: Leaf = match serde_json::from_str(&entry.leaf) {
            Ok(leaf) => leaf,
            Err(error) => {
                first.take(place, format!("the database's leaf cannot be read: {error}"));
                continue;
            }
        };
        let clear =
            leaf.n == place && leaf.at.as_microsecond() == entry.at && leaf.act == entry.act;
        if !clear {
            first.take(place, "the database's place, time or act is not that of the leaf");
        }
        match &entry.body {
            Some((body, salt)) if body_hash(salt, body) == leaf.body => {
                verdict.bodies += 1;
                let known: Option<serde_json::Value> = serde_json::from_str(body).ok();
                let own = known.as_ref().and_then(|body| body["object"].as_str());
                if own != entry.object.as_deref() {
                    first.take(place, "the database's object is not that of the body");
                }
            }
            Some(_) => first.take(place, "the body does not fit its hash"),
            None if entry.object.is_some() => {
                first.take(place, "the body is gone but its object is not: it was not erased");
            }
            None => verdict.erased += 1,
        }
    }
}
