//! Reads and compares the names of pairs, so that the work can be counted:
//! `cargo run --release -p hilf-name --example pairs -- read|compare TIMES FILE`. A line of the file
//! is two names with a tab between them. What more repetitions take beyond fewer is free of what
//! happens once.

use std::error::Error;
use std::hint::black_box;

use hilf_name::{Name, compare, parse};

/// Information of a word where no list says how rare it is; it does not change what is computed.
const INFO: f32 = 0.6;

fn main() -> Result<(), Box<dyn Error>> {
    let usage = "say read|compare TIMES FILE";
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, times, file] = arguments.as_slice() else { return Err(usage.into()) };
    let times: usize = times.parse().map_err(|_| usage)?;
    let text = std::fs::read_to_string(file)?;
    let pairs: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
    let read = |(a, b): &(&str, &str)| (parse(black_box(a)), parse(black_box(b)));
    match what.as_str() {
        "read" => (0..times).flat_map(|_| &pairs).for_each(|pair| drop(black_box(read(pair)))),
        "compare" => {
            let names: Vec<(Name, Name)> = pairs.iter().map(read).collect();
            for (a, b) in (0..times).flat_map(|_| &names) {
                black_box(compare(black_box(a), black_box(b), &|_| INFO).score);
            }
        }
        _ => return Err(usage.into()),
    }
    println!("{} pairs, {times} times", pairs.len());
    Ok(())
}
