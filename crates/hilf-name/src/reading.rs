//! Other readings of a Latin word: letters that spell two sounds as well as one, and Slavic sounds as the
//! languages of Europe write them.

/// A word with letters that spell two sounds as well as one, by the other reading: `x` is ks in
/// `Alexandrovich` and ح in `Maxamed`; what looks like one consonant is two in `Fathi` (فتحي),
/// `Azhar` (ازهر), `Ishaq` (اسحاق).
pub(crate) fn otherwise_read(word: &str) -> Option<String> {
    if let Some(other) = russian_of(word).or_else(|| english_of(word)) {
        return Some(other);
    }
    if word.get(1..)?.contains('x') {
        let (first, rest) = word.split_at(1);
        return Some(format!("{first}{}", rest.replace('x', "ks")));
    }
    let apart = |at: usize| format!("{}'{}", &word[..at], &word[at..]);
    let starts = |beginnings: &[&str]| beginnings.iter().any(|b| word.starts_with(b));
    if starts(&["isha", "esha", "asha"]) && word.ends_with(['q', 'k']) {
        return Some(apart(2));
    }
    if starts(&["fath", "midha", "medha", "mudha"]) {
        return Some(apart(3));
    }
    word.find("zh").filter(|at| *at > 0).map(|at| apart(at + 1))
}

/// A Slavic name as Swedish, Dutch, Polish and Croatian write its sounds, as English does: `Ivanovitj`,
/// `Zjuravljov`, `Aleksiejewicz`, `Sergej`.
fn english_of(word: &str) -> Option<String> {
    const SOUNDS: &[(&str, &str)] = &[
        ("sjtj", "shch"),
        ("szcz", "shch"),
        ("tj", "ch"),
        ("sj", "sh"),
        ("zj", "zh"),
        ("cz", "ch"),
        ("sz", "sh"),
    ];
    const FATHERS: &[(&str, &str)] =
        &[("ovic", "ovich"), ("evic", "evich"), ("ovits", "ovich"), ("evits", "evich")];
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    // A `j` behind a consonant softens it, between a vowel and a consonant it is `y`: `Ljudmila`,
    // `Natalja`, `Michajlov`.
    let softens = |pair: &[u8]| pair.get(1) == Some(&b'j') && b"lnrvbpm".contains(&pair[0]);
    let glides = |three: &[u8]| {
        let is_vowel = |letter: u8| b"aeiouy".contains(&letter);
        is_vowel(three[0]) && three[1] == b'j' && !is_vowel(three[2]) && three[2] != b'j'
    };
    let is_written_so = ends(&["ij", "ej"])
        || SOUNDS.iter().any(|(own, _)| word.contains(own))
        || word.as_bytes().windows(2).any(softens)
        || word.as_bytes().windows(3).any(glides);
    let father = FATHERS.iter().find(|(own, _)| word.ends_with(own));
    if word.chars().count() < 5 || !is_written_so && father.is_none() {
        return None;
    }
    let whole = father.map_or_else(
        || word.to_owned(),
        |(own, english)| format!("{}{english}", word.strip_suffix(own).unwrap_or(word)),
    );
    let word = whole;
    let english = SOUNDS.iter().fold(word, |word, (own, sound)| word.replace(own, sound));
    Some(english.replace('j', "y").replace("wi", "vi"))
}

/// A Belarusian family or father's name, in which a `v` that ends a syllable is `u`, as Russian has it:
/// `Bykau`, `Shuliakouski`, `Petrauna`.
fn russian_of(word: &str) -> Option<String> {
    const ENDINGS: &[(&str, &str)] = &[
        ("ouski", "ovski"),
        ("auski", "avski"),
        ("euski", "evski"),
        ("auna", "ovna"),
        ("euna", "evna"),
        ("au", "av"),
        ("ou", "ov"),
        ("eu", "ev"),
    ];
    ENDINGS.iter().find_map(|(own, russian)| {
        let stem = word.strip_suffix(own).filter(|stem| stem.chars().count() >= 3)?;
        Some(format!("{stem}{russian}"))
    })
}

#[cfg(test)]
mod tests {
    use super::otherwise_read;

    #[test]
    fn letters_that_are_read_in_two_ways_are_read_in_both() {
        for (word, other) in [
            ("alexandrovich", "aleksandrovich"),
            ("maxamed", "maksamed"),
            ("fathi", "fat'hi"),
            ("ishaq", "is'haq"),
            ("mazhar", "maz'har"),
            ("kubrakou", "kubrakov"),
            ("ivanovitj", "ivanovich"),
            ("nikolajewicz", "nikolayevich"),
            ("sergej", "sergey"),
            ("natalja", "natalya"),
            ("nikolajevic", "nikolayevich"),
            ("shuliakouski", "shuliakovski"),
        ] {
            assert_eq!(otherwise_read(word).as_deref(), Some(other), "{word}");
        }
        for word in ["muhammad", "bashir", "xasan", "khadija"] {
            assert_eq!(otherwise_read(word), None, "{word}");
        }
    }
}
