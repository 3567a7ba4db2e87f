//! Two of something in one word: `مقتل جنديين`, `هجومان`.

use std::sync::OnceLock;

use super::unit::{Measure, UnitKind};
use crate::lexicon::{Phrases, Words, rows, spellings};
use crate::token::{Kind, Token};

/// When a dual counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Beside a word of harm, or in a row of counts.
    Victim,
    /// Always.
    Act,
    /// In a row of counts.
    Row,
}

fn duals() -> &'static Phrases<(&'static str, Shape)> {
    static DUALS: OnceLock<Phrases<(&'static str, Shape)>> = OnceLock::new();
    DUALS.get_or_init(|| {
        Phrases::new(rows(include_str!("../../data/duals.tsv")).flat_map(|row| {
            let shape = match row[1] {
                "victim" => Shape::Victim,
                "act" => Shape::Act,
                _ => Shape::Row,
            };
            let unit = row[0];
            spellings(row[2]).map(move |spelling| (spelling, (unit, shape)))
        }))
    })
}

static HARM: Words = Words::new(
    "مقتل قتل قتلت قتلا قتلوا يقتل تصفية تحييد مصرع مصرعه مصرعهم مصرعهما لقي أصيب أصيبا أصيبوا أصيبت إصابة أصاب أصابت جرح جرحت جرحا \
     استشهد استشهاد اعتقل اعتقلت اعتقال توقيف أوقف أوقفت القبض خطف خطفت اختطف اختطفت اختطاف احتجاز احتجز أسر أسفر أسفرت أوقع \
     خلف أودى راح سقوط سقط الإفراج أفرج تحرير عقوبات إدراج أدرج أدرجت احتجزتا احتجزا هاجم هاجمت هاجمه هاجمها فجر فجرت تسليم استعادة ترحيل",
);

/// `عسكريين اثنين`: the number behind its dual leaves no doubt, also where the dual is spelt like a plural.
pub(super) fn said_twice(tokens: &[Token], at: usize) -> Option<Measure> {
    let two = ["اثنان", "اثنين", "اثنتان", "اثنتين"];
    let next = tokens.get(at + 1).filter(|next| two.contains(&next.form.as_str()))?;
    let ends = ["ين", "ان"].iter().any(|end| tokens[at].form.ends_with(end));
    let own = || duals().at(tokens, at).map(|found| found.value.0.to_owned());
    let table = || super::unit_at(&tokens[..at + 1], at).map(|(_, measure)| measure.unit);
    (ends && next.kind == Kind::Word)
        .then(|| own().or_else(table))
        .flatten()
        .map(|unit| Measure { unit, kind: UnitKind::Countable })
}

/// `ثلاثة أشخاص وكيانا واحدا`: one of something beside another count.
pub(super) fn one_more(tokens: &[Token], at: usize) -> Option<Measure> {
    let one = ["واحد", "واحدا", "واحده"];
    tokens.get(at + 1).filter(|next| one.contains(&next.form.as_str()))?;
    let joined = tokens[at].stems.iter().any(|stem| stem.clitic.and && !stem.clitic.preposition);
    let row = (at.saturating_sub(5)..at).any(|i| crate::number::numeral_at(tokens, i).is_some());
    let bare = tokens[at].form.strip_prefix('و').filter(|_| joined && row)?;
    super::unit::named(&tokens[at], bare).filter(|measure| measure.kind == UnitKind::Countable)
}

/// `6 نساء و18 طفلا، بينهم يتيمان`: two of those just counted, whatever they are called.
fn two_of_them(tokens: &[Token], at: usize) -> Option<Measure> {
    static NAMES: Words = Words::new(
        "لبنان عدنان مروان سليمان عثمان سلطان حمدان رمضان غسان نعمان ريان زيدان شعبان إيران باكستان أفغانستان السودان اليابان عمان كان إنسان",
    );
    let them = ["بينهم", "بينهن", "منهم", "منهن", "ضمنهم"];
    let led = at > 0 && tokens[at - 1].stems.iter().any(|stem| them.contains(&stem.form.as_str()));
    let form = tokens[at].form.as_str();
    let dual = form.ends_with("ان") && form.chars().count() >= 5 && !form.starts_with("ال");
    let ends = tokens.get(at + 1).is_none_or(|next| next.kind != Kind::Word);
    (led && dual && ends && !NAMES.contains(form))
        .then(|| Measure { unit: "person".to_owned(), kind: UnitKind::Countable })
}

/// The unit of a dual at a place that counts.
pub(super) fn dual_at(tokens: &[Token], at: usize) -> Option<Measure> {
    let Some(found) = duals().at(tokens, at) else { return two_of_them(tokens, at) };
    let found = Some(found).filter(|found| !found.clitic.preposition)?;
    let (unit, shape) = *found.value;
    let says = |i: usize| {
        let token = &tokens[i];
        token.kind == Kind::Word && token.stems.iter().any(|stem| HARM.contains(&stem.form))
    };
    let stops = |i: &usize| tokens[*i].is(".") || tokens[*i].kind == Kind::Break;
    let before = || (at.saturating_sub(6)..at).rev().take_while(|i| !stops(i));
    let behind = || (at + 1..(at + 3).min(tokens.len())).take_while(|i| !stops(i));
    let number = |i: usize| crate::number::numeral_at(tokens, i).is_some();
    // "15 دولة إفريقية ودولتين", "ضابطان وثلاثة مدنيين"
    let row = || {
        let led = found.clitic.and && before().any(number);
        let leads = (at + 1..(at + 4).min(tokens.len()))
            .take_while(|i| !stops(i))
            .any(|i| tokens[i].stems.iter().any(|stem| stem.clitic.and) && number(i));
        led || leads
    };
    let counts = match shape {
        Shape::Act => true,
        Shape::Victim => before().any(says) || behind().any(says) || row(),
        Shape::Row => row(),
    };
    counts.then(|| Measure { unit: unit.to_owned(), kind: UnitKind::Countable })
}
