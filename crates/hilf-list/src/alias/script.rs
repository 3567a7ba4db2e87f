//! Scripts and languages of names, as far as splitting needs them.

/// Language labels seen before names in lists, with their ISO 639-1 codes. "Belarussian" is the
/// publisher's spelling.
const LABELS: &[(&str, &str)] = &[
    ("Arabic", "ar"),
    ("Belarusian", "be"),
    ("Belarussian", "be"),
    ("Burmese", "my"),
    ("Chinese", "zh"),
    ("Dari", "prs"),
    ("Farsi", "fa"),
    ("Georgian", "ka"),
    ("Hebrew", "he"),
    ("Korean", "ko"),
    ("Pashto", "ps"),
    ("Persian", "fa"),
    ("Romanian", "ro"),
    ("Russian", "ru"),
    ("Spanish", "es"),
    ("Ukrainian", "uk"),
    ("Urdu", "ur"),
];

/// The likely language of a name from its script and letters, as an ISO 639 code: what a page
/// needs to set the text right. `None` for Latin script, which tells nothing.
///
/// Arabic script is `ar` unless a letter that Arabic lacks says Persian, Urdu or Pashto; Cyrillic
/// is `ru` unless a letter that Russian lacks says Ukrainian or Belarusian.
pub(crate) fn language(text: &str) -> Option<&'static str> {
    let script = text.chars().map(script_of).find(|s| !matches!(s, Script::None))?;
    match script {
        Script::Latin | Script::None | Script::Other => None,
        Script::Arabic if text.contains(['ټ', 'ډ', 'ړ', 'ږ', 'ښ', 'ځ', 'څ', 'ې', 'ۍ', 'ڼ']) => {
            Some("ps")
        }
        Script::Arabic if text.contains(['ٹ', 'ڈ', 'ڑ', 'ے', 'ں', 'ہ', 'ھ']) => Some("ur"),
        Script::Arabic if text.contains(['پ', 'چ', 'ژ', 'گ', 'ک', 'ی']) => Some("fa"),
        Script::Arabic => Some("ar"),
        Script::Cyrillic if text.contains(['ў', 'Ў']) => Some("be"),
        Script::Cyrillic if text.contains(['ї', 'Ї', 'є', 'Є', 'ґ', 'Ґ', 'і', 'І']) => {
            Some("uk")
        }
        Script::Cyrillic => Some("ru"),
        Script::Greek => Some("el"),
        Script::Hebrew => Some("he"),
        Script::Hangul => Some("ko"),
        Script::Kana => Some("ja"),
        Script::Han => Some("zh"),
        Script::Georgian => Some("ka"),
        Script::Armenian => Some("hy"),
        Script::Myanmar => Some("my"),
    }
}

/// Whether one text is written in Latin letters and the other in another script.
pub(crate) fn is_other_script(a: &str, b: &str) -> bool {
    let (latin_a, latin_b) = (has_latin(a), has_latin(b));
    let (other_a, other_b) = (has_other(a), has_other(b));
    (latin_a && !other_a && other_b && !latin_b)
        || (latin_b && !other_b && other_a && !latin_a)
        || (other_a && !latin_a && latin_b)
}

/// Whether there is a Latin letter in the text.
pub(super) fn has_latin(text: &str) -> bool {
    text.chars().any(|c| script_of(c) == Script::Latin)
}

fn has_other(text: &str) -> bool {
    text.chars().any(|c| !matches!(script_of(c), Script::Latin | Script::None))
}

