//! Quantities: a number with how it is bounded and what it counts.

mod dual;
mod unit;

use std::ops::Range;
use std::sync::OnceLock;

use crate::lexicon::Phrases;
use crate::number::{Numeral, numeral_at};
use crate::token::{Kind, Token, tokens};
pub use unit::unit_in_arabic;
pub(crate) use unit::{Measure, UnitKind, currency_at, joined_unit, named, percent_at, unit_at};

/// How a number bounds what is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Comparator {
    /// Exactly.
    Eq,
    /// More than.
    Gt,
    /// At least.
    Ge,
    /// Less than.
    Lt,
    /// At most, or reaching up to.
    Le,
    /// About.
    Approx,
    /// From one number to another.
    Between,
}

/// A quantity in a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    /// All its tokens, comparator and unit included.
    pub(crate) tokens: Range<usize>,
    /// Tokens of the number itself.
    pub(crate) number: Range<usize>,
    /// The number; the lower one of a range.
    pub(crate) value: f64,
    /// The upper one of a range.
    pub(crate) to: Option<f64>,
    /// Another reading of the digits.
    pub(crate) alternative: Option<f64>,
    /// Every comparator said, the outermost first.
    pub(crate) comparators: Vec<Comparator>,
    /// What is counted.
    pub(crate) measure: Option<Measure>,
    /// Whether the number is only a class: dozens, hundreds, thousands.
    pub(crate) indefinite: bool,
}

impl Quantity {
    /// The comparator nearest to the number; `Eq` where none is said.
    pub(crate) fn comparator(&self) -> Comparator {
        self.comparators.last().copied().unwrap_or(Comparator::Eq)
    }
}

/// Comparators that stand before the number.
fn before() -> &'static Phrases<Comparator> {
    static BEFORE: OnceLock<Phrases<Comparator>> = OnceLock::new();
    BEFORE.get_or_init(|| {
        let rows = [
            (
                "أكثر من|اكثر من|أزيد من|ما يزيد على|ما يزيد عن|مايزيد عن|مايزيد على|يزيد على|يزيد عن|تزيد على|تزيد عن|يفوق|\
                 تفوق|ما يفوق|تجاوز|تجاوزت|فاق|فاقت|يتجاوز|تتجاوز|فوق|أعلى من|نيف|زاد على|زاد عن|زادت على|\
                 زادت عن|more than|over|above|exceeding|in excess of",
                Comparator::Gt,
            ),
            (
                "ما لا يقل عن|مالا يقل عن|ما لايقل عن|مالايقل عن|لا يقل عن|لا تقل عن|ما لا يقل على|على الأقل|بحد أدنى|at least|no fewer than",
                Comparator::Ge,
            ),
            ("أقل من|دون|تحت|ما دون|ما يقل عن|less than|under|below|fewer than", Comparator::Lt),
            (
                "ما لا يزيد على|ما لا يزيد عن|مالا يزيد عن|ما يصل إلى|لا يزيد عن|لا يزيد على|لا تزيد عن|لا يتجاوز|لا تتجاوز|\
                 لم يتجاوز|لم تتجاوز|لن يتجاوز|لن تتجاوز|لم يزد على|لم يزد عن|لم تزد على|لم تزد عن|لا يفوق|لا تفوق|لا تزيد على|\
                 لا يتعدى|لا تتعدى|تصل إلى|يصل إلى|تصل الى|بحد أقصى|up to|at most|no more than",
                Comparator::Le,
            ),
            (
                "نحو|حوالي|حوالى|قرابة|زهاء|ما يقارب|يقارب|تقارب|ما يقرب من|يقرب من|بحدود|في حدود|\
                 ما يناهز|يناهز|تناهز|ناهز|ناهزت|قارب|قاربت|تقريبا|about|around|approximately|nearly|some|roughly|almost",
                Comparator::Approx,
            ),
        ];
        Phrases::new(rows.into_iter().flat_map(|(row, comparator)| {
            row.split('|').map(move |phrase| (phrase.trim(), comparator))
        }))
    })
}

