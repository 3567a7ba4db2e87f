//! Verifying a log with the public key alone, and finding its first bad entry. The log is read once,
//! tile by tile: however long it is, a few tiles are held.

use std::fs;
use std::iter::Peekable;
use std::path::Path;

use super::files::{WIDTH, full_root, tile_path};
use super::leaf::{Leaf, body_hash};
use super::merkle::{Frontier, Hash, leaf_hash};
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

    fn also(&mut self, other: First) {
        if let Some(bad) = other.0 {
            self.take(bad.n, bad.reason);
        }
    }
}

/// The places of the three tellings of the log.
const ENTRIES: usize = 0;
const TILES: usize = 1;
const ROWS: usize = 2;

/// Verifies the files of a log with the public key alone. A checkpoint that cannot be trusted vouches
/// for nothing: the first bad entry is then 0.
///
/// What it cannot see: a whole log put back to an older state together with its database. Whoever
/// keeps a later checkpoint sees that.
pub fn verify(folder: &Path, key: &PublicKey) -> Verdict {
    look_through::<std::iter::Empty<KeptEntry>>(folder, key, None)
}

/// As [`verify`], and compares the entries of the database, in the order of their places, with the
/// files and with their own leaves.
pub fn verify_with(
    folder: &Path,
    key: &PublicKey,
    kept: impl IntoIterator<Item = KeptEntry>,
) -> Verdict {
    look_through(folder, key, Some(kept.into_iter()))
}

fn look_through<I>(folder: &Path, key: &PublicKey, kept: Option<I>) -> Verdict
where
    I: Iterator<Item = KeptEntry>,
{
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
    let mut rows = kept.map(Rows::new);
    let mut tellings = vec![Telling::default(), Telling::default()];
    tellings.extend(rows.is_some().then(Telling::default));
    let mut apart = Apart::default();
    for (number, width) in tiles_of(checkpoint.size) {
        let mut told = vec![read_entries(folder, number, width), read_tile(folder, number, width)];
        if let Some(rows) = &mut rows {
            told.push(rows.tile(number * WIDTH, width, &mut first, &mut verdict));
        }
        apart.compare(number * WIDTH, &told);
        for (telling, hashes) in tellings.iter_mut().zip(&told) {
            telling.take(folder, hashes);
        }
    }
    if let Some(rows) = &mut rows {
        rows.rest(&mut first, &mut verdict);
    }
    tellings.iter_mut().for_each(|telling| telling.end(folder));
    let is_true = |telling: &Telling| telling.root() == Some(checkpoint.root);
    match tellings.iter().position(is_true) {
        Some(truth) => {
            apart.from(truth, &mut first);
            first.also(tellings.swap_remove(truth).above);
        }
        None => {
            // Nothing whole is left to compare with: the first place where they disagree.
            apart.each(&mut first);
            if first.0.is_none() {
                first.take(0, "the entries do not give the tree hash that is signed");
            }
        }
    }
    verdict.bad = first.0;
    verdict
}

/// One telling of the log, leaf after leaf: the bundles', the tiles' or the database's.
#[derive(Default)]
struct Telling {
    frontier: Frontier,
    /// Whether a leaf is missing: then it is not the truth.
    is_torn: bool,
    /// By level from 1, the hashes of the tile that is not yet full, and how many tiles were.
    levels: Vec<(Vec<Hash>, u64)>,
    /// The first entry under an upper tile that does not follow from this telling.
    above: First,
}

impl Telling {
    fn take(&mut self, folder: &Path, hashes: &[Option<Hash>]) {
        let whole: Option<Vec<Hash>> = hashes.iter().copied().collect();
        self.is_torn |= whole.is_none();
        let Some(whole) = whole.filter(|_| !self.is_torn) else { return };
        whole.iter().for_each(|hash| self.frontier.push(1, *hash));
        let mut full = (whole.len() as u64 == WIDTH).then(|| full_root(&whole));
        let mut level = 0;
        while let Some(hash) = full.take() {
            if self.levels.len() == level {
                self.levels.push((Vec::new(), 0));
            }
            self.levels[level].0.push(hash);
            if self.levels[level].0.len() as u64 == WIDTH {
                full = Some(full_root(&self.levels[level].0));
                self.look_above(folder, level);
            }
            level += 1;
        }
    }

    /// Compares the upper tiles that are not full.
    fn end(&mut self, folder: &Path) {
        for level in 0..self.levels.len() {
            if !self.is_torn && !self.levels[level].0.is_empty() {
                self.look_above(folder, level);
            }
        }
    }

    /// Compares the last tile of the level above `level` with what follows from this telling.
    fn look_above(&mut self, folder: &Path, level: usize) {
        let (hashes, number) = &mut self.levels[level];
        let level = u32::try_from(level).unwrap_or(u32::MAX).saturating_add(1);
        let width = hashes.len() as u64;
        let path = tile_path(folder, &level.to_string(), *number, width);
        let bytes = fs::read(path).unwrap_or_default();
        let (found, rest) = bytes.as_chunks::<32>();
        let differs = hashes.iter().enumerate().position(|(at, hash)| found.get(at) != Some(hash));
        let extra = found.len() as u64 > width || !rest.is_empty();
        let place = differs.map(|at| at as u64).or_else(|| extra.then_some(width - 1));
        if let Some(place) = place {
            let n = (*number * WIDTH + place).saturating_mul(WIDTH.saturating_pow(level));
            let reason = format!("a tile of level {level} above it is not what was written");
            self.above.take(n, reason);
        }
        *number += 1;
        hashes.clear();
    }

    /// The tree hash; `None` if leaves are missing.
    fn root(&self) -> Option<Hash> {
        (!self.is_torn).then(|| self.frontier.root())
    }
}

