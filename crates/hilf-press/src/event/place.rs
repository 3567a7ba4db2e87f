//! Where an event took place.

use std::ops::Range;

use super::{EventType, Ground, nearest};
use crate::article::{Article, Sentence};
use crate::gazetteer::{self, Known, NameType, nisba};
use crate::lexicon::Words;
use crate::token::Kind;
use crate::zone::Zone;

/// Place of an event: a city before a country before a region, the nearest of its kind.
pub(super) fn place_of(
    ground: &Ground<'_, '_>,
    clause: &Range<usize>,
    at: usize,
    kind: EventType,
) -> Option<&'static Known> {
    if kind == EventType::Accession {
        return None;
    }
    // A body is founded where the words right behind say so, not where it works.
    let near = if kind == EventType::Founding { 10 } else { usize::MAX };
    let located = |name: &&gazetteer::Mention| {
        name.tokens.start.abs_diff(at) <= near
            && matches!(name.known.kind, NameType::Political | NameType::Place)
            && placed(ground.article, name, at)
            && !seat_of_power(ground.article, name)
            && !(kind == EventType::Meeting && of_topic(ground.article, name, at))
    };
    let rank = |known: &Known| match known.kind {
        _ if is_local(known) => 0,
        _ if known.part.is_some() => 1,
        NameType::Place if kind != EventType::Meeting && !known.country.is_empty() => 0,
        NameType::Political => 1,
        _ => 2,
    };
    let names: Vec<&gazetteer::Mention> = ground.names.iter().filter(located).collect();
    let best = names
        .iter()
        .filter(|name| clause.contains(&name.tokens.start))
        .map(|name| rank(name.known))
        .min();
    let found = best.filter(|best| *best < 2).and_then(|best| {
        nearest(names.iter().copied().filter(|name| rank(name.known) == best), clause, at, |name| {
            &name.tokens
        })
    });
    found.map(|name| name.known).or_else(|| capital(ground.article, clause))
}

/// `دون طلب من الحكومة في دمشق`: where those sit of whom the sentence speaks.
fn seat_of_power(article: &Article<'_>, name: &gazetteer::Mention) -> bool {
    static POWER: Words = Words::new(
        "الحكومة حكومة السلطات سلطات النظام السفارة سفارة السفير سفير القيادة الإدارة الشرعية المركزية الاتحادية",
    );
    static BANNED: Words = Words::new("محظور المحظور محظورة المحظورة محظورا");
    let at = name.tokens.start;
    // "(المحظور في روسيا)" says where a group is banned, not where something was.
    let banned = (at.saturating_sub(3)..at).any(|i| article.has(i, &BANNED));
    banned || at > 1 && article.is(at - 1, &["في"]) && article.has(at - 2, &POWER)
}

/// Whether a place belongs to what a meeting is about: `لبحث القضاء على داعش في سوريا`.
fn of_topic(article: &Article<'_>, name: &gazetteer::Mention, at: usize) -> bool {
    static TOPIC: Words = Words::new(
        "بحث لبحث سيبحث يبحث ستبحث ناقش ناقشوا يناقش سيناقش مناقشة لمناقشة سبل جهود مكافحة لمكافحة محاربة لمحاربة القضاء هزيمة لهزيمة مواجهة \
         لمواجهة دعم لدعم استقرار الاستقرار الوضع الأوضاع بقايا الحرب إعمار تطورات مستجدات النازحين ضد بشأن حول المحررة",
    );
    if name.known.id.starts_with("city:") {
        return false;
    }
    // "مؤتمر إعادة إعمار العراق بالكويت": what is rebuilt, and where they speak of it.
    let start = name.tokens.start;
    let within = article.tokens[start].form.starts_with('ب')
        && start > 0
        && gazetteer::name_ending(article, start).is_some();
    if name.joined && within {
        return false;
    }
    let from = at.min(start).max(start.saturating_sub(6));
    let before = if start > at { from } else { start.saturating_sub(5) };
    (before..start).any(|i| i != at && article.has(i, &TOPIC))
}

