//! Finding dates among tokens.

mod absolute;
mod clock;
mod relative;

use super::{Mention, Reading};
use crate::token::{Kind, Token};
use absolute::{
    days_of_month, decade, feast, last_of, month, numeric, of_period, year_range, years,
};
pub(crate) use clock::time_of_day_at;
use relative::{offset, relative_day, two_weekdays, whole, with_weekday};

/// Every date of a text, in order, none inside another.
pub(crate) fn dates(tokens: &[Token]) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match mention(tokens, at) {
            Some(mut found) => {
                in_other_calendar(tokens, &mut found);
                at = found.tokens.end;
                out.push(found);
            }
            None => at += 1,
        }
    }
    out
}

/// A reading and the tokens it takes up.
type Read = (usize, Reading);

fn mention(tokens: &[Token], at: usize) -> Option<Mention> {
    if !matches!(tokens[at].kind, Kind::Word | Kind::Number) {
        return None;
    }
    let found = |len: usize, reading: Reading, weekday: Option<i8>| {
        Some(Mention { tokens: at..at + len, reading, weekday, from_today: None })
    };
    if let Some(feast) = feast(tokens, at) {
        return found(feast.0, feast.1, None);
    }
    if let Some((len, reading)) = last_of(tokens, at) {
        return found(len, reading, None);
    }
    if let Some((len, reading, weekday)) = two_weekdays(tokens, at) {
        return found(len, reading, Some(weekday));
    }
    if let Some((len, reading, weekday)) = with_weekday(tokens, at) {
        return found(len, reading, Some(weekday));
    }
    if let Some(day) = relative_day(tokens, at) {
        let dated = !matches!(day.reading, Reading::Offset { .. } | Reading::Present);
        let from_today = dated.then_some(day.from_today);
        let tokens = at..at + day.len;
        return Some(Mention { tokens, reading: day.reading, weekday: day.weekday, from_today });
    }
    let (len, reading) = numeric(tokens, at)
        .or_else(|| year_range(tokens, at))
        .or_else(|| of_period(tokens, at))
        .or_else(|| days_of_month(tokens, at))
        .or_else(|| month(tokens, at))
        .or_else(|| years(tokens, at))
        .or_else(|| offset(tokens, at))
        .or_else(|| whole(tokens, at))
        .or_else(|| decade(tokens, at))?;
    found(len, reading, None)
}

/// `12 شعبان 1444هـ الموافق 4 مارس 2023`: one day in two calendars is one date, read by the civil one.
fn in_other_calendar(tokens: &[Token], found: &mut Mention) {
    let mut at = found.tokens.end;
    at += usize::from(mark(tokens.get(at), &[",", "(", "-"]));
    if !exact(tokens.get(at), &["الموافق", "الموافقه", "المصادف", "الموافقل"])
    {
        return;
    }
    at += 1;
    at += usize::from(exact(tokens.get(at), &["ل", "يوم"]));
    let Some((len, reading)) = numeric(tokens, at).or_else(|| days_of_month(tokens, at)) else {
        return;
    };
    let hijri = |reading: &Reading| matches!(reading, Reading::Hijri { day: Some(_), .. });
    let civil = |reading: &Reading| matches!(reading, Reading::Days { year: Some(_), .. });
    if hijri(&found.reading) && civil(&reading) {
        found.reading = reading;
    } else if !(civil(&found.reading) && hijri(&reading)) {
        return;
    }
    found.tokens.end = at + len;
    found.tokens.end += usize::from(mark(tokens.get(at + len), &[")"]));
}

fn is_word(token: Option<&Token>, words: &[&str]) -> bool {
    token.is_some_and(|token| token.has_form(words))
}

fn exact(token: Option<&Token>, words: &[&str]) -> bool {
    token.is_some_and(|token| token.kind == Kind::Word && words.contains(&token.form.as_str()))
}

fn mark(token: Option<&Token>, marks: &[&str]) -> bool {
    token.is_some_and(|token| token.kind == Kind::Mark && marks.contains(&token.form.as_str()))
}

fn whole_number(token: Option<&Token>) -> Option<i64> {
    let token = token.filter(|token| token.kind == Kind::Number)?;
    token.form.parse().ok()
}

