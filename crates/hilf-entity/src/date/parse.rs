//! Reading dates as people write them.

use super::months::{Calendar, month_at};
use super::{DateOrder, FuzzyDate, calendar};

/// Gregorian years that a birth, a listing or a document can have; any other number of four digits
/// is of another calendar or no year.
const YEARS: std::ops::RangeInclusive<i64> = 1800..=2200;
/// Islamic years that correspond to them.
const ISLAMIC_YEARS: std::ops::RangeInclusive<i64> = 1200..=1600;
/// Years of the solar Islamic calendar begin in March of this many years later.
const SOLAR_OFFSET: i64 = 621;

const CIRCA: &[&str] = &[
    "circa",
    "ca",
    "c",
    "about",
    "approximately",
    "approx",
    "around",
    "estimated",
    "est",
    "environ",
    "vers",
    "حوالي",
    "نحو",
    "تقريبا",
    "قرابه",
];
const ISLAMIC_ERAS: &[&str] = &["ه", "هجري", "هجريه", "ah", "h", "hijri", "hegire", "هق", "قمري"];
const SOLAR_ERAS: &[&str] = &["هش", "شمسي", "شمسيه", "solar"];
const GREGORIAN_ERAS: &[&str] = &["م", "ميلادي", "ميلاديه", "ad", "ce"];
/// Abbreviations with full stops inside, as they are and as one word.
const DOTTED: &[(&str, &str)] =
    &[("a.h", " ah "), ("a.d", " ad "), ("c.e", " ce "), ("ه.ش", " هش "), ("ه.ق", " هق ")];
/// What stands between the ends of a span.
const TO: &[&str] = &["to", "and", "until", "till", "au", "et", "a", "الي", "و", "حتي"];
/// What may stand before a date without changing it.
const IDLE: &[&str] = &[
    "between",
    "from",
    "entre",
    "de",
    "du",
    "le",
    "the",
    "on",
    "in",
    "of",
    "year",
    "st",
    "nd",
    "rd",
    "th",
    "er",
    "annee",
    "بين",
    "ما",
    "من",
    "عام",
    "سنه",
    "في",
    "بتاريخ",
    "يوم",
    "early",
    "mid",
    "late",
];
/// What stands for a part that is not known.
const OPEN: &[&str] = &["dd", "mm", "xx"];
/// What may stand behind a time of day.
const ZONES: &[&str] = &["z", "t", "am", "pm", "utc", "gmt"];

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Number {
        value: i64,
        digits: usize,
    },
    Word(String),
    /// A dash with white space beside it, as between the ends of a span.
    SpacedDash,
    Colon,
    /// Any other mark between numbers.
    Mark,
}

/// One end of a span, perhaps without what the other end says for both.
#[derive(Debug, Clone, Copy, Default)]
struct Partial {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    calendar: Option<Calendar>,
    /// The last year, where the text is a decade or a span of years.
    until: Option<i64>,
}

/// Reads a date; `None` if any of it is not understood.
pub(super) fn parse(text: &str, order: DateOrder) -> Option<FuzzyDate> {
    let text = text.trim();
    let begins_with_year = text.get(..4).is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit()));
    let is_edtf =
        begins_with_year && text.bytes().all(|b| b.is_ascii_digit() || b"-/~?%".contains(&b));
    if let Some(date) = FuzzyDate::from_edtf(text).ok().filter(|_| is_edtf)
        && YEARS.contains(&i64::from(date.earliest().year()))
    {
        return Some(date);
    }
    let mut tokens = without_time(tokens(text))?;
    let circa = take_words(&mut tokens, CIRCA) || text.ends_with(['~', '?']);
    let era = [
        (Calendar::Solar, SOLAR_ERAS),
        (Calendar::Islamic, ISLAMIC_ERAS),
        (Calendar::Gregorian, GREGORIAN_ERAS),
    ]
    .into_iter()
    .filter(|(_, words)| take_words(&mut tokens, words))
    .map(|(calendar, _)| calendar)
    .next();
    let date = span(&tokens, era, order)?;
    Some(if circa { date.about() } else { date })
}

fn span(tokens: &[Token], era: Option<Calendar>, order: DateOrder) -> Option<FuzzyDate> {
    let (from, to) = match split(tokens)? {
        (whole, None) => return partial(whole, order)?.date(era),
        (from, Some(to)) => (partial(from, order)?, partial(to, order)?),
    };
    let filled = |end: Partial, other: Partial| Partial {
        year: end.year.or(other.year),
        month: end.month.or(other.month.filter(|_| end.day.is_some())),
        calendar: end.calendar.or(other.calendar),
        ..end
    };
    Some(FuzzyDate::between(filled(from, to).date(era)?, filled(to, from).date(era)?))
}

