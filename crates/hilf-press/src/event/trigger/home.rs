//! People who come or are sent home.

use super::{Around, PEOPLE};
use crate::gazetteer::NameType;
use crate::lexicon::Words;

impl Around<'_, '_> {
    /// People who come or are sent home, from a camp, a prison or abroad.
    pub(super) fn coming_home(&self) -> bool {
        static CAMPS: Words = Words::new(
            "مخيم مخيمي مخيمات الهول روج سجون سجن بلدانهم بلادهم بلدهم بلاده بلادها أوطانهم وطنهم موطنهم ديارهم أراضيها \
             رعاياها مواطنيها camp camps home homeland",
        );
        static SENDING: Words = Words::new(
            "أجلت أجلى تجلي يجلي إجلاء أجلوا ترحيل رحل رحلت يرحل ترحل سيرحل سيرحلون استعادة استعاد استعادت تستعيد يستعيد ستستعيد إعادة أعاد أعادت تعيد \
             يعيد ستعيد repatriated repatriates repatriation deported deportation",
        );
        let sends = self.article.has(self.at, &SENDING);
        static BUILDING: Words = Words::new(
            "تأهيل إعمار دمج إدماج بناء فتح هيكلة توطين انتشار تموضع النظر تشغيل ظهور داعش التنظيم",
        );
        static ARRIVING: Words =
            Words::new("وصلت وصل وصول غادر غادرت مغادرة تسلم تتسلم يتسلم تسلمت");
        // "نقلت الوكالة عن مسؤول أن سجناء …", "أجلت المحكمة محاكمة متهمين": told on, and put off.
        static PUT_OFF: Words = Words::new(
            "المحكمة محكمة محاكمة جلسة الجلسة اجتماع الاجتماع موعد زيارة النظر الانتخابات قرار القرار الحكم",
        );
        static ABOUT: Words = Words::new("عن");
        let told_on = self.is(&["نقلت", "نقلوا"]) && self.behind(6, &ABOUT);
        let put_off =
            self.is(&["اجلت", "اجلي", "تجلي", "يجلي", "اجلوا"]) && self.behind(3, &PUT_OFF);
        if self.behind(1, &BUILDING) || told_on || put_off {
            return false;
        }
        static BATCH: Words = Words::new("دفعة الدفعة رحلة الرحلة وجبة الوجبة");
        let arrives = self.article.has(self.at, &ARRIVING);
        let batch = self.behind(2, &BATCH) || arrives && self.before(8, &BATCH);
        let comes = self.is(&["عوده", "عادت", "عاد", "غادر", "غادرت"]);
        // "تسلمت أوزبكستان ست نساء و18 طفلا": a state that takes over women and children has its own back.
        static FAMILIES: Words = Words::new(
            "نساء امرأة طفلا أطفال الأطفال طفل عائلات عائلة العائلات أسر أسرة عوائل أيتام يتيما قاصرا قصر",
        );
        let receives = self.is(&["تسلم", "تسلمت", "يتسلم", "تتسلم", "استلم", "استلمت"])
            && self.behind(14, &FAMILIES)
            && self.names.iter().any(|name| {
                (self.end..self.end + 3).contains(&name.tokens.start)
                    && name.known.kind == NameType::Political
            });
        let people = self.people_behind(if sends { 12 } else { 7 })
            || arrives && self.behind(16, &BATCH)
            || batch
            || comes && self.before(6, &PEOPLE);
        let from = self.behind(20, &CAMPS) || self.before(6, &CAMPS);
        let passive = self.form().contains("رحلون");
        passive || receives || (people && (sends || from || batch))
    }
}