/// `في العاصمة البلجيكية`: the country of a capital that is not named.
fn capital(article: &Article<'_>, clause: &Range<usize>) -> Option<&'static Known> {
    let code = clause.clone().find_map(|i| {
        let next = article.tokens.get(i + 1)?;
        let capital = article.is(i, &["العاصمه", "بالعاصمه"]).then(|| nisba(&next.form)).flatten();
        capital.or_else(|| of_town(article, i))
    })?;
    gazetteer::known(&format!("country:{code}"))
}

/// `في مدينة كيبيك الكندية`: the country of a town that no table knows, by the adjective behind its name.
fn of_town(article: &Article<'_>, at: usize) -> Option<&'static str> {
    static TOWN: Words = Words::new(
        "مدينة بلدة قرية محافظة ولاية مقاطعة إقليم منطقة ناحية ضاحية جزيرة مطار ميناء قاعدة",
    );
    if !article.has(at, &TOWN)
        || !article.is(at.checked_sub(1)?, &["في", "ب", "قرب", "وسط"])
            && !article.tokens[at].form.starts_with('ب')
    {
        return None;
    }
    (at + 2..at + 5)
        .take_while(|i| article.tokens.get(*i).is_some_and(|token| token.kind == Kind::Word))
        .find_map(|i| {
            let form = article.tokens[i].form.as_str();
            (form.starts_with("ال") && form.ends_with('ه')).then(|| nisba(form)).flatten()
        })
}

/// Whether a place says where something is: after a preposition, "city of", or the event itself.
pub(crate) fn placed(article: &Article<'_>, mention: &gazetteer::Mention, trigger: usize) -> bool {
    let name = mention.tokens.start;
    static LEADS: Words = Words::new(
        "في مدينة على بمدينة محافظة العاصمة بلدة قرية إقليم ولاية منطقة مقاطعة ريف قضاء ناحية ضاحية ضواحي محيط حي قرب وسط شمال جنوب شرق غرب شمالي جنوبي شرقي غربي بالعاصمة سجن معتقل مخيم in at near",
    );
    static HOSTS: Words = Words::new(
        "تحتضن يحتضن تستضيف يستضيف احتضنت احتضن استضافت استضاف تستضيفه يستضيفه تستضيفها احتضنته احتضنه استضافته \
         تحتضنه ستحتضن سيحتضن ستستضيف سيستضيف شهدت تشهد ستشهد",
    );
    static CAPITAL: Words = Words::new("العاصمة مدينة عاصمة");
    let joined = mention.joined && {
        let form = article.tokens[name].form.as_str();
        form.starts_with('ب') || form.starts_with("وب") || form.starts_with("فب")
    };
    // "بكل من الناظور ومليلية"
    let each = name > 1 && article.is(name - 1, &["من"]) && article.is(name - 2, &["كل", "بكل"]);
    // "وقع الهجوم شمال سوريا": a direction says where by itself, unless it says from or to where.
    let directed = mention.known.part.is_some()
        && !(name > 0 && article.is(name - 1, &["من", "الي", "عن", "نحو", "ان", "بين"]));
    let led = each || directed || name > 0 && article.has(name - 1, &LEADS);
    // "العاصمة السعودية الرياض"
    let capital = name > 1
        && nisba(&article.tokens[name - 1].form).is_some()
        && article.has(name - 2, &CAPITAL);
    let construct = name == trigger + 1;
    let hosts = name > 0 && article.has(name - 1, &HOSTS);
    joined || led || capital || construct || hosts
}

/// Where a report says by its form that its news happened: `مالي: تحرير أربعة رهائن`.
pub(super) struct Scene {
    title: Option<&'static Known>,
}

pub(super) fn scene(ground: &Ground<'_, '_>) -> Scene {
    let article = ground.article;
    let title = article.sentences.first().filter(|first| article.zone(first) == Zone::Title);
    let known = title.and_then(|title| {
        let name = ground.names.iter().find(|name| name.tokens.start == title.tokens.start)?;
        let behind = article.tokens.get(name.tokens.end)?;
        let country = name.known.kind == NameType::Political;
        (country && (behind.is(":") || behind.is(".") || behind.is("…"))).then_some(name.known)
    });
    // A city before the colon is where the news comes from; its country is where it plays.
    let country = known.and_then(|known| gazetteer::known(&format!("country:{}", known.country)));
    Scene { title: country }
}

impl Scene {
    /// The country of an event of the lead that names no place: that of the title, or of the
    /// authorities who act, as far as they act at home.
    pub(super) fn of(
        &self,
        kind: EventType,
        ground: &Ground<'_, '_>,
        sentence: &Sentence,
    ) -> Option<&'static Known> {
        let local = matches!(
            kind,
            EventType::Attack
                | EventType::Clash
                | EventType::Arrest
                | EventType::Operation
                | EventType::Release
                | EventType::Abduction
        );
        let home = || {
            static AUTHORITIES: Words =
                Words::new("السلطات الشرطة الداخلية الأمن الاستخبارات النيابة القضاء المصالح الأمنية");
            let article = ground.article;
            let code = sentence.tokens.clone().find_map(|i| {
                let next = article.tokens.get(i + 1)?;
                article.has(i, &AUTHORITIES).then(|| nisba(&next.form)).flatten()
            })?;
            gazetteer::known(&format!("country:{code}"))
        };
        if !local {
            return None;
        }
        self.title.or_else(|| (kind == EventType::Arrest).then(home).flatten())
    }
}

/// Whether two places can be one: the same, or a city and its country.
pub(super) fn same_place(a: Option<&Known>, b: Option<&Known>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let wide = |known: &Known| {
        let whole = known.part.map_or(known.id, |part| part.whole.id);
        whole.starts_with("country:")
    };
    let meet = match (a.part, b.part) {
        (Some(a), Some(b)) if a.whole.id == b.whole.id => a.direction.meets(b.direction),
        // "جنوب الموصل" is told again as "الموصل".
        (Some(part), None) if part.whole.id == b.id => true,
        (None, Some(part)) if part.whole.id == a.id => true,
        _ => wide(a) || wide(b),
    };
    a.id == b.id || (!a.country.is_empty() && a.country == b.country && meet)
}

/// Whether a place is a town or lies around one.
pub(super) fn is_local(known: &Known) -> bool {
    known.part.map_or(known.id, |part| part.whole.id).starts_with("city:")
}