/// Comparators that stand after the quantity.
fn after() -> &'static Phrases<Comparator> {
    static AFTER: OnceLock<Phrases<Comparator>> = OnceLock::new();
    AFTER.get_or_init(|| {
        Phrases::new([
            ("على الأقل", Comparator::Ge),
            ("كحد أدنى", Comparator::Ge),
            ("at least", Comparator::Ge),
            ("أو أكثر", Comparator::Ge),
            ("كحد أقصى", Comparator::Le),
            ("على الأكثر", Comparator::Le),
            ("at most", Comparator::Le),
            ("تقريبا", Comparator::Approx),
            ("ونيف", Comparator::Gt),
        ])
    })
}

/// Words for an uncertain number, as its lower bound.
fn classes() -> &'static Phrases<f64> {
    static CLASSES: OnceLock<Phrases<f64>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        Phrases::new([
            ("بضع", 3.0),
            ("بضعة", 3.0),
            ("عشرات", 20.0),
            ("العشرات من", 20.0),
            ("dozens of", 24.0),
            ("مئات", 200.0),
            ("المئات من", 200.0),
            ("hundreds of", 200.0),
            ("آلاف", 2000.0),
            ("الآلاف من", 2000.0),
            ("عشرات الآلاف", 20_000.0),
            ("مئات الآلاف", 200_000.0),
            ("thousands of", 2000.0),
            ("ملايين", 2e6),
            ("الملايين من", 2e6),
            ("millions of", 2e6),
            ("مليارات", 2e9),
            ("billions of", 2e9),
        ])
    })
}

/// Every quantity of a text, in order. `masked` tokens (dates, times) are not read as numbers.
pub(crate) fn quantities(tokens: &[Token], masked: &[bool]) -> Vec<Quantity> {
    let ends = comparator_ends(tokens);
    let mut out: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let taken = masked.get(at).copied().unwrap_or(false);
        let found = if taken { None } else { core_at(tokens, at) };
        let Some(mut quantity) = found else {
            at += 1;
            continue;
        };
        at = quantity.tokens.end;
        let floor = out.last().map_or(0, |last| last.tokens.end);
        take_comparators(&mut quantity, &ends, floor);
        // "107 أشخاص آخرين على الأقل"
        let others = usize::from(tokens.get(at).is_some_and(|token| {
            matches!(token.form.as_str(), "اخرين" | "اخرون" | "اخر" | "اخرا" | "اخري")
        }));
        let others = if after().at(tokens, at + others).is_some() { others } else { 0 };
        at += others;
        if let Some(found) = after().at(tokens, at) {
            quantity.comparators.push(*found.value);
            quantity.tokens.end += others + found.len;
            at = quantity.tokens.end;
        }
        out.push(quantity);
    }
    out
}

/// For each token, the comparator phrases that end right before it.
fn comparator_ends(tokens: &[Token]) -> Vec<Option<(usize, Comparator)>> {
    let mut ends = vec![None; tokens.len() + 1];
    for at in 0..tokens.len() {
        if let Some(found) = before().at(tokens, at) {
            let end = &mut ends[at + found.len];
            // A longer phrase began earlier and stays: "ما لا يزيد على", not "يزيد على".
            if end.is_none() {
                *end = Some((at, *found.value));
            }
        }
    }
    ends
}

fn take_comparators(quantity: &mut Quantity, ends: &[Option<(usize, Comparator)>], floor: usize) {
    while let Some((start, comparator)) =
        ends[quantity.tokens.start].filter(|(start, _)| *start >= floor)
    {
        quantity.comparators.insert(0, comparator);
        quantity.tokens.start = start;
    }
}

