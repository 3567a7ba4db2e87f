//! Kinds, roles, relations and units in the words of both languages.

use hilf_press::{ClaimFound, ClaimKind, Comparator, RelationKind, Role, unit_in_arabic};

/// A word in Arabic and in English.
pub(super) type Both = (&'static str, &'static str);

/// Whether an event is announced or told.
pub(super) fn event_status(status: &str) -> Both {
    if status == "planned" { ("مقرر", "planned") } else { ("واقع", "reported") }
}

pub(super) fn role(role: Role) -> Both {
    match role {
        Role::Chair => ("ترأس", "chair"),
        Role::Host => ("استضاف", "host"),
        Role::Attended => ("حضر", "attended"),
        Role::Absent => ("غاب", "absent"),
        Role::Planned => ("ينتظر حضوره", "expected"),
        Role::Joined => ("انضم", "joined"),
    }
}

pub(super) fn statement(kind: &str) -> Both {
    match kind {
        "commitment" => ("التزام", "commitment"),
        "outcome" => ("بند من البيان الختامي", "outcome"),
        "agreement" => ("اتفاق", "agreement"),
        _ => ("انضمام", "membership"),
    }
}

pub(super) fn relation(relation: RelationKind) -> Both {
    match relation {
        RelationKind::Agree => ("اتفاق", "agree"),
        RelationKind::Refines => ("أدق", "refines"),
        RelationKind::DifferTime => ("زمنان مختلفان", "different times"),
        RelationKind::DifferScope => ("نطاقان مختلفان", "different scopes"),
        RelationKind::UnitMismatch => ("وحدتان مختلفتان", "different units"),
        RelationKind::SupersededPlan => ("خطة تجاوزها الخبر", "superseded plan"),
        RelationKind::ApparentContradiction => ("تناقض ظاهري", "apparent contradiction"),
        RelationKind::Contradict => ("تناقض", "contradiction"),
        RelationKind::ArithmeticOk => ("الحساب صحيح", "arithmetic holds"),
        RelationKind::ArithmeticFailed => ("الحساب لا يستقيم", "arithmetic fails"),
        RelationKind::AmbiguousDenominator => ("نسبة بلا أصل معروف", "ambiguous denominator"),
        RelationKind::Conflation => ("رقمان مدموجان", "conflation"),
        RelationKind::SingleSource => ("مصدر واحد", "single source"),
    }
}

/// How a number is bounded, in words; none where it is exact.
pub(super) fn comparator(comparator: Comparator) -> Both {
    match comparator {
        Comparator::Eq => ("", ""),
        Comparator::Gt => ("أكثر من", "more than"),
        Comparator::Ge => ("لا أقل من", "at least"),
        Comparator::Lt => ("أقل من", "less than"),
        Comparator::Le => ("لا أكثر من", "at most"),
        Comparator::Approx => ("نحو", "about"),
        Comparator::Between => ("بين", "between"),
    }
}

/// What a day of publication is drawn from.
pub(super) fn evidence(kind: &str, arabic: bool) -> &str {
    let (ar, en) = match kind {
        "given" => ("أعطاه المستخدم", "given by the user"),
        "json-ld" | "opengraph" | "microdata" | "meta" | "time-element" => {
            ("بيانات الصفحة", "what the page states")
        }
        "feed" => ("خلاصة الأخبار", "the feed"),
        "stamp" => ("ختم التاريخ", "date stamp"),
        "text-past" => ("ما وقع قبله", "what happened before"),
        "text-future" => ("ما أعلن قبله", "what was still ahead"),
        "told-day" => ("يوم ذكره النص", "a day the text tells"),
        "lead" => ("خبر أول جملة", "news of the first sentence"),
        "dateline" => ("رأس الخبر", "dateline"),
        "next-weekday" => ("يوم الأسبوع المقبل", "the coming weekday"),
        "register" => ("سجل الاجتماعات", "the register of meetings"),
        "link" => ("تقرير آخر", "another report"),
        other => return other,
    };
    if arabic { ar } else { en }
}

/// What is counted; words of the report as they stand.
pub(super) fn unit(unit: &str) -> (String, String) {
    (unit_in_arabic(unit).unwrap_or_else(|| unit.to_owned()), unit.to_owned())
}

/// A place in a series in words, for a claim that is one: "no. 8 (meeting)", "for the first time".
pub(super) fn place_in_series(claim: &ClaimFound) -> Option<(String, String)> {
    let place = number(claim.value?);
    match claim.kind {
        ClaimKind::First => Some(("لأول مرة".to_owned(), "for the first time".to_owned())),
        ClaimKind::Ordinal if claim.unit.as_deref() == Some("time") => {
            Some((format!("للمرة {place}"), format!("time no. {place}")))
        }
        ClaimKind::Ordinal => {
            let series = claim.unit.as_deref().unwrap_or(&claim.measures);
            let arabic = match series {
                "mission" => "مهمة".to_owned(),
                "round" => "جولة".to_owned(),
                "session" => "جلسة".to_owned(),
                "conference" => "مؤتمر".to_owned(),
                "summit" => "قمة".to_owned(),
                "forum" => "منتدى".to_owned(),
                "rank" => "مرتبة".to_owned(),
                "stage" => "مرحلة".to_owned(),
                "anniversary" => "ذكرى".to_owned(),
                other => unit(other).0,
            };
            Some((format!("رقم {place} ({arabic})"), format!("no. {place} ({series})")))
        }
        _ => None,
    }
}

/// What a number measures, where it is more than its unit.
pub(super) fn measure(claim: &ClaimFound) -> Option<(String, String)> {
    let measures = claim.measures.as_str();
    let arabic = match measures {
        _ if claim.kind == ClaimKind::Ordinal => return None,
        _ if claim.unit.as_deref() == Some(measures) => return None,
        "participants" => "المشاركون",
        "members" => "الأعضاء",
        "assets" => "الأموال والموارد",
        "aid" => "المساعدات والتعهدات",
        "cost" => "الكلفة والخسائر",
        "money" => "مبلغ",
        "killed" => "قتلى",
        "wounded" => "جرحى",
        "arrested" => "موقوفون",
        "displaced" => "نازحون",
        "returned" => "عائدون",
        own => return Some((own.to_owned(), own.to_owned())),
    };
    Some((arabic.to_owned(), measures.to_owned()))
}

/// A number with its thousands parted.
pub(super) fn number(value: f64) -> String {
    let text = if value.fract() == 0.0 { format!("{value}") } else { format!("{:.2}", value) };
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction.trim_end_matches('0')),
        None => (text.as_str(), ""),
    };
    let digits = whole.len() - usize::from(whole.starts_with('-'));
    let mut out = String::new();
    for (place, digit) in whole.chars().enumerate() {
        let left = whole.len() - place;
        if left < digits && left % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_by_thousands() {
        for (value, text) in [
            (0.0, "0"),
            (84.0, "84"),
            (1_302.0, "1,302"),
            (2e9, "2,000,000,000"),
            (93_790.5, "93,790.5"),
            (1.0 / 3.0, "0.33"),
            (-1_200.0, "-1,200"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn units_are_told_in_arabic() {
        assert_eq!(unit("country or organisation").0, "دولة أو منظمة");
        assert_eq!(unit("USD").0, "دولار");
        assert_eq!(unit("%").0, "٪");
        assert_eq!(unit("سفيرا").0, "سفيرا");
    }
}
