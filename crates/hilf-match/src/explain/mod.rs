//! Why a score is what it is, row by row. One and the sum of the rows' effects is the score.

mod text;

use hilf_name::{
    Alignment, Bond, Charge, Element, Link, Name, Scale, Slot, Spelling, link_info, similarity,
    trace, weigh,
};
use serde::{Deserialize, Serialize};

use crate::evidence::{Evidence, Fact};
use crate::names::NameKind;
use crate::profile::EvidenceWeights;

pub use text::Lang;

/// What a row says; the names are those of the JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Rule {
    /// The parts are written alike.
    SameWord,
    /// The same letters in another script.
    OtherScript,
    /// Spelt differently, sounds alike.
    SoundsAlike,
    /// A letter mistyped, left out or swapped.
    Slip,
    /// Another reading of the word: an article glued to it, another family of spellings.
    OtherReading,
    /// Written as one word on one side and as several on the other.
    Joined,
    /// An initial.
    Initial,
    /// In the search, not in the listed name.
    NotListed,
    /// In the listed name, not in the search.
    NotSearched,
    /// Two parts that stand against each other.
    Contradiction,
    /// What agrees is too common to say much.
    CommonParts,
    /// The parts stand in another order.
    OtherOrder,
    /// Fewer than two parts of a name agree.
    OnePart,
    /// The legal forms are of different kinds.
    OtherForm,
    /// A number is missing on one side or is another.
    OtherNumber,
    /// The listed name is one word and initials.
    WordAndInitials,
    /// No part of the names agrees.
    OtherName,
    /// Father and son have changed places.
    FatherAndSon,
    /// Facts besides the name.
    BirthDateEqual,
    #[allow(missing_docs)]
    BirthDateAgrees,
    #[allow(missing_docs)]
    BirthDateSwapped,
    #[allow(missing_docs)]
    BirthDateNear,
    #[allow(missing_docs)]
    BirthDateDiffers,
    #[allow(missing_docs)]
    CountryShared,
    #[allow(missing_docs)]
    CountryDiffers,
    #[allow(missing_docs)]
    GenderDiffers,
    #[allow(missing_docs)]
    AddressShared,
    /// The same identifier alerts whatever the name.
    IdentifierEqual,
    /// A weak alias does not alert alone.
    WeakAlias,
    /// An exact full name alerts whatever the other facts.
    ExactName,
    /// A score is never above 1 nor below 0.
    Bounds,
}

/// One row of an explanation; those kept with a decision are read again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What it says.
    pub rule: Rule,
    /// The part of the search it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// The part of the listing it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listed: Option<String>,
    /// How alike the two are, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similarity: Option<f32>,
    /// Share of what the name says that this part carries, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f32>,
    /// Letters that differ: as searched `~` as listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<String>,
    /// What it adds to the score.
    pub effect: f32,
    /// The row in English.
    pub en: String,
    /// The row in Arabic.
    pub ar: String,
}

/// Why a score is what it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The name searched for.
    pub query: String,
    /// The listed name it was held against, as the list writes it.
    pub listed: String,
    /// The property that name stands in.
    pub property: &'static str,
    /// The rows; 1 and the sum of their effects is the score.
    pub rows: Vec<Row>,
}

/// A name hit with what the explanation needs of it.
pub(crate) struct NameMatch<'a> {
    pub(crate) query: &'a Name,
    pub(crate) listed: &'a Name,
    pub(crate) kind: NameKind,
    pub(crate) alignment: &'a Alignment,
    pub(crate) slots: (&'a [Slot], &'a [Slot]),
}

/// Adds up a score and its rows, rounding to thousandths so that the rows re-add exactly. Without
/// rows it adds up the same score.
pub(crate) struct Sum {
    exact: f32,
    shown: i32,
    /// What the last row added, in thousandths.
    last: i32,
    rows: Option<Vec<Row>>,
}

impl Sum {
    /// Begins with a name that agrees wholly; keeps the rows if they are wanted.
    pub(crate) fn new(with_rows: bool) -> Sum {
        Sum { exact: 1.0, shown: 1000, last: 0, rows: with_rows.then(Vec::new) }
    }

