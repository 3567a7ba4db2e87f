//! Names of months, weekdays and shifts.

use std::sync::OnceLock;

use crate::lexicon::Phrases;

/// A month of one of the calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Month {
    /// 1 to 12.
    pub(super) number: i8,
    /// Whether it is a month of the Islamic calendar.
    pub(super) hijri: bool,
    /// Whether the word also means something else, and needs a day or year beside it.
    pub(super) doubtful: bool,
}

/// Gregorian months as the national presses name them (CLDR for the Maghreb, the Levant, Egypt and
/// the Gulf; variants of hamza fold away), then English.
const GREGORIAN: &[&str] = &[
    "يناير|جانفي|كانون الثاني|كانون ثاني|ينايير|January|Jan",
    "فبراير|فيفري|شباط|February|Feb",
    "مارس!|آذار|March|Mar",
    "أبريل|إبريل|أفريل|نيسان|ابريل|April|Apr",
    "مايو|ماي|أيار!|May!",
    "يونيو|يونيه|جوان!|حزيران|June|Jun",
    "يوليو|يوليه|يوليوز|جويلية|تموز|July|Jul",
    "أغسطس|أغشت|غشت|أوت!|آب!|August|Aug",
    "سبتمبر|شتنبر|شتمبر|أيلول|September|Sept|Sep",
    "أكتوبر|اكتوبر|تشرين الأول|تشرين أول|October|Oct",
    "نوفمبر|نونبر|نوفمبير|تشرين الثاني|تشرين ثاني|November|Nov",
    "ديسمبر|دجنبر|دجمبر|ديسمبير|كانون الأول|كانون أول|December|Dec",
];
const HIJRI: &[&str] = &[
    "محرم!|المحرم!",
    "صفر!",
    "ربيع الأول|ربيع أول",
    "ربيع الآخر|ربيع الثاني|ربيع ثاني",
    "جمادى الأولى|جمادى الاول",
    "جمادى الآخرة|جمادى الثانية|جمادى الآخر|جمادى الثاني",
    "رجب!",
    "شعبان!",
    "رمضان",
    "شوال",
    "ذو القعدة|ذي القعدة",
    "ذو الحجة|ذي الحجة",
];
const WEEKDAYS: &[&str] = &[
    "الاثنين|الإثنين|Monday",
    "الثلاثاء|الثلثاء|Tuesday",
    "الأربعاء|الاربعاء|Wednesday",
    "الخميس|Thursday",
    "الجمعة|Friday",
    "السبت|Saturday",
    "الأحد|Sunday",
];

pub(super) fn months() -> &'static Phrases<Month> {
    static MONTHS: OnceLock<Phrases<Month>> = OnceLock::new();
    MONTHS.get_or_init(|| {
        let all = [(GREGORIAN, false), (HIJRI, true)];
        Phrases::new(all.into_iter().flat_map(|(table, hijri)| {
            table.iter().zip(1i8..).flat_map(move |(row, number)| {
                row.split('|').map(move |name| {
                    let plain = name.trim_end_matches('!');
                    (plain, Month { number, hijri, doubtful: plain.len() != name.len() })
                })
            })
        }))
    })
}

/// Weekdays, Monday 1 to Sunday 7.
pub(super) fn weekdays() -> &'static Phrases<i8> {
    static DAYS: OnceLock<Phrases<i8>> = OnceLock::new();
    DAYS.get_or_init(|| table(WEEKDAYS.iter().copied().zip(1i8..)))
}

/// Adjectives of shift: past -1, this 0, next 1.
pub(super) fn shifts() -> &'static Phrases<i64> {
    static SHIFTS: OnceLock<Phrases<i64>> = OnceLock::new();
    SHIFTS.get_or_init(|| {
        table([
            ("الماضي|الماضية|الماض|الفائت|الفائتة|المنصرم|المنصرمة|الماضيين|الماضيان|الفائتين|السابق|السابقة|المنقضي|last|past", -1),
            ("الجاري|الجارية|الجاريين|الحالي|الحالية|this|current", 0),
            ("المقبل|المقبلة|المقبلين|المقبلان|القادمين|القادم|القادمة|التالي|التالية|الجاي|الآتي|next|coming", 1),
        ])
    })
}

/// Units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Days.
    Day,
    /// Weeks, Monday to Sunday (ISO 8601).
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
    /// Ten years.
    Decade,
}

