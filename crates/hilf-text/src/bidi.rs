//! Safe display of strings from strangers: hostile bidi controls are shown, never obeyed.

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// The text with every control that could reorder, hide or break the text around it replaced by
/// a visible mark such as `[U+202E]`.
///
/// ```
/// assert_eq!(hilf_text::bidi::reveal("a\u{202e}b"), "a[U+202E]b");
/// ```
pub fn reveal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_control(c) {
            out.push_str(&format!("[U+{:04X}]", c as u32));
        } else {
            out.push(c);
        }
    }
    out
}

/// The text, revealed and isolated (Unicode Bidirectional Algorithm, FSI … PDI), so that it can
/// stand in a sentence of either direction without reordering it.
pub fn isolate(text: &str) -> String {
    format!("{FIRST_STRONG_ISOLATE}{}{POP_ISOLATE}", reveal(text))
}

/// Controls of direction, C0/C1 controls (a terminal would obey them) and invisible tags. The
/// joiners ZWJ and ZWNJ are part of Persian spelling and stay.
fn is_control(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(
            c,
            '\u{061C}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown_and_spelling_stays() {
        assert_eq!(reveal("\u{1b}[31mنصر\u{200c}الله"), "[U+001B][31mنصر\u{200c}الله");
        assert_eq!(isolate("x\u{2069}"), "\u{2068}x[U+2069]\u{2069}");
    }
}
