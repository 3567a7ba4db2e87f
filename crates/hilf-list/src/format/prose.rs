//! Dates, numbers and names in the prose that lists put beside or instead of data.

use hilf_entity::FuzzyDate;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// What stands before the date on which a document ends.
const EXPIRY: &[&str] = &["expir", "exp.", "valid until", "validity until"];
/// What stands before the name a document was issued in.
const ISSUED_NAME: &[&str] = &[
    "under the name of ",
    "under name ",
    "in the name of ",
    "in name of ",
    "made out to ",
    "issued for ",
];

/// What stands before a number in a field that should hold the number alone.
const NUMBER_LABELS: &[&str] = &["number", "no.", "no:", " no ", "n°"];

/// The first date in an English text: `11 Aug. 2013`, `August 11, 2013`, `Aug. 2013`,
/// `Between Aug. and Sep. 1977`. A lone year is no date here: numbers abound in prose.
pub(super) fn date(text: &str) -> Option<FuzzyDate> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')' | ';' | ':'))
        .filter(|w| !w.is_empty())
        .collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let month = month(word)?;
        let word = |offset: isize| {
            at.checked_add_signed(offset).and_then(|i| words.get(i)).copied().unwrap_or("")
        };
        if word(1) == "and" {
            let until = FuzzyDate::month(year(word(3))?, self::month(word(2))?)?;
            return Some(FuzzyDate::between(FuzzyDate::month(year(word(3))?, month)?, until));
        }
        if let Some(year) = year(word(1)) {
            return match day(word(-1)) {
                Some(day) => FuzzyDate::day(year, month, day),
                None => FuzzyDate::month(year, month),
            };
        }
        FuzzyDate::day(year(word(2))?, month, day(word(1))?)
    })
}

/// The date on which a document ends, where the text says so.
pub(super) fn expiry(text: &str) -> Option<FuzzyDate> {
    let lower = text.to_lowercase();
    let at = EXPIRY.iter().filter_map(|e| lower.find(e)).min()?;
    date(lower.get(at..)?)
}

/// The name a document was issued in, where the text says so.
pub(super) fn issued_name(text: &str) -> Option<&str> {
    let (label, at) = ISSUED_NAME.iter().find_map(|l| Some((l, text.find(l)?)))?;
    let name = text.get(at + label.len()..)?;
    let name = name.split([',', ';', '(', '.']).next().unwrap_or(name).trim();
    (name.starts_with(char::is_uppercase) && !name.contains(|c: char| c.is_ascii_digit()))
        .then_some(name)
}

/// A document number without the words around it: `Libyan Passport No. 96/184442` is `96/184442`.
/// `None` if the text is a number as it is, or no number can be told from the words.
pub(super) fn number(text: &str) -> Option<&str> {
    let bare = text.split(['(', ',']).map(str::trim).find(|p| has_digit(p))?;
    // ASCII lower case keeps every byte in its place.
    let lower = bare.to_ascii_lowercase();
    let label = NUMBER_LABELS.iter().filter_map(|l| lower.find(l).map(|at| at + l.len())).min();
    if let Some(rest) = label.and_then(|at| bare.get(at..)) {
        let rest = rest.trim_start_matches([':', ' ', '.', ',']);
        return has_digit(rest).then_some(rest);
    }
    let start =
        bare.char_indices().filter(|(at, _)| *at == 0 || bare.get(at - 1..*at) == Some(" "));
    let number = start
        .filter_map(|(at, _)| bare.get(at..))
        .find(|rest| rest.split(' ').all(is_number_word) && has_digit(rest))?;
    (number != text).then_some(number)
}

/// A document number in a remark: its first word if that is one, or the word behind `number` or
/// `code`.
pub(super) fn number_in_note(text: &str) -> Option<&str> {
    let first = text.split(' ').next()?;
    if first.len() >= 5 && first.bytes().all(|b| b.is_ascii_digit()) {
        return Some(first);
    }
    let lower = text.to_ascii_lowercase();
    let at = ["number ", "number: ", "code: "]
        .iter()
        .find_map(|l| lower.find(l).map(|at| at + l.len()))?;
    text.get(at..)?.split([' ', ',', ';']).next().filter(|w| has_digit(w))
}

/// Digits with at most a short series in capitals before or between them.
fn is_number_word(word: &str) -> bool {
    let capitals = word.chars().all(|c| !c.is_lowercase());
    capitals && (has_digit(word) || word.chars().count() <= 4)
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

fn month(word: &str) -> Option<i8> {
    let lower = word.to_lowercase();
    let at = MONTHS.iter().position(|m| lower.starts_with(m))?;
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    full.get(at).filter(|f| f.starts_with(&lower) || lower == "sept")?;
    i8::try_from(at + 1).ok()
}

fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|y| word.len() == 4 && (1800..=2200).contains(y))
}

fn day(word: &str) -> Option<i8> {
    word.parse().ok().filter(|d| word.len() <= 2 && (1..=31).contains(d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_prose() {
        let cases = [
            ("expires on 11 Aug. 2013", Some("2013-08-11")),
            ("valid until September 16, 2019", Some("2019-09-16")),
            ("Nov. 1973 ", Some("1973-11")),
            ("Between Aug. and Sep. 1977", Some("1977-08/1977-09")),
            ("issued in Jul.1996", Some("1996-07")),
            ("30-35 years old", None),
            ("31 Feb. 2010", None),
            ("Marmara 2010", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).map(|d| d.to_edtf()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_expiry_is_not_the_date_of_issue() {
        let text = "issued on 5 April 1999 at X, expired on 4 April 2004";
        assert_eq!(expiry(text).unwrap().to_edtf(), "2004-04-04");
        assert_eq!(expiry("issued on 5 April 1999"), None);
    }

    #[test]
    fn the_name_on_a_document() {
        assert_eq!(issued_name("issued under name Sami Test, expired"), Some("Sami Test"));
        assert_eq!(issued_name("issued under the name of Sami"), Some("Sami"));
        assert_eq!(issued_name("issued for 3 years"), None);
    }

    #[test]
    fn numbers_among_words() {
        let cases = [
            ("AB 1234", None),
            ("96/184442", None),
            ("Libyan Passport No. 96/1", Some("96/1")),
            ("Jordan 654", Some("654")),
            ("TR-P 614 166", None),
            ("German travel document A 013", Some("A 013")),
            ("R0001, South Testland", Some("R0001")),
            ("381 (Expired 25 Jan. 2016)", Some("381")),
            ("alien registration number 205", Some("205")),
            ("Social Security Number 423-3 (US)", Some("423-3")),
            ("card (tazkira) number 545", Some("545")),
            ("Russian passport number 82 No. 55", Some("82 No. 55")),
            ("unknown", None),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text), expected, "{text}");
        }
        assert_eq!(number_in_note("04643 issued on 18 Jun. 1999"), Some("04643"));
        assert_eq!(number_in_note("Italian Fiscal Code: TST12X"), Some("TST12X"));
        assert_eq!(number_in_note("issued in 1974"), None);
    }
}