fn year_of(token: Option<&Token>) -> Option<i16> {
    let token = token.filter(|token| token.kind == Kind::Number && token.form.len() == 4)?;
    token.form.parse().ok().filter(|year| (1300..=2199).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::names::Unit;
    use crate::token::tokens;

    fn read(text: &str) -> Vec<(String, Reading, Option<i8>)> {
        let all = tokens(text);
        dates(&all)
            .into_iter()
            .map(|m| {
                let range = all[m.tokens.start].range.start..all[m.tokens.end - 1].range.end;
                (text[range].to_owned(), m.reading, m.weekday)
            })
            .collect()
    }

    #[test]
    fn whole_dates_in_their_many_orders() {
        let day = |first, last| Reading::Days { year: Some(2014), month: 12, first, last };
        for text in [
            "3 ديسمبر 2014",
            "٣ دجنبر 2014",
            "2014/12/3",
            "03-12-2014",
            "الثالث من كانون الأول 2014",
            "December 3, 2014",
            "3 كانون الأول/ديسمبر 2014",
        ] {
            assert_eq!(read(text), [(text.to_owned(), day(3, 3), None)], "{text}");
        }
        assert_eq!(read("يومي 3 و4 ديسمبر 2014")[0].1, day(3, 4));
        assert_eq!(read("من 3 إلى 5 ديسمبر 2014")[0].1, day(3, 5));
        assert_eq!(
            read("الأربعاء الموافق 3 ديسمبر 2014")[0],
            ("الأربعاء الموافق 3 ديسمبر 2014".to_owned(), day(3, 3), Some(3))
        );
    }

    #[test]
    fn partial_and_relative_dates() {
        let one = |text: &str| {
            read(text).into_iter().next().map(|(_, reading, weekday)| (reading, weekday))
        };
        let yesterday = Reading::Offset { unit: Unit::Day, count: -1 };
        assert_eq!(one("اجتمعوا أمس، الأربعاء، في"), Some((yesterday, Some(3))));
        assert_eq!(one("يوم الإثنين المقبل"), Some((Reading::Weekday { shift: 1 }, Some(1))));
        assert_eq!(
            one("الاثنين 15 ديسمبر"),
            Some((Reading::Days { year: None, month: 12, first: 15, last: 15 }, Some(1)))
        );
        assert_eq!(one("قبل يومين"), Some((Reading::Offset { unit: Unit::Day, count: -2 }, None)));
        assert_eq!(
            one("منذ ثلاثة أشهر"),
            Some((Reading::Offset { unit: Unit::Month, count: -3 }, None))
        );
        assert_eq!(
            one("عام 2014"),
            Some((Reading::Years { first: 2014, last: 2014, part: None }, None))
        );
        assert_eq!(
            one("العام الماضي"),
            Some((Reading::Whole { unit: Unit::Year, shift: -1, part: None }, None))
        );
        let of = |unit, shift, month, day: i8| Reading::Of {
            unit,
            shift,
            month,
            first: day.max(1),
            last: day,
        };
        assert_eq!(one("يوم 3 من الشهر الجاري"), Some((of(Unit::Month, 0, 0, 3), None)));
        assert_eq!(one("نوفمبر من العام الماضي"), Some((of(Unit::Year, -1, 11, 0), None)));
        assert_eq!(
            one("يومي الثلاثاء والأربعاء المقبلين"),
            Some((Reading::Weekdays { shift: 1, last: 3 }, Some(2)))
        );
        assert_eq!(
            one("للفترة 2020-2022"),
            Some((Reading::Years { first: 2020, last: 2022, part: None }, None))
        );
        assert_eq!(one("أصبحت اليوم أكبر قوة"), Some((Reading::Present, None)));
    }

    #[test]
    fn english_months_weekdays_and_years_of_the_press() {
        let one = |text: &str| read(text).into_iter().next().map(|(_, reading, _)| reading);
        let may = Reading::Month { year: None, month: 5, part: None, shift: Some(-1) };
        assert_eq!(one("the scene last May of"), Some(may));
        assert_eq!(one("for Thursday's attack"), Some(Reading::Weekday { shift: 0 }));
        let years = Reading::Years { first: 2018, last: 2021, part: None };
        assert_eq!(one("rose between 2018 and 2021"), Some(years));
        let february = Reading::Month { year: None, month: 2, part: None, shift: None };
        assert_eq!(one("وفي فبراير، فجر"), Some(february));
        assert_eq!(one("في اليوم نفسه الذي"), None);
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "مارس الرياضة",
            "القرار رقم 2254",
            "2022 شخصا",
            "مجموعة 5",
            "الأحد عشر لاعبا",
            "آب الرجل",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
