//! Values that stand in the file once and are referred to by number, and spans of days.

use std::collections::HashMap;

use hilf_entity::FuzzyDate;

use crate::xml::Node;

/// The reference values of an advanced file. Numbers are the publisher's and may change, so they
/// are looked up in the file that uses them and never known here.
#[derive(Debug, Default)]
pub(super) struct References {
    values: HashMap<(String, String), Value>,
}

#[derive(Debug)]
struct Value {
    text: String,
    /// The value this one belongs to: the party type of a sub-type.
    parent: String,
}

impl References {
    /// Takes a `ReferenceValueSets` element.
    pub(super) fn add(&mut self, sets: &Node) {
        for value in sets.children.iter().flat_map(|set| &set.children) {
            let parent = value.attribute("PartyTypeID").to_owned();
            let key = (value.name.clone(), value.attribute("ID").to_owned());
            self.values.insert(key, Value { text: value.text().to_owned(), parent });
        }
    }

    /// The text of a value of a kind (`AliasType`, `Country` …); empty if there is none.
    pub(super) fn text(&self, kind: &str, id: &str) -> &str {
        self.value(kind, id).map_or("", |value| &value.text)
    }

    /// Type of a party: its sub-type where that says something, else the type it belongs to.
    pub(super) fn party_type(&self, sub_type: &str) -> &str {
        match self.value("PartySubType", sub_type) {
            Some(value) if matches!(value.text.as_str(), "" | "Unknown") => {
                self.text("PartyType", &value.parent)
            }
            Some(value) => &value.text,
            None => "",
        }
    }

    fn value(&self, kind: &str, id: &str) -> Option<&Value> {
        self.values.get(&(kind.to_owned(), id.to_owned()))
    }
}

/// The date that a span of days means: 1 January to 31 December says that only the year is known.
pub(super) fn span(from: FuzzyDate, to: FuzzyDate) -> FuzzyDate {
    let (first, last) = (from.earliest(), to.latest());
    if first == last {
        return from;
    }
    let whole_years = first == first.first_of_year() && last == last.last_of_year();
    let whole_month = first == first.first_of_month() && last == first.last_of_month();
    let year = |date: jiff::civil::Date| FuzzyDate::year(date.year());
    let named = match (whole_years, whole_month) {
        (true, _) if first.year() == last.year() => year(first),
        (true, _) => year(first).zip(year(last)).map(|(a, b)| FuzzyDate::between(a, b)),
        (false, true) => FuzzyDate::month(first.year(), first.month()),
        _ => None,
    };
    named.unwrap_or_else(|| FuzzyDate::between(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_whole_years_and_months_are_years_and_months() {
        let edtf = |from: &str, to: &str| {
            span(FuzzyDate::parse(from).unwrap(), FuzzyDate::parse(to).unwrap()).to_edtf()
        };
        assert_eq!(edtf("1962-01-01", "1962-12-31"), "1962");
        assert_eq!(edtf("1962-01-01", "1963-12-31"), "1962/1963");
        assert_eq!(edtf("1962-02-01", "1962-02-28"), "1962-02");
        assert_eq!(edtf("1962-02-03", "1962-02-03"), "1962-02-03");
        assert_eq!(edtf("1962-02-03", "1962-03-01"), "1962-02-03/1962-03-01");
    }
}
