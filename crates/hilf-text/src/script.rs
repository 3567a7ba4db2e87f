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
