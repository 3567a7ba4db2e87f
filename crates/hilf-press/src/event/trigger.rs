//! Words that tell of an event, and what must stand around them.

mod home;

use std::ops::Range;
use std::sync::OnceLock;

use super::EventType;
use crate::article::Article;
use crate::gazetteer::{self, NameType, nisba};
use crate::inflect;
use crate::lexicon::{Phrases, Words, rows, spellings};
use crate::token::Kind;

fn triggers() -> &'static Phrases<EventType> {
    static TRIGGERS: OnceLock<Phrases<EventType>> = OnceLock::new();
    TRIGGERS.get_or_init(|| {
        let mut all: Vec<(String, EventType)> = Vec::new();
        for row in rows(include_str!("../../data/triggers.tsv")) {
            let Some(kind) = EventType::ALL.iter().find(|kind| kind.name() == row[0]) else {
                continue;
            };
            for spelling in spellings(row[2]) {
                let forms = match (row[1], spelling.split_once('/')) {
                    ("noun", _) => inflect::noun(spelling),
                    ("verb", Some((perfect, body))) => inflect::verb(perfect, body),
                    _ => vec![spelling.to_owned()],
                };
                all.extend(forms.into_iter().map(|form| (form, *kind)));
            }
        }
        Phrases::new(all.iter().map(|(form, kind)| (form.as_str(), *kind)))
    })
}

/// What a trigger does for its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Force {
    /// Tells of an event.
    Tells,
    /// Only speaks of one told elsewhere.
    Refers,
}

/// The trigger at a place: its type, and whether it tells of an event.
pub(super) fn trigger_at(
    article: &Article<'_>,
    names: &[gazetteer::Mention],
    sentence: &Range<usize>,
    at: usize,
) -> Option<(EventType, Force)> {
    let found = triggers().at(&article.tokens[..sentence.end], at)?;
    let around = Around { article, names, sentence, at, end: at + found.len };
    around.judge(*found.value)
}

