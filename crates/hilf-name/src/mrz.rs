//! Names from machine-readable zones (ICAO Doc 9303, parts 3 and 4).

use std::collections::HashMap;
use std::sync::OnceLock;

/// A machine-readable name in plain letters.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MrzName {
    /// The name, Arabic codes decoded: secondary identifiers before the primary one, and after it
    /// where the field is cut off.
    pub(crate) text: String,
    /// Whether the field's width cut it off.
    pub(crate) truncated: bool,
}

/// Widths of the name field in TD1, TD2 and TD3 documents; a name that fills one is cut.
const FIELD_WIDTHS: [usize; 3] = [30, 31, 39];

/// Reads a machine-readable name; `None` if the text is none.
pub(crate) fn as_name(text: &str) -> Option<MrzName> {
    let text = text.trim();
    let shaped = text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'<');
    if !shaped || !text.contains('<') {
        return None;
    }
    let field = match text.as_bytes() {
        // A whole first line of a passport or visa: document code, issuer, name.
        [b'P' | b'V', _, ..] if text.len() == 44 => &text[5..],
        _ => text,
    };
    let truncated = FIELD_WIDTHS.contains(&field.len()) && !field.ends_with('<');
    let decoded = decode_arabic(field);
    let field = decoded.as_deref().unwrap_or(field);
    let mut identifiers = field.trim_matches('<').splitn(2, "<<");
    let primary = identifiers.next().unwrap_or_default().replace('<', " ");
    let secondary = identifiers.next().unwrap_or_default().replace('<', " ");
    // The family first is the order of the document, not of the name: `ALLH<<KMAL<EBD` is Kamal
    // Abd Allah.
    let text = match truncated && !secondary.is_empty() {
        // What is cut off is the last of the field, and must stay the last.
        true => format!("{primary}, {secondary}"),
        false => format!("{secondary} {primary}").trim().to_owned(),
    };
    Some(MrzName { text, truncated })
}

/// The Arabic name behind ICAO codes, if the field is written in them: every component decodes
/// and at least one holds a code that plain Latin names do not have.
fn decode_arabic(field: &str) -> Option<String> {
    let components: Vec<&str> = field.split('<').collect();
    let mut coded = false;
    let mut out = Vec::with_capacity(components.len());
    let last = components.iter().rposition(|c| !c.is_empty())?;
    for (index, component) in components.iter().enumerate() {
        let (arabic, escapes) = decode_component(component, index == last)?;
        coded |= escapes > 0 || is_arabic_by_form(component);
        out.push(arabic);
    }
    coded.then(|| out.join("<"))
}

/// Components that only Arabic letter by letter gives: words of compounds, and more consonants in a
/// row than Latin spellings have.
fn is_arabic_by_form(component: &str) -> bool {
    const WORDS: &[&str] = &["EBD", "ALLH", "ALDYN", "ABW", "BN"];
    let run = component.split(['A', 'E', 'I', 'O', 'U', 'Y', 'W']).map(str::len).max();
    WORDS.contains(&component) || run.is_some_and(|run| run >= 4)
}

fn decode_component(component: &str, may_be_cut: bool) -> Option<(String, usize)> {
    // Doubled letters are a shadda and written once, except in the one word that doubles its lam.
    if component == "ALLH" {
        return Some(("الله".to_owned(), 0));
    }
    let mut out = String::new();
    let mut escapes = 0;
    let mut rest = component;
    while !rest.is_empty() {
        let longest = rest.len().min(3);
        let found = (1..=longest).rev().find_map(|n| Some((n, *codes().get(&rest[..n])?)));
        match found {
            Some((length, letter)) => {
                escapes += usize::from(length > 1);
                if !out.ends_with(letter) {
                    out.push(letter);
                }
                rest = &rest[length..];
            }
            None if may_be_cut && rest.len() < 3 => break,
            None => return None,
        }
    }
    Some((out, escapes))
}

