//! Keys by content: the same on every machine, which the standard hasher does not promise.

/// FNV-1a, 64 bits (Fowler, Noll, Vo).
fn fnv(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |key, byte| {
        (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Key of an identifier: of its letters and digits alone. `None` for one too short to identify.
pub(crate) fn of_identifier(text: &str) -> Option<u64> {
    let normal: String =
        hilf_text::fold(text).text().chars().filter(|c| c.is_alphanumeric()).collect();
    (normal.chars().count() >= 4).then(|| fnv(normal.bytes()))
}

/// Key of a whole name: of its folded words in their order. `None` where there is no word.
pub(crate) fn of_name(text: &str) -> Option<u64> {
    let folded = hilf_text::fold(text);
    let words = folded.text().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let joined = words.collect::<Vec<_>>().join(" ");
    (!joined.is_empty()).then(|| fnv(joined.bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_however_they_are_set() {
        assert_eq!(of_identifier("AB 123-456"), of_identifier("ab123456"));
        assert_eq!(of_identifier("٤٥٦٧٨"), of_identifier("45678"));
        assert_eq!(of_identifier("12"), None);
    }

    #[test]
    fn names_are_the_same_however_they_are_set() {
        assert_eq!(of_name("Tin  OO"), of_name("tin oo."));
        assert_ne!(of_name("tin oo"), of_name("oo tin"));
        assert_eq!(of_name("?!"), None);
    }
}
