//! Scripts, as far as names need them told apart.

use unicode_script::UnicodeScript;

/// A script that names are written in.
#[allow(missing_docs, reason = "the variants are the scripts' own names")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    Latin,
    Arabic,
    Cyrillic,
    Greek,
    Hebrew,
    Armenian,
    Georgian,
    Devanagari,
    Bengali,
    Han,
    Kana,
    Hangul,
    /// Any other script with letters.
    Other,
}

/// The script of a letter; `None` for digits, punctuation, marks and other common characters.
pub fn script_of(c: char) -> Option<Script> {
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then_some(Script::Latin);
    }
    match c {
        // What most names are written in, without searching; the letter between lengthens words of
        // any script.
        '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' => Some(Script::Arabic),
        '\u{0400}'..='\u{0481}' => Some(Script::Cyrillic),
        _ => searched(c),
    }
}

fn searched(c: char) -> Option<Script> {
    use unicode_script::Script as U;
    Some(match c.script() {
        U::Common | U::Inherited | U::Unknown => return None,
        U::Latin => Script::Latin,
        U::Arabic => Script::Arabic,
        U::Cyrillic => Script::Cyrillic,
        U::Greek => Script::Greek,
        U::Hebrew => Script::Hebrew,
        U::Armenian => Script::Armenian,
        U::Georgian => Script::Georgian,
        U::Devanagari => Script::Devanagari,
        U::Bengali => Script::Bengali,
        U::Han => Script::Han,
        U::Hiragana | U::Katakana => Script::Kana,
        U::Hangul => Script::Hangul,
        _ => Script::Other,
    })
}

/// The scripts whose letters occur in a text, each once, in order of appearance.
pub fn scripts_in(text: &str) -> Vec<Script> {
    let mut scripts = Vec::new();
    for script in text.chars().filter_map(script_of) {
        if !scripts.contains(&script) {
            scripts.push(script);
        }
    }
    scripts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_gives_what_searching_gives() {
        for c in ('\u{80}'..='\u{FFFF}').chain(['\u{1E900}', '\u{20000}']) {
            assert_eq!(script_of(c), searched(c), "{c:?}");
        }
    }
}
