//! Lines that web pages put around a report.

use std::sync::OnceLock;

use crate::date::{dates, time_of_day_at};
use crate::lexicon::Phrases;
use crate::token::{Kind, Token, form_of, tokens};

/// The rule by which a line belongs to the page.
pub(crate) fn rule_of(line: &str) -> Option<&'static str> {
    let line = line.trim();
    let short = line.chars().nth(120).is_none();
    let folded = folded(line.trim_matches([' ', ':', '.', '-', '|', '»', '<', '>']));
    let whole = lists().whole.iter().find(|(marker, _)| *marker == folded);
    if let Some((_, rule)) = whole {
        return Some(rule);
    }
    let led = |(marker, _): &&(String, &'static str)| {
        folded
            .strip_prefix(marker.as_str())
            .is_some_and(|rest| rest.starts_with([' ', ':', '-', '|']))
    };
    if short && let Some((_, rule)) = lists().leading.iter().find(led) {
        return Some(rule);
    }
    if short && lists().inside.iter().any(|mark| folded.contains(mark.as_str()))
        || line.contains('©')
    {
        return Some("copyright");
    }
    if short
        && (line.contains(" » ") || line.contains(" › ") || line.contains(" > "))
        && !line.ends_with('.')
    {
        return Some("breadcrumb");
    }
    if !short {
        return None;
    }
    let found = tokens(line);
    if is_shares(&found) {
        return Some("share-buttons");
    }
    if found.first().is_some_and(|token| token.is("#")) {
        return Some("tags");
    }
    is_stamp(&found).then_some("date-stamp")
}

/// Folds every word of a line as single words are.
fn folded(line: &str) -> String {
    form_of(line).replace('ة', "ه")
}

struct Lists {
    /// Lines that are nothing else.
    whole: Vec<(String, &'static str)>,
    /// Beginnings of short lines.
    leading: Vec<(String, &'static str)>,
    /// Marks inside short lines.
    inside: Vec<String>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let table = |rows: &[(&'static str, &'static str)]| {
            let spelt = rows.iter().flat_map(|(row, rule)| row.split('|').map(move |s| (folded(s), *rule)));
            spelt.collect()
        };
        Lists {
            whole: table(&[
                (
                    "اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|مقالات ذات صلة|مواضيع ذات صلة|أخبار ذات صلة|شاهد أيضا|شاهد أيضاً|\
                     طالع أيضا|مواضيع مشابهة|قد يهمك|قد يهمك أيضا|الأكثر قراءة|الأكثر مشاهدة|آخر الأخبار|المزيد|اخترنا لك|\
                     ذات صلة|related articles|read also|most read|related",
                    "related-links",
                ),
                (
                    "التعليقات|تعليقات|اترك تعليقا|اترك تعليقاً|أضف تعليقا|أضف تعليقك|تعليقات القراء|إضافة تعليق|\
                     comments|leave a comment",
                    "comments",
                ),
                (
                    "زر الذهاب إلى الأعلى|القائمة|الرئيسية|بحث|تسجيل الدخول|شارك|مشاركة|طباعة|حفظ|نسخ الرابط|استمع|\
                     اشترك|تابعنا|تابعونا|عاجل|إعلان|الصفحة السابقة|الصفحة التالية|إغلاق|عودة|menu|search|home|share|subscribe|advertisement",
                    "navigation-marker",
                ),
                ("الإشراف العام|رئيس التحرير|مدير التحرير|الكاتب|تصوير|المصدر|الناشر|رئيس مجلس الإدارة|هيئة التحرير", "masthead-role"),
            ]),
            leading: table(&[
                ("اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|شاهد أيضا|طالع أيضا|اقرأ المزيد|المزيد|read also", "related-links"),
                ("بقلم|كتب|كتبت|متابعة|إعداد|تحرير|ترجمة|by", "byline"),
                ("تصوير|صورة|الصورة|مصدر الصورة|photo|image", "picture-credit"),
                ("المصدر|source", "source-line"),
                ("الكلمات المفتاحية|كلمات مفتاحية|كلمات دليلية|الوسوم|وسوم|tags", "tags"),
                ("تابعنا على|تابعونا على|اشترك في|انضم إلى قناتنا|شارك على|شارك عبر|شاركها|هل أعجبك|انضم إلى قائمة|اشترك بنشرتنا|اشترك الآن|سجل بريدك|احصل على نشرتنا", "share-buttons"),
                ("عدد المشاهدات|مدة القراءة|وقت القراءة|عدد القراء", "counter"),
                ("الرئيسية", "breadcrumb"),
            ])
            ,
            inside: ["جميع الحقوق محفوظة", "حقوق النشر", "كافة الحقوق محفوظة", "all rights reserved", "copyright"]
                .iter()
                .map(|mark| folded(mark))
                .collect(),
        }
    })
}

fn is_shares(found: &[Token]) -> bool {
    static NETWORKS: OnceLock<Phrases<()>> = OnceLock::new();
    let networks = NETWORKS.get_or_init(|| {
        let names = "فيسبوك تويتر واتساب واتس تليجرام تلغرام تيليجرام لينكدإن لينكد بينتريست طباعة انستغرام انستجرام يوتيوب إكس \
            شارك مشاركة إيميل البريد ماسنجر تيكتوك facebook twitter whatsapp telegram linkedin email print pinterest messenger";
        Phrases::new(names.split_whitespace().map(|name| (name, ())))
    });
    let words: Vec<usize> = (0..found.len()).filter(|i| found[*i].kind == Kind::Word).collect();
    words.len() >= 2 && words.iter().all(|i| networks.at(found, *i).is_some())
}

/// A line of a date, a time and at most a few words beside them.
fn is_stamp(found: &[Token]) -> bool {
    const LABELS: &[&str] = &[
        "نشر",
        "نشرت",
        "في",
        "تاريخ",
        "النشر",
        "اخر",
        "تحديث",
        "حدث",
        "يوم",
        "بتاريخ",
        "الساعه",
        "التاريخ",
        "م",
        "ص",
        "ه",
        "published",
        "updated",
        "on",
        "at",
        "gmt",
        "بتوقيت",
        "غرينتش",
        "الموافق",
        "اضيف",
        "مساء",
        "صباحا",
    ];
    let mut taken = vec![false; found.len()];
    let mut dated = false;
    for mention in dates(found) {
        dated |= mention.tokens.len() >= 3;
        taken[mention.tokens].fill(true);
    }
    for at in 0..found.len() {
        if let Some(len) = time_of_day_at(found, at) {
            taken[at..(at + len).min(found.len())].fill(true);
        }
    }
    let left = found.iter().zip(&taken).filter(|(token, taken)| {
        !**taken && token.kind == Kind::Word && !LABELS.contains(&token.form.as_str())
    });
    let sentence = found.last().is_some_and(|token| token.is("."));
    dated && !sentence && left.count() <= 1
}