    /// The score so far.
    pub(crate) fn score(&self) -> f32 {
        self.shown as f32 / 1000.0
    }

    pub(crate) fn finish(self, of: &NameMatch<'_>) -> Explanation {
        Explanation {
            query: of.query.original.clone(),
            listed: of.listed.original.clone(),
            property: of.kind.property(),
            rows: self.rows.unwrap_or_default(),
        }
    }

    fn add(&mut self, row: impl FnOnce() -> Row, effect: f32) {
        self.exact += effect;
        let shown = (self.exact * 1000.0).round() as i32;
        self.last = shown - self.shown;
        self.shown = shown;
        if let Some(rows) = &mut self.rows {
            let mut row = row();
            row.effect = self.last as f32 / 1000.0;
            (row.en, row.ar) = text::of(&row);
            rows.push(row);
        }
    }

    /// The rows of two names.
    pub(crate) fn add_name(&mut self, of: &NameMatch<'_>) {
        let (query, listed) = of.slots;
        let mut charges = Vec::new();
        weigh(of.alignment, query, listed, &Scale::STANDARD, &mut |charge, amount| {
            charges.push((charge, amount))
        });
        let whole: f32 = query.iter().map(|s| s.info).sum::<f32>().max(f32::EPSILON);
        for (number, link) in of.alignment.links.iter().enumerate() {
            let charged = charges.iter().find(|(c, _)| *c == Charge::Doubt(number));
            let row = || {
                let mut row = link_row(link, of);
                row.share = Some(thousandths((link_info(link, query, listed) / whole).min(1.0)));
                row
            };
            self.add(row, -charged.map_or(0.0, |(_, amount)| *amount));
        }
        for (charge, amount) in charges {
            if let Some(rule) = rule_of_charge(charge) {
                self.add(|| charge_row(rule, charge, of), -amount);
            }
        }
    }

    /// The row of a fact besides the name.
    pub(crate) fn add_fact(&mut self, evidence: &Evidence, weights: &EvidenceWeights) {
        let row = || {
            let mut row = Row::of(rule_of(evidence.fact));
            row.query = Some(evidence.query.clone());
            row.listed = Some(evidence.listed.clone());
            row
        };
        self.add(row, evidence.fact.effect(weights));
    }

    /// Brings the score to at least or at most a value, saying why.
    pub(crate) fn bring_to(&mut self, score: f32, rule: Rule) {
        let effect = score - self.exact;
        self.add(|| Row::of(rule), effect);
    }

    /// Makes the last row's effect such that the score is this.
    pub(crate) fn raise_last_to(&mut self, score: f32) {
        let row = self.rows.as_mut().and_then(Vec::pop);
        self.exact -= self.last as f32 / 1000.0;
        self.shown -= self.last;
        let effect = score - self.exact;
        self.add(|| row.unwrap_or_else(|| Row::of(Rule::Bounds)), effect);
    }

    /// Keeps the score between 0 and 1.
    pub(crate) fn bound(&mut self) {
        if self.shown > 1000 {
            self.bring_to(1.0, Rule::Bounds);
        } else if self.shown < 0 {
            self.bring_to(0.0, Rule::Bounds);
        }
    }
}

impl Row {
    fn of(rule: Rule) -> Row {
        Row {
            rule,
            query: None,
            listed: None,
            similarity: None,
            share: None,
            letters: Vec::new(),
            effect: 0.0,
            en: String::new(),
            ar: String::new(),
        }
    }
}

fn rule_of(fact: Fact) -> Rule {
    match fact {
        Fact::BirthDateEqual => Rule::BirthDateEqual,
        Fact::BirthDateAgrees => Rule::BirthDateAgrees,
        Fact::BirthDateSwapped => Rule::BirthDateSwapped,
        Fact::BirthDateNear => Rule::BirthDateNear,
        Fact::BirthDateDiffers => Rule::BirthDateDiffers,
        Fact::CountryShared => Rule::CountryShared,
        Fact::CountryDiffers => Rule::CountryDiffers,
        Fact::GenderDiffers => Rule::GenderDiffers,
        Fact::AddressShared => Rule::AddressShared,
        Fact::IdentifierEqual => Rule::IdentifierEqual,
    }
}

