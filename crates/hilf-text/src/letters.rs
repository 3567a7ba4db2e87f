//! Letter folds that Unicode's own decompositions do not make.

/// Folds letters that are spelling variants of one another within Arabic script.
///
/// Persian, Urdu, Pashto, Kurdish and Uighur letters that stand for a sound of their own
/// (پ چ ژ گ and their like) stay apart: comparing sounds is not the business of this crate.
pub(crate) fn fold_arabic(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' | '\u{0672}' | '\u{0673}' | '\u{0675}' => 'ا',
        'ى' | 'ی' | 'ې' | 'ۍ' | 'ے' | 'ئ' | 'ێ' | '\u{06D3}' | '\u{0678}' => 'ي',
        'ک' | 'ګ' | 'ڪ' | '\u{063B}' | '\u{063C}' | '\u{06AE}' => 'ك',
        'ڭ' | 'ڰ' | '\u{06B1}' | '\u{06B4}' => 'گ',
        'ڤ' | 'ڥ' | 'ڢ' | 'ڡ' => 'ف',
        'ڧ' | 'ڨ' => 'ق',
        'ہ' | 'ھ' | 'ە' | 'ۀ' | 'ۂ' | '\u{06FF}' => 'ه',
        'ۃ' => 'ة',
        'ؤ' | 'ۆ' | 'ۇ' | 'ۈ' | 'ۋ' | '\u{0676}' | '\u{0677}' => 'و',
        'ں' | 'ڼ' | '\u{06BB}' => 'ن',
        'ټ' | 'ٹ' | '\u{067A}' => 'ت',
        'ډ' | 'ڈ' => 'د',
        'ړ' | 'ڑ' | 'ڕ' => 'ر',
        'ښ' | 'ڜ' => 'ش',
        'څ' => 'س',
        'ځ' | 'ږ' => 'ز',
        'ڵ' => 'ل',
        other => other,
    }
}

/// Latin letters that have no canonical or compatibility decomposition.
pub(crate) fn fold_latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'þ' | 'Þ' => "th",
        'ð' | 'Ð' => "d",
        'ı' => "i",
        'ø' | 'Ø' => "o",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'đ' | 'Đ' | 'ɖ' | 'ɗ' | 'Ɗ' => "d",
        'ħ' | 'Ħ' => "h",
        'ł' | 'Ł' => "l",
        'ŋ' | 'Ŋ' => "ng",
        'ə' | 'Ə' => "e",
        'ɓ' | 'Ɓ' => "b",
        'ƙ' | 'Ƙ' => "k",
        'ƴ' | 'Ƴ' => "y",
        'ŧ' | 'Ŧ' => "t",
        'ɣ' | 'Ɣ' => "gh",
        'ɛ' | 'Ɛ' => "e",
        'ɔ' | 'Ɔ' => "o",
        'ĸ' => "k",
        'ŉ' => "n",
        // The marks that change the consonant, not merely its quality.
        'š' | 'Š' | 'ş' | 'Ş' | 'ș' | 'Ș' => "sh",
        'č' | 'Č' | 'ç' | 'Ç' => "ch",
        'ž' | 'Ž' => "zh",
        'ḫ' | 'Ḫ' | 'ẖ' => "kh",
        'ġ' | 'Ġ' => "gh",
        'ğ' | 'Ğ' => "g",
        'ǧ' | 'Ǧ' | 'ǰ' => "j",
        'ṯ' | 'Ṯ' => "th",
        'ḏ' | 'Ḏ' => "dh",
        _ => return None,
    })
}

/// Apostrophes, hamza and ayn marks of Latin transliterations.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{00B4}' | '\u{02B0}'
            ..='\u{02BF}'
                | '\u{02C8}'
                | '\u{2018}'
                | '\u{2019}'
                | '\u{201A}'
                | '\u{201B}'
                | '\u{2032}'
                | '\u{2035}'
                | '\u{A78C}'
                | '\u{FF07}'
    )
}

/// Hyphens and dashes.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{00AD}' | '\u{058A}' | '\u{05BE}' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// Characters without width or meaning of their own (Unicode category Cf and variation
/// selectors), which hide inside words.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{034F}'
            | '\u{061C}'
            | '\u{0640}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Combining marks of alphabetic scripts and abjads. The vowel signs of Indic scripts are
/// letters in all but name and stay.
pub(crate) fn is_dropped_mark(c: char) -> bool {
    matches!(
        c,
        '\u{0300}'..='\u{036F}'
            | '\u{0483}'..='\u{0489}'
            | '\u{0591}'..='\u{05BD}'
            | '\u{05BF}'..='\u{05C7}'
            | '\u{0610}'..='\u{061A}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06DC}'
            | '\u{06DF}'..='\u{06E8}'
            | '\u{06EA}'..='\u{06ED}'
            | '\u{0898}'..='\u{08FF}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
            | '\u{3099}'
            | '\u{309A}'
    )
}
