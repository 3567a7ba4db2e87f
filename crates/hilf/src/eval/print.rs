//! Reports as tables.

use std::collections::BTreeMap;

use hilf_eval::{
    AcrossReport, NamesReport, PairsReport, PeersReport, ScreeningReport, Share, Tally,
};
use hilf_text::bidi::isolate;

pub(super) fn names(report: &NamesReport, worst: usize) {
    share("listed names that find their own entity", report.names);
    for (name, id) in report.missed.iter().take(worst) {
        println!("  {id}  {}", isolate(name));
    }
}

pub(super) fn across(report: &AcrossReport, worst: usize) {
    println!("names in another script that find their own entity by its Latin names alone");
    shares(&report.scripts);
    for (name, latin, id) in report.missed.iter().take(worst) {
        println!("  {id}  {}  {}", isolate(name), isolate(latin));
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

/// Every engine on the same pairs, with what each takes in multiples of Hilf.
pub(super) fn peers(own: &PairsReport, report: &PeersReport, threshold: f32) {
    println!(
        "{:<36} {:>9} {:>7} {:>7} {:>10} {:>10} {:>7}",
        "engine", "threshold", "F1", "right", "best F1", "µs a pair", "ratio"
    );
    let line = |name: &str, threshold: f64, tally: Tally, best: Option<f64>, micros: f64| {
        let best = best.map_or("–".to_owned(), |f1| format!("{f1:.3}"));
        let (f1, right, ratio) = (tally.f1(), tally.accuracy(), micros / report.own_micros);
        println!(
            "{name:<36} {threshold:>9.2} {f1:>7.3} {right:>7.3} {best:>10} {micros:>10.2} {ratio:>7.1}"
        );
    };
    line("hilf", f64::from(threshold), own.all, None, report.own_micros);
    for peer in &report.peers {
        line(&peer.name, peer.threshold, peer.tally, Some(peer.best_f1), peer.micros);
    }
    println!("hilf reads the names of a pair in {:.2} µs", report.own_parse_micros);
    for missing in &report.missing {
        println!("not installed: {missing}");
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
    println!("queries whose best hit is right, by its score");
    shares(&report.best_calibration);
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
