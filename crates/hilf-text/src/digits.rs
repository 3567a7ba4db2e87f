//! Decimal digits of the scripts that names and dates come in.

/// The ASCII digit of an Arabic-Indic, Persian, Devanagari, Bengali or full-width digit.
///
/// ```
/// assert_eq!(hilf_text::ascii_digit('٣'), Some('3'));
/// assert_eq!(hilf_text::ascii_digit('x'), None);
/// ```
pub fn ascii_digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        '\u{0966}'..='\u{096F}' => '\u{0966}',
        '\u{09E6}'..='\u{09EF}' => '\u{09E6}',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        _ => return None,
    };
    char::from_u32(c as u32 - zero as u32 + u32::from(b'0'))
}

/// The text with its ASCII digits written as Arabic-Indic ones.
///
/// ```
/// assert_eq!(hilf_text::to_arabic_indic("2026-02"), "٢٠٢٦-٠٢");
/// ```
pub fn to_arabic_indic(text: &str) -> String {
    let shift = |c: char| char::from_u32(0x0660 + (c as u32 - u32::from(b'0'))).unwrap_or(c);
    text.chars().map(|c| if c.is_ascii_digit() { shift(c) } else { c }).collect()
}
