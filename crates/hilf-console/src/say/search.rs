//! Search, screening and their results.

use super::{Plural, Text, texts};

texts! {
    TITLE = "بحث وفحص" | "Search and screen";
    RESULTS_FOR = "نتائج «{name}»" | "Results for “{name}”";
    LEAD = "اسم شخص أو جهة أو سفينة، بالعربية أو بغيرها من الحروف، أو رقم مرجعي من قائمة."
        | "The name of a person, organisation or ship, in Arabic or any other script, or a list’s reference number.";
    NAME = "الاسم" | "Name";
    KIND = "النوع" | "Kind";
    ANY = "أي نوع" | "Any";
    BIRTH = "تاريخ الميلاد" | "Date of birth";
    BIRTH_HINT = "مثل 1971 أو 19.6.1951" | "such as 1971 or 19.6.1951";
    COUNTRY = "الجنسية أو البلد" | "Nationality or country";
    IDENTIFIER = "رقم وثيقة أو سجل" | "Document or register number";
    PURPOSE = "غرض الاطلاع" | "Purpose of the look-up";
    PURPOSE_HINT = "يُكتب في سجل الاطلاع مع كل بحث." | "It is recorded with every look-up.";
    CHOOSE = "اختر الغرض…" | "Choose the purpose…";
    REFERENCE = "مرجع الملف أو الطلب" | "Case or request reference";
    DEPTH = "حد الدرجة" | "Least score";
    DEPTH_USUAL = "{score} كما في ملف الضبط" | "{score}, as in the profile";
    DEPTH_DEEPER = "{score} أيضًا ما دون التنبيه" | "{score}, also below an alert";
    MORE = "وقائع أخرى" | "More facts";
    GO = "ابحث" | "Search";
    NEED_NAME = "اكتب اسمًا أو رقمًا." | "Enter a name or a number.";
    NEED_PURPOSE = "اختر غرض الاطلاع؛ لا يُعرض شيء بلا غرض." | "Choose the purpose; nothing is shown without one.";
    BAD_DATE = "لا يُقرأ «{text}» تاريخًا؛ اكتب مثل 1971 أو 1971-06-19." | "“{text}” is not read as a date; write 1971 or 1971-06-19.";
    BAD_COUNTRY = "لا يُعرف بلد باسم «{text}»." | "No country is known by “{text}”.";
    TOO_LONG = "النص أطول مما يُبحث عنه؛ اختصره إلى 500 حرف." | "The text is longer than what is searched for; shorten it to 500 characters.";
    HIDDEN = "أُزيلت من النص محارف خفية: {shown}" | "Hidden characters were taken out of the text: {shown}";
    NOTHING = "لا أحد في القوائم الحيّة بلغ حد الدرجة."
        | "Nobody on the live lists reaches the least score.";
    NOTHING_PROOF = "فُحص {records} في {lists}، باللقطة {snapshot}."
        | "{records} in {lists} were screened, snapshot {snapshot}.";
    BORN = "الميلاد" | "Born";
    FROM = "البلد" | "Country";
    LISTED_SINCE = "مُدرَج منذ" | "Listed since";
    WHY = "لماذا" | "Why";
    FOR = "مع" | "for";
    PARTLY = "جزئيًا" | "in part";
    AGAINST = "ضد" | "against";
    RULE = "قاعدة" | "rule";
    MATCHED = "طابق الاسم" | "Matched name";
    ALL_NAMES = "كل الأسماء" | "All names";
    SCRIPT = "الخط" | "Script";
    QUALITY = "الجودة" | "Quality";
    LISTING = "الإدراج" | "The listing";
    COMPARE = "قارن" | "Compare";
    ENTRY = "القيد كاملًا" | "Whole entry";
    SCORE = "الدرجة" | "Score";
    BELOW = "دون حد التنبيه" | "below an alert";
    DIRECT = "القيد ذو المرجع {reference}" | "The entry with the reference {reference}";
    SHOW_ALL = "اعرضها كلها" | "Show all";
    KEYS = "لوحة المفاتيح: / للبحث، وj وk بين النتائج، وEnter للمقارنة."
        | "Keyboard: / to search, j and k between results, Enter to compare.";
    STRONG = "تطابق قوي" | "strong";
    PROBABLE = "مرجَّح" | "probable";
    POSSIBLE = "ممكن" | "possible";
}

/// Number of results.
pub(crate) const HITS: Plural = Plural::new(
    ["لا نتائج", "نتيجة واحدة", "نتيجتان", "{n} نتائج", "{n} نتيجة", "{n} نتيجة"],
    ["{n} result", "{n} results"],
);
/// Rows of an explanation that are not shown.
pub(crate) const MORE_ROWS: Plural = Plural::new(
    [
        "لا أسباب أخرى",
        "وسبب آخر",
        "وسببان آخران",
        "و{n} أسباب أخرى",
        "و{n} سببًا آخر",
        "و{n} سبب آخر",
    ],
    ["and {n} more reason", "and {n} more reasons"],
);
/// Lists.
pub(crate) const LISTS: Plural = Plural::new(
    ["لا قوائم", "قائمة واحدة", "قائمتين", "{n} قوائم", "{n} قائمة", "{n} قائمة"],
    ["{n} list", "{n} lists"],
);

/// The name of a profile's band.
pub(crate) fn band(name: Option<&str>) -> Text {
    match name {
        Some("strong") => STRONG,
        Some("probable") => PROBABLE,
        Some(_) => POSSIBLE,
        None => BELOW,
    }
}

/// Purposes of a look-up, as they are recorded and as they are told.
pub(crate) const PURPOSES: &[(&str, Text)] = &[
    ("customer", Text::new("العناية الواجبة تجاه عميل", "Customer due diligence")),
    ("payment", Text::new("فحص دفعة أو حوالة", "Payment or transfer")),
    ("travel", Text::new("سفر أو عبور حدود", "Travel or border")),
    ("aid", Text::new("شريك أو مستفيد من معونة", "Aid partner or beneficiary")),
    ("content", Text::new("حساب أو محتوى على منصة", "Account or content on a platform")),
    ("investigation", Text::new("تحقيق مالي", "Financial investigation")),
    ("lists", Text::new("تعهّد القوائم", "Keeping the lists")),
    ("quality", Text::new("تدريب أو فحص جودة", "Training or quality check")),
];
