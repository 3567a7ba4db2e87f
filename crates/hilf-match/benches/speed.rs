//! What building an index, searching it and comparing two names take: `cargo bench -p hilf-match`.
//!
//! Names are invented and the same in every run. `scripts/bench` measures on real lists.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use hilf_entity::{Entity, Schema};
use hilf_list::Record;
use hilf_match::{Index, IndexBuilder, Profile, Search};
use hilf_name::{Name, compare, parse};

fn main() {
    divan::main();
}

const GIVEN: &[&str] = &[
    "Talib",
    "Munir",
    "Harun",
    "Salim",
    "Kamal",
    "Yusuf",
    "Idris",
    "Faysal",
    "Nadir",
    "Samir",
    "طالب",
    "منير",
    "هارون",
    "سالم",
    "كمال",
    "يوسف",
    "إدريس",
    "فيصل",
    "نادر",
    "سمير",
];
const FIRST: &[&str] = &["war", "kat", "bar", "shan", "zur", "mak", "hal", "tam", "rif", "dul"];
const SECOND: &[&str] = &["da", "ta", "na", "qi", "mi", "su", "ri", "ba", "za", "fu"];
const LAST: &[&str] = &["ni", "wi", "ri", "li", "di", "mi", "shi", "ti", "ki", "zi"];

/// Numbers that look random and are the same everywhere (SplitMix64).
struct Dice(u64);

impl Dice {
    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        all[((z ^ (z >> 31)) % all.len() as u64) as usize]
    }

    fn name(&mut self) -> String {
        let family = [self.of(FIRST), self.of(SECOND), self.of(SECOND), self.of(LAST)].concat();
        format!("{} {} al-{family}", self.of(GIVEN), self.of(GIVEN))
    }
}

fn records(count: u32) -> Vec<(u32, Record)> {
    let person = Schema::named("Person").unwrap();
    let mut dice = Dice(1);
    let record = |number: u32| {
        let mut entity = Entity::new(format!("invented-{number}"), person);
        entity.add("name", dice.name().as_str());
        (number, Record { position: Default::default(), entity, related: Vec::new() })
    };
    (0..count).map(record).collect()
}

fn built(count: u32) -> Vec<u8> {
    let mut builder = IndexBuilder::new();
    builder.add(&records(count));
    builder.finish()
}

#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn build(bencher: Bencher, count: u32) {
    let records = records(count);
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        let mut builder = IndexBuilder::new();
        builder.add(black_box(&records));
        builder.finish()
    });
}

/// A query whose words were asked for before.
#[divan::bench(args = ["Talib Munir al-Wardanani", "طالب منير الوردانني", "Jonas Lindqvist"])]
fn search(bencher: Bencher, query: &str) {
    let index = Index::open(Arc::new(built(10_000))).unwrap();
    let mut search = Search::new(&index);
    let (name, least) = (parse(query), Profile::kyc().threshold);
    bencher.bench_local(|| search.names(&index, black_box(&name), least));
}

/// The same where no word was asked for before: the walk through the trees.
#[divan::bench(args = ["Talib Munir al-Wardanani", "طالب منير الوردانني", "Jonas Lindqvist"])]
fn search_new_words(bencher: Bencher, query: &str) {
    let bytes = Arc::new(built(10_000));
    let (name, least) = (parse(query), Profile::kyc().threshold);
    let opened = || {
        let index = Index::open(Arc::clone(&bytes) as hilf_match::Bytes).unwrap();
        let search = Search::new(&index);
        (index, search)
    };
    bencher
        .with_inputs(opened)
        .bench_local_values(|(index, mut search)| search.names(&index, black_box(&name), least));
}

#[divan::bench]
fn read_name(bencher: Bencher) {
    bencher.bench_local(|| parse(black_box("Abd al-Rahman bin Talib al-Wardanani")));
}

const PAIRS: &[(&str, &str)] = &[
    ("Talib Munir al-Wardanani", "طالب منير الوردانني"),
    ("Talib Munir al-Wardanani", "Taleb Mounir Wardanany"),
    ("Abd al-Rahman al-Katti", "Abdurrahman Katti"),
    ("Jonas Lindqvist", "Talib Munir al-Wardanani"),
];

/// Four pairs of names that were read before, without an explanation.
#[divan::bench]
fn compare_pairs(bencher: Bencher) {
    let read = |(a, b): &(&str, &str)| (parse(a), parse(b));
    let pairs: Vec<(Name, Name)> = PAIRS.iter().map(read).collect();
    bencher.counter(ItemsCount::new(pairs.len())).bench_local(|| {
        for (query, listed) in &pairs {
            black_box(compare(black_box(query), black_box(listed), &|_| 0.6));
        }
    });
}
