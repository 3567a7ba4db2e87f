//! Dates and places of birth of EU subjects, in five calendars.

use hilf_entity::{Entity, FuzzyDate, Value, country};

use super::note_detail;
use crate::format::assembly::{iso_date, joined};
use crate::format::calendar;
use crate::xml::Node;

const PARTS: &[&str] = &[
    "circa",
    "calendarType",
    "city",
    "zipCode",
    "birthdate",
    "dayOfMonth",
    "monthOfYear",
    "year",
    "yearRangeFrom",
    "yearRangeTo",
    "region",
    "place",
    "countryIso2Code",
    "countryDescription",
];
/// The Persian solar year begins in March of the Gregorian year 621 years later.
const SOLAR: i64 = 621;
/// The Buddhist year (Thai reckoning since 1941) is the Gregorian year plus 543.
const BUDDHIST: i64 = 543;
/// The Coptic year begins in September of the Gregorian year 283 years later.
const COPTIC: i64 = 283;
/// The Ethiopian year begins in September of the Gregorian year 7 years later.
const ETHIOPIC: i64 = 7;

/// All dates and places of birth of a subject.
pub(super) fn add_births(entity: &mut Entity, node: &Node) {
    for birth in node.children("birthdate") {
        let of = |name| birth.attribute(name);
        add_date(entity, birth);
        let unknown = of("countryIso2Code") == "00";
        let name = if unknown { "" } else { of("countryDescription") };
        let place = joined(&[of("place"), of("city"), of("zipCode"), of("region"), name]);
        entity.add("birthPlace", place);
        if !unknown {
            let code = country::code(of("countryIso2Code")).or_else(|| country::code(name));
            if let Some(code) = code {
                entity.add("birthCountry", Value::new(code).with_original(name));
            }
        }
        note_detail(entity, "Birth", birth, PARTS);
    }
}

fn add_date(entity: &mut Entity, birth: &Node) {
    let of = |name| birth.attribute(name);
    let calendar = of("calendarType");
    let written = ["dayOfMonth", "monthOfYear", "year"].map(of);
    let written: Vec<&str> = written.into_iter().filter(|p| !p.is_empty()).collect();
    let range = [of("yearRangeFrom"), of("yearRangeTo")];
    let range: Vec<&str> = range.into_iter().filter(|p| !p.is_empty()).collect();
    let mut wording = joined(&[of("birthdate"), &written.join("/"), &range.join(" to ")]);
    if wording.is_empty() {
        return;
    }
    let gregorian = matches!(calendar, "GREGORIAN" | "");
    if !gregorian {
        wording = format!("{wording} ({calendar} calendar)");
    }
    // The file's own `birthdate` is Gregorian whatever the calendar of the parts.
    let date = iso_date(of("birthdate")).or_else(|| from_parts(birth, calendar));
    let Some(date) = date else {
        return entity.note("Date of birth", &wording);
    };
    let circa = of("circa") == "true";
    let plain = gregorian && !circa && range.is_empty();
    let date = if circa { date.about() } else { date };
    let wording = if circa { format!("circa {wording}") } else { wording };
    entity.add_date("birthDate", &date, if plain { "" } else { &wording });
}

fn from_parts(birth: &Node, calendar: &str) -> Option<FuzzyDate> {
    let number = |name| birth.attribute(name).parse::<i64>().ok().filter(|n| *n > 0);
    let at = |year, month, day| in_calendar(birth, calendar, year, month, day);
    if let Some(year) = number("year") {
        let (month, day) = (number("monthOfYear"), number("dayOfMonth"));
        return at(year, month, day).or_else(|| at(year, None, None).filter(|_| month.is_none()));
    }
    let ends = [number("yearRangeFrom"), number("yearRangeTo")];
    let mut ends = ends.into_iter().flatten().filter_map(|year| at(year, None, None));
    let first = ends.next()?;
    Some(ends.next().map_or(first, |last| FuzzyDate::between(first, last)))
}

fn in_calendar(
    birth: &Node,
    calendar: &str,
    year: i64,
    month: Option<i64>,
    day: Option<i64>,
) -> Option<FuzzyDate> {
    match calendar {
        "GREGORIAN" | "" => gregorian(year, month, day),
        // "ISLAMIC" years of persons from Iran and Afghanistan are solar: 1343 is 1964, while by
        // the moon those officers would have been born in 1924.
        "ISLAMIC" if matches!(birth.attribute("countryIso2Code"), "IR" | "AF") => {
            calendar::straddling(year, SOLAR).filter(|_| month.is_none())
        }
        "ISLAMIC" => calendar::islamic(year, month, day),
        "BUDDHIST" => gregorian(year - BUDDHIST, month, day),
        "COPTIC" => calendar::straddling(year, COPTIC).filter(|_| month.is_none()),
        "ETHIOPIC" => calendar::straddling(year, ETHIOPIC).filter(|_| month.is_none()),
        _ => None,
    }
}

fn gregorian(year: i64, month: Option<i64>, day: Option<i64>) -> Option<FuzzyDate> {
    let year = i16::try_from(year).ok()?;
    let Some(month) = month else { return FuzzyDate::year(year) };
    let month = i8::try_from(month).ok()?;
    match day {
        Some(day) => FuzzyDate::day(year, month, i8::try_from(day).ok()?),
        None => FuzzyDate::month(year, month),
    }
}