/// A number with its unit or sign, without comparators.
fn core_at(tokens: &[Token], at: usize) -> Option<Quantity> {
    if let Some(range) = range_at(tokens, at) {
        return Some(range);
    }
    // كميات is no مئات with a particle.
    let seated = |token: &Token| token.seat || !token.form.contains("ميات");
    if let Some(class) = classes().at(tokens, at).filter(|_| seated(&tokens[at])) {
        let start = at + class.len;
        let of = usize::from(tokens.get(start).is_some_and(|token| token.form == "من"));
        let measure = measure_at(tokens, start + of);
        if numeral_at(tokens, at).is_none_or(|numeral| numeral.len == class.len) {
            let len = measure.as_ref().map_or(0, |(len, _)| of + len);
            return Some(Quantity {
                tokens: at..start + len,
                number: at..start,
                value: *class.value,
                to: None,
                alternative: None,
                comparators: vec![Comparator::Ge],
                measure: measure.map(|(_, measure)| measure),
                indefinite: true,
            });
        }
    }
    if let Some(measure) = dual::said_twice(tokens, at) {
        let two = Numeral { len: 2, value: 2.0, alternative: None };
        return Some(Quantity { measure: Some(measure), ..plain(at, &two) });
    }
    if let Some(measure) = dual::one_more(tokens, at) {
        let one = Numeral { len: 2, value: 1.0, alternative: None };
        return Some(Quantity { measure: Some(measure), ..plain(at, &one) });
    }
    if let Some(measure) = dual::dual_at(tokens, at) {
        let two = Numeral { len: 1, value: 2.0, alternative: None };
        return Some(Quantity { measure: Some(measure), ..plain(at, &two) });
    }
    let sign = sign_at(tokens, at);
    let start = at + usize::from(sign.is_some());
    let numeral = numeral_at(tokens, start)?;
    let mut quantity = plain(start, &numeral);
    quantity.tokens.start = at;
    finish(tokens, &mut quantity, sign);
    upper_end(tokens, &mut quantity);
    Some(quantity)
}

fn plain(start: usize, numeral: &Numeral) -> Quantity {
    let end = start + numeral.len;
    Quantity {
        tokens: start..end,
        number: start..end,
        value: numeral.value,
        to: None,
        alternative: numeral.alternative,
        comparators: Vec::new(),
        measure: None,
        indefinite: false,
    }
}

fn sign_at(tokens: &[Token], at: usize) -> Option<Measure> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Mark)?;
    let code = match token.form.as_str() {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¢" => "cent",
        _ => return None,
    };
    Some(Measure::money(code))
}

/// What follows a number: a sign, a percentage, a currency with its cents, or a unit.
fn finish(tokens: &[Token], quantity: &mut Quantity, sign: Option<Measure>) {
    let at = quantity.tokens.end;
    if let Some(measure) = sign {
        quantity.measure = Some(measure);
        // "$20 43" is twenty dollars and forty-three cents.
        if let Some(cents) = tokens.get(at).filter(|t| t.kind == Kind::Number && t.form.len() == 2)
        {
            add_cents(quantity, cents.form.parse().unwrap_or(0.0), 1);
        }
        return;
    }
    if let Some((len, measure)) = measure_at(tokens, at) {
        quantity.tokens.end += len;
        if measure.kind == UnitKind::Countable || measure.kind == UnitKind::Measure {
            // Nobody counts people in thousandths: three digits after a point are thousands.
            if let Some(other) = quantity.alternative.take_if(|other| other.fract() == 0.0) {
                quantity.alternative = Some(std::mem::replace(&mut quantity.value, other));
            }
        }
        let money = measure.kind == UnitKind::Money;
        quantity.measure = Some(measure);
        if money {
            cents(tokens, quantity);
        }
    }
}

fn measure_at(tokens: &[Token], at: usize) -> Option<(usize, Measure)> {
    if let Some(sign) = sign_at(tokens, at) {
        return Some((1, sign));
    }
    percent_at(tokens, at).or_else(|| currency_at(tokens, at)).or_else(|| unit_at(tokens, at))
}

fn cents(tokens: &[Token], quantity: &mut Quantity) {
    let at = quantity.tokens.end;
    let and = usize::from(tokens.get(at).is_some_and(|token| token.form == "و"));
    let Some(numeral) = numeral_at(tokens, at + and).filter(|n| n.value < 100.0) else { return };
    let end = at + and + numeral.len;
    let small = tokens.get(end).is_some_and(|token| token.form == "c")
        || sign_at(tokens, end).is_some_and(|sign| sign.unit == "cent")
        || currency_at(tokens, end).is_some_and(|(_, measure)| measure.unit == "cent");
    if small {
        add_cents(quantity, numeral.value, and + numeral.len + 1);
    }
}

