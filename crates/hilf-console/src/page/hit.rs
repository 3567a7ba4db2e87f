//! A hit as people read it.

use hilf_match::{Explanation, Hit, Row, Rule};
use hilf_node::Live;

use crate::fields::segment;
use crate::inquiry::Inquiry;
use crate::say::{Text, search};
use crate::show::{Html, Sheet, Ui, shown_name};

/// Whether a row speaks for the two being the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// It does.
    For,
    /// In part.
    Partly,
    /// It speaks against.
    Against,
    /// It says nothing about the two.
    Neutral,
}

impl Side {
    /// The side a rule is on.
    pub(crate) fn of(rule: Rule) -> Side {
        use Rule as R;
        match rule {
            R::SameWord
            | R::OtherScript
            | R::SoundsAlike
            | R::OtherReading
            | R::Joined
            | R::BirthDateEqual
            | R::BirthDateAgrees
            | R::CountryShared
            | R::AddressShared
            | R::IdentifierEqual
            | R::ExactName => Side::For,
            R::Slip | R::Initial | R::BirthDateNear | R::BirthDateSwapped | R::OtherOrder => {
                Side::Partly
            }
            R::Bounds => Side::Neutral,
            _ => Side::Against,
        }
    }

    /// As the style sheet knows it.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Side::For => "for",
            Side::Partly => "partly",
            Side::Against => "against",
            Side::Neutral => "neutral",
        }
    }

    /// A sign besides the colour.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Side::For => "✓",
            Side::Partly => "≈",
            Side::Against => "✗",
            Side::Neutral => "·",
        }
    }

    /// In a word.
    pub(crate) fn word(self) -> Text {
        match self {
            Side::For => search::FOR,
            Side::Partly => search::PARTLY,
            Side::Against => search::AGAINST,
            Side::Neutral => search::RULE,
        }
    }
}

/// A row of an explanation.
pub(crate) struct Reason {
    pub(crate) side: Side,
    pub(crate) text: Html,
    pub(crate) effect: String,
    /// Percent of the name's weight that the part carries; empty for rows that are about no part.
    pub(crate) share: String,
}

impl Reason {
    /// The row in the reader's language.
    pub(crate) fn of(ui: &Ui, row: &Row) -> Reason {
        let share = row.share.map(|share| ui.own(&format!("{:.0}", share * 100.0)));
        Reason {
            side: Side::of(row.rule),
            text: Html::quoting(
                row.text(ui.lang),
                |own| ui.own(own),
                |part| told(ui, row.rule, part),
            ),
            effect: ui.effect(row.effect),
            share: share.unwrap_or_default(),
        }
    }
}

/// What a row is about, as people read it: codes of countries by their names, dates in words.
pub(crate) fn told(ui: &Ui, rule: Rule, part: &str) -> Html {
    match rule {
        Rule::CountryShared | Rule::CountryDiffers => {
            let names: Vec<String> = part.split(", ").map(|code| ui.country(code)).collect();
            let mark = if ui.is_arabic() { "، " } else { ", " };
            Html::element("bdi", &[], &Html::text(&names.join(mark)))
        }
        Rule::BirthDateEqual
        | Rule::BirthDateAgrees
        | Rule::BirthDateSwapped
        | Rule::BirthDateNear
        | Rule::BirthDateDiffers => ui.date(part),
        Rule::GenderDiffers => match crate::say::field::of_value("gender", part) {
            Some(text) => Html::text(ui.t(text)),
            None => shown_name(part, None),
        },
        _ => shown_name(part, None),
    }
}

/// A hit in a list of results.
pub(crate) struct HitView {
    pub(crate) score: String,
    /// Score from 0 to 100, for a meter.
    pub(crate) level: u8,
    pub(crate) band: Text,
    pub(crate) band_class: &'static str,
    pub(crate) sheet: Sheet,
    pub(crate) matched: Html,
    pub(crate) why: Vec<Reason>,
    pub(crate) rest: u64,
    pub(crate) compare: String,
    pub(crate) entry: String,
}

/// Rows shown with a result.
const WHY_MAX: usize = 4;

impl HitView {
    /// A hit of a look-up.
    pub(crate) fn of(ui: &Ui, live: &Live, inquiry: &Inquiry, hit: &Hit) -> HitView {
        let id = hit.record.entity.id();
        let rows = telling(&hit.explanation);
        let band = hit.band.as_deref().filter(|_| hit.is_match);
        HitView {
            score: ui.score(hit.score),
            level: (hit.score * 100.0).round() as u8,
            band: search::band(band),
            band_class: band_class(band),
            sheet: Sheet::of(ui, live, hit.ordinal, &hit.record),
            matched: shown_name(&hit.explanation.listed, None),
            rest: hit.explanation.rows.len().saturating_sub(rows.len()) as u64,
            why: rows.into_iter().map(|row| Reason::of(ui, row)).collect(),
            compare: ui.path(&format!("/compare{}", inquiry.query(("entity", id)))),
            entry: entry_path(ui, inquiry, id),
        }
    }
}

/// The path of an entity's page, with the purpose it is looked at for.
pub(crate) fn entry_path(ui: &Ui, inquiry: &Inquiry, id: &str) -> String {
    let purpose = [("purpose", inquiry.purpose.as_str()), ("reference", &inquiry.reference)];
    ui.path(&format!("/entity/{}{}", segment(id), crate::fields::query(&purpose)))
}

/// The style of a band.
pub(crate) fn band_class(band: Option<&str>) -> &'static str {
    match band {
        Some("strong") => "strong",
        Some("probable") => "probable",
        Some(_) => "possible",
        None => "below",
    }
}

/// The rows that tell most: what agrees by its weight, what speaks against by its effect, half
/// and half, in the order of the explanation.
fn telling(explanation: &Explanation) -> Vec<&Row> {
    let weight = |row: &Row| row.effect.abs() + row.share.unwrap_or(0.0) / 4.0;
    let mut order: Vec<usize> = (0..explanation.rows.len()).collect();
    order.sort_by(|a, b| weight(&explanation.rows[*b]).total_cmp(&weight(&explanation.rows[*a])));
    let side = |place: &usize| Side::of(explanation.rows[*place].rule) == Side::Against;
    let (against, agreeing): (Vec<usize>, Vec<usize>) = order.into_iter().partition(side);
    let half = WHY_MAX / 2;
    let room = (WHY_MAX - against.len().min(half)).min(agreeing.len());
    let mut chosen: Vec<usize> = agreeing.into_iter().take(room).collect();
    chosen.extend(against.into_iter().take(WHY_MAX - room));
    chosen.sort_unstable();
    chosen.into_iter().map(|place| &explanation.rows[place]).collect()
}