fn link_row(link: &Link, of: &NameMatch<'_>) -> Row {
    let (query, listed) = (part(of.query, link.query), part(of.listed, link.listed));
    let pair = (element(of.query, link.query.0), element(of.listed, link.listed.0));
    let mut row = Row::of(match link.bond {
        Bond::Merged => Rule::Joined,
        Bond::Initial => Rule::Initial,
        Bond::Pair => Rule::SameWord,
    });
    if link.bond == Bond::Pair
        && let (Some(a), Some(b)) = pair
    {
        (row.rule, row.letters) = pair_rule(a, b);
    }
    row.similarity = Some(thousandths(link.similarity));
    row.query = Some(query);
    row.listed = Some(listed);
    row
}

/// Cost from which on a difference between letters is a slip, not another spelling.
const SLIP: u16 = 60;

fn pair_rule(a: &Element, b: &Element) -> (Rule, Vec<String>) {
    if a.text == b.text {
        return (Rule::SameWord, Vec::new());
    }
    let plain = similarity(&a.spelling, &b.spelling);
    let readings = |e: &Element| -> Vec<Spelling> {
        std::iter::once(&e.spelling).chain(&e.alternatives).cloned().collect()
    };
    let mut best = (plain, a.spelling.clone(), b.spelling.clone());
    for x in readings(a) {
        for y in readings(b) {
            let alike = similarity(&x, &y);
            if alike > best.0 + 0.02 {
                best = (alike, x.clone(), y);
            }
        }
    }
    let (alike, x, y) = best;
    let steps = trace(&x, &y);
    let shown = |unit: Option<hilf_name::Unit>| unit.map_or("∅", hilf_name::Unit::label);
    let letters: Vec<String> = steps
        .iter()
        .filter(|s| s.cost > 0)
        .map(|s| format!("{}~{}", shown(s.from), shown(s.to)))
        .collect();
    let rule = if alike > plain {
        Rule::OtherReading
    } else if steps.iter().any(|s| s.cost >= SLIP) {
        Rule::Slip
    } else if x.writing != y.writing {
        Rule::OtherScript
    } else {
        Rule::SoundsAlike
    };
    (rule, letters)
}

fn rule_of_charge(charge: Charge) -> Option<Rule> {
    Some(match charge {
        Charge::Doubt(_) => return None,
        Charge::QueryLeft(_) => Rule::NotListed,
        Charge::ListedLeft(_) => Rule::NotSearched,
        Charge::Conflict(..) => Rule::Contradiction,
        Charge::LegalForm(..) => Rule::OtherForm,
        Charge::Number => Rule::OtherNumber,
        Charge::Initials => Rule::WordAndInitials,
        Charge::Common => Rule::CommonParts,
        Charge::Order => Rule::OtherOrder,
        Charge::OnePart => Rule::OnePart,
        Charge::Swapped => Rule::FatherAndSon,
    })
}

fn charge_row(rule: Rule, charge: Charge, of: &NameMatch<'_>) -> Row {
    let mut row = Row::of(rule);
    match charge {
        Charge::QueryLeft(i) => row.query = Some(part(of.query, (i, 1))),
        Charge::ListedLeft(j) => row.listed = Some(part(of.listed, (j, 1))),
        Charge::Conflict(i, j) | Charge::LegalForm(i, j) => {
            row.query = Some(part(of.query, (i, 1)));
            row.listed = Some(part(of.listed, (j, 1)));
        }
        _ => {}
    }
    row
}

fn element(name: &Name, place: u8) -> Option<&Element> {
    name.elements.get(usize::from(place))
}

/// The elements as the original writes them.
fn part(name: &Name, (first, count): (u8, u8)) -> String {
    let first = usize::from(first);
    let elements = name.elements.get(first..first + usize::from(count)).unwrap_or_default();
    let range = match (elements.first(), elements.last()) {
        (Some(a), Some(b)) => a.range.start.min(b.range.start)..b.range.end.max(a.range.end),
        _ => return String::new(),
    };
    match name.original.get(range) {
        Some(text) => text.to_owned(),
        None => elements.iter().map(|e| e.text.as_str()).collect::<Vec<_>>().join(" "),
    }
}

fn thousandths(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}
