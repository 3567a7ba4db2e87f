//! Builds the table that tells which spellings are known to be of one name.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;
use hilf_name::{GroupEntry, Spelling, Writing, fingerprint, parse, similarity};

/// Least likeness of sound at which a pair of the sources is believed.
const BELIEVED: f32 = 0.62;
/// Share of the bearers of a Latin spelling that one of its Arabic spellings must have.
const SHARE_MIN: f32 = 0.04;

/// A group's spellings, most of them in other languages, count for one bearer each so many.
const GROUP_SHARE: u32 = 3;

#[derive(Default)]
struct Sources {
    /// Latin spelling → Arabic spelling → bearers.
    pairs: BTreeMap<Spelling, BTreeMap<Spelling, u32>>,
    /// Spellings of one name, group by group.
    groups: Vec<BTreeSet<Spelling>>,
}

/// Writes `crates/hilf-name/data/name-groups.bin` from the files of a folder: tab-separated
/// Arabic-Latin pairs (`*.tsv`) and groups of equal names (`*.txt.gz`, `a, b, c => id`).
pub(crate) fn write(root: &Path, folder: &Path) -> Result<(), String> {
    let sources = read(folder)?;
    let mut ids: BTreeMap<Spelling, BTreeSet<u32>> = BTreeMap::new();
    let mut bearers: BTreeMap<&Spelling, u32> = BTreeMap::new();
    let mut arabic: BTreeMap<Spelling, u32> = BTreeMap::new();
    for (latin, spellings) in &sources.pairs {
        let all: u32 = spellings.values().sum();
        *bearers.entry(latin).or_default() += all;
        for (spelling, of_both) in spellings {
            *bearers.entry(spelling).or_default() += of_both;
            if (*of_both as f32) < SHARE_MIN * all as f32 {
                continue;
            }
            let next = arabic.len() as u32;
            let id = *arabic.entry(spelling.clone()).or_insert(next);
            ids.entry(latin.clone()).or_default().insert(id);
            ids.entry(spelling.clone()).or_default().insert(id);
        }
    }
    for (number, group) in (arabic.len() as u32..).zip(&sources.groups) {
        for spelling in group {
            *bearers.entry(spelling).or_default() += group.len() as u32 / GROUP_SHARE;
            ids.entry(spelling.clone()).or_default().insert(number);
        }
    }
    let entries: Vec<GroupEntry> = ids
        .into_iter()
        .map(|(spelling, ids)| GroupEntry {
            word: fingerprint(&spelling),
            fame: bearers.get(&spelling).map_or(0, |count| count.max(&1).ilog2().min(7) as u8),
            names: ids.into_iter().collect(),
        })
        .collect();
    let bytes = hilf_name::encode_groups(entries);
    println!("{} bytes", bytes.len());
    let target = root.join("crates/hilf-name/data/name-groups.bin");
    std::fs::write(&target, bytes).map_err(|e| format!("{}: {e}", target.display()))
}

fn read(folder: &Path) -> Result<Sources, String> {
    let mut sources = Sources::default();
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        let file = std::fs::File::open(&path).map_err(|e| format!("{name}: {e}"))?;
        if name.ends_with(".tsv") {
            read_lines(file, &name, &mut |line| sources.pair(line))?;
        } else if name.ends_with(".txt.gz") {
            read_lines(GzDecoder::new(file), &name, &mut |line| sources.group(line))?;
        }
    }
    Ok(sources)
}

fn read_lines(source: impl Read, name: &str, each: &mut dyn FnMut(&str)) -> Result<(), String> {
    for line in BufReader::new(source).lines() {
        each(&line.map_err(|e| format!("{name}: {e}"))?);
    }
    Ok(())
}

impl Sources {
    fn pair(&mut self, line: &str) {
        let mut fields = line.split('\t');
        let (Some(one), Some(other)) = (fields.next(), fields.next()) else { return };
        let bearers = fields.next().and_then(|text| text.trim().parse().ok()).unwrap_or(1);
        let (Some(arabic), Some(latin)) = (word(one), word(other)) else { return };
        let fits = arabic.writing == Writing::Abjad && latin.writing == Writing::Voweled;
        if fits && similarity(&arabic, &latin) >= BELIEVED {
            *self.pairs.entry(latin).or_default().entry(arabic).or_default() += bearers;
        }
    }

    /// Of a group only what sounds like most of it: the sources mix in other names.
    fn group(&mut self, line: &str) {
        let names = line.split("=>").next().unwrap_or_default();
        let spellings: BTreeSet<Spelling> =
            names.split(',').filter_map(|n| word(n.trim())).collect();
        let has_arabic = spellings.iter().any(|s| s.writing == Writing::Abjad);
        if spellings.len() < 2 || !has_arabic {
            return;
        }
        let alike = |a: &Spelling| {
            let others = spellings.iter().filter(|b| *b != a);
            2 * others.filter(|b| similarity(a, b) >= BELIEVED).count() >= spellings.len() - 1
        };
        let kept: BTreeSet<Spelling> = spellings.iter().filter(|s| alike(s)).cloned().collect();
        if kept.len() >= 2 {
            self.groups.push(kept);
        }
    }
}

/// The spelling of a text that is one word of three sounds or more.
fn word(text: &str) -> Option<Spelling> {
    match parse(text).elements.as_slice() {
        [element] if element.spelling.units.len() >= 3 => Some(element.spelling.clone()),
        _ => None,
    }
}
