//! Claims: numbers, ordinals, firsts and attendance that a report states.

mod measure;
mod series;

use std::ops::Range;

use crate::article::Article;
use crate::lexicon::Words;
use crate::number::ordinal_at;
use crate::quantity::{Quantity, UnitKind, quantities};
use crate::token::Kind;
use measure::{casualties, identifier, measured, noun_after, numbered_member, unit_before};
use series::{first_time, in_series};

pub(crate) use crate::quantity::Comparator;

/// Kind of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// A number of something.
    Quantity,
    /// The place in a series.
    Ordinal,
    /// How many, or who, took part.
    Attendance,
    /// How many are members, or who is.
    Membership,
    /// That something happens for the first time.
    First,
}

/// A claim of a report.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) kind: ClaimKind,
    pub(crate) value: Option<f64>,
    pub(crate) to: Option<f64>,
    pub(crate) alternative: Option<f64>,
    pub(crate) comparators: Vec<Comparator>,
    pub(crate) indefinite: bool,
    pub(crate) unit: Option<String>,
    pub(crate) measures: String,
    /// Tokens of the number, or of the words that make the claim.
    pub(crate) number: Range<usize>,
    pub(crate) sentence: usize,
    pub(crate) rule: &'static str,
}

/// A number that is no claim, with the rule that says so.
#[derive(Debug, Clone)]
pub(crate) struct Rejected {
    pub(crate) tokens: Range<usize>,
    pub(crate) rule: &'static str,
}

/// Claims of a report and the numbers that were turned away. `masked`: tokens of dates.
pub(crate) fn claims(article: &Article<'_>, masked: &[bool]) -> (Vec<Claim>, Vec<Rejected>) {
    let mut claims = Vec::new();
    let mut rejected = Vec::new();
    for quantity in quantities(&article.tokens, &without_ordinals(article, masked)) {
        let Some(sentence) = article.sentence_at(quantity.number.start) else { continue };
        let before: Option<&Claim> =
            claims.last().filter(|claim: &&Claim| claim.sentence == sentence);
        let told = |whole: &Claim| {
            part_of_them(article, &quantity, sentence, whole)
                .or_else(|| next_in_row(article, &quantity, sentence, whole))
                .or_else(|| next_sum(article, &quantity, sentence, whole))
        };
        let named = identifier(article, &quantity).is_some();
        if let Some(claim) = before.filter(|_| !named).and_then(told) {
            claims.push(claim);
            continue;
        }
        match verdict(article, &quantity, sentence) {
            Ok(claim) => claims.push(claim),
            Err(rule) => rejected.push(Rejected { tokens: quantity.number.clone(), rule }),
        }
    }
    for (place, sentence) in article.sentences.iter().enumerate() {
        for at in sentence.tokens.clone().filter(|at| !masked[*at]) {
            claims.extend(first_time(article, &sentence.tokens, at, place));
            claims.extend(in_series(article, &sentence.tokens, at, place));
        }
    }
    claims.sort_by_key(|claim| claim.number.start);
    (claims, rejected)
}

/// The ten of "the seventeenth" is no number by itself.
fn without_ordinals(article: &Article<'_>, masked: &[bool]) -> Vec<bool> {
    let mut out = masked.to_vec();
    let mut at = 0;
    while at < out.len() {
        let ordinal = ordinal_at(&article.tokens, at).filter(|o| o.definite && o.len > 1);
        let len = ordinal.map_or(1, |ordinal| ordinal.len);
        if len > 1 {
            out[at..at + len].fill(true);
        }
        at += len;
    }
    out
}

