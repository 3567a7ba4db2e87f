//! Gender as FollowTheMoney writes it.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Spellings of each value: English, French, German, Spanish, Arabic, Russian, Turkish.
const SPELLINGS: &[(&str, &[&str])] = &[
    (
        "male",
        &[
            "m",
            "male",
            "man",
            "boy",
            "mr",
            "masculin",
            "masculine",
            "masculino",
            "homme",
            "h",
            "monsieur",
            "männlich",
            "hombre",
            "ذكر",
            "رجل",
            "ذ",
            "مذكر",
            "erkek",
            "мужской",
            "муж",
            "м",
        ],
    ),
    (
        "female",
        &[
            "f",
            "female",
            "woman",
            "girl",
            "mrs",
            "ms",
            "miss",
            "féminin",
            "feminine",
            "femenino",
            "feminino",
            "femme",
            "madame",
            "mademoiselle",
            "weiblich",
            "w",
            "mujer",
            "أنثى",
            "امرأة",
            "أ",
            "مؤنث",
            "kadın",
            "женский",
            "жен",
            "ж",
        ],
    ),
    ("other", &["other", "x", "diverse", "divers", "non binary", "autre", "آخر"]),
];

/// `male`, `female` or `other` for a value of a gender field in any spelling known here, titles
/// (`Mr`, `Mrs`) included; `None` when it says neither.
///
/// ```
/// use hilf_entity::gender::normalise;
/// assert_eq!(normalise("M"), Some("male"));
/// assert_eq!(normalise("أنثى"), Some("female"));
/// assert_eq!(normalise("unknown"), None);
/// ```
pub fn normalise(text: &str) -> Option<&'static str> {
    static KEYS: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| {
        let known = SPELLINGS.iter();
        known.flat_map(|(gender, texts)| texts.iter().map(|t| (key(t), *gender))).collect()
    });
    keys.get(&key(text)).copied()
}

fn key(text: &str) -> String {
    let folded = hilf_text::fold(text);
    let words = folded.text().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_lists_and_customers_files() {
        for (text, expected) in [
            ("Male", Some("male")),
            (" F. ", Some("female")),
            ("Mr.", Some("male")),
            ("ذكر", Some("male")),
            ("أنثى", Some("female")),
            ("مؤنث", Some("female")),
            ("امرأة", Some("female")),
            ("Féminin", Some("female")),
            ("männlich", Some("male")),
            ("Женский", Some("female")),
            ("Kadın", Some("female")),
            ("X", Some("other")),
            ("", None),
            ("Unknown", None),
            ("Dr", None),
        ] {
            assert_eq!(normalise(text), expected, "{text}");
        }
    }
}
