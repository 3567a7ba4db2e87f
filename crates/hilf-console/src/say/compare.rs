//! Comparing a subject with a listed entity.

use hilf_match::Rule;

use super::{Text, texts};

texts! {
    TITLE = "مقارنة «{name}» مع قيد {list}" | "“{name}” compared with the entry in {list}";
    BACK = "العودة إلى النتائج" | "Back to the results";
    SEARCHED = "المبحوث عنه" | "Searched for";
    LISTED = "المُدرَج" | "Listed";
    SIDE_BY_SIDE = "الاسمان جنبًا إلى جنب" | "The names side by side";
    LEGEND = "الأرقام تصل كل جزء بنظيره." | "Numbers join each part with its counterpart.";
    ROWS = "لماذا هذه الدرجة" | "Why this score";
    ROWS_HINT = "تبدأ كل مقارنة من 100؛ ومجموع الأثر معها هو الدرجة."
        | "Every comparison begins at 100; with the effects added up it is the score.";
    VERDICT = "الحكم" | "Verdict";
    WORDS = "بالكلمات" | "In words";
    EFFECT = "الأثر" | "Effect";
    WEIGHT = "وزن الجزء" | "Weight of the part";
    BEGIN = "البداية" | "Begin";
    SUM = "الدرجة" | "Score";
    LETTERS = "حرفًا حرفًا" | "Letter by letter";
    LETTERS_CAPTION = "مقابلة الأصوات؛ الفرق بأجزاء من مئة من حرف صامت."
        | "Sounds against sounds; differences in hundredths of a consonant.";
    LETTERS_DIFFERENCE = "الفرق" | "Difference";
    FACTS = "الوقائع جنبًا إلى جنب" | "The facts side by side";
    FACT = "الواقعة" | "Fact";
    NOT_GIVEN = "لم يُذكر" | "not given";
    NOT_COMPARED = "لا مقارنة" | "nothing to compare";
    NO_EFFECT = "بلا أثر في الدرجة" | "no effect on the score";
    VERBATIM = "ما تقوله القائمة حرفيًا" | "What the list says, verbatim";
    ORIGINAL = "كما كُتب: {text}" | "as written: {text}";
    SOURCE = "المصدر" | "Source";
    FILE = "الملف" | "File";
    LINE = "السطر {line}" | "line {line}";
    PUBLISHED = "تاريخ النشر" | "Published";
    LIVE_SINCE = "حيّة على هذه العقدة منذ" | "Live on this node since";
    NO_NAME = "لا تتقارب أسماء الاثنين بما يكفي للمقارنة (الدرجة دون {least})."
        | "The names of the two are too far apart to compare (a score below {least}).";
    ENTRY = "القيد كاملًا مع صلاته" | "The whole entry with its relations";
    R_SAME = "متطابق" | "the same";
    R_SCRIPT = "بحروف أخرى" | "another script";
    R_SOUND = "يُلفظ مثله" | "sounds alike";
    R_SLIP = "خطأ إملائي محتمل" | "may be mistyped";
    R_READING = "قراءة أخرى" | "another reading";
    R_JOINED = "متصل أو منفصل" | "joined or apart";
    R_INITIAL = "حرف أول" | "initial";
    R_NOT_LISTED = "ليس في القائمة" | "not in the listing";
    R_NOT_SEARCHED = "لم يُبحث عنه" | "not searched for";
    R_CONTRADICTION = "يخالف" | "contradicts";
    R_COMMON = "شائع" | "common";
    R_ORDER = "ترتيب آخر" | "another order";
    R_DIFFERENT = "مختلف" | "different";
    R_NEAR = "متقارب" | "near";
    R_RULE = "قاعدة" | "rule";
}

/// A rule in a word or two.
pub(crate) fn of_rule(rule: Rule) -> Text {
    use Rule as R;
    match rule {
        R::SameWord
        | R::BirthDateEqual
        | R::CountryShared
        | R::AddressShared
        | R::IdentifierEqual => R_SAME,
        R::OtherScript => R_SCRIPT,
        R::SoundsAlike => R_SOUND,
        R::Slip => R_SLIP,
        R::OtherReading => R_READING,
        R::Joined => R_JOINED,
        R::Initial => R_INITIAL,
        R::NotListed => R_NOT_LISTED,
        R::NotSearched => R_NOT_SEARCHED,
        R::Contradiction | R::FatherAndSon => R_CONTRADICTION,
        R::CommonParts => R_COMMON,
        R::OtherOrder => R_ORDER,
        R::OnePart
        | R::OtherForm
        | R::OtherNumber
        | R::WordAndInitials
        | R::OtherName
        | R::BirthDateDiffers
        | R::CountryDiffers
        | R::GenderDiffers => R_DIFFERENT,
        R::BirthDateAgrees | R::BirthDateSwapped | R::BirthDateNear => R_NEAR,
        _ => R_RULE,
    }
}