fn verdict(
    article: &Article<'_>,
    quantity: &Quantity,
    sentence: usize,
) -> Result<Claim, &'static str> {
    let range = article.sentences[sentence].tokens.clone();
    if let Some(rule) = identifier(article, quantity) {
        return Err(rule);
    }
    let measure = quantity.measure.clone();
    let behind_article = quantity.tokens.start > range.start
        && article.tokens[quantity.tokens.start - 1].form == "ال";
    let led = behind_article.then(|| unit_before(article, quantity, &range)).flatten();
    let led = led.or_else(|| numbered_member(article, quantity));
    let unit = match (led, &measure) {
        (Some(unit), _) => Some(unit),
        (None, Some(measure)) => Some(measure.unit.clone()),
        (None, None) => {
            unit_before(article, quantity, &range).or_else(|| noun_after(article, quantity))
        }
    };
    let bounded = !quantity.comparators.is_empty();
    // "سبعة ألمان", "ثلاثة عراقيين": people told by where they come from.
    let origin = || {
        let next = article.tokens.get(quantity.tokens.end)?;
        let people = !next.form.starts_with("ال") && crate::gazetteer::nisba(&next.form).is_some();
        (people && measure.is_none()).then(|| "person".to_owned())
    };
    let unit = unit.or_else(origin);
    let unit = unit.or_else(|| casualties(article, quantity, &range));
    let Some(unit) = unit.or_else(|| bounded.then(|| "number".to_owned())) else {
        return Err("number-without-unit");
    };
    if measure.as_ref().is_some_and(|m| m.kind == UnitKind::Time)
        && !bounded
        && quantity.value <= 3.0
    {
        return Err("span-of-time");
    }
    if quantity.number.len() == 1 && quantity.value == 1.0 {
        return Err("one");
    }
    let mut comparators = quantity.comparators.clone();
    if comparators.is_empty() {
        comparators.extend(verb_of_measure(article, quantity, &range));
    }
    let unit = if unit == "member" && of_a_cell(article, quantity.tokens.end) {
        "fighter".to_owned()
    } else {
        unit
    };
    let (kind, measures) = measured(article, quantity, &unit, &range);
    Ok(Claim {
        kind,
        value: Some(quantity.value),
        to: quantity.to,
        alternative: quantity.alternative,
        comparators,
        indefinite: quantity.indefinite,
        unit: Some(unit),
        measures,
        number: quantity.number.clone(),
        sentence,
        rule: if bounded { "bounded-number" } else { "number-and-unit" },
    })
}

/// `ثلاثة أعضاء من خلايا التنظيم`: members of a cell are no members of a body.
fn of_a_cell(article: &Article<'_>, at: usize) -> bool {
    static CELLS: Words = Words::new(
        "خلية خلايا الخلية الخلايا شبكة الشبكة عصابة تنظيم التنظيم داعش القاعدة جماعة الجماعة حركة ميليشيا",
    );
    (at..at + 4)
        .take_while(|i| article.tokens.get(*i).is_some_and(|token| token.kind == Kind::Word))
        .any(|i| article.has(i, &CELLS))
}

/// `تجاوزت التعهدات 740 مليون يورو`: what is measured stands between the verb and its number.
fn verb_of_measure(
    article: &Article<'_>,
    quantity: &Quantity,
    sentence: &Range<usize>,
) -> Option<Comparator> {
    static OVER: Words =
        Words::new("تجاوز تجاوزت يتجاوز تتجاوز فاق فاقت يفوق تفوق تخطى تخطت يتخطى");
    static NEAR: Words = Words::new("ناهز ناهزت يناهز قارب قاربت يقارب تقارب ناهزوا");
    let start = quantity.tokens.start;
    let words = (start.saturating_sub(4).max(sentence.start)..start).rev();
    let between = |i: &usize| {
        article.tokens[*i].kind == Kind::Word && !article.is(*i, &["في", "من", "الي", "علي", "و"])
    };
    let verb =
        words.take_while(between).find(|i| article.has(*i, &OVER) || article.has(*i, &NEAR))?;
    let negated = verb > sentence.start && article.is(verb - 1, &["لا", "لم", "لن"]);
    (!negated).then(|| if article.has(verb, &OVER) { Comparator::Gt } else { Comparator::Approx })
}

/// `73 دولة، من بينهم 47 على المستوى الوزاري`: a part of what was counted just before.
fn part_of_them(
    article: &Article<'_>,
    quantity: &Quantity,
    sentence: usize,
    whole: &Claim,
) -> Option<Claim> {
    let at = quantity.tokens.start;
    let them =
        ["بينهم", "بينها", "منهم", "منها", "ضمنهم", "ضمنها", "هم", "وهم", "them", "including"];
    let smaller = whole.value.is_some_and(|value| value > quantity.value);
    // "من بينهم 47", "أحيل 87 منها"
    let before = at > 0 && article.is(at - 1, &them);
    let led = before || article.is(quantity.tokens.end, &["منها", "منهم"]);
    if quantity.measure.is_some() || !smaller || !led {
        return None;
    }
    let end = article.sentences[sentence].tokens.end.min(quantity.tokens.end + 4);
    let stop = (quantity.tokens.end..end).find(|i| article.tokens[*i].kind != Kind::Word);
    let which = quantity.tokens.end..stop.unwrap_or(end);
    Some(Claim {
        measures: format!("{}: {}", whole.measures, article.slice(&which)),
        rule: "part-of-number-before",
        ..with_number(whole, quantity)
    })
}