fn add_cents(quantity: &mut Quantity, cents: f64, len: usize) {
    quantity.value = ((quantity.value * 100.0).round() + cents) / 100.0;
    quantity.tokens.end += len;
}

/// `من 10 إلى 20 دولار`, `بين عشرة وعشرين`, `ما بين 10 و20`.
fn range_at(tokens: &[Token], at: usize) -> Option<Quantity> {
    let form = |at: usize| tokens.get(at).map(|token| token.form.as_str());
    let lead = match (form(at)?, form(at + 1)) {
        ("ما", Some("بين")) => 2,
        ("من" | "بين" | "between" | "from", _) => 1,
        _ => return None,
    };
    let first = numeral_at(tokens, at + lead)?;
    let mut next = at + lead + first.len;
    let joined = tokens.get(next)?;
    if matches!(joined.form.as_str(), "الي" | "و" | "حتي" | "-" | "and" | "to") {
        next += 1;
    } else if !joined
        .stems
        .iter()
        .any(|s| s.form != joined.form && (s.clitic.and || s.clitic.preposition))
    {
        return None;
    }
    let second = numeral_at(tokens, next).filter(|second| second.value > first.value)?;
    let mut quantity = plain(next, &second);
    finish(tokens, &mut quantity, None);
    let low = share_scale(first.value, second.value);
    Some(Quantity {
        tokens: at..quantity.tokens.end,
        number: at + lead..quantity.number.end,
        to: Some(quantity.value),
        value: low,
        alternative: None,
        comparators: vec![Comparator::Between],
        ..quantity
    })
}

/// "من 3 إلى 5 ملايين" is three million to five million.
fn share_scale(low: f64, high: f64) -> f64 {
    let scale = [1e9, 1e6, 1e3].into_iter().find(|scale| high >= *scale && high / scale < 1000.0);
    match scale {
        Some(scale) if low < 1000.0 && low < high / scale => low * scale,
        _ => low,
    }
}

/// `10-20 دولار`, `10$-20$`.
fn upper_end(tokens: &[Token], quantity: &mut Quantity) {
    let at = quantity.tokens.end;
    // "30 إلى 35 بالمئة": the unit is said behind the upper one.
    let to = tokens.get(at).is_some_and(|token| token.form == "الي") && quantity.measure.is_none();
    if !to && !tokens.get(at).is_some_and(|token| token.is("-")) {
        return;
    }
    let Some(second) = numeral_at(tokens, at + 1).filter(|second| second.value > quantity.value)
    else {
        return;
    };
    let mut upper = plain(at + 1, &second);
    finish(tokens, &mut upper, None);
    if to && (upper.measure.is_none() || second.value > 10.0 * quantity.value) {
        return;
    }
    quantity.tokens.end = upper.tokens.end;
    quantity.number.end = upper.number.end;
    quantity.value = share_scale(quantity.value, upper.value);
    quantity.to = Some(upper.value);
    quantity.measure = quantity.measure.take().or(upper.measure);
    quantity.comparators.push(Comparator::Between);
}

/// An amount of money as a text states it.
#[derive(Debug, Clone, PartialEq)]
pub struct Money {
    /// The amount; the lower one of a range.
    pub value: f64,
    /// The upper one of a range.
    pub to: Option<f64>,
    /// ISO 4217 code, or the plain name where the country is left open.
    pub currency: String,
    /// How it is bounded.
    pub comparator: Comparator,
}

