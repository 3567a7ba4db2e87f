//! Numbers as Arabic and English write them, in digits and in words.

mod ordinal;
mod words;

use crate::token::{Kind, Token, tokens};
pub(crate) use ordinal::ordinal_at;
pub use ordinal::parse_ordinal;
use words::{Part, part_of};

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// Tokens it takes up.
    pub(crate) len: usize,
    /// Its value.
    pub(crate) value: f64,
    /// The other reading of a point before three digits: `3.461` is 3.461 or 3461.
    pub(crate) alternative: Option<f64>,
}

/// The value of a text that is one number: `٣٫٥`, `خمسمائة وخمسة وعشرون`, `١١/١٠`, `-1200000`.
///
/// ```
/// assert_eq!(hilf_press::parse_numeral("ملياري"), Some(2e9));
/// assert_eq!(hilf_press::parse_numeral("1.4 ملايين"), Some(1.4e6));
/// ```
pub fn parse_numeral(text: &str) -> Option<f64> {
    let all = tokens(text.trim());
    let (sign, rest) = match all.split_first() {
        Some((first, rest)) if first.is("-") => (-1.0, rest),
        _ => (1.0, &all[..]),
    };
    let first = numeral_at(rest, 0)?;
    let value = match &rest[first.len..] {
        [] => first.value,
        [slash, below @ ..] if slash.is("/") => {
            let second = numeral_at(below, 0).filter(|n| n.len == below.len() && n.value != 0.0)?;
            first.value / second.value
        }
        _ => return None,
    };
    Some(sign * value)
}

/// The number that begins at a token.
pub(crate) fn numeral_at(tokens: &[Token], place: usize) -> Option<Numeral> {
    let first = tokens.get(place)?;
    let mut sum = Sum::default();
    let mut at = place;
    let mut alternative = None;
    match first.kind {
        Kind::Number => {
            let (len, value, other) = digits(tokens, place)?;
            sum.group = value;
            sum.last = Last::Digits;
            alternative = other;
            at += len;
        }
        Kind::Word => {
            let (part, _) = first
                .stems
                .iter()
                .find_map(|stem| Some((part_of(&stem.form, first.seat)?, stem.clitic)))?;
            let part = if is_construct_dual(tokens, place, part) {
                Part::Dual(part.value())
            } else {
                part
            };
            if !sum.take(part, false) {
                return None;
            }
            at += 1;
        }
        Kind::Mark | Kind::Break => return None,
    }
    while let Some(used) = sum.step(&tokens[at..]) {
        at += used;
    }
    let value = sum.value()?;
    let plain = at == place + 1;
    let alternative = alternative.filter(|_| plain);
    Some(Numeral { len: at - place, value, alternative })
}

/// `مليارا دولار` is two milliards: before what is counted a single scale has no alif.
fn is_construct_dual(tokens: &[Token], place: usize, part: Part) -> bool {
    let scale = matches!(part, Part::Scale(_)) && tokens[place].form.ends_with('ا');
    let counted = |at: usize| {
        crate::quantity::currency_at(tokens, at).is_some()
            || crate::quantity::unit_at(tokens, at).is_some()
    };
    scale && counted(place + 1)
}

/// Digits, thousands divided by blanks included; how many tokens, the value, the other reading.
fn digits(tokens: &[Token], place: usize) -> Option<(usize, f64, Option<f64>)> {
    let raw = tokens[place].form.as_str();
    let mut len = 1;
    let mut joined = raw.to_owned();
    if raw.len() <= 3 && raw.bytes().all(|b| b.is_ascii_digit()) && raw != "0" {
        while let Some(next) = tokens.get(place + len)
            && next.kind == Kind::Number
            && next.form.len() == 3
            && next.form.bytes().all(|b| b.is_ascii_digit())
            && next.range.start - tokens[place + len - 1].range.end <= 2
        {
            joined.push_str(&next.form);
            len += 1;
        }
    }
    let (value, other) = value_of(&joined)?;
    Some((len, value, other))
}

