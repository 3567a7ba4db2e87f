//! Dates, Gregorian and Hijri, as precise as they are known.

use hilf_entity::{FuzzyDate, Precision};
use hilf_match::Lang;
use icu_calendar::cal::Hijri;

use super::{Html, Ui};
use crate::say::frame;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_AR: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];
const HIJRI_EN: [&str; 12] = [
    "Muharram",
    "Safar",
    "Rabi I",
    "Rabi II",
    "Jumada I",
    "Jumada II",
    "Rajab",
    "Shaban",
    "Ramadan",
    "Shawwal",
    "Dhu al-Qada",
    "Dhu al-Hijja",
];
const HIJRI_AR: [&str; 12] = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];

impl Ui {
    /// An ISO 8601 date, whole or its beginning, or a time of which the date is shown; what is no
    /// date is shown as it is.
    pub(crate) fn date(&self, iso: &str) -> Html {
        let day = iso.get(..10).filter(|_| iso.len() > 10).unwrap_or(iso);
        match FuzzyDate::from_edtf(day) {
            Ok(date) => self.fuzzy(date),
            Err(_) => Html::element("bdi", &[], &Html::text(iso)),
        }
    }

    /// A time in UTC, to the minute.
    pub(crate) fn time(&self, iso: &str) -> Html {
        let Some(clock) = iso.get(11..16) else { return self.date(iso) };
        let mut html = self.date(iso);
        html.markup(" ");
        html.push(&self.own(clock));
        html.markup(" <abbr>UTC</abbr>");
        html
    }

    /// A date as precise as it is known.
    pub(crate) fn fuzzy(&self, date: FuzzyDate) -> Html {
        let (from, to) = (date.earliest(), date.latest());
        let one = match date.precision() {
            Precision::Day => Some(self.parts(from.year(), Some(from.month()), Some(from.day()))),
            Precision::Month => Some(self.parts(from.year(), Some(from.month()), None)),
            Precision::Year => Some(self.parts(from.year(), None, None)),
            _ => None,
        };
        let text = one.unwrap_or_else(|| {
            let whole_years = (from.month(), from.day(), to.month(), to.day()) == (1, 1, 12, 31);
            let part = |d: jiff::civil::Date| match whole_years {
                true => self.parts(d.year(), None, None),
                false => self.parts(d.year(), Some(d.month()), Some(d.day())),
            };
            let parts = [("from", part(from)), ("to", part(to))];
            plain(self.t(frame::BETWEEN), &parts)
        });
        let text = match date.is_circa() {
            true => plain(self.t(frame::ABOUT), &[("date", text)]),
            false => text,
        };
        match date.precision() {
            Precision::Day => {
                Html::element("time", &[("datetime", &from.to_string())], &Html::text(&text))
            }
            _ => Html::text(&text),
        }
    }

    /// The Hijri date (Umm al-Qura) of a day known exactly; nothing for another date.
    pub(crate) fn hijri(&self, date: FuzzyDate) -> Option<String> {
        if date.precision() != Precision::Day || date.is_circa() {
            return None;
        }
        let day = date.earliest();
        let (month, of_month) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
        let iso = icu_calendar::Date::try_new_iso(day.year().into(), month, of_month).ok()?;
        let hijri = iso.to_calendar(Hijri::new_umm_al_qura());
        let names = match self.lang {
            Lang::Arabic => &HIJRI_AR,
            Lang::English => &HIJRI_EN,
        };
        let name = names.get(usize::from(hijri.month().ordinal).checked_sub(1)?)?;
        let text =
            format!("{} {name} {}", hijri.day_of_month().0, hijri.year().era_year_or_related_iso());
        Some(self.own(&plain(self.t(frame::HIJRI), &[("date", text)])))
    }

    /// A date with its Hijri day after it.
    pub(crate) fn both(&self, date: FuzzyDate) -> Html {
        let mut html = self.fuzzy(date);
        if let Some(hijri) = self.hijri(date) {
            html.markup(" <span class=\"hijri\">");
            html.push(&hijri);
            html.markup("</span>");
        }
        html
    }

    fn parts(&self, year: i16, month: Option<i8>, day: Option<i8>) -> String {
        let names = match self.lang {
            Lang::Arabic => &MONTHS_AR,
            Lang::English => &MONTHS_EN,
        };
        let month = month.and_then(|m| names.get(usize::try_from(m).ok()?.checked_sub(1)?));
        let text = match (day, month) {
            (Some(day), Some(month)) => format!("{day} {month} {year}"),
            (None, Some(month)) => format!("{month} {year}"),
            _ => year.to_string(),
        };
        self.own(&text)
    }
}

/// Whole days since an ISO 8601 date or time; `None` for what is no date.
pub(crate) fn age_in_days(iso: &str) -> Option<u64> {
    let day: jiff::civil::Date = iso.get(..10)?.parse().ok()?;
    // A timestamp is written in UTC.
    let today = jiff::Timestamp::now().to_string();
    let today: jiff::civil::Date = today.get(..10)?.parse().ok()?;
    let days = today.since((jiff::Unit::Day, day)).ok()?.get_days();
    Some(u64::try_from(days).unwrap_or(0))
}

fn plain(pattern: &str, parts: &[(&str, String)]) -> String {
    parts
        .iter()
        .fold(pattern.to_owned(), |text, (name, part)| text.replace(&format!("{{{name}}}"), part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ui(lang: Lang) -> Ui {
        Ui::new(lang)
    }

    #[test]
    fn dates_are_as_precise_as_they_are_known() {
        let english = |text: &str| ui(Lang::English).date(text).to_string();
        assert_eq!(english("1951-06-19"), "<time datetime=\"1951-06-19\">19 June 1951</time>");
        assert_eq!(english("1951-06"), "June 1951");
        assert_eq!(english("1951~"), "about 1951");
        assert_eq!(english("1960/1965"), "between 1960 and 1965");
        assert_eq!(english("spring"), "<bdi>spring</bdi>");
        assert_eq!(ui(Lang::Arabic).date("1951-06").to_string(), "يونيو ١٩٥١");
    }

    #[test]
    fn days_known_exactly_have_a_hijri_day() {
        let day = FuzzyDate::day(2000, 4, 6).unwrap();
        assert_eq!(ui(Lang::English).hijri(day).unwrap(), "1 Muharram 1421 AH");
        assert_eq!(ui(Lang::Arabic).hijri(day).unwrap(), "١ محرم ١٤٢١ هـ");
        assert_eq!(ui(Lang::English).hijri(FuzzyDate::year(2000).unwrap()), None);
    }

    #[test]
    fn times_are_told_to_the_minute_in_utc() {
        let time = ui(Lang::English).time("2026-02-27T00:05:09.554Z").to_string();
        assert!(time.ends_with("27 February 2026</time> 00:05 <abbr>UTC</abbr>"), "{time}");
    }
}
