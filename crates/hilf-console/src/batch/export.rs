//! Results as files: CSV that a spreadsheet cannot be tricked by, and JSON lines.

use hilf_match::{Lang, MATCHER};
use serde_json::{Value, json};

use super::{Batch, Hit, Outcome, Results, Row};

/// The results as CSV: a line for every hit and one for every row without, in the order of the
/// rows. It begins with a byte order mark, without which spreadsheets misread Arabic.
pub(crate) fn to_csv(batch: &Batch, results: &Results, lang: Lang) -> Vec<u8> {
    let extra: Vec<&str> = batch
        .columns
        .iter()
        .filter(|(_, column)| column.is_none())
        .map(|(heading, _)| heading.as_str())
        .collect();
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let mut head: Vec<String> = [
        "row", "id", "name", "status", "error", "score", "band", "entity", "caption", "list",
        "listed", "why",
    ]
    .map(str::to_owned)
    .to_vec();
    head.extend(extra.iter().map(|heading| inert(heading)));
    // Writing to memory does not fail.
    let _ = writer.write_record(&head);
    for (row, outcome) in batch.rows.iter().zip(&results.outcomes) {
        let hits: Vec<Option<&Hit>> = match outcome.hits.is_empty() {
            true => vec![None],
            false => outcome.hits.iter().map(Some).collect(),
        };
        for hit in hits {
            let _ = writer.write_record(line(row, hit, &extra, lang));
        }
    }
    writer.into_inner().unwrap_or_default()
}

fn line(row: &Row, hit: Option<&Hit>, extra: &[&str], lang: Lang) -> Vec<String> {
    let text = |of: &dyn Fn(&Hit) -> String| hit.map(of).unwrap_or_default();
    let why = |hit: &Hit| match lang {
        Lang::Arabic => unmarked(&hit.why_ar),
        Lang::English => unmarked(&hit.why_en),
    };
    let mut cells = vec![
        row.line.to_string(),
        row.id.clone(),
        row.name.clone(),
        status(row).to_owned(),
        row.faults.join("; "),
        text(&|hit| format!("{:.3}", hit.score)),
        text(&|hit| hit.band.clone().unwrap_or_default()),
        text(&|hit| hit.entity.clone()),
        text(&|hit| hit.caption.clone()),
        text(&|hit| hit.list.clone()),
        text(&|hit| hit.listed.clone()),
        text(&why),
    ];
    cells.extend(extra.iter().map(|heading| {
        let own = row.extra.iter().find(|(name, _)| name == heading);
        own.map_or(String::new(), |(_, text)| text.clone())
    }));
    cells.iter().map(|cell| inert(cell)).collect()
}

/// `ok`, or `held` where something could not be read.
pub(crate) fn status(row: &Row) -> &'static str {
    if row.faults.is_empty() && !row.is_empty { "ok" } else { "held" }
}

/// The results as JSON lines, one for every row.
pub(crate) fn to_json_lines(batch: &Batch, results: &Results) -> String {
    let lines = batch
        .rows
        .iter()
        .zip(&results.outcomes)
        .map(|(row, outcome)| format!("{}\n", json_line(row, outcome, results)));
    lines.collect()
}

fn json_line(row: &Row, outcome: &Outcome, results: &Results) -> Value {
    let hits: Vec<Value> = outcome
        .hits
        .iter()
        .map(|hit| {
            json!({
                "score": (f64::from(hit.score) * 1000.0).round() / 1000.0,
                "band": hit.band,
                "entity": hit.entity,
                "caption": hit.caption,
                "list": hit.list,
                "listed": hit.listed,
                "why": { "ar": unmarked(&hit.why_ar), "en": unmarked(&hit.why_en) },
            })
        })
        .collect();
    json!({
        "row": row.line,
        "id": row.id,
        "name": row.name,
        "status": status(row),
        "error": (!row.faults.is_empty()).then(|| row.faults.join("; ")),
        "hits": hits,
        "total": outcome.total,
        "snapshot": results.snapshot,
        "matcher": MATCHER,
        "profile": results.profile,
    })
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
fn inert(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{cell}")
        }
        _ => cell.to_owned(),
    }
}

/// A sentence without the marks that isolate what it quotes; the quotation marks remain.
fn unmarked(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{2068}' | '\u{2069}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::read;

    #[test]
    fn formulas_are_text_and_rows_stay_in_order() {
        let text = "id,name,branch\n1,=HYPERLINK(1),+x\n2,Talib Sabri,\n";
        let batch = read("t.csv", text.as_bytes().to_vec(), None).unwrap();
        let hit = Hit {
            score: 0.9,
            band: Some("strong".into()),
            entity: "t-1".into(),
            caption: "@x".into(),
            list: "t".into(),
            listed: "Talib".into(),
            why_en: "“\u{2068}a\u{2069}” agrees".into(),
            why_ar: String::new(),
        };
        let outcomes =
            vec![Outcome { hits: Vec::new(), total: 0 }, Outcome { hits: vec![hit], total: 1 }];
        let results = Results { outcomes, snapshot: "s".into(), profile: "p".into() };
        let csv = String::from_utf8(to_csv(&batch, &results, Lang::English)).unwrap();
        let lines: Vec<&str> = csv.lines().collect();
        assert!(lines[0].starts_with("\u{feff}row,id,name"));
        assert!(lines[1].contains("'=HYPERLINK(1)") && lines[1].ends_with("'+x"), "{}", lines[1]);
        assert!(lines[2].contains("'@x") && lines[2].contains("“a” agrees"), "{}", lines[2]);
        let json: Vec<Value> = to_json_lines(&batch, &results)
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(json[1]["hits"][0]["score"], 0.9);
        assert_eq!(json[0]["hits"], json!([]));
    }
}
