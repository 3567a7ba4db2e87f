//! The frame around every page.

use super::{Plural, texts};

texts! {
    NAME = "حلف" | "Hilf";
    SKIP = "تجاوز إلى المحتوى" | "Skip to the content";
    NAVIGATION = "الأقسام" | "Sections";
    SEARCH = "بحث وفحص" | "Search";
    BATCH = "فحص دفعة" | "Batch";
    LISTS = "القوائم" | "Lists";
    OVERVIEW = "نظرة عامة" | "Overview";
    PREFERENCES = "العرض" | "Display";
    THEME = "المظهر" | "Theme";
    THEME_SYSTEM = "حسب الجهاز" | "As the device";
    THEME_LIGHT = "فاتح" | "Light";
    THEME_DARK = "داكن" | "Dark";
    DIGITS = "الأرقام" | "Digits";
    DIGITS_ARABIC = "٠١٢٣٤٥٦٧٨٩" | "Arabic-Indic (in Arabic)";
    DIGITS_LATIN = "0123456789 بالأرقام العربية المغربية" | "0123456789";
    APPLY = "تطبيق" | "Apply";
    NO_LISTS = "لا قوائم حيّة بعد" | "No list is live yet";
    LISTS_LIVE = "القوائم الحيّة" | "Live lists";
    FRESH = "حديثة" | "fresh";
    AGEING = "تتقادم" | "ageing";
    OLD = "قديمة" | "old";
    NEVER = "غير معروف" | "not known";
    FOOTER = "لا قرار آلي: الدرجة سبب للنظر، والقرار لإنسان."
        | "Nothing is decided by a machine: a score is a reason to look, people decide.";
    SNAPSHOT = "اللقطة" | "Snapshot";
    MATCHER = "المُطابِق" | "Matcher";
    PROFILE = "ملف الضبط" | "Profile";
    ABOUT = "نحو {date}" | "about {date}";
    BETWEEN = "بين {from} و{to}" | "between {from} and {to}";
    HIJRI = "{date} هـ" | "{date} AH";
    SHOW_TABLE = "الجدول وراء الرسم" | "The table behind the picture";
    DASH = "لا يُذكر" | "not stated";
}

/// Age of lists.
pub(crate) const DAYS: Plural = Plural::new(
    ["اليوم", "قبل يوم", "قبل يومين", "قبل {n} أيام", "قبل {n} يومًا", "قبل {n} يوم"],
    ["a day ago", "{n} days ago"],
);
/// Listed records.
pub(crate) const RECORDS: Plural = Plural::new(
    ["لا قيود", "قيد واحد", "قيدان", "{n} قيود", "{n} قيدًا", "{n} قيد"],
    ["{n} record", "{n} records"],
);
