//! Letters of other scripts that pass for Latin ones, and the reverse.
//!
//! Source of the pairs: Unicode Technical Standard 39, confusables, reduced to letters that a
//! reader cannot tell apart in running text.

/// The Latin letter (lower case) that a Cyrillic, Greek or Armenian letter passes for.
pub fn as_latin(c: char) -> Option<char> {
    Some(match c {
        'а' | 'α' => 'a',
        'в' | 'ь' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' | 'ժ' => 'd',
        'е' | 'ё' | 'ε' | 'є' => 'e',
        'ғ' | 'ϝ' => 'f',
        'ɡ' | 'ց' | 'ԍ' => 'g',
        'һ' | 'н' | 'հ' | 'η' => 'h',
        'і' | 'ї' | 'ι' | 'ӏ' => 'i',
        'ј' | 'ϳ' => 'j',
        'к' | 'κ' | 'қ' => 'k',
        'ⅼ' => 'l',
        'м' | 'μ' => 'm',
        'ո' | 'п' | 'ν' => 'n',
        'о' | 'ο' | 'օ' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' | 'զ' => 'q',
        'г' | 'ґ' => 'r',
        'ѕ' | 'տ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ս' | 'ц' => 'u',
        'ѵ' => 'v',
        'ԝ' | 'ѡ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' | 'ү' => 'y',
        'ʐ' | 'ζ' => 'z',
        _ => return None,
    })
}

/// The Cyrillic letter (lower case) that a Latin letter passes for.
pub fn as_cyrillic(c: char) -> Option<char> {
    Some(match c {
        'a' => 'а',
        'b' => 'в',
        'c' => 'с',
        'e' => 'е',
        'h' => 'н',
        'i' => 'і',
        'j' => 'ј',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        's' => 'ѕ',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn lookalikes_go_both_ways() {
        assert_eq!(super::as_latin('а'), Some('a'));
        assert_eq!(super::as_cyrillic('a'), Some('а'));
        assert_eq!(super::as_latin('ж'), None);
    }
}