/// Where each two tellings first differ, or are both without a leaf.
#[derive(Default)]
struct Apart([[Option<u64>; 3]; 3]);

impl Apart {
    fn compare(&mut self, start: u64, told: &[Vec<Option<Hash>>]) {
        for (a, one) in told.iter().enumerate() {
            for (b, other) in told.iter().enumerate().skip(a + 1) {
                if self.0[a][b].is_none() {
                    let differs = one.iter().zip(other).position(|(x, y)| x != y || x.is_none());
                    self.0[a][b] = differs.map(|at| start + at as u64);
                }
            }
        }
    }

    fn between(&self, one: usize, other: usize) -> Option<u64> {
        self.0[one.min(other)][one.max(other)]
    }

    /// What differs from the telling that is true.
    fn from(&self, truth: usize, first: &mut First) {
        const FALSE: [&str; 3] = [
            "its entry is not what was written",
            "its hash in the tile is not what was written",
            "the database's leaf is not what was written",
        ];
        for (other, reason) in FALSE.into_iter().enumerate() {
            if let Some(place) = self.between(truth, other).filter(|_| other != truth) {
                first.take(place, reason);
            }
        }
    }

    /// What differs among tellings none of which is true.
    fn each(&self, first: &mut First) {
        let pairs = [
            (ENTRIES, TILES, "its entry and its tile disagree"),
            (ENTRIES, ROWS, "its entry and the database disagree"),
            (TILES, ROWS, "its tile and the database disagree"),
        ];
        for (one, other, reason) in pairs {
            if let Some(place) = self.between(one, other) {
                first.take(place, reason);
            }
        }
    }
}

/// The leaf hashes of a bundle's entries, `None` from where one cannot be read on.
fn read_entries(folder: &Path, number: u64, width: u64) -> Vec<Option<Hash>> {
    let bytes = fs::read(tile_path(folder, "entries", number, width)).unwrap_or_default();
    let mut rest = &bytes[..];
    let entry = |place: u64| {
        let entry = rest.split_at_checked(2).and_then(|(length, tail)| {
            let length = u16::from_be_bytes([length[0], length[1]]);
            tail.split_at_checked(usize::from(length))
        });
        let is_last = place + 1 == width;
        match entry {
            // Bytes after the last entry belong to nobody, and make it bad.
            Some((entry, tail)) if !is_last || tail.is_empty() => {
                rest = tail;
                Some(leaf_hash(entry))
            }
            _ => {
                rest = &[];
                None
            }
        }
    };
    (0..width).map(entry).collect()
}

/// The hashes of a tile of level 0.
fn read_tile(folder: &Path, number: u64, width: u64) -> Vec<Option<Hash>> {
    let bytes = fs::read(tile_path(folder, "0", number, width)).unwrap_or_default();
    let (whole, rest) = bytes.as_chunks::<32>();
    let is_long = whole.len() as u64 > width || !rest.is_empty();
    let hash = |place: u64| {
        let hash = usize::try_from(place).ok().and_then(|place| whole.get(place)).copied();
        hash.filter(|_| !(is_long && place + 1 == width))
    };
    (0..width).map(hash).collect()
}

/// The tiles of level 0: number and width.
fn tiles_of(size: u64) -> impl Iterator<Item = (u64, u64)> {
    let full = (0..size / WIDTH).map(|number| (number, WIDTH));
    full.chain((!size.is_multiple_of(WIDTH)).then_some((size / WIDTH, size % WIDTH)))
}

/// The database's entries as they come, each compared with its own leaf.
struct Rows<I: Iterator> {
    kept: Peekable<I>,
    /// The place of the next one.
    next: u64,
    /// Whether a gap was met: what comes after it stands in no place.
    is_torn: bool,
}

impl<I: Iterator<Item = KeptEntry>> Rows<I> {
    fn new(kept: I) -> Rows<I> {
        Rows { kept: kept.peekable(), next: 0, is_torn: false }
    }

    /// The leaf hashes of a tile, `None` where a place is missing.
    fn tile(
        &mut self,
        start: u64,
        width: u64,
        first: &mut First,
        verdict: &mut Verdict,
    ) -> Vec<Option<Hash>> {
        let mut hashes = Vec::new();
        for place in start..start + width {
            let mut hash = None;
            while let Some(entry) = self.kept.next_if(|entry| entry.n <= place) {
                if entry.n == place {
                    hash = Some(leaf_hash(entry.leaf.as_bytes()));
                }
                self.check(&entry, first, verdict);
            }
            hashes.push(hash);
        }
        hashes
    }

    /// The entries that no checkpoint vouches for yet.
    fn rest(&mut self, first: &mut First, verdict: &mut Verdict) {
        while let Some(entry) = self.kept.next() {
            self.check(&entry, first, verdict);
        }
    }

    fn check(&mut self, entry: &KeptEntry, first: &mut First, verdict: &mut Verdict) {
        if self.is_torn {
            return;
        }
        let place = self.next;
        self.next += 1;
        if entry.n != place {
            self.is_torn = true;
            first.take(place.min(entry.n), "the database has a gap or an entry twice here");
            return;
        }
        check_row(entry, first, verdict);
    }
}

/// Compares a row of the database with its own leaf.
fn check_row(entry: &KeptEntry, first: &mut First, verdict: &mut Verdict) {
    let place = entry.n;
    let leaf: Leaf = match serde_json::from_str(&entry.leaf) {
        Ok(leaf) => leaf,
        Err(error) => {
            first.take(place, format!("the database's leaf cannot be read: {error}"));
            return;
        }
    };
    let clear = leaf.n == place && leaf.at.as_microsecond() == entry.at && leaf.act == entry.act;
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
