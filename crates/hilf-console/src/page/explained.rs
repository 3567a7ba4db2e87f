//! Why two names score as they do, as people read it.

use hilf_match::{Row, Rule};

use super::hit::{Reason, Side, band_class, told};
use super::letters::{Letter, letters};
use crate::say::{Text, compare, search};
use crate::show::{Html, Ui, shown_name};

/// A comparison to be told: that of a hit, or one that was kept with an alert.
pub(crate) struct Compared<'a> {
    pub(crate) query: &'a str,
    pub(crate) listed: &'a str,
    pub(crate) rows: &'a [Row],
    pub(crate) score: f32,
    /// The band, if the score alerts.
    pub(crate) band: Option<&'a str>,
}

/// The names of both and why they score as they do.
pub(crate) struct Names {
    pub(crate) score: String,
    pub(crate) level: u8,
    pub(crate) band: Text,
    pub(crate) band_class: &'static str,
    pub(crate) query: Vec<Chip>,
    pub(crate) listed: Vec<Chip>,
    pub(crate) rows: Vec<RowView>,
}

/// A piece of a name.
pub(crate) struct Chip {
    pub(crate) text: Html,
    /// The side its row is on; empty for pieces no row is about.
    pub(crate) class: &'static str,
    pub(crate) sign: &'static str,
    /// Number of the row that joins it with its counterpart.
    pub(crate) number: String,
}

/// A row of the explanation.
pub(crate) struct RowView {
    pub(crate) number: String,
    pub(crate) reason: Reason,
    pub(crate) verdict: Text,
    pub(crate) query: Option<Html>,
    pub(crate) listed: Option<Html>,
    pub(crate) letters: Vec<Letter>,
}

/// The names of both, piece by piece, and the rows.
pub(crate) fn names(ui: &Ui, of: &Compared<'_>) -> Names {
    let pieces =
        |whole: &str, part: &dyn Fn(&Row) -> Option<String>| chips(ui, whole, of.rows, part);
    Names {
        score: ui.score(of.score),
        level: (of.score * 100.0).round() as u8,
        band: search::band(of.band),
        band_class: band_class(of.band),
        query: pieces(of.query, &|row| row.query.clone()),
        listed: pieces(of.listed, &|row| row.listed.clone()),
        rows: (1..).zip(of.rows).map(|(number, row)| row_view(ui, number, row)).collect(),
    }
}

/// Whether a row is about parts of the names, not about facts besides them.
fn is_of_name(rule: Rule) -> bool {
    fact_of(rule).is_none()
}

/// The pieces of a name in their order, each with the row it is in.
fn chips(ui: &Ui, whole: &str, rows: &[Row], part: &dyn Fn(&Row) -> Option<String>) -> Vec<Chip> {
    let mut taken: Vec<(std::ops::Range<usize>, usize)> = Vec::new();
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| is_of_name(row.rule)) {
        let Some(text) = part(row).filter(|text| !text.is_empty()) else { continue };
        let found = whole.match_indices(text.as_str()).map(|(at, _)| at..at + text.len());
        let free = |range: &std::ops::Range<usize>| {
            taken.iter().all(|(other, _)| range.end <= other.start || other.end <= range.start)
        };
        if let Some(range) = found.into_iter().find(free) {
            taken.push((range, place));
        }
    }
    taken.sort_by_key(|(range, _)| range.start);
    let mut chips = Vec::new();
    let mut at = 0;
    let rest = |from: usize, to: usize, chips: &mut Vec<Chip>| {
        let text = whole.get(from..to).unwrap_or_default().trim();
        if !text.is_empty() {
            chips.push(Chip {
                text: shown_name(text, None),
                class: "",
                sign: "",
                number: String::new(),
            });
        }
    };
    for (range, place) in taken {
        rest(at, range.start, &mut chips);
        at = range.end;
        let side = Side::of(rows[place].rule);
        chips.push(Chip {
            text: shown_name(whole.get(range).unwrap_or_default(), None),
            class: side.class(),
            sign: side.sign(),
            number: ui.number(place as u64 + 1),
        });
    }
    rest(at, whole.len(), &mut chips);
    chips
}

fn row_view(ui: &Ui, number: u64, row: &Row) -> RowView {
    let places = match (&row.query, &row.listed, row.rule) {
        (Some(query), Some(listed), rule) if row.similarity.is_some() && rule != Rule::SameWord => {
            letters(query, listed)
        }
        _ => Vec::new(),
    };
    let shown = |text: &Option<String>| text.as_deref().map(|text| told(ui, row.rule, text));
    RowView {
        number: ui.number(number),
        reason: Reason::of(ui, row),
        verdict: compare::of_rule(row.rule),
        query: shown(&row.query),
        listed: shown(&row.listed),
        letters: places,
    }
}

/// The fact that a rule is about.
pub(crate) fn fact_of(rule: Rule) -> Option<&'static str> {
    use Rule as R;
    match rule {
        R::BirthDateEqual
        | R::BirthDateAgrees
        | R::BirthDateSwapped
        | R::BirthDateNear
        | R::BirthDateDiffers => Some("birthDate"),
        R::CountryShared | R::CountryDiffers => Some("nationality"),
        R::GenderDiffers => Some("gender"),
        R::AddressShared => Some("address"),
        R::IdentifierEqual => Some("idNumber"),
        _ => None,
    }
}
