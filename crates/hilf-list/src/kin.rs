//! Parents' names in the prose of remarks: `Father's name is …`, `Name of mother: …`.
//!
//! The father's name is part of the name chain in most of the Arabic-script world and the best
//! single fact to tell namesakes apart. Only a clear statement is taken; the remark itself is kept
//! by the caller in any case.

/// Most words a parent's name has here; longer runs are prose.
const WORDS_MAX: usize = 8;
/// Lower-case words that stand inside names.
const PARTICLES: &[&str] = &[
    "bin", "ben", "ibn", "bint", "bent", "binti", "ould", "ag", "al", "el", "de", "del", "delos",
    "la", "von", "van", "di", "da", "walad", "wallet", "ur", "ul", "abu", "umm",
];

/// A parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parent {
    /// The father.
    Father,
    /// The mother.
    Mother,
}

impl Parent {
    /// The FollowTheMoney property of a person that holds this parent's name.
    pub(crate) fn property(self) -> &'static str {
        match self {
            Parent::Father => "fatherName",
            Parent::Mother => "motherName",
        }
    }
}

/// The parents a text names clearly, in text order.
pub(crate) fn parents(text: &str) -> Vec<(Parent, String)> {
    let text = crate::alias::one_line(text);
    let mut found = Vec::new();
    for (at, _) in text.match_indices("ther") {
        let before = text.get(..at).unwrap_or("");
        let parent = if before.ends_with("fa") || before.ends_with("Fa") {
            Parent::Father
        } else if before.ends_with("mo") || before.ends_with("Mo") {
            Parent::Mother
        } else {
            continue;
        };
        let before = before.get(..before.len().saturating_sub(2)).unwrap_or("");
        let after = text.get(at + 4..).unwrap_or("");
        if let Some(name) = statement(before, after).and_then(clear_name) {
            found.push((parent, name));
        }
    }
    found
}

/// What follows `Xther's name is`, `Xther's name:` or `Name of xther`.
fn statement<'a>(before: &str, after: &'a str) -> Option<&'a str> {
    if before.ends_with(char::is_alphabetic) {
        return None;
    }
    let possessive = ["’s name", "'s name", "´s name", "‘s name", "s name"];
    let rest = match possessive.iter().find_map(|p| after.strip_prefix(p)) {
        Some(rest) => rest,
        None if before.to_lowercase().ends_with("name of ") => after,
        None => return None,
    };
    let rest = rest.trim_start();
    let rest =
        [":", "is ", "is:", "was "].iter().find_map(|v| rest.strip_prefix(v)).unwrap_or(rest);
    Some(rest.trim_start())
}

/// The name at the beginning of a text, if it ends where a statement ends.
fn clear_name(text: &str) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        if word.starts_with(['(', '[', ',', ';']) || words.len() >= WORDS_MAX {
            return finish(&words, word.starts_with(['(', '[', ',', ';']));
        }
        let bare = word.trim_end_matches(['.', ',', ';']);
        if !is_name_word(bare) {
            return None;
        }
        let initial = bare.chars().count() == 1 && word.ends_with('.');
        words.push(if initial { word } else { bare });
        if bare.len() < word.len() && !initial {
            return finish(&words, true);
        }
    }
    finish(&words, true)
}

fn finish(words: &[&str], ended: bool) -> Option<String> {
    (ended && !words.is_empty()).then(|| words.join(" "))
}

fn is_name_word(word: &str) -> bool {
    let mut letters = word.chars().skip_while(|c| "‘’'`´ʿ“\"".contains(*c));
    let capital = letters.next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let particle = word.split(['-', '\'', '’']).next().unwrap_or(word);
    (capital || PARTICLES.contains(&particle)) && !word.contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Parent::{Father, Mother};
    use super::*;

    #[test]
    fn clear_statements_are_taken() {
        let cases: &[(&str, &[(Parent, &str)])] = &[
            (
                "Father’s name is Nur Test. Mother’s name is\nMona bint al-Test. Review",
                &[(Father, "Nur Test"), (Mother, "Mona bint al-Test")],
            ),
            ("Mother's name: Mona Test", &[(Mother, "Mona Test")]),
            ("1) Name of mother Mona Al-A’ib; and 2) ID", &[(Mother, "Mona Al-A’ib")]),
            (
                "Name of father is Ag Test Nuri, name of mother is Mona. X",
                &[(Father, "Ag Test Nuri"), (Mother, "Mona")],
            ),
            ("His father’s name is Nur M. Test (TEi.001).", &[(Father, "Nur M. Test")]),
            ("Father’s name was Nur Test; dead", &[(Father, "Nur Test")]),
            ("Mother’s name Umm Nur Testi.", &[(Mother, "Umm Nur Testi")]),
        ];
        for (text, expected) in cases {
            let found = parents(text);
            let found: Vec<(Parent, &str)> = found.iter().map(|(p, n)| (*p, n.as_str())).collect();
            assert_eq!(found, *expected, "{text}");
        }
    }

    #[test]
    fn unclear_ones_are_left_in_the_remark() {
        for text in [
            "Grandfather’s name: Nur Test.",
            "Father of Sami Test (TEi.002).",
            "Father’s name (adoptive father) is Nur Test.",
            "Father’s name: Nur Test Provided operational help to others.",
            "Mother’s name is not known.",
            "Brother’s name: Sami.",
        ] {
            assert_eq!(parents(text), [], "{text}");
        }
    }
}