/// The tokens of the two ends of a span, or of the one date; `None` if there are more ends.
fn split(tokens: &[Token]) -> Option<(&[Token], Option<&[Token]>)> {
    let is_between = |t: &Token| match t {
        Token::SpacedDash => true,
        Token::Word(word) => TO.contains(&word.as_str()),
        _ => false,
    };
    let mut parts = tokens.split(is_between).filter(|part| !part.is_empty());
    let first = parts.next()?;
    let second = parts.next();
    if parts.next().is_some() {
        return None;
    }
    if second.is_some() {
        return Some((first, second));
    }
    // Two whole dates with nothing but a dash between them.
    let numbers = first.iter().enumerate().filter(|(_, t)| matches!(t, Token::Number { .. }));
    let places: Vec<usize> = numbers.map(|(at, _)| at).collect();
    match places[..] {
        [_, _, _, fourth, _, _] => {
            let (from, to) = first.split_at_checked(fourth)?;
            Some((from, Some(to)))
        }
        _ => Some((first, None)),
    }
}

fn partial(tokens: &[Token], order: DateOrder) -> Option<Partial> {
    let mut found = Partial::default();
    let mut numbers: Vec<(i64, usize)> = Vec::new();
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        rest = after;
        match token {
            Token::Number { value, digits } => numbers.push((*value, *digits)),
            Token::Mark => {}
            Token::Word(word) if OPEN.contains(&word.as_str()) => numbers.push((0, 2)),
            Token::Word(word) if word == "s" => {
                let (year, _) = numbers.last().filter(|(y, d)| *d == 4 && y % 10 == 0)?;
                found.until = Some(year + 9);
            }
            Token::Word(word) if IDLE.contains(&word.as_str()) => {}
            Token::Word(word) => {
                let following = after.iter().map_while(|t| match t {
                    Token::Word(word) => Some(word.as_str()),
                    _ => None,
                });
                let words: Vec<&str> = std::iter::once(word.as_str()).chain(following).collect();
                let ((calendar, month), count) = month_at(&words)?;
                if found.month.replace(i64::from(month)).is_some() {
                    return None;
                }
                found.calendar = Some(calendar);
                rest = after.get(count - 1..)?;
            }
            Token::SpacedDash | Token::Colon => return None,
        }
    }
    if found.month.is_some() {
        found.around_month(&numbers)
    } else {
        found.numeric(&numbers, order)
    }
}

impl Partial {
    /// Takes the numbers beside a month's name.
    fn around_month(mut self, numbers: &[(i64, usize)]) -> Option<Partial> {
        match *numbers {
            [] => {}
            [(year, 4)] => self.year = Some(year),
            [(day, 1..=2)] => self.day = Some(day),
            [(day, 1..=2), (year, 4)] | [(year, 4), (day, 1..=2)] => {
                (self.day, self.year) = (Some(day), Some(year));
            }
            _ => return None,
        }
        Some(self)
    }

    /// Takes the numbers of a date written in numbers alone.
    fn numeric(mut self, numbers: &[(i64, usize)], order: DateOrder) -> Option<Partial> {
        match *numbers {
            [(year, 4)] => self.year = Some(year),
            [(day, 1..=2)] => self.day = Some(day),
            [(packed, 8)] => {
                (self.year, self.month, self.day) =
                    (Some(packed / 10_000), Some(packed / 100 % 100), Some(packed % 100));
            }
            [(from, 4), (to, 4)] => (self.year, self.until) = (Some(from), Some(to)),
            // 1960-65, as 65 is no month.
            [(from, 4), (to, 2)] if to > 12 => {
                (self.year, self.until) = (Some(from), Some(from / 100 * 100 + to));
            }
            [(year, 4), (month, 1..=2)] | [(month, 1..=2), (year, 4)] => {
                (self.year, self.month) = (Some(year), Some(month));
            }
            [(year, 4), (month, 1..=2), (day, 1..=2)] => {
                (self.year, self.month, self.day) = (Some(year), Some(month), Some(day));
            }
            [(first, 1..=2), (second, 1..=2), (year, 4)] => {
                let month_first = match order {
                    DateOrder::DayFirst => second > 12 && first <= 12,
                    DateOrder::MonthFirst => first <= 12,
                };
                let (month, day) = if month_first { (first, second) } else { (second, first) };
                (self.year, self.month, self.day) = (Some(year), Some(month), Some(day));
            }
            _ => return None,
        }
        Some(self)
    }