/// ICAO Doc 9303-3 (8th edition, 2021), appendix B: codes of Arabic letters, with the variants
/// `XV` and `XTA`/`XAH` that the document's own sample program prints.
fn codes() -> &'static HashMap<&'static str, char> {
    const TABLE: &[(&str, char)] = &[
        ("XE", 'ء'),
        ("XAA", 'آ'),
        ("XAE", 'أ'),
        ("U", 'ؤ'),
        ("I", 'إ'),
        ("XI", 'ئ'),
        ("A", 'ا'),
        ("B", 'ب'),
        ("XTA", 'ة'),
        ("XAH", 'ة'),
        ("T", 'ت'),
        ("XTH", 'ث'),
        ("J", 'ج'),
        ("XH", 'ح'),
        ("XKH", 'خ'),
        ("D", 'د'),
        ("XDH", 'ذ'),
        ("R", 'ر'),
        ("Z", 'ز'),
        ("S", 'س'),
        ("XSH", 'ش'),
        ("XSS", 'ص'),
        ("XDZ", 'ض'),
        ("XTT", 'ط'),
        ("XZZ", 'ظ'),
        ("E", 'ع'),
        ("G", 'غ'),
        ("F", 'ف'),
        ("Q", 'ق'),
        ("K", 'ك'),
        ("L", 'ل'),
        ("M", 'م'),
        ("N", 'ن'),
        ("H", 'ه'),
        ("W", 'و'),
        ("XAY", 'ى'),
        ("Y", 'ي'),
        ("XXA", 'ٱ'),
        ("XXT", 'ٹ'),
        ("XRT", 'ټ'),
        ("P", 'پ'),
        ("XKE", 'ځ'),
        ("XXH", 'څ'),
        ("XC", 'چ'),
        ("XXD", 'ڈ'),
        ("XDR", 'ډ'),
        ("XXR", 'ڑ'),
        ("XRR", 'ړ'),
        ("XRX", 'ږ'),
        ("XJ", 'ژ'),
        ("XXS", 'ښ'),
        ("V", 'ڤ'),
        ("XV", 'ڤ'),
        ("XF", 'ڥ'),
        ("XKK", 'ک'),
        ("XXK", 'ګ'),
        ("XNG", 'ڭ'),
        ("XGG", 'گ'),
        ("XNN", 'ں'),
        ("XXN", 'ڼ'),
        ("XDO", 'ھ'),
        ("XYH", 'ۀ'),
        ("XXG", 'ہ'),
        ("XGE", 'ۂ'),
        ("XTG", 'ۃ'),
        ("XYA", 'ی'),
        ("XXY", 'ۍ'),
        ("XYB", 'ے'),
        ("XBE", 'ۓ'),
    ];
    static CODES: OnceLock<HashMap<&'static str, char>> = OnceLock::new();
    CODES.get_or_init(|| TABLE.iter().copied().collect())
}

#[cfg(test)]
mod tests {
    use super::as_name;

    #[test]
    fn both_kinds_of_machine_readable_names_are_read() {
        let plain = as_name("ABD<AL<SALAM<<ABD<AL<MALIK<MUHAMMAD<YUS").unwrap();
        assert_eq!(plain.text, "ABD AL SALAM, ABD AL MALIK MUHAMMAD YUS");
        assert!(plain.truncated);
        let arabic = as_name("ALXKHALQ<<MXHMD<EXTHMAN<<<<<<<<<<<<<<<<").unwrap();
        assert_eq!(arabic.text, "محمد عثمان الخالق");
        // No code of two letters in it, and yet no Latin name.
        assert_eq!(as_name("ALLH<<KMAL<EBD<<<<<<").unwrap().text, "كمال عبد الله");
        assert!(!arabic.truncated);
        assert_eq!(
            as_name("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<").unwrap().text,
            "ANNA MARIA ERIKSSON"
        );
        assert_eq!(as_name("A < B"), None);
        assert_eq!(as_name("Ali"), None);
    }
}
