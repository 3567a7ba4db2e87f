//! Number words and what each may add.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::token::form_of;

/// What a number word stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part {
    /// 0.
    Zero,
    /// 1 to 9.
    Unit(u8),
    /// The one of eleven, which alone is no number: أحد, إحدى.
    One,
    /// 10, or the "-teen" after a unit.
    Ten,
    /// 11 to 19 in one word (English).
    Teens(u8),
    /// 20 to 90.
    Tens(u8),
    /// 100 to 900.
    Hundred(u16),
    /// 1,000 and up.
    Scale(f64),
    /// Two of a scale.
    Dual(f64),
    /// A share of one, or of the scale before it.
    Fraction(f64),
}

impl Part {
    pub(super) fn value(self) -> f64 {
        match self {
            Part::Zero => 0.0,
            Part::One => 1.0,
            Part::Unit(n) | Part::Teens(n) | Part::Tens(n) => f64::from(n),
            Part::Ten => 10.0,
            Part::Hundred(n) => f64::from(n),
            Part::Scale(n) => n,
            Part::Dual(n) => 2.0 * n,
            Part::Fraction(n) => n,
        }
    }
}

/// Words of 1 to 9 and their spellings in the press, both genders, with and without hamza.
const UNITS: &[(u8, &str)] = &[
    (1, "واحد واحدة واحدا one"),
    (2, "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي اثنى two"),
    (3, "ثلاثة ثلاث three"),
    (4, "أربعة أربع four"),
    (5, "خمسة خمس five"),
    (6, "ستة ست six"),
    (7, "سبعة سبع seven"),
    (8, "ثمانية ثماني ثمان eight"),
    (9, "تسعة تسع nine"),
];
const TENS: &[(u8, &str)] = &[
    (20, "عشرون عشرين twenty"),
    (30, "ثلاثون ثلاثين thirty"),
    (40, "أربعون أربعين forty"),
    (50, "خمسون خمسين fifty"),
    (60, "ستون ستين sixty"),
    (70, "سبعون سبعين seventy"),
    (80, "ثمانون ثمانين eighty"),
    (90, "تسعون تسعين ninety"),
];
const TEENS: &[(u8, &str)] = &[
    (11, "eleven"),
    (12, "twelve"),
    (13, "thirteen"),
    (14, "fourteen"),
    (15, "fifteen"),
    (16, "sixteen"),
    (17, "seventeen"),
    (18, "eighteen"),
    (19, "nineteen"),
];
const HUNDREDS: &[&str] = &["مائة", "مئة", "ماية", "hundred"];
const HUNDRED_STEMS: &[(u16, &str)] = &[
    (300, "ثلاث"),
    (400, "أربع"),
    (500, "خمس"),
    (600, "ست"),
    (700, "سبع"),
    (800, "ثمان"),
    (800, "ثماني"),
    (900, "تسع"),
];
const SCALES: &[(f64, &str, &str)] = &[
    (1e3, "ألف ألفا آلاف thousand", "ألفان ألفين ألفي"),
    (1e6, "مليون مليونا ملايين million", "مليونان مليونين مليوني"),
    (
        1e9,
        "مليار مليارا مليارات بليون بليونا بلايين billion",
        "ملياران مليارين ملياري بليونان بليونين بليوني",
    ),
    (1e12, "تريليون تريليونا تريليونات ترليون trillion", "تريليونان تريليونين تريليوني ترليوني"),
];
const FRACTIONS: &[(f64, &str)] =
    &[(0.5, "نصف half"), (0.25, "ربع quarter"), (1.0 / 3.0, "ثلث third")];

/// What a folded word adds to a number. `seat`: whether it was written with a hamza on a seat,
/// which tells مئتا (two hundred) from ميتا (dead).
pub(super) fn part_of(form: &str, seat: bool) -> Option<Part> {
    static PARTS: OnceLock<HashMap<String, Part>> = OnceLock::new();
    if seat && matches!(form, "ميتا" | "ميتي" | "ميتان" | "ميتين") {
        return Some(Part::Hundred(200));
    }
    PARTS.get_or_init(parts).get(form).copied()
}

fn parts() -> HashMap<String, Part> {
    let mut out = HashMap::from([(form_of("صفر"), Part::Zero), ("zero".to_owned(), Part::Zero)]);
    let mut add = |words: &str, part: Part| {
        out.extend(words.split(' ').map(|word| (form_of(word), part)));
    };
    UNITS.iter().for_each(|(n, words)| add(words, Part::Unit(*n)));
    add("أحد إحدى", Part::One);
    add("عشرة عشر ten", Part::Ten);
    TEENS.iter().for_each(|(n, words)| add(words, Part::Teens(*n)));
    TENS.iter().for_each(|(n, words)| add(words, Part::Tens(*n)));
    HUNDREDS.iter().for_each(|word| add(word, Part::Hundred(100)));
    add("مائتان مائتين مائتا مائتي", Part::Hundred(200));
    for (value, stem) in HUNDRED_STEMS {
        HUNDREDS.iter().for_each(|word| add(&format!("{stem}{word}"), Part::Hundred(*value)));
    }
    for (value, single, dual) in SCALES {
        add(single, Part::Scale(*value));
        add(dual, Part::Dual(*value));
    }
    FRACTIONS.iter().for_each(|(share, words)| add(words, Part::Fraction(*share)));
    out
}