/// Verbs and nouns of intent: what they govern has not happened.
static INTENT: Words = Words::new(
    "يخطط يخططون تخطط خطط خططوا خططت التخطيط تخطيط مخطط مخططات الإعداد إعداد التحضير تحضير بصدد \
     يعتزمون ينوون نية محاولة احتمال محتمل محتملة خطر أخطار تهديد تهديدات مخاوف منع لمنع تفادي \
     إجهاض مواجهة مكافحة محاربة لصد ردع تروم يروم يرومون لاستهداف planning planned plotting plot prevent threat risk",
);
static FOILED: Words = Words::new("أحبط أحبطت إحباط يحبط foiled thwarted");
static LAUNCHED: Words = Words::new(
    "شن شنه شنته شنها شنتها يشن تشن نفذ نفذه نفذته نفذها نفذت نفذوا ينفذ تنفذ تنفيذ أطلق أطلقت أطلقتها يطلق تطلق \
     انطلقت انطلق انطلاق بدأت بدأ بدء قادت قاد تقود خاض خاضت launched conducted carried began",
);
static MILITARY: Words = Words::new(
    "أمنية أمني الأمنية عسكرية العسكرية عسكري مشتركة المشتركة نوعية النوعية استباقية الاستباقية خاصة جوية الجوية \
     برية تمشيط التمشيط دهم مداهمة مطاردة إنزال تطهير واسعة تفتيش أمنيتين عسكريتين ميدانية military security joint \
     counterterrorism counter",
);
static BODIES: Words = Words::new(
    "مجموعة المجموعة مركز تحالف التحالف لجنة هيئة قوة وحدة فريق منصة آلية صندوق مكتب أمانة وكالة شبكة مرصد \
     غرفة منتدى مجلس تنظيم حركة جماعة منظمة جهاز حلف خلية group centre center coalition committee force unit \
     fund office mechanism",
);
static SIGNING: Words = Words::new(
    "وقع وقعت وقعوا وقعا وقعتا يوقع توقع يوقعان توقعان سيوقع ستوقع توقيع التوقيع بتوقيع أبرم أبرمت إبرام توصل توصلت \
     توصلوا التوصل صادق صادقت المصادقة اتفقا signed sign signing concluded reached sealed",
);
static LISTS: Words = Words::new(
    "قائمة القائمة قائمتها قائمته قوائمها لائحتها لائحته قوائم القوائم لائحة اللائحة لوائح عقوبات العقوبات الجزاءات جزاءات الإرهاب السوداء list lists \
     sanctions blacklist terrorists terrorist",
);
static ADDS: Words = Words::new(
    "أضاف أضافت أضيف أضيفت يضيف تضيف إضافة بإضافة أدرج أدرجت إدراج تدرج يدرج إدراجه إدراجها إدراجهم إدراجهما ضم ضمت ضمه وضع وضعت \
     فرض فرضت يفرض تفرض بفرض شطب شطبت رفع added adds placed imposed imposes",
);
static MONEY: Words = Words::new("أموال الأموال أرصدة الأرصدة أصول مبلغ مبالغ funds assets");
static CAPTIVES: Words = Words::new(
    "رهينة رهائن الرهائن رهينتين مختطف مختطفين المختطفين مخطوف مخطوفين المخطوفين محتجز محتجزين المحتجزين أسرى الأسرى \
     hostage hostages captives",
);
static PEOPLE: Words = Words::new(
    "شخص شخصا أشخاص شخصين فرد أفراد عنصر عنصرا عناصر عنصرين مشتبه مشتبها المشتبه متهم متهما متهمين المتهمين مدان مدانا \
     مدانين إرهابي إرهابيا إرهابيين الإرهابيين مقاتل مقاتلا مقاتلين المقاتلين مسلح مسلحا مسلحين متطرف متطرفا متطرفين \
     متشدد متشددين رجل رجلا رجال رجلين امرأة نساء النساء طفل طفلا أطفال الأطفال عائلة عائلات العائلات عوائل أسرة أسر \
     أجنبي أجنبيا أجانب الأجانب مواطنات مواطنة مواطناتها أما أمهات الأمهات أطفالهن أطفالهم قاصر قاصرا قاصرين القاصرين أيتام الأيتام مواطن مواطنا مواطنين مواطنيها مواطنيه مواطنيهم رعايا رعاياها رعاياه معتقل معتقلين المعتقلين محتجز محتجزين المحتجزين \
     سجين سجناء السجناء موقوف موقوفين نازح نازحا نازحين النازحين لاجئ لاجئا لاجئين اللاجئين رهينة رهائن مختطف مختطفين \
     خلية شبكة دفعة الدفعة قيادي قياديا قياديين زعيم أعضاء عضو ذوي الدواعش سائق سائقا سائقين سائقي شاب شابا شبان \
     people person suspects suspect fighters militants families family women children nationals detainees prisoners \
     members citizens",
);
static AGAINST: Words = Words::new("ضد مع على against");
static STATES_OF_MIND: Words =
    Words::new("تهديد تهديدا خطر خطرا خطرًا جزءا مرحلة فرصة أولوية تحديا عاملا");

/// Whether a quotation mark at a place opens a name and not a single adjective.
pub(super) fn quotes_name(article: &Article<'_>, open: usize) -> bool {
    static TERROR: Words = Words::new("إرهابية الإرهابية انتحارية الانتحارية إرهابيا إرهابي الإرهابي");
    let quote = |at: usize| article.tokens.get(at).is_some_and(|token| token.is_quote());
    let adjective = article.has(open + 1, &TERROR) || article.has(open + 1, &MILITARY);
    quote(open) && !(adjective && quote(open + 2))
}

struct Around<'a, 't> {
    article: &'a Article<'t>,
    names: &'a [gazetteer::Mention],
    sentence: &'a Range<usize>,
    at: usize,
    end: usize,
}

impl Around<'_, '_> {
    fn before(&self, reach: usize, words: &Words) -> bool {
        let from = self.at.saturating_sub(reach).max(self.sentence.start);
        (from..self.at).any(|i| self.article.has(i, words))
    }

    fn behind(&self, reach: usize, words: &Words) -> bool {
        (self.end..(self.end + reach).min(self.sentence.end)).any(|i| self.article.has(i, words))
    }

    fn form(&self) -> &str {
        &self.article.tokens[self.at].form
    }

    fn is(&self, words: &[&str]) -> bool {
        self.article.is(self.at, words)
    }

