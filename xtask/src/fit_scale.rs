//! Fits the scale of `hilf-name` to the labelled sets and prints it.

use std::path::Path;
use std::sync::Arc;

use hilf_entity::Schema;
use hilf_eval::{
    Labelled, ScreeningCase, Wanted, fit, loss, pairs, screening_cases, screening_group,
};
use hilf_list::{Item, Record, Source};
use hilf_match::{Index, IndexBuilder, Profile};
use hilf_name::Scale;

/// What the groups are asked for: the figures of the project's aims with a little to spare.
const WANTED: &[Wanted] = &[
    recall("alias_manipulated", 0.955, 0.8),
    recall("format", 0.998, 1.5),
    recall("obfuscation", 0.993, 1.0),
    recall("particle", 0.998, 1.0),
    recall("romanisation", 0.98, 1.5),
    recall("script", 0.985, 1.2),
    recall("script_variant", 0.985, 1.2),
    recall("tokens", 0.934, 2.5),
    recall("typo", 0.988, 3.0),
    recall("typo (two edits)", 0.94, 1.5),
    alarm("alarm far", 0.004, 14.0),
    alarm("alarm near", 0.052, 1.5),
    alarm("alarm invented", 0.005, 8.0),
    recall("name_bench same", 0.90, 1.0),
    alarm("name_bench other", 0.10, 1.0),
    recall("entity_bench same", 0.96, 0.5),
    alarm("entity_bench other", 0.04, 0.5),
    recall("arabic_probe same", 0.98, 0.4),
    alarm("arabic_probe other", 0.02, 0.4),
];

const fn recall(group: &'static str, share: f32, weight: f32) -> Wanted {
    Wanted { group, share, weight, is_alarm: false }
}

const fn alarm(group: &'static str, share: f32, weight: f32) -> Wanted {
    Wanted { group, share, weight, is_alarm: true }
}

/// Invented people among the negatives.
const INVENTED: usize = 8000;
/// Times that the search begins anew from a place near the best.
const KICKS: usize = 24;

pub(crate) fn run(data: &Path) -> Result<(), String> {
    let profile = Profile::kyc();
    let labelled = labelled(data)?;
    let (start, shares) = loss(&labelled, WANTED, &Scale::STANDARD, &profile);
    println!("at first {start:.4} {shares:.3?}");
    let best = fit(&labelled, WANTED, Scale::STANDARD, &profile, KICKS, &mut |round, loss| {
        eprintln!("round {round}: {loss:.4}");
    });
    let (end, shares) = loss(&labelled, WANTED, &best, &profile);
    println!("at last {end:.4} {shares:.3?}");
    for (name, value, _) in best.clone().fields() {
        println!("        {name}: {value:.3},");
    }
    Ok(())
}

fn labelled(data: &Path) -> Result<Labelled, String> {
    let said = |e: &dyn std::error::Error| e.to_string();
    let lists = data.join("lists");
    let records =
        read(&[lists.join("un/UN_consolidated_2018-10-29.xml"), lists.join("ofac/2021-07")])?;
    let numbered: Vec<(u32, Record)> = (0..).zip(records).collect();
    let mut builder = IndexBuilder::new();
    builder.add(&numbered);
    let index = Index::open(Arc::new(builder.finish())).map_err(|e| said(&e))?;
    let records: Vec<Record> = numbered.into_iter().map(|(_, record)| record).collect();
    let eval = data.join("eval");
    let mut cases =
        screening_cases(&eval.join("dev_effectiveness.csv.gz")).map_err(|e| said(&e))?;
    cases.retain(|case| case.group != "context" && case.group != "policy" && case.group != "weak");
    let group = |case: &ScreeningCase| {
        Some(match case.kind.as_str() {
            "neg_invented" => "alarm invented".to_owned(),
            _ => screening_group(case),
        })
    };
    let schema = Schema::named("Person").ok_or("there is no schema Person")?;
    cases.extend(crate::invented::people(INVENTED, schema));
    let mut all = Labelled::of_queries(&index, &records, &cases, group).map_err(|e| said(&e))?;
    for (file, label) in [
        ("name_bench_cases.csv", "name_bench"),
        ("entity_bench_checks.yml", "entity_bench"),
        ("arabic_probe.csv", "arabic_probe"),
    ] {
        let pairs = pairs(&eval.join(file)).map_err(|e| said(&e))?;
        all = all.and(Labelled::of_pairs(&pairs, label));
    }
    Ok(all)
}

fn read(paths: &[std::path::PathBuf]) -> Result<Vec<Record>, String> {
    let mut records = Vec::new();
    for path in paths {
        let source = Source::open(path).map_err(|e| e.to_string())?;
        let format = hilf_list::detect(&source).map_err(|e| e.to_string())?;
        hilf_list::read(&source, format, &Default::default(), &mut |item| {
            if let Item::Record(record) = item {
                records.push(*record);
            }
        })
        .map_err(|e| e.to_string())?;
    }
    Ok(records)
}