    fn date(self, era: Option<Calendar>) -> Option<FuzzyDate> {
        let year = self.year?;
        let calendar = match (self.calendar, era) {
            // Gregorian and Islamic months do not go together with the other's era.
            (Some(own), Some(era)) if own != era && own != Calendar::Gregorian => return None,
            (Some(Calendar::Gregorian), Some(Calendar::Islamic | Calendar::Solar)) => return None,
            (own, era) => era.or(own).unwrap_or(Calendar::Gregorian),
        };
        if let Some(until) = self.until {
            let end =
                |year| Partial { year: Some(year), calendar: self.calendar, ..Self::default() };
            let order_kept = until >= year;
            return Some(FuzzyDate::between(end(year).date(era)?, end(until).date(era)?))
                .filter(|_| order_kept);
        }
        // Zero stands for a part that is not known; a day without its month says nothing.
        let month = self.month.filter(|m| *m != 0);
        let day = self.day.filter(|d| *d != 0 && month.is_some());
        let possible = |part: Option<i64>, most| part.is_none_or(|p| (1..=most).contains(&p));
        if !possible(month, 12) || !possible(self.day.filter(|d| *d != 0), 31) {
            return None;
        }
        match calendar {
            Calendar::Gregorian => gregorian(year, month, day),
            Calendar::Solar => {
                calendar::straddling(year, SOLAR_OFFSET).filter(|_| ISLAMIC_YEARS.contains(&year))
            }
            Calendar::Islamic => calendar::islamic(year, month, day)
                .filter(|_| ISLAMIC_YEARS.contains(&year) && possible(day, 30)),
        }
    }
}

fn gregorian(year: i64, month: Option<i64>, day: Option<i64>) -> Option<FuzzyDate> {
    let year = i16::try_from(year).ok().filter(|y| YEARS.contains(&i64::from(*y)))?;
    let small = |part: i64| i8::try_from(part).ok();
    match (month, day) {
        (None, _) => FuzzyDate::year(year),
        (Some(month), None) => FuzzyDate::month(year, small(month)?),
        (Some(month), Some(day)) => FuzzyDate::day(year, small(month)?, small(day)?),
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut folded = hilf_text::fold(text).text().replace('\u{200C}', "");
    for (dotted, whole) in DOTTED {
        folded = folded.replace(dotted, whole);
    }
    let mut tokens: Vec<Token> = Vec::new();
    let (mut before, mut chars) = (' ', folded.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '0'..='9' => push_digit(&mut tokens, c, before.is_ascii_digit()),
            c if c.is_alphabetic() => match tokens.last_mut() {
                Some(Token::Word(word)) if before.is_alphabetic() => word.push(c),
                _ => tokens.push(Token::Word(c.to_string())),
            },
            '-' if before == ' ' || chars.peek() == Some(&' ') => tokens.push(Token::SpacedDash),
            ':' => tokens.push(Token::Colon),
            ' ' | '\'' | '(' | ')' | '"' => {}
            _ => tokens.push(Token::Mark),
        }
        before = c;
    }
    tokens
}

fn push_digit(tokens: &mut Vec<Token>, digit: char, continues: bool) {
    let own = i64::from(digit.to_digit(10).unwrap_or(0));
    match tokens.last_mut() {
        Some(Token::Number { value, digits }) if continues => {
            *value = value.saturating_mul(10).saturating_add(own);
            *digits += 1;
        }
        _ => tokens.push(Token::Number { value: own, digits: 1 }),
    }
}

/// Leaves out a time of day at the end; `None` if something else follows it.
fn without_time(mut tokens: Vec<Token>) -> Option<Vec<Token>> {
    let Some(colon) = tokens.iter().position(|t| *t == Token::Colon) else { return Some(tokens) };
    let start = colon.checked_sub(1)?;
    let time = tokens.split_off(start);
    let fits = |t: &Token| match t {
        Token::Word(word) => ZONES.contains(&word.as_str()),
        Token::Number { digits, .. } => *digits <= 9,
        _ => true,
    };
    if !matches!(time.first(), Some(Token::Number { digits: 1..=2, .. })) || !time.iter().all(fits)
    {
        return None;
    }
    while matches!(tokens.last(), Some(Token::Mark | Token::SpacedDash))
        || matches!(tokens.last(), Some(Token::Word(word)) if word == "t")
    {
        tokens.pop();
    }
    Some(tokens)
}

fn take_words(tokens: &mut Vec<Token>, words: &[&str]) -> bool {
    let before = tokens.len();
    tokens.retain(|t| !matches!(t, Token::Word(word) if words.contains(&word.as_str())));
    tokens.len() < before
}

#[cfg(test)]
mod tests;