/// The value of digits with separators.
fn value_of(raw: &str) -> Option<(f64, Option<f64>)> {
    if let Some((fraction, whole)) = raw.split_once('ر') {
        let plain = |part: &str| {
            (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        // Some type it from the left: 5.1 is the other reading.
        let read = |whole: &str, fraction: &str| format!("{whole}.{fraction}").parse().ok();
        return (plain(fraction) && plain(whole))
            .then(|| Some((read(whole, fraction)?, read(fraction, whole))))
            .flatten();
    }
    let raw = raw.replace('٬', "").replace('٫', "_");
    let groups = |mark: char| {
        let mut parts = raw.split(mark);
        let head = parts.next().is_some_and(|head| (1..=3).contains(&head.len()) && head != "0");
        head && raw.contains(mark) && parts.all(|part| part.len() == 3)
    };
    let commas = raw.matches(',').count();
    let points = raw.matches('.').count();
    if commas > 0 && points <= 1 && groups_before_point(&raw) {
        return Some((raw.replace(',', "").replace('_', ".").parse().ok()?, None));
    }
    if points > 1 && groups('.') {
        return Some((raw.replace('.', "").parse().ok()?, None));
    }
    if points == 1 && commas == 0 && groups('.') {
        return Some((raw.parse().ok()?, raw.replace('.', "").parse().ok()));
    }
    Some((raw.replace([',', '_'], ".").parse().ok()?, None))
}

fn groups_before_point(raw: &str) -> bool {
    let whole = raw.split(['.', '_']).next().unwrap_or(raw);
    let mut parts = whole.split(',');
    let head = parts.next().is_some_and(|head| (1..=3).contains(&head.len()));
    head && whole.contains(',') && parts.all(|part| part.len() == 3)
}

/// What was added last; decides what may follow.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Last {
    #[default]
    Nothing,
    /// The one of eleven: only "ten" makes it a number.
    One,
    Unit,
    Teen,
    Tens,
    Hundred,
    Digits,
    Scale,
    Fraction,
}

#[derive(Debug, Default)]
struct Sum {
    total: f64,
    group: f64,
    scale: f64,
    last: Last,
}

impl Sum {
    /// Takes what follows, if it belongs to the number; how many tokens it took.
    fn step(&mut self, rest: &[Token]) -> Option<usize> {
        let first = rest.first()?;
        if first.kind == Kind::Number {
            return None;
        }
        if first.form == "و" {
            return self.after_and(rest.get(1)?, &rest[2..]).map(|used| used + 2);
        }
        if first.form == "فاصله" {
            return self.decimal(rest.get(1)?).map(|()| 2);
        }
        if let Some(part) = part_of(&first.form, first.seat)
            && self.take(part, false)
        {
            return Some(1);
        }
        let joined = first.stems.iter().find(|stem| stem.clitic.and && !stem.clitic.preposition)?;
        let part = part_of(&joined.form, first.seat)?;
        self.take_and(part, &rest[1..]).map(|used| used + 1)
    }

    fn after_and(&mut self, token: &Token, rest: &[Token]) -> Option<usize> {
        if token.kind == Kind::Number {
            let (value, _) = value_of(&token.form)?;
            // "6 آلاف و10 آلاف" are two numbers.
            let own_scale = rest.first().and_then(|next| part_of(&next.form, next.seat));
            if matches!(own_scale, Some(Part::Scale(_))) && !self.takes_smaller(own_scale) {
                return None;
            }
            let fits = self.last == Last::Scale && value < self.scale;
            return fits.then(|| {
                self.group = value;
                self.last = Last::Digits;
                0
            });
        }
        self.take_and(part_of(&token.form, token.seat)?, rest)
    }

    /// Whether a scale is below the one reached: مليون و300 ألف goes on.
    fn takes_smaller(&self, scale: Option<Part>) -> bool {
        matches!(scale, Some(Part::Scale(scale)) if scale < self.scale)
    }

    /// Takes a part joined by "and"; a half may repeat what it halves: مليون ونصف المليون.
    fn take_and(&mut self, part: Part, rest: &[Token]) -> Option<usize> {
        if !self.take(part, true) {
            return None;
        }
        let again = |token: &Token| {
            let form = token.form.strip_prefix("ال").unwrap_or(&token.form);
            matches!(part_of(form, token.seat), Some(Part::Scale(scale)) if scale == self.scale)
        };
        let repeated = self.last == Last::Fraction && self.scale > 0.0;
        Some(usize::from(repeated && rest.first().is_some_and(again)))
    }

    fn decimal(&mut self, token: &Token) -> Option<()> {
        let value = match token.kind {
            Kind::Number => token.form.parse::<f64>().ok()?,
            _ => match part_of(&token.form, token.seat)? {
                Part::Unit(unit) => f64::from(unit),
                _ => return None,
            },
        };
        let places = if value >= 10.0 { 100.0 } else { 10.0 };
        (value < 100.0 && self.group < 1e6).then(|| self.group += value / places)
    }

    /// Whether a part may follow; adds it if so.
    fn take(&mut self, part: Part, and: bool) -> bool {
        let fresh = matches!(self.last, Last::Nothing) || (and && self.last == Last::Scale);
        let after_hundred = and && self.last == Last::Hundred;
        let (group, last) = match part {
            Part::Zero | Part::Teens(_) | Part::Unit(_) if fresh || after_hundred => (
                self.group + part.value(),
                if matches!(part, Part::Teens(_)) { Last::Teen } else { Last::Unit },
            ),
            Part::One if fresh || after_hundred => (self.group + 1.0, Last::One),
            Part::Ten if !and && self.last == Last::One => (self.group + 10.0, Last::Teen),
            Part::Ten if fresh || after_hundred => (self.group + 10.0, Last::Teen),
            Part::Ten if !and && self.last == Last::Unit && self.group % 100.0 > 0.0 => {
                (self.group + 10.0, Last::Teen)
            }
            Part::Tens(tens) if fresh || after_hundred || (and && self.last == Last::Unit) => {
                (self.group + f64::from(tens), Last::Tens)
            }
            Part::Hundred(hundreds) if fresh => (self.group + f64::from(hundreds), Last::Hundred),
            Part::Hundred(100) if !and && self.last == Last::Unit && self.group >= 2.0 => {
                (self.group * 100.0, Last::Hundred)
            }
            Part::Fraction(share) if and => return self.take_fraction(share),
            Part::Scale(scale) => return self.take_scale(scale, 1.0, and),
            Part::Dual(scale) if fresh => return self.take_scale(scale, 2.0, true),
            _ => return false,
        };
        (self.group, self.last) = (group, last);
        true
    }

    fn take_fraction(&mut self, share: f64) -> bool {
        match self.last {
            Last::Scale => self.total += share * self.scale,
            Last::Unit | Last::Digits | Last::Teen | Last::Tens => self.group += share,
            _ => return false,
        }
        self.last = Last::Fraction;
        true
    }

    fn take_scale(&mut self, scale: f64, times: f64, and: bool) -> bool {
        let smaller = self.scale == 0.0 || scale < self.scale;
        if self.group > 0.0 && !and && smaller {
            self.total += self.group * scale;
            self.group = 0.0;
        } else if self.group == 0.0 && (self.last == Last::Nothing || and) && smaller {
            self.total += times * scale;
        } else if self.last == Last::Scale
            && !and
            && self.total <= 1000.0 * self.scale
            && scale > self.scale
        {
            self.total *= scale;
        } else {
            return false;
        }
        self.scale = scale;
        self.last = Last::Scale;
        true
    }

    fn value(&self) -> Option<f64> {
        let value = self.total + self.group;
        // Tens of powers are exact up to the millionth; the product of two decimals is not.
        (!matches!(self.last, Last::Nothing | Last::One)).then(|| (value * 1e6).round() / 1e6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_add_up() {
        for (text, value) in [
            ("خمسة وعشرين", 25.0),
            ("أحد عشر", 11.0),
            ("ثلاثمئة وخمسين ألفا", 350_000.0),
            ("ثلاثة آلاف وأربعمائة وواحد وستون", 3461.0),
            ("مليون ونصف المليون", 1.5e6),
            ("مليونين ونصف", 2.5e6),
            ("مئتي", 200.0),
            ("ألفين ومئتين", 2200.0),
            ("مليون و300 ألف", 1.3e6),
            ("171 مليار", 171e9),
            ("مليون و300 ألف", 1.3e6),
            ("ألف مليار", 1e12),
            ("عشرة آلاف", 10_000.0),
            ("ثلاث مئة", 300.0),
        ] {
            assert_eq!(parse_numeral(text), Some(value), "{text}");
        }
    }

    #[test]
    fn a_list_is_not_a_sum() {
        assert_eq!(parse_numeral("ثلاثة وأربعة"), None);
        assert_eq!(parse_numeral("مليون ومليار"), None);
    }

    #[test]
    fn separators_have_their_meaning() {
        for (text, value) in [
            ("3,461", 3461.0),
            ("2.5", 2.5),
            ("1.234.567", 1_234_567.0),
            ("10 000", 10_000.0),
            ("٣٫٥", 3.5),
            ("3,5", 3.5),
            ("5ر1", 1.5),
            ("50ر63", 63.5),
        ] {
            assert_eq!(parse_numeral(text), Some(value), "{text}");
        }
        let both = numeral_at(&tokens("3.461"), 0).unwrap();
        assert_eq!((both.value, both.alternative), (3.461, Some(3461.0)));
    }

    #[test]
    fn a_word_that_only_looks_like_a_number_is_none() {
        for text in ["ميتا", "أحد", "الأربعاء", "ألفة"] {
            assert_eq!(parse_numeral(text), None, "{text}");
        }
    }
}