/// A claim with another number in the place of its own.
fn with_number(claim: &Claim, quantity: &Quantity) -> Claim {
    Claim {
        value: Some(quantity.value),
        to: quantity.to,
        alternative: quantity.alternative,
        comparators: quantity.comparators.clone(),
        indefinite: quantity.indefinite,
        number: quantity.number.clone(),
        ..claim.clone()
    }
}

/// `700 مليون دولار لدعم البلدين، 350 مليونا لسوريا`: the currency is said once.
fn next_sum(
    article: &Article<'_>,
    quantity: &Quantity,
    sentence: usize,
    before: &Claim,
) -> Option<Claim> {
    let code = before
        .unit
        .as_deref()
        .filter(|unit| unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase()));
    let near = quantity.tokens.start.checked_sub(before.number.end).is_some_and(|gap| gap <= 12);
    let of = article.tokens.get(quantity.tokens.end).is_some_and(|next| {
        next.kind != Kind::Word || next.stems.iter().any(|stem| stem.clitic.preposition)
    });
    let sum = quantity.measure.is_none() && quantity.value >= 1e6;
    (code.is_some() && near && of && sum).then(|| Claim {
        sentence,
        rule: "row-of-sums",
        ..with_number(before, quantity)
    })
}

/// `15 دولة إفريقية و37 أوروبية و13 عربية`: the unit is said once, for a row of counts that differ by an
/// adjective.
fn next_in_row(
    article: &Article<'_>,
    quantity: &Quantity,
    sentence: usize,
    before: &Claim,
) -> Option<Claim> {
    let at = quantity.tokens.start;
    let near = at.checked_sub(before.number.end).is_some_and(|gap| gap <= 5);
    let joined = at > 0
        && (article.tokens[at - 1].form == "و"
            || article.tokens[at]
                .stems
                .iter()
                .any(|stem| stem.clitic.and && stem.form != article.tokens[at].form));
    let adjective = article.tokens.get(quantity.tokens.end).is_some_and(|token| {
        crate::gazetteer::nisba(&token.form).is_some() || token.form.ends_with("يه")
    });
    // "20 من قوى الأمن و16 من التنظيم"
    let of = before.rule == "part-of-number-before" || before.rule == "row-of-counts";
    let adjective = adjective || of && article.is(quantity.tokens.end, &["من"]);
    let near = near || of && at.checked_sub(before.number.end).is_some_and(|gap| gap <= 12);
    let fits = quantity.measure.is_none() && near && joined && adjective;
    fits.then(|| Claim { sentence, rule: "row-of-counts", ..with_number(before, quantity) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::dates;

    fn read(text: &str) -> (Vec<Claim>, Vec<&'static str>) {
        let article = Article::new(text);
        let mut masked = vec![false; article.tokens.len()];
        for date in dates(&article.tokens) {
            masked[date.tokens].fill(true);
        }
        let (claims, rejected) = claims(&article, &masked);
        (claims, rejected.into_iter().map(|r| r.rule).collect())
    }

    #[test]
    fn attendance_membership_and_money() {
        let (claims, _) = read(
            "عنوان الخبر\nسيشهد مشاركة ممثلي أكثر من 80 بلدا ومنظمة دولية.\nوانضمت إلى الدول الـ 79 أعضاء جدد.\n\
             وتصل أموالها إلى نحو ملياري دولار.\n",
        );
        let found: Vec<_> = claims
            .iter()
            .map(|c| (c.kind, c.value.unwrap(), c.unit.clone().unwrap(), c.measures.clone()))
            .collect();
        assert_eq!(
            found[0],
            (ClaimKind::Attendance, 80.0, "country or organisation".into(), "participants".into())
        );
        assert_eq!(found[1], (ClaimKind::Membership, 79.0, "country".into(), "members".into()));
        assert_eq!(found[2], (ClaimKind::Quantity, 2e9, "USD".into(), "assets".into()));
    }

    #[test]
    fn ordinals_and_firsts_name_their_series_and_scope() {
        let (claims, _) = read(
            "عنوان الخبر\nعقد الاجتماع الوزاري الثامن لأول مرة في القارة الإفريقية، بعد ثلاث سنوات.\n",
        );
        assert_eq!(
            (claims[0].kind, claims[0].value, claims[0].measures.as_str()),
            (ClaimKind::Ordinal, Some(8.0), "meeting")
        );
        assert_eq!(
            (claims[1].kind, claims[1].measures.as_str()),
            (ClaimKind::First, "في القارة الإفريقية")
        );
    }

    #[test]
    fn batches_trips_and_convoys_are_counted_too() {
        let (claims, _) = read(
            "عنوان الخبر\nونقلت سادس دفعة إلى هناك، وهذه الرحلة هي الثانية والعشرون، وكانت الدفعة الخامسة كبيرة.\n",
        );
        let values: Vec<_> = claims.iter().map(|c| c.value).collect();
        assert_eq!(values, [Some(6.0), Some(22.0), Some(5.0)], "{claims:?}");
    }

    #[test]
    fn the_tens_of_an_ordinal_are_no_number() {
        let (claims, _) =
            read("عنوان الخبر\nأعلن انضمامها لتصبح بذلك العضو الخامس والثمانين في صفوفه.\n");
        let values: Vec<_> = claims.iter().map(|c| c.value).collect();
        assert_eq!(values, [Some(85.0)], "{claims:?}");
    }

    #[test]
    fn a_row_of_counts_says_its_unit_once() {
        let (claims, _) = read(
            "عنوان الخبر\nحضر ممثلو 9 دول إفريقية و21 أوروبية و4 آسيوية ودولتين من أوقيانوسيا.\n",
        );
        let found: Vec<_> = claims.iter().map(|c| (c.value.unwrap(), c.unit.as_deref())).collect();
        let country = Some("country");
        assert_eq!(found, [(9.0, country), (21.0, country), (4.0, country), (2.0, country)]);
    }

    #[test]
    fn a_second_count_of_casualties_has_its_own_unit() {
        let (claims, _) = read("عنوان الخبر\nذكرت الوكالة أن عدد القتلى 7 والجرحى 3.\n");
        let found: Vec<_> = claims.iter().map(|c| (c.value.unwrap(), c.unit.as_deref())).collect();
        assert_eq!(found, [(7.0, Some("killed")), (3.0, Some("wounded"))]);
    }

    #[test]
    fn people_who_reach_a_number_others_included_and_some_of_them() {
        let (claims, _) = read(
            "عنوان الخبر\nإن عدد العناصر الذين حظر دخولهم إلى تركيا بلغ حتى اليوم 76 ألفا.\n\
             وأصيب 107 أشخاص آخرين على الأقل.\nوقتل أربعة من المتطوعين هناك.\n",
        );
        let found: Vec<_> = claims
            .iter()
            .map(|c| (c.value.unwrap(), c.unit.as_deref().unwrap(), c.comparators.clone()))
            .collect();
        assert_eq!(
            found,
            [
                (76_000.0, "fighter", vec![]),
                (107.0, "person", vec![Comparator::Ge]),
                (4.0, "person", vec![])
            ]
        );
    }

    #[test]
    fn members_of_a_cell_are_no_members_of_the_coalition() {
        let (claims, _) = read(
            "عنوان الخبر\nاعتقلت القوات ثلاثة أعضاء من خلايا التنظيم.\nوانضمت موريتانيا إلى التحالف كالعضو الـ83.\n",
        );
        let found: Vec<_> = claims.iter().map(|c| (c.kind, c.unit.as_deref().unwrap())).collect();
        assert_eq!(found, [(ClaimKind::Quantity, "fighter"), (ClaimKind::Membership, "member")]);
    }

    #[test]
    fn measured_between_verb_and_number() {
        let (claims, _) = read("عنوان الخبر\nوتجاوزت التعهدات 740 مليون يورو أمس.\n");
        assert_eq!(claims[0].comparators, [Comparator::Gt]);
    }

    #[test]
    fn identifiers_and_years_are_turned_away_and_listed() {
        let (claims, rejected) = read(
            "عنوان الخبر\nبما يتماشى مع قرار مجلس الأمن رقم 2254 ومجموعة العشرين والمادة 41.\n",
        );
        assert!(claims.is_empty(), "{claims:?}");
        assert!(rejected.contains(&"identifier-after-label"), "{rejected:?}");
    }
}
