//! Month names.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The calendar that a month belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Calendar {
    /// Of the Gregorian year.
    Gregorian,
    /// Of the lunar Islamic year.
    Islamic,
    /// Of the solar Islamic year of Iran and Afghanistan.
    Solar,
}

/// A month of a calendar, from 1.
pub(super) type Month = (Calendar, i8);

/// Letters that an abbreviation in Latin script must have.
const ABBREVIATION_MIN: usize = 3;

/// Gregorian months in English, French, Spanish, German, Turkish, and in Arabic by the names of
/// Egypt and the Gulf, of the Levant and Iraq, and of the Maghreb.
const GREGORIAN: [&[&str]; 12] = [
    &["january", "janvier", "enero", "januar", "ocak", "يناير", "كانون الثاني", "جانفي", "ينير"],
    &["february", "février", "febrero", "februar", "şubat", "فبراير", "شباط", "فيفري"],
    &["march", "mars", "marzo", "märz", "mart", "مارس", "آذار"],
    &["april", "avril", "abril", "nisan", "أبريل", "إبريل", "نيسان", "أفريل"],
    &["may", "mai", "mayo", "mayıs", "مايو", "أيار", "ماي"],
    &["june", "juin", "junio", "juni", "haziran", "يونيو", "يونيه", "حزيران", "جوان", "يونيوه"],
    &["july", "juillet", "julio", "juli", "temmuz", "يوليو", "يوليه", "تموز", "جويلية", "يوليوز"],
    &["august", "août", "agosto", "ağustos", "أغسطس", "آب", "أوت", "غشت"],
    &["september", "septembre", "septiembre", "eylül", "سبتمبر", "أيلول", "شتنبر"],
    &["october", "octobre", "octubre", "oktober", "ekim", "أكتوبر", "تشرين الأول"],
    &["november", "novembre", "noviembre", "kasım", "نوفمبر", "تشرين الثاني", "نونبر"],
    &["december", "décembre", "diciembre", "dezember", "aralık", "ديسمبر", "كانون الأول", "دجنبر"],
];

/// Months of the lunar Islamic year, in Arabic and in common Latin spellings.
const ISLAMIC: [&[&str]; 12] = [
    &["محرم", "محرم الحرام", "muharram", "moharram"],
    &["صفر", "صفر الخير", "safar"],
    &["ربيع الأول", "ربيع أول", "rabi al awwal", "rabi i"],
    &["ربيع الثاني", "ربيع الآخر", "rabi al thani", "rabi ii"],
    &["جمادى الأولى", "جمادى الأول", "جماد الأول", "jumada al awwal", "jumada al ula", "jumada i"],
    &[
        "جمادى الثانية",
        "جمادى الآخرة",
        "جماد الثاني",
        "جماد الآخر",
        "jumada al thani",
        "jumada al akhira",
        "jumada ii",
    ],
    &["رجب", "رجب المرجب", "rajab"],
    &["شعبان", "شعبان المعظم", "shaban", "sha'ban"],
    &["رمضان", "رمضان المبارك", "ramadan", "ramazan"],
    &["شوال", "شوال المكرم", "shawwal"],
    &["ذو القعدة", "ذي القعدة", "dhu al qidah", "dhul qadah", "dhu al qadah"],
    &["ذو الحجة", "ذي الحجة", "dhu al hijjah", "dhul hijjah"],
];

/// The month that begins at a word, with the number of words of its name. `words` are folded;
/// Latin names may be abbreviated where that tells them apart (`jui` does not).
pub(super) fn month_at(words: &[&str]) -> Option<(Month, usize)> {
    let table = table();
    for count in (1..=table.longest.min(words.len())).rev() {
        let key = words.get(..count)?.iter().map(|w| bare(w)).collect::<Vec<_>>().join(" ");
        if let Some(month) = table.names.get(&key) {
            return Some((*month, count));
        }
    }
    let word = words.first()?;
    if word.len() < ABBREVIATION_MIN || !word.is_ascii() {
        return None;
    }
    let mut meant = table.names.iter().filter(|(name, _)| name.starts_with(word));
    let (_, first) = meant.next()?;
    meant.all(|(_, other)| other == first).then_some((*first, 1))
}

struct Table {
    names: HashMap<String, Month>,
    longest: usize,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { names: HashMap::new(), longest: 1 };
        for (calendar, months) in [(Calendar::Gregorian, GREGORIAN), (Calendar::Islamic, ISLAMIC)] {
            for (number, names) in (1..).zip(months) {
                for name in names {
                    let folded = hilf_text::fold(name);
                    let words: Vec<String> =
                        folded.text().split(' ').map(|w| bare(w).replace('\'', "")).collect();
                    table.longest = table.longest.max(words.len());
                    table.names.insert(words.join(" "), (calendar, number));
                }
            }
        }
        table
    })
}

/// A word without the Arabic article.
fn bare(word: &str) -> &str {
    word.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3).unwrap_or(word)
}
