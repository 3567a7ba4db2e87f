//! Claims: numbers, ordinals, firsts and attendance that a report states.

use std::ops::Range;

use crate::article::Article;
use crate::number::ordinal_at;
use crate::quantity::{Quantity, UnitKind, quantities};
use crate::token::Kind;

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

const TAKE_PART: &[&str] = &[
    "شارك",
    "شاركت",
    "يشارك",
    "تشارك",
    "سيشارك",
    "ستشارك",
    "مشاركه",
    "بمشاركه",
    "حضر",
    "حضرت",
    "حضور",
    "بحضور",
    "يحضر",
    "سيحضره",
    "سيجتمع",
    "يجتمع",
    "اجتمع",
    "ممثلون",
    "ممثلي",
    "ممثلو",
    "المشاركين",
    "المشاركون",
    "attended",
    "participants",
    "participation",
    "representatives",
];
const BELONG: &[&str] = &[
    "انضم",
    "انضمت",
    "انضمام",
    "عضو",
    "عضوا",
    "اعضاء",
    "الاعضاء",
    "عضويه",
    "يضم",
    "تضم",
    "ضم",
    "اعضاوه",
    "اعضايه",
    "شركاء",
    "شريك",
    "شريكا",
    "دمجها",
    "الموسس",
    "members",
    "member",
    "partners",
    "comprises",
    "joined",
];
const STATES: &[&str] = &[
    "country",
    "member",
    "partner",
    "participant",
    "representative",
    "delegation",
    "minister",
    "organisation",
];