/// Units with how many of them the word says: "two days" is one word.
pub(super) fn units() -> &'static Phrases<(Unit, i64)> {
    static UNITS: OnceLock<Phrases<(Unit, i64)>> = OnceLock::new();
    UNITS.get_or_init(|| {
        table([
            ("يوم|يوما|أيام|الأيام|day|days", (Unit::Day, 1)),
            ("يومين|يومان|اليومين", (Unit::Day, 2)),
            ("أسبوع|أسبوعا|أسابيع|الأسبوع|الأسابيع|week|weeks", (Unit::Week, 1)),
            ("أسبوعين|أسبوعان|الأسبوعين", (Unit::Week, 2)),
            ("شهر|شهرا|أشهر|شهور|الشهر|الأشهر|الشهور|month|months", (Unit::Month, 1)),
            ("شهرين|شهران|الشهرين", (Unit::Month, 2)),
            (
                "عام|عاما|أعوام|سنة|سنوات|سنين|العام|السنة|السنوات|الأعوام|year|years",
                (Unit::Year, 1),
            ),
            ("عامين|عامان|سنتين|سنتان|العامين|السنتين", (Unit::Year, 2)),
            ("عقد|عقود|العقد|العقود|decade|decades", (Unit::Decade, 1)),
            ("عقدين|عقدان|العقدين", (Unit::Decade, 2)),
        ])
    })
}

/// Words for one day, as days from the day of publication.
pub(super) fn days() -> &'static Phrases<i64> {
    static DAYS: OnceLock<Phrases<i64>> = OnceLock::new();
    DAYS.get_or_init(|| {
        table([
            ("أول أمس|أول من أمس|اول امس|أمس الأول|قبل أمس|قبل البارحة", -2),
            ("أمس|البارحة|بالأمس|مساء أمس|صباح أمس|ليلة أمس|يوم أمس|yesterday", -1),
            ("اليوم|صباح اليوم|مساء اليوم|ظهر اليوم|هذا اليوم|هذا الصباح|هذا المساء|صباح هذا اليوم|مساء هذا اليوم|الليلة|هذه الليلة|today|tonight", 0),
            ("غدا|غد|الغد|يوم غد|بكرة|tomorrow", 1),
            ("بعد غد|بعد الغد|يوم بعد غد|اليوم الذي بعد الغد|بعد بكرة|اليوم الي بعد بكرة", 2),
        ])
    })
}

/// Parts of a month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// First third.
    Early,
    /// Second third.
    Middle,
    /// Last third.
    Late,
    /// First or second half.
    Half(i8),
    /// First to fourth quarter.
    Quarter(i8),
    /// Spring, summer or autumn, by its first month; winter belongs to two years.
    Season(i8),
}

pub(super) fn parts() -> &'static Phrases<Part> {
    static PARTS: OnceLock<Phrases<Part>> = OnceLock::new();
    PARTS.get_or_init(|| {
        table([
            ("مطلع|أوائل|بداية|مستهل|بدايات|early|beginning of", Part::Early),
            ("منتصف|أواسط|وسط|mid", Part::Middle),
            ("أواخر|نهاية|ختام|آخر|نهايات|متم|late|end of|the end of", Part::Late),
            ("ربيع|spring of", Part::Season(3)),
            ("صيف|summer of", Part::Season(6)),
            ("خريف|autumn of|fall of", Part::Season(9)),
            ("النصف الأول من|السداسي الأول من|الشطر الأول من|first half of", Part::Half(1)),
            ("النصف الثاني من|السداسي الثاني من|الشطر الثاني من|second half of", Part::Half(2)),
            ("الربع الأول من|الفصل الأول من|الثلاثي الأول من|first quarter of", Part::Quarter(1)),
            ("الربع الثاني من|الثلاثي الثاني من|second quarter of", Part::Quarter(2)),
            ("الربع الثالث من|الثلاثي الثالث من|third quarter of", Part::Quarter(3)),
            (
                "الربع الرابع من|الربع الأخير من|الثلاثي الرابع من|fourth quarter of|last quarter of",
                Part::Quarter(4),
            ),
        ])
    })
}

/// Feasts with month and day; the year of the feast comes from the text or the anchor.
pub(super) fn feasts() -> &'static Phrases<(i8, i8, bool)> {
    static FEASTS: OnceLock<Phrases<(i8, i8, bool)>> = OnceLock::new();
    FEASTS.get_or_init(|| {
        table([
            ("عيد الأضحى|عيد الاضحى المبارك", (12, 10, true)),
            ("عيد الفطر", (10, 1, true)),
            ("رأس السنة الهجرية", (1, 1, true)),
            ("المولد النبوي", (3, 12, true)),
            ("عاشوراء", (1, 10, true)),
            ("عيد الميلاد|كريسماس|Christmas", (12, 25, false)),
            ("رأس السنة الميلادية", (1, 1, false)),
        ])
    })
}

fn table<T: Copy>(rows: impl IntoIterator<Item = (&'static str, T)>) -> Phrases<T> {
    Phrases::new(
        rows.into_iter().flat_map(|(row, value)| row.split('|').map(move |name| (name, value))),
    )
}
