//! Words of organisations that are translated rather than spelt: شبكة is a network, завод a plant. Each
//! is read as the English word as well, which lists write.

use std::collections::HashMap;
use std::sync::OnceLock;

/// English word, then Arabic, Persian and Russian ones, folded and without their articles.
const WORDS: &str = "
network شبكة شبكه
organization تنظيم منظمة سازمان организация
group مجموعة جماعة گروه группа
movement حركة حرکت движение
foundation مؤسسة موسسة موسسه بنياد фонд
company شركة شرکت компания
association جمعية رابطة انجمن ассоциация
charity خيرية خيريه
relief اغاثة
bank بنك مصرف بانك банк
party حزب партия
brigade لواء бригада
brigades كتائب
battalion كتيبة батальон
army جيش ارتش армия
front جبهة фронт
office مكتب دفتر
committee لجنة كميته комитет
council مجلس شوراي совет
ministry وزارة وزارت министерство
university جامعة دانشگاه университет
institute معهد انستيتو институт
center مركز центр
factory مصنع كارخانه
plant завод
industries صناعات صنايع
industrial صناعية صنعتي
international دولية دولي عالمية عالمي العالميه международный
islamic اسلامية اسلامي
national وطنية وطني ملي национальный
general عامة عام
trading تجارية تجارة بازرگاني торговый
exchange صرافة صرافي
money اموال
investment استثمار استثمارية
engineering هندسة هندسية مهندسي
construction انشاءات بناء مقاولات
services خدمات
transport نقل
shipping شحن كشتيراني
oil نفط نفت
gas غاز گاز
agency وكالة خبرگزاري агентство
news اخبار
security امن امنية امنيت
limited محدودة
corporation корпорация
concern концерн
";

/// The English word that a folded word stands for.
pub(crate) fn english(word: &str) -> Option<&'static str> {
    static TABLE: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let lines = WORDS.lines().filter_map(|line| line.split_once(' '));
        lines.flat_map(|(english, own)| own.split(' ').map(move |own| (own, english))).collect()
    });
    table.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::english;

    #[test]
    fn words_that_are_translated_are_known() {
        assert_eq!(english("شبكة"), Some("network"));
        assert_eq!(english("банк"), Some("bank"));
        assert_eq!(english("محمد"), None);
    }
}
