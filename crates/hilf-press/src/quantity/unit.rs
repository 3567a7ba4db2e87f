//! What a number counts: units, currencies, percentages.

use std::sync::OnceLock;

use crate::lexicon::{Phrases, rows, spellings};
use crate::token::{Kind, Token};

/// Kind of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    /// Things that are counted one by one.
    Countable,
    /// Lengths, areas, weights.
    Measure,
    /// Time.
    Time,
    /// Money.
    Money,
    /// A share.
    Percent,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Measure {
    /// Name of the unit: a word of the table in English, or an ISO 4217 code.
    pub(crate) unit: String,
    /// Its kind.
    pub(crate) kind: UnitKind,
}

impl Measure {
    /// Whether it is money or a share.
    pub(crate) fn is_money_or_share(&self) -> bool {
        matches!(self.kind, UnitKind::Money | UnitKind::Percent)
    }

    pub(super) fn money(code: &str) -> Measure {
        Measure { unit: code.to_owned(), kind: UnitKind::Money }
    }
}

fn units() -> &'static Phrases<(&'static str, UnitKind)> {
    static UNITS: OnceLock<Phrases<(&'static str, UnitKind)>> = OnceLock::new();
    UNITS.get_or_init(|| {
        Phrases::new(rows(include_str!("../../data/units.tsv")).flat_map(|row| {
            let kind = match row[1] {
                "measure" => UnitKind::Measure,
                "time" => UnitKind::Time,
                _ => UnitKind::Countable,
            };
            let unit = row[0];
            spellings(row[2]).map(move |spelling| (spelling, (unit, kind)))
        }))
    })
}

fn currencies() -> &'static Phrases<&'static str> {
    static CURRENCIES: OnceLock<Phrases<&'static str>> = OnceLock::new();
    CURRENCIES.get_or_init(|| {
        Phrases::new(rows(include_str!("../../data/currencies.tsv")).flat_map(|row| {
            let code = row[0];
            spellings(row[1]).map(move |spelling| (spelling, code))
        }))
    })
}

/// A unit at a place, `من` and the article skipped; two units joined by "and" are one:
/// `80 بلدا ومنظمة`.
pub(crate) fn unit_at(tokens: &[Token], at: usize) -> Option<(usize, Measure)> {
    // 18 “مقاتلا إرهابيا”: a quotation mark between number and unit.
    let of = usize::from(tokens.get(at).is_some_and(|token| {
        token.form == "من" || token.form == "of" || (at > 0 && token.is_quote())
    }));
    let found =
        units().at(tokens, at + of).filter(|found| !found.clitic.and && !found.clitic.preposition);
    let found = match found {
        Some(found) => found,
        // "19 الأسبوع الماضي" counts no weeks.
        None => {
            let bare = bare_unit(tokens, at + of);
            let counts = |measure: &Measure| of == 1 || measure.kind == UnitKind::Countable;
            return bare.filter(counts).map(|measure| (of + 1, measure));
        }
    };
    let (unit, kind) = *found.value;
    let mut len = of + found.len;
    let mut name = unit.to_owned();
    if let Some(other) = units().at(tokens, at + len).filter(|other| other.clitic.and)
        && kind == UnitKind::Countable
        && matches!(other.value.0, "organisation" | "delegation" | "partner")
    {
        name = format!("{unit} or {}", other.value.0);
        len += other.len;
    }
    Some((len, Measure { unit: name, kind }))
}

/// A unit with the article: `من المدنيين`.
fn bare_unit(tokens: &[Token], at: usize) -> Option<Measure> {
    let token = tokens.get(at)?;
    let bare = token.form.strip_prefix("ال")?;
    named(token, bare)
}

/// The same behind "and": `القتلى 7 والجرحى 3`.
pub(crate) fn joined_unit(tokens: &[Token], at: usize) -> Option<Measure> {
    let token = tokens.get(at)?;
    let stem = token.stems.iter().find(|stem| stem.clitic.and && !stem.clitic.preposition)?;
    named(token, stem.form.strip_prefix("ال")?)
}

/// The unit a word is without what is joined to its front.
pub(crate) fn named(token: &Token, bare: &str) -> Option<Measure> {
    let mut alone = token.clone();
    bare.clone_into(&mut alone.form);
    alone.stems.truncate(1);
    bare.clone_into(&mut alone.stems[0].form);
    let (unit, kind) = *units().at(&[alone], 0)?.value;
    Some(Measure { unit: unit.to_owned(), kind })
}

/// A currency at a place.
pub(crate) fn currency_at(tokens: &[Token], at: usize) -> Option<(usize, Measure)> {
    if let Some(found) = currencies().at(tokens, at).filter(|found| !found.clitic.and) {
        return Some((found.len, Measure::money(found.value)));
    }
    let form = |at: usize| tokens.get(at).map(|token| token.form.as_str());
    // ج.م is written with a point between the letters.
    if form(at) == Some("ج") && form(at + 1) == Some(".") && form(at + 2) == Some("م") {
        return Some((3, Measure::money("EGP")));
    }
    (form(at) == Some("c")).then(|| (1, Measure::money("cent")))
}

/// `%`, `في المئة`, `بالمائة`, `percent`.
pub(crate) fn percent_at(tokens: &[Token], at: usize) -> Option<(usize, Measure)> {
    let first = tokens.get(at)?;
    let hundred =
        |token: &Token| matches!(token.form.as_str(), "الميه" | "المايه" | "ميه" | "مايه");
    let len = if first.kind == Kind::Mark && first.form == "%" {
        1
    } else if first.form == "في" && tokens.get(at + 1).is_some_and(hundred) {
        2
    } else if matches!(first.form.as_str(), "بالميه" | "بالمايه" | "percent") {
        1
    } else if first.form == "per" && tokens.get(at + 1).is_some_and(|token| token.form == "cent") {
        2
    } else {
        return None;
    };
    Some((len, Measure { unit: "%".to_owned(), kind: UnitKind::Percent }))
}

/// What a unit of claims is called in Arabic; `None` for a word of the report itself.
///
/// ```
/// assert_eq!(hilf_press::unit_in_arabic("square kilometre").as_deref(), Some("كيلومتر مربع"));
/// ```
pub fn unit_in_arabic(unit: &str) -> Option<String> {
    if let Some((one, other)) = unit.split_once(" or ") {
        return Some(format!("{} أو {}", unit_in_arabic(one)?, unit_in_arabic(other)?));
    }
    match unit {
        "%" => return Some("٪".to_owned()),
        "number" => return Some("عدد".to_owned()),
        "time" => return Some("مرة".to_owned()),
        _ => {}
    }
    let counted = rows(include_str!("../../data/units.tsv")).map(|row| (row[0], row[2]));
    let money = rows(include_str!("../../data/currencies.tsv")).map(|row| (row[0], row[1]));
    let arabic = |name: &&str| !name.is_ascii();
    counted
        .chain(money)
        .find(|(name, _)| *name == unit)
        .and_then(|(_, all)| spellings(all).find(arabic).map(str::to_owned))
}