/// The text cut before every language label, with the language of each part.
pub(super) fn labelled_sections(text: &str) -> Vec<(Option<&'static str>, &str)> {
    let mut cuts: Vec<(usize, usize, &'static str)> = Vec::new();
    for (label, lang) in LABELS {
        for (at, _) in text.match_indices(label) {
            let rest = text.get(at + label.len()..).unwrap_or("");
            let after = rest.trim_start();
            let begins = text.get(..at).is_none_or(|t| !t.ends_with(char::is_alphanumeric));
            if begins && after.starts_with(':') {
                let length = label.len() + (rest.len() - after.len()) + 1;
                cuts.push((at, at + length, lang));
            }
        }
    }
    cuts.sort_unstable();
    let mut sections = Vec::new();
    let (mut start, mut lang) = (0, None);
    for (at, end, next) in cuts {
        sections.push((lang, text.get(start..at).unwrap_or("")));
        (start, lang) = (end, Some(next));
    }
    sections.push((lang, text.get(start..).unwrap_or("")));
    sections.retain(|(_, part)| part.chars().any(char::is_alphanumeric));
    sections
}

/// Whether a quotation begins in the text that does not end in it.
pub(super) fn open_quotes(text: &str) -> bool {
    let count = |marks: &[char]| text.chars().filter(|c| marks.contains(c)).count();
    count(&['"']) % 2 == 1
        || count(&['«']) > count(&['»'])
        || count(&['“', '„']) > count(&['”', '“'])
}

/// Whether two words look like spellings of one: at least 60 % of the longer survives in an
/// alignment.
pub(super) fn is_similar(a: &str, b: &str) -> bool {
    let a: Vec<char> = a.to_lowercase().chars().take(40).collect();
    let b: Vec<char> = b.to_lowercase().chars().take(40).collect();
    let longer = a.len().max(b.len());
    longer >= 3 && edits(&a, &b) * 5 <= longer * 2
}

/// Levenshtein distance.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            let cost = (diagonal + usize::from(x != y)).min(above + 1).min(left + 1);
            diagonal = *above;
            left = cost;
            next.push(cost);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    None,
    Latin,
    Arabic,
    Armenian,
    Cyrillic,
    Georgian,
    Greek,
    Han,
    Hangul,
    Hebrew,
    Kana,
    Myanmar,
    Other,
}

/// By Unicode blocks; names in lists use no others.
fn script_of(c: char) -> Script {
    match c {
        'ª' | 'º' => Script::None,
        _ if !c.is_alphabetic() => Script::None,
        '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}' => Script::Latin,
        '\u{250}'..='\u{36f}' => Script::None,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{530}'..='\u{58f}' => Script::Armenian,
        '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Script::Hebrew,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Script::Arabic,
        '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => Script::Arabic,
        '\u{1000}'..='\u{109f}' => Script::Myanmar,
        '\u{10a0}'..='\u{10ff}' => Script::Georgian,
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => Script::Hangul,
        '\u{3040}'..='\u{30ff}' => Script::Kana,
        '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}' => Script::Han,
        _ => Script::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_follows_script_and_letters() {
        let cases = [
            ("سالم التجريبي", Some("ar")),
            ("سالم پور", Some("fa")),
            ("اختر ولد ٹیسٹ", Some("ur")),
            ("ځواک", Some("ps")),
            ("Тест Тестович", Some("ru")),
            ("Тестівна", Some("uk")),
            ("Тэстаў", Some("be")),
            ("Test Person", None),
            ("123 (سالم)", Some("ar")),
        ];
        for (text, lang) in cases {
            assert_eq!(language(text), lang, "{text}");
        }
    }

    #[test]
    fn labels_cut_the_text() {
        assert_eq!(
            labelled_sections("A B, Arabic: سالم,Russian\u{a0}: Тест"),
            [(None, "A B, "), (Some("ar"), " سالم,"), (Some("ru"), " Тест")]
        );
        assert_eq!(labelled_sections("Russian Bank"), [(None, "Russian Bank")]);
    }

    #[test]
    fn spellings_of_one_word_are_similar() {
        assert!(is_similar("Evgenyevich", "Evgenievich"));
        assert!(is_similar("Aleksandr", "Alexandr"));
        assert!(!is_similar("Moldova", "Perviy"));
    }
}
