//! Words that say how somebody takes part in an event.

use std::ops::Range;

use crate::article::Article;
use crate::lexicon::Words;

/// How somebody takes part, as a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Chairs,
    Hosts,
    /// An invitation comes from the hosts.
    Convenes,
    Attends,
    Misses,
}

static CHAIR: Words = Words::new(
    "يترأس يترأسه يترأسها تترأس تترأسه تترأسها سيترأس سيترأسه سيترأسها ستترأس ستترأسه ترأس ترأست ترأسه ترأسها ترأسته ترأستها \
     يرأس ترأس سيرأس رأس رأست يرأسه يرأسها ترأسه برأسه رئاسة برئاسة رئاسته سيديرها يديره يديرها يدير سيدير أدار أدارت تديره افتتح افتتحه افتتحت \
     chaired chairs cochaired presided",
);
static TAKES_OVER: Words = Words::new("يتولى تتولى تولى تولت سيتولى ستتولى");
static ATTEND: Words = Words::new(
    "شارك شاركت يشارك تشارك سيشارك ستشارك شاركوا يشاركون مشاركة بمشاركة المشاركين المشاركون يشاركا تشاركا يشاركوا يحضرا يحضروا حضر حضرت حضره حضرها حضرته حضرتها حضور \
     بحضور يحضر تحضر يحضره تحضره سيحضر ستحضر سيحضره ستمثل ستمثله سيمثله مثلته مثله مثلها مثلت يمثل تمثل يمثله يمثلها تمثله سيمثل نابت ناب اجتمع اجتمعت سيجتمع \
     يجتمع تجتمع التقى التقت يلتقي تلتقي سيلتقي بحث تباحث attended attend attends attending participation participated joined",
);
static ABSENT: Words = Words::new(
    "غاب غابت غابوا غياب بغياب تغيب تغيبت تغيبوا يغيب تغيب سيغيب ستغيب اعتذر اعتذرت اعتذار قاطع قاطعت قاطعوا مقاطعة تخلف تخلفت \
     absent absence boycotted skipped missed",
);
static HOST: Words = Words::new(
    "تحتضن يحتضن احتضنت احتضن ستحتضن سيحتضن تحتضنه يحتضنه تحتضنها يحتضنها احتضنته احتضنه احتضنها احتضان تستضيف يستضيف استضافت \
     استضاف ستستضيف سيستضيف تستضيفه يستضيفه تستضيفها يستضيفها استضافته استضافه استضافها استضافة استضافتها باستضافة hosts hosted hosting",
);
static CONVENE: Words = Words::new("بدعوة دعوة invitation");
static NOT: Words = Words::new("لم لن عدم دون لا not never");
static SIGNS: Words =
    Words::new("وقع وقعت وقعوا وقعا وقعتا يوقع توقع يوقعان توقعان وقعها وقعه وقعته signed sign");

/// How the word at a place lets somebody take part.
pub(super) fn part_at(article: &Article<'_>, sentence: &Range<usize>, at: usize) -> Option<Part> {
    let negated = |reach: usize| {
        (at.saturating_sub(reach).max(sentence.start)..at).any(|i| article.has(i, &NOT))
    };
    if article.has(at, &CONVENE) {
        return Some(Part::Convenes);
    }
    // "تقود وفدا رفيع المستوى إلى الاجتماع"
    static LEADS: Words = Words::new("يقود تقود قاد قادت سيقود ستقود يرأس ترأس");
    static DELEGATION: Words = Words::new("وفد وفدا الوفد وفدها وفده");
    let reach = if article.has(at, &CHAIR) { 3 } else { 14 };
    if article.has(at, &LEADS)
        && (at + 1..(at + reach).min(sentence.end)).any(|i| article.has(i, &DELEGATION))
    {
        return Some(Part::Attends);
    }
    if article.has(at, &CHAIR) {
        return Some(Part::Chairs);
    }
    if article.has(at, &TAKES_OVER) {
        let presides = (at + 1..(at + 9).min(sentence.end))
            .any(|i| article.is(i, &["رياسه", "الرياسه", "رياسته", "رياستها"]));
        return presides.then_some(Part::Chairs);
    }
    if article.has(at, &ABSENT) {
        return Some(Part::Misses);
    }
    if article.has(at, &ATTEND) {
        return Some(if negated(1) { Part::Misses } else { Part::Attends });
    }
    article.has(at, &HOST).then_some(Part::Hosts)
}

/// Whether a word says that somebody signs.
pub(super) fn signs(article: &Article<'_>, at: usize) -> bool {
    article.has(at, &SIGNS)
}

/// Where a sentence says that something keeps somebody from coming: `ستمنعه من الحضور`.
pub(super) fn prevented(article: &Article<'_>, sentence: &Range<usize>) -> Option<usize> {
    static PREVENTS: Words = Words::new(
        "منعه منعها منعته منعتها يمنعه يمنعها تمنعه تمنعها سيمنعه سيمنعها ستمنعه ستمنعها حال حالت",
    );
    static COMING: Words =
        Words::new("الحضور المشاركة حضوره حضورها مشاركته مشاركتها حضور مشاركة السفر");
    sentence.clone().find(|at| {
        article.has(*at, &PREVENTS)
            && (at + 1..(at + 4).min(sentence.end)).any(|i| article.has(i, &COMING))
    })
}

/// Where a sentence says that "his attendance was not possible".
pub(super) fn kept_away(article: &Article<'_>, sentence: &Range<usize>) -> Option<usize> {
    static PREVENTED: Words = Words::new("تعذر تعذرت يتعذر يتمكن تتمكن ألغى ألغت");
    static COMING: Words = Words::new("حضوره حضورها مشاركته مشاركتها حضورهما الحضور المشاركة");
    sentence.clone().find(|at| {
        article.has(*at, &PREVENTED)
            && (at + 1..(at + 4).min(sentence.end)).any(|i| article.has(i, &COMING))
    })
}
