//! Places in a series, and firsts: `الاجتماع الثامن`, `لأول مرة في إفريقيا`.

use std::ops::Range;

use super::{Claim, ClaimKind};
use crate::article::Article;
use crate::number::ordinal_at;
use crate::token::Kind;

/// `لأول مرة في إفريقيا`, `للمرة الثالثة`.
pub(super) fn first_time(
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
pub(super) fn in_series(
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
        "هجوم",
        "اعتداء",
        "تفجير",
        "عمليه",
        "ذكري",
        "ملتقي",
        "دفعه",
        "وجبه",
        "رحله",
        "قافله",
        "شحنه",
        "حزمه",
        "تقرير",
        "غاره",
        "ضربه",
        "حمله",
        "meeting",
        "attack",
        "operation",
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
    // The tens of "the eighty-fifth" begin no ordinal of their own.
    let inside = at.checked_sub(1).and_then(|before| ordinal_at(&article.tokens, before));
    let ordinal = ordinal_at(&article.tokens, at).filter(|_| inside.is_none_or(|o| o.len < 2))?;
    if ordinal.definite {
        // "الاجتماع الوزاري الثامن", "الهجوم هو الثالث": a word may stand between.
        // "التقرير الاستراتيجي نصف السنوي الثاني": further back only over adjectives.
        let adjectives = |back: usize| {
            (at - back + 1..at).all(|i| {
                article.tokens[i].form.starts_with("ال") || article.is(i, &["نصف", "شبه", "غير"])
            })
        };
        let back = (1..=5)
            .filter(|back| at >= sentence.start + back && (*back <= 2 || adjectives(*back)))
            .find_map(|back| series(at - back))?;
        return Some(claim(at..at + ordinal.len, ordinal.value, english(back)));
    }
    // "the third such attack".
    let such = usize::from(article.is(at + ordinal.len, &["such"]));
    let what = series(at + ordinal.len + such)?;
    Some(claim(at..at + ordinal.len, ordinal.value, english(what)))
}

fn english(series: &str) -> &str {
    match series {
        "اجتماع" | "لقاء" => "meeting",
        "موتمر" => "conference",
        "قمه" => "summit",
        "دوره" | "نسخه" => "edition",
        "جلسه" => "session",
        "منتدي" | "ملتقي" => "forum",
        "دفعه" | "وجبه" => "batch",
        "رحله" => "trip",
        "قافله" => "convoy",
        "شحنه" => "shipment",
        "حزمه" => "package",
        "تقرير" => "report",
        "غاره" | "ضربه" => "strike",
        "حمله" => "campaign",
        "جوله" => "round",
        "مرتبه" | "مركز" => "rank",
        "مهمه" => "mission",
        "مرحله" => "phase",
        "عضو" => "member",
        "هجوم" | "اعتداء" | "تفجير" => "attack",
        "عمليه" => "operation",
        "ذكري" => "anniversary",
        other => other,
    }
}
