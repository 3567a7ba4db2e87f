//! Builds the set of known names that `hilf-name` ships.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;

/// Bearers a pair must have, where the file counts them, and spellings a group must have, for its
/// names to be known. Measured: smaller sets find more slips of the pen at hardly more false alarms.
const WEIGHT_MIN: u32 = 2;
const SPELLINGS_MIN: usize = 6;

/// Writes `crates/hilf-name/data/known-names.bin` from the files of a folder: tab-separated
/// Arabic-Latin pairs (`*.tsv`) and groups of equal names (`*.txt.gz`, `a, b, c => id`).
pub(crate) fn write(root: &Path, folder: &Path) -> Result<(), String> {
    let mut fingerprints = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        let file = std::fs::File::open(&path).map_err(|e| format!("{name}: {e}"))?;
        if name.ends_with(".tsv") {
            read_lines(file, &name, &mut |line| {
                let weight = line.split('\t').nth(2).and_then(|weight| weight.parse::<u32>().ok());
                if weight.is_some_and(|weight| weight < WEIGHT_MIN) {
                    return;
                }
                line.split('\t').take(2).for_each(|word| add(word, &mut fingerprints));
            })?;
        } else if name.ends_with(".txt.gz") {
            read_lines(GzDecoder::new(file), &name, &mut |line| {
                let names = line.split("=>").next().unwrap_or_default();
                if names.split(',').count() < SPELLINGS_MIN {
                    return;
                }
                names.split(',').for_each(|word| add(word, &mut fingerprints));
            })?;
        }
    }
    let bytes = hilf_name::encode_known(fingerprints);
    let target = root.join("crates/hilf-name/data/known-names.bin");
    println!("{} bytes", bytes.len());
    std::fs::write(&target, bytes).map_err(|e| format!("{}: {e}", target.display()))
}

fn read_lines(source: impl Read, name: &str, each: &mut dyn FnMut(&str)) -> Result<(), String> {
    for line in BufReader::new(source).lines() {
        each(&line.map_err(|e| format!("{name}: {e}"))?);
    }
    Ok(())
}

fn add(text: &str, fingerprints: &mut Vec<u32>) {
    for element in hilf_name::parse(text).elements {
        if element.spelling.units.len() >= 3 {
            fingerprints.push(hilf_name::fingerprint(&element.spelling));
        }
    }
}