    fn previous(&self, words: &[&str]) -> bool {
        self.at > self.sentence.start && self.article.is(self.at - 1, words)
    }

    /// Whether people stand right behind: counted, called by origin, or by what they are.
    fn people_behind(&self, reach: usize) -> bool {
        let stop = |i: &usize| {
            self.article.tokens[*i].is(".") || self.article.is(*i, &["الي", "from", "to"])
        };
        (self.end..(self.end + reach).min(self.sentence.end)).take_while(|i| !stop(i)).any(|i| {
            let token = &self.article.tokens[i];
            let origin = token.kind == Kind::Word
                && !token.form.starts_with("ال")
                && (token.form.ends_with("ين") || token.form.ends_with("ون"))
                && nisba(&token.form).is_some();
            // "800 عراقي", "مئات العراقيين"
            let counted = nisba(&token.form).is_some()
                && (self.article.tokens[i - 1].kind == Kind::Number
                    || self.article.is(i - 1, &["الف", "الاف", "ميات", "مليون"]));
            origin || counted || self.article.has(i, &PEOPLE)
        })
    }

    fn group_behind(&self, reach: usize) -> bool {
        let near = self.end..self.end + reach;
        self.names
            .iter()
            .any(|name| near.contains(&name.tokens.start) && name.known.id.starts_with("group:"))
    }

    fn judge(&self, kind: EventType) -> Option<(EventType, Force)> {
        use EventType::*;
        let definite = self.article.tokens[self.at].stems.iter().any(|s| s.form.starts_with("ال"));
        let refers = |told: bool| Some((kind, if told { Force::Tells } else { Force::Refers }));
        match kind {
            Attack | Abduction if self.intended() => None,
            // "وقف إطلاق النار": what ends is no attack.
            Attack if self.previous(&["وقف", "الوقف", "هدنه", "تبادل", "تبادلت", "تبادلوا"]) => {
                None
            }
            Attack if self.is(&["فجر", "فجرت", "فجروا", "فجرا", "يفجر", "تفجر"]) => {
                self.detonates().then_some((kind, Force::Tells))
            }
            Meeting if self.is(&["جلسه", "الجلسه"]) => {
                self.session().map(|force| (kind, force))
            }
            // "يعقد كافة اجتماعاته": those of any day.
            Meeting if self.previous(&["كافه", "جميع", "كل"]) && self.form().contains("ات") => {
                None
            }
            Meeting if self.is(&["الدوره", "النسخه", "دورته", "دورتها"]) => {
                static HELD: Words = Words::new(
                    "تحتضن يحتضن ستحتضن سيحتضن احتضنت احتضن تستضيف يستضيف ستستضيف سيستضيف استضافت استضاف شهدت تشهد ستشهد انعقاد \
                     انعقدت تنعقد ستنعقد عقد تعقد ستعقد أعمال أشغال فعاليات انطلقت انطلاق اختتمت",
                );
                let numbered = crate::number::ordinal_at(&self.article.tokens, self.end).is_some();
                static CONVENED: Words = Words::new("المنعقدة منعقدة المنعقد");
                let convened = self.behind(2, &CONVENED);
                (convened || numbered && self.before(5, &HELD)).then_some((kind, Force::Tells))
            }
            Meeting if self.is(&["ورشه", "الورشه"]) => {
                static MAKES: Words =
                    Words::new("سرية لتصنيع تصنيع لصناعة صناعة لصنع صنع لتفخيخ تفخيخ حدادة لتخزين");
                (!self.behind(3, &MAKES)).then_some((kind, Force::Tells))
            }
            Attack if self.is(&["هجمات", "الهجمات"]) => {
                let counted = self.at > self.sentence.start
                    && crate::number::numeral_at(&self.article.tokens, self.at - 1).is_some();
                refers(counted)
            }
            Attack if self.is(&["نفسه", "نفسها"]) => {
                static BLOWN: Words = Words::new("فجر فجرت يفجر تفجر");
                self.before(5, &BLOWN).then_some((kind, Force::Tells))
            }
            Operation if self.killing() => self.killed_by().map(|kind| (kind, Force::Tells)),
            Operation => self.operation(definite),
            // "المخيم الذي يحتجز فيه أقارب المقاتلين": what goes on is no arrest.
            Arrest if self.is(&["يحتجز", "تحتجز", "يحتجزون"]) => None,
            // "انتصاره في المعركة ضد التنظيم": a war and no clash.
            Clash if definite && self.behind(1, &AGAINST) => None,
            Clash if self.is(&["المعارك", "الاشتباكات", "المواجهات"]) => {
                Some((kind, Force::Refers))
            }
            Arrest => {
                let warrant = self.previous(&["مذكره", "مذكرات", "مراكز", "مركز", "رهن"]);
                let verb = !self.is(&["اعتقال", "توقيف", "القبض", "تفكيك"]);
                let stops = self.form().ends_with("وقف") || self.form().contains("وقفت");
                let ambiguous = stops || self.is(&["ايقاف", "احتجز", "احتجزت", "يحتجز", "تحتجز"]);
                let fits = !warrant && (!verb || !ambiguous || self.people_behind(12));
                fits.then_some((kind, Force::Tells))
            }
            Founding => self.founding().then_some((kind, Force::Tells)),
            Accession => {
                // "انضمام البلاد إلى الحرب": a war is no body.
                static NO_BODY: Words =
                    Words::new("الحرب القتال الصراع المعركة المعارك الاحتجاجات الحملة");
                let body = !self.group_behind(7) && !self.behind(6, &NO_BODY);
                body.then_some((kind, Force::Tells))
            }
            Agreement => {
                static NOT: Words = Words::new("دون لم لن عدم قبل");
                // "دون أن يتم توقيع اتفاق"
                if self.before(5, &NOT) {
                    return None;
                }
                let signed = self.before(20, &SIGNING) || self.behind(6, &SIGNING);
                if !signed && !definite {
                    return None;
                }
                refers(signed)
            }
            Listing => {
                let list = self.article.has(self.at, &LISTS);
                let told = if list {
                    self.before(24, &ADDS) || self.end > self.at + 1 && self.is(&["عقوبات"])
                } else {
                    self.behind(18, &LISTS) || self.article.has(self.end - 1, &LISTS)
                };
                let imposed = self.end > self.at + 1 && !list;
                (told || imposed).then_some((kind, Force::Tells))
            }
            Release => {
                let freed = self.is(&["تحرير", "حررت", "حرر", "freed", "released", "release"]);
                let money = self.behind(2, &MONEY);
                (!money && (!freed || self.behind(5, &CAPTIVES))).then_some((kind, Force::Tells))
            }
            Return => self.coming_home().then_some((kind, Force::Tells)),
            _ => Some((kind, Force::Tells)),
        }
    }

