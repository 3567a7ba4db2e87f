//! Batches.

use super::{Plural, texts};

texts! {
    TITLE = "فحص دفعة" | "Screen a batch";
    LEAD = "ملف CSV أو XLSX له عناوين: عملاء أو مستفيدون أو موردون. يُعرض ما فُهم منه قبل الفحص."
        | "A CSV or XLSX file with headings: customers, beneficiaries, suppliers. What was understood is shown before it is screened.";
    FILE = "الملف" | "File";
    DEFAULT_KIND = "نوع الأسطر التي لا تذكر نوعها" | "Kind of rows that do not say theirs";
    READ = "اقرأ الملف" | "Read the file";
    LIMITS = "حتى {rows}؛ لأكثر من ذلك الأمر hilf screen --input." | "Up to {rows}; for more use hilf screen --input.";
    TOO_MANY = "في الملف أكثر من {rows}؛ قسّمه أو استعمل الأمر hilf screen --input." | "The file has more than {rows}; split it, or use hilf screen --input.";
    NO_ROWS = "لا أسطر تحت العناوين." | "There is no row under the headings.";
    PREVIEW = "ما فُهم من «{name}»" | "What was understood of “{name}”";
    START = "ابدأ الفحص" | "Start screening";
    RUNNING = "يجري الفحص" | "Screening";
    RUNNING_HINT = "تتجدد هذه الصفحة من تلقاء نفسها." | "This page refreshes by itself.";
    DONE = "نتائج «{name}»" | "Results of “{name}”";
    FAILED = "توقف الفحص: {reason}" | "Screening stopped: {reason}";
    KEPT = "تبقى النتائج هنا إلى أن يُعاد تشغيل العقدة أو تأتي دفعات أحدث؛ نزّلها إن احتجتها."
        | "Results stay here until the node restarts or newer batches come; download what you need.";
    ONLY_HITS = "ذات النتائج والمحجوزة" | "With results, or held";
    ALL_ROWS = "كل الأسطر" | "All rows";
    ROW = "السطر" | "Row";
    REFERENCE = "المرجع" | "Reference";
    NAME = "الاسم" | "Name";
    STATUS = "الحالة" | "Status";
    RESULT = "أعلى النتائج" | "Highest results";
    CLEAR = "لا نتيجة" | "no result";
    HIT = "نتيجة" | "result";
    HELD = "محجوز" | "held";
    DOWNLOAD_CSV = "نزّل CSV" | "Download CSV";
    DOWNLOAD_JSON = "نزّل JSON Lines" | "Download JSON Lines";
    COUNT_ROWS = "أسطر" | "Rows";
    COUNT_HITS = "ذات نتائج" | "With results";
    COUNT_HELD = "محجوزة" | "Held";
    COUNT_CLEAR = "بلا نتائج" | "Without results";
    NEXT = "التالي" | "Next";
    PREVIOUS = "السابق" | "Previous";
    PAGES = "الصفحات" | "Pages";
    WITHOUT = "فُحص بلا ما تعذّرت قراءته." | "It was screened without what could not be read.";
    NOTHING_TO_SEARCH = "لا اسم في السطر ولا رقم يُبحث به" | "the row has neither a name nor an identifier to search for";
    BUSY = "دفعات كثيرة تجري الآن؛ انتظر انتهاء واحدة." | "Too many batches are running; wait for one to end.";
    REGISTER_HINT = "يُسجَّل ما له مرجع واسم أو رقم، ويُفحص فورًا ثم كلما تغيّرت القوائم. من سُجّل من قبل بلا تغيير يبقى كما هو." | "Rows with a reference and a name or number are registered, screened at once and again whenever the lists change. Whoever is registered unchanged stays as they are.";
    REGISTERING = "تسجيل العملاء: {done} من {of}" | "Registering customers: {done} of {of}";
    REGISTERED = "سُجّل {new} جديدًا، وتغيّر {changed}، وبقي {unchanged} كما هو، وفُتح {opened} تنبيهًا. أسطر لم تُسجَّل لخلوّها من مرجع أو مما يُبحث به: {left}." | "{new} registered, {changed} changed, {unchanged} as they were; {opened} alerts opened. Rows left out because they have no reference or nothing to search for: {left}.";
    REGISTER_FAILED = "توقف التسجيل؛ ما سُجّل باقٍ: {reason}" | "Registering stopped; what was registered stays: {reason}";
    GONE = "لم تعد هذه الدفعة هنا" | "This batch is no longer here";
    GONE_HINT = "ارفع الملف من جديد." | "Upload the file again.";
}

/// Customers to register.
pub(crate) const REGISTER_MANY: Plural = Plural::new(
    ["", "سجّل عميلًا واحدًا", "سجّل عميلين", "سجّل {n} عملاء", "سجّل {n} عميلًا", "سجّل {n} عميل"],
    ["Register {n} customer", "Register {n} customers"],
);

/// Results of a row.
pub(crate) const MORE: Plural = Plural::new(
    ["", "وأخرى", "واثنتان أخريان", "و{n} أخرى", "و{n} أخرى", "و{n} أخرى"],
    ["and {n} more", "and {n} more"],
);
