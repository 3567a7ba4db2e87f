//! The legal forms of several words that organisations have in their names, from ISO 20275.

use std::collections::BTreeMap;
use std::path::Path;

/// Marks of the kinds in folded names of forms; the first that fits decides.
const KINDS: &[(&str, &[&str])] = &[
    ("nonprofit", &["некоммерч", "nonprofit", "non profit", "not for profit"]),
    (
        "limited",
        &[
            "limited liability",
            "haftung",
            "responsabil",
            "raspundere limitata",
            "odgovorn",
            "ответственност",
            "відповідальн",
            "отговорност",
            "besloten",
            "private limited",
            "sorumlu",
            "ograniczon",
            "rucenim",
            "felelosseg",
            "begransad",
            "limitada",
            "محدودة",
            "محدوده",
            "limited company",
        ],
    ),
    (
        "stock",
        &[
            "joint stock",
            "stock company",
            "aktien",
            "aktie",
            "anonim",
            "anonyme",
            "akcyjn",
            "akciov",
            "akcios",
            "accion",
            "acoes",
            "azioni",
            "actiuni",
            "акционер",
            "акціонерн",
            "naamloze",
            "public limited",
            "public company",
            "dionick",
            "delnisk",
            "مساهمة",
            "akcionar",
        ],
    ),
    (
        "partnership",
        &[
            "partnership",
            "kommandit",
            "commandit",
            "comandit",
            "komandit",
            "collectif",
            "colectiv",
            "offene handels",
        ],
    ),
];

/// Most words of a phrase.
const WORDS_MAX: usize = 7;

/// Reads the table of legal forms (CSV of ISO 20275 as GLEIF publishes it) and writes the phrases.
///
/// # Errors
/// A sentence, when a file cannot be read or written.
pub(crate) fn write(root: &Path, file: &Path) -> Result<(), String> {
    let mut reader =
        csv::Reader::from_path(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let headers = reader.headers().map_err(|e| e.to_string())?.clone();
    let columns: Vec<usize> = headers
        .iter()
        .enumerate()
        .filter(|(_, name)| {
            name.contains("Legal Form name") || name.contains("Transliterated name")
        })
        .map(|(at, _)| at)
        .collect();
    let mut phrases: BTreeMap<String, &str> = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(|e| e.to_string())?;
        for at in &columns {
            let text = row.get(*at).unwrap_or_default();
            for text in text.split([';', '(', ')', '/', ',']) {
                if let Some((phrase, kind)) = phrase(text) {
                    phrases.insert(phrase, kind);
                }
            }
        }
    }
    for (phrase, kind) in OWN {
        phrases.insert(folded(phrase), kind);
    }
    let mut out = String::from(
        "# Legal forms of several words and their kind. Made by `cargo run -p xtask -- legal-forms`.\n",
    );
    for (phrase, kind) in phrases {
        out.push_str(&format!("{phrase}\t{kind}\n"));
    }
    let path = root.join("crates/hilf-name/data/legal-forms.tsv");
    std::fs::write(&path, out).map_err(|e| format!("{}: {e}", path.display()))
}

/// Common forms that the standard writes otherwise.
const OWN: &[(&str, &str)] = &[
    ("open joint stock company", "stock"),
    ("closed joint stock company", "stock"),
    ("public joint stock company", "stock"),
    ("joint stock company", "stock"),
    ("limited liability company", "limited"),
    ("private limited company", "limited"),
    ("public limited company", "stock"),
    ("sp z o o", "limited"),
    ("z o o", "limited"),
    ("d o o", "limited"),
    ("s r l", "limited"),
    ("free zone company", "limited"),
    ("акционерное общество", "stock"),
    ("открытое акционерное общество", "stock"),
    ("общество с ограниченной ответственностью", "limited"),
    ("автономная некоммерческая организация", "nonprofit"),
    ("ذات مسؤولية محدودة", "limited"),
    ("ذات المسؤولية المحدودة", "limited"),
    ("شركة ذات مسؤولية محدودة", "limited"),
    ("شركة مساهمة", "stock"),
];

fn phrase(text: &str) -> Option<(String, &'static str)> {
    let phrase = folded(text);
    let count = phrase.split(' ').count();
    let kind = KINDS.iter().find(|(_, marks)| marks.iter().any(|m| phrase.contains(m)))?.0;
    let unlimited = ["unlimited", "illimit"].iter().any(|mark| phrase.contains(mark));
    (!unlimited && (2..=WORDS_MAX).contains(&count)).then_some((phrase, kind))
}

fn folded(text: &str) -> String {
    let folded = hilf_text::fold(text);
    let words = folded.text().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
