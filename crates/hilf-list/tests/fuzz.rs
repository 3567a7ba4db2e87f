//! Every reader against damaged input: no panic, no hang, memory bounded.
//!
//! Small lists of every format are mutated by a fixed sequence of random numbers, so a failure can
//! be repeated. `HILF_FUZZ_SECONDS` lengthens the run, `HILF_FUZZ_SEED` takes another sequence.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use hilf_list::{Format, ReadOptions, Source, detect, read};

/// Time without `HILF_FUZZ_SECONDS`.
const SECONDS: u64 = 20;
/// Rounds that are run however slow the machine is.
const ROUNDS_MIN: usize = 500;
/// Peak memory of the whole test.
const MEMORY_MAX_KB: u64 = 1 << 20;

const SEEDS: &[(Format, &str, &str)] = &[
    (Format::UnXml, "un.xml", include_str!("seeds/un.xml")),
    (Format::EuXml, "eu.xml", include_str!("seeds/eu.xml")),
    (Format::SecoXml, "ch.xml", include_str!("seeds/ch.xml")),
    (Format::CanadaXml, "ca.xml", include_str!("seeds/ca.xml")),
    (Format::UkXml, "uk.xml", include_str!("seeds/uk.xml")),
    (Format::UkCsv, "uk.csv", include_str!("seeds/uk.csv")),
    (Format::HmtCsv, "hmt.csv", include_str!("seeds/hmt.csv")),
    (Format::OfacXml, "sdn.xml", include_str!("seeds/sdn.xml")),
    (Format::OfacEnhanced, "enhanced.xml", include_str!("seeds/enhanced.xml")),
    (Format::OfacAdvanced, "advanced.xml", include_str!("seeds/advanced.xml")),
    (Format::CslCsv, "csl.csv", include_str!("seeds/csl.csv")),
    (Format::FtmJson, "ftm.json", include_str!("seeds/ftm.json")),
    (Format::FtmDelta, "delta.json", include_str!("seeds/delta.json")),
    (Format::Senzing, "senzing.json", include_str!("seeds/senzing.json")),
    (Format::OwnCsv, "own.csv", include_str!("seeds/own.csv")),
];

/// Pieces that have hurt parsers before.
const TOKENS: &[&[u8]] = &[
    b"<",
    b">",
    b"&",
    b"&#x0;",
    b"&amp",
    b"\"",
    b"'",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"<!DOCTYPE x [<!ENTITY a \"b\">]>",
    b"\0",
    b"\xff\xfe",
    b"\xc3",
    b"\xe2\x80\xae",
    b"\r",
    b"\n",
    b",",
    b";",
    b"\t",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"1e999",
    b"-0-",
    b"99999999999999999999",
    b"0000-00-00",
    b"a) b) c) d)",
    b"((((((((((",
    b"\xd9\x80\xd9\x80",
    b"\x1a",
    b"=",
    b"\"\"\"",
];

/// Xorshift (Marsaglia): random enough, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    let length = random.below(40).min(bytes.len() - at);
    match random.below(7) {
        0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
        1 => drop(bytes.drain(at..at + length)),
        2 => {
            let piece = bytes[at..at + length].to_vec();
            let copies = random.below(50);
            for _ in 0..copies {
                bytes.splice(at..at, piece.iter().copied());
            }
        }
        3 => bytes.truncate(at),
        4 => {
            let from = random.below(bytes.len());
            let piece = bytes[at..at + length].to_vec();
            bytes.splice(from..from, piece);
        }
        _ => {
            let token = TOKENS[random.below(TOKENS.len())];
            bytes.splice(at..at, token.iter().copied());
        }
    }
}

/// Reads as its own format and as what it is taken for; the result does not matter.
fn exercise(path: &Path, format: Format) {
    let Ok(source) = Source::open(path) else { return };
    let mut sink = |_| ();
    let _ = read(&source, format, &ReadOptions::default(), &mut sink);
    if let Ok(found) = detect(&source)
        && found != format
    {
        let _ = read(&source, found, &ReadOptions::default(), &mut sink);
    }
}

/// The seeds as files, and the same packed.
fn inputs() -> Vec<(Format, String, Vec<u8>)> {
    let mut inputs: Vec<_> = SEEDS
        .iter()
        .map(|(format, name, text)| (*format, (*name).to_owned(), text.as_bytes().to_vec()))
        .collect();
    inputs.push((Format::OwnXlsx, "own.xlsx".into(), include_bytes!("seeds/own.xlsx").to_vec()));
    let (format, name, text) = SEEDS[0];
    inputs.push((
        format,
        format!("{name}.zst"),
        zstd::encode_all(text.as_bytes(), 3).expect("zstd"),
    ));
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gz, text.as_bytes()).expect("gzip");
    inputs.push((format, format!("{name}.gz"), gz.finish().expect("gzip")));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        (
            "sdn.csv",
            "1,\"TESTER, Adam\",individual,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1970; Passport A1 (Syria); a.k.a. 'X'.\"\r\n\x1a",
        ),
        ("alt.csv", "1,2,\"aka\",\"TEST, Abu\",-0- \r\n\x1a"),
        ("add.csv", "1,3,\"1 Road\",\"Town\",\"Syria\",-0- \r\n\x1a"),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("zip");
        std::io::Write::write_all(&mut zip, text.as_bytes()).expect("zip");
    }
    inputs.push((Format::OfacCsv, "set.zip".into(), zip.finish().expect("zip").into_inner()));
    inputs
}

#[test]
fn damaged_lists_are_refused_or_held_but_never_break_a_reader() {
    let from_env = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seconds = Duration::from_secs(from_env("HILF_FUZZ_SECONDS").unwrap_or(SECONDS));
    let seed = from_env("HILF_FUZZ_SEED").unwrap_or(0x9e37_79b9_7f4a_7c15);
    let mut random = Random(seed.max(1));
    let folder = tempfile::tempdir().unwrap();
    let inputs = inputs();
    for (format, name, bytes) in &inputs {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let source = Source::open(&path).unwrap();
        let mut records = 0;
        read(&source, *format, &ReadOptions::default(), &mut |item| {
            records += usize::from(matches!(item, hilf_list::Item::Record(_)));
        })
        .unwrap_or_else(|error| panic!("the seed {name} must be sound: {error}"));
        assert!(records > 0, "the seed {name} must hold a record");
    }
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < seconds || rounds < ROUNDS_MIN {
        let (format, name, bytes) = &inputs[rounds % inputs.len()];
        let mut damaged = bytes.clone();
        for _ in 0..=random.below(6) {
            if !damaged.is_empty() {
                mutate(&mut damaged, &mut random);
            }
        }
        let path = folder.path().join(name);
        fs::write(&path, &damaged).unwrap();
        let outcome = std::panic::catch_unwind(|| exercise(&path, *format));
        if outcome.is_err() {
            let kept = std::env::temp_dir().join(format!("hilf-fuzz-{name}"));
            fs::write(&kept, &damaged).unwrap();
            panic!("round {rounds} of seed {seed} broke the reader; see {}", kept.display());
        }
        rounds += 1;
    }
    println!("{rounds} rounds in {:?}", start.elapsed());
    if let Some(peak) = peak_memory_kb() {
        assert!(peak < MEMORY_MAX_KB, "peak memory was {peak} kB");
    }
}

fn peak_memory_kb() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
