//! Writes invented Arabic reports of the length of real ones, to measure reading with:
//! `cargo run -p hilf-press --example articles -- FOLDER NUMBER [SEED]`. A thousand go into each
//! subfolder; the same seed gives the same reports, and more of them begin with the same ones.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const CITIES: &[&str] = &[
    "الرباط",
    "بغداد",
    "عمّان",
    "تونس",
    "نيروبي",
    "مقديشو",
    "كركوك",
    "الموصل",
    "القاهرة",
    "نيامي",
    "باماكو",
    "أبوجا",
    "طرابلس",
    "دمشق",
    "الرقة",
    "بيروت",
    "الدوحة",
    "لندن",
    "باريس",
    "بروكسل",
];
const COUNTRIES: &[&str] = &[
    "المغرب",
    "العراق",
    "الأردن",
    "تونس",
    "كينيا",
    "الصومال",
    "مصر",
    "النيجر",
    "مالي",
    "نيجيريا",
    "ليبيا",
    "سوريا",
    "لبنان",
    "قطر",
    "فرنسا",
    "بلجيكا",
    "ألمانيا",
    "إيطاليا",
    "إسبانيا",
    "غانا",
];
const MONTHS: &[&str] = &[
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
const FIRST: &[&str] = &[
    "سامر",
    "هناء",
    "يوسف",
    "ليلى",
    "كريم",
    "نادية",
    "عماد",
    "رنا",
    "فادي",
    "سلمى",
    "طارق",
    "دينا",
];
const LAST: &[&str] = &[
    "البستاني",
    "الحمداني",
    "العلوي",
    "المنصوري",
    "الزواري",
    "القاسمي",
    "الشرقاوي",
    "النجار",
    "الخطيب",
    "السالمي",
];
const OFFICES: &[&str] = &[
    "وزير الخارجية",
    "وزيرة الدفاع",
    "المتحدث باسم الشرطة",
    "محافظ المدينة",
    "قائد العمليات",
    "مدير مركز الدراسات الأمنية",
    "الخبير في شؤون الجماعات المسلحة",
    "رئيس الوفد",
];
const PLAIN: &[&str] = &[
    "وتأتي هذه التطورات في ظل مساع إقليمية لتعزيز التعاون في مراقبة الحدود وتبادل المعلومات بين الأجهزة المختصة.",
    "ويرى مراقبون أن المرحلة المقبلة تتطلب معالجة الأسباب العميقة التي تدفع الشباب إلى الالتحاق بهذه الجماعات.",
    "ولم تتضح بعد تفاصيل أخرى عن ظروف الحادث، فيما باشرت السلطات القضائية تحقيقا لتحديد المسؤوليات.",
    "وتعاني المنطقة منذ سنوات من ضعف الخدمات الأساسية ومن صعوبة وصول المنظمات الإنسانية إلى القرى البعيدة.",
    "وشدد البيان على أهمية احترام القانون الدولي وحماية المدنيين ومحاسبة من يثبت تورطه في الانتهاكات.",
    "وتناول النقاش سبل تجفيف منابع التمويل ومواجهة الدعاية على شبكات التواصل وإعادة تأهيل العائدين.",
];

struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn person(&mut self) -> String {
        format!("{} {}", self.one(FIRST), self.one(LAST))
    }

    fn day(&mut self) -> String {
        format!("{} {} {}", 1 + self.below(28), self.one(MONTHS), 2014 + self.below(10))
    }
}

fn sentence(dice: &mut Dice, day: &str) -> String {
    let (city, country) = (dice.one(CITIES), dice.one(COUNTRIES));
    let (office, person) = (dice.one(OFFICES), dice.person());
    let (few, many) = (3 + dice.below(60), 100 + dice.below(900));
    match dice.below(12) {
        0 => format!("وقتل {few} شخصا وأصيب {} آخرون في هجوم في {city} يوم {day}.", few + 7),
        1 => format!(
            "وقال {office} {person} إن عدد النازحين بلغ {many} ألف شخص في نهاية {}.",
            2014 + dice.below(10)
        ),
        2 => {
            format!("وأضاف {person}: «نعمل مع {country} على أمن الحدود، ولن نترك القرى دون حماية».")
        }
        3 => format!("وتعهدت {country} بتقديم {few} مليون دولار لتدريب الشرطة بحلول نهاية 2025."),
        4 => format!("واعتقلت قوات الأمن في {city} {few} عنصرا من تنظيم داعش يوم {day}."),
        5 => format!("وشارك في الاجتماع ممثلون عن {few} دولة، منها {country}."),
        6 => format!(
            "وبحسب {office} {person}، ارتفعت الهجمات بنسبة {few} في المئة خلال العام الماضي."
        ),
        7 => format!("ومن المقرر أن يعقد الاجتماع المقبل في {city} يوم {day}."),
        _ => dice.one(PLAIN).to_owned(),
    }
}

fn article(dice: &mut Dice) -> String {
    let (city, day) = (dice.one(CITIES), dice.day());
    let few = 3 + dice.below(60);
    let mut text = match dice.below(3) {
        0 => format!(
            "اجتماع في {city} لبحث مكافحة الإرهاب\n\nاجتمع {few} وزيرا في {city} يوم {day} لبحث الأمن الإقليمي.\n"
        ),
        1 => format!(
            "هجوم في {city}\n\nأعلنت الشرطة أن {few} شخصا قتلوا في هجوم في {city} يوم {day}.\n"
        ),
        _ => format!(
            "اعتقالات في {city}\n\nأعلنت السلطات اعتقال {few} مشتبها بهم في {city} يوم {day}.\n"
        ),
    };
    // Reports of agencies have 1 to 8 kB; most have about 3.
    for _ in 0..3 + dice.below(4) + dice.below(8) {
        for _ in 0..2 {
            let sentence = sentence(dice, &day);
            let _ = write!(text, "{sentence} ");
        }
        text.push('\n');
    }
    text.push_str("\nاقرأ أيضا\nمقالات ذات صلة\n");
    text
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().ok_or("articles FOLDER NUMBER [SEED]")?;
    let number: usize = args.next().ok_or("articles FOLDER NUMBER [SEED]")?.parse()?;
    let mut dice = Dice(args.next().map_or(Ok(1), |seed| seed.parse())?);
    for n in 0..number {
        let part = Path::new(&folder).join(format!("{:04}", n / 1000));
        if n % 1000 == 0 {
            fs::create_dir_all(&part)?;
        }
        fs::write(part.join(format!("{n:06}.txt")), article(&mut dice))?;
    }
    Ok(())
}
