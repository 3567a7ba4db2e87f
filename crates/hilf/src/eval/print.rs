//! Reports as tables.

use std::collections::BTreeMap;

use hilf_eval::{NamesReport, PairsReport, ScreeningReport, Share, Tally};
use hilf_text::bidi::isolate;

pub(super) fn names(report: &NamesReport, worst: usize) {
    share("listed names that find their own entity", report.names);
    for (name, id) in report.missed.iter().take(worst) {
        println!("  {id}  {}", isolate(name));
    }
}

pub(super) fn pairs(report: &PairsReport, worst: usize) {
    println!(
        "{:<24} {:>6} {:>9} {:>7} {:>7} {:>7}",
        "", "pairs", "precision", "recall", "F1", "right"
    );
    for (group, tally) in &report.groups {
        measures(group, *tally);
    }
    for (quality, tally) in &report.qualities {
        measures(quality, *tally);
    }
    measures("all", report.all);
    for (score, is_match, query, listed) in report.wrong.iter().take(worst) {
        let truth = if *is_match { "same" } else { "different" };
        println!("  {score:.3} {truth:<9}  {}  {}", isolate(query), isolate(listed));
    }
}

pub(super) fn screening(report: &ScreeningReport, worst: usize) {
    println!("recall");
    shares(&report.groups);
    println!("false alarms");
    share("not near", report.false_alarms_far);
    share("near misses", report.false_alarms_near);
    println!("policy rows below the same name with a fitting date");
    share("policy", report.policy);
    println!("recall by kind");
    shares(&report.kinds);
    println!("false alarms by kind");
    shares(&report.false_alarms);
    println!("hits that are right, by score");
    shares(&report.calibration);
    println!("worst misses (kind, query, expected, its score)");
    for (kind, query, expected, score) in report.misses.iter().take(worst) {
        println!("  {kind}  {}  {expected}  {score:.3}", isolate(query));
    }
    println!("worst false alarms (kind, query, id, listed name, score)");
    for (kind, query, id, listed, score) in report.alarms.iter().take(worst) {
        println!("  {kind}  {}  {id}  {}  {score:.3}", isolate(query), isolate(listed));
    }
}

fn shares(shares: &BTreeMap<String, Share>) {
    for (name, one) in shares {
        share(name, *one);
    }
}

fn share(name: &str, share: Share) {
    println!("  {name:<44} {:>7.4}  {:>6} of {}", share.value(), share.part, share.of);
}

fn measures(name: &str, tally: Tally) {
    println!(
        "  {name:<22} {:>6} {:>9.4} {:>7.4} {:>7.4} {:>7.4}",
        tally.all(),
        tally.precision(),
        tally.recall(),
        tally.f1(),
        tally.accuracy()
    );
}