/// The amount of money a text is.
///
/// ```
/// let money = hilf_press::parse_money("أقل من سبعة يورو").unwrap();
/// assert_eq!((money.value, money.currency.as_str()), (7.0, "EUR"));
/// ```
pub fn parse_money(text: &str) -> Option<Money> {
    let all = tokens(text.trim());
    let found = quantities(&all, &[]);
    let [quantity] = &found[..] else { return None };
    let dot = all.last().is_some_and(|token| token.is(".")) && quantity.tokens.end + 1 == all.len();
    let whole = quantity.tokens.start == 0 && (quantity.tokens.end == all.len() || dot);
    let measure = quantity.measure.as_ref().filter(|measure| measure.kind == UnitKind::Money)?;
    whole.then(|| Money {
        value: quantity.value,
        to: quantity.to,
        currency: measure.unit.clone(),
        comparator: if quantity.to.is_some() { Comparator::Between } else { quantity.comparator() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> (f64, Comparator, String) {
        let all = tokens(text);
        let found = quantities(&all, &[]);
        let first = &found[0];
        let unit = first.measure.as_ref().map_or(String::new(), |m| m.unit.clone());
        (first.value, first.comparator(), unit)
    }

    #[test]
    fn comparators_units_and_percentages() {
        assert_eq!(one("ممثلي أكثر من 80 بلدا"), (80.0, Comparator::Gt, "country".to_owned()));
        assert_eq!(one("ما لا يقل عن ثلاثين قتيلا"), (30.0, Comparator::Ge, "killed".to_owned()));
        assert_eq!(one("ما يزيد على 171 مليار دولار"), (171e9, Comparator::Gt, "USD".to_owned()));
        assert_eq!(one("نحو 48 في المئة من"), (48.0, Comparator::Approx, "%".to_owned()));
        assert_eq!(one("ما لا يزيد على مئتي مقاتل"), (200.0, Comparator::Le, "fighter".to_owned()));
        assert_eq!(one("3.461 قتيلا"), (3461.0, Comparator::Eq, "killed".to_owned()));
    }

    #[test]
    fn comparators_stack() {
        let all = tokens("تصل إلى نحو ملياري دولار");
        let found = quantities(&all, &[]);
        assert_eq!(found[0].comparators, [Comparator::Le, Comparator::Approx]);
        assert_eq!(found[0].value, 2e9);
    }

    #[test]
    fn ranges_have_two_ends() {
        let all = tokens("بين 3 و5 ملايين دولار");
        let found = quantities(&all, &[]);
        assert_eq!((found[0].value, found[0].to), (3e6, Some(5e6)));
        let all = tokens("نحو 15 إلى 20 بالمئة لقوا حتفهم");
        let found = quantities(&all, &[]);
        assert_eq!((found.len(), found[0].value, found[0].to), (1, 15.0, Some(20.0)));
        assert_eq!(quantities(&tokens("انتقل 40 إلى المدينة"), &[]).len(), 1);
    }

    #[test]
    fn a_dual_counts_victims_and_acts_and_not_the_two_sides() {
        assert_eq!(one("مقتل جنديين في هجوم"), (2.0, Comparator::Eq, "soldier".to_owned()));
        assert_eq!(one("مقتل عسكريين اثنين"), (2.0, Comparator::Eq, "soldier".to_owned()));
        assert_eq!(one("لقي شخصان مصرعهما"), (2.0, Comparator::Eq, "person".to_owned()));
        assert_eq!(one("إثر هجومين انتحاريين"), (2.0, Comparator::Eq, "attack".to_owned()));
        let row = quantities(&tokens("من 15 دولة إفريقية ودولتين من أمريكا"), &[]);
        assert_eq!(row[1].value, 2.0);
        for text in ["بين البلدين", "زار رجلان المدينة", "اتفقت دولتان على التعاون"]
        {
            assert!(quantities(&tokens(text), &[]).is_empty(), "{text}");
        }
    }

    #[test]
    fn one_more_beside_a_count_and_two_of_those_counted() {
        let row = quantities(&tokens("ثلاثة أشخاص وكيانا واحدا إلى قائمتها"), &[]);
        assert_eq!((row.len(), row[1].value), (2, 1.0));
        assert_eq!(row[1].measure.as_ref().unwrap().unit, "entity");
        let two = quantities(&tokens("6 نساء و18 طفلا، بينهم يتيمان."), &[]);
        assert_eq!((two.len(), two[2].value), (3, 2.0));
        assert!(quantities(&tokens("وقف رجلا واحدا هناك"), &[])[0].measure.is_none());
        assert_eq!(
            one("إثر انفجار عبوتين ناسفتين"),
            (2.0, Comparator::Eq, "explosive device".to_owned())
        );
    }

    #[test]
    fn a_class_is_a_lower_bound() {
        let all = tokens("قتل عشرات الآلاف من المدنيين");
        let found = quantities(&all, &[]);
        assert!(found[0].indefinite && found[0].value == 20_000.0);
    }
}