/// Claims of a report and the numbers that were turned away. `masked`: tokens of dates.
pub(crate) fn claims(article: &Article<'_>, masked: &[bool]) -> (Vec<Claim>, Vec<Rejected>) {
    let mut claims = Vec::new();
    let mut rejected = Vec::new();
    for quantity in quantities(&article.tokens, masked) {
        let Some(sentence) = article.sentence_at(quantity.number.start) else { continue };
        let before: Option<&Claim> =
            claims.last().filter(|claim: &&Claim| claim.sentence == sentence);
        if let Some(claim) =
            before.and_then(|whole| part_of_them(article, &quantity, sentence, whole))
        {
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
    let unit = match (led, &measure) {
        (Some(unit), _) => Some(unit),
        (None, Some(measure)) => Some(measure.unit.clone()),
        (None, None) => {
            unit_before(article, quantity, &range).or_else(|| noun_after(article, quantity))
        }
    };
    let bounded = !quantity.comparators.is_empty();
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
    let (kind, measures) = measured(article, quantity, &unit, &range);
    Ok(Claim {
        kind,
        value: Some(quantity.value),
        to: quantity.to,
        alternative: quantity.alternative,
        comparators: quantity.comparators.clone(),
        indefinite: quantity.indefinite,
        unit: Some(unit),
        measures,
        number: quantity.number.clone(),
        sentence,
        rule: if bounded { "bounded-number" } else { "number-and-unit" },
    })
}

/// `73 دولة، من بينهم 47 على المستوى الوزاري`: a part of what was counted just before.
fn part_of_them(
    article: &Article<'_>,
    quantity: &Quantity,
    sentence: usize,
    whole: &Claim,
) -> Option<Claim> {
    let at = quantity.tokens.start;
    let them = ["بينهم", "بينها", "منهم", "منها", "ضمنهم", "ضمنها", "them", "including"];
    let smaller = whole.value.is_some_and(|value| value > quantity.value);
    if quantity.measure.is_some() || !smaller || !(at > 0 && article.is(at - 1, &them)) {
        return None;
    }
    let end = article.sentences[sentence].tokens.end.min(quantity.tokens.end + 4);
    let stop = (quantity.tokens.end..end).find(|i| article.tokens[*i].kind != Kind::Word);
    let which = quantity.tokens.end..stop.unwrap_or(end);
    Some(Claim {
        value: Some(quantity.value),
        to: quantity.to,
        alternative: quantity.alternative,
        comparators: quantity.comparators.clone(),
        indefinite: quantity.indefinite,
        measures: format!("{}: {}", whole.measures, article.slice(&which)),
        number: quantity.number.clone(),
        rule: "part-of-number-before",
        ..whole.clone()
    })
}

/// Numbers that only name something: resolutions, articles, years, telephone numbers.
fn identifier(article: &Article<'_>, quantity: &Quantity) -> Option<&'static str> {
    const LABELS: &[&str] = &[
        "رقم",
        "قرار",
        "القرار",
        "قرارات",
        "الماده",
        "ماده",
        "الفصل",
        "البند",
        "الفقره",
        "بند",
        "المرسوم",
        "القانون",
        "resolution",
        "article",
        "no",
    ];
    const BODIES: &[&str] = &["مجموعه", "g"];
    let at = quantity.number.start;
    let before = |back: usize| at.checked_sub(back);
    let led = |words: &[&str]| before(1).is_some_and(|i| article.is(i, words));
    if led(LABELS) || (before(2).is_some_and(|i| article.is(i, LABELS)) && led(&["رقم"])) {
        return Some("identifier-after-label");
    }
    if led(BODIES) && quantity.measure.is_none() {
        return Some("name-of-a-group");
    }
    let form = &article.tokens[at].form;
    if article.tokens[at].kind == Kind::Number
        && quantity.number.len() == 1
        && quantity.measure.is_none()
    {
        let plain = form.bytes().all(|b| b.is_ascii_digit());
        if plain && form.len() >= 7 {
            return Some("long-digits");
        }
        if plain
            && form.len() == 4
            && (form.starts_with("19") || form.starts_with("20"))
            && quantity.comparators.is_empty()
        {
            return Some("year");
        }
        let glued = at > 0
            && article.tokens[at - 1].range.end == article.tokens[at].range.start
            && article.tokens[at - 1].kind == Kind::Word
            && !article.is(at - 1, &["ال", "و", "ب", "ل", "ف", "ك"]);
        if glued {
            return Some("part-of-a-name");
        }
    }
    None
}

/// `الدول الـ 79`, `عدد أعضائه إلى 84`: the unit stands before the number.
fn unit_before(
    article: &Article<'_>,
    quantity: &Quantity,
    sentence: &Range<usize>,
) -> Option<String> {
    let start = quantity.tokens.start;
    let article_before = start > sentence.start && article.tokens[start - 1].form == "ال";
    let reach = start.saturating_sub(if article_before { 3 } else { 8 }).max(sentence.start);
    let counted = (reach..start)
        .any(|i| article.is(i, &["عدد", "عددها", "عددهم", "العدد", "اعضايه", "اعضايها", "number"]));
    if !article_before && !counted {
        return None;
    }
    (reach..start).rev().find_map(|i| {
        crate::quantity::unit_at(&article.tokens[..start], i)
            .filter(|(_, measure)| measure.kind == UnitKind::Countable)
            .map(|(_, measure)| measure.unit)
    })
}

/// A noun the table of units does not know: the word itself is the unit.
fn noun_after(article: &Article<'_>, quantity: &Quantity) -> Option<String> {
    let next = article.tokens.get(quantity.tokens.end).filter(|token| token.kind == Kind::Word)?;
    let glued =
        article.sentence_at(quantity.tokens.end) == article.sentence_at(quantity.number.start);
    let noun = next.form.chars().count() >= 3
        && !crate::speech::is_function_word(&next.form)
        && !next.form.starts_with('و')
        && !next.form.starts_with("ال")
        && crate::gazetteer::nisba(&next.form).is_none();
    let written =
        article.tokens[quantity.number.start].kind == Kind::Number || quantity.value >= 3.0;
    (noun && glued && written)
        .then(|| article.slice(&(quantity.tokens.end..quantity.tokens.end + 1)).to_owned())
}

/// What the number measures, from the words around it.
fn measured(
    article: &Article<'_>,
    quantity: &Quantity,
    unit: &str,
    sentence: &Range<usize>,
) -> (ClaimKind, String) {
    let from = quantity.tokens.start.saturating_sub(9).max(sentence.start);
    let to = (quantity.tokens.end + 7).min(sentence.end);
    let near = |words: &[&str]| (from..to).any(|i| article.is(i, words));
    let kind = quantity.measure.as_ref().map(|measure| measure.kind);
    let states = STATES.iter().any(|state| unit.starts_with(state));
    if kind == Some(UnitKind::Money) {
        let what = [
            (
                &[
                    "اموالها",
                    "امواله",
                    "ثروه",
                    "ثروته",
                    "ايرادات",
                    "عايدات",
                    "مداخيل",
                    "اصول",
                    "احتياطات",
                ][..],
                "assets",
            ),
            (
                &[
                    "تمويل",
                    "لتمويل",
                    "تبرعات",
                    "تعهدات",
                    "تعهدت",
                    "مساعدات",
                    "مساعده",
                    "منحه",
                    "دعم",
                ][..],
                "aid",
            ),
            (&["خساير", "الاثر", "الاقتصادي", "كلفه", "تكلفه", "اضرار", "خسايره"][..], "cost"),
        ];
        let found = what.iter().find(|(words, _)| near(words));
        return (ClaimKind::Quantity, found.map_or("money", |(_, name)| name).to_owned());
    }
    if states && near(TAKE_PART) {
        return (ClaimKind::Attendance, "participants".to_owned());
    }
    if states && (near(BELONG) || unit.starts_with("member") || unit.starts_with("partner")) {
        return (ClaimKind::Membership, "members".to_owned());
    }
    if kind == Some(UnitKind::Percent)
        && let Some(whole) = whole_of(article, quantity.tokens.end, sentence)
    {
        return (ClaimKind::Quantity, whole);
    }
    let verbs = [
        (&["قتل", "مقتل", "قتلوا", "لقي", "مصرع", "اودي", "killed"][..], "killed"),
        (&["جرح", "اصيب", "اصابه", "wounded", "injured"][..], "wounded"),
        (&["اعتقل", "اعتقال", "اوقفت", "توقيف", "arrested"][..], "arrested"),
        (&["نزح", "نزوح", "تشريد", "displaced"][..], "displaced"),
        (&["عاد", "عودة", "العايدين", "returned"][..], "returned"),
    ];
    let people = matches!(unit, "person" | "civilian" | "child" | "fighter" | "soldier" | "%");
    let found = verbs.iter().find(|(words, _)| people && near(words));
    (ClaimKind::Quantity, found.map_or(unit, |(_, name)| name).to_owned())
}

/// What a share is a share of: the words after "of".
fn whole_of(article: &Article<'_>, at: usize, sentence: &Range<usize>) -> Option<String> {
    if !article.is(at, &["من", "of"]) {
        return None;
    }
    let stop = |i: &usize| {
        article.tokens[*i].kind != Kind::Word
            || article.is(*i, &["سنه", "عام", "خلال", "منذ", "بحسب", "وفق", "in", "during", "since"])
    };
    let end = (at + 1..sentence.end.min(at + 7)).find(stop).unwrap_or(sentence.end.min(at + 7));
    (end > at + 1).then(|| article.slice(&(at + 1..end)).to_owned())
}

/// `لأول مرة في إفريقيا`, `للمرة الثالثة`.
fn first_time(
    article: &Article<'_>,
    sentence: &Range<usize>,
    at: usize,
    place: usize,
) -> Option<Claim> {
    let form = |i: usize| article.tokens.get(i).map(|token| token.form.as_str());
    let (len, value) = if article.is(at, &["اول"]) && form(at + 1) == Some("مره") {
        (2, 1)
    } else if article.is(at, &["المره"]) {
        let ordinal = ordinal_at(&article.tokens, at + 1).filter(|o| o.definite)?;
        (1 + ordinal.len, ordinal.value)
    } else if form(at) == Some("first") && form(at + 1) == Some("time") {
        (2, 1)
    } else {
        return None;
    };
    let scope_end =
        (at + len..sentence.end.min(at + len + 6)).find(|i| article.tokens[*i].kind != Kind::Word);
    let scope = at + len..scope_end.unwrap_or(sentence.end.min(at + len + 4));
    let scoped = article.is(at + len, &["في", "علي", "منذ", "in", "since"]) && !scope.is_empty();
    Some(Claim {
        kind: if value == 1 { ClaimKind::First } else { ClaimKind::Ordinal },
        value: Some(f64::from(value)),
        to: None,
        alternative: None,
        comparators: Vec::new(),
        indefinite: false,
        unit: Some("time".to_owned()),
        measures: if scoped { article.slice(&scope).to_owned() } else { "time".to_owned() },
        number: at..at + len,
        sentence: place,
        rule: "first-time",
    })
}

/// `الاجتماع الثامن`, `القمة الثالثة`, `ثامن اجتماع`.
fn in_series(
    article: &Article<'_>,
    sentence: &Range<usize>,
    at: usize,
    place: usize,
) -> Option<Claim> {
    const SERIES: &[&str] = &[
        "اجتماع",
        "موتمر",
        "قمه",
        "دوره",
        "جلسه",
        "نسخه",
        "منتدي",
        "لقاء",
        "جوله",
        "مرتبه",
        "مركز",
        "مهمه",
        "عضو",
        "مرحله",
        "meeting",
        "summit",
        "conference",
        "session",
        "member",
        "round",
    ];
    let series = |i: usize| {
        let token = article.tokens.get(i).filter(|_| i < sentence.end)?;
        token.stems.iter().find_map(|stem| {
            let bare = stem.form.strip_prefix("ال").unwrap_or(&stem.form);
            SERIES.iter().find(|word| **word == bare).copied()
        })
    };
    let claim = |tokens: Range<usize>, value: u32, what: &str| Claim {
        kind: ClaimKind::Ordinal,
        value: Some(f64::from(value)),
        to: None,
        alternative: None,
        comparators: Vec::new(),
        indefinite: false,
        unit: Some(what.to_owned()),
        measures: what.to_owned(),
        number: tokens,
        sentence: place,
        rule: "place-in-a-series",
    };
    let ordinal = ordinal_at(&article.tokens, at)?;
    if ordinal.definite {
        // "الاجتماع الوزاري الثامن": an adjective may stand between.
        let back = (1..=2)
            .find_map(|back| series(at.checked_sub(back).filter(|i| *i >= sentence.start)?))?;
        return Some(claim(at..at + ordinal.len, ordinal.value, english(back)));
    }
    let what = series(at + ordinal.len)?;
    Some(claim(at..at + ordinal.len, ordinal.value, english(what)))
}

fn english(series: &str) -> &str {
    match series {
        "اجتماع" | "لقاء" => "meeting",
        "موتمر" => "conference",
        "قمه" => "summit",
        "دوره" | "نسخه" => "edition",
        "جلسه" => "session",
        "منتدي" => "forum",
        "جوله" => "round",
        "مرتبه" | "مركز" => "rank",
        "مهمه" => "mission",
        "مرحله" => "phase",
        "عضو" => "member",
        other => other,
    }
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
    fn identifiers_and_years_are_turned_away_and_listed() {
        let (claims, rejected) = read(
            "عنوان الخبر\nبما يتماشى مع قرار مجلس الأمن رقم 2254 ومجموعة العشرين والمادة 41.\n",
        );
        assert!(claims.is_empty(), "{claims:?}");
        assert!(rejected.contains(&"identifier-after-label"), "{rejected:?}");
    }
}
