//! Numbers in names, however they are written: `1st`, `Forty-Four`, `II`, `الثالثة`.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Numbers below twenty and what orders by them, English, German, French, Spanish, Russian, Arabic
/// (folded: hamza and marks off).
const ONES: &[(u32, &str)] = &[
    (1, "one first 1st erste premier primero primera первый первая الاول الاولي"),
    (2, "two second 2nd zweite deuxieme segundo segunda второй вторая الثاني الثانية"),
    (3, "three third 3rd dritte troisieme tercero tercera третий третья الثالث الثالثة"),
    (4, "four fourth vierte quatrieme cuarto четвертый четвертая الرابع الرابعة"),
    (5, "five fifth fünfte funfte cinquieme quinto пятый пятая الخامس الخامسة"),
    (6, "six sixth sechste sixieme sexto шестой шестая السادس السادسة"),
    (7, "seven seventh siebte septieme septimo седьмой седьмая السابع السابعة"),
    (8, "eight eighth achte huitieme octavo восьмой восьмая الثامن الثامنة"),
    (9, "nine ninth neunte neuvieme noveno девятый девятая التاسع التاسعة"),
    (10, "ten tenth zehnte dixieme decimo десятый десятая العاشر العاشرة"),
    (11, "eleven eleventh"),
    (12, "twelve twelfth"),
    (13, "thirteen thirteenth"),
    (14, "fourteen fourteenth"),
    (15, "fifteen fifteenth"),
    (16, "sixteen sixteenth"),
    (17, "seventeen seventeenth"),
    (18, "eighteen eighteenth"),
    (19, "nineteen nineteenth"),
];

/// Tens, misspelt ones included that everybody writes.
const TENS: &[(u32, &str)] = &[
    (20, "twenty twentieth"),
    (30, "thirty thirtieth"),
    (40, "forty fourty fortieth"),
    (50, "fifty fiftieth"),
    (60, "sixty sixtieth"),
    (70, "seventy seventieth"),
    (80, "eighty eightieth"),
    (90, "ninety ninetieth"),
];

/// Roman numbers up to twenty.
const ROMAN: &[&str] = &[
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
    "xvi", "xvii", "xviii", "xix", "xx",
];

/// Values of number words.
type Values = HashMap<&'static str, u32>;

fn values(table: &[(u32, &'static str)]) -> Values {
    let mut values = Values::new();
    for (value, words) in table {
        for word in words.split(' ') {
            values.entry(word).or_insert(*value);
        }
    }
    values
}

fn one(word: &str) -> Option<u32> {
    static TABLE: OnceLock<Values> = OnceLock::new();
    TABLE.get_or_init(|| values(ONES)).get(word).copied()
}

fn ten(word: &str) -> Option<u32> {
    static TABLE: OnceLock<Values> = OnceLock::new();
    TABLE.get_or_init(|| values(TENS)).get(word).copied()
}

/// Digits, or digits with the ending of an ordinal (`21st`).
fn digits(word: &str) -> Option<u32> {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let (number, ending) = word.split_at(end);
    let ordinal = ["", "st", "nd", "rd", "th"].contains(&ending);
    if ordinal { number.parse().ok() } else { None }
}

/// The number that folded words begin with, and how many words it takes.
pub(crate) fn number<'a>(words: impl Iterator<Item = &'a str>) -> Option<(u32, usize)> {
    let mut words = words;
    let first = words.next()?;
    if let Some(tens) = ten(first) {
        let unit = words.next().and_then(|w| one(w).or_else(|| digits(w)));
        return match unit.filter(|unit| *unit < 10) {
            Some(unit) => Some((tens + unit, 2)),
            None => Some((tens, 1)),
        };
    }
    one(first).or_else(|| digits(first)).map(|value| (value, 1))
}

/// The value of a Roman number up to twenty.
pub(crate) fn roman(word: &str) -> Option<u32> {
    ROMAN.iter().position(|r| *r == word).map(|place| place as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_words_and_digits() {
        let read = |text: &str| number(text.split(' '));
        assert_eq!(read("forty four brigade"), Some((44, 2)));
        assert_eq!(read("fourty 4"), Some((44, 2)));
        assert_eq!(read("1st bank"), Some((1, 1)));
        assert_eq!(read("first bank"), Some((1, 1)));
        assert_eq!(read("ninety"), Some((90, 1)));
        assert_eq!(read("الثالثة"), Some((3, 1)));
        assert_eq!(read("4hmed"), None);
        assert_eq!((roman("iv"), roman("mv")), (Some(4), None));
    }
}