    /// `فجر انتحاري سيارة ملغومة`: something is blown up; `فجر الجمعة` is a dawn.
    fn detonates(&self) -> bool {
        static THINGS: Words = Words::new(
            "سيارة سيارته سيارتها سيارات شاحنة شاحنته عبوة عبوات عبوتين قنبلة قنابل حزام حزاما حزامه حزامها أحزمتهم أحزمة سترته سترة نفسه              نفسها أنفسهم دراجة لغما لغم",
        );
        const DAYS: &[&str] = &[
            "يوم",
            "اليوم",
            "امس",
            "غد",
            "السبت",
            "الاحد",
            "الاثنين",
            "الثلاثاء",
            "الاربعاء",
            "الخميس",
            "الجمعه",
            "هذا",
            "ذلك",
        ];
        self.end < self.sentence.end && !self.article.is(self.end, DAYS) && self.behind(7, &THINGS)
    }

    /// A session is held, by a council or the like; one of a court or of a meeting is no meeting.
    fn session(&self) -> Option<Force> {
        static HOLDS: Words = Words::new(
            "عقد عقدت يعقد تعقد سيعقد ستعقد عقدها انعقدت تنعقد يلتئم التأم خلال افتتح ترأس يترأس ترأست",
        );
        static COURT: Words = Words::new(
            "محاكمة المحاكمة النطق المحكمة استماع الاستماع نطق الافتتاحية الختامية افتتاحية",
        );
        if self.behind(2, &COURT) {
            return None;
        }
        if self.article.tokens[self.at].form.starts_with("ال") {
            return Some(Force::Refers);
        }
        self.before(10, &HOLDS).then_some(Force::Tells)
    }

