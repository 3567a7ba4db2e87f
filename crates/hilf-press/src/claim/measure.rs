//! What a number counts and measures, from the words around it.

use std::ops::Range;

use super::ClaimKind;
use crate::article::Article;
use crate::quantity::{Quantity, UnitKind};
use crate::token::Kind;

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

/// Numbers that only name something: resolutions, articles, years, telephone numbers.
pub(super) fn identifier(article: &Article<'_>, quantity: &Quantity) -> Option<&'static str> {
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
    const BODIES: &[&str] = &["مجموعه", "g", "كوفيد", "covid"];
    let at = quantity.number.start;
    let before = |back: usize| at.checked_sub(back);
    let led = |words: &[&str]| before(1).is_some_and(|i| article.is(i, words));
    if numbered_member(article, quantity).is_some() {
        return None;
    }
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

/// `الشريك رقم 90`: a member that is numbered says how many there are.
pub(super) fn numbered_member(article: &Article<'_>, quantity: &Quantity) -> Option<String> {
    let label = quantity.number.start.checked_sub(1).filter(|i| article.is(*i, &["رقم"]))?;
    let whom = label.checked_sub(1)?;
    let unit = [("partner", "الشريك"), ("member", "العضو"), ("country", "الدوله")];
    let own = &article.tokens[whom].form;
    unit.iter()
        .find(|(_, word)| own == word || own == &word[4..])
        .map(|(unit, _)| (*unit).to_owned())
}

/// `الدول الـ 79`, `عدد أعضائه إلى 84`: the unit stands before the number.
pub(super) fn unit_before(
    article: &Article<'_>,
    quantity: &Quantity,
    sentence: &Range<usize>,
) -> Option<String> {
    let start = quantity.tokens.start;
    let article_before = start > sentence.start && article.tokens[start - 1].form == "ال";
    let reach = start.saturating_sub(if article_before { 5 } else { 8 }).max(sentence.start);
    // "عدد العناصر الذين منع دخولهم بلغ حتى اليوم 76 ألفا": the verb leads back to what is counted.
    const REACHES: &[&str] = &["بلغ", "بلغت", "يبلغ", "تبلغ", "وصل", "وصلت"];
    let reaches =
        (start.saturating_sub(4).max(sentence.start)..start).any(|i| article.is(i, REACHES));
    let reach = if reaches { start.saturating_sub(18).max(sentence.start) } else { reach };
    let counted = (reach..start)
        .any(|i| article.is(i, &["عدد", "عددها", "عددهم", "العدد", "اعضايه", "اعضايها", "number"]));
    // "ويرفع الهجوم حصيلة قتلى المدنيين في المنطقة إلى 20"
    // and "ارتفاع قتلى التفجير إلى 13".
    const TOLL: &[&str] = &["حصيله", "الحصيله", "ارتفاع", "ارتفع", "ارتفعت", "يرتفع", "ترتفع"];
    let toll = (start.saturating_sub(13).max(sentence.start)..start)
        .find(|i| article.is(*i, TOLL))
        .filter(|_| start > 0 && article.is(start - 1, &["الي"]));
    if let Some(toll) = toll.filter(|_| quantity.measure.is_none()) {
        let of = (toll + 1..start).find_map(|i| {
            crate::quantity::unit_at(&article.tokens[..start], i)
                .filter(|(_, measure)| measure.kind == UnitKind::Countable)
        });
        return of.map(|(_, measure)| measure.unit);
    }
    if !article_before && !counted {
        return None;
    }
    // "عدد القتلى 7 والجرحى 3"
    if let Some(own) = start.checked_sub(1).filter(|i| *i >= reach)
        && let Some(measure) = crate::quantity::joined_unit(&article.tokens, own)
        && measure.kind == UnitKind::Countable
    {
        return Some(measure.unit);
    }
    // "أعضاء التحالف الدولي الـ 84": further back only over words that belong to the noun.
    let belongs = |i: usize| {
        !article_before
            || i + 3 >= start
            || (i + 1..start - 1).all(|word| article.tokens[word].form.starts_with("ال"))
    };
    // "كالعضو الـ83"
    let compared = || {
        let at = start.checked_sub(2).filter(|at| article_before && *at >= sentence.start)?;
        let bare = article.tokens[at].form.strip_prefix("كال")?;
        crate::quantity::named(&article.tokens[at], bare).map(|measure| measure.unit)
    };
    if let Some(unit) = compared() {
        return Some(unit);
    }
    (reach..start).rev().filter(|i| belongs(*i)).find_map(|i| {
        crate::quantity::unit_at(&article.tokens[..start], i)
            .filter(|(_, measure)| measure.kind == UnitKind::Countable)
            .map(|(_, measure)| measure.unit)
    })
}

/// `مقتل 23 في هجوم`: a number right behind a verb of killing or hurting counts people.
pub(super) fn casualties(
    article: &Article<'_>,
    quantity: &Quantity,
    sentence: &Range<usize>,
) -> Option<String> {
    const HARM: &[&str] = &[
        "مقتل",
        "قتل",
        "مصرع",
        "استشهاد",
        "اصابه",
        "اصيب",
        "جرح",
        "اصاب",
        "اصابت",
        "جرحت",
        "تحييد",
        "تصفيه",
        "اعتقال",
        "اعتقل",
        "اعتقلت",
        "تعتقل",
        "يعتقل",
        "قتلت",
        "يقتل",
        "تقتل",
        "توقيف",
        "ايقاف",
        "killed",
        "wounded",
        "kills",
        "kill",
    ];
    let start = quantity.tokens.start;
    const TAKEN: &[&str] = &["خطف", "خطفت", "اختطف", "اختطفت", "اختطاف", "احتجاز", "احتجز"];
    let right_before = start > sentence.start && article.is(start - 1, HARM);
    // "خطف مسلحون خمسة من عمال الإغاثة"
    let near = start.saturating_sub(3).max(sentence.start)..start;
    let some_of = article.is(quantity.tokens.end, &["من"])
        && near.clone().any(|i| article.is(i, HARM) || article.is(i, TAKEN));
    // "أن اثنين من حراس السجن أصيبا"
    const HURT: &[&str] = &["اصيبا", "قتلا", "اصيبوا", "قتلوا", "جرحا", "جرحوا"];
    let behind = quantity.tokens.end..(quantity.tokens.end + 7).min(sentence.end);
    let hurt =
        article.is(quantity.tokens.end, &["من"]) && behind.clone().any(|i| article.is(i, HURT));
    // "أربعة من المتطوعين": some of people, who end in the plural of people.
    let whom = article.tokens.get(quantity.tokens.end + 1).map_or("", |token| token.form.as_str());
    // "ستة من أفرادها"
    const THEIRS: &[&str] = &[
        "افرادها",
        "افراده",
        "افرادهم",
        "عناصرها",
        "عناصره",
        "عناصرهم",
        "اعضايها",
        "اعضايه",
        "رجاله",
        "رجالها",
        "مقاتليه",
        "مقاتليها",
        "جنوده",
        "جنودها",
        "قادته",
        "قادتها",
        "ابنايها",
        "ابنايه",
        "اقاربه",
        "مرافقيه",
    ];
    let of_theirs =
        article.is(quantity.tokens.end, &["من"]) && article.is(quantity.tokens.end + 1, THEIRS);
    let of_people = of_theirs
        || article.is(quantity.tokens.end, &["من"])
            && whom.starts_with("ال")
            && whom.ends_with("ين")
            && whom.chars().count() >= 7
            && crate::quantity::unit_at(&article.tokens, quantity.tokens.end + 1).is_none();
    let led = right_before || some_of || hurt || of_people;
    (led && quantity.measure.is_none()).then(|| "person".to_owned())
}

/// A noun the table of units does not know: the word itself is the unit.
pub(super) fn noun_after(article: &Article<'_>, quantity: &Quantity) -> Option<String> {
    let next = article.tokens.get(quantity.tokens.end).filter(|token| token.kind == Kind::Word)?;
    // English puts adjectives between: "11 West African countries".
    if next.form.is_ascii() {
        let words = quantity.tokens.end..quantity.tokens.end + 4;
        let within = words.take_while(|i| {
            article.tokens.get(*i).is_some_and(|token| {
                token.kind == Kind::Word && !crate::speech::is_function_word(&token.form)
            })
        });
        let known = within.filter_map(|i| crate::quantity::unit_at(&article.tokens, i)).next();
        if let Some((_, measure)) = known {
            return Some(measure.unit);
        }
    }
    let glued =
        article.sentence_at(quantity.tokens.end) == article.sentence_at(quantity.number.start);
    let noun = next.form.chars().count() >= 3
        && !crate::speech::is_function_word(&next.form)
        && !next.form.starts_with('و')
        && !next.form.starts_with("ال")
        && !led_by_preposition(&next.form)
        && crate::gazetteer::nisba(&next.form).is_none()
        && crate::gazetteer::name_at(article, quantity.tokens.end) == 0;
    let written =
        article.tokens[quantity.number.start].kind == Kind::Number || quantity.value >= 3.0;
    (noun && glued && written)
        .then(|| article.slice(&(quantity.tokens.end..quantity.tokens.end + 1)).to_owned())
}

/// `84 بمواجهة`, `مليار لصندوق`: "with" or "to" glued to a noun counts nothing; some nouns begin with that
/// letter.
fn led_by_preposition(form: &str) -> bool {
    const OWN: &[&str] = &[
        "بند",
        "بلد",
        "بيت",
        "بير",
        "برنامج",
        "بنك",
        "باخر",
        "بيان",
        "برج",
        "بطل",
        "بريد",
        "بحار",
        "باحث",
        "بعث",
        "بقر",
        "بندق",
        "بناد",
        "بضاع",
        "باص",
        "بروتوكول",
        "بلاغ",
        "بستان",
        "بيض",
        "بصم",
        "برميل",
        "بارج",
        "برلماني",
    ];
    const TO: &[&str] = &[
        "لاج", "لغ", "لعب", "لاف", "لقط", "لباس", "لحظ", "لواء", "لتر", "لوح", "لاعب", "لقاح", "لجن",
        "ليل", "لير", "لقاء", "لقب", "لبن", "ليبي", "لص",
    ];
    form.starts_with('ب') && !OWN.iter().any(|own| form.starts_with(own))
        || form.starts_with('ل') && !TO.iter().any(|own| form.starts_with(own))
}

/// What the number measures, from the words around it.
pub(super) fn measured(
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
        (&["قتل", "مقتل", "قتلت", "قتلوا", "لقي", "مصرع", "اودي", "killed"][..], "killed"),
        (&["جرح", "اصيب", "اصاب", "اصابت", "اصابه", "wounded", "injured"][..], "wounded"),
        (
            &["اعتقل", "اعتقلت", "تعتقل", "يعتقل", "اعتقال", "اوقفت", "توقيف", "arrested"][..],
            "arrested",
        ),
        (&["نزح", "نزوح", "تشريد", "displaced"][..], "displaced"),
        (&["عاد", "عودة", "العايدين", "returned"][..], "returned"),
    ];
    let people = matches!(
        unit,
        "person"
            | "civilian"
            | "child"
            | "fighter"
            | "soldier"
            | "officer"
            | "police officer"
            | "student"
            | "%"
    );
    // "7 killed and 250 wounded": the verb right before the number, else the nearest one.
    let distance = |i: usize| match i.checked_sub(quantity.tokens.start) {
        Some(behind) => 2 * behind,
        None => quantity.tokens.start - i,
    };
    let nearest = verbs
        .iter()
        .flat_map(|(words, name)| {
            (from..to).filter(|i| article.is(*i, words)).map(move |i| (i, name))
        })
        .min_by_key(|(i, _)| distance(*i));
    let found = nearest.filter(|_| people).map(|(_, name)| *name);
    (ClaimKind::Quantity, found.unwrap_or(unit).to_owned())
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