    /// What is only planned, feared or fought against; an attack that was foiled while under way
    /// counts.
    fn intended(&self) -> bool {
        if self.behind(3, &LAUNCHED) {
            return false;
        }
        self.before(5, &INTENT) || self.before(3, &FOILED)
    }

    /// Whether the trigger is a verb of killing.
    fn killing(&self) -> bool {
        self.is(&["قتلت", "قتل", "قضت", "القضاء", "تمكنت", "تحييد"])
    }

    /// `قتلت وحدة من الجيش ستة مسلحين`: soldiers who kill fighters carry out an operation, fighters who kill
    /// people an attack. Who was killed must follow who killed; a passive names nobody.
    fn killed_by(&self) -> Option<EventType> {
        static FORCES: Words = Words::new(
            "وحدة وحدات قوة قوات القوات الجيش جيش الشرطة شرطة جنود طيران الطيران طائرة طائرات مقاتلات البحرية الدرك الحرس              دورية كتيبة لواء مفرزة",
        );
        static ARMED: Words = Words::new(
            "مسلحون مسلح مسلحين إرهابيون إرهابي متشددون متطرفون متمردون عناصر مقاتلو مقاتلون تنظيم التنظيم جماعة حركة انتحاري مهاجم مهاجمون",
        );
        static FIGHTERS: Words = Words::new(
            "مسلح مسلحا مسلحين إرهابي إرهابيا إرهابيين الإرهابيين مقاتل مقاتلا مقاتلين عنصر عنصرا عناصر عنصرين متشدد متشددا متشددين متطرفا              متطرفين قيادي قياديا قياديين زعيم انتحاريين انتحاريا",
        );
        static VICTIMS: Words = Words::new(
            "شخص شخصا أشخاص شخصين مدني مدنيا مدنيين جندي جنديا جنود جنديين شرطي شرطيا شرطيين مزارع مزارعا مزارعين قروي قرويا قرويين              رجل رجلا رجال رجلين امرأة نساء طفلا أطفال عمال عاملا راعي رعاة سائق سائقين ضابط ضابطا ضباط ضابطين صحفيا صحفيين مواطنا مواطنين",
        );
        let reach = (self.end + 14).min(self.sentence.end);
        let stop = |i: &usize| {
            self.article.tokens[*i].is(".") || self.article.is(*i, &["في", "خلال", "اثر", "بعد"])
        };
        let first = |words: &'static Words, from: usize| {
            (from..reach).take_while(|i| !stop(i)).find(|i| self.article.has(*i, words))
        };
        let subject = self.end..(self.end + 2).min(self.sentence.end);
        let by = |words: &'static Words| subject.clone().find(|i| self.article.has(*i, words));
        let group = || {
            let own = self.names.iter().find(|name| subject.contains(&name.tokens.start));
            own.filter(|name| name.known.id.starts_with("group:")).map(|name| name.tokens.end - 1)
        };
        if self.is(&["قضت", "القضاء", "تمكنت", "تحييد"]) {
            return first(&FIGHTERS, self.end).map(|_| EventType::Operation);
        }
        if let Some(who) = by(&FORCES) {
            return first(&FIGHTERS, who + 1).map(|_| EventType::Operation);
        }
        let who = by(&ARMED).or_else(group)?;
        first(&VICTIMS, who + 1).map(|_| EventType::Attack)
    }

    /// `عملية` is a process of any kind: it takes an adjective, a name or a verb of launching.
    fn operation(&self, definite: bool) -> Option<(EventType, Force)> {
        use EventType::{Attack, Operation};
        if self.intended() {
            return None;
        }
        let generic = self.article.tokens[self.at].stems.iter().any(|stem| {
            ["عملي", "العملي", "حمل", "الحمل"].iter().any(|root| {
                stem.form.strip_prefix(root).is_some_and(|rest| rest.chars().count() <= 4)
            })
        });
        if !generic {
            // "الضربات الجوية" are many, of any time.
            let many = self.form().ends_with("ات") || self.form().ends_with("strikes");
            let counted = self.at > self.sentence.start
                && crate::number::numeral_at(&self.article.tokens, self.at - 1).is_some();
            let force = if many && !counted { Force::Refers } else { Force::Tells };
            return Some((Operation, force));
        }
        // "supporting the military operations" speaks of many, of any time.
        if definite && self.form().ends_with("ات") && !self.before(14, &LAUNCHED) {
            return Some((Operation, Force::Refers));
        }
        // "عملية اغتيال": what follows says what it was.
        static KINDS: Words = Words::new(
            "اغتيال خطف اختطاف احتجاز طعن دهس تفجير سطو تهريب تبادل إجلاء إعادة نقل تسليم اغتيالات",
        );
        if self.behind(1, &KINDS) {
            return None;
        }
        static TERROR: Words = Words::new("إرهابية الإرهابية انتحارية الانتحارية");
        if self.behind(1, &TERROR) {
            return Some((Attack, if definite { Force::Refers } else { Force::Tells }));
        }
        // "العمليات “الإرهابية”" quotes an adjective, "عملية “مطاردة الأشباح”" a name.
        let named = quotes_name(self.article, self.end);
        // "ليست جزءا من عملية “العزم المتأصل”": one that is spoken of, not told.
        if named && self.previous(&["عن", "من", "ضمن", "اطار"]) {
            return Some((Operation, Force::Refers));
        }
        // "يشاركون في عمليات لمكافحة الإرهاب": what is done all the time.
        let purpose = self.article.tokens.get(self.end).is_some_and(|t| t.form.starts_with("لم"));
        if self.form().ends_with("ات") && !definite && purpose && self.previous(&["في"]) {
            return Some((Operation, Force::Refers));
        }
        let called = {
            static CALLED: Words = Words::new("اسم مسمى باسم تسمية اسمها");
            self.behind(10, &CALLED)
        };
        let told = named
            || called
            || self.behind(2, &MILITARY)
            || self.before(14, &LAUNCHED)
            || self.resulting();
        if told {
            return Some((Operation, Force::Tells));
        }
        let english = self.form().is_ascii();
        (definite || english).then_some((Operation, Force::Refers))
    }

    /// `مقتل 11 مسلحا في عملية`: what came of it makes it one.
    fn resulting(&self) -> bool {
        static RESULT: Words =
            Words::new("مقتل قتل قتلت اعتقال اعتقلت توقيف أوقفت تحييد تصفية إيقاف");
        self.previous(&["في", "خلال", "اثر", "ضمن", "بعد"]) && self.before(14, &RESULT)
    }

    /// A body must be founded: `إحداث مجموعة عمل`, `التحالف الذي تأسس`; not `تشكل تهديدا`.
    fn founding(&self) -> bool {
        static ANNIVERSARY: Words = Words::new("ذكرى الذكرى لذكرى منذ anniversary");
        static DANGER: Words =
            Words::new("تهديد التهديد تهديدات التهديدات خطر الخطر المخاطر التحدي التحديات");
        if self.behind(2, &STATES_OF_MIND)
            || self.before(5, &DANGER)
            || self.before(3, &ANNIVERSARY)
        {
            return false;
        }
        let body = self.behind(3, &BODIES);
        let near = self.end..self.end + 4;
        let organisation = self.names.iter().any(|name| {
            near.contains(&name.tokens.start) && name.known.kind == NameType::Organisation
        });
        let relative = self.previous(&["الذي", "التي", "الذى"]);
        let founded = self.article.tokens[self.at].stems.iter().any(|stem| {
            stem.form.starts_with("تاسس")
                || stem.form.starts_with("تاسيس")
                || stem.form.contains("تاسس")
        });
        let shown = self.is(&["الكشف"]);
        let english = self.is(&["founded", "established"]);
        let formed = self.form().contains("تشكل") && relative;
        // "أرضية تم إطلاقها سنة 2011"
        let made = self.previous(&["تم", "جري"])
            && (self.form().ends_with("ها") || self.form().ends_with('ه'))
            && self.names.iter().any(|name| {
                name.known.kind == NameType::Organisation
                    && self.sentence.contains(&name.tokens.start)
                    && name.tokens.start < self.at
            });
        body || made || organisation || founded || shown || english || formed
    }
}
